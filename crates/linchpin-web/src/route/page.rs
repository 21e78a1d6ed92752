//! `GET /` and `GET /assets/*`: the page as it was built.

use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;

use crate::refuse::Refused;

/// Path and content of every file of the built page.
static ASSETS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

pub(crate) async fn index(request: Request) -> Result<Response, Refused> {
    file("index.html", &request)
}

pub(crate) async fn asset(Path(path): Path<String>, request: Request) -> Result<Response, Refused> {
    file(&path, &request)
}

fn file(path: &str, request: &Request) -> Result<Response, Refused> {
    let missing = || {
        let path: String = path.chars().take(80).collect();
        let help = if ASSETS.is_empty() {
            "this program was built without the page: `npm run build` in web/, then build again"
        } else {
            "open / for the page"
        };
        Refused::new(StatusCode::NOT_FOUND, format!("the page has no file `{path}`"), help)
    };
    let &(_, content) = ASSETS.iter().find(|(known, _)| *known == path).ok_or_else(missing)?;
    let kind = match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "json" => "application/json",
        "png" => "image/png",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
    // A browser that has this build already need not be sent it again.
    let hash =
        content.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let tag = format!("\"{hash:016x}\"");
    let known = request.headers().get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(tag.as_str());
    let mut response = Response::new(if known { Body::empty() } else { Body::from(content) });
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
    }
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}
