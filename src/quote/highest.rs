//! The highest price at which a customer's net budget suffices.

use super::Spread;
use crate::application::Application;
use crate::catalog::Table;
use crate::error::Error;
use crate::json::words;
use crate::money::Yuan;
use crate::policy::Level;
use crate::solve::Bound;
use crate::terms::{Subsidy, Terms, Totals};

/// The highest price at which a net budget suffices, under the default reading: a fen more and it does not.
///
/// What it exceeds the package by has to be spend that counts; the other lines stay as they are.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Highest {
    /// All of the package on its base, its other lines as they are; `null` where there is no such price.
    pub total: Option<Yuan>,
    /// Of it, what counts for the subsidy.
    pub counted: Option<Yuan>,
    /// The grant at that price.
    pub grant: Option<Yuan>,
    /// What limits the grant there; `null` where it still grows with the price.
    pub bound: Option<Bound>,
    /// Why there is none, or, as nothing counts, none that a grant raises; `null` where there is one.
    pub hindrance: Option<Hindrance>,
    /// On which reading of the text this rests; `null` where it rests on none.
    pub footing: Option<Footing>,
    /// What counts now, for those who tell how far off it is.
    #[serde(skip)]
    pub(crate) now: Yuan,
}

impl Highest {
    fn none(hindrance: Hindrance) -> Highest {
        Highest {
            total: None,
            counted: None,
            grant: None,
            bound: None,
            hindrance: Some(hindrance),
            footing: None,
            now: Yuan::ZERO,
        }
    }
}

words! {
    /// Why there is no highest price for a net budget.
    pub enum Hindrance (UnknownValue) {
        /// The document publishes no rate, and none was given.
        NotPublished = "not_published",
        /// Batch or level is open, and what is possible is not paid alike.
        Open = "open",
        /// No line counts for the subsidy: the price that fits is given, and only spend of another kind would raise it.
        NothingCounts = "nothing_counts",
        /// What does not count for the subsidy already costs more than the budget.
        OtherSpend = "other_spend",
        /// All of it is paid back: any price up to the largest amount fits.
        Unbounded = "unbounded",
        /// The budget leaves room for a price beyond the largest amount that can be stated.
        TooLarge = "too_large",
    }
}

words! {
    /// On which reading of the text a price rests.
    pub enum Footing (UnknownValue) {
        /// On the only one, or on any: all give the same grant there.
        OneReading = "one_reading",
        /// On the default one; another one pays more.
        DefaultReading = "default_reading",
        /// On a clause that does not name this level, and may not apply: then less is paid.
        UnnamedLevel = "unnamed_level",
    }
}

impl Footing {
    fn of(terms: &Terms, totals: &Totals) -> Result<Option<Footing>, Error> {
        Ok(terms.grant(totals)?.map(|grant| match grant {
            _ if grant.strict != grant.default => Footing::UnnamedLevel,
            _ if grant.wide != grant.default => Footing::DefaultReading,
            _ => Footing::OneReading,
        }))
    }
}

/// The terms of every batch and level that is possible, where all of them pay alike; else nothing.
fn alike<'t>(table: &'t Table, application: &Application) -> Result<Option<Terms<'t>>, Error> {
    let policy = &table.policy;
    let mut alike: Option<Terms> = None;
    for (batch, level) in policy.batch_axis().into_iter().flat_map(|batch| Level::ALL.map(|level| (batch, level))) {
        if !application.allows(batch, level) {
            continue;
        }
        let terms = Terms::resolve(policy, level, batch, application.own_terms.as_ref())?;
        match &alike {
            Some(first) if !first.pays_like(&terms) => return Ok(None),
            Some(_) => {}
            None => alike = Some(terms),
        }
    }
    Ok(alike)
}

/// The most that the lines that count may cost, the others as they are, so that the customer is left with the budget.
pub(super) fn highest(
    table: &Table,
    application: &Application,
    grant: Option<Spread<Yuan>>,
    budget: Yuan,
) -> Result<Highest, Error> {
    if grant.is_none() {
        return Ok(Highest::none(Hindrance::NotPublished));
    }
    let Some(terms) = alike(table, application)? else { return Ok(Highest::none(Hindrance::Open)) };
    if matches!(terms.subsidy, Subsidy::NotPublished(..)) {
        return Ok(Highest::none(Hindrance::NotPublished));
    }
    let totals = Totals::of(application.spend.items())?;
    let now = totals.within(terms.counted)?;
    let others = application.spend.total().minus(now)?;
    let paid_back = terms.paid_back(&totals)?;
    let left = budget.plus(paid_back)?.minus(others)?;
    if left < Yuan::ZERO {
        return Ok(Highest { footing: Footing::of(&terms, &totals)?, ..Highest::none(Hindrance::OtherSpend) });
    }
    let [default, ..] = terms.formulas();
    let (counted, bound) = match default {
        None => (left, Some(Bound::Level)),
        // What more the customer could pay is not this package's: none of it counts.
        Some(_) if now == Yuan::ZERO => {
            let (total, footing) = (left.plus(others)?, Footing::of(&terms, &totals)?);
            if total > Yuan::MAX {
                return Ok(Highest::none(Hindrance::TooLarge));
            }
            let none = Highest::none(Hindrance::NothingCounts);
            return Ok(Highest {
                total: Some(total),
                counted: Some(now),
                grant: Some(paid_back),
                footing,
                now,
                ..none
            });
        }
        Some((formula, _)) => {
            let peak = formula.peak()?;
            let at_peak = left.plus(peak.amount)?;
            match left.price_leaving(formula.rate)? {
                // From the peak on the grant stays as it is; below it grows with the price.
                _ if peak.bound != Bound::Unbounded && at_peak >= peak.spend => (at_peak, Some(peak.bound)),
                Some(price) => (price, None),
                None => return Ok(Highest::none(Hindrance::Unbounded)),
            }
        }
    };
    let total = counted.plus(others)?;
    if total > Yuan::MAX {
        return Ok(Highest::none(Hindrance::TooLarge));
    }
    let subsidy = default.map(|(formula, _)| formula.apply(counted)).transpose()?;
    let grant = subsidy.map_or(Yuan::ZERO, |product| product.amount).plus(paid_back)?;
    let footing = Footing::of(&terms, &totals.holding(terms.counted, counted))?;
    Ok(Highest { total: Some(total), counted: Some(counted), grant: Some(grant), bound, hindrance: None, footing, now })
}
