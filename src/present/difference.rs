//! In what two tables differ, in words: figure by figure, and what that makes of known cases.

use serde::Serialize;

use crate::application::Application;
use crate::catalog::Table;
use crate::difference::{Difference, Figure, Place, Sum, differences};
use crate::effect::{Effect, Example, Given};
use crate::error::Params;
use crate::money::Yuan;
use crate::policy::{Batch, Category, Wording};
use crate::present::foot::version;
use crate::present::voice::{Voice, key};
use crate::strings::Strings;

/// What stands for a figure that there is not.
const NONE: &str = "—";

/// Two tables side by side.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct DifferenceView {
    /// 南昌市:两份政策表的差别.
    pub title: String,
    /// The two tables.
    pub tables: Vec<TableName>,
    /// How many figures differ, or that none does.
    pub told: String,
    /// Each of them.
    pub changes: Vec<Change>,
    /// How many of the examples come out differently; `None` where there are none.
    pub told_examples: Option<String>,
    /// The examples, those that come out differently first.
    pub examples: Vec<ExampleRow>,
}

/// A table by name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct TableName {
    /// 原表, 新表.
    pub caption: String,
    /// The document's title as printed.
    pub document: String,
    /// nanchang · 2024-04-15 · 第 1 版.
    pub version: String,
    /// The whole digest.
    pub digest: String,
}

/// A figure that differs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Change {
    /// `added`, `changed`, `removed`.
    pub kind: &'static str,
    /// 新增, 改动, 删去.
    pub word: String,
    /// 第一批 · 二级.
    pub place: String,
    /// 比例.
    pub figure: String,
    /// 不超过 60%.
    pub then: String,
    /// 不超过 55%.
    pub now: String,
}

/// An example under both tables.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ExampleRow {
    /// 第一批 · 二级 · 软件 300,000.00.
    pub label: String,
    /// Its name in the file, which is in English.
    pub name: String,
    /// Whether it comes out differently.
    pub changed: bool,
    /// What the one gives.
    pub then: String,
    /// What the other gives.
    pub now: String,
    /// +40,000.00, where both give one amount and these differ.
    pub delta: Option<String>,
}

/// Both tables in words, with the effects on the examples of the one.
pub fn view(then: &Table, now: &Table, effects: &[(&Example, Effect)], strings: &Strings) -> DifferenceView {
    let voice = Voice { strings, policy: &now.policy };
    let changes = changes(then, now, strings);
    let count = |key: &str, count: usize, of: usize| {
        voice.say(key, &Params::default().with("count", count.to_string()).with("of", of.to_string()))
    };
    let told = match changes.len() {
        0 if then.digest == now.digest => voice.word("desk.diff.same"),
        0 => voice.word("desk.diff.texts"),
        number => count("desk.diff.told", number, number),
    };
    let differ = effects.iter().filter(|(_, effect)| effect.changed).count();
    let mut examples: Vec<ExampleRow> =
        effects.iter().map(|(example, effect)| example_row(&voice, example, effect)).collect();
    examples.sort_by_key(|row| !row.changed);
    DifferenceView {
        title: voice.say("desk.diff.title", &Params::default().with("city", voice.city())),
        tables: vec![named(then, "then", strings), named(now, "now", strings)],
        told,
        changes,
        told_examples: (!effects.is_empty()).then(|| count("desk.diff.told_examples", differ, effects.len())),
        examples,
    }
}

fn named(table: &Table, side: &str, strings: &Strings) -> TableName {
    let voice = Voice { strings, policy: &table.policy };
    let params = Params::default()
        .with("id", table.policy.id.as_str())
        .with("version", version(&voice))
        .with("revision", i64::from(table.policy.revision.0));
    let draft = table.policy.is_draft();
    TableName {
        caption: voice.named("desk.diff.side", side),
        document: table.policy.document.title.clone(),
        version: voice.say(if draft { "desk.diff.draft" } else { "desk.diff.version" }, &params),
        digest: table.digest.clone(),
    }
}

/// The figures in which two tables differ.
pub(crate) fn changes(then: &Table, now: &Table, strings: &Strings) -> Vec<Change> {
    let words = Words { new: Voice { strings, policy: &now.policy }, old: Voice { strings, policy: &then.policy } };
    differences(&then.policy, &now.policy).iter().map(|one| words.change(one)).collect()
}

/// Speaks of two tables: what only the old one has is named by it.
struct Words<'v> {
    new: Voice<'v>,
    old: Voice<'v>,
}

impl Words<'_> {
    fn change(&self, Difference { place, then, now }: &Difference) -> Change {
        let kind = match (then, now) {
            (None, _) => "added",
            (_, None) => "removed",
            _ => "changed",
        };
        let figure = now.as_ref().or(then.as_ref()).map_or("", name);
        let said = |figure: &Option<Figure>| figure.as_ref().map_or_else(|| NONE.into(), |one| self.figure(one));
        Change {
            kind,
            word: self.new.named("desk.diff.kind", kind),
            place: self.place(place),
            figure: self.new.named("desk.diff.figure", figure),
            then: said(then),
            now: said(now),
        }
    }

    fn place(&self, place: &Place) -> String {
        let voice = &self.new;
        let in_batch = |batch: Option<Batch>, what: String| match batch {
            Some(batch) => [&voice.batch(batch), " · ", &what].concat(),
            None => what,
        };
        match place {
            Place::Clause { batch, levels } => {
                let levels: Vec<_> = levels.iter().map(|&level| voice.level(level)).collect();
                in_batch(*batch, levels.join(voice.strings.get("format.comma")))
            }
            Place::Benefit(id) if voice.policy.benefit(id).is_some() => voice.benefit(id),
            Place::Benefit(id) => self.old.benefit(id),
            Place::Stage { kind, batch } => in_batch(*batch, voice.named("stage", kind.as_str())),
            Place::Condition(kind) => {
                let condition = voice.named("condition", kind.as_str());
                voice.say("desk.diff.condition", &Params::default().with("condition", condition))
            }
            Place::Table => voice.word("desk.diff.table"),
        }
    }

    fn figure(&self, figure: &Figure) -> String {
        let voice = &self.new;
        match figure {
            Figure::Rate { rate, wording } => {
                let said = voice.say("desk.diff.of_rate", &Params::default().with("rate", *rate));
                self.worded(*wording, said)
            }
            Figure::Cap(sum) | Figure::BaseLimit(sum) | Figure::Award(sum) | Figure::Pool(sum) => self.sum(*sum),
            Figure::Base(categories) | Figure::Wide(categories) => self.categories(categories),
            Figure::ReadAs(level) => {
                voice.say("desk.diff.read_as", &Params::default().with("level", voice.level(*level)))
            }
            Figure::Per { per, once } => {
                let per = voice.named("desk.diff.per", per.as_str());
                if *once { [&per, " · ", &voice.word("desk.diff.once")].concat() } else { per }
            }
            Figure::Payee(payee) => voice.named("payee", payee.as_str()),
            Figure::Promised(promised) => voice.named("desk.diff.promised", if *promised { "yes" } else { "no" }),
            Figure::Unpublished => voice.word("desk.diff.unpublished"),
            Figure::Period { from, until, before } => voice.period(*from, *until, *before),
            Figure::From(day) | Figure::Until(day) => day.to_string(),
            Figure::Years(count) => voice.say("desk.diff.years", &Params::default().with("count", i64::from(*count))),
            Figure::Paid(mode) => voice.named("payment", mode.as_str()),
            Figure::Stacking(rule) => voice.named("desk.diff.stacking", rule.as_str()),
            Figure::Asked { employees_below: Some(people), revenue_below: Some(revenue) } => {
                let params = Params::default().with("people", i64::from(*people)).with("revenue", revenue.to_string());
                voice.say("desk.diff.size", &params)
            }
            Figure::Asked { .. } => voice.word("desk.diff.asked"),
        }
    }

    fn sum(&self, sum: Sum) -> String {
        self.worded(sum.wording, self.new.yuan(sum.amount))
    }

    fn worded(&self, wording: Wording, value: String) -> String {
        self.new.say(&key("desk.diff.worded", wording.as_str()), &Params::default().with("value", value))
    }

    fn categories(&self, categories: &[Category]) -> String {
        let names: Vec<_> = categories.iter().map(|&category| self.new.category(category)).collect();
        if names.is_empty() { NONE.into() } else { names.join(self.new.strings.get("format.plus")) }
    }
}

fn name(figure: &Figure) -> &'static str {
    match figure {
        Figure::Rate { .. } => "rate",
        Figure::Cap(_) => "cap",
        Figure::BaseLimit(_) => "base_limit",
        Figure::Base(_) => "base",
        Figure::Wide(_) => "wide",
        Figure::ReadAs(_) => "read_as",
        Figure::Award(_) => "award",
        Figure::Per { .. } => "per",
        Figure::Pool(_) => "pool",
        Figure::Payee(_) => "payee",
        Figure::Promised(_) | Figure::Unpublished => "published",
        Figure::Period { .. } => "period",
        Figure::From(_) => "from",
        Figure::Until(_) => "until",
        Figure::Years(_) => "years",
        Figure::Paid(_) => "paid",
        Figure::Stacking(_) => "stacking",
        Figure::Asked { .. } => "asked",
    }
}

fn example_row(voice: &Voice, example: &Example, effect: &Effect) -> ExampleRow {
    let (then, now) = (effect.then.as_ref(), effect.now.as_ref());
    let single = |given: Option<&Given>| {
        given.and_then(|given| given.grant).filter(|grant| grant.low == grant.high).map(|grant| grant.amount)
    };
    let delta = single(then).zip(single(now)).and_then(|(then, now)| now.minus(then).ok());
    ExampleRow {
        label: label(voice, &example.application),
        name: example.name.clone(),
        changed: effect.changed,
        then: given(voice, then, now),
        now: given(voice, now, then),
        delta: delta.filter(|delta| *delta != Yuan::ZERO).map(|delta| voice.signed(delta)),
    }
}

/// 第一批 · 二级 · 软件 300,000.00.
fn label(voice: &Voice, application: &Application) -> String {
    let mut parts = Vec::new();
    parts.extend(application.batch.map(|batch| voice.batch(batch)));
    parts.extend(application.level.map(|level| voice.level(level)));
    let item = |category: Category, amount: Yuan| [&voice.category(category), " ", &voice.yuan(amount)].concat();
    let items: Vec<_> = application.spend.items().iter().map(|one| item(one.category, one.amount)).collect();
    parts.extend((!items.is_empty()).then(|| items.join(voice.strings.get("format.plus"))));
    parts.extend(application.awards.iter().map(|award| voice.benefit(&award.benefit)));
    parts.extend(application.as_of.map(|day| day.to_string()));
    parts.join(" · ")
}

/// The grant; with it the kind, the awards and the term where the other table gives other ones.
fn given(voice: &Voice, given: Option<&Given>, other: Option<&Given>) -> String {
    let Some(given) = given else { return voice.word("desk.diff.refused") };
    let mut parts = vec![match given.grant {
        None => voice.word("desk.diff.no_amount"),
        Some(grant) if grant.low == grant.high => voice.yuan(grant.amount),
        Some(grant) => voice.span(grant.low, grant.high),
    }];
    let Some(other) = other else { return parts.concat() };
    parts.extend((given.outcome != other.outcome).then(|| voice.named("badge", given.outcome.as_str())));
    for award in given.awards.iter().filter(|award| !other.awards.contains(award)) {
        let amount = award.amount.map_or_else(|| voice.word("desk.diff.no_amount"), |amount| voice.yuan(amount));
        parts.push([&voice.benefit(&award.benefit), " ", &amount].concat());
    }
    parts.extend((given.status != other.status).then(|| voice.named("desk.diff.status", given.status.as_str())));
    parts.join(" · ")
}
