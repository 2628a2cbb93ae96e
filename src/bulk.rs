//! The bulk form: a table's terms resolved once for every batch and level, then case after case in whole fen.
//!
//! Equal to [`crate::estimate`] on every case, less its reasons: tests/bulk.rs compares them over random cases. The
//! conditions of eligibility are no part of it. Nothing is allocated for a case, and its path hardly branches.

use crate::application::OwnTerms;
use crate::error::{Code, Error};
use crate::estimate::{self, Outcome};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Category, Level, Policy};
use crate::terms::{Categories, Formula, Range, Subsidy, Terms};

/// The categories of spend, in the contract's order.
pub const CATEGORIES: usize = 8;
/// The amount of a case that has none: no rate is published, or the case is at fault. It is not 0, and no sum takes it.
pub const NONE: i64 = i64::MIN;

/// The batches of the contract and none: 0 to 3.
const BATCHES: usize = 4;
/// The levels of the contract and none: 0 to 4.
const LEVELS: usize = 5;
/// The code of the first fault; below stand the outcomes.
const FIRST_FAULT: u8 = 16;

/// What is wrong with a case. Of several, the one that the estimate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The batch is above 3.
    BatchOutOfRange,
    /// The level is above 4.
    LevelOutOfRange,
    /// An amount is negative.
    InvalidAmount,
    /// An amount is above the limit.
    AmountTooLarge,
    /// The amounts add up to more than the limit.
    SumTooLarge,
    /// No level is given.
    LevelMissing,
    /// The clause depends on the batch, and none is given.
    BatchRequired,
    /// The city has no such batch.
    UnknownBatch,
}

impl Fault {
    /// Every fault, in the order of the codes.
    pub const ALL: [Fault; 8] = [
        Fault::BatchOutOfRange,
        Fault::LevelOutOfRange,
        Fault::InvalidAmount,
        Fault::AmountTooLarge,
        Fault::SumTooLarge,
        Fault::LevelMissing,
        Fault::BatchRequired,
        Fault::UnknownBatch,
    ];

    /// The contract's code.
    pub fn code(self) -> Code {
        match self {
            Fault::BatchOutOfRange | Fault::LevelOutOfRange => Code::OutOfRange,
            Fault::InvalidAmount => Code::InvalidAmount,
            Fault::AmountTooLarge => Code::AmountTooLarge,
            Fault::SumTooLarge => Code::SumTooLarge,
            Fault::LevelMissing => Code::MissingField,
            Fault::BatchRequired => Code::BatchRequired,
            Fault::UnknownBatch => Code::UnknownBatch,
        }
    }

    /// The field that it is about.
    pub fn path(self) -> &'static str {
        match self {
            Fault::BatchOutOfRange | Fault::BatchRequired | Fault::UnknownBatch => "batch",
            Fault::LevelOutOfRange | Fault::LevelMissing => "level",
            Fault::InvalidAmount | Fault::AmountTooLarge | Fault::SumTooLarge => "spend",
        }
    }
}

/// What a code in the column of verdicts says: the kind of answer, or the fault; `None` for a code that is never given.
pub fn verdict(code: u8) -> Option<Result<Outcome, Fault>> {
    match code.checked_sub(FIRST_FAULT) {
        None => Outcome::ALL.get(usize::from(code)).copied().map(Ok),
        Some(fault) => Fault::ALL.get(usize::from(fault)).copied().map(Err),
    }
}

/// The cases, a column each; the shortest one says how many there are.
#[derive(Clone, Copy, Debug)]
pub struct Cases<'a> {
    /// 1 to 3; 0 is none.
    pub batch: &'a [u8],
    /// 1 to 4; 0 is none.
    pub level: &'a [u8],
    /// What was spent on each category, in the contract's order, in whole fen.
    pub spend: &'a [[i64; CATEGORIES]],
}

/// Where the answers go, a column each; amounts in whole fen, or [`NONE`].
#[derive(Debug)]
pub struct Answers<'a> {
    /// The kind of answer or the fault: [`verdict`] reads it.
    pub code: &'a mut [u8],
    /// What reimburses the spend, under the default reading.
    pub amount: &'a mut [i64],
    /// The grant under the least favourable reading.
    pub low: &'a mut [i64],
    /// The grant under the most favourable reading.
    pub high: &'a mut [i64],
    /// Total spend less the grant, under the default reading.
    pub net_cost: &'a mut [i64],
}

/// One case's answer, in the order of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The kind of answer or the fault: [`verdict`] reads it.
    pub code: u8,
    /// What reimburses the spend, under the default reading.
    pub amount: i64,
    /// The grant under the least favourable reading.
    pub low: i64,
    /// The grant under the most favourable reading.
    pub high: i64,
    /// Total spend less the grant, under the default reading.
    pub net_cost: i64,
}

/// A set of categories: all bits of those that belong to it, so that an amount counts without a branch.
#[derive(Clone, Copy, Debug, Default)]
struct Mask([i64; CATEGORIES]);

impl Mask {
    fn of(set: Categories) -> Mask {
        let mut mask = Mask::default();
        for (bits, &category) in mask.0.iter_mut().zip(Category::ALL) {
            *bits = if set.contains(category) { -1 } else { 0 };
        }
        mask
    }

    /// The spend on the set; of checked amounts the sum fits.
    #[inline]
    fn sum(&self, spend: &[i64; CATEGORIES]) -> i64 {
        self.0.iter().zip(spend).fold(0, |sum, (&bits, &fen)| sum.wrapping_add(fen & bits))
    }
}

/// A formula and its base; where it has no limit, one that no amount reaches.
#[derive(Clone, Copy, Debug, Default)]
struct Share {
    base: Mask,
    rate: i64,
    limit: i64,
    cap: i64,
}

impl Share {
    /// Of no formula: nothing.
    fn of(formula: Option<(Formula, Categories)>) -> Share {
        formula.map_or_else(Share::default, |(formula, base)| Share {
            base: Mask::of(base),
            rate: formula.rate.per_ten_thousand().into(),
            limit: formula.base_limit.map_or(i64::MAX, Yuan::fen),
            cap: formula.cap.map_or(i64::MAX, Yuan::fen),
        })
    }

    /// As [`Formula::apply`]; the product of a checked amount and a rate fits.
    #[inline]
    fn amount(&self, spend: &[i64; CATEGORIES]) -> i64 {
        const WHOLE: i64 = Rate::WHOLE.per_ten_thousand() as i64;
        let rated = self.base.sum(spend).min(self.limit);
        (rated.wrapping_mul(self.rate) / WHOLE).min(self.cap)
    }
}

/// What a batch and level are judged by.
#[derive(Clone, Debug)]
struct Rules {
    default: Share,
    wide: Share,
    /// All bits where the strict reading pays as the default one, none where it pays nothing: there is no third way.
    strict: i64,
    /// As many in every batch and level, so that none is told from the others by a branch.
    fees: Vec<Share>,
    /// Whether there is an amount.
    published: bool,
    /// The kind of answer where the readings agree, and where they differ.
    agreed: u8,
    differing: u8,
}

impl Rules {
    fn of(terms: &Terms) -> Rules {
        let published = !matches!(terms.subsidy, Subsidy::NotPublished(..));
        let kind = |high| {
            let range = Range { amount: Yuan::ZERO, low: Yuan::ZERO, high };
            estimate::outcome(terms, published.then_some(range)) as u8
        };
        let [default, wide, strict] = terms.formulas();
        let fee = |one: &crate::policy::Reimbursement| Share::of(Some((one.formula(), Categories::of(&one.base))));
        Rules {
            default: Share::of(default),
            wide: Share::of(wide),
            strict: if strict.is_some() { -1 } else { 0 },
            fees: terms.reimbursements.iter().map(|(_, one)| fee(one)).collect(),
            published,
            agreed: kind(Yuan::ZERO),
            differing: kind(Yuan::MAX),
        }
    }

    /// The answer to checked amounts, which add up to `total`.
    #[inline]
    fn answer(&self, spend: &[i64; CATEGORIES], total: i64) -> Answer {
        let paid_back = self.fees.iter().fold(0i64, |sum, fee| sum.wrapping_add(fee.amount(spend)));
        let default = self.default.amount(spend);
        let (wide, strict) = (self.wide.amount(spend), default & self.strict);
        let low = default.min(wide).min(strict);
        let high = default.max(wide).max(strict);
        let stated = |amount: i64| if self.published { amount } else { NONE };
        let grant = default.wrapping_add(paid_back);
        Answer {
            code: if low == high { self.agreed } else { self.differing },
            amount: stated(grant),
            low: stated(low.wrapping_add(paid_back)),
            high: stated(high.wrapping_add(paid_back)),
            net_cost: stated(total.wrapping_sub(grant)),
        }
    }
}

/// A table's terms, resolved for every batch and level.
#[derive(Clone, Debug)]
pub struct Bulk {
    rules: [[Result<Rules, Fault>; LEVELS]; BATCHES],
}

impl Bulk {
    /// Resolves a table, which the day has chosen (`Catalog::find`): within it no amount depends on the day.
    ///
    /// # Errors
    /// `own_terms_not_allowed` where the document publishes its rate, `invalid_table` as [`Terms::resolve`].
    pub fn new(policy: &Policy, own: Option<&OwnTerms>) -> Result<Bulk, Error> {
        let mut rules = [const { [const { Err(Fault::LevelMissing) }; LEVELS] }; BATCHES];
        for (batch, row) in std::iter::once(None).chain((1..).map(|number| Some(Batch(number)))).zip(&mut rules) {
            for (level, place) in Level::ALL.into_iter().zip(row.iter_mut().skip(1)) {
                *place = resolve(policy, level, batch, own)?;
            }
        }
        let fees = rules.iter().flatten().flatten().map(|one| one.fees.len()).max().unwrap_or_default();
        for one in rules.iter_mut().flatten().flatten() {
            one.fees.resize(fees, Share::default());
        }
        Ok(Bulk { rules })
    }

    /// Judges the cases in their order, up to the end of the shortest column, and says how many they were.
    pub fn judge(&self, cases: Cases, answers: Answers) -> usize {
        let asked = cases.batch.iter().zip(cases.level).zip(cases.spend);
        let places =
            answers.code.iter_mut().zip(answers.amount).zip(answers.low).zip(answers.high).zip(answers.net_cost);
        let mut judged = 0usize;
        for (((&batch, &level), spend), ((((code, amount), low), high), net_cost)) in asked.zip(places) {
            let answer = self.case(batch, level, spend);
            (*code, *amount, *low) = (answer.code, answer.amount, answer.low);
            (*high, *net_cost) = (answer.high, answer.net_cost);
            judged = judged.wrapping_add(1);
        }
        judged
    }

    /// Judges one case; batch and level as in [`Cases`].
    #[inline]
    pub fn case(&self, batch: u8, level: u8, spend: &[i64; CATEGORIES]) -> Answer {
        let total = spend.iter().fold(0i64, |sum, &fen| sum.wrapping_add(fen));
        // Where no amount has a bit above the limit's highest, eight of them cannot overflow, and no part exceeds the sum.
        let bits = spend.iter().fold(0, |bits, &fen| bits | fen);
        let fits = bits >> LIMIT_BITS == 0 && total <= Yuan::MAX.fen();
        let rules = self.rules.get(usize::from(batch)).and_then(|row| row.get(usize::from(level)));
        match rules {
            Some(Ok(rules)) if fits => rules.answer(spend, total),
            _ => faulty(rules, batch, spend),
        }
    }
}

/// The bits of the largest amount.
const LIMIT_BITS: u32 = i64::BITS - Yuan::MAX.fen().leading_zeros();

fn resolve(
    policy: &Policy,
    level: Level,
    batch: Option<Batch>,
    own: Option<&OwnTerms>,
) -> Result<Result<Rules, Fault>, Error> {
    match Terms::resolve(policy, level, batch, own) {
        Ok(terms) => Ok(Ok(Rules::of(&terms))),
        Err(error) => match error.code() {
            Code::BatchRequired => Ok(Err(Fault::BatchRequired)),
            Code::UnknownBatch => Ok(Err(Fault::UnknownBatch)),
            _ => Err(error),
        },
    }
}

/// The answer to a case at fault: what the estimate would refuse first.
#[cold]
#[inline(never)]
fn faulty(rules: Option<&Result<Rules, Fault>>, batch: u8, spend: &[i64; CATEGORIES]) -> Answer {
    let wrong = |&fen: &i64| match fen {
        ..0 => Some(Fault::InvalidAmount),
        _ => (fen > Yuan::MAX.fen()).then_some(Fault::AmountTooLarge),
    };
    let fault = match rules {
        None if usize::from(batch) >= BATCHES => Fault::BatchOutOfRange,
        None => Fault::LevelOutOfRange,
        Some(rules) => {
            let of_amounts = spend.iter().find_map(wrong);
            let total = spend.iter().map(|&fen| i128::from(fen)).sum::<i128>();
            let of_sum = (total > i128::from(Yuan::MAX.fen())).then_some(Fault::SumTooLarge);
            let of_terms = rules.as_ref().err().copied();
            of_amounts.or(of_sum).or(of_terms).unwrap_or(Fault::SumTooLarge)
        }
    };
    let code = FIRST_FAULT.wrapping_add(fault as u8);
    Answer { code, amount: NONE, low: NONE, high: NONE, net_cost: NONE }
}
