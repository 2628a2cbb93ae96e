//! The desk's module: what goes beyond the first estimate, loaded when it is asked for.

use wasm_bindgen::prelude::*;

use super::{JsForm, JsPolicyId, JsPolicyTable, JsStrings, JsView, Shelf, object, thrown};
use crate::present;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = concat!(include_str!("widget.d.ts"), include_str!("desk.d.ts"));

/// Policy tables and sentences, and the questions that go beyond one estimate.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk(Shelf);

#[wasm_bindgen]
impl Desk {
    /// A desk without tables.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Desk {
        Desk::default()
    }

    /// Adds a policy table, the parsed content of a `policy.json`; one of the same id and first day is replaced.
    #[wasm_bindgen(js_name = addPolicy)]
    pub fn add_policy(&mut self, table: JsPolicyTable) -> Result<JsPolicyId, JsValue> {
        Ok(self.0.add_policy(&table)?.unchecked_into())
    }

    /// Sets the sentences of a language: those of the widget and the desk's own in one object.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&mut self, language: &str, table: JsStrings) -> Result<(), JsValue> {
        self.0.set_strings(language, &table)
    }

    /// One form as typed in, one view for a person out: the widget's own answer.
    pub fn answer(&self, form: JsForm) -> Result<JsView, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = present::answer(table, &form, as_of, strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }
}
