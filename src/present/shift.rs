//! An officer's list under two tables, for a person: every number is written.

use serde::Serialize;

use crate::catalog::{Catalog, Table as PolicyTable};
use crate::date::Date;
use crate::error::Params;
use crate::money::Yuan;
use crate::policy::{Batch, Level};
use crate::portfolio::{Aside, Fault};
use crate::present::foot::identity;
use crate::present::limits;
use crate::present::list::{Group, Table, reason};
use crate::present::portfolio::{People, Person, name};
use crate::present::voice::{Voice, group, key};
use crate::shift::{Change, Shift, Shifted, Shifts};
use crate::strings::Strings;

/// Of those that gain and lose as many are named.
const MOST: usize = 10;
/// Of those to look into as many are named; a file names them all.
const NAMED: usize = 200;
/// The columns behind the name of a group.
const COLUMNS: [&str; 8] = ["all", "then", "now", "delta", "more", "less", "same", "without"];

/// A list under two tables in one language, ready to be placed.
#[derive(Debug, Serialize)]
pub struct ShiftReport {
    /// 企业名单：原表与草案.
    pub title: String,
    /// What it comes to, in sentences.
    pub told: Vec<String>,
    /// By batch and level; all of them last.
    pub tables: Vec<Table>,
    /// Who gains and loses most, who has no amount, and what could not be read.
    pub people: Vec<People>,
    /// How this was reckoned, and that it is no decision.
    pub rules: Vec<String>,
    /// The other table's digest: what the report is of.
    pub digest: String,
}

/// What a list says to an officer.
pub fn report(shifts: &Shifts, [then, now]: [&PolicyTable; 2], catalog: &Catalog, strings: &Strings) -> ShiftReport {
    let voice = Voice { strings, policy: &then.policy };
    let batches = !(then.policy.batches.is_empty() && now.policy.batches.is_empty());
    let limits = (limits(&then.policy), limits(&now.policy));
    let teller = Teller { voice, batches, limits, catalog };
    let limit = (limits.0 || limits.1).then(|| voice.word("desk.shift.limit"));
    ShiftReport {
        title: voice.word("desk.shift.title"),
        told: teller.told(shifts),
        tables: vec![teller.table(shifts)],
        people: teller.people(shifts),
        rules: [
            voice.say("desk.shift.then", &identity(&voice, then)),
            voice.say("desk.shift.now", &identity(&Voice { policy: &now.policy, ..voice }, now)),
            voice.word("desk.shift.rule"),
        ]
        .into_iter()
        .chain(limit)
        .collect(),
        digest: now.digest.clone(),
    }
}

struct Teller<'t> {
    voice: Voice<'t>,
    /// Whether there are batches under the one table or the other.
    batches: bool,
    /// Whether the one table and the other word their rates as ceilings.
    limits: (bool, bool),
    catalog: &'t Catalog,
}

impl Teller<'_> {
    fn told(&self, shifts: &Shifts) -> Vec<String> {
        let Shift { count: all, more, less, same, without, then, now, .. } = &shifts.all;
        let unread = u32::try_from(shifts.of(Change::Unread).count()).unwrap_or(u32::MAX);
        let params = Params::default()
            .with("count", count(*all))
            .with("more", count(*more))
            .with("less", count(*less))
            .with("same", count(*same))
            .with("without", count(*without))
            .with("unread", count(unread))
            .with("then", self.then(*then))
            .with("now", self.now(*now));
        let some = |holds: bool, name: &str| holds.then(|| self.voice.say(&key("desk.shift.told", name), &params));
        let sentences = [
            some(true, "count"),
            some(*all > *without, "sum"),
            some(*without > 0, "without"),
            some(unread > 0, "unread"),
        ];
        sentences.into_iter().flatten().collect()
    }

    fn table(&self, shifts: &Shifts) -> Table {
        let row = |label: String, shift: &Shift| Group { id: None, label, cells: self.cells(shift) };
        let mut rows: Vec<Group> = shifts.groups.iter().map(|one| row(self.group(one.batch, one.level), one)).collect();
        rows.push(row(self.voice.word("desk.list.all"), &shifts.all));
        let columns = std::iter::once("group").chain(COLUMNS).map(|name| self.voice.word(&key("desk.draft.col", name)));
        Table { id: "shift", caption: self.voice.word("desk.shift.caption"), columns: columns.collect(), rows }
    }

    fn cells(&self, shift: &Shift) -> Vec<String> {
        // Nobody's amounts add up to nothing that is known.
        let known = shift.count > shift.without;
        let amount = |written: String| if known { written } else { "—".into() };
        let delta = shift.now.minus(shift.then).unwrap_or_default();
        let amounts = [self.then(shift.then), self.now(shift.now), self.delta(delta)].map(amount);
        let changed = [shift.more, shift.less, shift.same, shift.without].map(count);
        std::iter::once(count(shift.count)).chain(amounts).chain(changed).collect()
    }

    fn then(&self, amount: Yuan) -> String {
        self.most(self.limits.0, amount)
    }

    fn now(&self, amount: Yuan) -> String {
        self.most(self.limits.1, amount)
    }

    /// 240,000.00, or ≤ 240,000.00 where a ceiling is no promise.
    fn most(&self, limit: bool, amount: Yuan) -> String {
        let written = self.voice.yuan(amount);
        let bound = limit && amount > Yuan::ZERO;
        if bound { self.voice.say("desk.list.at_most", &Params::default().with("amount", written)) } else { written }
    }

    /// +40,000.00, −40,000.00 or 0.
    fn delta(&self, delta: Yuan) -> String {
        if delta == Yuan::ZERO { "0".into() } else { self.voice.signed(delta) }
    }

    /// 第一批 · 二级.
    fn group(&self, batch: Option<Batch>, level: Option<Level>) -> String {
        let batch = batch.map(|batch| self.voice.batch(batch));
        let batch = batch.or_else(|| self.batches.then(|| self.voice.word("desk.shift.no_batch")));
        let level = level.map_or_else(|| self.voice.word("desk.shift.no_level"), |level| self.voice.level(level));
        batch.into_iter().chain([level]).collect::<Vec<_>>().join(" · ")
    }

    fn people(&self, shifts: &Shifts) -> Vec<People> {
        let changed = Change::ALL.iter().filter(|change| **change != Change::Same).filter_map(|&change| {
            let gains = matches!(change, Change::More | Change::Less);
            let named = if gains { shifts.most(change, MOST) } else { shifts.of(change).take(NAMED).collect() };
            self.named("desk.shift.people", change.as_str(), &named, shifts.of(change).count())
        });
        let aside = Aside::ALL.iter().filter_map(|&why| {
            let all = || shifts.enterprises.iter().filter(move |one| one.aside == Some(why));
            let named: Vec<_> = all().take(NAMED).collect();
            self.named("desk.portfolio.aside", why.as_str(), &named, all().count())
        });
        changed.chain(aside).collect()
    }

    fn named(&self, list: &str, id: &'static str, named: &[&Shifted], all: usize) -> Option<People> {
        let (key, counted) =
            (key(list, id), |number: usize| Params::default().with("count", group(&number.to_string())));
        let more = all.saturating_sub(named.len());
        (all > 0).then(|| People {
            id,
            title: self.voice.say("desk.portfolio.people", &counted(all).with("what", self.voice.word(&key))),
            hint: self.voice.word(&[&key, "_hint"].concat()),
            // None of them is beside the point: who gains and loses is what is asked.
            flag: true,
            rows: named.iter().map(|one| self.person(one)).collect(),
            more: if more > 0 { self.voice.say("desk.portfolio.more", &counted(more)) } else { String::new() },
        })
    }

    fn person(&self, one: &Shifted) -> Person {
        let known = |amount: Option<String>| amount.unwrap_or_else(|| "—".into());
        let params = || {
            let params = Params::default().with("group", self.group(one.batch, one.level));
            let [then, now] = [one.then.map(|then| self.then(then)), one.now.map(|now| self.now(now))];
            params.with("then", known(then)).with("now", known(now))
        };
        let amounts = match one.delta() {
            _ if one.aside.is_some() || one.change == Change::Unread => None,
            Some(delta) => Some(self.voice.say("desk.shift.said", &params().with("delta", self.delta(delta)))),
            None => Some(self.voice.say("desk.shift.said_without", &params())),
        };
        let parts = amounts.into_iter().chain(one.fault.as_ref().map(|fault| told(fault, self.catalog, &self.voice)));
        Person {
            row: one.row,
            place: self.voice.say("desk.portfolio.place", &Params::default().with("row", group(&one.row.to_string()))),
            name: name(&one.name, &one.id, &self.voice),
            told: parts.collect::<Vec<_>>().join(&self.voice.word("desk.portfolio.and")),
        }
    }
}

/// C4 and what is wrong there; of a whole row what is wrong alone.
pub fn told(Fault { cell, error }: &Fault, catalog: &Catalog, voice: &Voice) -> String {
    let place = if cell.starts_with(|first: char| first.is_ascii_digit()) { "" } else { &[cell, " "].concat() };
    [place, &reason(error, catalog, voice)].concat()
}

/// What has to be known of a row, in words.
pub fn change(one: &Shifted, voice: &Voice) -> String {
    match one.aside {
        Some(why) => voice.named("desk.portfolio.aside", why.as_str()),
        None => voice.named("desk.shift.change", one.change.as_str()),
    }
}

/// `12,000`.
fn count(number: u32) -> String {
    group(&number.to_string())
}

/// What a file of the report is called, without its ending.
pub fn file_name(table: &PolicyTable, as_of: Date, strings: &Strings) -> String {
    let voice = Voice { strings, policy: &table.policy };
    voice.say("desk.shift.file", &Params::default().with("city", voice.city()).with("as_of", as_of.to_string()))
}
