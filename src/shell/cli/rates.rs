//! `subsidy rates`: what the documents pay, precomputed for a page without a program.

mod html;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;

use super::output::{line, table};
use super::{Context, Outcome, argument_error};
use crate::date::Date;
use crate::error::Code;
use crate::present::rates::{self, Rates, Row};

#[derive(Args)]
#[command(after_help = "Examples:
  subsidy rates --policy nanchang
  subsidy rates --lang en
  subsidy rates --policy nanchang --policy hebi --html > rates.html")]
pub(super) struct Arguments {
    /// Id of a policy table, once or more (default: every one)
    #[arg(long, value_name = "ID")]
    policy: Vec<String>,
    /// The day by which a city's table is chosen (default: today in UTC+8)
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// Print a fragment for a web page: no script, no style, the class sc-rates
    #[arg(long)]
    html: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    let strings = context.strings()?;
    let as_of = match &arguments.as_of {
        Some(text) => Date::parse(text).ok_or_else(|| argument_error(Code::InvalidDate, "as_of", text))?,
        None => context.today,
    };
    let mut ids: Vec<&str> = arguments.policy.iter().map(String::as_str).collect();
    if ids.is_empty() {
        ids = catalog.tables().iter().map(|table| &*table.policy.id).collect();
        ids.dedup();
    }
    let found = ids.iter().map(|id| rates::rates(catalog.find(id, as_of)?, &strings));
    let found = found.collect::<Result<Vec<_>, _>>()?;
    let mut out = std::io::stdout().lock();
    for (index, one) in found.iter().enumerate() {
        match arguments.html {
            true => writeln!(out, "{}", html::section(one).into_string())?,
            false => write!(out, "{}{}", if index > 0 { "\n" } else { "" }, text(one))?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// For the terminal.
fn text(rates: &Rates) -> String {
    let mut out = String::new();
    line(&mut out, &rates.title);
    line(&mut out, &[&rates.document, " ", &rates.dated].concat());
    line(&mut out, &rates.term);
    if let Some(listing) = &rates.listing {
        line(&mut out, "");
        line(&mut out, &listing.lead);
        line(&mut out, &listing.terms);
        line(&mut out, &listing.examples);
        for part in listing.parts() {
            let source = part.first().map(|row| &*row.cell.source).unwrap_or_default();
            line(&mut out, &[&listing.source, " ", source].concat());
            let rows = std::iter::once(listing.heads.to_vec())
                .chain(part.iter().flat_map(|row| lines(row, &listing.spends)))
                .collect::<Vec<_>>();
            table(&mut out, &rows, 3);
        }
    }
    line(&mut out, "");
    rates.sentences.iter().for_each(|sentence| line(&mut out, sentence));
    if let Some((title, contacts)) = &rates.contacts {
        line(&mut out, title);
        contacts.iter().for_each(|contact| line(&mut out, &["  - ", contact].concat()));
    }
    line(&mut out, &rates.foot);
    out
}

/// A line an example; what they have in common stands on the first.
fn lines(row: &Row, spends: &[String]) -> Vec<Vec<String>> {
    let cell = &row.cell;
    if cell.grants.is_empty() {
        return vec![vec![row.label.clone(), cell.rate.clone()]];
    }
    let mut common = [row.label.clone(), cell.rate.clone(), cell.cap.clone().unwrap_or_default()];
    let examples = spends.iter().zip(&cell.grants);
    // What is taken once is blank from then on.
    let line = |(spend, grant): (&String, &String)| {
        std::mem::take(&mut common).into_iter().chain([spend.clone(), grant.clone()]).collect()
    };
    examples.map(line).collect()
}
