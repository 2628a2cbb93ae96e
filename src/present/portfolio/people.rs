//! Enterprises of a list by name: who gets the cap, what is out of order, and what could not be read.

use serde::Serialize;

use super::{Teller, count};
use crate::catalog::Catalog;
use crate::error::Params;
use crate::portfolio::{Aside, Charged, Fault, Mark};
use crate::present::list::reason;
use crate::present::voice::{Voice, group, key};

/// As many as are named in a view; a file names them all.
const NAMED: usize = 200;

/// Enterprises that have something in common.
#[derive(Debug, Serialize)]
pub struct People {
    /// A mark, or why rows are in no sum.
    pub id: &'static str,
    /// 达到上限：3 家.
    pub title: String,
    /// What to make of it; empty where the title says it all.
    pub hint: String,
    /// Whether it is something to look into.
    pub flag: bool,
    /// The first of them.
    pub rows: Vec<Person>,
    /// How many more there are, in words; empty where these are all.
    pub more: String,
}

/// An enterprise.
#[derive(Debug, Serialize)]
pub struct Person {
    /// Which row of the file it is.
    pub row: u32,
    /// 第 7 行.
    pub place: String,
    /// Its name; its number, where it has no name.
    pub name: String,
    /// What there is to know.
    pub told: String,
}

/// What is said of a row that a mark was put on.
const MARKS: [(Mark, &str); 10] = [
    (Mark::AtCap, "cap"),
    (Mark::AtCapByReading, "cap"),
    (Mark::ApprovedAboveCeiling, "approved"),
    (Mark::PaidAboveApproved, "paid"),
    (Mark::PaidAboveCeiling, "paid_only"),
    (Mark::Repeated, "noted"),
    (Mark::NotPublished, "noted"),
    (Mark::NotJudged, "fault"),
    (Mark::ApprovedUnread, "fault"),
    (Mark::PaidUnread, "fault"),
];

impl Teller<'_> {
    pub(super) fn people(&self) -> Vec<People> {
        let marked = MARKS.into_iter().map(|(mark, said)| {
            // The document's silence and the cap are nobody's mistake.
            let flag = !matches!(mark, Mark::AtCap | Mark::AtCapByReading | Mark::NotPublished);
            let has = move |one: &Charged| one.aside.is_none() && one.marks.contains(&mark);
            self.group("mark", mark.as_str(), flag, said, has)
        });
        let aside = Aside::ALL
            .iter()
            .map(|&why| self.group("aside", why.as_str(), true, "noted", move |one: &Charged| one.aside == Some(why)));
        marked.chain(aside).flatten().collect()
    }

    fn group(
        &self,
        list: &str,
        id: &'static str,
        flag: bool,
        said: &str,
        has: impl Fn(&Charged) -> bool,
    ) -> Option<People> {
        let mut all = 0u32;
        let mut rows = Vec::new();
        for one in self.portfolio.enterprises.iter().filter(|one| has(one)) {
            all = all.saturating_add(1);
            if rows.len() < NAMED {
                rows.push(self.person(one, said));
            }
        }
        let more = all.saturating_sub(u32::try_from(rows.len()).unwrap_or_default());
        let params = |number| Params::default().with("count", count(number));
        let key = key(list, id);
        (all > 0).then(|| People {
            id,
            title: self.say("people", &params(all).with("what", self.word(&key))),
            hint: self.word(&[&key, "_hint"].concat()),
            flag,
            rows,
            more: if more > 0 { self.say("more", &params(more)) } else { String::new() },
        })
    }

    fn person(&self, one: &Charged, said: &str) -> Person {
        let dash = || "—".to_owned();
        let params = Params::default()
            .with("ceiling", one.ceiling.map_or_else(dash, |amount| self.amount(amount)))
            .with("approved", one.approved.map_or_else(dash, |amount| self.voice.yuan(amount)))
            .with("paid", one.paid.map_or_else(dash, |amount| self.voice.yuan(amount)));
        let noted = (one.approved.is_some() || one.paid.is_some()).then(|| self.say("said.noted", &params));
        let told = match said {
            "fault" => reasons(one, self.catalog, &self.voice)
                .into_iter()
                .chain(noted)
                .collect::<Vec<_>>()
                .join(&self.word("and")),
            "noted" => noted.unwrap_or_default(),
            said => self.say(&key("said", said), &params),
        };
        let place = self.say("place", &Params::default().with("row", group(&one.row.to_string())));
        Person { row: one.row, place, name: name(&one.name, &one.id, &self.voice), told }
    }
}

/// Its name; its number, where it has none.
pub(in crate::present) fn name(name: &str, id: &str, voice: &Voice) -> String {
    match (name, id) {
        ("", "") => voice.word("desk.portfolio.nameless"),
        ("", id) => id.to_owned(),
        (name, _) => name.to_owned(),
    }
}

fn reasons(one: &Charged, catalog: &Catalog, voice: &Voice) -> Vec<String> {
    let told = |Fault { cell, error }: &Fault| [cell, " ", &reason(error, catalog, voice)].concat();
    one.faults.iter().map(told).collect()
}

/// What could not be read of a row, in words.
pub fn reason_of(one: &Charged, catalog: &Catalog, voice: &Voice) -> String {
    reasons(one, catalog, voice).join(&voice.word("desk.portfolio.and"))
}

/// What has to be known of a row, in words.
pub fn marks(one: &Charged, voice: &Voice) -> String {
    let aside = one.aside.map(|why| voice.named("desk.portfolio.aside", why.as_str()));
    let marks = one.marks.iter().map(|mark| voice.named("desk.portfolio.mark", mark.as_str()));
    aside.into_iter().chain(marks).collect::<Vec<_>>().join(voice.strings.get("format.comma"))
}
