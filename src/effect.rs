//! What another table makes of known cases: the golden examples one by one, and an officer's portfolio in sums.

use serde::Serialize;

use crate::application::{Application, SpendList};
use crate::bulk::{Answer, Bulk, NONE};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::estimate::{self, Outcome, Status};
use crate::json::{self, Value, record};
use crate::money::Yuan;
use crate::policy::{Batch, Category, Level};
use crate::terms::Range;

/// A case with a name, of `examples.json`.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name there.
    pub name: String,
    /// What is asked.
    pub application: Application,
}

/// The examples of a file that state a whole application: those that are there to be refused as none are left out.
pub fn examples(file: &Value) -> Vec<Example> {
    let Value::List(all) = file else { return Vec::new() };
    let read = |example: &Value| {
        let name = example.get("name").and_then(Value::as_text).unwrap_or_default().to_owned();
        Some(Example { name, application: Application::read(example.get("application")?).ok()? })
    };
    all.iter().filter_map(read).collect()
}

/// What a table gives for a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Given {
    /// The kind of answer.
    pub outcome: Outcome,
    /// Where the day stands in the document's term.
    pub status: Status,
    /// The grant; `null` where no rate is published.
    pub grant: Option<Range>,
    /// The awards that the case names.
    pub awards: Vec<GivenAward>,
}

/// An award of a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct GivenAward {
    /// The benefit's id.
    pub benefit: String,
    /// In yuan (元); `null` where there is no figure.
    pub amount: Option<Yuan>,
}

/// A case under two tables; where a table refuses it, the error's code stands in the place of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Effect {
    /// The example's name.
    pub name: String,
    /// Whether the two tables answer differently.
    pub changed: bool,
    /// What the one gives.
    pub then: Option<Given>,
    /// Why the one gives nothing.
    pub then_refused: Option<&'static str>,
    /// What the other gives.
    pub now: Option<Given>,
    /// Why the other gives nothing.
    pub now_refused: Option<&'static str>,
}

/// The same case under two tables; a day that it does not state is `today`.
pub fn effect(then: &Table, now: &Table, example: &Example, today: Date) -> Effect {
    let (before, after) = (given(then, &example.application, today), given(now, &example.application, today));
    let refused = |given: &Result<Given, Error>| given.as_ref().err().map(|error| error.code().as_str());
    let (then_refused, now_refused) = (refused(&before), refused(&after));
    let (then, now) = (before.ok(), after.ok());
    let changed = then != now || then_refused != now_refused;
    Effect { name: example.name.clone(), changed, then, then_refused, now, now_refused }
}

fn given(table: &Table, application: &Application, today: Date) -> Result<Given, Error> {
    let estimate = estimate::estimate(table, application, application.as_of.unwrap_or(today))?;
    let award = |award: &estimate::AwardLine| GivenAward { benefit: award.benefit.into(), amount: award.amount };
    Ok(Given {
        outcome: estimate.outcome,
        status: estimate.policy.status,
        grant: estimate.grant,
        awards: estimate.awards.iter().map(award).collect(),
    })
}

record! {
    /// An enterprise of a portfolio.
    pub struct Enterprise {
        /// Its batch.
        batch: Option<Batch>,
        /// The level that it is expected to reach.
        level: Option<Level>,
        /// Its spend.
        spend: SpendList,
    }
}

record! {
    /// Enterprises to judge by two tables.
    pub struct Portfolio {
        /// At most 10,000.
        rows: Vec<Enterprise>,
    }
}

impl Portfolio {
    /// Reads a portfolio.
    ///
    /// # Errors
    /// The contract's error.
    pub fn read(value: &Value) -> Result<Portfolio, Error> {
        json::read(value)
    }
}

/// What two tables give the enterprises of a batch and level.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Shift {
    /// The batch; `null` where none is stated.
    pub batch: Option<Batch>,
    /// The level; `null` where none is stated.
    pub level: Option<Level>,
    /// How many enterprises.
    pub count: u32,
    /// How many get more.
    pub more: u32,
    /// How many get less.
    pub less: u32,
    /// How many get the same.
    pub same: u32,
    /// How many have no amount under one table or the other: no sum takes them.
    pub without: u32,
    /// What the one gives in all.
    pub then: Yuan,
    /// What the other gives in all.
    pub now: Yuan,
}

/// The enterprises of a portfolio under two tables, by batch and level in their order.
///
/// # Errors
/// As [`Bulk::new`]; `overflow` where the sums exceed exact arithmetic.
pub fn shifts(then: &Table, now: &Table, portfolio: &Portfolio) -> Result<Vec<Shift>, Error> {
    let (before, after) = (Bulk::new(&then.policy, None)?, Bulk::new(&now.policy, None)?);
    let mut all: Vec<Shift> = Vec::new();
    for row in &portfolio.rows {
        let place = all.partition_point(|shift| (shift.batch, shift.level) < (row.batch, row.level));
        if all.get(place).is_none_or(|shift| (shift.batch, shift.level) != (row.batch, row.level)) {
            all.insert(place, Shift { batch: row.batch, level: row.level, ..Shift::default() });
        }
        let amounts = [&before, &after].map(|bulk| judged(bulk, row).map(|answer| answer.amount));
        if let Some(shift) = all.get_mut(place) {
            shift.add(amounts)?;
        }
    }
    Ok(all)
}

/// `None` where the spend of a category is beyond exact arithmetic, which no valid list reaches.
fn judged(bulk: &Bulk, row: &Enterprise) -> Option<Answer> {
    let mut spend = [0; Category::ALL.len()];
    for item in row.spend.items() {
        let sum = spend.get_mut(item.category as usize)?;
        *sum = item.amount.fen().checked_add(*sum)?;
    }
    let batch = row.batch.map_or(0, Batch::number);
    Some(bulk.case(batch, row.level.map_or(0, Level::number), &spend))
}

impl Shift {
    fn add(&mut self, [then, now]: [Option<i64>; 2]) -> Result<(), Error> {
        let amount = |fen: Option<i64>| fen.filter(|fen| *fen != NONE);
        self.count = self.count.saturating_add(1);
        let (Some(then), Some(now)) = (amount(then), amount(now)) else {
            self.without = self.without.saturating_add(1);
            return Ok(());
        };
        let place = match now.cmp(&then) {
            std::cmp::Ordering::Greater => &mut self.more,
            std::cmp::Ordering::Less => &mut self.less,
            std::cmp::Ordering::Equal => &mut self.same,
        };
        *place = place.saturating_add(1);
        self.then = self.then.plus(Yuan::from_fen(then))?;
        self.now = self.now.plus(Yuan::from_fen(now))?;
        Ok(())
    }
}
