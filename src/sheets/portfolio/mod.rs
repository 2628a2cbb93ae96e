//! An officer's list against a programme's money, to take along: every column of the file, and what each row comes to.
//!
//! In the CSV the columns of the answer have the contract's names; the workbook speaks the reader's language, and has the
//! sums before the rows.

mod workbook;

use super::list::answered;
use crate::catalog::Table;
use crate::list::List;
use crate::money::Yuan;
use crate::portfolio::{Charged, Portfolio};
use crate::terms::Range;

pub(super) use workbook::people;
pub use workbook::workbook;

/// The columns of an answer.
pub const ANSWER: [&str; 17] = [
    "row",
    "ceiling",
    "ceiling_low",
    "ceiling_high",
    "approved_yuan",
    "below_low",
    "below_high",
    "liability",
    "liability_low",
    "liability_high",
    "paid_yuan",
    "outstanding_low",
    "outstanding_high",
    "marks",
    "error_code",
    "error_cell",
    "policy_digest",
];

/// Every row as CSV in UTF-8 with a byte order mark.
pub fn csv(list: &List, portfolio: &Portfolio, table: &Table) -> Vec<u8> {
    let answers = portfolio.enterprises.iter().map(|one| [answer(one), vec![table.digest.clone()]].concat());
    answered(list, &ANSWER, answers)
}

fn answer(one: &Charged) -> Vec<String> {
    let yuan = |amount: Option<Yuan>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let part = |range: Option<Range>, of: fn(Range) -> Yuan| yuan(range.map(of));
    let (amount, low, high) = (|range: Range| range.amount, |range: Range| range.low, |range: Range| range.high);
    let aside = one.aside.map(|why| why.as_str());
    let marks: Vec<&str> = aside.into_iter().chain(one.marks.iter().map(|mark| mark.as_str())).collect();
    let codes: Vec<&str> = one.faults.iter().map(|fault| fault.error.code().as_str()).collect();
    let places: Vec<&str> = one.faults.iter().map(|fault| fault.cell.as_str()).collect();
    vec![
        one.row.to_string(),
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
