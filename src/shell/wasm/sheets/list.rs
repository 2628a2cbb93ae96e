//! A list of customers in the browser: a file in, a run in steps, windows of rows out. A worker holds it, or the page.

use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

use super::super::{JsPolicyId, JsPolicyTable, JsStrings, Shelf, object, thrown, today, value};
use crate::error::{Code, Error};
use crate::list;
use crate::list::window::Query;
use crate::present::list as present;
use crate::programme::Programme;
use crate::sheets;
use crate::sheets::template::{self, Whose};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Opened")]
    pub type JsOpened;
    #[wasm_bindgen(typescript_type = "ListChoice")]
    pub type JsChoice;
    #[wasm_bindgen(typescript_type = "ListProgress")]
    pub type JsProgress;
    #[wasm_bindgen(typescript_type = "ListTotals")]
    pub type JsTotals;
    #[wasm_bindgen(typescript_type = "ListQuery")]
    pub type JsQuery;
    #[wasm_bindgen(typescript_type = "ListRows")]
    pub type JsRows;
}

/// Bytes by which a file is begun: more do not tell more of its heads.
const HEAD: u32 = 1 << 16;

/// Policy tables, sentences, at most one open file, and the programmes that it is held against.
#[wasm_bindgen]
#[derive(Default)]
pub struct List(pub(super) Shelf, pub(super) Option<list::List>, pub(super) Vec<Programme>);

#[wasm_bindgen]
impl List {
    /// No tables, no file.
    #[wasm_bindgen(constructor)]
    pub fn new() -> List {
        List::default()
    }

    /// Adds a policy table, the parsed content of a `policy.json`; one of the same id and first day is replaced. What is
    /// judged already stays as it is: tables come before the file.
    #[wasm_bindgen(js_name = addPolicy)]
    pub fn add_policy(&mut self, table: JsPolicyTable) -> Result<JsPolicyId, JsValue> {
        Ok(self.0.add_policy(&table)?.unchecked_into())
    }

    /// Sets the sentences of a language: those of the widget and the desk's in one object.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&mut self, language: &str, table: JsStrings) -> Result<(), JsValue> {
        self.0.set_strings(language, &table)
    }

    /// Throws `file_too_large` where a file of so many bytes is not read: asked before it is brought into memory.
    #[wasm_bindgen(js_name = checkSize)]
    pub fn check_size(&self, bytes: f64) -> Result<(), JsValue> {
        list::source::check_size(bytes as u64).map_err(|error| self.told(error))
    }

    /// Opens a file and finds its heads.
    pub fn open(&mut self, name: &str, bytes: Vec<u8>) -> Result<JsOpened, JsValue> {
        self.1 = None;
        self.1 = Some(list::List::open(name, bytes).map_err(|error| self.told(error))?);
        self.opened()
    }

    /// Opens a file of so many bytes by its first part, with [`List::append`] to follow until the last; nothing where it has to
    /// be there as a whole.
    pub fn begin(&mut self, name: &str, first: &Uint8Array, size: usize) -> Result<Option<JsOpened>, JsValue> {
        // Its memory is what the next one takes.
        self.1 = None;
        let head = first.subarray(0, HEAD);
        self.1 = list::List::begin(name, &head.to_vec(), size).map_err(|error| self.told(error))?;
        self.append(&first.subarray(head.length(), first.length()), false);
        self.1.is_some().then(|| self.opened()).transpose()
    }

    /// Takes the next part of a file that was begun.
    pub fn append(&mut self, part: &Uint8Array, last: bool) {
        if let Some(open) = &mut self.1 {
            // At once to where it stays.
            open.append_by(part.byte_length() as usize, |place| part.copy_to(place), last);
        }
    }

    /// What the open file was taken for, in the language of now.
    pub fn opened(&self) -> Result<JsOpened, JsValue> {
        let view = self.list().and_then(|list| present::opened(list, &self.0.catalog, self.0.strings()?));
        Ok(object(&view.map_err(thrown)?)?.unchecked_into())
    }

    /// Takes a choice; judging begins anew.
    pub fn choose(&mut self, choice: JsChoice) -> Result<JsOpened, JsValue> {
        let choice = list::Choice::read(&value(&choice)).map_err(thrown)?;
        let open = self.1.as_mut().ok_or_else(nothing_open).map_err(thrown)?;
        let chosen = open.choose(&self.0.catalog, today(), &choice);
        chosen.map_err(|error| self.told(error))?;
        self.opened()
    }

    /// Reads and judges so many rows more.
    pub fn step(&mut self, rows: usize) -> Result<JsProgress, JsValue> {
        let open = self.1.as_mut().ok_or_else(nothing_open).map_err(thrown)?;
        let step = open.step(&self.0.catalog, today(), rows);
        let progress = step.map_err(|error| self.told(error))?;
        let view = self.0.strings().and_then(|strings| present::progress(progress, &self.0.catalog, strings));
        Ok(object(&view.map_err(thrown)?)?.unchecked_into())
    }

    /// What the rows add up to.
    pub fn totals(&self) -> Result<JsTotals, JsValue> {
        let view = self.list().and_then(|list| present::totals(list, &self.0.catalog, self.0.strings()?));
        Ok(object(&view.map_err(thrown)?)?.unchecked_into())
    }

    /// The rows that are asked for.
    pub fn rows(&mut self, query: JsQuery) -> Result<JsRows, JsValue> {
        let query = Query::read(&value(&query)).map_err(thrown)?;
        let open = self.1.as_mut().ok_or_else(nothing_open).map_err(thrown)?;
        let view = self.0.strings().and_then(|strings| present::rows(open, &query, &self.0.catalog, strings));
        Ok(object(&view.map_err(thrown)?)?.unchecked_into())
    }

    /// Every column and its answer as a workbook, with the sums.
    pub fn xlsx(&mut self) -> Result<Vec<u8>, JsValue> {
        let open = self.1.as_mut().ok_or_else(nothing_open).map_err(thrown)?;
        let file = self.0.strings().and_then(|strings| sheets::list::workbook(open, &self.0.catalog, today(), strings));
        file.map_err(thrown)
    }

    /// Every column and its answer as CSV, with a byte order mark.
    pub fn csv(&mut self) -> Result<Vec<u8>, JsValue> {
        let open = self.1.as_mut().ok_or_else(nothing_open).map_err(thrown)?;
        sheets::list::csv(open, &self.0.catalog).map_err(thrown)
    }

    /// What a file of the answers is called, without its ending.
    #[wasm_bindgen(js_name = fileName)]
    pub fn file_name(&self) -> Result<String, JsValue> {
        let name =
            self.list().and_then(|list| sheets::list::file_name(list, &self.0.catalog, today(), self.0.strings()?));
        name.map_err(thrown)
    }

    /// A workbook to fill in: the heads, an example for each city that publishes a rate, and what may stand in each column.
    /// With a city its officer's, with district, approved and paid.
    pub fn template(&self, city: Option<String>) -> Result<Vec<u8>, JsValue> {
        let (catalog, whose) = (&self.0.catalog, whose(city.as_deref()));
        let file = self.0.strings().and_then(|strings| template::workbook(whose, catalog, today(), strings));
        file.map_err(thrown)
    }

    /// The same as CSV: heads and examples alone.
    #[wasm_bindgen(js_name = templateCsv)]
    pub fn template_csv(&self, city: Option<String>) -> Result<Vec<u8>, JsValue> {
        let (catalog, whose) = (&self.0.catalog, whose(city.as_deref()));
        let file = self.0.strings().and_then(|strings| template::csv(whose, catalog, today(), strings));
        file.map_err(thrown)
    }

    fn list(&self) -> Result<&list::List, Error> {
        self.1.as_ref().ok_or_else(nothing_open)
    }

    /// The contract's error, with a sentence for people as `told`.
    fn told(&self, error: Error) -> JsValue {
        let told = self.0.strings().and_then(|strings| present::trouble(&error, &self.0.catalog, strings));
        let js = thrown(error);
        if let Ok(told) = told {
            // An object of ours takes any member.
            let _ = js_sys::Reflect::set(&js, &"told".into(), &told.into());
        }
        js
    }
}

pub(super) fn nothing_open() -> Error {
    Error::new(Code::MissingField, "file")
}

fn whose(city: Option<&str>) -> Whose<'_> {
    city.map_or(Whose::Provider, Whose::Officer)
}
