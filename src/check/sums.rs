//! Sums of a programme that its document itself gets wrong: flags, nothing to correct.

use rust_decimal::Decimal;

use super::log::{Log, each, listed};
use crate::money::Yuan;
use crate::policy::{Amount, Gives, Policy, Wording};
use crate::programme::{Axes, Axis, Joint, Line, Programme};

/// The sums of a programme table that do not agree.
pub(super) fn check(programme: &Programme, log: &mut Log) {
    if let (Some(total), Some(sum)) = (&programme.total, sum_of(&programme.lines)) {
        log.expect(programme.lines.is_empty() || sum == total.amount.fen(), "total", || {
            format!("the lines add up to {}, the total is {}", yuan(sum), total.amount)
        });
    }
    for (path, joint) in each("shares", &programme.shares) {
        share(joint, programme, &path, log);
    }
    for (path, line) in each("lines", &programme.lines) {
        reckoned(line, &path, log);
    }
    planned(programme, log);
}

/// A part of a line is what the planned number of its award comes to.
pub(super) fn awards(programme: &Programme, policy: &Policy, log: &mut Log) {
    for (path, line) in each("lines", &programme.lines) {
        for (path, part) in each(&format!("{path}.parts"), &line.parts) {
            let benefit = part.benefit.as_deref().and_then(|id| policy.benefit(id));
            let Some(Gives::LumpSum(sum)) = benefit.map(|benefit| &benefit.gives) else { continue };
            let Some(count) = &sum.planned else { continue };
            let product = sum.amount.amount.fen().saturating_mul(count.count.0.into());
            log.expect(product == part.amount.amount.fen(), path, || {
                format!("{} awards come to {}, the part is {}", count.count.0, yuan(product), part.amount.amount)
            });
        }
    }
}

fn yuan(fen: i64) -> Yuan {
    Yuan::from_fen(fen)
}

fn sum<'t>(amounts: impl Iterator<Item = &'t Amount>) -> i64 {
    amounts.fold(0, |sum, amount| sum.saturating_add(amount.amount.fen()))
}

/// What lines come to; `None` where one has no amount.
fn sum_of<'t>(lines: impl IntoIterator<Item = &'t Line>) -> Option<i64> {
    lines.into_iter().try_fold(0_i64, |sum, line| Some(sum.saturating_add(line.amount.as_ref()?.amount.fen())))
}

/// A line is the sum of its parts, and what its fee comes to.
fn reckoned(line: &Line, path: &str, log: &mut Log) {
    let Some(amount) = line.amount.as_ref().map(|amount| amount.amount) else { return };
    let parts = sum(line.parts.iter().map(|part| &part.amount));
    log.expect(line.parts.is_empty() || parts == amount.fen(), path, || {
        format!("the parts add up to {}, the line is {amount}", yuan(parts))
    });
    let Some(fee) = &line.fee else { return };
    let product = fee.amount.amount.fen().saturating_mul(fee.count.count.0.into());
    log.expect(product == amount.fen(), path, || format!("the fee comes to {}, the line is {amount}", yuan(product)));
}

/// The lines' amounts are the printed share of the total or fund, or within its limit.
fn share(joint: &Joint, programme: &Programme, path: &str, log: &mut Log) {
    let whole = match &joint.fund {
        Some(id) => programme.funds.iter().find(|fund| fund.id == *id).and_then(|fund| fund.amount.as_ref()),
        None => programme.total.as_ref(),
    };
    let part = sum_of(programme.lines.iter().filter(|line| joint.lines.contains(&line.id)));
    let (Some(whole), Some(part)) = (whole, part) else { return };
    let rate = Decimal::new(joint.share.rate.per_ten_thousand().into(), 4);
    let Some(expected) = Decimal::from(whole.amount.fen()).checked_mul(rate) else { return };
    let found = Decimal::from(part);
    let holds = match joint.share.wording {
        Wording::Exact => found == expected,
        Wording::Ceiling => found <= expected,
        Wording::Floor => found >= expected,
        Wording::About => true,
    };
    log.expect(holds, path, || {
        format!(
            "[{}] comes to {} of {}; printed as {}",
            listed(&joint.lines),
            yuan(part),
            whole.amount,
            joint.share.rate
        )
    });
}

/// A planned number is the sum of those that say the same with one axis more, is printed the same wherever it is
/// printed, and is no more than what it is a part of.
fn planned(programme: &Programme, log: &mut Log) {
    for (path, plan) in each("plans", &programme.plans) {
        for (path, row) in each(&format!("{path}.rows"), &plan.rows) {
            for (index, (axes, number)) in plan.cells(row).enumerate() {
                let path = format!("{path}.counts[{index}]");
                for axis in Axis::ALL {
                    let Some(sum) = programme.sum_over(&axes, axis) else { continue };
                    log.expect(agrees(row.wording, sum, number), &path, || {
                        format!("the numbers by {} add up to {sum}, the document prints {number}", axis.as_str())
                    });
                }
                elsewhere(programme, &axes, number, &path, log);
                within(programme, &axes, number, &path, log);
            }
        }
    }
}

/// Whether a sum is the printed number, or on the right side of it.
fn agrees(wording: Wording, sum: u32, printed: u32) -> bool {
    match wording {
        Wording::Exact => sum == printed,
        Wording::Ceiling => sum <= printed,
        Wording::Floor => sum >= printed,
        Wording::About => true,
    }
}

fn elsewhere(programme: &Programme, axes: &Axes, number: u32, path: &str, log: &mut Log) {
    let first = programme.numbers().find(|(about, _)| about == axes).map(|(_, first)| first);
    log.expect(first.is_none_or(|first| first == number), path, || {
        format!("the document prints {number} here and {} elsewhere", first.unwrap_or_default())
    });
}

fn within(programme: &Programme, axes: &Axes, number: u32, path: &str, log: &mut Log) {
    let Some(measure) = programme.measures.iter().find(|one| Some(&one.id) == axes.measure.as_ref()) else { return };
    let of = |id: &String| programme.planned(&Axes { measure: Some(id.clone()), ..axes.clone() });
    if let Some((id, whole)) = measure.part_of.as_ref().and_then(|id| Some((id, of(id)?))) {
        log.expect(number <= whole, path, || format!("{number} of {whole}: \"{}\" is a part of \"{id}\"", measure.id));
    }
    let parts: Option<Vec<u32>> = measure.sum_of.iter().map(of).collect();
    if let (false, Some(parts)) = (measure.sum_of.is_empty(), parts) {
        let sum = parts.iter().fold(0_u32, |sum, part| sum.saturating_add(*part));
        log.expect(sum == number, path, || {
            format!("[{}] add up to {sum}, the document prints {number}", listed(&measure.sum_of))
        });
    }
}
