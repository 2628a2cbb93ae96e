//! One case after another, without a file or a page around it.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use xshell::{Shell, cmd};

use super::{Extent, Reach, Row};
use crate::project;

pub fn native(shell: &Shell, applications: &Path, extent: &Extent) -> Result<Row> {
    let (program, rounds) = (project::release_program("native"), extent.rounds.to_string());
    let times = cmd!(shell, "{program} {applications} {rounds}").read()?;
    half("native explained estimate, JSON in and out; serde_json alone", &times, "µs")
}

pub fn objects(shell: &Shell, applications: &Path, extent: &Extent) -> Result<Row> {
    let rounds = extent.rounds.to_string();
    let times = cmd!(shell, "node bench/objects.mjs {applications} {rounds}").read()?;
    half("wasm explained estimate, object in and out, Node.js; carrying the objects alone", &times, "µs")
}

pub fn bulk(shell: &Shell, extent: &Extent) -> Result<Row> {
    let (program, rounds) = (project::release_program("bulk"), extent.rounds.to_string());
    let times = cmd!(shell, "{program} {rounds}").read()?;
    half("native bulk, one core, a case; a branch-free loop by hand, of the city where it does worst", &times, "ns")
}

pub fn bulk_in_wasm(shell: &Shell, extent: &Extent) -> Result<Row> {
    let rounds = extent.rounds.to_string();
    let times = cmd!(shell, "node bench/bulk.mjs {rounds}").read()?;
    half("wasm bulk over typed arrays, Node.js, a case; the same loop in wasm with the same copies", &times, "ns")
}

/// A whole programme drawn again and again.
pub fn simulation(shell: &Shell, extent: &Extent) -> Result<Row> {
    let program = project::release_program("simulate");
    let (runs, rounds) = (extent.runs.to_string(), extent.rounds.min(9).to_string());
    let times = times(&cmd!(shell, "{program} {runs} {rounds}").read()?)?;
    let measure = format!("{runs} simulated runs of 450 enterprises; drawing the same random numbers alone");
    Ok(Row::of_times(measure, times, "ms", Reach::AtMost(2.0)))
}

/// At least half as fast as the yardstick.
fn half(measure: &str, times: &str, unit: &str) -> Result<Row> {
    let times = self::times(times)?;
    Ok(Row::of_times(measure, times, unit, Reach::AtLeast(0.5)))
}

/// Ours and the yardstick's, as the measuring programs print them.
pub fn times(printed: &str) -> Result<[f64; 2]> {
    let times: Value = serde_json::from_str(printed)?;
    Ok(["ours", "yardstick"].map(|name| times[name].as_f64().unwrap_or(f64::NAN)))
}
