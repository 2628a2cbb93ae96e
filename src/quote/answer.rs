//! What is said of an offer: the answer as it goes over the wire.

use super::{Basis, Highest, Sum};
use crate::date::Date;
use crate::error::Error;
use crate::estimate::{Cited, Outcome, PolicyId};
use crate::money::{Rate, Yuan};
use crate::policy::Payee;

/// An offer judged.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Offer<'p, 'q> {
    /// The table.
    pub policy: PolicyId<'p>,
    /// The day on which the answer holds.
    pub as_of: Date,
    /// Whether tax counts as spend here.
    pub base: Basis,
    /// Whether that is an assumption: no choice was stated, and no document says.
    pub base_assumed: bool,
    /// Package by package.
    pub packages: Vec<PackageAnswer<'q>>,
    /// What the provider itself may be given.
    pub provider: Vec<ProviderBenefit<'p>>,
}

/// A package judged.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PackageAnswer<'q> {
    /// Its name.
    pub name: &'q str,
    /// Its lines, in their order.
    pub lines: Vec<Sum>,
    /// Their sum.
    pub total: Sum,
    /// What counts as spend: the total on the base.
    pub spend: Yuan,
    /// The kind of answer; `null` where batch or level is open.
    pub outcome: Option<Outcome>,
    /// What reimburses the spend; `null` where no rate is published.
    pub grant: Option<Spread<Yuan>>,
    /// The spend less the grant, on the base: without tax where that does not count; `null` where no rate is published.
    pub net_cost: Option<Spread<Yuan>>,
    /// What the customer pays in all: the total with tax less the grant. Where the grant is a ceiling it is not below this; on
    /// a base with tax it is the net cost; `null` where no rate is published.
    pub payment: Option<Spread<Yuan>>,
    /// The grant as a part of the spend, in whole tenths of a percent, cut down; `null` where no rate is published.
    pub effective_discount: Option<Spread<Rate>>,
    /// The highest price for the net budget; `null` where none was named.
    pub highest: Option<Highest>,
}

/// An amount, or only what it lies between where readings, batch or level leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Spread<T> {
    /// Under the default reading; `null` where batch or level is open.
    pub amount: Option<T>,
    /// The least.
    pub low: T,
    /// The most.
    pub high: T,
}

impl Spread<Yuan> {
    /// What is left of a total; the lowest rest goes with the highest amount.
    pub(super) fn rest_of(self, total: Yuan) -> Result<Spread<Yuan>, Error> {
        let amount = self.amount.map(|amount| total.minus(amount)).transpose()?;
        Ok(Spread { amount, low: total.minus(self.high)?, high: total.minus(self.low)? })
    }

    /// As a part of a total, in whole tenths of a percent.
    pub(super) fn share_of(self, total: Yuan) -> Spread<Rate> {
        let share = |amount: Yuan| amount.tenths_of_percent(total);
        Spread { amount: self.amount.map(share), low: share(self.low), high: share(self.high) }
    }
}

/// What the provider itself may be given: never part of a customer's grant.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ProviderBenefit<'p> {
    /// The benefit's id.
    pub benefit: &'p str,
    /// Who receives it: the provider, or a case's owner, who may be the provider where the document does not say.
    pub payee: Payee,
    /// For one, in yuan (元); `null` where the document names no figure.
    pub amount: Option<Yuan>,
    /// The wording of the figure, or `none` where there is none.
    pub certainty: &'static str,
    /// Where it stands.
    pub citation: Cited<'p>,
}
