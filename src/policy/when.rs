//! When a clause applies: the levels and batches that its wording names.

use super::figure::Citation;
use crate::error::Error;
use crate::json::{Node, Read, choice, record};

record! {
    /// When a clause applies.
    pub struct When {
        /// The levels that it names.
        levels: LevelRule,
        /// The batches that it names; absent where the clause does not depend on the batch.
        batches: Option<BatchRule>,
    }
}

record! {
    /// The levels that a wording names.
    pub struct LevelRule {
        /// Which.
        rule: Levels,
        /// Where it says so: 「二级及以上」 for `at_least`, 「达到二级的」 for `exactly`.
        citation: Citation,
    }
}

record! {
    /// The batches that a wording names.
    pub struct BatchRule {
        /// Which.
        numbers: Vec<Batch>,
        /// Where it says so: 「第一批」.
        citation: Citation,
    }
}

choice! {
    /// The levels that a clause names, with the operator of its wording.
    pub enum Levels {
        /// 达到二级: this level and no other.
        Exactly(Level) = "exactly",
        /// 二级及以上: this level and every higher one.
        AtLeast(Level) = "at_least",
    }
}

impl Levels {
    /// Whether the wording names this level.
    pub fn includes(&self, level: Level) -> bool {
        match self {
            Levels::Exactly(only) => level == *only,
            Levels::AtLeast(least) => level >= *least,
        }
    }
}

/// A digital level (数字化水平): 1 is 一级, 4 is 四级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Level(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 4)))] pub(crate) u8);

impl Level {
    /// 一级 to 四级.
    pub const ALL: [Level; 4] = [Level(1), Level(2), Level(3), Level::HIGHEST];
    /// 四级.
    pub const HIGHEST: Level = Level(4);

    /// 1 to 4.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Read for Level {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Level(node.int(1, 4)?.try_into().unwrap_or(1)))
    }
}

/// A batch (批次): 1 is 第一批, 3 is 第三批.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Batch(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 3)))] pub(crate) u8);

impl Batch {
    /// 1 to 3.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Read for Batch {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Batch(node.int(1, 3)?.try_into().unwrap_or(1)))
    }
}
