//! What can go wrong before an application is judged, in the same form as the contract's errors.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use crate::error::{Code, Error};
use crate::wire::{self, Failed};

/// A closed list, beside the contract's codes and never among them: these concern the exchange, not the application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// No such address.
    NotFound,
    /// No such table.
    NoTable,
    /// An address that takes another method: the router adds which.
    MethodNotAllowed,
    /// More bytes than are taken.
    TooLarge(u64),
    /// Neither JSON nor, where it is taken, NDJSON.
    MediaType,
    /// The body broke off.
    Incomplete,
    /// The body took too long.
    TooSlow,
    /// More requests than one address may send.
    TooMany(Duration),
    /// Everything is busy.
    Busy,
}

/// `{"error": {…}}` of a fault.
#[derive(Serialize, schemars::JsonSchema)]
#[schemars(rename = "Error", deny_unknown_fields)]
pub(super) struct Told {
    error: Details,
    /// The line of a stream, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
}

#[derive(Serialize, schemars::JsonSchema)]
#[schemars(rename = "ErrorDetails", deny_unknown_fields)]
struct Details {
    /// Stable: one of the contract's codes, or of the exchange's: `not_found`, `method_not_allowed`, `too_large`,
    /// `unsupported_media_type`, `incomplete`, `timeout`, `too_many_requests`, `busy`.
    code: &'static str,
    /// Where: `spend[2].amount`; empty for the whole document.
    path: &'static str,
    /// What was found and what is allowed.
    params: serde_json::Map<String, serde_json::Value>,
    /// English.
    message: &'static str,
}

impl Fault {
    fn wording(self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Fault::NotFound => (StatusCode::NOT_FOUND, "not_found", "there is nothing at this address"),
            Fault::NoTable => (StatusCode::NOT_FOUND, "not_found", "no policy table has this id"),
            Fault::MethodNotAllowed => {
                (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed", "this address takes another method")
            }
            Fault::TooLarge(_) => {
                (StatusCode::PAYLOAD_TOO_LARGE, "too_large", "the body is longer than the server takes")
            }
            Fault::MediaType => (
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "send application/json, or application/x-ndjson where a stream is taken",
            ),
            Fault::Incomplete => (StatusCode::BAD_REQUEST, "incomplete", "the body broke off"),
            Fault::TooSlow => (StatusCode::REQUEST_TIMEOUT, "timeout", "the body took too long"),
            Fault::TooMany(_) => {
                (StatusCode::TOO_MANY_REQUESTS, "too_many_requests", "too many requests from one address")
            }
            Fault::Busy => (StatusCode::SERVICE_UNAVAILABLE, "busy", "the server is busy; try again"),
        }
    }

    /// The bytes of `{"error": {…}}`, with the line of a stream.
    pub fn bytes(self, line: Option<u64>) -> Vec<u8> {
        let (_, code, message) = self.wording();
        let mut params = serde_json::Map::new();
        if let Fault::TooLarge(max) = self {
            params.insert("max".into(), max.into());
        }
        wire::bytes_of(&Told { error: Details { code, path: "", params, message }, line }).unwrap_or_default()
    }
}

/// Said by the types that a fault comes from.
impl aide::OperationOutput for Fault {
    type Inner = Told;
}

impl IntoResponse for Fault {
    fn into_response(self) -> Response {
        let (status, ..) = self.wording();
        let mut response = json(status, self.bytes(None));
        let headers = response.headers_mut();
        match self {
            Fault::TooMany(wait) => {
                let seconds = wait.as_secs().saturating_add(1);
                headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
            }
            Fault::Busy => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from(1));
            }
            // What is left of the body is not waited for.
            Fault::TooLarge(_) | Fault::Incomplete | Fault::TooSlow => {
                headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            Fault::NotFound | Fault::NoTable | Fault::MethodNotAllowed | Fault::MediaType => {}
        }
        response
    }
}

/// JSON that no cache keeps.
pub(super) fn json(status: StatusCode, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    // Room for those of `headers::secure`, too.
    response.headers_mut().reserve(10);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The contract's error: 400 where the bytes could not be read, 422 where what they say is refused.
pub(super) fn refusal(error: &Error) -> Response {
    let status = match error.code() {
        Code::InvalidJson | Code::InvalidUtf8 => StatusCode::BAD_REQUEST,
        // Ours, not the asker's: a table that passed the check and still does not hold together.
        Code::InvalidTable | Code::InvalidStrings => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    json(status, wire::bytes_of(&Failed { error, line: None }).unwrap_or_default())
}
