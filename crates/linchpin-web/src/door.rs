//! The door: connections in, answers out, neither without end.
//!
//! Comes in: a listener and routes. Goes out: nothing; it serves until the task is dropped. Refuses: a connection for
//! which there is no room, in words. When the house is full, the visitor that has been silent longest is shown out, so
//! that nobody keeps others away by merely standing there.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tower::ServiceExt;

/// Connections at the same time, at most.
const MOST_CONNECTIONS: usize = 384;
/// How long a request's head may take, and how long a connection may be silent between requests.
const SILENCE: Duration = Duration::from_secs(20);
/// Bytes of a request's head, at most.
const MOST_HEAD: usize = 32 << 10;

const FULL: &[u8] =
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\ncontent-length: 93\r\nretry-after: 1\r\n\
connection: close\r\n\r\n{\"why\":\"too many connections are open\",\"help\":\"close some, or come back in a moment, please\"}";

/// A connection. It is silent while only the list of visitors and its own task hold it.
struct Visitor {
    leave: Notify,
    answering: AtomicUsize,
}

/// Held by whatever still answers a request of a connection.
#[derive(Clone)]
pub(crate) struct Answering(Arc<Visitor>);

impl Answering {
    fn new(visitor: &Arc<Visitor>) -> Self {
        visitor.answering.fetch_add(1, Ordering::Relaxed);
        Answering(Arc::clone(visitor))
    }
}

impl Drop for Answering {
    fn drop(&mut self) {
        self.0.answering.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Keeps [`Answering`] alive until the last byte of a body is taken or the body is dropped.
struct Attended {
    body: Body,
    _answering: Answering,
}

impl hyper::body::Body for Attended {
    type Data = axum::body::Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: std::pin::Pin<&mut Self>,
        context: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Result<hyper::body::Frame<Self::Data>, Self::Error>>> {
        std::pin::Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> hyper::body::SizeHint {
        self.body.size_hint()
    }
}

/// Serves for ever.
pub(crate) async fn open(listener: TcpListener, routes: Router) {
    let visitors: Arc<Mutex<VecDeque<Arc<Visitor>>>> = Arc::default();
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            Err(_) => {
                // Out of file handles, or the visitor left at once: those inside go on, and some will leave.
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let visitor = Arc::new(Visitor { leave: Notify::new(), answering: AtomicUsize::new(0) });
        let room = {
            let mut inside = visitors.lock().unwrap_or_else(PoisonError::into_inner);
            let full = inside.len() >= MOST_CONNECTIONS;
            let silent = full.then(|| inside.iter().position(|other| other.answering.load(Ordering::Relaxed) == 0)).flatten();
            if let Some(other) = silent.and_then(|at| inside.remove(at)) {
                other.leave.notify_one();
            }
            if !full || silent.is_some() {
                inside.push_back(Arc::clone(&visitor));
            }
            !full || silent.is_some()
        };
        match room {
            true => tokio::spawn(welcome(stream, routes.clone(), visitor, Arc::clone(&visitors))),
            false => tokio::spawn(turn_away(stream)),
        };
    }
}

async fn turn_away(mut stream: TcpStream) {
    // Whether they listen is theirs.
    let _ = tokio::time::timeout(Duration::from_secs(1), async {
        let _ = stream.write_all(FULL).await;
        let _ = stream.shutdown().await;
    })
    .await;
}

async fn welcome(stream: TcpStream, routes: Router, visitor: Arc<Visitor>, visitors: Arc<Mutex<VecDeque<Arc<Visitor>>>>) {
    // Answers are small and wanted at once.
    let _ = stream.set_nodelay(true);
    let attended = Arc::clone(&visitor);
    let service = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let (routes, answering) = (routes.clone(), Answering::new(&attended));
        async move {
            let response = routes.oneshot(request.map(Body::new)).await?;
            Ok::<_, std::convert::Infallible>(response.map(|body| Body::new(Attended { body, _answering: answering })))
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(SILENCE)
        .max_buf_size(MOST_HEAD)
        .serve_connection(TokioIo::new(stream), TowerToHyperService::new(service));
    tokio::select! {
        // A visitor that breaks off has nothing to be told.
        _ = connection => {}
        () = visitor.leave.notified() => {}
    }
    let mut inside = visitors.lock().unwrap_or_else(PoisonError::into_inner);
    inside.retain(|other| !Arc::ptr_eq(other, &visitor));
}
