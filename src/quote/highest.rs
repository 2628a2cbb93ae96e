//! The highest price at which a customer's net budget suffices.

use super::Spread;
use crate::application::Application;
use crate::catalog::Table;
use crate::error::Error;
use crate::json::words;
use crate::money::Yuan;
use crate::solve::Bound;
use crate::terms::{Subsidy, Terms, Totals};

/// The highest price at which a net budget suffices, under the default reading: a fen more and it does not.
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
    /// Why there is none; `null` where there is one.
    pub hindrance: Option<Hindrance>,
}

impl Highest {
    fn none(hindrance: Hindrance) -> Highest {
        Highest { total: None, counted: None, grant: None, bound: None, hindrance: Some(hindrance) }
    }
}

words! {
    /// Why there is no highest price for a net budget.
    pub enum Hindrance (UnknownValue) {
        /// The document publishes no rate, and none was given.
        NotPublished = "not_published",
        /// Batch or level is open, so the grant is a span.
        Open = "open",
        /// What does not count for the subsidy already costs more than the budget.
        OtherSpend = "other_spend",
        /// All of it is paid back: any price up to the largest amount fits.
        Unbounded = "unbounded",
    }
}

/// The most that the lines that count may cost, the others as they are, so that the customer is left with the budget.
pub(super) fn highest(
    table: &Table,
    application: &Application,
    grant: Option<Spread<Yuan>>,
    budget: Yuan,
) -> Result<Highest, Error> {
    let Some(grant) = grant else { return Ok(Highest::none(Hindrance::NotPublished)) };
    let (Some(_), Some(level)) = (grant.amount, application.level) else { return Ok(Highest::none(Hindrance::Open)) };
    let terms = Terms::resolve(&table.policy, level, application.batch, application.own_terms.as_ref())?;
    if matches!(terms.subsidy, Subsidy::NotPublished(..)) {
        return Ok(Highest::none(Hindrance::NotPublished));
    }
    let totals = Totals::of(application.spend.items())?;
    let others = application.spend.total().minus(totals.within(terms.counted)?)?;
    let paid_back = terms.paid_back(&totals)?;
    let left = budget.plus(paid_back)?.minus(others)?;
    if left < Yuan::ZERO {
        return Ok(Highest::none(Hindrance::OtherSpend));
    }
    let [default, ..] = terms.formulas();
    let (counted, bound) = match default {
        None => (left, Some(Bound::Level)),
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
        return Ok(Highest::none(Hindrance::Unbounded));
    }
    let subsidy = default.map(|(formula, _)| formula.apply(counted)).transpose()?;
    let grant = subsidy.map_or(Yuan::ZERO, |product| product.amount).plus(paid_back)?;
    Ok(Highest { total: Some(total), counted: Some(counted), grant: Some(grant), bound, hindrance: None })
}
