//! Yuan and rates: whole fen and whole hundredths of a percent, strict text, and how a grant and a tax are rounded.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::{Code, Error, Param, excerpt};
use crate::json::{Node, Read};

/// A rate of one, in hundredths of a percent.
const WHOLE: u16 = 10_000;

/// An amount of money in yuan (元), exact to the fen, from 0.00 to 1,000,000,000,000.00 on input.
///
/// On the wire it is a string with exactly two decimals: `"300000.00"`. It is held as a whole number of fen, of which
/// the largest amount times the largest rate or count still fits.
///
/// # Errors
/// Reading refuses `"-1"`, `"+1"`, `"1e3"`, `"1,000"`, `"01"`, `"1."`, `".5"`, `"1.005"`, `""`, `"1000000000000.01"`,
/// and the JSON number `300000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Yuan(i64);

impl Yuan {
    /// Nothing.
    pub const ZERO: Yuan = Yuan(0);
    /// The largest amount of a single item, and of the sum of a list (contract, "Numbers").
    pub const MAX: Yuan = Yuan(100_000_000_000_000);

    /// A whole number of fen (0.01 元).
    pub fn from_fen(fen: i64) -> Yuan {
        Yuan(fen)
    }

    /// A whole number of yuan, for limits that stand in the code.
    pub(crate) const fn from_yuan(yuan: u32) -> Yuan {
        // A `u32` times a hundred fits.
        Yuan((yuan as i64).wrapping_mul(100))
    }

    /// The yuan without their fen, cut down: for drawing only.
    pub(crate) fn whole(self) -> i64 {
        self.0 / 100
    }

    /// The amount in whole fen.
    pub const fn fen(self) -> i64 {
        self.0
    }

    /// The sum.
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn plus(self, other: Yuan) -> Result<Yuan, Error> {
        self.0.checked_add(other.0).map(Yuan).ok_or_else(overflow)
    }

    /// The difference; negative where `other` is larger.
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn minus(self, other: Yuan) -> Result<Yuan, Error> {
        self.0.checked_sub(other.0).map(Yuan).ok_or_else(overflow)
    }

    /// This many times the amount.
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn times(self, count: u32) -> Result<Yuan, Error> {
        self.0.checked_mul(count.into()).map(Yuan).ok_or_else(overflow)
    }

    /// The share `rate` of the amount, **cut down to the fen**: the one rounding of a grant.
    ///
    /// No document states a rule; cutting down never exceeds a ceiling (contract, "Numbers").
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn share(self, rate: Rate) -> Result<Yuan, Error> {
        self.0
            .checked_mul(rate.0.into())
            .and_then(|product| product.checked_div(WHOLE.into()))
            .map(Yuan)
            .ok_or_else(overflow)
    }

    /// The smallest spend, to the fen, of which `rate` reaches this amount; `None` for a rate of zero.
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn spend_for(self, rate: Rate) -> Result<Option<Yuan>, Error> {
        // The smallest spend with spend × rate ≥ amount is the quotient, rounded up.
        let rate = i64::from(rate.0);
        let product = self.0.checked_mul(WHOLE.into()).ok_or_else(overflow)?;
        let (whole, rest) = (product.checked_div(rate), product.checked_rem(rate));
        let more = i64::from(rest.is_some_and(|rest| rest > 0));
        Ok(whole.and_then(|whole| whole.checked_add(more)).map(Yuan))
    }

    /// The tax on an amount without it, **rounded half up to the fen**: what an invoice does (contract, "Numbers").
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn tax_on(self, rate: Rate) -> Result<Yuan, Error> {
        self.half_up(rate, WHOLE.into())
    }

    /// The tax in an amount that holds it, rounded likewise.
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn tax_within(self, rate: Rate) -> Result<Yuan, Error> {
        self.half_up(rate, i64::from(WHOLE).saturating_add(rate.0.into()))
    }

    /// `self × rate ÷ whole`, half up: a half more, then cut down, both doubled to stay whole.
    fn half_up(self, rate: Rate, whole: i64) -> Result<Yuan, Error> {
        let doubled = self.0.checked_mul(rate.0.into()).and_then(|product| product.checked_mul(2));
        let quotient = doubled.and_then(|doubled| doubled.checked_add(whole)?.checked_div(whole.checked_mul(2)?));
        quotient.map(Yuan).ok_or_else(overflow)
    }

    /// The highest price of which no more than this is left once `rate` of it, cut down to the fen, is paid; `None` where
    /// all of it is.
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn price_leaving(self, rate: Rate) -> Result<Option<Yuan>, Error> {
        // What is left is price × (1 − rate), rounded up, so the price is the quotient, cut down.
        let product = self.0.checked_mul(WHOLE.into()).ok_or_else(overflow)?;
        Ok(product.checked_div(i64::from(WHOLE.saturating_sub(rate.0))).map(Yuan))
    }

    /// The part of a whole in tenths of a percent, cut down: for telling, never for an amount. Of nothing it is none.
    pub fn tenths_of_percent(self, whole: Yuan) -> Rate {
        Rate(self.per_mille(whole).saturating_mul(10))
    }

    /// As [`Yuan::tenths_of_percent`], but what is cut off counts as one more: for telling what is a ceiling.
    #[cfg(any(feature = "desk", feature = "sheets"))]
    pub(crate) fn tenths_of_percent_up(self, whole: Yuan) -> Rate {
        let (per_mille, thousand) = (self.per_mille(whole), self.0.checked_mul(1000));
        let more = thousand.and_then(|product| product.checked_rem(whole.0)).is_some_and(|rest| rest > 0);
        Rate(per_mille.saturating_add(more.into()).saturating_mul(10))
    }

    /// The part of a whole in thousandths, cut down: for drawing and telling, never for an amount.
    pub(crate) fn per_mille(self, whole: Yuan) -> u16 {
        let share = self.0.checked_mul(1000).and_then(|product| product.checked_div(whole.0));
        share.and_then(|share| u16::try_from(share).ok()).unwrap_or(0)
    }
}

/// Room for any amount: 19 digits, point and sign.
const PLACES: usize = 21;

impl Yuan {
    /// The amount with its two decimals. An answer has dozens of them; through `fmt` they took a tenth of its time.
    fn text(self, room: &mut [u8; PLACES]) -> &str {
        let (mut rest, mut used) = (self.0.unsigned_abs(), 0usize);
        for (place, byte) in room.iter_mut().rev().enumerate() {
            used = place;
            if place == 2 {
                *byte = b'.';
            } else if rest > 0 || place <= 3 {
                *byte = b'0' | (rest % 10) as u8;
                rest /= 10;
            } else {
                *byte = b'-';
                break;
            }
        }
        let used = if self.0 < 0 { used.saturating_add(1) } else { used };
        let written = room.get(PLACES.saturating_sub(used)..).unwrap_or_default();
        std::str::from_utf8(written).unwrap_or_default()
    }
}

#[cfg(feature = "sheets")]
impl Yuan {
    /// Appends the amount with its two decimals.
    pub(crate) fn write(self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.text(&mut [0; PLACES]).as_bytes());
    }
}

fn overflow() -> Error {
    Error::new(Code::Overflow, "")
}

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text(&mut [0; PLACES]))
    }
}

impl From<Yuan> for Param {
    #[inline(never)]
    fn from(amount: Yuan) -> Self {
        Param::Text(amount.to_string())
    }
}

impl From<Rate> for Param {
    #[inline(never)]
    fn from(rate: Rate) -> Self {
        Param::Text(rate.to_string())
    }
}

impl Serialize for Yuan {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text(&mut [0; PLACES]))
    }
}

/// Strict digits as a whole number of the last decimal: `0` or no leading zero, at most `decimals` behind the point, no
/// sign, exponent or separator.
fn strict(text: &str, whole_digits: usize, decimals: usize) -> Option<i64> {
    let (whole, part) = match text.split_once('.') {
        Some((_, "")) => return None,
        Some(parts) => parts,
        None => (text, ""),
    };
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || leading_zero || whole.len() > whole_digits {
        return None;
    }
    let missing = std::iter::repeat_n(b'0', decimals.checked_sub(part.len())?);
    whole.bytes().chain(part.bytes()).chain(missing).try_fold(0i64, |number, byte| {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte & 0x0f))?;
        number.checked_mul(10)?.checked_add(digit)
    })
}

impl Read for Yuan {
    #[inline(never)]
    fn read(node: Node) -> Result<Self, Error> {
        let text = node.text()?;
        let fen = strict(text, 13, 2).ok_or_else(|| node.error(Code::InvalidAmount).with("found", excerpt(text)))?;
        if fen > Yuan::MAX.0 {
            return Err(node.error(Code::AmountTooLarge).with("found", excerpt(text)).with("max", "1000000000000"));
        }
        Ok(Yuan(fen))
    }
}

/// A share from 0 to 1 with at most four decimals: `"0.60"` is 60 %.
///
/// # Errors
/// Reading refuses `"1.1"`, `"60%"`, `"0.12345"`, `"-0.1"`, `".5"` and the JSON number `0.6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(u16);

impl Rate {
    /// Nothing of it.
    pub const ZERO: Rate = Rate(0);
    /// All of it.
    pub const WHOLE: Rate = Rate(WHOLE);

    /// The rate in hundredths of a percent: 60 % is 6000.
    pub const fn per_ten_thousand(self) -> u16 {
        self.0
    }

    /// What is left of the whole.
    #[cfg(any(feature = "desk", feature = "sheets"))]
    pub(crate) const fn rest(self) -> Rate {
        Rate(WHOLE.saturating_sub(self.0))
    }

    /// So many of a hundred, for shares that stand in the code; at most 100.
    #[cfg(feature = "sheets")]
    pub(crate) const fn percent(hundredths: u16) -> Rate {
        Rate(hundredths.saturating_mul(100))
    }

    /// The part of a number in tenths of a percent, cut down; of nothing it is none.
    #[cfg(feature = "sheets")]
    pub(crate) fn part(part: usize, whole: usize) -> Rate {
        let of = |number: usize| Yuan(number.try_into().unwrap_or(i64::MAX));
        of(part).tenths_of_percent(of(whole))
    }
}

impl fmt::Display for Rate {
    /// The shortest digits: `0.6`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{}.{:04}", self.0 / WHOLE, self.0 % WHOLE);
        f.write_str(digits.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Read for Rate {
    #[inline(never)]
    fn read(node: Node) -> Result<Self, Error> {
        let text = node.text()?;
        let rate = strict(text, 1, 4).and_then(|rate| u16::try_from(rate).ok()).filter(|&rate| rate <= WHOLE);
        rate.map(Rate).ok_or_else(|| node.error(Code::InvalidRate).with("found", excerpt(text)))
    }
}

#[cfg(feature = "native")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Rate, Yuan};

    impl JsonSchema for Yuan {
        fn schema_name() -> Cow<'static, str> {
            "Yuan".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "description": "Yuan (元) with at most two decimals; output always has two.",
                "pattern": "^(0|[1-9][0-9]{0,12})(\\.[0-9]{1,2})?$"
            })
        }
    }

    impl JsonSchema for Rate {
        fn schema_name() -> Cow<'static, str> {
            "Rate".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "description": "A share from 0 to 1: \"0.6\" is 60 %.",
                "pattern": "^(0(\\.[0-9]{1,4})?|1(\\.0{1,4})?)$"
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_has_exactly_two_decimals_and_all_its_digits() {
        for (fen, text) in [
            (0, "0.00"),
            (7, "0.07"),
            (-7, "-0.07"),
            (10, "0.10"),
            (99, "0.99"),
            (100, "1.00"),
            (-100, "-1.00"),
            (123_456, "1234.56"),
            (100_000_000_000_000, "1000000000000.00"),
            (i64::MAX, "92233720368547758.07"),
            (i64::MIN, "-92233720368547758.08"),
        ] {
            assert_eq!(Yuan(fen).to_string(), text);
            assert_eq!(serde_json::to_string(&Yuan(fen)).unwrap(), format!("\"{text}\""));
        }
    }
}
