//! `subsidy policies`: the tables at hand.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::{Context, Outcome};
use crate::catalog::Table;
use crate::date::Date;
use crate::estimate::{PolicyId, identify, status};
use crate::strings::Language;

#[derive(Args)]
pub(super) struct Arguments {
    /// Print as one compact JSON line
    #[arg(long)]
    json: bool,
}

/// A table in the list.
#[derive(Serialize)]
struct Entry<'t> {
    #[serde(flatten)]
    identity: PolicyId<'t>,
    folder: String,
    applies_from: Option<Date>,
    name: Names<'t>,
    document: &'t str,
    publishes_rate: bool,
}

#[derive(Serialize)]
struct Names<'t> {
    #[serde(rename = "zh-CN")]
    simplified: &'t str,
    #[serde(rename = "zh-Hant")]
    traditional: &'t str,
    en: &'t str,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    let mut out = std::io::stdout().lock();
    if arguments.json {
        let entries: Vec<_> = catalog.tables().iter().map(|table| entry(table, context.today)).collect();
        out.write_all(&crate::wire::bytes_of(&entries)?)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = |table: &Table| context.language.of(&table.policy.name).to_owned();
    let widest = catalog.tables().iter().map(|table| name(table).width()).max().unwrap_or(0);
    for table in catalog.tables() {
        let (id, name, policy) = (&table.policy.id, name(table), &table.policy);
        let gap = widest.saturating_sub(name.width());
        let digest: String = table.digest.chars().take(19).collect();
        writeln!(out, "{id:<12}{name}{:gap$}  {:<12}{digest}…  {}", "", policy.version(), policy.document.title)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn entry(table: &Table, today: Date) -> Entry<'_> {
    let text = |language: Language| language.of(&table.policy.name);
    Entry {
        identity: identify(table, status(&table.policy, today)),
        folder: table.folder(),
        applies_from: table.policy.applies_from,
        name: Names {
            simplified: text(Language::Simplified),
            traditional: text(Language::Traditional),
            en: text(Language::English),
        },
        document: &table.policy.document.title,
        publishes_rate: table.policy.spend_share().is_some(),
    }
}
