//! `?lang=`: the language of an answer in words.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as Described, StatusCode};
use aide::operation::ParamLocation;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::Response;

use super::{fault, openapi};
use crate::json::{self, Value, record};
use crate::strings::Language;

record! {
    /// What stands behind the question mark, read as strictly as any object.
    pub struct Query {
        /// The language; `zh-CN` where none is named.
        lang: Option<Language>,
    }
}

/// The language that was asked for.
pub(super) struct Wanted(pub Language);

impl<S: Sync> FromRequestParts<S> for Wanted {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Response> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        let members = pairs.map(|(name, value)| (name.into_owned(), Value::Text(value.into_owned()))).collect();
        let query: Query = json::read(&Value::Object(members)).map_err(|error| fault::refusal(&error))?;
        Ok(Wanted(query.lang.unwrap_or(Language::Simplified)))
    }
}

impl OperationInput for Wanted {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        openapi::parameters::<Query>(context, operation, ParamLocation::Query);
    }

    fn inferred_early_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<StatusCode>, Described)> {
        openapi::faults(context, &[422])
    }
}
