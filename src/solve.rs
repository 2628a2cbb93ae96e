//! The other way round: how much spend a wanted grant needs, and from where on more spend adds nothing.
//!
//! Every answer is exact: the spend found gives the amount, and one fen less does not.

use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate::{self, Outcome, PolicyId};
use crate::json::{self, Value, record, words};
use crate::money::{Rate, Yuan};
use crate::policy::Benefit;
use crate::terms::{BoundBy, Categories, Formula, Range, Subsidy, Terms, Totals};

words! {
    /// What an amount cannot be raised beyond.
    pub enum Bound (UnknownValue) {
        /// The cap on the grant.
        Cap = "cap",
        /// The limit on the spend that is taken into account.
        BaseLimit = "base_limit",
        /// No clause pays at this level.
        Level = "level",
        /// The rate is zero.
        ZeroRate = "zero_rate",
        /// The document publishes no rate, and none was given.
        NotPublished = "not_published",
        /// No cap: more spend brings more, up to the largest amount that can be stated.
        Unbounded = "unbounded",
    }
}

record! {
    /// An application, and the grant that is wanted.
    ///
    /// # Errors
    /// Reading refuses what [`Application`] refuses, under `application`, and a `grant` that is no amount.
    pub struct Goal {
        /// What is planned so far.
        application: Application,
        /// The grant that is wanted; without it only the most that there is to have is told.
        grant: Option<Yuan>,
    }
}

impl Goal {
    /// Reads a goal.
    ///
    /// # Errors
    /// As the type says.
    pub fn read(value: &Value) -> Result<Goal, Error> {
        json::read(value)
    }
}

/// An error about the application of a [`Goal`], at its place there.
pub fn of_application(error: Error) -> Error {
    let path = ["application.", error.path()].concat();
    error.at(&path)
}

/// Spend that counts, and how far off what is stated is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Need {
    /// The smallest spend that counts with which the amount is reached.
    pub spend: Yuan,
    /// What has to be spent on top of what counts already.
    pub more: Yuan,
    /// What could be left out of what counts already.
    pub less: Yuan,
}

impl Need {
    fn new(spend: Yuan, stated: Yuan) -> Result<Need, Error> {
        let enough = stated.max(spend);
        Ok(Need { spend, more: enough.minus(stated)?, less: enough.minus(spend)? })
    }

    /// Least additional spend first.
    fn order(self) -> (Yuan, std::cmp::Reverse<Yuan>) {
        (self.more, std::cmp::Reverse(self.less))
    }
}

/// What the readings of the text need for one amount; `null` where no spend reaches it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Needs {
    /// Under the default reading.
    pub amount: Option<Need>,
    /// Under the reading that needs least.
    pub low: Option<Need>,
    /// Under the reading that needs most: `null` where any reading does not reach it.
    pub high: Option<Need>,
}

/// What a wanted grant needs.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Wanted {
    /// The grant that is wanted.
    pub grant: Yuan,
    /// The subsidy's spend that it needs; what is paid back stays as stated.
    pub needs: Needs,
    /// What prevents it under the default reading; `null` where it is reached.
    pub bound: Option<Bound>,
    /// What reimbursements pay back of the stated spend, as part of the grant; `null` where no rate is published.
    pub paid_back: Option<Yuan>,
    /// The largest grant that there is; `null` where no rate is published.
    pub largest: Option<Yuan>,
}

/// The most that a benefit gives, and the smallest spend with it: beyond that nothing is added.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Most<'p> {
    /// The benefit's id.
    pub benefit: &'p str,
    /// What it gives for the stated spend, under the default reading.
    pub amount: Yuan,
    /// The most that it gives; `null` where nothing bounds it.
    pub largest: Option<Yuan>,
    /// What is still to be had; `null` where nothing bounds it.
    pub gain: Option<Yuan>,
    /// The smallest spend with the most.
    pub needs: Needs,
    /// What bounds it.
    pub bound: Bound,
}

/// How spend and grant hang together for an application.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Solution<'p> {
    /// The table.
    pub policy: PolicyId<'p>,
    /// The day on which the answer holds.
    pub as_of: Date,
    /// The kind of answer that the estimate is.
    pub outcome: Outcome,
    /// What reimburses the stated spend; `null` where no rate is published.
    pub grant: Option<Range>,
    /// What the wanted grant needs; `null` where none was named.
    pub wanted: Option<Wanted>,
    /// The most of each benefit that reimburses spend; empty where no rate is published.
    pub most: Vec<Most<'p>>,
}

/// Where a formula stops growing: the most that it gives, and the smallest spend with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Peak {
    pub amount: Yuan,
    pub spend: Yuan,
    pub bound: Bound,
}

impl Formula {
    /// The most that it gives for any spend that can be stated.
    pub(crate) fn peak(self) -> Result<Peak, Error> {
        let highest = self.apply(Yuan::MAX)?;
        let bound = match (highest.bound_by, self.base_limit) {
            _ if self.rate == Rate::ZERO => Bound::ZeroRate,
            (BoundBy::Cap, _) => Bound::Cap,
            (_, Some(_)) => Bound::BaseLimit,
            (_, None) => Bound::Unbounded,
        };
        Ok(Peak { amount: highest.amount, spend: highest.amount.spend_for(self.rate)?.unwrap_or_default(), bound })
    }

    /// The smallest spend that gives at least this much; `None` where none does, or nothing grows with the spend.
    pub(crate) fn spend_for(self, wanted: Yuan) -> Result<Option<Yuan>, Error> {
        if self.cap.is_some_and(|cap| wanted > cap) {
            return Ok(None);
        }
        let reach = self.base_limit.unwrap_or(Yuan::MAX);
        Ok(wanted.spend_for(self.rate)?.filter(|&spend| spend <= reach))
    }
}

/// What each reading needs for an amount of the main subsidy.
fn needs(terms: &Terms, totals: &Totals, wanted: Yuan) -> Result<Needs, Error> {
    let need = |one: Option<(Formula, Categories)>| match one {
        None => Ok((wanted <= Yuan::ZERO).then_some(Need::new(Yuan::ZERO, totals.within(terms.counted)?)?)),
        Some((formula, base)) => {
            let stated = totals.within(base)?;
            let spend = if wanted <= Yuan::ZERO { Some(Yuan::ZERO) } else { formula.spend_for(wanted)? };
            spend.map(|spend| Need::new(spend, stated)).transpose()
        }
    };
    let [default, wide, strict] = terms.formulas();
    let amount = need(default)?;
    let all = [amount, need(wide)?, need(strict)?];
    let reached = || all.iter().copied().flatten();
    Ok(Needs {
        amount,
        low: reached().min_by_key(|need| need.order()),
        high: reached().max_by_key(|need| need.order()).filter(|_| all.iter().all(Option::is_some)),
    })
}

/// What a grant needs, the reimbursements being as they are.
fn want(terms: &Terms, totals: &Totals, grant: Yuan) -> Result<Wanted, Error> {
    if matches!(terms.subsidy, Subsidy::NotPublished(..)) {
        return Ok(Wanted {
            grant,
            needs: Needs::default(),
            bound: Some(Bound::NotPublished),
            paid_back: None,
            largest: None,
        });
    }
    let paid_back = terms.paid_back(totals)?;
    let needs = needs(terms, totals, grant.minus(paid_back)?)?;
    let [default, ..] = terms.formulas();
    let peak = default.map(|(formula, _)| formula.peak()).transpose()?;
    let bound = peak.map_or(Bound::Level, |peak| peak.bound);
    Ok(Wanted {
        grant,
        bound: needs.amount.is_none().then_some(bound),
        needs,
        paid_back: Some(paid_back),
        largest: Some(peak.map_or(Yuan::ZERO, |peak| peak.amount).plus(paid_back)?),
    })
}

/// The most of the main subsidy.
fn most<'p>(terms: &Terms, totals: &Totals, benefit: &'p Benefit) -> Result<Most<'p>, Error> {
    let [default, ..] = terms.formulas();
    let Some((formula, base)) = default else {
        let (needs, nothing) = (Needs::default(), Some(Yuan::ZERO));
        let benefit = &*benefit.id;
        return Ok(Most { benefit, amount: Yuan::ZERO, largest: nothing, gain: nothing, needs, bound: Bound::Level });
    };
    let peak = formula.peak()?;
    let needs = match peak.bound {
        Bound::Unbounded => Needs::default(),
        _ => needs(terms, totals, peak.amount)?,
    };
    finish(benefit, formula.apply(totals.within(base)?)?.amount, peak, needs)
}

fn finish(benefit: &Benefit, amount: Yuan, peak: Peak, needs: Needs) -> Result<Most<'_>, Error> {
    let bounded = peak.bound != Bound::Unbounded;
    Ok(Most {
        benefit: &benefit.id,
        amount,
        largest: bounded.then_some(peak.amount),
        gain: bounded.then_some(peak.amount.minus(amount)?),
        needs,
        bound: peak.bound,
    })
}

/// Solves an application for the spend, at the batch and level that it states.
///
/// # Errors
/// As [`estimate::estimate`].
pub fn solve<'p>(
    table: &'p Table,
    application: &Application,
    grant: Option<Yuan>,
    as_of: Date,
) -> Result<Solution<'p>, Error> {
    let now = estimate::estimate(table, application, as_of)?;
    let level = application.level.ok_or_else(|| Error::new(Code::MissingField, "level"))?;
    let terms = Terms::resolve(&table.policy, level, application.batch, application.own_terms.as_ref())?;
    let totals = Totals::of(application.spend.items())?;
    let mut all = Vec::new();
    if let Subsidy::Own(benefit, _) | Subsidy::Published { benefit, .. } = terms.subsidy {
        all.push(most(&terms, &totals, benefit)?);
    }
    for (benefit, fee) in &terms.reimbursements {
        let stated = totals.within(Categories::of(&fee.base))?;
        let peak = fee.formula().peak()?;
        let need = Some(Need::new(peak.spend, stated)?);
        let amount = fee.formula().apply(stated)?.amount;
        all.push(finish(benefit, amount, peak, Needs { amount: need, low: need, high: need })?);
    }
    Ok(Solution {
        policy: now.policy,
        as_of,
        outcome: now.outcome,
        grant: now.grant,
        wanted: grant.map(|grant| want(&terms, &totals, grant)).transpose()?,
        most: all,
    })
}
