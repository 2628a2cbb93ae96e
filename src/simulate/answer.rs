//! What a simulation says: order statistics of its runs, in whole fen.

use crate::date::{Date, Moment};
use crate::estimate::{Cited, PolicyId};
use crate::json::words;
use crate::money::{Rate, Yuan};
use crate::policy::Batch;
use crate::simulate::asked::{LevelShare, Seed, Spread};

words! {
    /// What has to be known of a simulation.
    pub enum Remark (UnknownValue) {
        /// There is no money to hold the demand against: the document does not print it, and none was given.
        PoolNotPublished = "pool_not_published",
        /// The document does not say what happens when the money is used up.
        OverflowUnstated = "overflow_unstated",
        /// The document does not say in which window each batch is paid.
        WindowsNotPublished = "windows_not_published",
        /// The text can be read in several ways, which give different amounts.
        ReadingsDiffer = "readings_differ",
    }
}

/// Amounts that so many of a hundred runs do not exceed: each is the amount of a run, none lies between two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Quantiles {
    /// 5 in a hundred runs.
    pub p5: Yuan,
    /// 25 in a hundred.
    pub p25: Yuan,
    /// Half of the runs.
    pub p50: Yuan,
    /// 75 in a hundred.
    pub p75: Yuan,
    /// 95 in a hundred.
    pub p95: Yuan,
}

impl Quantiles {
    /// The share of the runs that does not exceed each of them.
    pub const SHARES: [Rate; 5] =
        [Rate::percent(5), Rate::percent(25), Rate::percent(50), Rate::percent(75), Rate::percent(95)];

    /// Of amounts in ascending order; of none nothing.
    pub(super) fn of(sorted: &[i64]) -> Quantiles {
        // So many of them, rounded up, do not exceed the last of these.
        let whole = usize::from(Rate::WHOLE.per_ten_thousand());
        let [p5, p25, p50, p75, p95] = Quantiles::SHARES.map(|share| {
            let many = sorted.len().saturating_mul(share.per_ten_thousand().into()).div_ceil(whole);
            Yuan::from_fen(sorted.get(many.saturating_sub(1)).copied().unwrap_or_default())
        });
        Quantiles { p5, p25, p50, p75, p95 }
    }

    /// Each of them, the lowest first.
    pub fn each(self) -> [Yuan; 5] {
        [self.p5, self.p25, self.p50, self.p75, self.p95]
    }

    /// What is missing at each of them: a larger demand misses more, so the order is the same.
    fn beyond(self, pool: Yuan) -> Quantiles {
        let missing = |demand: Yuan| demand.minus(pool).map_or(Yuan::ZERO, |missing| missing.max(Yuan::ZERO));
        let [p5, p25, p50, p75, p95] = self.each().map(missing);
        Quantiles { p5, p25, p50, p75, p95 }
    }
}

/// In how many of the runs the money suffices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Sufficing {
    /// How many runs.
    pub runs: u32,
    /// Their share of all runs, cut down to tenths of a percent.
    pub share: Rate,
}

/// What the runs ask of the money under one way to read the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Demanded {
    /// What all enterprises are paid together, in yuan (元).
    pub demand: Quantiles,
    /// In how many runs the money suffices; `null` where none is known.
    pub suffices: Option<Sufficing>,
    /// What is missing, in yuan (元); 0.00 where the money suffices.
    pub shortfall: Option<Quantiles>,
}

impl Demanded {
    /// Of one amount a run.
    pub(super) fn of(runs: &[i64], pool: Option<Yuan>) -> Demanded {
        let mut sorted = runs.to_vec();
        sorted.sort_unstable();
        let demand = Quantiles::of(&sorted);
        let suffices = |pool: Yuan| {
            let held = sorted.partition_point(|&demand| demand <= pool.fen());
            Sufficing { runs: held.try_into().unwrap_or(u32::MAX), share: Rate::part(held, sorted.len()) }
        };
        Demanded { demand, suffices: pool.map(suffices), shortfall: pool.map(|pool| demand.beyond(pool)) }
    }
}

/// The enterprises of a batch, as they were drawn.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Assumed {
    /// Their batch; `null` where the city has none.
    pub batch: Option<Batch>,
    /// How many.
    pub count: u32,
    /// Whether that is the number that the document plans.
    pub planned: bool,
    /// What each spends.
    pub spend: Spread,
    /// Which levels they reach; empty where every paid level has the same terms.
    pub levels: Vec<LevelShare>,
}

/// A window in which enterprises are paid, and what was asked of the money by its end.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Due<'p> {
    /// The batches that are paid in it; empty where the city has none.
    pub batches: Vec<Batch>,
    /// The beginning as the document names it; `null` where only an end is named.
    pub from: Option<Moment>,
    /// The end as the document names it.
    pub until: Moment,
    /// The document says "before": `until` itself no longer belongs to it.
    pub before: bool,
    /// Where it stands.
    pub citation: Cited<'p>,
    /// All that is due by its end, the windows before included, under the default reading.
    pub by_then: Demanded,
}

/// What came out of a simulation.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Simulated<'p> {
    /// The policy table.
    pub policy: PolicyId<'p>,
    /// The day.
    pub as_of: Date,
    /// What the draws began with.
    pub seed: Seed,
    /// How often the programme was drawn.
    pub runs: u32,
    /// What was assumed.
    pub groups: Vec<Assumed>,
    /// How many enterprises they are.
    pub count: u32,
    /// The money at hand, in yuan (元); `null` where none is known.
    pub pool: Option<Yuan>,
    /// Under the default reading.
    pub amount: Demanded,
    /// Under the least favourable reading; `null` where the readings agree in every run.
    pub low: Option<Demanded>,
    /// Under the most favourable reading; `null` where the readings agree in every run.
    pub high: Option<Demanded>,
    /// The windows of payment, the earliest first; none where the document does not say when each batch is paid.
    pub windows: Vec<Due<'p>>,
    /// What has to be known.
    pub flags: Vec<Remark>,
}
