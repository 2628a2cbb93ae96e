//! The offer on paper: lines, prices, what the customer may be granted, when it is paid, and that it is an estimate.

use serde::Serialize;

use super::{BesideRow, Judged, PackageView, Teller, TypedOffer, customers_form};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Error, Params};
use crate::money::Yuan;
use crate::present::address;
use crate::present::capital::capital;
use crate::present::qr::QrView;
use crate::present::sheet::{Part, Row};
use crate::present::view::{LineView, Sum};
use crate::strings::Strings;

/// The sheet of an offer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct OfferSheet {
    /// 报价单.
    pub title: String,
    /// An estimate, not a decision: no option removes it.
    pub notice: String,
    /// Who offers; empty where nothing was entered.
    pub provider: String,
    /// The provider's sign, as a `data:` address.
    pub logo: Option<String>,
    /// Customer, day, validity.
    pub parties: Vec<Row>,
    /// The head of the tables of lines.
    pub columns: Vec<String>,
    /// Package by package.
    pub packages: Vec<OfferedPackage>,
    /// The packages side by side, their names first; one row each.
    pub beside: Vec<BesideRow>,
    /// City, batch, level; the document and its term.
    pub grant: Part<String>,
    /// When it is paid: a head, then a row each.
    pub instalments: Part<Vec<String>>,
    /// What else is agreed.
    pub remarks: Part<String>,
    /// What is assumed, and what has to be known.
    pub notes: Part<String>,
    /// Table, digest, day, verification code.
    pub identity: Part<Row>,
    /// The customer's own link, of the chosen package.
    pub address: Option<String>,
    /// It as a QR code.
    pub qr: Option<QrView>,
    /// What the link is.
    pub link_hint: String,
    /// Whether the amounts behind it hold the tax, which its page does not say.
    pub link_basis: String,
}

/// A package on paper.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct OfferedPackage {
    /// Its name.
    pub name: String,
    /// Its lines, a cell for each column.
    pub rows: Vec<Vec<String>>,
    /// What they come to.
    pub totals: Vec<Sum>,
    /// The price with tax in capital numerals.
    pub capital: Row,
    /// How the grant comes about, with its places in the document.
    pub steps: Vec<LineView>,
}

/// The sheet of an offer; `None` where an entry cannot be read or nothing is offered.
///
/// # Errors
/// What a program got wrong, as [`super::answer`].
pub fn paper(
    table: &Table,
    offer: &TypedOffer,
    (as_of, today): (Date, Date),
    chosen: usize,
    page: &str,
    strings: &Strings,
) -> Result<Option<OfferSheet>, Error> {
    let teller = Teller::new(table, offer, as_of, today, strings);
    let form = teller.form()?;
    let judged = teller.judged(&form)?;
    let view = teller.compose(form, &judged)?;
    if view.blocked.is_some() {
        return Ok(None);
    }
    let customers = customers_form(offer, chosen)?;
    let linked = address::view(table, &customers, as_of, page, strings)?;
    let word = |key: &str| teller.voice.word(key);
    let mut grant = vec![view.context, view.form.document, view.form.term];
    grant.extend(teller.explained(&judged));
    Ok(Some(OfferSheet {
        title: word("desk.quote.sheet"),
        notice: view.notice,
        provider: offer.provider.as_deref().unwrap_or_default().trim().to_owned(),
        logo: offer.logo.as_ref().map(|logo| logo.0.clone()),
        parties: teller.parties(),
        columns: ["item", "category", "counted", "quantity", "unit_price", "discount", "tax_rate", "with_tax"]
            .map(|id| teller.voice.named("desk.quote.column", id))
            .into(),
        packages: judged.iter().filter_map(|one| teller.offered(one)).collect(),
        // How far the price could go is the provider's own affair.
        beside: view.beside.into_iter().filter(|row| row.id != "highest").collect(),
        grant: Part { title: word("desk.quote.grant_title"), entries: grant },
        instalments: Part { title: word("desk.quote.instalments"), entries: teller.payments(&judged)? },
        remarks: Part { title: word("desk.quote.remarks"), entries: lines_of(offer.remarks.as_deref()) },
        notes: Part {
            title: word("desk.quote.assumptions"),
            entries: teller.assumptions(true).into_iter().chain(view.notes).collect(),
        },
        identity: teller.identity(linked.code),
        address: linked.address.filter(|address| !address.starts_with("file:")),
        qr: linked.qr,
        link_hint: teller.link_hint(chosen, &linked.told),
        link_basis: teller.voice.say("desk.quote.link_basis", &Params::default().with("base", teller.base())),
    }))
}

fn lines_of(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Teller<'_> {
    fn row(&self, id: &str, value: String) -> Row {
        Row { label: self.voice.named("desk.quote", id), value }
    }

    fn parties(&self) -> Vec<Row> {
        let day = self.offered_on();
        let until = self.offer.valid_until(self.today).ok().flatten();
        let unsaid = || self.voice.word("desk.quote.valid_unsaid");
        let mut rows = Vec::new();
        if let Some(customer) = self.offer.customer.as_deref().map(str::trim).filter(|name| !name.is_empty()) {
            rows.push(self.row("customer", customer.to_owned()));
        }
        rows.push(self.row("offered_on", day.to_string()));
        rows.push(self.row("valid", until.map_or_else(unsaid, |until| until.to_string())));
        rows
    }

    /// What to make of each package's grant; of which package it is said, where it is not of all.
    fn explained(&self, judged: &[Judged]) -> Vec<String> {
        let offered = || judged.iter().filter(|one| one.figures.is_some()).map(|one| &one.view);
        let mut told: Vec<&String> = Vec::new();
        for sentence in offered().flat_map(|view| &view.explain) {
            if !told.contains(&sentence) {
                told.push(sentence);
            }
        }
        let named = |sentence: &String| {
            let of: Vec<_> = offered().filter(|view| view.explain.contains(sentence)).map(|view| &*view.name).collect();
            if of.len() == offered().count() {
                return sentence.clone();
            }
            let names = of.join(self.voice.strings.get("format.comma"));
            self.voice.say("desk.quote.of_packages", &Params::default().with("names", names).with("text", &**sentence))
        };
        told.into_iter().map(named).collect()
    }

    fn offered(&self, judged: &Judged) -> Option<OfferedPackage> {
        let figures = judged.figures.as_ref()?;
        let PackageView { name, lines, totals, steps, .. } = &judged.view;
        let row = |line: &super::OfferLine| {
            let discount = if line.discount.is_empty() { super::NONE.to_owned() } else { line.discount.clone() };
            let counted = [line.badge.as_str(), &line.reason].join(" · ");
            [
                &line.title,
                &line.category,
                &counted,
                &line.quantity,
                &line.unit_price,
                &discount,
                &line.tax_rate,
                &line.with_tax,
            ]
            .map(String::clone)
            .into()
        };
        Some(OfferedPackage {
            name: name.clone(),
            rows: lines.iter().filter(|line| !line.blank).map(row).collect(),
            totals: totals.clone(),
            capital: self.row("capital", capital(figures.total.with_tax, self.voice.strings.language())),
            steps: steps.clone(),
        })
    }

    /// When, which share, and of each package how much; what rounding leaves is paid last.
    fn payments(&self, judged: &[Judged]) -> Result<Vec<Vec<String>>, Error> {
        let shares = self.offer.shares().into_iter().zip(&self.offer.instalments);
        let shares: Vec<_> = shares.filter_map(|(share, one)| Some((share?.ok()?, one))).collect();
        if shares.is_empty() {
            return Ok(Vec::new());
        }
        let offered: Vec<_> =
            judged.iter().filter_map(|one| Some((&one.view.name, one.figures.as_ref()?.total.with_tax))).collect();
        let mut head = vec![self.voice.word("desk.quote.when"), self.voice.word("desk.quote.share")];
        head.extend(offered.iter().map(|(name, _)| (*name).clone()));
        let mut left: Vec<Yuan> = offered.iter().map(|(_, total)| *total).collect();
        let mut rows = vec![head];
        for (at, (share, instalment)) in shares.iter().enumerate() {
            let last = at.saturating_add(1) == shares.len();
            let mut row = vec![instalment.when.trim().to_owned(), self.voice.rate(share)];
            for ((_, total), left) in offered.iter().zip(&mut left) {
                let amount = if last { *left } else { total.share(*share)? };
                *left = left.minus(amount)?;
                row.push(self.voice.yuan(amount));
            }
            rows.push(row);
        }
        Ok(rows)
    }

    fn identity(&self, code: Option<String>) -> Part<Row> {
        let row = |key: &str, value: String| Row { label: self.voice.word(key), value };
        let table = self.table;
        let mut entries = vec![
            row("desk.paper.table", [&table.policy.id, " ", &table.policy.version()].concat()),
            row("desk.paper.digest", table.digest.clone()),
            row("desk.paper.day", self.as_of.to_string()),
        ];
        entries.extend(code.map(|code| row("desk.paper.code", code)));
        Part { title: self.voice.word("desk.paper.identity"), entries }
    }

    fn link_hint(&self, chosen: usize, told: &[String]) -> String {
        let name = self.offer.packages.get(chosen).map(|package| package.name.trim()).unwrap_or_default();
        let hint = self.voice.say("desk.quote.link_hint", &Params::default().with("name", name.to_owned()));
        [hint, told.concat()].concat()
    }
}
