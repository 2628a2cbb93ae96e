//! `subsidy batch`: many applications, streamed; a bad row is answered in its place and the run goes on.

use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use super::target::Target;
use super::{Context, Failure, Outcome};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::list::columns::Heads;
use crate::list::records::{Reader, Row};
use crate::list::text::Encoding;
use crate::sheets::template::{self, Whose};
use crate::wire;

use blocks::{Block, Blocks};

mod blocks;
mod columns;
mod kind;
mod lanes;
pub(super) mod list;
mod sheet;

#[derive(Args)]
#[command(after_help = "NDJSON: one application a line, one estimate a line, or {\"error\":…,\"line\":N} in its place.
CSV: columns policy, as_of, batch, level, size_class and one for each spend category; every input column is kept and
outcome, grant, low, high, net_cost, error_code, error_path are appended. A row that does not fit the header, or whose
quote is not closed, is answered by invalid_row and its line; its surplus cells stand behind the answer.
A list as people keep it, CSV or XLSX: heads in Chinese or English (企业名称, 城市, 批次, 等级, 软件（万元）, …), below a title
or not; commas, semicolons or tabs; UTF-8, GB18030 or UTF-16; 南昌市, 第一批, L2, 30万. error_cell, policy_digest and judged_on
are appended as well. Text that a spreadsheet could take for a formula gets a ' before it in every CSV. The kind of OUT is that of
its ending; the kind of IN is what it holds. Of XLSX at most 100 MB are read; XLS, ODS and HTML are not.
OUT is replaced at the end of the run, so it may be the input; a run that could not be made leaves it as it was.
Exit status: 0, 1 when any row failed, 2 when the run could not be made.")]
pub(super) struct Arguments {
    /// The input, or - for standard input
    #[arg(required_unless_present = "template")]
    input: Option<PathBuf>,
    /// The output (default: standard output)
    #[arg(short, long, visible_alias = "out", value_name = "OUT")]
    output: Option<PathBuf>,
    /// Of input and output (default: from the input's ending, else ndjson)
    #[arg(long)]
    format: Option<Format>,
    /// Write a list to fill in to OUT, an .xlsx or .csv, and end
    #[arg(long, value_name = "OUT", conflicts_with = "input")]
    template: Option<PathBuf>,
    #[command(flatten)]
    choices: list::Choices,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Ndjson,
    Csv,
    Xlsx,
}

impl Format {
    /// By a file's ending.
    pub(super) fn of(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" | "tsv" | "txt" => Some(Format::Csv),
            "xlsx" | "xlsm" => Some(Format::Xlsx),
            _ => None,
        }
    }
}

/// What the rows of a run are judged by.
struct Run {
    catalog: Catalog,
    today: Date,
    progress: Progress,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    let strings = context.strings()?;
    if let Some(path) = &arguments.template {
        let file = match Format::of(path) {
            Some(Format::Csv) => template::csv(Whose::Provider, &catalog, context.today, &strings)?,
            _ => template::workbook(Whose::Provider, &catalog, context.today, &strings)?,
        };
        super::take::put(path, &file)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Some(path) = &arguments.input else { return Ok(ExitCode::from(2)) };
    let (input, length) = list::source(path)?;
    let (first, input) = kind::peek(input)?;
    let named = arguments.format.or_else(|| Format::of(path));
    let format = kind::of(&first, arguments.format, named);
    let out = arguments.output.as_deref();
    let written = kind::written(out, format, arguments.format)?.or(named).unwrap_or(format);
    if written == Format::Xlsx && out.is_none() && io::stdout().is_terminal() {
        return Err(Failure::Told("a workbook is no text for a terminal: name a file with --output OUT.xlsx".into()));
    }
    let placed = |error: io::Error| match out {
        Some(path) => Failure::Told(format!("{}: {error}", path.display())),
        None => error.into(),
    };
    let mut target = Target::open(out).map_err(placed)?;
    let output = BufWriter::with_capacity(1 << 16, target.writer());
    let run = Run { catalog, today: context.today, progress: Progress::new(length) };
    let choices = &arguments.choices;
    let failed = match (format, written) {
        (Format::Ndjson, _) => ndjson(&run, Blocks::new(input, &run.progress)?, output)?,
        (Format::Csv, Format::Csv | Format::Ndjson) => {
            let blocks = Blocks::new(input, &run.progress)?;
            if is_contract(&blocks.held, choices) {
                sheet::csv(&run, blocks, output)?
            } else {
                list::csv(&run, choices, blocks, output)?
            }
        }
        _ => list::book(&run, choices, input, path, output, (written, &strings))?,
    };
    run.progress.finish();
    target.finish().map_err(placed)?;
    Ok(ExitCode::from(u8::from(failed > 0)))
}

/// Whether a CSV is the contract's: by the column that each of these has, and where it is nobody's list.
fn is_contract(start: &[u8], choices: &list::Choices) -> bool {
    if choices.any() {
        return false;
    }
    let mut row = Row::default();
    Reader::new(start, b',').next(start, None, &mut row);
    if (0..row.len()).any(|place| columns::is_policy(&row.text(start, place))) {
        return true;
    }
    let text = Encoding::of(start).table(start).map(|table| table.decode(start).0.into_owned().into_bytes());
    let heads = Heads::sniff(text.as_deref().unwrap_or(start));
    !heads.meanings.iter().flatten().any(|meaning| meaning.field() == "policy")
}

/// One application a line; returns how many failed.
fn ndjson(run: &Run, mut blocks: Blocks, mut output: impl Write) -> Result<u64, Failure> {
    let worker = || |block: &mut Block| answer(run, block);
    let failed = lanes::run(&mut blocks, |blocks| blocks.lines(), worker, |answers| output.write_all(answers))?;
    output.flush()?;
    Ok(failed)
}

/// Answers the lines of a block.
fn answer(run: &Run, block: &mut Block) {
    let first = u64::try_from(block.line).unwrap_or(u64::MAX).saturating_add(1);
    for (number, line) in (first..).zip(block.bytes.split_inclusive(|&byte| byte == b'\n')) {
        let Some(answer) = wire::line(&run.catalog, line, number, run.today) else { continue };
        block.failed = block.failed.saturating_add(u64::from(answer.failed));
        block.answers.extend_from_slice(&answer.bytes);
        block.answers.push(b'\n');
    }
}
