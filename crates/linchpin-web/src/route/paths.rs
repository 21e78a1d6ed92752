//! `POST /api/paths`: variables over time.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::extract::{Request, State as From};
use axum::http::StatusCode;
use axum::response::Response;
use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page;
use linchpin_lab::wire::page::{PathsSetting, line};

use super::{in_time, question, runs};
use crate::refuse::{Refused, json};
use crate::state::State;

pub(crate) async fn paths(From(state): From<State>, request: Request) -> Result<Response, Refused> {
    let asked: PathsSetting = question(request, &["variables"]).await?;
    page::question(&state.model(&asked.setting.model)?.lab, &asked.setting)?;
    let _entry = state.turns().enter().map_err(|refusal| Refused::busy(refusal.why, refusal.help))?;
    // A series has many points: it is the work of many more futures.
    let size = runs(&asked.setting, asked.setting.ladder.last().copied().unwrap_or(1)).saturating_mul(4);
    let held = state.clone();
    let compute = move |cancel: &AtomicBool| {
        let served = held.model(&asked.setting.model).map_err(|_| Refusal::new("the model is gone", ""))?;
        page::paths(&page::question(&served.lab, &asked.setting)?, &asked.variables, 0, cancel)
    };
    let answer = in_time(state.turns().work(size, Arc::default(), compute)).await?;
    Ok(json(StatusCode::OK, line(&answer)))
}
