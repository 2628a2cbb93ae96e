//! The desk's drafts: a form that is a copy of a table, what does not hold in it, and what it changes.

use wasm_bindgen::prelude::*;

use super::super::{JsPolicyTable, object, thrown, today, value};
use super::Desk;
use crate::error::{Code, Error};
use crate::present::draft::{self, DraftForm, Start};
use crate::strings::Strings;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "DraftForm")]
    pub type JsDraftForm;
    #[wasm_bindgen(typescript_type = "DraftView")]
    pub type JsDraftView;
}

/// A table that drafts begin with, and the words of one language.
#[wasm_bindgen]
pub struct Drafting(draft::Drafting, Strings);

#[wasm_bindgen]
impl Desk {
    /// Begins drafts with a copy of a table, the parsed content of a `policy.json`; `examples` is that of the file beside it.
    pub fn drafting(&self, table: JsPolicyTable, examples: &JsValue) -> Result<Drafting, JsValue> {
        let examples = (!examples.is_undefined()).then(|| value(examples));
        let drafting = draft::Drafting::new(value(&table), examples.as_ref()).map_err(thrown)?;
        Ok(Drafting(drafting, self.0.strings().map_err(thrown)?.clone()))
    }
}

#[wasm_bindgen]
impl Drafting {
    /// The form in which nothing is changed yet: `change` the table, `copy` it for a new city, or begin with a `blank` one.
    pub fn form(&self, start: &str) -> Result<JsDraftForm, JsValue> {
        let known = Start::ALL.iter().copied().find(|one| one.as_str() == start);
        let start = known.ok_or_else(|| thrown(Error::new(Code::UnknownValue, "start").with("found", start)))?;
        Ok(object(&self.0.form(start, &self.1))?.unchecked_into())
    }

    /// A draft as typed in, how it stands out.
    pub fn view(&self, form: JsDraftForm) -> Result<JsDraftView, JsValue> {
        let form = DraftForm::read(&value(&form)).map_err(thrown)?;
        let view = self.0.view(&form, today(), &self.1).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// The draft as the content of a `policy.json`; nothing where it cannot be read.
    pub fn file(&self, form: JsDraftForm) -> Result<Option<String>, JsValue> {
        let form = DraftForm::read(&value(&form)).map_err(thrown)?;
        self.0.file(&form, &self.1).map_err(thrown)
    }
}
