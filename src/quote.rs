//! A provider's offer: what its lines come to with and without tax, what the customer's grant is, and what is left to pay.
//!
//! No document says whether tax counts as spend. The user chooses; without a choice it is left out, and the answer says so.

use crate::application::{Application, Label, OwnTerms, Spend, SpendList};
use crate::catalog::Table;
use crate::compare;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate::{self, Cited, Outcome, PolicyId};
use crate::json::{self, Node, Read, Value, record, words};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Benefit, Category, Gives, Level, Payee, Policy};
use crate::solve::Bound;
use crate::terms::{Subsidy, Terms, Totals};

/// Packages side by side, at most.
pub(crate) const MAX_PACKAGES: usize = 6;

words! {
    /// Whether tax is part of an amount.
    pub enum Basis (UnknownValue) {
        /// It is not.
        WithoutTax = "without_tax",
        /// It is.
        WithTax = "with_tax",
    }
}

words! {
    /// Why there is no highest price for a net budget.
    pub enum Hindrance (UnknownValue) {
        /// The document publishes no rate, and none was given.
        NotPublished = "not_published",
        /// Batch or level is open, so the grant is a span.
        Open = "open",
        /// What does not count for the subsidy already costs more than the budget.
        OtherSpend = "other_spend",
        /// All of it is paid back: any price up to the largest amount fits.
        Unbounded = "unbounded",
    }
}

/// How many of a thing, from 1 to 1,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Quantity(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 1_000_000)))] pub u32);

impl Read for Quantity {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Quantity(node.int(1, 1_000_000)?.try_into().unwrap_or(1)))
    }
}

/// For how many years a yearly price is offered, from 1 to 10.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Years(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 10)))] pub u32);

impl Read for Years {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Years(node.int(1, 10)?.try_into().unwrap_or(1)))
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
        /// The most that the customer can pay after the grant, on the same base.
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
    fn rest_of(self, total: Yuan) -> Result<Spread<Yuan>, Error> {
        let amount = self.amount.map(|amount| total.minus(amount)).transpose()?;
        Ok(Spread { amount, low: total.minus(self.high)?, high: total.minus(self.low)? })
    }

    fn share_of(self, total: Yuan) -> Spread<Rate> {
        let share = |amount: Yuan| amount.tenths_of_percent(total);
        Spread { amount: self.amount.map(share), low: share(self.low), high: share(self.high) }
    }
}

/// The highest price at which a net budget suffices, under the default reading: a fen more and it does not.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Highest {
    /// All of the package on its base, its other lines as they are; `null` where there is no such price.
    pub total: Option<Yuan>,
    /// Of it, what counts for the subsidy.
    pub counted: Option<Yuan>,
    /// The grant at that price.
    pub grant: Option<Yuan>,
    /// What limits the grant there; `null` where it still grows with the price.
    pub bound: Option<Bound>,
    /// Why there is none; `null` where there is one.
    pub hindrance: Option<Hindrance>,
}

impl Highest {
    fn none(hindrance: Hindrance) -> Highest {
        Highest { total: None, counted: None, grant: None, bound: None, hindrance: Some(hindrance) }
    }
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
    /// The spend less the grant; `null` where no rate is published.
    pub net_cost: Option<Spread<Yuan>>,
    /// The grant as a part of the spend, in whole tenths of a percent, cut down; `null` where no rate is published.
    pub effective_discount: Option<Spread<Rate>>,
    /// The highest price for the net budget; `null` where none was named.
    pub highest: Option<Highest>,
}

/// What the provider itself may be given: never part of a customer's grant.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ProviderBenefit<'p> {
    /// The benefit's id.
    pub benefit: &'p str,
    /// For one, in yuan (元); `null` where the document names no figure.
    pub amount: Option<Yuan>,
    /// The wording of the figure, or `none` where there is none.
    pub certainty: &'static str,
    /// Where it stands.
    pub citation: Cited<'p>,
}

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

/// Judges an offer.
///
/// # Errors
/// `too_many_items` above six packages; `amount_too_large` and `sum_too_large` for a line's or a package's price;
/// `unknown_batch` and `own_terms_not_allowed` as [`estimate::estimate`].
pub fn quote<'p, 'q>(table: &'p Table, quote: &'q Quote, as_of: Date) -> Result<Offer<'p, 'q>, Error> {
    let count = quote.packages.len();
    if count > MAX_PACKAGES {
        return Err(Error::new(Code::TooManyItems, "packages").with("found", count).with("max", MAX_PACKAGES));
    }
    let packages = quote.packages.iter().enumerate();
    let packages = packages.map(|(index, one)| package(table, quote, index, one, as_of)).collect::<Result<_, _>>()?;
    let provider = table.policy.awards().filter(|benefit| benefit.payee == Payee::Provider);
    Ok(Offer {
        policy: estimate::identify(table, estimate::status(&table.policy, as_of)),
        as_of,
        base: base(quote),
        base_assumed: quote.base.is_none(),
        packages,
        provider: provider.filter_map(|benefit| of_provider(&table.policy, benefit)).collect(),
    })
}

pub(crate) fn base(quote: &Quote) -> Basis {
    quote.base.unwrap_or(Basis::WithoutTax)
}

fn package<'q>(
    table: &Table,
    quote: &Quote,
    index: usize,
    package: &'q Package,
    as_of: Date,
) -> Result<PackageAnswer<'q>, Error> {
    let place = format!("packages[{index}].lines");
    let limit = |code, path: String| Error::new(code, path).with("max", "1000000000000");
    let (mut lines, mut spend, mut total) = (Vec::new(), Vec::new(), Sum::default());
    for (index, line) in package.lines.iter().enumerate() {
        let too_large =
            |_| limit(Code::AmountTooLarge, format!("{place}[{index}].unit_price")).with("found", line.unit_price);
        let sum = Sum::of(line, quote.prices.unwrap_or(Basis::WithoutTax)).map_err(too_large)?;
        total = total.plus(sum)?;
        spend.push(Spend { category: line.category, amount: sum.on(base(quote)), label: None });
        lines.push(sum);
    }
    if total.list.max(total.with_tax) > Yuan::MAX {
        return Err(limit(Code::SumTooLarge, place));
    }
    let spend = SpendList::new(spend).map_err(|error| error.at(&place))?;
    let application = application(quote, spend);
    let (outcome, grant) = judge(table, &application, as_of)?;
    let spend = application.spend.total();
    let highest = |budget| highest(table, &application, grant, budget);
    Ok(PackageAnswer {
        name: &package.name.0,
        lines,
        total,
        spend,
        outcome,
        grant,
        net_cost: grant.map(|grant| grant.rest_of(spend)).transpose()?,
        effective_discount: grant.map(|grant| grant.share_of(spend)),
        highest: quote.net_budget.map(highest).transpose()?,
    })
}

/// What the customer would apply with.
pub(crate) fn application(quote: &Quote, spend: SpendList) -> Application {
    Application {
        policy: quote.policy.clone(),
        as_of: quote.as_of,
        batch: quote.batch,
        level: quote.level,
        size_class: None,
        spend,
        awards: Vec::new(),
        provincial_subsidy: None,
        own_terms: quote.own_terms.clone(),
        eligibility: None,
    }
}

/// The kind of answer and the grant; where batch or level is open, the span over those that are possible.
fn judge(
    table: &Table,
    application: &Application,
    as_of: Date,
) -> Result<(Option<Outcome>, Option<Spread<Yuan>>), Error> {
    match estimate::estimate(table, application, as_of) {
        Ok(answer) => {
            let grant =
                answer.grant.map(|grant| Spread { amount: Some(grant.amount), low: grant.low, high: grant.high });
            Ok((Some(answer.outcome), grant))
        }
        Err(error) if matches!(error.code(), Code::MissingField | Code::BatchRequired) => {
            let compared = compare::compare(table, application, as_of)?;
            let grant = compared.span.map(|span| Spread { amount: None, low: span.low, high: span.high });
            // Without a rate there is nothing that batch or level could leave open.
            Ok((grant.is_none().then_some(Outcome::NotPublished), grant))
        }
        Err(error) => Err(error),
    }
}

/// The most that the lines that count may cost, the others as they are, so that the customer is left with the budget.
fn highest(
    table: &Table,
    application: &Application,
    grant: Option<Spread<Yuan>>,
    budget: Yuan,
) -> Result<Highest, Error> {
    let Some(grant) = grant else { return Ok(Highest::none(Hindrance::NotPublished)) };
    let (Some(_), Some(level)) = (grant.amount, application.level) else { return Ok(Highest::none(Hindrance::Open)) };
    let terms = Terms::resolve(&table.policy, level, application.batch, application.own_terms.as_ref())?;
    if matches!(terms.subsidy, Subsidy::NotPublished(..)) {
        return Ok(Highest::none(Hindrance::NotPublished));
    }
    let totals = Totals::of(application.spend.items())?;
    let others = application.spend.total().minus(totals.within(terms.counted)?)?;
    let paid_back = terms.paid_back(&totals)?;
    let left = budget.plus(paid_back)?.minus(others)?;
    if left < Yuan::ZERO {
        return Ok(Highest::none(Hindrance::OtherSpend));
    }
    let [default, ..] = terms.formulas();
    let (counted, bound) = match default {
        None => (left, Some(Bound::Level)),
        Some((formula, _)) => {
            let peak = formula.peak()?;
            let at_peak = left.plus(peak.amount)?;
            match left.price_leaving(formula.rate)? {
                // From the peak on the grant stays as it is; below it grows with the price.
                _ if peak.bound != Bound::Unbounded && at_peak >= peak.spend => (at_peak, Some(peak.bound)),
                Some(price) => (price, None),
                None => return Ok(Highest::none(Hindrance::Unbounded)),
            }
        }
    };
    let total = counted.plus(others)?;
    if total > Yuan::MAX {
        return Ok(Highest::none(Hindrance::Unbounded));
    }
    let subsidy = default.map(|(formula, _)| formula.apply(counted)).transpose()?;
    let grant = subsidy.map_or(Yuan::ZERO, |product| product.amount).plus(paid_back)?;
    Ok(Highest { total: Some(total), counted: Some(counted), grant: Some(grant), bound, hindrance: None })
}

/// An award of the provider's, for one of it.
pub(crate) fn of_provider<'p>(policy: &'p Policy, benefit: &'p Benefit) -> Option<ProviderBenefit<'p>> {
    let (amount, certainty, citation) = match &benefit.gives {
        Gives::LumpSum(sum) => (Some(sum.amount.amount), sum.amount.wording.as_str(), &sum.amount.citation),
        Gives::WithoutFigure(without) => (None, "none", &without.citation),
        _ => return None,
    };
    Some(ProviderBenefit { benefit: &benefit.id, amount, certainty, citation: Cited::new(policy, citation) })
}
