//! The desk's module: what goes beyond the first estimate, loaded when it is asked for; and the contract, for programs.

mod bulk;
mod draft;
mod links;
mod quote;
mod scenarios;
mod time;

use wasm_bindgen::prelude::*;

use super::{JsForm, JsPolicyId, JsPolicyTable, JsStrings, JsView, Shelf, object, thrown, today, value};
use crate::application::Application;
use crate::catalog::Table;
use crate::compare::compare;
use crate::date::Date;
use crate::error::Error;
use crate::estimate::estimate;
use crate::present;
use crate::solve::{self, Goal};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &'static str = concat!(include_str!("widget.d.ts"), include_str!("desk.d.ts"));

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "Application")]
    pub type JsApplication;
    #[wasm_bindgen(typescript_type = "Estimate")]
    pub type JsEstimate;
    #[wasm_bindgen(typescript_type = "Comparison")]
    pub type JsComparison;
    #[wasm_bindgen(typescript_type = "Checklist")]
    pub type JsChecklist;
    #[wasm_bindgen(typescript_type = "Goal")]
    pub type JsGoal;
    #[wasm_bindgen(typescript_type = "Solution")]
    pub type JsSolution;
    #[wasm_bindgen(typescript_type = "SolveView")]
    pub type JsSolveView;
    #[wasm_bindgen(typescript_type = "CurveView")]
    pub type JsCurveView;
}

/// Policy tables and sentences, superseded tables apart, and the questions that go beyond one estimate.
#[wasm_bindgen]
#[derive(Default)]
pub struct Desk(Shelf, Vec<Table>);

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

    /// One form as typed in, the contract's estimate out; nothing where the form leaves open what an estimate needs.
    pub fn figures(&self, form: JsForm) -> Result<Option<JsEstimate>, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let Ok(application) = form.application(&form.entries()) else { return Ok(None) };
        let Ok(answer) = estimate(table, &application, as_of) else { return Ok(None) };
        Ok(Some(object(&answer)?.unchecked_into()))
    }

    /// One goal in, the spend that a wanted grant needs out.
    pub fn solve(&self, goal: JsGoal) -> Result<JsSolution, JsValue> {
        let Goal { application, grant } = Goal::read(&value(&goal)).map_err(thrown)?;
        let as_of = application.as_of.unwrap_or_else(today);
        let table = self.0.catalog.find(&application.policy, as_of);
        let answer = table.and_then(|table| solve::solve(table, &application, grant, as_of));
        Ok(object(&answer.map_err(solve::of_application).map_err(thrown)?)?.unchecked_into())
    }

    /// One form and a wanted grant as typed in, what it takes for a person out.
    pub fn needs(&self, form: JsForm, wanted: &str) -> Result<JsSolveView, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = present::solve::answer(table, &form, wanted, as_of, strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// One form as typed in, its curve out.
    pub fn curve(&self, form: JsForm) -> Result<JsCurveView, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = present::curve::answer(table, &form, as_of, strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// One form as typed in, one view for a person out: the widget's own answer.
    pub fn answer(&self, form: JsForm) -> Result<JsView, JsValue> {
        let (form, table, as_of) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = present::answer(table, &form, as_of, strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// One form as typed in, its document's conditions as questions out, with what is answered so far.
    pub fn checklist(&self, form: JsForm) -> Result<JsChecklist, JsValue> {
        let (form, table, _) = self.0.sheet(&form).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        Ok(object(&present::eligibility::checklist(table, &form, strings))?.unchecked_into())
    }

    fn open(&self, application: &JsValue) -> Result<(Application, &Table, Date), Error> {
        let application = Application::read(&value(application))?;
        let as_of = application.as_of.unwrap_or_else(today);
        let table = self.0.catalog.find(&application.policy, as_of)?;
        Ok((application, table, as_of))
    }
}
