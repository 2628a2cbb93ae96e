//! What goes into a handler and what comes out, as types: the interface's document is read off the handlers' signatures.

use std::marker::PhantomData;

use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Described, StatusCode as Status};
use aide::operation::set_body;
use aide::{OperationInput, OperationOutput};
use axum::body::{Body, Bytes};
use axum::extract::{FromRequest, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;

use super::fault::{self, Fault};
use super::{Shared, body, openapi};
use crate::error::Error;

/// A JSON document that states a `T`: whole and within limits, read by nobody yet.
pub(super) struct Sent<T> {
    pub bytes: Bytes,
    of: PhantomData<fn() -> T>,
}

/// One `T`, or a stream with one a line.
pub(super) enum Several<T> {
    One(Sent<T>),
    Stream(Body),
}

/// JSON of a `T`, or the contract's error.
pub(super) struct Answer<T>(Response, PhantomData<fn() -> T>);

/// JSON of a `T`, or a line of it for each line that was sent.
pub(super) struct Answers<T>(Response, PhantomData<fn() -> T>);

impl<T> Answer<T> {
    pub fn new(answered: Result<Vec<u8>, Error>) -> Answer<T> {
        let answered = answered.map(|bytes| fault::json(StatusCode::OK, bytes));
        Answer(answered.unwrap_or_else(|error| fault::refusal(&error)), PhantomData)
    }

    /// Kept, and asked for again each time.
    pub fn kept(mut self) -> Answer<T> {
        self.0.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
        self
    }
}

impl<T> Answers<T> {
    pub fn stream(lines: Response) -> Answers<T> {
        Answers(lines, PhantomData)
    }
}

impl<T> From<Answer<T>> for Answers<T> {
    fn from(one: Answer<T>) -> Answers<T> {
        Answers(one.0, PhantomData)
    }
}

impl<T> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        self.0
    }
}

impl<T> IntoResponse for Answers<T> {
    fn into_response(self) -> Response {
        self.0
    }
}

impl<T> FromRequest<Shared> for Sent<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        match Kind::of(request.headers()) {
            Some(Kind::One) => Sent::read(request, service).await,
            _ => Err(Fault::MediaType),
        }
    }
}

impl<T> FromRequest<Shared> for Several<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        match Kind::of(request.headers()) {
            Some(Kind::One) => Sent::read(request, service).await.map(Several::One),
            Some(Kind::Stream) => Ok(Several::Stream(request.into_body())),
            None => Err(Fault::MediaType),
        }
    }
}

impl<T> Sent<T> {
    async fn read(request: Request, service: &Shared) -> Result<Self, Fault> {
        let (parts, body) = request.into_parts();
        let limits = &service.limits;
        let bytes = body::read(&parts.headers, body, limits.body, limits.patience).await?;
        Ok(Sent { bytes, of: PhantomData })
    }
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

/// What a body may be refused for.
const REFUSED: [u16; 5] = [400, 408, 413, 415, 422];

impl<T: JsonSchema> OperationInput for Sent<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let body = openapi::body([openapi::json::<T>(context)]);
        set_body(context, operation, body);
    }

    fn inferred_early_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<Status>, Described)> {
        openapi::faults(context, &REFUSED)
    }
}

impl<T: JsonSchema> OperationInput for Several<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        let body = openapi::body([openapi::json::<T>(context), openapi::lines::<T>()]);
        set_body(context, operation, body);
    }

    fn inferred_early_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<Status>, Described)> {
        openapi::faults(context, &REFUSED)
    }
}

impl<T: JsonSchema> OperationOutput for Answer<T> {
    type Inner = T;

    fn inferred_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<Status>, Described)> {
        let told = openapi::description::<T>(context);
        vec![openapi::response(200, &told, [openapi::json::<T>(context)])]
    }
}

impl<T: JsonSchema> OperationOutput for Answers<T> {
    type Inner = T;

    fn inferred_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<Status>, Described)> {
        let told = openapi::description::<T>(context);
        vec![openapi::response(200, &told, [openapi::json::<T>(context), openapi::lines::<T>()])]
    }
}
