//! A subsidy on spend: its clauses, and the levels that none of them names.

use super::figure::{Amount, Share};
use super::spend::Base;
use super::when::{Level, LevelRule, When};
use crate::json::{record, words};

record! {
    /// A subsidy on spend (R1–R6).
    pub struct SpendShare {
        /// The clauses: for every level and batch exactly one, or a gap.
        clauses: Vec<Clause>,
        /// The levels that no clause names.
        gaps: Vec<Gap>,
    }
}

record! {
    /// One clause of a spend-based subsidy: `min(base × rate, cap)`.
    pub struct Clause {
        /// Unique within the table.
        id: String,
        /// Levels and batches.
        when: When,
        /// The share of the base that is paid.
        rate: Share,
        /// The most that one enterprise is paid (a cap on the grant); absent where there is none.
        cap: Option<Amount>,
        /// The most spend that is taken into account (a cap on the base); absent where there is none.
        base_limit: Option<Amount>,
        /// The base; absent where the table's own holds.
        base: Option<Base>,
    }
}

record! {
    /// A level that no clause names, and what to make of it.
    pub struct Gap {
        /// The level, and the wording that leaves it out.
        levels: LevelRule,
        /// Why there is no clause.
        reason: GapReason,
        /// The level whose clause the default reading takes; absent where nothing is paid under any reading.
        read_as: Option<Level>,
    }
}

words! {
    /// Why a level has no clause of its own.
    pub enum GapReason (UnknownValue) {
        /// The document asks for a higher level.
        BelowThreshold = "below_threshold",
        /// The document names levels around it, but not this one.
        NotNamed = "not_named",
    }
}
