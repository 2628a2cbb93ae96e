//! `subsidy solve`.

use std::path::PathBuf;

use clap::Args;

use super::estimate::{Stated, open, print, print_json, read};
use super::{Context, Outcome, output};
use crate::present::{self, human};
use crate::wire;

#[derive(Args)]
#[command(after_help = "Without --grant: the most that there is, and from which spend on nothing is added.
With --json, one goal: {\"application\": {…}, \"grant\": \"300000.00\"}, where grant may be left out.

Examples:
  subsidy solve --policy nanchang --batch 1 --level 2 --spend software=30万 --grant 40万
  subsidy solve --policy hebi --batch 3 --level 2 --spend software=60万 --spend diagnosis=3000
  subsidy solve --json goal.json")]
pub(super) struct Arguments {
    /// Read one goal as JSON from FILE (or - for standard input) and print the answer as one compact JSON line
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-",
        conflicts_with_all = ["application", "grant"])]
    json: Option<PathBuf>,
    /// The grant that is wanted
    #[arg(long, value_name = "AMOUNT")]
    grant: Option<String>,
    #[command(flatten)]
    application: Stated,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    if let Some(file) = &arguments.json {
        return print_json(&wire::solve(&catalog, &read(file)?, context.today)?);
    }
    let grant = match &arguments.grant {
        Some(text) => human::amount(text, human::Unit::Yuan).map_err(|error| error.at("grant"))?,
        None => None,
    };
    let (application, table, as_of) = open(&catalog, &arguments.application, context.today)?;
    let strings = context.strings()?;
    let view = present::view(table, &application, as_of, &strings)?;
    let solved = present::solve::view(table, &application, grant, as_of, &strings)?;
    print(&output::solved(&view, &solved, &strings))
}
