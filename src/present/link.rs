//! A link that holds a form: `#subsidy=1&city=…&software=30%E4%B8%87&…&lang=zh-CN`.
//!
//! It is the address's fragment, which no browser sends to a server. It holds the form as typed, the day, the table by
//! version and the beginning of its digest, and what came out, so that a later table can be told from this one. Labels
//! are no part of it.

use std::fmt::Write as _;

use crate::application::{Award, AwardCount};
use crate::date::Date;
use crate::estimate::Outcome;
use crate::json::{self, Read, Value, words};
use crate::money::Yuan;
use crate::policy::{Category, ConditionKind};
use crate::present::form::{Form, TypedEligibility, TypedSpend};
use crate::present::human::Unit;
use crate::seal::Answer;
use crate::strings::Language;
use crate::terms::Range;

/// Every link of ours begins with it; another format has another number.
const START: &str = "subsidy=";
const VERSION: &str = "1";
/// Bytes of a fragment, at most: what a browser, a messenger and a mail still carry.
pub const MAX_LENGTH: usize = 4096;
/// Digits of the digest that a link holds: enough to find the table by.
pub const DIGEST: usize = 12;

/// What a link holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The form as typed.
    pub form: Form,
    /// The day on which the answer held.
    pub day: Date,
    /// The table's version: its document's date, or `undated`.
    pub version: String,
    /// The first twelve digits of the table's digest.
    pub digest: String,
    /// What came out; `None` where the entries gave no answer.
    pub answer: Option<Answer>,
    /// The language that it was written in.
    pub lang: Language,
}

words! {
    /// Why a link cannot be read.
    pub enum Unread (UnknownValue) {
        /// The text holds no link of this calculator.
        Foreign = "foreign",
        /// A newer calculator wrote it.
        Newer = "newer",
        /// It was cut, changed, or copied with something else.
        Damaged = "damaged",
        /// It is longer than any link.
        TooLong = "too_long",
    }
}

impl Link {
    /// The fragment, without its `#`.
    ///
    /// # Errors
    /// [`Unread::TooLong`] where the entries are longer than a link can hold.
    pub fn write(&self) -> Result<String, Unread> {
        let Link { form, .. } = self;
        let mut out = Pairs([START, VERSION].concat());
        out.push("city", &form.policy);
        out.push(if form.as_of.is_some() { "on" } else { "day" }, &self.day.to_string());
        form.batch.iter().for_each(|batch| out.push("batch", &batch.number().to_string()));
        form.level.iter().for_each(|level| out.push("level", &level.number().to_string()));
        form.size_class.iter().for_each(|class| out.push("size", class.as_str()));
        if form.unit == Unit::Wan {
            out.push("unit", form.unit.as_str());
        }
        form.spend.iter().for_each(|entry| out.push(entry.category.as_str(), &entry.text));
        form.own_rate.iter().for_each(|text| out.push("rate", text));
        form.own_cap.iter().for_each(|text| out.push("cap", text));
        for Award { benefit, count } in &form.awards {
            match count {
                None => out.push("award", benefit),
                Some(count) => out.push(&format!("award{}", count.0), benefit),
            }
        }
        form.provincial_subsidy.iter().for_each(|text| out.push("provincial", text));
        form.eligibility.iter().for_each(|typed| out.conditions(typed));
        out.push("table", &[&self.version, ".", &self.digest].concat());
        if let Some(answer) = &self.answer {
            out.push("kind", answer.outcome.map_or("range", Outcome::as_str));
            answer.grant.iter().for_each(|grant| out.push("grant", &amounts(answer.outcome, grant)));
        }
        // Required and last: a link that was cut off is known by it.
        out.push("lang", self.lang.as_str());
        if out.0.len() > MAX_LENGTH { Err(Unread::TooLong) } else { Ok(out.0) }
    }

    /// Reads a fragment, or an address that ends in one; strict, as the module says.
    ///
    /// # Errors
    /// [`Unread`], and nothing is taken over.
    pub fn read(text: &str) -> Result<Link, Unread> {
        let text = text.trim();
        let fragment = text.split_once('#').map_or(text, |(_, fragment)| fragment);
        let rest = fragment.strip_prefix(START).ok_or(Unread::Foreign)?;
        let (version, rest) = rest.split_once('&').ok_or(Unread::Damaged)?;
        if version != VERSION {
            let number = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
            return Err(if number { Unread::Newer } else { Unread::Damaged });
        }
        if fragment.len() > MAX_LENGTH {
            return Err(Unread::TooLong);
        }
        let link = pairs(rest).and_then(Draft::read).ok_or(Unread::Damaged)?;
        // One text for one link: what is written otherwise was not written here.
        match link.write() {
            Ok(written) if written == fragment || unescaped(&written) == unescaped(fragment) => Ok(link),
            _ => Err(Unread::Damaged),
        }
    }
}

/// `210000.00`, or least, default and most where readings differ, or least and most where batch or level is open.
fn amounts(outcome: Option<Outcome>, Range { amount, low, high }: &Range) -> String {
    match outcome {
        None => format!("{low}~{high}"),
        Some(_) if low == high => amount.to_string(),
        Some(_) => format!("{low}~{amount}~{high}"),
    }
}

/// Pairs of key and value, percent-encoded.
struct Pairs(String);

impl Pairs {
    fn push(&mut self, key: &str, value: &str) {
        let _ = write!(self.0, "&{key}=");
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => self.0.push(char::from(byte)),
                _ => {
                    let _ = write!(self.0, "%{byte:02X}");
                }
            }
        }
    }
}

impl Pairs {
    /// What is known of the conditions; that they were asked about is said even where nothing is known.
    fn conditions(&mut self, TypedEligibility { conditions, employees, revenue }: &TypedEligibility) {
        self.push("if", "asked");
        conditions.iter().for_each(|(kind, state)| self.push(&["if.", kind.as_str()].concat(), state.as_str()));
        employees.iter().for_each(|text| self.push("people", text));
        revenue.iter().for_each(|text| self.push("revenue", text));
    }
}

/// The pairs of a fragment in their order; `None` where one is no pair or is wrongly encoded.
fn pairs<'t>(text: &'t str) -> Option<Vec<(&'t str, String)>> {
    let pair = |pair: &'t str| {
        let (key, value) = pair.split_once('=')?;
        Some((key, unescaped(value)?))
    };
    text.split('&').map(pair).collect()
}

/// Text whose `%XX` are bytes again; `None` where they are none, or are no text.
fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digits = [rest.next()?, rest.next()?];
        let digits =
            std::str::from_utf8(&digits).ok().filter(|digits| digits.bytes().all(|one| one.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
    }
    String::from_utf8(bytes).ok()
}

/// A link as far as it has been read.
struct Draft {
    form: Form,
    day: Option<Date>,
    table: Option<(String, String)>,
    kind: Option<Option<Outcome>>,
    grant: Option<String>,
    lang: Option<Language>,
}

impl Draft {
    fn read(pairs: Vec<(&str, String)>) -> Option<Link> {
        let mut draft = Draft::blank();
        for (key, value) in pairs {
            draft.take(key, value)?;
        }
        let (version, digest) = draft.table?;
        let answer = match (draft.kind, draft.grant) {
            (None, None) => None,
            (None, Some(_)) => return None,
            (Some(outcome), None) => Some(Answer { outcome, grant: None }),
            (Some(outcome), Some(grant)) => Some(Answer { outcome, grant: Some(range(outcome, &grant)?) }),
        };
        Some(Link { form: draft.form, day: draft.day?, version, digest, answer, lang: draft.lang? })
    }

    fn blank() -> Draft {
        let form = Form {
            policy: String::new(),
            as_of: None,
            batch: None,
            level: None,
            size_class: None,
            unit: Unit::Yuan,
            spend: Vec::new(),
            own_rate: None,
            own_cap: None,
            awards: Vec::new(),
            provincial_subsidy: None,
            eligibility: None,
            about: false,
        };
        Draft { form, day: None, table: None, kind: None, grant: None, lang: None }
    }

    /// Takes one pair over. Doubles and another order are found by writing the link once more.
    fn take(&mut self, key: &str, value: String) -> Option<()> {
        let form = &mut self.form;
        match key {
            "city" => form.policy = value,
            "on" => (form.as_of, self.day) = (Some(read(value.clone())?), Some(read(value)?)),
            "day" => self.day = Some(read(value)?),
            "batch" => form.batch = Some(number(&value)?),
            "level" => form.level = Some(number(&value)?),
            "size" => form.size_class = Some(read(value)?),
            "unit" => form.unit = read(value)?,
            "rate" => form.own_rate = Some(value),
            "cap" => form.own_cap = Some(value),
            "provincial" => form.provincial_subsidy = Some(value),
            "table" => self.table = Some(table(&value)?),
            "kind" if value == "range" => self.kind = Some(None),
            "kind" => self.kind = Some(Some(read(value)?)),
            "grant" => self.grant = Some(value),
            "lang" => self.lang = Some(read(value)?),
            "if" if value == "asked" => form.eligibility = Some(TypedEligibility::default()),
            "people" => form.eligibility.as_mut()?.employees = Some(value),
            "revenue" => form.eligibility.as_mut()?.revenue = Some(value),
            key if key.starts_with("if.") => {
                let kind: ConditionKind = read(key.get(3..)?.to_owned())?;
                let known = form.eligibility.as_mut()?;
                known.conditions = known.conditions.with(kind, Some(read(value)?));
            }
            key => match key.strip_prefix("award") {
                Some("") => form.awards.push(Award { benefit: value, count: None }),
                Some(count) => form.awards.push(Award { benefit: value, count: Some(number::<AwardCount>(count)?) }),
                None => form.spend.push(TypedSpend { category: read::<Category>(key.to_owned())?, text: value }),
            },
        }
        Some(())
    }
}

/// A value by the contract's own reader.
fn read<T: Read>(text: String) -> Option<T> {
    json::read(&Value::Text(text)).ok()
}

fn number<T: Read>(text: &str) -> Option<T> {
    json::read(&Value::Int(text.parse().ok()?)).ok()
}

/// `2024-04-15.087f98b58688`.
fn table(text: &str) -> Option<(String, String)> {
    let (version, digest) = text.split_once('.')?;
    let dated = version == "undated" || Date::parse(version).is_some();
    let hexadecimal = digest.len() == DIGEST && digest.bytes().all(|one| matches!(one, b'0'..=b'9' | b'a'..=b'f'));
    (dated && hexadecimal).then(|| (version.to_owned(), digest.to_owned()))
}

fn range(outcome: Option<Outcome>, text: &str) -> Option<Range> {
    let amounts: Option<Vec<Yuan>> = text.split('~').map(|amount| read(amount.to_owned())).collect();
    match (outcome, amounts?.as_slice()) {
        (None, &[low, high]) => Some(Range { amount: high, low, high }),
        (Some(_), &[amount]) => Some(Range { amount, low: amount, high: amount }),
        (Some(_), &[low, amount, high]) => Some(Range { amount, low, high }),
        _ => None,
    }
    .filter(|range| range.low <= range.amount && range.amount <= range.high)
}
