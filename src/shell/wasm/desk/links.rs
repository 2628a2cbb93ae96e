//! The desk's questions about links, codes and the sheet of paper.

use wasm_bindgen::prelude::*;

use super::super::{JsForm, JsPolicyTable, object, thrown, today, value};
use super::Desk;
use crate::catalog::Table;
use crate::error::Error;
use crate::present::link::{Link, Unread};
use crate::present::{address, sheet, then};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "LinkView")]
    pub type JsLinkView;
    #[wasm_bindgen(typescript_type = "OpenedView")]
    pub type JsOpenedView;
    #[wasm_bindgen(typescript_type = "ThenView")]
    pub type JsThenView;
    #[wasm_bindgen(typescript_type = "Verdict")]
    pub type JsVerdict;
    #[wasm_bindgen(typescript_type = "SheetView")]
    pub type JsSheetView;
}

#[wasm_bindgen]
impl Desk {
    /// The link that holds a form, behind the address of its page.
    pub fn link(&self, form: JsForm, page: &str) -> Result<JsLinkView, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = address::view(table, &form, as_of, page, strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// What a link's fragment holds, or why it cannot be read.
    #[wasm_bindgen(js_name = openLink)]
    pub fn open_link(&self, fragment: &str) -> Result<JsOpenedView, JsValue> {
        let strings = self.0.strings().map_err(thrown)?;
        Ok(object(&address::open(&Link::read(fragment), strings))?.unchecked_into())
    }

    /// Adds a superseded table, for what links of its time rest on; gives its digest.
    #[wasm_bindgen(js_name = addSuperseded)]
    pub fn add_superseded(&mut self, table: JsPolicyTable) -> Result<String, JsValue> {
        let table = Table::read(&value(&table)).map_err(thrown)?;
        let digest = table.digest.clone();
        self.1.retain(|known| known.digest != digest);
        self.1.push(table);
        Ok(digest)
    }

    /// What a link gave when it was made, and what it gives now; nothing where it cannot be read.
    #[wasm_bindgen(js_name = thenAndNow)]
    pub fn then_and_now(&self, fragment: &str) -> Result<Option<JsThenView>, JsValue> {
        let Ok(link) = Link::read(fragment) else { return Ok(None) };
        let view = self.then(&link).map_err(thrown)?;
        Ok(Some(object(&view)?.unchecked_into()))
    }

    /// Whether a code is that of the form, or of the link that was opened.
    pub fn verify(&self, form: JsForm, code: &str, fragment: &str) -> Result<JsVerdict, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let opened: Result<Link, Unread> = Link::read(fragment);
        let mut candidates = vec![(table, &form, as_of)];
        if let Ok(link) = &opened {
            candidates.extend(self.of(link).map(|table| (table, &link.form, link.day)));
        }
        let strings = self.0.strings().map_err(thrown)?;
        let verdict = address::verdict(&candidates, code, strings).map_err(thrown)?;
        Ok(object(&verdict)?.unchecked_into())
    }

    /// The sheet of paper of a form; nothing where its entries give no answer.
    #[wasm_bindgen(js_name = paper)]
    pub fn paper(&self, form: JsForm, page: &str) -> Result<Option<JsSheetView>, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = sheet::view(table, &form, as_of, page, strings).map_err(thrown)?;
        view.map(|view| Ok(object(&view)?.unchecked_into())).transpose()
    }

    /// The table that a link names, where it is at hand.
    fn of(&self, link: &Link) -> Option<&Table> {
        let mut known = self.0.catalog.tables().iter().chain(&self.1);
        known.find(|table| table.policy.id == link.form.policy && then::is_of(table, link))
    }

    fn then(&self, link: &Link) -> Result<then::ThenView, Error> {
        let today = today();
        let now = self.0.catalog.find(&link.form.policy, link.form.as_of.unwrap_or(today))?;
        then::view(now, self.of(link), link, today, self.0.strings()?)
    }
}
