//! Who may come in, and what the browser may do with what goes out.
//!
//! Comes in: a request. Goes out: the same request, or a refusal. A page of another site that points its name at this
//! address is told apart by Host; one that sends requests here, by Origin; where others than this machine could come, a
//! token made at the start is asked for.

use axum::extract::{Request, State as From};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use linchpin_core::diagnostic::Refusal;

use crate::refuse::Refused;
use crate::state::State;

const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; \
                      connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const COOKIE: &str = "linchpin_lab";

/// A token that nobody can guess.
pub(crate) fn token() -> Result<String, Refusal> {
    let mut bytes = [0_u8; 24];
    getrandom::fill(&mut bytes)
        .map_err(|error| Refusal::new(format!("the system has no randomness for a token: {error}"), "listen at 127.0.0.1"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Lets in or turns away, and sets the headers of every answer.
pub(crate) async fn guard(From(state): From<State>, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/api/");
    let mut response = match check(&state, &request) {
        Ok(Way::In) => next.run(request).await,
        Ok(Way::Welcome(token)) => welcome(&token),
        Err(refused) => refused.into_response(),
    };
    let headers = response.headers_mut();
    let mut set = |name: &'static str, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set("content-security-policy", POLICY);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "no-referrer");
    set("cross-origin-resource-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cache-control", if is_api { "no-store" } else { "no-cache" });
    response
}

enum Way {
    In,
    /// The link with the token was opened: the browser keeps it, and the address loses it.
    Welcome(String),
}

fn check(state: &State, request: &Request) -> Result<Way, Refused> {
    let headers = request.headers();
    let forbidden = |why: String, help: &str| Refused::new(StatusCode::FORBIDDEN, why, help);
    let host = match (text(headers, header::HOST), headers.get_all(header::HOST).iter().count()) {
        (Some(host), 1) => host,
        _ => return Err(Refused::new(StatusCode::BAD_REQUEST, "the request names no host, or several", "send one Host header")),
    };
    if !may_be_called(state, host) {
        let help = "open the link that `linchpin lab` printed; names other than localhost are not answered";
        return Err(forbidden(format!("this lab is not called `{}`", cut(host)), help));
    }
    if headers.contains_key(header::ORIGIN) && text(headers, header::ORIGIN) != Some(&format!("http://{host}")) {
        let origin = text(headers, header::ORIGIN).map(cut).unwrap_or_default();
        return Err(forbidden(format!("pages of `{origin}` may not use this lab"), "use the lab's own page, or send no Origin"));
    }
    let site = text_of(headers, "sec-fetch-site");
    if request.uri().path().starts_with("/api/") && site.is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(forbidden("pages of other sites may not use this lab".into(), "use the lab's own page"));
    }
    let Some(token) = state.token() else { return Ok(Way::In) };
    let asked = request.uri().query().unwrap_or_default();
    let in_link = asked.split('&').find_map(|part| part.strip_prefix("token="));
    if request.method() == Method::GET && request.uri().path() == "/" && in_link.is_some_and(|given| same(given, token)) {
        return Ok(Way::Welcome(token.to_owned()));
    }
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut in_cookies = cookies.flat_map(|value| value.split(';')).filter_map(|part| part.trim().split_once('='));
    let in_header = text(headers, header::AUTHORIZATION).and_then(|value| value.strip_prefix("Bearer "));
    if in_cookies.any(|(name, given)| name == COOKIE && same(given, token)) || in_header.is_some_and(|given| same(given, token)) {
        return Ok(Way::In);
    }
    Err(Refused::new(
        StatusCode::UNAUTHORIZED,
        "this lab is open to holders of its link only",
        "open the whole link that `linchpin lab` printed, with its token; programs send `Authorization: Bearer TOKEN`",
    ))
}

fn welcome(token: &str) -> Response {
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/");
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_static("/"));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    response
}

/// An address in numbers cannot be somebody's name turned towards this machine; the only name is `localhost`.
fn may_be_called(state: &State, host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) && !name.ends_with(':') => name,
        _ => host,
    };
    if name.eq_ignore_ascii_case("localhost") {
        return true;
    }
    let bare = name.strip_prefix('[').and_then(|name| name.strip_suffix(']'));
    let address = match bare {
        Some(bare) => bare.parse::<std::net::Ipv6Addr>().ok().map(std::net::IpAddr::V6),
        None => name.parse::<std::net::Ipv4Addr>().ok().map(std::net::IpAddr::V4),
    };
    address.is_some_and(|address| !state.is_local() || address.is_loopback())
}

/// Compares without telling by its time how far two tokens agree.
fn same(given: &str, token: &str) -> bool {
    given.len() == token.len() && given.bytes().zip(token.bytes()).fold(0, |apart, (a, b)| apart | (a ^ b)) == 0
}

fn text(headers: &HeaderMap, name: header::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn text_of<'a>(headers: &'a HeaderMap, name: &'static str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

fn cut(text: &str) -> String {
    text.chars().take(80).collect()
}
