//! `GET /api/v1/policies`: the tables in service, and each one's file as it stands.

use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use super::Shared;
use super::fault::{self, Fault};
use crate::catalog::Table;
use crate::shell::clock::today;
use crate::wire;

/// The list, as `subsidy policies --json` prints it.
pub(super) async fn list(State(service): State<Shared>) -> Response {
    fault::answer(wire::policies(&service.tables.load().catalog, today()))
}

/// One table's file: today's for an id, or a certain one by its folder.
pub(super) async fn one(
    State(service): State<Shared>,
    id: Result<Path<String>, PathRejection>,
    asked: HeaderMap,
) -> Response {
    // Bytes that are no text are no id.
    let Ok(Path(id)) = id else { return Fault::NoTable.into_response() };
    let tables = service.tables.load();
    let catalog = &tables.catalog;
    let by_folder = || catalog.tables().iter().find(|table| table.folder() == id);
    let table: Option<&Table> = catalog.find(&id, today()).ok().or_else(by_folder);
    let file = table.and_then(|table| tables.files.get(&table.folder()));
    let (Some(table), Some(file)) = (table, file) else { return Fault::NoTable.into_response() };
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
    response
}

/// Whether the asker has this content already.
fn matches(asked: &HeaderMap, tag: &str) -> bool {
    let known = asked.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|list| list.split(',')).any(|known| {
        let known = known.trim();
        known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag
    })
}
