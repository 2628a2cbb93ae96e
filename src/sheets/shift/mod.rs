//! An officer's list under two tables, to take along: every column of the file, and what each table gives each row.
//!
//! In the CSV the columns of the answer have the contract's manner; the workbook speaks the reader's language, and has the
//! sums before the rows.

mod workbook;

use super::list::answered;
use crate::catalog::Table;
use crate::list::List;
use crate::money::Yuan;
use crate::shift::{Shifted, Shifts};

pub use workbook::workbook;

/// The columns of an answer.
pub const ANSWER: [&str; 9] =
    ["row", "then", "now", "delta", "change", "error_code", "error_cell", "then_digest", "now_digest"];

/// Every row as CSV in UTF-8 with a byte order mark.
pub fn csv(list: &List, shifts: &Shifts, tables: [&Table; 2]) -> Vec<u8> {
    let digests = tables.map(|table| table.digest.clone());
    answered(list, &ANSWER, shifts.enterprises.iter().map(|one| [&answer(one)[..], &digests].concat()))
}

fn answer(one: &Shifted) -> [String; 7] {
    let yuan = |amount: Option<Yuan>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let change = one.aside.map_or(one.change.as_str(), |why| why.as_str());
    let (code, cell) = one.fault.as_ref().map_or(("", ""), |fault| (fault.error.code().as_str(), fault.cell.as_str()));
    [
        one.row.to_string(),
        yuan(one.then),
        yuan(one.now),
        yuan(one.delta()),
        change.to_owned(),
        code.to_owned(),
        cell.to_owned(),
    ]
}
