//! `subsidy policies`: the tables at hand.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use unicode_width::UnicodeWidthStr;

use super::{Context, Outcome};
use crate::catalog::{self, Table};
use crate::present::foot::short_digest;
use crate::present::ledger;

#[derive(Args)]
pub(super) struct Arguments {
    /// Print as one compact JSON line
    #[arg(long)]
    json: bool,
    /// Print the ledger as Markdown: what is modelled, reviewed, in force until, and not published
    #[arg(long, conflicts_with = "json")]
    ledger: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    let mut out = std::io::stdout().lock();
    if arguments.json {
        out.write_all(&crate::wire::policies(&catalog, context.today)?)?;
        writeln!(out)?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.ledger {
        let beside = |table| catalog::programme(context.policies.as_deref(), table);
        let programmes = catalog.tables().iter().map(beside).collect::<Result<Vec<_>, _>>()?;
        let tables = catalog.tables().iter().zip(programmes.iter().map(Option::as_ref));
        out.write_all(ledger::markdown(tables, &context.strings()?).as_bytes())?;
        return Ok(ExitCode::SUCCESS);
    }
    let name = |table: &Table| context.language.of(&table.policy.name).to_owned();
    let widest = catalog.tables().iter().map(|table| name(table).width()).max().unwrap_or(0);
    for table in catalog.tables() {
        let (id, name, policy) = (&table.policy.id, name(table), &table.policy);
        let gap = widest.saturating_sub(name.width());
        let digest = short_digest(table);
        writeln!(out, "{id:<12}{name}{:gap$}  {:<12}{digest}…  {}", "", policy.version(), policy.document.title)?;
    }
    Ok(ExitCode::SUCCESS)
}
