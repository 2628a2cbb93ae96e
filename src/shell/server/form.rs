//! `/form`: the calculator as a plain form. It is sent by POST, so that no figure stands in an address or a log.

mod answer;
mod fields;
mod read;
mod sent;

use std::fmt::Write as _;

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{Markup, html};

use super::{Service, Shared, page};
use crate::catalog::{Catalog, Table};
use crate::error::{Error, fill};
use crate::present;
use crate::present::eligibility::{self, Checklist};
use crate::present::form::Form;
use crate::present::view::View;
use crate::shell::clock::today;
use crate::strings::{Language, Strings};
use read::Posted;
use sent::{Chosen, Filled};

/// The form with nothing in it.
pub(super) async fn blank(State(service): State<Shared>, asked: HeaderMap, Chosen(posted): Chosen) -> Response {
    respond(&service, &asked, &posted)
}

/// The form with its answer.
pub(super) async fn filled(State(service): State<Shared>, asked: HeaderMap, Filled(posted): Filled) -> Response {
    respond(&service, &asked, &posted)
}

/// Its style sheet.
pub(super) async fn style() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")];
    (headers, include_str!("form/form.css")).into_response()
}

/// What the parts of the page are made from.
struct Scene<'s> {
    strings: &'s Strings,
    catalog: &'s Catalog,
    table: &'s Table,
    posted: &'s Posted,
    view: &'s View,
    /// The questions before the amounts.
    checklist: Checklist,
}

impl Scene<'_> {
    /// A word of the calculator's.
    fn word(&self, key: &str) -> String {
        let mut full = String::new();
        let _ = write!(full, "ui.{key}");
        self.strings.get(&full).to_owned()
    }
}

fn respond(service: &Service, asked: &HeaderMap, posted: &Posted) -> Response {
    let strings = service.strings(language(asked, posted));
    let tables = service.tables.load();
    let catalog = &tables.catalog;
    let refused = |error: &Error| problem(strings, error);
    let opened = posted.table(catalog, today()).and_then(|(table, as_of)| {
        let (form, trouble) = posted.form(table)?;
        let answered = trouble.map_or_else(|| present::answer(table, &form, as_of, strings), Err);
        Ok((table, as_of, form, answered))
    });
    let (status, content) = match opened {
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, refused(&error)),
        Ok((table, as_of, form, answered)) => {
            let plain = Form { awards: Vec::new(), ..form };
            let (problem, view) = match answered {
                Ok(view) => (None, Ok(view)),
                Err(error) => (Some(refused(&error)), present::answer(table, &plain, as_of, strings)),
            };
            let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
            match view {
                Ok(view) => {
                    let checklist = eligibility::checklist(table, &plain, strings);
                    (status, whole(&Scene { strings, catalog, table, posted, view: &view, checklist }, problem))
                }
                Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, refused(&error)),
            }
        }
    };
    page::send(status, page::frame(strings, strings.get("form.title"), "form.css", &content))
}

fn whole(scene: &Scene, problem: Option<Markup>) -> Markup {
    let shown = problem.is_none();
    html! {
        header {
            h1 { (scene.strings.get("form.title")) }
            p { (scene.strings.get("form.lead")) }
            (languages(scene))
        }
        @if let Some(problem) = problem { (problem) }
        (fields::form(scene))
        @if shown { (answer::answer(scene)) }
    }
}

/// The other languages; what was filled in does not go along, because it would have to stand in the address.
fn languages(scene: &Scene) -> Markup {
    html! {
        nav aria-label=(scene.strings.get("form.language")) {
            @for (language, name) in Language::ALL.iter().zip(["简体中文", "繁體中文", "English"]) {
                @if *language == scene.strings.language() {
                    span aria-current="true" { (name) }
                } @else {
                    a lang=(language.as_str()) hreflang=(language.as_str())
                        href={ "form?lang=" (language.as_str()) "&policy=" (scene.table.policy.id) } { (name) }
                }
                " "
            }
        }
    }
}

/// Only what no form sends by itself is told like this; what a person mistypes is told at its field.
fn problem(strings: &Strings, error: &Error) -> Markup {
    let key = format!("error.{}", error.code().as_str());
    let sentence = fill(strings.get(&key), |name| error.params().get(name).map(ToString::to_string));
    html! {
        p.problem role="alert" { (error.path()) ": " (sentence) " " a href="form" { (strings.get("form.again")) } }
    }
}

/// The language chosen, or the browser's first.
fn language(asked: &HeaderMap, posted: &Posted) -> Language {
    let browsers = || asked.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?.split([',', ';']).next();
    Language::nearest(posted.get("lang").or_else(browsers).unwrap_or_default().trim())
}
