//! `subsidy batch`: many applications, streamed; a bad row is answered in its place and the run goes on.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::target::Target;
use super::{Context, Failure, Outcome};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::wire;

mod columns;
mod records;
mod sheet;

#[derive(Args)]
#[command(after_help = "NDJSON: one application a line, one estimate a line, or {\"error\":…,\"line\":N} in its place.
CSV: columns policy, as_of, batch, level, size_class and one for each spend category; every input column is kept and
outcome, grant, low, high, net_cost, error_code, error_path are appended. A row that does not fit the header, or whose
quote is not closed, is answered by invalid_row and its line; its surplus cells stand behind the answer.
OUT is replaced at the end of the run, so it may be the input; a run that could not be made leaves it as it was.
Exit status: 0, 1 when any row failed, 2 when the run could not be made.")]
pub(super) struct Arguments {
    /// The input, or - for standard input
    input: PathBuf,
    /// The output (default: standard output)
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Of input and output (default: from the input's ending, else ndjson)
    #[arg(long)]
    format: Option<Format>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Ndjson,
    Csv,
}

/// What the rows of a run are judged by.
struct Run {
    catalog: Catalog,
    today: Date,
    progress: Progress,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    let (input, length) = open(&arguments.input)?;
    let input = BufReader::with_capacity(1 << 16, input);
    let out = arguments.output.as_deref();
    let named = |error: io::Error| match out {
        Some(path) => Failure::Told(format!("{}: {error}", path.display())),
        None => error.into(),
    };
    let mut target = Target::open(out).map_err(named)?;
    let output = BufWriter::with_capacity(1 << 16, target.writer());
    let run = Run { catalog, today: context.today, progress: Progress::new(length) };
    let ending = arguments.input.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let format = arguments.format.unwrap_or(if ending { Format::Csv } else { Format::Ndjson });
    let failed = match format {
        Format::Ndjson => ndjson(&run, input, output)?,
        Format::Csv => sheet::csv(&run, input, output)?,
    };
    run.progress.finish();
    target.finish().map_err(named)?;
    Ok(ExitCode::from(u8::from(failed > 0)))
}

fn open(path: &Path) -> Result<(Box<dyn Read>, Option<u64>), Failure> {
    if path.as_os_str() == "-" {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let file = File::open(path).map_err(|error| Failure::Told(format!("{}: {error}", path.display())))?;
    let length = file.metadata().ok().map(|metadata| metadata.len());
    Ok((Box::new(file), length))
}

/// One application a line; returns how many failed.
fn ndjson(run: &Run, mut input: impl BufRead, mut output: impl Write) -> Result<u64, Failure> {
    let mut failed = 0u64;
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        let read = input.read_until(b'\n', &mut line)?;
        if read == 0 {
            break;
        }
        run.progress.advance(read);
        let Some(answer) = wire::line(&run.catalog, &line, number, run.today) else { continue };
        failed = failed.saturating_add(u64::from(answer.failed));
        output.write_all(&answer.bytes)?;
        output.write_all(b"\n")?;
    }
    output.flush()?;
    Ok(failed)
}
