//! An offer as the judgment takes it: one package alone, and the form that its customer opens.

use super::TypedOffer;
use crate::application::{Label, SpendList};
use crate::error::{Code, Error};
use crate::money::Yuan;
use crate::policy::Category;
use crate::present::form::{Form, TypedSpend};
use crate::present::human::Unit;
use crate::quote::{self, Quote};
use crate::terms::{Categories, Totals};

/// The form of the estimate that a customer opens: the chosen package's spend by category, on the offer's base.
///
/// # Errors
/// `out_of_range` where there is no such package; what keeps it from being judged.
pub fn customers_form(offer: &TypedOffer, index: usize) -> Result<Form, Error> {
    let (quote, spend) = stated(offer, index)?;
    let text = |amount: Yuan| amount.to_string().trim_end_matches(".00").to_owned();
    let totals = Totals::of(spend.items())?;
    let of = |category| totals.within(Categories::of(&[category]));
    let mut rows = Vec::new();
    for &category in Category::ALL {
        let amount = of(category)?;
        if amount > Yuan::ZERO {
            rows.push(TypedSpend { category, text: text(amount) });
        }
    }
    Ok(Form {
        policy: quote.policy,
        as_of: quote.as_of,
        batch: quote.batch,
        level: quote.level,
        size_class: None,
        unit: Unit::Yuan,
        spend: rows,
        own_rate: quote.own_terms.as_ref().map(|own| own.rate.to_string()),
        own_cap: quote.own_terms.as_ref().map(|own| text(own.cap)),
        awards: Vec::new(),
        provincial_subsidy: None,
        eligibility: None,
        about: false,
    })
}

/// The offer of one package alone, and what counts as spend in it.
///
/// # Errors
/// As [`customers_form`].
pub(crate) fn stated(offer: &TypedOffer, index: usize) -> Result<(Quote, SpendList), Error> {
    offer.check_package(index)?;
    let whole = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let last = whole(offer.packages.len().saturating_sub(1));
    let missing =
        || Error::new(Code::OutOfRange, "packages").with("found", whole(index)).with("min", 0u8).with("max", last);
    let quote = offer.quote(vec![offer.package(index).ok_or_else(missing)?]);
    let spend = spend(&quote)?;
    Ok((quote, spend))
}

/// What counts as spend in the first package.
pub(super) fn spend(quote: &Quote) -> Result<SpendList, Error> {
    let first = quote.packages.first().map(|package| quote::priced(quote, 0, package));
    first.map_or_else(|| SpendList::new(Vec::new()), |priced| Ok(priced?.spend))
}

/// A name for a sheet and a file; what is longer is cut.
pub(super) fn named(name: &str) -> Label {
    Label(name.trim().chars().take(40).collect())
}
