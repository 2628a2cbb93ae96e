//! How many tests passed and failed, as the runners themselves say.

use std::fmt;
use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

/// Tests that passed, failed and were skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
    /// Of those that passed, how many did so at the second try alone.
    pub unsteady: u64,
}

impl Tally {
    const NONE: Tally = Tally { passed: 0, failed: 0, skipped: 0, unsteady: 0 };

    /// One check that has passed.
    pub const ONE: Tally = Tally { passed: 1, ..Tally::NONE };

    /// What a line of a runner's output adds: cargo test's `test result:`, or a closing line of node's spec reporter.
    fn of(line: &str) -> Tally {
        let number = |text: &str| text.trim().parse().unwrap_or(0);
        let mut tally = Tally::default();
        if let Some(result) = line.strip_prefix("test result: ") {
            for part in result.split(['.', ';']) {
                match part.trim().rsplit_once(' ') {
                    Some((count, "passed")) => tally.passed = number(count),
                    Some((count, "failed")) => tally.failed = number(count),
                    Some((count, "ignored")) => tally.skipped = number(count),
                    _ => {}
                }
            }
        } else if let Some((name, count)) = line.strip_prefix("ℹ ").and_then(|rest| rest.split_once(' ')) {
            match name {
                "pass" => tally.passed = number(count),
                "fail" | "cancelled" => tally.failed = number(count),
                "skipped" | "todo" => tally.skipped = number(count),
                _ => {}
            }
        }
        tally
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.unsteady += other.unsteady;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        if self.unsteady > 0 {
            write!(f, ", {} of them at the second try", self.unsteady)?;
        }
        Ok(())
    }
}

/// Runs a test runner, shows what it prints and adds up what it counted.
pub fn count(command: impl Into<Command>, total: &mut Tally) -> Result<()> {
    let run = Run::of(command)?;
    *total += run.tally;
    run.result()
}

/// As [`count`], for a runner that takes several files at a time. What failed is tried once more, one file at a time: a browser on a
/// busy machine is late now and then.
///
/// A file that fails twice fails; one that passes at the second try is named, and counted in the closing line.
pub fn count_twice(
    runner: impl Fn(&[String], usize) -> Command,
    files: &[String],
    at_once: usize,
    total: &mut Tally,
) -> Result<()> {
    let first = Run::of(runner(files, at_once))?;
    if first.tally.failed == 0 || first.files.is_empty() {
        *total += first.tally;
        return first.result();
    }
    let second = Run::of(runner(&first.files, 1))?;
    let failed = second.tally.failed;
    let steady = Tally { failed: 0, ..first.tally };
    let unsteady = first.tally.failed.saturating_sub(failed);
    *total += steady;
    *total += Tally { passed: unsteady, failed, unsteady, ..Tally::NONE };
    if failed == 0 {
        println!("\nunsteady, passed at the second try alone: {}", first.files.join(" "));
    }
    second.result()
}

/// What one run of a runner came to.
struct Run {
    shown: String,
    tally: Tally,
    /// The files that it names as those with a failure.
    files: Vec<String>,
    success: bool,
}

impl Run {
    fn of(command: impl Into<Command>) -> Result<Run> {
        let mut command = command.into();
        let shown = shown(&command);
        eprintln!("$ {shown}");
        let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| shown.clone())?;
        let (mut tally, mut files) = (Tally::NONE, Vec::new());
        for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
            let line = line?;
            tally += Tally::of(&line);
            files.extend(failing_file(&line).map(str::to_owned).filter(|file| !files.contains(file)));
            println!("{line}");
        }
        let success = child.wait()?.success();
        Ok(Run { shown, tally, files, success })
    }

    fn result(self) -> Result<()> {
        ensure!(self.success && self.tally.failed == 0, "{} failed", self.shown);
        // A runner that finds no test is a broken alarm.
        ensure!(self.tally.passed > 0, "{} ran no test", self.shown);
        Ok(())
    }
}

/// The file of `test at FILE:LINE:COLUMN`, by which node's spec reporter says where a test that failed stands.
fn failing_file(line: &str) -> Option<&str> {
    let mut parts = line.strip_prefix("test at ")?.rsplitn(3, ':');
    let (_column, _line) = (parts.next()?, parts.next()?);
    parts.next()
}

fn shown(command: &Command) -> String {
    let words = [command.get_program()].into_iter().chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_tests_line_is_read() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 7 filtered out; finished in 0.00s";
        assert_eq!(Tally::of(line), Tally { passed: 12, failed: 3, skipped: 1, unsteady: 0 });
    }

    #[test]
    fn nodes_lines_are_read() {
        assert_eq!(Tally::of("ℹ pass 5"), Tally { passed: 5, ..Tally::NONE });
        assert_eq!(Tally::of("ℹ fail 2"), Tally { failed: 2, ..Tally::NONE });
        assert_eq!(Tally::of("ℹ tests 7"), Tally::default());
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(Tally { passed: 7, ..Tally::NONE }.to_string(), "7 passed, 0 failed");
        assert_eq!(
            Tally { passed: 7, failed: 1, skipped: 2, unsteady: 0 }.to_string(),
            "7 passed, 1 failed, 2 skipped"
        );
        assert_eq!(
            Tally { passed: 7, unsteady: 1, ..Tally::NONE }.to_string(),
            "7 passed, 0 failed, 1 of them at the second try"
        );
    }

    #[test]
    fn a_runner_without_a_test_fails() {
        let mut echo = Command::new("echo");
        echo.arg("test result: ok. 0 passed; 0 failed");
        assert!(count(echo, &mut Tally::default()).unwrap_err().to_string().ends_with("ran no test"));
    }

    #[test]
    fn the_file_of_a_failure_is_read() {
        assert_eq!(failing_file("test at tests/browser/a.test.mjs:88:3"), Some("tests/browser/a.test.mjs"));
        assert_eq!(failing_file("✖ failing tests:"), None);
    }

    /// A runner that is a few words of shell.
    fn runner(script: &str) -> impl Fn(&[String], usize) -> Command {
        move |files, at_once| {
            let mut sh = Command::new("sh");
            sh.env("AT_ONCE", at_once.to_string()).args(["-c", script, "sh"]).args(files);
            sh
        }
    }

    const FAILS: &str = "echo 'ℹ pass 4'; echo 'ℹ fail 1'; echo 'test at b:1:1'; exit 1";

    #[test]
    fn what_fails_once_is_tried_again_alone_and_told() {
        let mut tally = Tally::default();
        let script = format!("if [ $# = 2 ]; then {FAILS}; else echo 'ℹ pass 1'; [ $1$AT_ONCE = b1 ]; fi");
        count_twice(runner(&script), &["a".to_owned(), "b".to_owned()], 2, &mut tally).unwrap();
        assert_eq!(tally, Tally { passed: 5, unsteady: 1, ..Tally::NONE });
    }

    #[test]
    fn what_fails_twice_fails() {
        let mut tally = Tally::default();
        let script = format!("if [ $# = 2 ]; then {FAILS}; else echo 'ℹ fail 1'; exit 1; fi");
        assert!(count_twice(runner(&script), &["a".to_owned(), "b".to_owned()], 2, &mut tally).is_err());
        assert_eq!(tally, Tally { passed: 4, failed: 1, ..Tally::NONE });
    }
}
