//! The browser's shell: JavaScript objects in and out, as strict as JSON text.
//!
//! Three modules are built from it: the widget, which the first estimate waits for, and what is loaded when asked for: the
//! desk, and the sheets.

#[cfg(feature = "desk")]
mod desk;
#[cfg(feature = "sheets")]
mod sheets;
#[cfg(feature = "widget")]
mod widget;

use js_sys::{Array, Date as JsDate, Object};
use serde::Serialize;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::*;

use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate;
use crate::json::{MAX_DEPTH, Value};
use crate::present::form::Form;
use crate::shell::text::text;
use crate::strings::{Language, Strings};

/// 2 KB lighter than the allocator of the standard library, and about as fast.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "PolicyTable")]
    pub type JsPolicyTable;
    #[wasm_bindgen(typescript_type = "PolicyId")]
    pub type JsPolicyId;
    #[wasm_bindgen(typescript_type = "Form")]
    pub type JsForm;
    #[wasm_bindgen(typescript_type = "View")]
    pub type JsView;
    #[wasm_bindgen(typescript_type = "Record<string, string>")]
    pub type JsStrings;
}

/// Policy tables and the sentences of one language: what every question is asked with.
#[derive(Default)]
struct Shelf {
    catalog: Catalog,
    strings: Option<Strings>,
}

impl Shelf {
    /// Adds a policy table, the parsed content of a `policy.json`; one of the same id and first day is replaced.
    fn add_policy(&mut self, table: &JsValue) -> Result<JsValue, JsValue> {
        let table = Table::read(&value(table)).map_err(thrown)?;
        let status = estimate::status(&table.policy, today());
        let identity = object(&estimate::identify(&table, status))?;
        self.catalog.add(table);
        Ok(identity)
    }

    /// Sets the sentences of a language, the parsed content of a `strings/<language>.json`.
    fn set_strings(&mut self, language: &str, table: &JsValue) -> Result<(), JsValue> {
        self.strings = Some(Strings::read(Language::nearest(language), &value(table)).map_err(thrown)?);
        Ok(())
    }

    fn strings(&self) -> Result<&Strings, Error> {
        self.strings.as_ref().ok_or_else(|| Error::new(Code::InvalidStrings, "").with("found", "any language"))
    }

    /// A form with its table and its day.
    fn sheet(&self, form: &JsValue) -> Result<(Form, &Table, Date), Error> {
        let form = Form::read(&value(form))?;
        let as_of = form.as_of.unwrap_or_else(today);
        let table = self.catalog.find(&form.policy, as_of)?;
        Ok((form, table, as_of))
    }
}

/// Today in UTC+8: the one clock of this shell.
fn today() -> Date {
    const OFFSET: f64 = 8.0 * 3_600_000.0;
    const DAY: f64 = 86_400_000.0;
    let days = ((JsDate::now() + OFFSET) / DAY).floor();
    Date::from_unix_days(days as i64).unwrap_or(Date::EPOCH)
}

/// A JavaScript value as JSON would hold it: absent where undefined, own enumerable keys only.
fn value(js: &JsValue) -> Value {
    read(js, 0)
}

fn read(js: &JsValue, depth: usize) -> Value {
    if let Some(text) = js.as_string() {
        return Value::Text(text);
    }
    if let Some(number) = js.as_f64() {
        return Value::from_number(number as i64, number);
    }
    if let Some(truth) = js.as_bool() {
        return Value::Bool(truth);
    }
    if js.is_null() {
        return Value::Null;
    }
    if depth >= MAX_DEPTH {
        return Value::Other;
    }
    let deeper = depth.saturating_add(1);
    if let Some(list) = js.dyn_ref::<Array>() {
        return Value::List(list.iter().map(|one| read(&one, deeper)).collect());
    }
    match js.dyn_ref::<Object>() {
        Some(object) if !js.is_function() => {
            let entries = Object::entries(object);
            let member = |entry: JsValue| {
                let entry: Array = entry.unchecked_into();
                let (name, value) = (entry.get(0).as_string()?, entry.get(1));
                (!value.is_undefined()).then(|| (name, read(&value, deeper)))
            };
            Value::Object(entries.iter().filter_map(member).collect())
        }
        _ => Value::Other,
    }
}

fn object(answer: &impl Serialize) -> Result<JsValue, JsValue> {
    js_sys::JSON::parse(&text(answer))
}

/// A small object, by serde-wasm-bindgen: an error.
#[cfg(not(feature = "widget"))]
fn small(object: &impl Serialize) -> Result<JsValue, JsValue> {
    object.serialize(&serde_wasm_bindgen::Serializer::json_compatible()).map_err(Into::into)
}

/// The same by the writer that the widget has anyway: the first estimate waits for no second one.
#[cfg(feature = "widget")]
fn small(object: &impl Serialize) -> Result<JsValue, JsValue> {
    self::object(object)
}

/// The contract's error as a JavaScript `Error` with the same members.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.message());
    let members = small(&error).unwrap_or_else(Into::into);
    // `message` is there already; assigning it once more changes nothing.
    Object::assign(js.as_ref(), members.unchecked_ref()).into()
}
