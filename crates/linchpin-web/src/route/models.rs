//! `GET /api/models`: the models of this lab.

use axum::extract::State as From;
use axum::http::StatusCode;
use axum::response::Response;
use linchpin_lab::wire::page::line;

use crate::refuse::json;
use crate::state::State;

pub(crate) async fn models(From(state): From<State>) -> Response {
    json(StatusCode::OK, line(&state.lines()))
}
