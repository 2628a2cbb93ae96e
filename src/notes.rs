//! What has to be known beside the number: stable codes with parameters; sentences are made elsewhere.

use crate::date::Date;
use crate::eligibility::Eligibility;
use crate::error::{Error, Param, Params};
use crate::estimate::{Case, Estimate, Status};
use crate::json::words;
use crate::money::Yuan;
use crate::policy::{Batch, Gives, Level, Levels, Payee, Policy, StageKind, StageState};
use crate::terms::{self, BoundBy, Subsidy};

words! {
    /// What a note says: a closed list.
    pub enum NoteCode (UnknownValue) {
        /// Conditions that the enterprise does not meet, so that nothing is paid. `conditions`.
        ConditionUnmet = "condition_unmet",
        /// Conditions that are not settled. `conditions`.
        ConditionsOpen = "conditions_open",
        /// Conditions that were stated otherwise than the figures or the level say; these decide. `conditions`.
        FiguresDecide = "figures_decide",
        /// Something was stated of conditions that the document does not have. `conditions`.
        ConditionsNotUsed = "conditions_not_used",
        /// The document publishes no rate. `policy`.
        RateNotPublished = "rate_not_published",
        /// The amount rests on the user's own rate and cap. `rate`, `cap`.
        OwnTermsUsed = "own_terms_used",
        /// The level is below what the document asks for. `level`, `needed`.
        LevelTooLow = "level_too_low",
        /// No clause names the level; the clause of another was read for it. `level`, `read_as`.
        LevelNotNamed = "level_not_named",
        /// A wider reading of the base gives more. `spend`, `amount`, `high`.
        WideReading = "wide_reading",
        /// The batch was given, and no clause for this level uses it. `batch`.
        BatchNotUsed = "batch_not_used",
        /// The cap is reached, from this spend on. `benefit`, `cap`, `spend`.
        CapReached = "cap_reached",
        /// This much more spend reaches the cap. `benefit`, `more`, `gain`, `cap`, `spend`.
        CapDistance = "cap_distance",
        /// The programme pays this benefit up to a total; what happens beyond is not stated. `benefit`, `pool`.
        PoolLimited = "pool_limited",
        /// The plan gives no enterprise of this size class to the batch. `batch`, `size_class`.
        PlannedNone = "planned_none",
        /// Awards stand apart from the grant; the document does not say that they combine.
        AwardsNotAdded = "awards_not_added",
        /// A matching grant and the subsidy may rest on the same spend. `award`.
        DoubleFunding = "double_funding",
        /// Grant and awards together are more than the spend that counts. `sum`, `eligible`.
        AwardsExceedSpend = "awards_exceed_spend",
        /// A provincial subsidy was given, and no award uses it.
        ProvincialSubsidyUnused = "provincial_subsidy_unused",
        /// The window in which this batch is accepted and paid. `batch`, `from`, `until`, `state`.
        PaymentWindow = "payment_window",
        /// The document does not give the days of its term.
        TermUnstated = "term_unstated",
        /// The term has not begun. `from`.
        TermNotStarted = "term_not_started",
        /// The term is over. `until`.
        TermEnded = "term_ended",
        /// The last stage of the programme is over. `until`.
        StagesEnded = "stages_ended",
    }
}

/// A note: a stable code, and what its sentence speaks of.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Note {
    /// What it says.
    pub code: NoteCode,
    /// What it speaks of.
    #[cfg_attr(feature = "native", schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub params: Params,
}

fn note(code: NoteCode, params: Params) -> Note {
    Note { code, params }
}

/// Every note of an estimate: what decides the amount first, the calendar last.
pub(crate) fn of(case: &Case, estimate: &Estimate) -> Result<Vec<Note>, Error> {
    let mut notes = Vec::new();
    if let Some(eligibility) = &estimate.eligibility {
        on_conditions(eligibility, &mut notes);
    }
    on_terms(case, estimate, &mut notes)?;
    on_caps(case, estimate, &mut notes)?;
    on_awards(case, estimate, &mut notes)?;
    // Nothing is paid in a window to whom no clause pays.
    let batch = case.batch.filter(|_| case.terms.pays());
    notes.extend(calendar(case.policy, batch, estimate.policy.status, case.as_of));
    Ok(notes)
}

fn on_conditions(eligibility: &Eligibility, notes: &mut Vec<Note>) {
    let noted = &eligibility.noted;
    for (code, conditions) in [
        (NoteCode::ConditionUnmet, &noted.unmet),
        (NoteCode::ConditionsOpen, &noted.open),
        (NoteCode::FiguresDecide, &noted.overruled),
        (NoteCode::ConditionsNotUsed, &noted.unused),
    ] {
        if !conditions.is_empty() {
            let params = Params::default().with("conditions", Param::Texts(conditions.clone()));
            notes.push(note(code, params));
        }
    }
}

fn on_terms(case: &Case, estimate: &Estimate, notes: &mut Vec<Note>) -> Result<(), Error> {
    match &case.terms.subsidy {
        Subsidy::NotPublished(..) => {
            let params = Params::default().with("policy", &*case.policy.id);
            notes.push(note(NoteCode::RateNotPublished, params));
        }
        Subsidy::Own(_, own) => {
            let params = Params::default().with("rate", own.rate).with("cap", own.cap);
            notes.push(note(NoteCode::OwnTermsUsed, params));
        }
        Subsidy::Published { gap: Some(gap), default: None, .. } => {
            let needed = lowest_paid(case).unwrap_or(case.level);
            let params = Params::default().with("level", case.level.number()).with("needed", needed.number());
            debug_assert!(gap.read_as.is_none());
            notes.push(note(NoteCode::LevelTooLow, params));
        }
        Subsidy::Published { gap: Some(gap), .. } => {
            let read_as = gap.read_as.unwrap_or(case.level);
            let params = Params::default().with("level", case.level.number()).with("read_as", read_as.number());
            notes.push(note(NoteCode::LevelNotNamed, params));
        }
        Subsidy::Published { .. } => {}
    }
    if let Some(grant) = estimate.grant.filter(|grant| grant.high > grant.amount) {
        let spend = case.totals.within(case.terms.wide)?;
        let params = Params::default().with("spend", spend).with("amount", grant.amount).with("high", grant.high);
        notes.push(note(NoteCode::WideReading, params));
    }
    if let (Subsidy::Published { default: Some(_), .. }, Some(batch)) = (&case.terms.subsidy, case.batch)
        && !case.terms.uses_batch
    {
        notes.push(note(NoteCode::BatchNotUsed, Params::default().with("batch", batch.number())));
    }
    Ok(())
}

/// The lowest level that a clause pays.
fn lowest_paid(case: &Case) -> Option<Level> {
    let (_, share) = case.policy.spend_share()?;
    let lowest = |rule: &Levels| match rule {
        Levels::Exactly(level) | Levels::AtLeast(level) => *level,
    };
    share.clauses.iter().map(|clause| lowest(&clause.when.levels.rule)).min()
}

fn on_caps(case: &Case, estimate: &Estimate, notes: &mut Vec<Note>) -> Result<(), Error> {
    for line in &estimate.lines {
        let (Some(_), Some(cap), [Some((formula, _)), ..]) = (&line.rate, &line.cap, case.terms.formulas()) else {
            continue;
        };
        let Some(spend) = formula.spend_for(cap.amount)? else { continue };
        let params = Params::default().with("benefit", line.benefit);
        if line.bound_by == BoundBy::Cap {
            let params = params.with("cap", cap.amount).with("spend", spend);
            notes.push(note(NoteCode::CapReached, params));
        } else {
            let base = estimate.spend.eligible.unwrap_or_default();
            let params = params
                .with("more", spend.minus(base)?)
                .with("gain", cap.amount.minus(line.amount)?)
                .with("cap", cap.amount)
                .with("spend", spend);
            notes.push(note(NoteCode::CapDistance, params));
        }
    }
    for (benefit, fee) in &case.terms.reimbursements {
        let paid = terms::reimburse(fee, &case.totals)?.amount;
        if let Some(pool) = fee.pool.as_ref().filter(|_| paid > Yuan::ZERO) {
            let params = Params::default().with("benefit", &*benefit.id).with("pool", pool.amount);
            notes.push(note(NoteCode::PoolLimited, params));
        }
    }
    Ok(())
}

fn on_awards(case: &Case, estimate: &Estimate, notes: &mut Vec<Note>) -> Result<(), Error> {
    let application = case.application;
    let planned_none = case.policy.planned.iter().find(|planned| {
        case.terms.pays()
            && planned.count.0 == 0
            && Some(planned.batch) == case.batch
            && Some(planned.size_class) == application.size_class
    });
    if let Some(planned) = planned_none {
        let params =
            Params::default().with("batch", planned.batch.number()).with("size_class", planned.size_class.as_str());
        notes.push(note(NoteCode::PlannedNone, params));
    }
    if !estimate.awards.is_empty() {
        notes.push(note(NoteCode::AwardsNotAdded, Params::default()));
    }
    let matches = |id: &str| case.policy.benefit(id).is_some_and(|one| matches!(one.gives, Gives::Matching(_)));
    let matching = estimate.awards.iter().find(|award| matches(award.benefit));
    match (matching, estimate.grant) {
        (Some(award), Some(grant)) if grant.high > Yuan::ZERO => {
            notes.push(note(NoteCode::DoubleFunding, Params::default().with("award", award.benefit)));
        }
        (None, _) if application.provincial_subsidy.is_some() => {
            notes.push(note(NoteCode::ProvincialSubsidyUnused, Params::default()));
        }
        _ => {}
    }
    let own = estimate.awards.iter().filter(|award| award.payee == Payee::Enterprise);
    let awards = own.filter_map(|award| award.amount).try_fold(Yuan::ZERO, Yuan::plus)?;
    if let (Some(grant), Some(eligible)) = (estimate.grant, estimate.spend.eligible) {
        let sum = grant.amount.plus(awards)?;
        // The grant pays back reimbursed spend too, so that stands on the other side as well.
        let eligible = eligible.plus(estimate.spend.reimbursed.unwrap_or_default())?;
        if awards > Yuan::ZERO && sum > eligible {
            let params = Params::default().with("sum", sum).with("eligible", eligible);
            notes.push(note(NoteCode::AwardsExceedSpend, params));
        }
    }
    Ok(())
}

/// Of what [`calendar`] tells, whether it says that the document's time is over, or has not come.
#[cfg(any(feature = "desk", feature = "sheets"))]
pub(crate) fn out_of_time(note: &Note) -> bool {
    matches!(note.code, NoteCode::TermEnded | NoteCode::TermNotStarted | NoteCode::StagesEnded)
}

/// Where the day stands: the payment window of the batch, the term, the stages.
pub(crate) fn calendar(policy: &Policy, batch: Option<Batch>, status: Status, as_of: Date) -> Vec<Note> {
    let mut notes = Vec::new();
    let window = policy
        .stages
        .iter()
        .find(|stage| stage.kind == StageKind::AcceptAndPay && stage.batch.is_some() && stage.batch == batch);
    if let Some((window, (batch, from))) = window.and_then(|window| Some((window, window.batch.zip(window.from)?))) {
        let params = Params::default()
            .with("batch", batch.number())
            .with("from", from.to_string())
            .with("until", window.until.to_string())
            .with("state", window.state(as_of).as_str());
        notes.push(note(NoteCode::PaymentWindow, params));
    }
    let day = |dated: &Option<crate::policy::Dated>| dated.as_ref().map(|dated| dated.date.to_string());
    let (from, until) = (day(&policy.validity.from), day(&policy.validity.until));
    match (status, from, until) {
        (Status::NotStarted, Some(from), _) => {
            notes.push(note(NoteCode::TermNotStarted, Params::default().with("from", from)));
        }
        (Status::Ended, _, Some(until)) => {
            notes.push(note(NoteCode::TermEnded, Params::default().with("until", until)));
        }
        (Status::Unstated, ..) => notes.push(note(NoteCode::TermUnstated, Params::default())),
        _ => {}
    }
    let all_over = policy.stages.iter().all(|stage| stage.state(as_of) == StageState::Over);
    if let Some(last) = policy.stages.iter().max_by_key(|stage| stage.until.last()).filter(|_| all_over) {
        notes.push(note(NoteCode::StagesEnded, Params::default().with("until", last.until.to_string())));
    }
    notes
}
