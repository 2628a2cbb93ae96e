//! Days and months of the civil calendar. No clock: today is an input.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::{Code, excerpt};
use crate::json::{Node, Read};

/// A day, `YYYY-MM-DD` on the wire, from 1900-01-01 to 9999-12-31.
///
/// # Errors
/// Reading refuses `"2024-2-1"`, `"2023-02-29"`, `"2024-13-01"`, `"20240101"`, `"1899-12-31"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date(
    /// Year, month and day from the highest bits on: compared, and moved, as one number.
    u32,
);

impl Date {
    /// 1970-01-01.
    pub const EPOCH: Date = Date::of(1970, 1, 1);

    const fn of(year: u16, month: u8, day: u8) -> Date {
        let [century, rest] = year.to_be_bytes();
        Date(u32::from_be_bytes([century, rest, month, day]))
    }

    /// The day, or `None` where the calendar has no such day.
    #[inline]
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let valid = (1900..=9999).contains(&year) && (1..=12).contains(&month) && day >= 1;
        // Every month has 28: nine days in ten need no other look.
        (valid && (day <= 28 || day <= last_day(year, month))).then(|| Date::of(year, month, day))
    }

    /// The day that text in the form `YYYY-MM-DD` names.
    pub fn parse(text: &str) -> Option<Date> {
        Date::parse_bytes(text.as_bytes())
    }

    /// The same of bytes, as they stand in a file.
    #[inline]
    pub fn parse_bytes(text: &[u8]) -> Option<Date> {
        let &[a, b, c, d, b'-', e, f, b'-', g, h] = text else { return None };
        let two = |tens, ones| Some(digit(tens)?.wrapping_mul(10).wrapping_add(digit(ones)?));
        let year = u16::from(two(a, b)?).wrapping_mul(100).wrapping_add(u16::from(two(c, d)?));
        Date::new(year, two(e, f)?, two(g, h)?)
    }

    /// Days since 1970-01-01, for shells that read a clock.
    #[expect(clippy::arithmetic_side_effects, reason = "within an era every term is below 146,097")]
    pub fn from_unix_days(days: i64) -> Option<Date> {
        // Howard Hinnant's civil_from_days, in checked arithmetic.
        let shifted = days.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era.checked_mul(400)? + i64::from(month <= 2);
        Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
    }

    /// Days since 1970-01-01, so that the days between two can be counted.
    #[expect(clippy::arithmetic_side_effects, reason = "a year has four digits")]
    pub fn unix_days(self) -> i64 {
        // Howard Hinnant's days_from_civil: a year begins in March.
        let (year, month, day) = self.parts();
        let shifted_month = (i64::from(month) + 9) % 12;
        let year = i64::from(year) - i64::from(month <= 2);
        let (era, year_of_era) = (year / 400, year % 400);
        let of_year = (153 * shifted_month + 2) / 5 + i64::from(day) - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
    }

    /// The day so many days later, or earlier; `None` outside of the calendar.
    pub fn plus_days(self, days: i64) -> Option<Date> {
        Date::from_unix_days(self.unix_days().checked_add(days)?)
    }

    /// Year, month and day.
    pub fn parts(self) -> (u16, u8, u8) {
        let [century, rest, month, day] = self.0.to_be_bytes();
        (u16::from_be_bytes([century, rest]), month, day)
    }
}

fn last_day(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn digit(byte: u8) -> Option<u8> {
    byte.is_ascii_digit().then_some(byte & 0x0f)
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Read for Date {
    #[inline(never)]
    fn read(node: Node) -> Result<Self, crate::error::Error> {
        let text = node.text()?;
        Date::parse(text).ok_or_else(|| node.error(Code::InvalidDate).with("found", excerpt(text)))
    }
}

/// A day or a whole month, as precise as the document: `2024-10-31` or `2024-10`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// One day.
    Day(Date),
    /// A month, of which `first` is the first day.
    Month {
        /// The first day of the month.
        first: Date,
    },
}

impl Moment {
    /// The first day that it covers.
    pub fn first(self) -> Date {
        match self {
            Moment::Day(day) | Moment::Month { first: day } => day,
        }
    }

    /// The last day that it covers.
    pub fn last(self) -> Date {
        match self {
            Moment::Day(day) => day,
            Moment::Month { first } => {
                let (year, month, _) = first.parts();
                Date::of(year, month, last_day(year, month))
            }
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Moment::Day(day) => day.fmt(f),
            Moment::Month { first } => {
                let (year, month, _) = first.parts();
                write!(f, "{year:04}-{month:02}")
            }
        }
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Read for Moment {
    #[inline(never)]
    fn read(node: Node) -> Result<Self, crate::error::Error> {
        let text = node.text()?;
        let month = || Date::parse(&format!("{text}-01")).map(|first| Moment::Month { first });
        let moment = Date::parse(text).map(Moment::Day).or_else(month);
        moment.ok_or_else(|| node.error(Code::InvalidDate).with("found", excerpt(text)))
    }
}

#[cfg(feature = "native")]
mod schema {
    use std::borrow::Cow;

    use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

    use super::{Date, Moment};

    impl JsonSchema for Date {
        fn schema_name() -> Cow<'static, str> {
            "Date".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
        }
    }

    impl JsonSchema for Moment {
        fn schema_name() -> Cow<'static, str> {
            "Moment".into()
        }
        fn json_schema(_: &mut SchemaGenerator) -> Schema {
            json_schema!({
                "type": "string",
                "description": "A day or a whole month, as precise as the document.",
                "pattern": "^[0-9]{4}-[0-9]{2}(-[0-9]{2})?$"
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_has_leap_days_and_no_others() {
        for day in ["2024-02-29", "2000-02-29", "2023-12-31"] {
            assert_eq!(Date::parse(day).map(|day| day.to_string()).as_deref(), Some(day));
        }
        for no_day in ["2023-02-29", "1900-02-29", "2024-04-31", "2024-2-01", "2024-13-01", "2024-00-10", "１999-01-01"]
        {
            assert_eq!(Date::parse(no_day), None, "{no_day}");
        }
    }

    #[test]
    fn unix_days_are_civil_days() {
        for (days, civil) in [(0, "1970-01-01"), (19_782, "2024-02-29"), (20_778, "2026-11-21"), (-1, "1969-12-31")] {
            assert_eq!(Date::from_unix_days(days).map(|day| day.to_string()).as_deref(), Some(civil));
            assert_eq!(Date::parse(civil).map(Date::unix_days), Some(days));
        }
    }

    #[test]
    fn a_day_follows_the_other_through_four_centuries() {
        let mut day = Date::parse("1900-01-01").unwrap();
        for days in -25_567.. {
            assert_eq!(day.unix_days(), days, "{day}");
            let (year, month, of_month) = day.parts();
            let next = Date::new(year, month, of_month + 1)
                .or_else(|| Date::new(year, month + 1, 1))
                .or_else(|| Date::new(year + 1, 1, 1));
            assert_eq!(day.plus_days(1), next, "{day}");
            match next {
                Some(next) if next.parts().0 < 2300 => day = next,
                _ => break,
            }
        }
        assert_eq!(Date::parse("9999-12-31").and_then(|last| last.plus_days(1)), None);
        assert_eq!(Date::parse("1900-01-01").and_then(|first| first.plus_days(-1)), None);
    }
}
