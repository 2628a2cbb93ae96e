//! The interface as OpenAPI 3.1, made by aide: its paths are the router's own, its shapes are read off the handlers' types
//! by schemars, whose JSON Schema is the one that OpenAPI 3.1 uses.

use aide::generate::{GenContext, in_context};
use aide::openapi::{
    Header, HeaderStyle, Info, License, MediaType, OpenApi, Operation, ParameterSchemaOrContent, PathItem, ReferenceOr,
    RequestBody, Response as Described, SchemaObject, Server, StatusCode as Status,
};
use aide::operation::{ParamLocation, add_parameters, parameters_from_schema};
use aide::transform::{TransformOperation, TransformPathItem};
use axum::extract::State;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, json_schema};
use serde_json::{Map, Value};

use super::Shared;
use super::exchange::Answer;
use super::fault::Told;
use crate::wire;

/// The document.
pub(super) async fn document(State(service): State<Shared>) -> Answer<Map<String, Value>> {
    Answer::new(wire::bytes_of(service.document())).kept()
}

/// An empty document, and from here on schemas as OpenAPI wants them. An answer has every field, if only as `null`.
pub(super) fn begin() -> OpenApi {
    let settings = SchemaSettings::draft2020_12().for_serialize().with(|settings| {
        settings.definitions_path = "/components/schemas".into();
        settings.meta_schema = None;
    });
    in_context(|context| context.schema = settings.into_generator());
    let license = "MIT OR Apache-2.0".to_owned();
    OpenApi {
        info: Info {
            title: "Subsidy calculator".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            description: Some(
                "The same answers, byte for byte, as the command line and the WebAssembly module. \
                 Money is yuan as a JSON string; nothing is stored. Where GET is answered, so is HEAD."
                    .into(),
            ),
            license: Some(License { name: license.clone(), identifier: Some(license), ..License::default() }),
            ..Info::default()
        },
        servers: vec![Server { url: "/".into(), ..Server::default() }],
        ..OpenApi::default()
    }
}

type Content = (String, MediaType);

fn object(schema: Schema) -> SchemaObject {
    SchemaObject { json_schema: schema, example: None, external_docs: None }
}

fn content(kind: &str, schema: Schema) -> Content {
    (kind.to_owned(), MediaType { schema: Some(object(schema)), ..MediaType::default() })
}

/// A `T`.
pub(super) fn json<T: JsonSchema>(context: &mut GenContext) -> Content {
    content("application/json", context.schema.subschema_for::<T>())
}

/// What a `T` is, as its own documentation says.
pub(super) fn description<T: JsonSchema>(context: &mut GenContext) -> String {
    let schema = T::json_schema(&mut context.schema);
    schema.get("description").and_then(Value::as_str).unwrap_or("The answer").to_owned()
}

/// A `T` a line.
pub(super) fn lines<T: JsonSchema>() -> Content {
    let told = format!("One {} a line", T::schema_name());
    content("application/x-ndjson", json_schema!({"type": "string", "description": told}))
}

/// A form's fields; which ones there are depends on the city.
pub(super) fn form() -> Content {
    let fields = json_schema!({"type": "object", "additionalProperties": {"type": "string"}});
    content("application/x-www-form-urlencoded", fields)
}

/// A body that has to be there.
pub(super) fn body<const N: usize>(contents: [Content; N]) -> RequestBody {
    RequestBody { content: contents.into_iter().collect(), required: true, ..RequestBody::default() }
}

/// An answer with a status.
pub(super) fn response<const N: usize>(status: u16, told: &str, contents: [Content; N]) -> (Option<Status>, Described) {
    let described =
        Described { description: told.into(), content: contents.into_iter().collect(), ..Described::default() };
    (Some(Status::Code(status)), described)
}

/// What goes wrong before an answer is made.
pub(super) fn faults(context: &mut GenContext, statuses: &[u16]) -> Vec<(Option<Status>, Described)> {
    statuses.iter().map(|&status| response(status, told(status), [json::<Told>(context)])).collect()
}

/// A header that an answer always has.
pub(super) fn header(told: &str) -> ReferenceOr<Header> {
    ReferenceOr::Item(Header {
        description: Some(told.into()),
        style: HeaderStyle::Simple,
        required: true,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(object(json_schema!({"type": "string"}))),
        example: None,
        examples: Default::default(),
        extensions: Default::default(),
    })
}

/// The fields of a `T` as parameters.
pub(super) fn parameters<T: JsonSchema>(context: &mut GenContext, operation: &mut Operation, place: ParamLocation) {
    let schema = T::json_schema(&mut context.schema);
    let found = parameters_from_schema(context, schema, place);
    add_parameters(context, operation, found);
}

/// An answer that is text.
pub(super) fn plain(status: u16, told: &str, kind: &str) -> (Option<Status>, Described) {
    response(status, told, [content(kind, json_schema!({"type": "string"}))])
}

/// An operation's name, and what it does in a line.
pub(super) fn named(id: &str, summary: &str) -> impl FnOnce(TransformOperation) -> TransformOperation {
    move |operation| operation.id(id).summary(summary)
}

/// The same for an answer that is text.
pub(super) fn text(id: &str, summary: &str, kind: &str) -> impl FnOnce(TransformOperation) -> TransformOperation {
    move |mut operation| {
        add(operation.inner_mut(), [plain(200, summary, kind)]);
        operation.id(id).summary(summary)
    }
}

/// Adds what every route behind [`super::admit`] may answer.
pub(super) fn admitted(mut path: TransformPathItem) -> TransformPathItem {
    let PathItem { get, post, .. } = path.inner_mut();
    for operation in [get, post].into_iter().flatten() {
        in_context(|context| add(operation, faults(context, &[429, 503])));
    }
    path
}

/// Adds answers to an operation.
pub(super) fn add(operation: &mut Operation, answers: impl IntoIterator<Item = (Option<Status>, Described)>) {
    let responses = &mut operation.responses.get_or_insert_default().responses;
    responses.extend(answers.into_iter().filter_map(|(status, told)| Some((status?, ReferenceOr::Item(told)))));
}

fn told(status: u16) -> &'static str {
    match status {
        400 => "The body could not be read",
        404 => "There is no such table",
        408 => "The body took too long",
        413 => "The body is longer than the server takes",
        415 => "Neither JSON nor, where it is taken, NDJSON",
        422 => "Well-formed and refused",
        429 => "Too many requests from one address; Retry-After says when to come again",
        _ => "The server is busy; Retry-After says when to come again",
    }
}
