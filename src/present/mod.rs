//! An answer for a person: one view, in one language, that the page and the command line share.

mod about;
#[cfg(feature = "desk")]
pub mod address;
mod amounts;
#[cfg(any(feature = "desk", feature = "sheets"))]
mod bounded;
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
mod explain;
mod fields;
pub(crate) mod foot;
pub mod form;
mod headline;
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
use crate::error::{Code, Error, Params};
use crate::estimate::{self, Estimate};
use crate::policy::{Gives, Level, Policy};
use crate::strings::Strings;
use crate::terms;

use foot::foot;
use form::{Entries, Form};
pub(crate) use headline::limits;
use view::View;
#[cfg(not(feature = "sheets"))]
use voice::Voice;
#[cfg(feature = "cli")]
pub(crate) use voice::group;
#[cfg(feature = "sheets")]
pub(crate) use voice::{Voice, key};

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
}
