//! Holds a programme table to what its types cannot say, and to the policy table that it belongs to.

use super::log::{Log, each, join, listed};
use super::numbers;
use super::plans;
use super::structure::ids;
use super::tokens::tokens;
use crate::policy::{Gives, Policy};
use crate::programme::{Line, Pool, Programme};

/// Checks a programme table alone.
pub(super) fn check(programme: &Programme, log: &mut Log) {
    names(programme, log);
    for (path, fund) in each("funds", &programme.funds) {
        known_or_named(fund.amount.is_some(), fund.mentioned.is_some(), &path, log);
    }
    for (path, line) in each("lines", &programme.lines) {
        known_or_named(line.amount.is_some(), line.mentioned.is_some(), &path, log);
    }
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
    for (path, measure) in each("measures", &programme.measures) {
        known(measure.part_of.as_slice(), &measures(programme), &join(&path, "part_of"), log);
        known(&measure.sum_of, &measures(programme), &join(&path, "sum_of"), log);
    }
    plans::check(programme, log);
}

fn names(programme: &Programme, log: &mut Log) {
    ids("funds", funds(programme).into_iter(), log);
    ids("lines", lines(programme).into_iter(), log);
    ids("pools", programme.pools.iter().map(|pool| pool.id.as_str()), log);
    ids("plans", programme.plans.iter().map(|plan| plan.id.as_str()), log);
    ids("measures", measures(programme).into_iter(), log);
    ids("districts", programme.districts.iter().map(|one| one.id.as_str()), log);
    ids("industries", programme.industries.iter().map(|one| one.id.as_str()), log);
    ids("targets", programme.targets.iter().map(|one| one.id.as_str()), log);
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

fn measures(programme: &Programme) -> Vec<&str> {
    programme.measures.iter().map(|measure| measure.id.as_str()).collect()
}

/// Money has an amount, or a place that names it without one.
fn known_or_named(amount: bool, mentioned: bool, path: &str, log: &mut Log) {
    log.expect(amount != mentioned, path, || "expected either an amount or where it is mentioned without one".into());
}

/// Every id resolves.
pub(super) fn known(found: &[String], known: &[&str], path: &str, log: &mut Log) {
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
    known(pool.measure.as_slice(), &measures(programme), &join(path, "measure"), log);
    log.expect(pool.line.is_some() != pool.amount.is_some(), path, || {
        "a pool has either a line or an amount of its own; expected one of them".into()
    });
    log.expect(!pool.shared_by.is_empty(), join(path, "shared_by"), || "no benefit; expected one or more".into());
}

/// Holds a programme table to the policy table of the same document: every benefit that it names is there, and what
/// both say is the same.
pub(super) fn agrees(programme: &Programme, policy: &Policy, log: &mut Log) {
    log.expect(programme.id == policy.id, "id", || format!("found {}; expected {}", programme.id, policy.id));
    let benefits: Vec<&str> = policy.benefits.iter().map(|benefit| benefit.id.as_str()).collect();
    let clauses = policy.spend_share().map(|(_, share)| share.clauses.as_slice()).unwrap_or_default();
    let payable: Vec<&str> = benefits.iter().copied().chain(clauses.iter().map(|one| one.id.as_str())).collect();
    for (path, pool) in each("pools", &programme.pools) {
        known(&pool.shared_by, &payable, &join(&path, "shared_by"), log);
    }
    for (path, line) in each("lines", &programme.lines) {
        known(line.benefit.as_slice(), &benefits, &join(&path, "benefit"), log);
        same_amount(line, policy, &path, log);
        for (path, part) in each(&join(&path, "parts"), &line.parts) {
            known(part.benefit.as_slice(), &benefits, &join(&path, "benefit"), log);
        }
    }
    for (axes, number) in programme.numbers() {
        let Some(batch) = axes.batch else { continue };
        log.expect(policy.batches.contains(&batch), "plans", || {
            format!("{number} for batch {}, which the policy table does not know", batch.number())
        });
    }
    for (path, planned) in each("planned", &policy.planned) {
        let same = |axes: &crate::programme::Axes| {
            axes.district.is_none() && axes.batch == Some(planned.batch) && axes.size_class == Some(planned.size_class)
        };
        let found: Vec<u32> = programme.numbers().filter(|(axes, _)| same(axes)).map(|(_, number)| number).collect();
        log.expect(found.is_empty() || found.contains(&planned.count.0), "plans", || {
            format!("[{}] for what {path} of the policy table puts at {}", listed(&found), planned.count.0)
        });
    }
}

/// A fee, or what is paid back in all, is the same amount in both tables.
fn same_amount(line: &Line, policy: &Policy, path: &str, log: &mut Log) {
    let benefit = line.benefit.as_deref().and_then(|id| policy.benefit(id));
    let (here, there) = match benefit.map(|benefit| &benefit.gives) {
        Some(Gives::ProgrammeFee(fee)) => (line.fee.as_ref().map(|fee| &fee.amount), Some(&fee.amount)),
        Some(Gives::Reimbursement(back)) => (line.amount.as_ref(), back.pool.as_ref()),
        _ => return,
    };
    let (Some(here), Some(there)) = (here, there) else { return };
    log.expect(here.amount == there.amount, path, || {
        format!("{} here, {} in the policy table", here.amount, there.amount)
    });
}
