//! In which figures two tables of a city differ: rates, caps, what counts, awards.

use crate::error::Error;
use crate::money::{Rate, Yuan};
use crate::policy::{Amount, Batch, Gives, Level, Policy};
use crate::terms::{Categories, Subsidy, Terms};

/// A figure of a table.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// The share of the base that is paid.
    Rate(Rate),
    /// The most that one enterprise is paid.
    Cap(Yuan),
    /// The most spend that is taken into account.
    BaseLimit(Yuan),
    /// The spend that counts.
    Base(Categories),
    /// The most that is paid back of a fee, or given as an award.
    Benefit(Yuan),
}

/// Where a figure stands.
#[derive(Clone, Debug, PartialEq)]
pub enum Place {
    /// A batch, where the city has them, and the levels that have it in common.
    Clause(Option<Batch>, Vec<Level>),
    /// A benefit, by its id.
    Benefit(String),
}

/// A figure that is another one in each of two tables; `None` where a table has no such figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where it stands.
    pub place: Place,
    /// What it was.
    pub then: Option<Figure>,
    /// What it is.
    pub now: Option<Figure>,
}

/// The figures in which two tables differ, clauses first.
///
/// # Errors
/// `invalid_table` where a table leaves a level without clause or gap.
pub fn differences(then: &Policy, now: &Policy) -> Result<Vec<Difference>, Error> {
    let mut all: Vec<Difference> = Vec::new();
    let mut batches = then.batch_axis();
    batches.extend(now.batch_axis().into_iter().filter(|batch| !then.batch_axis().contains(batch)));
    for batch in batches {
        let start = all.len();
        for level in Level::ALL {
            for (then, now) in of_level(then, batch, level)?.into_iter().zip(of_level(now, batch, level)?) {
                if then == now {
                    continue;
                }
                let known = all.iter_mut().skip(start).find(|known| known.then == then && known.now == now);
                match known.map(|known| &mut known.place) {
                    Some(Place::Clause(_, levels)) => levels.push(level),
                    _ => all.push(Difference { place: Place::Clause(batch, vec![level]), then, now }),
                }
            }
        }
    }
    let ids = then.benefits.iter().chain(now.benefits.iter().filter(|one| then.benefit(&one.id).is_none()));
    for id in ids.map(|benefit| &benefit.id) {
        let (then, now) = (of_benefit(then, id), of_benefit(now, id));
        if then != now {
            all.push(Difference { place: Place::Benefit(id.clone()), then, now });
        }
    }
    Ok(all)
}

/// Rate, cap, limit and base of the clause for a batch and level.
fn of_level(policy: &Policy, batch: Option<Batch>, level: Level) -> Result<[Option<Figure>; 4], Error> {
    let known = batch.is_none_or(|batch| policy.batches.contains(&batch)) || policy.batches.is_empty();
    if !known || (batch.is_none() && !policy.batches.is_empty()) {
        return Ok([None; 4]);
    }
    let terms = Terms::resolve(policy, level, batch, None)?;
    let Subsidy::Published { default: Some(reading), .. } = &terms.subsidy else { return Ok([None; 4]) };
    let amount = |amount: &Option<Amount>| amount.as_ref().map(|amount| amount.amount);
    Ok([
        Some(Figure::Rate(reading.clause.rate.rate)),
        amount(&reading.clause.cap).map(Figure::Cap),
        amount(&reading.clause.base_limit).map(Figure::BaseLimit),
        Some(Figure::Base(terms.counted)),
    ])
}

/// The one figure of a benefit that stands apart from the clauses.
fn of_benefit(policy: &Policy, id: &str) -> Option<Figure> {
    match &policy.benefit(id)?.gives {
        Gives::Reimbursement(one) => Some(Figure::Benefit(one.cap.amount)),
        Gives::LumpSum(one) => Some(Figure::Benefit(one.amount.amount)),
        Gives::Matching(one) => Some(Figure::Benefit(one.cap.amount)),
        Gives::SpendShare(_) | Gives::ProgrammeFee(_) | Gives::WithoutFigure(_) | Gives::Unpublished(_) => None,
    }
}
