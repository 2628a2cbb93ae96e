//! The bulk form of enterprises that spend on one category alone: what the others would add is left out beforehand.

use super::rules::Line;
use crate::money::Yuan;
use crate::policy::Category;
use crate::terms::Terms;

/// What a batch and level pay for a category that counts, in whole fen. None is paid back that counts (`Terms::counted`).
#[derive(Clone, Debug)]
pub(crate) struct Alone {
    default: Line,
    /// The wide and the strict reading, where they give anything else.
    others: Option<[Line; 2]>,
}

impl Alone {
    pub fn of(terms: &Terms, category: Category) -> Alone {
        let [default, wide, strict] = terms.formulas().map(|one| {
            let counts = one.filter(|(_, base)| base.contains(category));
            counts.map_or(Line::NONE, |(formula, _)| Line::of(formula))
        });
        Alone { default, others: (wide != default || strict != default).then_some([wide, strict]) }
    }

    /// The grant under the default, the least and the most favourable reading, as [`Bulk::case`](super::Bulk::case) has
    /// them; spend is cut off at the contract's largest amount.
    #[inline(always)]
    pub fn grant(&self, spend: i64) -> [i64; 3] {
        let spend = spend.clamp(0, Yuan::MAX.fen());
        let default = self.default.amount(spend);
        self.others.as_ref().map_or([default; 3], |others| {
            let [wide, strict] = others.map(|line| line.amount(spend));
            [default, default.min(wide).min(strict), default.max(wide).max(strict)]
        })
    }
}
