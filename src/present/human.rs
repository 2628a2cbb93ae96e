//! Amounts and rates as people write them: `30万`, `300,000`, `¥300000`, `３０万元`, `30%`. Never guessed.

use crate::error::{Code, Error};
use crate::json::{self, Value, words};
use crate::money::{Rate, Yuan};
use crate::policy::Number;

words! {
    /// The unit of a number that names none.
    pub enum Unit (UnknownValue) {
        /// 元.
        Yuan = "yuan",
        /// 万元: ten thousand yuan.
        Wan = "wan",
    }
}

/// Reads an amount as a person writes it; nothing at all is `None`.
///
/// Understood: digits, a decimal point, thousands separators in groups of three, full-width forms of all of these,
/// a leading `¥`, a trailing `元`, `万` or `万元`, spaces around.
///
/// # Errors
/// `invalid_amount` for anything else (`3OO`, `1e3`, `-5`, `1,00`, `30万5千`, `1.005`), `amount_too_large` above the limit.
pub fn amount(text: &str, unit: Unit) -> Result<Option<Yuan>, Error> {
    let plain = narrow(text);
    if plain.is_empty() {
        return Ok(None);
    }
    let invalid = || Error::new(Code::InvalidAmount, "").with("found", crate::error::excerpt(text.trim()));
    let number = plain.strip_prefix('¥').unwrap_or(&plain).trim_start();
    let (number, unit) =
        [("万元", Unit::Wan), ("萬元", Unit::Wan), ("万", Unit::Wan), ("萬", Unit::Wan), ("元", Unit::Yuan)]
            .iter()
            .find_map(|&(suffix, named)| Some((number.strip_suffix(suffix)?.trim_end(), named)))
            .unwrap_or((number, unit));
    let digits = ungroup(number).ok_or_else(invalid)?;
    let digits = match unit {
        Unit::Yuan => digits,
        Unit::Wan => shift(&digits, 4).ok_or_else(invalid)?,
    };
    match json::read::<Yuan>(&Value::Text(digits)) {
        Ok(amount) => Ok(Some(amount)),
        Err(error) if error.code() == Code::AmountTooLarge => Err(too_large(text)),
        // More whole digits than any amount has is too large, too, if digits are all that it is.
        Err(_) if number.chars().all(|one| one.is_ascii_digit()) && number.len() > 13 => Err(too_large(text)),
        Err(_) => Err(invalid()),
    }
}

fn too_large(text: &str) -> Error {
    Error::new(Code::AmountTooLarge, "").with("found", crate::error::excerpt(text.trim())).with("max", "1000000000000")
}

/// Reads a number of people as a person writes it: `1,200`, `１２００`; nothing at all is `None`.
///
/// # Errors
/// `out_of_range` for anything else.
pub fn count(text: &str) -> Result<Option<Number>, Error> {
    let plain = narrow(text);
    if plain.is_empty() {
        return Ok(None);
    }
    let digit = |sum: u32, one: char| sum.checked_mul(10)?.checked_add(one.to_digit(10)?);
    let number = ungroup(&plain).and_then(|digits| digits.chars().try_fold(0, digit));
    match number.filter(|number| *number <= 1_000_000) {
        Some(number) => Ok(Some(Number(number))),
        None => {
            let found = crate::error::excerpt(text.trim());
            Err(Error::new(Code::OutOfRange, "").with("found", found).with("min", 0u8).with("max", 1_000_000i64))
        }
    }
}

/// Reads a rate as a person writes it: `30%`, `0.3`; nothing at all is `None`.
///
/// # Errors
/// `invalid_rate` for anything else: `30` alone could mean either.
pub fn rate(text: &str) -> Result<Option<Rate>, Error> {
    let plain = narrow(text);
    if plain.is_empty() {
        return Ok(None);
    }
    let invalid = || Error::new(Code::InvalidRate, "").with("found", crate::error::excerpt(text.trim()));
    let digits = match plain.strip_suffix('%') {
        Some(percent) => shift(percent.trim_end(), -2).ok_or_else(invalid)?,
        None => plain,
    };
    json::read(&Value::Text(digits)).map(Some).map_err(|_| invalid())
}

/// Full-width forms to ASCII, outer spaces away.
pub(super) fn narrow(text: &str) -> String {
    let one = |character: char| match character {
        '０'..='９' | '．' | '，' | '％' => {
            char::from_u32(u32::from(character).saturating_sub(0xfee0)).unwrap_or(character)
        }
        '￥' => '¥',
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    };
    text.chars().map(one).collect::<String>().trim().into()
}

/// Takes thousands separators out, where every group behind the first has three digits.
fn ungroup(number: &str) -> Option<String> {
    let (whole, part) = number.split_once('.').map_or((number, None), |(whole, part)| (whole, Some(part)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let grouped = rest.is_empty() || (!first.is_empty() && first.len() <= 3);
    if !grouped || rest.iter().any(|group| group.len() != 3) {
        return None;
    }
    let mut digits = String::from(first);
    rest.iter().for_each(|group| digits.push_str(group));
    if let Some(part) = part {
        digits.push('.');
        digits.push_str(part);
    }
    Some(digits)
}

/// Moves the decimal point of strict digits: 4 places to the right for 万, 2 to the left for %.
fn shift(number: &str, places: i8) -> Option<String> {
    let (whole, part) = number.split_once('.').unwrap_or((number, ""));
    let written = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let padded = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || padded || !written(whole) || !written(part) || (number.contains('.') && part.is_empty()) {
        return None;
    }
    let count = usize::from(places.unsigned_abs());
    let (whole, part) = if places >= 0 {
        let padded = [part, &"0".repeat(count.saturating_sub(part.len()))].concat();
        let (moved, rest) = padded.split_at_checked(count)?;
        ([whole, moved].concat(), rest.to_owned())
    } else {
        let zeros = count.saturating_add(1).saturating_sub(whole.len());
        let padded = ["0".repeat(zeros).as_str(), whole].concat();
        let (rest, moved) = padded.split_at_checked(padded.len().saturating_sub(count))?;
        (rest.to_owned(), [moved, part].concat())
    };
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let part = part.trim_end_matches('0');
    Some(if part.is_empty() { whole.to_owned() } else { [whole, ".", part].concat() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, unit: Unit) -> Result<String, &'static str> {
        match amount(text, unit) {
            Ok(amount) => Ok(amount.map_or_else(|| "nothing".into(), |amount| amount.to_string())),
            Err(error) => Err(error.code().as_str()),
        }
    }

    #[test]
    fn amounts_as_people_write_them() {
        for (text, yuan) in [
            ("300000", "300000.00"),
            ("300,000", "300000.00"),
            ("¥300000", "300000.00"),
            ("￥ 300,000.50 元", "300000.50"),
            ("30万", "300000.00"),
            ("30 万元", "300000.00"),
            ("３０万", "300000.00"),
            ("３００，０００．５", "300000.50"),
            ("30.5萬", "305000.00"),
            ("0.000001万", "0.01"),
            ("26.666667万", "266666.67"),
            ("0", "0.00"),
            ("1,000,000,000,000", "1000000000000.00"),
            ("", "nothing"),
            ("  ", "nothing"),
        ] {
            assert_eq!(read(text, Unit::Yuan).as_deref(), Ok(yuan), "{text}");
        }
        for (text, yuan) in
            [("30", "300000.00"), ("30万", "300000.00"), ("300000元", "300000.00"), ("66.666667", "666666.67")]
        {
            assert_eq!(read(text, Unit::Wan).as_deref(), Ok(yuan), "{text} in 万元");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "3OO,000",
            "1e3",
            "-5",
            "+5",
            "1,00",
            "3,00,000",
            ",300",
            "1.005",
            "1.",
            ".5",
            "007",
            "30万5千",
            "1亿",
            "三十万",
            "30%",
            "300 000",
            "¥",
            "万",
            "1.2.3",
            "0.0000001万",
            "١٢",
        ] {
            assert_eq!(read(text, Unit::Yuan), Err("invalid_amount"), "{text}");
        }
        for text in ["1000000000000.01", "99999999999999999999", "100000001万"] {
            assert_eq!(read(text, Unit::Yuan), Err("amount_too_large"), "{text}");
        }
    }

    #[test]
    fn numbers_of_people_as_people_write_them() {
        for (text, people) in
            [("1000", 1000), ("1,200", 1200), (" １，２００ ", 1200), ("0", 0), ("1000000", 1_000_000)]
        {
            assert_eq!(count(text).map_err(|error| error.code()), Ok(Some(Number(people))), "{text}");
        }
        assert_eq!(count("  ").map_err(|error| error.code()), Ok(None));
        for text in
            ["1,00", "-5", "+5", "1.5", "1000001", "99999999999999999999", "三百", "¥5", "5元", "5人", "0.1万", "1e3"]
        {
            assert_eq!(count(text).map_err(|error| error.code()), Err(Code::OutOfRange), "{text}");
        }
    }

    #[test]
    fn rates_as_people_write_them() {
        for (text, share) in [
            ("30%", "0.3"),
            ("30 ％", "0.3"),
            ("0.35", "0.35"),
            ("100%", "1"),
            ("1", "1"),
            ("0.5%", "0.005"),
            ("33.33%", "0.3333"),
        ] {
            assert_eq!(rate(text).map(|rate| rate.map(|rate| rate.to_string())), Ok(Some(share.into())), "{text}");
        }
        for text in ["30", "101%", "1.1", "-5%", "%", "33.333%", "三成"] {
            assert_eq!(rate(text).map_err(|error| error.code()), Err(Code::InvalidRate), "{text}");
        }
    }
}
