//! `subsidy check`: are the tables in order?

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Context, Outcome, argument_error};
use crate::catalog::Catalog;
use crate::check::check_directory;
use crate::date::Date;
use crate::error::Code;

#[derive(Args)]
pub(super) struct Arguments {
    /// The directory of the tables
    #[arg(default_value = "policies", value_name = "DIR")]
    directory: PathBuf,
    /// The directory of the documents' texts, `<folder>.txt` each
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
    /// Only tell which terms end within so many days, for a weekly job: exit status 1 where one does
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16), conflicts_with = "sources")]
    expiring: Option<u16>,
    /// The day from which these are counted (default: today in UTC+8)
    #[arg(long, value_name = "YYYY-MM-DD", requires = "expiring")]
    as_of: Option<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let directory = context.policies.as_ref().unwrap_or(&arguments.directory);
    if let Some(days) = arguments.expiring {
        let today = match &arguments.as_of {
            Some(text) => Date::parse(text).ok_or_else(|| argument_error(Code::InvalidDate, "as_of", text))?,
            None => context.today,
        };
        return expiring(&Catalog::from_directory(directory)?, today, days);
    }
    let report = check_directory(directory, arguments.sources.as_deref());
    let mut out = std::io::stdout().lock();
    for flag in &report.flags {
        writeln!(out, "flag: {flag}")?;
    }
    for finding in &report.findings {
        writeln!(out, "{finding}")?;
    }
    writeln!(out, "{} tables, {} findings, {} flags", report.tables, report.findings.len(), report.flags.len())?;
    Ok(if report.findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The terms that end within some days, and those that are over; a term that the document does not state never ends.
fn expiring(catalog: &Catalog, today: Date, days: u16) -> Outcome {
    let last = today.plus_days(days.into()).unwrap_or(today);
    let mut out = std::io::stdout().lock();
    let mut soon = 0_usize;
    for table in catalog.tables() {
        let Some(until) = table.policy.validity.until.as_ref().map(|until| until.date) else { continue };
        let folder = table.folder();
        if until < today {
            writeln!(out, "{folder}: ended on {until}")?;
        } else if until <= last {
            soon = soon.saturating_add(1);
            writeln!(out, "{folder}: ends on {until}")?;
        }
    }
    writeln!(out, "{} tables, {soon} terms end by {last}", catalog.tables().len())?;
    Ok(if soon == 0 { ExitCode::SUCCESS } else { ExitCode::from(1) })
}
