//! JSON text for the browser: serde's data model written out, small where serde_json or an object built field by field
//! is not.
//!
//! An answer has some hundred fields. Built through serde-wasm-bindgen each costs code and a call into JavaScript;
//! written as text and parsed by the browser's own parser they cost neither. A test holds these bytes to serde_json's.

use std::fmt;

use serde::ser::{self, Serialize, Serializer};

/// Compact JSON text.
pub fn text(answer: &impl Serialize) -> String {
    let mut out = String::new();
    let _ = answer.serialize(Writer(&mut out));
    out
}

struct Writer<'o>(&'o mut String);

/// The contract's types give no cause for it.
#[derive(Debug)]
pub struct Unsupported;

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unsupported")
    }
}
impl std::error::Error for Unsupported {}
impl ser::Error for Unsupported {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Unsupported
    }
}

type Written = Result<(), Unsupported>;

/// The members or elements written so far, and the bracket that closes them.
struct Open<'o> {
    out: &'o mut String,
    first: bool,
    close: char,
}

impl Open<'_> {
    #[inline(never)]
    fn comma(&mut self) {
        if !self.first {
            self.out.push(',');
        }
        self.first = false;
    }

    #[inline(never)]
    fn key(&mut self, key: &str) {
        self.comma();
        crate::json::canonical::write_string(key, self.out);
        self.out.push(':');
    }

    #[inline(never)]
    fn finish(self) -> Written {
        self.out.push(self.close);
        Ok(())
    }
}

impl<'o> Writer<'o> {
    #[inline(never)]
    fn open(self, open: char, close: char) -> Open<'o> {
        self.0.push(open);
        Open { out: self.0, first: true, close }
    }

    #[inline(never)]
    fn whole(self, number: i64) -> Written {
        self.0.push_str(&number.to_string());
        Ok(())
    }

    #[inline(never)]
    fn string(self, text: &str) -> Written {
        crate::json::canonical::write_string(text, self.0);
        Ok(())
    }
}

impl<'o> Serializer for Writer<'o> {
    type Ok = ();
    type Error = Unsupported;
    type SerializeSeq = Open<'o>;
    type SerializeTuple = ser::Impossible<(), Unsupported>;
    type SerializeTupleStruct = ser::Impossible<(), Unsupported>;
    type SerializeTupleVariant = ser::Impossible<(), Unsupported>;
    type SerializeMap = Open<'o>;
    type SerializeStruct = Open<'o>;
    type SerializeStructVariant = ser::Impossible<(), Unsupported>;

    fn serialize_bool(self, value: bool) -> Written {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }
    fn serialize_i8(self, number: i8) -> Written {
        self.whole(number.into())
    }
    fn serialize_i16(self, number: i16) -> Written {
        self.whole(number.into())
    }
    fn serialize_i32(self, number: i32) -> Written {
        self.whole(number.into())
    }
    fn serialize_i64(self, number: i64) -> Written {
        self.whole(number)
    }
    fn serialize_u8(self, number: u8) -> Written {
        self.whole(number.into())
    }
    fn serialize_u16(self, number: u16) -> Written {
        self.whole(number.into())
    }
    fn serialize_u32(self, number: u32) -> Written {
        self.whole(number.into())
    }
    fn serialize_u64(self, number: u64) -> Written {
        self.whole(i64::try_from(number).map_err(|_| Unsupported)?)
    }
    fn serialize_f32(self, _: f32) -> Written {
        Err(Unsupported)
    }
    fn serialize_f64(self, _: f64) -> Written {
        Err(Unsupported)
    }
    fn serialize_char(self, _: char) -> Written {
        Err(Unsupported)
    }
    fn serialize_str(self, text: &str) -> Written {
        self.string(text)
    }
    fn serialize_bytes(self, _: &[u8]) -> Written {
        Err(Unsupported)
    }
    fn serialize_none(self) -> Written {
        self.serialize_unit()
    }
    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Written {
        self.0.push_str("null");
        Ok(())
    }
    fn serialize_unit_struct(self, _: &'static str) -> Written {
        self.serialize_unit()
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        self.string(variant)
    }
    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(Unsupported)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'o>, Unsupported> {
        Ok(self.open('[', ']'))
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Unsupported> {
        Err(Unsupported)
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unsupported> {
        Err(Unsupported)
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unsupported> {
        Err(Unsupported)
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Open<'o>, Unsupported> {
        Ok(self.open('{', '}'))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'o>, Unsupported> {
        Ok(self.open('{', '}'))
    }
    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unsupported> {
        Err(Unsupported)
    }
}

impl ser::SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        self.comma();
        value.serialize(Writer(self.out))
    }
    fn end(self) -> Written {
        self.finish()
    }
}

impl ser::SerializeMap for Open<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Written {
        self.comma();
        key.serialize(Writer(self.out))?;
        self.out.push(':');
        Ok(())
    }
    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        value.serialize(Writer(self.out))
    }
    fn end(self) -> Written {
        self.finish()
    }
}

impl ser::SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Unsupported;
    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Written {
        self.key(key);
        value.serialize(Writer(self.out))
    }
    fn end(self) -> Written {
        self.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::application::Application;
    use crate::catalog::Catalog;
    use crate::date::Date;
    use crate::error::Params;
    use crate::json::Value;

    #[test]
    fn the_bytes_are_those_of_serde_json() {
        let catalog = Catalog::embedded().unwrap();
        let mut compared = 0;
        for table in catalog.tables() {
            let file = format!("{}/policies/{}/examples.json", env!("CARGO_MANIFEST_DIR"), table.folder());
            let Value::List(examples) = Value::parse(&std::fs::read(file).unwrap()).unwrap() else { panic!("no list") };
            for example in &examples {
                let Ok(application) = Application::read(example.get("application").unwrap()) else { continue };
                let answer = crate::estimate::estimate(table, &application, Date::EPOCH);
                let (ours, theirs) = match &answer {
                    Ok(estimate) => (text(estimate), serde_json::to_string(estimate).unwrap()),
                    Err(error) => (text(error), serde_json::to_string(error).unwrap()),
                };
                assert_eq!(ours, theirs);
                compared += 1;
            }
        }
        assert!(compared > 100, "only {compared} answers were compared");
    }

    #[test]
    fn any_text_is_escaped_as_serde_json_does() {
        let odd: String = (0u8..=127).map(char::from).chain("“九”\u{2028}\u{fffd}𠮷".chars()).collect();
        let params = Params::default().with("found", odd);
        assert_eq!(text(&params), serde_json::to_string(&params).unwrap());
    }
}
