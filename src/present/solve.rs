//! What it takes: the spend for a wanted grant, and from where on nothing is added, in sentences.

use serde::Serialize;

use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Code, Error, Params};
use crate::money::Yuan;
use crate::policy::{Category, Level};
use crate::present::form::Form;
use crate::present::human::{self, Unit};
use crate::present::voice::{Voice, key};
use crate::present::{Scene, fields};
use crate::solve::{self, Bound, Most, Need, Needs, Wanted};
use crate::strings::Strings;
use crate::terms::{Categories, Terms};

/// What it takes, for a person.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SolveView {
    /// City, batch and level.
    pub context: String,
    /// Why there is nothing to solve yet.
    pub open: Option<String>,
    /// What is wrong with the wanted grant, with a hint.
    pub error: Option<String>,
    /// How the wanted grant was read, where it was not written plainly.
    pub read_as: Option<String>,
    /// What the wanted grant takes; `null` where none was named.
    pub wanted: Option<Told>,
    /// The most of each benefit, and from where on nothing is added.
    pub most: Vec<Told>,
    /// What to make of it.
    pub remark: Option<String>,
}

/// An answer in sentences.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Told {
    /// What it is about: the wanted grant, or a benefit.
    pub title: String,
    /// The answer, and what depends on how the text is read.
    pub sentences: Vec<String>,
    /// The entry that states the spend found; `null` where the form states it already, or where no row could.
    pub put: Option<Put>,
}

/// An entry of the form.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Put {
    /// Its row.
    pub category: &'static str,
    /// Its text, as one would type it in the form's unit.
    pub text: String,
    /// 把“软件”改为 857,142.86 元.
    pub label: String,
}

/// What a form's spend and a wanted grant, both as typed, come to.
///
/// # Errors
/// As [`crate::present::answer`].
pub fn answer(table: &Table, form: &Form, wanted: &str, as_of: Date, strings: &Strings) -> Result<SolveView, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let (grant, error) = match human::amount(wanted, form.unit) {
        Ok(grant) => (grant, None),
        Err(error) => (None, Some(fields::wrong(&voice, &error))),
    };
    let read_as = grant.and_then(|grant| fields::read_as(&voice, grant, wanted.trim()));
    let open = |told: String| SolveView { open: Some(told), error: error.clone(), ..SolveView::default() };
    let mut application = match form.application(&form.entries()) {
        Ok(application) => application,
        Err(None) => return Ok(open(voice.word("explain.unreadable"))),
        Err(Some(error)) => return Ok(open(voice.error(&error))),
    };
    // Awards are never part of what spend brings.
    application.awards.clear();
    if application.level.is_none() {
        if table.policy.spend_share().is_some() {
            return Ok(open(voice.word("desk.solve.level_open")));
        }
        application.level = Some(Level::HIGHEST);
    }
    match told(table, &application, grant, Some(form), as_of, strings) {
        Ok(view) => Ok(SolveView { error, read_as, ..view }),
        Err(error) if error.code() == Code::BatchRequired => Ok(open(voice.word("desk.solve.batch_open"))),
        Err(error) => Err(error),
    }
}

/// The same for an application, for shells without a form.
///
/// # Errors
/// As [`solve::solve`].
pub fn view(
    table: &Table,
    application: &Application,
    grant: Option<Yuan>,
    as_of: Date,
    strings: &Strings,
) -> Result<SolveView, Error> {
    told(table, application, grant, None, as_of, strings)
}

fn told(
    table: &Table,
    application: &Application,
    grant: Option<Yuan>,
    form: Option<&Form>,
    as_of: Date,
    strings: &Strings,
) -> Result<SolveView, Error> {
    let solution = solve::solve(table, application, grant, as_of)?;
    let level = application.level.unwrap_or(Level::HIGHEST);
    let terms = Terms::resolve(&table.policy, level, application.batch, application.own_terms.as_ref())?;
    let voice = Voice { strings, policy: &table.policy };
    let scene = Scene { voice, table, as_of, application };
    let limits = super::limits(&scene.table.policy) && solution.most.iter().any(|most| most.bound != Bound::Level);
    let teller = Teller { voice, terms, form };
    Ok(SolveView {
        context: scene.context(),
        wanted: solution.wanted.as_ref().map(|wanted| teller.wanted(wanted)),
        most: solution.most.iter().map(|most| teller.most(most)).collect(),
        remark: limits.then(|| voice.word("desk.solve.limit")),
        ..SolveView::default()
    })
}

/// Tells what was solved.
struct Teller<'s> {
    voice: Voice<'s>,
    terms: Terms<'s>,
    form: Option<&'s Form>,
}

impl Teller<'_> {
    fn wanted(&self, wanted: &Wanted) -> Told {
        let voice = &self.voice;
        let params = || {
            let params = Params::default().with("grant", wanted.grant);
            params.with("largest", wanted.largest.unwrap_or_default())
        };
        let counted = self.terms.counted;
        let mut sentences = match (wanted.needs.amount, wanted.bound) {
            (Some(need), _) => {
                let key = key("desk.solve.needs", sense(need));
                vec![voice.say(&key, &difference(params(), need))]
            }
            (None, bound) => {
                let bound = bound.unwrap_or(Bound::NotPublished);
                vec![voice.say(&key("desk.solve.out_of_reach", bound.as_str()), &params())]
            }
        };
        sentences.extend(self.readings(&wanted.needs));
        if let Some(paid) = wanted.paid_back.filter(|&paid| paid > Yuan::ZERO) {
            let params = Params::default().with("amount", paid);
            sentences.push(voice.say("desk.solve.paid_back", &params));
        }
        let title = voice.say("desk.solve.wanted", &params());
        Told { title, sentences, put: self.put(wanted.needs.amount, counted) }
    }

    fn most(&self, most: &Most) -> Told {
        let params = Params::default()
            .with("amount", most.amount)
            .with("largest", most.largest.unwrap_or_default())
            .with("gain", most.gain.unwrap_or_default());
        let fee = self.terms.reimbursements.iter().find(|(benefit, _)| benefit.id == most.benefit);
        let base = fee.map_or(self.terms.counted, |(_, fee)| Categories::of(&fee.base));
        let list = if fee.is_some() { "desk.solve.fee" } else { "desk.solve.most" };
        let mut sentences = Vec::new();
        match most.needs.amount {
            None => sentences.push(self.voice.say(&key("desk.solve.nothing", most.bound.as_str()), &params)),
            Some(need) => {
                let reached = if need.more > Yuan::ZERO { "more" } else { "reached" };
                sentences.push(self.voice.say(&key(list, reached), &difference(params, need)));
                if most.bound == Bound::BaseLimit {
                    sentences.push(self.voice.word("desk.solve.base_limit"));
                }
            }
        }
        sentences.extend(self.readings(&most.needs));
        let title = self.voice.benefit(most.benefit);
        let put = self.put(most.needs.amount.filter(|need| need.more > Yuan::ZERO), base);
        Told { title, sentences, put }
    }

    /// What depends on how the text is read.
    fn readings(&self, needs: &Needs) -> Vec<String> {
        let mut sentences = Vec::new();
        if let Some(low) = needs.low.filter(|_| needs.low != needs.amount) {
            let key = if low.more > Yuan::ZERO { "desk.solve.wide" } else { "desk.solve.wide_enough" };
            sentences.push(self.voice.say(key, &difference(Params::default(), low)));
        }
        if needs.amount.is_some() && needs.high.is_none() {
            sentences.push(self.voice.word("desk.solve.strict"));
        }
        sentences
    }

    /// The entry of one row that makes the spend on `base` what was found: of the only row used, else of the first that
    /// counts.
    fn put(&self, need: Option<Need>, base: Categories) -> Option<Put> {
        let (need, form) = (need?, self.form?);
        let entries = form.entries().spend;
        let used: Vec<(Category, Yuan)> = entries
            .into_iter()
            .filter_map(|(category, amount)| Some((category, amount.ok()??)))
            .filter(|&(category, amount)| base.contains(category) && amount > Yuan::ZERO)
            .collect();
        let (category, stated) = match used.as_slice() {
            [only] => *only,
            _ => {
                let first = base.iter().next()?;
                *used.iter().find(|(category, _)| *category == first).unwrap_or(&(first, Yuan::ZERO))
            }
        };
        // What a row can do without is no more than what stands in it.
        let amount = stated.plus(need.more).ok()?.minus(need.less).ok()?;
        let once = form.spend.iter().filter(|row| row.category == category).count() <= 1;
        if amount == stated || amount < Yuan::ZERO || !once {
            return None;
        }
        let params = Params::default().with("row", self.voice.category(category)).with("amount", amount);
        Some(Put {
            category: category.as_str(),
            text: typed(amount, form.unit),
            label: self.voice.say("desk.solve.put", &params),
        })
    }
}

/// An amount as one would type it: a unit of its own where bare numbers mean another.
fn typed(amount: Yuan, unit: Unit) -> String {
    let text = amount.to_string();
    let text = text.strip_suffix(".00").unwrap_or(&text);
    match unit {
        Unit::Yuan => text.to_owned(),
        Unit::Wan => [text, "元"].concat(),
    }
}

fn sense(need: Need) -> &'static str {
    match (need.more > Yuan::ZERO, need.less > Yuan::ZERO) {
        (true, _) => "more",
        (_, true) => "less",
        _ => "same",
    }
}

fn difference(params: Params, need: Need) -> Params {
    params.with("spend", need.spend).with("more", need.more).with("less", need.less)
}
