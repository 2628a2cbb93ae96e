//! The desk's time line, for a person and for a calendar.

use wasm_bindgen::prelude::*;

use super::Desk;
use crate::present::timeline;
use crate::shell::wasm::{JsForm, object, thrown};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "TimelineView")]
    pub type JsTimelineView;
}

#[wasm_bindgen]
impl Desk {
    /// One form as typed in, its city's windows on its day out.
    pub fn timeline(&self, form: JsForm) -> Result<JsTimelineView, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = timeline::of_form(table, &form, as_of, strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// The same windows as an iCalendar file.
    pub fn calendar(&self, form: JsForm) -> Result<String, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        timeline::file_of_form(table, &form, as_of, strings).map_err(thrown)
    }
}
