//! Drawing enterprises at random: the only file of the core with floats. A draw is cut down to whole fen at once, and
//! nothing behind it has a float.
//!
//! The same seed draws the same everywhere: the generator is a named one, where rand's standard one may change with any
//! release; the logarithm and the exponential are libm's, where those of the standard library are the platform's. Of
//! the normal draw one in a hundred asks num-traits for them, which is libm too as long as nothing that ships turns on
//! its `std`; tests/simulate.rs pins the draws.

use rand_distr::{Distribution as _, StandardNormal, Triangular, Uniform};
use rand_pcg::Pcg32;
use rand_pcg::rand_core::SeedableRng as _;

/// Nine in ten of a normal distribution lie below this many standard deviations.
const NINE_IN_TEN: f64 = 1.281_551_565_544_600_4;

/// The source of chance: the generator of the family that needs no products of 128 bits, which WebAssembly has not.
#[derive(Clone, Debug)]
pub(super) struct Chance(Pcg32);

impl Chance {
    pub fn new(seed: u64) -> Chance {
        Chance(Pcg32::seed_from_u64(seed))
    }
}

/// How spend is drawn.
#[derive(Clone, Debug)]
pub(super) enum Spend {
    LogNormal { median: f64, deviation: f64 },
    Triangular(Triangular<f64>),
    Listed(Vec<i64>, Uniform<u32>),
}

impl Spend {
    /// Half spend no more than `median`, nine in ten no more than `p90`; `None` where 0 < median ≤ p90 does not hold.
    pub fn log_normal(median: i64, p90: i64) -> Option<Spend> {
        let of = |median: f64, p90: f64| Spend::LogNormal { median, deviation: libm::log(p90 / median) / NINE_IN_TEN };
        (0 < median && median <= p90).then(|| of(median as f64, p90 as f64))
    }

    /// From `least` to `most`, most often near `likely`; `None` where they are out of order.
    pub fn triangular(least: i64, likely: i64, most: i64) -> Option<Spend> {
        Triangular::new(least as f64, most as f64, likely as f64).ok().map(Spend::Triangular)
    }

    /// Each of these as often as the others; `None` where there are none.
    pub fn listed(amounts: Vec<i64>) -> Option<Spend> {
        let places = Uniform::new(0, u32::try_from(amounts.len()).ok()?).ok()?;
        Some(Spend::Listed(amounts, places))
    }

    /// What one enterprise spends, in whole fen.
    #[inline]
    pub fn draw(&self, chance: &mut Chance) -> i64 {
        match self {
            Spend::LogNormal { median, deviation } => {
                let normal: f64 = StandardNormal.sample(&mut chance.0);
                (median * libm::exp(deviation * normal)) as i64
            }
            Spend::Triangular(triangular) => triangular.sample(&mut chance.0) as i64,
            Spend::Listed(amounts, places) => {
                amounts.get(places.sample(&mut chance.0) as usize).copied().unwrap_or_default()
            }
        }
    }
}

/// A draw among shares of a whole in hundredths of a percent.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    /// Where each share ends.
    ends: Vec<u32>,
    whole: Uniform<u32>,
}

impl Shares {
    /// `None` where the shares add up to nothing.
    pub fn new(shares: impl Iterator<Item = u16>) -> Option<Shares> {
        let ends: Vec<u32> = shares
            .scan(0u32, |end, share| {
                *end = end.saturating_add(share.into());
                Some(*end)
            })
            .collect();
        let whole = Uniform::new(0, ends.last().copied()?).ok()?;
        Some(Shares { ends, whole })
    }

    /// The place of the share that is drawn; of one share nothing is drawn.
    #[inline]
    pub fn draw(&self, chance: &mut Chance) -> usize {
        if self.ends.len() == 1 {
            return 0;
        }
        let drawn = self.whole.sample(&mut chance.0);
        // All are compared: where to stop is chance itself, which no processor guesses.
        self.ends.iter().filter(|&&end| end <= drawn).count()
    }
}
