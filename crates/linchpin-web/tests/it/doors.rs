use std::io::{Read, Write};

use serde_json::json;

use crate::client::{connect, get, lab, post, posted, raw, start};

#[test]
fn strangers_are_turned_away() {
    let address = lab();
    let with = |lines: &str| raw(address, &format!("GET /api/models HTTP/1.1\r\n{lines}Connection: close\r\n\r\n"));
    assert_eq!(with("Host: localhost:80\r\n").status, 200);
    assert_eq!(with("Host: [::1]:80\r\n").status, 200);
    for host in
        ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "192.168.0.1", "localhost.evil.example", "[::2]", ""]
    {
        let reply = with(&format!("Host: {host}\r\n"));
        assert_eq!(reply.status, 403, "{host}");
        assert!(reply.refusal().contains("not called"), "{host}");
    }
    assert_eq!(with("").status, 400);
    assert_eq!(with(&format!("Host: {address}\r\nHost: {address}\r\n")).status, 400);
    assert_eq!(with(&format!("Host: {address}\r\nOrigin: http://{address}\r\n")).status, 200);
    for origin in ["http://evil.example", "null", "https://127.0.0.1", "http://localhost:1"] {
        assert_eq!(with(&format!("Host: {address}\r\nOrigin: {origin}\r\n")).status, 403, "{origin}");
    }
    assert_eq!(with(&format!("Host: {address}\r\nSec-Fetch-Site: cross-site\r\n")).status, 403);
}

#[test]
fn what_is_too_large_or_no_json_is_refused() {
    let address = lab();
    let large = raw(
        address,
        &format!(
            "POST /api/compare HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nContent-Length: 104857600\r\n\r\n"
        ),
    );
    assert_eq!((large.status, large.refusal().contains("64 KiB")), (413, true));
    let long = " ".repeat(70_000);
    let chunks = format!("{:x}\r\n{long}\r\n0\r\n\r\n", long.len());
    let chunked = raw(
        address,
        &format!(
            "POST /api/compare HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n{chunks}"
        ),
    );
    assert_eq!(chunked.status, 413);
    let deep = "[".repeat(10_000);
    for body in ["", "{", "null", "[]", "7", "{\"model\":1e999}", "{\"model\":\"\\ud800\"}", &deep] {
        let reply = raw(address, &posted(address, "/api/compare", body));
        assert_eq!(reply.status, 422, "{body}");
        assert!(!reply.refusal().is_empty());
    }
    let form = posted(address, "/api/compare", "{}").replace("application/json", "text/plain");
    assert_eq!(raw(address, &form).status, 415);
    assert_eq!(get(address, "/api/models").status, 200);
}

#[test]
fn beyond_this_machine_a_token_is_asked_for() {
    let (address, link) = start(&["teacup"], "0.0.0.0");
    let here = std::net::SocketAddr::from(([127, 0, 0, 1], address.port()));
    let token = link.split_once("?token=").unwrap().1;
    assert_eq!(get(here, "/api/models").status, 401);
    assert_eq!(get(here, "/").status, 401);
    assert_eq!(get(here, &format!("/?token={}", "0".repeat(token.len()))).status, 401);
    let welcome = get(here, &format!("/?token={token}"));
    assert_eq!(welcome.status, 303);
    assert!(welcome.head.contains("location: /\r\n") && welcome.head.contains("httponly"), "{}", welcome.head);
    let with =
        |line: &str| raw(here, &format!("GET /api/models HTTP/1.1\r\nHost: {here}\r\n{line}\r\nConnection: close\r\n\r\n"));
    assert_eq!(with(&format!("Cookie: a=b; linchpin_lab={token}")).status, 200);
    assert_eq!(with(&format!("Authorization: Bearer {token}")).status, 200);
    assert_eq!(with("Authorization: Bearer 0").status, 401);
}

#[test]
fn those_who_merely_stand_there_keep_nobody_out() {
    let (address, _) = start(&["teacup"], "127.0.0.1");
    let mut standing: Vec<_> = (0..450).map(|_| connect(address)).collect();
    assert_eq!(get(address, "/api/models").status, 200);
    let body = json!({ "model": "teacup", "ladder": [16], "strategies": [{ "id": "A" }] });
    let reply = post(address, "/api/compare", &body);
    assert_eq!(reply.status, 200, "{}", reply.body);
    // The first to come was shown out.
    let mut byte = [0];
    let first = &mut standing[0];
    let _ = first.write_all(b"GET");
    assert!(matches!(first.read(&mut byte), Ok(0) | Err(_)));
}
