//! The enterprises of a group: what is assumed of them in full, and that made ready to be drawn and judged.

use crate::bulk::Alone;
use crate::demand;
use crate::error::{Code, Error};
use crate::policy::{Level, Number, Policy};
use crate::programme::Programme;
use crate::simulate::answer::Assumed;
use crate::simulate::asked::{self, Group, Simulation};
use crate::simulate::draw::{Chance, Shares, Spend};
use crate::terms::Terms;

/// A group, ready to be drawn and judged.
#[derive(Clone, Debug)]
pub(super) struct Cohort {
    count: u32,
    spend: Spend,
    /// What each level pays for a category that counts there.
    levels: Vec<Alone>,
    /// Their shares; `None` where it makes no difference.
    shares: Option<Shares>,
}

impl Cohort {
    /// Draws every enterprise once, and adds up their grants under the default, the least and the most favourable reading.
    #[inline]
    pub fn run(&self, chance: &mut Chance) -> [i64; 3] {
        let mut sums = [0i64; 3];
        for _ in 0..self.count {
            let place = self.shares.as_ref().map_or(0, |shares| shares.draw(chance));
            let spend = self.spend.draw(chance);
            let Some(level) = self.levels.get(place) else { continue };
            for (sum, grant) in sums.iter_mut().zip(level.grant(spend)) {
                // No sum overflows: there are at most 10^4 enterprises, and none is paid more than 10^14 fen.
                *sum = sum.wrapping_add(grant);
            }
        }
        sums
    }
}

/// What is assumed of each group, with all that the simulation says of every one.
pub(super) fn assumed(policy: &Policy, programme: &Programme, simulation: &Simulation) -> Result<Vec<Assumed>, Error> {
    // A whole programme where nothing else is said.
    let all = |batch| Group { batch, count: None, spend: None, levels: Vec::new() };
    let groups = match simulation.groups.as_slice() {
        [] => policy.batch_axis().into_iter().map(all).collect(),
        groups => groups.to_vec(),
    };
    let one = |(index, group): (usize, Group)| {
        let planned = || demand::planned(policy, programme, group.batch);
        let count = group.count.map(|Number(count)| count).or_else(planned).ok_or("count");
        let spend = group.spend.clone().or_else(|| simulation.spend.clone()).ok_or("spend");
        let missing = |path: &str| match (simulation.groups.as_slice(), path) {
            ([], "count") => Error::new(Code::MissingField, "groups"),
            _ => Error::new(Code::MissingField, place(simulation, index, path)),
        };
        let levels = if group.levels.is_empty() { &simulation.levels } else { &group.levels };
        Ok(Assumed {
            batch: group.batch,
            count: count.map_err(missing)?,
            planned: group.count.is_none(),
            spend: spend.map_err(missing)?,
            levels: levels.clone(),
        })
    };
    groups.into_iter().enumerate().map(one).collect()
}

/// The same, ready to be drawn.
pub(super) fn cohorts(policy: &Policy, simulation: &Simulation, assumed: &[Assumed]) -> Result<Vec<Cohort>, Error> {
    // What stands at the root is wrong there, not in the groups that it holds for.
    if let Some(spread) = &simulation.spend {
        spread.drawn().map_err(|error| within("spend", error))?;
    }
    if !simulation.levels.is_empty() {
        asked::shares(&simulation.levels)?;
    }
    let one = |(index, group): (usize, &Assumed)| {
        let at = |error: Error| match error.path() {
            "own_terms" => error,
            path => {
                let path = place(simulation, index, path);
                error.at(&path)
            }
        };
        cohort(policy, simulation, group).map_err(at)
    };
    assumed.iter().enumerate().map(one).collect()
}

fn cohort(policy: &Policy, simulation: &Simulation, group: &Assumed) -> Result<Cohort, Error> {
    let levels: Vec<Level> = match group.levels.as_slice() {
        [] => vec![demand::any_level(policy, group.batch).map_err(of_levels)?],
        levels => levels.iter().map(|one| one.level).collect(),
    };
    let judged = |level: &Level| {
        let terms = Terms::resolve(policy, *level, group.batch, simulation.own_terms.as_ref())?;
        Ok(Alone::of(&terms, demand::counted(&terms)))
    };
    Ok(Cohort {
        count: group.count,
        spend: group.spend.drawn().map_err(|error| within("spend", error))?,
        levels: levels.iter().map(judged).collect::<Result<_, Error>>()?,
        shares: if group.levels.is_empty() { None } else { Some(asked::shares(&group.levels)?) },
    })
}

/// A level that decides and is not stated is missing among the shares.
fn of_levels(error: Error) -> Error {
    if error.path() == "level" { error.at("levels") } else { error }
}

/// The place of a group's member; what the document plans stands at the root.
fn place(simulation: &Simulation, index: usize, path: &str) -> String {
    if simulation.groups.is_empty() { path.to_owned() } else { format!("groups[{index}].{path}") }
}

fn within(place: &str, error: Error) -> Error {
    let path = [place, ".", error.path()].concat();
    error.at(&path)
}
