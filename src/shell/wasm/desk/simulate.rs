//! The desk's simulation of a programme: prepared at once, drawn in slices, so that a worker can show how far it is and
//! a page without one stays awake.

use wasm_bindgen::prelude::*;

use super::Desk;
use crate::catalog::Table;
use crate::date::Date;
use crate::present::simulate::view;
use crate::programme::Programme;
use crate::shell::wasm::{object, thrown, today, value};
use crate::simulate::{Runs, Simulation};
use crate::strings::Strings;

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
}

#[wasm_bindgen]
impl Desk {
    /// A city's programme and what is assumed of it in, a simulation to be drawn out.
    pub fn simulation(
        &self,
        policy: &str,
        programme: JsProgrammeTable,
        asked: JsSimulation,
    ) -> Result<SimulationRuns, JsValue> {
        let simulation = Simulation::read(&value(&asked)).map_err(thrown)?;
        let as_of = simulation.as_of.unwrap_or_else(today);
        let table = self.0.catalog.find(policy, as_of).map_err(thrown)?.clone();
        let programme = Programme::read(&value(&programme)).map_err(thrown)?;
        let runs = Runs::new(&table.policy, &programme, &simulation).map_err(thrown)?;
        Ok(SimulationRuns { table, as_of, runs, strings: self.0.strings.clone() })
    }
}

/// A simulation under way.
#[wasm_bindgen]
pub struct SimulationRuns {
    table: Table,
    as_of: Date,
    runs: Runs,
    strings: Option<Strings>,
}

#[wasm_bindgen]
impl SimulationRuns {
    /// How many runs were asked for.
    #[wasm_bindgen(getter)]
    pub fn of(&self) -> u32 {
        self.runs.of()
    }

    /// Draws so many runs more, or what is left of them, and says how many are done.
    pub fn step(&mut self, runs: u32) -> u32 {
        self.runs.step(runs)
    }

    /// What came out of the runs that are done.
    pub fn result(&self) -> Result<JsSimulated, JsValue> {
        let answer = self.runs.answer(&self.table, self.as_of).map_err(thrown)?;
        Ok(object(&answer)?.unchecked_into())
    }

    /// The same for a person, in the language that the desk had; nothing where it had none.
    pub fn view(&self) -> Result<Option<JsSimulationView>, JsValue> {
        let Some(strings) = &self.strings else { return Ok(None) };
        let answer = self.runs.answer(&self.table, self.as_of).map_err(thrown)?;
        let view = view(&self.table, &answer, strings).map_err(thrown)?;
        Ok(Some(object(&view)?.unchecked_into()))
    }
}
