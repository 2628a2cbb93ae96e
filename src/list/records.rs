//! The rows of a CSV, read strictly: a quote that is not closed costs its own line and no other.
//!
//! The csv crate would take all that follows an open quote for one cell, to the end of the file, and tell nobody. A row is
//! places in the bytes that it was read from: nothing is copied, and a row that is reused allocates nothing.

use std::borrow::Cow;
use std::ops::Range;

/// The byte-order mark, without which Excel takes UTF-8 for something else.
pub const MARK: &[u8] = "\u{feff}".as_bytes();

/// A record of more bytes than this has an open quote rather than a long cell.
pub const LONGEST: usize = 1 << 20;

/// Where a cell stands, its quotes left out.
#[derive(Clone, Copy, Debug, Default)]
struct Cell {
    from: usize,
    to: usize,
}

/// A row, with its number and the places of its cells.
#[derive(Clone, Debug, Default)]
pub struct Row {
    cells: Vec<Cell>,
    /// Where it begins.
    pub from: usize,
    /// Where its text ends, its line break left out.
    pub to: usize,
    /// Its first line, from 1.
    pub line: usize,
    /// Which row it is to a spreadsheet, from 1: blank ones count, and one of several lines is one.
    pub number: usize,
    /// Whether it could be read as it is meant; if not, its cells are what stands between the delimiters of its line.
    pub whole: bool,
    /// Whether it has no quote, so that its text is its cells.
    pub bare: bool,
    /// Whether a cell may have spaces around it.
    spaced: bool,
    /// Whether the bytes ended before a quote did, or before the cells that a row of several lines needs.
    pub open: bool,
}

impl Row {
    /// How many cells it has.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// A cell as it stands, without spaces around it; nothing where the row is shorter.
    #[inline]
    pub fn raw<'b>(&self, bytes: &'b [u8], place: usize) -> &'b [u8] {
        bytes.get(self.span(bytes, place)).unwrap_or_default()
    }

    /// Where that is.
    #[inline]
    pub fn span(&self, bytes: &[u8], place: usize) -> Range<usize> {
        let Cell { from, to } = self.cells.get(place).copied().unwrap_or_default();
        if !self.spaced {
            return from..to;
        }
        let cell = bytes.get(from..to).unwrap_or_default();
        let blank = |trimmed: &[u8]| cell.len().saturating_sub(trimmed.len());
        from.saturating_add(blank(cell.trim_ascii_start()))..to.saturating_sub(blank(cell.trim_ascii_end()))
    }

    /// A cell with its doubled quotes made single, spaces kept.
    pub fn bytes<'b>(&self, bytes: &'b [u8], place: usize) -> Cow<'b, [u8]> {
        let text = self.cells.get(place).and_then(|cell| bytes.get(cell.from..cell.to)).unwrap_or_default();
        if !text.contains(&b'"') || !self.quoted(bytes, place) {
            return Cow::Borrowed(text);
        }
        let mut single = Vec::with_capacity(text.len());
        let mut behind = false;
        for &byte in text {
            behind = byte == b'"' && !behind;
            if !behind {
                single.push(byte);
            }
        }
        Cow::Owned(single)
    }

    /// A cell as text, without spaces around it; what is no UTF-8 shows as such.
    pub fn text<'b>(&self, bytes: &'b [u8], place: usize) -> Cow<'b, str> {
        match self.bytes(bytes, place) {
            Cow::Borrowed(cell) => String::from_utf8_lossy(cell.trim_ascii()),
            Cow::Owned(cell) => Cow::Owned(String::from_utf8_lossy(cell.trim_ascii()).into_owned()),
        }
    }

    /// Whether a cell stands between quotes.
    pub fn quoted(&self, bytes: &[u8], place: usize) -> bool {
        let before = self.cells.get(place).and_then(|cell| cell.from.checked_sub(1));
        // Before any other stands what ended the one before.
        before.is_some_and(|before| bytes.get(before) == Some(&b'"'))
    }
}

/// How a record ended.
enum End {
    /// At this place, with a line break of this length behind it.
    At(usize, usize),
    /// Not at all: a quote is out of place, or a carriage return stands alone.
    Broken,
    /// With the bytes, inside of a quote.
    Open,
}

/// Reads row by row; the bytes are given to each call, so that reading can go on where it stopped.
#[derive(Clone, Copy, Debug)]
pub struct Reader {
    /// What stands between cells.
    pub delimiter: u8,
    /// Where the next row begins.
    pub at: usize,
    /// The last line that belongs to a row.
    pub line: usize,
    /// The last row.
    pub number: usize,
}

impl Reader {
    /// From the beginning, behind a byte-order mark.
    pub fn new(bytes: &[u8], delimiter: u8) -> Reader {
        Reader { delimiter, at: if bytes.starts_with(MARK) { MARK.len() } else { 0 }, line: 0, number: 0 }
    }

    /// The next row that is not blank, or `false`. One of several lines has to be as wide as the header, where that is
    /// known: if it is not, the quote that binds its lines was closed by chance.
    pub fn next(&mut self, bytes: &[u8], width: Option<usize>, row: &mut Row) -> bool {
        while self.at < bytes.len() {
            self.line = self.line.saturating_add(1);
            self.number = self.number.saturating_add(1);
            (row.from, row.line, row.number) = (self.at, self.line, self.number);
            (row.whole, row.bare, row.open) = (true, true, false);
            let mut end = self.plain(bytes, row);
            let mut lines = 0;
            if end.is_none() {
                end = self.careful(bytes, width, row);
                lines = bytes.get(row.from..row.to).unwrap_or_default().iter().filter(|&&byte| byte == b'\n').count();
            }
            let (to, next) = end.unwrap_or_else(|| self.split(bytes, row));
            if row.whole {
                self.line = self.line.saturating_add(lines);
            }
            (row.to, self.at) = (to, next);
            let blank = row.len() <= 1 && bytes.get(row.from..to).unwrap_or_default().trim_ascii().is_empty();
            if !blank {
                return true;
            }
        }
        false
    }

    /// A line without quotes around a cell: where it ends, and where the next begins.
    #[inline]
    fn plain(&self, bytes: &[u8], row: &mut Row) -> Option<(usize, usize)> {
        row.cells.clear();
        row.spaced = false;
        let mut from = row.from;
        for place in Low::new(bytes, row.from, self.delimiter.max(b'"')) {
            let behind = place.wrapping_add(1);
            match bytes.get(place) {
                Some(&byte) if byte == self.delimiter => {
                    row.cells.push(Cell { from, to: place });
                    from = behind;
                }
                Some(b'\n') => {
                    let before = place.checked_sub(1).filter(|&before| before >= from);
                    let to = before.filter(|&before| bytes.get(before) == Some(&b'\r')).unwrap_or(place);
                    row.cells.push(Cell { from, to });
                    return Some((to, behind));
                }
                Some(b'"') if place == from => return None,
                Some(b'"') => row.bare = false,
                Some(b'\r') if bytes.get(behind) != Some(&b'\n') => return None,
                Some(b'\r') => {}
                Some(byte) => row.spaced |= byte.is_ascii_whitespace(),
                None => {}
            }
        }
        row.cells.push(Cell { from, to: bytes.len() });
        Some((bytes.len(), bytes.len()))
    }

    /// A record with quotes, which may have several lines; nothing where it is none, or not as wide as it must be.
    fn careful(&self, bytes: &[u8], width: Option<usize>, row: &mut Row) -> Option<(usize, usize)> {
        row.cells.clear();
        (row.bare, row.spaced) = (false, true);
        let all = bytes.len();
        let bytes = bytes.get(..row.from.saturating_add(LONGEST).min(all)).unwrap_or_default();
        let mut at = row.from;
        loop {
            let end = match bytes.get(at) {
                Some(b'"') => self.quoted(bytes, &mut at, row),
                _ => self.unquoted(bytes, &mut at, row),
            };
            match end {
                None => {}
                // Where it is cut, a number would be as well.
                Some(End::At(to, 0)) if to < all => return None,
                Some(End::At(to, break_length)) => {
                    row.to = to;
                    let several = bytes.get(row.from..to).unwrap_or_default().contains(&b'\n');
                    let fits = !several || width.is_none_or(|width| row.len() == width);
                    // The rest of its cells may be yet to come.
                    row.open = !fits && break_length == 0;
                    return fits.then_some((to, to.saturating_add(break_length)));
                }
                Some(end) => {
                    row.open = matches!(end, End::Open);
                    return None;
                }
            }
        }
    }

    /// A cell between quotes; how the record ended where it is the last.
    fn quoted(&self, bytes: &[u8], at: &mut usize, row: &mut Row) -> Option<End> {
        let from = at.saturating_add(1);
        let mut search = from;
        let to = loop {
            let rest = bytes.get(search..).unwrap_or_default();
            let Some(found) = rest.iter().position(|&byte| byte == b'"') else { return Some(End::Open) };
            let quote = search.saturating_add(found);
            if bytes.get(quote.saturating_add(1)) != Some(&b'"') {
                break quote;
            }
            search = quote.saturating_add(2);
        };
        row.cells.push(Cell { from, to });
        let behind = to.saturating_add(1);
        *at = behind.saturating_add(1);
        match bytes.get(behind..).unwrap_or_default() {
            [byte, ..] if *byte == self.delimiter => None,
            [] => Some(End::At(behind, 0)),
            [b'\n', ..] => Some(End::At(behind, 1)),
            [b'\r', b'\n', ..] => Some(End::At(behind, 2)),
            _ => Some(End::Broken),
        }
    }

    /// A cell without quotes around it; a quote inside is text.
    fn unquoted(&self, bytes: &[u8], at: &mut usize, row: &mut Row) -> Option<End> {
        let from = *at;
        let rest = bytes.get(from..).unwrap_or_default();
        let length = rest.iter().position(|byte| [self.delimiter, b'\n', b'\r'].contains(byte)).unwrap_or(rest.len());
        let to = from.saturating_add(length);
        row.cells.push(Cell { from, to });
        *at = to.saturating_add(1);
        match rest.get(length..).unwrap_or_default() {
            [byte, ..] if *byte == self.delimiter => None,
            [] => Some(End::At(to, 0)),
            [b'\n', ..] => Some(End::At(to, 1)),
            [b'\r', b'\n', ..] => Some(End::At(to, 2)),
            // A carriage return alone ends the lines of very old files, which would be one row.
            _ => Some(End::Broken),
        }
    }

    /// What stands between the delimiters of a line that is no record.
    fn split(&self, bytes: &[u8], row: &mut Row) -> (usize, usize) {
        row.cells.clear();
        (row.whole, row.spaced) = (false, true);
        let rest = bytes.get(row.from..).unwrap_or_default();
        let length = rest.iter().position(|&byte| byte == b'\n');
        let text = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        let text = if length.is_some() { text.strip_suffix(b"\r").unwrap_or(text) } else { text };
        let mut from = row.from;
        for part in text.split(|&byte| byte == self.delimiter) {
            let to = from.saturating_add(part.len());
            row.cells.push(Cell { from, to });
            from = to.saturating_add(1);
        }
        let next = length.map_or(rest.len(), |length| length.saturating_add(1));
        (row.from.saturating_add(text.len()), row.from.saturating_add(next))
    }
}

/// The places, from one on, of bytes that are no higher than this one: most of a cell lies above all that could end it.
struct Low<'b> {
    bytes: &'b [u8],
    /// Where the eight begin that are looked at.
    at: usize,
    /// The top bit of each of them that is still to be told.
    low: u64,
    /// What makes a byte reach its top bit where it is higher.
    lift: u64,
}

impl<'b> Low<'b> {
    const TOPS: u64 = u64::from_le_bytes([0x80; 8]);

    /// Of a byte in ASCII.
    #[inline]
    fn new(bytes: &'b [u8], from: usize, highest: u8) -> Low<'b> {
        let mut all = Low { bytes, at: from, low: 0, lift: u64::from_le_bytes([0x7f_u8.saturating_sub(highest); 8]) };
        all.look();
        all
    }

    /// Eight at a time: without its own top bit no byte's sum reaches its neighbour.
    #[inline]
    fn look(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let word = u64::from_le_bytes(rest.first_chunk().copied().unwrap_or_else(|| last(rest)));
        self.low = !((word & !Low::TOPS).wrapping_add(self.lift) | word) & Low::TOPS;
    }
}

impl Iterator for Low<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        while self.low == 0 {
            self.at = self.at.wrapping_add(8);
            if self.at >= self.bytes.len() {
                return None;
            }
            self.look();
        }
        let place = self.at.wrapping_add((self.low.trailing_zeros() / u8::BITS) as usize);
        self.low &= self.low.wrapping_sub(1);
        Some(place)
    }
}

/// Fewer than eight, with what is not low behind them.
#[cold]
fn last(rest: &[u8]) -> [u8; 8] {
    let mut eight = [u8::MAX; 8];
    eight.iter_mut().zip(rest).for_each(|(to, &from)| *to = from);
    eight
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every row as its cells, with `!` before one that is not whole.
    fn rows(text: &str, width: Option<usize>) -> Vec<String> {
        let mut reader = Reader::new(text.as_bytes(), b',');
        let mut row = Row::default();
        let mut all = Vec::new();
        while reader.next(text.as_bytes(), width, &mut row) {
            let cells: Vec<_> = (0..row.len())
                .map(|place| String::from_utf8(row.bytes(text.as_bytes(), place).into_owned()).unwrap())
                .collect();
            let mark = if row.whole { "" } else { "!" };
            all.push(format!("{}/{} {mark}{}", row.line, row.number, cells.join("|")));
        }
        all
    }

    #[test]
    fn rows_lines_and_quotes() {
        assert_eq!(
            rows("\u{feff}a,b\r\n\r\n1,\"x,\"\"y\"\"\"\n\"two\r\nlines\",2\nlast, 3 ", Some(2)),
            ["1/1 a|b", "3/3 1|x,\"y\"", "4/4 two\r\nlines|2", "6/5 last| 3 "]
        );
    }

    #[test]
    fn a_quote_that_is_not_closed_costs_its_own_line() {
        assert_eq!(rows("a,b\n\"1,2\n3,4\n", Some(2)), ["1/1 a|b", "2/2 !\"1|2", "3/3 3|4"]);
        assert_eq!(rows("a,b\n\"1,2\n3,4\n\"5\",6\n", Some(2)), ["1/1 a|b", "2/2 !\"1|2", "3/3 3|4", "4/4 5|6"]);
        assert_eq!(rows("\"1\"x,2\n1\r,2\n", None), ["1/1 !\"1\"x|2", "2/2 !1\r|2"]);
    }

    /// A cell that is cut would be another amount.
    #[test]
    fn a_record_that_is_too_long_is_none() {
        for long in [LONGEST - 40, LONGEST - 12, LONGEST - 10, LONGEST] {
            let text = ["\"q\",", &"x".repeat(long), ",300000\n1,2,3\n"].concat();
            let read = rows(&text, Some(3));
            let ends: Vec<_> = read.iter().map(|row| row.split('|').next_back().unwrap()).collect();
            assert_eq!(ends, ["300000", "3"], "{long}");
            assert_eq!(read[0].contains('!'), text.find('\n').unwrap() >= LONGEST, "{long}");
        }
    }

    #[test]
    fn low_bytes_are_found_wherever_they_stand() {
        let all: Vec<u8> = (0..=u8::MAX).chain(0..=u8::MAX).map(|byte| byte.wrapping_mul(77)).collect();
        for highest in [b'"', b',', b';', b'|'] {
            for (from, to) in (0..20).flat_map(|from| (490..=512).map(move |to| (from, to))) {
                let bytes = &all[..to];
                let expected: Vec<usize> = (from..to).filter(|&place| bytes[place] <= highest).collect();
                assert_eq!(
                    Low::new(bytes, from, highest).collect::<Vec<_>>(),
                    expected,
                    "{highest} from {from} to {to}"
                );
            }
        }
        assert_eq!(Low::new(b"", 0, b',').count(), 0);
    }

    #[test]
    fn spaces_are_none_of_a_cell_and_are_kept_in_its_text() {
        let bytes = b" a ,b\t\r\nc,d\r\n\"e\", f";
        let (mut reader, mut row, mut all) = (Reader::new(bytes, b','), Row::default(), Vec::new());
        while reader.next(bytes, None, &mut row) {
            all.push([0, 1].map(|place| String::from_utf8_lossy(row.raw(bytes, place)).into_owned()).join("|"));
        }
        assert_eq!(all, ["a|b", "c|d", "e|f"]);
    }

    #[test]
    fn a_quote_inside_of_a_cell_is_text() {
        assert_eq!(rows("a\"b,\"\"\n,\n", None), ["1/1 a\"b|", "2/2 |"]);
    }
}
