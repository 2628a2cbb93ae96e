//! A city's programme in the browser: what its document says, and a simulation that is prepared at once and drawn in
//! slices, so that a worker can show how far it is and a page without one stays awake.

use wasm_bindgen::prelude::*;

use super::super::{JsPolicyId, JsPolicyTable, JsStrings, Shelf, object, thrown, today, value};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::present::budget::{self as present, BudgetForm};
use crate::present::simulate::{progress, view};
use crate::programme::Programme;
use crate::simulate::{Runs, Simulation};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "ProgrammeTable")]
    pub type JsProgrammeTable;
    #[wasm_bindgen(typescript_type = "Simulation")]
    pub type JsSimulation;
    #[wasm_bindgen(typescript_type = "Simulated")]
    pub type JsSimulated;
    #[wasm_bindgen(typescript_type = "SimulationView")]
    pub type JsSimulationView;
    #[wasm_bindgen(typescript_type = "BudgetForm")]
    pub type JsBudgetForm;
    #[wasm_bindgen(typescript_type = "BudgetPage")]
    pub type JsBudgetPage;
    #[wasm_bindgen(typescript_type = "BudgetProgress")]
    pub type JsBudgetProgress;
}

/// A simulation under way.
struct Underway {
    table: Table,
    as_of: Date,
    runs: Runs,
}

/// Policy and programme tables, sentences, and at most one simulation.
#[wasm_bindgen]
#[derive(Default)]
pub struct Budgets {
    shelf: Shelf,
    programmes: Vec<Programme>,
    underway: Option<Underway>,
}

#[wasm_bindgen]
impl Budgets {
    /// No tables, no simulation.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Budgets {
        Budgets::default()
    }

    /// Adds a policy table, the parsed content of a `policy.json`; one of the same id and first day is replaced.
    #[wasm_bindgen(js_name = addPolicy)]
    pub fn add_policy(&mut self, table: JsPolicyTable) -> Result<JsPolicyId, JsValue> {
        Ok(self.shelf.add_policy(&table)?.unchecked_into())
    }

    /// Adds the programme of a policy, the parsed content of a `programme.json`; one of the same policy is replaced.
    #[wasm_bindgen(js_name = addProgramme)]
    pub fn add_programme(&mut self, table: JsProgrammeTable) -> Result<(), JsValue> {
        let programme = Programme::read(&value(&table)).map_err(thrown)?;
        self.programmes.retain(|known| known.id != programme.id);
        self.programmes.push(programme);
        Ok(())
    }

    /// Sets the sentences of a language: those of the widget and the desk's in one object.
    #[wasm_bindgen(js_name = setStrings)]
    pub fn set_strings(&mut self, language: &str, table: JsStrings) -> Result<(), JsValue> {
        self.shelf.set_strings(language, &table)
    }

    /// One form as typed in, what the document says and what is assumed of it out.
    pub fn page(&self, form: JsBudgetForm) -> Result<JsBudgetPage, JsValue> {
        let (page, _, _) = self.read(&form).map_err(thrown)?;
        Ok(object(&page)?.unchecked_into())
    }

    /// Begins the simulation of a form as typed in, in the place of one under way; whether there is enough to begin with.
    pub fn begin(&mut self, form: JsBudgetForm) -> Result<bool, JsValue> {
        self.underway = None;
        let (_, simulation, as_of) = self.read(&form).map_err(thrown)?;
        let Some(simulation) = simulation else { return Ok(false) };
        let form = BudgetForm::read(&value(&form)).map_err(thrown)?;
        self.underway = Some(self.prepare(&form.policy, &simulation, as_of).map_err(thrown)?);
        Ok(true)
    }

    /// Begins the simulation of the contract.
    pub fn simulate(&mut self, policy: &str, asked: JsSimulation) -> Result<(), JsValue> {
        self.underway = None;
        let simulation = Simulation::read(&value(&asked)).map_err(thrown)?;
        let as_of = simulation.as_of.unwrap_or_else(today);
        self.underway = Some(self.prepare(policy, &simulation, as_of).map_err(thrown)?);
        Ok(())
    }

    /// Draws about so many enterprises more, a whole run at the least.
    pub fn step(&mut self, enterprises: u32) -> Result<JsBudgetProgress, JsValue> {
        let underway = self.underway.as_mut().ok_or_else(nothing_begun).map_err(thrown)?;
        let done = underway.runs.draw(enterprises);
        let view = progress(done, underway.runs.of(), self.shelf.strings.as_ref());
        Ok(object(&view)?.unchecked_into())
    }

    /// What came out of the runs that are done.
    pub fn result(&self) -> Result<JsSimulated, JsValue> {
        let Underway { table, as_of, runs } = self.underway().map_err(thrown)?;
        let answer = runs.answer(table, *as_of).map_err(thrown)?;
        Ok(object(&answer)?.unchecked_into())
    }

    /// The same for a person.
    pub fn view(&self) -> Result<JsSimulationView, JsValue> {
        let Underway { table, as_of, runs } = self.underway().map_err(thrown)?;
        let strings = self.shelf.strings().map_err(thrown)?;
        let view = runs.answer(table, *as_of).and_then(|answer| view(table, &answer, strings)).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    fn underway(&self) -> Result<&Underway, Error> {
        self.underway.as_ref().ok_or_else(nothing_begun)
    }

    fn programme(&self, policy: &str) -> Result<&Programme, Error> {
        let unknown = || Error::new(Code::UnknownPolicy, "policy").with("found", policy);
        self.programmes.iter().find(|programme| programme.id == policy).ok_or_else(unknown)
    }

    fn read(&self, form: &JsValue) -> Result<(present::BudgetPage, Option<Simulation>, Date), Error> {
        let form = BudgetForm::read(&value(form))?;
        let as_of = form.as_of.unwrap_or_else(today);
        let table = self.shelf.catalog.find(&form.policy, as_of)?;
        let (page, simulation) =
            present::page(table, self.programme(&form.policy)?, &form, as_of, self.shelf.strings()?)?;
        Ok((page, simulation, as_of))
    }

    fn prepare(&self, policy: &str, simulation: &Simulation, as_of: Date) -> Result<Underway, Error> {
        let table = self.shelf.catalog.find(policy, as_of)?.clone();
        let runs = Runs::new(&table.policy, self.programme(policy)?, simulation)?;
        Ok(Underway { table, as_of, runs })
    }
}

fn nothing_begun() -> Error {
    Error::new(Code::MissingField, "simulation")
}
