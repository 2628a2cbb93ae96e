//! What an estimate says: the answer as it goes over the wire.

use crate::date::Date;
use crate::eligibility::Eligibility;
use crate::error::Params;
use crate::json::words;
use crate::money::{Rate, Yuan};
use crate::notes::Note;
use crate::policy::{Citation, Payee, Policy, Wording};
use crate::terms::{BoundBy, Range, Readings};

/// The answer to an application.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Estimate<'p> {
    /// The table.
    pub policy: PolicyId<'p>,
    /// The day on which the answer holds.
    pub as_of: Date,
    /// The kind of answer.
    pub outcome: Outcome,
    /// What reimburses the spend; `null` where no rate is published.
    pub grant: Option<Range>,
    /// Total spend less the grant; its `low` goes with the grant's `high`.
    pub net_cost: Option<Range>,
    /// How the spend splits.
    pub spend: SpendSplit,
    /// Each item of spend.
    pub items: Vec<Item<'p>>,
    /// Each benefit that reimburses spend.
    pub lines: Vec<Line<'p>>,
    /// Awards, apart.
    pub awards: Vec<AwardLine<'p>>,
    /// Where the enterprise stands with the conditions; only where the application says anything of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "native", schemars(with = "Eligibility"))]
    pub eligibility: Option<Eligibility<'p>>,
    /// What has to be known.
    pub notes: Vec<Note>,
    /// The grant, reading by reading, for those who explain differences.
    #[serde(skip)]
    pub(crate) readings: Option<Readings>,
}

words! {
    /// The kind of answer, the first that applies.
    pub enum Outcome (UnknownValue) {
        /// The document publishes no rate and none was given: there is no amount, which is not 0.
        NotPublished = "not_published",
        /// Computed by the user's own rate and cap.
        OwnTerms = "own_terms",
        /// No clause pays at this level, or a condition is not met: 0.00.
        NotEligible = "not_eligible",
        /// Readings of the text give different amounts.
        NeedsConfirmation = "needs_confirmation",
        /// The document's rate is a ceiling (不超过): less may be paid.
        UpperLimit = "upper_limit",
        /// The document gives its rate outright.
        PublishedRate = "published_rate",
    }
}

/// Names the table that an answer rests on.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PolicyId<'p> {
    /// The table's id.
    pub id: &'p str,
    /// The document's date, or `undated`.
    pub version: String,
    /// Counts corrected transcriptions of the same document.
    pub revision: u32,
    /// SHA-256 over the table's canonical form.
    pub digest: &'p str,
    /// The term on the as-of date.
    pub status: Status,
}

words! {
    /// The term of the document on the as-of date.
    pub enum Status (UnknownValue) {
        /// Before the first day.
        NotStarted = "not_started",
        /// Within the term.
        InForce = "in_force",
        /// After the last day.
        Ended = "ended",
        /// The document does not give the days needed.
        Unstated = "unstated",
    }
}

/// A place in a document and the phrase that stands there.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Cited<'p> {
    /// The document's title.
    pub document: &'p str,
    /// Section or clause.
    pub section: &'p str,
    /// The phrase.
    pub quote: &'p str,
}

impl<'p> Cited<'p> {
    pub(crate) fn new(policy: &'p Policy, citation: &'p Citation) -> Cited<'p> {
        Cited {
            document: citation.document.as_deref().unwrap_or(&policy.document.title),
            section: &citation.section,
            quote: &citation.quote,
        }
    }
}

/// How the spend splits; all but the total are `null` where no rate is published.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SpendSplit {
    /// All of it.
    pub total: Yuan,
    /// The subsidy's base under the default reading.
    pub eligible: Option<Yuan>,
    /// What a reimbursement takes as its base.
    pub reimbursed: Option<Yuan>,
    /// The rest.
    pub excluded: Option<Yuan>,
}

/// Whether one item of spend counts, and why.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Item<'p> {
    /// Its place in the application's list, from 0.
    pub index: u32,
    /// Whether it counts; `null` where the document does not say.
    pub counted: Option<Counted>,
    /// Why.
    pub reason: ItemReason,
    /// Under which wording.
    pub citation: Cited<'p>,
}

words! {
    /// Whether an item of spend counts.
    pub enum Counted (UnknownValue) {
        /// It belongs to the base.
        Yes = "yes",
        /// Only under a wider reading of the text.
        WideOnly = "wide_only",
        /// It is paid back by a benefit of its own.
        Reimbursed = "reimbursed",
        /// It does not count.
        No = "no",
    }
}

words! {
    /// Why an item counts or not.
    pub enum ItemReason (UnknownValue) {
        /// The clause's list names it.
        Listed = "listed",
        /// The clause's list does not name it.
        NotListed = "not_listed",
        /// A wider reading of the clause would take it in.
        WideReading = "wide_reading",
        /// A reimbursement takes it as its base.
        Reimbursed = "reimbursed",
        /// A reimbursement would take it at another level.
        LevelTooLow = "level_too_low",
        /// The document does not say what counts at which rate.
        RateNotPublished = "rate_not_published",
        /// The document does not say what counts; the list is this calculator's own, for the user's own terms.
        Assumed = "assumed",
    }
}

/// One benefit that reimburses spend.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Line<'p> {
    /// The benefit's id.
    pub benefit: &'p str,
    /// Under the default reading.
    pub amount: Yuan,
    /// Under the least favourable reading.
    pub low: Yuan,
    /// Under the most favourable reading.
    pub high: Yuan,
    /// The rate; `null` for a fee that is paid back in full.
    pub rate: Option<AppliedRate<'p>>,
    /// The cap; `null` where there is none.
    pub cap: Option<AppliedCap<'p>>,
    /// What limits the amount.
    pub bound_by: BoundBy,
    /// How it comes about.
    pub steps: Vec<Step<'p>>,
    /// The clause; `null` for the user's own terms.
    pub citation: Option<Cited<'p>>,
}

/// A rate as applied.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AppliedRate<'p> {
    /// From 0 to 1.
    pub rate: Rate,
    /// The document's wording; `null` for the user's own.
    pub wording: Option<Wording>,
    /// Where it stands; `null` for the user's own.
    pub citation: Option<Cited<'p>>,
}

/// A cap as applied.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AppliedCap<'p> {
    /// In yuan (元).
    pub amount: Yuan,
    /// The document's wording; `null` for the user's own.
    pub wording: Option<Wording>,
    /// Where it stands; `null` for the user's own.
    pub citation: Option<Cited<'p>>,
}

/// One step: what was done, and what came out.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Step<'p> {
    /// What was done.
    pub code: StepCode,
    /// What came out, in yuan (元).
    pub amount: Yuan,
    /// What the sentence speaks of.
    #[cfg_attr(feature = "native", schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub params: Params,
    /// The wording; `null` for the user's own terms.
    pub citation: Option<Cited<'p>>,
}

words! {
    /// One step of a computation.
    pub enum StepCode (UnknownValue) {
        /// The spend that counts, added up.
        Base = "base",
        /// The most spend that is taken into account.
        BaseLimit = "base_limit",
        /// The rate applied, cut down to the fen.
        Rate = "rate",
        /// Above the cap: the cap.
        CapReached = "cap_reached",
        /// Below the cap: unchanged.
        CapNotReached = "cap_not_reached",
        /// The fee that is paid back.
        Fee = "fee",
    }
}

/// An award or matching grant: listed apart, never added to the grant.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AwardLine<'p> {
    /// The benefit's id.
    pub benefit: &'p str,
    /// In yuan (元); `null` where the document names no figure.
    pub amount: Option<Yuan>,
    /// How many.
    pub count: u32,
    /// The wording of the figure, or `none` where there is none.
    pub certainty: &'static str,
    /// Who receives it.
    pub payee: Payee,
    /// Where it stands.
    pub citation: Cited<'p>,
}
