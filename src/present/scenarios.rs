//! Several named forms side by side: a column each, a row for each thing that may differ, and the difference in yuan.

use serde::Serialize;

use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate::{Estimate, Outcome};
use crate::json::{self, Value, record};
use crate::money::Yuan;
use crate::present::foot::{short_digest, version};
use crate::present::form::{Entries, Form};
use crate::present::headline::{is_limit, limits};
use crate::present::voice::{Voice, group, key};
use crate::present::{Scene, Showing, stated_or_blank};
use crate::strings::Strings;
use crate::terms::{BoundBy, Range};

/// Scenarios at once, at most.
pub const MAX: usize = 6;
/// Characters of a name that are shown.
const MAX_NAME: usize = 40;

record! {
    /// A form with a name.
    pub struct Scenario {
        /// As the visitor called it.
        name: String,
        /// What was entered.
        form: Form,
    }
}

record! {
    /// What is to be compared.
    pub struct Scenarios {
        /// In their order; the first is the one that the others are compared with.
        scenarios: Vec<Scenario>,
    }
}

impl Scenarios {
    /// Reads what is to be compared.
    ///
    /// # Errors
    /// The contract's error; `too_many_items` above six.
    pub fn read(value: &Value) -> Result<Scenarios, Error> {
        let read: Scenarios = json::read(value)?;
        match read.scenarios.len() {
            found if found > MAX => {
                Err(Error::new(Code::TooManyItems, "scenarios").with("found", found).with("max", MAX))
            }
            _ => Ok(read),
        }
    }
}

/// Scenarios side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ScenariosView {
    /// One a scenario.
    pub columns: Vec<ScenarioColumn>,
    /// One a figure; what no scenario has is left out.
    pub rows: Vec<ScenarioRow>,
}

/// A scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ScenarioColumn {
    /// As the visitor called it.
    pub name: String,
    /// The kind of answer, as of a view; `failed` where there is none.
    pub kind: &'static str,
    /// What stands in the way of one amount: an entry that cannot be read, an open batch.
    pub why: Vec<String>,
}

/// A figure of each scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ScenarioRow {
    /// `city`, `table`, `as_of`, `batch`, `level`, `total`, `eligible`, `reimbursed`, `excluded`, `kind`, `grant`,
    /// `range`, `net`, `share`, `bound_by`.
    pub id: &'static str,
    /// 企业净投入.
    pub label: String,
    /// Whether the scenarios differ in it.
    pub differs: bool,
    /// One a scenario.
    pub cells: Vec<ScenarioCell>,
}

/// A figure of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ScenarioCell {
    /// 240,000.00, 第一批, or —.
    pub text: String,
    /// Against the first scenario, where the row differs: +40,000.00, −40,000.00 or 0.
    pub delta: Option<String>,
}

/// In their order.
const ROWS: [&str; 15] = [
    "city",
    "table",
    "as_of",
    "batch",
    "level",
    "total",
    "eligible",
    "reimbursed",
    "excluded",
    "kind",
    "grant",
    "range",
    "net",
    "share",
    "bound_by",
];

/// What stands for a figure that there is not.
const NONE: &str = "—";

/// A figure of a row: in words, and in yuan where it can be compared.
struct Figure(&'static str, String, Option<Yuan>);

/// A scenario judged.
struct Judged {
    column: ScenarioColumn,
    figures: Vec<Figure>,
}

/// Judges each scenario by its own table on its own day, and lays them side by side; one without an amount stays, with
/// the reason.
pub fn scenarios(catalog: &Catalog, asked: &Scenarios, today: Date, strings: &Strings) -> ScenariosView {
    let judged: Vec<_> = asked.scenarios.iter().map(|one| judge(catalog, one, today, strings)).collect();
    let rows = ROWS.iter().filter_map(|&id| row(id, &judged, strings)).collect();
    ScenariosView { columns: judged.into_iter().map(|one| one.column).collect(), rows }
}

fn judge(catalog: &Catalog, scenario: &Scenario, today: Date, strings: &Strings) -> Judged {
    let form = &scenario.form;
    let as_of = form.as_of.unwrap_or(today);
    let told = match catalog.find(&form.policy, as_of) {
        Err(_) => Err(strings.get("desk.scenarios.why_no_table").to_owned()),
        Ok(table) => {
            told(table, form, as_of, strings).map_err(|error| Voice { strings, policy: &table.policy }.error(&error))
        }
    };
    let name = scenario.name.chars().take(MAX_NAME).collect();
    match told {
        Ok((kind, why, figures)) => Judged { column: ScenarioColumn { name, kind, why }, figures },
        Err(why) => Judged { column: ScenarioColumn { name, kind: "failed", why: vec![why] }, figures: Vec::new() },
    }
}

type Told = (&'static str, Vec<String>, Vec<Figure>);

/// The kind of answer, what stands in the way of one amount, and the figures.
fn told(table: &Table, form: &Form, as_of: Date, strings: &Strings) -> Result<Told, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let entries = form.entries();
    let (application, refused) = stated_or_blank(table, form, &entries)?;
    let scene = Scene { voice, table, as_of, application: &application };
    let showing = match refused {
        Some(error) => Showing::Unreadable(error),
        None => scene.judge(entries.nothing())?,
    };
    let (kind, ..) = scene.headline(&showing);
    let mut figures = scene.asked();
    figures.push(Figure("kind", voice.named("badge", scene.worded(kind, &showing)), None));
    match &showing {
        Showing::Unreadable(_) | Showing::Empty => {}
        Showing::Estimate(estimate, _) => figures.extend(scene.figures(estimate)?),
        Showing::Span(comparison) => {
            let total = application.spend.total();
            figures.push(Figure("total", voice.yuan(total), Some(total)));
            if let Some(span) = &comparison.span {
                let range = Range { amount: span.high, low: span.low, high: span.high };
                let limit = limits(&table.policy);
                figures.push(Figure("range", voice.most(voice.one_or_span(span.low, span.high), limit), None));
                figures.extend(scene.left(range, total, limit)?);
            }
        }
    }
    Ok((kind, why(&scene, &showing, &entries), figures))
}

/// What stands in the way of one amount.
fn why(scene: &Scene, showing: &Showing, entries: &Entries) -> Vec<String> {
    let voice = &scene.voice;
    match showing {
        Showing::Unreadable(Some(error)) => vec![voice.error(error)],
        Showing::Unreadable(None) => entries.errors().map(|error| voice.error(error)).collect(),
        Showing::Empty => vec![voice.word("desk.scenarios.why_empty")],
        Showing::Span(_) => vec![voice.word("desk.scenarios.why_open")],
        Showing::Estimate(estimate, _) if estimate.outcome == Outcome::NotEligible => scene.explain(showing),
        Showing::Estimate(..) => Vec::new(),
    }
}

impl Scene<'_> {
    /// What was asked: city, table, day, batch, level.
    fn asked(&self) -> Vec<Figure> {
        let voice = &self.voice;
        let unknown = || voice.word("ui.unknown");
        let batch = match self.application.batch {
            _ if voice.policy.batches.is_empty() => voice.word("grid.any_batch"),
            Some(batch) => voice.batch(batch),
            None => unknown(),
        };
        let level = self.application.level.map_or_else(unknown, |level| voice.level(level));
        vec![
            Figure("city", voice.city(), None),
            Figure("table", [&version(voice), " · ", &short_digest(self.table)].concat(), None),
            Figure("as_of", self.as_of.to_string(), None),
            Figure("batch", batch, None),
            Figure("level", level, None),
        ]
    }

    fn figures(&self, estimate: &Estimate) -> Result<Vec<Figure>, Error> {
        let voice = &self.voice;
        let split = &estimate.spend;
        let amount = |id, amount: Yuan| Figure(id, voice.yuan(amount), Some(amount));
        let mut figures = vec![amount("total", split.total)];
        let Some(grant) = estimate.grant else {
            figures.push(Figure("grant", voice.word("headline.none"), None));
            return Ok(figures);
        };
        figures.extend(split.eligible.map(|eligible| amount("eligible", eligible)));
        figures.extend(split.reimbursed.filter(|&paid| paid > Yuan::ZERO).map(|paid| amount("reimbursed", paid)));
        figures.extend(split.excluded.map(|excluded| amount("excluded", excluded)));
        let limit = is_limit(estimate);
        figures.push(Figure("grant", voice.most(voice.yuan(grant.amount), limit), Some(grant.amount)));
        if grant.low != grant.high {
            figures.push(Figure("range", voice.most(voice.span(grant.low, grant.high), limit), None));
        }
        figures.extend(self.left(grant, split.total, limit)?);
        if let Some(line) = estimate.lines.iter().find(|line| line.rate.is_some() && line.amount > Yuan::ZERO) {
            let bound = match line.bound_by {
                BoundBy::Rate => "desk.scenarios.bound_rate",
                BoundBy::Cap => "desk.scenarios.bound_cap",
                BoundBy::Spend => "desk.scenarios.bound_spend",
            };
            figures.push(Figure("bound_by", voice.word(bound), None));
        }
        Ok(figures)
    }

    /// What the enterprise is left with, and the part of the spend that is paid back.
    fn left(&self, grant: Range, total: Yuan, limit: bool) -> Result<[Figure; 2], Error> {
        let voice = &self.voice;
        let Range { amount, low, high } = grant.rest_of(total)?;
        let net = voice.least(voice.one_or_span(low, high), limit);
        let share = match total {
            Yuan::ZERO => NONE.into(),
            total => voice.share(grant.low, grant.high, total, limit),
        };
        Ok([Figure("net", net, (low == high).then_some(amount)), Figure("share", share, None)])
    }
}

/// A row; `None` where no scenario has such a figure.
fn row(id: &'static str, judged: &[Judged], strings: &Strings) -> Option<ScenarioRow> {
    let figures: Vec<Option<&Figure>> =
        judged.iter().map(|one| one.figures.iter().find(|Figure(of, ..)| *of == id)).collect();
    figures.iter().find(|figure| figure.is_some())?;
    let text = |figure: Option<&Figure>| figure.map_or(NONE, |Figure(_, text, _)| text).to_owned();
    let differs = figures.iter().any(|&figure| text(figure) != text(figures.first().copied().flatten()));
    let amount = |figure: Option<&Figure>| figure.and_then(|&Figure(_, _, amount)| amount);
    let first = amount(figures.first().copied().flatten());
    let cell = |(place, figure): (usize, &Option<&Figure>)| {
        let other = amount(*figure).filter(|_| differs && place > 0);
        let delta = other.zip(first).and_then(|(amount, first)| amount.minus(first).ok());
        ScenarioCell { text: text(*figure), delta: delta.map(signed) }
    };
    Some(ScenarioRow {
        id,
        label: strings.get(&key("desk.scenarios.row", id)).to_owned(),
        differs,
        cells: figures.iter().enumerate().map(cell).collect(),
    })
}

/// +160,000.00, −40,000.00 or 0.
fn signed(difference: Yuan) -> String {
    match difference {
        Yuan::ZERO => "0".into(),
        more if more > Yuan::ZERO => ["+", &group(&more.to_string())].concat(),
        less => group(&less.to_string()),
    }
}
