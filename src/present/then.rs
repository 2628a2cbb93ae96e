//! What a link gave when it was made, and what it gives now.

use serde::Serialize;

use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Error, Params};
use crate::estimate::Outcome;
use crate::money::Yuan;
use crate::present::difference::{self, Change};
use crate::present::link::{DIGEST, Link};
use crate::present::voice::Voice;
use crate::present::{self, Entries};
use crate::seal::{self, Answer};
use crate::strings::Strings;

/// Then and now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ThenView {
    /// What was opened, and which tables both answers rest on.
    pub told: Vec<String>,
    /// Whether anything is another one: table, kind or amount.
    pub changed: bool,
    /// Then and now.
    pub sides: Vec<Side>,
    /// What changed in the answer.
    pub changes: Vec<String>,
    /// What changed in the table; `None` where that is not known or nothing did.
    pub figures: Option<FiguresView>,
}

/// One of the two answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Side {
    /// 当时(2024-09-30).
    pub caption: String,
    /// The kind in words.
    pub badge: String,
    /// The one number, or two.
    pub headline: String,
}

/// The figures in which two tables differ.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct FiguresView {
    /// What it is, or that no figure differs.
    pub caption: String,
    /// Each of them; empty where no figure differs.
    pub rows: Vec<FigureRow>,
}

/// A figure that is another one now.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct FigureRow {
    /// 第一批 · 二级 · 比例.
    pub figure: String,
    /// What it was.
    pub then: String,
    /// What it is.
    pub now: String,
}

/// What a link's entries come to under a table; `None` where they give no answer.
///
/// # Errors
/// As [`seal::answer`].
pub(crate) fn answer(table: &Table, link: &Link, as_of: Date) -> Result<Option<Answer>, Error> {
    let entries: Entries = link.form.entries();
    if entries.nothing() {
        return Ok(None);
    }
    let Ok(application) = present::stated(table, &link.form, &entries) else { return Ok(None) };
    seal::answer(table, &application, as_of).map(Some)
}

/// Whether a table is the one that the link names.
pub fn is_of(table: &Table, link: &Link) -> bool {
    digits(table) == link.digest
}

/// The digits by which links name a table.
pub fn digits(table: &Table) -> String {
    table.digest.trim_start_matches("sha256-").chars().take(DIGEST).collect()
}

/// Both answers. `then` is the table that the link names, where it is at hand; else what the link itself says stands.
///
/// # Errors
/// What a program got wrong, as [`present::answer`].
pub fn view(now: &Table, then: Option<&Table>, link: &Link, today: Date, strings: &Strings) -> Result<ThenView, Error> {
    let voice = Voice { strings, policy: &now.policy };
    let as_of = link.form.as_of.unwrap_or(today);
    let computed = then.map(|table| answer(table, link, link.day)).transpose()?;
    let (before, after) = (computed.clone().unwrap_or_else(|| link.answer.clone()), answer(now, link, as_of)?);
    let same = is_of(now, link);
    let mut told =
        vec![voice.say("desk.link.opened", &named(&link.version, &link.digest).with("day", link.day.to_string()))];
    let current = named(&now.policy.version(), &digits(now));
    told.push(voice.say(if same { "desk.link.same_table" } else { "desk.link.other_table" }, &current));
    match &computed {
        None => told.push(voice.word("desk.link.unavailable")),
        Some(computed) if *computed != link.answer => told.push(voice.word("desk.link.altered")),
        Some(_) => {}
    }
    let side = |key: &str, day: Date, table: &Table, answer: &Option<Answer>| Side {
        caption: voice.say(key, &Params::default().with("day", day.to_string())),
        badge: voice.named("badge", worded(table, answer)),
        headline: answer.as_ref().map_or_else(|| "—".to_owned(), |answer| amount(&voice, answer)),
    };
    let figures = then.filter(|_| !same).map(|then| figures(&voice, then, now));
    Ok(ThenView {
        changed: !same || before != after,
        sides: vec![
            side("desk.link.then", link.day, then.unwrap_or(now), &before),
            side("desk.link.now", as_of, now, &after),
        ],
        changes: changes(&voice, &before, &after),
        told,
        figures,
    })
}

fn named(version: &str, digest: &str) -> Params {
    Params::default().with("version", version).with("digest", digest)
}

/// The word of a kind in `badge.*`.
fn worded(table: &Table, answer: &Option<Answer>) -> &'static str {
    match answer {
        None => "empty",
        Some(Answer { outcome: Some(outcome), .. }) => outcome.as_str(),
        Some(_) if present::limits(&table.policy) => "range_limit",
        Some(_) => "range",
    }
}

/// The number, or the two numbers, or that there is none.
fn amount(voice: &Voice, answer: &Answer) -> String {
    match answer.grant {
        None => voice.word("headline.none"),
        Some(grant) if grant.low == grant.high => voice.headline(grant.amount),
        Some(grant) => ["¥", &voice.span(grant.low, grant.high)].concat(),
    }
}

fn changes(voice: &Voice, before: &Option<Answer>, after: &Option<Answer>) -> Vec<String> {
    let (Some(before), Some(after)) = (before, after) else { return Vec::new() };
    let mut changes = Vec::new();
    if before.outcome != after.outcome {
        let kind = |answer: &Answer| voice.named("badge", answer.outcome.map_or("range", Outcome::as_str));
        let params = Params::default().with("then", kind(before)).with("now", kind(after));
        changes.push(voice.say("desk.link.kind_changed", &params));
    }
    if before.grant == after.grant {
        changes.push(voice.word("desk.link.amount_same"));
        return changes;
    }
    let params = Params::default().with("then", amount(voice, before)).with("now", amount(voice, after));
    let single = |answer: &Answer| answer.grant.filter(|grant| grant.low == grant.high).map(|grant| grant.amount);
    let delta = single(before).zip(single(after)).and_then(|(before, after)| after.minus(before).ok());
    changes.push(match delta {
        None => voice.say("desk.link.amount_changed", &params),
        Some(delta) => {
            let sign = if delta > Yuan::ZERO { "+" } else { "" };
            let params = params.with("delta", [sign, &voice.yuan(delta)].concat());
            voice.say("desk.link.amount_changed_by", &params)
        }
    });
    changes
}

fn figures(voice: &Voice, then: &Table, now: &Table) -> FiguresView {
    let row =
        |Change { place, figure, then, now, .. }| FigureRow { figure: [&*place, " · ", &*figure].concat(), then, now };
    let rows: Vec<FigureRow> = difference::changes(then, now, voice.strings).into_iter().map(row).collect();
    let caption = voice.word(if rows.is_empty() { "desk.link.figures_none" } else { "desk.link.figures" });
    FiguresView { caption, rows }
}
