//! `subsidy check`: are the tables in order?

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Context, Outcome};
use crate::check::check_directory;

#[derive(Args)]
pub(super) struct Arguments {
    /// The directory of the tables
    #[arg(default_value = "policies", value_name = "DIR")]
    directory: PathBuf,
    /// The directory of the documents' texts, `<folder>.txt` each
    #[arg(long, value_name = "DIR")]
    sources: Option<PathBuf>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let directory = context.policies.as_ref().unwrap_or(&arguments.directory);
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
