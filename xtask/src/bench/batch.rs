//! `subsidy batch` over long files: speed and memory.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use super::{Extent, Reach, Row, child, median};
use crate::{applications::CATEGORIES, project};

const STATED: [&str; 5] = ["policy", "as_of", "batch", "level", "size_class"];

pub fn ndjson(applications: &Path, extent: &Extent) -> Result<Row> {
    let measure = format!("`subsidy batch`, NDJSON, {} rows; parsing and writing the same lines", extent.rows);
    speed(measure, applications, "parse_and_write", extent)
}

pub fn csv(sheet: &Path, extent: &Extent) -> Result<Row> {
    let measure =
        format!("`subsidy batch`, CSV, {} rows; the csv crate reading and writing the same files", extent.rows);
    speed(measure, sheet, "read_and_write", extent)
}

/// In turns with a program that takes the same rows and the answers to those that differ.
fn speed(measure: String, distinct: &Path, yardstick: &str, extent: &Extent) -> Result<Row> {
    let input = repeated(distinct, extent.distinct, extent.rows)?;
    let answers = distinct.with_file_name("answers");
    child::run(subsidy_batch(distinct).args(["--output".as_ref(), answers.as_os_str()]))?;
    let mut judge_none = child::quiet(project::release_program(yardstick));
    judge_none.arg(&input).arg(&answers);
    let mut times = [const { Vec::new() }; 2];
    for _ in 0..extent.rounds.min(7) {
        for (command, times) in [&mut subsidy_batch(&input), &mut judge_none].into_iter().zip(&mut times) {
            let begun = Instant::now();
            child::run(command)?;
            times.push(begun.elapsed().as_secs_f64());
        }
    }
    let [ours, yardstick] = times.map(|times| extent.rows as f64 / median(times));
    Ok(Row {
        measure,
        ours: format!("{ours:.0} rows/s"),
        yardstick: format!("{yardstick:.0} rows/s"),
        ratio: ours / yardstick,
        reach: Reach::AtLeast(0.5),
    })
}

/// The most memory held over a long file against that over a short one.
pub fn memory(distinct: &Path, count: u64, rows: [u64; 2]) -> Result<Row> {
    let mut peaks = [0.0; 2];
    for (peak, rows) in peaks.iter_mut().zip(rows) {
        let input = repeated(distinct, count, rows)?;
        // One run differs from the next by some megabytes.
        let runs = (0..5).map(|_| child::peak_memory(&mut subsidy_batch(&input))).collect::<Result<_>>()?;
        *peak = super::median(runs);
        // Ten million rows are a gigabyte.
        fs::remove_file(input)?;
    }
    let ([few, many], kind) = (peaks, ending(distinct).to_uppercase());
    Ok(Row {
        measure: format!("`subsidy batch`, {kind}, memory at {} rows; at {}", rows[1], rows[0]),
        ours: format!("{many:.1} MB"),
        yardstick: format!("{few:.1} MB"),
        ratio: many / few,
        reach: Reach::AtMost(1.1),
    })
}

fn subsidy_batch(input: &Path) -> Command {
    let mut command = child::quiet(project::release_program("subsidy"));
    command.arg("batch").arg(input);
    command
}

/// The rows over and over, in a file of that many; the head of a sheet stands once.
pub fn repeated(distinct: &Path, count: u64, rows: u64) -> Result<PathBuf> {
    let text = fs::read_to_string(distinct)?;
    let (head, body) = match ending(distinct) {
        "csv" => text.split_once('\n').context("a sheet without rows")?,
        _ => ("", &*text),
    };
    let file = distinct.with_file_name(format!("{rows}.{}", ending(distinct)));
    let mut out = BufWriter::new(File::create(&file)?);
    if !head.is_empty() {
        writeln!(out, "{head}")?;
    }
    for _ in 0..rows / count {
        out.write_all(body.as_bytes())?;
    }
    out.flush()?;
    Ok(file)
}

fn ending(file: &Path) -> &str {
    file.extension().and_then(|ending| ending.to_str()).unwrap_or_default()
}

/// The same applications as a sheet: what a row has no cell for is left out, and of a category's items the last one stands.
pub fn sheet(applications: &Path) -> Result<PathBuf> {
    let file = applications.with_extension("csv");
    let mut out = BufWriter::new(File::create(&file)?);
    writeln!(out, "{},{}", STATED.join(","), CATEGORIES.join(","))?;
    for line in fs::read_to_string(applications)?.lines() {
        let application: Value = serde_json::from_str(line)?;
        let amount = |category: &&str| {
            let mut items = application["spend"].as_array().into_iter().flatten();
            items.rfind(|item| item["category"] == *category).map_or(&Value::Null, |item| &item["amount"])
        };
        let cells = STATED.iter().map(|name| &application[*name]).chain(CATEGORIES.iter().map(amount));
        writeln!(out, "{}", cells.map(cell).collect::<Vec<_>>().join(","))?;
    }
    out.flush()?;
    Ok(file)
}

/// Of what a cell can hold, nothing needs quotes.
fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_holds_the_applications_and_a_long_one_its_head_once() {
        let folder = std::env::temp_dir().join(format!("subsidy-sheet-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let applications = folder.join("two.ndjson");
        let first = r#"{"policy":"a","as_of":"2024-09-30","batch":1,"level":2,"spend":[{"category":"cloud","amount":"5"},{"category":"cloud","amount":"7.50"}]}"#;
        let second =
            r#"{"policy":"b","level":4,"size_class":"above_scale","spend":[{"category":"software","amount":"1"}]}"#;
        fs::write(&applications, format!("{first}\n{second}\n")).unwrap();
        let sheet = sheet(&applications).unwrap();
        let head = "policy,as_of,batch,level,size_class,software,cloud,data_equipment,hardware,services,training,diagnosis,other\n";
        let rows = "a,2024-09-30,1,2,,,7.50,,,,,,\nb,,,4,above_scale,1,,,,,,,\n";
        assert_eq!(fs::read_to_string(&sheet).unwrap(), [head, rows].concat());
        let long = fs::read_to_string(repeated(&sheet, 2, 6).unwrap()).unwrap();
        assert_eq!(long, [head, rows, rows, rows].concat());
        let lines = fs::read_to_string(repeated(&applications, 2, 4).unwrap()).unwrap();
        assert_eq!(lines, format!("{first}\n{second}\n{first}\n{second}\n"));
        fs::remove_dir_all(folder).unwrap();
    }
}
