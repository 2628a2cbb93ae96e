//! What a sentence speaks of: values with names.

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// Named parameters in the order in which they were given: an object on the wire.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Params(pub(crate) Vec<(&'static str, Param)>);

impl Params {
    /// The parameter of this name.
    pub fn get(&self, name: &str) -> Option<&Param> {
        self.0.iter().find(|(key, _)| *key == name).map(|(_, value)| value)
    }

    /// The same parameters and one more.
    #[must_use]
    pub fn with(self, name: &'static str, value: impl Into<Param>) -> Self {
        self.push(name, value.into())
    }

    // Out of line: the browser module has some hundred callers.
    #[inline(never)]
    fn push(mut self, name: &'static str, value: Param) -> Self {
        self.0.push((name, value));
        self
    }
}

impl Serialize for Params {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

/// A value that a sentence speaks of: text, a whole number, or a list of either.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Param {
    /// Text: an amount, a rate, a date, a name, an input.
    Text(String),
    /// A whole number: a level, a batch, a count.
    Int(i64),
    /// Several texts.
    Texts(Vec<String>),
    /// Several whole numbers.
    Ints(Vec<i64>),
}

impl From<&str> for Param {
    fn from(text: &str) -> Self {
        Param::Text(text.into())
    }
}

impl From<String> for Param {
    fn from(text: String) -> Self {
        Param::Text(text)
    }
}

impl From<i64> for Param {
    fn from(number: i64) -> Self {
        Param::Int(number)
    }
}

impl From<u8> for Param {
    fn from(number: u8) -> Self {
        Param::Int(number.into())
    }
}

impl From<usize> for Param {
    fn from(number: usize) -> Self {
        Param::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl Serialize for Param {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Param::Text(text) => serializer.serialize_str(text),
            Param::Int(number) => serializer.serialize_i64(*number),
            Param::Texts(texts) => serializer.collect_seq(texts),
            Param::Ints(numbers) => serializer.collect_seq(numbers),
        }
    }
}

impl fmt::Display for Param {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fn list<T: fmt::Display>(f: &mut fmt::Formatter<'_>, all: &[T]) -> fmt::Result {
            for (index, one) in all.iter().enumerate() {
                let comma = if index == 0 { "" } else { ", " };
                write!(f, "{comma}{one}")?;
            }
            Ok(())
        }
        match self {
            Param::Text(text) => f.write_str(text),
            Param::Int(number) => write!(f, "{number}"),
            Param::Texts(texts) => list(f, texts),
            Param::Ints(numbers) => list(f, numbers),
        }
    }
}
