//! The command line as a person and a script use it: output, exit statuses, batches that lose no good row; by question in tests/cli/.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

#[path = "cli/batch.rs"]
mod batch;
#[path = "cli/budget.rs"]
mod budget;
#[path = "cli/estimate.rs"]
mod estimate;
#[path = "cli/list.rs"]
mod list;
#[path = "cli/quote.rs"]
mod quote;
#[path = "cli/tables.rs"]
mod tables;

fn subsidy(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_subsidy"))
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that takes no input closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A new folder of its own in the one that cargo gives to tests.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// A file of its own in the folder that cargo gives to tests.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

const GOOD: &str =
    r#"{"policy":"wuhan","as_of":"2024-09-30","level":2,"spend":[{"category":"software","amount":"800000"}]}"#;

#[test]
fn an_error_is_one_json_line_on_standard_error() {
    for (arguments, input, line) in [
        (
            vec!["estimate", "--json"],
            r#"{"policy":"nanchang","level":2,"spend":[]}"#,
            r#"{"error":{"code":"batch_required","path":"batch","params":{"allowed":[1,2,3]},"message":"the clause for this level depends on the batch; allowed: 1, 2, 3"}}"#,
        ),
        (
            vec!["estimate", "--policy", "wuhan", "--level", "2", "--spend", "software=3OO"],
            "",
            r#"{"error":{"code":"invalid_amount","path":"spend[0].amount","params":{"found":"3OO"},"message":"\"3OO\" is not an amount; write yuan as a string of digits with at most two decimals, such as \"300000.00\""}}"#,
        ),
        (
            vec!["estimate", "--policy", "wuhan", "--level", "7"],
            "",
            r#"{"error":{"code":"out_of_range","path":"level","params":{"found":7,"min":1,"max":4},"message":"7 is out of range; allowed: 1 to 4"}}"#,
        ),
    ] {
        let output = subsidy(&arguments, input.as_bytes());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stdout), "");
        assert_eq!(text(&output.stderr).lines().last(), Some(line));
    }
}

#[test]
fn languages() {
    let show = |lang: &str| {
        text(
            &subsidy(&["estimate", "--lang", lang, "--policy", "wuhan", "--level", "1", "--spend", "cloud=1万"], b"")
                .stdout,
        )
    };
    assert!(show("zh-CN").contains("一级没有补助，改造后须达到二级及以上。"));
    assert!(show("zh-TW").contains("一級沒有補助，改造後須達到二級及以上。"));
    assert!(
        show("en-GB").contains("Nothing is paid at Level 1; after the transformation it has to be Level 2 or above.")
    );
    assert!(show("zh-HK").contains("一級沒有補助"));
    for unknown in ["fr", "", "english", "zh", "de-CH"] {
        let output = subsidy(&["--lang", unknown, "policies"], b"");
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""), "{unknown}");
        assert!(text(&output.stderr).contains("zh-CN, zh-Hant, zh-TW, zh-HK, en"), "{}", text(&output.stderr));
    }
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_to_write_to_is_no_panic() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_subsidy"));
        command.args(["estimate", "--policy", "x"]).stdin(Stdio::null());
        command
    };
    assert_eq!(command().stderr(full()).output().unwrap().status.code(), Some(2));
    let output = Command::new(env!("CARGO_BIN_EXE_subsidy")).arg("policies").stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}
