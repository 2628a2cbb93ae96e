//! Which numbers are whole.

use super::Value;

impl Value {
    /// The number as JavaScript would hold it. The only float of the core: it decides what is whole, and touches no money.
    pub(crate) fn from_number(whole: i64, number: f64) -> Value {
        const SAFE: i64 = (1 << 53) - 1;
        if whole as f64 == number && (-SAFE..=SAFE).contains(&whole) { Value::Int(whole) } else { Value::Number }
    }
}
