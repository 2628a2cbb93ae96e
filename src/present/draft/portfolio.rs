//! An officer's list of enterprises, pasted from a sheet, under both tables: sums by batch and level.

use serde::Serialize;

use crate::application::{Spend, SpendList};
use crate::catalog::Table;
use crate::effect::{Enterprise, Portfolio, Shift, shifts};
use crate::error::{Error, Params};
use crate::money::Yuan;
use crate::policy::{Batch, Category, Level};
use crate::present::difference::signed;
use crate::present::human::{self, Unit};
use crate::present::voice::{Voice, group, key};

/// Rows at once, at most.
const MOST: usize = 10_000;
/// Rows that are told to be unreadable, at most.
const TOLD: usize = 10;

/// The enterprises of a list under both tables.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PortfolioView {
    /// How many were read, or why none was.
    pub told: String,
    /// Rows that could not be read, and why; they are in no sum.
    pub errors: Vec<String>,
    /// One a batch and level, and the sum of all last.
    pub rows: Vec<PortfolioRow>,
}

/// The enterprises of a batch and level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PortfolioRow {
    /// 第一批 · 二级, or 合计.
    pub label: String,
    /// How many there are, get more, get less, get the same, and have no amount under one table or the other.
    pub counts: Vec<String>,
    /// What the one table gives in all.
    pub then: String,
    /// What the other gives in all.
    pub now: String,
    /// The difference: +40,000.00.
    pub delta: String,
}

impl PortfolioView {
    /// Nothing but a sentence.
    pub(super) fn told(told: String) -> PortfolioView {
        PortfolioView { told, ..PortfolioView::default() }
    }
}

/// What a column says.
#[derive(Clone, Copy)]
enum Column {
    Batch,
    Level,
    Spend(Category),
    Other,
}

/// The list under both tables.
pub(super) fn view(then: &Table, now: &Table, pasted: &str, voice: &Voice) -> Result<PortfolioView, Error> {
    let mut lines = pasted.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((_, header)) = lines.next() else {
        return Ok(PortfolioView::told(voice.word("desk.draft.portfolio.empty")));
    };
    let separator = if header.contains('\t') { '\t' } else { ',' };
    let columns: Vec<Column> = header.split(separator).map(|name| column(name, voice)).collect();
    let (level, spend) = columns.iter().fold((false, false), |(level, spend), column| {
        (level || matches!(column, Column::Level), spend || matches!(column, Column::Spend(_)))
    });
    if !level || !spend {
        return Ok(PortfolioView::told(voice.word("desk.draft.portfolio.header")));
    }
    let (mut rows, mut errors) = (Vec::new(), Vec::new());
    for (place, line) in lines.by_ref().take(MOST) {
        match enterprise(&columns, line.split(separator), voice) {
            Ok(row) => rows.push(row),
            Err(why) => {
                let params = Params::default().with("line", place.saturating_add(1)).with("why", why);
                errors.push(voice.say("desk.draft.portfolio.line", &params));
            }
        }
    }
    let counts = Params::default().with("count", rows.len()).with("bad", errors.len());
    let told =
        voice.say(key("desk.draft.portfolio", if errors.is_empty() { "told" } else { "told_bad" }).as_str(), &counts);
    errors.truncate(TOLD);
    if let Some((place, _)) = lines.next() {
        let params = Params::default()
            .with("line", group(&place.saturating_add(1).to_string()))
            .with("most", group(&MOST.to_string()));
        errors.insert(0, voice.say("desk.draft.portfolio.too_many", &params));
    }
    let shifts = shifts(then, now, &Portfolio { rows })?;
    let mut all: Vec<PortfolioRow> =
        shifts.iter().map(|shift| row(voice, label(voice, shift), shift)).collect::<Result<_, Error>>()?;
    all.push(row(voice, voice.word("desk.draft.portfolio.sum"), &total(&shifts)?)?);
    Ok(PortfolioView { told, errors, rows: all })
}

fn column(name: &str, voice: &Voice) -> Column {
    let name = name.trim().trim_matches('"');
    let is = |key: &str| voice.word(key).split('|').any(|known| known == name);
    if name == "batch" || is("desk.draft.portfolio.batch") {
        return Column::Batch;
    }
    if name == "level" || is("desk.draft.portfolio.level") {
        return Column::Level;
    }
    let known = |one: &&Category| one.as_str() == name || voice.category(**one) == name;
    Category::ALL.iter().find(known).map_or(Column::Other, |&category| Column::Spend(category))
}

/// One enterprise; or why it cannot be read.
fn enterprise<'c>(
    columns: &[Column],
    cells: impl Iterator<Item = &'c str>,
    voice: &Voice,
) -> Result<Enterprise, String> {
    let (mut batch, mut level, mut spend) = (None, None, Vec::new());
    for (column, cell) in columns.iter().zip(cells) {
        let cell = cell.trim().trim_matches('"').trim();
        if cell.is_empty() {
            continue;
        }
        let unknown = || voice.say("desk.draft.portfolio.unknown", &Params::default().with("found", cell));
        match column {
            Column::Other => {}
            Column::Batch => {
                let known = |one: &Batch| one.number().to_string() == cell || voice.batch(*one) == cell;
                batch = Some((1..=3).map(Batch).find(known).ok_or_else(unknown)?);
            }
            Column::Level => {
                let known = |one: &Level| one.number().to_string() == cell || voice.level(*one) == cell;
                level = Some(Level::ALL.into_iter().find(known).ok_or_else(unknown)?);
            }
            Column::Spend(category) => {
                let amount = human::amount(cell, Unit::Yuan).map_err(|error| voice.error(&error))?;
                spend.extend(amount.map(|amount| Spend { category: *category, amount, label: None }));
            }
        }
    }
    let spend = SpendList::new(spend).map_err(|error| voice.error(&error))?;
    Ok(Enterprise { batch, level, spend })
}

fn label(voice: &Voice, shift: &Shift) -> String {
    let batch = shift.batch.map_or_else(|| voice.word("desk.draft.any_batch"), |batch| voice.batch(batch));
    let level = shift.level.map_or_else(|| voice.word("desk.draft.portfolio.no_level"), |level| voice.level(level));
    [&batch, " · ", &level].concat()
}

fn total(shifts: &[Shift]) -> Result<Shift, Error> {
    shifts.iter().try_fold(Shift::default(), |sum, one| {
        Ok(Shift {
            batch: None,
            level: None,
            count: sum.count.saturating_add(one.count),
            more: sum.more.saturating_add(one.more),
            less: sum.less.saturating_add(one.less),
            same: sum.same.saturating_add(one.same),
            without: sum.without.saturating_add(one.without),
            then: sum.then.plus(one.then)?,
            now: sum.now.plus(one.now)?,
        })
    })
}

fn row(voice: &Voice, label: String, shift: &Shift) -> Result<PortfolioRow, Error> {
    let delta = shift.now.minus(shift.then)?;
    Ok(PortfolioRow {
        label,
        counts: [shift.count, shift.more, shift.less, shift.same, shift.without].iter().map(u32::to_string).collect(),
        then: voice.yuan(shift.then),
        now: voice.yuan(shift.now),
        delta: if delta == Yuan::ZERO { "0".into() } else { signed(voice, delta) },
    })
}
