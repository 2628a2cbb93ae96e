//! Which items of spend count, and under which wording.

use super::{Case, Cited, Counted, Item, ItemReason, SpendSplit};
use crate::error::Error;
use crate::policy::{Category, Reimbursement};
use crate::terms::Subsidy;

impl<'p> Case<'p, '_> {
    /// How the spend splits into base, reimbursed and neither.
    pub(super) fn split(&self) -> Result<SpendSplit, Error> {
        let total = self.application.spend.total();
        if matches!(self.terms.subsidy, Subsidy::NotPublished(..)) {
            return Ok(SpendSplit { total, eligible: None, reimbursed: None, excluded: None });
        }
        let eligible = self.totals.within(self.terms.counted)?;
        let reimbursed = self.totals.within(self.terms.reimbursed)?;
        let excluded = total.minus(eligible)?.minus(reimbursed)?;
        Ok(SpendSplit { total, eligible: Some(eligible), reimbursed: Some(reimbursed), excluded: Some(excluded) })
    }

    /// Each item of spend with its verdict.
    pub(super) fn items(&self) -> Vec<Item<'p>> {
        // One verdict a category, not one an item: a list may have 10,000.
        let verdicts: Vec<_> = Category::ALL.iter().map(|&category| self.verdict(category)).collect();
        let items = self.application.spend.items().iter().enumerate();
        items
            .filter_map(|(index, item)| {
                let (counted, reason, citation) = *verdicts.get(item.category as usize)?;
                Some(Item { index: u32::try_from(index).ok()?, counted, reason, citation })
            })
            .collect()
    }

    /// Whether a category counts, why, and under which wording.
    pub(crate) fn verdict(&self, category: Category) -> (Option<Counted>, ItemReason, Cited<'p>) {
        let terms = &self.terms;
        if let Subsidy::NotPublished(_, unpublished) = terms.subsidy {
            return (None, ItemReason::RateNotPublished, self.cited(&unpublished.citation));
        }
        let names = |one: &Reimbursement| one.base.contains(&category);
        if let Some((_, one)) = terms.reimbursements.iter().find(|(_, one)| names(one)) {
            return (Some(Counted::Reimbursed), ItemReason::Reimbursed, self.cited(&one.cap.citation));
        }
        let list = self.cited(terms.counted_citation);
        let counts = if terms.counted.contains(category) { Counted::Yes } else { Counted::No };
        if matches!(terms.subsidy, Subsidy::Own(..)) {
            return (Some(counts), ItemReason::Assumed, list);
        }
        if counts == Counted::Yes {
            return (Some(counts), ItemReason::Listed, list);
        }
        if terms.wide.contains(category) {
            return (Some(Counted::WideOnly), ItemReason::WideReading, self.cited(terms.wide_citation));
        }
        match terms.withheld.iter().find(|one| names(one)) {
            Some(one) => (Some(Counted::No), ItemReason::LevelTooLow, self.cited(&one.when.levels.citation)),
            None => (Some(Counted::No), ItemReason::NotListed, list),
        }
    }
}
