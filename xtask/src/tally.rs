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
}

impl Tally {
    /// One check that has passed.
    pub const ONE: Tally = Tally { passed: 1, failed: 0, skipped: 0 };

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
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// Runs a test runner, shows what it prints and adds up what it counted.
pub fn count(command: impl Into<Command>, total: &mut Tally) -> Result<()> {
    let mut command = command.into();
    eprintln!("$ {}", shown(&command));
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| shown(&command))?;
    let mut own = Tally::default();
    for line in BufReader::new(child.stdout.take().context("no output")?).lines() {
        let line = line?;
        own += Tally::of(&line);
        println!("{line}");
    }
    let status = child.wait()?;
    *total += own;
    ensure!(status.success() && own.failed == 0, "{} failed", shown(&command));
    // A runner that finds no test is a broken alarm.
    ensure!(own.passed > 0, "{} ran no test", shown(&command));
    Ok(())
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
        assert_eq!(Tally::of(line), Tally { passed: 12, failed: 3, skipped: 1 });
    }

    #[test]
    fn nodes_lines_are_read() {
        assert_eq!(Tally::of("ℹ pass 5"), Tally { passed: 5, failed: 0, skipped: 0 });
        assert_eq!(Tally::of("ℹ fail 2"), Tally { passed: 0, failed: 2, skipped: 0 });
        assert_eq!(Tally::of("ℹ tests 7"), Tally::default());
    }

    #[test]
    fn the_closing_line_is_plain() {
        assert_eq!(Tally { passed: 7, failed: 0, skipped: 0 }.to_string(), "7 passed, 0 failed");
        assert_eq!(Tally { passed: 7, failed: 1, skipped: 2 }.to_string(), "7 passed, 1 failed, 2 skipped");
    }

    #[test]
    fn a_runner_without_a_test_fails() {
        let mut echo = Command::new("echo");
        echo.arg("test result: ok. 0 passed; 0 failed");
        assert!(count(echo, &mut Tally::default()).unwrap_err().to_string().ends_with("ran no test"));
    }
}
