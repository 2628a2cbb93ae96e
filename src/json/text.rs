//! JSON text to a [`Value`]: natively by serde_json, which knows nothing of the contract.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::{MAX_DEPTH, Value};
use crate::error::{Code, Error};

impl Value {
    /// Reads JSON text; a byte order mark is skipped.
    ///
    /// # Errors
    /// `invalid_utf8`, or `invalid_json` with line and column: truncated text, a lone surrogate, text behind the end.
    pub fn parse(bytes: &[u8]) -> Result<Value, Error> {
        let text = std::str::from_utf8(bytes).map_err(|_| Error::new(Code::InvalidUtf8, ""))?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = serde_json::Deserializer::from_str(text);
        Depth(0).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value)).map_err(|error| {
            Error::new(Code::InvalidJson, "").with("line", error.line()).with("column", error.column())
        })
    }
}

#[derive(Clone, Copy)]
struct Depth(usize);

impl Depth {
    fn deeper(self) -> Option<Depth> {
        (self.0 < MAX_DEPTH).then_some(Depth(self.0.saturating_add(1)))
    }
}

impl<'de> DeserializeSeed<'de> for Depth {
    type Value = Value;
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Depth {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(Value::from_number(number, number as f64))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(i64::try_from(number).map_or(Value::Number, |whole| Value::from_number(whole, number as f64)))
    }
    // `2.0` and `2` are the same number to JavaScript, so they are here.
    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(Value::from_number(number as i64, number))
    }
    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.into()))
    }
    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Text(text))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let Some(deeper) = self.deeper() else {
            while elements.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(Value::Other);
        };
        let mut list = Vec::new();
        while let Some(value) = elements.next_element_seed(deeper)? {
            list.push(value);
        }
        Ok(Value::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let Some(deeper) = self.deeper() else {
            while members.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            return Ok(Value::Other);
        };
        let mut object = Vec::new();
        while let Some(name) = members.next_key::<String>()? {
            object.push((name, members.next_value_seed(deeper)?));
        }
        Ok(Value::Object(object))
    }
    fn visit_bytes<E: serde::de::Error>(self, _: &[u8]) -> Result<Value, E> {
        Err(E::custom("bytes"))
    }
}
