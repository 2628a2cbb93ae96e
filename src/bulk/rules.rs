//! What a batch and level are judged by, in whole fen.

use super::{Answer, CATEGORIES, Fault};
use crate::estimate;
use crate::money::{Rate, Yuan};
use crate::policy::{Category, Reimbursement};
use crate::terms::{Categories, Formula, Range, Subsidy, Terms};

/// A set of categories: all bits of those that belong to it, so that an amount counts without a branch.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Mask([i64; CATEGORIES]);

impl Mask {
    fn of(set: Categories) -> Mask {
        let mut mask = Mask::default();
        for (bits, &category) in mask.0.iter_mut().zip(Category::ALL) {
            *bits = if set.contains(category) { -1 } else { 0 };
        }
        mask
    }

    /// The spend on the set.
    #[inline(always)]
    fn sum(&self, spend: &[i64; CATEGORIES]) -> i64 {
        let [a, b, c, d, e, f, g, h] = self.0;
        let [s, t, u, v, w, x, y, z] = *spend;
        sum(&[a & s, b & t, c & u, d & v, e & w, f & x, g & y, h & z])
    }
}

/// Of checked amounts the sum fits. Written out, and like its callers always inlined: left to itself, a module that is
/// built small keeps a loop and calls, and takes twice the time.
#[inline(always)]
pub(super) fn sum(&[a, b, c, d, e, f, g, h]: &[i64; CATEGORIES]) -> i64 {
    let four = |a: i64, b, c: i64, d| a.wrapping_add(b).wrapping_add(c.wrapping_add(d));
    four(a, b, c, d).wrapping_add(four(e, f, g, h))
}

/// A formula in whole fen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    rate: i64,
    /// The most that it gives: the cap, or the rate on the most spend that is taken into account; where it has neither,
    /// what no amount reaches.
    most: i64,
}

impl Line {
    /// Nothing.
    pub(super) const NONE: Line = Line { rate: 0, most: 0 };

    pub(super) fn of(formula: Formula) -> Line {
        let rate = i64::from(formula.rate.per_ten_thousand());
        // Cutting down keeps the order: the share of the lesser of two is the lesser of their shares.
        let limit = formula.base_limit.map_or(i64::MAX, |limit| share(limit.fen(), rate));
        Line { rate, most: formula.cap.map_or(i64::MAX, Yuan::fen).min(limit) }
    }

    /// As [`Formula::apply`].
    #[inline(always)]
    pub(super) fn amount(&self, base: i64) -> i64 {
        share(base, self.rate).min(self.most)
    }
}

/// Cut down to the fen. The product of a checked amount and a rate is 10^14 × 10^4 at most, which fits.
#[inline(always)]
fn share(amount: i64, rate: i64) -> i64 {
    const WHOLE: i64 = Rate::WHOLE.per_ten_thousand() as i64;
    amount.wrapping_mul(rate) / WHOLE
}

/// A formula and its base.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Share {
    base: Mask,
    line: Line,
}

impl Share {
    /// Nothing.
    pub(super) const NONE: Share = Share { base: Mask([0; CATEGORIES]), line: Line::NONE };

    fn of(formula: Option<(Formula, Categories)>) -> Share {
        formula.map_or(Share::NONE, |(formula, base)| Share { base: Mask::of(base), line: Line::of(formula) })
    }

    #[inline(always)]
    fn amount(&self, spend: &[i64; CATEGORIES]) -> i64 {
        self.line.amount(self.base.sum(spend))
    }
}

/// What a batch and level are judged by.
#[derive(Clone, Debug)]
pub(super) struct Rules {
    /// The largest sum that they give an amount for: below 0 where they give none.
    pub(super) most: i64,
    default: Share,
    wide: Share,
    /// All bits where the strict reading pays as the default one, none where it pays nothing: there is no third way.
    strict: i64,
    /// As many in every batch and level, so that none is told from the others by a branch.
    pub(super) fees: Vec<Share>,
    /// The kind of answer where the readings agree, and where they differ; or the fault.
    pub(super) agreed: u8,
    differing: u8,
    /// Whether less may be paid, whichever reading holds: asked for by whoever shows an answer, not by the loop.
    pub(super) ceiling: bool,
}

impl Rules {
    pub(super) fn of(terms: &Terms) -> Rules {
        let published = !matches!(terms.subsidy, Subsidy::NotPublished(..));
        let kind = |high| {
            let range = Range { amount: Yuan::ZERO, low: Yuan::ZERO, high };
            estimate::outcome(terms, published.then_some(range)) as u8
        };
        let [default, wide, strict] = terms.formulas();
        let fee = |one: &Reimbursement| Share::of(Some((one.formula(), Categories::of(&one.base))));
        Rules {
            most: if published { Yuan::MAX.fen() } else { -1 },
            default: Share::of(default),
            wide: Share::of(wide),
            strict: if strict.is_some() { -1 } else { 0 },
            fees: terms.reimbursements.iter().map(|(_, one)| fee(one)).collect(),
            agreed: kind(Yuan::ZERO),
            differing: kind(Yuan::MAX),
            ceiling: terms.is_ceiling(),
        }
    }

    /// Of a batch and level that there is no answer for.
    pub(super) const fn at(fault: Fault) -> Rules {
        let (none, code) = (Share::NONE, fault.in_column());
        let (agreed, differing, ceiling) = (code, code, false);
        Rules { most: -1, default: none, wide: none, strict: 0, fees: Vec::new(), agreed, differing, ceiling }
    }

    /// Whether the readings may differ.
    pub(super) fn spans(&self) -> bool {
        self.wide != self.default || (self.strict == 0 && self.default != Share::NONE)
    }

    /// The answer to checked amounts, which add up to `total`.
    #[inline(always)]
    pub(super) fn answer<const SPANS: bool>(&self, spend: &[i64; CATEGORIES], total: i64) -> Answer {
        let paid_back = self.fees.iter().fold(0i64, |sum, fee| sum.wrapping_add(fee.amount(spend)));
        let default = self.default.amount(spend);
        let (low, high) = if SPANS {
            let (wide, strict) = (self.wide.amount(spend), default & self.strict);
            (default.min(wide).min(strict), default.max(wide).max(strict))
        } else {
            (default, default)
        };
        let grant = default.wrapping_add(paid_back);
        Answer {
            code: if low == high { self.agreed } else { self.differing },
            amount: grant,
            low: low.wrapping_add(paid_back),
            high: high.wrapping_add(paid_back),
            net_cost: total.wrapping_sub(grant),
        }
    }
}
