//! The built pages in Chromium.

use std::path::Path;

use anyhow::Result;
use serde_json::Value;
use xshell::{Shell, cmd};

use super::{Extent, Reach, Row, batch, speed};
use crate::project;

/// The page on a slow phone's terms.
pub fn estimate(shell: &Shell, extent: &Extent) -> Result<[Row; 2]> {
    const FRAME: f64 = 1000.0 / 60.0;
    const FIRST: &str = "first estimate, Chromium at 4 × CPU, 1.6 Mbit/s, 150 ms; a bare page with the same module";
    const KEY: &str = "keystroke to answer laid out, 95th percentile, at 4 × CPU; one frame";
    let rounds = extent.rounds.min(15).to_string();
    let times: Value = serde_json::from_str(&cmd!(shell, "node bench/page.mjs {rounds}").read()?)?;
    let [first, bare, key] = ["first", "bare", "key"].map(|name| times[name].as_f64().unwrap_or(f64::NAN));
    Ok([
        Row::of_times(FIRST, [first, bare], "ms", Reach::AtMost(1.3)),
        Row::of_times(KEY, [key, FRAME], "ms", Reach::AtMost(1.0)),
    ])
}

/// Pages that a list is opened in: both times differ by a third from page to page, and the ratio stands at its reach.
const LISTS: usize = 15;

/// A list of customers from its file to its table; nothing where the page is not built.
pub fn list(shell: &Shell, sheet: &Path, extent: &Extent) -> Result<Option<Row>> {
    if !project::dist().join("list.html").is_file() {
        return Ok(None);
    }
    let (file, rounds) = (batch::repeated(sheet, extent.distinct, extent.list)?, LISTS.to_string());
    let times = speed::times(&cmd!(shell, "node bench/rows.mjs {file} {rounds}").read()?)?;
    let measure = format!("{} CSV rows, Chromium, file to table; the CSV parser alone in the same page", extent.list);
    Ok(Some(Row::of_times(measure, times, "ms", Reach::AtMost(2.0))))
}
