//! The static page and widget: right types, compressed ahead; asked for again each time, or kept for good where the
//! folder's name changes with its content.

use std::path::Path;

use axum::extract::{Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use super::Shared;
use super::fault::Fault;
use super::headers::{self, Framed};

/// A file of the page; without a page, the form stands at its place.
pub(super) async fn file(State(service): State<Shared>, request: Request) -> Response {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Fault::NotFound.into_response();
    }
    match &service.www {
        Some(folder) => from(folder, &service.frame_policy, request).await,
        None if request.uri().path() == "/" => Redirect::to("form").into_response(),
        None => Fault::NotFound.into_response(),
    }
}

async fn from(folder: &Path, frame_policy: &HeaderValue, request: Request) -> Response {
    let (frame, lasting) = (is_frame(request.uri().path()), is_lasting(request.uri().path()));
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
    let lasting = lasting && (response.status().is_success() || response.status() == StatusCode::NOT_MODIFIED);
    let kept = if lasting { "public, max-age=31536000, immutable" } else { "public, no-cache" };
    let given = response.headers_mut();
    given.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    // The library's list has the old name of it for `.mjs`.
    if given.get(header::CONTENT_TYPE).is_some_and(|kind| kind == "application/javascript") {
        given.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/javascript"));
    }
    if frame {
        given.insert(header::CONTENT_SECURITY_POLICY, frame_policy.clone());
        response.extensions_mut().insert(Framed);
    } else {
        given.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(headers::PAGE));
    }
    response
}

/// The one page that is made for frames.
fn is_frame(path: &str) -> bool {
    path.rsplit('/').next() == Some("frame.html")
}

/// Whether a file lies in a folder such as `subsidy-calculator-1.0.0-0a1b2c3d`, whose name changes with its content.
fn is_lasting(path: &str) -> bool {
    path.rsplit('/').skip(1).any(|folder| {
        let parts = folder.strip_prefix("subsidy-calculator-").and_then(|rest| rest.split_once('-'));
        parts.is_some_and(|(version, hash)| {
            let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let hexadecimal = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            version.split('.').count() == 3
                && version.split('.').all(number)
                && hash.len() >= 8
                && hash.bytes().all(hexadecimal)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lasts_only_when_version_and_hash_name_it() {
        for lasting in
            ["/subsidy-calculator-0.1.0-0123abcd/a.js", "/w/subsidy-calculator-10.20.30-0123456789abcdef/b/c"]
        {
            assert!(is_lasting(lasting), "{lasting}");
        }
        for passing in [
            "/subsidy-calculator-0.1.0-0123abcd",
            "/subsidy-calculator-0.1.0-0123abc/a.js",
            "/subsidy-calculator-0.1.0-0123ABCD/a.js",
            "/subsidy-calculator-0.1.0-0123abcd.js/a.js",
            "/subsidy-calculator-0.1-0123abcd/a.js",
            "/subsidy-calculator-0.1.-0123abcd/a.js",
            "/subsidy-calculator-0.1.0.1-0123abcd/a.js",
            "/xsubsidy-calculator-0.1.0-0123abcd/a.js",
            "/subsidy-calculator-0.1.0/a.js",
        ] {
            assert!(!is_lasting(passing), "{passing}");
        }
    }
}
