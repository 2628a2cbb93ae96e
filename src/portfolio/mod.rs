//! An officer's list of real enterprises against the programme's money: committed, approved and paid, and what is left.
//!
//! What an enterprise is owed, its liability, is the approved amount where one is stated; else the ceiling under the
//! policy, by its spend, batch and level; else, where neither is known, what it was paid already. What is outstanding is
//! the liability less what is paid, below nothing where too much was paid. Nothing is corrected: an approved amount above
//! the ceiling, a payment above the approved amount and an overrun of a line are flags, and cut nobody's amount.

mod ceiling;
mod charged;
mod lines;
mod sum;

use std::collections::BTreeMap;

pub use ceiling::AtCap;
pub use charged::Charged;
pub use lines::{Charge, Line};
pub use sum::Sum;

use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::estimate::{PolicyId, identify, status};
use crate::json::words;
use crate::money::Yuan;
use crate::policy::{Batch, Level, Policy};
use crate::programme::Programme;

use charged::{charged, judged};
use lines::Lines;

words! {
    /// What has to be known of an enterprise.
    pub enum Mark (UnknownValue) {
        /// Its grant is the cap, whatever the reading.
        AtCap = "at_cap",
        /// Its grant is the cap under some reading.
        AtCapByReading = "at_cap_by_reading",
        /// More is approved than any reading of the policy gives.
        ApprovedAboveCeiling = "approved_above_ceiling",
        /// More is paid than is approved.
        PaidAboveApproved = "paid_above_approved",
        /// Nothing is approved, and more is paid than any reading of the policy gives.
        PaidAboveCeiling = "paid_above_ceiling",
        /// It stands in the list before, by its number or, without one, by its name; the cap is for each enterprise.
        Repeated = "repeated",
        /// The document publishes no rate, so it has no ceiling.
        NotPublished = "not_published",
        /// Its ceiling cannot be reckoned: something is missing, or cannot be read.
        NotJudged = "not_judged",
        /// What is approved cannot be read: it is taken for not yet approved.
        ApprovedUnread = "approved_unread",
        /// What is paid cannot be read: it is taken for nothing.
        PaidUnread = "paid_unread",
    }
}

words! {
    /// Why a row is in no sum.
    pub enum Aside (UnknownValue) {
        /// It is an enterprise of another city.
        OtherCity = "other_city",
        /// It adds up those above it.
        SumsUp = "sums_up",
    }
}

/// What is wrong with a row, and where.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Fault {
    /// The cell as a spreadsheet names it, such as `C17`; the row where it is no one cell.
    pub cell: String,
    /// What is wrong, as the contract says it.
    #[cfg_attr(feature = "native", schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub error: Error,
}

/// A row of an officer's list, as far as it can be read.
#[derive(Clone, Debug)]
pub struct Enterprise<'c> {
    /// Which row of the file it is.
    pub row: u32,
    /// Its name as it stands; empty where there is none.
    pub name: String,
    /// Its number as it stands; empty where there is none.
    pub id: String,
    /// Its batch.
    pub batch: Option<Batch>,
    /// Its level.
    pub level: Option<Level>,
    /// Its district as it stands; empty where there is none.
    pub district: String,
    /// Why it is in no sum.
    pub aside: Option<Aside>,
    /// The table of its day and what is asked of it.
    pub stated: Result<(&'c Table, Application), Fault>,
    /// What is approved.
    pub approved: Result<Option<Yuan>, Fault>,
    /// What is paid.
    pub paid: Result<Option<Yuan>, Fault>,
}

/// Some of the enterprises.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Group<K> {
    /// What they have in common; `null` where they state nothing.
    pub key: Option<K>,
    /// What they come to.
    pub sum: Sum,
}

/// An officer's list against a programme's money.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Portfolio<'p> {
    /// The policy table.
    pub policy: PolicyId<'p>,
    /// All enterprises.
    pub all: Sum,
    /// By batch; those that state none last.
    pub batches: Vec<Group<Batch>>,
    /// By level; those that state none last.
    pub levels: Vec<Group<Level>>,
    /// By district: those that the programme names in its order, others as they stand, and those that state none last.
    pub districts: Vec<Group<String>>,
    /// The programme's lines and pools, and what is left in each.
    pub lines: Vec<Line<'p>>,
    /// What is charged to no one line: the programme names none, or an amount is for several together.
    pub unplaced: Option<Charge>,
    /// Every row, in the order of the file.
    pub enterprises: Vec<Charged>,
}

/// A list while it is gone through.
pub struct Book<'p> {
    table: &'p Table,
    programme: &'p Programme,
    as_of: Date,
    all: Sum,
    batches: BTreeMap<u8, Sum>,
    levels: BTreeMap<u8, Sum>,
    districts: BTreeMap<(usize, String), Sum>,
    lines: Lines<'p>,
    enterprises: Vec<Charged>,
    seen: BTreeMap<(bool, String), u32>,
}

/// Stands behind every batch, level and district.
const NO_NUMBER: u8 = u8::MAX;

impl<'p> Book<'p> {
    /// An empty list of a city on a day.
    pub fn new(table: &'p Table, programme: &'p Programme, as_of: Date) -> Book<'p> {
        Book {
            table,
            programme,
            as_of,
            all: Sum::default(),
            batches: BTreeMap::new(),
            levels: BTreeMap::new(),
            districts: BTreeMap::new(),
            lines: Lines::new(&table.policy, programme),
            enterprises: Vec::new(),
            seen: BTreeMap::new(),
        }
    }

    /// Takes an enterprise into account.
    ///
    /// # Errors
    /// `overflow` where a sum is beyond exact arithmetic.
    pub fn add(&mut self, enterprise: Enterprise) -> Result<(), Error> {
        let repeated = enterprise.aside.is_none() && self.seen_before(&enterprise);
        let policy = enterprise.stated.as_ref().ok().map(|(table, _)| &table.policy);
        let (ceiling, fault) = judged(&enterprise);
        let mut charged = charged(&enterprise, ceiling.as_ref(), fault)?;
        if repeated {
            charged.marks.push(Mark::Repeated);
        }
        if enterprise.aside.is_none() {
            self.all.add(&charged)?;
            let batch = charged.batch.map_or(NO_NUMBER, Batch::number);
            self.batches.entry(batch).or_default().add(&charged)?;
            let level = charged.level.map_or(NO_NUMBER, Level::number);
            self.levels.entry(level).or_default().add(&charged)?;
            self.districts.entry(self.district(&charged.district)).or_default().add(&charged)?;
            self.lines.add(policy.unwrap_or(&self.table.policy), ceiling.as_ref(), &charged)?;
        }
        self.enterprises.push(charged);
        Ok(())
    }

    /// The answer.
    ///
    /// # Errors
    /// `overflow` where a sum is beyond exact arithmetic.
    pub fn close(self) -> Result<Portfolio<'p>, Error> {
        let policy = identify(self.table, status(&self.table.policy, self.as_of));
        let batch = |number: u8| (number != NO_NUMBER).then_some(Batch(number));
        let level = |number: u8| (number != NO_NUMBER).then_some(Level(number));
        let named = |(_, name): (usize, String)| if name.is_empty() { None } else { Some(name) };
        let (lines, unplaced) = self.lines.close()?;
        Ok(Portfolio {
            policy,
            all: self.all,
            batches: self.batches.into_iter().map(|(number, sum)| Group { key: batch(number), sum }).collect(),
            levels: self.levels.into_iter().map(|(number, sum)| Group { key: level(number), sum }).collect(),
            districts: self.districts.into_iter().map(|(place, sum)| Group { key: named(place), sum }).collect(),
            lines,
            unplaced,
            enterprises: self.enterprises,
        })
    }

    /// Whether the same enterprise stands above, by its number, else by its name.
    fn seen_before(&mut self, enterprise: &Enterprise) -> bool {
        let key = match (enterprise.id.is_empty(), enterprise.name.is_empty()) {
            (false, _) => (true, enterprise.id.to_uppercase()),
            (true, false) => (false, enterprise.name.clone()),
            (true, true) => return false,
        };
        self.seen.insert(key, enterprise.row).is_some()
    }

    /// A district and its place among those that the programme names; what stands behind a name in brackets is beside
    /// the point.
    fn district(&self, text: &str) -> (usize, String) {
        let bare = |name: &str| name.split(['(', '（']).next().unwrap_or_default().trim().to_owned();
        let wanted = bare(text);
        let known = |title: &crate::policy::Text| {
            [&title.zh_cn, &title.zh_hant, &title.en].into_iter().any(|name| bare(name) == wanted)
        };
        let place = self.programme.districts.iter().position(|one| known(&one.title));
        match place.and_then(|place| Some((place, self.programme.districts.get(place)?))) {
            Some((place, one)) if !wanted.is_empty() => (place, one.id.clone()),
            _ => (if text.is_empty() { usize::MAX } else { self.programme.districts.len() }, text.to_owned()),
        }
    }
}

/// The benefits that pay for what enterprises spend, the transformation first.
fn paying(policy: &Policy) -> impl Iterator<Item = &str> {
    use crate::policy::Gives;
    let share = policy.spend_share().map(|(benefit, _)| benefit);
    let unpublished = policy.unpublished().map(|(benefit, _)| benefit).filter(|_| share.is_none());
    let fees = policy.benefits.iter().filter(|benefit| matches!(benefit.gives, Gives::Reimbursement(_)));
    share.into_iter().chain(unpublished).chain(fees).map(|benefit| benefit.id.as_str())
}
