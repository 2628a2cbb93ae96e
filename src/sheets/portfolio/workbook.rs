//! The report as an Excel workbook: the sums with their sentences, and every enterprise.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::super::list::{figures, heads_of, identity, kept_cells, named_as, plain, refused, text, width_of, yuan};
use super::super::number::binary;
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Error, Params};
use crate::list::List;
use crate::list::records::Row;
use crate::money::Yuan;
use crate::portfolio::{Charged, Portfolio};
use crate::present::portfolio::{People, PortfolioReport, marks, reason_of};
use crate::present::voice::Voice;
use crate::strings::Strings;

/// The columns of an answer.
const SHOWN: [&str; 10] =
    ["row", "ceiling_low", "ceiling_high", "approved", "below", "liability", "paid", "outstanding", "marks", "reason"];
/// How many of them, behind the row, are amounts.
const AMOUNTS: u16 = 7;

/// The report as a workbook.
///
/// # Errors
/// `invalid_strings` where a sentence does not fit a spreadsheet.
pub fn workbook(
    list: &List,
    portfolio: &Portfolio,
    report: &PortfolioReport,
    (table, day): (&Table, Date),
    catalog: &Catalog,
    strings: &Strings,
) -> Result<Vec<u8>, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let mut book = Workbook::new();
    named_as(&mut book, &report.title, day).map_err(refused)?;
    let sums = book.add_worksheet().set_name(voice.word("desk.portfolio.sheet.sums")).map_err(refused)?;
    write_sums(sums, report, table, day, &voice).map_err(refused)?;
    let rows = book.add_worksheet().set_name(voice.word("desk.portfolio.sheet.enterprises")).map_err(refused)?;
    write_rows(rows, list, portfolio, catalog, &voice).map_err(refused)?;
    book.save_to_buffer().map_err(refused)
}

fn write_sums(
    sheet: &mut Worksheet,
    report: &PortfolioReport,
    table: &Table,
    day: Date,
    voice: &Voice,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_column_width(0, 34)?.set_column_range_width(1, 8, 20)?;
    let mut line = 0u32;
    let day = voice.say("desk.list.sheet.day", &Params::default().with("as_of", day.to_string()));
    let identity = voice.say("desk.list.sheet.table", &identity(table, voice));
    text(sheet, line, 0, &report.title, &bold)?;
    for words in [&day, &identity].into_iter().chain(&report.told).chain(&report.rules) {
        line = line.saturating_add(1);
        plain(sheet, line, 0, words)?;
    }
    line = line.saturating_add(2);
    figures(sheet, &mut line, &report.lines)?;
    for words in &report.lines_told {
        plain(sheet, line, 0, words)?;
        line = line.saturating_add(1);
    }
    for table in &report.tables {
        line = line.saturating_add(1);
        figures(sheet, &mut line, table)?;
    }
    for people in report.people.iter().filter(|people| people.flag) {
        line = line.saturating_add(1);
        self::people(sheet, &mut line, people)?;
    }
    Ok(())
}

/// Those to look into; all others stand among the enterprises.
pub(in crate::sheets) fn people(sheet: &mut Worksheet, line: &mut u32, group: &People) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    text(sheet, *line, 0, &group.title, &bold)?;
    *line = line.saturating_add(1);
    plain(sheet, *line, 0, &group.hint)?;
    for one in &group.rows {
        *line = line.saturating_add(1);
        plain(sheet, *line, 0, &one.name)?;
        plain(sheet, *line, 1, &one.place)?;
        plain(sheet, *line, 2, &one.told)?;
    }
    *line = line.saturating_add(1);
    if !group.more.is_empty() {
        plain(sheet, *line, 0, &group.more)?;
        *line = line.saturating_add(1);
    }
    Ok(())
}

fn write_rows(
    sheet: &mut Worksheet,
    list: &List,
    portfolio: &Portfolio,
    catalog: &Catalog,
    voice: &Voice,
) -> Result<(), XlsxError> {
    heads_of(sheet, list, SHOWN.map(|name| voice.word(&["desk.portfolio.column.", name].concat())))?;
    yuan(sheet, width_of(list).saturating_add(1), AMOUNTS)?;
    let mut row = Row::default();
    for (line, (kept, one)) in (1u32..).zip(list.rows().iter().zip(&portfolio.enterprises)) {
        list.reread_row(kept, &mut row);
        let width = kept_cells(sheet, line, list, &row, SHOWN.len())?;
        sheet.write_number(line, width, binary(&one.row.to_string()))?;
        for (column, amount) in (width.saturating_add(1)..).zip(amounts(one)) {
            if let Some(amount) = amount {
                sheet.write_number(line, column, binary(&amount.to_string()))?;
            }
        }
        for (column, words) in (width.saturating_add(8)..).zip([marks(one, voice), reason_of(one, catalog, voice)]) {
            if !words.is_empty() {
                plain(sheet, line, column, &words)?;
            }
        }
    }
    Ok(())
}

/// Where readings differ the ceiling has two columns; what follows from it is under the default reading.
fn amounts(one: &Charged) -> [Option<Yuan>; 7] {
    [
        one.ceiling.map(|range| range.low),
        one.ceiling.map(|range| range.high),
        one.approved,
        one.below.map(|range| range.amount),
        one.liability.map(|range| range.amount),
        one.paid,
        one.outstanding.map(|range| range.amount),
    ]
}
