//! Every test, stage by stage; the first stage that fails ends the run, except that every browser is tried.

use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::bench::Length;
use crate::tally::{Tally, count, count_twice};
use crate::{bench, build, project, setup, twice, weight};

/// Random applications that the shells must answer alike.
const AGREE: &str = "100000";
const AGREE_FULL: &str = "1000000";

/// Requests that the server answers under load.
const LOAD: &str = "50000";
const LOAD_FULL: &str = "1000000";

/// Files of browser tests that run at a time: while one waits for its page, the other has the processor.
const AT_ONCE: usize = 2;

/// Runs every test and closes with the plain line `N passed, N failed`.
pub fn run(full: bool) -> ExitCode {
    let mut tally = Tally::default();
    let outcome = stages(full, &mut tally);
    if let Err(error) = &outcome {
        eprintln!("\nerror: {error:#}");
        // A check that is no test of a runner's counts as one.
        tally.failed = tally.failed.max(1);
    }
    println!("\n{tally}");
    if outcome.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn stages(full: bool, tally: &mut Tally) -> Result<()> {
    let shell = &project::shell()?;
    let sources = project::root().join("../shared/sources");
    // Asked before cargo builds this very program anew, after which Linux calls it deleted.
    let xtask = std::env::current_exe()?;

    stage("What the tests need", tally, |_| setup::for_tests())?;
    check("Formatting", tally, || run_all(&[cmd!(shell, "cargo fmt --all --check")]))?;
    check("Lints", tally, || lints(shell))?;
    stage("Tests in Rust", tally, |tally| count(cmd!(shell, "cargo test --workspace --no-fail-fast"), tally))?;
    check("Documentation", tally, || {
        run_all(
            &[cmd!(shell, "cargo doc --quiet --package subsidy --lib --no-deps").env("RUSTDOCFLAGS", "-D warnings")],
        )
    })?;
    check("The page", tally, build::page)?;
    check("Weight", tally, weight::check)?;
    check("No trace of this machine in the module", tally, traceless)?;
    check("JavaScript's types", tally, || run_all(&[cmd!(shell, "node_modules/.bin/tsc --project www")]))?;
    stage("The command line", tally, |_| released(shell))?;
    check("The same bytes from another folder", tally, || twice::check(shell, &xtask))?;
    if sources.is_dir() {
        check("Wording against the documents", tally, || wording(shell, &sources))?;
    }
    check("The server under load", tally, || under_load(shell, full))?;
    check("Deployment files", tally, || deployment(shell, full))?;
    stage("All shells agree", tally, |tally| shells_agree(shell, &xtask, full, tally))?;
    let mut refused = Vec::new();
    for (headline, engine) in
        [("Chromium", "chromium"), ("Firefox", "firefox"), ("The oldest Chromium that is promised", "oldest")]
    {
        // What another browser says is worth knowing even then.
        if let Err(error) = stage(headline, tally, |tally| in_browser(shell, engine, full, tally)) {
            eprintln!("\nerror: {error:#}");
            refused.push(headline);
        }
    }
    ensure!(refused.is_empty(), "failed in {}", refused.join(", "));
    stage("Too old a browser", tally, |tally| count(node_tests(shell, "tests/minimum")?, tally))?;
    stage("Reference images", tally, |tally| count(node_tests(shell, "tests/reference")?, tally))?;
    let (headline, length) = if full { ("in full", Length::Full) } else { ("in short", Length::Short) };
    check(&format!("Benchmark, {headline}"), tally, || bench::run(length))
}

/// A headline, the work, and how long it took.
fn stage(headline: &str, tally: &mut Tally, work: impl FnOnce(&mut Tally) -> Result<()>) -> Result<()> {
    println!("\n== {headline}");
    let begun = Instant::now();
    work(tally).with_context(|| headline.to_owned())?;
    println!("-- {headline}: {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}

/// A stage that passes or fails as a whole.
fn check(headline: &str, tally: &mut Tally, work: impl FnOnce() -> Result<()>) -> Result<()> {
    stage(headline, tally, |tally| {
        work()?;
        *tally += Tally::ONE;
        Ok(())
    })
}

fn run_all(commands: &[xshell::Cmd]) -> Result<()> {
    Ok(commands.iter().try_for_each(xshell::Cmd::run)?)
}

fn lints(shell: &Shell) -> Result<()> {
    let strict = ["--", "-D", "warnings"];
    let yardsticks = ["bare", "bulk", "csv", "round-trip"].map(|name| format!("--package=bench-{name}"));
    let wasm = ["--target", "wasm32-unknown-unknown", "--no-default-features", "--features"];
    run_all(&[
        cmd!(shell, "cargo clippy --quiet --workspace --all-targets {strict...}"),
        cmd!(shell, "cargo clippy --quiet --package subsidy --lib {wasm...} widget {strict...}"),
        cmd!(shell, "cargo clippy --quiet --package subsidy --lib {wasm...} desk {strict...}"),
        cmd!(shell, "cargo clippy --quiet --package subsidy --lib {wasm...} sheets {strict...}"),
        cmd!(shell, "cargo clippy --quiet --lib {yardsticks...} --target wasm32-unknown-unknown {strict...}"),
    ])
}

/// A module is the same bytes wherever it is built, so it holds no path of this machine.
fn traceless() -> Result<()> {
    let home = std::env::home_dir().context("no home folder")?;
    for name in ["subsidy.wasm", "desk.wasm", "sheets.wasm"] {
        let module = fs::read(project::versioned(&project::dist())?.join(name))?;
        for folder in [project::root(), &home] {
            let path = folder.as_os_str().as_encoded_bytes();
            ensure!(!module.windows(path.len()).any(|bytes| bytes == path), "{name} names {}", folder.display());
        }
    }
    Ok(())
}

/// The program, and the bare handler that the load is compared with: built together, they share what they depend on, and neither waits
/// for the other's last step, which takes one processor.
fn released(shell: &Shell) -> Result<()> {
    run_all(&[cmd!(shell, "cargo build --release --package subsidy --package bench-server")])
}

/// Every quoted phrase of the tables stands in its document; the documents themselves are not ours to publish.
fn wording(shell: &Shell, sources: &Path) -> Result<()> {
    let subsidy = project::release_program("subsidy");
    run_all(&[cmd!(shell, "{subsidy} check policies --sources {sources}")])
}

/// Throughput and latency beside a bare handler, and not one error.
fn under_load(shell: &Shell, full: bool) -> Result<()> {
    let (subsidy, bare) = (project::release_program("subsidy"), project::release_program("bench-server"));
    let requests = if full { LOAD_FULL } else { LOAD };
    run_all(&[cmd!(shell, "bash bench/server/load.sh {subsidy} {bare} {requests}")])
}

/// Unit and front for real, and the server against its own document.
fn deployment(shell: &Shell, full: bool) -> Result<()> {
    let (subsidy, schemathesis) = (project::release_program("subsidy"), setup::schemathesis_program());
    let examples = if full { "500" } else { "50" };
    run_all(&[cmd!(shell, "bash deploy/try.sh {subsidy} {schemathesis}").env("EXAMPLES", examples)])
}

/// The module against command line and server, and what is shipped with it.
fn shells_agree(shell: &Shell, xtask: &Path, full: bool, tally: &mut Tally) -> Result<()> {
    let command = node_tests(shell, "tests")?
        .env("SUBSIDY", project::release_program("subsidy"))
        .env("XTASK", xtask)
        .env("APPLICATIONS", if full { AGREE_FULL } else { AGREE });
    count(command, tally)
}

/// The built page in a real browser.
fn in_browser(shell: &Shell, engine: &str, full: bool, tally: &mut Tally) -> Result<()> {
    let runner = |files: &[String], at_once: usize| {
        let program = project::release_program("subsidy");
        let mut command = node(shell, files, at_once).env("BROWSER", engine).env("SUBSIDY", program);
        if full {
            command = command.env("FULL", "1");
        }
        Command::from(command)
    };
    count_twice(runner, &test_files(shell, "tests/browser")?, AT_ONCE, tally)
}

fn node_tests<'s>(shell: &'s Shell, folder: &str) -> Result<xshell::Cmd<'s>> {
    Ok(node(shell, &test_files(shell, folder)?, 1))
}

fn node<'s>(shell: &'s Shell, files: &[String], at_once: usize) -> xshell::Cmd<'s> {
    let at_once = at_once.to_string();
    cmd!(shell, "node --test --test-reporter=spec --test-concurrency={at_once} {files...}")
}

/// Every test for Node.js in a folder, file by file: what a folder's name means there differs between versions.
fn test_files(shell: &Shell, folder: &str) -> Result<Vec<String>> {
    let files = shell.read_dir(folder)?;
    let mut files: Vec<_> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    files.retain(|file| file.ends_with(".test.mjs"));
    files.sort();
    Ok(files)
}
