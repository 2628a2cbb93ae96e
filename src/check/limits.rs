//! Holds every amount of a benefit to what its quotation speaks of: what one is paid, the spend, or all the money.

use super::log::{Log, each, join};
use super::tokens::folded;
use crate::policy::{Amount, Gives, LumpSum, Per, Policy};

/// The words of a sum for all together.
const TOTAL: &[&str] = &["总", "合计", "共计"];
/// The words of one that is paid.
const ONE: &[&str] = &["每", "单个", "一次性"];
/// The words of one enterprise.
const ENTERPRISE: &[&str] = &["每家", "单个企业", "一次性"];
/// The words of money that the enterprise spends.
const SPEND: &[&str] = &["投入", "支出", "费用"];
/// The words of money that it is paid.
const PAID: &[&str] = &["补助", "补贴", "奖补", "奖励"];

/// What an amount limits.
#[derive(Clone, Copy, PartialEq)]
enum Limit {
    /// What is paid.
    Grant,
    /// What is paid to one, in so many words.
    One,
    /// The spend that is taken into account.
    Spend,
    /// What is paid in all.
    Pool,
}

/// Checks every amount of every benefit.
pub(super) fn check(policy: &Policy, log: &mut Log) {
    let mut seen: Vec<(usize, String, &Amount)> = Vec::new();
    for (index, (path, benefit)) in each("benefits", &policy.benefits).enumerate() {
        let path = join(&path, "gives");
        for (path, amount, limit) in amounts(&benefit.gives, &path) {
            worded(amount, limit, &path, log);
            let same = |other: &Amount| {
                (&other.citation.section, &other.citation.quote) == (&amount.citation.section, &amount.citation.quote)
            };
            if let Some((_, first, _)) = seen.iter().find(|(other, _, one)| *other != index && same(one)) {
                let quote = &amount.citation.quote;
                log.add(
                    path.clone(),
                    format!("「{quote}」 is quoted for {first} as well; expected a phrase of its own"),
                );
            }
            seen.push((index, path, amount));
        }
        if let Gives::LumpSum(sum) = &benefit.gives {
            given_once(sum, &join(&path, "lump_sum"), log);
        }
    }
}

/// The amounts of a benefit, each with its place and what it limits.
fn amounts<'p>(gives: &'p Gives, path: &str) -> Vec<(String, &'p Amount, Limit)> {
    match gives {
        Gives::SpendShare(share) => each(&join(path, "spend_share.clauses"), &share.clauses)
            .flat_map(|(path, clause)| {
                let cap = clause.cap.iter().map(|cap| (cap, "cap", Limit::Grant));
                let limit = clause.base_limit.iter().map(|limit| (limit, "base_limit", Limit::Spend));
                cap.chain(limit).map(|(amount, name, limit)| (join(&path, name), amount, limit)).collect::<Vec<_>>()
            })
            .collect(),
        Gives::Reimbursement(back) => {
            let pool = back.pool.iter().map(|pool| (join(path, "reimbursement.pool"), pool, Limit::Pool));
            pool.chain([(join(path, "reimbursement.cap"), &back.cap, Limit::One)]).collect()
        }
        Gives::LumpSum(sum) => vec![(join(path, "lump_sum.amount"), &sum.amount, Limit::One)],
        Gives::Matching(matching) => vec![(join(path, "matching.cap"), &matching.cap, Limit::Grant)],
        Gives::ProgrammeFee(fee) => vec![(join(path, "programme_fee.amount"), &fee.amount, Limit::One)],
        Gives::WithoutFigure(_) | Gives::Unpublished(_) => Vec::new(),
    }
}

fn worded(amount: &Amount, limit: Limit, path: &str, log: &mut Log) {
    let quote = &amount.citation.quote;
    let speaks = |of: &[&str]| speaks(quote, of);
    let (total, spend) = (speaks(TOTAL), speaks(SPEND) && !speaks(PAID));
    let found = match limit {
        Limit::Pool if !total => "names no total",
        Limit::Grant | Limit::One if total => "is a total",
        Limit::One if !speaks(ONE) => "does not say for what one it is",
        Limit::Spend if !spend => "does not limit the spend",
        Limit::Grant if spend => "limits the spend",
        _ => return,
    };
    let expected = match limit {
        Limit::Grant => "what is paid",
        Limit::One => "what is paid for one",
        Limit::Spend => "a limit on the spend",
        Limit::Pool => "what is paid in all",
    };
    log.add(path, format!("「{quote}」 {found}; expected {expected}"));
}

/// What is given for an enterprise is given once; for a product or case, as often as there are any.
fn given_once(sum: &LumpSum, path: &str, log: &mut Log) {
    let quote = &sum.amount.citation.quote;
    let enterprise = speaks(quote, ENTERPRISE);
    log.expect(sum.once == enterprise, join(path, "once"), || {
        format!("{} is not what 「{quote}」 says; expected {enterprise}", sum.once)
    });
    log.expect((sum.per == Per::Enterprise) == enterprise, join(path, "per"), || {
        let which = if enterprise { "expected enterprise" } else { "expected product or case" };
        format!("{} is not what 「{quote}」 says; {which}", sum.per.as_str())
    });
}

fn speaks(quote: &str, of: &[&str]) -> bool {
    let quote = folded(quote);
    of.iter().any(|word| quote.contains(word))
}
