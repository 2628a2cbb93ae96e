//! A value together with its place, and what may be asked of it: every refusal names the place.

use std::fmt::Write as _;

use super::{Read, Value};
use crate::error::{Code, Error, Param, excerpt};

/// Where a value stands, as a chain back to the document: rendered only when an error needs it.
#[derive(Clone, Copy)]
enum Place<'a> {
    Root,
    Key(&'a Place<'a>, &'a str),
    Index(&'a Place<'a>, usize),
}

impl Place<'_> {
    fn render(&self) -> String {
        match self {
            Place::Root => String::new(),
            Place::Key(parent, key) => {
                let mut path = parent.render();
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(&excerpt(key));
                path
            }
            Place::Index(parent, index) => {
                let mut path = parent.render();
                let _ = write!(path, "[{index}]");
                path
            }
        }
    }
}

/// A value together with its place.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    value: &'a Value,
    place: &'a Place<'a>,
}

impl<'a> Node<'a> {
    /// The whole document.
    pub fn root(value: &'a Value) -> Node<'a> {
        Node { value, place: &Place::Root }
    }

    pub fn error(&self, code: Code) -> Error {
        Error::new(code, self.place.render())
    }

    fn wrong_type(&self, expected: &'static str) -> Error {
        self.error(Code::WrongType).with("found", self.value.kind()).with("expected", expected)
    }

    #[inline(never)]
    pub fn text(&self) -> Result<&'a str, Error> {
        match self.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.wrong_type("string")),
        }
    }

    pub fn bool(&self) -> Result<bool, Error> {
        match self.value {
            Value::Bool(value) => Ok(*value),
            _ => Err(self.wrong_type("boolean")),
        }
    }

    #[inline(never)]
    pub fn int(&self, min: i64, max: i64) -> Result<i64, Error> {
        match self.value {
            Value::Int(number) if (min..=max).contains(number) => Ok(*number),
            Value::Int(number) => {
                Err(self.error(Code::OutOfRange).with("found", *number).with("min", min).with("max", max))
            }
            _ => Err(self.wrong_type("integer")),
        }
    }

    /// Reads every element of an array of at most `max`.
    pub fn list<T>(&self, max: usize, read: impl Fn(Node) -> Result<T, Error>) -> Result<Vec<T>, Error> {
        let Value::List(values) = self.value else { return Err(self.wrong_type("array")) };
        if values.len() > max {
            return Err(self.error(Code::TooManyItems).with("found", values.len()).with("max", max));
        }
        let mut list = Vec::with_capacity(values.len());
        for (index, value) in values.iter().enumerate() {
            list.push(read(Node { value, place: &Place::Index(self.place, index) })?);
        }
        Ok(list)
    }

    /// Opens an object: every key must be among `allowed`, and none may occur twice.
    #[inline(never)]
    pub fn fields(&self, allowed: &[&'static str]) -> Result<Fields<'a>, Error> {
        let Value::Object(members) = self.value else { return Err(self.wrong_type("object")) };
        for (index, (name, _)) in members.iter().enumerate() {
            let key = Place::Key(self.place, name);
            if !allowed.contains(&name.as_str()) {
                let allowed = Param::Texts(allowed.iter().map(|&key| key.into()).collect());
                return Err(Error::new(Code::UnknownKey, key.render())
                    .with("found", excerpt(name))
                    .with("allowed", allowed));
            }
            if members.iter().take(index).any(|(earlier, _)| earlier == name) {
                return Err(Error::new(Code::DuplicateKey, key.render()).with("found", excerpt(name)));
            }
        }
        Ok(Fields { members, place: self.place })
    }

    /// Opens an object with exactly one key that says which of several forms it takes.
    pub fn only<T>(
        &self,
        allowed: &[&'static str],
        read: impl FnOnce(&str, Node) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let fields = self.fields(allowed)?;
        match fields.members {
            [(name, value)] => read(name, Node { value, place: &Place::Key(self.place, name) }),
            _ => Err(self.wrong_type("object with one key")),
        }
    }

    /// The place of one word in a closed list.
    #[inline(never)]
    pub fn word(&self, words: &[&'static str], code: Code) -> Result<usize, Error> {
        let found = self.text()?;
        words.iter().position(|word| *word == found).ok_or_else(|| {
            let allowed = Param::Texts(words.iter().map(|&word| word.into()).collect());
            self.error(code).with("found", excerpt(found)).with("allowed", allowed)
        })
    }
}

/// The members of an opened object.
#[derive(Clone, Copy)]
pub(crate) struct Fields<'a> {
    members: &'a [(String, Value)],
    place: &'a Place<'a>,
}

impl Fields<'_> {
    /// Reads a field; what its absence means is the type's affair.
    pub fn get<T: Read>(&self, name: &'static str) -> Result<T, Error> {
        let place = Place::Key(self.place, name);
        match self.find(name) {
            Some(value) => T::read(Node { value, place: &place }),
            None => T::absent().ok_or_else(|| missing(&place)),
        }
    }

    #[inline(never)]
    fn find(&self, name: &str) -> Option<&Value> {
        self.members.iter().find(|(key, _)| key == name).map(|(_, value)| value)
    }
}

#[inline(never)]
fn missing(place: &Place) -> Error {
    Error::new(Code::MissingField, place.render())
}
