//! The report as an Excel workbook: the sums with their sentences, and every enterprise.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::super::list::{figures, heads_of, identity, kept_cells, named_as, plain, refused, text, width_of, yuan};
use super::super::number::binary;
use super::super::portfolio::people;
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Error, Params};
use crate::list::List;
use crate::list::records::Row;
use crate::present::shift::{ShiftReport, change, told};
use crate::present::voice::Voice;
use crate::shift::Shifts;
use crate::strings::Strings;

/// The columns of an answer: where its words stand.
const SHOWN: [&str; 6] = [
    "desk.portfolio.column.row",
    "desk.draft.col.then",
    "desk.draft.col.now",
    "desk.draft.col.delta",
    "desk.shift.column.change",
    "desk.portfolio.column.reason",
];
/// How many of them, behind the row, are amounts.
const AMOUNTS: u16 = 3;

/// The report as a workbook.
///
/// # Errors
/// `invalid_strings` where a sentence does not fit a spreadsheet.
pub fn workbook(
    list: &List,
    shifts: &Shifts,
    report: &ShiftReport,
    (tables, day): ([&Table; 2], Date),
    catalog: &Catalog,
    strings: &Strings,
) -> Result<Vec<u8>, Error> {
    let [then, _] = tables;
    let voice = Voice { strings, policy: &then.policy };
    let mut book = Workbook::new();
    named_as(&mut book, &report.title, day).map_err(refused)?;
    let sums = book.add_worksheet().set_name(voice.word("desk.portfolio.sheet.sums")).map_err(refused)?;
    write_sums(sums, report, tables, day, &voice).map_err(refused)?;
    let rows = book.add_worksheet().set_name(voice.word("desk.portfolio.sheet.enterprises")).map_err(refused)?;
    write_rows(rows, list, shifts, catalog, &voice).map_err(refused)?;
    book.save_to_buffer().map_err(refused)
}

fn write_sums(
    sheet: &mut Worksheet,
    report: &ShiftReport,
    tables: [&Table; 2],
    day: Date,
    voice: &Voice,
) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 34)?.set_column_range_width(1, 8, 20)?;
    let mut line = 0u32;
    let day = voice.say("desk.list.sheet.day", &Params::default().with("as_of", day.to_string()));
    let tables = tables.map(|table| voice.say("desk.list.sheet.table", &identity(table, voice)));
    text(sheet, line, 0, &report.title, &Format::new().set_bold())?;
    for words in [&day].into_iter().chain(&tables).chain(&report.told).chain(&report.rules) {
        line = line.saturating_add(1);
        plain(sheet, line, 0, words)?;
    }
    line = line.saturating_add(2);
    for table in &report.tables {
        figures(sheet, &mut line, table)?;
    }
    for group in &report.people {
        line = line.saturating_add(1);
        people(sheet, &mut line, group)?;
    }
    Ok(())
}

fn write_rows(
    sheet: &mut Worksheet,
    list: &List,
    shifts: &Shifts,
    catalog: &Catalog,
    voice: &Voice,
) -> Result<(), XlsxError> {
    heads_of(sheet, list, SHOWN.map(|key| voice.word(key)))?;
    yuan(sheet, width_of(list).saturating_add(1), AMOUNTS)?;
    let mut row = Row::default();
    for (line, (kept, one)) in (1u32..).zip(list.rows().iter().zip(&shifts.enterprises)) {
        list.reread_row(kept, &mut row);
        let width = kept_cells(sheet, line, list, &row, SHOWN.len())?;
        sheet.write_number(line, width, binary(&one.row.to_string()))?;
        for (column, amount) in (width.saturating_add(1)..).zip([one.then, one.now, one.delta()]) {
            if let Some(amount) = amount {
                sheet.write_number(line, column, binary(&amount.to_string()))?;
            }
        }
        let reason = one.fault.as_ref().map(|fault| told(fault, catalog, voice)).unwrap_or_default();
        for (column, words) in (width.saturating_add(4)..).zip([change(one, voice), reason]) {
            if !words.is_empty() {
                plain(sheet, line, column, &words)?;
            }
        }
    }
    Ok(())
}
