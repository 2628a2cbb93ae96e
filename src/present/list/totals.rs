//! What a list adds up to, as tables.

use serde::Serialize;

use super::{count, voice};
use crate::bulk;
use crate::catalog::Catalog;
use crate::error::{Error, Params};
use crate::list::List;
use crate::list::totals::{Amount, Sum};
use crate::present::voice::Voice;
use crate::strings::Strings;

/// The sums of a list.
#[derive(Debug, Serialize)]
pub struct Totals {
    /// What all rows come to, in sentences.
    pub told: Vec<String>,
    /// By city, batch, level and kind of answer.
    pub tables: Vec<Table>,
}

/// The sums of one kind of groups.
#[derive(Debug, Serialize)]
pub struct Table {
    /// `city`, `batch`, `level` or `outcome`.
    pub id: &'static str,
    /// For people.
    pub caption: String,
    /// The columns; the first names the group.
    pub columns: Vec<String>,
    /// The groups, and all of them last.
    pub rows: Vec<Group>,
}

/// The sums of a group.
#[derive(Debug, Serialize)]
pub struct Group {
    /// What rows are filtered by; `None` for all of them, and for those that state nothing.
    pub id: Option<String>,
    /// For people.
    pub label: String,
    /// The rows, those at fault, and the sums.
    pub cells: Vec<String>,
}

/// What a list adds up to.
///
/// # Errors
/// As [`voice`].
pub fn totals(list: &List, catalog: &Catalog, strings: &Strings) -> Result<Totals, Error> {
    let voice = voice(catalog, strings)?;
    let sums = list.totals(catalog);
    let named = |list: &str, number: u8| match number {
        0 => (None, voice.word("desk.list.not_stated")),
        number => (Some(number.to_string()), voice.named(list, &number.to_string())),
    };
    let outcome = |code: u8| match bulk::verdict(code).and_then(Result::ok) {
        Some(outcome) => (Some(outcome.as_str().to_owned()), voice.named("badge", outcome.as_str())),
        None => (Some("bad".to_owned()), voice.word("desk.list.bad")),
    };
    let city = |id: &Option<String>| {
        let table = id.as_ref().and_then(|id| catalog.tables().iter().find(|table| table.policy.id == *id));
        let label = table.map(|table| Voice { policy: &table.policy, ..voice }.city());
        (id.clone(), label.unwrap_or_else(|| voice.word("desk.list.no_city")))
    };
    let all = sums.all;
    let tables = vec![
        table(&voice, "city", sums.cities.iter().map(|(id, sum)| (city(id), *sum)), all),
        table(&voice, "batch", sums.batches.iter().map(|&(number, sum)| (named("batch", number), sum)), all),
        table(&voice, "level", sums.levels.iter().map(|&(number, sum)| (named("level", number), sum)), all),
        table(&voice, "outcome", sums.outcomes.iter().map(|&(code, sum)| (outcome(code), sum)), all),
    ];
    let mut told = told(&voice, &all);
    if all.rows > 0 {
        told.extend(sums.cities.iter().filter_map(|(id, _)| out_of_time(list, catalog, id.as_deref()?, strings)));
        told.push(voice.word("desk.list.told.tax"));
        told.push(voice.word("desk.list.told.notice"));
    }
    Ok(Totals { told, tables })
}

/// That a city's time is over on the list's day, or has not come; rows that state a day have their own.
fn out_of_time(list: &List, catalog: &Catalog, id: &str, strings: &Strings) -> Option<String> {
    let day = list.as_of()?;
    let policy = &catalog.find(id, day).ok()?.policy;
    let voice = Voice { strings, policy };
    let said = voice.out_of_time(day).concat();
    let params = Params::default().with("city", voice.city()).with("said", said.as_str());
    (!said.is_empty()).then(|| voice.say("desk.list.told.of_city", &params))
}

fn table(
    voice: &Voice,
    id: &'static str,
    groups: impl Iterator<Item = ((Option<String>, String), Sum)>,
    all: Sum,
) -> Table {
    let mut rows: Vec<Group> =
        groups.map(|((id, label), sum)| Group { id, label, cells: cells(voice, &sum) }).collect();
    rows.push(Group { id: None, label: voice.word("desk.list.all"), cells: cells(voice, &all) });
    let column = |name: &str| voice.word(&["desk.list.column.", name].concat());
    Table {
        id,
        caption: voice.word(&["desk.list.by.", id].concat()),
        columns: [id, "count", "bad", "spend", "grant", "net_cost"].map(column).into(),
        rows,
    }
}

fn cells(voice: &Voice, sum: &Sum) -> Vec<String> {
    let (most, least) = (grant(voice, sum), net_cost(voice, sum));
    vec![
        count(sum.rows),
        count(sum.bad),
        amount(voice, sum.spend),
        limited(voice, sum, "desk.list.at_most", most),
        limited(voice, sum, "desk.list.at_least", least),
    ]
}

/// Nothing is added up where no amount is published: that is not 0.
fn amount(voice: &Voice, amount: Amount) -> String {
    amount.yuan().map_or_else(|| "—".into(), |yuan| voice.yuan(yuan))
}

fn grant(voice: &Voice, sum: &Sum) -> String {
    match (sum.low.yuan(), sum.high.yuan()) {
        // As far as upper limits are in a sum, it is one itself.
        _ if sum.limited > 0 => amount(voice, sum.high),
        (Some(low), Some(high)) if low != high => voice.span(low, high),
        _ => amount(voice, sum.grant),
    }
}

/// An amount with the sign of its bound, where an upper limit is in the sum.
fn limited(voice: &Voice, sum: &Sum, bound: &str, amount: String) -> String {
    if sum.limited == 0 { amount } else { voice.say(bound, &Params::default().with("amount", amount)) }
}

/// What is left to pay is as open as the grant: both together are what the rows with a grant spend.
fn net_cost(voice: &Voice, sum: &Sum) -> String {
    let less = |open: Amount| sum.net_cost.yuan()?.plus(sum.grant.yuan()?).ok()?.minus(open.yuan()?).ok();
    match (less(sum.high), less(sum.low)) {
        (Some(least), _) if sum.limited > 0 => voice.yuan(least),
        (Some(least), Some(most)) if least != most => voice.span(least, most),
        _ => amount(voice, sum.net_cost),
    }
}

/// All rows in sentences: how many, what they come to, and what is in no sum.
fn told(voice: &Voice, all: &Sum) -> Vec<String> {
    let params = Params::default()
        .with("rows", count(all.rows))
        .with("bad", count(all.bad))
        .with("without", count(all.without))
        .with("blank", count(all.blank))
        .with("limited", count(all.limited))
        .with("grant", grant(voice, all))
        .with("spend", amount(voice, all.spend));
    if all.rows == 0 {
        return vec![voice.word("desk.list.told.none")];
    }
    let mut told = vec![voice.say("desk.list.told.rows", &params)];
    if all.grant.yuan().is_some() {
        let key = if all.limited > 0 { "desk.list.told.grant_limit" } else { "desk.list.told.grant" };
        told.push(voice.say(key, &params));
    }
    if all.bad > 0 {
        told.push(voice.say("desk.list.told.bad", &params));
    }
    if all.without > 0 {
        told.push(voice.say("desk.list.told.without", &params));
    }
    if all.blank > 0 {
        told.push(voice.say("desk.list.told.blank", &params));
    }
    told
}
