//! An enterprise of a list with what it comes to.

use super::ceiling::{AtCap, Ceiling, ceiling};
use super::{Aside, Enterprise, Fault, Mark};
use crate::error::Error;
use crate::money::Yuan;
use crate::policy::{Batch, Level};
use crate::terms::Range;

/// The schema of a range that may be below nothing.
#[cfg(feature = "native")]
#[derive(schemars::JsonSchema)]
#[allow(dead_code, reason = "it is there for its schema")]
pub(super) struct Signed {
    /// Under the default reading.
    #[schemars(regex(pattern = r"^-?(0|[1-9][0-9]*)\.[0-9]{2}$"))]
    amount: String,
    /// Under the least favourable reading.
    #[schemars(regex(pattern = r"^-?(0|[1-9][0-9]*)\.[0-9]{2}$"))]
    low: String,
    /// Under the most favourable reading.
    #[schemars(regex(pattern = r"^-?(0|[1-9][0-9]*)\.[0-9]{2}$"))]
    high: String,
}

/// An enterprise with what it comes to; amounts in yuan (元).
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Charged {
    /// Which row of the file it is.
    pub row: u32,
    /// Its name as it stands.
    pub name: String,
    /// Its number as it stands.
    pub id: String,
    /// Its batch; `null` where it states none.
    pub batch: Option<Batch>,
    /// Its level; `null` where it states none.
    pub level: Option<Level>,
    /// Its district as it stands.
    pub district: String,
    /// Why it is in no sum; `null` where it is in all.
    pub aside: Option<Aside>,
    /// The most that the policy gives; `null` where that is not known.
    pub ceiling: Option<Range>,
    /// What is approved; `null` where nothing is.
    pub approved: Option<Yuan>,
    /// By how much the approved amount is below the ceiling; `null` where either is not known.
    pub below: Option<Range>,
    /// What it is owed in all; `null` where nothing of it is known.
    pub liability: Option<Range>,
    /// What is paid; `null` where nothing is stated.
    pub paid: Option<Yuan>,
    /// Liability less what is paid: below nothing where too much was.
    #[cfg_attr(feature = "native", schemars(with = "Option<Signed>"))]
    pub outstanding: Option<Range>,
    /// What has to be known of it.
    pub marks: Vec<Mark>,
    /// What could not be read.
    pub faults: Vec<Fault>,
}

/// The ceiling of a row, or what keeps it from having one.
pub(super) fn judged<'c>(enterprise: &'c Enterprise) -> (Option<Ceiling<'c>>, Option<Fault>) {
    match &enterprise.stated {
        _ if enterprise.aside.is_some() => (None, None),
        Err(fault) => (None, Some(fault.clone())),
        Ok((table, application)) => match ceiling(&table.policy, application) {
            Ok(ceiling) => (ceiling, None),
            Err(error) => (None, Some(Fault { cell: enterprise.row.to_string(), error })),
        },
    }
}

/// What an enterprise comes to.
pub(super) fn charged(
    enterprise: &Enterprise,
    ceiling: Option<&Ceiling>,
    fault: Option<Fault>,
) -> Result<Charged, Error> {
    let read = |amount: &Result<Option<Yuan>, Fault>| amount.as_ref().ok().copied().flatten();
    let (approved, paid) = (read(&enterprise.approved), read(&enterprise.paid));
    let most = ceiling.map(|ceiling| ceiling.amount);
    let liability = approved.map(Range::of).or(most).or(paid.map(Range::of));
    let already = paid.unwrap_or_default();
    // Of what is in no sum nothing has to be known.
    let counts = enterprise.aside.is_none();
    let mut marks = Vec::new();
    let mut mark = |holds: bool, mark: Mark| marks.extend((counts && holds).then_some(mark));
    let at_cap = ceiling.and_then(|ceiling| ceiling.cap);
    mark(at_cap == Some(AtCap::Always), Mark::AtCap);
    mark(at_cap == Some(AtCap::ByReading), Mark::AtCapByReading);
    let above = |amount: Yuan| most.is_some_and(|most| amount > most.high);
    mark(approved.is_some_and(above), Mark::ApprovedAboveCeiling);
    mark(approved.is_some_and(|approved| already > approved), Mark::PaidAboveApproved);
    mark(approved.is_none() && above(already), Mark::PaidAboveCeiling);
    mark(most.is_none() && fault.is_none(), Mark::NotPublished);
    mark(fault.is_some(), Mark::NotJudged);
    mark(enterprise.approved.is_err(), Mark::ApprovedUnread);
    mark(enterprise.paid.is_err(), Mark::PaidUnread);
    let unread = [&enterprise.approved, &enterprise.paid].into_iter().filter_map(|one| one.as_ref().err().cloned());
    let mut faults: Vec<Fault> = fault.into_iter().chain(unread).filter(|_| counts).collect();
    faults.dedup();
    Ok(Charged {
        row: enterprise.row,
        name: enterprise.name.clone(),
        id: enterprise.id.clone(),
        batch: enterprise.batch,
        level: enterprise.level,
        district: enterprise.district.clone(),
        aside: enterprise.aside,
        ceiling: most,
        approved,
        below: approved.zip(most).map(|(approved, most)| most.above(Range::of(approved))).transpose()?,
        liability,
        paid,
        outstanding: liability.map(|liability| liability.less(already)).transpose()?,
        marks,
        faults,
    })
}
