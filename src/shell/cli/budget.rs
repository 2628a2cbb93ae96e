//! `subsidy budget`: a city's programme, and whether its money suffices.

use std::path::PathBuf;

use clap::Args;

use super::estimate::{print, print_json, read};
use super::output::{heading, line, pair, source, table as grid};
use super::{Context, Failure, Outcome, argument_error, portfolio, simulate};
use crate::catalog;
use crate::date::Date;
use crate::error::Code;
use crate::json::Value;
use crate::present::budget::{BudgetView, PlanView, Row, Sentences, annexes, view};
use crate::scenario::Scenario;
use crate::wire;

#[derive(Args)]
#[command(after_help = "A scenario says what each enterprise spends, or who transforms:
  {\"spend\": \"700000\"}
  {\"groups\": [{\"batch\": 1, \"count\": 260, \"spend\": \"700000\"}, {\"batch\": 2, \"level\": 2, \"count\": 150}]}
  {\"own_terms\": {\"rate\": \"0.30\", \"cap\": \"300000\"}, \"pool\": \"100000000\", \"groups\": [{\"count\": 520, \"spend\": \"500000\"}]}
Without a spend each enterprise is paid the cap; without groups the document's planned numbers hold.

A simulation says what the spend is drawn from, which levels are reached, and how many there are, for all or by group:
  {\"spend\": {\"log_normal\": {\"median\": \"500000\", \"p90\": \"900000\"}}}
  {\"spend\": {\"triangular\": {\"least\": \"100000\", \"likely\": \"400000\", \"most\": \"1000000\"}}, \"pool\": \"100000000\"}
  {\"groups\": [{\"batch\": 1, \"count\": 260, \"spend\": {\"resampled\": [\"300000\", \"520000\", \"1200000\"]},
    \"levels\": [{\"level\": 1, \"share\": \"0.05\"}, {\"level\": 2, \"share\": \"0.95\"}]}], \"seed\": 7, \"runs\": 20000}

A portfolio is an officer's own list of enterprises, CSV or XLSX as `subsidy batch` reads them (企业名称, 批次, 等级, 软件, …),
with 区县, 核定金额 and 已拨付 beside: what is committed, approved below the ceiling and paid by batch, level and district, who
gets the cap, and what is left in each line. Exit status 1 where a row could not be read.

Examples:
  subsidy budget --policy nanchang
  subsidy budget --policy nanchang --plans
  subsidy budget --policy nanchang --json
  subsidy budget --policy hebi --scenario scenario.json
  subsidy budget --policy nanchang --simulate simulation.json --seed 7
  subsidy budget --policy nanchang --portfolio enterprises.xlsx --output report.xlsx")]
pub(super) struct Arguments {
    /// Id of the policy table
    #[arg(long, value_name = "ID")]
    policy: String,
    /// The day on which the answer is asked for (default: today in UTC+8)
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// A scenario as JSON from FILE, or - for standard input
    #[arg(long, value_name = "FILE")]
    scenario: Option<PathBuf>,
    /// A simulation as JSON from FILE, or - for standard input: in how many runs the money suffices
    #[arg(long, value_name = "FILE", conflicts_with = "scenario")]
    simulate: Option<PathBuf>,
    /// What the draws of the simulation begin with (default: the file's, else 0)
    #[arg(long, value_name = "N", requires = "simulate")]
    seed: Option<i64>,
    /// How often the simulation draws the programme, up to 100000 times (default: the file's, else 10000)
    #[arg(long, value_name = "N", requires = "simulate")]
    runs: Option<i64>,
    /// Also print the numbers that the document plans, annex by annex, cell by cell
    #[arg(long, conflicts_with_all = ["simulate", "json"])]
    plans: bool,
    #[command(flatten)]
    portfolio: portfolio::Asked,
    /// Print as one compact JSON line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let tables = context.catalog()?;
    let scenario = match &arguments.scenario {
        Some(file) => Some(Scenario::read(&Value::parse(&read(file)?)?)?),
        None => None,
    };
    let simulation = match &arguments.simulate {
        Some(file) => Some(simulate::read(&read(file)?, arguments.seed, arguments.runs)?),
        None => None,
    };
    let asked = match &arguments.as_of {
        Some(text) => Some(Date::parse(text).ok_or_else(|| argument_error(Code::InvalidDate, "as_of", text))?),
        None => None,
    };
    let of_simulation = simulation.as_ref().and_then(|simulation| simulation.as_of);
    let stated = scenario.as_ref().and_then(|scenario| scenario.as_of).or(of_simulation);
    let as_of = asked.or(stated).unwrap_or(context.today);
    let table = tables.find(&arguments.policy, as_of)?;
    let programme = catalog::programme(context.policies.as_deref(), table)?
        .ok_or_else(|| Failure::Told(format!("no programme table for {}", arguments.policy)))?;
    if let Some(asked) = arguments.portfolio.file()? {
        let city = portfolio::City { table, programme: &programme, catalog: &tables, as_of, asked };
        return portfolio::run(context, &city, &arguments.portfolio, arguments.json);
    }
    if let Some(simulation) = &simulation {
        return simulate::run(context, (table, &programme), simulation, as_of, arguments.json);
    }
    if arguments.json {
        return print_json(&wire::budget(table, &programme, scenario.as_ref(), as_of)?);
    }
    let budget = crate::budget::budget(table, &programme, scenario.as_ref(), as_of)?;
    let strings = context.strings()?;
    let plans = if arguments.plans { annexes(table, &programme, &strings) } else { Vec::new() };
    print(&text(&view(table, &programme, &budget, &strings), &plans))
}

fn text(view: &BudgetView, plans: &[PlanView]) -> String {
    let mut out = String::new();
    line(&mut out, &view.title);
    line(&mut out, &view.document);
    for block in &view.blocks {
        heading(&mut out, &block.title);
        block.rows.iter().for_each(|one| row(&mut out, one));
    }
    plans.iter().for_each(|one| plan(&mut out, one));
    for Sentences { title, sentences } in [&view.flags, &view.missing] {
        if !sentences.is_empty() {
            heading(&mut out, title);
            sentences.iter().for_each(|sentence| line(&mut out, &["  - ", sentence].concat()));
        }
    }
    out.push('\n');
    line(&mut out, &view.foot);
    out
}

fn plan(out: &mut String, plan: &PlanView) {
    heading(out, &plan.title);
    let head = std::iter::once(String::new()).chain(plan.columns.iter().cloned()).collect();
    let body = plan.rows.iter().map(|row| std::iter::once(&row.label).chain(&row.cells).cloned().collect());
    let head = if plan.columns.is_empty() { None } else { Some(head) };
    grid(out, &head.into_iter().chain(body).collect::<Vec<Vec<String>>>(), 1);
    let mut places: Vec<_> = plan.rows.iter().map(|row| &row.source).collect();
    places.dedup();
    places.into_iter().for_each(|place| source(out, 5, place));
}

fn row(out: &mut String, row: &Row) {
    let indent = if row.part { 4 } else { 2 };
    match row.value.as_str() {
        "" => line(out, &format!("{:indent$}{}", "", row.label)),
        value => pair(out, indent, &row.label, value),
    }
    if let Some(place) = &row.source {
        source(out, indent.saturating_add(3), place);
    }
}
