//! `POST /api/breaks` and `POST /api/findings`: what breaks a strategy, and what should be found out.
//!
//! Server-sent events: one `answer` an analysis, each with how many of them are done, then `done`; `queue` while it waits;
//! `refusal` where something fails on the way. A closed connection stops the work. The last number of the ladder, at most
//! 4,096, is the number of futures.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{Request, State as From};
use axum::response::Response;
use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page::{self, Tab};
use linchpin_lab::wire::page::{ExploreSetting, ExploredAnswer, QueueShown, line};
use tokio::sync::mpsc;

use super::{MOST_TIME, question, runs};
use crate::refuse::Refused;
use crate::state::State;
use crate::stream::{Sender, events};

/// Futures of an exploration, at most: it is many times the work of a comparison.
const MOST_FUTURES: u64 = 4096;
/// Work of one future, in runs of a comparison, so that an exploration waits in the line of large questions.
const WORK: u64 = 8;

pub(crate) async fn breaks(state: From<State>, request: Request) -> Result<Response, Refused> {
    explored(state, request, Tab::Breaks).await
}

pub(crate) async fn findings(state: From<State>, request: Request) -> Result<Response, Refused> {
    explored(state, request, Tab::Findings).await
}

async fn explored(From(state): From<State>, request: Request, tab: Tab) -> Result<Response, Refused> {
    let asked: ExploreSetting = question(request, &["about"]).await?;
    let read = page::question(&state.model(&asked.setting.model)?.lab, &asked.setting)?;
    page::about(&read, asked.about.as_deref())?;
    let futures = asked.setting.ladder.last().copied().unwrap_or(1);
    if futures > MOST_FUTURES {
        let help = "ask for fewer; `linchpin explore` has no such limit";
        return Err(Refusal::new(format!("{futures} futures are more than a page may explore"), help).into());
    }
    drop(state.turns().enter().map_err(|refusal| Refused::busy(refusal.why, refusal.help))?);
    let (sender, response) = events();
    tokio::spawn(async move {
        let cancel = sender.cancel();
        tokio::select! {
            () = sender.closed() => {}
            () = work(&state, &asked, futures, tab, &sender) => return,
            () = tokio::time::sleep(MOST_TIME) => {
                let help = "ask for fewer futures, or when fewer others ask";
                sender.refuse(&Refusal::new(format!("no complete answer within {} seconds", MOST_TIME.as_secs()), help)).await;
            }
        }
        cancel.store(true, Ordering::Relaxed);
    });
    Ok(response)
}

async fn work(state: &State, asked: &ExploreSetting, futures: u64, tab: Tab, sender: &Sender) {
    let _entry = match state.turns().enter() {
        Ok(entry) => entry,
        Err(refusal) => {
            sender.refuse(&refusal).await;
            return;
        }
    };
    let size = runs(&asked.setting, futures).saturating_mul(WORK);
    if let Some(ahead) = state.turns().ahead(size)
        && !sender.send("queue", &line(&QueueShown { ahead })).await
    {
        return;
    }
    let (answers, mut ready) = mpsc::channel::<ExploredAnswer>(1);
    let (held, asked) = (state.clone(), asked.clone());
    let compute = move |cancel: &AtomicBool| {
        let served = held.model(&asked.setting.model).map_err(|_| Refusal::new("the model is gone", ""))?;
        let question = page::question(&served.lab, &asked.setting)?;
        let about = page::about(&question, asked.about.as_deref())?;
        page::explored(&question, futures, (tab, about), 0, cancel, &mut |answer| answers.blocking_send(answer).is_ok())
    };
    let cancel: Arc<AtomicBool> = sender.cancel();
    let computed = state.turns().work(size, cancel, compute);
    tokio::pin!(computed);
    loop {
        tokio::select! {
            Some(answer) = ready.recv() => {
                if !sender.send("answer", &line(&answer)).await {
                    return;
                }
            }
            ended = &mut computed => {
                while let Ok(answer) = ready.try_recv() {
                    if !sender.send("answer", &line(&answer)).await {
                        return;
                    }
                }
                match ended {
                    Ok(()) => sender.send("done", "{}").await,
                    Err(refusal) => sender.refuse(&refusal).await,
                };
                return;
            }
        }
    }
}
