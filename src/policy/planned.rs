//! How many enterprises the plan gives to a batch and size class.

use super::figure::{Citation, Number};
use super::when::Batch;
use crate::json::{record, words};

record! {
    /// A number of enterprises that the plan gives to a batch and size class.
    pub struct Planned {
        /// The batch.
        batch: Batch,
        /// The size class.
        size_class: SizeClass,
        /// How many.
        count: Number,
        /// Where it stands.
        citation: Citation,
    }
}

words! {
    /// 规上 or 规下: the statistical size class. Used for notes only.
    pub enum SizeClass (UnknownValue) {
        /// 规模以上.
        AboveScale = "above_scale",
        /// 规模以下.
        BelowScale = "below_scale",
    }
}
