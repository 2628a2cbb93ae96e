//! In what two tables of a city differ that money or time hangs on: rates, caps, what counts, levels, awards, windows,
//! terms, payment, conditions, and how each figure is worded.

use serde::Serialize;

use crate::date::{Date, Moment};
use crate::money::{Rate, Yuan};
use crate::policy::{
    Amount, Batch, Benefit, Category, ConditionKind, Dated, Gives, Level, Payee, PaymentMode, Per, Policy, Share,
    StackingRule, Stage, StageKind, Wording,
};
use crate::terms::{Categories, Subsidy, Terms};

/// A figure of a table, an object with one key on the wire.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// The share that is paid: of the base, or of another grant.
    Rate {
        /// From 0 to 1.
        rate: Rate,
        /// How the document words it.
        wording: Wording,
    },
    /// The most that one enterprise is paid.
    Cap(Sum),
    /// The most spend that is taken into account.
    BaseLimit(Sum),
    /// The spend that counts.
    Base(Vec<Category>),
    /// The spend that counts under the wider reading.
    Wide(Vec<Category>),
    /// No clause names the level: the level whose clause the default reading takes.
    ReadAs(Level),
    /// What is given for one.
    Award(Sum),
    /// For what one it is given, and whether once only.
    Per {
        /// What one is.
        per: Per,
        /// Whether an enterprise can have it only once.
        once: bool,
    },
    /// The most that is paid in all.
    Pool(Sum),
    /// Who receives it.
    Payee(Payee),
    /// The benefit has no figure: money is promised, or recognition alone.
    Promised(bool),
    /// The document publishes no rate.
    Unpublished,
    /// When a window is open.
    Period {
        /// The beginning; `null` where only an end is named.
        from: Option<Moment>,
        /// The end.
        until: Moment,
        /// The end itself no longer belongs to it.
        before: bool,
    },
    /// The first day of the term.
    From(Date),
    /// The last day of the term.
    Until(Date),
    /// Years from a day that the document does not name.
    Years(u32),
    /// When the money is paid.
    Paid(PaymentMode),
    /// What the document says of combining benefits.
    Stacking(StackingRule),
    /// A condition is asked for; the limits of its size standard, where it has one.
    Asked {
        /// So many people are too many.
        employees_below: Option<u32>,
        /// So much revenue a year is too much.
        revenue_below: Option<Yuan>,
    },
}

/// An amount in its wording.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Sum {
    /// In yuan (元).
    pub amount: Yuan,
    /// How the document words it.
    pub wording: Wording,
}

impl Sum {
    fn of(amount: &Amount) -> Sum {
        Sum { amount: amount.amount, wording: amount.wording }
    }
}

/// Where a figure stands, an object with one key on the wire, or `"table"`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The clause for a batch, where the city has them, and the levels that have it in common.
    Clause {
        /// The batch; `null` where the city has none.
        batch: Option<Batch>,
        /// The levels.
        levels: Vec<Level>,
    },
    /// A benefit, by its id.
    Benefit(String),
    /// A stage, or a window of one batch.
    Stage {
        /// What happens.
        kind: StageKind,
        /// For which batch; `null` for all.
        batch: Option<Batch>,
    },
    /// A condition of eligibility.
    Condition(ConditionKind),
    /// The table as a whole.
    Table,
}

/// A figure that is another one in each of two tables; `None` where a table has no such figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Difference {
    /// Where it stands.
    pub place: Place,
    /// What it was.
    pub then: Option<Figure>,
    /// What it is.
    pub now: Option<Figure>,
}

/// The figures in which two tables differ: clauses, benefits, windows, conditions, the table as a whole.
pub fn differences(then: &Policy, now: &Policy) -> Vec<Difference> {
    let mut all = Vec::new();
    clauses(then, now, &mut all);
    benefits(then, now, &mut all);
    stages(then, now, &mut all);
    for &kind in ConditionKind::ALL {
        add(&mut all, &Place::Condition(kind), [asked(then, kind)], [asked(now, kind)]);
    }
    add(&mut all, &Place::Table, of_table(then), of_table(now));
    all
}

/// Adds the figures of a place that differ.
fn add<const N: usize>(all: &mut Vec<Difference>, place: &Place, then: [Option<Figure>; N], now: [Option<Figure>; N]) {
    let differ = then.into_iter().zip(now).filter(|(then, now)| then != now);
    all.extend(differ.map(|(then, now)| Difference { place: place.clone(), then, now }));
}

/// Batch by batch, with the levels put together that differ in the same way.
fn clauses(then: &Policy, now: &Policy, all: &mut Vec<Difference>) {
    let mut batches = then.batch_axis();
    batches.extend(now.batch_axis().into_iter().filter(|batch| !then.batch_axis().contains(batch)));
    for batch in batches {
        let start = all.len();
        for level in Level::ALL {
            let mut of_level = Vec::new();
            let place = Place::Clause { batch, levels: vec![level] };
            add(&mut of_level, &place, figures(then, batch, level), figures(now, batch, level));
            for one in of_level {
                let known = all.iter_mut().skip(start).find(|known| known.then == one.then && known.now == one.now);
                match known.map(|known| &mut known.place) {
                    Some(Place::Clause { levels, .. }) => levels.push(level),
                    _ => all.push(one),
                }
            }
        }
    }
}

/// What the clause for a batch and level says; nothing where no clause pays, or the table has none to choose.
fn figures(policy: &Policy, batch: Option<Batch>, level: Level) -> [Option<Figure>; 6] {
    const NONE: [Option<Figure>; 6] = [const { None }; 6];
    if !policy.batch_axis().contains(&batch) {
        return NONE;
    }
    let Ok(terms) = Terms::resolve(policy, level, batch, None) else { return NONE };
    let Subsidy::Published { default: Some(reading), gap, .. } = &terms.subsidy else { return NONE };
    let clause = reading.clause;
    let set = |set: Categories| set.iter().collect::<Vec<_>>();
    [
        Some(rate(&clause.rate)),
        clause.cap.as_ref().map(|cap| Figure::Cap(Sum::of(cap))),
        clause.base_limit.as_ref().map(|limit| Figure::BaseLimit(Sum::of(limit))),
        Some(Figure::Base(set(terms.counted))),
        Some(set(terms.wide)).filter(|wide| !wide.is_empty()).map(Figure::Wide),
        gap.and_then(|gap| gap.read_as).map(Figure::ReadAs),
    ]
}

fn rate(share: &Share) -> Figure {
    Figure::Rate { rate: share.rate, wording: share.wording }
}

fn benefits(then: &Policy, now: &Policy, all: &mut Vec<Difference>) {
    let added = now.benefits.iter().filter(|one| then.benefit(&one.id).is_none());
    for id in then.benefits.iter().chain(added).map(|benefit| &benefit.id) {
        let of = |policy: &Policy| policy.benefit(id).map_or([const { None }; 6], of_benefit);
        add(all, &Place::Benefit(id.clone()), of(then), of(now));
    }
}

/// The figures of a benefit that stand apart from clauses.
fn of_benefit(benefit: &Benefit) -> [Option<Figure>; 6] {
    let award = |amount: &Amount| Some(Figure::Award(Sum::of(amount)));
    let cap = |amount: &Amount| Some(Figure::Cap(Sum::of(amount)));
    let payee = Some(Figure::Payee(benefit.payee));
    match &benefit.gives {
        Gives::SpendShare(_) => [None, None, None, None, None, payee],
        Gives::Reimbursement(one) => {
            let pool = one.pool.as_ref().map(|pool| Figure::Pool(Sum::of(pool)));
            [None, cap(&one.cap), None, pool, Some(Figure::Base(one.base.clone())), payee]
        }
        Gives::LumpSum(one) => {
            let per = Figure::Per { per: one.per, once: one.once };
            [award(&one.amount), None, None, None, Some(per), payee]
        }
        Gives::Matching(one) => [None, cap(&one.cap), Some(rate(&one.rate)), None, None, payee],
        Gives::ProgrammeFee(one) => [award(&one.amount), None, None, None, None, payee],
        Gives::WithoutFigure(one) => [Some(Figure::Promised(one.promised)), None, None, None, None, payee],
        Gives::Unpublished(_) => [Some(Figure::Unpublished), None, None, None, None, payee],
    }
}

/// Of each kind and batch: windows that are the same in both tables are left out, the rest is put side by side.
fn stages(then: &Policy, now: &Policy, all: &mut Vec<Difference>) {
    let mut places: Vec<(StageKind, Option<Batch>)> = Vec::new();
    for stage in then.stages.iter().chain(&now.stages) {
        if !places.contains(&(stage.kind, stage.batch)) {
            places.push((stage.kind, stage.batch));
        }
    }
    for (kind, batch) in places {
        let of = |policy: &Policy| -> Vec<Figure> {
            policy.stages.iter().filter(|stage| (stage.kind, stage.batch) == (kind, batch)).map(period).collect()
        };
        let (mut then, mut now) = (of(then), of(now));
        then.retain(|one| match now.iter().position(|other| other == one) {
            Some(same) => {
                now.remove(same);
                false
            }
            None => true,
        });
        let (mut then, mut now) = (then.into_iter(), now.into_iter());
        loop {
            let pair = ([then.next()], [now.next()]);
            if pair == ([None], [None]) {
                break;
            }
            add(all, &Place::Stage { kind, batch }, pair.0, pair.1);
        }
    }
}

fn period(stage: &Stage) -> Figure {
    Figure::Period { from: stage.from, until: stage.until, before: stage.before }
}

fn asked(policy: &Policy, kind: ConditionKind) -> Option<Figure> {
    let standard = policy.condition(kind)?.standard.as_ref();
    Some(Figure::Asked {
        employees_below: standard.map(|standard| standard.employees_below.0),
        revenue_below: standard.map(|standard| standard.revenue_below),
    })
}

fn of_table(policy: &Policy) -> [Option<Figure>; 5] {
    let day = |dated: &Option<Dated>| dated.as_ref().map(|dated| dated.date);
    [
        day(&policy.validity.from).map(Figure::From),
        day(&policy.validity.until).map(Figure::Until),
        policy.validity.years.as_ref().map(|years| Figure::Years(years.count.0)),
        Some(Figure::Paid(policy.payment.mode)),
        Some(Figure::Stacking(policy.stacking.rule)),
    ]
}
