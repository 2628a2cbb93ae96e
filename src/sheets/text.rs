//! Text that a spreadsheet could take for a formula.

/// Whether a program that opens it might compute with it: the first character decides, in its full-width form too.
pub(super) fn looks_like_a_formula(text: &str) -> bool {
    const SIGNS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    text.starts_with(SIGNS)
}

/// Columns that a text is wide, a Chinese character being two.
pub(super) fn width(text: &str) -> usize {
    text.chars().map(|one| if one.is_ascii() { 1 } else { 2 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_run_is_known_by_its_first_character() {
        for text in ["=1+1", "+8610", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＠x"] {
            assert!(looks_like_a_formula(text), "{text:?}");
        }
        for text in ["", "软件", "1=1", "不超过 60%", "'=1", "− 5"] {
            assert!(!looks_like_a_formula(text), "{text:?}");
        }
    }

    #[test]
    fn a_chinese_character_is_two_columns_wide() {
        assert_eq!(width("MES 软件"), 8);
    }
}
