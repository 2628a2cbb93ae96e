//! What an officer assumes of a programme, as typed: raw texts.

use crate::date::Date;
use crate::error::Error;
use crate::json::{self, Value, record, words};
use crate::policy::{Batch, Level};

words! {
    /// How the spend of an enterprise is drawn.
    pub enum Drawn (UnknownValue) {
        /// From a median and what nine in ten do not exceed.
        LogNormal = "log_normal",
        /// From the least, the likeliest and the most.
        Triangular = "triangular",
        /// From the officer's own amounts.
        Resampled = "resampled",
    }
}

words! {
    /// Whom the level shares hold for.
    pub enum LevelsOf (UnknownValue) {
        /// One set for every batch.
        All = "all",
        /// Each batch has its own.
        EachBatch = "each_batch",
    }
}

record! {
    /// How many enterprises a batch has, as typed.
    pub struct TypedCount {
        /// The batch; absent where the city has none.
        batch: Option<Batch>,
        /// The number; nothing for the one that the document plans.
        count: String,
    }
}

record! {
    /// How many of a hundred reach a level, as typed.
    pub struct TypedShare {
        /// The batch that it holds for; absent where it holds for all.
        batch: Option<Batch>,
        /// The level.
        level: Level,
        /// The share: `70`, `70%`.
        share: String,
    }
}

record! {
    /// What is assumed of a programme, as typed; what is absent is not stated.
    ///
    /// # Errors
    /// Reading refuses an unknown, duplicate or missing key and a wrong type.
    pub struct BudgetForm {
        /// Id of the policy table.
        policy: String,
        /// The day on which the answer is asked for; a shell fills in today where it is absent.
        as_of: Option<Date>,
        /// How many enterprises, batch by batch.
        counts: Vec<TypedCount>,
        /// The money at hand.
        pool: Option<String>,
        /// The officer's own rate, where the document publishes none.
        own_rate: Option<String>,
        /// The officer's own cap.
        own_cap: Option<String>,
        /// What each enterprise spends, for the scenario.
        spend: Option<String>,
        /// The level that each reaches, for the scenario, where levels differ.
        level: Option<Level>,
        /// How spend is drawn, for the simulation; a log-normal where it is absent.
        drawn: Option<Drawn>,
        /// Half spend no more.
        median: Option<String>,
        /// Nine in ten spend no more.
        p90: Option<String>,
        /// None spends less.
        least: Option<String>,
        /// Spent most often.
        likely: Option<String>,
        /// None spends more.
        most: Option<String>,
        /// The officer's own amounts, one a line.
        amounts: Option<String>,
        /// Whom the level shares hold for; all where it is absent. The others are left aside.
        levels_of: Option<LevelsOf>,
        /// Which levels are reached.
        levels: Vec<TypedShare>,
        /// What the draws begin with.
        seed: Option<String>,
        /// How often the programme is drawn.
        runs: Option<String>,
    }
}

impl BudgetForm {
    /// Reads a form.
    ///
    /// # Errors
    /// As the type says; the path names the first value that does not fit.
    pub fn read(value: &Value) -> Result<BudgetForm, Error> {
        json::read(value)
    }

    /// How spend is drawn.
    pub fn drawn(&self) -> Drawn {
        self.drawn.unwrap_or(Drawn::LogNormal)
    }
}
