//! A stream in blocks of whole lines or whole rows, as many bytes each: what is held does not grow with the file.

use std::io::{self, Read};

use encoding_rs::{Decoder, GB18030};

use crate::list::records::{LONGEST, Reader, Row};
use crate::list::text::Encoding;
use crate::shell::cli::progress::Progress;

/// The bytes of a block, but for a row that is longer.
const BLOCK: usize = 1 << 17;

/// Whole rows, and how many lines and rows stand before them.
#[derive(Default)]
pub(super) struct Block {
    pub bytes: Vec<u8>,
    pub line: usize,
    pub number: usize,
    /// What is answered to them.
    pub answers: Vec<u8>,
    /// How many of them failed.
    pub failed: u64,
}

/// Reads and cuts.
pub(super) struct Blocks<'r> {
    input: Box<dyn Read + 'r>,
    progress: &'r Progress,
    /// From another encoding to UTF-8.
    decoder: Option<Decoder>,
    /// Whether all so far is plain ASCII, which every encoding has alike: the first other byte tells which it is.
    undecided: bool,
    /// What is read and not yet given out.
    pub held: Vec<u8>,
    /// Blocks that are written, to be used again: memory does not grow, and no core frees what another took.
    pub spare: Vec<Block>,
    ended: bool,
    /// What stands before the next block.
    line: usize,
    number: usize,
}

impl<'r> Blocks<'r> {
    /// Reads the first block's worth.
    pub fn new(input: Box<dyn Read + 'r>, progress: &'r Progress) -> io::Result<Self> {
        let mut blocks = Blocks {
            input,
            progress,
            decoder: None,
            undecided: false,
            held: Vec::new(),
            spare: Vec::new(),
            ended: false,
            line: 0,
            number: 0,
        };
        blocks.fill(BLOCK)?;
        Ok(blocks)
    }

    /// Takes text in whatever encoding it is, from the beginning on.
    pub fn decode(&mut self) {
        self.undecided = self.held.is_ascii();
        if let Some(table) = Encoding::of(&self.held).table(&self.held) {
            self.decode_from(0, table.new_decoder());
        }
    }

    fn decode_from(&mut self, at: usize, mut decoder: Decoder) {
        let raw = self.held.split_off(at);
        append(&mut decoder, &raw, &mut self.held, self.ended);
        self.decoder = Some(decoder);
    }

    /// Decides by a block's worth of text from here on.
    fn decide(&mut self, at: usize) -> io::Result<()> {
        self.undecided = false;
        self.fill(at.saturating_add(BLOCK))?;
        let rest = self.held.get(at..).unwrap_or_default();
        if Encoding::of(rest) == Encoding::Gb18030 {
            self.decode_from(at, GB18030.new_decoder());
        }
        Ok(())
    }

    /// Leaves out what a reader has read.
    pub fn skip(&mut self, reader: &Reader) {
        self.held.drain(..reader.at.min(self.held.len()));
        (self.line, self.number) = (reader.line, reader.number);
    }

    /// Reads until so many bytes are held, or there are no more.
    fn fill(&mut self, wanted: usize) -> io::Result<()> {
        while !self.ended && self.held.len() < wanted {
            let length = self.held.len();
            let missing = u64::try_from(wanted.saturating_sub(length)).unwrap_or(u64::MAX);
            let read = match &mut self.decoder {
                None => (&mut self.input).take(missing).read_to_end(&mut self.held)?,
                Some(decoder) => {
                    let mut raw = Vec::new();
                    let read = (&mut self.input).take(missing).read_to_end(&mut raw)?;
                    append(decoder, &raw, &mut self.held, read == 0);
                    read
                }
            };
            self.progress.advance(read);
            self.ended = read == 0;
            let place = self.held.get(length..).unwrap_or_default().iter().position(|byte| !byte.is_ascii());
            if let (true, Some(place)) = (self.undecided, place) {
                self.decide(length.saturating_add(place))?;
            }
        }
        Ok(())
    }

    /// The next whole lines.
    pub fn lines(&mut self) -> io::Result<Option<Block>> {
        self.next(of_lines)
    }

    /// The next whole rows, of this width where they have several lines.
    pub fn rows(&mut self, delimiter: u8, width: Option<usize>) -> io::Result<Option<Block>> {
        self.next(|held| {
            if !held.contains(&b'"') {
                return of_lines(held);
            }
            let mut reader = Reader { delimiter, at: 0, line: 0, number: 0 };
            let mut row = Row::default();
            let mut cut = None;
            while reader.next(held, width, &mut row) {
                let enough = held.len().saturating_sub(row.from) > LONGEST;
                let closed = held.get(reader.at.wrapping_sub(1)) == Some(&b'\n');
                if (row.open && !enough) || !closed {
                    break;
                }
                cut = Some(Cut { at: reader.at, lines: reader.line, rows: reader.number });
            }
            cut
        })
    }

    fn next(&mut self, cut: impl Fn(&[u8]) -> Option<Cut>) -> io::Result<Option<Block>> {
        let mut wanted = BLOCK;
        loop {
            self.fill(wanted)?;
            if self.held.is_empty() {
                return Ok(None);
            }
            // Nothing is counted behind the last block.
            let last = || Cut { at: self.held.len(), lines: 0, rows: 0 };
            let Some(Cut { at, lines, rows }) = (if self.ended { Some(last()) } else { cut(&self.held) }) else {
                wanted = wanted.saturating_mul(2);
                continue;
            };
            let Block { mut bytes, mut answers, .. } = self.spare.pop().unwrap_or_default();
            bytes.clear();
            answers.clear();
            bytes.extend(self.held.drain(..at.min(self.held.len())));
            let block = Block { bytes, line: self.line, number: self.number, answers, failed: 0 };
            self.line = self.line.saturating_add(lines);
            self.number = self.number.saturating_add(rows);
            return Ok(Some(block));
        }
    }
}

/// Where a block ends, and how many lines and rows it has.
struct Cut {
    at: usize,
    lines: usize,
    rows: usize,
}

/// Up to the last line's end; without quotes a line is a row.
fn of_lines(held: &[u8]) -> Option<Cut> {
    let at = held.iter().rposition(|&byte| byte == b'\n')?.saturating_add(1);
    let lines = held.iter().take(at).filter(|&&byte| byte == b'\n').count();
    Some(Cut { at, lines, rows: lines })
}

/// Decodes what was read; a byte that stands for nothing becomes a mark of its own.
fn append(decoder: &mut Decoder, raw: &[u8], out: &mut Vec<u8>, last: bool) {
    let room = decoder.max_utf8_buffer_length(raw.len()).unwrap_or_default();
    let from = out.len();
    out.resize(from.saturating_add(room), 0);
    let (_, _, written, _) = decoder.decode_to_utf8(raw, out.get_mut(from..).unwrap_or_default(), last);
    out.truncate(from.saturating_add(written));
}
