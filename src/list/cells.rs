//! What a cell says: plain digits at once, and what people write as well: 第一批, L2, 2024/9/30, 规上.

use std::ops::Range;

use super::heads::narrow;
use crate::date::Date;
use crate::policy::SizeClass;
use crate::present::human::Unit;

/// An amount in plain digits, in whole fen; nothing where it is written in another way, or is none.
#[inline]
pub(super) fn fen(bytes: &[u8], cell: Range<usize>, unit: Unit) -> Option<i64> {
    let at_once = if unit == Unit::Yuan { yuan(bytes, &cell) } else { None };
    at_once.or_else(|| digit_by_digit(bytes.get(cell)?, unit))
}

/// Whole yuan of eight digits at most, with a fraction or without one, all digits at once: hardly anything depends on what
/// they are, so that a processor need not guess it. Nothing where that is not all that stands there.
#[inline]
fn yuan(bytes: &[u8], cell: &Range<usize>) -> Option<i64> {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let &[third, second, last] = bytes.get(..cell.end)?.last_chunk()?;
    let (behind, tens, ones) = match (third, second) {
        (b'.', _) => (3, second, last),
        (_, b'.') => (2, last, b'0'),
        _ => (0, b'0', b'0'),
    };
    let end = cell.end.checked_sub(behind)?;
    let length = end.checked_sub(cell.start)?;
    let missing = 8usize.checked_sub(length).filter(|_| length > 0)?.wrapping_mul(8);
    // What stands before the cell makes way for zeroes before the first digit.
    let all = u64::from_le_bytes(*bytes.get(..end)?.last_chunk()?) ^ EACH.wrapping_mul(0x30);
    let first = all >> missing;
    let values = first << missing;
    let (tens, ones) = (tens ^ b'0', ones ^ b'0');
    // None may be above nine.
    let digits = (values | values.wrapping_add(EACH.wrapping_mul(6))) & EACH.wrapping_mul(0xf0) == 0;
    let padded = (first & 0xff == 0) & (length > 1);
    if !digits | (tens > 9) | (ones > 9) | padded {
        return None;
    }
    // Pairs, fours and the whole: the first digit is in the lowest byte.
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8) & 0x00ff_00ff_00ff_00ff;
    let fours = pairs.wrapping_mul(100).wrapping_add(pairs >> 16) & 0x0000_ffff_0000_ffff;
    let whole = fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xffff_ffff;
    let fen = i64::from(tens).wrapping_mul(10).wrapping_add(i64::from(ones));
    Some((whole as i64).wrapping_mul(100).wrapping_add(fen))
}

/// Any amount in plain digits, as long as it fits.
fn digit_by_digit(cell: &[u8], unit: Unit) -> Option<i64> {
    let decimals: u32 = match unit {
        Unit::Yuan => 2,
        Unit::Wan => 6,
    };
    // No amount has more places, and so many digits fit.
    if cell.is_empty() || cell.len() > 16 {
        return None;
    }
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
    let plain = plain.trim();
    let (day, hour) = plain.split_once([' ', 't']).unwrap_or((plain, "0:00"));
    if !is_hour(hour) {
        return None;
    }
    let mut parts = day.strip_suffix(['日', '号', '號']).unwrap_or(day).split(['-', '/', '.', '年', '月']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let number = |text: &str, longest: usize| -> Option<u16> {
        let written = !text.is_empty() && text.len() <= longest && text.bytes().all(|byte| byte.is_ascii_digit());
        written.then(|| text.parse().ok())?
    };
    let exact = year.len() == 4 && parts.next().is_none();
    let (month, day) = (number(month, 2)?, number(day, 2)?);
    exact.then(|| Date::new(number(year, 4)?, month.try_into().ok()?, day.try_into().ok()?))?
}

/// Whether what stands behind a day is its hour, as a workbook has it, and nothing that says more.
fn is_hour(text: &str) -> bool {
    let numbers = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let parts: Vec<&str> = text.strip_suffix('z').unwrap_or(text).trim().split(':').collect();
    (2..=3).contains(&parts.len()) && parts.into_iter().all(numbers)
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
            for before in ["", "1,", "x,y,1234567890,", "0123456789012345."] {
                let text = [before, cell].concat();
                assert_eq!(fen(text.as_bytes(), before.len()..text.len(), unit), expected, "{text}");
            }
        }
    }

    /// Every cell of up to six characters out of those around which digits begin and end, in front of it what a number could go
    /// on from: read by the standard library's own numbers.
    #[test]
    fn what_is_read_at_once_is_what_stands_there() {
        let expected = |cell: &str| {
            let (whole, part) = cell.split_once('.').unwrap_or((cell, "00"));
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            let written = digits(whole) && digits(part) && part.len() <= 2 && (whole == "0" || !whole.starts_with('0'));
            written.then(|| format!("{whole}{part:0<2}").parse::<i64>().unwrap())
        };
        let mut cells = vec![String::new()];
        for length in 1..=6 {
            let next = |cell: &String| ['0', '1', '9', '.', '/', ':', 'p'].map(|one| format!("{cell}{one}"));
            let longer: Vec<String> = cells.iter().filter(|cell| cell.len() == length - 1).flat_map(next).collect();
            cells.extend(longer);
        }
        assert_eq!(cells.len(), (0..=6).map(|length| 7usize.pow(length)).sum::<usize>());
        // Up to the most digits that are read at once, and beyond.
        cells.extend(
            (0..=11).flat_map(|zeroes| ["", ".1", ".01"].map(|part| format!("9{}7{part}", "0".repeat(zeroes)))),
        );
        for before in ["12345678.", "1.2,", "0123456789,9,"] {
            for cell in &cells {
                let text = [before, cell].concat();
                assert_eq!(fen(text.as_bytes(), before.len()..text.len(), Unit::Yuan), expected(cell), "{text}");
            }
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
        assert_eq!(day("2024-09-30T08:00:00.000Z"), Date::parse("2024-09-30"));
        for text in [
            "9/30/2024",
            "2024-13-01",
            "2024-09",
            "24-09-30",
            "20240930",
            "2024-9-30-1",
            "",
            "2024-09-30test",
            "2024-09-30 至 2025-03-01",
            "2024-09-30 or 2025-03-01",
            "2024-09-30 2023",
            "2024年9月30日日",
        ] {
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
