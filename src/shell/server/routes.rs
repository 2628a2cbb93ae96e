//! Which address is answered by what.

use std::io;
use std::sync::Arc;

use axum::Router;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, get, post};
use tower_http::cors::CorsLayer;

use super::fault::Fault;
use super::{Shared, admit, estimates, form, openapi, operations, policies, reference, site};

/// The addresses that are limited and counted, as the counters name them.
const KNOWN: [&str; 8] = [
    "/api/v1/policies",
    "/api/v1/policies/{id}",
    "/api/v1/estimates",
    "/api/v1/compare",
    "/api/v1/openapi.json",
    "/api/v1/docs",
    "/form",
    "/form.css",
];

/// A route's name from the closed list.
pub(super) fn known(path: &str) -> &'static str {
    KNOWN.into_iter().find(|known| *known == path).unwrap_or("static")
}

/// Every route with its limits and headers.
///
/// # Errors
/// An origin that is none.
pub(super) fn router(service: &Shared) -> io::Result<Router> {
    let read = |route: MethodRouter<Shared>| route.fallback(|| async { Fault::MethodNotAllowed("GET, HEAD") });
    let send = |route: MethodRouter<Shared>| route.fallback(|| async { Fault::MethodNotAllowed("POST") });
    let both = |route: MethodRouter<Shared>| route.fallback(|| async { Fault::MethodNotAllowed("GET, HEAD, POST") });
    let limited = Router::new()
        .route("/api/v1/policies", read(get(policies::list)))
        .route("/api/v1/policies/{id}", read(get(policies::one)))
        .route("/api/v1/estimates", send(post(estimates::estimates)))
        .route("/api/v1/compare", send(post(estimates::compare)))
        .route("/api/v1/openapi.json", read(get(openapi::document)))
        .route("/api/v1/docs", read(get(reference::page)))
        .route("/form", both(get(form::blank).post(form::filled)))
        .route("/form.css", read(get(form::style)))
        .fallback(site::file)
        .layer(from_fn_with_state(Arc::clone(service), admit::admit));
    // A balancer that asks how things are is never turned away.
    let operations = Router::new()
        .route("/healthz", read(get(operations::health)))
        .route("/readyz", read(get(operations::ready)))
        .route("/metrics", read(get(operations::metrics)));
    let mut router = limited.merge(operations);
    if !service.cors.is_empty() {
        router = router.layer(cors(&service.cors)?);
    }
    Ok(router.with_state(Arc::clone(service)))
}

/// Lets pages of the named origins ask, without credentials: there are none here.
fn cors(origins: &[String]) -> io::Result<CorsLayer> {
    let mut allowed = Vec::new();
    for origin in origins {
        let wrong = || {
            io::Error::new(io::ErrorKind::InvalidInput, format!("not an origin such as https://example.org: {origin}"))
        };
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).ok_or_else(wrong)?;
        if host.is_empty() || host.contains(['/', '*', '@', '?', '#', ' ']) {
            return Err(wrong());
        }
        allowed.push(HeaderValue::from_str(origin).map_err(|_| wrong())?);
    }
    const HOUR: std::time::Duration = std::time::Duration::from_secs(3600);
    let exposed: [HeaderName; 2] = [header::ETAG, header::RETRY_AFTER];
    Ok(CorsLayer::new()
        .allow_origin(allowed)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE])
        .expose_headers(exposed)
        .max_age(HOUR))
}
