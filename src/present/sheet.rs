//! The sheet of paper: all that has to be known of an answer, on one A4 page.

use serde::Serialize;

use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Error, Params};
use crate::present::capital::capital;
use crate::present::eligibility::checklist;
use crate::present::form::Form;
use crate::present::link::Link;
use crate::present::qr::QrView;
use crate::present::view::{AwardView, LineView, Sum, View};
use crate::present::voice::Voice;
use crate::present::{address, answer, stated};
use crate::seal;
use crate::strings::Strings;
use crate::terms::Totals;

/// A sheet.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SheetView {
    /// 中小企业数字化转型补助测算单.
    pub title: String,
    /// 测算结果不是核定决定….
    pub notice: String,
    /// City, batch, level.
    pub context: String,
    /// The document and its term.
    pub document: Vec<String>,
    /// The kind of answer: an outcome's word, or `range`.
    pub kind: &'static str,
    /// The kind in words.
    pub badge: String,
    /// The number, the two numbers, or that there is none.
    pub headline: String,
    /// The number in 万元.
    pub short: Option<String>,
    /// The number in capital numerals, and what they are called.
    pub capital: Option<Row>,
    /// What to make of it.
    pub explain: Vec<String>,
    /// What was entered.
    pub inputs: Part<InputRow>,
    /// Lines that add up.
    pub sums: Vec<Sum>,
    /// How it comes about.
    pub steps: Part<LineView>,
    /// Awards, apart.
    pub awards: Part<AwardView>,
    /// Where the enterprise stands with the conditions, where they were asked about.
    pub conditions: Part<Row>,
    /// What has to be known.
    pub notes: Part<String>,
    /// Table, version, digest, day, verification code.
    pub identity: Part<Row>,
    /// What the verification code is, and what it is not.
    pub code_hint: Option<String>,
    /// The link that opens the same entries, as far as it can be written.
    pub address: Option<String>,
    /// The link as a QR code.
    pub qr: Option<QrView>,
    /// What the link is, or why there is none.
    pub link_hint: String,
}

/// A part of the sheet; without entries it is left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Part<T> {
    /// 怎么算出来的.
    pub title: String,
    /// Its entries.
    pub entries: Vec<T>,
}

/// A label and what belongs to it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Row {
    /// 核验码.
    pub label: String,
    /// 7K2M-Q0XA-9D4T.
    pub value: String,
}

/// A category of spend that something was entered for, or another entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct InputRow {
    /// 软件.
    pub label: String,
    /// 300,000.00.
    pub value: String,
    /// Whether it counts, and why; empty where that is no question.
    pub remark: String,
}

/// The sheet of a form, or `None` where its entries give no answer.
///
/// # Errors
/// What a program got wrong, as [`answer`].
pub fn view(
    table: &Table,
    form: &Form,
    as_of: Date,
    page: &str,
    strings: &Strings,
) -> Result<Option<SheetView>, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let Some(code) = address::code(table, form, as_of)? else { return Ok(None) };
    let link: Link = address::link(table, form, as_of, strings)?;
    let linked = address::view(table, form, as_of, page, strings)?;
    let view = answer(table, &Form { about: false, ..form.clone() }, as_of, strings)?;
    let part = |key: &str| voice.word(key);
    let row = |key: &str, value: String| Row { label: voice.word(key), value };
    let mut link_hint = vec![voice.word("desk.paper.link_hint")];
    if !linked.told.is_empty() {
        link_hint.clone_from(&linked.told);
    }
    Ok(Some(SheetView {
        title: voice.word("desk.paper.sheet"),
        notice: voice.word("desk.paper.notice"),
        capital: capitals(&voice, link.answer.as_ref()),
        inputs: Part { title: part("ui.spend"), entries: inputs(&voice, table, form, &view)? },
        steps: Part { title: part("ui.steps"), entries: view.lines },
        awards: Part { title: part("ui.awards_result"), entries: view.awards },
        conditions: conditions(table, form, strings),
        notes: Part { title: part("ui.notes"), entries: view.notes },
        identity: Part {
            title: part("desk.paper.identity"),
            entries: vec![
                row("desk.paper.table", [&table.policy.id, " ", &table.policy.version()].concat()),
                row("desk.paper.digest", table.digest.clone()),
                row("desk.paper.day", as_of.to_string()),
                row("desk.paper.code", code.to_string()),
            ],
        },
        code_hint: Some(voice.word("desk.paper.code_hint")),
        context: view.context,
        document: vec![view.form.document, view.form.term],
        kind: view.kind,
        badge: view.badge,
        headline: view.headline,
        short: view.short,
        explain: view.explain,
        sums: view.sums,
        address: linked.address.filter(|address| !address.starts_with("file:")),
        qr: linked.qr,
        link_hint: link_hint.concat(),
    }))
}

/// Each condition and where the enterprise stands with it.
fn conditions(table: &Table, form: &Form, strings: &Strings) -> Part<Row> {
    let Some(_) = &form.eligibility else { return Part { title: String::new(), entries: Vec::new() } };
    let list = checklist(table, form, strings);
    let entries = list.questions.into_iter().map(|one| Row { label: one.text, value: one.verdict }).collect();
    Part { title: list.summary, entries }
}

/// The amount in capital numerals, or both where there are two.
fn capitals(voice: &Voice, answer: Option<&seal::Answer>) -> Option<Row> {
    let grant = answer?.grant?;
    let said = |amount| capital(amount, voice.strings.language());
    let value = if grant.low == grant.high {
        said(grant.amount)
    } else {
        let params = Params::default().with("low", said(grant.low)).with("high", said(grant.high));
        voice.say("desk.paper.capital_span", &params)
    };
    Some(Row { label: voice.word("desk.paper.capital"), value })
}

/// Each category that something was entered for, then the user's own terms and the provincial subsidy.
fn inputs(voice: &Voice, table: &Table, form: &Form, view: &View) -> Result<Vec<InputRow>, Error> {
    let entries = form.entries();
    let Ok(application) = stated(table, form, &entries) else { return Ok(Vec::new()) };
    let totals = Totals::of(application.spend.items())?;
    let mut rows = Vec::new();
    for row in &view.form.rows {
        let mut items = application.spend.items().iter().filter(|item| item.category.as_str() == row.category);
        let Some(first) = items.next() else { continue };
        let amount = totals.within(crate::terms::Categories::of(&[first.category]))?;
        let remark = [row.badge.as_str(), row.reason.as_str()];
        let remark = remark.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        rows.push(InputRow { label: row.label.clone(), value: voice.yuan(amount), remark });
    }
    let mut other = |key: &str, value: String| {
        rows.push(InputRow { label: voice.word(key), value, remark: String::new() });
    };
    if let Some(own) = &application.own_terms {
        other("ui.own_rate", voice.say("desk.link.of_rate", &Params::default().with("rate", own.rate)));
        other("ui.own_cap", voice.yuan(own.cap));
    }
    if let Some(amount) = application.provincial_subsidy {
        other("ui.provincial_subsidy", voice.yuan(amount));
    }
    if let Some(class) = application.size_class {
        other("ui.size_class", voice.word(&["ui.", class.as_str()].concat()));
    }
    Ok(rows)
}
