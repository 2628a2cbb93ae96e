//! The one error of every shell: a stable code, the place, what was found and what is allowed.

mod code;
mod param;
mod sentence;

pub use code::Code;
pub use param::{Param, Params};
pub(crate) use sentence::{excerpt, fill};

use std::fmt;

use serde::{Serialize, Serializer, ser::SerializeMap};

/// An error with its place: what every shell reports, in the contract's form.
///
/// `Display` gives the English message behind its path: `spend[2].amount: "1e3" is not an amount; …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

// Boxed: a result that carries an error is then no larger than its value, which the browser module feels.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: Code,
    path: String,
    params: Params,
}

impl Error {
    #[inline(never)]
    pub(crate) fn new(code: Code, path: impl Into<String>) -> Self {
        Error(Box::new(Inner { code, path: path.into(), params: Params::default() }))
    }

    #[must_use]
    pub(crate) fn with(self, name: &'static str, value: impl Into<Param>) -> Self {
        self.push(name, value.into())
    }

    #[inline(never)]
    fn push(mut self, name: &'static str, value: Param) -> Self {
        self.0.params.0.push((name, value));
        self
    }

    /// The same error at another place.
    #[must_use]
    pub(crate) fn at(self, path: &str) -> Self {
        let Inner { code, params, .. } = *self.0;
        Error(Box::new(Inner { code, path: path.into(), params }))
    }

    /// What went wrong.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// Where, such as `spend[2].amount`; `""` is the document itself.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// What was found and what is allowed.
    pub fn params(&self) -> &Params {
        &self.0.params
    }

    /// The English message without the path.
    pub fn message(&self) -> String {
        fill(self.code().message(), |name| self.params().get(name).map(Param::to_string))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path().is_empty() {
            write!(f, "{}: ", self.path())?;
        }
        f.write_str(&self.message())
    }
}

impl std::error::Error for Error {}

impl Serialize for Error {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(4))?;
        map.serialize_entry("code", self.code().as_str())?;
        map.serialize_entry("path", self.path())?;
        map.serialize_entry("params", self.params())?;
        map.serialize_entry("message", &self.message())?;
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn message_names_the_place_what_was_found_and_what_is_allowed() {
        let error = Error::new(Code::OutOfRange, "level").with("found", 7u8).with("min", 1u8).with("max", 4u8);
        assert_eq!(error.to_string(), "level: 7 is out of range; allowed: 1 to 4");
    }
}
