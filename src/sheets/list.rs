//! A list of customers with its answers, to take along: every column of the file, and what each row comes to.
//!
//! In the CSV the columns of the answer have the contract's names; the workbook speaks the reader's language.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::number::binary;
use super::text::{looks_like_a_formula, width};
use crate::bulk::NONE;
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::{Code, Error, Params};
use crate::list::judge::Judged;
use crate::list::records::{MARK, Row};
use crate::list::{Kept, List, letters, place};
use crate::money::Yuan;
use crate::present::list as present;
use crate::present::voice::Voice;
use crate::strings::Strings;

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

/// The columns of an answer in the workbook.
const SHOWN: [&str; 7] = ["outcome", "grant", "low", "high", "net_cost", "place", "reason"];
/// The characters that a cell holds, at most.
const LONGEST: usize = 32_767;

/// A row with its answer.
struct Answered<'l> {
    kept: Kept,
    row: &'l Row,
    error: Option<Error>,
    day: Date,
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
    mut write: impl FnMut(&List, &Answered) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut row = Row::default();
    for index in 0..list.rows().len() {
        let Some(kept) = list.rows().get(index).copied() else { break };
        list.reread_row(&kept, &mut row);
        let bad = kept.judged.code == Judged::WRONG;
        let error = bad.then(|| list.fault(catalog, &row)).flatten();
        let day = list.day(&row).unwrap_or(Date::EPOCH);
        write(list, &Answered { kept, row: &row, error, day })?;
    }
    Ok(())
}

/// Columns of the file: as many as have a head, and as the widest row has.
fn width_of(list: &List) -> usize {
    list.columns().width
}

/// The head of a column; where there is none, the letters that a spreadsheet has for it.
fn head(list: &List, column: usize) -> String {
    let head = list.heads.heads.get(column).cloned().unwrap_or_default();
    if head.is_empty() { letters(column) } else { head }
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
    for column in 0..width_of(list) {
        put(&mut out, safe(&head(list, column)).as_bytes());
        out.push(b',');
    }
    out.extend_from_slice(ANSWER.join(",").as_bytes());
    out.extend_from_slice(b"\r\n");
    each(list, catalog, |list, answered| {
        let text = list.text();
        for column in 0..width_of(list) {
            put(&mut out, safe(&answered.row.text(text, column)).as_bytes());
            out.push(b',');
        }
        answer(&mut out, &answered.kept.judged, answered.error.as_ref());
        out.push(b',');
        out.extend_from_slice(answered.cell(list).as_bytes());
        out.push(b',');
        if let Some(table) = catalog.tables().get(usize::from(answered.kept.judged.table)) {
            out.extend_from_slice(table.digest.as_bytes());
        }
        out.push(b',');
        out.extend_from_slice(answered.day.to_string().as_bytes());
        // What stands beyond the heads is kept as well.
        for column in width_of(list)..answered.row.len() {
            out.push(b',');
            put(&mut out, safe(&answered.row.text(text, column)).as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        Ok(())
    })?;
    Ok(out)
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

/// The list as a workbook: the rows, and what they add up to with the tables and the day.
///
/// # Errors
/// `invalid_strings` where a sentence does not fit a spreadsheet.
pub fn workbook(list: &mut List, catalog: &Catalog, today: Date, strings: &Strings) -> Result<Vec<u8>, Error> {
    let totals = present::totals(list, catalog, strings)?;
    let voice = present::voice(catalog, strings)?;
    let mut book = Workbook::new();
    let day = list.defaults.as_of.unwrap_or(today);
    named(&mut book, &voice, day).map_err(refused)?;
    let rows = book.add_worksheet().set_name(voice.word("desk.list.sheet.rows")).map_err(refused)?;
    write_rows(rows, list, catalog, &voice)?;
    let used: BTreeSet<u8> = list.rows().iter().map(|kept| kept.judged.table).collect();
    let sums = book.add_worksheet().set_name(voice.word("desk.list.sheet.totals")).map_err(refused)?;
    write_totals(sums, &totals, &identities(catalog, &used), day, &voice).map_err(refused)?;
    book.save_to_buffer().map_err(refused)
}

/// No clock: the same list on the same day is the same file.
pub(super) fn named(book: &mut Workbook, voice: &Voice, day: Date) -> Result<(), XlsxError> {
    let (year, month, day) = day.parts();
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    book.set_properties(
        &DocProperties::new().set_title(voice.word("desk.list.sheet.title")).set_creation_datetime(&made),
    );
    Ok(())
}

pub(super) fn refused(error: XlsxError) -> Error {
    Error::new(Code::InvalidStrings, "desk.list").with("found", error.to_string())
}

fn write_rows(sheet: &mut Worksheet, list: &mut List, catalog: &Catalog, voice: &Voice) -> Result<(), Error> {
    let columns = width_of(list);
    let bold = Format::new().set_bold().set_text_wrap();
    let shown = SHOWN.map(|name| voice.word(&["desk.list.column.", name].concat()));
    let heads = (0..columns).map(|column| head(list, column)).chain(shown);
    for (column, head) in (0u16..).zip(heads) {
        sheet.set_column_width(column, u16::try_from(width(&head).clamp(10, 24)).unwrap_or(10)).map_err(refused)?;
        text(sheet, 0, column, &head, &bold).map_err(refused)?;
    }
    sheet.set_freeze_panes(1, 0).map_err(refused)?;
    let looks = Looks { plain: Format::new(), yuan: Format::new().set_num_format("#,##0.00") };
    let mut line = 0u32;
    each(list, catalog, |list, answered| {
        line = line.saturating_add(1);
        row(sheet, line, list, answered, &looks, catalog, voice).map_err(refused)
    })
}

/// How cells look.
struct Looks {
    plain: Format,
    yuan: Format,
}

fn row(
    sheet: &mut Worksheet,
    line: u32,
    list: &List,
    answered: &Answered,
    looks: &Looks,
    catalog: &Catalog,
    voice: &Voice,
) -> Result<(), XlsxError> {
    let Answered { kept, row, error, .. } = answered;
    let width = u16::try_from(width_of(list)).unwrap_or(u16::MAX);
    for (column, place) in (0..width).zip(0..) {
        let cell = row.text(list.text(), place);
        let typed = list.sheet.is_some() && !row.quoted(place);
        if is_number(&cell) && (typed || list.columns().is_spend(place)) {
            sheet.write_number(line, column, binary(&cell))?;
        } else if !cell.is_empty() {
            text(sheet, line, column, &cell, &looks.plain)?;
        }
    }
    let judged = &kept.judged;
    let outcome =
        judged.outcome().map_or_else(|| voice.word("desk.list.bad"), |one| voice.named("badge", one.as_str()));
    text(sheet, line, width, &outcome, &looks.plain)?;
    for (column, fen) in (width.saturating_add(1)..).zip([judged.amount, judged.low, judged.high, judged.net_cost]) {
        if fen != NONE {
            sheet.write_number_with_format(line, column, binary(&Yuan::from_fen(fen).to_string()), &looks.yuan)?;
        }
    }
    if let Some(error) = error {
        text(sheet, line, width.saturating_add(5), &answered.cell(list), &looks.plain)?;
        text(sheet, line, width.saturating_add(6), &present::reason(error, catalog, voice), &looks.plain)?;
    }
    Ok(())
}

/// Text that stays text, also where someone edits the cell; what is longer than a cell is cut.
pub(super) fn text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Result<(), XlsxError> {
    let cut: String = text.chars().take(LONGEST).collect();
    let format = if looks_like_a_formula(&cut) { format.clone().set_quote_prefix() } else { format.clone() };
    sheet.write_string_with_format(row, column, cut, &format)?;
    Ok(())
}

/// The tables that rows were judged by, with their digests.
fn identities(catalog: &Catalog, used: &BTreeSet<u8>) -> Vec<Params> {
    let tables = (0u8..).zip(catalog.tables()).filter(|(at, _)| used.contains(at));
    let params = tables.map(|(_, table)| {
        Params::default()
            .with("id", table.policy.id.as_str())
            .with("title", table.policy.document.title.as_str())
            .with("version", table.policy.version())
            .with("revision", i64::from(table.policy.revision.0))
            .with("digest", table.digest.as_str())
    });
    params.collect()
}

fn write_totals(
    sheet: &mut Worksheet,
    totals: &present::Totals,
    tables: &[Params],
    day: Date,
    voice: &Voice,
) -> Result<(), XlsxError> {
    let (plain, bold) = (Format::new(), Format::new().set_bold());
    let yuan = Format::new().set_num_format("#,##0.00");
    sheet.set_column_width(0, 34)?.set_column_range_width(1, 5, 20)?;
    let mut line = 0u32;
    let say = |sheet: &mut Worksheet, line: &mut u32, words: &str, format: &Format| {
        text(sheet, *line, 0, words, format)?;
        *line = line.saturating_add(1);
        Ok::<(), XlsxError>(())
    };
    say(sheet, &mut line, &voice.word("desk.list.sheet.title"), &bold)?;
    say(
        sheet,
        &mut line,
        &voice.say("desk.list.sheet.day", &Params::default().with("as_of", day.to_string())),
        &plain,
    )?;
    for words in &totals.told {
        say(sheet, &mut line, words, &plain)?;
    }
    for table in tables {
        say(sheet, &mut line, &voice.say("desk.list.sheet.table", table), &plain)?;
    }
    for table in &totals.tables {
        line = line.saturating_add(1);
        say(sheet, &mut line, &table.caption, &bold)?;
        for (column, head) in (0u16..).zip(&table.columns) {
            text(sheet, line, column, head, &bold)?;
        }
        for group in &table.rows {
            line = line.saturating_add(1);
            text(sheet, line, 0, &group.label, &plain)?;
            for (column, cell) in (1u16..).zip(&group.cells) {
                let digits = cell.replace(',', "");
                match (is_number(&digits), digits.contains('.')) {
                    (true, true) => sheet.write_number_with_format(line, column, binary(&digits), &yuan)?,
                    (true, false) => sheet.write_number(line, column, binary(&digits))?,
                    (false, _) => sheet.write_string(line, column, cell)?,
                };
            }
        }
        line = line.saturating_add(1);
    }
    Ok(())
}
