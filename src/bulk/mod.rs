//! The bulk form: a table's terms resolved once for every batch and level, then case after case in whole fen.
//!
//! Equal to [`crate::estimate`] on every case, less its reasons: tests/bulk.rs compares them over random cases. The
//! conditions of eligibility are no part of it. Nothing is allocated for a case, and its path hardly branches.

#[cfg(feature = "sheets")]
mod alone;
mod rules;
mod verdict;

#[cfg(feature = "sheets")]
pub(crate) use alone::Alone;
use rules::{Rules, Share};
pub use verdict::{Fault, verdict};

use crate::application::OwnTerms;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::json::{self, Value, record};
use crate::money::Yuan;
use crate::policy::{Batch, Level, Policy};
use crate::terms::Terms;

/// The categories of spend, in the contract's order.
pub const CATEGORIES: usize = 8;
/// The amount of a case that has none: no rate is published, or the case is at fault. It is not 0, and no sum takes it.
pub const NONE: i64 = i64::MIN;

/// The batches of the contract and none: 0 to 3.
const BATCHES: usize = 4;
/// The levels of the contract and none: 0 to 4.
const LEVELS: usize = 5;

record! {
    /// What the cases of a run have in common.
    pub struct Basis {
        /// Id of a policy table.
        policy: String,
        /// The day on which the answers are asked for; a shell fills in today where it is absent.
        as_of: Option<Date>,
        /// The user's own rate and cap, where the document publishes none.
        own_terms: Option<OwnTerms>,
    }
}

impl Basis {
    /// Reads a basis.
    ///
    /// # Errors
    /// An unknown, duplicate or missing key, a wrong type, a day or a rate that is none.
    pub fn read(value: &Value) -> Result<Basis, Error> {
        json::read(value)
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
    /// The kind of answer or the fault: [`verdict()`] reads it.
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
    /// The kind of answer or the fault: [`verdict()`] reads it.
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

/// A table's terms, resolved for every batch and level.
#[derive(Clone, Debug)]
pub struct Bulk {
    /// The last of a batch is for every level that there is not.
    rules: [[Rules; LEVELS + 1]; BATCHES],
    /// Whether the readings differ in any batch and level: where they never do, the loop leaves them out.
    spans: bool,
}

impl Bulk {
    /// Resolves a table, which the day has chosen (`Catalog::find`): within it no amount depends on the day.
    ///
    /// # Errors
    /// `own_terms_not_allowed` where the document publishes its rate, `invalid_table` as [`Terms::resolve`].
    pub fn new(policy: &Policy, own: Option<&OwnTerms>) -> Result<Bulk, Error> {
        let mut rules = [const { [const { Rules::at(Fault::LevelMissing) }; LEVELS + 1] }; BATCHES];
        for (batch, row) in std::iter::once(None).chain((1..).map(|number| Some(Batch(number)))).zip(&mut rules) {
            for (level, place) in Level::ALL.into_iter().zip(row.iter_mut().skip(1)) {
                *place = resolve(policy, level, batch, own)?;
            }
        }
        let fees = rules.iter().flatten().map(|one| one.fees.len()).max().unwrap_or_default();
        let spans = rules.iter().flatten().any(Rules::spans);
        for one in rules.iter_mut().flatten() {
            one.fees.resize(fees, Share::NONE);
        }
        Ok(Bulk { rules, spans })
    }

    /// Judges the cases in their order, up to the end of the shortest column, and says how many they were.
    pub fn judge(&self, cases: Cases, answers: Answers) -> usize {
        if self.spans { self.fill::<true>(cases, answers) } else { self.fill::<false>(cases, answers) }
    }

    /// Judges one case; batch and level as in [`Cases`].
    pub fn case(&self, batch: u8, level: u8, spend: &[i64; CATEGORIES]) -> Answer {
        if self.spans { self.one::<true>(batch, level, spend) } else { self.one::<false>(batch, level, spend) }
    }

    /// Whether a range of this batch and level is one of ceilings; batch and level as in [`Cases`].
    pub fn is_ceiling(&self, batch: u8, level: u8) -> bool {
        let row = self.rules.get(usize::from(batch));
        row.and_then(|row| row.get(usize::from(level))).is_some_and(|rules| rules.ceiling)
    }

    fn fill<const SPANS: bool>(&self, cases: Cases, answers: Answers) -> usize {
        let asked = cases.batch.iter().zip(cases.level).zip(cases.spend);
        let places =
            answers.code.iter_mut().zip(answers.amount).zip(answers.low).zip(answers.high).zip(answers.net_cost);
        let mut judged = 0usize;
        for (((&batch, &level), spend), ((((code, amount), low), high), net_cost)) in asked.zip(places) {
            let answer = self.one::<SPANS>(batch, level, spend);
            (*code, *amount, *low) = (answer.code, answer.amount, answer.low);
            (*high, *net_cost) = (answer.high, answer.net_cost);
            judged = judged.wrapping_add(1);
        }
        judged
    }

    #[inline(always)]
    fn one<const SPANS: bool>(&self, batch: u8, level: u8, spend: &[i64; CATEGORIES]) -> Answer {
        let total = rules::sum(spend);
        // Where no amount has a bit above the limit's highest, eight of them cannot overflow, and no part exceeds the sum.
        let [a, b, c, d, e, f, g, h] = *spend;
        let bits = a | b | c | d | e | f | g | h;
        let rules = self.rules.get(usize::from(batch)).and_then(|row| row.get(usize::from(level).min(LEVELS)));
        match rules {
            Some(rules) if bits >> LIMIT_BITS == 0 && total <= rules.most => rules.answer::<SPANS>(spend, total),
            _ => without_amount(rules, level, spend),
        }
    }
}

/// The bits of the largest amount.
const LIMIT_BITS: u32 = i64::BITS - Yuan::MAX.fen().leading_zeros();

fn resolve(policy: &Policy, level: Level, batch: Option<Batch>, own: Option<&OwnTerms>) -> Result<Rules, Error> {
    match Terms::resolve(policy, level, batch, own) {
        Ok(terms) => Ok(Rules::of(&terms)),
        Err(error) => match error.code() {
            Code::BatchRequired => Ok(Rules::at(Fault::BatchRequired)),
            Code::UnknownBatch => Ok(Rules::at(Fault::UnknownBatch)),
            _ => Err(error),
        },
    }
}

/// The answer where no rate is published, or to a case at fault: what the estimate would refuse first.
#[cold]
#[inline(never)]
fn without_amount(rules: Option<&Rules>, level: u8, spend: &[i64; CATEGORIES]) -> Answer {
    let wrong = |&fen: &i64| match fen {
        ..0 => Some(Fault::InvalidAmount),
        _ => (fen > Yuan::MAX.fen()).then_some(Fault::AmountTooLarge),
    };
    let code = match rules {
        None => Fault::BatchOutOfRange.in_column(),
        Some(_) if usize::from(level) >= LEVELS => Fault::LevelOutOfRange.in_column(),
        Some(rules) => {
            let of_amounts = spend.iter().find_map(wrong);
            // Eight amounts that are right by themselves do not overflow.
            let of_sum = || (rules::sum(spend) > Yuan::MAX.fen()).then_some(Fault::SumTooLarge);
            of_amounts.or_else(of_sum).map_or(rules.agreed, Fault::in_column)
        }
    };
    Answer { code, amount: NONE, low: NONE, high: NONE, net_cost: NONE }
}
