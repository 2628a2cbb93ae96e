//! The one place where an amount becomes binary: what is typed into a cell, at the very end, and never computed with here.

/// The number that a spreadsheet holds for these digits: the nearest one, as if they had been typed.
pub(super) fn binary(digits: &str) -> f64 {
    digits.parse().unwrap_or_default()
}

/// The number that a cell of these digits becomes and that is shown as they stand; nothing where it would be another: `007`,
/// more digits than a spreadsheet keeps.
pub(super) fn spreadsheet_number(digits: &str) -> Option<f64> {
    let number = binary(digits);
    let shown = if digits.contains('.') { digits.trim_end_matches('0').trim_end_matches('.') } else { digits };
    let kept = digits.bytes().filter(u8::is_ascii_digit).count() <= 15;
    (kept && number.to_string() == shown).then_some(number)
}
