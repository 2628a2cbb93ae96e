//! The widget's module: the view that the page shows, and nothing that the first estimate does not wait for.

use wasm_bindgen::prelude::*;

use super::{JsForm, JsPolicyId, JsPolicyTable, JsStrings, JsView, Shelf, object, thrown};
use crate::error::Error;
use crate::present;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = include_str!("widget.d.ts");

/// Policy tables and sentences, and the questions that can be asked of them.
#[wasm_bindgen]
#[derive(Default)]
pub struct Calculator(Shelf);

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
        Ok(self.0.add_policy(&table)?.unchecked_into())
    }

    /// Sets the sentences of a language, the parsed content of a `strings/<language>.json`.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&mut self, language: &str, table: JsStrings) -> Result<(), JsValue> {
        self.0.set_strings(language, &table)
    }

    /// One form as typed in, one view for a person out.
    pub fn answer(&self, form: JsForm) -> Result<JsView, JsValue> {
        let view = self.view(&form).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    fn view(&self, form: &JsValue) -> Result<present::view::View, Error> {
        let (form, table, as_of) = self.0.sheet(form)?;
        present::answer(table, &form, as_of, self.0.strings()?)
    }
}
