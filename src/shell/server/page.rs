//! The frame of the pages that need no script. Every value passes through maud, which escapes it.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use maud::{DOCTYPE, Markup, html};

use super::headers;
use crate::strings::Strings;

/// A page in one language.
pub(super) fn frame(strings: &Strings, title: &str, style: &str, content: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(strings.language().as_str()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="robots" content="noindex";
                title { (title) }
                link rel="icon" href="data:,";
                link rel="stylesheet" href=(style);
            }
            body { main { (content) } }
        }
    }
}

/// Sends it; nothing of it is kept on the way.
pub(super) fn send(status: StatusCode, page: Markup) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, headers::PLAIN),
    ];
    (status, headers, page.into_string()).into_response()
}
