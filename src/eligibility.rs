//! Whether an enterprise meets the document's conditions: what it states, what follows from its size and its level, and
//! what stays open.

use crate::application::StatedEligibility;
use crate::estimate::Cited;
use crate::money::Yuan;
use crate::policy::{Citation, Condition, ConditionKind, ConditionState, Level, Number, Policy, SizeStandard};

/// One condition, and where the enterprise stands with it.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct JudgedCondition<'p> {
    /// What it asks about.
    pub kind: ConditionKind,
    /// Where the enterprise stands.
    pub state: ConditionState,
    /// The wording that decides: the condition's own, or the standard's where the figures decided by it.
    pub citation: Cited<'p>,
}

/// Where an enterprise stands with all of a document's conditions.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Eligibility<'p> {
    /// `unmet` where one is, else `open` where one is, else `met`.
    pub state: ConditionState,
    /// Each of them, in the document's order.
    pub conditions: Vec<JudgedCondition<'p>>,
    /// What has to be noted of them.
    #[serde(skip)]
    pub(crate) noted: Noted,
}

/// The kinds of condition that a note names.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Noted {
    /// Whether one that is not met keeps the enterprise from any grant, whatever its batch and level.
    pub bars: bool,
    /// Not met.
    pub unmet: Vec<String>,
    /// Not settled.
    pub open: Vec<String>,
    /// Stated otherwise than the figures or the level say.
    pub overruled: Vec<String>,
    /// Stated, and the document does not have it.
    pub unused: Vec<String>,
}

// Out of line: each place would hold a copy.
#[inline(never)]
fn name(list: &mut Vec<String>, kind: ConditionKind) {
    list.push(kind.as_str().to_owned());
}

/// Judges what an enterprise states by a table's conditions; without a level, the level stays open.
///
/// What follows from figures or from the level is not asked twice: it decides, and what was stated otherwise is noted.
pub fn judge<'p>(policy: &'p Policy, stated: &StatedEligibility, level: Option<Level>) -> Eligibility<'p> {
    let mut noted = Noted::default();
    let mut conditions = Vec::new();
    for condition in &policy.conditions {
        let kind = condition.kind;
        let said = stated.conditions.get(kind).filter(|state| *state != ConditionState::Open);
        let (follows, citation) = follows(policy, condition, stated, level);
        if said.zip(follows).is_some_and(|(said, follows)| said != follows) {
            name(&mut noted.overruled, kind);
        }
        let state = follows.or(said).unwrap_or(ConditionState::Open);
        match state {
            ConditionState::Met => {}
            ConditionState::Open => name(&mut noted.open, kind),
            ConditionState::Unmet => {
                name(&mut noted.unmet, kind);
                // A level that is too low is the clauses' own affair: another one may be paid.
                noted.bars |= kind != ConditionKind::Level || follows.is_none();
            }
        }
        conditions.push(JudgedCondition { kind, state, citation: Cited::new(policy, citation) });
    }
    let sized = stated.employees.is_some() || stated.revenue.is_some();
    for &kind in ConditionKind::ALL {
        let said = stated.conditions.get(kind).is_some() || (sized && kind == ConditionKind::SmallOrMedium);
        if said && policy.condition(kind).is_none() {
            name(&mut noted.unused, kind);
        }
    }
    let state = match (noted.unmet.is_empty(), noted.open.is_empty()) {
        (false, _) => ConditionState::Unmet,
        (_, false) => ConditionState::Open,
        _ => ConditionState::Met,
    };
    Eligibility { state, conditions, noted }
}

/// What follows without being asked, and the wording that decides.
fn follows<'p>(
    policy: &'p Policy,
    condition: &'p Condition,
    stated: &StatedEligibility,
    level: Option<Level>,
) -> (Option<ConditionState>, &'p Citation) {
    match (condition.kind, &condition.standard) {
        (ConditionKind::Level, _) => (level.and_then(|level| at_level(policy, level)), &condition.citation),
        (_, Some(standard)) => match by_size(standard, stated.employees, stated.revenue) {
            None => (None, &condition.citation),
            state => (state, &standard.citation),
        },
        _ => (None, &condition.citation),
    }
}

/// One figure below its limit is enough; only both together tell that an enterprise is large.
fn by_size(standard: &SizeStandard, employees: Option<Number>, revenue: Option<Yuan>) -> Option<ConditionState> {
    let few = employees.map(|employees| employees < standard.employees_below);
    let little = revenue.map(|revenue| revenue < standard.revenue_below);
    match (few, little) {
        (Some(true), _) | (_, Some(true)) => Some(ConditionState::Met),
        (Some(_), Some(_)) => Some(ConditionState::Unmet),
        _ => None,
    }
}

/// What the clauses say of a level; nothing where none names it, or where the document has no clauses.
fn at_level(policy: &Policy, level: Level) -> Option<ConditionState> {
    let (_, share) = policy.spend_share()?;
    match share.gaps.iter().find(|gap| gap.levels.rule.includes(level)) {
        None => Some(ConditionState::Met),
        Some(gap) if gap.read_as.is_none() => Some(ConditionState::Unmet),
        Some(_) => None,
    }
}
