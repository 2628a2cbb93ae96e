//! An offer for a person: the lines as typed, packages side by side, the customer's grant and what is left to pay.

mod beside;
mod discount;
mod highest;
mod line;
mod matrix;
mod package;
#[cfg(feature = "desk")]
mod paper;
mod remarks;
mod stated;
mod sums;
mod typed;
mod view;

pub use matrix::matrix;
#[cfg(feature = "desk")]
pub use paper::{OfferSheet, OfferedPackage, paper};
pub use stated::customers_form;
pub(crate) use stated::stated;
pub use typed::{Logo, Typed, TypedInstalment, TypedLine, TypedOffer, TypedPackage, TypedTerms};
pub use view::{
    BesideRow, CategoryTax, CellText, MatrixCell, MatrixRow, MatrixView, OfferLine, PackageView, QuoteView, Remark,
};

use crate::application::{Application, SpendList};
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Error, Params, fill};
use crate::json::Value;
use crate::policy::Category;
use crate::present::view::FormView;
use crate::present::voice::{Voice, key};
use crate::present::{Scene, fields, foot};
use crate::quote;
use crate::strings::Strings;

use package::Judged;

/// What stands for a figure that there is not.
const NONE: &str = "—";

/// The rates of value added tax that invoices bear, and none.
const USUAL_TAX: [&str; 6] = ["0.13", "0.09", "0.06", "0.03", "0.01", "0"];

/// What a category's invoices usually bear: goods and software 13 %, services 6 %. An assumption, never filled in for a program.
fn usual_tax(category: Category) -> &'static str {
    match category {
        Category::Software | Category::DataEquipment | Category::Hardware | Category::Other => "0.13",
        Category::Cloud | Category::Services | Category::Training | Category::Diagnosis => "0.06",
    }
}

/// Who speaks of which offer.
struct Teller<'s> {
    voice: Voice<'s>,
    table: &'s Table,
    offer: &'s TypedOffer,
    as_of: Date,
    today: Date,
}

/// The view of an offer as typed: what cannot be read is told at its cell, and the rest is computed.
///
/// # Errors
/// Only what a program got wrong: a batch that the city does not have, own terms where the document publishes its rate.
pub fn answer(
    table: &Table,
    offer: &TypedOffer,
    as_of: Date,
    today: Date,
    strings: &Strings,
) -> Result<QuoteView, Error> {
    let teller = Teller::new(table, offer, as_of, today, strings);
    let form = teller.form()?;
    let judged = teller.judged(&form)?;
    teller.compose(form, &judged)
}

/// What keeps the content of a file from being an offer, in itself or in its city, with its place.
pub fn refused(catalog: &Catalog, content: &Value, today: Date, strings: &Strings) -> Option<String> {
    let judged = TypedOffer::read(content).and_then(|offer| {
        let as_of = offer.as_of.unwrap_or(today);
        // A city whose table is not at hand is told by whoever has the list of them.
        let table = catalog.find(&offer.policy, as_of).ok();
        table.map_or(Ok(()), |table| answer(table, &offer, as_of, today, strings).map(drop))
    });
    judged.err().map(|error| trouble(&error, strings))
}

/// What keeps a file from being an offer, with its place.
fn trouble(error: &Error, strings: &Strings) -> String {
    let reason = fill(strings.get(&key("error", error.code().as_str())), |place| {
        let name = place.split_once(':').map_or(place, |(name, _)| name);
        error.params().get(name).map(ToString::to_string)
    });
    let of_all = error.path().is_empty();
    fill(strings.get(if of_all { "desk.quote.bad_file_whole" } else { "desk.quote.bad_file" }), |name| match name {
        "place" => Some(error.path().to_owned()),
        _ => Some(reason.clone()),
    })
}

impl<'s> Teller<'s> {
    fn new(table: &'s Table, offer: &'s TypedOffer, as_of: Date, today: Date, strings: &'s Strings) -> Teller<'s> {
        Teller { voice: Voice { strings, policy: &table.policy }, table, offer, as_of, today }
    }

    /// The city's choices, whatever is offered.
    fn form(&self) -> Result<FormView, Error> {
        let quote = self.offer.quote(Vec::new());
        crate::terms::check_batch(&self.table.policy, quote.batch)?;
        let blank = quote::application(&quote, SpendList::new(Vec::new())?);
        let mut form = fields::form(&self.scene(&blank));
        let told = |error: Option<Error>| error.map(|error| fields::wrong(&self.voice, &error));
        let (rate, cap) = (self.offer.own_rate(), self.offer.own_cap());
        let missing = || Some(self.voice.word("entry.missing_field"));
        match (&rate, &cap) {
            (Ok(Some(_)), Ok(None)) => form.own_cap_error = missing(),
            (Ok(None), Ok(Some(_))) => form.own_rate_error = missing(),
            _ => (form.own_rate_error, form.own_cap_error) = (told(rate.err()), told(cap.err())),
        }
        Ok(form)
    }

    fn scene<'a>(&'a self, application: &'a Application) -> Scene<'a> {
        Scene { voice: self.voice, table: self.table, as_of: self.as_of, application }
    }

    fn judged(&self, form: &FormView) -> Result<Vec<Judged>, Error> {
        let mut all = Vec::new();
        for package in &self.offer.packages {
            all.push(self.package(package, form)?);
        }
        Ok(all)
    }

    fn compose(&self, form: FormView, judged: &[Judged]) -> Result<QuoteView, Error> {
        let voice = &self.voice;
        let quote = self.offer.quote(Vec::new());
        let blank = quote::application(&quote, SpendList::new(Vec::new())?);
        let context = self.scene(&blank).context();
        let (instalments, shares_error) = self.instalments();
        let (net_budget, valid) = (self.budget(), self.valid());
        let mut notes: Vec<String> = Vec::new();
        for note in judged.iter().filter_map(|one| one.figures.as_ref()).flat_map(|figures| &figures.notes) {
            if !notes.contains(note) {
                notes.push(note.clone());
            }
        }
        let wrong = judged.iter().any(|one| one.view.kind == "unreadable")
            || [&net_budget, &valid].into_iter().chain(&instalments).any(|remark| remark.error.is_some())
            || form.own_rate_error.is_some()
            || form.own_cap_error.is_some()
            || shares_error.is_some();
        let nothing = judged.iter().all(|one| one.figures.is_none());
        let blocked = match (wrong, nothing) {
            (true, _) => Some("desk.quote.blocked"),
            (false, true) => Some("desk.quote.nothing"),
            (false, false) => None,
        };
        let said = judged.iter().map(|one| [&*one.view.name, " ", &*one.view.badge, " ", &*one.view.headline].concat());
        Ok(QuoteView {
            announce: std::iter::once(context.clone()).chain(said).collect::<Vec<_>>().join(" · "),
            context,
            form,
            base: self.base(),
            usual_tax: USUAL_TAX.iter().map(|rate| voice.rate(rate)).collect(),
            category_tax: Category::ALL
                .iter()
                .map(|&one| CategoryTax { category: one.as_str(), rate: voice.rate(usual_tax(one)) })
                .collect(),
            assumptions: self.assumptions(false),
            offered_on: self.offered_on().to_string(),
            net_budget,
            valid,
            instalments,
            shares_error,
            beside: self.beside(judged),
            packages: judged.iter().map(|one| one.view.clone()).collect(),
            provider: self.provider(),
            provider_hint: voice.word("desk.quote.provider_hint"),
            notes,
            notice: voice.word("desk.quote.notice"),
            foot: foot(voice, self.table, self.as_of),
            blocked: blocked.map(|key| voice.word(key)),
            file: self.file(),
        })
    }

    /// The day of the offer.
    fn offered_on(&self) -> Date {
        self.offer.offered_on.unwrap_or(self.today)
    }

    /// 报价-某某公司-2026-11-22.
    fn file(&self) -> String {
        let customer = self.offer.customer.as_deref().map(str::trim).filter(|name| !name.is_empty());
        // Names of files hold neither paths nor what some systems refuse.
        let plain = |one: char| if one.is_alphanumeric() || one == '-' { one } else { '_' };
        let name: String =
            customer.map_or_else(|| self.voice.city(), str::to_owned).chars().take(40).map(plain).collect();
        let day = self.offered_on().to_string();
        self.voice.say("desk.quote.file", &Params::default().with("name", name).with("day", day))
    }
}
