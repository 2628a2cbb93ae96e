//! Holds planned numbers to the rows and heads that they are quoted from.

use rust_decimal::Decimal;

use super::figures::{in_batch, worded};
use super::log::{Log, each, join, listed};
use super::numbers;
use super::programme::known;
use super::tokens::{folded, tokens};
use crate::policy::{Citation, SizeClass};
use crate::programme::{Axes, Plan, Programme, Row};

/// Checks every plan.
pub(super) fn check(programme: &Programme, log: &mut Log) {
    for (path, plan) in each("plans", &programme.plans) {
        for (path, column) in each(&join(&path, "columns"), &plan.columns) {
            head(&column.axes, &column.citation, programme, &path, log);
        }
        for (path, row) in each(&join(&path, "rows"), &plan.rows) {
            head(&row.axes, &row.citation, programme, &path, log);
            counted(row, plan, &path, log);
            worded(row.wording, &row.citation, &path, log);
        }
    }
}

/// Batch, size class and year are those that the head of a column or row names; every id resolves.
fn head(axes: &Axes, citation: &Citation, programme: &Programme, path: &str, log: &mut Log) {
    let place = join(path, "axes");
    let ids = |list: &[crate::programme::Named]| list.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    let measures: Vec<String> = programme.measures.iter().map(|one| one.id.clone()).collect();
    for (name, found, all) in [
        ("measure", &axes.measure, measures),
        ("district", &axes.district, ids(&programme.districts)),
        ("industry", &axes.industry, ids(&programme.industries)),
    ] {
        known(found.as_slice(), &all.iter().map(String::as_str).collect::<Vec<_>>(), &join(&place, name), log);
    }
    in_batch(axes.batch, citation, &place, log);
    let words = folded(&citation.quote);
    for (class, word, long) in
        [(SizeClass::AboveScale, "规上", "规模以上"), (SizeClass::BelowScale, "规下", "规模以下")]
    {
        let named = words.contains(word) || words.contains(long);
        log.expect(named == (axes.size_class == Some(class)), join(&place, "size_class"), || {
            let stated = axes.size_class.map_or("none", SizeClass::as_str);
            format!("{stated} is not what 「{}」 names", citation.quote)
        });
    }
    let year: Vec<Decimal> = axes.year.iter().map(|year| year.0.into()).collect();
    log.expect(numbers::years(&tokens(&words)) == year, join(&place, "year"), || {
        format!(
            "{} does not match 「{}」",
            if year.is_empty() { "no year".into() } else { listed(&year) },
            citation.quote
        )
    });
}

/// A row's numbers or shares are those of its quotation, in the same order; every cell counts something.
fn counted(row: &Row, plan: &Plan, path: &str, log: &mut Log) {
    let shares = !row.rates.is_empty();
    let printed: Vec<Decimal> =
        row.citation.quote.split('|').filter_map(|cell| if shares { share(cell) } else { count(cell) }).collect();
    let (name, stated): (_, Vec<Decimal>) = if shares {
        ("rates", row.rates.iter().map(|rate| Decimal::new(rate.per_ten_thousand().into(), 2)).collect())
    } else {
        ("counts", row.counts.iter().map(|count| count.0.into()).collect())
    };
    log.expect(printed == stated, join(path, name), || {
        let (stated, printed) = (shown(&stated), shown(&printed));
        format!("[{stated}] does not match 「{}」; expected [{printed}]", row.citation.quote)
    });
    let columns = plan.columns.len().max(1);
    log.expect(stated.len() == columns && (row.counts.is_empty() || !shares), join(path, name), || {
        format!("{} numbers for {columns} columns; expected one for each", stated.len())
    });
    let measured = match plan.columns.as_slice() {
        [] => row.axes.measure.is_some(),
        columns => columns.iter().all(|column| column.axes.measure.is_some() != row.axes.measure.is_some()),
    };
    log.expect(measured, join(path, "axes.measure"), || "expected the measure in the row or in the column".into());
}

fn shown(values: &[Decimal]) -> String {
    listed(values.iter().map(Decimal::normalize))
}

/// The one number of a cell; a year is none.
fn count(cell: &str) -> Option<Decimal> {
    let tokens = tokens(cell);
    let years = numbers::years(&tokens);
    let found: Vec<Decimal> = numbers::counts(&tokens).into_iter().filter(|count| !years.contains(count)).collect();
    only(&found)
}

/// The one percentage of a cell.
fn share(cell: &str) -> Option<Decimal> {
    only(&numbers::percentages(&tokens(cell)))
}

fn only(found: &[Decimal]) -> Option<Decimal> {
    match found {
        [one] => Some(*one),
        _ => None,
    }
}
