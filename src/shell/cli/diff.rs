//! `subsidy diff`: in what two policy tables differ, and what that makes of every example.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::estimate::{print, print_json, read};
use super::output::{heading, line, pair};
use super::{Context, Failure, Outcome};
use crate::catalog::{Catalog, Table};
use crate::effect::{Example, effect, examples};
use crate::json::Value;
use crate::present::difference::{Change, DifferenceView, ExampleRow, view};
use crate::wire;

#[derive(Args)]
#[command(
    after_help = "A table is named by its file, its folder, its id or folder among the tables at hand, or the first digits of its digest,
also where it was superseded. The examples are those beside OLD. Exit status 0 where the tables are the same, 1 where they
differ, 2 where one cannot be read.

Examples:
  subsidy diff policies/wuhan drafts/wuhan
  subsidy diff wuhan draft.json --json
  subsidy diff 3f2a9c wuhan --lang en"
)]
pub(super) struct Arguments {
    /// The table as it was
    #[arg(value_name = "OLD")]
    then: String,
    /// The table as it is, or is to be
    #[arg(value_name = "NEW")]
    now: String,
    /// Print as one compact JSON line
    #[arg(long)]
    json: bool,
}

/// The fewest digits that name a digest.
const DIGITS: usize = 6;

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let (then, examples) = named(context, &arguments.then)?;
    let (now, _) = named(context, &arguments.now)?;
    let effects = examples.iter().map(|example| effect(&then, &now, example, context.today));
    if arguments.json {
        print_json(&wire::diff(&then, &now, effects.collect(), context.today)?)?;
    } else {
        let effects: Vec<_> = examples.iter().zip(effects).collect();
        print(&text(&view(&then, &now, &effects, &context.strings()?)))?;
    }
    Ok(ExitCode::from(u8::from(then.digest != now.digest)))
}

/// A table, and the examples beside it.
fn named(context: &Context, name: &str) -> Result<(Table, Vec<Example>), Failure> {
    let path = Path::new(name);
    if path.exists() {
        let file = if path.is_dir() { path.join("policy.json") } else { path.to_owned() };
        return Ok((table(&file)?, beside(&file)?));
    }
    let catalog = context.catalog()?;
    let known = || catalog.tables().iter();
    let digits = name.strip_prefix("sha256-").unwrap_or(name);
    let hexadecimal = digits.len() >= DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let of_digest = |table: &&Table| hexadecimal && table.digest.trim_start_matches("sha256-").starts_with(digits);
    if let Some(table) = known().find(|table| table.folder() == name).or_else(|| known().find(of_digest)) {
        return Ok((table.clone(), kept(context, &table.folder())?));
    }
    let superseded = if hexadecimal { Table::superseded(context.policies.as_deref(), digits)? } else { None };
    let Some(table) = superseded else {
        let folders: Vec<_> = known().map(Table::folder).collect();
        return Err(Failure::Told(format!("no table {name}; there are: {}", folders.join(", "))));
    };
    let examples = kept(context, &table.folder())?;
    Ok((table, examples))
}

fn table(file: &Path) -> Result<Table, Failure> {
    let table = Value::parse(&read(file)?).and_then(|value| Table::read(&value));
    table.map_err(|error| Failure::At(format!("{}: {error}", file.display()), error))
}

/// The examples in the folder of a table, or of the one that superseded it; none where there is no such file.
fn beside(file: &Path) -> Result<Vec<Example>, Failure> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let above = folder.file_name().is_some_and(|name| name == "superseded");
    of_file(if above { folder.parent().unwrap_or(folder) } else { folder }.join("examples.json"))
}

/// The examples of a table at hand.
fn kept(context: &Context, folder: &str) -> Result<Vec<Example>, Failure> {
    if let Some(directory) = &context.policies {
        return of_file(directory.join(folder).join("examples.json"));
    }
    let bytes = Catalog::embedded_examples().find(|(name, _)| *name == folder).map(|(_, bytes)| bytes);
    Ok(bytes.map_or(Ok(Vec::new()), |bytes| Value::parse(bytes).map(|value| examples(&value)))?)
}

fn of_file(file: PathBuf) -> Result<Vec<Example>, Failure> {
    if !file.is_file() {
        return Ok(Vec::new());
    }
    let value = Value::parse(&read(&file)?);
    value.map(|value| examples(&value)).map_err(|error| Failure::At(format!("{}: {error}", file.display()), error))
}

fn text(view: &DifferenceView) -> String {
    let mut out = String::new();
    line(&mut out, &view.title);
    for table in &view.tables {
        pair(&mut out, 2, &format!("{} {}", table.caption, table.document), &table.version);
        line(&mut out, &format!("    {}", table.digest));
    }
    heading(&mut out, &view.told);
    view.changes.iter().for_each(|change| changed(&mut out, change));
    if let Some(told) = &view.told_examples {
        heading(&mut out, told);
        view.examples.iter().filter(|row| row.changed).for_each(|row| example(&mut out, row));
    }
    out
}

fn changed(out: &mut String, Change { word, place, figure, then, now, .. }: &Change) {
    pair(out, 2, &format!("{word}  {place} · {figure}"), &format!("{then} → {now}"));
}

fn example(out: &mut String, row: &ExampleRow) {
    let delta = row.delta.as_ref().map(|delta| format!("  ({delta})")).unwrap_or_default();
    pair(out, 2, &row.label, &format!("{} → {}{delta}", row.then, row.now));
}
