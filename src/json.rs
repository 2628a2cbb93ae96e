//! One strict tree and one strict reader, so that every shell refuses the same input with the same words.
//!
//! JSON text (native) and JavaScript objects (browser) both become a [`Value`]; the contract's types are then read
//! from it by `Read`. serde's derived readers do not serve here: they take an array for an object, let unknown keys
//! pass through serde-wasm-bindgen, and name no place.

use std::fmt::Write as _;

use crate::error::{Code, Error, Param, excerpt};

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

    /// The canonical form: no white space, keys sorted by code point, so that a digest depends on content alone.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        self.write_canonical(&mut text);
        text
    }

    fn write_canonical(&self, out: &mut String) {
        match self {
            Value::Null | Value::Number | Value::Other => out.push_str("null"),
            Value::Bool(true) => out.push_str("true"),
            Value::Bool(false) => out.push_str("false"),
            Value::Int(number) => {
                let _ = write!(out, "{number}");
            }
            Value::Text(text) => write_string(text, out),
            Value::List(values) => {
                out.push('[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    value.write_canonical(out);
                }
                out.push(']');
            }
            Value::Object(members) => {
                let mut sorted = Vec::with_capacity(members.len());
                for member in members {
                    let place = sorted.partition_point(|(name, _): &&(String, Value)| *name <= member.0);
                    sorted.insert(place, member);
                }
                out.push('{');
                for (index, (name, value)) in sorted.into_iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_string(name, out);
                    out.push(':');
                    value.write_canonical(out);
                }
                out.push('}');
            }
        }
    }
}

pub(crate) fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

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

/// A type of the contract, readable from its JSON form.
pub(crate) trait Read: Sized {
    /// Whether an absent field is a value of this type: what the JSON Schemas do not require.
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = false;

    /// # Errors
    /// The contract's error, with the place of the first value that does not fit.
    fn read(node: Node) -> Result<Self, Error>;

    /// What a missing field means: by default an error.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a whole document.
pub(crate) fn read<T: Read>(value: &Value) -> Result<T, Error> {
    T::read(Node { value, place: &Place::Root })
}

impl<T: Read> Read for Option<T> {
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = true;

    fn read(node: Node) -> Result<Self, Error> {
        T::read(node).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// An absent list is an empty one; `Required` is for lists that must be there.
impl<T: Read> Read for Vec<T> {
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = true;

    #[inline(never)]
    fn read(node: Node) -> Result<Self, Error> {
        node.list(10_000, T::read)
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl Read for String {
    #[inline(never)]
    fn read(node: Node) -> Result<Self, Error> {
        node.text().map(Into::into)
    }
}

impl Read for bool {
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = true;

    fn read(node: Node) -> Result<Self, Error> {
        node.bool()
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
}

/// Takes a key out of a schema's `required`, and `null` out of its type: absent is not `null` here.
#[cfg(feature = "native")]
pub(crate) fn may_be_absent(schema: &mut schemars::Schema, key: &str) {
    use serde_json::Value as Json;

    if let Some(Json::Array(required)) = schema.get_mut("required") {
        required.retain(|name| name != key);
    }
    let Some(Json::Object(property)) = schema.get_mut("properties").and_then(|all| all.get_mut(key)) else { return };
    for (word, null) in
        [("type", Json::from("null")), ("enum", Json::Null), ("anyOf", serde_json::json!({"type": "null"}))]
    {
        let Some(Json::Array(forms)) = property.get_mut(word) else { continue };
        forms.retain(|form| *form != null);
        // One type is written without a list.
        if let ("type", [only]) = (word, forms.as_slice()) {
            let only = only.clone();
            property.insert("type".into(), only);
        }
    }
}

/// Declares a record once: the struct, its strict reader and (natively) its JSON Schema.
///
/// `Option`, `Vec` and `bool` fields may be absent; all others are required. `name as "key"` renames.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $( $(#[$field_meta:meta])* $field:ident $(as $key:literal)? : $type:ty ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(
            feature = "native",
            derive(schemars::JsonSchema),
            schemars(deny_unknown_fields, transform = Self::absent_fields)
        )]
        pub struct $name {
            $( $(#[$field_meta])* $( #[cfg_attr(feature = "native", schemars(rename = $key))] )? pub $field: $type ),*
        }
        impl $name {
            /// The schema requires what the reader requires: a type says what its absence means.
            #[cfg(feature = "native")]
            fn absent_fields(schema: &mut schemars::Schema) {
                $( if <$type as $crate::json::Read>::MAY_BE_ABSENT {
                    $crate::json::may_be_absent(schema, $crate::json::record!(@key $field $($key)?));
                } )*
            }
        }
        impl $crate::json::Read for $name {
            // Out of line: inlined, every reader would hold a copy of those below it.
            #[inline(never)]
            fn read(node: $crate::json::Node) -> Result<Self, $crate::error::Error> {
                let fields = node.fields(&[ $( $crate::json::record!(@key $field $($key)?) ),* ])?;
                Ok(Self { $( $field: fields.get($crate::json::record!(@key $field $($key)?))? ),* })
            }
        }
    };
    (@key $field:ident $key:literal) => { $key };
    (@key $field:ident) => { stringify!($field) };
}
pub(crate) use record;

/// Declares a closed list of words once: the enum, its strict reader, its text and its JSON Schema.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident ($code:ident) {
        $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
        pub enum $name {
            $( $(#[$variant_meta])* #[cfg_attr(feature = "native", schemars(rename = $word))] $variant ),*
        }
        impl $name {
            /// Every word, in the contract's order.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),* ];
            /// The words as they stand on the wire, in the same order.
            pub const WORDS: &'static [&'static str] = &[ $( $word ),* ];
            /// The word as it stands on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word ),* }
            }
        }
        // Not derived: that would hold every word once more.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl $crate::json::Read for $name {
            #[inline(never)]
            fn read(node: $crate::json::Node) -> Result<Self, $crate::error::Error> {
                let place = node.word(Self::WORDS, $crate::error::Code::$code)?;
                Self::ALL.get(place).copied().ok_or_else(|| node.error($crate::error::Code::$code))
            }
        }
    };
}
pub(crate) use words;

/// Declares a choice of forms once: an object whose only key says which one it is.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident {
        $( $(#[$variant_meta:meta])* $variant:ident ($type:ty) = $key:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
        #[allow(clippy::large_enum_variant, reason = "a table has a handful of them, and they are never moved about")]
        pub enum $name {
            $( $(#[$variant_meta])* #[cfg_attr(feature = "native", schemars(rename = $key))] $variant($type) ),*
        }
        impl $crate::json::Read for $name {
            #[inline(never)]
            fn read(node: $crate::json::Node) -> Result<Self, $crate::error::Error> {
                node.only(&[ $( $key ),* ], |key, node| match key {
                    $( $key => $crate::json::Read::read(node).map($name::$variant), )*
                    _ => Err(node.error($crate::error::Code::UnknownKey)),
                })
            }
        }
    };
}
pub(crate) use choice;

/// JSON text to a [`Value`]: natively by serde_json, which knows nothing of the contract.
#[cfg(feature = "native")]
mod text {
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
}

impl Value {
    /// The number as JavaScript would hold it. The only float of the core: it decides what is whole, and touches no money.
    pub(crate) fn from_number(whole: i64, number: f64) -> Value {
        const SAFE: i64 = (1 << 53) - 1;
        if whole as f64 == number && (-SAFE..=SAFE).contains(&whole) { Value::Int(whole) } else { Value::Number }
    }
}
