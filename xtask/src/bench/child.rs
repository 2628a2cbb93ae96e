//! Programs under measurement.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

/// A program whose output goes nowhere, so that no disk is measured.
pub fn quiet(program: PathBuf) -> Command {
    let mut command = Command::new(program);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// Runs to the end.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("{command:?}"))?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

/// Runs to the end and tells the most memory that it held, in megabytes, as Linux counts it.
///
/// The high-water mark is read while the program runs: what a parent is told at the end includes the parent's own.
pub fn peak_memory(command: &mut Command) -> Result<f64> {
    const PAUSE: Duration = Duration::from_millis(2);
    let mut child = command.spawn().with_context(|| format!("{command:?}"))?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0;
    while child.try_wait()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        peak = mark.map_or(peak, |kilobytes: f64| kilobytes / 1024.0);
        sleep(PAUSE);
    }
    ensure!(child.wait()?.success(), "{command:?} failed");
    ensure!(peak > 0.0, "memory is measured on Linux only");
    Ok(peak)
}
