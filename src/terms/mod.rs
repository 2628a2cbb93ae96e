//! Resolving once: policy, batch and level become rate, cap, base and readings, which every form of judgment evaluates.

mod formula;
mod range;
mod resolve;
mod totals;

pub use formula::{BoundBy, Formula, Product, Reading, reimburse};
pub use range::{Range, Readings};
pub use resolve::check_batch;
pub use totals::{Categories, Totals};

use crate::application::OwnTerms;
use crate::error::Error;
use crate::money::Yuan;
use crate::policy::{Benefit, Citation, Gap, Reimbursement, Unpublished, Wording};

/// What a policy table says to one batch and level.
#[derive(Clone, Debug)]
pub struct Terms<'p> {
    /// The main subsidy.
    pub subsidy: Subsidy<'p>,
    /// The reimbursements of this level.
    pub reimbursements: Vec<(&'p Benefit, &'p Reimbursement)>,
    /// The reimbursements that ask for another level or batch.
    pub withheld: Vec<&'p Reimbursement>,
    /// The spend that counts under the default reading.
    pub counted: Categories,
    /// Where the list stands that names it.
    pub counted_citation: &'p Citation,
    /// The spend that counts under a wider reading only.
    pub wide: Categories,
    /// The wording that can be read more widely.
    pub wide_citation: &'p Citation,
    /// The spend that is paid back instead.
    pub reimbursed: Categories,
    /// Whether a clause depends on the batch.
    pub uses_batch: bool,
}

/// What the main subsidy rests on.
#[derive(Clone, Debug)]
pub enum Subsidy<'p> {
    /// The document publishes no rate.
    NotPublished(&'p Benefit, &'p Unpublished),
    /// The user's own rate and cap on the table's base.
    Own(&'p Benefit, OwnTerms),
    /// The document's clauses.
    Published {
        /// The benefit.
        benefit: &'p Benefit,
        /// The default reading; `None` where no clause pays.
        default: Option<Reading<'p>>,
        /// The reading that takes in more spend, where the text allows one.
        wide: Option<Reading<'p>>,
        /// The gap that the level falls into.
        gap: Option<&'p Gap>,
    },
}

impl Terms<'_> {
    /// What reimburses the spend, under each reading; `None` where no rate is published.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn grant(&self, totals: &Totals) -> Result<Option<Readings>, Error> {
        let Some(grant) = self.subsidy_amount(totals)? else { return Ok(None) };
        grant.plus(self.paid_back(totals)?).map(Some)
    }

    /// What the reimbursements pay back, which no reading changes.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn paid_back(&self, totals: &Totals) -> Result<Yuan, Error> {
        self.reimbursements.iter().try_fold(Yuan::ZERO, |sum, (_, one)| sum.plus(reimburse(one, totals)?.amount))
    }

    /// The main subsidy alone, under each reading; `None` where no rate is published.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn subsidy_amount(&self, totals: &Totals) -> Result<Option<Readings>, Error> {
        if matches!(self.subsidy, Subsidy::NotPublished(..)) {
            return Ok(None);
        }
        let mut amounts = [Yuan::ZERO; 3];
        for (amount, formula) in amounts.iter_mut().zip(self.formulas()) {
            if let Some((formula, base)) = formula {
                *amount = formula.apply(totals.within(base)?)?.amount;
            }
        }
        let [default, wide, strict] = amounts;
        Ok(Some(Readings { default, wide, strict }))
    }

    /// The main subsidy under the default, the wide and the strict reading: its formula and the spend that counts;
    /// `None` where that reading pays nothing.
    pub fn formulas(&self) -> [Option<(Formula, Categories)>; 3] {
        let of = |reading: Reading| (reading.formula(), reading.base);
        match &self.subsidy {
            Subsidy::NotPublished(..) => [None; 3],
            Subsidy::Own(_, own) => [Some((own.formula(), self.counted)); 3],
            Subsidy::Published { default, wide, gap, .. } => {
                let default = default.map(of);
                [default, wide.map(of).or(default), default.filter(|_| gap.is_none())]
            }
        }
    }

    /// Whether any reading or reimbursement pays anything at this level.
    pub fn pays(&self) -> bool {
        match &self.subsidy {
            Subsidy::Published { default, .. } => default.is_some() || !self.reimbursements.is_empty(),
            _ => true,
        }
    }

    /// Whether other terms pay the same of any spend, under each reading.
    #[cfg(any(feature = "desk", feature = "sheets"))]
    pub(crate) fn pays_like(&self, other: &Terms) -> bool {
        let paid_back = self.reimbursements.iter().map(|(one, _)| &one.id);
        matches!(self.subsidy, Subsidy::NotPublished(..)) == matches!(other.subsidy, Subsidy::NotPublished(..))
            && self.formulas() == other.formulas()
            && self.counted == other.counted
            && paid_back.eq(other.reimbursements.iter().map(|(one, _)| &one.id))
    }

    /// Whether every reading that pays anything is worded as a ceiling.
    #[cfg(any(feature = "desk", feature = "sheets"))]
    pub(crate) fn ceilings(&self) -> bool {
        let ceiling = |reading: &Reading| reading.clause.rate.wording == Wording::Ceiling;
        match &self.subsidy {
            Subsidy::Published { default, wide, .. } => default.iter().chain(wide).all(ceiling),
            _ => false,
        }
    }

    /// Whether the document gives outright what the default reading pays. The rate's wording decides, also where the cap
    /// binds; a fee paid back has only its cap's.
    pub fn outright(&self) -> bool {
        let clause = match &self.subsidy {
            Subsidy::Published { default: Some(reading), .. } => reading.clause.rate.wording == Wording::Exact,
            _ => true,
        };
        clause && self.reimbursements.iter().all(|(_, fee)| fee.cap.wording == Wording::Exact)
    }

    /// Whether what is paid is worded as a ceiling, so that less may be paid under whatever reading.
    pub fn is_ceiling(&self) -> bool {
        let clause = match &self.subsidy {
            Subsidy::Published { default: Some(reading), .. } => reading.clause.rate.wording == Wording::Ceiling,
            _ => false,
        };
        clause || self.reimbursements.iter().any(|(_, fee)| fee.cap.wording == Wording::Ceiling)
    }
}
