//! When what happens: every window against the day, what closes next, and the cash that is needed until the money comes.

use crate::catalog::Table;
use crate::date::{Date, Moment};
use crate::error::Error;
use crate::estimate::{self, Cited, PolicyId};
use crate::json::words;
use crate::money::Yuan;
use crate::policy::{Batch, Level, PaymentMode, Policy, Stage, StageKind, StageState};
use crate::terms::{self, Terms};

words! {
    /// Whom a window concerns.
    pub enum Concern (UnknownValue) {
        /// The stated batch.
        Own = "own",
        /// Every batch.
        All = "all",
        /// A batch, where none is stated.
        Open = "open",
        /// Another batch than the stated one.
        Other = "other",
    }
}

/// What an enterprise states, as far as time depends on it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Stated {
    /// The batch; absent where it is not known.
    pub batch: Option<Batch>,
    /// The level expected after the transformation.
    pub level: Option<Level>,
    /// All of the spend.
    pub spend: Option<Yuan>,
    /// Whether a condition that is not met keeps it from any grant.
    pub barred: bool,
}

/// A stage or window, and where the day stands in it.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Window<'p> {
    /// What happens.
    pub kind: StageKind,
    /// For which batch; `null` for all.
    pub batch: Option<Batch>,
    /// The beginning as the document names it; `null` where only an end is named.
    pub from: Option<Moment>,
    /// The end as the document names it.
    pub until: Moment,
    /// The document says "before": `until` itself no longer belongs to it.
    pub before: bool,
    /// Its first day; `null` where only an end is named.
    pub first_day: Option<Date>,
    /// Its last day; of a month, the last one.
    pub last_day: Date,
    /// `ahead`, `open` or `over` on the day.
    pub state: &'static str,
    /// Days until it begins, or while it is open until its last day (0: today); `null` where it is over.
    pub days: Option<i64>,
    /// Whom it concerns.
    pub concerns: Concern,
    /// Where it stands.
    pub citation: Cited<'p>,
    /// Its place among the table's stages, from 0: what names it whatever the order.
    #[serde(skip)]
    pub(crate) stage: usize,
}

/// When the money comes, as far as the document says.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Paid<'p> {
    /// After acceptance, or not stated.
    pub mode: PaymentMode,
    /// Where it says so; `null` where it does not.
    pub citation: Option<Cited<'p>>,
    /// The windows of acceptance and payment, by their place in `windows`; another batch's are left out.
    pub windows: Vec<usize>,
    /// False where no clause pays at the stated level, or a condition is not met.
    pub pays: bool,
    /// What has to be paid out of pocket until then, in yuan (元): the whole spend, as no document states an advance;
    /// `null` where no spend is stated, or nothing is paid.
    pub cash_needed: Option<Yuan>,
}

/// A table's windows on a day.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Timeline<'p> {
    /// The table.
    pub policy: PolicyId<'p>,
    /// The day.
    pub as_of: Date,
    /// The stated batch.
    pub batch: Option<Batch>,
    /// Every window, the earliest first.
    pub windows: Vec<Window<'p>>,
    /// The open windows that end first, by their place in `windows`; another batch's are left out.
    pub closes_next: Vec<usize>,
    /// The windows that begin first, by their place in `windows`; another batch's are left out.
    pub opens_next: Vec<usize>,
    /// When the money comes.
    pub payment: Paid<'p>,
}

/// Lays a table's windows out on a day.
///
/// # Errors
/// `unknown_batch` where the city has no such one.
pub fn timeline(table: &Table, stated: Stated, as_of: Date) -> Result<Timeline<'_>, Error> {
    let Stated { batch, level, spend, barred } = stated;
    let policy = &table.policy;
    terms::check_batch(policy, batch)?;
    let mut windows: Vec<Window> = Vec::with_capacity(policy.stages.len());
    for (place, stage) in policy.stages.iter().enumerate() {
        let window = window(policy, stage, place, batch, as_of);
        let at = windows.partition_point(|known| known.order() <= window.order());
        windows.insert(at, window);
    }
    let soonest = |state: StageState| {
        let near = |window: &&Window| window.state == state.as_str() && window.concerns != Concern::Other;
        let days = windows.iter().filter(near).filter_map(|window| window.days).min();
        places(&windows, |window| near(&window) && window.days == days)
    };
    let (closes_next, opens_next) = (soonest(StageState::Open), soonest(StageState::Ahead));
    let pays_in = |window: &Window| window.kind == StageKind::AcceptAndPay && window.concerns != Concern::Other;
    // Where the batch decides, every batch pays something at this level.
    let resolved = level.and_then(|level| Terms::resolve(policy, level, batch, None).ok());
    let pays = !barred && resolved.is_none_or(|terms| terms.pays());
    let payment = Paid {
        mode: policy.payment.mode,
        citation: policy.payment.citation.as_ref().map(|citation| Cited::new(policy, citation)),
        windows: places(&windows, pays_in),
        pays,
        cash_needed: spend.filter(|_| pays),
    };
    let identity = estimate::identify(table, estimate::status(policy, as_of));
    Ok(Timeline { policy: identity, as_of, batch, windows, closes_next, opens_next, payment })
}

impl Window<'_> {
    /// The earliest first, the shorter before the longer; an end alone stands on its day.
    fn order(&self) -> (Date, Date) {
        (self.first_day.unwrap_or(self.last_day), self.last_day)
    }
}

fn places(windows: &[Window], chosen: impl Fn(&Window) -> bool) -> Vec<usize> {
    windows.iter().enumerate().filter(|(_, window)| chosen(window)).map(|(place, _)| place).collect()
}

fn window<'p>(policy: &'p Policy, stage: &'p Stage, place: usize, batch: Option<Batch>, as_of: Date) -> Window<'p> {
    let first_day = stage.from.map(Moment::first);
    let last_day = stage.last_day();
    let state = stage.state(as_of);
    let until = |day: Date| day.unix_days().saturating_sub(as_of.unix_days());
    Window {
        kind: stage.kind,
        batch: stage.batch,
        from: stage.from,
        until: stage.until,
        before: stage.before,
        first_day,
        last_day,
        state: state.as_str(),
        days: match state {
            StageState::Ahead => first_day.map(until),
            StageState::Open => Some(until(last_day)),
            StageState::Over => None,
        },
        concerns: match (stage.batch, batch) {
            (None, _) => Concern::All,
            (Some(_), None) => Concern::Open,
            (Some(of), Some(stated)) if of == stated => Concern::Own,
            _ => Concern::Other,
        },
        citation: Cited::new(policy, &stage.citation),
        stage: place,
    }
}
