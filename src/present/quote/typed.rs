//! An offer as a person typed it: raw texts, read into the contract's offer or into errors tied to their cells.
//!
//! It is the contract's [`Quote`] with texts in place of numbers, and what only the sheet of paper says. So a quote opens
//! as an offer, and what was saved with a mistake in it opens with the mistake.

use super::discount;
use super::stated::named;
use crate::application::{Label, OwnTerms};
use crate::date::Date;
use crate::error::{Code, Error, Param, excerpt};
use crate::json::{self, Node, Read, Value, record};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Category, Level};
use crate::present::human::{self, Unit};
use crate::quote::{self, Basis, MAX_PACKAGES, Package, Quantity, Quote, QuoteLine, Years};

/// Lines of a package, at most: more than a sheet of paper takes.
const MAX_LINES: usize = 200;
/// Characters of a logo, at most: a picture of half a megabyte, as a `data:` address.
const MAX_LOGO: usize = 700_000;

/// The kinds of pictures, and what each of them begins with in base64.
const PICTURES: [(&str, &str); 2] = [("data:image/png;base64,", "iVBORw0KGgo"), ("data:image/jpeg;base64,", "/9j/")];

/// A number as typed, or as a program states it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(untagged))]
pub enum Typed {
    /// As typed.
    Text(String),
    /// A whole number.
    Number(i64),
}

impl Read for Typed {
    fn read(node: Node) -> Result<Self, Error> {
        node.text().map(|text| Typed::Text(text.into())).or_else(|_| node.int(i64::MIN, i64::MAX).map(Typed::Number))
    }
}

impl Typed {
    fn text(&self) -> String {
        match self {
            Typed::Text(text) => text.clone(),
            Typed::Number(number) => number.to_string(),
        }
    }
}

/// A picture as a `data:` address: PNG or JPEG, which hold no script and ask for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Logo(pub String);

impl Read for Logo {
    fn read(node: Node) -> Result<Self, Error> {
        let text = node.text()?;
        let kind =
            PICTURES.iter().find_map(|(kind, start)| text.strip_prefix(kind)?.starts_with(start).then_some(text));
        let base64 = |one: u8| one.is_ascii_alphanumeric() || matches!(one, b'+' | b'/' | b'=');
        if text.len() > MAX_LOGO {
            return Err(node.error(Code::TextTooLong).with("found", text.len()).with("max", MAX_LOGO));
        }
        match kind {
            Some(text) if text.split_once(',').is_some_and(|(_, picture)| picture.bytes().all(base64)) => {
                Ok(Logo(text.into()))
            }
            _ => {
                Err(node.error(Code::UnknownValue).with("found", excerpt(text)).with("allowed", "data:image/png, jpeg"))
            }
        }
    }
}

record! {
    /// One line as typed.
    pub struct TypedLine {
        /// What it is.
        category: Category,
        /// What it is called.
        label: Option<String>,
        /// How many.
        quantity: Option<Typed>,
        /// The list price of one, and of one year where `years` is given.
        unit_price: Option<String>,
        /// What is taken off: 10%, or what is left in tenths, `9折`; a program states a rate, `0.10`.
        discount: Option<String>,
        /// The rate of the tax on the invoice: 13%.
        tax_rate: Option<String>,
        /// For how many years a yearly price is offered; absent for what is paid once.
        years: Option<Typed>,
    }
}

record! {
    /// A set of lines that is offered as one.
    pub struct TypedPackage {
        /// Its name.
        name: String,
        /// Its lines.
        lines: Vec<TypedLine>,
    }
}

record! {
    /// The customer's own terms as typed.
    pub struct TypedTerms {
        /// A share: 30%.
        rate: Option<String>,
        /// The most that is paid.
        cap: Option<String>,
    }
}

record! {
    /// A part of the price and when it is paid.
    pub struct TypedInstalment {
        /// A day, or what has to have happened: 合同签订后.
        when: String,
        /// Its share of the price: 30%.
        share: String,
    }
}

record! {
    /// An offer as typed.
    ///
    /// # Errors
    /// Reading refuses more than six packages, 200 lines of one, or 20 instalments; a logo that is no picture.
    pub struct TypedOffer {
        /// Id of a policy table.
        policy: String,
        /// The day on which the answer is asked for.
        as_of: Option<Date>,
        /// The customer's batch; absent where it is open.
        batch: Option<Batch>,
        /// The level that is expected; absent where it is open.
        level: Option<Level>,
        /// The user's own terms, where the document publishes none.
        own_terms: Option<TypedTerms>,
        /// Whether the unit prices hold the tax; without it, they do not.
        prices: Option<Basis>,
        /// Whether tax counts as spend; without it, it does not, which is an assumption.
        base: Option<Basis>,
        /// The most that the customer can pay after the grant, on the same base: without tax where none is chosen.
        net_budget: Option<String>,
        /// Side by side, six at most.
        packages: Vec<TypedPackage>,
        /// Who offers.
        provider: Option<String>,
        /// The provider's sign.
        logo: Option<Logo>,
        /// Who it is offered to.
        customer: Option<String>,
        /// The day of the offer; a shell fills in today where it is absent.
        offered_on: Option<Date>,
        /// How long it holds: days, `30`, or its last day, `2026-12-31`.
        valid: Option<String>,
        /// When the price is paid; the shares make a whole.
        instalments: Vec<TypedInstalment>,
        /// What else is agreed.
        remarks: Option<String>,
        /// Whether a person typed the texts: then a bare number as a discount may mean two things, and is refused.
        by_hand: bool,
    }
}

/// What is wrong with a cell of a line, by its key.
pub(super) type CellError = (&'static str, Error);

impl TypedOffer {
    /// Reads an offer.
    ///
    /// # Errors
    /// As the type says.
    pub fn read(value: &Value) -> Result<TypedOffer, Error> {
        let offer: TypedOffer = json::read(value)?;
        let longest = offer.packages.iter().map(|one| one.lines.len()).max().unwrap_or(0);
        let counts = [
            ("packages", offer.packages.len(), MAX_PACKAGES),
            ("packages.lines", longest, MAX_LINES),
            ("instalments", offer.instalments.len(), 20),
        ];
        match counts.into_iter().find(|(_, found, max)| found > max) {
            Some((path, found, max)) => Err(Error::new(Code::TooManyItems, path).with("found", found).with("max", max)),
            None => Ok(offer),
        }
    }

    pub(super) fn own_rate(&self) -> Result<Option<Rate>, Error> {
        self.own_terms.as_ref().and_then(|own| own.rate.as_deref()).map_or(Ok(None), human::rate)
    }

    pub(super) fn own_cap(&self) -> Result<Option<Yuan>, Error> {
        self.own_terms.as_ref().and_then(|own| own.cap.as_deref()).map_or(Ok(None), yuan)
    }

    pub(super) fn net_budget(&self) -> Result<Option<Yuan>, Error> {
        self.net_budget.as_deref().map_or(Ok(None), yuan)
    }

    /// The last day on which it holds; `Ok(None)` where nothing is said.
    pub(super) fn valid_until(&self, today: Date) -> Result<Option<Date>, Error> {
        let text = self.valid.as_deref().map(str::trim).unwrap_or_default();
        if text.is_empty() {
            return Ok(None);
        }
        let digits = ["天", "日", "days"].iter().find_map(|unit| text.strip_suffix(unit)).unwrap_or(text);
        let days = human::count(digits).ok().flatten().filter(|days| (1..=3650).contains(&days.0));
        let day = || self.offered_on.unwrap_or(today).plus_days(days?.0.into());
        let until = Date::parse(text).or_else(day);
        until.map(Some).ok_or_else(|| Error::new(Code::InvalidDate, "valid").with("found", excerpt(text)))
    }

    /// The shares of the instalments, one by one; none where nothing is entered yet, which is what a new one looks like.
    pub(super) fn shares(&self) -> Vec<Option<Result<Rate, Error>>> {
        let missing = || Error::new(Code::MissingField, "");
        let blank = |one: &TypedInstalment| one.when.trim().is_empty() && one.share.trim().is_empty();
        let share = |one: &TypedInstalment| human::rate(&one.share).and_then(|rate| rate.ok_or_else(missing));
        self.instalments.iter().map(|one| (!blank(one)).then(|| share(one))).collect()
    }

    /// What the shares add up to, in ten-thousandths, where that is not the whole; nothing where one cannot be read, or none
    /// is entered.
    pub(super) fn shares_off(&self) -> Option<u32> {
        let shares: Vec<Rate> = self.shares().into_iter().flatten().collect::<Result<_, _>>().ok()?;
        let sum = shares.iter().map(|share| u32::from(share.per_ten_thousand())).sum();
        (!shares.is_empty() && sum != u32::from(Rate::WHOLE.per_ten_thousand())).then_some(sum)
    }

    /// The contract's offer of these packages; own terms and budget where they can be read.
    pub(super) fn quote(&self, packages: Vec<Package>) -> Quote {
        let own = self.own_rate().ok().flatten().zip(self.own_cap().ok().flatten());
        Quote {
            policy: self.policy.clone(),
            as_of: self.as_of,
            batch: self.batch,
            level: self.level,
            own_terms: own.map(|(rate, cap)| OwnTerms { rate, cap }),
            prices: self.prices,
            base: self.base,
            net_budget: self.net_budget().ok().flatten(),
            packages,
        }
    }

    /// The first thing that cannot be read, with its place: for shells that have no cells to tell it at.
    ///
    /// # Errors
    /// That.
    pub fn check(&self, today: Date) -> Result<(), Error> {
        self.check_terms()?;
        (0..self.packages.len()).try_for_each(|at| self.check_package(at))?;
        // In the page the last line may wait to be filled in; a program's lines are all meant.
        let waits = |line: &TypedLine| !self.by_hand && line.blank();
        for (at, package) in self.packages.iter().enumerate() {
            if let Some(index) = package.lines.iter().position(waits) {
                return Err(Error::new(Code::MissingField, format!("packages[{at}].lines[{index}].unit_price")));
            }
        }
        self.valid_until(today)?;
        for (index, share) in self.shares().into_iter().enumerate() {
            share.transpose().map_err(|error| error.at(&format!("instalments[{index}].share")))?;
        }
        self.shares_off().map_or(Ok(()), |sum| {
            let found = format!("{}.{:02}%", sum / 100, sum % 100);
            let error = crate::application::refuse(Code::UnknownValue, "instalments", &found);
            Err(error.with("allowed", Param::Texts(vec!["100%".into()])))
        })
    }

    fn check_terms(&self) -> Result<(), Error> {
        let rate = self.own_rate().map_err(|error| error.at("own_terms.rate"))?;
        let cap = self.own_cap().map_err(|error| error.at("own_terms.cap"))?;
        match (rate, cap) {
            (Some(_), None) => Err(Error::new(Code::MissingField, "own_terms.cap")),
            (None, Some(_)) => Err(Error::new(Code::MissingField, "own_terms.rate")),
            _ => self.net_budget().map(drop).map_err(|error| error.at("net_budget")),
        }
    }

    /// The contract's package at a place: the lines that can be read.
    pub(super) fn package(&self, at: usize) -> Option<Package> {
        let package = self.packages.get(at)?;
        let lines = package.lines.iter().filter_map(|line| line.read(self.by_hand).ok().flatten()).collect();
        Some(Package { name: named(&package.name), lines })
    }

    /// As [`TypedOffer::check`], of what one package is judged by.
    pub(super) fn check_package(&self, at: usize) -> Result<(), Error> {
        self.check_terms()?;
        for (index, line) in self.packages.get(at).iter().flat_map(|package| &package.lines).enumerate() {
            let place = format!("packages[{at}].lines[{index}]");
            match line.read(self.by_hand) {
                Ok(Some(line)) => _ = quote::line_sum(&line, self.prices.unwrap_or_default(), &place)?,
                Ok(None) => {}
                Err(errors) => errors
                    .into_iter()
                    .next()
                    .map_or(Ok(()), |(cell, error)| Err(error.at(&format!("{place}.{cell}"))))?,
            }
        }
        self.package(at).map_or(Ok(()), |package| quote::priced(&self.quote(Vec::new()), at, &package).map(drop))
    }
}

impl TypedLine {
    /// Its line; none where nothing is offered yet, which is what a new one looks like: one of something, with a usual tax.
    pub(super) fn read(&self, by_hand: bool) -> Result<Option<QuoteLine>, Vec<CellError>> {
        if self.blank() {
            return Ok(None);
        }
        let mut errors = Vec::new();
        let label = taken("label", self.label.clone().map(label).transpose(), &mut errors);
        let quantity =
            taken("quantity", required(self.quantity.as_ref().map(|typed| whole(typed, Quantity::MAX))), &mut errors);
        let unit_price = taken("unit_price", required(self.unit_price.as_deref().map(yuan)), &mut errors);
        let discount = taken("discount", self.off(by_hand), &mut errors);
        let tax_rate = taken("tax_rate", required(self.tax_rate.as_deref().map(human::rate)), &mut errors);
        let years = taken(
            "years",
            self.years.as_ref().map(|typed| whole(typed, Years::MAX)).transpose().map(Option::flatten),
            &mut errors,
        );
        match (quantity, unit_price, tax_rate) {
            (Some(quantity), Some(unit_price), Some(tax_rate)) if errors.is_empty() => Ok(Some(QuoteLine {
                category: self.category,
                quantity,
                unit_price,
                discount: discount.flatten(),
                tax_rate,
                years: years.flatten(),
                label: label.flatten(),
            })),
            _ => Err(errors),
        }
    }

    fn blank(&self) -> bool {
        let typed = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
        let quantity = self.quantity.as_ref().map(Typed::text).unwrap_or_default();
        let years = self.years.as_ref().map(Typed::text);
        ![&self.label, &self.unit_price, &self.discount, &years].into_iter().any(typed)
            && matches!(quantity.trim(), "" | "1")
    }

    /// What is taken off.
    pub(super) fn off(&self, by_hand: bool) -> Result<Option<Rate>, Error> {
        self.discount.as_deref().map_or(Ok(None), |text| discount::read(text, by_hand))
    }

    /// The unit price as read, and as typed.
    pub(super) fn price(&self) -> Option<(Yuan, &str)> {
        let text = self.unit_price.as_deref()?;
        Some((yuan(text).ok()??, text.trim()))
    }
}

/// Keeps what was read, and what was wrong for its cell.
fn taken<T>(cell: &'static str, read: Result<T, Error>, errors: &mut Vec<CellError>) -> Option<T> {
    read.map_err(|error| errors.push((cell, error))).ok()
}

fn required<T>(read: Option<Result<Option<T>, Error>>) -> Result<T, Error> {
    let missing = || Error::new(Code::MissingField, "");
    read.unwrap_or(Ok(None)).and_then(|value| value.ok_or_else(missing))
}

fn yuan(text: &str) -> Result<Option<Yuan>, Error> {
    human::amount(text, Unit::Yuan)
}

fn label(text: String) -> Result<Label, Error> {
    json::read(&Value::Text(text))
}

/// A number of things or years.
fn whole<T: Read>(typed: &Typed, max: u32) -> Result<Option<T>, Error> {
    let text = typed.text();
    let wrong = |_| {
        Error::new(Code::OutOfRange, "")
            .with("found", excerpt(text.trim()))
            .with("min", 1u8)
            .with("max", i64::from(max))
    };
    let number = human::count(&text).map_err(wrong)?;
    number.map(|number| json::read(&Value::Int(number.0.into())).map_err(wrong)).transpose()
}
