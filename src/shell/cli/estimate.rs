//! `subsidy estimate` and `subsidy compare`.

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{Context, Failure, Outcome, argument_error, output, whole};
use crate::application::Application;
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::json::Value;
use crate::policy::Category;
use crate::present::{self, human};
use crate::wire;

#[derive(Args)]
#[command(after_help = "Amounts take 元, 万, 万元, separators and full-width digits: 30万, 300,000, ３０万元.
Categories: software, cloud, data_equipment, hardware, services, training, diagnosis, other.

Examples:
  subsidy estimate --policy nanchang --batch 1 --level 2 --spend software=30万 --spend cloud=50000
  subsidy estimate --policy fuzhou --level 2 --spend software=40万 --own-rate 30% --own-cap 30万
  subsidy estimate --policy hebi --batch 1 --level 2 --spend software=80万 --award smart_factory
  subsidy estimate --json application.json")]
pub(super) struct Arguments {
    /// Read one application as JSON from FILE (or - for standard input) and print the answer as one compact JSON line
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", conflicts_with = "application")]
    json: Option<PathBuf>,
    #[command(flatten)]
    application: Stated,
}

#[derive(Args)]
#[group(id = "application", multiple = true)]
struct Stated {
    /// Id of the policy table
    #[arg(long, value_name = "ID")]
    policy: Option<String>,
    /// The day on which the answer is asked for (default: today in UTC+8)
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// The batch on the notice of selection: 1, 2 or 3
    #[arg(long, value_name = "N")]
    batch: Option<i64>,
    /// The level expected after the transformation: 1 to 4
    #[arg(long, value_name = "N")]
    level: Option<i64>,
    /// above_scale (规上) or below_scale (规下)
    #[arg(long, value_name = "CLASS")]
    size_class: Option<String>,
    /// What was spent, once or more
    #[arg(long, value_name = "CATEGORY=AMOUNT")]
    spend: Vec<String>,
    /// A recognition that is expected, once or more: its id, or id=count
    #[arg(long, value_name = "ID[=COUNT]")]
    award: Vec<String>,
    /// The provincial subsidy that a matching grant is a share of
    #[arg(long, value_name = "AMOUNT")]
    provincial_subsidy: Option<String>,
    /// Your own rate, where the document publishes none: 30% or 0.3
    #[arg(long, value_name = "RATE", requires = "own_cap")]
    own_rate: Option<String>,
    /// Your own cap, where the document publishes none
    #[arg(long, value_name = "AMOUNT", requires = "own_rate")]
    own_cap: Option<String>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    if let Some(file) = &arguments.json {
        return print_json(&wire::estimate(&catalog, &read(file)?, context.today)?);
    }
    let (application, table, as_of) = open(&catalog, &arguments.application, context.today)?;
    let strings = context.strings()?;
    let view = present::view(table, &application, as_of, &strings)?;
    print(&output::text(&view, &application, &strings))
}

pub(super) fn run_compare(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    if let Some(file) = &arguments.json {
        return print_json(&wire::compare(&catalog, &read(file)?, context.today)?);
    }
    let (application, table, as_of) = open(&catalog, &arguments.application, context.today)?;
    let strings = context.strings()?;
    let view = present::view_of_span(table, &application, as_of, &strings)?;
    print(&output::text(&view, &application, &strings))
}

pub(super) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let named = |error: std::io::Error| Failure::Told(format!("{}: {error}", file.display()));
    if file.as_os_str() != "-" {
        return std::fs::read(file).map_err(named);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(named)?;
    Ok(bytes)
}

pub(super) fn print_json(bytes: &[u8]) -> Outcome {
    let mut out = std::io::stdout().lock();
    out.write_all(bytes)?;
    out.write_all(b"\n")?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn print(text: &str) -> Outcome {
    std::io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

fn open<'c>(
    catalog: &'c Catalog,
    stated: &Stated,
    today: Date,
) -> Result<(Application, &'c crate::catalog::Table, Date), Failure> {
    Ok(wire::open(catalog, &stated.value()?, today)?)
}

impl Stated {
    /// The arguments as the contract's JSON, so that they are read by the one strict reader.
    fn value(&self) -> Result<Value, Error> {
        let text = |text: &String| Value::Text(text.clone());
        let mut members: Vec<(String, Value)> = Vec::new();
        let mut set = |name: &str, value: Option<Value>| members.extend(value.map(|value| (name.to_owned(), value)));
        set("policy", self.policy.as_ref().map(text));
        set("as_of", self.as_of.as_ref().map(text));
        set("batch", self.batch.map(Value::Int));
        set("level", self.level.map(Value::Int));
        set("size_class", self.size_class.as_ref().map(text));
        let spend = self.spend.iter().enumerate().map(|(index, item)| spend(index, item)).collect::<Result<_, _>>()?;
        set("spend", Some(Value::List(spend)));
        let awards: Vec<_> =
            self.award.iter().enumerate().map(|(index, item)| award(index, item)).collect::<Result<_, _>>()?;
        set("awards", (!awards.is_empty()).then_some(Value::List(awards)));
        set("provincial_subsidy", amount("provincial_subsidy", self.provincial_subsidy.as_deref())?);
        if let (Some(rate), Some(cap)) = (&self.own_rate, &self.own_cap) {
            let rate = human::rate(rate).ok().flatten();
            let rate = rate.ok_or_else(|| {
                argument_error(Code::InvalidRate, "own_terms.rate", self.own_rate.as_deref().unwrap_or_default())
            })?;
            let members = [
                ("rate".to_owned(), Value::Text(rate.to_string())),
                ("cap".to_owned(), amount("own_terms.cap", Some(cap))?.unwrap_or(Value::Null)),
            ];
            set("own_terms", Some(Value::Object(members.into())));
        }
        Ok(Value::Object(members))
    }
}

/// `software=30万`.
fn spend(index: usize, item: &str) -> Result<Value, Error> {
    let (category, text) = item.split_once('=').unwrap_or((item, ""));
    let known = Category::ALL.iter().any(|known| known.as_str() == category);
    let path = format!("spend[{index}].amount");
    let amount = if known { amount(&path, Some(text))?.unwrap_or(Value::Text(String::new())) } else { Value::Null };
    let members = [("category".to_owned(), Value::Text(category.to_owned())), ("amount".to_owned(), amount)];
    Ok(Value::Object(members.into()))
}

/// `light_product=2`.
fn award(index: usize, item: &str) -> Result<Value, Error> {
    let (id, count) = item.split_once('=').map_or((item, None), |(id, count)| (id, Some(count)));
    let mut members = vec![("benefit".to_owned(), Value::Text(id.to_owned()))];
    if let Some(count) = count {
        let number = whole(count).ok_or_else(|| {
            argument_error(Code::WrongType, &format!("awards[{index}].count"), count).with("expected", "integer")
        })?;
        members.push(("count".to_owned(), Value::Int(number)));
    }
    Ok(Value::Object(members))
}

fn amount(path: &str, text: Option<&str>) -> Result<Option<Value>, Error> {
    let Some(text) = text else { return Ok(None) };
    match human::amount(text, human::Unit::Yuan) {
        Ok(amount) => Ok(amount.map(|amount| Value::Text(amount.to_string()))),
        Err(error) => Err(error.at(path)),
    }
}
