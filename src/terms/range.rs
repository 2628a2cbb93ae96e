//! What readings of the text make of an amount, and what they span.

use crate::error::Error;
use crate::money::Yuan;

/// An amount under each way to read the text; where a reading makes no difference, the default one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// As decided for the table.
    pub default: Yuan,
    /// With the wider base.
    pub wide: Yuan,
    /// Without a clause for a level that none names.
    pub strict: Yuan,
}

impl Readings {
    /// One amount under every reading.
    pub fn of(amount: Yuan) -> Readings {
        Readings { default: amount, wide: amount, strict: amount }
    }

    pub(super) fn plus(self, more: Yuan) -> Result<Readings, Error> {
        let Readings { default, wide, strict } = self;
        Ok(Readings { default: default.plus(more)?, wide: wide.plus(more)?, strict: strict.plus(more)? })
    }

    /// The amounts, reading by reading.
    pub fn each(self) -> [Yuan; 3] {
        [self.default, self.wide, self.strict]
    }

    /// What they span.
    pub fn range(self) -> Range {
        let Readings { default, wide, strict } = self;
        Range { amount: default, low: default.min(wide).min(strict), high: default.max(wide).max(strict) }
    }
}

/// The amounts that readings span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Range {
    /// Under the default reading.
    pub amount: Yuan,
    /// Under the least favourable reading.
    pub low: Yuan,
    /// Under the most favourable reading.
    pub high: Yuan,
}

impl Range {
    /// 0.00 under every reading.
    pub const NOTHING: Range = Range { amount: Yuan::ZERO, low: Yuan::ZERO, high: Yuan::ZERO };

    /// The same under every reading.
    pub fn of(amount: Yuan) -> Range {
        Range { amount, low: amount, high: amount }
    }

    /// Both together, reading by reading.
    ///
    /// # Errors
    /// `overflow`.
    pub fn plus(self, other: Range) -> Result<Range, Error> {
        Ok(Range {
            amount: self.amount.plus(other.amount)?,
            low: self.low.plus(other.low)?,
            high: self.high.plus(other.high)?,
        })
    }

    /// Less an amount that is the same under every reading.
    ///
    /// # Errors
    /// `overflow`.
    pub fn less(self, amount: Yuan) -> Result<Range, Error> {
        Ok(Range { amount: self.amount.minus(amount)?, low: self.low.minus(amount)?, high: self.high.minus(amount)? })
    }

    /// By how much it is above another, of which it knows no reading; 0.00 where it is not.
    ///
    /// # Errors
    /// `overflow`.
    pub fn above(self, other: Range) -> Result<Range, Error> {
        let more = |one: Yuan, other: Yuan| Ok::<_, Error>(one.minus(other)?.max(Yuan::ZERO));
        Ok(Range {
            amount: more(self.amount, other.amount)?,
            low: more(self.low, other.high)?,
            high: more(self.high, other.low)?,
        })
    }

    /// What is left of a total; the lowest rest goes with the highest amount.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn rest_of(self, total: Yuan) -> Result<Range, Error> {
        Ok(Range { amount: total.minus(self.amount)?, low: total.minus(self.high)?, high: total.minus(self.low)? })
    }
}
