//! An officer's list against a programme's money, to take along: in the CSV an enterprise a row with the contract's names,
//! in the workbook the sums and the enterprises in the reader's language.

mod workbook;

use super::list::{put, safe};
use crate::catalog::Table;
use crate::list::records::MARK;
use crate::money::Yuan;
use crate::portfolio::{Charged, Portfolio};
use crate::terms::Range;

pub use workbook::workbook;

const COLUMNS: [&str; 21] = [
    "row",
    "company",
    "company_id",
    "batch",
    "level",
    "district",
    "ceiling",
    "ceiling_low",
    "ceiling_high",
    "approved",
    "below_low",
    "below_high",
    "liability",
    "liability_low",
    "liability_high",
    "paid",
    "outstanding_low",
    "outstanding_high",
    "marks",
    "error_code",
    "error_cell",
];

/// Every enterprise as CSV in UTF-8 with a byte order mark. Text that a spreadsheet could take for a formula is kept from
/// it.
pub fn csv(portfolio: &Portfolio, table: &Table) -> Vec<u8> {
    let mut out = Vec::from(MARK);
    out.extend_from_slice(COLUMNS.join(",").as_bytes());
    out.extend_from_slice(b",policy_digest\r\n");
    for one in &portfolio.enterprises {
        for cell in cells(one) {
            put(&mut out, safe(&cell).as_bytes());
            out.push(b',');
        }
        out.extend_from_slice(table.digest.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn cells(one: &Charged) -> Vec<String> {
    let yuan = |amount: Option<Yuan>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let part = |range: Option<Range>, of: fn(Range) -> Yuan| yuan(range.map(of));
    let (amount, low, high) = (|range: Range| range.amount, |range: Range| range.low, |range: Range| range.high);
    let aside = one.aside.map(|why| why.as_str());
    let marks: Vec<&str> = aside.into_iter().chain(one.marks.iter().map(|mark| mark.as_str())).collect();
    let codes: Vec<&str> = one.faults.iter().map(|fault| fault.error.code().as_str()).collect();
    let places: Vec<&str> = one.faults.iter().map(|fault| fault.cell.as_str()).collect();
    vec![
        one.row.to_string(),
        one.name.clone(),
        one.id.clone(),
        one.batch.map(|batch| batch.number().to_string()).unwrap_or_default(),
        one.level.map(|level| level.number().to_string()).unwrap_or_default(),
        one.district.clone(),
        part(one.ceiling, amount),
        part(one.ceiling, low),
        part(one.ceiling, high),
        yuan(one.approved),
        part(one.below, low),
        part(one.below, high),
        part(one.liability, amount),
        part(one.liability, low),
        part(one.liability, high),
        yuan(one.paid),
        part(one.outstanding, low),
        part(one.outstanding, high),
        marks.join(" "),
        codes.join(" "),
        places.join(" "),
    ]
}
