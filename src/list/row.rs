//! A row as an application, read cell by cell: the first that cannot be read is named.

use super::cells;
use super::columns::Columns;
use super::judge::{Asked, Judge, day, number};
use super::records::Row;
use crate::application::{Application, Spend, SpendList, refuse};
use crate::error::{Code, Error, Param};
use crate::policy::{Batch, Level, SizeClass};
use crate::present::human;

impl Judge {
    /// The row as an application.
    ///
    /// # Errors
    /// The first that cannot be read, in the contract's order, with its field.
    pub(super) fn application(
        &self,
        columns: &Columns,
        bytes: &[u8],
        row: &Row,
        asked: &Asked,
    ) -> Result<Application, Error> {
        if !columns.fit(row) {
            return Err(unfit(columns, row));
        }
        if let Some(place) = self.summing(columns, bytes, row) {
            return Err(refuse(Code::UnknownValue, "company", &row.text(bytes, place)));
        }
        let text = |place: Option<usize>| place.map(|place| row.text(bytes, place)).unwrap_or_default();
        let one_of = |path: &str, found: &str, words: Vec<String>| {
            refuse(Code::UnknownValue, path, found).with("allowed", Param::Texts(words))
        };
        let missing = |field: &str| Error::new(Code::MissingField, field);
        let city = text(columns.policy);
        let policy = match (asked.table.and_then(|table| self.places.id(table)), &self.defaults.policy) {
            (Some(known), _) => known.to_owned(),
            (None, Some(default)) if city.is_empty() => default.clone(),
            (None, _) if city.is_empty() => return Err(missing("policy")),
            (None, _) => city.into_owned(),
        };
        let stated = text(columns.as_of);
        let as_of = match stated.is_empty() {
            true => self.defaults.as_of,
            false => {
                let day = day(stated.as_bytes(), self.manner);
                Some(day.ok_or_else(|| refuse(Code::InvalidDate, "as_of", &stated))?)
            }
        };
        let numbers = |most: u8| (1..=most).map(|number| number.to_string()).collect();
        let batch = text(columns.batch);
        let batch = match number(batch.as_bytes(), 3, self.manner, cells::batch) {
            Some(number) => Some(Batch(number)),
            None if batch.is_empty() => self.defaults.batch,
            None => return Err(one_of("batch", &batch, numbers(3))),
        };
        let level = text(columns.level);
        let level = match number(level.as_bytes(), 4, self.manner, cells::level) {
            Some(number) => Some(Level(number)),
            None if level.is_empty() => self.defaults.level,
            None => return Err(one_of("level", &level, numbers(4))),
        };
        let size = text(columns.size_class);
        if !self.is_size_class(size.as_bytes()) {
            return Err(one_of("size_class", &size, SizeClass::WORDS.iter().map(|&word| word.to_owned()).collect()));
        }
        let spend = self.spend(columns, bytes, row)?;
        Ok(Application {
            policy,
            as_of,
            batch,
            level,
            size_class: self.defaults.size_class,
            spend,
            awards: Vec::new(),
            provincial_subsidy: None,
            own_terms: None,
            eligibility: None,
        })
    }

    fn spend(&self, columns: &Columns, bytes: &[u8], row: &Row) -> Result<SpendList, Error> {
        let mut items = Vec::new();
        for &(place, category, unit) in &columns.spend {
            let amount = human::amount(&row.text(bytes, place), unit).map_err(|error| error.at(category.as_str()))?;
            items.extend(amount.map(|amount| Spend { category, amount, label: None }));
        }
        SpendList::new(items)
    }
}

/// A row that has not the cells that the heads ask for.
pub fn unfit(columns: &Columns, row: &Row) -> Error {
    Error::new(Code::InvalidRow, format!("line {}", row.line))
        .with("line", row.line)
        .with("found", row.len())
        .with("expected", columns.width)
}
