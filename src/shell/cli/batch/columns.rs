//! Which column of a CSV says what: a known name is known to the letter, and what is nearly one is refused.

use std::borrow::Cow;

use crate::error::{Code, Error, Param};
use crate::json::Value;
use crate::list::heads::Meaning;
use crate::list::records::Row;
use crate::list::{columns as plain, unfit};
use crate::policy::Category;
use crate::present::human::{self, Unit};
use crate::shell::cli::{Failure, whole};

/// The columns of an application beside its spend.
const STATED: [&str; 5] = ["policy", "as_of", "batch", "level", "size_class"];
/// What an application may state and a row of a CSV has no cell for.
const ELSEWHERE: [&str; 8] =
    ["own_terms", "own_rate", "own_cap", "provincial_subsidy", "awards", "award", "spend", "amount"];

/// Where each known column stands.
#[derive(Default)]
pub(super) struct Columns {
    /// The same for the bulk form.
    pub plain: plain::Columns,
    /// The names of those that are kept and not read.
    pub unread: Vec<String>,
    /// Where those stand, the nameless too.
    pub kept: Vec<usize>,
    stated: Vec<(&'static str, usize)>,
    spend: Vec<(Category, usize)>,
}

impl Columns {
    /// Finds the known columns by name.
    pub fn of(bytes: &[u8], header: &Row) -> Result<Columns, Failure> {
        let mut columns = Columns::default();
        columns.plain.width = header.len();
        if !header.whole {
            return Err(unfit(&columns.plain, header).into());
        }
        let mut meanings = vec![None; header.len()];
        let cells: Vec<_> = (0..header.len()).map(|place| header.bytes(bytes, place)).collect();
        for (place, name) in cells.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            if let Some(&stated) = STATED.iter().find(|&&known| known == name) {
                columns.stated.push((stated, place));
            } else if let Some(&category) = Category::ALL.iter().find(|known| known.as_str() == name) {
                columns.spend.push((category, place));
            } else {
                refuse_misspelt(&name)?;
                columns.kept.push(place);
                columns.unread.extend((!name.is_empty()).then(|| name.into_owned()));
                continue;
            }
            if let Some(meaning) = meanings.get_mut(place) {
                *meaning = Meaning::of(&name);
            }
            if cells.iter().take(place).any(|other| **other == *name.as_bytes()) {
                let error = crate::application::refuse(Code::DuplicateKey, &*name, &name);
                return Err(Failure::At(format!("column \"{name}\" occurs twice"), error));
            }
        }
        if !columns.stated.iter().any(|&(name, _)| name == "policy") {
            let words = format!("column \"policy\" is missing; known columns: {}", known().join(", "));
            return Err(Failure::At(words, Error::new(Code::MissingField, "policy")));
        }
        columns.plain = plain::Columns::new(&meanings, true)?;
        Ok(columns)
    }

    /// A row as the contract's JSON; an empty cell is an absent field.
    pub fn value(&self, bytes: &[u8], row: &Row) -> Result<Value, Error> {
        if !self.plain.fit(row) {
            return Err(unfit(&self.plain, row));
        }
        let mut members = Vec::new();
        for &(name, place) in &self.stated {
            let text = &*cell(bytes, row, name, place)?;
            if text.is_empty() {
                continue;
            }
            let number = matches!(name, "batch" | "level").then(|| whole(text)).flatten();
            members.push((name.to_owned(), number.map_or_else(|| Value::Text(text.to_owned()), Value::Int)));
        }
        let mut spend = Vec::new();
        for &(category, place) in &self.spend {
            let name = category.as_str();
            let amount = human::amount(&cell(bytes, row, name, place)?, Unit::Yuan).map_err(|error| error.at(name))?;
            spend.extend(amount.map(|amount| {
                let members = [("category", name.to_owned()), ("amount", amount.to_string())];
                Value::Object(members.map(|(key, text)| (key.to_owned(), Value::Text(text))).into())
            }));
        }
        members.push(("spend".to_owned(), Value::List(spend)));
        Ok(Value::Object(members))
    }
}

fn known() -> Vec<String> {
    STATED.iter().copied().chain(Category::ALL.iter().map(|one| one.as_str())).map(str::to_owned).collect()
}

/// Fails where a name is meant for a known one, or for a field that a CSV cannot state: its figures would be left out.
fn refuse_misspelt(name: &str) -> Result<(), Failure> {
    let plain = plainly(name);
    let words = if known().contains(&plain) {
        format!("column \"{name}\" is not known; write \"{plain}\"")
    } else if ELSEWHERE.contains(&&*plain) {
        format!("column \"{name}\" is not taken from a CSV; use NDJSON, or give the column another name")
    } else {
        return Ok(());
    };
    let error = crate::application::refuse(Code::UnknownKey, name, name).with("allowed", Param::Texts(known()));
    Err(Failure::At(words, error))
}

fn cell<'b>(bytes: &'b [u8], row: &Row, name: &str, place: usize) -> Result<Cow<'b, str>, Error> {
    let wrong = || Error::new(Code::InvalidUtf8, name);
    match row.bytes(bytes, place) {
        Cow::Borrowed(cell) => std::str::from_utf8(cell.trim_ascii()).map(Cow::Borrowed).map_err(|_| wrong()),
        Cow::Owned(cell) => {
            std::str::from_utf8(cell.trim_ascii()).map(|text| text.to_owned().into()).map_err(|_| wrong())
        }
    }
}

/// Whether a head is the one that every contract's CSV has, or is meant for it.
pub(super) fn is_policy(head: &str) -> bool {
    plainly(head) == "policy"
}

fn plainly(name: &str) -> String {
    name.trim().to_lowercase().replace([' ', '-'], "_")
}
