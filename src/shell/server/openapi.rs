//! The interface as OpenAPI 3.1. Every shape in it is generated from the types by schemars, whose JSON Schema is the one
//! that OpenAPI 3.1 uses.

use std::sync::LazyLock;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::{Map, Value, json};

use super::Shared;
use super::fault::{self, Told};
use crate::application::Application;
use crate::compare::Comparison;
use crate::estimate::Estimate;
use crate::policy::Policy;
use crate::wire::Listed;

static DOCUMENT: LazyLock<Value> = LazyLock::new(make);

/// The document.
pub(super) async fn document(State(_): State<Shared>) -> Response {
    let mut response = fault::json(StatusCode::OK, serde_json::to_vec(&*DOCUMENT).unwrap_or_default());
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("public, no-cache"));
    response.into_response()
}

/// The document's tree, for the readable page.
pub(super) fn tree() -> &'static Value {
    &DOCUMENT
}

fn make() -> Value {
    let settings = || {
        SchemaSettings::draft2020_12().with(|settings| {
            settings.definitions_path = "/components/schemas".into();
            settings.meta_schema = None;
        })
    };
    let mut asked: SchemaGenerator = settings().into_generator();
    let mut answered: SchemaGenerator = settings().for_serialize().into_generator();
    let application = asked.subschema_for::<Application>();
    let policy = asked.subschema_for::<Policy>();
    let estimate = answered.subschema_for::<Estimate>();
    let comparison = answered.subschema_for::<Comparison>();
    let listed = answered.subschema_for::<Vec<Listed>>();
    let error = answered.subschema_for::<Told>();
    let shapes = Shapes { error: error.to_value() };
    let paths = json!({
        "/api/v1/policies": {"get": {
            "operationId": "listPolicies", "summary": "The policy tables in service",
            "responses": shapes.responses(&[("200", "The tables", listed.to_value())], &["429", "503"]),
        }},
        "/api/v1/policies/{id}": {"get": {
            "operationId": "getPolicy", "summary": "A policy table as its file stands",
            "description": "Today's table for an id, or a certain one by its folder. The ETag is the table's digest.",
            "parameters": [
                {"name": "id", "in": "path", "required": true, "description": "Id or folder of a table",
                 "schema": {"type": "string", "minLength": 1}},
                {"name": "If-None-Match", "in": "header", "required": false, "description": "A digest that the asker has",
                 "schema": {"type": "string"}},
            ],
            "responses": shapes.policy(policy.to_value()),
        }},
        "/api/v1/estimates": {"post": {
            "operationId": "estimate", "summary": "Grant and net cost of an application",
            "description": "One application as application/json. Or a stream as application/x-ndjson: one application a \
                line, one estimate a line, or {\"error\": …, \"line\": N} in its place; send and read at the same time.",
            "requestBody": {"required": true, "content": {
                "application/json": {"schema": application.as_value()},
                "application/x-ndjson": {"schema": {"type": "string", "description": "An Application a line"}},
            }},
            "responses": shapes.judged("The estimate", estimate.to_value(), true),
        }},
        "/api/v1/compare": {"post": {
            "operationId": "compare", "summary": "The same application at every batch and level",
            "requestBody": {"required": true, "content": {"application/json": {"schema": application.as_value()}}},
            "responses": shapes.judged("The comparison", comparison.to_value(), false),
        }},
    });
    let mut schemas = asked.take_definitions(true);
    schemas.extend(answered.take_definitions(true));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Subsidy calculator", "version": env!("CARGO_PKG_VERSION"),
            "description": "The same answers, byte for byte, as the command line and the WebAssembly module. \
                Money is yuan as a JSON string; nothing is stored.",
            "license": {"name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "security": [],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

struct Shapes {
    error: Value,
}

impl Shapes {
    /// The answers of an operation, and the errors that it may give.
    fn responses(&self, answers: &[(&str, &str, Value)], errors: &[&str]) -> Map<String, Value> {
        let content = |schema: &Value| json!({"application/json": {"schema": schema}});
        let answers = answers.iter().map(|(status, told, schema)| {
            ((*status).to_owned(), json!({"description": told, "content": content(schema)}))
        });
        let errors = errors.iter().map(|status| {
            ((*status).to_owned(), json!({"description": told(status), "content": content(&self.error)}))
        });
        answers.chain(errors).collect()
    }

    fn judged(&self, told: &str, answer: Value, stream: bool) -> Map<String, Value> {
        let errors = ["400", "408", "413", "415", "422", "429", "503"];
        let mut responses = self.responses(&[("200", told, answer)], &errors);
        let content = responses.get_mut("200").and_then(|response| response.get_mut("content"));
        if let (true, Some(Value::Object(content))) = (stream, content) {
            let lines = json!({"schema": {"type": "string", "description": "An Estimate or an Error a line"}});
            content.insert("application/x-ndjson".into(), lines);
        }
        responses
    }

    fn policy(&self, policy: Value) -> Map<String, Value> {
        let mut responses = self.responses(&[("200", "The table", policy)], &["404", "429", "503"]);
        let tag =
            json!({"ETag": {"description": "The table's digest", "required": true, "schema": {"type": "string"}}});
        if let Some(Value::Object(found)) = responses.get_mut("200") {
            found.insert("headers".into(), tag.clone());
        }
        responses.insert("304".into(), json!({"description": "The asker has it already", "headers": tag}));
        responses
    }
}

fn told(status: &str) -> &'static str {
    match status {
        "400" => "The body could not be read",
        "404" => "There is no such table",
        "408" => "The body took too long",
        "413" => "The body is longer than the server takes",
        "415" => "Neither JSON nor, where it is taken, NDJSON",
        "422" => "The application is well-formed and refused",
        "429" => "Too many requests from one address; Retry-After says when to come again",
        _ => "The server is busy; Retry-After says when to come again",
    }
}
