//! `/api/v1/budgets/{id}`: a city's programme as the document gives it, or under a scenario; the bytes of
//! [`crate::wire`], nothing added.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Described, StatusCode as Status};
use aide::operation::ParamLocation;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;

use super::exchange::{Answer, Sent};
use super::fault::Fault;
use super::{Service, Shared, openapi};
use crate::budget::Budget;
use crate::json::{Value, record};
use crate::scenario::Scenario;
use crate::shell::clock::today;
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

fn answer(service: &Service, id: &str, scenario: Option<&Scenario>) -> Told {
    let tables = service.tables.load();
    let as_of = scenario.and_then(|scenario| scenario.as_of).unwrap_or_else(today);
    let table = tables.catalog.find(id, as_of).map_err(|_| Fault::NoTable)?;
    let programme = tables.programmes.get(&table.folder()).ok_or(Fault::NoTable)?;
    Ok(Answer::new(wire::budget(table, programme, scenario, as_of)))
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
