//! What a cell says: plain digits at once, and what people write as well: 第一批, L2, 2024/9/30, 规上.

use super::heads::narrow;
use crate::date::Date;
use crate::policy::SizeClass;
use crate::present::human::Unit;

/// An amount in plain digits, in whole fen; nothing where it is written in another way, or is none.
#[inline]
pub(super) fn fen(cell: &[u8], unit: Unit) -> Option<i64> {
    // No amount has more places, and so many digits fit.
    if cell.is_empty() || cell.len() > 16 {
        return None;
    }
    let decimals: u32 = match unit {
        Unit::Yuan => 2,
        Unit::Wan => 6,
    };
    let (mut number, mut behind, mut point) = (0i64, 0u32, false);
    for (place, &byte) in cell.iter().enumerate() {
        match byte {
            b'0'..=b'9' => {
                number = number.wrapping_mul(10).wrapping_add(i64::from(byte & 0x0f));
                behind = behind.wrapping_add(u32::from(point));
            }
            b'.' if !point && place > 0 => point = true,
            _ => return None,
        }
    }
    let padded = cell.starts_with(b"0") && cell.len() > 1 && cell.get(1) != Some(&b'.');
    if padded || cell.ends_with(b".") || behind > decimals {
        return None;
    }
    // Compared first: a checked product of this width is a call, where the page runs.
    let (factor, most) = *SCALES.get(decimals.checked_sub(behind)? as usize)?;
    (number <= most).then_some(number.wrapping_mul(factor))
}

/// 10 to the power of each place, and what it can be multiplied with.
const SCALES: [(i64, i64); 7] =
    [scale(1), scale(10), scale(100), scale(1_000), scale(10_000), scale(100_000), scale(1_000_000)];

const fn scale(factor: i64) -> (i64, i64) {
    (factor, i64::MAX.saturating_div(factor))
}

/// A batch as people write it.
pub(super) fn batch(text: &str) -> Option<u8> {
    numbered(text, &["第", "批次", "batch", "b"], &["批次", "批", "stbatch", "ndbatch", "rdbatch"])
}

/// A level as people write it.
pub(super) fn level(text: &str) -> Option<u8> {
    const BEHIND: [&str; 6] = ["级水平", "級水平", "级", "級", "等级", "等級"];
    numbered(text, &["等级", "等級", "水平", "level", "lv", "l"], &BEHIND)
}

/// The number of a word, with one of these before and one of those behind it, or neither; 0 is none that there is.
fn numbered(text: &str, before: &[&str], behind: &[&str]) -> Option<u8> {
    let plain: String = text.to_lowercase().chars().map(narrow).filter(|one| !one.is_whitespace()).collect();
    let rest = before.iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(&plain);
    let rest = behind.iter().find_map(|word| rest.strip_suffix(word)).unwrap_or(rest);
    match rest {
        "一" | "首" | "壹" | "ⅰ" | "i" => Some(1),
        "二" | "贰" | "貳" | "ⅱ" | "ii" => Some(2),
        "三" | "叁" | "參" | "ⅲ" | "iii" => Some(3),
        "四" | "肆" | "ⅳ" | "iv" => Some(4),
        digits => digits.parse().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit())),
    }
}

/// A day as people write it: year, month and day in this order. Another order is not guessed.
pub(super) fn day(text: &str) -> Option<Date> {
    let plain: String = text.chars().map(narrow).collect();
    // A workbook's day may have an hour behind it.
    let plain = plain.trim().split([' ', 't']).next()?;
    let mut parts = plain.trim_end_matches(['日', '号', '號']).split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |text: &str, longest: usize| -> Option<u16> {
        let written = !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
        written.then(|| text.parse().ok())?
    };
    let exact = year.len() == 4 && parts.next().is_none();
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    exact.then(|| Date::new(number(year, 4)?, month.try_into().ok()?, day.try_into().ok()?))?
}

/// 规上 or 规下, also as the answer to 是否规上.
pub(super) fn size_class(text: &str) -> Option<SizeClass> {
    let plain: String = text.chars().map(narrow).filter(|one| one.is_alphanumeric()).collect();
    match plain.as_str() {
        "规上" | "規上" | "规上企业" | "規上企業" | "是" | "yes" | "abovescale" => {
            Some(SizeClass::AboveScale)
        }
        "规下" | "規下" | "规下企业" | "規下企業" | "否" | "no" | "belowscale" => {
            Some(SizeClass::BelowScale)
        }
        _ => None,
    }
}

/// The name of a column as a spreadsheet has it, from 0: A, Z, AA.
pub fn letters(place: usize) -> String {
    let mut name = String::new();
    let mut rest = Some(place);
    while let Some(place) = rest {
        name.insert(0, char::from(b'A'.saturating_add((place % 26) as u8)));
        rest = (place / 26).checked_sub(1);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_in_plain_digits_and_nothing_else() {
        for (cell, unit, expected) in [
            ("0", Unit::Yuan, Some(0)),
            ("300000", Unit::Yuan, Some(30_000_000)),
            ("300000.5", Unit::Yuan, Some(30_000_050)),
            ("0.01", Unit::Yuan, Some(1)),
            ("1000000000000.00", Unit::Yuan, Some(100_000_000_000_000)),
            ("30", Unit::Wan, Some(30_000_000)),
            ("66.666667", Unit::Wan, Some(66_666_667)),
            ("0.0000001", Unit::Wan, None),
            ("1.005", Unit::Yuan, None),
            ("007", Unit::Yuan, None),
            ("1.", Unit::Yuan, None),
            (".5", Unit::Yuan, None),
            ("-5", Unit::Yuan, None),
            ("1e3", Unit::Yuan, None),
            ("30万", Unit::Yuan, None),
            ("", Unit::Yuan, None),
            ("9223372036854", Unit::Wan, Some(9_223_372_036_854_000_000)),
            ("9223372036855", Unit::Wan, None),
        ] {
            assert_eq!(fen(cell.as_bytes(), unit), expected, "{cell}");
        }
    }

    #[test]
    fn batches_levels_and_days_as_people_write_them() {
        for (text, number) in [("第一批", 1), ("批次二", 2), ("３", 3), ("第3批次", 3), ("Batch 2", 2), ("首批", 1)]
        {
            assert_eq!(batch(text), Some(number), "{text}");
        }
        for (text, number) in
            [("二级", 2), ("L2", 2), ("level 4", 4), ("3级水平", 3), ("等级：1", 0), ("Ⅲ级", 3), ("貳級", 2)]
        {
            assert_eq!(level(text).unwrap_or_default(), number, "{text}");
        }
        for text in ["", "甲", "-1", "二三", "2.5", "0.2", "规上"] {
            assert_eq!(level(text).filter(|&number| number < 5), None, "{text}");
        }
        for text in
            ["2024-09-30", "2024/9/30", "2024.9.30", "2024年9月30日", "２０２４－０９－３０", "2024-09-30 08:00:00"]
        {
            assert_eq!(day(text), Date::parse("2024-09-30"), "{text}");
        }
        for text in ["9/30/2024", "2024-13-01", "2024-09", "24-09-30", "20240930", "2024-9-30-1", ""] {
            assert_eq!(day(text), None, "{text}");
        }
    }

    #[test]
    fn columns_have_the_names_that_a_spreadsheet_gives_them() {
        for (place, name) in [(0, "A"), (2, "C"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(place), name);
        }
    }
}
