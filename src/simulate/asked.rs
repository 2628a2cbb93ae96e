//! What is assumed of the enterprises of a simulation: how many they are, which levels they reach, what they spend.

use serde::{Serializer, ser::SerializeMap as _};

use crate::application::OwnTerms;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::json::{self, Node, Read, Value, choice, record};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Level, Number};
use crate::simulate::draw::{Shares, Spend};

/// The most enterprises of a simulation.
pub const ENTERPRISES: u32 = 10_000;
/// The most enterprises of all runs together: about a second.
pub const DRAWS: u32 = 50_000_000;

/// What a sequence of draws begins with: the same seed draws the same. From 0 to 2^53 − 1, as far as JavaScript counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Seed(#[cfg_attr(feature = "native", schemars(range(min = 0, max = 9_007_199_254_740_991_i64)))] pub u64);

impl Read for Seed {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Seed(node.int(0, 9_007_199_254_740_991)?.try_into().unwrap_or_default()))
    }
}

/// How often a programme is drawn: from 1 to 100,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct RunCount(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 100_000)))] pub u32);

impl RunCount {
    /// Where nothing is said.
    pub const USUAL: RunCount = RunCount(10_000);
}

impl Read for RunCount {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(RunCount(node.int(1, 100_000)?.try_into().unwrap_or(1)))
    }
}

record! {
    /// Many spend a little and few spend much.
    #[derive(serde::Serialize)]
    pub struct LogNormal {
        /// Half of the enterprises spend no more than this, in yuan (元); above 0.
        median: Yuan,
        /// Nine in ten spend no more than this, in yuan (元); not below the median.
        p90: Yuan,
    }
}

record! {
    /// Between two limits, most often near a third amount.
    #[derive(serde::Serialize)]
    pub struct Between {
        /// None spends less, in yuan (元).
        least: Yuan,
        /// What is spent most often, in yuan (元).
        likely: Yuan,
        /// None spends more, in yuan (元).
        most: Yuan,
    }
}

choice! {
    /// How the spend of an enterprise is drawn: spend that counts under every reading.
    pub enum Spread {
        /// Many spend a little and few spend much.
        LogNormal(LogNormal) = "log_normal",
        /// Between two limits.
        Triangular(Between) = "triangular",
        /// One of the officer's own amounts in yuan (元), each as often as the others.
        Resampled(Vec<Yuan>) = "resampled",
    }
}

record! {
    /// How many of a hundred reach a level.
    #[derive(Copy, serde::Serialize)]
    pub struct LevelShare {
        /// The level.
        level: Level,
        /// Their share; the shares of a group add up to 1.
        share: Rate,
    }
}

record! {
    /// The enterprises of a batch.
    pub struct Group {
        /// Their batch; needed where the terms depend on it.
        batch: Option<Batch>,
        /// How many; absent for the number that the document plans.
        count: Option<Number>,
        /// What each spends; absent for the simulation's own.
        spend: Option<Spread>,
        /// Which levels they reach; absent for the simulation's own.
        levels: Vec<LevelShare>,
    }
}

record! {
    /// A simulation: what a programme's demand is drawn from.
    ///
    /// # Errors
    /// Reading refuses an unknown, duplicate or missing key, a wrong type, a number or amount out of range.
    pub struct Simulation {
        /// The day on which the answer is asked for; a shell fills in today where it is absent.
        as_of: Option<Date>,
        /// What the draws begin with; 0 where it is absent.
        seed: Option<Seed>,
        /// How often the programme is drawn; 10,000 times where it is absent.
        runs: Option<RunCount>,
        /// The enterprises; absent for the numbers that the document plans by batch.
        groups: Vec<Group>,
        /// What each enterprise spends.
        spend: Option<Spread>,
        /// Which levels they reach; may be absent where every paid level has the same terms.
        levels: Vec<LevelShare>,
        /// The money at hand, in yuan (元), where the document prints none or another is tried.
        pool: Option<Yuan>,
        /// The officer's own rate and cap, where the document publishes none.
        own_terms: Option<OwnTerms>,
    }
}

impl Simulation {
    /// Reads a simulation.
    ///
    /// # Errors
    /// As the type says; the path names the first value that does not fit.
    pub fn read(value: &Value) -> Result<Simulation, Error> {
        json::read(value)
    }
}

/// As it is read. By hand: the browser's writer knows no enum that holds something.
impl serde::Serialize for Spread {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Spread::LogNormal(spread) => map.serialize_entry("log_normal", spread)?,
            Spread::Triangular(spread) => map.serialize_entry("triangular", spread)?,
            Spread::Resampled(amounts) => map.serialize_entry("resampled", amounts)?,
        }
        map.end()
    }
}

impl Spread {
    /// The spread, to draw from; an error's path begins at the spread.
    pub(super) fn drawn(&self) -> Result<Spend, Error> {
        let above = |path: &str, least: Yuan, found: Yuan| {
            (found < least).then(|| {
                Error::new(Code::OutOfRange, path).with("found", found).with("min", least).with("max", Yuan::MAX)
            })
        };
        let (wrong, drawn) = match self {
            Spread::LogNormal(LogNormal { median, p90 }) => (
                above("log_normal.median", Yuan::from_fen(1), *median).or(above("log_normal.p90", *median, *p90)),
                Spend::log_normal(median.fen(), p90.fen()),
            ),
            Spread::Triangular(Between { least, likely, most }) => (
                above("triangular.likely", *least, *likely).or(above("triangular.most", *likely, *most)),
                Spend::triangular(least.fen(), likely.fen(), most.fen()),
            ),
            Spread::Resampled(amounts) => (None, Spend::listed(amounts.iter().map(|amount| amount.fen()).collect())),
        };
        match wrong {
            Some(error) => Err(error),
            None => drawn.ok_or_else(|| Error::new(Code::MissingField, "resampled")),
        }
    }
}

/// The shares, to draw from.
pub(super) fn shares(levels: &[LevelShare]) -> Result<Shares, Error> {
    let sum = levels.iter().map(|one| u32::from(one.share.per_ten_thousand())).sum::<u32>();
    let whole = u32::from(Rate::WHOLE.per_ten_thousand());
    let drawn = Shares::new(levels.iter().map(|one| one.share.per_ten_thousand()));
    drawn.filter(|_| sum == whole).ok_or_else(|| {
        let found = Yuan::from_fen(sum.into()).to_string();
        Error::new(Code::OutOfRange, "levels")
            .with("found", [&found, " %"].concat())
            .with("min", "100 %")
            .with("max", "100 %")
    })
}
