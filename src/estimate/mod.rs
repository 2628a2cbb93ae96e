//! The explained estimate: the grant, the net cost, and every step to the clause that it rests on.

mod answer;
mod awards;
mod items;
mod lines;

pub use answer::{
    AppliedCap, AppliedRate, AwardLine, Cited, Counted, Estimate, Item, ItemReason, Line, Outcome, PolicyId,
    SpendSplit, Status, Step, StepCode,
};

use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::eligibility;
use crate::error::{Code, Error};
use crate::notes;
use crate::policy::{Batch, Citation, Level, Policy};
use crate::terms::{Range, Readings, Subsidy, Terms, Totals};

/// What an application was judged by, for those who explain it further.
pub(crate) struct Case<'p, 'a> {
    pub policy: &'p Policy,
    pub application: &'a Application,
    pub batch: Option<Batch>,
    pub level: Level,
    pub as_of: Date,
    pub terms: Terms<'p>,
    pub totals: Totals,
}

/// Judges an application by a table, explaining every step.
///
/// # Errors
/// `missing_field` for `level`; `batch_required`, `unknown_batch`, `own_terms_not_allowed` as [`Terms::resolve`] says;
/// `unknown_award`, `duplicate_award`, `out_of_range` (a count of what is given once) and `provincial_subsidy_required`
/// for the awards.
pub fn estimate<'p>(table: &'p Table, application: &Application, as_of: Date) -> Result<Estimate<'p>, Error> {
    let level = application.level.ok_or_else(|| Error::new(Code::MissingField, "level"))?;
    at(table, application, application.batch, level, as_of)
}

/// As [`estimate`], at this batch and level, whatever the application states of them.
pub(crate) fn at<'p>(
    table: &'p Table,
    application: &Application,
    batch: Option<Batch>,
    level: Level,
    as_of: Date,
) -> Result<Estimate<'p>, Error> {
    let policy = &table.policy;
    let stated = application.eligibility.as_ref();
    let eligibility = stated.map(|stated| eligibility::judge(policy, stated, Some(level)));
    let own = application.own_terms.as_ref();
    let terms = match &eligibility {
        Some(eligibility) if eligibility.noted.bars => Terms::unpaid(policy, own)?,
        _ => Terms::resolve(policy, level, batch, own)?,
    };
    let totals = Totals::of(application.spend.items())?;
    let case = Case { policy, application, batch, level, as_of, terms, totals };

    let readings = case.terms.grant(&totals)?;
    let grant = readings.map(Readings::range);
    let total = application.spend.total();
    let lines = case.lines()?;
    let awards = case.awards()?;
    let status = status(policy, as_of);
    let estimate = Estimate {
        policy: identify(table, status),
        as_of,
        outcome: outcome(&case.terms, grant),
        grant,
        net_cost: grant.map(|grant| grant.rest_of(total)).transpose()?,
        spend: case.split()?,
        items: case.items(),
        lines,
        awards,
        eligibility,
        notes: Vec::new(),
        readings,
    };
    let notes = notes::of(&case, &estimate)?;
    Ok(Estimate { notes, ..estimate })
}

/// Names a table in an answer.
pub(crate) fn identify(table: &Table, status: Status) -> PolicyId<'_> {
    PolicyId {
        id: &table.policy.id,
        version: table.policy.version(),
        revision: table.policy.revision.0,
        digest: &table.digest,
        status,
    }
}

/// The term of a table on a day.
pub fn status(policy: &Policy, as_of: Date) -> Status {
    let validity = &policy.validity;
    match (&validity.from, &validity.until) {
        (Some(from), _) if as_of < from.date => Status::NotStarted,
        (_, Some(until)) if as_of > until.date => Status::Ended,
        (Some(_), Some(_)) => Status::InForce,
        _ => Status::Unstated,
    }
}

/// The kind of answer, the first that applies.
pub(crate) fn outcome(terms: &Terms, grant: Option<Range>) -> Outcome {
    let Some(grant) = grant else { return Outcome::NotPublished };
    match terms.subsidy {
        Subsidy::NotPublished(..) => Outcome::NotPublished,
        Subsidy::Own(..) => Outcome::OwnTerms,
        _ if !terms.pays() => Outcome::NotEligible,
        _ if grant.low != grant.high => Outcome::NeedsConfirmation,
        _ if terms.outright() => Outcome::PublishedRate,
        _ => Outcome::UpperLimit,
    }
}

impl<'p> Case<'p, '_> {
    fn cited(&self, citation: &'p Citation) -> Cited<'p> {
        Cited::new(self.policy, citation)
    }
}
