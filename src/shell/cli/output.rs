//! Readable output: the view of the page, laid out for a terminal in which a Chinese character is two columns wide.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::application::Application;
use crate::error::Error;
use crate::money::Yuan;
use crate::present::group;
use crate::present::solve::{SolveView, Told};
use crate::present::view::{Grid, SourceView, SpendRow, View};
use crate::strings::Strings;
use crate::wire::Failed;

/// Columns of a line.
const WIDTH: usize = 78;

/// The contract's error as one compact line.
pub(super) fn error_line(error: &Error) -> String {
    let failed = Failed { line: None, error };
    crate::wire::bytes_of(&failed).map_or_else(|_| error.to_string(), |bytes| String::from_utf8_lossy(&bytes).into())
}

/// A view as text.
pub(super) fn text(view: &View, application: &Application, strings: &Strings) -> String {
    let mut out = String::new();
    line(&mut out, &format!("{}  [{}]", view.context, view.badge));
    line(&mut out, &view.form.document);
    line(&mut out, &view.form.term);
    out.push('\n');
    let short = view.short.as_ref().map(|short| format!("  ({short})")).unwrap_or_default();
    line(&mut out, &format!("{}{short}", view.headline));
    view.explain.iter().for_each(|sentence| line(&mut out, sentence));
    if !view.sums.is_empty() {
        out.push('\n');
        view.sums.iter().for_each(|sum| pair(&mut out, 2, &sum.label, &sum.value));
    }
    if !application.spend.items().is_empty() {
        heading(&mut out, strings.get("ui.spend"));
        view.form.rows.iter().for_each(|row| spend(&mut out, row, application));
    }
    if !view.lines.is_empty() {
        heading(&mut out, strings.get("ui.steps"));
        for (number, step) in view.lines.iter().flat_map(|line| &line.steps).enumerate() {
            pair(&mut out, 2, &format!("{}. {}", number.saturating_add(1), step.text), &step.amount);
            step.source.iter().for_each(|place| source(&mut out, 5, place));
        }
    }
    if !view.changes.is_empty() {
        heading(&mut out, strings.get("ui.changes"));
        view.changes.iter().for_each(|change| pair(&mut out, 2, &change.text, &change.delta));
    }
    view.table.iter().for_each(|table| grid(&mut out, table));
    if !view.awards.is_empty() {
        heading(&mut out, strings.get("ui.awards"));
        for award in &view.awards {
            pair(&mut out, 2, &format!("{} ({})", award.title, award.payee), &award.amount);
            source(&mut out, 4, &award.source);
        }
    }
    if !view.notes.is_empty() {
        heading(&mut out, strings.get("ui.notes"));
        view.notes.iter().for_each(|note| line(&mut out, &format!("  - {note}")));
    }
    out.push('\n');
    line(&mut out, &view.foot);
    out
}

pub(super) fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// What a wanted grant takes, and the most that there is.
pub(super) fn solved(view: &View, solved: &SolveView, strings: &Strings) -> String {
    let mut out = String::new();
    line(&mut out, &format!("{}  [{}]", view.context, view.badge));
    line(&mut out, &view.headline);
    let mut told = |title: &str, all: &[Told]| {
        if !all.is_empty() {
            heading(&mut out, title);
        }
        for one in all {
            line(&mut out, &format!("  {}", one.title));
            one.sentences.iter().for_each(|sentence| line(&mut out, &format!("    {sentence}")));
        }
    };
    told(strings.get("ui.desk_solve"), solved.wanted.as_slice());
    told(strings.get("desk.solve.most"), &solved.most);
    out.push('\n');
    solved.remark.iter().for_each(|remark| line(&mut out, remark));
    line(&mut out, &view.foot);
    out
}

pub(super) fn heading(out: &mut String, text: &str) {
    out.push('\n');
    line(out, text);
}

/// What was spent on a category, whether it counts, and why.
fn spend(out: &mut String, row: &SpendRow, application: &Application) {
    let mut stated = application.spend.items().iter().filter(|item| item.category.as_str() == row.category).peekable();
    if stated.peek().is_some() {
        // A valid application's sum never overflows; see `SpendList`.
        let sum = stated.try_fold(Yuan::ZERO, |sum, item| sum.plus(item.amount)).unwrap_or_default();
        pair(out, 2, &format!("{} · {} · {}", row.label, row.badge, row.reason), &group(&sum.to_string()));
    }
}

/// A label and a figure at the right edge; a long label takes a line of its own.
pub(super) fn pair(out: &mut String, indent: usize, label: &str, figure: &str) {
    let room = WIDTH.saturating_sub(indent).saturating_sub(figure.width());
    if label.width() < room {
        let gap = room.saturating_sub(label.width());
        let _ = writeln!(out, "{:indent$}{label}{:gap$}{figure}", "", "");
    } else {
        let edge = WIDTH.saturating_sub(figure.width());
        let _ = writeln!(out, "{:indent$}{label}\n{:edge$}{figure}", "", "");
    }
}

pub(super) fn source(out: &mut String, indent: usize, source: &SourceView) {
    let document = source.document.as_deref().unwrap_or_default();
    let _ = writeln!(out, "{:indent$}{document}{} 「{}」", "", source.section, source.quote);
}

/// Every batch and level; the stated cell is in brackets.
fn grid(out: &mut String, grid: &Grid) {
    heading(out, &grid.caption);
    let head = std::iter::once(String::new()).chain(grid.columns.iter().cloned()).collect();
    let mut rows: Vec<Vec<String>> = vec![head];
    for row in &grid.rows {
        let cell = |cell: &crate::present::view::GridCell| match cell.current {
            true => format!("[{}]", cell.text),
            false => cell.text.clone(),
        };
        rows.push(std::iter::once(row.label.clone()).chain(row.cells.iter().map(cell)).collect());
    }
    table(out, &rows, 0);
}

/// Columns as wide as their widest cell: the first ones begin at their left edge, the others end at their right one.
pub(super) fn table(out: &mut String, rows: &[Vec<String>], left: usize) {
    let count = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..count).map(widest).collect();
    for row in rows {
        let mut gap = 0_usize;
        for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
            let room = width.saturating_sub(cell.width());
            let (before, after) = if column < left { (0, room) } else { (room, 0) };
            let indent = gap.saturating_add(before).saturating_add(2);
            let _ = write!(out, "{:indent$}{cell}", "");
            gap = after;
        }
        out.push('\n');
    }
}
