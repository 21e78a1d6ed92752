//! `POST /api/compare`: strategies side by side, refined rung by rung, as server-sent events.
//!
//! One `answer` a rung, then `done`; `queue` while it waits; `refusal` where something fails on the way. Where it is asked
//! for, the last answer comes once more with only the verdicts that survive other weights. A question that does not fit is
//! refused before the first event. A closed connection stops the running rung.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use axum::extract::{Request, State as From};
use axum::response::Response;
use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page::{self, Rung};
use linchpin_lab::wire::page::{Answer, QueueShown, Setting, line};

use super::{MOST_TIME, question, runs};
use crate::refuse::Refused;
use crate::state::State;
use crate::stream::{Sender, events};

/// Between one rung and the next the cores belong to the page on the same machine, which draws the answer that it has just
/// got; a hand that has moved on meanwhile spares the next rung.
const BREATH: Duration = Duration::from_millis(30);

pub(crate) async fn compare(From(state): From<State>, request: Request) -> Result<Response, Refused> {
    let setting: Setting = question(request, &[]).await?;
    // Refusals come before the first event; the question itself is read again where it is run, which takes no time.
    page::question(&state.model(&setting.model)?.lab, &setting)?;
    drop(state.turns().enter().map_err(|refusal| Refused::busy(refusal.why, refusal.help))?);
    let (sender, response) = events();
    tokio::spawn(async move {
        let cancel = sender.cancel();
        tokio::select! {
            () = sender.closed() => {}
            () = refine(&state, &setting, &sender) => return,
            () = tokio::time::sleep(MOST_TIME) => {
                let help = "ask for fewer futures, or when fewer others ask";
                sender.refuse(&Refusal::new(format!("no complete answer within {} seconds", MOST_TIME.as_secs()), help)).await;
            }
        }
        cancel.store(true, Ordering::Relaxed);
    });
    Ok(response)
}

async fn refine(state: &State, setting: &Setting, sender: &Sender) {
    let _entry = match state.turns().enter() {
        Ok(entry) => entry,
        Err(refusal) => {
            sender.refuse(&refusal).await;
            return;
        }
    };
    let mut last = None;
    for (at, &futures) in setting.ladder.iter().enumerate() {
        if at > 0 {
            tokio::time::sleep(BREATH).await;
        }
        if !in_line(state, runs(setting, futures), sender).await {
            return;
        }
        match rung(state, setting, futures, sender.cancel()).await {
            Ok(Some(rung)) if sender.send("answer", &line(&rung.answer)).await => last = Some(rung),
            Ok(_) => return,
            Err(refusal) => {
                sender.refuse(&refusal).await;
                return;
            }
        }
    }
    if let Some(rung) = last.filter(|_| setting.weights && setting.strategies.len() > 1) {
        // It waits among the large ones: nobody's first answer waits for it.
        if !in_line(state, u64::MAX, sender).await {
            return;
        }
        match tested(state, setting, rung, sender.cancel()).await {
            Ok(Some(answer)) if sender.send("answer", &line(&answer)).await => {}
            Ok(_) => return,
            Err(refusal) => {
                sender.refuse(&refusal).await;
                return;
            }
        }
    }
    sender.send("done", "{}").await;
}

/// Says how many are before a piece of work of this size; false where nobody listens.
async fn in_line(state: &State, size: u64, sender: &Sender) -> bool {
    match state.turns().ahead(size) {
        Some(ahead) => sender.send("queue", &line(&QueueShown { ahead })).await,
        None => true,
    }
}

async fn rung(state: &State, setting: &Setting, futures: u64, cancel: Arc<AtomicBool>) -> Result<Option<Rung>, Refusal> {
    let (held, asked) = (state.clone(), setting.clone());
    let compute = move |cancel: &AtomicBool| {
        let served = held.model(&asked.model).map_err(|_| Refusal::new("the model is gone", ""))?;
        page::rung(&page::question(&served.lab, &asked)?, futures, 0, cancel)
    };
    state.turns().work(runs(setting, futures), cancel, compute).await
}

async fn tested(state: &State, setting: &Setting, rung: Rung, cancel: Arc<AtomicBool>) -> Result<Option<Answer>, Refusal> {
    let (held, asked) = (state.clone(), setting.clone());
    let compute = move |cancel: &AtomicBool| {
        let served = held.model(&asked.model).map_err(|_| Refusal::new("the model is gone", ""))?;
        page::tested(&page::question(&served.lab, &asked)?, rung, 0, cancel)
    };
    state.turns().work(u64::MAX, cancel, compute).await
}
