//! The stages and windows of the programme, and where a day stands in one.

use super::figure::Citation;
use super::when::Batch;
use crate::date::{Date, Moment};
use crate::json::{record, words};

record! {
    /// A stage of the programme or a window for one batch; windows may overlap.
    pub struct Stage {
        /// What happens.
        kind: StageKind,
        /// For which batch; absent for all.
        batch: Option<Batch>,
        /// The beginning; absent where only an end is named.
        from: Option<Moment>,
        /// The end.
        until: Moment,
        /// The document says "before", so `until` itself no longer belongs to it.
        before: bool,
        /// Where it stands.
        citation: Citation,
    }
}

words! {
    /// What happens in a stage or window of the programme.
    pub enum StageKind (UnknownValue) {
        /// A stage of the whole programme.
        Programme = "programme",
        /// Application, selection.
        Apply = "apply",
        /// Diagnosis.
        Diagnose = "diagnose",
        /// Transformation.
        Transform = "transform",
        /// Acceptance and payment.
        AcceptAndPay = "accept_and_pay",
        /// Acceptance and level evaluation.
        Accept = "accept",
        /// Selection of model enterprises, products, cases.
        Select = "select",
    }
}

/// Where a day stands in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// Before its first day.
    Ahead,
    /// Within it.
    Open,
    /// After its last day.
    Over,
}

impl StageState {
    /// The word as it stands in notes and views.
    pub fn as_str(self) -> &'static str {
        match self {
            StageState::Ahead => "ahead",
            StageState::Open => "open",
            StageState::Over => "over",
        }
    }
}

impl Stage {
    /// Where a day stands; where the document says "before", the moment it names is already over.
    pub fn state(&self, day: Date) -> StageState {
        let over = if self.before { day >= self.until.first() } else { day > self.until.last() };
        let ahead = self.from.is_some_and(|from| day < from.first());
        match (over, ahead) {
            (true, _) => StageState::Over,
            (_, true) => StageState::Ahead,
            _ => StageState::Open,
        }
    }

    /// The last day that belongs to it.
    pub fn last_day(&self) -> Date {
        let named = self.until.first();
        if self.before { named.plus_days(-1).unwrap_or(named) } else { self.until.last() }
    }
}
