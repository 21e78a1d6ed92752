//! Server-sent events that stop their work when nobody listens any more.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use hyper::body::Frame;
use linchpin_lab::wire::page::line;
use tokio::sync::mpsc;

/// Events that wait to be sent, at most: a reader that does not read stops the work.
const WAITING: usize = 4;

/// Where events are put in.
pub(crate) struct Sender {
    events: mpsc::Sender<Bytes>,
    cancel: Arc<AtomicBool>,
}

/// Where they come out. Dropped, as it is when the connection closes, it cancels the work.
struct Events {
    events: mpsc::Receiver<Bytes>,
    cancel: Arc<AtomicBool>,
}

/// An answer of events, and where to put them.
pub(crate) fn events() -> (Sender, Response) {
    let (sender, receiver) = mpsc::channel(WAITING);
    let cancel = Arc::new(AtomicBool::new(false));
    let mut response = Response::new(Body::new(Events { events: receiver, cancel: Arc::clone(&cancel) }));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    (Sender { events: sender, cancel }, response)
}

impl Sender {
    /// Sends an event; false where nobody listens.
    pub(crate) async fn send(&self, name: &str, data: &str) -> bool {
        self.events.send(Bytes::from(format!("event: {name}\ndata: {data}\n\n"))).await.is_ok()
    }

    /// Sends a refusal.
    pub(crate) async fn refuse(&self, refusal: &linchpin_core::diagnostic::Refusal) -> bool {
        self.send("refusal", &line(&crate::refuse::shown(refusal))).await
    }

    /// Resolves when nobody listens any more.
    pub(crate) async fn closed(&self) {
        self.events.closed().await;
    }

    /// True when nobody listens any more; a run looks at it.
    pub(crate) fn cancel(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancel)
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

impl hyper::body::Body for Events {
    type Data = Bytes;
    type Error = std::convert::Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
        self.events.poll_recv(context).map(|bytes| bytes.map(|bytes| Ok(Frame::data(bytes))))
    }
}
