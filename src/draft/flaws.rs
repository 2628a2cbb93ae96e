//! What does not hold in a table, apart from its quotations: what a person who drafts one has to mend.

use crate::policy::{Batch, Category, Gives, Level, Levels, Policy, SpendShare, When};

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Flaw {
    /// The main subsidy has no clause at all.
    Empty,
    /// These levels of a batch have no clause.
    NoClause(Option<Batch>, Vec<Level>),
    /// These levels of a batch have more than one clause.
    Twice(Option<Batch>, Vec<Level>),
    /// Nothing counts: in the clause of this place, or in the table's own list.
    NothingCounts(Option<usize>),
    /// This spend is rated and paid back as well.
    PaidTwice(Vec<Category>),
    /// A clause, a fee or a window is for a batch that the document does not have.
    Stray(Batch),
    /// No clause and no window is for this batch.
    Unused(Batch),
    /// The window of this place ends before it begins.
    WindowOrder(usize),
    /// The term ends before it begins.
    TermOrder,
    /// The id is no lower-case letter with lower-case letters, digits or `_` behind it.
    Id,
}

/// All that does not hold.
pub fn flaws(policy: &Policy) -> Vec<Flaw> {
    let mut all = Vec::new();
    let mut first = true;
    let good = |one: char| {
        let letter = one.is_ascii_lowercase();
        letter || (!std::mem::take(&mut first) && (one.is_ascii_digit() || one == '_'))
    };
    if policy.id.is_empty() || !policy.id.chars().all(good) {
        all.push(Flaw::Id);
    }
    let validity = &policy.validity;
    if matches!((&validity.from, &validity.until), (Some(from), Some(until)) if from.date > until.date) {
        all.push(Flaw::TermOrder);
    }
    bases(policy, &mut all);
    batches(policy, &mut all);
    if let Some((_, share)) = policy.spend_share() {
        if share.clauses.is_empty() {
            all.push(Flaw::Empty);
        } else {
            coverage(policy, share, &mut all);
        }
    }
    let late = |stage: &crate::policy::Stage| stage.from.is_some_and(|from| from.first() > stage.until.last());
    let windows = policy.stages.iter().enumerate().filter(|(_, stage)| late(stage));
    all.extend(windows.map(|(place, _)| Flaw::WindowOrder(place)));
    all
}

fn clauses(policy: &Policy) -> &[crate::policy::Clause] {
    policy.spend_share().map_or(&[], |(_, share)| &share.clauses)
}

fn bases(policy: &Policy, all: &mut Vec<Flaw>) {
    if policy.base.counted.is_empty() {
        all.push(Flaw::NothingCounts(None));
    }
    let mut rated = policy.base.counted.clone();
    rated.extend(policy.base.wide.iter().flatten());
    for (place, clause) in clauses(policy).iter().enumerate() {
        let Some(base) = &clause.base else { continue };
        if base.counted.is_empty() {
            all.push(Flaw::NothingCounts(Some(place)));
        }
        rated.extend(base.counted.iter().chain(base.wide.iter().flatten()));
    }
    let paid = policy.benefits.iter().filter_map(|benefit| match &benefit.gives {
        Gives::Reimbursement(one) => Some(&one.base),
        _ => None,
    });
    let twice: Vec<Category> = paid.flatten().copied().filter(|category| rated.contains(category)).collect();
    if !twice.is_empty() {
        all.push(Flaw::PaidTwice(twice));
    }
}

/// Every batch that is named is the document's, and every batch of the document is named.
fn batches(policy: &Policy, all: &mut Vec<Flaw>) {
    let of = |when: &When| when.batches.as_ref().map_or_else(Vec::new, |rule| rule.numbers.clone());
    let in_clauses: Vec<Batch> = clauses(policy).iter().flat_map(|clause| of(&clause.when)).collect();
    let in_fees = policy.benefits.iter().flat_map(|benefit| match &benefit.gives {
        Gives::Reimbursement(one) => of(&one.when),
        _ => Vec::new(),
    });
    let in_windows: Vec<Batch> = policy.stages.iter().filter_map(|stage| stage.batch).collect();
    for batch in in_clauses.iter().copied().chain(in_fees).chain(in_windows.iter().copied()) {
        if !policy.batches.contains(&batch) && !all.contains(&Flaw::Stray(batch)) {
            all.push(Flaw::Stray(batch));
        }
    }
    let unused = policy.batches.iter().filter(|batch| !in_clauses.contains(batch) && !in_windows.contains(batch));
    all.extend(unused.map(|&batch| Flaw::Unused(batch)));
}

/// Every level and batch has exactly one clause, or a gap.
fn coverage(policy: &Policy, share: &SpendShare, all: &mut Vec<Flaw>) {
    for batch in policy.batch_axis() {
        let count = |level: Level| {
            let names = |levels: &Levels| levels.includes(level);
            let within = |when: &When| match (&when.batches, batch) {
                (None, _) => true,
                (Some(rule), Some(batch)) => rule.numbers.contains(&batch),
                (Some(_), None) => false,
            };
            let clauses = share.clauses.iter().filter(|one| names(&one.when.levels.rule) && within(&one.when)).count();
            clauses.saturating_add(share.gaps.iter().filter(|gap| names(&gap.levels.rule)).count())
        };
        let levels = |wrong: fn(usize) -> bool| -> Vec<Level> {
            Level::ALL.into_iter().filter(|level| wrong(count(*level))).collect()
        };
        let (none, twice) = (levels(|count| count == 0), levels(|count| count > 1));
        all.extend((!none.is_empty()).then_some(Flaw::NoClause(batch, none)));
        all.extend((!twice.is_empty()).then_some(Flaw::Twice(batch, twice)));
    }
}
