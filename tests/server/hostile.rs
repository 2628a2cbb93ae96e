//! Slow, oversized, truncated and hostile: a clear answer each time, and the next one asks as if nothing had been.

use super::client::Server;
use super::{GOOD, JSON, NDJSON};

/// It still answers.
fn unharmed(server: &Server) {
    assert_eq!(server.estimate(GOOD.as_bytes()).status, 200);
}

fn head(path: &str, headers: &str) -> Vec<u8> {
    format!("POST {path} HTTP/1.1\r\nhost: test\r\n{headers}\r\n").into_bytes()
}

#[test]
fn too_much_is_refused_before_it_is_read() {
    let server = Server::start("oversized", &["--max-body", "1000"]);
    // Stated: not a byte of it is waited for.
    let mut connection = server.connect();
    connection.send(&head("/api/v1/estimates", &format!("{JSON}content-length: 999999999999\r\n"))).unwrap();
    let answer = connection.answer(false).unwrap();
    assert_eq!((answer.status, &*answer.code()), (413, "too_large"));
    // Not stated: cut off where the limit is.
    let mut connection = server.connect();
    connection.send(&head("/api/v1/compare", &format!("{JSON}transfer-encoding: chunked\r\n"))).unwrap();
    let chunk = [b"400\r\n", " ".repeat(0x400).as_bytes(), b"\r\n"].concat();
    connection.send(&chunk).unwrap();
    assert_eq!(connection.answer(false).unwrap().status, 413);
    // Exactly the limit is taken.
    let padded = format!("{GOOD:1000}");
    assert_eq!(server.estimate(padded.as_bytes()).status, 200);
    assert_eq!(server.estimate(format!("{padded} ").as_bytes()).status, 413);
    assert_eq!(server.ask("POST", "/form", "", &[b'a'; 1001]).status, 413);
    unharmed(&server);
}

#[test]
fn a_line_that_is_too_long_fails_alone() {
    let server = Server::start("long-line", &["--max-body", "1000", "--max-stream", "100000"]);
    let long = "x".repeat(5000);
    let answer = server.ask("POST", "/api/v1/estimates", NDJSON, format!("{GOOD}\n{long}\n\n{GOOD}\n").as_bytes());
    let lines: Vec<_> = answer.text().lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], lines[2]);
    assert!(
        lines[1].starts_with(r#"{"error":{"code":"too_large""#) && lines[1].ends_with(r#""line":2}"#),
        "{}",
        lines[1]
    );
    // And a stream that is too long says so in its last line.
    let many = format!("{GOOD}\n").repeat(2000);
    let mut connection = server.connect();
    let length = format!("{NDJSON}content-length: {}\r\n", many.len());
    let _ = connection.send(&[head("/api/v1/estimates", &length), many.into_bytes()].concat());
    if let Ok(answer) = connection.answer(false) {
        assert!(answer.text().lines().last().unwrap().contains("too_large"));
    }
    unharmed(&server);
}

#[test]
fn the_slow_are_not_waited_for() {
    let server = Server::start("slow", &["--patience", "0.4"]);
    // A body that never comes.
    let mut connection = server.connect();
    connection.send(&head("/api/v1/estimates", &format!("{JSON}content-length: 100\r\n"))).unwrap();
    connection.send(b"{").unwrap();
    let answer = connection.answer(false).unwrap();
    assert_eq!((answer.status, &*answer.code()), (408, "timeout"));
    // A stream that falls silent: what was answered stands, the last line says why it ends.
    let mut connection = server.connect();
    connection.send(&head("/api/v1/estimates", &format!("{NDJSON}content-length: 5000\r\n"))).unwrap();
    connection.send(format!("{GOOD}\n").as_bytes()).unwrap();
    let answer = connection.answer(false).unwrap();
    assert_eq!(answer.text().lines().count(), 2);
    assert!(answer.text().ends_with("\"line\":2}\n") && answer.text().contains("\"timeout\""));
    // Headers that never end, and a connection that says nothing.
    for begun in [&b"POST /api/v1/estimates HTTP/1.1\r\nhost: te"[..], b""] {
        let mut connection = server.connect();
        connection.send(begun).unwrap();
        assert!(connection.answer(false).map_or(true, |answer| answer.status == 408));
    }
    unharmed(&server);
}

#[test]
fn a_body_that_breaks_off_is_no_application() {
    let server = Server::start("truncated", &[]);
    let mut connection = server.connect();
    connection.send(&head("/api/v1/estimates", &format!("{JSON}content-length: 200\r\n"))).unwrap();
    connection.send(GOOD.as_bytes()).unwrap();
    connection.stop_sending();
    if let Ok(answer) = connection.answer(false) {
        assert_eq!((answer.status, &*answer.code()), (400, "incomplete"));
    }
    // A stream that breaks off is not ended as if it were whole.
    let mut connection = server.connect();
    connection.send(&head("/api/v1/estimates", &format!("{NDJSON}content-length: 5000\r\n"))).unwrap();
    connection.send(format!("{GOOD}\n{GOOD}").as_bytes()).unwrap();
    connection.stop_sending();
    assert!(connection.answer(false).is_err());
    unharmed(&server);
}

#[test]
fn nonsense_is_refused() {
    let server = Server::start("nonsense", &[]);
    let many = "x-a: b\r\n".repeat(100);
    let long = format!("x-a: {}\r\n", "b".repeat(100_000));
    let estimate = |headers: &str| head("/api/v1/estimates", headers);
    for (sent, status) in [
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n".to_vec(), 400),
        (b"GET / HTTP/9.9\r\n\r\n".to_vec(), 400),
        (estimate(&many), 431),
        (estimate(&long), 431),
        (format!("GET /{} HTTP/1.1\r\nhost: a\r\n\r\n", "a".repeat(100_000)).into_bytes(), 431),
        (estimate("content-length: 5\r\ncontent-length: 6\r\n"), 400),
        (estimate("content-length: -1\r\n"), 400),
        (estimate("transfer-encoding: chunked, nonsense\r\n"), 400),
    ] {
        let mut connection = server.connect();
        let _ = connection.send(&sent);
        if let Ok(answer) = connection.answer(false) {
            assert!(answer.status == status || answer.status == 414, "{}: {}", sent.escape_ascii(), answer.status);
        }
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "\u{e9}"] {
        let answer = server.ask("POST", "/api/v1/estimates", &format!("content-type: {kind}\r\n"), GOOD.as_bytes());
        assert_eq!(answer.status, 415, "{kind}");
    }
    assert_eq!(server.ask("POST", "/api/v1/compare", NDJSON, GOOD.as_bytes()).status, 415);
    for (method, path, allowed) in [("GET", "/api/v1/estimates", "POST"), ("DELETE", "/api/v1/policies", "GET,HEAD")] {
        let answer = server.ask(method, path, "", b"");
        assert_eq!((answer.status, answer.header("allow")), (405, Some(allowed)));
    }
    let deep = ["[".repeat(200_000), "]".repeat(200_000)].concat();
    assert!((400..500).contains(&server.estimate(deep.as_bytes()).status));
    unharmed(&server);
}

#[test]
fn one_address_does_not_take_everything() {
    let server = Server::start("rate", &["--rate", "2"]);
    let from = |address: &str| {
        server.ask("POST", "/api/v1/estimates", &format!("{JSON}x-forwarded-for: {address}\r\n"), GOOD.as_bytes())
    };
    let answers: Vec<_> = (0..20).map(|n| from(&format!("198.51.100.{n}"))).collect();
    let refused = answers.iter().filter(|answer| answer.status == 429).count();
    // Whatever the header says: a burst of eight, and what flowed in meanwhile.
    assert!((8..=12).contains(&refused), "{refused}");
    let last = answers.iter().rfind(|answer| answer.status == 429).unwrap();
    assert_eq!((&*last.code(), last.header("retry-after")), ("too_many_requests", Some("1")));
    // How it is doing is told all the same.
    assert_eq!(server.get("/healthz").status, 200);

    let behind = Server::start("rate-proxy", &["--rate", "2", "--behind-proxy"]);
    let from = |address: String| behind.ask("GET", "/api/v1/policies", &format!("x-forwarded-for: {address}\r\n"), b"");
    assert!((0..20).all(|n| from(format!("203.0.113.1, 198.51.100.{n}")).status == 200));
    assert!((0..20).any(|n| from(format!("203.0.113.{n}, 198.51.100.99")).status == 429));
}

#[test]
fn the_busy_say_so() {
    let server = Server::start("busy", &["--concurrency", "1"]);
    let mut first = server.connect();
    server.eventually("a 503", |server| {
        // Anew each time: where the other question came first, this one was the one to be refused.
        first = server.connect();
        first.send(&head("/api/v1/estimates", &format!("{JSON}content-length: {}\r\n", GOOD.len()))).unwrap();
        server.estimate(GOOD.as_bytes()).status == 503
    });
    let answer = server.estimate(GOOD.as_bytes());
    assert_eq!((&*answer.code(), answer.header("retry-after")), ("busy", Some("1")));
    assert_eq!(server.get("/readyz").status, 200);
    first.send(GOOD.as_bytes()).unwrap();
    assert_eq!(first.answer(false).unwrap().status, 200);
    unharmed(&server);
}

#[test]
fn other_sites_ask_only_when_named() {
    let ask = |server: &Server, origin: &str| {
        let answer = server.ask("POST", "/api/v1/estimates", &format!("{JSON}origin: {origin}\r\n"), GOOD.as_bytes());
        answer.header("access-control-allow-origin").map(str::to_owned)
    };
    let closed = Server::start("cors-off", &[]);
    assert_eq!(ask(&closed, "https://portal.example"), None);
    let open = Server::start("cors-on", &["--cors-origin", "https://portal.example"]);
    assert_eq!(ask(&open, "https://portal.example").as_deref(), Some("https://portal.example"));
    assert_eq!(ask(&open, "https://portal.example.evil.example"), None);
    let before = "origin: https://portal.example\r\naccess-control-request-method: POST\r\n\
                  access-control-request-headers: content-type\r\n";
    let answer = open.ask("OPTIONS", "/api/v1/estimates", before, b"");
    assert_eq!((answer.status, answer.header("access-control-allow-headers")), (200, Some("content-type")));
}
