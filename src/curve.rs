//! The grant against the spend that counts: the exact points between which it is a straight line, for every batch.

use crate::application::Application;
use crate::catalog::Table;
use crate::error::{Code, Error};
use crate::money::Yuan;
use crate::policy::{Batch, Level};
use crate::solve::{Bound, Peak};
use crate::terms::{Range, Readings, Terms, Totals, check_batch};

/// The grant of one batch over the spend that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The batch; `None` where no clause for the level depends on it.
    pub batch: Option<Batch>,
    /// Whether it is the one that the application states, or the only one.
    pub stated: bool,
    /// At each of the curve's spends.
    pub grants: Vec<Range>,
    /// Where the main subsidy stops growing under the default reading: spend and grant; `None` where nothing bounds it,
    /// or nothing is paid.
    pub peak: Option<(Yuan, Yuan)>,
}

/// The grant over the spend that counts, all other spend being as stated.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// What counts as stated.
    pub current: Yuan,
    /// The distance of round spends.
    pub step: Yuan,
    /// Round spends from 0 to beyond the last kink, the kinks, and the current spend; each once, in order.
    pub spends: Vec<Yuan>,
    /// The lines, by batch.
    pub lines: Vec<Line>,
}

/// Round spends from 0 to the end, at most.
const ROUND: u32 = 8;
/// The end where nothing else gives one: a million yuan.
const USUAL: Yuan = Yuan::from_yuan(1_000_000);

/// Draws an application's curve at the level that it states; `None` where no rate is published.
///
/// # Errors
/// As [`crate::estimate::estimate`], but no batch is asked for.
pub fn curve(table: &Table, application: &Application) -> Result<Option<Curve>, Error> {
    check_batch(&table.policy, application.batch)?;
    let level = application.level.ok_or_else(|| Error::new(Code::MissingField, "level"))?;
    let totals = Totals::of(application.spend.items())?;
    let all = terms_by_batch(table, application, level)?;
    let Some((_, first)) = all.first() else { return Ok(None) };
    if first.grant(&totals)?.is_none() {
        return Ok(None);
    }
    let current = totals.within(first.counted)?;
    let mut spends = vec![Yuan::ZERO, current];
    for (_, terms) in &all {
        spends.extend(kinks(terms, &totals)?);
    }
    let last = spends.iter().copied().max().filter(|&last| last > Yuan::ZERO).unwrap_or(USUAL);
    let step = round_step(last)?;
    spends.extend(round(step, last)?);
    spends.sort_unstable();
    spends.dedup();
    let lines = all.iter().map(|(batch, terms)| line(*batch, terms, application, &totals, &spends));
    let lines = lines.collect::<Result<_, _>>()?;
    Ok(Some(Curve { current, step, spends, lines }))
}

type ByBatch<'p> = Vec<(Option<Batch>, Terms<'p>)>;

/// The terms of every batch; of none in particular where the level's clause depends on none.
fn terms_by_batch<'p>(table: &'p Table, application: &Application, level: Level) -> Result<ByBatch<'p>, Error> {
    let own = application.own_terms.as_ref();
    let mut all = Vec::new();
    for batch in table.policy.batch_axis() {
        let terms = Terms::resolve(&table.policy, level, batch, own)?;
        if !terms.uses_batch {
            return Ok(vec![(None, terms)]);
        }
        all.push((batch, terms));
    }
    Ok(all)
}

fn line(
    batch: Option<Batch>,
    terms: &Terms,
    application: &Application,
    totals: &Totals,
    spends: &[Yuan],
) -> Result<Line, Error> {
    let grant = |spend: Yuan| -> Result<Range, Error> {
        let grant = terms.grant(&totals.holding(terms.counted, spend))?;
        Ok(grant.unwrap_or(Readings::of(Yuan::ZERO)).range())
    };
    let peak = peaks(terms)?.first().copied().flatten();
    let peak = peak.map(|peak| grant(peak.spend).map(|range| (peak.spend, range.amount))).transpose()?;
    let grants = spends.iter().map(|&spend| grant(spend)).collect::<Result<_, _>>()?;
    Ok(Line { batch, stated: batch.is_none() || batch == application.batch, grants, peak })
}

/// Where each reading's formula stops growing.
fn peaks(terms: &Terms) -> Result<[Option<Peak>; 3], Error> {
    let mut peaks = [None; 3];
    for (peak, formula) in peaks.iter_mut().zip(terms.formulas()) {
        let found = formula.map(|(formula, _)| formula.peak()).transpose()?;
        *peak = found.filter(|peak| matches!(peak.bound, Bound::Cap | Bound::BaseLimit));
    }
    Ok(peaks)
}

/// The spends that count at which a reading's grant stops growing; a wide base has part of its spend already.
fn kinks(terms: &Terms, totals: &Totals) -> Result<Vec<Yuan>, Error> {
    let counted = totals.within(terms.counted)?;
    let mut kinks = Vec::new();
    for (peak, formula) in peaks(terms)?.into_iter().zip(terms.formulas()) {
        if let (Some(peak), Some((_, base))) = (peak, formula) {
            let already = totals.within(base)?.minus(counted)?;
            kinks.push(peak.spend.minus(already)?.max(Yuan::ZERO));
        }
    }
    Ok(kinks)
}

/// The smallest of 1, 2 or 5 times a power of ten yuan of which a handful cover the amount.
pub(crate) fn round_step(amount: Yuan) -> Result<Yuan, Error> {
    let mut unit = Yuan::from_yuan(1);
    loop {
        for count in [1, 2, 5] {
            let step = unit.times(count)?;
            if step.times(ROUND)? >= amount {
                return Ok(step);
            }
        }
        unit = unit.times(10)?;
    }
}

/// Multiples of a step, from 0 to the first beyond the amount.
pub(crate) fn round(step: Yuan, amount: Yuan) -> Result<Vec<Yuan>, Error> {
    let mut all = vec![Yuan::ZERO];
    let mut next = step;
    while next <= amount {
        all.push(next);
        next = next.plus(step)?;
    }
    all.push(next);
    Ok(all)
}
