//! The link that is copied, the one that was opened, and the code that is compared.

use serde::Serialize;

use crate::application::Award;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Error, fill};
use crate::policy::{Batch, Level};
use crate::present::form::Form;
use crate::present::link::{Link, Unread};
use crate::present::qr::{QrView, qr};
use crate::present::voice::{Voice, key};
use crate::present::{stated, then};
use crate::seal::{self, Seal};
use crate::strings::Strings;

/// The link of a form.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct LinkView {
    /// The whole address; `None` where the entries are too long for one.
    pub address: Option<String>,
    /// Its QR code; `None` where the address is too long for one.
    pub qr: Option<QrView>,
    /// What has to be known: that it is too long, or works on this device alone.
    pub told: Vec<String>,
    /// The verification code; `None` where the entries give no answer.
    pub code: Option<String>,
}

/// A link that was opened: the form that it holds, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct OpenedView {
    /// Why it cannot be read.
    pub trouble: Option<String>,
    /// What it holds.
    pub form: Option<Typed>,
    /// The day on which it was made.
    pub day: Option<String>,
    /// The first digits of its table's digest.
    pub digest: Option<String>,
}

/// A form as typed, for the page's fields.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Typed {
    /// Id of the policy table.
    pub policy: String,
    /// The day, where one was stated.
    pub as_of: Option<Date>,
    /// The batch.
    pub batch: Option<Batch>,
    /// The level.
    pub level: Option<Level>,
    /// `above_scale` or `below_scale`.
    pub size_class: Option<&'static str>,
    /// `yuan` or `wan`.
    pub unit: &'static str,
    /// Category and text.
    pub spend: Vec<Pair>,
    /// The own rate.
    pub own_rate: Option<String>,
    /// The own cap.
    pub own_cap: Option<String>,
    /// Benefit and count.
    pub awards: Vec<Pair>,
    /// The provincial subsidy.
    pub provincial_subsidy: Option<String>,
    /// What is known of the conditions: kind and state; `None` where they were not asked about.
    pub conditions: Option<Vec<Pair>>,
    /// How many people work there.
    pub employees: Option<String>,
    /// The revenue of a year.
    pub revenue: Option<String>,
}

/// A key and what was entered for it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Pair {
    /// `software`.
    pub key: String,
    /// 30万.
    pub value: String,
}

impl Pair {
    fn new(key: &str, value: &str) -> Pair {
        Pair { key: key.to_owned(), value: value.to_owned() }
    }
}

/// Whether a code is that of the entries.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Verdict {
    /// `matches`, `differs`, `unreadable` (no code) or `nothing` (the entries give no answer).
    pub state: &'static str,
    /// In words.
    pub text: String,
}

/// The link that holds a form and its answer.
///
/// # Errors
/// What a program got wrong, as [`super::answer`].
pub fn link(table: &Table, form: &Form, as_of: Date, strings: &Strings) -> Result<Link, Error> {
    let link = Link {
        form: Form { about: false, ..form.clone() },
        day: as_of,
        version: table.policy.version(),
        digest: then::digits(table),
        answer: None,
        lang: strings.language(),
    };
    let answer = then::answer(table, &link, as_of)?;
    Ok(Link { answer, ..link })
}

/// The verification code of a form; `None` where its entries give no answer.
///
/// # Errors
/// What a program got wrong, as [`super::answer`].
pub fn code(table: &Table, form: &Form, as_of: Date) -> Result<Option<Seal>, Error> {
    let entries = form.entries();
    if entries.nothing() {
        return Ok(None);
    }
    let Ok(application) = stated(table, form, &entries) else { return Ok(None) };
    seal::code(table, &application, as_of).map(Some)
}

/// The link of a form, behind the address of the page that it is made on.
///
/// # Errors
/// What a program got wrong, as [`super::answer`].
pub fn view(table: &Table, form: &Form, as_of: Date, page: &str, strings: &Strings) -> Result<LinkView, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let code = code(table, form, as_of)?.map(|code| code.to_string());
    let Ok(fragment) = link(table, form, as_of, strings)?.write() else {
        return Ok(LinkView { address: None, qr: None, told: vec![voice.word("desk.link.too_long")], code });
    };
    let page = page.split_once('#').map_or(page, |(page, _)| page);
    let address = [page, "#", &fragment].concat();
    let local = page.starts_with("file:");
    let qr = if local { None } else { qr(&address, voice.word("desk.link.qr_alt")) };
    let told = match (local, &qr) {
        (true, _) => vec![voice.word("desk.link.local")],
        (false, None) => vec![voice.word("desk.link.qr_too_long")],
        (false, Some(_)) => Vec::new(),
    };
    Ok(LinkView { address: Some(address), qr, told, code })
}

/// What a fragment holds, for the page's fields.
pub fn open(read: &Result<Link, Unread>, strings: &Strings) -> OpenedView {
    let link = match read {
        Err(unread) => {
            let trouble = Some(strings.get(&key("desk.link.unread", unread.as_str())).to_owned());
            return OpenedView { trouble, form: None, day: None, digest: None };
        }
        Ok(link) => link,
    };
    let form = &link.form;
    let typed = Typed {
        policy: form.policy.clone(),
        as_of: form.as_of,
        batch: form.batch,
        level: form.level,
        size_class: form.size_class.map(|class| class.as_str()),
        unit: form.unit.as_str(),
        spend: form.spend.iter().map(|entry| Pair::new(entry.category.as_str(), &entry.text)).collect(),
        own_rate: form.own_rate.clone(),
        own_cap: form.own_cap.clone(),
        awards: form.awards.iter().map(counted).collect(),
        provincial_subsidy: form.provincial_subsidy.clone(),
        conditions: form.eligibility.as_ref().map(|known| {
            known.conditions.iter().map(|(kind, state)| Pair::new(kind.as_str(), state.as_str())).collect()
        }),
        employees: form.eligibility.as_ref().and_then(|known| known.employees.clone()),
        revenue: form.eligibility.as_ref().and_then(|known| known.revenue.clone()),
    };
    let (day, digest) = (Some(link.day.to_string()), Some(link.digest.clone()));
    OpenedView { trouble: None, form: Some(typed), day, digest }
}

/// An award and how often it is expected.
fn counted(award: &Award) -> Pair {
    Pair::new(&award.benefit, &award.count.map_or(1, |count| count.0).to_string())
}

/// Compares a code with those of the candidates: the form as it stands, and a link as it was made.
///
/// # Errors
/// What a program got wrong, as [`super::answer`].
pub fn verdict(candidates: &[(&Table, &Form, Date)], typed: &str, strings: &Strings) -> Result<Verdict, Error> {
    let Some(typed) = Seal::read(typed) else { return Ok(said("unreadable", None, strings)) };
    let mut any = false;
    for &(table, form, as_of) in candidates {
        let Some(code) = code(table, form, as_of)? else { continue };
        any = true;
        if code == typed {
            return Ok(said("matches", Some((table, as_of)), strings));
        }
    }
    Ok(said(if any { "differs" } else { "nothing" }, None, strings))
}

/// A verdict in words; one that matches names table and day.
pub(crate) fn said(state: &'static str, of: Option<(&Table, Date)>, strings: &Strings) -> Verdict {
    let template = key("desk.link.verdict", state);
    let text = fill(strings.get(&template), |place| {
        let (table, day) = of?;
        match place {
            "day" => Some(day.to_string()),
            "version" => Some(table.policy.version()),
            "digest" => Some(then::digits(table)),
            _ => None,
        }
    });
    Verdict { state, text }
}
