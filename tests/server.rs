//! The server as a portal, a browser, an operator and an attacker meet it: a real process on a loopback port.
#![cfg(all(feature = "server", unix))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

#[path = "server/client.rs"]
mod client;
#[path = "server/hostile.rs"]
mod hostile;
#[path = "server/interface.rs"]
mod interface;
#[path = "server/pages.rs"]
mod pages;
#[path = "server/random.rs"]
mod random;
#[path = "server/running.rs"]
mod running;
#[path = "server/views.rs"]
mod views;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use client::Server;
use random::Random;
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::error::{Code, Error};
use subsidy::wire::{self, Failed};

const GOOD: &str =
    r#"{"policy":"wuhan","as_of":"2024-09-30","level":2,"spend":[{"category":"software","amount":"800000"}]}"#;
const JSON: &str = "content-type: application/json\r\n";
const NDJSON: &str = "content-type: application/x-ndjson\r\n";

type Judge = fn(&Catalog, &[u8], Date) -> Result<Vec<u8>, Error>;

/// The status and the bytes that the contract asks for. Every application here names its day.
fn expected(catalog: &Catalog, judge: Judge, application: &[u8]) -> (u16, Vec<u8>) {
    match judge(catalog, application, Date::EPOCH) {
        Ok(bytes) => (200, bytes),
        Err(error) => {
            let unreadable = matches!(error.code(), Code::InvalidJson | Code::InvalidUtf8);
            let bytes = wire::bytes_of(&Failed { error: &error, line: None }).unwrap();
            (if unreadable { 400 } else { 422 }, bytes)
        }
    }
}

/// What `subsidy` prints.
fn printed(arguments: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_subsidy"));
    let mut child = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (mut stdin, input) = (child.stdin.take().unwrap(), input.to_vec());
    let writer = std::thread::spawn(move || {
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output.stdout
}

/// Applications of the hand examples, with a day.
fn goldens() -> Vec<Vec<u8>> {
    let mut found = Vec::new();
    for (folder, _) in Catalog::embedded_files() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies").join(folder).join("examples.json");
        let examples: serde_json::Value = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        applications(&examples, &mut found);
    }
    assert!(found.len() > 50, "only {} examples", found.len());
    found
}

/// Everything in the tree that looks like one.
fn applications(value: &serde_json::Value, found: &mut Vec<Vec<u8>>) {
    if value.get("spend").is_some_and(serde_json::Value::is_array) && value.get("policy").is_some() {
        let mut application = value.clone();
        if application.get("as_of").is_none() {
            application["as_of"] = "2024-09-30".into();
        }
        found.push(serde_json::to_vec(&application).unwrap());
        return;
    }
    let list = value.as_array().into_iter().flatten();
    let members = value.as_object().into_iter().flat_map(|members| members.values());
    list.chain(members).for_each(|value| applications(value, found));
}

#[test]
fn every_golden_has_the_bytes_of_the_command_line() {
    let server = Server::start("goldens", &[]);
    let catalog = Catalog::embedded().unwrap();
    let mut connection = server.connect();
    for application in goldens() {
        for (path, judge) in [("/api/v1/estimates", wire::estimate as Judge), ("/api/v1/compare", wire::compare)] {
            let answer = connection.ask("POST", path, JSON, &application).unwrap();
            assert!((answer.status, answer.body) == expected(&catalog, judge, &application), "{path}");
        }
        let question = [br#"{"grant":"300000","application":"#, &*application, b"}"].concat();
        let answer = connection.ask("POST", "/api/v1/solve", JSON, &question).unwrap();
        assert!((answer.status, answer.body) == expected(&catalog, wire::solve, &question), "solve");
    }
    assert_eq!(server.estimate(GOOD.as_bytes()).body, printed(&["estimate", "--json"], GOOD.as_bytes()).trim_ascii());
    let offer = br#"{"policy":"hebi","as_of":"2024-09-30","packages":[{"name":"a","lines":[
        {"category":"software","quantity":3,"unit_price":"0.5","tax_rate":"0.13"}]}]}"#;
    for offer in [&offer[..], b"{}"] {
        let answer = connection.ask("POST", "/api/v1/quotes", JSON, offer).unwrap();
        assert!((answer.status, answer.body) == expected(&catalog, wire::quote, offer), "quotes");
    }
    let offer = offer.as_slice();
    let answer = connection.ask("POST", "/api/v1/quotes", JSON, offer).unwrap();
    assert_eq!(answer.body, printed(&["quote", "--json"], offer).trim_ascii());
}

#[test]
fn random_and_broken_applications_have_the_same_bytes() {
    let server = Server::start("random", &[]);
    let catalog = Catalog::embedded().unwrap();
    let (mut random, mut connection) = (Random::new(20_240_415), server.connect());
    let (mut good, mut refused, mut unreadable) = (0, 0, 0);
    for round in 0..10_000 {
        let application = random.bytes();
        let (path, judge) = match round % 4 {
            0 => ("/api/v1/compare", wire::compare as Judge),
            _ => ("/api/v1/estimates", wire::estimate as Judge),
        };
        let expected = expected(&catalog, judge, &application);
        match expected.0 {
            200 => good += 1,
            422 => refused += 1,
            _ => unreadable += 1,
        }
        let answer = connection.ask("POST", path, JSON, &application).unwrap();
        let shown = String::from_utf8_lossy(&application);
        assert!((answer.status, &answer.body) == (expected.0, &expected.1), "{path} {shown}: {}", answer.status);
        assert_eq!(answer.header("content-type"), Some("application/json"));
    }
    assert!(good > 4000 && refused > 1000 && unreadable > 300, "{good} {refused} {unreadable}");
}

#[test]
fn a_stream_has_the_lines_of_a_batch() {
    let server = Server::start("stream", &[]);
    let mut random = Random::new(7);
    let mut lines = Vec::from("\u{feff}".as_bytes());
    for number in 0..2500 {
        lines.extend(random.bytes().into_iter().map(|byte| if byte == b'\n' { b' ' } else { byte }));
        lines.extend_from_slice(if number % 7 == 0 { b"\r\n" } else { b"\n" });
        if number % 50 == 0 {
            lines.extend_from_slice(b"\n   \r\n\xff\xfe\n");
        }
    }
    lines.truncate(lines.len() - 1); // The last line has no end.
    let expected = printed(&["batch", "-"], &lines);
    let mut connection = server.connect();
    let mut raw = connection.raw();
    let writer = std::thread::spawn(move || {
        let head = "POST /api/v1/estimates HTTP/1.1\r\nhost: test\r\ntransfer-encoding: chunked\r\n";
        raw.write_all([head, NDJSON, "\r\n"].concat().as_bytes()).unwrap();
        let (mut rest, mut random) = (&lines[..], Random::new(8));
        while !rest.is_empty() {
            let (now, later) = rest.split_at((random.below(5000) + 1).min(rest.len()));
            raw.write_all(&[format!("{:x}\r\n", now.len()).as_bytes(), now, b"\r\n"].concat()).unwrap();
            rest = later;
        }
        raw.write_all(b"0\r\n\r\n").unwrap();
    });
    let answer = connection.answer(false).unwrap();
    writer.join().unwrap();
    assert_eq!((answer.status, answer.header("content-type")), (200, Some("application/x-ndjson")));
    let (got, want) = (answer.body.split(|&byte| byte == b'\n'), expected.split(|&byte| byte == b'\n'));
    for (number, (got, want)) in got.zip(want).enumerate() {
        assert_eq!(String::from_utf8_lossy(got), String::from_utf8_lossy(want), "line {number}");
    }
    assert_eq!(answer.body.len(), expected.len());
    assert_eq!(server.ask("POST", "/api/v1/estimates", NDJSON, b"").body, b"");
    server.eventually("the count", |server| {
        server.get("/metrics").text().contains("subsidy_stream_lines_total{result=\"refused\"}")
    });
}

#[test]
fn budgets_have_the_bytes_of_the_command_line() {
    let server = Server::start("budgets", &[]);
    let scenario = br#"{"groups": [{"batch": 1, "level": 2, "count": 260, "spend": "700000"}]}"#;
    for (folder, _) in Catalog::embedded_programmes() {
        let path = format!("/api/v1/budgets/{folder}");
        let asked = ["budget", "--policy", folder, "--json"];
        let answer = server.get(&path);
        assert_eq!((answer.status, &*answer.body), (200, printed(&asked, b"").trim_ascii()), "{folder}");
        let answer = server.ask("POST", &path, "content-type: application/json\r\n", scenario);
        let printed = printed(&[&asked[..], &["--scenario", "-"]].concat(), scenario);
        assert_eq!(&*answer.body, printed.trim_ascii(), "{folder}");
    }
    let refused = server.ask("POST", "/api/v1/budgets/hebi", "content-type: application/json\r\n", b"{}");
    assert_eq!((refused.status, &*refused.code()), (422, "missing_field"));
    assert_eq!(server.get("/api/v1/budgets/atlantis").status, 404);
}

#[test]
fn simulations_have_the_bytes_of_the_command_line() {
    let server = Server::start("simulations", &[]);
    let simulation = br#"{"seed": 7, "runs": 300, "spend": {"log_normal": {"median": "500000", "p90": "900000"}}}"#;
    let path = "/api/v1/budgets/nanchang/simulations";
    let answer = server.ask("POST", path, "content-type: application/json\r\n", simulation);
    let asked = ["budget", "--policy", "nanchang", "--json", "--simulate", "-"];
    assert_eq!((answer.status, &*answer.body), (200, printed(&asked, simulation).trim_ascii()));
    let other = printed(&[&asked[..], &["--seed", "8", "--runs", "301"]].concat(), simulation);
    assert_ne!(&*answer.body, other.trim_ascii());
    let refused = server.ask("POST", path, "content-type: application/json\r\n", b"{}");
    assert_eq!((refused.status, &*refused.code()), (422, "missing_field"));
}

#[test]
fn tables_are_given_as_they_stand_and_not_twice() {
    let server = Server::start("tables", &[]);
    assert_eq!(server.get("/api/v1/policies").body, printed(&["policies", "--json"], b"").trim_ascii());
    let catalog = Catalog::embedded().unwrap();
    for (folder, bytes) in Catalog::embedded_files() {
        let path = format!("/api/v1/policies/{folder}");
        let answer = server.get(&path);
        assert_eq!((answer.status, &*answer.body), (200, bytes));
        let table = catalog.tables().iter().find(|table| table.folder() == folder).unwrap();
        let tag = format!("\"{}\"", table.digest);
        assert_eq!(answer.header("etag"), Some(&*tag));
        for known in [tag.clone(), format!("\"x\", W/{tag}"), "*".into()] {
            let again = server.ask("GET", &path, &format!("if-none-match: {known}\r\n"), b"");
            assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(&*tag)), "{known}");
        }
        assert_eq!(server.ask("GET", &path, "if-none-match: \"sha256-0\"\r\n", b"").status, 200);
    }
    for unknown in ["/api/v1/policies/atlantis", "/api/v1/policies/..%2fCargo.toml", "/api/v1/policies/%ff", "/api/v2"]
    {
        let answer = server.get(unknown);
        assert_eq!((answer.status, &*answer.code()), (404, "not_found"), "{unknown}");
    }
}
