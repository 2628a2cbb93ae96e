//! `POST /api/v1/estimates` and `/compare`: the bytes of [`crate::wire`], nothing added.

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};

use super::fault::{self, Fault};
use super::{Shared, body, stream};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::Error;
use crate::shell::clock::today;
use crate::wire;

type Judge = fn(&Catalog, &[u8], Date) -> Result<Vec<u8>, Error>;

/// One application, or a stream of them.
pub(super) async fn estimates(State(service): State<Shared>, request: Request) -> Response {
    match Kind::of(request.headers()) {
        Some(Kind::One) => one(&service, request, wire::estimate).await,
        Some(Kind::Stream) => stream::answer(service, request.into_body()),
        None => Fault::MediaType.into_response(),
    }
}

/// One application at every batch and level.
pub(super) async fn compare(State(service): State<Shared>, request: Request) -> Response {
    match Kind::of(request.headers()) {
        Some(Kind::One) => one(&service, request, wire::compare).await,
        _ => Fault::MediaType.into_response(),
    }
}

async fn one(service: &Shared, request: Request, judge: Judge) -> Response {
    let (parts, body) = request.into_parts();
    let limits = &service.limits;
    let bytes: Bytes = match body::read(&parts.headers, body, limits.body, limits.patience).await {
        Ok(bytes) => bytes,
        Err(fault) => return fault.into_response(),
    };
    // Held to the end of this answer: a reload in between does not touch it.
    let tables = service.tables.load();
    fault::answer(judge(&tables.catalog, &bytes, today()))
}

/// What a body is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    One,
    Stream,
}

impl Kind {
    /// JSON where nothing is said; another type than the two is refused.
    fn of(headers: &HeaderMap) -> Option<Kind> {
        let Some(stated) = headers.get(header::CONTENT_TYPE) else { return Some(Kind::One) };
        let essence = stated.to_str().ok()?.split(';').next()?.trim().to_ascii_lowercase();
        match essence.as_str() {
            "application/json" => Some(Kind::One),
            "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Some(Kind::Stream),
            _ => None,
        }
    }
}
