//! The answer: its kind before its number, then lines that add up, then what it rests on.

use maud::{Markup, html};

use super::Scene;
use crate::error::fill;
use crate::present::view::{Grid, SourceView};

pub(super) fn answer(scene: &Scene) -> Markup {
    let view = scene.view;
    html! {
        section id="answer" class={ "answer kind-" (view.kind) } aria-labelledby="answer-title" {
            h2 id="answer-title" { (scene.word("answer")) }
            p { span.badge { (view.badge) } " " (view.context) }
            p.headline { strong { (view.headline) } @if let Some(short) = &view.short { " " (short) } }
            @for sentence in &view.explain { p { (sentence) } }
            @if !view.sums.is_empty() {
                table.sums { tbody { @for sum in &view.sums {
                    tr.total[sum.total] { th scope="row" { (sum.label) } td { (sum.value) } }
                } } }
            }
            @if !view.notes.is_empty() {
                h3 { (scene.word("notes")) }
                ul { @for note in &view.notes { li { (note) } } }
            }
            (steps(scene))
            @if !view.changes.is_empty() {
                h3 { (scene.word("changes")) }
                table.sums { tbody { @for change in &view.changes {
                    tr { th scope="row" { (change.text) } td { (change.delta) } }
                } } }
            }
            @if let Some(table) = &view.table { (grid(scene, table)) }
            (awards(scene))
        }
        (about(scene))
        footer { p { (view.foot) } }
    }
}

/// A place in a document: section, and the phrase as it stands there.
pub(super) fn source(scene: &Scene, source: &SourceView) -> Markup {
    let quote = fill(scene.strings.get("ui.quote"), |name| (name == "text").then(|| source.quote.clone()));
    html! {
        p.source lang="zh-CN" {
            @if let Some(document) = &source.document { (document) " " }
            cite { (source.section) }
            @if !source.quote.is_empty() { " " q { (quote) } }
        }
    }
}

fn steps(scene: &Scene) -> Markup {
    let lines = &scene.view.lines;
    html! {
        @if !lines.is_empty() { h3 { (scene.word("steps")) } }
        @for line in lines {
            @if lines.len() > 1 { h4 { (line.title) } }
            ol { @for step in &line.steps {
                li { (step.text) " " b { (step.amount) } @if let Some(from) = &step.source { (source(scene, from)) } }
            } }
        }
    }
}

fn awards(scene: &Scene) -> Markup {
    html! {
        @if !scene.view.awards.is_empty() {
            h3 { (scene.word("awards_result")) }
            p.hint { (scene.word("awards_hint")) }
            ul { @for award in &scene.view.awards {
                li { (award.title) " " b { (award.amount) } " " span.tag { (award.payee) } (source(scene, &award.source)) }
            } }
        }
    }
}

/// Levels go down and batches across: that fits a phone.
fn grid(scene: &Scene, grid: &Grid) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(grid.caption) {
            table.grid {
                caption { (grid.caption) }
                thead { tr {
                    th scope="col" { (scene.word("level_short")) }
                    @for row in &grid.rows { th scope="col" { (row.label) } }
                } }
                tbody { @for (at, level) in grid.columns.iter().enumerate() { tr {
                    th scope="row" { (level) }
                    @for cell in grid.rows.iter().filter_map(|row| row.cells.get(at)) {
                        td aria-current=[cell.current.then_some("true")] {
                            (cell.text) @if cell.current { " " span.tag { (scene.word("current")) } }
                        }
                    }
                } } }
            }
        }
    }
}

fn about(scene: &Scene) -> Markup {
    let sections = scene.view.about.as_ref().map(|about| &about.sections);
    html! {
        @if let Some(sections) = sections.filter(|sections| !sections.is_empty()) {
            section.about {
                h2 { (scene.word("about")) }
                @for section in sections {
                    details open[section.id == "windows"] {
                        summary { (section.title) }
                        ul { @for entry in &section.entries {
                            li { (entry.text)
                                @if let Some(state) = &entry.state_text { " " span.tag { (state) } }
                                @if let Some(from) = &entry.source { (source(scene, from)) } }
                        } }
                    }
                }
            }
        }
    }
}
