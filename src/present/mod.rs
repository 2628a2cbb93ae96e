//! An answer for a person: one view, in one language, that the page and the command line share.

mod about;
mod amounts;
#[cfg(feature = "native")]
pub mod budget;
mod changes;
mod fields;
pub mod form;
pub mod human;
#[cfg(feature = "native")]
pub mod rates;
pub mod view;
mod voice;

use crate::application::Application;
use crate::catalog::Table;
use crate::compare::{self, Comparison};
use crate::date::Date;
use crate::error::{Code, Error, Params};
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
    let (mut application, refused) = match form.application(&entries) {
        Ok(application) => (application, None),
        Err(error) => {
            let blank = form.application(&Entries::BLANK).map_err(|error| error.unwrap_or_else(overflow))?;
            (Application { awards: Vec::new(), ..blank }, Some(error))
        }
    };
    if application.provincial_subsidy.is_none() {
        application.awards.retain(|award| !needs_provincial_subsidy(&table.policy, &award.benefit));
    }
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
        if self.application.level.is_none() {
            return Ok(Showing::Span(comparison));
        }
        match estimate::estimate(self.table, self.application, self.as_of) {
            Ok(estimate) => Ok(Showing::Estimate(Box::new(estimate), Some(comparison))),
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
            foot: self.foot(),
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
            ("range", _) if self.limits() => "range_limit",
            _ => kind,
        }
    }

    /// Whether the document words its rates as ceilings.
    fn limits(&self) -> bool {
        let ceiling = |clause: &Clause| clause.rate.wording == Wording::Ceiling;
        self.table.policy.spend_share().is_some_and(|(_, share)| share.clauses.iter().any(ceiling))
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
            Showing::Span(_) => vec![voice.named("explain", self.worded("range", showing))],
            Showing::Estimate(estimate, _) => {
                let leading = estimate.notes.iter().filter(|note| leads(note));
                let mut sentences: Vec<_> = leading.map(|note| self.sentence(note)).collect();
                if let (Outcome::NotPublished, Some((_, unpublished))) =
                    (estimate.outcome, self.table.policy.unpublished())
                {
                    let language = voice.strings.language();
                    let document = Params::default().with("document", language.of(&unpublished.would_be_in));
                    sentences.push(language.of(&unpublished.explanation).to_owned());
                    sentences.push(voice.say("explain.would_be_in", &document));
                }
                sentences.push(voice.named("explain", self.worded(estimate.outcome.as_str(), showing)));
                sentences
            }
        }
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

    fn foot(&self) -> String {
        let digest: String = self.table.digest.chars().take(19).collect();
        let params = Params::default()
            .with("id", &*self.table.policy.id)
            .with("version", self.version())
            .with("digest", digest)
            .with("as_of", self.as_of.to_string());
        self.voice.say("foot", &params)
    }

    fn version(&self) -> String {
        let undated = || self.voice.word("word.undated");
        self.table.policy.document.date.as_ref().map_or_else(undated, |dated| dated.date.to_string())
    }
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
        NoteCode::LevelNotNamed
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
