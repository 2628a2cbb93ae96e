//! Speed and weight, each against a yardstick in the same run: ratios hold where absolute figures drift.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use xshell::{Shell, cmd};

use crate::{applications, build, project, weight};

mod child;

/// How much is measured.
struct Extent {
    /// Applications that differ; long files repeat them.
    distinct: u64,
    /// Turns of which the median counts.
    rounds: usize,
    /// Rows of the timed batch.
    rows: u64,
    /// Rows of the short and of the long batch whose memory is compared.
    memory: [u64; 2],
}

const FULL: Extent = Extent { distinct: 1000, rounds: 31, rows: 200_000, memory: [10_000, 1_000_000] };
const SHORT: Extent = Extent { distinct: 200, rounds: 5, rows: 10_000, memory: [1_000, 20_000] };

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

impl Reach {
    fn holds(&self, ratio: f64) -> bool {
        match *self {
            Reach::AtLeast(least) => ratio >= least,
            Reach::AtMost(most) => ratio <= most,
        }
    }
}

/// Measures everything, prints the table and, unless `short`, fails where a reach is missed.
pub fn run(short: bool) -> Result<()> {
    let extent = if short { SHORT } else { FULL };
    build::page()?;
    let shell = project::shell()?;
    cmd!(shell, "cargo build --quiet --release --package subsidy").run()?;
    cmd!(shell, "cargo build --quiet --release --package bench-native").run()?;
    build::module(&shell, "bench/round_trip", "round_trip", "round_trip")?;

    let folder = project::target().join("bench");
    shell.create_dir(&folder)?;
    let applications = folder.join("applications.ndjson");
    applications::write_to(&mut File::create(&applications)?, extent.distinct, applications::SEED, true)?;

    let [first, key] = page(&shell, &extent)?;
    let rows = [
        native(&shell, &applications, &extent)?,
        objects(&shell, &applications, &extent)?,
        batch(&applications, &extent)?,
        memory(&applications, &extent)?,
        start(&shell, &extent)?,
        bytes()?,
        first,
        key,
    ];
    print(&rows);
    let missed: Vec<&str> = rows.iter().filter(|row| !row.reach.holds(row.ratio)).map(|row| &*row.measure).collect();
    // A short run on a busy machine says nothing about speed.
    ensure!(short || missed.is_empty(), "reach missed: {}", missed.join("; "));
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

fn native(shell: &Shell, applications: &Path, extent: &Extent) -> Result<Row> {
    let (program, rounds) = (project::release_program("native"), extent.rounds.to_string());
    let times = cmd!(shell, "{program} {applications} {rounds}").read()?;
    speed("native explained estimate, JSON in and out; serde_json alone", &times)
}

fn objects(shell: &Shell, applications: &Path, extent: &Extent) -> Result<Row> {
    let rounds = extent.rounds.to_string();
    let times = cmd!(shell, "node bench/objects.mjs {applications} {rounds}").read()?;
    speed("wasm explained estimate, object in and out, Node.js; carrying the objects alone", &times)
}

/// From microseconds of ours and of the yardstick's.
fn speed(measure: &str, times: &str) -> Result<Row> {
    let times: Value = serde_json::from_str(times)?;
    let [ours, yardstick] = ["ours", "yardstick"].map(|name| times[name].as_f64().unwrap_or(f64::NAN));
    Ok(Row {
        measure: measure.into(),
        ours: format!("{ours:.1} µs"),
        yardstick: format!("{yardstick:.1} µs"),
        ratio: yardstick / ours,
        reach: Reach::AtLeast(0.5),
    })
}

fn batch(applications: &Path, extent: &Extent) -> Result<Row> {
    let input = repeated(applications, extent, extent.rows)?;
    let answers = input.with_file_name("answers.ndjson");
    child::run(subsidy_batch(applications).args(["--output".as_ref(), answers.as_os_str()]))?;
    let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
    for _ in 0..extent.rounds.min(7) {
        let begun = Instant::now();
        child::run(&mut subsidy_batch(&input))?;
        ours.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        child::run(child::quiet(project::release_program("parse_and_write")).arg(&input).arg(&answers))?;
        yardstick.push(begun.elapsed().as_secs_f64());
    }
    let [ours, yardstick] = [ours, yardstick].map(|times| extent.rows as f64 / median(times));
    Ok(Row {
        measure: format!("`subsidy batch`, NDJSON, {} rows; parsing and writing the same lines", extent.rows),
        ours: format!("{ours:.0} rows/s"),
        yardstick: format!("{yardstick:.0} rows/s"),
        ratio: ours / yardstick,
        reach: Reach::AtLeast(0.5),
    })
}

fn memory(applications: &Path, extent: &Extent) -> Result<Row> {
    let mut peaks = [0.0; 2];
    for (peak, rows) in peaks.iter_mut().zip(extent.memory) {
        *peak = child::peak_memory(&mut subsidy_batch(&repeated(applications, extent, rows)?))?;
    }
    let [few, many] = peaks;
    Ok(Row {
        measure: format!("`subsidy batch`, memory at {} rows; at {}", extent.memory[1], extent.memory[0]),
        ours: format!("{many:.1} MB"),
        yardstick: format!("{few:.1} MB"),
        ratio: many / few,
        reach: Reach::AtMost(1.1),
    })
}

fn subsidy_batch(input: &Path) -> std::process::Command {
    let mut command = child::quiet(project::release_program("subsidy"));
    command.arg("batch").arg(input);
    command
}

/// The applications over and over, in a file of that many lines.
fn repeated(applications: &Path, extent: &Extent, rows: u64) -> Result<PathBuf> {
    let text = fs::read(applications)?;
    let file = applications.with_file_name(format!("{rows}.ndjson"));
    let mut out = File::create(&file)?;
    for _ in 0..rows / extent.distinct {
        out.write_all(&text)?;
    }
    Ok(file)
}

fn start(shell: &Shell, extent: &Extent) -> Result<Row> {
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

fn bytes() -> Result<Row> {
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

/// The page on a slow phone's terms, in a real browser.
fn page(shell: &Shell, extent: &Extent) -> Result<[Row; 2]> {
    const FRAME: f64 = 1000.0 / 60.0;
    let rounds = extent.rounds.min(15).to_string();
    let times: Value = serde_json::from_str(&cmd!(shell, "node bench/page.mjs {rounds}").read()?)?;
    let [first, bare, key] = ["first", "bare", "key"].map(|name| times[name].as_f64().unwrap_or(f64::NAN));
    let row = |measure: &str, ours: f64, yardstick: f64, most: f64| Row {
        measure: measure.into(),
        ours: format!("{ours:.1} ms"),
        yardstick: format!("{yardstick:.1} ms"),
        ratio: ours / yardstick,
        reach: Reach::AtMost(most),
    };
    Ok([
        row(
            "first estimate, Chromium at 4 × CPU, 1.6 Mbit/s, 150 ms; a bare page with the same module",
            first,
            bare,
            1.3,
        ),
        row("keystroke to answer laid out, 95th percentile, at 4 × CPU; one frame", key, FRAME, 1.0),
    ])
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
