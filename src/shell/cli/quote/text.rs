//! The view of an offer, laid out for a terminal.

use crate::present::quote::{MatrixView, OfferLine, PackageView, QuoteView};
use crate::shell::cli::output::{heading, line, pair, source, table};
use crate::strings::Strings;

/// An offer as text; the notice stands first.
pub(super) fn text(view: &QuoteView, matrices: &[MatrixView], strings: &Strings) -> String {
    let mut out = String::new();
    line(&mut out, &view.context);
    line(&mut out, &view.form.document);
    line(&mut out, &view.form.term);
    line(&mut out, &view.notice);
    for (one, matrix) in view.packages.iter().zip(matrices) {
        package(&mut out, one, strings);
        grid(&mut out, matrix);
    }
    if view.packages.len() > 1 && !view.beside.is_empty() {
        out.push('\n');
        let head = std::iter::once(String::new()).chain(view.packages.iter().map(|one| one.name.clone())).collect();
        let rows =
            view.beside.iter().map(|row| std::iter::once(row.label.clone()).chain(row.cells.iter().cloned()).collect());
        table(&mut out, &std::iter::once(head).chain(rows).collect::<Vec<_>>(), 1);
    }
    if !view.provider.is_empty() {
        heading(&mut out, &view.provider_hint);
        for award in &view.provider {
            pair(&mut out, 2, &format!("{} ({})", award.title, award.payee), &award.amount);
            source(&mut out, 4, &award.source);
        }
    }
    heading(&mut out, strings.get("desk.quote.assumptions"));
    view.assumptions.iter().chain(&view.notes).for_each(|note| line(&mut out, &format!("  - {note}")));
    out.push('\n');
    line(&mut out, &view.foot);
    out
}

fn package(out: &mut String, package: &PackageView, strings: &Strings) {
    heading(out, format!("{}  [{}]", package.name, package.badge).trim_start());
    line(out, &package.headline);
    package.explain.iter().for_each(|sentence| line(out, sentence));
    if package.totals.is_empty() {
        return;
    }
    out.push('\n');
    package.lines.iter().filter(|line| !line.blank).for_each(|line| offered(out, line));
    out.push('\n');
    package.totals.iter().chain(&package.sums).for_each(|sum| pair(out, 2, &sum.label, &sum.value));
    package.highest.iter().for_each(|sentence| line(out, sentence));
    if !package.steps.is_empty() {
        heading(out, strings.get("ui.steps"));
    }
    for (number, step) in package.steps.iter().flat_map(|line| &line.steps).enumerate() {
        pair(out, 2, &format!("{}. {}", number.saturating_add(1), step.text), &step.amount);
        step.source.iter().for_each(|place| source(out, 5, place));
    }
}

fn offered(out: &mut String, one: &OfferLine) {
    let off = if one.discount.is_empty() { String::new() } else { format!(" − {}", one.discount) };
    let label =
        format!("{} · {} × {}{off} · {} · {}", one.title, one.unit_price, one.quantity, one.tax_rate, one.badge);
    pair(out, 2, &label, &one.with_tax);
    if one.counted != "yes" {
        line(out, &format!("      {}", one.reason));
    }
}

/// Grants, and below each what is left to pay.
fn grid(out: &mut String, matrix: &MatrixView) {
    if matrix.rows.is_empty() {
        return;
    }
    heading(out, &matrix.caption);
    let mut rows = vec![std::iter::once(String::new()).chain(matrix.columns.iter().cloned()).collect::<Vec<_>>()];
    for row in &matrix.rows {
        let grant = |text: &str, current: bool| if current { format!("[{text}]") } else { text.to_owned() };
        rows.push(
            std::iter::once(row.label.clone())
                .chain(row.cells.iter().map(|cell| grant(&cell.grant, cell.current)))
                .collect(),
        );
        rows.push(std::iter::once(String::new()).chain(row.cells.iter().map(|cell| cell.net.clone())).collect());
    }
    table(out, &rows, 1);
}
