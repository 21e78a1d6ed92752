//! The ledger at work: `GET /api/model/{name}/contract`, `/disputes` and `/timeline`, `POST /api/model/{name}/read/{file}` and
//! `POST /api/impact`.
//!
//! What does not hang on a reader is computed once and kept. A closed connection stops the work.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{Path, Request, State as From};
use axum::http::{StatusCode, header};
use axum::response::Response;
use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page::{self, LabModel, MOST_ARTICLE};
use linchpin_lab::wire::page::{ImpactSetting, line};

use super::{PATIENCE, in_time, question, runs};
use crate::refuse::{Refused, json};
use crate::state::{Served, State};

/// Work of a contract or of all disputes, in runs of a comparison: they wait in the line of large questions.
const LARGE: u64 = 1 << 20;
/// How long a contract may take, waiting included: it is run once for all readers.
const MOST_CONTRACT: Duration = Duration::from_secs(300);

pub(crate) async fn contract(From(state): From<State>, Path(name): Path<String>) -> Result<Response, Refused> {
    kept(&state, name, |served| &served.contract, |lab, cancel| Ok(line(&page::contract(lab, cancel)?))).await
}

pub(crate) async fn disputes(From(state): From<State>, Path(name): Path<String>) -> Result<Response, Refused> {
    kept(&state, name, |served| &served.disputes, |lab, cancel| Ok(line(&page::disputes(lab, cancel)?))).await
}

pub(crate) async fn timeline(From(state): From<State>, Path(name): Path<String>) -> Result<Response, Refused> {
    Ok(json(StatusCode::OK, line(&page::timeline(&state.model(&name)?.lab))))
}

/// An answer that is the same for all readers: computed when first asked for.
async fn kept(
    state: &State,
    name: String,
    slot: fn(&Served) -> &OnceLock<Bytes>,
    compute: fn(&LabModel, &AtomicBool) -> Result<String, Refusal>,
) -> Result<Response, Refused> {
    if let Some(known) = slot(state.model(&name)?).get() {
        return Ok(json(StatusCode::OK, known.clone()));
    }
    let _entry = state.turns().enter().map_err(|refusal| Refused::busy(refusal.why, refusal.help))?;
    let held = state.clone();
    let work = move |cancel: &AtomicBool| {
        let served = held.model(&name).map_err(|_| Refusal::new("the model is gone", ""))?;
        // Another reader's question may have been answered while this one waited.
        if let Some(known) = slot(served).get() {
            return Ok(known.clone());
        }
        let answer = Bytes::from(compute(&served.lab, cancel)?);
        Ok(slot(served).get_or_init(|| answer).clone())
    };
    let answer = state.turns().work(LARGE, Arc::default(), work);
    match tokio::time::timeout(MOST_CONTRACT, answer).await {
        Ok(answer) => Ok(json(StatusCode::OK, answer?)),
        Err(_) => {
            Err(Refused::busy(format!("no answer within {} seconds", MOST_CONTRACT.as_secs()), "ask again when fewer others ask"))
        }
    }
}

/// Reads an article: its bytes are the body, its name tells text from Markdown, HTML and PDF.
pub(crate) async fn read(
    From(state): From<State>,
    Path((name, file)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Refused> {
    state.model(&name)?;
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    // A page of somebody else cannot send this kind without being asked first.
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/octet-stream") {
        let help = "send its bytes with `Content-Type: application/octet-stream`";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the article is not marked as bytes", help));
    }
    let body = tokio::time::timeout(PATIENCE, axum::body::to_bytes(request.into_body(), MOST_ARTICLE)).await;
    let bytes = match body {
        Err(_) => return Err(Refused::new(StatusCode::REQUEST_TIMEOUT, "the article took too long to arrive", "send it again")),
        Ok(Err(_)) => {
            let why = format!("an article may have {} MB here", MOST_ARTICLE >> 20);
            let help = "cut out the part that matters; `linchpin evidence read` takes more";
            return Err(Refused::new(StatusCode::PAYLOAD_TOO_LARGE, why, help));
        }
        Ok(Ok(bytes)) => bytes,
    };
    let file: String = file.chars().filter(|c| !c.is_control()).take(120).collect();
    let _entry = state.turns().enter().map_err(|refusal| Refused::busy(refusal.why, refusal.help))?;
    let held = state.clone();
    let work = move |_: &AtomicBool| {
        let served = held.model(&name).map_err(|_| Refusal::new("the model is gone", ""))?;
        page::reading(&served.lab, &file, &bytes)
    };
    let answer = in_time(state.turns().work(1, Arc::default(), work)).await?;
    Ok(json(StatusCode::OK, line(&answer)))
}

pub(crate) async fn impact(From(state): From<State>, request: Request) -> Result<Response, Refused> {
    let asked: ImpactSetting = question(request, &["changes"]).await?;
    page::question(&state.model(&asked.setting.model)?.lab, &asked.setting)?;
    let _entry = state.turns().enter().map_err(|refusal| Refused::busy(refusal.why, refusal.help))?;
    let size = runs(&asked.setting, asked.setting.ladder.last().copied().unwrap_or(1)).saturating_mul(2);
    let held = state.clone();
    let work = move |cancel: &AtomicBool| {
        let served = held.model(&asked.setting.model).map_err(|_| Refusal::new("the model is gone", ""))?;
        let found = page::article_impact(&page::question(&served.lab, &asked.setting)?, &asked.changes, 0, cancel)?;
        found.ok_or_else(|| Refusal::new("the run was stopped", "ask again"))
    };
    let answer = in_time(state.turns().work(size, Arc::default(), work)).await?;
    Ok(json(StatusCode::OK, line(&answer)))
}
