//! The tree that every shell hands in.

/// Containers deeper than this are not looked into. Nothing in the contract goes beyond 10, so whatever lies deeper is
/// refused as an unknown key or a wrong type anyway, and hostile nesting costs no stack.
pub(crate) const MAX_DEPTH: usize = 32;

/// A JSON value with its keys in order, duplicates included.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that JavaScript holds exactly.
    Int(i64),
    /// Any other number: the contract has none.
    Number,
    /// A string.
    Text(String),
    /// An array.
    List(Vec<Value>),
    /// An object.
    Object(Vec<(String, Value)>),
    /// Something that JSON has no word for, or that lies too deep.
    Other,
}

impl Value {
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "boolean",
            Value::Int(_) => "integer",
            Value::Number => "number",
            Value::Text(_) => "string",
            Value::List(_) => "array",
            Value::Object(_) => "object",
            Value::Other => "other",
        }
    }

    /// The member of an object; `None` where this is no object or has no such key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Object(members) => members.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text of a string.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }
}
