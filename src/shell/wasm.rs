//! The browser's shell: JavaScript objects in and out, as strict as JSON text.

use js_sys::{Array, Date as JsDate, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use talc::wasm::{WasmDynamicTalc, new_wasm_dynamic_allocator};
use wasm_bindgen::prelude::*;

use crate::application::Application;
use crate::catalog::{Catalog, Table};
use crate::compare::compare;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate::{self, estimate};
use crate::json::{MAX_DEPTH, Value};
use crate::present::{self, form::Form};
use crate::shell::text::text;
use crate::strings::{Language, Strings};

/// 2 KB lighter than the allocator of the standard library, and about as fast.
#[global_allocator]
static ALLOCATOR: WasmDynamicTalc = new_wasm_dynamic_allocator();

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("wasm.d.ts");

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Application")]
    pub type JsApplication;
    #[wasm_bindgen(typescript_type = "Estimate")]
    pub type JsEstimate;
    #[wasm_bindgen(typescript_type = "Comparison")]
    pub type JsComparison;
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

/// Policy tables and sentences, and the questions that can be asked of them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Calculator {
    catalog: Catalog,
    strings: Vec<Strings>,
}

#[wasm_bindgen]
impl Calculator {
    /// A calculator without tables.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Calculator {
        Calculator::default()
    }

    /// Adds a policy table, the parsed content of a `policy.json`; one of the same id and first day is replaced.
    #[wasm_bindgen(js_name = addPolicy)]
    pub fn add_policy(&mut self, table: JsPolicyTable) -> Result<JsPolicyId, JsValue> {
        let table = Table::read(&value(&table)).map_err(thrown)?;
        let status = estimate::status(&table.policy, today());
        let identity = object(&estimate::identify(&table, status))?;
        self.catalog.add(table);
        Ok(identity.unchecked_into())
    }

    /// Sets the sentences of a language, the parsed content of a `strings/<language>.json`.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&mut self, language: &str, table: JsStrings) -> Result<(), JsValue> {
        let strings = Strings::read(Language::nearest(language), &value(&table)).map_err(thrown)?;
        self.strings.clear();
        self.strings.push(strings);
        Ok(())
    }

    /// One application in, one estimate out.
    pub fn estimate(&self, application: JsApplication) -> Result<JsEstimate, JsValue> {
        let (application, table, as_of) = self.open(&application).map_err(thrown)?;
        let answer = estimate(table, &application, as_of).map_err(thrown)?;
        Ok(object(&answer)?.unchecked_into())
    }

    /// One application in, its comparison at every batch and level out.
    pub fn compare(&self, application: JsApplication) -> Result<JsComparison, JsValue> {
        let (application, table, as_of) = self.open(&application).map_err(thrown)?;
        let answer = compare(table, &application, as_of).map_err(thrown)?;
        Ok(object(&answer)?.unchecked_into())
    }

    /// One form as typed in, one view for a person out.
    pub fn answer(&self, form: JsForm) -> Result<JsView, JsValue> {
        let view = self.view(&form).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// One form as typed in, the contract's estimate out; nothing where the form leaves open what an estimate needs.
    pub fn figures(&self, form: JsForm) -> Result<Option<JsEstimate>, JsValue> {
        let (form, table, as_of) = self.sheet(&form).map_err(thrown)?;
        let Ok(application) = form.application(&form.entries()) else { return Ok(None) };
        let Ok(answer) = estimate(table, &application, as_of) else { return Ok(None) };
        Ok(Some(object(&answer)?.unchecked_into()))
    }

    fn open(&self, application: &JsValue) -> Result<(Application, &Table, Date), Error> {
        let application = Application::read(&value(application))?;
        let as_of = application.as_of.unwrap_or_else(today);
        let table = self.catalog.find(&application.policy, as_of)?;
        Ok((application, table, as_of))
    }

    fn view(&self, form: &JsValue) -> Result<present::view::View, Error> {
        let (form, table, as_of) = self.sheet(form)?;
        let none = || Error::new(Code::InvalidStrings, "").with("found", "any language");
        present::answer(table, &form, as_of, self.strings.last().ok_or_else(none)?)
    }

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

/// A small object, by serde-wasm-bindgen: an identity, an error.
fn small(object: &impl Serialize) -> Result<JsValue, JsValue> {
    object.serialize(&Serializer::json_compatible()).map_err(Into::into)
}

/// The contract's error as a JavaScript `Error` with the same members.
fn thrown(error: Error) -> JsValue {
    let js = js_sys::Error::new(&error.message());
    let members = small(&error).unwrap_or_else(Into::into);
    // `message` is there already; assigning it once more changes nothing.
    Object::assign(js.as_ref(), members.unchecked_ref()).into()
}
