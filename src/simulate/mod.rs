//! How likely it is that a programme's money suffices: its enterprises drawn again and again from what is assumed of them.
//!
//! Not a forecast: each enterprise is drawn by itself, and what comes out is what the assumptions hold.

mod answer;
mod asked;
mod cohort;
mod draw;

pub use answer::{Assumed, Demanded, Due, Quantiles, Remark, Simulated, Sufficing};
pub use asked::{Between, DRAWS, ENTERPRISES, Group, LevelShare, LogNormal, RunCount, Seed, Simulation, Spread};

use crate::catalog::Table;
use crate::date::Date;
use crate::demand;
use crate::error::{Code, Error};
use crate::estimate::{Cited, identify, status};
use crate::money::Yuan;
use crate::policy::{Batch, Policy, Stage, StageKind};
use crate::programme::Programme;
use cohort::Cohort;
use draw::Chance;

/// Draws a programme as often as is asked for.
///
/// # Errors
/// As [`Runs::new`].
pub fn simulate<'p>(
    table: &'p Table,
    programme: &Programme,
    simulation: &Simulation,
    as_of: Date,
) -> Result<Simulated<'p>, Error> {
    let mut runs = Runs::new(&table.policy, programme, simulation)?;
    runs.step(u32::MAX);
    runs.answer(table, as_of)
}

/// A window of payment: the place of its stage in the table, the groups that are paid in it, and one sum a run of all
/// that is due by its end.
#[derive(Clone, Debug)]
struct Window {
    stage: usize,
    groups: Vec<usize>,
    sums: Vec<i64>,
}

/// A simulation under way: drawn slice by slice, so that a page stays awake and can stop it.
#[derive(Clone, Debug)]
pub struct Runs {
    seed: Seed,
    of: u32,
    done: u32,
    chance: Chance,
    cohorts: Vec<Cohort>,
    assumed: Vec<Assumed>,
    count: u32,
    pool: Option<Yuan>,
    /// What a run asks for in all, one a run, under each reading.
    amounts: Vec<i64>,
    lows: Vec<i64>,
    highs: Vec<i64>,
    /// The earliest first; none where a group's is not stated.
    windows: Vec<Window>,
}

impl Runs {
    /// Prepares the runs.
    ///
    /// # Errors
    /// `missing_field` for `groups` where the document plans no numbers by batch, for the `spend`, for the `levels` where
    /// they decide, and for `own_terms` where no rate is published; `out_of_range` for amounts out of order, shares that
    /// do not add up to 1, no enterprises or more than [`ENTERPRISES`], and more than [`DRAWS`] in all;
    /// `batch_required`, `unknown_batch` and `own_terms_not_allowed` as for an application.
    pub fn new(policy: &Policy, programme: &Programme, simulation: &Simulation) -> Result<Runs, Error> {
        if policy.spend_share().is_none() && simulation.own_terms.is_none() {
            return Err(Error::new(Code::MissingField, "own_terms"));
        }
        let assumed = cohort::assumed(policy, programme, simulation)?;
        let count = assumed.iter().fold(0u32, |sum, group| sum.saturating_add(group.count));
        let of = simulation.runs.unwrap_or(RunCount::USUAL).0;
        limited("groups", count, ENTERPRISES)?;
        limited("runs", of, DRAWS.checked_div(count).unwrap_or_default())?;
        let cohorts = cohort::cohorts(policy, simulation, &assumed)?;
        let seed = simulation.seed.unwrap_or(Seed(0));
        let document = || demand::pool(policy, programme).and_then(|pool| demand::amount(programme, pool));
        Ok(Runs {
            seed,
            of,
            done: 0,
            chance: Chance::new(seed.0),
            cohorts,
            windows: windows(policy, &assumed),
            assumed,
            count,
            pool: simulation.pool.or_else(document),
            amounts: Vec::new(),
            lows: Vec::new(),
            highs: Vec::new(),
        })
    }

    /// Draws so many runs more, or what is left of them, and says how many are done.
    pub fn step(&mut self, runs: u32) -> u32 {
        let until = self.done.saturating_add(runs).min(self.of);
        let mut due = vec![0i64; self.cohorts.len()];
        while self.done < until {
            self.run(&mut due);
            self.done = self.done.saturating_add(1);
        }
        self.done
    }

    /// Draws about so many enterprises more, a whole run at the least, and says how many runs are done.
    pub fn draw(&mut self, enterprises: u32) -> u32 {
        self.step(enterprises.checked_div(self.count).unwrap_or(1).max(1))
    }

    /// How many runs were asked for.
    pub fn of(&self) -> u32 {
        self.of
    }

    /// Draws every enterprise once; `due` is where the groups' sums stand meanwhile.
    fn run(&mut self, due: &mut [i64]) {
        let (mut amount, mut low, mut high) = (0i64, 0i64, 0i64);
        for (cohort, due) in self.cohorts.iter().zip(due.iter_mut()) {
            let [of_default, of_low, of_high] = cohort.run(&mut self.chance);
            *due = of_default;
            amount = amount.wrapping_add(of_default);
            low = low.wrapping_add(of_low);
            high = high.wrapping_add(of_high);
        }
        self.amounts.push(amount);
        self.lows.push(low);
        self.highs.push(high);
        let mut by_then = 0i64;
        for window in &mut self.windows {
            let of_groups = window.groups.iter().filter_map(|&group| due.get(group));
            by_then = of_groups.fold(by_then, |sum, due| sum.wrapping_add(*due));
            window.sums.push(by_then);
        }
    }

    /// What came out of the runs that are done.
    ///
    /// # Errors
    /// `out_of_range` for `runs` where none is.
    pub fn answer<'p>(&self, table: &'p Table, as_of: Date) -> Result<Simulated<'p>, Error> {
        limited("runs", self.done, self.of)?;
        let differ = self.lows != self.highs;
        let of = |runs: &[i64]| Demanded::of(runs, self.pool);
        let known = self.pool.is_some();
        let flags = [
            (!known, Remark::PoolNotPublished),
            (known, Remark::OverflowUnstated),
            (self.windows.is_empty(), Remark::WindowsNotPublished),
            (differ, Remark::ReadingsDiffer),
        ];
        Ok(Simulated {
            policy: identify(table, status(&table.policy, as_of)),
            as_of,
            seed: self.seed,
            runs: self.done,
            groups: self.assumed.clone(),
            count: self.count,
            pool: self.pool,
            amount: of(&self.amounts),
            low: differ.then(|| of(&self.lows)),
            high: differ.then(|| of(&self.highs)),
            windows: self.windows.iter().filter_map(|window| self.due(window, &table.policy)).collect(),
            flags: flags.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag).collect(),
        })
    }

    fn due<'p>(&self, window: &Window, policy: &'p Policy) -> Option<Due<'p>> {
        let stage = policy.stages.get(window.stage)?;
        let batches = window.groups.iter().filter_map(|&group| self.assumed.get(group)?.batch);
        let mut batches: Vec<Batch> = batches.collect();
        batches.sort_unstable();
        batches.dedup();
        Some(Due {
            batches,
            from: stage.from,
            until: stage.until,
            before: stage.before,
            citation: Cited::new(policy, &stage.citation),
            by_then: Demanded::of(&window.sums, self.pool),
        })
    }
}

/// Refuses nothing at all, and more than there may be.
fn limited(path: &str, found: u32, most: u32) -> Result<(), Error> {
    if (1..=most).contains(&found) {
        return Ok(());
    }
    let number = i64::from;
    Err(Error::new(Code::OutOfRange, path).with("found", number(found)).with("min", 1u8).with("max", number(most)))
}

/// The windows in which the groups are paid, the earliest first; none where the document leaves one group's open.
fn windows(policy: &Policy, groups: &[Assumed]) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        let Some(stage) = paid_in(policy, group.batch) else { return Vec::new() };
        match windows.iter_mut().find(|window| window.stage == stage) {
            Some(window) => window.groups.push(place),
            None => windows.push(Window { stage, groups: vec![place], sums: Vec::new() }),
        }
    }
    windows.sort_by_key(|window| policy.stages.get(window.stage).map(|stage| (stage.last_day(), first_day(stage))));
    windows
}

/// The only window in which a batch is paid.
fn paid_in(policy: &Policy, batch: Option<Batch>) -> Option<usize> {
    let pays = |(_, stage): &(usize, &Stage)| stage.kind == StageKind::AcceptAndPay && stage.batch == batch;
    let mut of_batch = policy.stages.iter().enumerate().filter(pays);
    match (of_batch.next(), of_batch.next()) {
        (Some((place, _)), None) => Some(place),
        _ => None,
    }
}

fn first_day(stage: &Stage) -> Option<Date> {
    stage.from.map(|from| from.first())
}
