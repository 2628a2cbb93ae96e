//! Which clause, base and reimbursements a batch and level come under.

use super::formula::Reading;
use super::totals::Categories;
use super::{Subsidy, Terms};
use crate::application::OwnTerms;
use crate::error::{Code, Error, Param};
use crate::policy::{Batch, Benefit, Category, Clause, Gives, Level, Policy, Reimbursement, SpendShare, When};

impl<'p> Terms<'p> {
    /// Resolves a table for one batch and level.
    ///
    /// # Errors
    /// `batch_required` where the clause depends on a batch that is missing, `unknown_batch` where the city has no such
    /// batch, `own_terms_not_allowed` where the document publishes its rate, `invalid_table` where the table leaves a
    /// level without clause or gap.
    pub fn resolve(
        policy: &'p Policy,
        level: Level,
        batch: Option<Batch>,
        own: Option<&OwnTerms>,
    ) -> Result<Terms<'p>, Error> {
        Terms::of(policy, Some(level), batch, own)
    }

    /// The terms of whom no clause pays, at any batch and level; where the document publishes no rate, as ever.
    ///
    /// # Errors
    /// `own_terms_not_allowed`, `invalid_table`, as [`Terms::resolve`].
    pub fn unpaid(policy: &'p Policy, own: Option<&OwnTerms>) -> Result<Terms<'p>, Error> {
        Terms::of(policy, None, None, own)
    }

    fn of(
        policy: &'p Policy,
        level: Option<Level>,
        batch: Option<Batch>,
        own: Option<&OwnTerms>,
    ) -> Result<Terms<'p>, Error> {
        let Some((benefit, share)) = policy.spend_share() else {
            return Terms::without_rate(policy, own);
        };
        if own.is_some() {
            return Err(Error::new(Code::OwnTermsNotAllowed, "own_terms"));
        }
        let gap = level.and_then(|level| share.gaps.iter().find(|gap| gap.levels.rule.includes(level)));
        let paid_level = gap.map_or(level, |gap| gap.read_as);
        let clause = paid_level.map(|level| choose(policy, share, level, batch)).transpose()?;
        let (reimbursements, withheld) =
            level.map(|level| reimbursements(policy, level, batch)).transpose()?.unwrap_or_default();
        let reimbursed =
            reimbursements.iter().fold(Categories::default(), |set, (_, one)| set.with(Categories::of(&one.base)));
        let base = clause.and_then(|clause| clause.base.as_ref()).unwrap_or(&policy.base);
        let reading =
            |counted: &[Category], clause| Reading { clause, base: Categories::of(counted).without(reimbursed) };
        let counted = Categories::of(&base.counted).without(reimbursed);
        let wide = clause.and_then(|clause| base.wide.as_ref().map(|wide| reading(wide, clause)));
        let by_batch = |when: &When| when.batches.is_some();
        Ok(Terms {
            wide: wide.map_or_else(Categories::default, |wide| wide.base.without(counted)),
            wide_citation: &base.citation,
            uses_batch: clause.is_some_and(|clause| by_batch(&clause.when))
                || reimbursements.iter().any(|(_, one)| by_batch(&one.when)),
            subsidy: Subsidy::Published {
                benefit,
                default: clause.map(|clause| reading(&base.counted, clause)),
                wide,
                gap,
            },
            reimbursements,
            withheld,
            counted,
            // A wording that can be read widely names no list, so the table's own is the default one.
            counted_citation: if base.wide.is_some() { &policy.base.citation } else { &base.citation },
            reimbursed,
        })
    }

    fn without_rate(policy: &'p Policy, own: Option<&OwnTerms>) -> Result<Terms<'p>, Error> {
        let (benefit, unpublished) = policy
            .unpublished()
            .ok_or_else(|| Error::new(Code::InvalidTable, "policy").with("found", "no subsidy, published or not"))?;
        let subsidy = match own {
            Some(own) => Subsidy::Own(benefit, own.clone()),
            None => Subsidy::NotPublished(benefit, unpublished),
        };
        Ok(Terms {
            subsidy,
            reimbursements: Vec::new(),
            withheld: Vec::new(),
            counted: Categories::of(&policy.base.counted),
            counted_citation: &policy.base.citation,
            wide: Categories::default(),
            wide_citation: &policy.base.citation,
            reimbursed: Categories::default(),
            uses_batch: false,
        })
    }
}

/// The one clause for this level and batch.
fn choose<'p>(
    policy: &'p Policy,
    share: &'p SpendShare,
    level: Level,
    batch: Option<Batch>,
) -> Result<&'p Clause, Error> {
    let of_level = || share.clauses.iter().filter(|clause| clause.when.levels.rule.includes(level));
    if let Some(any_batch) = of_level().find(|clause| clause.when.batches.is_none()) {
        return Ok(any_batch);
    }
    let batch = known_batch(policy, batch)?;
    of_level()
        .find(|clause| names_batch(&clause.when, batch))
        .ok_or_else(|| Error::new(Code::InvalidTable, "policy").with("found", "a level and batch without a clause"))
}

fn names_batch(when: &When, batch: Batch) -> bool {
    when.batches.as_ref().is_none_or(|rule| rule.numbers.contains(&batch))
}

type Reimbursements<'p> = (Vec<(&'p Benefit, &'p Reimbursement)>, Vec<&'p Reimbursement>);

/// The reimbursements that are given, and those that are withheld.
fn reimbursements(policy: &Policy, level: Level, batch: Option<Batch>) -> Result<Reimbursements<'_>, Error> {
    let mut given = Vec::new();
    let mut withheld = Vec::new();
    for benefit in &policy.benefits {
        let Gives::Reimbursement(one) = &benefit.gives else { continue };
        if !one.when.levels.rule.includes(level) {
            withheld.push(one);
        } else if one.when.batches.is_none() || names_batch(&one.when, known_batch(policy, batch)?) {
            given.push((benefit, one));
        } else {
            withheld.push(one);
        }
    }
    Ok((given, withheld))
}

/// The batch, where a clause depends on it.
fn known_batch(policy: &Policy, batch: Option<Batch>) -> Result<Batch, Error> {
    let known = || Param::Ints(policy.batches.iter().map(|batch| batch.0.into()).collect());
    match batch {
        None => Err(Error::new(Code::BatchRequired, "batch").with("allowed", known())),
        Some(batch) if !policy.batches.contains(&batch) => {
            Err(Error::new(Code::UnknownBatch, "batch").with("found", batch.0).with("allowed", known()))
        }
        Some(batch) => Ok(batch),
    }
}

/// Refuses a batch that the city does not have; a city without batches takes any, and a note says that it is not used.
///
/// # Errors
/// `unknown_batch` with the batches that there are.
pub fn check_batch(policy: &Policy, batch: Option<Batch>) -> Result<(), Error> {
    match batch {
        Some(batch) if !policy.batches.is_empty() => known_batch(policy, Some(batch)).map(|_| ()),
        _ => Ok(()),
    }
}
