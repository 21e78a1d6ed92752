//! The routes, one a file.

mod compare;
mod evidence;
mod explored;
mod game;
mod model;
mod models;
pub(crate) mod openapi;
mod page;
mod paths;

use std::time::Duration;

use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use linchpin_core::diagnostic::nearest;
use linchpin_lab::wire::page::Setting;
use serde::de::DeserializeOwned;

use crate::guard::guard;
use crate::refuse::Refused;
use crate::state::State;

/// Bytes of a question, at most.
const MOST_BODY: usize = 64 << 10;
/// How long a question may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long an answer may take, waiting included.
const MOST_TIME: Duration = Duration::from_secs(120);

/// All routes behind the guard.
pub(crate) fn routes(state: State) -> Router {
    Router::new()
        .route("/api/models", get(models::models))
        .route("/api/model/{name}", get(model::model))
        .route("/api/model/{name}/contract", get(evidence::contract))
        .route("/api/model/{name}/disputes", get(evidence::disputes))
        .route("/api/model/{name}/timeline", get(evidence::timeline))
        .route("/api/model/{name}/read/{file}", post(evidence::read))
        .route("/api/impact", post(evidence::impact))
        .route("/api/compare", post(compare::compare))
        .route("/api/breaks", post(explored::breaks))
        .route("/api/findings", post(explored::findings))
        .route("/api/paths", post(paths::paths))
        .route("/api/game", post(game::game))
        .route("/openapi.json", get(openapi::openapi))
        .route("/", get(page::index))
        .route("/assets/{*path}", get(page::asset))
        .fallback(nothing)
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(state.clone(), guard))
        .with_state(state)
}

async fn nothing(request: Request) -> Refused {
    let path: String = request.uri().path().chars().take(80).collect();
    Refused::new(
        StatusCode::NOT_FOUND,
        format!("there is nothing at {path}"),
        "the page is at /, the routes are listed in /openapi.json",
    )
}

async fn wrong_method(request: Request) -> Refused {
    let path = request.uri().path();
    let help = if path.starts_with("/api/") { "see /openapi.json for what each route takes" } else { "ask with GET" };
    Refused::new(StatusCode::METHOD_NOT_ALLOWED, format!("{} is not answered at {path}", request.method()), help)
}

/// Reads a question. Refuses what is no JSON, too long, too slow, or not of its shape; a field that nobody knows is
/// refused too, since it was meant to change something.
async fn question<T: DeserializeOwned>(request: Request, more: &[&str]) -> Result<T, Refused> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        let help = "send JSON with `Content-Type: application/json`";
        return Err(Refused::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "the question is not marked as JSON", help));
    }
    let too_large = || {
        let why = format!("a question may have {} KiB", MOST_BODY >> 10);
        Refused::new(StatusCode::PAYLOAD_TOO_LARGE, why, "a setting of every lever and assumption fits many times")
    };
    let length = request.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > MOST_BODY as u64) {
        return Err(too_large());
    }
    let body = tokio::time::timeout(PATIENCE, axum::body::to_bytes(request.into_body(), MOST_BODY)).await;
    let body = match body {
        Err(_) => return Err(Refused::new(StatusCode::REQUEST_TIMEOUT, "the question took too long to arrive", "send it again")),
        Ok(Err(_)) => return Err(too_large()),
        Ok(Ok(body)) => body,
    };
    let unread = |error: serde_json::Error| {
        let why = format!("the question cannot be read: {error}");
        Refused::new(StatusCode::UNPROCESSABLE_ENTITY, why, "/openapi.json has its shape")
    };
    let value: serde_json::Value = serde_json::from_slice(&body).map_err(unread)?;
    known_fields(&value, more)?;
    serde_json::from_value(value).map_err(unread)
}

/// Fields of every question.
const FIELDS: [&str; 11] =
    ["model", "seed", "ladder", "strategies", "reference", "world", "ranges", "locks", "thresholds", "events", "weights"];

fn known_fields(value: &serde_json::Value, more: &[&str]) -> Result<(), Refused> {
    let known = || FIELDS.iter().chain(more).copied();
    for field in value.as_object().into_iter().flat_map(|fields| fields.keys()) {
        if !known().any(|known| known == field) {
            let name: String = field.chars().take(60).collect();
            let help = match nearest(&name, known()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it knows {}", known().collect::<Vec<_>>().join(", ")),
            };
            return Err(Refused::new(StatusCode::UNPROCESSABLE_ENTITY, format!("a question has no field `{name}`"), help));
        }
    }
    Ok(())
}

/// The size of a piece of work, for its line.
fn runs(setting: &Setting, futures: u64) -> u64 {
    futures.saturating_mul(setting.strategies.len() as u64)
}

/// An answer, unless it takes too long.
async fn in_time<T>(answer: impl Future<Output = Result<T, linchpin_core::diagnostic::Refusal>>) -> Result<T, Refused> {
    match tokio::time::timeout(MOST_TIME, answer).await {
        Ok(answer) => Ok(answer?),
        Err(_) => Err(Refused::busy(
            format!("no answer within {} seconds", MOST_TIME.as_secs()),
            "ask for fewer futures, or when fewer others ask",
        )),
    }
}
