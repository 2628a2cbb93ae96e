//! A form as typed, read into a scenario and a simulation, or into errors tied to their fields.

use crate::application::OwnTerms;
use crate::demand;
use crate::error::{Code, Error, Params};
use crate::json::{self, Value};
use crate::money::Yuan;
use crate::policy::{Batch, Number, Policy};
use crate::present::budget::form::{BudgetForm, Drawn, TypedCount};
use crate::present::budget::levels::Reached;
use crate::present::fields::FieldError;
use crate::present::human::{self, Unit};
use crate::present::voice::{Voice, group as group_digits, key};
use crate::programme::Programme;
use crate::scenario::{self, Scenario};
use crate::simulate::{self, Between, LogNormal, RunCount, Seed, Simulation, Spread};

/// Amounts of the officer's own list, at most.
const MAX_AMOUNTS: usize = 10_000;

/// A form as it was read.
pub(super) struct Assumed {
    /// What is wrong with a field, in the form's order.
    pub errors: Vec<FieldError>,
    /// The scenario; `None` where nothing is stated that makes one, or it cannot be read.
    pub scenario: Option<Scenario>,
    /// The simulation; `None` where something of it is missing or cannot be read.
    pub simulation: Option<Simulation>,
    /// Amounts as they were read, by field.
    pub amounts: Vec<(&'static str, Yuan)>,
    /// Level shares as they were read.
    pub reached: Reached,
    /// What the simulation still needs: places of `desk.budget.wants`.
    pub wants: Vec<&'static str>,
}

/// Reads a form against its city.
pub(super) fn assumed(form: &BudgetForm, programme: &Programme, voice: &Voice) -> Assumed {
    let policy = voice.policy;
    let mut reader = Reader { voice, errors: Vec::new(), amounts: Vec::new() };
    let counts = reader.counts(form);
    let pool = reader.amount("pool", form.pool.as_deref());
    let own = if policy.spend_share().is_none() { reader.own(form) } else { None };
    let uniform = reader.amount("spend", form.spend.as_deref());
    let before = reader.errors.len();
    let stated = uniform.is_some() || pool.is_some() || own.is_some() || !counts.is_empty();
    let spread = reader.spread(form);
    let reached = Reached::of(form, policy);
    for field in &reached.unread {
        reader.refused(field, "share");
    }
    let seed = reader.number::<Seed>("seed", form.seed.as_deref());
    let runs = reader.number::<RunCount>("runs", form.runs.as_deref());
    let mut wants = Vec::new();
    if policy.spend_share().is_none() && own.is_none() {
        wants.push("own_terms");
    }
    if spread.is_none() && !reader.errors.iter().any(|error| SPREAD.contains(&error.field.as_str())) {
        wants.push(form.drawn().as_str());
    }
    let simulation = spread.filter(|_| reader.errors.is_empty()).map(|spread| Simulation {
        as_of: form.as_of,
        seed,
        runs,
        groups: drawn(&reached, &counts),
        spend: Some(spread),
        levels: reached.by(None),
        pool,
        own_terms: own.clone(),
    });
    Assumed {
        scenario: (stated && before == 0).then(|| Scenario {
            as_of: form.as_of,
            groups: groups(form, policy, programme, counts),
            spend: uniform,
            pool,
            own_terms: own,
        }),
        simulation,
        reached,
        wants,
        errors: reader.errors,
        amounts: reader.amounts,
    }
}

/// The fields that a spread is read from.
const SPREAD: [&str; 6] = ["median", "p90", "least", "likely", "most", "amounts"];

/// The simulation's groups; none where the document's own hold as they are.
fn drawn(reached: &Reached, counts: &[(Option<Batch>, Option<Number>)]) -> Vec<simulate::Group> {
    let group = |batch, count, levels| simulate::Group { batch, count, spend: None, levels };
    if reached.sets == [None] {
        return counts.iter().map(|&(batch, count)| group(batch, count, Vec::new())).collect();
    }
    let count = |set: Option<Batch>| counts.iter().find(|(batch, _)| *batch == set).and_then(|&(_, count)| count);
    reached.sets.iter().map(|&batch| group(batch, count(batch), reached.by(batch))).collect()
}

/// The scenario's groups; none where the document's own hold as they are, or one's number is not known.
fn groups(
    form: &BudgetForm,
    policy: &Policy,
    programme: &Programme,
    counts: Vec<(Option<Batch>, Option<Number>)>,
) -> Vec<scenario::Group> {
    let all = match (counts.is_empty(), form.level) {
        (true, None) => return Vec::new(),
        (true, Some(_)) => policy.batch_axis().into_iter().map(|batch| (batch, None)).collect(),
        (false, _) => counts,
    };
    let group = |(batch, count): (Option<Batch>, Option<Number>)| {
        let count = count.or_else(|| demand::planned(policy, programme, batch).map(Number))?;
        Some(scenario::Group { batch, level: form.level, count, spend: None })
    };
    all.into_iter().map(group).collect::<Option<_>>().unwrap_or_default()
}

/// `count.1`; of a city without batches `count.0`.
pub(super) fn count_field(batch: Option<Batch>) -> String {
    format!("count.{}", batch.map_or(0, Batch::number))
}

struct Reader<'r> {
    voice: &'r Voice<'r>,
    errors: Vec<FieldError>,
    amounts: Vec<(&'static str, Yuan)>,
}

impl Reader<'_> {
    fn wrong(&mut self, field: &str, error: &Error) {
        self.errors.push(FieldError { field: field.to_owned(), text: told(self.voice, error) });
    }

    fn taken<T>(&mut self, field: &str, read: Result<Option<T>, Error>) -> Option<T> {
        read.map_err(|error| self.wrong(field, &error)).ok().flatten()
    }

    fn amount(&mut self, field: &'static str, text: Option<&str>) -> Option<Yuan> {
        let amount = self.taken(field, text.map_or(Ok(None), |text| human::amount(text, Unit::Yuan)))?;
        self.amounts.push((field, amount));
        Some(amount)
    }

    /// The batches whose number is stated, or all of them where one is.
    fn counts(&mut self, form: &BudgetForm) -> Vec<(Option<Batch>, Option<Number>)> {
        let mut counts = Vec::new();
        for TypedCount { batch, count } in &form.counts {
            let read = self.taken(&count_field(*batch), human::count(count));
            counts.push((*batch, read));
        }
        if counts.iter().any(|(_, count)| count.is_some()) { counts } else { Vec::new() }
    }

    fn own(&mut self, form: &BudgetForm) -> Option<OwnTerms> {
        let rate = self.taken("own_rate", form.own_rate.as_deref().map_or(Ok(None), human::rate));
        let cap = self.amount("own_cap", form.own_cap.as_deref());
        Some(OwnTerms { rate: rate?, cap: cap? })
    }

    fn spread(&mut self, form: &BudgetForm) -> Option<Spread> {
        let text = |text: &'_ Option<String>| text.clone();
        match form.drawn() {
            Drawn::LogNormal => {
                let median = self.amount("median", text(&form.median).as_deref());
                let p90 = self.amount("p90", text(&form.p90).as_deref());
                if median == Some(Yuan::ZERO) {
                    self.low("median", "above", Yuan::ZERO);
                }
                self.ordered("p90", median, p90);
                Some(Spread::LogNormal(LogNormal { median: median?, p90: p90? }))
            }
            Drawn::Triangular => {
                let least = self.amount("least", text(&form.least).as_deref());
                let likely = self.amount("likely", text(&form.likely).as_deref());
                let most = self.amount("most", text(&form.most).as_deref());
                self.ordered("likely", least, likely);
                self.ordered("most", likely, most);
                Some(Spread::Triangular(Between { least: least?, likely: likely?, most: most? }))
            }
            Drawn::Resampled => self.listed(form.amounts.as_deref().unwrap_or_default()).map(Spread::Resampled),
        }
    }

    fn ordered(&mut self, field: &str, least: Option<Yuan>, found: Option<Yuan>) {
        if let Some((least, _)) = least.zip(found).filter(|(least, found)| found < least) {
            self.low(field, "not_below", least);
        }
    }

    fn low(&mut self, field: &str, name: &str, least: Yuan) {
        let text = self.voice.say(&key("desk.budget.wrong", name), &Params::default().with("least", least));
        self.errors.push(FieldError { field: field.to_owned(), text });
    }

    /// Amounts one a line, or as a column of a sheet is pasted.
    fn listed(&mut self, text: &str) -> Option<Vec<Yuan>> {
        let mut amounts = Vec::new();
        for one in text.split(['\n', '\r', '\t', ';', '；', '、']).map(str::trim).filter(|one| !one.is_empty()) {
            amounts.push(self.taken("amounts", human::amount(one, Unit::Yuan))?);
        }
        if amounts.len() > MAX_AMOUNTS {
            let error = Error::new(Code::TooManyItems, "").with("found", amounts.len()).with("max", MAX_AMOUNTS);
            self.wrong("amounts", &error);
        }
        (!amounts.is_empty()).then_some(amounts)
    }

    fn number<T: json::Read>(&mut self, field: &str, text: Option<&str>) -> Option<T> {
        let text = text.map(str::trim).filter(|text| !text.is_empty())?;
        let plain: String = text.chars().filter(|one| *one != ',').collect();
        let value = plain.parse().map_or_else(|_| Value::Text(plain), Value::Int);
        json::read(&value).map_err(|_| self.refused(field, field)).ok()
    }

    /// A sentence of our own about a field.
    fn refused(&mut self, field: &str, name: &str) {
        let text = self.voice.word(&key("desk.budget.wrong", name));
        self.errors.push(FieldError { field: field.to_owned(), text });
    }
}

/// What is wrong with an entry, with a hint.
pub(super) fn told(voice: &Voice, error: &Error) -> String {
    match error.code() {
        Code::OutOfRange => voice.word("desk.budget.wrong.count"),
        Code::TooManyItems => voice.say("desk.budget.wrong.too_many", &grouped(error.params())),
        Code::Overflow => voice.error(error),
        _ => crate::present::fields::wrong(voice, error),
    }
}

/// Numbers of things as they are written for people: `10,000`.
pub(super) fn grouped(params: &Params) -> Params {
    let written = |name: &str| params.get(name).map(|number| group_digits(&number.to_string())).unwrap_or_default();
    ["found", "min", "max"].iter().fold(Params::default(), |params, name| params.with(name, written(name)))
}
