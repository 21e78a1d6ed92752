//! `POST /api/game`: a game at a date in one future.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use axum::extract::{Request, State as From};
use axum::http::StatusCode;
use axum::response::Response;
use linchpin_core::diagnostic::Refusal;
use linchpin_lab::page;
use linchpin_lab::wire::page::{GameSetting, line};

use super::{in_time, question};
use crate::refuse::{Refused, json};
use crate::state::State;

pub(crate) async fn game(From(state): From<State>, request: Request) -> Result<Response, Refused> {
    let asked: GameSetting = question(request, &["game", "at", "future", "strategy"]).await?;
    page::question(&state.model(&asked.setting.model)?.lab, &asked.setting)?;
    let _entry = state.turns().enter().map_err(|refusal| Refused::busy(refusal.why, refusal.help))?;
    let held = state.clone();
    let compute = move |_: &AtomicBool| {
        let served = held.model(&asked.setting.model).map_err(|_| Refusal::new("the model is gone", ""))?;
        page::game(&page::question(&served.lab, &asked.setting)?, &asked)
    };
    let answer = in_time(state.turns().work(1, Arc::default(), compute)).await?;
    Ok(json(StatusCode::OK, line(&answer)))
}
