//! What a person is shown of an offer, every number formatted: the page, the command line and the sheet of paper share it.

use serde::Serialize;

use crate::present::view::{AwardView, BarPart, FormView, LineView, Sum};

/// An offer judged.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct QuoteView {
    /// City, batch and level.
    pub context: String,
    /// The choices of the city, and what counts there.
    pub form: FormView,
    /// 不含税 or 含税: how spend, net cost and net budget are read.
    pub base: String,
    /// The usual rates of tax: 13%.
    pub usual_tax: Vec<String>,
    /// Of each category the rate that its invoices usually bear: what a line is assumed to, until someone chooses.
    pub category_tax: Vec<CategoryTax>,
    /// What is assumed or chosen, and what no document says.
    pub assumptions: Vec<String>,
    /// The day of the offer: the one that is stated, else today.
    pub offered_on: String,
    /// What is wrong with the net budget, or how it was read.
    pub net_budget: Remark,
    /// What is wrong with the validity, or the day that it comes to.
    pub valid: Remark,
    /// Of each instalment.
    pub instalments: Vec<Remark>,
    /// Why the shares do not make a whole.
    pub shares_error: Option<String>,
    /// Package by package.
    pub packages: Vec<PackageView>,
    /// The packages side by side; empty where none is offered.
    pub beside: Vec<BesideRow>,
    /// What the provider itself may be given.
    pub provider: Vec<AwardView>,
    /// That it is no part of the customer's grant.
    pub provider_hint: String,
    /// What has to be known.
    pub notes: Vec<String>,
    /// An estimate, not a decision.
    pub notice: String,
    /// Names table, digest and day.
    pub foot: String,
    /// What keeps it from being printed or taken along; `null` where nothing does.
    pub blocked: Option<String>,
    /// What a screen reader is told once.
    pub announce: String,
    /// What files of it are called, without their endings.
    pub file: String,
}

/// The usual rate of tax of a category.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct CategoryTax {
    /// `software`.
    pub category: &'static str,
    /// 13%.
    pub rate: String,
}

/// What is wrong with an entry, or how it was read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Remark {
    /// What is wrong with it.
    pub error: Option<String>,
    /// How it was read, where that is not plain.
    pub read_as: Option<String>,
}

/// A package.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PackageView {
    /// Its name.
    pub name: String,
    /// The kind of answer: an outcome's word, `range`, `empty`, or `unreadable`.
    pub kind: &'static str,
    /// The kind in words.
    pub badge: String,
    /// The customer's grant: one number, two, or that there is none.
    pub headline: String,
    /// What to make of it.
    pub explain: Vec<String>,
    /// Where the money goes.
    pub bar: Vec<BarPart>,
    /// Its lines, in their order.
    pub lines: Vec<OfferLine>,
    /// What they come to, with and without tax; empty where one cannot be read.
    pub totals: Vec<Sum>,
    /// From the spend to the net cost.
    pub sums: Vec<Sum>,
    /// The highest price for the net budget, or what prevents it; empty where no budget is named.
    pub highest: Vec<String>,
    /// How the grant comes about.
    pub steps: Vec<LineView>,
}

/// A line of an offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct OfferLine {
    /// Its name, else its category.
    pub title: String,
    /// 软件.
    pub category: String,
    /// How many, and for how many years: 2 × 3 年.
    pub quantity: String,
    /// The unit price.
    pub unit_price: String,
    /// What is taken off: 10%; empty where nothing is.
    pub discount: String,
    /// The rate of the tax: 13%.
    pub tax_rate: String,
    /// After the discount, without tax.
    pub without_tax: String,
    /// The tax.
    pub tax: String,
    /// After the discount, with tax.
    pub with_tax: String,
    /// `yes`, `wide_only`, `reimbursed`, `no`, `unknown` or `depends`.
    pub counted: &'static str,
    /// 计入, 不计入.
    pub badge: String,
    /// Why.
    pub reason: String,
    /// What is wrong with it, cell by cell.
    pub errors: Vec<CellText>,
    /// How the price was read, where it was not typed plainly.
    pub read_as: Option<String>,
    /// How the discount was read: 减 10%，即 9 折; `null` where none is typed.
    pub discount_read_as: Option<String>,
    /// Nothing is offered here yet.
    pub blank: bool,
}

/// A sentence at a cell.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct CellText {
    /// `label`, `quantity`, `unit_price`, `discount`, `tax_rate` or `years`.
    pub cell: &'static str,
    /// 请填写这一项.
    pub text: String,
}

/// A figure of each package.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct BesideRow {
    /// `list`, `discount`, `without_tax`, `tax`, `with_tax`, `spend`, `eligible`, `kind`, `grant`, `net`, `payment`, `effective`,
    /// `highest`.
    pub id: &'static str,
    /// 客户净付.
    pub label: String,
    /// One a package.
    pub cells: Vec<String>,
}

/// A package's grant and net cost at every batch and level, city by city.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct MatrixView {
    /// What it shows.
    pub caption: String,
    /// The head: levels.
    pub columns: Vec<String>,
    /// One a city and batch.
    pub rows: Vec<MatrixRow>,
    /// Why there is nothing to show.
    pub open: Option<String>,
}

/// A city and batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct MatrixRow {
    /// 南昌市 · 第一批.
    pub label: String,
    /// One a level.
    pub cells: Vec<MatrixCell>,
}

/// A city, batch and level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct MatrixCell {
    /// 不超过 210,000.00, or —.
    pub grant: String,
    /// 净付 182,000.00; empty where no rate is published.
    pub net: String,
    /// The one that the offer states.
    pub current: bool,
}
