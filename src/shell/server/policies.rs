//! `GET /api/v1/policies`: the tables in service, and each one's file as it stands.

use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Described, StatusCode as Status};
use aide::operation::ParamLocation;
use aide::{OperationInput, OperationOutput};
use axum::body::Body;
use axum::extract::{FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::exchange::Answer;
use super::fault::{self, Fault};
use super::{Shared, openapi};
use crate::catalog::Table;
use crate::json::record;
use crate::policy::Policy;
use crate::shell::clock::today;
use crate::wire::{self, Listed};

/// The list, as `subsidy policies --json` prints it.
pub(super) async fn list(State(service): State<Shared>) -> Answer<Vec<Listed<'static>>> {
    Answer::new(wire::policies(&service.tables.load().catalog, today()))
}

record! {
    /// The path of a table.
    pub struct Place {
        /// Id of a table, for today's; or a table's folder.
        id: String,
    }
}

record! {
    /// What an asker has already.
    pub struct Known {
        /// A digest.
        tag as "If-None-Match": Option<String>,
    }
}

/// The table that is asked for.
pub(super) struct Named(String);

/// The bytes of a `policy.json`.
pub(super) struct File(Response);

/// One table's file: today's for an id, or a certain one by its folder.
pub(super) async fn one(State(service): State<Shared>, Named(id): Named, asked: HeaderMap) -> Result<File, Fault> {
    let tables = service.tables.load();
    let catalog = &tables.catalog;
    let by_folder = || catalog.tables().iter().find(|table| table.folder() == id);
    let table: Option<&Table> = catalog.find(&id, today()).ok().or_else(by_folder);
    let file = table.and_then(|table| tables.files.get(&table.folder()));
    let (Some(table), Some(file)) = (table, file) else { return Err(Fault::NoTable) };
    let tag = format!("\"{}\"", table.digest);
    let mut response = if matches(&asked, &tag) {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        fault::json(StatusCode::OK, file.to_vec())
    };
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&tag).map(|tag| (header::ETAG, tag)));
    // Kept, and asked for again each time: a new table is seen at once.
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    Ok(File(response))
}

impl IntoResponse for File {
    fn into_response(self) -> Response {
        self.0
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Fault> {
        // Bytes that are no text are no id.
        let Path(id) = Path::from_request_parts(parts, state).await.map_err(|_| Fault::NoTable)?;
        Ok(Named(id))
    }
}

impl OperationInput for Named {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        openapi::parameters::<Place>(context, operation, ParamLocation::Path);
        openapi::parameters::<Known>(context, operation, ParamLocation::Header);
    }

    fn inferred_early_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<Status>, Described)> {
        openapi::faults(context, &[404])
    }
}

impl OperationOutput for File {
    type Inner = Policy;

    fn inferred_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<Status>, Described)> {
        let tagged = |(status, mut told): (Option<Status>, Described)| {
            told.headers.insert("ETag".into(), openapi::header("The table's digest"));
            (status, told)
        };
        let table = openapi::response(200, "The table's file as it stands", [openapi::json::<Policy>(context)]);
        [table, openapi::response(304, "The asker has it already", [])].map(tagged).into()
    }
}

/// Whether the asker has this content already.
fn matches(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|list| list.split(',')).any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}
