//! Lays the lines of an offer out: what may be typed is yellow, the rest follows.

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, FormatBorder, Formula, Worksheet, XlsxError};

use super::Sheets;
use super::cell::{Cell, Look, Style, Value};
use super::number::binary;
use super::offer::{FIRST, Offered, RULES};
use super::workbook::{ENTRY, format_of, printed, words, write_cell};
use crate::quote::QuoteLine;

/// The columns that are typed into, by the name of their head.
const HEADS: [&str; 7] = ["category", "item", "quantity", "unit_price", "discount", "tax_rate", "years"];
/// Those that follow.
const COMPUTED: [&str; 11] = [
    "list_fen",
    "discount_fen",
    "without_fen",
    "tax_fen",
    "with_fen",
    "rate",
    "base_fen",
    "without_tax",
    "tax",
    "with_tax",
    "message",
];
/// How each of them is shown.
const LOOKS: [Look; 11] = [
    Look::Whole,
    Look::Whole,
    Look::Whole,
    Look::Whole,
    Look::Whole,
    Look::Whole,
    Look::Whole,
    Look::Yuan,
    Look::Yuan,
    Look::Yuan,
    Look::Said,
];
/// How wide the columns are, in digits.
const WIDTHS: [u16; 18] = [20, 26, 9, 16, 9, 9, 7, 14, 14, 14, 14, 14, 8, 14, 16, 16, 16, 40];

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, offered: &Offered, sheets: &Sheets) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    let plain = format_of(Style::Plain, Look::Words);
    words(sheet, 0, 0, &offered.title, &Format::new().set_bold().set_font_size(16))?;
    words(sheet, 1, 0, sheets.voice.strings.get("desk.quote.notice"), &Format::new())?;
    for (row, (label, chosen)) in (2_u32..).zip(&offered.choices) {
        words(sheet, row, 0, label, &plain)?;
        choice(sheet, row, 1, offered.basis(*chosen), &offered.bases, sheets)?;
    }
    words(sheet, 4, 0, sheets.voice.strings.get("desk.quote.book.use"), &Format::new())?;
    let head = |list: &str, id: &str| sheets.voice.named(list, id);
    let top = row_of(FIRST).saturating_sub(1);
    for (column, id) in (0_u16..).zip(HEADS) {
        words(sheet, top, column, &head("desk.quote.book.column", id), &format_of(Style::Head, Look::Words))?;
    }
    for (column, id) in (7_u16..).zip(COMPUTED) {
        words(sheet, top, column, &head("desk.quote.book.column", id), &format_of(Style::Head, Look::Words))?;
    }
    let last = offered.last();
    for row in FIRST..=last {
        let line = offered.lines.get(row.saturating_sub(FIRST));
        entries(sheet, row, line.map(|(line, _)| line), offered, sheets)?;
        for ((column, (formula, value)), look) in
            (7_u16..).zip(offered.formulas(row).into_iter().zip(offered.values(line))).zip(LOOKS)
        {
            write_cell(sheet, row_of(row), column, &Cell::Live(formula, value, look), Style::Plain)?;
        }
    }
    totals(sheet, offered, sheets, last)?;
    sheet.set_freeze_panes(row_of(FIRST), 1)?;
    printed(sheet);
    Ok(())
}

/// A row as a spreadsheet counts it, from 0.
fn row_of(row: usize) -> u32 {
    u32::try_from(row.saturating_sub(1)).unwrap_or_default()
}

/// What is typed into a line.
fn entries(
    sheet: &mut Worksheet,
    row: usize,
    line: Option<&QuoteLine>,
    offered: &Offered,
    sheets: &Sheets,
) -> Result<(), XlsxError> {
    let at = row_of(row);
    let category = line.map(|line| sheets.voice.category(line.category)).unwrap_or_default();
    choice(sheet, at, 0, &category, &offered.categories, sheets)?;
    let label = line.and_then(|line| line.label.as_ref()).map(|label| label.0.clone());
    words(sheet, at, 1, label.as_deref().unwrap_or_default(), &entry(Look::Words))?;
    let number = |digits: Option<String>| digits.map_or(Value::Nothing, Value::Number);
    let cells = [
        (number(line.map(|line| line.quantity.0.to_string())), Look::Whole),
        (number(line.map(|line| line.unit_price.to_string())), Look::Yuan),
        (number(line.and_then(|line| line.discount).map(|off| off.to_string())), Look::Percent),
        (number(line.map(|line| line.tax_rate.to_string())), Look::Percent),
        (number(line.and_then(|line| line.years).map(|years| years.0.to_string())), Look::Whole),
    ];
    for (column, ((value, look), (letter, _, rule))) in (2_u16..).zip(cells.into_iter().zip(RULES)) {
        match value {
            Value::Number(digits) => sheet.write_number_with_format(at, column, binary(&digits), &entry(look))?,
            _ => sheet.write_blank(at, column, &entry(look))?,
        };
        let cell = format!("{letter}{row}");
        let rule = format!("=AND(ISNUMBER({cell}),{})", rule.replace('#', &cell));
        let said = sheets.voice.strings.get("desk.quote.book.wrong");
        let rule = DataValidation::new().allow_custom(Formula::new(rule));
        let rule = rule.set_error_style(DataValidationErrorStyle::Stop).set_error_message(said)?;
        sheet.add_data_validation(at, column, at, column, &rule)?;
    }
    Ok(())
}

/// A cell to type into.
fn entry(look: Look) -> Format {
    format_of(Style::Plain, look).set_background_color(ENTRY).set_border(FormatBorder::Thin).set_unlocked()
}

/// One of a list.
fn choice(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    chosen: &str,
    all: &[String],
    sheets: &Sheets,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, column, chosen, &entry(Look::Words))?;
    let said = sheets.voice.strings.get("desk.sheet.say.choice");
    let rule = DataValidation::new().allow_list_strings(all)?.set_error_message(said)?;
    sheet.add_data_validation(row, column, row, column, &rule)?;
    Ok(())
}

/// The sums of the columns of amounts.
fn totals(sheet: &mut Worksheet, offered: &Offered, sheets: &Sheets, last: usize) -> Result<(), XlsxError> {
    let below = row_of(last.saturating_add(1));
    words(sheet, below, 0, sheets.voice.strings.get("desk.quote.book.total"), &format_of(Style::Result, Look::Words))?;
    let total = &offered.total;
    let fen = |amount| Value::fen(Some(amount));
    let sums = [
        (7, 'H', fen(total.list), Look::Whole),
        (8, 'I', fen(total.discount), Look::Whole),
        (9, 'J', fen(total.without_tax), Look::Whole),
        (10, 'K', fen(total.tax), Look::Whole),
        (11, 'L', fen(total.with_tax), Look::Whole),
        (13, 'N', fen(total.on(offered.base)), Look::Whole),
    ];
    for (column, letter, value, look) in sums {
        let formula = format!("SUM({letter}{FIRST}:{letter}{last})");
        write_cell(sheet, below, column, &Cell::Live(formula, value, look), Style::Result)?;
    }
    let row = last.saturating_add(1);
    let yuan = [(14, 'J', total.without_tax), (15, 'K', total.tax), (16, 'L', total.with_tax)];
    for (column, letter, amount) in yuan {
        let cell = Cell::Live(format!("{letter}{row}/100"), Value::yuan(Some(amount)), Look::Yuan);
        write_cell(sheet, below, column, &cell, Style::Result)?;
    }
    Ok(())
}
