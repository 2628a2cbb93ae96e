//! Spend by category: sets of categories, and what was spent on one.

use crate::application::Spend;
use crate::error::Error;
use crate::money::Yuan;
use crate::policy::Category;

/// A set of spend categories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Categories(u8);

impl Categories {
    /// The set of these.
    pub fn of(all: &[Category]) -> Categories {
        Categories(all.iter().fold(0, |set, &one| set | 1 << one as u8))
    }

    /// Whether the category belongs to it.
    pub fn contains(self, one: Category) -> bool {
        self.0 & (1 << one as u8) != 0
    }

    /// What belongs to this set or to the other.
    #[must_use]
    pub(super) fn with(self, other: Categories) -> Categories {
        Categories(self.0 | other.0)
    }

    /// What belongs to this set and not to the other.
    #[must_use]
    pub fn without(self, other: Categories) -> Categories {
        Categories(self.0 & !other.0)
    }

    /// The categories in the contract's order.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.iter().copied().filter(move |&one| self.contains(one))
    }
}

/// Spend summed up by category: all that a judgment needs of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals([Yuan; 8]);

impl Totals {
    /// Sums up a spend list.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn of(spend: &[Spend]) -> Result<Totals, Error> {
        let mut totals = Totals::default();
        for item in spend {
            if let Some(sum) = totals.0.get_mut(item.category as usize) {
                *sum = sum.plus(item.amount)?;
            }
        }
        Ok(totals)
    }

    /// The same spend, but this much in all on the categories of a set.
    #[must_use]
    pub fn holding(mut self, set: Categories, amount: Yuan) -> Totals {
        let mut rest = amount;
        for one in set.iter() {
            if let Some(sum) = self.0.get_mut(one as usize) {
                *sum = std::mem::take(&mut rest);
            }
        }
        self
    }

    /// What was spent on the categories of a set.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn within(&self, set: Categories) -> Result<Yuan, Error> {
        set.iter().try_fold(Yuan::ZERO, |sum, one| sum.plus(self.0.get(one as usize).copied().unwrap_or_default()))
    }
}
