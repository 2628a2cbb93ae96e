//! What some enterprises come to.

use super::{Charged, Mark};
use crate::error::{Code, Error};
use crate::money::Yuan;
use crate::terms::Range;

/// What some enterprises come to; amounts in yuan (元).
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Sum {
    /// How many.
    pub count: u32,
    /// Of them at fault, so that they have no ceiling.
    pub not_judged: u32,
    /// Of them without a ceiling, because the document publishes no rate.
    pub not_published: u32,
    /// Of them with neither a ceiling nor an approved amount nor a payment: they are in no amount.
    pub unknown: u32,
    /// How many have an approved amount.
    pub approved_count: u32,
    /// How many were paid something.
    pub paid_count: u32,
    /// How many get the cap, whatever the reading.
    pub at_cap: u32,
    /// The most that the policy gives them.
    pub ceiling: Range,
    /// What is approved.
    pub approved: Yuan,
    /// By how much approved amounts are below their ceilings.
    pub below: Range,
    /// By how much approved amounts are above the most favourable ceilings.
    pub above: Yuan,
    /// What they are owed in all.
    pub liability: Range,
    /// What is paid.
    pub paid: Yuan,
    /// By how much payments are above what was owed.
    pub overpaid: Yuan,
    /// Liability less what is paid: below nothing where too much was.
    #[cfg_attr(feature = "native", schemars(with = "super::charged::Signed"))]
    pub outstanding: Range,
}

impl Default for Sum {
    fn default() -> Self {
        let (none, nothing) = (Yuan::ZERO, Range::NOTHING);
        Sum {
            count: 0,
            not_judged: 0,
            not_published: 0,
            unknown: 0,
            approved_count: 0,
            paid_count: 0,
            at_cap: 0,
            ceiling: nothing,
            approved: none,
            below: nothing,
            above: none,
            liability: nothing,
            paid: none,
            overpaid: none,
            outstanding: nothing,
        }
    }
}

impl Sum {
    pub(super) fn add(&mut self, one: &Charged) -> Result<(), Error> {
        let has = |mark: Mark| one.marks.contains(&mark);
        count(&mut self.count, true)?;
        count(&mut self.not_judged, has(Mark::NotJudged))?;
        count(&mut self.not_published, has(Mark::NotPublished))?;
        count(&mut self.unknown, one.liability.is_none())?;
        count(&mut self.approved_count, one.approved.is_some())?;
        count(&mut self.paid_count, one.paid.is_some_and(|paid| paid > Yuan::ZERO))?;
        count(&mut self.at_cap, has(Mark::AtCap))?;
        for (sum, amount) in [
            (&mut self.ceiling, one.ceiling),
            (&mut self.below, one.below),
            (&mut self.liability, one.liability),
            (&mut self.outstanding, one.outstanding),
        ] {
            *sum = sum.plus(amount.unwrap_or(Range::NOTHING))?;
        }
        let (approved, paid) = (one.approved.unwrap_or_default(), one.paid.unwrap_or_default());
        let over = |amount: Yuan, most: Option<Range>| match most {
            Some(most) if amount > most.high => amount.minus(most.high),
            _ => Ok(Yuan::ZERO),
        };
        self.approved = self.approved.plus(approved)?;
        self.above = self.above.plus(over(approved, one.ceiling)?)?;
        self.paid = self.paid.plus(paid)?;
        self.overpaid = self.overpaid.plus(over(paid, one.liability)?)?;
        Ok(())
    }
}

/// One more, where it is one.
pub(super) fn count(number: &mut u32, more: bool) -> Result<(), Error> {
    *number = number.checked_add(u32::from(more)).ok_or_else(|| Error::new(Code::Overflow, "rows"))?;
    Ok(())
}
