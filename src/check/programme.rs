//! Holds a programme table to what its types cannot say; sums that the document itself gets wrong are flags.

use rust_decimal::Decimal;

use super::figures::in_batch;
use super::log::{Log, each, join, listed};
use super::numbers::{self, tokens};
use super::structure::ids;
use crate::policy::{Amount, SizeClass, Wording};
use crate::programme::{Axes, Column, Joint, Line, Named, Plan, Pool, Programme, Row};

/// Checks a programme table as a whole.
pub(super) fn check(programme: &Programme, log: &mut Log) {
    names(programme, log);
    for (path, ratio) in each("ratios", &programme.ratios) {
        known(&ratio.funds, &funds(programme), &join(&path, "funds"), log);
        ratio_quoted(&ratio.parts.iter().map(|part| part.0).collect::<Vec<_>>(), &ratio.citation.quote, &path, log);
        log.expect(ratio.funds.len() == ratio.parts.len(), join(&path, "parts"), || {
            format!("{} parts for {} funds; expected one for each", ratio.parts.len(), ratio.funds.len())
        });
    }
    for (path, joint) in each("shares", &programme.shares) {
        known(&joint.lines, &lines(programme), &join(&path, "lines"), log);
        known(joint.fund.as_slice(), &funds(programme), &join(&path, "fund"), log);
    }
    for (path, pool) in each("pools", &programme.pools) {
        shared(pool, programme, &path, log);
    }
    for (path, plan) in each("plans", &programme.plans) {
        planned(plan, programme, &path, log);
    }
}

fn names(programme: &Programme, log: &mut Log) {
    ids("funds", funds(programme).into_iter(), log);
    ids("lines", lines(programme).into_iter(), log);
    ids("pools", programme.pools.iter().map(|pool| pool.id.as_str()), log);
    ids("plans", programme.plans.iter().map(|plan| plan.id.as_str()), log);
    ids("measures", named(&programme.measures).into_iter(), log);
    ids("districts", named(&programme.districts).into_iter(), log);
    ids("industries", named(&programme.industries).into_iter(), log);
    for (path, line) in each("lines", &programme.lines) {
        ids(&join(&path, "parts"), line.parts.iter().map(|part| part.id.as_str()), log);
    }
}

fn funds(programme: &Programme) -> Vec<&str> {
    programme.funds.iter().map(|fund| fund.id.as_str()).collect()
}

fn lines(programme: &Programme) -> Vec<&str> {
    programme.lines.iter().map(|line| line.id.as_str()).collect()
}

fn named(list: &[Named]) -> Vec<&str> {
    list.iter().map(|named| named.id.as_str()).collect()
}

/// Every id resolves.
fn known(found: &[String], known: &[&str], path: &str, log: &mut Log) {
    for id in found {
        log.expect(known.contains(&id.as_str()), path, || {
            format!("\"{id}\" is not known; expected one of [{}]", listed(known))
        });
    }
}

/// The parts stand in the quotation as `1:2`.
fn ratio_quoted(parts: &[u32], quote: &str, path: &str, log: &mut Log) {
    let printed = parts.iter().map(u32::to_string).collect::<Vec<_>>().join(":");
    let found: Vec<String> = numbers::ratios(&tokens(quote));
    log.expect(found == [printed.clone()], join(path, "parts"), || {
        format!("{printed} does not match 「{quote}」; expected {}", listed(&found))
    });
}

fn shared(pool: &Pool, programme: &Programme, path: &str, log: &mut Log) {
    known(pool.line.as_slice(), &lines(programme), &join(path, "line"), log);
    log.expect(pool.line.is_some() != pool.amount.is_some(), path, || {
        "a pool has either a line or an amount of its own; expected one of them".into()
    });
    log.expect(!pool.shared_by.is_empty(), join(path, "shared_by"), || "no benefit; expected one or more".into());
}

fn planned(plan: &Plan, programme: &Programme, path: &str, log: &mut Log) {
    for (path, column) in each(&join(path, "columns"), &plan.columns) {
        head(column, programme, &path, log);
    }
    for (path, row) in each(&join(path, "rows"), &plan.rows) {
        counted(row, plan, programme, &path, log);
    }
}

/// A column's head names its batch, size class and year.
fn head(column: &Column, programme: &Programme, path: &str, log: &mut Log) {
    axes(&column.axes, programme, &join(path, "axes"), log);
    in_batch(column.axes.batch, &column.citation, &join(path, "axes"), log);
    let head = numbers::folded(&column.citation.quote);
    for (class, word, long) in
        [(SizeClass::AboveScale, "规上", "规模以上"), (SizeClass::BelowScale, "规下", "规模以下")]
    {
        let named = head.contains(word) || head.contains(long);
        log.expect(named == (column.axes.size_class == Some(class)), join(path, "axes.size_class"), || {
            let stated = column.axes.size_class.map_or("none", SizeClass::as_str);
            format!("{stated} is not what 「{}」 names", column.citation.quote)
        });
    }
    if let Some(year) = column.axes.year {
        log.expect(numbers::counts(&tokens(&head)) == [Decimal::from(year.0)], join(path, "axes.year"), || {
            format!("{} does not match 「{}」", year.0, column.citation.quote)
        });
    }
}

fn axes(axes: &Axes, programme: &Programme, path: &str, log: &mut Log) {
    known(axes.measure.as_slice(), &named(&programme.measures), &join(path, "measure"), log);
    known(axes.district.as_slice(), &named(&programme.districts), &join(path, "district"), log);
    known(axes.industry.as_slice(), &named(&programme.industries), &join(path, "industry"), log);
}

/// A row's numbers are those of its quotation, in the same order; every cell counts something.
fn counted(row: &Row, plan: &Plan, programme: &Programme, path: &str, log: &mut Log) {
    axes(&row.axes, programme, &join(path, "axes"), log);
    let cells = row.citation.quote.split('|').map(|cell| numbers::counts(&tokens(cell)));
    let printed: Vec<Decimal> = cells.filter_map(|cell| (cell.len() == 1).then(|| cell.first().copied())?).collect();
    let stated: Vec<Decimal> = row.counts.iter().map(|count| count.0.into()).collect();
    log.expect(printed == stated, join(path, "counts"), || {
        format!("[{}] does not match 「{}」; expected [{}]", listed(&stated), row.citation.quote, listed(&printed))
    });
    log.expect(row.counts.len() == plan.columns.len(), join(path, "counts"), || {
        format!("{} numbers for {} columns; expected one for each", row.counts.len(), plan.columns.len())
    });
    let measured = plan.columns.iter().all(|column| column.axes.measure.is_some() != row.axes.measure.is_some());
    log.expect(measured, join(path, "axes.measure"), || "expected the measure in the row or in the column".into());
}

/// Sums of the document that do not agree.
pub(super) fn flags(programme: &Programme, log: &mut Log) {
    if let Some(total) = &programme.total {
        let sum = sum(programme.lines.iter().map(|line| &line.amount));
        log.expect(programme.lines.is_empty() || sum == total.amount.fen(), "total", || {
            format!("the lines add up to {}, the total is {}", yuan(sum), total.amount)
        });
        for (path, joint) in each("shares", &programme.shares) {
            share(joint, total, programme, &path, log);
        }
    }
    for (path, line) in each("lines", &programme.lines) {
        reckoned(line, &path, log);
    }
}

fn yuan(fen: i64) -> crate::money::Yuan {
    crate::money::Yuan::from_fen(fen)
}

fn sum<'t>(amounts: impl Iterator<Item = &'t Amount>) -> i64 {
    amounts.fold(0, |sum, amount| sum.saturating_add(amount.amount.fen()))
}

/// A line is the sum of its parts, and what its fee comes to.
fn reckoned(line: &Line, path: &str, log: &mut Log) {
    let amount = line.amount.amount;
    let parts = sum(line.parts.iter().map(|part| &part.amount));
    log.expect(line.parts.is_empty() || parts == amount.fen(), path, || {
        format!("the parts add up to {}, the line is {amount}", yuan(parts))
    });
    let Some(fee) = &line.fee else { return };
    let product = fee.amount.amount.fen().saturating_mul(fee.count.count.0.into());
    log.expect(product == amount.fen(), path, || format!("the fee comes to {}, the line is {amount}", yuan(product)));
}

/// The lines' amounts are the printed share of the total, or within its limit.
fn share(joint: &Joint, total: &Amount, programme: &Programme, path: &str, log: &mut Log) {
    let of_joint = programme.lines.iter().filter(|line| joint.lines.contains(&line.id));
    let part = Decimal::from(sum(of_joint.map(|line| &line.amount)));
    let rate = Decimal::new(joint.share.rate.per_ten_thousand().into(), 4);
    let Some(expected) = Decimal::from(total.amount.fen()).checked_mul(rate) else { return };
    let holds = match joint.share.wording {
        Wording::Exact => part == expected,
        Wording::Ceiling => part <= expected,
        Wording::Floor => part >= expected,
        Wording::About => true,
    };
    log.expect(holds, path, || {
        let part = part.try_into().map_or(crate::money::Yuan::ZERO, yuan);
        format!("[{}] comes to {part} of {}; printed as {}", listed(&joint.lines), total.amount, joint.share.rate)
    });
}
