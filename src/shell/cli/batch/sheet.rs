//! A CSV with the contract's columns: the same columns out, and an answer behind each row.

use std::io::Write;

use super::Run;
use super::blocks::{Block, Blocks};
use super::columns::Columns;
use super::lanes;
use crate::error::Error;
use crate::estimate::estimate;
use crate::list::judge::{Defaults, Judge, Judged, Manner};
use crate::list::records::{MARK, Reader, Row};
use crate::sheets::list::{answer, put, safe};
use crate::shell::cli::Failure;
use crate::wire;

const APPENDED: [&str; 7] = ["outcome", "grant", "low", "high", "net_cost", "error_code", "error_path"];

/// Rows judged; returns how many failed.
pub(super) fn csv(run: &Run, mut blocks: Blocks, mut output: impl Write) -> Result<u64, Failure> {
    let mut reader = Reader::new(&blocks.held, b',');
    let mut header = Row::default();
    // An empty file has a header without columns, of which the one that is missing is told.
    (header.whole, header.line) = (true, 1);
    reader.next(&blocks.held, None, &mut header);
    let columns = Columns::of(&blocks.held, &header)?;
    if !columns.unread.is_empty() {
        run.progress.tell(&format!("subsidy: columns kept and not read: {}", columns.unread.join(", ")));
    }
    let marked = blocks.held.starts_with(MARK);
    let first = blocks.held.split_inclusive(|&byte| byte == b'\n').next().unwrap_or_default();
    let end: &[u8] = if first.ends_with(b"\r\n") { b"\r\n" } else { b"\n" };
    let mut head = Vec::from(if marked { MARK } else { b"" });
    let width = columns.plain.width;
    cells(&mut head, &blocks.held, &header, 0..width);
    head.extend_from_slice(if width > 0 { b"," } else { b"" });
    head.extend_from_slice(APPENDED.join(",").as_bytes());
    head.extend_from_slice(end);
    output.write_all(&head)?;
    blocks.skip(&reader);

    let judge = Judge::new(&run.catalog, Manner::Contract, Defaults::default(), run.today)?;
    let worker = || {
        let (mut judge, columns) = (judge.clone(), &columns);
        move |block: &mut Block| judged(run, columns, &mut judge, block, end)
    };
    let rows = |blocks: &mut Blocks| blocks.rows(b',', Some(width));
    let failed = lanes::run(&mut blocks, rows, worker, |answers| output.write_all(answers))?;
    output.flush()?;
    Ok(failed)
}

/// Answers the rows of a block.
fn judged(run: &Run, columns: &Columns, judge: &mut Judge, block: &mut Block, end: &[u8]) {
    let width = columns.plain.width;
    let mut reader = Reader { delimiter: b',', at: 0, line: block.line, number: block.number };
    let (mut row, out) = (Row::default(), &mut block.answers);
    while reader.next(&block.bytes, Some(width), &mut row) {
        let plain = judge.plain(&columns.plain, &block.bytes, &row);
        // What is plain is no formula in the columns that are read.
        let formula = || columns.kept.iter().any(|&place| may_be_a_formula(&block.bytes, &row, place));
        if row.bare && row.len() == width && plain.is_some() && !formula() {
            out.extend_from_slice(block.bytes.get(row.from..row.to).unwrap_or_default());
        } else {
            cells(out, &block.bytes, &row, 0..width);
        }
        out.push(b',');
        match plain {
            Some(judged) => answer(out, &judged, None),
            None => match explained(run, columns, &block.bytes, &row) {
                Ok(judged) => answer(out, &judged, None),
                Err(error) => {
                    block.failed = block.failed.saturating_add(1);
                    answer(out, &Judged::FAULTY, Some(&error));
                }
            },
        }
        // Cells beyond the header's stand behind the answer.
        if row.len() > width {
            out.push(b',');
            cells(out, &block.bytes, &row, width..row.len());
        }
        out.extend_from_slice(end);
    }
}

/// A row whose cells are not plain, by the explaining form, which names what is wrong.
fn explained(run: &Run, columns: &Columns, bytes: &[u8], row: &Row) -> Result<Judged, Error> {
    let value = columns.value(bytes, row)?;
    let (application, table, as_of) = wire::open(&run.catalog, &value, run.today)?;
    Ok(Judged::of(&estimate(table, &application, as_of)?))
}

/// Whether a cell begins as a formula may, in full width too: most do not, and stay as they are.
#[inline]
fn may_be_a_formula(bytes: &[u8], row: &Row, place: usize) -> bool {
    matches!(row.raw(bytes, place).first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | 0xef))
}

/// Cells with commas between them; a row that has fewer has empty ones. Text that a spreadsheet could take for a formula is kept
/// from it.
fn cells(out: &mut Vec<u8>, bytes: &[u8], row: &Row, places: std::ops::Range<usize>) {
    let first = places.start;
    for place in places {
        if place > first {
            out.push(b',');
        }
        let cell = row.bytes(bytes, place);
        match std::str::from_utf8(&cell) {
            Ok(text) => put(out, safe(text).as_bytes()),
            Err(_) => put(out, &cell),
        }
    }
}
