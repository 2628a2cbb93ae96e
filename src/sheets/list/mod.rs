//! A list of customers with its answers, to take along: every column of the file, and what each row comes to.
//!
//! In the CSV the columns of the answer have the contract's names; the workbook speaks the reader's language.

mod workbook;

use super::text::looks_like_a_formula;
use crate::bulk::NONE;
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::{Error, Params};
use crate::list::judge::Judged;
use crate::list::records::{MARK, Row};
use crate::list::{Kept, List, letters, place};
use crate::money::Yuan;
use crate::present::list as present;
use crate::present::voice::Voice;
use crate::strings::Strings;

pub use workbook::workbook;
pub(super) use workbook::{figures, heads_of, identity, kept_cells, named, named_as, plain, refused, text, yuan};

/// The contract's columns of an answer, and three more: the cell at fault, the table, and the day.
pub const ANSWER: [&str; 10] = [
    "outcome",
    "grant",
    "low",
    "high",
    "net_cost",
    "error_code",
    "error_path",
    "error_cell",
    "policy_digest",
    "judged_on",
];

/// A row with its answer.
struct Answered<'l> {
    kept: Kept,
    row: &'l Row,
    error: Option<Error>,
    day: Option<Date>,
    /// How its amount comes about, where that is asked for.
    why: Option<String>,
}

impl Answered<'_> {
    /// Where the fault stands.
    fn cell(&self, list: &List) -> String {
        let Some(error) = &self.error else { return String::new() };
        let number = usize::try_from(self.kept.number).unwrap_or_default();
        place(list.columns().place_of(error, self.row, list.text()), number)
    }
}

/// Every row in its order.
fn each(
    list: &mut List,
    catalog: &Catalog,
    voice: Option<&Voice>,
    mut write: impl FnMut(&List, &Answered) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut row = Row::default();
    for index in 0..list.rows().len() {
        let Some(kept) = list.rows().get(index).copied() else { break };
        list.reread_row(&kept, &mut row);
        let bad = kept.judged.code == Judged::WRONG;
        let error = bad.then(|| list.fault(catalog, &row)).flatten();
        let day = list.day(&row);
        let why = voice.filter(|_| !bad).and_then(|voice| present::why(list, &row, catalog, voice));
        write(list, &Answered { kept, row: &row, error, day, why })?;
    }
    Ok(())
}

/// Columns of the file: as many as have a head, and as the widest row has.
pub(super) fn width_of(list: &List) -> usize {
    list.columns().width
}

/// The head of a column; where there is none, the letters that a spreadsheet has for it.
pub(super) fn named_head(head: &str, column: usize) -> String {
    if head.is_empty() { letters(column) } else { head.to_owned() }
}

/// What a file of the answers is called, without its ending.
///
/// # Errors
/// As [`present::voice`].
pub fn file_name(list: &List, catalog: &Catalog, today: Date, strings: &Strings) -> Result<String, Error> {
    let day = list.defaults.as_of.unwrap_or(today).to_string();
    let params = Params::default().with("name", list.name.as_str()).with("as_of", day);
    Ok(present::voice(catalog, strings)?.say("desk.list.file", &params))
}

/// The list as CSV in UTF-8 with a byte order mark. Text that a spreadsheet could take for a formula is kept from it.
///
/// # Errors
/// None that a list reaches.
pub fn csv(list: &mut List, catalog: &Catalog) -> Result<Vec<u8>, Error> {
    let mut out = Vec::from(MARK);
    heads(&mut out, &list.heads.heads);
    each(list, catalog, None, |list, answered| {
        let Answered { kept, row, error, day, .. } = answered;
        let line = Line { judged: &kept.judged, error: error.as_ref(), cell: answered.cell(list), day: *day };
        self::line(&mut out, list.text(), row, width_of(list), &line, catalog);
        Ok(())
    })?;
    Ok(out)
}

/// The heads of the CSV.
pub fn heads(out: &mut Vec<u8>, heads: &[String]) {
    for (column, head) in heads.iter().enumerate() {
        put(out, safe(&named_head(head, column)).as_bytes());
        out.push(b',');
    }
    out.extend_from_slice(ANSWER.join(",").as_bytes());
    out.extend_from_slice(b"\r\n");
}

/// A line of cells. Text that a spreadsheet could take for a formula is kept from it.
pub(super) fn record(out: &mut Vec<u8>, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(b',');
        }
        put(out, safe(&cell).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

/// Every row of a list as CSV in UTF-8 with a byte order mark: its own columns, those of an answer, and what stands beyond its
/// heads.
pub(super) fn answered(list: &List, columns: &[&str], answers: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut out = Vec::from(MARK);
    let heads = list.heads.heads.iter().enumerate().map(|(column, head)| named_head(head, column));
    record(&mut out, heads.chain(columns.iter().map(|&column| column.to_owned())));
    let mut row = Row::default();
    for (kept, answer) in list.rows().iter().zip(answers) {
        list.reread_row(kept, &mut row);
        let text = |column| row.text(list.text(), column).into_owned();
        let (typed, beyond) = ((0..width_of(list)).map(text), (width_of(list)..row.len()).map(text));
        record(&mut out, typed.chain(answer).chain(beyond));
    }
    out
}

/// What stands behind a row in the CSV.
pub struct Line<'l> {
    /// What it comes to.
    pub judged: &'l Judged,
    /// What is wrong with it.
    pub error: Option<&'l Error>,
    /// Where that stands.
    pub cell: String,
    /// The day on which it is judged.
    pub day: Option<Date>,
}

/// A row of the CSV: as many cells as there are heads, the answer, and cells beyond the heads.
pub fn line(out: &mut Vec<u8>, text: &[u8], row: &Row, width: usize, line: &Line, catalog: &Catalog) {
    for column in 0..width {
        put(out, safe(&row.text(text, column)).as_bytes());
        out.push(b',');
    }
    answer(out, line.judged, line.error);
    out.push(b',');
    out.extend_from_slice(line.cell.as_bytes());
    out.push(b',');
    if let Some(table) = catalog.tables().get(usize::from(line.judged.table)) {
        out.extend_from_slice(table.digest.as_bytes());
    }
    out.push(b',');
    out.extend_from_slice(line.day.map(|day| day.to_string()).unwrap_or_default().as_bytes());
    for column in width..row.len() {
        out.push(b',');
        put(out, safe(&row.text(text, column)).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
}

/// The contract's seven cells of an answer.
pub fn answer(out: &mut Vec<u8>, judged: &Judged, error: Option<&Error>) {
    let outcome = judged.outcome().map(|outcome| outcome.as_str()).unwrap_or_default();
    out.extend_from_slice(outcome.as_bytes());
    for fen in [judged.amount, judged.low, judged.high, judged.net_cost] {
        out.push(b',');
        if fen != NONE {
            Yuan::from_fen(fen).write(out);
        }
    }
    out.push(b',');
    out.extend_from_slice(error.map(|error| error.code().as_str()).unwrap_or_default().as_bytes());
    out.push(b',');
    put(out, error.map(Error::path).unwrap_or_default().as_bytes());
}

/// A cell of a CSV, between quotes where it needs them.
pub fn put(out: &mut Vec<u8>, cell: &[u8]) {
    if !cell.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n')) {
        out.extend_from_slice(cell);
        return;
    }
    out.push(b'"');
    for &byte in cell {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// Text that a spreadsheet could take for a formula gets a sign before it; a number stays one.
pub fn safe(text: &str) -> std::borrow::Cow<'_, str> {
    if looks_like_a_formula(text) && !is_number(text) { ["'", text].concat().into() } else { text.into() }
}

/// Digits with a sign before them and a point among them.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    all(whole) && all(part)
}
