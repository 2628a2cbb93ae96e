//! For those who run it: alive, ready, counted.

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::Shared;

/// Alive.
pub(super) async fn health() -> Response {
    plain(StatusCode::OK, "ok\n")
}

/// Ready to be sent requests: not any more once the process has been told to end.
pub(super) async fn ready(State(service): State<Shared>) -> Response {
    if service.leaving() {
        plain(StatusCode::SERVICE_UNAVAILABLE, "leaving\n")
    } else {
        plain(StatusCode::OK, "ready\n")
    }
}

/// What the counters are written as.
pub(super) const COUNTERS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The counters.
pub(super) async fn metrics(State(service): State<Shared>) -> Response {
    let text = service.metrics.text(service.tables.load().catalog.tables().len());
    ([(header::CONTENT_TYPE, COUNTERS), (header::CACHE_CONTROL, "no-store")], text).into_response()
}

fn plain(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], text)
        .into_response()
}
