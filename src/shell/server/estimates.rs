//! `POST /api/v1/estimates`, `/compare`, `/solve`, `/quotes` and `/views`: the bytes of [`crate::wire`], nothing added.

use axum::extract::State;

use super::exchange::{Answer, Answers, Sent, Several};
use super::language::Wanted;
use super::{Shared, stream};
use crate::application::Application;
use crate::compare::Comparison;
use crate::estimate::Estimate;
use crate::present::form::Form;
use crate::present::view::View;
use crate::quote::{Offer, Quote};
use crate::shell::clock::today;
use crate::solve::{Goal, Solution};
use crate::wire;

/// One application, or a stream of them.
pub(super) async fn estimates(State(service): State<Shared>, sent: Several<Application>) -> Answers<Estimate<'static>> {
    match sent {
        // The tables are held to the end of this answer: a reload in between does not touch it.
        Several::One(one) => Answer::new(wire::estimate(&service.tables.load().catalog, &one.bytes, today())).into(),
        Several::Stream(body) => Answers::stream(stream::answer(service, body)),
    }
}

/// One application at every batch and level.
pub(super) async fn compare(State(service): State<Shared>, sent: Sent<Application>) -> Answer<Comparison<'static>> {
    Answer::new(wire::compare(&service.tables.load().catalog, &sent.bytes, today()))
}

/// The spend that a wanted grant needs, and the most that there is.
pub(super) async fn solve(State(service): State<Shared>, sent: Sent<Goal>) -> Answer<Solution<'static>> {
    Answer::new(wire::solve(&service.tables.load().catalog, &sent.bytes, today()))
}

/// A provider's offer.
pub(super) async fn quotes(State(service): State<Shared>, sent: Sent<Quote>) -> Answer<Offer<'static, 'static>> {
    Answer::new(wire::quote(&service.tables.load().catalog, &sent.bytes, today()))
}

/// One form as typed in, for a page whose browser has no WebAssembly.
pub(super) async fn views(State(service): State<Shared>, Wanted(language): Wanted, sent: Sent<Form>) -> Answer<View> {
    let strings = service.strings(language);
    Answer::new(wire::view(&service.tables.load().catalog, &sent.bytes, today(), strings))
}
