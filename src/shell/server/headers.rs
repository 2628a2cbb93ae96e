//! What every answer carries, so that a browser does nothing with it that was not meant.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// For the page: nothing from elsewhere, nothing inline.
pub(super) const PAGE: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; \
     require-trusted-types-for 'script'; trusted-types subsidy-worker";

/// For pages without a script.
pub(super) const PLAIN: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; \
     form-action 'self'; frame-ancestors 'none'";

/// For everything else.
const NOTHING: &str = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

const ALWAYS: [(HeaderName, HeaderValue); 2] = [
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
];

/// Marks an answer that may stand in a frame: its own policy says in whose.
#[derive(Clone, Copy)]
pub(super) struct Framed;

/// The page's policy where this site, and pages of these origins, may frame it.
pub(super) fn framed(origins: &[HeaderValue]) -> HeaderValue {
    let mut ancestors = String::from("frame-ancestors 'self'");
    for origin in origins.iter().filter_map(|origin| origin.to_str().ok()) {
        ancestors.push(' ');
        ancestors.push_str(origin);
    }
    let policy = PAGE.replace("frame-ancestors 'none'", &ancestors);
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(PAGE))
}

/// Adds them. A plain call at the connection, not a layer: a layer costs each request an allocation and more.
pub(super) fn secure(response: &mut Response, shared_with_others: bool) {
    let framed = response.extensions().get::<Framed>().is_some();
    let headers = response.headers_mut();
    headers.reserve(8);
    for (name, value) in ALWAYS {
        headers.insert(name, value);
    }
    // For browsers that know no frame-ancestors. It has no word for several origins, so a frame's page goes without.
    if !framed {
        headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    }
    let resource = if shared_with_others { "cross-origin" } else { "same-origin" };
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static(resource));
    headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(HeaderValue::from_static(NOTHING));
}
