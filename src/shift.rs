//! What another table makes of an officer's list: every enterprise under both, and the sums by batch and level.
//!
//! An enterprise with an amount under both tables is in the sums. One with an amount under one of them alone is counted
//! and named, as no sum can take it; a row that cannot be read, or is none of this city's enterprises, is named alone.

use std::cmp::Ordering;

use crate::application::Application;
use crate::bulk::{Answer, Bulk, NONE};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::estimate::estimate;
use crate::json::words;
use crate::money::Yuan;
use crate::policy::{Batch, Category, Level};
use crate::portfolio::{Aside, Enterprise, Fault};

words! {
    /// What the other table makes of an enterprise.
    pub enum Change (UnknownValue) {
        /// It gets more.
        More = "more",
        /// It gets less.
        Less = "less",
        /// It gets the same.
        Same = "same",
        /// It has no amount under one table or the other.
        Without = "without",
        /// It cannot be read.
        Unread = "unread",
    }
}

/// An enterprise under two tables; amounts in yuan (元).
#[derive(Clone, Debug, PartialEq)]
pub struct Shifted {
    /// Which row of the file it is.
    pub row: u32,
    /// Its name as it stands.
    pub name: String,
    /// Its number as it stands.
    pub id: String,
    /// Its batch; `None` where it states none.
    pub batch: Option<Batch>,
    /// Its level; `None` where it states none.
    pub level: Option<Level>,
    /// Why it is no enterprise of this list; `None` where it is one.
    pub aside: Option<Aside>,
    /// What the one table gives, under the default reading.
    pub then: Option<Yuan>,
    /// What the other gives.
    pub now: Option<Yuan>,
    /// What comes of it.
    pub change: Change,
    /// What cannot be read, or why a table gives no amount; `None` where nothing is wrong, or no rate is published.
    pub fault: Option<Fault>,
}

impl Shifted {
    /// What the other gives more, below nothing where it gives less; `None` without both amounts.
    pub fn delta(&self) -> Option<Yuan> {
        self.now?.minus(self.then?).ok()
    }
}

/// What two tables give some of the enterprises.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shift {
    /// Their batch; `None` where none is stated.
    pub batch: Option<Batch>,
    /// Their level; `None` where none is stated.
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

/// An officer's list under two tables.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shifts {
    /// All enterprises that can be read.
    pub all: Shift,
    /// The same by batch and level, in their order.
    pub groups: Vec<Shift>,
    /// Every row, in the order of the file.
    pub enterprises: Vec<Shifted>,
}

impl Shifts {
    /// Of the enterprises with such a change those with the largest, as many as are wanted; of equal ones the first.
    pub fn most(&self, change: Change, wanted: usize) -> Vec<&Shifted> {
        let mut all: Vec<&Shifted> = self.of(change).collect();
        let size = |one: &Shifted| one.delta().map_or(0, |delta| delta.fen().unsigned_abs());
        all.sort_by_key(|one| std::cmp::Reverse(size(one)));
        all.truncate(wanted);
        all
    }

    /// The enterprises with such a change.
    pub fn of(&self, change: Change) -> impl Iterator<Item = &Shifted> {
        self.enterprises.iter().filter(move |one| one.aside.is_none() && one.change == change)
    }
}

/// A list while it is gone through.
pub struct Shifting<'t> {
    tables: [&'t Table; 2],
    terms: [Bulk; 2],
    day: Date,
    shifts: Shifts,
}

impl<'t> Shifting<'t> {
    /// Nothing yet; rows that state no day are of this one.
    ///
    /// # Errors
    /// As [`Bulk::new`].
    pub fn new(then: &'t Table, now: &'t Table, day: Date) -> Result<Shifting<'t>, Error> {
        let terms = [Bulk::new(&then.policy, None)?, Bulk::new(&now.policy, None)?];
        Ok(Shifting { tables: [then, now], terms, day, shifts: Shifts::default() })
    }

    /// Takes an enterprise into account.
    ///
    /// # Errors
    /// `overflow` where a sum is beyond exact arithmetic.
    pub fn add(&mut self, enterprise: Enterprise) -> Result<(), Error> {
        let one = self.shifted(enterprise);
        if one.aside.is_none() && one.change != Change::Unread {
            let groups = &mut self.shifts.groups;
            let place = groups.partition_point(|group| (group.batch, group.level) < (one.batch, one.level));
            if groups.get(place).is_none_or(|group| (group.batch, group.level) != (one.batch, one.level)) {
                groups.insert(place, Shift { batch: one.batch, level: one.level, ..Shift::default() });
            }
            for sum in groups.get_mut(place).into_iter().chain([&mut self.shifts.all]) {
                sum.add(&one)?;
            }
        }
        self.shifts.enterprises.push(one);
        Ok(())
    }

    /// The answer.
    pub fn close(self) -> Shifts {
        self.shifts
    }

    fn shifted(&self, enterprise: Enterprise) -> Shifted {
        let Enterprise { row, name, id, batch, level, aside, stated, .. } = enterprise;
        let none =
            Shifted { row, name, id, batch, level, aside, then: None, now: None, change: Change::Unread, fault: None };
        let application = match stated {
            _ if aside.is_some() => return none,
            Err(fault) => return Shifted { fault: Some(fault), ..none },
            Ok((_, application)) => application,
        };
        let [then, now] = self.terms.each_ref().map(|terms| amount(terms, &application));
        let change = match then.zip(now).map(|(then, now)| now.cmp(&then)) {
            None => Change::Without,
            Some(Ordering::Greater) => Change::More,
            Some(Ordering::Less) => Change::Less,
            Some(Ordering::Equal) => Change::Same,
        };
        let fault = (change == Change::Without).then(|| self.refusal(&application, row)).flatten();
        Shifted { then, now, change, fault, ..none }
    }

    /// Why one table or the other refuses it.
    fn refusal(&self, application: &Application, row: u32) -> Option<Fault> {
        let day = application.as_of.unwrap_or(self.day);
        let error = self.tables.into_iter().find_map(|table| estimate(table, application, day).err())?;
        Some(Fault { cell: row.to_string(), error })
    }
}

/// What a table gives; `None` where it gives no amount, or where the spend is beyond exact arithmetic.
fn amount(terms: &Bulk, application: &Application) -> Option<Yuan> {
    let mut spend = [0; Category::ALL.len()];
    for item in application.spend.items() {
        let sum = spend.get_mut(item.category as usize)?;
        *sum = item.amount.fen().checked_add(*sum)?;
    }
    let (batch, level) = (application.batch.map_or(0, Batch::number), application.level.map_or(0, Level::number));
    let Answer { amount, .. } = terms.case(batch, level, &spend);
    (amount != NONE).then(|| Yuan::from_fen(amount))
}

impl Shift {
    fn add(&mut self, one: &Shifted) -> Result<(), Error> {
        self.count = self.count.saturating_add(1);
        let counted = match one.change {
            Change::More => &mut self.more,
            Change::Less => &mut self.less,
            Change::Same => &mut self.same,
            Change::Without | Change::Unread => &mut self.without,
        };
        *counted = counted.saturating_add(1);
        if let Some((then, now)) = one.then.zip(one.now) {
            self.then = self.then.plus(then)?;
            self.now = self.now.plus(now)?;
        }
        Ok(())
    }
}
