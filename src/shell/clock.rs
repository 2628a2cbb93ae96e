//! The one clock: what day it is where the programmes are.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::date::Date;

/// Today in UTC+8.
pub(crate) fn today() -> Date {
    const OFFSET: u64 = 8 * 3600;
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let days = seconds.saturating_add(OFFSET) / 86_400;
    i64::try_from(days).ok().and_then(Date::from_unix_days).unwrap_or(Date::EPOCH)
}
