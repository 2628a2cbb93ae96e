//! Lays the two sheets out as an Excel workbook.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Formula, ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::cell::{Cell, Entry, Line, Look, Style, Value};
use super::number::binary;
use super::terms::{FIRST_ROW, TermsSheet};
use super::text::{looks_like_a_formula, width};
use super::{Sheets, offered};
use crate::error::{Code, Error};

/// How wide the columns of the first sheet are, in digits.
const WIDTHS: [u16; 6] = [38, 20, 18, 34, 20, 46];
const WIDTH: usize = 176;
/// Of a line, in points.
const HEIGHT: usize = 16;
const A4: u8 = 9;
pub(super) const ENTRY: Color = Color::RGB(0x00FF_F4CC);
const HEAD: Color = Color::RGB(0x00E8_EDF3);

pub(super) fn write(sheets: &Sheets) -> Result<Vec<u8>, Error> {
    // Every number is ours, so what the writer refuses is a sentence: too long, or not fit to name a sheet.
    book(sheets).map_err(|error| Error::new(Code::InvalidStrings, "desk.sheet").with("found", error.to_string()))
}

fn book(sheets: &Sheets) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = sheets.as_of.parts();
    let lines = sheets.lines();
    // No clock: the same answer is the same file.
    let made = ExcelDateTime::from_ymd(year, month, day)?;
    let title = lines.first().map(|line| line.label.clone()).unwrap_or_default();
    book.set_properties(&DocProperties::new().set_title(title).set_creation_datetime(&made));
    if let Some(offered) = &sheets.offered {
        offered::write(book.add_worksheet().set_name(&offered.name)?, offered, sheets)?;
        for (name, column, row) in offered.names() {
            book.define_name(name, &format!("='{}'!${column}${row}", offered.name))?;
        }
    }
    let name = sheets.voice.word("desk.sheet.estimate");
    estimate(book.add_worksheet().set_name(&name)?, &lines, sheets)?;
    let title = sheets.voice.word("desk.sheet.terms_title");
    terms(book.add_worksheet().set_name(&sheets.terms.name)?, &sheets.terms, &title)?;
    for (row, line) in (1_u32..).zip(&lines) {
        let Some(named) = &line.name else { continue };
        let column = if matches!(line.yuan, Cell::Empty) { 'C' } else { 'B' };
        book.define_name(named, &format!("='{name}'!${column}${row}"))?;
    }
    book.save_to_buffer()
}

/// Locked without a password: a slip of the hand changes no formula, and whoever wants to may.
fn locked() -> ProtectionOptions {
    ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() }
}

fn estimate(sheet: &mut Worksheet, lines: &[Line], sheets: &Sheets) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    for (row, line) in (0_u32..).zip(lines) {
        match (line.style, &line.fen) {
            (Style::Title | Style::Paragraph | Style::Heading, _) | (Style::Guide, Cell::Empty) => {
                across(sheet, row, line)?
            }
            _ => {
                let format = format_of(line.style, Look::Words);
                match &line.said {
                    Some(formula) => {
                        sheet.write_formula_with_format(row, 0, formula.as_str(), &format)?;
                        sheet.set_formula_result(row, 0, line.label.as_str());
                    }
                    None => words(sheet, row, 0, &line.label, &format)?,
                }
                for (column, cell) in (1_u16..).zip(line.cells()) {
                    write_cell(sheet, row, column, cell, line.style)?;
                }
                validate(sheet, row, line, sheets)?;
            }
        }
    }
    printed(sheet);
    sheet.set_repeat_rows(2, 2)?;
    sheet.set_freeze_panes(3, 0)?;
    Ok(())
}

pub(super) fn printed(sheet: &mut Worksheet) {
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer("&L&A&R&P / &N");
    sheet.protect_with_options(&locked());
}

/// Words over the whole width, in as many lines as they need.
fn across(sheet: &mut Worksheet, row: u32, line: &Line) -> Result<(), XlsxError> {
    let last = u16::try_from(WIDTHS.len().saturating_sub(1)).unwrap_or_default();
    sheet.merge_range(row, 0, row, last, "", &format_of(line.style, Look::Words))?;
    words(sheet, row, 0, &line.label, &format_of(line.style, Look::Words))?;
    let needed = width(&line.label).div_ceil(WIDTH).max(1);
    let scale = if line.style == Style::Title { 2 } else { 1 };
    let height = needed.saturating_mul(HEIGHT).saturating_mul(scale);
    sheet.set_row_height(row, u16::try_from(height).unwrap_or(u16::MAX))?;
    Ok(())
}

/// Text stays text, also where someone edits the cell.
pub(super) fn words(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let format = if looks_like_a_formula(text) { format.clone().set_quote_prefix() } else { format.clone() };
    sheet.write_string_with_format(row, column, text, &format)?;
    Ok(())
}

pub(super) fn write_cell(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    style: Style,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => words(sheet, row, column, text, &format_of(style, Look::Words))?,
        Cell::Entry(entry, value) => {
            let look = match entry {
                Entry::Choice(_) => Look::Words,
                Entry::Amount => Look::Yuan,
                Entry::Rate => Look::Percent,
            };
            let format =
                format_of(style, look).set_background_color(ENTRY).set_border(FormatBorder::Thin).set_unlocked();
            match value {
                Value::Nothing => sheet.write_blank(row, column, &format)?,
                Value::Text(text) => sheet.write_string_with_format(row, column, text, &format)?,
                Value::Number(digits) => sheet.write_number_with_format(row, column, binary(digits), &format)?,
            };
        }
        Cell::Live(formula, value, look) => {
            let format = format_of(style, *look);
            sheet.write_formula_with_format(row, column, formula.as_str(), &format)?;
            sheet.set_formula_result(row, column, value.as_str());
        }
    }
    Ok(())
}

pub(super) fn format_of(style: Style, look: Look) -> Format {
    let format = Format::new().set_align(FormatAlign::Top);
    let format = match look {
        Look::Yuan => format.set_num_format("#,##0.00"),
        // A space behind it keeps the digits from the remark.
        Look::Whole => format.set_num_format("0_)").set_font_color(Color::Gray),
        Look::Percent => format.set_num_format("0.00%"),
        Look::Words => format.set_text_wrap(),
        Look::Said => format.set_bold().set_font_color(Color::Red),
    };
    match style {
        Style::Title => format.set_bold().set_font_size(16),
        Style::Head => format.set_bold().set_background_color(HEAD).set_border_bottom(FormatBorder::Thin),
        Style::Heading => format.set_bold().set_background_color(HEAD),
        Style::Result => format.set_bold().set_border_top(FormatBorder::Hair),
        Style::Paragraph | Style::Guide | Style::Plain => format,
    }
}

/// What may be typed into the entries of a line.
fn validate(sheet: &mut Worksheet, row: u32, line: &Line, sheets: &Sheets) -> Result<(), XlsxError> {
    let Cell::Entry(entry, _) = &line.yuan else { return Ok(()) };
    let cell = format!("B{}", row.saturating_add(1));
    let (rule, said) = match entry {
        Entry::Choice(all) => (DataValidation::new().allow_list_strings(all)?, "desk.sheet.say.choice"),
        Entry::Amount => {
            let rule = format!("=AND(ISNUMBER({cell}),{cell}>=0,{cell}<=1000000000000,ROUND({cell},2)={cell})");
            (DataValidation::new().allow_custom(Formula::new(rule)), "desk.sheet.say.amount")
        }
        Entry::Rate => {
            let rule = format!("=AND(ISNUMBER({cell}),{cell}>=0,{cell}<=1,ROUND({cell},4)={cell})");
            (DataValidation::new().allow_custom(Formula::new(rule)), "desk.sheet.say.own")
        }
    };
    let rule = rule.set_error_style(DataValidationErrorStyle::Stop).set_error_message(sheets.voice.word(said))?;
    sheet.add_data_validation(row, 1, row, 1, &rule)?;
    Ok(())
}

fn terms(sheet: &mut Worksheet, terms: &TermsSheet, title: &str) -> Result<(), XlsxError> {
    let plain = format_of(Style::Plain, Look::Words);
    words(sheet, 0, 0, title, &Format::new().set_bold())?;
    sheet.set_column_width(0, 30)?;
    sheet.set_column_range_width(1, 16, 20)?;
    let first = u32::try_from(FIRST_ROW.saturating_sub(1)).unwrap_or_default();
    for (row, line) in (first..).zip(&terms.rows) {
        words(sheet, row, 0, &line.label, &format_of(Style::Heading, Look::Words))?;
        for (column, value) in (1_u16..).zip(&line.cells) {
            match value {
                Value::Nothing => {}
                Value::Text(text) => words(sheet, row, column, text, &plain)?,
                Value::Number(digits) => {
                    let format = format_of(Style::Plain, Look::Whole);
                    sheet.write_number_with_format(row, column, binary(digits), &format)?;
                }
            }
        }
    }
    printed(sheet);
    // Batch and level stay in sight.
    sheet.set_freeze_panes(first.saturating_add(2), 1)?;
    Ok(())
}
