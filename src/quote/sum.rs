//! What a line, or all of a package, comes to: discount and tax, line by line.

use super::{Basis, QuoteLine};
use crate::error::{Code, Error};
use crate::money::{Rate, Yuan};

/// What a line, or all of a package, comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Sum {
    /// Before the discount, as priced: with or without tax.
    pub list: Yuan,
    /// What is taken off of it, cut down to the fen line by line.
    pub discount: Yuan,
    /// After the discount, without tax.
    pub without_tax: Yuan,
    /// The tax on the invoice, rounded half up to the fen line by line.
    pub tax: Yuan,
    /// After the discount, with tax.
    pub with_tax: Yuan,
}

impl Sum {
    /// What a line comes to.
    ///
    /// # Errors
    /// `overflow` beyond the largest amount.
    pub(crate) fn of(line: &QuoteLine, prices: Basis) -> Result<Sum, Error> {
        let list = line.unit_price.times(line.quantity.0)?.times(line.years.map_or(1, |years| years.0))?;
        if list > Yuan::MAX {
            return Err(Error::new(Code::Overflow, ""));
        }
        let discount = list.share(line.discount.unwrap_or(Rate::ZERO))?;
        let price = list.minus(discount)?;
        let (without_tax, tax) = match prices {
            Basis::WithoutTax => (price, price.tax_on(line.tax_rate)?),
            Basis::WithTax => {
                let tax = price.tax_within(line.tax_rate)?;
                (price.minus(tax)?, tax)
            }
        };
        let with_tax = without_tax.plus(tax)?;
        match with_tax > Yuan::MAX {
            true => Err(Error::new(Code::Overflow, "")),
            false => Ok(Sum { list, discount, without_tax, tax, with_tax }),
        }
    }

    pub(crate) fn plus(self, more: Sum) -> Result<Sum, Error> {
        Ok(Sum {
            list: self.list.plus(more.list)?,
            discount: self.discount.plus(more.discount)?,
            without_tax: self.without_tax.plus(more.without_tax)?,
            tax: self.tax.plus(more.tax)?,
            with_tax: self.with_tax.plus(more.with_tax)?,
        })
    }

    /// What counts as spend.
    pub(crate) fn on(self, base: Basis) -> Yuan {
        match base {
            Basis::WithoutTax => self.without_tax,
            Basis::WithTax => self.with_tax,
        }
    }
}
