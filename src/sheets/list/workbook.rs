//! The list as an Excel workbook: the rows with their answers, and what they add up to.

use std::collections::BTreeSet;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::super::number::binary;
use super::super::text::{looks_like_a_formula, width};
use super::{Answered, each, is_number, named_head, width_of};
use crate::bulk::NONE;
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Code, Error, Params};
use crate::list::List;
use crate::list::judge::Judged;
use crate::list::records::Row;
use crate::money::Yuan;
use crate::present::list as present;
use crate::present::voice::Voice;
use crate::strings::Strings;

/// The columns of an answer in the workbook. Amounts are bounds: a ceiling is no least grant, and no one reading is the answer.
const SHOWN: [&str; 9] =
    ["outcome", "spend", "grant_low", "grant_high", "net_low", "net_high", "why", "place", "reason"];
/// How many of them are amounts.
const AMOUNTS: u16 = 5;
/// Of 9: a long list is packed in half the time that 6 takes, to a fiftieth more.
const PACKED: u8 = 4;
/// The characters that a cell holds, at most.
const LONGEST: usize = 32_767;

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
    write_totals(sums, &totals, &identities(catalog, &used, &voice), day, &voice).map_err(refused)?;
    book.save_to_buffer().map_err(refused)
}

/// No clock: the same list on the same day is the same file.
pub(in crate::sheets) fn named(book: &mut Workbook, voice: &Voice, day: Date) -> Result<(), XlsxError> {
    named_as(book, &voice.word("desk.list.sheet.title"), day)
}

/// As [`named`], with a title of its own.
pub(in crate::sheets) fn named_as(book: &mut Workbook, title: &str, day: Date) -> Result<(), XlsxError> {
    let (year, month, day) = day.parts();
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    book.set_zip_compression_level(PACKED);
    Ok(())
}

pub(in crate::sheets) fn refused(error: XlsxError) -> Error {
    Error::new(Code::InvalidStrings, "desk.list").with("found", error.to_string())
}

fn write_rows(sheet: &mut Worksheet, list: &mut List, catalog: &Catalog, voice: &Voice) -> Result<(), Error> {
    heads_of(sheet, list, SHOWN.map(|name| voice.word(&["desk.list.column.", name].concat()))).map_err(refused)?;
    yuan(sheet, width_of(list).saturating_add(1), AMOUNTS).map_err(refused)?;
    let mut line = 0u32;
    each(list, catalog, Some(voice), |list, answered| {
        line = line.saturating_add(1);
        row(sheet, line, list, answered, catalog, voice).map_err(refused)
    })
}

/// The heads of the file's columns and of what stands behind them, which stay in sight.
pub(in crate::sheets) fn heads_of<const N: usize>(
    sheet: &mut Worksheet,
    list: &List,
    shown: [String; N],
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap();
    let heads = list.heads.heads.iter().zip(0..width_of(list)).map(|(head, column)| named_head(head, column));
    for (column, head) in (0u16..).zip(heads.chain(shown)) {
        sheet.set_column_width(column, u16::try_from(width(&head).clamp(10, 24)).unwrap_or(10))?;
        text(sheet, 0, column, &head, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn row(
    sheet: &mut Worksheet,
    line: u32,
    list: &List,
    answered: &Answered,
    catalog: &Catalog,
    voice: &Voice,
) -> Result<(), XlsxError> {
    let Answered { kept, row, error, why, .. } = answered;
    let width = kept_cells(sheet, line, list, row, SHOWN.len())?;
    let judged = &kept.judged;
    let outcome = judged.badge().map_or_else(|| voice.word("desk.list.bad"), |badge| voice.named("badge", badge));
    plain(sheet, line, width, &outcome)?;
    for (column, fen) in (width.saturating_add(1)..).zip(bounds(judged)) {
        if let Some(fen) = fen {
            sheet.write_number(line, column, binary(&Yuan::from_fen(fen).to_string()))?;
        }
    }
    if let Some(why) = why {
        plain(sheet, line, width.saturating_add(6), why)?;
    }
    if let Some(error) = error {
        let column = list.columns().place_of(error, row, list.text());
        plain(sheet, line, width.saturating_add(7), &present::place_named(column, kept.number, voice))?;
        plain(sheet, line, width.saturating_add(8), &present::reason(error, catalog, voice))?;
    }
    Ok(())
}

/// Spend, the grant at least and at most, the net cost at least and at most, in whole fen. Where the document says "at most"
/// nothing is the least that is paid, and nothing the most that is left to pay.
fn bounds(judged: &Judged) -> [Option<i64>; 5] {
    if judged.outcome().is_none() {
        return [None; 5];
    }
    let known = |fen: i64| Some(fen).filter(|_| judged.amount != NONE);
    let promised = |fen: Option<i64>| fen.filter(|_| !judged.is_limit());
    let left = |grant: i64| known(grant).and_then(|grant| judged.total.checked_sub(grant));
    let (low, high) = (judged.low, judged.high);
    [Some(judged.total), promised(known(low)), known(high), left(high), promised(left(low))]
}

/// Whether a number that becomes a spreadsheet's is shown as it stands: not `007`, nor one of more digits than are kept.
fn is_shown_alike(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let padded = digits.starts_with('0') && digits.len() > 1 && !digits.starts_with("0.");
    is_number(text) && !text.starts_with('+') && !padded && digits.len() <= 15
}

/// The cells of the file, numbers as numbers, and behind so many columns of an answer those beyond its heads; how many columns
/// have a head.
pub(in crate::sheets) fn kept_cells(
    sheet: &mut Worksheet,
    line: u32,
    list: &List,
    row: &Row,
    answer: usize,
) -> Result<u16, XlsxError> {
    let width = width_of(list);
    for place in 0..width.max(row.len()) {
        let cell = row.text(list.text(), place);
        let typed = list.sheet.is_some() && !row.quoted(list.text(), place);
        let behind = if place < width { 0 } else { answer };
        let Ok(column) = u16::try_from(place.saturating_add(behind)) else { break };
        if is_shown_alike(&cell) && (typed || list.columns().is_amount(place)) {
            sheet.write_number(line, column, binary(&cell))?;
        } else if !cell.is_empty() {
            plain(sheet, line, column, &cell)?;
        }
    }
    Ok(u16::try_from(width).unwrap_or(u16::MAX))
}

/// Amounts in so many columns from this one on. The column has the look: one that each cell had would be looked up each time.
pub(in crate::sheets) fn yuan(sheet: &mut Worksheet, from: usize, count: u16) -> Result<(), XlsxError> {
    let look = Format::new().set_num_format("#,##0.00");
    let from = u16::try_from(from).unwrap_or(u16::MAX);
    for column in (from..).take(count.into()) {
        sheet.set_column_format(column, &look)?;
    }
    Ok(())
}

/// Text without a look of its own.
pub(in crate::sheets) fn plain(sheet: &mut Worksheet, row: u32, column: u16, text: &str) -> Result<(), XlsxError> {
    if looks_like_a_formula(text) {
        return self::text(sheet, row, column, text, &Format::new());
    }
    sheet.write_string(row, column, cut(text))?;
    Ok(())
}

/// Text that stays text, also where someone edits the cell; what is longer than a cell is cut.
pub(in crate::sheets) fn text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let text = cut(text);
    match looks_like_a_formula(text) {
        true => sheet.write_string_with_format(row, column, text, &format.clone().set_quote_prefix())?,
        false => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(LONGEST).map(|(end, _)| end);
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// The tables that rows were judged by, with their digests.
fn identities(catalog: &Catalog, used: &BTreeSet<u8>, voice: &Voice) -> Vec<Params> {
    let tables = (0u8..).zip(catalog.tables()).filter(|(at, _)| used.contains(at));
    tables.map(|(_, table)| identity(table, voice)).collect()
}

/// What names a table, with its whole digest.
pub(in crate::sheets) fn identity(table: &Table, voice: &Voice) -> Params {
    let undated = || voice.word("word.undated");
    let dated = table.policy.document.date.as_ref().map_or_else(undated, |dated| dated.date.to_string());
    Params::default()
        .with("id", table.policy.id.as_str())
        .with("title", table.policy.document.title.as_str())
        .with("version", dated)
        .with("revision", i64::from(table.policy.revision.0))
        .with("digest", table.digest.as_str())
}

fn write_totals(
    sheet: &mut Worksheet,
    totals: &present::Totals,
    tables: &[Params],
    day: Date,
    voice: &Voice,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    sheet.set_column_width(0, 34)?.set_column_range_width(1, 5, 20)?;
    let mut line = 0u32;
    text(sheet, line, 0, &voice.word("desk.list.sheet.title"), &bold)?;
    let day = voice.say("desk.list.sheet.day", &Params::default().with("as_of", day.to_string()));
    let tables: Vec<String> = tables.iter().map(|table| voice.say("desk.list.sheet.table", table)).collect();
    for words in [&day].into_iter().chain(&totals.told).chain(&tables) {
        line = line.saturating_add(1);
        plain(sheet, line, 0, words)?;
    }
    line = line.saturating_add(1);
    for table in &totals.tables {
        line = line.saturating_add(1);
        figures(sheet, &mut line, table)?;
    }
    Ok(())
}

/// A table under its caption; what is a number to the eye is one.
pub(in crate::sheets) fn figures(
    sheet: &mut Worksheet,
    line: &mut u32,
    table: &present::Table,
) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let yuan = Format::new().set_num_format("#,##0.00");
    text(sheet, *line, 0, &table.caption, &bold)?;
    *line = line.saturating_add(1);
    for (column, head) in (0u16..).zip(&table.columns) {
        text(sheet, *line, column, head, &bold)?;
    }
    for group in &table.rows {
        *line = line.saturating_add(1);
        plain(sheet, *line, 0, &group.label)?;
        for (column, cell) in (1u16..).zip(&group.cells) {
            let digits = cell.replace(',', "").replace('−', "-");
            match (is_number(&digits), digits.contains('.')) {
                (true, true) => sheet.write_number_with_format(*line, column, binary(&digits), &yuan)?,
                (true, false) => sheet.write_number(*line, column, binary(&digits))?,
                (false, _) => sheet.write_string(*line, column, cell)?,
            };
        }
    }
    *line = line.saturating_add(1);
    Ok(())
}
