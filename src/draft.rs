//! A draft: a copy of a policy table with other rates, caps, bases, levels, batches, awards, terms and windows.
//!
//! It has revision 0, no number and no date: every table computes it, and `subsidy check` refuses to publish it. A figure
//! that was changed loses its quotation: until a document carries it, [`crate::policy::Citation::UNSOURCED`] stands in its place.

mod flaws;
mod table;

pub use flaws::{Flaw, flaws};
pub use table::unsourced;

use crate::date::{Date, Moment};
use crate::json::Value;
use crate::money::{Rate, Yuan};
use crate::policy::{
    Amount, Batch, Benefit, Category, Clause, Dated, Gives, Levels, Policy, Share, StageKind, Text, Wording,
};

/// What a draft says.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The id: that of the copied table, or a new city's.
    pub id: String,
    /// The city.
    pub name: Text,
    /// The province or municipality.
    pub region: Text,
    /// The document's title.
    pub title: String,
    /// The day on which it replaces the city's earlier tables.
    pub applies_from: Option<Date>,
    /// The first day of its term.
    pub from: Option<Date>,
    /// The last day of its term.
    pub until: Option<Date>,
    /// The batches.
    pub batches: Vec<Batch>,
    /// The spend that counts where a clause has no list of its own.
    pub counted: Vec<Category>,
    /// The clauses of the main subsidy.
    pub clauses: Vec<DraftClause>,
    /// The benefits with an amount of their own; one that is not named is left out.
    pub awards: Vec<DraftAward>,
    /// The stages and windows.
    pub windows: Vec<DraftWindow>,
}

/// A clause of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftClause {
    /// The clause of the copied table that it is.
    pub like: Option<String>,
    /// The levels.
    pub levels: Levels,
    /// The batches; empty where it does not depend on them.
    pub batches: Vec<Batch>,
    /// The share that is paid.
    pub rate: (Rate, Wording),
    /// The most that is paid.
    pub cap: Option<(Yuan, Wording)>,
    /// The most spend that is taken into account.
    pub base_limit: Option<(Yuan, Wording)>,
    /// The spend that counts, where the clause has a list of its own.
    pub counted: Option<Vec<Category>>,
}

/// A benefit's amount in a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftAward {
    /// The benefit's id.
    pub benefit: String,
    /// The amount, or the most that is paid.
    pub amount: (Yuan, Wording),
}

/// A stage or window of a draft.
#[derive(Clone, Debug, PartialEq)]
pub struct DraftWindow {
    /// The stage of the copied table that it is, from 0.
    pub like: Option<usize>,
    /// What happens.
    pub kind: StageKind,
    /// For which batch.
    pub batch: Option<Batch>,
    /// The beginning.
    pub from: Option<Moment>,
    /// The end.
    pub until: Moment,
    /// The end itself no longer belongs to it.
    pub before: bool,
}

impl Draft {
    /// The draft of a copy in which nothing is changed yet, but the title, which the caller gives.
    pub fn of(policy: &Policy, title: String) -> Draft {
        let day = |dated: &Option<Dated>| dated.as_ref().map(|dated| dated.date);
        Draft {
            id: policy.id.clone(),
            name: policy.name.clone(),
            region: policy.region.clone(),
            title,
            applies_from: policy.applies_from,
            from: day(&policy.validity.from),
            until: day(&policy.validity.until),
            batches: policy.batches.clone(),
            counted: policy.base.counted.clone(),
            clauses: policy
                .spend_share()
                .map_or_else(Vec::new, |(_, share)| share.clauses.iter().map(clause).collect()),
            awards: policy.benefits.iter().filter_map(award).collect(),
            windows: policy
                .stages
                .iter()
                .enumerate()
                .map(|(place, stage)| DraftWindow {
                    like: Some(place),
                    kind: stage.kind,
                    batch: stage.batch,
                    from: stage.from,
                    until: stage.until,
                    before: stage.before,
                })
                .collect(),
        }
    }

    /// A new city's draft: nothing of the copied table but its form.
    #[must_use]
    pub fn blank(self, id: String, title: String) -> Draft {
        let none = || Text { zh_cn: String::new(), zh_hant: String::new(), en: String::new() };
        Draft {
            id,
            name: none(),
            region: none(),
            title,
            applies_from: None,
            from: None,
            until: None,
            batches: Vec::new(),
            clauses: Vec::new(),
            awards: Vec::new(),
            windows: Vec::new(),
            counted: self.counted,
        }
    }

    /// The table that it is, as the content of a `policy.json`; `copied` is the table that it was begun from.
    pub fn table(&self, copied: &Value, policy: &Policy) -> Value {
        table::Writer { draft: self, copied, policy }.table()
    }
}

fn clause(clause: &Clause) -> DraftClause {
    let batches = clause.when.batches.as_ref();
    DraftClause {
        like: Some(clause.id.clone()),
        levels: clause.when.levels.rule.clone(),
        batches: batches.map_or_else(Vec::new, |batches| batches.numbers.clone()),
        rate: share(&clause.rate),
        cap: clause.cap.as_ref().map(sum),
        base_limit: clause.base_limit.as_ref().map(sum),
        counted: clause.base.as_ref().map(|base| base.counted.clone()),
    }
}

fn award(benefit: &Benefit) -> Option<DraftAward> {
    let (_, amount) = amount(&benefit.gives)?;
    Some(DraftAward { benefit: benefit.id.clone(), amount: sum(amount) })
}

/// The amount of a benefit that stands apart from clauses, and its key in the table.
fn amount(gives: &Gives) -> Option<([&'static str; 2], &Amount)> {
    match gives {
        Gives::Reimbursement(one) => Some((["reimbursement", "cap"], &one.cap)),
        Gives::LumpSum(one) => Some((["lump_sum", "amount"], &one.amount)),
        Gives::Matching(one) => Some((["matching", "cap"], &one.cap)),
        _ => None,
    }
}

fn sum(amount: &Amount) -> (Yuan, Wording) {
    (amount.amount, amount.wording)
}

fn share(share: &Share) -> (Rate, Wording) {
    (share.rate, share.wording)
}
