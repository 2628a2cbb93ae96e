//! The desk's scenarios, side by side.

use wasm_bindgen::prelude::*;

use super::Desk;
use crate::present::scenarios::{Scenarios, scenarios};
use crate::shell::wasm::{object, thrown, today, value};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Scenarios")]
    pub type JsScenarios;
    #[wasm_bindgen(typescript_type = "ScenariosView")]
    pub type JsScenariosView;
}

#[wasm_bindgen]
impl Desk {
    /// Named forms in, a column each out; a city whose table is not there is told in its column.
    pub fn scenarios(&self, asked: JsScenarios) -> Result<JsScenariosView, JsValue> {
        let asked = Scenarios::read(&value(&asked)).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = scenarios(&self.0.catalog, &asked, today(), strings);
        Ok(object(&view)?.unchecked_into())
    }
}
