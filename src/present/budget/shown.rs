//! What the page of a programme shows, ready to be placed.

use serde::Serialize;

use crate::present::budget::plans::PlanView;
use crate::present::budget::{BudgetView, Row};
use crate::present::fields::FieldError;

/// A programme and what is assumed of it, in one language.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct BudgetPage {
    /// What the document says, without a scenario.
    pub budget: BudgetView,
    /// The numbers that it plans, annex by annex.
    pub plans: Vec<PlanView>,
    /// Whether the officer's own rate and cap are asked for: the document publishes none.
    pub own: bool,
    /// The money that the document prints, or that it prints none.
    pub pool: String,
    /// How many enterprises, batch by batch.
    pub counts: Vec<CountField>,
    /// The levels, of which the scenario has to choose one where `level_decides`; none where the officer's own terms hold
    /// for all.
    pub levels: Vec<LevelField>,
    /// Whether levels have different terms.
    pub level_decides: bool,
    /// What the level shares add up to; `None` where none is stated.
    pub sum: Option<SumView>,
    /// The levels of each batch, where each may have shares of its own; none where the city has no batches.
    pub batches: Vec<BatchLevels>,
    /// From where to where spend is pushed.
    pub slider: Slider,
    /// The amounts that could be read.
    pub amounts: Vec<AmountField>,
    /// What cannot be read or does not hold, at its field.
    pub errors: Vec<FieldError>,
    /// What the scenario comes to.
    pub scenario: ScenarioView,
    /// What the simulation still needs.
    pub wants: Vec<String>,
    /// Whether the simulation can begin.
    pub ready: bool,
}

/// What a scenario comes to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ScenarioView {
    /// The figures of all; none where nothing is assumed, or something is missing.
    pub rows: Vec<Row>,
    /// What the enterprises are paid, group by group.
    pub groups: Vec<Row>,
    /// What it still needs.
    pub wants: Option<String>,
    /// What has to be known.
    pub flags: Vec<String>,
}

/// How many enterprises a batch has.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct CountField {
    /// Its field: `count.1`.
    pub id: String,
    /// The batch; `null` where the city has none.
    pub batch: Option<u8>,
    /// 第一批.
    pub label: String,
    /// What the document plans: `260`; empty where it prints none.
    pub planned: String,
    /// 文件计划 260 家.
    pub hint: String,
}

/// A level that some may reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct LevelField {
    /// Its field: `level.2`; of a batch `batch.1.level.2`.
    pub id: String,
    /// The level.
    pub level: u8,
    /// 二级.
    pub label: String,
    /// Where its slider stands, in whole hundredths.
    pub at: i64,
}

/// The levels that some of a batch may reach.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct BatchLevels {
    /// The batch.
    pub batch: u8,
    /// 第一批.
    pub label: String,
    /// The levels.
    pub levels: Vec<LevelField>,
    /// What their shares add up to; `None` where none is stated.
    pub sum: Option<SumView>,
}

/// What the level shares add up to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SumView {
    /// 合计 90%，还差 10%.
    pub text: String,
    /// Whether they make a whole.
    pub whole: bool,
}

/// An amount that could be read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AmountField {
    /// Its field.
    pub id: &'static str,
    /// Where its slider stands, in whole yuan (元).
    pub at: i64,
    /// How it was read, where it was not written plainly.
    pub read_as: Option<String>,
}

/// From where to where spend is pushed, beginning at nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Slider {
    /// The greatest amount, in whole yuan (元).
    pub max: i64,
    /// The distance of two places, in whole yuan (元).
    pub step: i64,
}
