//! The same application at every batch and level, from the same terms.

use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::estimate::{self, Estimate, Outcome, PolicyId};
use crate::money::Yuan;
use crate::policy::{Batch, Level};
use crate::terms::{self, BoundBy, Range, Readings};

/// One batch and level.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Cell {
    /// The batch; `null` where the city has none.
    pub batch: Option<Batch>,
    /// The level.
    pub level: Level,
    /// Whether it agrees with the batch and level that the application states.
    pub possible: bool,
    /// The kind of answer.
    pub outcome: Outcome,
    /// What reimburses the spend; `null` where no rate is published.
    pub grant: Option<Range>,
    /// Total spend less the grant.
    pub net_cost: Option<Range>,
    /// What limits the main subsidy; `null` where none is paid.
    pub bound_by: Option<BoundBy>,
    /// The grant, reading by reading, for those who explain differences.
    #[serde(skip)]
    pub(crate) readings: Option<Readings>,
}

/// The span of the possible cells.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Span {
    /// The lowest grant.
    pub low: Yuan,
    /// The highest grant.
    pub high: Yuan,
}

/// An application at every batch and level.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Comparison<'p> {
    /// The table.
    pub policy: PolicyId<'p>,
    /// The day on which the answer holds.
    pub as_of: Date,
    /// By batch, then level.
    pub cells: Vec<Cell>,
    /// Over the cells that agree with what the application states; `null` where no rate is published.
    pub span: Option<Span>,
}

/// Judges an application at every batch and level; what it states of either marks the possible cells.
///
/// # Errors
/// As [`estimate::estimate`], but neither `level` nor `batch` is asked for; `unknown_batch` where the city has no such one.
pub fn compare<'p>(table: &'p Table, application: &Application, as_of: Date) -> Result<Comparison<'p>, Error> {
    terms::check_batch(&table.policy, application.batch)?;
    let mut cells = Vec::new();
    for batch in table.policy.batch_axis() {
        for level in Level::ALL {
            let answer = estimate::at(table, application, batch, level, as_of)?;
            cells.push(cell(batch, level, application.allows(batch, level), &answer));
        }
    }
    let grants = || cells.iter().filter(|cell| cell.possible).filter_map(|cell| cell.grant);
    let low = grants().map(|grant| grant.low).min();
    let high = grants().map(|grant| grant.high).max();
    let span = low.zip(high).map(|(low, high)| Span { low, high });
    let status = estimate::status(&table.policy, as_of);
    Ok(Comparison { policy: estimate::identify(table, status), as_of, cells, span })
}

fn cell(batch: Option<Batch>, level: Level, possible: bool, answer: &Estimate) -> Cell {
    Cell {
        batch,
        level,
        possible,
        outcome: answer.outcome,
        grant: answer.grant,
        net_cost: answer.net_cost,
        bound_by: answer.lines.iter().find(|line| line.rate.is_some()).map(|line| line.bound_by),
        readings: answer.readings,
    }
}
