//! What a user chooses where a file does not say it by itself.

use super::cells;
use super::heads::Meaning;
use super::{Defaults, List};
use crate::application::refuse;
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::{Code, Error, Param};
use crate::json::{Node, Read, record};
use crate::policy::{Batch, Level, SizeClass};

record! {
    /// A choice; what is absent stays as it is.
    pub struct Choice {
        /// The sheet that is read.
        sheet: Option<String>,
        /// The row of the heads, as a spreadsheet counts; 0 where there are none.
        header_row: Option<HeaderRow>,
        /// What columns state.
        columns: Vec<Mapped>,
        /// What holds where no column says so.
        defaults: Option<Held>,
    }
}

record! {
    /// A column and what it states.
    pub struct Mapped {
        /// From 0.
        index: Index,
        /// `level`, `software`, `software:wan`; absent where the column is only kept.
        meaning: Option<String>,
    }
}

record! {
    /// What holds for every row whose own cell is empty; absent is nothing.
    pub struct Held {
        /// The id of a table.
        policy: Option<String>,
        /// The day on which the answers are asked for.
        as_of: Option<Date>,
        /// The batch.
        batch: Option<Batch>,
        /// The level.
        level: Option<Level>,
        /// 规上 or 规下.
        size_class: Option<SizeClass>,
    }
}

/// A row, 0 to 1,048,576.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(transparent))]
pub struct HeaderRow(#[cfg_attr(feature = "native", schemars(range(min = 0, max = 1_048_576)))] pub u32);

impl Read for HeaderRow {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(HeaderRow(node.int(0, 1_048_576)?.try_into().unwrap_or_default()))
    }
}

/// A column, 0 to 16,383.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Index(#[cfg_attr(feature = "native", schemars(range(min = 0, max = 16_383)))] pub u16);

impl Read for Index {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Index(node.int(0, 16_383)?.try_into().unwrap_or_default()))
    }
}

impl Choice {
    /// Reads a choice.
    ///
    /// # Errors
    /// The place of the first value that is none.
    pub fn read(value: &crate::json::Value) -> Result<Choice, Error> {
        crate::json::read(value)
    }
}

impl List {
    /// Takes a choice, or nothing of it; judging begins anew. Another sheet or another row of heads forgets what columns were taken for.
    ///
    /// # Errors
    /// `unknown_value` for a sheet, a row or a meaning that there is not, `out_of_range` for a column, `duplicate_key`
    /// where two columns state the same, `unknown_policy` for the city.
    pub fn choose(&mut self, catalog: &Catalog, today: Date, choice: &Choice) -> Result<(), Error> {
        if let Some(Held { policy: Some(policy), .. }) = &choice.defaults {
            catalog.find(policy, today).map_err(|error| error.at("defaults.policy"))?;
        }
        let before = (self.sheet.clone(), self.heads.clone(), self.meanings.clone(), self.defaults.clone());
        let other = choice.sheet.is_some() && choice.sheet != self.sheet;
        let text = other.then(|| std::mem::take(&mut self.text));
        let chosen = self.chosen(choice);
        if chosen.is_err() {
            // Rows that are judged stand beside the columns that they were judged by.
            (self.sheet, self.heads, self.meanings, self.defaults) = before;
            self.text = text.unwrap_or(std::mem::take(&mut self.text));
        }
        chosen
    }

    fn chosen(&mut self, choice: &Choice) -> Result<(), Error> {
        let number = choice.header_row.map(|row| usize::try_from(row.0).unwrap_or_default());
        if choice.sheet.is_some() || number.is_some() {
            self.reread(choice.sheet.clone(), number)?;
        }
        for Mapped { index, meaning } in &choice.columns {
            self.map(usize::from(index.0), meaning.as_deref())?;
        }
        if let Some(held) = &choice.defaults {
            let Held { policy, as_of, batch, level, size_class } = held.clone();
            self.defaults = Defaults { policy, as_of, batch, level, size_class };
        }
        self.settle()
    }

    /// Takes another sheet.
    ///
    /// # Errors
    /// `unknown_value` for one that there is not, else as reading it.
    #[cfg(feature = "cli")]
    pub fn choose_sheet(&mut self, sheet: &str) -> Result<(), Error> {
        self.reread(Some(sheet.to_owned()), None)?;
        self.settle()
    }

    /// Takes the columns for this, and what holds where none says so.
    ///
    /// # Errors
    /// `duplicate_key` where two columns state the same.
    #[cfg(feature = "cli")]
    pub fn take(&mut self, meanings: Vec<Option<Meaning>>, defaults: Defaults) -> Result<(), Error> {
        (self.meanings, self.defaults) = (meanings, defaults);
        self.settle()
    }

    /// Takes a column for what a word says.
    ///
    /// # Errors
    /// `out_of_range` for a column that there is not, `unknown_value` for a word.
    pub fn map(&mut self, column: usize, word: Option<&str>) -> Result<(), Error> {
        let last = self.meanings.len().saturating_sub(1);
        let meaning = word.map(|word| meaning(&format!("columns.{}", cells::letters(column)), word)).transpose()?;
        match self.meanings.get_mut(column) {
            Some(place) => {
                *place = meaning;
                self.heads.settle(column);
            }
            None => {
                let error = Error::new(Code::OutOfRange, "columns").with("found", column);
                return Err(error.with("min", 0u8).with("max", last));
            }
        }
        Ok(())
    }
}

/// The meaning of a word.
///
/// # Errors
/// `unknown_value` with those that there are.
pub fn meaning(path: &str, word: &str) -> Result<Meaning, Error> {
    let allowed = || Param::Texts(Meaning::all().map(Meaning::id).collect());
    Meaning::of(word).ok_or_else(|| refuse(Code::UnknownValue, path, word).with("allowed", allowed()))
}
