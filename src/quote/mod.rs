//! A provider's offer: what its lines come to with and without tax, what the customer's grant is, and what is left to pay.
//!
//! No document says whether tax counts as spend. The user chooses; without a choice it is left out, and the answer says so.

mod answer;
mod highest;
mod stated;
mod sum;

pub use answer::{Offer, PackageAnswer, ProviderBenefit, Spread};
pub use highest::{Footing, Highest, Hindrance};
pub use stated::{Basis, Package, Quantity, Quote, QuoteLine, Years};
pub use sum::Sum;

use crate::application::{Application, Spend, SpendList};
use crate::catalog::Table;
use crate::compare;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate::{self, Cited, Outcome};
use crate::money::Yuan;
use crate::policy::{Benefit, Gives, Payee, Policy};

use highest::highest;

/// Packages side by side, at most.
pub(crate) const MAX_PACKAGES: usize = 6;
/// The largest amount, as an error names it.
const MAX_AMOUNT: &str = "1000000000000";

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
    Ok(Offer {
        policy: estimate::identify(table, estimate::status(&table.policy, as_of)),
        as_of,
        base: base(quote),
        base_assumed: quote.base.is_none(),
        packages,
        provider: of_provider(&table.policy),
    })
}

pub(crate) fn base(quote: &Quote) -> Basis {
    quote.base.unwrap_or_default()
}

fn package<'q>(
    table: &Table,
    quote: &Quote,
    index: usize,
    package: &'q Package,
    as_of: Date,
) -> Result<PackageAnswer<'q>, Error> {
    let Priced { lines, total, spend } = priced(quote, index, package)?;
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
        payment: grant.map(|grant| grant.rest_of(total.with_tax)).transpose()?,
        effective_discount: grant.map(|grant| grant.share_of(spend)),
        highest: quote.net_budget.map(highest).transpose()?,
    })
}

/// What a package comes to, whatever city it is offered in.
pub(crate) struct Priced {
    /// Line by line.
    pub lines: Vec<Sum>,
    /// Their sum.
    pub total: Sum,
    /// What counts as spend.
    pub spend: SpendList,
}

/// Prices the package at a place of the offer.
///
/// # Errors
/// `amount_too_large` and `sum_too_large` for a line's or the package's price.
pub(crate) fn priced(quote: &Quote, index: usize, package: &Package) -> Result<Priced, Error> {
    let place = format!("packages[{index}].lines");
    let (mut lines, mut spend, mut total) = (Vec::new(), Vec::new(), Sum::default());
    for (index, line) in package.lines.iter().enumerate() {
        let sum = line_sum(line, prices(quote), &format!("{place}[{index}]"))?;
        total = total.plus(sum)?;
        spend.push(Spend { category: line.category, amount: sum.on(base(quote)), label: None });
        lines.push(sum);
    }
    if total.list.max(total.with_tax) > Yuan::MAX {
        return Err(Error::new(Code::SumTooLarge, place).with("max", MAX_AMOUNT));
    }
    let spend = SpendList::new(spend).map_err(|error| error.at(&place))?;
    Ok(Priced { lines, total, spend })
}

/// What the line at this place comes to.
pub(crate) fn line_sum(line: &QuoteLine, prices: Basis, place: &str) -> Result<Sum, Error> {
    let at = || [place, ".unit_price"].concat();
    let too_large = |_| Error::new(Code::AmountTooLarge, at()).with("found", line.unit_price).with("max", MAX_AMOUNT);
    Sum::of(line, prices).map_err(too_large)
}

fn prices(quote: &Quote) -> Basis {
    quote.prices.unwrap_or_default()
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

/// What the provider itself may be given, for one of each: as provider, or as the owner of a case.
pub(crate) fn of_provider(policy: &Policy) -> Vec<ProviderBenefit<'_>> {
    let theirs = |benefit: &&Benefit| matches!(benefit.payee, Payee::Provider | Payee::CaseOwner);
    policy.awards().filter(theirs).filter_map(|benefit| own(policy, benefit)).collect()
}

fn own<'p>(policy: &'p Policy, benefit: &'p Benefit) -> Option<ProviderBenefit<'p>> {
    let (amount, certainty, citation) = match &benefit.gives {
        Gives::LumpSum(sum) => (Some(sum.amount.amount), sum.amount.wording.as_str(), &sum.amount.citation),
        Gives::WithoutFigure(without) => (None, "none", &without.citation),
        _ => return None,
    };
    let (payee, citation) = (benefit.payee, Cited::new(policy, citation));
    Some(ProviderBenefit { benefit: &benefit.id, payee, amount, certainty, citation })
}
