//! A text file that arrives in parts: its first rows are judged while the rest is on its way.
//!
//! What an answer is does not depend on where a part ends: only whole rows are read, and what is in doubt waits for the rest.

use super::columns::LOOKED_AT;
use super::records::{LONGEST, MARK, Row};
use super::source::check_size;
use super::text;
use super::{List, Source};
use crate::error::Error;

/// What is known of a file that is not all there.
pub(super) struct Arriving {
    /// How many bytes it has.
    size: usize,
    /// Up to where it can be read: behind the last line break.
    ready: usize,
    /// Whether all so far is plain ASCII, which every encoding has alike.
    plain: bool,
    /// Whether what is not ready may be in any encoding, which only the whole of it tells.
    doubtful: bool,
}

impl List {
    /// Opens a file by its first part; nothing where that says too little and the file has to be there as a whole: a workbook,
    /// a text that is neither UTF-8 nor plain, one whose heads may lie further down.
    ///
    /// # Errors
    /// `file_too_large`; else as [`Source::open`].
    pub fn begin(name: &str, first: &[u8], size: usize) -> Result<Option<List>, Error> {
        check_size(u64::try_from(size).unwrap_or(u64::MAX))?;
        let enough = first.iter().filter(|&&byte| byte == b'\n').nth(LOOKED_AT).is_some();
        let ready = after_last_break(first);
        let (lines, rest) = first.split_at_checked(ready).unwrap_or_default();
        let plain = lines.is_ascii();
        let known = plain || lines.starts_with(MARK) || std::str::from_utf8(lines).is_ok();
        if !enough || !known || Source::is_book(first) {
            return Ok(None);
        }
        let mut text = Vec::with_capacity(size);
        text.extend_from_slice(lines);
        let mut list = List::open(name, text)?;
        list.arriving = Some(Arriving { size, ready, plain, doubtful: false });
        list.append(rest, false);
        Ok(Some(list))
    }

    /// Takes the next part.
    pub fn append(&mut self, part: &[u8], last: bool) {
        self.append_by(part.len(), |place| place.copy_from_slice(part), last);
    }

    /// The same of a part of so many bytes that is brought to its place by whoever has it.
    pub fn append_by(&mut self, length: usize, bring: impl FnOnce(&mut [u8]), last: bool) {
        let Some(arriving) = &mut self.arriving else { return };
        let from = self.text.len();
        self.text.resize(from.saturating_add(length), 0);
        let part = self.text.get_mut(from..).unwrap_or_default();
        bring(part);
        arriving.doubtful |= arriving.plain && !part.is_ascii();
        if !arriving.doubtful {
            let rest = self.text.get(arriving.ready..).unwrap_or_default();
            arriving.ready = arriving.ready.saturating_add(after_last_break(rest));
        }
        if last {
            if arriving.doubtful {
                let (rest, encoding) = text::decode(self.text.split_off(arriving.ready));
                self.text.extend_from_slice(&rest);
                self.source.encoding = Some(encoding);
            }
            self.arriving = None;
        }
    }

    /// What can be read by now, and how many bytes there will be, as far as that is known.
    pub(super) fn readable(&self) -> (&[u8], usize) {
        match &self.arriving {
            Some(Arriving { size, ready, .. }) => (self.text.get(..*ready).unwrap_or_default(), *size),
            None => (&self.text, self.text.len()),
        }
    }
}

/// Whether a row may go on in what is yet to come: no row has a quote that is open for so long.
pub(super) fn goes_on(row: &Row, bytes: &[u8]) -> bool {
    row.open && bytes.len().saturating_sub(row.from) <= LONGEST
}

fn after_last_break(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|&byte| byte == b'\n').map_or(0, |place| place.saturating_add(1))
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;
    use crate::catalog::Catalog;
    use crate::date::Date;

    const HEADS: &str = "company,policy,batch,level,software\n";

    /// Thirty plain customers, and then what is odd.
    fn list(odd: &str) -> String {
        let customers: String = (0..30).map(|number| format!("c{number},nanchang,1,2,{number}000\n")).collect();
        [HEADS, &customers, odd].concat()
    }

    /// Everything that is told of a list: its encoding and every row.
    fn answers(list: &List) -> String {
        format!("{:?} {:?} {:?}", list.source.encoding, list.rows(), String::from_utf8_lossy(list.text()))
    }

    fn whole(bytes: &[u8]) -> String {
        let (catalog, today) = (Catalog::embedded().unwrap(), Date::parse("2024-09-30").unwrap());
        let mut list = List::open("a.csv", bytes.to_vec()).unwrap();
        while !list.step(&catalog, today, 7).unwrap().finished {}
        answers(&list)
    }

    /// In parts of so many bytes; each row is judged as soon as it can be.
    fn in_parts(bytes: &[u8], first: usize, length: usize) -> String {
        let (catalog, today) = (Catalog::embedded().unwrap(), Date::parse("2024-09-30").unwrap());
        let (first, rest) = bytes.split_at(first);
        let mut list = List::begin("a.csv", first, bytes.len()).unwrap().unwrap();
        let mut parts = rest.chunks(length).peekable();
        loop {
            let progress = list.step(&catalog, today, 7).unwrap();
            if progress.finished {
                return answers(&list);
            }
            if progress.waiting {
                let part = parts.next().unwrap_or_default();
                list.append(part, parts.peek().is_none());
            }
        }
    }

    #[test]
    fn where_a_part_ends_changes_no_answer() {
        let odd = [
            "",
            "last,wuhan,,3,5",
            "\"two\nlines\",wuhan,,3,5\r\n\r\nnext,wuhan,,2,7\n",
            "\"open,wuhan,,3,5\nnext,wuhan,,2,7\n\"x\",hebi,1,2,9\n",
            "甲厂,南昌,第一批,二级,30万\n\"乙\n\n厂\",武汉,,三级,3OO\n,,,,\n",
            "\"a \"\"quoted\"\" name\",hebi,2,4,1\n\"wide\nand\",more,than,there,are,heads\n",
        ];
        for text in odd.map(list) {
            let marked = ["\u{feff}", &text].concat();
            let chinese = text.replace(HEADS, "企业名称,城市,批次,等级,软件（元）\n");
            for bytes in [text.as_bytes(), &GB18030.encode(&text).0, marked.as_bytes(), chinese.as_bytes()] {
                let expected = whole(bytes);
                let least = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').nth(LOOKED_AT).unwrap().0;
                for first in [least + 1, least + 4, bytes.len().min(least + 60)] {
                    for length in [1, 2, 3, 10, 64, 10_000] {
                        assert_eq!(in_parts(bytes, first, length), expected, "{first} and {length} of {text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_the_first_part_does_not_tell_is_left_to_the_whole() {
        let begun = |bytes: &[u8]| List::begin("a.csv", bytes, 1 << 20).unwrap().is_some();
        let text = list("");
        assert!(begun(text.as_bytes()));
        assert!(!begun(HEADS.as_bytes()));
        assert!(!begun(&GB18030.encode(&text.replace("c1,", "甲厂,")).0));
        assert!(!begun(["PK", &text].concat().as_bytes()));
    }

    /// A quote that is never closed costs its own line, however much follows.
    #[test]
    fn an_open_quote_holds_up_no_more_than_a_row_can_have() {
        let rows = "c,wuhan,,3,5\n".repeat(LONGEST / 8);
        let text = list(&["\"open,wuhan,,3,5\n", &rows].concat());
        assert_eq!(in_parts(text.as_bytes(), 1000, 100_000), whole(text.as_bytes()));
    }
}
