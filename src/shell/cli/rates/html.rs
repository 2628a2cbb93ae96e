//! A fragment that reads well in a foreign page without its styles: headings, tables, sentences.
//!
//! No script, no style, no id: it says the same under the strictest policy, and as often as a page likes. Every value
//! passes through maud, which escapes it. Names of documents and sections stay in their own language, and say so.

use maud::{Markup, html};

use crate::present::rates::{Listing, Rates};

/// What one document pays.
pub(super) fn section(rates: &Rates) -> Markup {
    html! {
        section.sc-rates lang=(rates.language.as_str()) {
            h2 { (rates.title) }
            p { cite lang="zh" { (rates.document) } " " (rates.dated) " · " (rates.term) }
            @if let Some(listing) = &rates.listing { (tables(listing)) }
            @for sentence in &rates.sentences { p { (sentence) } }
            @if let Some((title, contacts)) = &rates.contacts {
                h3 { (title) }
                ul { @for contact in contacts { li { (contact) } } }
            }
            p { small { (rates.foot) } }
        }
    }
}

/// Two narrow tables and not one wide one: four columns fit a phone in every language.
fn tables(listing: &Listing) -> Markup {
    let [who, rate, cap, spend, _] = &listing.heads;
    html! {
        table {
            caption { (listing.terms) }
            thead { tr { @for head in [who, rate, cap, &listing.source] { th scope="col" { (head) } } } }
            tbody { @for row in &listing.rows {
                tr {
                    th scope="row" { (row.label) }
                    td colspan=[row.cell.cap.is_none().then_some(2)] { (row.cell.rate) }
                    @if let Some(cap) = &row.cell.cap { td { (cap) } }
                    td { cite lang="zh" { (row.cell.source) } }
                }
            } }
        }
        p { (listing.lead) }
        table {
            caption { (listing.examples) }
            thead { tr {
                th scope="col" { (who) }
                @for amount in &listing.spends { th scope="col" { (spend) " " (amount) } }
            } }
            tbody { @for row in listing.rows.iter().filter(|row| !row.cell.grants.is_empty()) {
                tr { th scope="row" { (row.label) } @for grant in &row.cell.grants { td { (grant) } } }
            } }
        }
    }
}
