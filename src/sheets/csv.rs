//! The lines as CSV: what is typed in, the steps and the result, in yuan.

use csv::{Terminator, WriterBuilder};

use super::cell::{Cell, Line, Style};
use super::text::looks_like_a_formula;
use crate::error::{Code, Error};

/// Without it Excel takes the file for the system's old encoding.
const MARK: &str = "\u{feff}";

pub(super) fn write(lines: &[Line]) -> Result<Vec<u8>, Error> {
    let mut writer = WriterBuilder::new().flexible(true).terminator(Terminator::CRLF).from_writer(Vec::from(MARK));
    for line in lines.iter().filter(|line| line.style != Style::Guide) {
        writer.write_record(record(line)).map_err(|error| unwritten(&error.to_string()))?;
    }
    writer.into_inner().map_err(|error| unwritten(&error.to_string()))
}

/// Whole fen are left out: they are what the workbook computes with.
fn record(line: &Line) -> Vec<String> {
    let label = safe(&line.label);
    if matches!(line.style, Style::Title | Style::Paragraph | Style::Heading) {
        return vec![label];
    }
    let cells = [&line.yuan, &line.remark, &line.section, &line.quote];
    std::iter::once(label).chain(cells.map(text)).collect()
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => safe(text),
        Cell::Entry(_, value) | Cell::Live(_, value, _) => safe(value.as_str()),
    }
}

/// No amount here is negative, so a sign at the beginning is never a number's.
fn safe(text: &str) -> String {
    if looks_like_a_formula(text) { ["'", text].concat() } else { text.into() }
}

fn unwritten(found: &str) -> Error {
    Error::new(Code::InvalidStrings, "desk.sheet").with("found", found)
}
