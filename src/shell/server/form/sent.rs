//! What a form comes with: two choices in its address, or all of it in its body.

use aide::OperationInput;
use aide::generate::GenContext;
use aide::openapi::{Operation, RequestBody, Response as Described, StatusCode};
use aide::operation::{ParamLocation, set_body};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;

use super::super::fault::Fault;
use super::super::{Shared, body, openapi};
use super::read::Posted;
use crate::json::record;

record! {
    /// What the form may begin with. No figure is taken from an address.
    pub struct Beginning {
        /// The language, or the nearest one.
        lang: Option<String>,
        /// A city.
        policy: Option<String>,
    }
}

/// Language and city, chosen by the address.
pub(in super::super) struct Chosen(pub(super) Posted);

/// Everything that was filled in.
pub(in super::super) struct Filled(pub(super) Posted);

impl<S: Sync> FromRequestParts<S> for Chosen {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Fault> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(Chosen(Posted::parse(query.as_bytes()).only(&["lang", "policy"])))
    }
}

impl FromRequest<Shared> for Filled {
    type Rejection = Fault;

    async fn from_request(request: Request, service: &Shared) -> Result<Self, Fault> {
        let (parts, body) = request.into_parts();
        let limits = &service.limits;
        let bytes = body::read(&parts.headers, body, limits.body, limits.patience).await?;
        Ok(Filled(Posted::parse(&bytes)))
    }
}

impl OperationInput for Chosen {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        openapi::parameters::<Beginning>(context, operation, ParamLocation::Query);
    }

    fn inferred_early_responses(_: &mut GenContext, _: &mut Operation) -> Vec<(Option<StatusCode>, Described)> {
        vec![refused()]
    }
}

impl OperationInput for Filled {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        // An empty form is one, too.
        set_body(context, operation, RequestBody { required: false, ..openapi::body([openapi::form()]) });
    }

    fn inferred_early_responses(context: &mut GenContext, _: &mut Operation) -> Vec<(Option<StatusCode>, Described)> {
        [openapi::faults(context, &[400, 408, 413]), vec![refused()]].concat()
    }
}

fn refused() -> (Option<StatusCode>, Described) {
    openapi::plain(422, "The form with what is wrong with it", "text/html")
}
