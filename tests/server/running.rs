//! While it runs: tables are replaced and the process is told to end, both under load.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use subsidy::catalog::Catalog;
use subsidy::wire;

use super::client::{Connection, Server};
use super::{GOOD, JSON, NDJSON, expected};

/// A copy of the tables to change.
fn copy(name: &str) -> PathBuf {
    let to = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("tables-{name}"));
    let _ = fs::remove_dir_all(&to);
    for (folder, bytes) in Catalog::embedded_files() {
        fs::create_dir_all(to.join(folder)).unwrap();
        fs::write(to.join(folder).join("policy.json"), bytes).unwrap();
    }
    to
}

/// A table of the same document, transcribed anew.
fn revised(file: &Path, revision: u32) -> String {
    let text = fs::read_to_string(file).unwrap();
    let at = text.find("\"revision\": ").unwrap();
    let end = at + text[at..].find(',').unwrap();
    [&text[..at], &format!("\"revision\": {revision}"), &text[end..]].concat()
}

/// Ends the load also where the test fails: threads that are waited for would otherwise ask for ever.
struct Ends<'a>(&'a AtomicBool);

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

#[test]
fn a_table_is_replaced_under_load_and_a_bad_one_is_refused() {
    let tables = copy("reload");
    let file = tables.join("wuhan/policy.json");
    let directory = tables.to_str().unwrap().to_owned();
    let server = Server::start("reload", &["--policies", &directory, "--reload-every", "0.05"]);
    let answer_now = || expected(&Catalog::from_directory(&tables).unwrap(), wire::estimate, GOOD.as_bytes());
    let old = answer_now();
    let original = fs::read(&file).unwrap();
    let (over, asked, new_seen) = (AtomicBool::new(false), AtomicUsize::new(0), AtomicUsize::new(0));
    // A stream that begins before the change and goes on after it.
    let mut stream = server.connect();
    let length = GOOD.len() * 2 + 2;
    let head =
        format!("POST /api/v1/estimates HTTP/1.1\r\nhost: a\r\n{NDJSON}content-length: {length}\r\n\r\n{GOOD}\n");
    stream.send(head.as_bytes()).unwrap();
    std::thread::sleep(Duration::from_millis(100));

    fs::write(&file, revised(&file, 77)).unwrap();
    let new = answer_now();
    assert!(old != new);
    fs::write(&file, &original).unwrap();
    let address = server.address;
    std::thread::scope(|scope| {
        let _ends = Ends(&over);
        for _ in 0..4 {
            scope.spawn(|| {
                let mut connection = Connection::to(address).unwrap();
                let _ends = Ends(&over);
                while !over.load(Ordering::Relaxed) {
                    let answer = connection.ask("POST", "/api/v1/estimates", JSON, GOOD.as_bytes()).unwrap();
                    let answer = (answer.status, answer.body);
                    assert!(answer == old || answer == new, "neither the old table's answer nor the new one's");
                    new_seen.fetch_add(usize::from(answer == new), Ordering::Relaxed);
                    asked.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        // Bad in three ways, one of them a file that is half written.
        for (number, bad) in [&original[..original.len() / 2], b"", b"{\"format\": 1}"].iter().enumerate() {
            fs::write(&file, bad).unwrap();
            server.eventually("a refusal", |server| server.log().matches("table refused").count() > number);
        }
        let seen = new_seen.load(Ordering::Relaxed);
        fs::write(&file, &original).unwrap();
        fs::write(tables.join("next.json"), revised(&file, 77)).unwrap();
        fs::rename(tables.join("next.json"), &file).unwrap();
        server.eventually("the new table", |_| new_seen.load(Ordering::Relaxed) > seen + 100);
    });
    assert!(asked.load(Ordering::Relaxed) > 200);
    stream.send(format!("{GOOD}\n").as_bytes()).unwrap();
    let answer = stream.answer(false).unwrap();
    let lines: Vec<_> = answer.body.split(|&byte| byte == b'\n').collect();
    assert!(lines[0] == lines[1] && lines[0] == old.1, "a stream ends on the table that it began with");
    assert_eq!(server.estimate(GOOD.as_bytes()).body, new.1);
    let log = server.log();
    assert!(log.contains("table refused") && log.contains("wuhan/policy.json"), "{log}");
    assert!(log.contains("\"folder\":\"wuhan\"") && log.contains("table in service"), "{log}");
    assert!(server.get("/metrics").text().contains("subsidy_reloads_total{result=\"refused\"} "));
}

#[test]
fn it_does_not_start_on_a_bad_table_and_does_not_lose_the_last() {
    let tables = copy("bad");
    let file = tables.join("hebi/policy.json");
    let original = fs::read(&file).unwrap();
    fs::write(&file, b"{}").unwrap();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--policies", tables.to_str().unwrap()];
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_subsidy")).args(arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("hebi/policy.json"));
    fs::write(&file, original).unwrap();
    let server = Server::start("vanish", &["--policies", tables.to_str().unwrap(), "--reload-every", "0.05"]);
    fs::remove_dir_all(&tables).unwrap();
    server.eventually("the log", |server| server.log().contains("cannot be read"));
    assert_eq!(server.estimate(GOOD.as_bytes()).status, 200);
}

#[test]
fn told_to_end_it_finishes_what_was_begun() {
    let mut server = Server::start("end", &["--drain", "0.5"]);
    let half = GOOD.len() / 2;
    let head = format!("POST /api/v1/estimates HTTP/1.1\r\nhost: a\r\n{JSON}content-length: {}\r\n\r\n", GOOD.len());
    let mut begun: Vec<_> = (0..20).map(|_| server.connect()).collect();
    for connection in &mut begun {
        connection.send(head.as_bytes()).unwrap();
        connection.send(&GOOD.as_bytes()[..half]).unwrap();
    }
    server.terminate();
    server.eventually("unreadiness", |server| server.get("/readyz").status == 503);
    assert_eq!(server.get("/healthz").status, 200, "until the listening ends, others are still answered");
    server.eventually("the end of listening", |server| Connection::to(server.address).is_err());
    for connection in &mut begun {
        connection.send(&GOOD.as_bytes()[half..]).unwrap();
        assert_eq!(connection.answer(false).unwrap().status, 200);
    }
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    assert!(server.log().contains("\"message\":\"ended\""));
}

#[test]
fn told_to_end_under_load_it_loses_and_falsifies_nothing() {
    let mut server = Server::start("end-load", &[]);
    let right = expected(&Catalog::embedded().unwrap(), wire::estimate, GOOD.as_bytes());
    let address = server.address;
    let answered = AtomicUsize::new(0);
    let head = format!(
        "POST /api/v1/estimates HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{JSON}content-length: {}\r\n\r\n{GOOD}",
        GOOD.len()
    );
    std::thread::scope(|scope| {
        for _ in 0..6 {
            scope.spawn(|| {
                // A connection that is had has its answer; bounded in case the server does not end.
                for _ in 0..200_000 {
                    let Ok(mut connection) = Connection::to(address) else { return };
                    let Ok(()) = connection.send(head.as_bytes()) else { return };
                    let Ok(answer) = connection.answer(false) else { return };
                    assert!((answer.status, &answer.body) == (right.0, &right.1));
                    answered.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
        server.eventually("load", |_| answered.load(Ordering::Relaxed) > 300);
        server.terminate();
    });
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
}
