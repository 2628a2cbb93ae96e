//! When the money comes, and whether benefits combine.

use super::figure::Citation;
use crate::json::{record, words};

record! {
    /// How the subsidy is paid (R22).
    pub struct Payment {
        /// When.
        mode: PaymentMode,
        /// Where it says so; absent where it does not.
        citation: Option<Citation>,
    }
}

words! {
    /// When the money is paid.
    pub enum PaymentMode (UnknownValue) {
        /// After acceptance.
        AfterAcceptance = "after_acceptance",
        /// Not stated.
        Unstated = "unstated",
    }
}

record! {
    /// What the document says of combining benefits (R21).
    pub struct Stacking {
        /// The rule.
        rule: StackingRule,
        /// Where it stands.
        citation: Option<Citation>,
    }
}

words! {
    /// What the document says of combining benefits.
    pub enum StackingRule (UnknownValue) {
        /// Nothing.
        Unstated = "unstated",
        /// District policies on top are encouraged.
        DistrictEncouraged = "district_encouraged",
    }
}
