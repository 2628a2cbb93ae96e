//! The rows of a CSV, read strictly: a quote that is not closed costs its own line and no other.
//!
//! The csv crate would take all that follows an open quote for one cell, to the end of the file, and tell nobody.

use std::collections::VecDeque;
use std::io::{self, BufRead};
use std::mem;

use csv::ByteRecord;

use crate::shell::cli::progress::Progress;

/// The byte-order mark, without which Excel takes UTF-8 for something else.
pub(super) const MARK: &[u8] = "\u{feff}".as_bytes();

/// A record of more bytes than this has an open quote rather than a long cell.
const LONGEST: usize = 1 << 20;

/// A row, with the number of its first line.
pub(super) struct Row {
    pub line: usize,
    pub cells: ByteRecord,
    /// Whether it could be read as it is meant; if not, its cells are what stands between the commas of its line.
    pub whole: bool,
}

/// Reads row by row.
pub(super) struct Records<'r, R> {
    input: R,
    progress: &'r Progress,
    /// Lines that were read ahead for a quote that did not close.
    ahead: VecDeque<Vec<u8>>,
    /// The last line that belongs to a row.
    line: usize,
    /// Whether the file begins with a byte-order mark.
    pub marked: bool,
    /// Whether its lines end as Excel's do.
    pub crlf: bool,
}

impl<'r, R: BufRead> Records<'r, R> {
    pub fn new(input: R, progress: &'r Progress) -> io::Result<Self> {
        let mut records = Records { input, progress, ahead: VecDeque::new(), line: 0, marked: false, crlf: false };
        if let Some(mut first) = records.take()? {
            records.marked = first.starts_with(MARK);
            records.crlf = first.ends_with(b"\r\n");
            if records.marked {
                first.drain(..MARK.len());
            }
            records.ahead.push_back(first);
        }
        Ok(records)
    }

    /// The next row that is not blank. One of several lines has to be as wide as the header, where that is known: if it
    /// is not, the quote that binds its lines was closed by chance.
    pub fn next(&mut self, width: Option<usize>) -> io::Result<Option<Row>> {
        let Some(first) = self.filled()? else { return Ok(None) };
        let line = self.line;
        let mut cells = Cells::default();
        cells.read(&first);
        let mut more = Vec::new();
        let mut length = first.len();
        while cells.place == Place::Quoted && length < LONGEST {
            let Some(line) = self.take()? else { break };
            length = length.saturating_add(line.len());
            cells.read(&line);
            more.push(line);
        }
        let fits = |cells: &ByteRecord| more.is_empty() || width.is_none_or(|width| cells.len() == width);
        if let Some(cells) = cells.finish().filter(fits) {
            self.line = line.saturating_add(more.len());
            return Ok(Some(Row { line, cells, whole: true }));
        }
        more.into_iter().rev().for_each(|line| self.ahead.push_front(line));
        let cells = split_end(&first).0.split(|&byte| byte == b',').collect();
        Ok(Some(Row { line, cells, whole: false }))
    }

    /// The next line that has more on it than spaces.
    fn filled(&mut self) -> io::Result<Option<Vec<u8>>> {
        while let Some(line) = self.take()? {
            self.line = self.line.saturating_add(1);
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    /// The next line with its end.
    fn take(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(line) = self.ahead.pop_front() {
            return Ok(Some(line));
        }
        let mut line = Vec::new();
        let read = self.input.read_until(b'\n', &mut line)?;
        self.progress.advance(read);
        Ok((read > 0).then_some(line))
    }
}

/// Where a byte stands.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    /// At the start of a cell.
    #[default]
    Start,
    /// In a cell without quotes around it; a quote inside is text.
    Plain,
    /// Between the quotes.
    Quoted,
    /// Behind a quote that closes the cell, or is the first of a doubled one.
    Closed,
    /// Behind something that no CSV has.
    Broken,
}

/// The cells of a record, line by line.
#[derive(Default)]
struct Cells {
    record: ByteRecord,
    cell: Vec<u8>,
    place: Place,
}

impl Cells {
    fn read(&mut self, line: &[u8]) {
        let (text, end) = split_end(line);
        for &byte in text {
            self.place = match (self.place, byte) {
                (Place::Start, b'"') => Place::Quoted,
                (Place::Start | Place::Plain | Place::Closed, b',') => {
                    self.push();
                    Place::Start
                }
                (Place::Quoted, b'"') => Place::Closed,
                (Place::Closed, b'"') => {
                    self.cell.push(b'"');
                    Place::Quoted
                }
                // A carriage return alone ends the lines of very old files, which would be one row.
                (Place::Closed | Place::Broken, _) | (Place::Start | Place::Plain, b'\r') => Place::Broken,
                (place, byte) => {
                    self.cell.push(byte);
                    if place == Place::Start { Place::Plain } else { place }
                }
            };
        }
        if self.place == Place::Quoted {
            self.cell.extend_from_slice(end);
        }
    }

    fn push(&mut self) {
        self.record.push_field(&mem::take(&mut self.cell));
    }

    /// The record, unless a quote is open or out of place.
    fn finish(mut self) -> Option<ByteRecord> {
        self.push();
        (!matches!(self.place, Place::Quoted | Place::Broken)).then_some(self.record)
    }
}

/// A line and its end.
fn split_end(line: &[u8]) -> (&[u8], &[u8]) {
    let text = line.strip_suffix(b"\n").map_or(line, |text| text.strip_suffix(b"\r").unwrap_or(text));
    line.split_at(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &[u8], width: usize) -> Vec<Row> {
        let progress = Progress::new(None);
        let mut records = Records::new(text, &progress).unwrap();
        std::iter::from_fn(|| records.next(Some(width)).unwrap()).collect()
    }

    proptest! {
        #[test]
        fn what_a_csv_writer_writes_is_read_as_it_was(
            written in prop::collection::vec(prop::collection::vec("[a甲 \",\r\n]{0,6}", 3), 0..6)
        ) {
            let mut writer = csv::WriterBuilder::new().quote_style(csv::QuoteStyle::Always).from_writer(Vec::new());
            written.iter().for_each(|row| writer.write_record(row).unwrap());
            let text = writer.into_inner().unwrap();
            let read = rows(&text, 3);
            prop_assert!(read.iter().all(|row| row.whole));
            let read: Vec<_> = read.into_iter().map(|row| row.cells).collect();
            prop_assert_eq!(read, written.into_iter().map(ByteRecord::from).collect::<Vec<_>>());
        }

        #[test]
        fn no_line_is_lost(lines in prop::collection::vec("x[x,\"]{0,9}", 0..9)) {
            let text = lines.concat().into_bytes();
            let counted = |text: &[u8]| text.iter().filter(|&&byte| byte == b'x').count();
            let read = rows(lines.join("\n").as_bytes(), 3);
            let cells: Vec<u8> = read.iter().flat_map(|row| row.cells.iter().flatten().copied()).collect();
            prop_assert_eq!(counted(&cells), counted(&text));
        }
    }
}
