//! An answer for a person: one view, in one language, that the page and the command line share.

mod about;
#[cfg(feature = "desk")]
pub mod address;
mod amounts;
#[cfg(any(feature = "native", feature = "sheets"))]
pub mod budget;
#[cfg(feature = "desk")]
pub mod capital;
mod changes;
pub mod curve;
#[cfg(feature = "desk")]
pub mod difference;
#[cfg(feature = "desk")]
pub mod draft;
pub mod eligibility;
mod fields;
pub mod form;
pub mod human;
#[cfg(feature = "native")]
pub mod ledger;
#[cfg(feature = "desk")]
pub mod link;
#[cfg(feature = "sheets")]
pub mod list;
#[cfg(feature = "sheets")]
pub mod portfolio;
#[cfg(feature = "desk")]
mod qr;
#[cfg(any(feature = "desk", feature = "sheets"))]
pub mod quote;
#[cfg(feature = "native")]
pub mod rates;
#[cfg(feature = "desk")]
pub mod scenarios;
#[cfg(feature = "desk")]
pub mod sheet;
#[cfg(feature = "sheets")]
pub mod shift;
#[cfg(feature = "sheets")]
pub mod simulate;
pub mod solve;
#[cfg(feature = "desk")]
pub mod then;
#[cfg(feature = "desk")]
pub mod timeline;
pub mod view;
pub(crate) mod voice;

use crate::application::Application;
use crate::catalog::Table;
use crate::compare::{self, Comparison};
use crate::date::Date;
use crate::eligibility::judge;
use crate::error::{Code, Error, Param, Params};
use crate::estimate::{self, Estimate, Line, Outcome};
use crate::money::Yuan;
use crate::notes::{self, Note, NoteCode};
use crate::policy::{Clause, Gives, Level, Policy, Wording};
use crate::strings::Strings;
use crate::terms;

use form::{Entries, Form};
use view::View;
#[cfg(feature = "cli")]
pub(crate) use voice::group;
#[cfg(feature = "sheets")]
pub(crate) use voice::{Voice, key};
#[cfg(not(feature = "sheets"))]
use voice::{Voice, key};

/// What a view is made from.
pub(crate) struct Scene<'s> {
    pub voice: Voice<'s>,
    pub table: &'s Table,
    pub as_of: Date,
    pub application: &'s Application,
}

/// What there is to show.
enum Showing<'s> {
    /// An entry cannot be read, or the entries add up to too much.
    Unreadable(Option<Error>),
    /// Nothing is entered yet.
    Empty,
    /// Batch or level is open: the span over the possible ones.
    Span(Comparison<'s>),
    /// An estimate.
    Estimate(Box<Estimate<'s>>, Option<Comparison<'s>>),
}

/// The view of an application, for shells without a form.
///
/// # Errors
/// As [`estimate::estimate`].
pub fn view(table: &Table, application: &Application, as_of: Date, strings: &Strings) -> Result<View, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let scene = Scene { voice, table, as_of, application };
    let estimate = estimate::estimate(table, application, as_of)?;
    let comparison = scene.comparison()?;
    Ok(scene.compose(&Showing::Estimate(Box::new(estimate), comparison)))
}

/// The view of an application that may leave batch or level open: the span over what is possible, or the estimate
/// where nothing is open.
///
/// # Errors
/// As [`compare::compare`].
pub fn view_of_span(table: &Table, application: &Application, as_of: Date, strings: &Strings) -> Result<View, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let scene = Scene { voice, table, as_of, application };
    terms::check_batch(&table.policy, application.batch)?;
    Ok(scene.compose(&scene.judge(false)?))
}

/// The view of a form: entries that cannot be read are told at their fields, open choices give a span.
///
/// # Errors
/// Only what a program got wrong: an unknown policy or award, a batch that the city does not have, own terms where the
/// document publishes its rate.
pub fn answer(table: &Table, form: &Form, as_of: Date, strings: &Strings) -> Result<View, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let entries = form.entries();
    let (application, refused) = stated_or_blank(table, form, &entries)?;
    let scene = Scene { voice, table, as_of, application: &application };
    let showing = match refused {
        Some(error) => Showing::Unreadable(error),
        None => scene.judge(entries.nothing())?,
    };
    let mut view = scene.compose(&showing);
    fields::tie_errors(&scene, form, &entries, &mut view.form);
    view.about = form.about.then(|| about::about(&scene.voice, as_of));
    Ok(view)
}

/// The application that a form states; a matching grant waits for the amount that it is a share of.
///
/// # Errors
/// `Err(None)` where an entry is unreadable, else what the entries add up to.
pub(crate) fn stated(table: &Table, form: &Form, entries: &Entries) -> Result<Application, Option<Error>> {
    let mut application = form.application(entries)?;
    if application.provincial_subsidy.is_none() {
        application.awards.retain(|award| !needs_provincial_subsidy(&table.policy, &award.benefit));
    }
    Ok(application)
}

/// As [`stated`]; where it cannot be judged, the rest of the form, and the reason.
fn stated_or_blank(
    table: &Table,
    form: &Form,
    entries: &Entries,
) -> Result<(Application, Option<Option<Error>>), Error> {
    stated(table, form, entries).map(|application| (application, None)).or_else(|error| {
        let blank = form.application(&Entries::BLANK).map_err(|error| error.unwrap_or_else(overflow))?;
        Ok((Application { awards: Vec::new(), ..blank }, Some(error)))
    })
}

fn overflow() -> Error {
    Error::new(Code::Overflow, "")
}

fn needs_provincial_subsidy(policy: &Policy, id: &str) -> bool {
    policy.benefit(id).is_some_and(|benefit| matches!(benefit.gives, Gives::Matching(_)))
}

impl<'s> Scene<'s> {
    /// Every batch and level, where a rate is published.
    fn comparison(&self) -> Result<Option<Comparison<'s>>, Error> {
        let published = self.table.policy.spend_share().is_some();
        published.then(|| compare::compare(self.table, self.application, self.as_of)).transpose()
    }

    fn judge(&self, nothing_entered: bool) -> Result<Showing<'s>, Error> {
        let Some(comparison) = self.comparison()? else {
            // Without a published rate neither batch nor level matters.
            let (batch, level) = (self.application.batch, self.application.level.unwrap_or(Level::HIGHEST));
            let own = self.application.own_terms.is_some() && nothing_entered;
            let estimate = estimate::at(self.table, self.application, batch, level, self.as_of)?;
            return Ok(if own { Showing::Empty } else { Showing::Estimate(Box::new(estimate), None) });
        };
        if nothing_entered {
            return Ok(Showing::Empty);
        }
        let Application { eligibility, batch, level, .. } = self.application;
        let judged = eligibility.as_ref().map(|stated| judge(&self.table.policy, stated, *level));
        // Where a condition keeps the enterprise from any grant, neither batch nor level changes anything.
        let barred = judged.is_some_and(|judged| judged.noted.bars);
        let Some(level) = level.or(barred.then_some(Level::HIGHEST)) else {
            return Ok(Showing::Span(comparison));
        };
        match estimate::at(self.table, self.application, *batch, level, self.as_of) {
            Ok(estimate) => Ok(Showing::Estimate(Box::new(estimate), (!barred).then_some(comparison))),
            Err(error) if error.code() == Code::BatchRequired => Ok(Showing::Span(comparison)),
            Err(error) => Err(error),
        }
    }

    fn compose(&self, showing: &Showing) -> View {
        let (kind, headline, short) = self.headline(showing);
        let badge = self.voice.named("badge", self.worded(kind, showing));
        let context = self.context();
        let (estimate, comparison) = match showing {
            Showing::Estimate(estimate, comparison) => (Some(&**estimate), comparison.as_ref()),
            Showing::Span(comparison) => (None, Some(comparison)),
            Showing::Unreadable(_) | Showing::Empty => (None, None),
        };
        View {
            announce: [badge.as_str(), " ", &headline, " ", &context].concat(),
            brief: headline.clone(),
            kind,
            badge,
            context,
            headline,
            short,
            explain: self.explain(showing),
            bar: estimate.map(|estimate| self.bar(estimate)).unwrap_or_default(),
            sums: self.sums(showing),
            lines: estimate.map(|estimate| self.lines(estimate)).unwrap_or_default(),
            changes: estimate.zip(comparison).map(|(one, all)| self.changes(one, all)).unwrap_or_default(),
            table: self.grid(comparison),
            awards: estimate.map(|estimate| self.awards(estimate)).unwrap_or_default(),
            notes: self.notes(estimate),
            foot: foot(&self.voice, self.table, self.as_of),
            form: fields::form(self),
            about: None,
        }
    }

    fn headline(&self, showing: &Showing) -> (&'static str, String, Option<String>) {
        let voice = &self.voice;
        match showing {
            Showing::Unreadable(_) => ("unreadable", "—".into(), None),
            Showing::Empty => ("empty", voice.word("headline.empty"), None),
            Showing::Span(comparison) => match &comparison.span {
                Some(span) if span.low == span.high => ("range", voice.headline(span.high), voice.short(span.high)),
                Some(span) => ("range", ["¥", &voice.span(span.low, span.high)].concat(), None),
                None => ("not_published", voice.word("headline.none"), None),
            },
            Showing::Estimate(estimate, _) => {
                let kind = estimate.outcome.as_str();
                match estimate.grant {
                    None => (kind, voice.word("headline.none"), None),
                    Some(grant) if grant.low != grant.high => {
                        let params = Params::default().with("amount", grant.amount);
                        let default = voice.say("headline.default", &params);
                        (kind, ["¥", &voice.span(grant.low, grant.high)].concat(), Some(default))
                    }
                    Some(grant) => (kind, voice.headline(grant.amount), voice.short(grant.amount)),
                }
            }
        }
    }

    /// The kind, where it is a range whose ends are limits: that less may be paid has to be said of these as well.
    fn worded(&self, kind: &'static str, showing: &Showing) -> &'static str {
        match (kind, showing) {
            ("needs_confirmation", Showing::Estimate(estimate, _)) if is_limit(estimate) => "needs_confirmation_limit",
            ("range", _) if limits(&self.table.policy) => "range_limit",
            _ => kind,
        }
    }

    /// City, batch, level, and own terms where they are used.
    fn context(&self) -> String {
        let voice = &self.voice;
        let published = self.table.policy.spend_share().is_some();
        let mut parts = vec![voice.city()];
        if published {
            parts.extend(self.application.batch.map(|batch| voice.batch(batch)));
            parts.extend(self.application.level.map(|level| voice.level(level)));
        }
        if let Some(own) = &self.application.own_terms {
            let params = Params::default().with("rate", own.rate).with("cap", own.cap);
            parts.push(voice.say("context.own_terms", &params));
        }
        parts.join(" · ")
    }

    fn explain(&self, showing: &Showing) -> Vec<String> {
        let voice = &self.voice;
        match showing {
            Showing::Unreadable(Some(error)) => vec![voice.error(error)],
            Showing::Unreadable(None) => vec![voice.word("explain.unreadable")],
            Showing::Empty => vec![voice.word("explain.empty")],
            Showing::Span(_) => {
                let mut sentences = vec![voice.named("explain", self.worded("range", showing))];
                sentences.extend(self.open_conditions());
                sentences
            }
            Showing::Estimate(estimate, _) => {
                // What is open beside a condition that is not met no longer matters.
                let moot = |note: &&Note| note.code == NoteCode::ConditionsOpen && barred(estimate);
                let leading = estimate.notes.iter().filter(|note| leads(note) && !moot(note));
                let mut sentences: Vec<_> = leading.map(|note| self.sentence(note)).collect();
                if let (Outcome::NotPublished, Some((_, unpublished))) =
                    (estimate.outcome, self.table.policy.unpublished())
                {
                    let language = voice.strings.language();
                    let document = Params::default().with("document", language.of(&unpublished.would_be_in));
                    sentences.push(language.of(&unpublished.explanation).to_owned());
                    sentences.push(voice.say("explain.would_be_in", &document));
                }
                // Where a condition is not met, its note is the reason, and not the level.
                if !barred(estimate) {
                    sentences.push(voice.named("explain", self.worded(estimate.outcome.as_str(), showing)));
                }
                sentences
            }
        }
    }

    /// The conditions that are not settled, where there is no estimate to say it.
    fn open_conditions(&self) -> Option<String> {
        let judged = judge(&self.table.policy, self.application.eligibility.as_ref()?, self.application.level);
        let open = Some(judged.noted.open).filter(|open| !open.is_empty())?;
        Some(self.voice.say("note.conditions_open", &Params::default().with("conditions", Param::Texts(open))))
    }

    /// What has to be known; where there is no estimate, at least where the day stands.
    fn notes(&self, estimate: Option<&Estimate>) -> Vec<String> {
        let policy = &self.table.policy;
        let calendar =
            || notes::calendar(policy, self.application.batch, estimate::status(policy, self.as_of), self.as_of);
        let notes = estimate.map_or_else(calendar, |estimate| estimate.notes.clone());
        notes
            .iter()
            .filter(|note| !shown_elsewhere(note) && (estimate.is_none() || !leads(note)))
            .map(|note| self.sentence(note))
            .collect()
    }

    fn sentence(&self, note: &Note) -> String {
        self.voice.say(&key("note", note.code.as_str()), &note.params)
    }
}

/// Names table, digest and day.
fn foot(voice: &Voice, table: &Table, as_of: Date) -> String {
    voice.say("foot", &identity(voice, table).with("as_of", as_of.to_string()))
}

/// What names a table under an answer.
pub(crate) fn identity(voice: &Voice, table: &Table) -> Params {
    Params::default().with("id", &*table.policy.id).with("version", version(voice)).with("digest", short_digest(table))
}

/// The document's date in words.
fn version(voice: &Voice) -> String {
    let undated = || voice.word("word.undated");
    voice.policy.document.date.as_ref().map_or_else(undated, |dated| dated.date.to_string())
}

/// As much of the digest as names the table.
pub(crate) fn short_digest(table: &Table) -> String {
    table.digest.chars().take(19).collect()
}

/// Whether a condition that is not met keeps the grant at nothing.
fn barred(estimate: &Estimate) -> bool {
    estimate.outcome == Outcome::NotEligible
        && estimate.eligibility.as_ref().is_some_and(|eligibility| eligibility.noted.bars)
}

/// Whether the document words its rates as ceilings.
pub(crate) fn limits(policy: &Policy) -> bool {
    let ceiling = |clause: &Clause| clause.rate.wording == Wording::Ceiling;
    policy.spend_share().is_some_and(|(_, share)| share.clauses.iter().any(ceiling))
}

/// Whether any benefit that pays is worded as a ceiling.
fn is_limit(estimate: &Estimate) -> bool {
    let wording = |line: &Line| match (&line.rate, &line.cap) {
        (Some(rate), _) => rate.wording,
        (None, cap) => cap.as_ref().and_then(|cap| cap.wording),
    };
    estimate.lines.iter().any(|line| line.high > Yuan::ZERO && wording(line) == Some(Wording::Ceiling))
}

/// Notes that stand right under the number, because they decide what to make of it.
fn leads(note: &Note) -> bool {
    matches!(
        note.code,
        NoteCode::ConditionUnmet
            | NoteCode::ConditionsOpen
            | NoteCode::LevelNotNamed
            | NoteCode::WideReading
            | NoteCode::LevelTooLow
            | NoteCode::TermEnded
            | NoteCode::TermNotStarted
    )
}

/// Notes whose content the view shows in a place of its own.
fn shown_elsewhere(note: &Note) -> bool {
    matches!(
        note.code,
        NoteCode::RateNotPublished | NoteCode::OwnTermsUsed | NoteCode::CapDistance | NoteCode::TermUnstated
    )
}
