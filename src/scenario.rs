//! What a finance officer assumes of a programme: who transforms, at which level, and what each spends.

use crate::application::OwnTerms;
use crate::date::Date;
use crate::error::Error;
use crate::json::{self, Value, record};
use crate::money::Yuan;
use crate::policy::{Batch, Level, Number};

record! {
    /// Some enterprises of one batch and level.
    pub struct Group {
        /// Their batch; needed where the terms depend on it.
        batch: Option<Batch>,
        /// The level that they reach; may be absent where every paid level has the same terms.
        level: Option<Level>,
        /// How many.
        count: Number,
        /// What each spends on what counts, in yuan (元); absent for the scenario's own, or the cap.
        spend: Option<Yuan>,
    }
}

record! {
    /// A scenario: what a programme's demand is asked for.
    ///
    /// # Errors
    /// Reading refuses an unknown, duplicate or missing key, a wrong type, a batch, level, count or amount out of range.
    pub struct Scenario {
        /// The day on which the answer is asked for; a shell fills in today where it is absent.
        as_of: Option<Date>,
        /// The enterprises; absent for the numbers that the document plans by batch.
        groups: Vec<Group>,
        /// What each enterprise spends on what counts, in yuan (元); absent where each is paid the cap.
        spend: Option<Yuan>,
        /// The money at hand, in yuan (元), where the document prints none or another is tried.
        pool: Option<Yuan>,
        /// The officer's own rate and cap, where the document publishes none.
        own_terms: Option<OwnTerms>,
    }
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    /// As the type says; the path names the first value that does not fit.
    pub fn read(value: &Value) -> Result<Scenario, Error> {
        json::read(value)
    }
}
