//! The form's fields, with what is wrong with an entry beside it.

use maud::{Markup, html};

use super::Scene;
use super::answer::source;
use crate::present::eligibility::Question;

pub(super) fn form(scene: &Scene) -> Markup {
    let word = |key| scene.word(key);
    let form = &scene.view.form;
    html! {
        form method="post" action="form#answer" autocomplete="off" novalidate {
            input type="hidden" name="lang" value=(scene.strings.language().as_str());
            p.field { label for="policy" { (word("city")) } (cities(scene)) }
            p.hint lang="zh-CN" { (form.document) }
            p.hint { (form.term) }
            @if !form.batches.is_empty() {
                (choices(scene, "batch", &form.batches, &form.batch_hint))
            }
            (choices(scene, "level", &form.levels, &form.level_hint))
            @if !scene.checklist.questions.is_empty() { (checklist(scene)) }
            (spend(scene))
            @if form.own_terms { (own_terms(scene)) }
            @if !form.awards.is_empty() { (awards(scene)) }
            (more(scene))
            p { button type="submit" { (scene.strings.get("form.submit")) } }
        }
    }
}

fn cities(scene: &Scene) -> Markup {
    let language = scene.strings.language();
    let mut tables: Vec<_> = scene.catalog.tables().iter().map(|table| &table.policy).collect();
    tables.dedup_by(|next, first| next.id == first.id);
    html! {
        select id="policy" name="policy" {
            @for policy in tables {
                option value=(policy.id) selected[policy.id == scene.table.policy.id] { (language.of(&policy.name)) }
            }
        }
    }
}

fn choices(scene: &Scene, name: &str, choices: &[crate::present::view::Choice], hint: &str) -> Markup {
    let none = !choices.iter().any(|choice| choice.selected);
    let hint_id = [name, "-hint"].concat();
    html! {
        fieldset aria-describedby=(hint_id) {
            legend { (scene.word(name)) }
            @for choice in choices {
                label { input type="radio" name=(name) value=(choice.value) checked[choice.selected]; " " (choice.label) } " "
            }
            label { input type="radio" name=(name) value="" checked[none]; " " (scene.word("unknown")) }
            p.hint id=(hint_id) { (hint) }
        }
    }
}

/// Folded, because it may be left out; open once something in it is answered.
fn checklist(scene: &Scene) -> Markup {
    let word = |key: &str| scene.strings.get(&["desk.eligibility.", key].concat()).to_owned();
    let stated = |name: &str| scene.posted.get(name).is_some();
    let asked = |question: &Question| stated(&["condition_", question.kind].concat());
    let answered = scene.checklist.questions.iter().any(asked) || stated("employees") || stated("revenue");
    html! {
        details open[answered] {
            summary { (scene.word("desk_eligibility")) " · " (scene.checklist.summary) }
            p.hint { (word("hint")) }
            @for question in &scene.checklist.questions { (condition(scene, question)) }
        }
    }
}

fn condition(scene: &Scene, question: &Question) -> Markup {
    let name = ["condition_", question.kind].concat();
    let word = |key: &str| scene.strings.get(&["desk.eligibility.", key].concat()).to_owned();
    html! {
        fieldset {
            legend { (question.text) " " span.tag { (question.verdict) } }
            @for answer in &question.answers {
                label { input type="radio" name=(name) value=(answer.value) checked[answer.selected]; " " (answer.label) } " "
            }
            @if question.answers.is_empty() { p.hint { (word("follows_level")) } }
            (source(scene, &question.source))
            @if let Some(size) = &question.size {
                div.row { label for="employees" { (word("employees")) }
                    (text(scene, "employees", "120", size.employees_error.as_deref(), None)) }
                div.row { label for="revenue" { (word("revenue")) }
                    (text(scene, "revenue", &word("revenue_example"), size.revenue_error.as_deref(), size.revenue_read_as.as_deref())) }
                (source(scene, &size.source))
            }
        }
    }
}

fn spend(scene: &Scene) -> Markup {
    let wan = scene.posted.get("unit") == Some("wan");
    html! {
        fieldset {
            legend { (scene.word("spend")) }
            p.hint { (scene.word("spend_hint")) }
            p role="radiogroup" aria-label=(scene.word("unit")) {
                label { input type="radio" name="unit" value="yuan" checked[!wan]; " " (scene.word("yuan")) } " "
                label { input type="radio" name="unit" value="wan" checked[wan]; " " (scene.word("wan")) }
            }
            @for row in &scene.view.form.rows {
                @let name = ["spend_", row.category].concat();
                @let notes = [row.hint.as_str(), if row.counted == "yes" { "" } else { row.reason.as_str() }];
                div.row {
                    label for=(name) { (row.label) " " span class={ "tag counted-" (row.counted) } { (row.badge) } }
                    @for note in notes.iter().filter(|note| !note.is_empty()) { p.hint { (note) } }
                    (text(scene, &name, "0", row.error.as_deref(), row.read_as.as_deref()))
                }
            }
        }
    }
}

/// A text for an amount or a rate: as typed, with what is wrong with it or how it was read.
fn text(scene: &Scene, name: &str, example: &str, error: Option<&str>, read_as: Option<&str>) -> Markup {
    let notes = [name, "-notes"].concat();
    let described = error.or(read_as).map(|_| &notes);
    html! {
        input.amount id=(name) name=(name) type="text" inputmode="decimal" spellcheck="false" maxlength="60"
            placeholder=(example) value=(scene.posted.get(name).unwrap_or_default())
            aria-invalid=[error.map(|_| "true")] aria-describedby=[described];
        @if let Some(error) = error { p.error id=(notes) { (error) } }
        @else if let Some(read) = read_as { p.hint id=(notes) { (read) } }
    }
}

fn own_terms(scene: &Scene) -> Markup {
    let form = &scene.view.form;
    let row = |name: &str, key: &str, example: &str, error: Option<&str>| {
        html! { div.row { label for=(name) { (scene.word(key)) } (text(scene, name, &scene.word(example), error, None)) } }
    };
    html! {
        fieldset {
            legend { (scene.word("own_open")) }
            p.hint { (scene.word("own_hint")) }
            (row("own_rate", "own_rate", "own_rate_example", form.own_rate_error.as_deref()))
            (row("own_cap", "own_cap", "own_cap_example", form.own_cap_error.as_deref()))
        }
    }
}

fn awards(scene: &Scene) -> Markup {
    let form = &scene.view.form;
    html! {
        fieldset {
            legend { (scene.word("awards")) }
            p.hint { (scene.word("awards_hint")) }
            @for award in &form.awards {
                @let name = ["award_", &award.benefit].concat();
                @let count = ["count_", &award.benefit].concat();
                div.row {
                    label { input type="checkbox" name=(name) value="1" checked[scene.posted.get(&name).is_some()]; " " (award.label) }
                    @if award.countable {
                        label.count { (scene.word("count")) " "
                            input name=(count) type="number" min="1" max="1000" inputmode="numeric"
                                value=(scene.posted.get(&count).unwrap_or("1")); }
                    }
                    p.hint { (award.hint) }
                }
            }
            @if form.awards.iter().any(|award| award.needs_provincial_subsidy) {
                div.row {
                    label for="provincial_subsidy" { (scene.word("provincial_subsidy")) }
                    (text(scene, "provincial_subsidy", "0", form.provincial_subsidy_error.as_deref(), None))
                }
            }
        }
    }
}

fn more(scene: &Scene) -> Markup {
    let size = scene.posted.get("size_class").unwrap_or_default();
    html! {
        fieldset {
            legend { (scene.word("more")) }
            div role="radiogroup" aria-label=(scene.word("size_class")) {
                (scene.word("size_class")) " "
                @for (value, key) in [("above_scale", "above_scale"), ("below_scale", "below_scale"), ("", "unstated")] {
                    label { input type="radio" name="size_class" value=(value) checked[value == size]; " " (scene.word(key)) } " "
                }
                p.hint { (scene.word("size_class_hint")) }
            }
            div.row {
                label for="as_of" { (scene.word("as_of")) }
                input id="as_of" name="as_of" type="date" min="2020-01-01" max="2099-12-31"
                    value=(scene.posted.get("as_of").unwrap_or_default());
                p.hint { (scene.word("as_of_hint")) }
            }
        }
    }
}
