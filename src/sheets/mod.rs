//! The estimate to take along: a workbook whose formulas follow the steps, and the same lines as CSV.
//!
//! A spreadsheet holds binary numbers, and of a floored product of yuan and a rate they miss a fen in one case out of
//! twenty. So every formula works in whole fen and whole hundredths of a percent; only what is shown is divided at the end.

mod cell;
mod csv;
mod entries;
mod figures;
pub mod list;
mod number;
mod offer;
mod offered;
pub mod portfolio;
pub mod shift;
mod steps;
pub mod template;
mod terms;
mod text;
mod workbook;

use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Error, Params};
use crate::money::Yuan;
use crate::present::Voice;
use crate::strings::Strings;

use cell::{Cell, Line, Look, Style, Value};
use figures::Figures;
pub use offer::offer;
use terms::TermsSheet;

/// What there is to write down.
struct Sheets<'s> {
    voice: Voice<'s>,
    table: &'s Table,
    application: &'s Application,
    as_of: Date,
    figures: Figures,
    terms: TermsSheet,
    /// Where the spend comes from, where it is an offer's.
    offered: Option<offer::Offered>,
}

/// The workbook: one sheet to type in and to compute, one of the terms that it looks up. Batch, level and own terms may
/// be open. The same application gives the same bytes everywhere.
///
/// # Errors
/// `unknown_batch` and `own_terms_not_allowed` as [`crate::terms::Terms::resolve`] says; `invalid_strings` where a
/// sentence does not fit a spreadsheet.
pub fn workbook(table: &Table, application: &Application, as_of: Date, strings: &Strings) -> Result<Vec<u8>, Error> {
    let sheets = Sheets::new(table, application, as_of, strings)?;
    workbook::write(&sheets)
}

/// Entries, steps and result as CSV in UTF-8 with a byte order mark, amounts in yuan.
///
/// # Errors
/// As [`workbook()`].
pub fn csv(table: &Table, application: &Application, as_of: Date, strings: &Strings) -> Result<Vec<u8>, Error> {
    let sheets = Sheets::new(table, application, as_of, strings)?;
    csv::write(&sheets.lines())
}

/// What a file of an answer is called, without its ending: the city and the day.
pub fn file_name(table: &Table, as_of: Date, strings: &Strings) -> String {
    let voice = Voice { strings, policy: &table.policy };
    let params = Params::default().with("city", voice.city()).with("as_of", as_of.to_string());
    voice.say("desk.sheet.file", &params)
}

impl<'s> Sheets<'s> {
    fn new(
        table: &'s Table,
        application: &'s Application,
        as_of: Date,
        strings: &'s Strings,
    ) -> Result<Sheets<'s>, Error> {
        let voice = Voice { strings, policy: &table.policy };
        let figures = Figures::of(&table.policy, application)?;
        let terms = TermsSheet::of(&voice, table, as_of)?;
        Ok(Sheets { voice, table, application, as_of, figures, terms, offered: None })
    }

    /// The first sheet.
    fn lines(&self) -> Vec<Line> {
        let at = self.figures.column.map(|column| self.terms.place(column));
        let mut page = Page { sheets: self, lines: Vec::new(), message: 0, at };
        page.head();
        page.entries();
        page.steps();
        page.lines
    }
}

/// The first sheet as far as it is laid out.
struct Page<'s> {
    sheets: &'s Sheets<'s>,
    lines: Vec<Line>,
    /// The row that says what keeps an amount from being computed.
    message: usize,
    /// The column of the terms, from 1.
    at: Option<usize>,
}

impl Page<'_> {
    /// Appends a line and tells its row, from 1 as a spreadsheet counts.
    fn push(&mut self, line: Line) -> usize {
        self.lines.push(line);
        self.lines.len()
    }

    fn paragraph(&mut self, text: String) {
        self.push(Line { style: Style::Paragraph, label: text, ..Line::default() });
    }

    fn heading(&mut self, text: String) {
        self.push(Line::default());
        self.push(Line { style: Style::Heading, label: text, ..Line::default() });
    }

    fn word(&self, key: &str) -> String {
        self.sheets.voice.word(key)
    }

    /// A formula that is computed only where nothing keeps it from it.
    fn guarded(&self, formula: &str) -> String {
        format!("IF($B${}=\"\",{formula},\"\")", self.message)
    }

    /// Whole fen.
    fn fen(&self, formula: &str, amount: Option<Yuan>) -> Cell {
        Cell::Live(self.guarded(formula), Value::fen(amount), Look::Whole)
    }

    /// A row of the terms, looked up.
    fn lookup(&self, id: &str, look: Look) -> Cell {
        Cell::Live(self.index(id), self.known(id), look)
    }

    /// As [`Page::lookup`], where nothing keeps an amount from being computed.
    fn guarded_lookup(&self, id: &str, look: Look) -> Cell {
        let value = if self.sheets.figures.answer.is_ok() { self.known(id) } else { Value::Nothing };
        Cell::Live(self.guarded(&self.index(id)), value, look)
    }

    /// The formula that looks a row of the terms up; nothing where no column is chosen.
    fn index(&self, id: &str) -> String {
        format!("IF(column_of_terms=0,\"\",INDEX({},column_of_terms))", self.sheets.terms.range(id))
    }

    fn known(&self, id: &str) -> Value {
        self.at.map_or(Value::Nothing, |at| self.sheets.terms.value(id, at))
    }
}
