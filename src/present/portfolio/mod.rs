//! An officer's list of enterprises against a programme's money, for a person: every number is written.

mod lines;
mod people;

use serde::Serialize;

use crate::catalog::{Catalog, Table as PolicyTable};
use crate::date::Date;
use crate::error::Params;
use crate::money::Yuan;
use crate::policy::{Batch, Level};
use crate::portfolio::{Group as Grouped, Portfolio, Sum};
use crate::present::foot::identity;
use crate::present::list::{Group, Table};
use crate::present::voice::{Voice, group, key};
use crate::programme::Programme;
use crate::strings::Strings;
use crate::terms::Range;

pub(super) use people::name;
pub use people::{People, Person, marks, reason_of};

/// A list against a programme's money in one language, ready to be placed.
#[derive(Debug, Serialize)]
pub struct PortfolioReport {
    /// 南昌市 · 企业名单与资金.
    pub title: String,
    /// The document's title as printed.
    pub document: String,
    /// What it comes to, in sentences.
    pub told: Vec<String>,
    /// The lines of the programme: what each has, what is charged to it, what is left.
    pub lines: Table,
    /// The same in sentences: what is left or missing, and what the document does not say.
    pub lines_told: Vec<String>,
    /// By batch, level and district; all of them last.
    pub tables: Vec<Table>,
    /// Enterprises by name: who gets the cap, what is out of order, what could not be read.
    pub people: Vec<People>,
    /// By which rules this was reckoned, and that it is no decision.
    pub rules: Vec<String>,
    /// Names the table by id, version and digest.
    pub foot: String,
}

/// What a list says to an officer.
pub fn report(
    portfolio: &Portfolio,
    table: &PolicyTable,
    programme: &Programme,
    catalog: &Catalog,
    strings: &Strings,
) -> PortfolioReport {
    let voice = Voice { strings, policy: &table.policy };
    Teller { voice, programme, catalog, portfolio }.report(table)
}

struct Teller<'t> {
    voice: Voice<'t>,
    programme: &'t Programme,
    catalog: &'t Catalog,
    portfolio: &'t Portfolio<'t>,
}

/// The columns behind the name of a group.
const COLUMNS: [&str; 8] = ["count", "at_cap", "ceiling", "approved", "below", "liability", "paid", "outstanding"];

impl Teller<'_> {
    fn report(&self, table: &PolicyTable) -> PortfolioReport {
        let foot = identity(&self.voice, table);
        let batch = |batch: &Batch| (batch.number().to_string(), self.voice.batch(*batch));
        let level = |level: &Level| (level.number().to_string(), self.voice.level(*level));
        let district = |name: &String| (name.clone(), self.district(name));
        PortfolioReport {
            title: [&self.voice.city(), " · ", &self.word("title")].concat(),
            document: table.policy.document.title.clone(),
            told: self.told(),
            lines: self.lines(),
            lines_told: self.lines_told(),
            tables: vec![
                self.table("batch", &self.portfolio.batches, batch),
                self.table("level", &self.portfolio.levels, level),
                self.table("district", &self.portfolio.districts, district),
            ],
            people: self.people(),
            rules: ["rule", "flags", "notice"].map(|name| self.word(name)).into(),
            foot: self.say("foot", &foot),
        }
    }

    fn word(&self, name: &str) -> String {
        self.voice.word(&key("desk.portfolio", name))
    }

    fn say(&self, name: &str, params: &Params) -> String {
        self.voice.say(&key("desk.portfolio", name), params)
    }

    fn told(&self) -> Vec<String> {
        let all = &self.portfolio.all;
        let params = Params::default()
            .with("count", count(all.count))
            .with("approved_count", count(all.approved_count))
            .with("paid_count", count(all.paid_count))
            .with("not_judged", count(all.not_judged))
            .with("not_published", count(all.not_published))
            .with("at_cap", count(all.at_cap))
            .with("liability", self.known(all.count > all.unknown, all.liability))
            .with("approved", self.voice.yuan(all.approved))
            .with("below", self.amount(all.below))
            .with("paid", self.voice.yuan(all.paid))
            .with("outstanding", self.known(all.count > all.unknown, all.outstanding))
            .with("above", self.voice.yuan(all.above))
            .with("overpaid", self.voice.yuan(all.overpaid));
        let some = |holds: bool, name: &str| holds.then(|| self.say(name, &params));
        [
            some(true, "told.sum"),
            some(all.approved_count > 0, "told.approved"),
            some(all.at_cap > 0, "told.at_cap"),
            some(all.above > Yuan::ZERO, "told.above"),
            some(all.overpaid > Yuan::ZERO, "told.overpaid"),
            some(all.not_judged > 0, "told.not_judged"),
            some(all.not_published > 0, "told.not_published"),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn table<K>(&self, id: &'static str, groups: &[Grouped<K>], named: impl Fn(&K) -> (String, String)) -> Table {
        let label = |one: &Grouped<K>| match one.key.as_ref().map(&named) {
            Some((id, label)) => (Some(id), label),
            None => (None, self.voice.word("desk.list.not_stated")),
        };
        let row = |(id, label): (Option<String>, String), sum: &Sum| Group { id, label, cells: self.cells(sum) };
        let mut rows: Vec<Group> = groups.iter().map(|one| row(label(one), &one.sum)).collect();
        rows.push(row((None, self.voice.word("desk.list.all")), &self.portfolio.all));
        let first = self.voice.word(&["desk.list.column.", id].concat());
        let columns = std::iter::once(first).chain(COLUMNS.map(|name| self.word(&key("column", name)))).collect();
        Table { id, caption: self.word(&key("by", id)), columns, rows }
    }

    fn cells(&self, sum: &Sum) -> Vec<String> {
        let judged = sum.count > sum.not_judged.saturating_add(sum.not_published);
        let owed = sum.count > sum.unknown;
        vec![
            count(sum.count),
            count(sum.at_cap),
            self.known(judged, sum.ceiling),
            self.voice.yuan(sum.approved),
            self.known(judged && sum.approved_count > 0, sum.below),
            self.known(owed, sum.liability),
            self.voice.yuan(sum.paid),
            self.known(owed, sum.outstanding),
        ]
    }

    /// What nobody knows is not 0.
    fn known(&self, known: bool, amount: Range) -> String {
        if known { self.amount(amount) } else { "—".into() }
    }

    /// 400,000.00, or 0 – 400,000.00 where readings differ.
    fn amount(&self, amount: Range) -> String {
        written(&self.voice, amount)
    }

    /// A district that the programme names, by its name; another as it stands.
    fn district(&self, id: &str) -> String {
        let known = self.programme.districts.iter().find(|one| one.id == id);
        known.map_or_else(|| id.to_owned(), |one| self.voice.strings.language().of(&one.title).to_owned())
    }
}

/// 400,000.00, or 0 – 400,000.00 where readings differ.
fn written(voice: &Voice, amount: Range) -> String {
    if amount.low == amount.high { voice.yuan(amount.amount) } else { voice.span(amount.low, amount.high) }
}

/// `12,000`.
fn count(number: u32) -> String {
    group(&number.to_string())
}

/// What a file of the report is called, without its ending.
pub fn file_name(table: &PolicyTable, as_of: Date, strings: &Strings) -> String {
    let voice = Voice { strings, policy: &table.policy };
    let params = Params::default().with("city", voice.city()).with("as_of", as_of.to_string());
    voice.say("desk.portfolio.file", &params)
}
