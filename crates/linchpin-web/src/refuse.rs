//! A refusal as an answer: why, and how to mend it.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use linchpin_core::diagnostic::Refusal;
use linchpin_lab::wire::page::RefusalShown;
use linchpin_lab::wire::page::line;

/// A refusal with its status.
#[derive(Debug)]
pub(crate) struct Refused {
    status: StatusCode,
    refusal: Refusal,
}

impl Refused {
    pub(crate) fn new(status: StatusCode, why: impl Into<String>, help: impl Into<String>) -> Self {
        Refused { status, refusal: Refusal::new(why, help) }
    }

    /// Something asked for by address is not there.
    pub(crate) fn missing(refusal: Refusal) -> Self {
        Refused { status: StatusCode::NOT_FOUND, refusal }
    }

    /// There is no room for it now.
    pub(crate) fn busy(why: impl Into<String>, help: impl Into<String>) -> Self {
        Refused::new(StatusCode::SERVICE_UNAVAILABLE, why, help)
    }
}

/// A question that does not fit.
impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        Refused { status: StatusCode::UNPROCESSABLE_ENTITY, refusal }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let busy = self.status == StatusCode::SERVICE_UNAVAILABLE;
        let mut response = json(self.status, line(&shown(&self.refusal)));
        if busy {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

/// A refusal as a shape.
pub(crate) fn shown(refusal: &Refusal) -> RefusalShown {
    RefusalShown { why: refusal.why.clone(), help: refusal.help.clone() }
}

/// A JSON answer.
pub(crate) fn json(status: StatusCode, body: impl Into<axum::body::Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}
