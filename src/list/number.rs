//! The one place where a workbook's binary number becomes digits: nothing is computed with it, here or anywhere.

/// The digits that a spreadsheet shows for a number: fifteen, which is all that it keeps, and no zeros behind them.
pub(super) fn digits(number: f64) -> String {
    let shown = format!("{number:.14e}");
    shown.parse().map_or(shown, |nearest: f64| nearest.to_string())
}
