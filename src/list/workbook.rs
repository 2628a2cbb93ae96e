//! A sheet of an Excel workbook as the text of a CSV, row by row: what follows then reads one form alone.
//!
//! Text stands between quotes and a number does not, so that it stays known which is which.

use std::io::Cursor;

use calamine::{
    DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError, XlsxFormulaMetadata as Formula,
};

use super::columns::MOST_COLUMNS;
use super::number::digits;
use super::unpack;
use crate::error::{Code, Error};

/// The last day of the year 9999, as a workbook counts.
const LAST_DAY: u32 = 2_958_465;

/// The rows that a sheet has, at most.
const MOST_ROWS: u32 = 1 << 20;

/// An open workbook.
pub(super) struct Workbook {
    book: Xlsx<Cursor<Vec<u8>>>,
    /// Whether its formulas are yet to be computed: some programs store 0 for each.
    uncomputed: bool,
}

impl Workbook {
    /// Opens a workbook that is checked first.
    ///
    /// # Errors
    /// As [`unpack::check`]; `protected_file` where it is locked with a password, `invalid_file` where it is damaged.
    pub fn open(bytes: Vec<u8>) -> Result<Workbook, Error> {
        unpack::check(&bytes)?;
        let uncomputed = unpack::asks_to_be_computed(&bytes);
        let book = Xlsx::new(Cursor::new(bytes)).map_err(|error| refused(&error, ""))?;
        Ok(Workbook { book, uncomputed })
    }

    /// The names of the sheets that can be seen, or of those that are hidden.
    pub fn sheets(&self, seen: bool) -> Vec<String> {
        let all = self.book.sheets_metadata().iter();
        all.filter(|sheet| sheet.typ == SheetType::WorkSheet && (sheet.visible == SheetVisible::Visible) == seen)
            .map(|sheet| sheet.name.clone())
            .collect()
    }

    /// A sheet as text, up to so many rows: a row of it is a row of the text, blank ones too.
    ///
    /// # Errors
    /// `invalid_file` and `file_too_large` with the sheet; `too_many_items` above a thousand columns.
    pub fn text(&mut self, sheet: &str, rows: u32) -> Result<Vec<u8>, Error> {
        let mut cells = self.book.worksheet_cells_reader(sheet).map_err(|error| refused(&error, sheet))?;
        let mut text = Text::default();
        // Formulas as they stand: to write out what a shared one says in each of its cells could take longer than the sheet.
        while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|error| refused(&error, sheet))? {
            let (row, column) = cell.pos;
            if row >= rows {
                break;
            }
            let none = match cell.value {
                DataRef::Empty => true,
                DataRef::Int(number) => self.uncomputed && number == 0,
                DataRef::Float(number) => self.uncomputed && digits(number) == "0",
                _ => false,
            };
            let unresolved = cell.formula.as_ref().filter(|_| none);
            if unresolved.is_none() && matches!(cell.value, DataRef::Empty) {
                continue;
            }
            if row >= MOST_ROWS {
                let found = format!("row {}", u64::from(row).saturating_add(1));
                return Err(Error::new(Code::InvalidFile, sheet).with("found", found));
            }
            if usize::try_from(column).is_ok_and(|column| column >= MOST_COLUMNS) {
                let error = Error::new(Code::TooManyItems, sheet);
                return Err(error.with("found", i64::from(column).saturating_add(1)).with("max", MOST_COLUMNS));
            }
            if !text.advance(row, column) {
                return Err(Error::new(Code::InvalidFile, sheet).with("found", "rows out of order"));
            }
            match unresolved {
                // Without a stored result the cell is not empty: nobody knows what it says. A result that is a text without a
                // letter is none of these, it is stored as such.
                Some(formula) => text.quote(&written_out(formula)),
                None => text.put(&cell.value),
            }
            if u64::try_from(text.bytes.len()).is_ok_and(|length| length > unpack::MOST) {
                let (found, most) = (text.bytes.len(), i64::try_from(unpack::MOST).unwrap_or(i64::MAX));
                return Err(Error::new(Code::FileTooLarge, sheet).with("found", found).with("max", most));
            }
        }
        text.bytes.push(b'\n');
        Ok(text.bytes)
    }
}

/// The text so far, and where it stands.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    row: u32,
    column: u32,
    /// Whether a cell of this row is written.
    begun: bool,
}

impl Text {
    /// Goes on to a cell; not back to one.
    fn advance(&mut self, row: u32, column: u32) -> bool {
        if row < self.row || (row == self.row && self.begun && column <= self.column) {
            return false;
        }
        while self.row < row {
            self.bytes.push(b'\n');
            (self.row, self.column, self.begun) = (self.row.saturating_add(1), 0, false);
        }
        while self.column < column {
            self.bytes.push(b',');
            self.column = self.column.saturating_add(1);
        }
        self.begun = true;
        true
    }

    fn put(&mut self, value: &DataRef) {
        match value {
            DataRef::Empty => {}
            DataRef::Int(number) => self.bytes.extend_from_slice(number.to_string().as_bytes()),
            DataRef::Float(number) => self.bytes.extend_from_slice(digits(*number).as_bytes()),
            DataRef::String(text) => self.quote(text),
            DataRef::SharedString(text) => self.quote(text),
            DataRef::Bool(truth) => self.quote(if *truth { "TRUE" } else { "FALSE" }),
            DataRef::DateTime(moment) => self.quote(&written(moment)),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => self.quote(text),
            DataRef::Error(error) => self.quote(&error.to_string()),
        }
    }

    fn quote(&mut self, text: &str) {
        self.bytes.push(b'"');
        for byte in text.bytes() {
            if byte == b'"' {
                self.bytes.push(b'"');
            }
            self.bytes.push(byte);
        }
        self.bytes.push(b'"');
    }
}

/// A day as `2024-09-30`, with its hour where it has one; a length of time as the number that it is.
fn written(moment: &ExcelDateTime) -> String {
    // What is no day of a workbook is shown as the number that it is: 20240930 under a date's look.
    let number = digits(moment.as_f64());
    let day = number.split('.').next().and_then(|day| day.parse::<u32>().ok());
    if !moment.is_datetime() || day.is_none_or(|day| day > LAST_DAY) {
        return number;
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
}

/// A formula as one sees it; of one that is shared only its first cell has the words.
fn written_out(formula: &Formula) -> String {
    match formula {
        Formula::Normal { formula } | Formula::Shared { formula, .. } => ["=", formula].concat(),
        _ => "=…".into(),
    }
}

fn refused(error: &XlsxError, place: &str) -> Error {
    match error {
        XlsxError::Password => Error::new(Code::ProtectedFile, ""),
        other => Error::new(Code::InvalidFile, place).with("found", other.to_string()),
    }
}
