//! The bulk form of enterprises that spend on one category alone: what the others would add is left out beforehand.

use super::rules::Line;
use crate::money::Yuan;
use crate::policy::Category;
use crate::terms::Terms;

/// What a batch and level pay for one category, in whole fen; nothing where no rate is published.
#[derive(Clone, Debug)]
pub(crate) struct Alone {
    default: Line,
    wide: Line,
    strict: Line,
    /// Of the fees paid back, those that this category counts for.
    fees: Vec<Line>,
}

impl Alone {
    pub fn of(terms: &Terms, category: Category) -> Alone {
        let [default, wide, strict] = terms.formulas().map(|one| {
            let counts = one.filter(|(_, base)| base.contains(category));
            counts.map_or(Line::NONE, |(formula, _)| Line::of(formula))
        });
        let fees = terms.reimbursements.iter().map(|(_, fee)| fee).filter(|fee| fee.base.contains(&category));
        Alone { default, wide, strict, fees: fees.map(|fee| Line::of(fee.formula())).collect() }
    }

    /// The grant under the default, the least and the most favourable reading, as the answer of [`Bulk::case`](super::Bulk::case)
    /// has them. The draw is cut off at the contract's largest amount.
    #[inline(always)]
    pub fn grant(&self, spend: i64) -> [i64; 3] {
        let spend = spend.clamp(0, Yuan::MAX.fen());
        let [default, wide, strict] = [&self.default, &self.wide, &self.strict].map(|line| line.amount(spend));
        let paid_back = self.fees.iter().fold(0i64, |sum, fee| sum.wrapping_add(fee.amount(spend)));
        [default, default.min(wide).min(strict), default.max(wide).max(strict)].map(|one| one.wrapping_add(paid_back))
    }
}
