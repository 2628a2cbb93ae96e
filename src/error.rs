//! The one error of every shell: a stable code, the place, what was found and what is allowed.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// What went wrong: a closed list, stable across versions.
///
/// The wording of every message stands in [`Code::message`], nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The text is not JSON at all, or stops early. `line`, `column`.
    InvalidJson,
    /// The bytes are not UTF-8.
    InvalidUtf8,
    /// A key that the contract does not know. `found`, `allowed`.
    UnknownKey,
    /// The same key twice in one object. `found`.
    DuplicateKey,
    /// A required field is absent.
    MissingField,
    /// Another JSON type than the contract's. `found`, `expected`.
    WrongType,
    /// Text that is not an amount in yuan. `found`.
    InvalidAmount,
    /// One amount above the limit. `found`, `max`.
    AmountTooLarge,
    /// The amounts of a list add up to more than the limit. `max`.
    SumTooLarge,
    /// Text that is not a rate from 0 to 1 with at most four decimals. `found`.
    InvalidRate,
    /// Text that is not a day of the calendar as `YYYY-MM-DD`. `found`.
    InvalidDate,
    /// A whole number outside its range. `found`, `min`, `max`.
    OutOfRange,
    /// A list longer than allowed. `found`, `max`.
    TooManyItems,
    /// A text longer than allowed, in characters. `found`, `max`.
    TextTooLong,
    /// A word that is not in a closed list. `found`, `allowed`.
    UnknownValue,
    /// No policy table has this id. `found`, `allowed`.
    UnknownPolicy,
    /// No such spend category. `found`, `allowed`.
    UnknownCategory,
    /// The table has no award of this id. `found`, `allowed`.
    UnknownAward,
    /// The same award named twice. `found`.
    DuplicateAward,
    /// The clause for this level depends on the batch. `allowed`.
    BatchRequired,
    /// The city has no such batch. `found`, `allowed`.
    UnknownBatch,
    /// Own rate and cap where the document publishes them.
    OwnTermsNotAllowed,
    /// A matching grant needs the amount that it matches.
    ProvincialSubsidyRequired,
    /// A policy table that contradicts itself. `found`.
    InvalidTable,
    /// A row of a sheet that is no row: another count of cells than the header's, or an open quote. `line`, `found`,
    /// `expected`.
    InvalidRow,
    /// A file that is larger than is read, or becomes so when it is unpacked. `found`, `max`, in bytes.
    #[cfg(feature = "sheets")]
    FileTooLarge,
    /// A file of a kind that is not read. `found`, `allowed`.
    #[cfg(feature = "sheets")]
    UnknownFormat,
    /// A workbook that is locked with a password.
    #[cfg(feature = "sheets")]
    ProtectedFile,
    /// A file that is damaged or empty. `found`.
    #[cfg(feature = "sheets")]
    InvalidFile,
    /// A sentence table that lacks a key. `found`.
    InvalidStrings,
    /// A result beyond what exact arithmetic holds; valid input never gets here.
    Overflow,
}

impl Code {
    /// Every code, for schemas, translations and the tests that hold them together.
    pub const ALL: &'static [Code] = &[
        Code::InvalidJson,
        Code::InvalidUtf8,
        Code::UnknownKey,
        Code::DuplicateKey,
        Code::MissingField,
        Code::WrongType,
        Code::InvalidAmount,
        Code::AmountTooLarge,
        Code::SumTooLarge,
        Code::InvalidRate,
        Code::InvalidDate,
        Code::OutOfRange,
        Code::TooManyItems,
        Code::TextTooLong,
        Code::UnknownValue,
        Code::UnknownPolicy,
        Code::UnknownCategory,
        Code::UnknownAward,
        Code::DuplicateAward,
        Code::BatchRequired,
        Code::UnknownBatch,
        Code::OwnTermsNotAllowed,
        Code::ProvincialSubsidyRequired,
        Code::InvalidTable,
        Code::InvalidRow,
        #[cfg(feature = "sheets")]
        Code::FileTooLarge,
        #[cfg(feature = "sheets")]
        Code::UnknownFormat,
        #[cfg(feature = "sheets")]
        Code::ProtectedFile,
        #[cfg(feature = "sheets")]
        Code::InvalidFile,
        Code::InvalidStrings,
        Code::Overflow,
    ];

    /// The code as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        self.wording().0
    }

    /// The English message, with `{param}` where a parameter goes.
    pub fn message(self) -> &'static str {
        self.wording().1
    }

    fn wording(self) -> (&'static str, &'static str) {
        match self {
            Code::InvalidJson => ("invalid_json", "not valid JSON at line {line}, column {column}"),
            Code::InvalidUtf8 => ("invalid_utf8", "the bytes are not UTF-8"),
            Code::UnknownKey => ("unknown_key", "unknown key \"{found}\"; allowed: {allowed}"),
            Code::DuplicateKey => ("duplicate_key", "key \"{found}\" occurs twice"),
            Code::MissingField => ("missing_field", "required field is missing"),
            Code::WrongType => ("wrong_type", "expected {expected}, found {found}"),
            Code::InvalidAmount => (
                "invalid_amount",
                "\"{found}\" is not an amount; write yuan as a string of digits with at most two decimals, such as \"300000.00\"",
            ),
            Code::AmountTooLarge => ("amount_too_large", "{found} is above the limit of {max} yuan"),
            Code::SumTooLarge => ("sum_too_large", "the amounts add up to more than the limit of {max} yuan"),
            Code::InvalidRate => (
                "invalid_rate",
                "\"{found}\" is not a rate; write a string from \"0\" to \"1\" with at most four decimals, such as \"0.30\"",
            ),
            Code::InvalidDate => ("invalid_date", "\"{found}\" is not a date; write YYYY-MM-DD"),
            Code::OutOfRange => ("out_of_range", "{found} is out of range; allowed: {min} to {max}"),
            Code::TooManyItems => ("too_many_items", "{found} items; at most {max} are allowed"),
            Code::TextTooLong => ("text_too_long", "{found} characters; at most {max} are allowed"),
            Code::UnknownValue => ("unknown_value", "unknown value \"{found}\"; allowed: {allowed}"),
            Code::UnknownPolicy => ("unknown_policy", "no policy table \"{found}\"; there are: {allowed}"),
            Code::UnknownCategory => ("unknown_category", "unknown spend category \"{found}\"; allowed: {allowed}"),
            Code::UnknownAward => ("unknown_award", "this policy has no award \"{found}\"; there are: {allowed}"),
            Code::DuplicateAward => ("duplicate_award", "award \"{found}\" is named twice; use its count"),
            Code::BatchRequired => {
                ("batch_required", "the clause for this level depends on the batch; allowed: {allowed}")
            }
            Code::UnknownBatch => ("unknown_batch", "this policy has no batch {found}; allowed: {allowed}"),
            Code::OwnTermsNotAllowed => {
                ("own_terms_not_allowed", "the document publishes its rate, so own terms are not taken")
            }
            Code::ProvincialSubsidyRequired => (
                "provincial_subsidy_required",
                "award \"{award}\" is a share of the provincial subsidy; its amount is missing",
            ),
            Code::InvalidTable => ("invalid_table", "the policy table does not hold together: {found}"),
            Code::InvalidRow => {
                ("invalid_row", "line {line} has {found} cells for {expected} columns, or a quote that is not closed")
            }
            #[cfg(feature = "sheets")]
            Code::FileTooLarge => ("file_too_large", "{found} bytes; at most {max} are read"),
            #[cfg(feature = "sheets")]
            Code::UnknownFormat => ("unknown_format", "a file of the kind {found} is not read; allowed: {allowed}"),
            #[cfg(feature = "sheets")]
            Code::ProtectedFile => ("protected_file", "the workbook is locked with a password; save it without one"),
            #[cfg(feature = "sheets")]
            Code::InvalidFile => ("invalid_file", "the file is damaged or empty: {found}"),
            Code::InvalidStrings => ("invalid_strings", "the sentence table lacks \"{found}\""),
            Code::Overflow => ("overflow", "the result is beyond what exact arithmetic holds"),
        }
    }
}

/// A value that a sentence speaks of: text, a whole number, or a list of either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// Text: an amount, a rate, a date, a name, an input.
    Text(String),
    /// A whole number: a level, a batch, a count.
    Int(i64),
    /// Several texts.
    Texts(Vec<String>),
    /// Several whole numbers.
    Ints(Vec<i64>),
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Param::Text(text.into())
    }
}
impl From<String> for Param {
    fn from(text: String) -> Self {
        Param::Text(text)
    }
}
impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Param::Int(number)
    }
}
impl From<u8> for Param {
    fn from(number: u8) -> Self {
        Param::Int(number.into())
    }
}
impl From<usize> for Param {
    fn from(number: usize) -> Self {
        Param::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Serialize for Param {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Param::Text(text) => serializer.serialize_str(text),
            Param::Int(number) => serializer.serialize_i64(*number),
            Param::Texts(texts) => serializer.collect_seq(texts),
            Param::Ints(numbers) => serializer.collect_seq(numbers),
        }
    }
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, all: &[T]) -> fmt::Result {
            for (index, one) in all.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                write!(f, "{comma}{one}")?;
            }
            Ok(())
        }
        match self {
            Param::Text(text) => f.write_str(text),
            Param::Int(number) => write!(f, "{number}"),
            Param::Texts(texts) => list(f, texts),
            Param::Ints(numbers) => list(f, numbers),
        }
    }
}

/// Named parameters in the order in which they were given: an object on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(pub(crate) Vec<(&'static str, Param)>);

impl Params {
    /// The parameter of this name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The same parameters and one more.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Param>) -> Self {
        self.push(name, value.into())
    }

    // Out of line: the browser module has some hundred callers.
    #[inline(never)]
    fn push(mut self, name: &'static str, value: Param) -> Self {
        self.0.push((name, value));
        self
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// An error with its place: what every shell reports, in the contract's form.
///
/// `Display` gives the English message behind its path: `spend[2].amount: "1e3" is not an amount; …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

// Boxed: a result that carries an error is then no larger than its value, which the browser module feels.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: Code,
    path: String,
    params: Params,
}

impl Error {
    #[inline(never)]
    pub(crate) fn new(code: Code, path: impl Into<String>) -> Self {
        Error(Box::new(Inner { code, path: path.into(), params: Params::default() }))
    }

    #[must_use]
    pub(crate) fn with(self, name: &'static str, value: impl Into<Param>) -> Self {
        self.push(name, value.into())
    }

    #[inline(never)]
    fn push(mut self, name: &'static str, value: Param) -> Self {
        self.0.params.0.push((name, value));
        self
    }

    /// The same error at another place.
    #[must_use]
    pub(crate) fn at(self, path: &str) -> Self {
        let Inner { code, params, .. } = *self.0;
        Error(Box::new(Inner { code, path: path.into(), params }))
    }

    /// What went wrong.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Where, such as `spend[2].amount`; `""` is the document itself.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was found and what is allowed.
    pub fn params(&self) -> &Params {
        &self.0.params
    }

    /// The English message without the path.
    pub fn message(&self) -> String {
        fill(self.code().message(), |name| self.params().get(name).map(Param::to_string))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path().is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("code", self.code().as_str())?;
        map.serialize_entry("path", self.path())?;
        map.serialize_entry("params", self.params())?;
        map.serialize_entry("message", &self.message())?;
        map.end()
    }
}

/// Puts values into `{name}` places, once: a value that holds braces stays as it is.
pub(crate) fn fill(template: &str, value: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            text.push('{');
            rest = after;
            continue;
        };
        match value(name) {
            Some(value) => text.push_str(&value),
            None => {
                text.push('{');
                text.push_str(name);
                text.push('}');
            }
        }
        rest = behind;
    }
    text.push_str(rest);
    text
}

/// What a user typed, short enough to be repeated in a message.
pub(crate) fn excerpt(found: &str) -> String {
    const LONGEST: usize = 40;
    let mut text: String = found.chars().take(LONGEST).collect();
    if found.chars().nth(LONGEST).is_some() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_names_the_place_what_was_found_and_what_is_allowed() {
        let error = Error::new(Code::OutOfRange, "level").with("found", 7u8).with("min", 1u8).with("max", 4u8);
        assert_eq!(error.to_string(), "level: 7 is out of range; allowed: 1 to 4");
    }

    #[test]
    fn codes_are_unique() {
        let mut seen: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), Code::ALL.len());
    }

    #[test]
    fn long_input_is_cut_in_a_message() {
        assert_eq!(excerpt(&"九".repeat(41)), format!("{}…", "九".repeat(40)));
        assert_eq!(excerpt(&"九".repeat(40)), "九".repeat(40));
    }
}
