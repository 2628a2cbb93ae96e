//! What a policy table says: the types of `policies/<id>/policy.json`, one document each.
//!
//! Every figure carries its wording (exact, ceiling, floor, about) and a citation. "Not published", "promised without a
//! figure" and zero are three different things here. `check` holds a table to what its types cannot say.

mod benefit;
mod clause;
mod condition;
mod document;
mod figure;
mod payment;
mod planned;
mod spend;
mod stage;
mod text;
mod when;

pub use benefit::{
    Benefit, Gives, LumpSum, Matching, Payee, Per, ProgrammeFee, Reimbursement, Unpublished, WithoutFigure,
};
pub use clause::{Clause, Gap, GapReason, SpendShare};
pub use condition::{Condition, ConditionKind, ConditionState, Industries, SizeStandard};
pub use document::{Document, Format, Validity};
pub use figure::{Amount, Citation, Count, Dated, Number, Share, Wording};
pub use payment::{Payment, PaymentMode, Stacking, StackingRule};
pub use planned::{Planned, SizeClass};
pub use spend::{Base, Category};
pub use stage::{Stage, StageKind, StageState};
pub use text::{Entry, Text};
pub use when::{Batch, BatchRule, Level, LevelRule, Levels, When};

use crate::date::Date;
use crate::json::record;

record! {
    /// A policy table: everything that an enterprise's estimate needs from one document.
    pub struct Policy {
        /// The format's version: 1.
        format: Format,
        /// The id by which an application names it.
        id: String,
        /// Counts corrected transcriptions of the same document, from 1; 0 is a draft, which no document stands behind.
        revision: Number,
        /// From which day this table replaces the ones before it; absent for the first of its id.
        applies_from: Option<Date>,
        /// The city.
        name: Text,
        /// The province or municipality.
        region: Text,
        /// The document.
        document: Document,
        /// Its term.
        validity: Validity,
        /// The pilot industries.
        industries: Industries,
        /// The batches that the document knows; empty where it knows none.
        batches: Vec<Batch>,
        /// The spend that counts where a clause has no list of its own.
        base: Base,
        /// The benefits, in the document's order.
        benefits: Vec<Benefit>,
        /// Planned numbers that a note needs.
        planned: Vec<Planned>,
        /// Stages and windows, in the document's order.
        stages: Vec<Stage>,
        /// Who is eligible.
        conditions: Vec<Condition>,
        /// What to keep and hand in.
        documents: Vec<Entry>,
        /// Who to ask.
        contacts: Vec<Entry>,
        /// When the money comes.
        payment: Payment,
        /// Whether benefits combine.
        stacking: Stacking,
        /// What the document says on taking money back.
        clawback: Vec<Entry>,
        /// What has to be known: who confirms spend, who pays evaluation, how an ambiguity was decided.
        remarks: Vec<Entry>,
        /// What the document leaves open, for the user to ask.
        open_questions: Vec<Text>,
    }
}

impl Policy {
    /// Whether it is a draft: computed like any table, and never published.
    pub fn is_draft(&self) -> bool {
        self.revision.0 == 0
    }

    /// The spend-based subsidy and the benefit that it belongs to.
    pub fn spend_share(&self) -> Option<(&Benefit, &SpendShare)> {
        self.benefits.iter().find_map(|benefit| match &benefit.gives {
            Gives::SpendShare(share) => Some((benefit, share)),
            _ => None,
        })
    }

    /// The subsidy whose rate is not published.
    pub fn unpublished(&self) -> Option<(&Benefit, &Unpublished)> {
        self.benefits.iter().find_map(|benefit| match &benefit.gives {
            Gives::Unpublished(unpublished) => Some((benefit, unpublished)),
            _ => None,
        })
    }

    /// The benefits that an application may name as awards.
    pub fn awards(&self) -> impl Iterator<Item = &Benefit> {
        self.benefits
            .iter()
            .filter(|benefit| matches!(benefit.gives, Gives::LumpSum(_) | Gives::Matching(_) | Gives::WithoutFigure(_)))
    }

    /// The condition of this kind.
    pub fn condition(&self, kind: ConditionKind) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.kind == kind)
    }

    /// The benefit of this id.
    pub fn benefit(&self, id: &str) -> Option<&Benefit> {
        self.benefits.iter().find(|benefit| benefit.id == id)
    }

    /// The batches to go through: one without a name where the document knows none.
    pub fn batch_axis(&self) -> Vec<Option<Batch>> {
        match self.batches.as_slice() {
            [] => vec![None],
            batches => batches.iter().copied().map(Some).collect(),
        }
    }

    /// The document's date, or `undated`.
    pub fn version(&self) -> String {
        self.document.date.as_ref().map_or_else(|| "undated".into(), |dated| dated.date.to_string())
    }
}
