//! An offer as it is stated: packages of lines, and what is asked of them.

use crate::application::{Label, OwnTerms};
use crate::date::Date;
use crate::error::Error;
use crate::json::{self, Node, Read, Value, record, words};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Category, Level};

record! {
    /// An offer: what a customer's grant and net cost are asked for.
    ///
    /// # Errors
    /// Reading refuses what an application refuses; a quantity outside 1 to 1,000,000, years outside 1 to 10.
    pub struct Quote {
        /// Id of a policy table.
        policy: String,
        /// The day on which the answer is asked for; a shell fills in today where it is absent.
        as_of: Option<Date>,
        /// The customer's batch; absent where it is open.
        batch: Option<Batch>,
        /// The level that is expected; absent where it is open.
        level: Option<Level>,
        /// The user's own terms, where the document publishes none.
        own_terms: Option<OwnTerms>,
        /// Whether the unit prices hold the tax; without it, they do not.
        prices: Option<Basis>,
        /// Whether tax counts as spend; without it, it does not, which is an assumption.
        base: Option<Basis>,
        /// The most that the customer can pay after the grant, on the same base: without tax where none is chosen.
        net_budget: Option<Yuan>,
        /// Side by side, six at most.
        packages: Vec<Package>,
    }
}

impl Quote {
    /// Reads an offer.
    ///
    /// # Errors
    /// As the type says.
    pub fn read(value: &Value) -> Result<Quote, Error> {
        json::read(value)
    }
}

record! {
    /// A set of lines that is offered as one.
    pub struct Package {
        /// Its name.
        name: Label,
        /// Its lines.
        lines: Vec<QuoteLine>,
    }
}

record! {
    /// One line of an offer.
    pub struct QuoteLine {
        /// What it is.
        category: Category,
        /// How many.
        quantity: Quantity,
        /// The list price of one, and of one year where `years` is given, in yuan (元).
        unit_price: Yuan,
        /// The share of the list price that is taken off.
        discount: Option<Rate>,
        /// The rate of the tax on the invoice.
        tax_rate: Rate,
        /// For how many years a yearly price is offered; absent for what is paid once.
        years: Option<Years>,
        /// Free text of the user's.
        label: Option<Label>,
    }
}

words! {
    /// Whether tax is part of an amount. No document says; what states nothing is without it, which is the assumption.
    #[derive(Default)]
    pub enum Basis (UnknownValue) {
        /// It is not.
        #[default]
        WithoutTax = "without_tax",
        /// It is.
        WithTax = "with_tax",
    }
}

/// How many of a thing, from 1 to 1,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Quantity(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 1_000_000)))] pub u32);

impl Quantity {
    /// The most.
    pub const MAX: u32 = 1_000_000;
}

impl Read for Quantity {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Quantity(node.int(1, Quantity::MAX.into())?.try_into().unwrap_or(1)))
    }
}

/// For how many years a yearly price is offered, from 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Years(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 10)))] pub u32);

impl Years {
    /// The most.
    pub const MAX: u32 = 10;
}

impl Read for Years {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Years(node.int(1, Years::MAX.into())?.try_into().unwrap_or(1)))
    }
}
