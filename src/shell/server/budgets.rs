//! `/api/v1/budgets/{id}`: a city's programme as the document gives it, under a scenario, or drawn again and again; the
//! bytes of [`crate::wire`], nothing added.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Described, StatusCode as Status};
use aide::operation::ParamLocation;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;

use super::exchange::{Answer, Sent};
use super::fault::Fault;
use super::tables::Tables;
use super::{Service, Shared, openapi};
use crate::budget::Budget;
use crate::catalog::Table;
use crate::date::Date;
use crate::json::{Value, record};
use crate::programme::Programme;
use crate::scenario::Scenario;
use crate::shell::clock::today;
use crate::simulate::{Simulated, Simulation};
use crate::wire;

record! {
    /// The path of a budget.
    pub struct City {
        /// Id of a policy table.
        id: String,
    }
}

/// The city that is asked for.
pub(super) struct Asked(String);

type Told = Result<Answer<Budget<'static>>, Fault>;

/// As the document gives it.
pub(super) async fn plain(State(service): State<Shared>, Asked(id): Asked) -> Told {
    answer(&service, &id, None)
}

/// Under a scenario.
pub(super) async fn under(State(service): State<Shared>, Asked(id): Asked, sent: Sent<Scenario>) -> Told {
    match Value::parse(&sent.bytes).and_then(|value| Scenario::read(&value)) {
        Ok(scenario) => answer(&service, &id, Some(&scenario)),
        Err(error) => Ok(Answer::new(Err(error))),
    }
}

/// Drawn again and again.
pub(super) async fn simulated(
    State(service): State<Shared>,
    Asked(id): Asked,
    sent: Sent<Simulation>,
) -> Result<Answer<Simulated<'static>>, Fault> {
    let simulation = match Value::parse(&sent.bytes).and_then(|value| Simulation::read(&value)) {
        Ok(simulation) => simulation,
        Err(error) => return Ok(Answer::new(Err(error))),
    };
    let drawn = move || {
        let tables = service.tables.load();
        let as_of = simulation.as_of.unwrap_or_else(today);
        let (table, programme) = find(&tables, &id, as_of)?;
        Ok(wire::simulate(table, programme, &simulation, as_of))
    };
    // It takes up to a second: the threads that wait for others are left alone.
    let answered = tokio::task::spawn_blocking(drawn).await.map_err(|_| Fault::Busy)?;
    answered.map(Answer::new)
}

fn answer(service: &Service, id: &str, scenario: Option<&Scenario>) -> Told {
    let tables = service.tables.load();
    let as_of = scenario.and_then(|scenario| scenario.as_of).unwrap_or_else(today);
    let (table, programme) = find(&tables, id, as_of)?;
    Ok(Answer::new(wire::budget(table, programme, scenario, as_of)))
}

fn find<'t>(tables: &'t Tables, id: &str, as_of: Date) -> Result<(&'t Table, &'t Programme), Fault> {
    let table = tables.catalog.find(id, as_of).map_err(|_| Fault::NoTable)?;
    let programme = tables.programmes.get(&table.folder()).ok_or(Fault::NoTable)?;
    Ok((table, programme))
}

impl<S: Send + Sync> FromRequestParts<S> for Asked {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        // Bytes that are no text are no id.
        let Path(id) = Path::from_request_parts(parts, state).await.map_err(|_| Fault::NoTable)?;
        Ok(Asked(id))
    }
}

impl OperationInput for Asked {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        openapi::parameters::<City>(context, operation, ParamLocation::Path);
    }

    fn inferred_early_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<Status>, Described)> {
        openapi::faults(context, &[404])
    }
}
