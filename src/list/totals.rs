//! What a list adds up to: by city, batch, level and kind of answer. Where no amount is published there is no sum.

use std::collections::BTreeMap;

use super::List;
use super::judge::Judged;
use crate::bulk::NONE;
use crate::catalog::Catalog;
use crate::money::Yuan;

/// A sum; none where nothing goes into it, or where it is beyond what is exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Amount {
    sum: i64,
    some: bool,
    beyond: bool,
}

impl Amount {
    /// Adds whole fen, or [`NONE`].
    #[inline]
    fn add(&mut self, fen: i64) {
        if fen != NONE {
            let (sum, beyond) = self.sum.overflowing_add(fen);
            (self.sum, self.some) = (sum, true);
            self.beyond |= beyond;
        }
    }

    fn merge(&mut self, other: Amount) {
        let (sum, beyond) = self.sum.overflowing_add(other.sum);
        *self = Amount { sum, some: self.some | other.some, beyond: self.beyond | other.beyond | beyond };
    }

    /// In yuan.
    pub fn yuan(self) -> Option<Yuan> {
        (self.some && !self.beyond).then(|| Yuan::from_fen(self.sum))
    }
}

/// What some rows add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// How many rows.
    pub rows: usize,
    /// Of them with a fault: they are in no sum.
    pub bad: usize,
    /// Of them without an amount, because none is published: they are in the sum of the spend alone.
    pub without: usize,
    /// Of them without any spend, which is counted as none.
    pub blank: usize,
    /// Of them with an upper limit for a grant, or a range of such limits: less may be paid.
    pub limited: usize,
    /// What is spent.
    pub spend: Amount,
    /// Grants under the default readings.
    pub grant: Amount,
    /// Under the least favourable readings.
    pub low: Amount,
    /// Under the most favourable readings.
    pub high: Amount,
    /// Net costs, of the rows that have a grant.
    pub net_cost: Amount,
}

impl Sum {
    fn add(&mut self, judged: &Judged) {
        self.rows = self.rows.saturating_add(1);
        self.bad = self.bad.saturating_add(usize::from(judged.code == Judged::WRONG));
        self.without = self.without.saturating_add(usize::from(judged.code != Judged::WRONG && judged.amount == NONE));
        self.blank = self.blank.saturating_add(usize::from(judged.total == 0));
        self.limited = self.limited.saturating_add(usize::from(judged.is_limit()));
        self.spend.add(judged.total);
        self.grant.add(judged.amount);
        self.low.add(judged.low);
        self.high.add(judged.high);
        self.net_cost.add(judged.net_cost);
    }

    fn merge(&mut self, other: &Sum) {
        self.rows = self.rows.saturating_add(other.rows);
        self.bad = self.bad.saturating_add(other.bad);
        self.without = self.without.saturating_add(other.without);
        self.blank = self.blank.saturating_add(other.blank);
        self.limited = self.limited.saturating_add(other.limited);
        self.spend.merge(other.spend);
        self.grant.merge(other.grant);
        self.low.merge(other.low);
        self.high.merge(other.high);
        self.net_cost.merge(other.net_cost);
    }
}

/// The sums of a list.
#[derive(Clone, Debug, Default)]
pub struct Totals {
    /// Of all rows.
    pub all: Sum,
    /// By the id of the city; `None` where it is not known.
    pub cities: Vec<(Option<String>, Sum)>,
    /// By batch; 0 where none is stated.
    pub batches: Vec<(u8, Sum)>,
    /// By level; 0 where none is stated.
    pub levels: Vec<(u8, Sum)>,
    /// By the code of the answer; [`Judged::WRONG`] for rows at fault.
    pub outcomes: Vec<(u8, Sum)>,
}

/// Sums of rows that are alike: of the same table, batch, level and kind of answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Alike(BTreeMap<u32, Sum>);

impl Alike {
    /// Adds a row as it is judged: its sums are there whenever they are asked for.
    #[inline]
    pub fn add(&mut self, judged: &Judged) {
        let Judged { table, batch, level, code, .. } = *judged;
        // By one number, which is compared at once.
        self.0.entry(u32::from_be_bytes([table, batch, level, code])).or_default().add(judged);
    }
}

impl List {
    /// What the rows so far add up to.
    pub fn totals(&self, catalog: &Catalog) -> Totals {
        self.run.as_ref().map(|run| Totals::of(catalog, &run.alike)).unwrap_or_default()
    }
}

impl Totals {
    fn of(catalog: &Catalog, Alike(alike): &Alike) -> Totals {
        let mut all = Sum::default();
        let mut cities: Vec<(Option<String>, Sum)> = Vec::new();
        let mut batches: BTreeMap<u8, Sum> = BTreeMap::new();
        let (mut levels, mut outcomes) = (batches.clone(), batches.clone());
        // Tables of the same city are one.
        let id = |table: u8| catalog.tables().get(usize::from(table)).map(|table| table.policy.id.clone());
        for (key, sum) in alike {
            let [table, batch, level, code] = key.to_be_bytes();
            all.merge(sum);
            let city = id(table);
            match cities.iter_mut().find(|(known, _)| *known == city) {
                Some((_, known)) => known.merge(sum),
                None => cities.push((city, *sum)),
            }
            for (sums, key) in [(&mut batches, batch), (&mut levels, level), (&mut outcomes, code)] {
                sums.entry(key).or_default().merge(sum);
            }
        }
        Totals {
            all,
            cities,
            batches: batches.into_iter().collect(),
            levels: levels.into_iter().collect(),
            outcomes: outcomes.into_iter().collect(),
        }
    }
}
