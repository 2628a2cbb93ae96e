//! `subsidy verify`: recomputes the code on a sheet of paper.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Context, Failure, Outcome, estimate};
use crate::catalog::{Catalog, Table};
use crate::error::{Error, fill};
use crate::json::Value;
use crate::present::address::{self, Verdict};
use crate::present::link::Link;
use crate::present::then;
use crate::seal::{self, Seal};
use crate::strings::Strings;
use crate::wire;

#[derive(Args)]
#[command(after_help = "The code shows that a figure was changed or copied wrongly; it is no signature.

Examples:
  subsidy verify 'https://city.example/subsidy/#subsidy=1&city=…&lang=zh-CN' 7K2M-Q0XA-9D4T
  subsidy verify --json application.json --code 7K2M-Q0XA-9D4T")]
pub(super) struct Arguments {
    /// The link on the sheet, or its part from # on; quote it, for it holds &
    #[arg(value_name = "LINK", required_unless_present = "json", conflicts_with = "json", requires = "typed")]
    link: Option<String>,
    /// The code on the sheet
    #[arg(value_name = "CODE", id = "typed")]
    typed: Option<String>,
    /// Read one application as JSON from FILE (or - for standard input) instead of a link; `as_of` is the day on the sheet
    #[arg(long, value_name = "FILE", requires = "code")]
    json: Option<PathBuf>,
    /// The code on the sheet
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    let strings = context.strings()?;
    let verdict = match (&arguments.json, &arguments.link) {
        (Some(file), _) => {
            let value = Value::parse(&estimate::read(file)?)?;
            application(&catalog, &value, arguments.code.as_deref().unwrap_or_default(), context, &strings)?
        }
        (None, link) => {
            let typed = arguments.typed.as_deref().unwrap_or_default();
            linked(&catalog, link.as_deref().unwrap_or_default(), typed, context, &strings)?
        }
    };
    let status = match verdict.state {
        "matches" => 0,
        "differs" => 1,
        _ => 2,
    };
    writeln!(std::io::stdout().lock(), "{}", verdict.text)?;
    Ok(ExitCode::from(status))
}

/// The code of a link, on its own day and by its own table.
fn linked(
    catalog: &Catalog,
    text: &str,
    typed: &str,
    context: &Context,
    strings: &Strings,
) -> Result<Verdict, Failure> {
    let link = match Link::read(text) {
        Ok(link) => link,
        Err(unread) => {
            let text = strings.get(&["desk.link.unread.", unread.as_str()].concat()).to_owned();
            return Ok(Verdict { state: "unreadable", text });
        }
    };
    let of_link = |table: &&Table| table.policy.id == link.form.policy && then::is_of(table, &link);
    let superseded;
    let table = match catalog.tables().iter().find(of_link) {
        Some(table) => table,
        None => {
            superseded = Table::superseded(context.policies.as_deref(), &link.digest)?;
            match superseded.as_ref().filter(of_link) {
                Some(table) => table,
                None => return Ok(unavailable(&link, strings)),
            }
        }
    };
    Ok(address::verdict(&[(table, &link.form, link.day)], typed, strings)?)
}

/// Names the table that would be needed.
fn unavailable(link: &Link, strings: &Strings) -> Verdict {
    let text = fill(strings.get("desk.link.verdict.unavailable"), |place| match place {
        "version" => Some(link.version.clone()),
        "digest" => Some(link.digest.clone()),
        _ => None,
    });
    Verdict { state: "unavailable", text }
}

/// The code of an application, by the table of its day.
fn application(
    catalog: &Catalog,
    value: &Value,
    typed: &str,
    context: &Context,
    strings: &Strings,
) -> Result<Verdict, Error> {
    let (application, table, as_of) = wire::open(catalog, value, context.today)?;
    let Some(typed) = Seal::read(typed) else { return Ok(address::said("unreadable", None, strings)) };
    let matches = seal::code(table, &application, as_of)? == typed;
    Ok(address::said(if matches { "matches" } else { "differs" }, Some((table, as_of)), strings))
}
