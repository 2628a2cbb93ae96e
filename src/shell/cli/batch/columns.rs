//! Which column of a CSV says what: a known name is known to the letter, and what is nearly one is refused.

use csv::ByteRecord;

use super::records::Row;
use crate::error::{Code, Error, Param};
use crate::json::Value;
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
    /// How many there are.
    pub width: usize,
    /// The names of those that are kept and not read.
    pub unread: Vec<String>,
    /// How many a row needs: up to the last that is read.
    needed: usize,
    stated: Vec<(&'static str, usize)>,
    spend: Vec<(Category, usize)>,
}

impl Columns {
    /// Finds the known columns by name.
    pub fn of(header: &Row) -> Result<Columns, Failure> {
        let mut columns = Columns { width: header.cells.len(), ..Columns::default() };
        if !header.whole {
            return Err(columns.unfit(header).into());
        }
        for (place, name) in header.cells.iter().enumerate() {
            let name = String::from_utf8_lossy(name);
            if let Some(&stated) = STATED.iter().find(|&&known| known == name) {
                columns.stated.push((stated, place));
            } else if let Some(&category) = Category::ALL.iter().find(|known| known.as_str() == name) {
                columns.spend.push((category, place));
            } else {
                refuse_misspelt(&name)?;
                columns.unread.extend((!name.is_empty()).then(|| name.into_owned()));
                continue;
            }
            columns.needed = place.saturating_add(1);
            if header.cells.iter().take(place).any(|other| other == name.as_bytes()) {
                let error = crate::application::refuse(Code::DuplicateKey, &*name, &name);
                return Err(Failure::At(format!("column \"{name}\" occurs twice"), error));
            }
        }
        if !columns.stated.iter().any(|&(name, _)| name == "policy") {
            let words = format!("column \"policy\" is missing; known columns: {}", known().join(", "));
            return Err(Failure::At(words, Error::new(Code::MissingField, "policy")));
        }
        Ok(columns)
    }

    /// A row as the contract's JSON; an empty cell is an absent field.
    pub fn value(&self, row: &Row) -> Result<Value, Error> {
        if !row.whole || row.cells.len() < self.needed || row.cells.len() > self.width {
            return Err(self.unfit(row));
        }
        let mut members = Vec::new();
        for &(name, place) in &self.stated {
            let text = cell(&row.cells, name, place)?;
            if text.is_empty() {
                continue;
            }
            let number = matches!(name, "batch" | "level").then(|| whole(text)).flatten();
            members.push((name.to_owned(), number.map_or_else(|| Value::Text(text.to_owned()), Value::Int)));
        }
        let mut spend = Vec::new();
        for &(category, place) in &self.spend {
            let name = category.as_str();
            let amount = human::amount(cell(&row.cells, name, place)?, Unit::Yuan).map_err(|error| error.at(name))?;
            spend.extend(amount.map(|amount| {
                let members = [("category", name.to_owned()), ("amount", amount.to_string())];
                Value::Object(members.map(|(key, text)| (key.to_owned(), Value::Text(text))).into())
            }));
        }
        members.push(("spend".to_owned(), Value::List(spend)));
        Ok(Value::Object(members))
    }

    fn unfit(&self, row: &Row) -> Error {
        Error::new(Code::InvalidRow, format!("line {}", row.line))
            .with("line", row.line)
            .with("found", row.cells.len())
            .with("expected", self.width)
    }
}

fn known() -> Vec<String> {
    STATED.iter().copied().chain(Category::ALL.iter().map(|one| one.as_str())).map(str::to_owned).collect()
}

/// Fails where a name is meant for a known one, or for a field that a CSV cannot state: its figures would be left out.
fn refuse_misspelt(name: &str) -> Result<(), Failure> {
    let plain = name.trim().to_lowercase().replace([' ', '-'], "_");
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

fn cell<'r>(row: &'r ByteRecord, name: &str, place: usize) -> Result<&'r str, Error> {
    let bytes = row.get(place).unwrap_or_default().trim_ascii();
    std::str::from_utf8(bytes).map_err(|_| Error::new(Code::InvalidUtf8, name))
}
