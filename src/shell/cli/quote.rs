//! `subsidy quote`.

mod stated;
mod text;

use std::path::PathBuf;

use clap::Args;

use super::estimate::{print, print_json, read};
use super::take::put;
use super::{Context, Outcome};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::json::Value;
use crate::present::quote::{self as present, TypedOffer};
use crate::sheets;
use crate::wire;
use stated::Stated;

#[derive(Args)]
#[command(after_help = "An offer:
  {\"policy\": \"nanchang\", \"batch\": 1, \"level\": 2, \"prices\": \"without_tax\", \"base\": \"without_tax\", \"net_budget\": \"200000\",
   \"packages\": [{\"name\": \"MES\", \"lines\": [
     {\"category\": \"software\", \"quantity\": 3, \"unit_price\": \"100000\", \"discount\": \"0.10\", \"tax_rate\": \"0.13\"},
     {\"category\": \"cloud\", \"quantity\": 1, \"unit_price\": \"12000\", \"tax_rate\": \"0.06\", \"years\": 3}]}]}
Without batch or level the grant is a span. No document says whether tax counts as spend: without base it is left out, and
the answer says that this is assumed. The net budget is read on the same base, so without tax too. FILE may also be what the page saved, and holds amounts as people write them: 30万, 10%, 9折.

A line is category=price, then label, quantity, discount, tax and years as name=value, all apart by commas. A discount is what
is taken off, 10%, or what is left in tenths, 9折; 0.9 and 10 may mean either and are refused. In JSON it is what is taken off, \"0.10\".

Examples:
  subsidy quote offer.json
  subsidy quote --policy nanchang --batch 1 --level 2 --line software=10万,quantity=3,discount=10%,tax=13% --line cloud=12000,tax=6%,years=3
  subsidy quote --policy wuhan --line software=80万,tax=13%,label=MES --base with_tax --net-budget 50万
  subsidy quote offer.json --xlsx offer.xlsx --package 2
  subsidy quote --json offer.json
  subsidy schema quote")]
pub(super) struct Arguments {
    /// Read one offer as JSON from FILE (or - for standard input) and print the answer as one compact JSON line
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with_all = ["file", "offer"])]
    json: Option<PathBuf>,
    /// An offer as JSON (or - for standard input), to be told in words
    #[arg(value_name = "FILE", conflicts_with = "offer")]
    file: Option<PathBuf>,
    /// Also write an Excel workbook with live formulas, of one package
    #[arg(long, value_name = "FILE", conflicts_with = "json")]
    xlsx: Option<PathBuf>,
    /// Which package the workbook is of, from 1
    #[arg(long, value_name = "N", default_value_t = 1, requires = "xlsx", value_parser = clap::value_parser!(u8).range(1..=6))]
    package: u8,
    #[command(flatten)]
    stated: Stated,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    if let Some(file) = &arguments.json {
        return print_json(&wire::quote(&catalog, &read(file)?, context.today)?);
    }
    let value = match &arguments.file {
        Some(file) => Value::parse(&read(file)?)?,
        None => arguments.stated.value()?,
    };
    let offer = TypedOffer::read(&value)?;
    offer.check(context.today)?;
    if let Some(path) = &arguments.xlsx {
        let count = i64::try_from(offer.packages.len()).unwrap_or(i64::MAX);
        if i64::from(arguments.package) > count {
            let error = Error::new(Code::OutOfRange, "package").with("found", arguments.package);
            return Err(error.with("min", 1u8).with("max", count).into());
        }
        let as_of = offer.as_of.unwrap_or(context.today);
        let table = catalog.find(&offer.policy, as_of)?;
        let package = usize::from(arguments.package).saturating_sub(1);
        put(path, &sheets::offer(table, &offer, package, as_of, &context.strings()?)?)?;
    }
    print(&told(context, &catalog, &offer)?)
}

fn told(context: &Context, catalog: &Catalog, offer: &TypedOffer) -> Result<String, super::Failure> {
    let as_of: Date = offer.as_of.unwrap_or(context.today);
    let table = catalog.find(&offer.policy, as_of)?;
    let strings = context.strings()?;
    let view = present::answer(table, offer, as_of, context.today, &strings)?;
    let mut matrices = Vec::new();
    for index in 0..offer.packages.len() {
        matrices.push(present::matrix(&[(table, as_of)], offer, index, &strings)?);
    }
    Ok(text::text(&view, &matrices, &strings))
}
