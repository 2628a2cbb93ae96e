//! A part of the rows: filtered, sorted, and from here to there.

use std::cmp::Ordering;

use super::records::Row;
use super::{Judged, Kept, List};
use crate::bulk::NONE;
use crate::catalog::Catalog;
use crate::error::Error;
use crate::estimate::Outcome;
use crate::json::{self, Node, Read, Value, record, words};
use crate::policy::{Batch, Level};

words! {
    /// What rows are sorted by.
    pub enum Sort (UnknownValue) {
        /// As they stand in the file.
        Row = "row",
        /// The enterprise's name.
        Company = "company",
        /// The city.
        City = "city",
        /// The batch.
        Batch = "batch",
        /// The level.
        Level = "level",
        /// What is spent.
        Spend = "spend",
        /// The grant, under the default reading.
        Grant = "grant",
        /// What the grant leaves to pay.
        NetCost = "net_cost",
        /// The kind of answer.
        Outcome = "outcome",
    }
}

record! {
    /// Which rows are asked for.
    pub struct Query {
        /// As they stand in the file where it is absent.
        sort: Option<Sort>,
        /// The largest first.
        descending: bool,
        /// All rows where it is absent.
        filter: Option<Filter>,
        /// How many to leave out.
        from: Count,
        /// How many to show.
        count: Count,
        /// Whether they are told without how their amounts come about, which is quicker.
        plain: bool,
    }
}

record! {
    /// What a row must have; what is absent is any.
    pub struct Filter {
        /// Text in one of its cells.
        text: Option<String>,
        /// The id of its city's table.
        city: Option<String>,
        /// Its batch.
        batch: Option<Batch>,
        /// Its level.
        level: Option<Level>,
        /// Its kind of answer.
        outcome: Option<Outcome>,
        /// Whether it is at fault.
        bad: Option<bool>,
    }
}

/// A number of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Count(#[cfg_attr(feature = "native", schemars(range(min = 0, max = 1_048_576)))] pub u32);

impl Read for Count {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Count(node.int(0, 1_048_576)?.try_into().unwrap_or_default()))
    }
}

impl Query {
    /// Reads a question.
    ///
    /// # Errors
    /// The place of the first value that is none.
    pub fn read(value: &Value) -> Result<Query, Error> {
        json::read(value)
    }
}

/// The rows that were last asked for, in their order.
#[derive(Default)]
pub(super) struct Window {
    asked: Option<(Option<Sort>, bool, Option<Filter>, usize)>,
    order: Vec<u32>,
}

impl List {
    /// How many rows there are of what is asked for, and those from here to there.
    pub fn window(&mut self, catalog: &Catalog, query: &Query) -> (usize, Vec<Kept>) {
        let asked = (query.sort, query.descending, query.filter.clone(), self.rows().len());
        if self.window.asked.as_ref() != Some(&asked) {
            self.window.order = self.order(catalog, query);
            self.window.asked = Some(asked);
        }
        let at = |count: Count| usize::try_from(count.0).unwrap_or_default();
        let shown = self.window.order.iter().skip(at(query.from)).take(at(query.count));
        let rows = self.rows();
        let kept = shown.filter_map(|&index| rows.get(usize::try_from(index).ok()?).copied()).collect();
        (self.window.order.len(), kept)
    }

    fn order(&self, catalog: &Catalog, query: &Query) -> Vec<u32> {
        let rows = self.rows();
        let chosen = |kept: &Kept| query.filter.as_ref().is_none_or(|filter| self.has(catalog, kept, filter));
        let indices = (0u32..).zip(rows);
        let mut order: Vec<u32> = indices.filter(|(_, kept)| chosen(kept)).map(|(index, _)| index).collect();
        let kept = |index: &u32| rows.get(usize::try_from(*index).unwrap_or(usize::MAX));
        match query.sort.unwrap_or(Sort::Row) {
            Sort::Row if query.descending => order.reverse(),
            Sort::Row => {}
            Sort::Company => {
                let name = |index: &u32| kept(index).map(|kept| self.company(kept)).unwrap_or_default();
                order.sort_by_cached_key(name);
                if query.descending {
                    order.reverse();
                }
            }
            sort => {
                let key = |index: &u32| kept(index).and_then(|kept| key(&kept.judged, sort));
                order.sort_by(|one, other| compare(key(one), key(other), query.descending));
            }
        }
        order
    }

    fn has(&self, catalog: &Catalog, kept: &Kept, filter: &Filter) -> bool {
        let Kept { judged, .. } = kept;
        let city =
            |id: &String| catalog.tables().get(usize::from(judged.table)).is_some_and(|table| table.policy.id == *id);
        filter.bad.is_none_or(|bad| bad == (judged.code == Judged::WRONG))
            && filter.batch.is_none_or(|batch| batch.number() == judged.batch)
            && filter.level.is_none_or(|level| level.number() == judged.level)
            && filter.outcome.is_none_or(|outcome| judged.outcome() == Some(outcome))
            && filter.city.as_ref().is_none_or(city)
            && filter.text.as_ref().is_none_or(|text| self.holds(kept, text.trim()))
    }

    /// Whether a text stands in a row, in large or small letters.
    fn holds(&self, kept: &Kept, text: &str) -> bool {
        let mut row = Row::default();
        self.reread_row(kept, &mut row);
        let cells = self.text().get(row.from..row.to).unwrap_or_default().to_ascii_lowercase();
        let wanted = text.to_ascii_lowercase();
        wanted.is_empty() || cells.windows(wanted.len()).any(|part| part == wanted.as_bytes())
    }

    fn company(&self, kept: &Kept) -> Vec<u8> {
        let mut row = Row::default();
        self.reread_row(kept, &mut row);
        row.bytes(self.text(), self.columns().company.unwrap_or_default()).into_owned()
    }
}

/// What a row is sorted by; nothing where it has no such thing.
fn key(judged: &Judged, sort: Sort) -> Option<i64> {
    let stated = |number: u8| (number > 0).then_some(i64::from(number));
    let amount = |fen: i64| (fen != NONE).then_some(fen);
    match sort {
        Sort::Row | Sort::Company => None,
        Sort::City => (judged.table != Judged::WRONG).then_some(i64::from(judged.table)),
        Sort::Batch => stated(judged.batch),
        Sort::Level => stated(judged.level),
        Sort::Spend => amount(judged.total),
        Sort::Grant => amount(judged.amount),
        Sort::NetCost => amount(judged.net_cost),
        Sort::Outcome => (judged.code != Judged::WRONG).then_some(i64::from(judged.code)),
    }
}

/// Rows without stand behind those with, whichever way they are sorted.
fn compare(one: Option<i64>, other: Option<i64>, descending: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if descending => other.cmp(&one),
        (Some(one), Some(other)) => one.cmp(&other),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}
