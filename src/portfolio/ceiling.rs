//! The most that the policy gives an enterprise, and of which benefit and clause.

use crate::application::Application;
use crate::error::{Code, Error};
use crate::json::words;
use crate::money::Yuan;
use crate::policy::Policy;
use crate::terms::{Range, Readings, Subsidy, Terms, Totals, reimburse};

words! {
    /// Whether a grant is the cap.
    pub enum AtCap (UnknownValue) {
        /// Under every reading.
        Always = "always",
        /// Under some reading.
        ByReading = "by_reading",
    }
}

/// The most that the policy gives.
pub(super) struct Ceiling<'t> {
    /// In all.
    pub amount: Range,
    /// By benefit and clause.
    pub parts: Vec<Part<'t>>,
    /// Whether the subsidy is its clause's cap.
    pub cap: Option<AtCap>,
}

/// What one benefit gives of it.
pub(super) struct Part<'t> {
    pub benefit: &'t str,
    pub clause: Option<&'t str>,
    pub amount: Range,
}

/// The ceiling of an application; `None` where the document publishes no rate.
///
/// # Errors
/// `missing_field` for the level, and for the spend: an enterprise that states none has no ceiling, which is not 0;
/// `batch_required` and `unknown_batch` as [`Terms::resolve`].
pub(super) fn ceiling<'t>(policy: &'t Policy, application: &Application) -> Result<Option<Ceiling<'t>>, Error> {
    if policy.spend_share().is_none() {
        return Ok(None);
    }
    let missing = |field: &str| Error::new(Code::MissingField, field);
    let level = application.level.ok_or_else(|| missing("level"))?;
    if application.spend.items().is_empty() {
        return Err(missing("spend"));
    }
    let terms = Terms::resolve(policy, level, application.batch, None)?;
    let totals = Totals::of(application.spend.items())?;
    let Some(share) = terms.subsidy_amount(&totals)? else { return Ok(None) };
    let mut parts = Vec::new();
    let mut cap = None;
    if let Subsidy::Published { benefit, default, .. } = &terms.subsidy {
        let clause = default.map(|reading| reading.clause);
        cap = clause.and_then(|clause| at_cap(share, clause.cap.as_ref()?.amount));
        let clause = clause.map(|clause| clause.id.as_str());
        parts.push(Part { benefit: &benefit.id, clause, amount: share.range() });
    }
    for (benefit, one) in &terms.reimbursements {
        let amount = Range::of(reimburse(one, &totals)?.amount);
        parts.push(Part { benefit: &benefit.id, clause: None, amount });
    }
    let amount = parts.iter().try_fold(Range::NOTHING, |sum, part| sum.plus(part.amount))?;
    Ok(Some(Ceiling { amount, parts, cap }))
}

fn at_cap(share: Readings, cap: Yuan) -> Option<AtCap> {
    match share.each().map(|amount| amount == cap) {
        [true, true, true] => Some(AtCap::Always),
        [false, false, false] => None,
        _ => Some(AtCap::ByReading),
    }
}
