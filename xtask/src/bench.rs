//! Speed and weight, each against a yardstick in the same run: ratios hold where absolute figures drift.

use std::fs::File;

use anyhow::{Result, ensure};
use xshell::cmd;

use crate::{applications, build, project};

mod batch;
mod child;
mod page;
mod speed;
mod start;

/// How long a run is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Length {
    /// Few turns: shows that it runs, and about how fast.
    Short,
    /// Enough to hold the reaches.
    Usual,
    /// With the ten million rows.
    Full,
}

/// How much is measured.
struct Extent {
    /// Applications that differ; long files repeat them.
    distinct: u64,
    /// Turns of which the median counts.
    rounds: usize,
    /// Rows of the timed batches.
    rows: u64,
    /// Rows of the short and of the long batch whose memory is compared.
    memory: [u64; 2],
    /// The same for CSV.
    csv_memory: [u64; 2],
    /// Rows of the list in the browser.
    list: u64,
    /// How often a programme is drawn.
    runs: u64,
}

const SHORT: Extent = Extent {
    distinct: 200,
    rounds: 5,
    rows: 100_000,
    memory: [10_000, 100_000],
    csv_memory: [10_000, 1_000_000],
    list: 100_000,
    runs: 2_000,
};
const USUAL: Extent = Extent {
    distinct: 1000,
    rounds: 31,
    rows: 200_000,
    memory: [10_000, 1_000_000],
    csv_memory: [10_000, 1_000_000],
    list: 100_000,
    runs: 10_000,
};
const FULL: Extent = Extent { csv_memory: [10_000, 10_000_000], ..USUAL };

/// A measure against its yardstick.
struct Row {
    measure: String,
    ours: String,
    yardstick: String,
    ratio: f64,
    reach: Reach,
}

enum Reach {
    AtLeast(f64),
    AtMost(f64),
}

impl Row {
    /// From times of ours and of the yardstick's: ours may take so many times as long.
    fn of_times(measure: impl Into<String>, times: [f64; 2], unit: &str, reach: Reach) -> Row {
        let [ours, yardstick] = times;
        let ratio = match reach {
            Reach::AtLeast(_) => yardstick / ours,
            Reach::AtMost(_) => ours / yardstick,
        };
        let [ours, yardstick] = times.map(|time| format!("{time:.1} {unit}"));
        Row { measure: measure.into(), ours, yardstick, ratio, reach }
    }
}

impl Reach {
    fn holds(&self, ratio: f64) -> bool {
        match *self {
            Reach::AtLeast(least) => ratio >= least,
            Reach::AtMost(most) => ratio <= most,
        }
    }
}

/// Measures everything, prints the table and, unless it is short, fails where a reach is missed.
pub fn run(length: Length) -> Result<()> {
    let extent = match length {
        Length::Short => SHORT,
        Length::Usual => USUAL,
        Length::Full => FULL,
    };
    build::page()?;
    let shell = project::shell()?;
    cmd!(shell, "cargo build --quiet --release --package subsidy").run()?;
    cmd!(shell, "cargo build --quiet --release --package bench-native --package bench-bulk --bins").run()?;
    for (package, name) in [("bench/round_trip", "round_trip"), ("bench/bulk", "bulk"), ("bench/csv", "csv")] {
        build::module(&shell, package, name, name)?;
    }
    let folder = project::target().join("bench");
    shell.create_dir(&folder)?;
    let applications = folder.join("applications.ndjson");
    applications::write_to(&mut File::create(&applications)?, extent.distinct, applications::SEED, true)?;
    let sheet = batch::sheet(&applications)?;

    let [first, key] = page::estimate(&shell, &extent)?;
    let mut rows = vec![
        speed::native(&shell, &applications, &extent)?,
        speed::objects(&shell, &applications, &extent)?,
        speed::bulk(&shell, &extent)?,
        speed::bulk_in_wasm(&shell, &extent)?,
        speed::simulation(&shell, &extent)?,
        batch::ndjson(&applications, &extent)?,
        batch::csv(&sheet, &extent)?,
        batch::memory(&applications, extent.distinct, extent.memory)?,
        batch::memory(&sheet, extent.distinct, extent.csv_memory)?,
        start::module(&shell, &extent)?,
        start::bytes()?,
        first,
        key,
    ];
    rows.extend(page::list(&shell, &sheet, &extent)?);
    print(&rows);
    let missed: Vec<&str> = rows.iter().filter(|row| !row.reach.holds(row.ratio)).map(|row| &*row.measure).collect();
    // A short run on a busy machine says nothing about speed.
    ensure!(length == Length::Short || missed.is_empty(), "reach missed: {}", missed.join("; "));
    Ok(())
}

fn print(rows: &[Row]) {
    println!("\n| measure | ours | yardstick | ratio | reach | |\n|---|---:|---:|---:|---:|---|");
    for Row { measure, ours, yardstick, ratio, reach } in rows {
        let held = if reach.holds(*ratio) { "held" } else { "missed" };
        let reach = match reach {
            Reach::AtLeast(least) => format!("≥ {least}"),
            Reach::AtMost(most) => format!("≤ {most}"),
        };
        println!("| {measure} | {ours} | {yardstick} | {ratio:.2} | {reach} | {held} |");
    }
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
