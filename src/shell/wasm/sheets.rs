//! The sheets' module: the estimate as a file, files of customers, and a city's programme, loaded when one is asked for.

mod budget;
mod list;
mod portfolio;
mod shift;

use wasm_bindgen::prelude::*;

use super::{JsForm, JsPolicyId, JsPolicyTable, JsStrings, Shelf, thrown, today, value};
use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::present::quote::TypedOffer;
use crate::sheets;
use crate::strings::Strings;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = concat!(
    include_str!("widget.d.ts"),
    include_str!("desk.d.ts"),
    include_str!("sheets.d.ts"),
    include_str!("budget.d.ts")
);

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "TypedOffer")]
    pub type JsTypedOffer;
}

/// Policy tables and sentences, and the files that can be made of an answer.
#[wasm_bindgen]
#[derive(Default)]
pub struct Sheets(Shelf);

/// Makes a file of an application.
type Make = fn(&Table, &Application, Date, &Strings) -> Result<Vec<u8>, Error>;

#[wasm_bindgen]
impl Sheets {
    /// Sheets without tables.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Sheets {
        Sheets::default()
    }

    /// Adds a policy table, the parsed content of a `policy.json`; one of the same id and first day is replaced.
    #[wasm_bindgen(js_name = addPolicy)]
    pub fn add_policy(&mut self, table: JsPolicyTable) -> Result<JsPolicyId, JsValue> {
        Ok(self.0.add_policy(&table)?.unchecked_into())
    }

    /// Sets the sentences of a language: those of the widget and the desk's in one object.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&mut self, language: &str, table: JsStrings) -> Result<(), JsValue> {
        self.0.set_strings(language, &table)
    }

    /// One form as typed in, an Excel workbook with live formulas out; nothing where an entry cannot be read.
    pub fn workbook(&self, form: JsForm) -> Result<Option<Vec<u8>>, JsValue> {
        self.file(&form, sheets::workbook).map_err(thrown)
    }

    /// One form as typed in, the same as CSV out, with a byte order mark; nothing where an entry cannot be read.
    pub fn csv(&self, form: JsForm) -> Result<Option<Vec<u8>>, JsValue> {
        self.file(&form, sheets::csv).map_err(thrown)
    }

    /// What a file of this form's answer is called, without its ending.
    #[wasm_bindgen(js_name = fileName)]
    pub fn file_name(&self, form: JsForm) -> Result<String, JsValue> {
        let (_, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        Ok(sheets::file_name(table, as_of, self.0.strings().map_err(thrown)?))
    }

    /// One package of an offer as typed in, an Excel workbook with live formulas out.
    pub fn offer(&self, offer: JsTypedOffer, package: usize) -> Result<Vec<u8>, JsValue> {
        let offer = TypedOffer::read(&value(&offer)).map_err(thrown)?;
        let as_of = offer.as_of.unwrap_or_else(today);
        let table = self.0.catalog.find(&offer.policy, as_of).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        sheets::offer(table, &offer, package, as_of, strings).map_err(thrown)
    }

    fn file(&self, form: &JsValue, make: Make) -> Result<Option<Vec<u8>>, Error> {
        let (form, table, as_of) = self.0.sheet(form)?;
        let Ok(application) = form.application(&form.entries()) else { return Ok(None) };
        make(table, &application, as_of, self.0.strings()?).map(Some)
    }
}
