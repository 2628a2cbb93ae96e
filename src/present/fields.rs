//! The form's choices, hints and errors.

use crate::error::{Error, Params};
use crate::estimate::{Case, Counted, ItemReason, Status, status};
use crate::money::Yuan;
use crate::policy::{Batch, Category, Gives, Level, StageKind};
use crate::present::form::{Entries, Form};
use crate::present::view::{AwardChoice, Choice, FormView, SpendRow};
use crate::present::voice::{Voice, key};
use crate::present::{Scene, needs_provincial_subsidy};
use crate::terms::{Terms, Totals};

/// What is wrong with a field.
#[cfg(any(feature = "desk", feature = "sheets"))]
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct FieldError {
    /// The field: `clauses[0].rate`.
    pub field: String,
    /// What is wrong, with a hint.
    pub text: String,
}

/// The form as the view shows it, errors aside.
pub(super) fn form(scene: &Scene) -> FormView {
    let voice = &scene.voice;
    let policy = voice.policy;
    let published = policy.spend_share().is_some();
    let choice = |value: u8, label: String, selected| Choice { value, label, selected };
    let stated = scene.application;
    FormView {
        document: [&policy.document.title, " ", &super::foot::version(&scene.voice)].concat(),
        term: scene.term(),
        term_status: status(policy, scene.as_of).as_str(),
        batches: policy
            .batches
            .iter()
            .map(|&batch| choice(batch.number(), voice.batch(batch), stated.batch == Some(batch)))
            .collect(),
        batch_hint: scene.batch_hint(),
        levels: Level::ALL
            .iter()
            .map(|&level| choice(level.number(), voice.level(level), stated.level == Some(level)))
            .collect(),
        level_hint: voice.word(if published { "hint.level" } else { "hint.level_not_published" }),
        rows: Category::ALL.iter().map(|&category| scene.row(category)).collect(),
        own_terms: !published,
        own_rate_error: None,
        own_cap_error: None,
        awards: scene.award_choices(),
        provincial_subsidy_error: None,
    }
}

/// Puts what is wrong with an entry at its field, and how an entry was read beside it.
pub(super) fn tie_errors(scene: &Scene, form: &Form, entries: &Entries, view: &mut FormView) {
    let voice = &scene.voice;
    let told = |error: &Error| wrong(voice, error);
    for ((category, amount), entry) in entries.spend.iter().zip(&form.spend) {
        let Some(row) = view.rows.iter_mut().find(|row| row.category == category.as_str()) else { continue };
        match amount {
            Err(error) => row.error = Some(told(error)),
            Ok(Some(amount)) => row.read_as = read_as(voice, *amount, entry.text.trim()),
            Ok(None) => {}
        }
    }
    view.own_rate_error = entries.own_rate.as_ref().err().map(told);
    view.own_cap_error = entries.own_cap.as_ref().err().map(told);
    view.provincial_subsidy_error = entries.provincial_subsidy.as_ref().err().map(told);
    if entries.half_own_terms() {
        let missing = Some(voice.word("entry.missing_field"));
        match &entries.own_rate {
            Ok(Some(_)) => view.own_cap_error = missing,
            _ => view.own_rate_error = missing,
        }
    }
    let asks = form.awards.iter().any(|award| needs_provincial_subsidy(voice.policy, &award.benefit));
    if asks && matches!(entries.provincial_subsidy, Ok(None)) {
        view.provincial_subsidy_error = Some(voice.word("entry.missing_field"));
    }
}

/// What is wrong with an entry, with a hint.
pub(super) fn wrong(voice: &Voice, error: &Error) -> String {
    voice.say(&key("entry", error.code().as_str()), error.params())
}

/// How an amount was read, where it was not typed as it is written: `300000` or `300000.50`.
pub(super) fn read_as(voice: &Voice, amount: Yuan, typed: &str) -> Option<String> {
    let written = amount.to_string();
    // Not `trim_end_matches`: its search for a text weighs 4 KB in the browser.
    let plainly = typed == written.strip_suffix(".00").unwrap_or(&written);
    (!plainly).then(|| voice.say("entry.read_as", &Params::default().with("amount", amount)))
}

impl Scene<'_> {
    /// The term of the document in words.
    fn term(&self) -> String {
        let validity = &self.table.policy.validity;
        let day = |dated: &Option<crate::policy::Dated>| {
            dated.as_ref().map(|dated| dated.date.to_string()).unwrap_or_default()
        };
        let mut params = Params::default().with("from", day(&validity.from)).with("until", day(&validity.until));
        let status = status(&self.table.policy, self.as_of);
        let key = match (status, &validity.years) {
            (Status::Unstated, Some(years)) => {
                params = params.with("years", i64::from(years.count.0));
                "term.years".to_owned()
            }
            _ => key("term", status.as_str()),
        };
        self.voice.say(&key, &params)
    }

    /// Where the batch is written, and where its transformation window stands.
    fn batch_hint(&self) -> String {
        let voice = &self.voice;
        let policy = voice.policy;
        if policy.batches.is_empty() {
            return String::new();
        }
        let notice = voice.word("hint.batch");
        let window = policy.stages.iter().find(|stage| {
            stage.kind == StageKind::Transform && stage.batch.is_some() && stage.batch == self.application.batch
        });
        let Some(stage) = window else { return notice };
        let params = Params::default()
            .with("batch", stage.batch.map(Batch::number).unwrap_or_default())
            .with("period", voice.period(stage.from, stage.until, stage.before))
            .with("state", stage.state(self.as_of).as_str());
        [notice, voice.say("hint.batch_window", &params)].concat()
    }

    fn row(&self, category: Category) -> SpendRow {
        let (counted, reason) = self.verdict(category);
        SpendRow {
            category: category.as_str(),
            label: self.voice.category(category),
            hint: self.category_hint(category),
            counted,
            badge: self.voice.named("counted", counted),
            reason: self.voice.named("reason", reason),
            error: None,
            read_as: None,
        }
    }

    /// Whether a category counts, over every batch and level that the form leaves open.
    fn verdict(&self, category: Category) -> (&'static str, &'static str) {
        let policy = self.voice.policy;
        let batches = self.application.batch.map_or_else(|| policy.batch_axis(), |batch| vec![Some(batch)]);
        let levels = self.application.level.map_or_else(|| Level::ALL.to_vec(), |level| vec![level]);
        let mut verdicts = Vec::new();
        for &batch in &batches {
            for &level in &levels {
                let Ok(terms) = Terms::resolve(policy, level, batch, self.application.own_terms.as_ref()) else {
                    continue;
                };
                // At a level that no clause pays nothing can be learnt about what counts.
                if levels.len() > 1 && !terms.pays() {
                    continue;
                }
                let totals = Totals::default();
                let case =
                    Case { policy, application: self.application, batch, level, as_of: self.as_of, terms, totals };
                let (counted, reason, _) = case.verdict(category);
                verdicts.push((counted.map_or("unknown", Counted::as_str), reason.as_str()));
            }
        }
        match verdicts.first() {
            Some(&first) if verdicts.iter().all(|one| one.0 == first.0) => first,
            Some(_) => ("depends", "depends_on_level"),
            None => ("unknown", ItemReason::RateNotPublished.as_str()),
        }
    }

    fn award_choices(&self) -> Vec<AwardChoice> {
        let voice = &self.voice;
        let choice = |benefit: &crate::policy::Benefit| {
            let (hint, countable) = match &benefit.gives {
                Gives::LumpSum(sum) => {
                    let params = Params::default().with("per", sum.per.as_str()).with("amount", sum.amount.amount);
                    (voice.say(&key("award_hint", sum.amount.wording.as_str()), &params), !sum.once)
                }
                Gives::Matching(matching) => {
                    let params = Params::default().with("rate", matching.rate.rate).with("cap", matching.cap.amount);
                    (voice.say("award_hint.matching", &params), false)
                }
                Gives::WithoutFigure(without) => {
                    let key = if without.promised { "award_hint.promised" } else { "award_hint.none" };
                    (voice.word(key), false)
                }
                _ => (String::new(), false),
            };
            let payee = voice.named("payee", benefit.payee.as_str());
            AwardChoice {
                benefit: benefit.id.clone(),
                label: voice.benefit(&benefit.id),
                hint: [&hint, " · ", &payee].concat(),
                countable,
                needs_provincial_subsidy: matches!(benefit.gives, Gives::Matching(_)),
            }
        };
        voice.policy.awards().map(choice).collect()
    }
}
