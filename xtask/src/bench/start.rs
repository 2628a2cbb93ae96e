//! What there is before the first answer: the module's start, and the bytes.

use std::fs;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use super::{Extent, Reach, Row, median};
use crate::{build, project, weight};

pub fn module(shell: &Shell, extent: &Extent) -> Result<Row> {
    let size = |folder: &str, name: &str| -> Result<u64> {
        Ok(fs::metadata(project::target().join(folder).join(format!("{name}_bg.wasm")))?.len())
    };
    let widget = size("widget", "subsidy")?;
    {
        let _size = shell.push_env("BARE_BYTES", widget.to_string());
        build::module(shell, "bench/bare", "bare", "bare")?;
    }
    let measured = |folder: &str, name: &str| -> Result<f64> {
        let time = cmd!(shell, "node bench/start.mjs {folder} {name}").quiet().read()?;
        time.parse().context("bench/start.mjs printed no time")
    };
    let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
    for _ in 0..extent.rounds {
        ours.push(measured("widget", "subsidy")?);
        yardstick.push(measured("bare", "bare")?);
    }
    let (ours, yardstick) = (median(ours), median(yardstick));
    Ok(Row {
        measure: format!("module start, Node.js, {widget} bytes; a bare module of {} bytes", size("bare", "bare")?),
        ours: format!("{ours:.2} ms"),
        yardstick: format!("{yardstick:.2} ms"),
        ratio: ours / yardstick,
        reach: Reach::AtMost(1.5),
    })
}

pub fn bytes() -> Result<Row> {
    const AIM: f64 = 64.0;
    let files = weight::first_estimate()?;
    let ours = weight::kilobytes(weight::total(&files));
    Ok(Row {
        measure: format!("bytes to the first estimate, brotli, {} requests; the aim", files.len()),
        ours: format!("{ours:.1} KB"),
        yardstick: format!("{AIM:.0} KB"),
        ratio: ours / AIM,
        reach: Reach::AtMost(1.5),
    })
}
