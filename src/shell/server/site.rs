//! The static page and widget: right types, compressed ahead, asked for again each time.

use std::path::Path;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use super::fault::Fault;
use super::{Shared, headers};

/// A file of the page; without a page, the form stands at its place.
pub(super) async fn file(State(service): State<Shared>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Fault::NotFound.into_response();
    }
    match &service.www {
        Some(folder) => from(folder, request).await,
        None if request.uri().path() == "/" => Redirect::to("form").into_response(),
        None => Fault::NotFound.into_response(),
    }
}

async fn from(folder: &Path, request: Request) -> Response {
    // A file that begins with a dot was not meant for visitors.
    let path = request.uri().path().to_ascii_lowercase().replace("%2e", ".").replace("%2f", "/");
    if path.split('/').any(|part| part.starts_with('.')) {
        return Fault::NotFound.into_response();
    }
    let Ok(found) = ServeDir::new(folder).precompressed_br().precompressed_gzip().oneshot(request).await;
    if matches!(found.status(), StatusCode::NOT_FOUND | StatusCode::INTERNAL_SERVER_ERROR) {
        return Fault::NotFound.into_response();
    }
    let mut response = found.into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(headers::PAGE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, no-cache"));
    response
}
