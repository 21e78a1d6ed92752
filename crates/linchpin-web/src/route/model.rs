//! `GET /api/model/{name}`: all that the page knows of a model.

use axum::extract::{Path, State as From};
use axum::http::StatusCode;
use axum::response::Response;

use crate::refuse::{Refused, json};
use crate::state::State;

pub(crate) async fn model(From(state): From<State>, Path(name): Path<String>) -> Result<Response, Refused> {
    Ok(json(StatusCode::OK, state.model(&name)?.description.clone()))
}
