//! An offer for a person: the lines as typed, packages side by side, the customer's grant and what is left to pay.

mod beside;
mod matrix;
#[cfg(feature = "desk")]
mod paper;
mod typed;
mod view;

pub use matrix::matrix;
#[cfg(feature = "desk")]
pub use paper::{OfferSheet, OfferedPackage, paper};
pub use typed::{Logo, Typed, TypedInstalment, TypedLine, TypedOffer, TypedPackage, TypedTerms};
pub use view::{BesideRow, CellText, MatrixCell, MatrixRow, MatrixView, OfferLine, PackageView, QuoteView, Remark};

use crate::application::{Application, Label, Spend, SpendList};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Code, Error, Params, fill};
use crate::money::{Rate, Yuan};
use crate::policy::Payee;
use crate::present::form::{Form, TypedSpend};
use crate::present::human::Unit;
use crate::present::view::{AwardView, FormView, SpendRow, Sum};
use crate::present::voice::{Voice, key};
use crate::present::{Scene, Showing, fields, foot};
use crate::quote::{self, Basis, Highest, Hindrance, Package, Quote, QuoteLine, Spread};
use crate::strings::Strings;
use crate::terms::Totals;

use typed::CellError;

/// What stands for a figure that there is not.
const NONE: &str = "—";
/// The rates of value added tax that invoices bear, and none.
const USUAL_TAX: [&str; 6] = ["0.13", "0.09", "0.06", "0.03", "0.01", "0"];

/// Who speaks of which offer.
struct Teller<'s> {
    voice: Voice<'s>,
    table: &'s Table,
    offer: &'s TypedOffer,
    as_of: Date,
    today: Date,
}

/// A package as far as it can be judged.
struct Judged {
    view: PackageView,
    figures: Option<Figures>,
}

/// What a package comes to.
struct Figures {
    total: quote::Sum,
    spend: Yuan,
    eligible: Option<String>,
    limit: bool,
    badge: String,
    grant: Option<Spread<Yuan>>,
    net: Option<Spread<Yuan>>,
    effective: Option<Spread<Rate>>,
    highest: Option<Highest>,
    notes: Vec<String>,
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

/// What keeps a file from being an offer, with its place.
pub fn trouble(error: &Error, strings: &Strings) -> String {
    let reason = fill(strings.get(&key("error", error.code().as_str())), |place| {
        let name = place.split_once(':').map_or(place, |(name, _)| name);
        error.params().get(name).map(ToString::to_string)
    });
    fill(strings.get("desk.quote.bad_file"), |name| match name {
        "place" => Some(error.path().to_owned()),
        _ => Some(reason.clone()),
    })
}

/// The form of the estimate that a customer opens: the chosen package's spend by category, on the offer's base.
///
/// # Errors
/// `out_of_range` where there is no such package; what keeps it from being judged.
pub fn customers_form(offer: &TypedOffer, index: usize) -> Result<Form, Error> {
    let (quote, spend) = stated(offer, index)?;
    let text = |amount: Yuan| amount.to_string().trim_end_matches(".00").to_owned();
    let totals = Totals::of(spend.items())?;
    let of = |category| totals.within(crate::terms::Categories::of(&[category]));
    let mut rows = Vec::new();
    for &category in crate::policy::Category::ALL {
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
    let found = i64::try_from(index).unwrap_or(i64::MAX);
    let missing = || Error::new(Code::OutOfRange, "packages").with("found", found).with("min", 0u8).with("max", 5u8);
    let package = offer.packages.get(index).ok_or_else(missing)?;
    let lines = package.lines.iter().filter_map(|line| line.read().ok().flatten()).collect();
    let quote = offer.quote(vec![Package { name: named(&package.name), lines }]);
    let spend = spend(&quote)?;
    Ok((quote, spend))
}

/// What counts as spend in the first package.
fn spend(quote: &Quote) -> Result<SpendList, Error> {
    let base = quote::base(quote);
    let lines = quote.packages.iter().flat_map(|package| &package.lines);
    let one = |line: &QuoteLine| {
        let sum = quote::Sum::of(line, quote.prices.unwrap_or(Basis::WithoutTax))?;
        Ok(Spend { category: line.category, amount: sum.on(base), label: None })
    };
    SpendList::new(lines.map(one).collect::<Result<_, Error>>()?)
}

/// A name for a sheet and a file; what is longer is cut.
fn named(name: &str) -> Label {
    Label(name.trim().chars().take(40).collect())
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

    fn package(&self, package: &TypedPackage, form: &FormView) -> Result<Judged, Error> {
        let read: Vec<_> = package.lines.iter().map(TypedLine::read).collect();
        let prices = self.offer.prices.unwrap_or(Basis::WithoutTax);
        let mut lines = Vec::new();
        for (typed, read) in package.lines.iter().zip(&read) {
            let row = form.rows.iter().find(|row| row.category == typed.category.as_str());
            lines.push(self.line(typed, read, prices, row));
        }
        let sound = lines.iter().all(|line| line.errors.is_empty());
        let readable: Vec<QuoteLine> = read.into_iter().filter_map(|line| line.ok().flatten()).collect();
        let empty = readable.is_empty();
        let quote = self.offer.quote(vec![Package { name: named(&package.name), lines: readable }]);
        let offered = quote::quote(self.table, &quote, self.as_of);
        // The one thing that its lines together may get wrong.
        let refused = match &offered {
            Err(error) if matches!(error.code(), Code::SumTooLarge | Code::AmountTooLarge) => Some(error.clone()),
            Err(error) => return Err(error.clone()),
            Ok(_) => None,
        };
        let application = match spend(&quote) {
            Ok(spend) if sound => quote::application(&quote, spend),
            _ => quote::application(&quote, SpendList::new(Vec::new())?),
        };
        let scene = self.scene(&application);
        let showing = match refused {
            _ if !sound => Showing::Unreadable(None),
            Some(error) => Showing::Unreadable(Some(error)),
            None => scene.judge(empty)?,
        };
        let shown = scene.compose(&showing);
        let answer = offered.ok().filter(|_| sound && !empty).and_then(|offer| offer.packages.into_iter().next());
        let figures = answer.map(|answer| Figures {
            total: answer.total,
            spend: answer.spend,
            eligible: eligible(&self.voice, &showing),
            limit: scene.worded(shown.kind, &showing).ends_with("_limit"),
            badge: shown.badge.clone(),
            grant: answer.grant,
            net: answer.net_cost,
            effective: answer.effective_discount,
            highest: answer.highest,
            notes: shown.notes,
        });
        let view = PackageView {
            name: package.name.trim().to_owned(),
            kind: shown.kind,
            badge: shown.badge,
            headline: shown.headline,
            explain: shown.explain,
            bar: shown.bar,
            lines,
            totals: figures.iter().flat_map(|figures| self.totals(figures)).collect(),
            sums: self.sums(shown.sums, figures.as_ref()),
            highest: figures.iter().flat_map(|figures| self.highest(figures)).collect(),
            steps: shown.lines,
        };
        Ok(Judged { view, figures })
    }

    fn line(
        &self,
        typed: &TypedLine,
        read: &Result<Option<QuoteLine>, Vec<CellError>>,
        prices: Basis,
        row: Option<&SpendRow>,
    ) -> OfferLine {
        let voice = &self.voice;
        let line = read.as_ref().ok().and_then(Option::as_ref);
        let sum = line.map(|line| quote::Sum::of(line, prices));
        let mut errors: Vec<CellText> = Vec::new();
        for (cell, error) in read.as_ref().err().into_iter().flatten() {
            errors.push(CellText { cell, text: self.wrong(cell, error) });
        }
        if let Some(Err(_)) = sum {
            errors.push(CellText { cell: "unit_price", text: voice.word("desk.quote.wrong.line_too_large") });
        }
        let sum = sum.and_then(Result::ok);
        let money =
            |amount: fn(&quote::Sum) -> Yuan| sum.as_ref().map_or_else(|| NONE.into(), |sum| voice.yuan(amount(sum)));
        let name = typed.label.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let category = voice.category(typed.category);
        OfferLine {
            title: name.map_or_else(|| category.clone(), str::to_owned),
            category,
            quantity: line.map_or_else(|| NONE.into(), |line| self.quantity(line)),
            unit_price: line.map_or_else(|| NONE.into(), |line| voice.yuan(line.unit_price)),
            discount: line
                .and_then(|line| line.discount)
                .filter(|off| *off != Rate::ZERO)
                .map(|off| self.percent(off))
                .unwrap_or_default(),
            tax_rate: line.map_or_else(|| NONE.into(), |line| self.percent(line.tax_rate)),
            without_tax: money(|sum| sum.without_tax),
            tax: money(|sum| sum.tax),
            with_tax: money(|sum| sum.with_tax),
            counted: row.map_or("unknown", |row| row.counted),
            badge: row.map(|row| row.badge.clone()).unwrap_or_default(),
            reason: row.map(|row| row.reason.clone()).unwrap_or_default(),
            errors,
            read_as: typed.price().and_then(|(price, text)| fields::read_as(voice, price, text)),
            blank: matches!(read, Ok(None)),
        }
    }

    /// What is wrong with a cell, with a hint.
    fn wrong(&self, cell: &str, error: &Error) -> String {
        match error.code() {
            Code::OutOfRange => self.voice.say(&key("desk.quote.wrong", cell), error.params()),
            Code::TextTooLong => self.voice.error(error),
            _ => fields::wrong(&self.voice, error),
        }
    }

    /// 2, or 2 × 3 年.
    fn quantity(&self, line: &QuoteLine) -> String {
        let params = Params::default().with("quantity", i64::from(line.quantity.0));
        match line.years {
            None => self.voice.say("desk.quote.quantity", &params),
            Some(years) => self.voice.say("desk.quote.quantity_years", &params.with("years", i64::from(years.0))),
        }
    }

    fn percent(&self, rate: Rate) -> String {
        self.voice.say("desk.quote.percent", &Params::default().with("rate", rate))
    }

    fn totals(&self, figures: &Figures) -> Vec<Sum> {
        let sum = |id: &str, value: String, total| Sum { label: self.voice.named("desk.quote.row", id), value, total };
        let of = |amount| self.voice.yuan(amount);
        let total = &figures.total;
        let mut sums = Vec::new();
        if total.discount > Yuan::ZERO {
            sums.push(sum("list", of(total.list), false));
            sums.push(sum("discount", ["− ", &of(total.discount)].concat(), false));
        }
        sums.push(sum("without_tax", of(total.without_tax), false));
        sums.push(sum("tax", of(total.tax), false));
        sums.push(sum("with_tax", of(total.with_tax), true));
        sums
    }

    /// The estimate's own lines, with what counts as spend named after the base.
    fn sums(&self, mut sums: Vec<Sum>, figures: Option<&Figures>) -> Vec<Sum> {
        let Some(figures) = figures else { return Vec::new() };
        if let Some(first) = sums.first_mut() {
            first.label = self.voice.say("desk.quote.row.spend_on", &Params::default().with("base", self.base()));
        }
        if let Some((grant, net)) = self.grant(figures).zip(self.net(figures)).filter(|_| sums.len() == 1) {
            sums.push(Sum { label: self.voice.word("desk.quote.row.grant"), value: grant, total: false });
            sums.push(Sum { label: self.label("net"), value: net, total: true });
        }
        if let Some(effective) = self.effective(figures) {
            sums.push(Sum { label: self.voice.word("desk.quote.row.effective"), value: effective, total: false });
        }
        sums
    }

    /// 不含税 or 含税.
    fn base(&self) -> String {
        self.voice.named("desk.quote.basis", self.offer.base.unwrap_or(Basis::WithoutTax).as_str())
    }

    fn highest(&self, figures: &Figures) -> Vec<String> {
        let Some(highest) = &figures.highest else { return Vec::new() };
        let voice = &self.voice;
        let budget = self.offer.net_budget().ok().flatten().unwrap_or_default();
        let params = Params::default().with("budget", budget).with("base", self.base());
        let Some(total) = highest.total else {
            let hindrance = highest.hindrance.unwrap_or(Hindrance::NotPublished);
            return vec![voice.say(&key("desk.quote.hindrance", hindrance.as_str()), &params)];
        };
        let params = params
            .with("total", total)
            .with("counted", highest.counted.unwrap_or_default())
            .with("grant", highest.grant.unwrap_or_default());
        let mut sentences = vec![voice.say("desk.quote.highest", &params)];
        sentences.extend(highest.bound.and_then(|bound| {
            let key = key("desk.quote.bound", bound.as_str());
            voice.strings.find(&key).is_some().then(|| voice.say(&key, &params))
        }));
        if super::limits(&self.table.policy) {
            sentences.push(voice.word("desk.quote.highest_limit"));
        }
        sentences
    }

    /// What is assumed, and what no document says.
    fn assumptions(&self) -> Vec<String> {
        let voice = &self.voice;
        let prices = self.offer.prices.unwrap_or(Basis::WithoutTax);
        let params = Params::default().with("base", self.base());
        let base = if self.offer.base.is_some() { "desk.quote.base_chosen" } else { "desk.quote.base_assumed" };
        vec![
            voice.say(base, &params),
            voice.named("desk.quote.prices_are", prices.as_str()),
            voice.word("desk.quote.tax_rounded"),
        ]
    }

    fn provider(&self) -> Vec<AwardView> {
        let policy = &self.table.policy;
        let theirs = policy.awards().filter(|benefit| benefit.payee == Payee::Provider);
        let benefits = theirs.filter_map(|benefit| quote::of_provider(policy, benefit));
        let award = |one: quote::ProviderBenefit| {
            let params = Params::default().with("amount", one.amount.unwrap_or_default());
            AwardView {
                title: self.voice.benefit(one.benefit),
                amount: self.voice.say(&key("award", one.certainty), &params),
                payee: self.voice.word("payee.provider"),
                source: self.voice.source(&one.citation),
            }
        };
        benefits.map(award).collect()
    }

    fn instalments(&self) -> (Vec<Remark>, Option<String>) {
        let shares = self.offer.shares();
        let sum: u32 = shares
            .iter()
            .filter_map(|share| share.as_ref().ok())
            .map(|share| u32::from(share.per_ten_thousand()))
            .sum();
        let all = shares.iter().all(Result::is_ok) && !shares.is_empty();
        let whole = u32::from(Rate::WHOLE.per_ten_thousand());
        let wrong = (all && sum != whole).then(|| self.voice.word("desk.quote.wrong.shares"));
        let remark = |share: Result<Rate, Error>| Remark {
            error: share.err().map(|error| fields::wrong(&self.voice, &error)),
            read_as: None,
        };
        (shares.into_iter().map(remark).collect(), wrong)
    }

    fn budget(&self) -> Remark {
        let typed = self.offer.net_budget.as_deref().unwrap_or_default().trim();
        match self.offer.net_budget() {
            Err(error) => Remark { error: Some(fields::wrong(&self.voice, &error)), read_as: None },
            Ok(amount) => {
                Remark { error: None, read_as: amount.and_then(|amount| fields::read_as(&self.voice, amount, typed)) }
            }
        }
    }

    fn valid(&self) -> Remark {
        match self.offer.valid_until(self.today) {
            Err(error) => {
                Remark { error: Some(self.voice.say("desk.quote.wrong.valid", error.params())), read_as: None }
            }
            Ok(until) => {
                let said = |until: Date| {
                    self.voice.say("desk.quote.valid_until", &Params::default().with("until", until.to_string()))
                };
                Remark { error: None, read_as: until.map(said) }
            }
        }
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
            usual_tax: USUAL_TAX
                .iter()
                .map(|&rate| voice.say("desk.quote.percent", &Params::default().with("rate", rate)))
                .collect(),
            assumptions: self.assumptions(),
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

    /// 报价-某某公司-2026-11-22.
    fn file(&self) -> String {
        let customer = self.offer.customer.as_deref().map(str::trim).filter(|name| !name.is_empty());
        // Names of files hold neither paths nor what some systems refuse.
        let plain = |one: char| if one.is_alphanumeric() || one == '-' { one } else { '_' };
        let name: String =
            customer.map_or_else(|| self.voice.city(), str::to_owned).chars().take(40).map(plain).collect();
        let day = self.offer.offered_on.unwrap_or(self.today).to_string();
        self.voice.say("desk.quote.file", &Params::default().with("name", name).with("day", day))
    }
}

/// The base of the default reading, as the sums tell it.
fn eligible(voice: &Voice, showing: &Showing) -> Option<String> {
    match showing {
        Showing::Estimate(estimate, _) => estimate.spend.eligible.map(|amount| voice.yuan(amount)),
        _ => None,
    }
}
