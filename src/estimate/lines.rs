//! What reimburses the spend, benefit by benefit: each step from the base to the cap, with its clause.

use super::{AppliedCap, AppliedRate, Case, Cited, Line, Step, StepCode};
use crate::application::OwnTerms;
use crate::error::{Error, Param, Params};
use crate::money::{Rate, Yuan};
use crate::policy::{Benefit, Reimbursement};
use crate::terms::{self, BoundBy, Categories, Product, Reading, Readings, Subsidy};

impl<'p> Case<'p, '_> {
    /// The main subsidy where one is computed, then each fee that is paid back.
    pub(super) fn lines(&self) -> Result<Vec<Line<'p>>, Error> {
        let mut lines = Vec::new();
        match &self.terms.subsidy {
            Subsidy::NotPublished(..) | Subsidy::Published { default: None, .. } => {}
            Subsidy::Own(benefit, own) => lines.push(self.own_line(benefit, own)?),
            Subsidy::Published { benefit, default: Some(reading), .. } => {
                lines.push(self.clause_line(benefit, reading)?);
            }
        }
        for (benefit, one) in &self.terms.reimbursements {
            lines.push(self.fee_line(benefit, one)?);
        }
        Ok(lines)
    }

    fn clause_line(&self, benefit: &'p Benefit, reading: &Reading<'p>) -> Result<Line<'p>, Error> {
        let clause = reading.clause;
        let product = reading.formula().apply(self.totals.within(reading.base)?)?;
        let range = self.terms.subsidy_amount(&self.totals)?.unwrap_or(Readings::of(product.amount)).range();
        let rate_place = self.cited(&clause.rate.citation);
        let mut steps = vec![self.base_step(product.base, reading.base)];
        if let Some(limit) = clause.base_limit.as_ref().filter(|_| product.rated < product.base) {
            steps.push(Step {
                code: StepCode::BaseLimit,
                amount: product.rated,
                params: Params::default().with("limit", limit.amount),
                citation: Some(self.cited(&limit.citation)),
            });
        }
        steps.push(rate_step(&product, clause.rate.rate, Some(rate_place)));
        if let Some(cap) = &clause.cap {
            steps.push(cap_step(&product, cap.amount, Some(self.cited(&cap.citation))));
        }
        Ok(Line {
            benefit: &benefit.id,
            amount: range.amount,
            low: range.low,
            high: range.high,
            rate: Some(AppliedRate {
                rate: clause.rate.rate,
                wording: Some(clause.rate.wording),
                citation: Some(rate_place),
            }),
            cap: clause.cap.as_ref().map(|cap| AppliedCap {
                amount: cap.amount,
                wording: Some(cap.wording),
                citation: Some(self.cited(&cap.citation)),
            }),
            bound_by: product.bound_by,
            steps,
            citation: Some(self.cited(&clause.when.levels.citation)),
        })
    }

    fn own_line(&self, benefit: &'p Benefit, own: &OwnTerms) -> Result<Line<'p>, Error> {
        let OwnTerms { rate, cap } = *own;
        let product = own.formula().apply(self.totals.within(self.terms.counted)?)?;
        Ok(Line {
            benefit: &benefit.id,
            amount: product.amount,
            low: product.amount,
            high: product.amount,
            rate: Some(AppliedRate { rate, wording: None, citation: None }),
            cap: Some(AppliedCap { amount: cap, wording: None, citation: None }),
            bound_by: product.bound_by,
            steps: vec![
                self.base_step(product.base, self.terms.counted),
                rate_step(&product, rate, None),
                cap_step(&product, cap, None),
            ],
            citation: None,
        })
    }

    fn fee_line(&self, benefit: &'p Benefit, fee: &'p Reimbursement) -> Result<Line<'p>, Error> {
        let product = terms::reimburse(fee, &self.totals)?;
        let cap_place = self.cited(&fee.cap.citation);
        let fee_step = Step {
            code: StepCode::Fee,
            amount: product.base,
            params: categories(Categories::of(&fee.base)),
            citation: Some(cap_place),
        };
        Ok(Line {
            benefit: &benefit.id,
            amount: product.amount,
            low: product.amount,
            high: product.amount,
            rate: None,
            cap: Some(AppliedCap { amount: fee.cap.amount, wording: Some(fee.cap.wording), citation: Some(cap_place) }),
            bound_by: product.bound_by,
            steps: vec![fee_step, cap_step(&product, fee.cap.amount, Some(cap_place))],
            citation: Some(self.cited(&fee.when.levels.citation)),
        })
    }

    fn base_step(&self, base: Yuan, set: Categories) -> Step<'p> {
        Step {
            code: StepCode::Base,
            amount: base,
            params: categories(set),
            citation: Some(self.cited(self.terms.counted_citation)),
        }
    }
}

fn categories(set: Categories) -> Params {
    Params::default().with("categories", Param::Texts(set.iter().map(|one| one.as_str().into()).collect()))
}

fn rate_step<'p>(product: &Product, rate: Rate, citation: Option<Cited<'p>>) -> Step<'p> {
    let params = Params::default().with("rate", rate).with("base", product.rated);
    Step { code: StepCode::Rate, amount: product.uncapped, params, citation }
}

fn cap_step<'p>(product: &Product, cap: Yuan, citation: Option<Cited<'p>>) -> Step<'p> {
    let code = match product.bound_by {
        BoundBy::Cap => StepCode::CapReached,
        _ => StepCode::CapNotReached,
    };
    Step { code, amount: product.amount, params: Params::default().with("cap", cap), citation }
}
