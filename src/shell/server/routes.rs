//! Which address is answered by what: the one list that router and document are both made from.

use std::sync::Arc;
use std::time::Duration;

use aide::axum::ApiRouter;
use aide::axum::routing::{ApiMethodRouter, get_with, post_with};
use aide::openapi::OpenApi;
use axum::Router;
use axum::handler::HandlerWithoutStateExt as _;
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::from_fn_with_state;
use tower_http::cors::CorsLayer;

use super::fault::Fault;
use super::openapi::{named, text};
use super::{Shared, admit, budgets, estimates, form, openapi, operations, policies, reference, site};

const STREAM: &str = "One application as application/json. Or a stream as application/x-ndjson: one application a line, \
     one estimate a line, or {\"error\": …, \"line\": N} in its place; send and read at the same time.";

type Route = (&'static str, ApiMethodRouter<Shared>);

/// What is limited and counted, under the name that it is counted by.
fn limited() -> [Route; 13] {
    const HTML: &str = "text/html";
    [
        ("/api/v1/policies", get_with(policies::list, named("listPolicies", "The policy tables in service"))),
        ("/api/v1/policies/{id}", get_with(policies::one, named("getPolicy", "A policy table as its file stands"))),
        (
            "/api/v1/estimates",
            post_with(estimates::estimates, |operation| {
                named("estimate", "Grant and net cost of an application")(operation).description(STREAM)
            }),
        ),
        (
            "/api/v1/compare",
            post_with(estimates::compare, named("compare", "The same application at every batch and level")),
        ),
        ("/api/v1/solve", post_with(estimates::solve, named("solve", "The spend that a wanted grant needs"))),
        ("/api/v1/quotes", post_with(estimates::quotes, named("quote", "Grant and net cost of an offer's packages"))),
        (
            "/api/v1/views",
            post_with(estimates::views, named("view", "A form as typed in, as the view that a page shows")),
        ),
        (
            "/api/v1/budgets/{id}",
            get_with(
                budgets::plain,
                named("getBudget", "A city's programme: its lines, and whether the money suffices"),
            )
            .post_with(budgets::under, named("budget", "A city's programme under a scenario")),
        ),
        (
            "/api/v1/budgets/{id}/simulations",
            post_with(budgets::simulated, named("simulate", "In how many draws of a programme its money suffices")),
        ),
        ("/api/v1/openapi.json", get_with(openapi::document, named("getInterface", "This document"))),
        ("/api/v1/docs", get_with(reference::page, text("readInterface", "This document, to read", HTML))),
        (
            "/form",
            get_with(form::blank, text("showForm", "The calculator as a form without a script", HTML))
                .post_with(form::filled, text("sendForm", "The form with its answer", HTML)),
        ),
        ("/form.css", get_with(form::style, text("getStyle", "The style sheet of the form", "text/css"))),
    ]
}

/// A balancer that asks how things are is never turned away.
fn operations() -> [Route; 3] {
    const PLAIN: &str = "text/plain";
    [
        ("/healthz", get_with(operations::health, text("isAlive", "Alive", PLAIN))),
        (
            "/readyz",
            get_with(operations::ready, |operation| {
                let mut operation = text("isReady", "Ready to be sent requests", PLAIN)(operation);
                openapi::add(operation.inner_mut(), [openapi::plain(503, "Told to end", PLAIN)]);
                operation
            }),
        ),
        ("/metrics", get_with(operations::metrics, text("count", "Prometheus' counters", operations::COUNTERS))),
    ]
}

/// Every route with its limits and headers, and the document that describes them.
pub(super) fn router(service: &Shared) -> (Router, OpenApi) {
    let mut document = openapi::begin();
    let admitted = |name| from_fn_with_state((Arc::clone(service), name), admit::admit);
    let refuse = || (async || Fault::MethodNotAllowed).into_service();
    let mut routes = ApiRouter::new();
    for (path, methods) in limited() {
        routes = routes.api_route(path, methods.fallback_service(refuse()).layer(admitted(path)));
    }
    routes = routes.with_path_items(openapi::admitted);
    for (path, methods) in operations() {
        routes = routes.api_route(path, methods.fallback_service(refuse()));
    }
    let files = Router::new().fallback(site::file).layer(admitted("static"));
    let mut router = routes.finish_api(&mut document).merge(files);
    if !service.cors.is_empty() {
        router = router.layer(cors(service.cors.clone()));
    }
    (router.with_state(Arc::clone(service)), document)
}

/// Lets pages of the named origins ask, without credentials: there are none here.
fn cors(origins: Vec<HeaderValue>) -> CorsLayer {
    const HOUR: Duration = Duration::from_secs(3600);
    let exposed: [HeaderName; 2] = [header::ETAG, header::RETRY_AFTER];
    CorsLayer::new()
        .allow_origin(origins)
        .allow_methods([Method::GET, Method::POST])
        .allow_headers([header::CONTENT_TYPE])
        .expose_headers(exposed)
        .max_age(HOUR)
}
