//! Yuan and rates: exact decimals, strict text, and the one rounding.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Serialize, Serializer};

use crate::error::{Code, Error, Param, excerpt};
use crate::json::{Node, Read};

/// Decimals of a yuan: the fen.
const FEN: u32 = 2;
/// Decimals of a rate: a hundredth of a percent.
const RATE_DECIMALS: u32 = 4;

/// An amount of money in yuan (元), exact to the fen, from 0.00 to 1,000,000,000,000.00 on input.
///
/// On the wire it is a string with exactly two decimals: `"300000.00"`.
///
/// # Errors
/// Reading refuses `"-1"`, `"+1"`, `"1e3"`, `"1,000"`, `"01"`, `"1."`, `".5"`, `"1.005"`, `""`, `"1000000000000.01"`,
/// and the JSON number `300000`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Yuan(Decimal);

impl Yuan {
    /// Nothing.
    pub const ZERO: Yuan = Yuan(Decimal::ZERO);
    /// The largest amount of a single item, and of the sum of a list (contract, "Numbers").
    pub const MAX: Yuan = Yuan(Decimal::from_parts(0xd4a5_1000, 0xe8, 0, false, 0));

    /// A whole number of fen (0.01 元).
    pub fn from_fen(fen: i64) -> Yuan {
        Yuan(Decimal::new(fen, FEN))
    }

    /// The amount in whole fen; every `Yuan` is one.
    pub fn fen(self) -> i64 {
        let mut fen = self.0;
        fen.rescale(FEN);
        i64::try_from(fen.mantissa()).unwrap_or(i64::MAX)
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
        self.0.checked_mul(rate.0).map(cut).ok_or_else(overflow)
    }

    /// The smallest spend, to the fen, of which `rate` reaches this amount; `None` for a rate of zero.
    ///
    /// # Errors
    /// `overflow`, which amounts of the contract's range never reach.
    pub fn spend_for(self, rate: Rate) -> Result<Option<Yuan>, Error> {
        // In whole fen: the smallest spend with spend × rate ≥ amount is the quotient, rounded up.
        let rate = i64::from(rate.per_ten_thousand());
        if rate == 0 {
            return Ok(None);
        }
        let product = self.fen().checked_mul(10_000).ok_or_else(overflow)?;
        let (whole, rest) = (product.checked_div(rate), product.checked_rem(rate));
        let more = i64::from(rest.is_some_and(|rest| rest > 0));
        Ok(whole.and_then(|whole| whole.checked_add(more)).map(Yuan::from_fen))
    }

    /// The part of a whole in thousandths, cut down: for drawing only.
    pub(crate) fn per_mille(self, whole: Yuan) -> u16 {
        let share = self.fen().checked_mul(1000).and_then(|product| product.checked_div(whole.fen()));
        share.and_then(|share| u16::try_from(share).ok()).unwrap_or(0)
    }
}

fn cut(exact: Decimal) -> Yuan {
    Yuan(exact.round_dp_with_strategy(FEN, RoundingStrategy::ToZero))
}

fn overflow() -> Error {
    Error::new(Code::Overflow, "")
}

/// The digits of a decimal with a fixed number of decimals, without a float and without `Decimal`'s own formatter.
fn write_fixed(f: &mut fmt::Formatter<'_>, number: Decimal, decimals: u32) -> fmt::Result {
    let mut number = number;
    number.rescale(decimals);
    // Within 64 bits: the sum of a list has at most 15 digits.
    let digits = i64::try_from(number.mantissa()).map_err(|_| fmt::Error)?;
    let unit = 10u64.pow(decimals);
    let sign = if digits < 0 { "-" } else { "" };
    let digits = digits.unsigned_abs();
    let (whole, part) = (digits.checked_div(unit).unwrap_or(0), digits.checked_rem(unit).unwrap_or(0));
    write!(f, "{sign}{whole}.{part:0width$}", width = usize::try_from(decimals).unwrap_or(0))
}

impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_fixed(f, self.0, FEN)
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
        serializer.collect_str(self)
    }
}

/// Strict digits: `0` or no leading zero, at most `decimals` behind the point, no sign, exponent or separator.
fn strict(text: &str, whole_digits: usize, decimals: usize) -> Option<Decimal> {
    let (whole, part) = match text.split_once('.') {
        Some((whole, part)) if !part.is_empty() => (whole, part),
        Some(_) => return None,
        None => (text, ""),
    };
    let leading_zero = whole.len() > 1 && whole.starts_with('0');
    if whole.is_empty() || leading_zero || whole.len() > whole_digits || part.len() > decimals {
        return None;
    }
    let mut mantissa: i64 = 0;
    for byte in whole.bytes().chain(part.bytes()) {
        let digit = byte.is_ascii_digit().then(|| i64::from(byte & 0x0f))?;
        mantissa = mantissa.checked_mul(10)?.checked_add(digit)?;
    }
    Some(Decimal::new(mantissa, u32::try_from(part.len()).ok()?))
}

impl Read for Yuan {
    #[inline(never)]
    fn read(node: Node) -> Result<Self, Error> {
        let text = node.text()?;
        let amount = strict(text, 13, 2).ok_or_else(|| node.error(Code::InvalidAmount).with("found", excerpt(text)))?;
        if amount > Yuan::MAX.0 {
            return Err(node.error(Code::AmountTooLarge).with("found", excerpt(text)).with("max", "1000000000000"));
        }
        Ok(Yuan(amount))
    }
}

/// A share from 0 to 1 with at most four decimals: `"0.60"` is 60 %.
///
/// # Errors
/// Reading refuses `"1.1"`, `"60%"`, `"0.12345"`, `"-0.1"`, `".5"` and the JSON number `0.6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate(Decimal);

impl Rate {
    /// The rate in hundredths of a percent: 60 % is 6000.
    pub fn per_ten_thousand(self) -> u16 {
        let mut rate = self.0;
        rate.rescale(RATE_DECIMALS);
        u16::try_from(rate.mantissa()).unwrap_or(0)
    }
}

impl fmt::Display for Rate {
    /// The shortest digits: `0.6`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rate = self.0.normalize();
        match rate.scale() {
            0 => write!(f, "{}", i64::try_from(rate.mantissa()).map_err(|_| fmt::Error)?),
            decimals => write_fixed(f, rate, decimals),
        }
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
        match strict(text, 1, 4) {
            Some(rate) if rate <= Decimal::ONE => Ok(Rate(rate)),
            _ => Err(node.error(Code::InvalidRate).with("found", excerpt(text))),
        }
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
                "pattern": "^-?(0|[1-9][0-9]{0,12})(\\.[0-9]{1,2})?$"
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
