//! The one formula of every spend-based subsidy: `min(min(base, base limit) × rate, cap)`.

use super::totals::{Categories, Totals};
use crate::application::OwnTerms;
use crate::error::Error;
use crate::money::{Rate, Yuan};
use crate::policy::{Amount, Clause, Reimbursement};

/// The one formula of every spend-based subsidy, as a function of the spend that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The share that is paid.
    pub rate: Rate,
    /// The most that is paid; `None` where there is no cap.
    pub cap: Option<Yuan>,
    /// The most spend that is taken into account; `None` where there is no limit.
    pub base_limit: Option<Yuan>,
}

impl Formula {
    /// What it gives for this much spend that counts.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn apply(self, base: Yuan) -> Result<Product, Error> {
        let rated = self.base_limit.map_or(base, |limit| base.min(limit));
        let uncapped = rated.share(self.rate)?;
        let (amount, bound_by) = match self.cap {
            Some(cap) if uncapped >= cap => (cap, BoundBy::Cap),
            _ => (uncapped, BoundBy::Rate),
        };
        Ok(Product { base, rated, uncapped, amount, bound_by })
    }
}

/// Base, rate and cap applied: `min(min(base, base limit) × rate, cap)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The spend that counts.
    pub base: Yuan,
    /// The spend that the rate was applied to: the base, or the limit on it.
    pub rated: Yuan,
    /// Before the cap.
    pub uncapped: Yuan,
    /// After the cap.
    pub amount: Yuan,
    /// What limits it.
    pub bound_by: BoundBy,
}

/// What limits an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoundBy {
    /// The rate: more spend would bring more.
    Rate,
    /// The cap, also where it is just reached.
    Cap,
    /// The spend that is paid back.
    Spend,
}

/// One way to read the document for this application: a clause and the base that it counts.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'p> {
    /// The clause.
    pub clause: &'p Clause,
    /// The spend that counts.
    pub base: Categories,
}

impl Reading<'_> {
    /// Its clause's formula.
    pub fn formula(&self) -> Formula {
        let amount = |limit: &Option<Amount>| limit.as_ref().map(|limit| limit.amount);
        let clause = self.clause;
        Formula { rate: clause.rate.rate, cap: amount(&clause.cap), base_limit: amount(&clause.base_limit) }
    }
}

impl OwnTerms {
    /// The same formula with the user's rate and cap.
    pub fn formula(&self) -> Formula {
        Formula { rate: self.rate, cap: Some(self.cap), base_limit: None }
    }
}

impl Reimbursement {
    /// The spend itself, up to the cap.
    pub fn formula(&self) -> Formula {
        Formula { rate: Rate::WHOLE, cap: Some(self.cap.amount), base_limit: None }
    }
}

/// A fee paid back: the spend itself, up to the cap.
///
/// # Errors
/// `overflow`, which a valid application never reaches.
pub fn reimburse(reimbursement: &Reimbursement, totals: &Totals) -> Result<Product, Error> {
    let spend = totals.within(Categories::of(&reimbursement.base))?;
    let product = reimbursement.formula().apply(spend)?;
    let bound_by = if product.bound_by == BoundBy::Cap { BoundBy::Cap } else { BoundBy::Spend };
    Ok(Product { bound_by, ..product })
}
