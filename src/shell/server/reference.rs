//! The interface as a page to read, made from the OpenAPI document; it loads nothing from elsewhere.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use serde_json::{Map, Value};

use super::{Shared, page};
use crate::strings::Language;

/// The page.
pub(super) async fn page(State(service): State<Shared>) -> Response {
    let document = service.document();
    let text = |pointer: &str| document.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let content = html! {
        header {
            h1 { (text("/info/title")) " " (text("/info/version")) }
            p { (text("/info/description")) }
            p { a href="openapi.json" { "OpenAPI " (text("/openapi")) } }
        }
        @for (path, methods) in members(document, "paths") {
            @for (method, operation) in methods.as_object().into_iter().flatten() {
                (one(path, method, operation))
            }
        }
        section {
            h2 { "Schemas" }
            @for (name, schema) in document.pointer("/components/schemas").and_then(Value::as_object).into_iter().flatten() {
                details id=(name) { summary { (name) } pre { (pretty(schema)) } }
            }
        }
    };
    let english = service.strings(Language::English);
    page::send(StatusCode::OK, page::frame(english, text("/info/title"), "../../form.css", &content))
}

fn one(path: &str, method: &str, operation: &Value) -> Markup {
    let text = |name: &str| word(operation, name);
    html! {
        section {
            h2 { (method.to_uppercase()) " " (path) }
            p { b { (text("summary")) } }
            @if !text("description").is_empty() { p { (text("description")) } }
            @for parameter in operation.get("parameters").and_then(Value::as_array).into_iter().flatten() {
                p { code { (word(parameter, "name")) } " (" (word(parameter, "in")) ") "
                    (word(parameter, "description")) }
            }
            @for (kind, body) in operation.pointer("/requestBody/content").and_then(Value::as_object).into_iter().flatten() {
                p { "Body: " code { (kind) } " " (schema(body)) }
            }
            table { tbody {
                @for (status, response) in members(operation, "responses") {
                    tr { th scope="row" { (status) " " (word(response, "description")) }
                        td { @for (kind, body) in members(response, "content") { code { (kind) } " " (schema(body)) " " } } }
                }
            } }
        }
    }
}

/// A link to a named schema.
fn schema(body: &Value) -> Markup {
    let reference = |pointer: &str| body.pointer(pointer).and_then(Value::as_str);
    let named = reference("/schema/$ref").or_else(|| reference("/schema/items/$ref"));
    let name = named.and_then(|named| named.rsplit('/').next());
    html! { @if let Some(name) = name { a href={ "#" (name) } { (name) } } }
}

fn word<'v>(value: &'v Value, name: &str) -> &'v str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn members<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = (&'v String, &'v Value)> {
    value.get(name).and_then(Value::as_object).into_iter().flat_map(Map::iter)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}
