//! What the transformation of enterprises asks of its pool: at the caps, and under a scenario.

use serde::{Serialize, Serializer};

use crate::application::Spend;
use crate::error::{Code, Error};
use crate::money::Yuan;
use crate::policy::{Batch, Category, Clause, Level, Number, Policy};
use crate::programme::{Axes, Pool, Programme};
use crate::scenario::{Group, Scenario};
use crate::terms::{Range, Readings, Subsidy, Terms, Totals};

/// How much of a demand a pool covers, cut down to four decimals: `0.7495`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage(i64);

impl Coverage {
    const WHOLE: i128 = 10_000;

    /// `None` where nothing is asked for.
    fn of(pool: Yuan, demand: Yuan) -> Option<Coverage> {
        let parts = i128::from(pool.fen()).checked_mul(Coverage::WHOLE)?.checked_div(demand.fen().into())?;
        parts.try_into().ok().map(Coverage)
    }
}

impl std::fmt::Display for Coverage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let digits = format!("{}.{:04}", self.0 / 10_000, self.0 % 10_000);
        f.write_str(digits.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl Serialize for Coverage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "native")]
impl schemars::JsonSchema for Coverage {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Coverage".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "How much of a demand a pool covers, cut down to four decimals.",
            "pattern": "^(0|[1-9][0-9]*)(\\.[0-9]{1,4})?$"
        })
    }
}

/// What is asked of a pool if each enterprise planned is paid the cap.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Demand {
    /// Planned numbers times caps, in yuan (元).
    pub at_caps: Yuan,
    /// The pool, in yuan (元).
    pub pool: Yuan,
    /// The pool's part of it.
    pub coverage: Option<Coverage>,
    /// What is missing, in yuan (元); 0.00 where the pool suffices.
    pub shortfall: Yuan,
    /// The spend of each enterprise at which the pool is just used up, cut down to the fen; `null` where it never is.
    pub break_even_spend: Option<Yuan>,
}

/// What some enterprises of a scenario are paid.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct GroupDemand {
    /// Their batch; `null` where the city has none.
    pub batch: Option<Batch>,
    /// Their level; `null` where every paid level has the same terms.
    pub level: Option<Level>,
    /// How many.
    pub count: u32,
    /// What each spends, in yuan (元); `null` where each is paid the cap.
    pub spend: Option<Yuan>,
    /// What each is paid; `null` where no rate is published, or no cap limits it.
    pub grant: Option<Range>,
    /// What all are paid.
    pub demand: Option<Range>,
}

/// What a scenario asks of the pool.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ScenarioDemand {
    /// The enterprises, as the scenario or the document groups them.
    pub groups: Vec<GroupDemand>,
    /// How many they are.
    pub count: u32,
    /// What all are paid; `null` where one group's is.
    pub demand: Option<Range>,
    /// The scenario's pool, or the document's; `null` where neither prints one.
    pub pool: Option<Yuan>,
    /// The pool's part of the demand.
    pub coverage: Option<Coverage>,
    /// What is missing, in yuan (元); 0.00 where the pool suffices.
    pub shortfall: Option<Yuan>,
    /// What is left, in yuan (元); 0.00 where it does not.
    pub left: Option<Yuan>,
}

/// Enterprises with the same terms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Planned<'p> {
    pub batch: Option<Batch>,
    pub count: u32,
    pub clause: &'p Clause,
}

/// The pool that the transformation of enterprises is paid from.
pub(crate) fn pool<'p>(policy: &Policy, programme: &'p Programme) -> Option<&'p Pool> {
    let (benefit, share) = policy.spend_share()?;
    let paid = |id: &String| *id == benefit.id || share.clauses.iter().any(|clause| clause.id == *id);
    programme.pools.iter().find(|pool| pool.shared_by.iter().any(paid))
}

/// The money in a pool; `None` where the document does not print it.
pub(crate) fn amount(programme: &Programme, pool: &Pool) -> Option<Yuan> {
    let line = || programme.lines.iter().find(|line| Some(&line.id) == pool.line.as_ref())?.amount.as_ref();
    pool.amount.as_ref().or_else(line).map(|amount| amount.amount)
}

/// The lowest paid level of a batch and its clause, where every paid level has the same; `None` where levels have
/// different ones, or one is read in several ways.
fn clause_of(policy: &Policy, batch: Option<Batch>) -> Result<Option<(Level, &Clause)>, Error> {
    let mut only: Option<(Level, &Clause)> = None;
    for level in Level::ALL {
        let Subsidy::Published { default: Some(reading), gap, .. } =
            Terms::resolve(policy, level, batch, None)?.subsidy
        else {
            continue;
        };
        match only {
            _ if gap.is_some() => return Ok(None),
            Some((_, one)) if one.id != reading.clause.id => return Ok(None),
            Some(_) => {}
            None => only = Some((level, reading.clause)),
        }
    }
    Ok(only)
}

/// How many enterprises of a batch are planned; `None` where the document does not give it.
pub(crate) fn planned(policy: &Policy, programme: &Programme, batch: Option<Batch>) -> Option<u32> {
    let measure = pool(policy, programme)?.measure.as_deref()?;
    programme.planned(&Axes { batch, ..Axes::of(measure) })
}

/// How many enterprises are planned for which clause; `None` where the document does not give it.
pub(crate) fn counts<'p>(policy: &'p Policy, programme: &Programme) -> Result<Option<Vec<Planned<'p>>>, Error> {
    let mut all = Vec::new();
    for batch in policy.batch_axis() {
        let count = planned(policy, programme, batch);
        let Some((count, (_, clause))) = count.zip(clause_of(policy, batch)?) else { return Ok(None) };
        all.push(Planned { batch, count, clause });
    }
    Ok(Some(all))
}

/// What is asked of the pool at the caps; `None` where the document does not give what it needs.
pub(crate) fn at_caps(policy: &Policy, programme: &Programme) -> Result<Option<Demand>, Error> {
    let pool = pool(policy, programme).and_then(|pool| amount(programme, pool));
    let (Some(pool), Some(planned)) = (pool, counts(policy, programme)?) else { return Ok(None) };
    let mut at_caps = Yuan::ZERO;
    for one in &planned {
        let Some(cap) = &one.clause.cap else { return Ok(None) };
        at_caps = at_caps.plus(cap.amount.times(one.count)?)?;
    }
    Ok(Some(Demand {
        at_caps,
        pool,
        coverage: Coverage::of(pool, at_caps),
        shortfall: missing(at_caps, pool)?,
        // More than all caps together is never used up.
        break_even_spend: if pool > at_caps { None } else { break_even(pool, &planned) },
    }))
}

fn missing(demand: Yuan, pool: Yuan) -> Result<Yuan, Error> {
    Ok(demand.minus(pool)?.max(Yuan::ZERO))
}

/// The spend of each enterprise at which the pool is just used up: what the capped ones leave of it, by the rates of
/// the others, cut down to the fen. No enterprise is rounded.
fn break_even(pool: Yuan, planned: &[Planned]) -> Option<Yuan> {
    let mut capped = vec![false; planned.len()];
    loop {
        let (mut rest, mut rates) = (i128::from(pool.fen()), 0_i128);
        for (one, capped) in planned.iter().zip(&capped) {
            let count = i128::from(one.count);
            match &one.clause.cap {
                Some(cap) if *capped => rest = rest.checked_sub(count.checked_mul(cap.amount.fen().into())?)?,
                _ => rates = rates.checked_add(count.checked_mul(one.clause.rate.rate.per_ten_thousand().into())?)?,
            }
        }
        let spend = rest.checked_mul(Coverage::WHOLE)?.checked_div(rates)?;
        let mut more = false;
        for (one, capped) in planned.iter().zip(&mut capped) {
            let Some(cap) = one.clause.cap.as_ref().filter(|_| !*capped) else { continue };
            let paid = spend.checked_mul(one.clause.rate.rate.per_ten_thousand().into())?;
            let limit = i128::from(cap.amount.fen()).checked_mul(Coverage::WHOLE)?;
            *capped = paid > limit;
            more |= *capped;
        }
        if !more {
            return i64::try_from(spend).ok().map(Yuan::from_fen);
        }
    }
}

/// What a scenario asks of the pool.
///
/// # Errors
/// As [`crate::budget::budget`] says.
pub(crate) fn under(policy: &Policy, programme: &Programme, scenario: &Scenario) -> Result<ScenarioDemand, Error> {
    let groups = match scenario.groups.as_slice() {
        [] => planned_groups(policy, programme)?,
        groups => groups.to_vec(),
    };
    let mut answered = Vec::with_capacity(groups.len());
    let (mut count, mut demand) = (0_u32, Some(Range::NOTHING));
    for (index, group) in groups.iter().enumerate() {
        let place = |error: Error| {
            let path = format!("groups[{index}].{}", error.path());
            if matches!(error.path(), "batch" | "level") { error.at(&path) } else { error }
        };
        let one = paid(policy, group, scenario).map_err(place)?;
        count = count.checked_add(one.count).ok_or_else(|| Error::new(Code::Overflow, "groups"))?;
        demand = demand.zip(one.demand).map(|(sum, more)| sum.plus(more)).transpose()?;
        answered.push(one);
    }
    let pool = scenario.pool.or_else(|| pool(policy, programme).and_then(|pool| amount(programme, pool)));
    let both = demand.map(|demand| demand.amount).zip(pool);
    Ok(ScenarioDemand {
        groups: answered,
        count,
        demand,
        pool,
        coverage: both.and_then(|(demand, pool)| Coverage::of(pool, demand)),
        shortfall: both.map(|(demand, pool)| missing(demand, pool)).transpose()?,
        left: both.map(|(demand, pool)| missing(pool, demand)).transpose()?,
    })
}

/// The numbers that the document plans, as groups.
fn planned_groups(policy: &Policy, programme: &Programme) -> Result<Vec<Group>, Error> {
    let planned = counts(policy, programme)?.ok_or_else(|| Error::new(Code::MissingField, "groups"))?;
    let group = |one: Planned| Group { batch: one.batch, level: None, count: Number(one.count), spend: None };
    Ok(planned.into_iter().map(group).collect())
}

/// What the enterprises of a group are paid.
fn paid(policy: &Policy, group: &Group, scenario: &Scenario) -> Result<GroupDemand, Error> {
    let own = scenario.own_terms.as_ref();
    let spend = group.spend.or(scenario.spend);
    let level = match group.level {
        Some(level) => level,
        None => any_level(policy, group.batch)?,
    };
    let terms = Terms::resolve(policy, level, group.batch, own)?;
    let readings = match spend {
        Some(amount) => {
            let spend = Spend { category: counted(&terms), amount, label: None };
            terms.subsidy_amount(&Totals::of(&[spend])?)?
        }
        None => at_cap(&terms),
    };
    let grant = readings.map(Readings::range);
    let all = |one: Range| {
        let times = |amount: Yuan| amount.times(group.count.0);
        Ok::<_, Error>(Range { amount: times(one.amount)?, low: times(one.low)?, high: times(one.high)? })
    };
    Ok(GroupDemand {
        batch: group.batch,
        level: group.level,
        count: group.count.0,
        spend,
        grant,
        demand: grant.map(all).transpose()?,
    })
}

/// A level with the terms that every paid level of the batch has.
pub(crate) fn any_level(policy: &Policy, batch: Option<Batch>) -> Result<Level, Error> {
    if policy.spend_share().is_none() {
        return Ok(Level::HIGHEST);
    }
    let (level, _) = clause_of(policy, batch)?.ok_or_else(|| Error::new(Code::MissingField, "level"))?;
    Ok(level)
}

/// A category that counts under every reading.
pub(crate) fn counted(terms: &Terms) -> Category {
    terms.counted.iter().next().unwrap_or(Category::Software)
}

/// What is paid at most; `None` where no rate is published, or no cap limits it.
fn at_cap(terms: &Terms) -> Option<Readings> {
    match &terms.subsidy {
        Subsidy::NotPublished(..) => None,
        Subsidy::Own(_, own) => Some(Readings::of(own.cap)),
        Subsidy::Published { default: None, .. } => Some(Readings::of(Yuan::ZERO)),
        Subsidy::Published { default: Some(reading), gap, .. } => {
            let cap = reading.clause.cap.as_ref()?.amount;
            let strict = if gap.is_some() { Yuan::ZERO } else { cap };
            Some(Readings { default: cap, wide: cap, strict })
        }
    }
}
