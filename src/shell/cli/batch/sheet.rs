//! CSV: known columns become an application, every column is kept, the answer is appended.

use std::io::{BufRead, Write};

use csv::{ByteRecord, Terminator, WriterBuilder};

use super::Run;
use super::columns::Columns;
use super::records::{MARK, Records, Row};
use crate::estimate::{Estimate, estimate};
use crate::shell::cli::Failure;
use crate::wire;

/// Appended to every row, in this order.
const APPENDED: [&str; 7] = ["outcome", "grant", "low", "high", "net_cost", "error_code", "error_path"];

/// One application a row; returns how many failed.
pub(super) fn csv(run: &Run, input: impl BufRead, mut output: impl Write) -> Result<u64, Failure> {
    let mut records = Records::new(input, &run.progress)?;
    let nothing = || Row { line: 1, cells: ByteRecord::new(), whole: true };
    let header = records.next(None)?.unwrap_or_else(nothing);
    let columns = Columns::of(&header)?;
    let width = columns.width;
    if !columns.unread.is_empty() {
        run.progress.tell(&format!("subsidy: columns kept and not read: {}", columns.unread.join(", ")));
    }

    if records.marked {
        output.write_all(MARK)?;
    }
    let end = if records.crlf { Terminator::CRLF } else { Terminator::Any(b'\n') };
    let mut writer = WriterBuilder::new().flexible(true).terminator(end).from_writer(output);
    writer.write_byte_record(&appended(&header.cells, width, APPENDED.map(str::as_bytes))).map_err(told)?;
    let mut failed = 0u64;
    while let Some(row) = records.next(Some(width))? {
        let answer = columns.value(&row).and_then(|value| {
            let (application, table, as_of) = wire::open(&run.catalog, &value, run.today)?;
            estimate(table, &application, as_of).map(|estimate| cells(&estimate))
        });
        let cells = answer.unwrap_or_else(|error| {
            failed = failed.saturating_add(1);
            let empty = String::new;
            [empty(), empty(), empty(), empty(), empty(), error.code().as_str().into(), error.path().into()]
        });
        writer.write_byte_record(&appended(&row.cells, width, cells.each_ref().map(String::as_bytes))).map_err(told)?;
    }
    writer.flush()?;
    Ok(failed)
}

fn told(error: csv::Error) -> Failure {
    let words = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error.into(),
        _ => Failure::Told(words),
    }
}

/// A row with the answer behind as many columns as the header has; cells beyond them stand behind the answer.
fn appended(row: &ByteRecord, width: usize, cells: [&[u8]; 7]) -> ByteRecord {
    let own = row.iter().chain(std::iter::repeat(&b""[..])).take(width);
    own.chain(cells).chain(row.iter().skip(width)).collect()
}

fn cells(estimate: &Estimate) -> [String; 7] {
    let empty = String::new;
    let [mut grant, mut low, mut high, mut net] = [empty(), empty(), empty(), empty()];
    if let (Some(range), Some(cost)) = (estimate.grant, estimate.net_cost) {
        [grant, low, high, net] = [range.amount, range.low, range.high, cost.amount].map(|amount| amount.to_string());
    }
    [estimate.outcome.as_str().into(), grant, low, high, net, empty(), empty()]
}
