//! Awards and matching grants: listed apart, each from the figure and the wording that carry it.

use super::{AwardLine, Case};
use crate::application::{Award, refuse};
use crate::error::{Code, Error, Param};
use crate::policy::Gives;
use crate::terms::{BoundBy, Formula};

impl<'p> Case<'p, '_> {
    /// The awards that the application names, in its order.
    pub(super) fn awards(&self) -> Result<Vec<AwardLine<'p>>, Error> {
        let awards = &self.application.awards;
        let one = |(index, award): (usize, &Award)| {
            if awards.iter().take(index).any(|earlier| earlier.benefit == award.benefit) {
                let path = format!("awards[{index}].benefit");
                return Err(refuse(Code::DuplicateAward, path, &award.benefit));
            }
            self.award(index, award)
        };
        awards.iter().enumerate().map(one).collect()
    }

    /// One award: its figure times its count, or the share of the provincial subsidy.
    fn award(&self, index: usize, award: &Award) -> Result<AwardLine<'p>, Error> {
        let Some(benefit) = self.policy.awards().find(|benefit| benefit.id == award.benefit) else {
            let ids = self.policy.awards().map(|benefit| benefit.id.clone()).collect();
            let path = format!("awards[{index}].benefit");
            return Err(refuse(Code::UnknownAward, path, &award.benefit).with("allowed", Param::Texts(ids)));
        };
        let count = award.count.map_or(1, |count| count.0);
        let once = match &benefit.gives {
            Gives::LumpSum(sum) => sum.once,
            _ => true,
        };
        if once && count != 1 {
            let found = i64::from(count);
            let path = format!("awards[{index}].count");
            return Err(Error::new(Code::OutOfRange, path).with("found", found).with("min", 1u8).with("max", 1u8));
        }
        let (amount, certainty, citation) = match &benefit.gives {
            Gives::LumpSum(sum) => {
                (Some(sum.amount.amount.times(count)?), sum.amount.wording.as_str(), &sum.amount.citation)
            }
            Gives::Matching(matching) => {
                let base = self.application.provincial_subsidy.ok_or_else(|| {
                    Error::new(Code::ProvincialSubsidyRequired, "provincial_subsidy").with("award", &*award.benefit)
                })?;
                let cap = Some(matching.cap.amount);
                let product = Formula { rate: matching.rate.rate, cap, base_limit: None }.apply(base)?;
                // The rate's wording decides, also where the cap binds; the phrase is the one that carries the amount.
                let phrase = match product.bound_by {
                    BoundBy::Cap => &matching.cap.citation,
                    _ => &matching.rate.citation,
                };
                (Some(product.amount), matching.rate.wording.as_str(), phrase)
            }
            Gives::WithoutFigure(without) => (None, "none", &without.citation),
            _ => return Err(Error::new(Code::Overflow, "awards")),
        };
        Ok(AwardLine {
            benefit: &benefit.id,
            amount,
            count,
            certainty,
            payee: benefit.payee,
            citation: self.cited(citation),
        })
    }
}
