//! A discount as people write it: what is taken off, `10%`, or what is left in tenths, `9折`. Never guessed.

use crate::error::{Code, Error, excerpt};
use crate::json::{self, Value};
use crate::money::Rate;
use crate::present::human;

/// What a person may write.
const ALLOWED: &str = "10%, 9折, 95折, 8.5折, 九折, 九五折";

/// What is taken off; nothing at all is `None`. `9折` and `九折` are a tenth off, `85折` and `8.5折` 15 %, `10折` nothing.
///
/// # Errors
/// `unknown_value` for `0.9` and `10` typed by hand: a tenth off to one reader, nine tenths to another; and for tenths that
/// are none, `0折`, `100折`, `05折`. `invalid_rate` for a percentage above the whole.
pub(super) fn read(text: &str, by_hand: bool) -> Result<Option<Rate>, Error> {
    let plain = human::narrow(text);
    let refused = || Error::new(Code::UnknownValue, "").with("found", excerpt(text.trim())).with("allowed", ALLOWED);
    match plain.strip_suffix(['折', '摺']) {
        Some(tenths) => off(tenths).map(Some).ok_or_else(refused),
        None if !by_hand || plain.is_empty() || plain.ends_with('%') => human::rate(text),
        // Nothing off is nothing off, whichever way it is read.
        None => human::rate(text).ok().flatten().filter(|&off| off == Rate::ZERO).map(Some).ok_or_else(refused),
    }
}

/// What tenths leave to be taken off.
fn off(tenths: &str) -> Option<Rate> {
    let tenths: String = tenths.strip_prefix('打').unwrap_or(tenths).trim().chars().map(digit).collect();
    if tenths == "10" || tenths == "十" {
        return Some(Rate::ZERO);
    }
    let digits = match tenths.split_once('.') {
        Some((whole, part)) if whole.len() == 1 && !part.is_empty() => [whole, part].concat(),
        None if tenths.len() <= 2 => tenths,
        _ => return None,
    };
    let left = Some(["0.", &digits].concat()).filter(|_| !digits.is_empty() && !digits.starts_with('0'))?;
    json::read(&Value::Text(left)).ok().map(Rate::rest)
}

/// 九 to 9, 点 to a point.
fn digit(one: char) -> char {
    match "零一二三四五六七八九".chars().zip('0'..='9').find(|(chinese, _)| *chinese == one) {
        Some((_, digit)) => digit,
        None if one == '〇' => '0',
        None if matches!(one, '点' | '點') => '.',
        None => one,
    }
}

/// The tenths that are left: `9`, `8.5`; none where nothing is.
pub(super) fn tenths(off: Rate) -> Option<String> {
    let left = off.rest().per_ten_thousand();
    let text = format!("{}.{:03}", left / 1000, left % 1000);
    (left > 0).then(|| text.trim_end_matches('0').trim_end_matches('.').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(text: &str, by_hand: bool) -> Result<Option<String>, Code> {
        read(text, by_hand).map(|rate| rate.map(|rate| rate.to_string())).map_err(|error| error.code())
    }

    #[test]
    fn what_is_taken_off_as_people_write_it() {
        for (text, rate) in [
            ("10%", "0.1"),
            ("１０％", "0.1"),
            ("2.5 %", "0.025"),
            ("100%", "1"),
            ("0", "0"),
            ("0%", "0"),
            ("10折", "0"),
            ("十折", "0"),
            ("9折", "0.1"),
            ("９ 折", "0.1"),
            ("九折", "0.1"),
            ("打九折", "0.1"),
            ("1折", "0.9"),
            ("95折", "0.05"),
            ("九五折", "0.05"),
            ("95 折", "0.05"),
            ("85折", "0.15"),
            ("8.5折", "0.15"),
            ("八五折", "0.15"),
            ("八点五折", "0.15"),
            ("8.55折", "0.145"),
            ("9.99折", "0.001"),
            ("90折", "0.1"),
        ] {
            assert_eq!(taken(text, true), Ok(Some(rate.into())), "{text}");
        }
        assert_eq!((taken("", true), taken("  ", true)), (Ok(None), Ok(None)));
    }

    #[test]
    fn what_may_mean_two_things_is_refused() {
        let bare = ["10", "0.9", "0.1", "0.15", "1", "1.1", "九", "-5"];
        for text in bare.into_iter().chain(["0折", "05折", "100折", "折", "十一折", "0.5折", "8.折", "8.55555折"])
        {
            assert_eq!(taken(text, true), Err(Code::UnknownValue), "{text}");
        }
        for text in ["-5%", "101%", "九%"] {
            assert_eq!(taken(text, true), Err(Code::InvalidRate), "{text}");
        }
    }

    #[test]
    fn a_program_states_a_rate() {
        assert_eq!(taken("0.10", false), Ok(Some("0.1".into())));
        assert_eq!(taken("9折", false), Ok(Some("0.1".into())));
        assert_eq!(taken("10", false), Err(Code::InvalidRate));
    }

    #[test]
    fn what_is_left_in_tenths() {
        for (text, left) in
            [("10%", Some("9")), ("15%", Some("8.5")), ("0", Some("10")), ("0.1%", Some("9.99")), ("100%", None)]
        {
            assert_eq!(read(text, true).ok().flatten().and_then(tenths).as_deref(), left, "{text}");
        }
    }
}
