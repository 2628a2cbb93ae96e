//! The one place where an amount becomes binary: what is typed into a cell, at the very end, and never computed with here.

/// The number that a spreadsheet holds for these digits: the nearest one, as if they had been typed.
pub(super) fn binary(digits: &str) -> f64 {
    digits.parse().unwrap_or_default()
}
