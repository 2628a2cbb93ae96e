//! A city's programme: its budget lines, and whether the pool for the transformation of enterprises holds.
//!
//! An overrun is a flag on the programme: it never cuts what one enterprise is paid.

use crate::catalog::Table;
use crate::date::Date;
use crate::demand::{self, Demand, ScenarioDemand};
use crate::error::{Error, Params};
use crate::estimate::{Cited, PolicyId, identify, status};
use crate::json::words;
use crate::money::{Rate, Yuan};
use crate::policy::{Amount, Citation, Gives, Policy, Wording};
use crate::programme::{self, Axes, Overflow, Pool, Programme};
use crate::scenario::Scenario;

words! {
    /// What has to be known of a programme.
    pub enum FlagCode (UnknownValue) {
        /// The document does not print the money in all.
        TotalNotPublished = "total_not_published",
        /// The document publishes no rate, so there is no demand.
        RateNotPublished = "rate_not_published",
        /// The document does not print the money for the transformation of enterprises.
        PoolNotPublished = "pool_not_published",
        /// The document does not print what the demand needs: how many enterprises have which terms.
        CountsNotPublished = "counts_not_published",
        /// At the caps a pool does not suffice. `pool`, `at_caps`, `amount`, `shortfall`.
        PoolOverrun = "pool_overrun",
        /// Under the scenario the pool does not suffice. `demand`, `amount`, `shortfall`.
        ScenarioOverrun = "scenario_overrun",
        /// The document does not say what happens when a pool is used up. `pool`.
        OverflowUnstated = "overflow_unstated",
        /// Money may be moved between lines.
        LinesAdjustable = "lines_adjustable",
        /// A printed number is more than what it is a part of. `measure`, `part_of`, `district`, `industry`, `found`,
        /// `whole`.
        MoreThanWhole = "more_than_whole",
    }
}

/// A flag on the programme.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Flag {
    /// What it is about: stable.
    pub code: FlagCode,
    /// What it speaks of.
    #[cfg_attr(feature = "native", schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub params: Params,
}

/// Where money comes from.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Fund<'p> {
    /// The fund's id.
    pub id: &'p str,
    /// In yuan (元); `null` where the document does not print it.
    pub amount: Option<Yuan>,
    /// How the document words it; `null` without an amount.
    pub wording: Option<Wording>,
    /// Where it stands.
    pub citation: Option<Cited<'p>>,
}

/// A fee for each of a number of enterprises.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Fee<'p> {
    /// For one, in yuan (元).
    pub amount: Yuan,
    /// How the document words it.
    pub wording: Wording,
    /// For how many it was reckoned.
    pub count: u32,
    /// Where it stands.
    pub citation: Cited<'p>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Part<'p> {
    /// The part's id.
    pub id: &'p str,
    /// In yuan (元).
    pub amount: Yuan,
    /// How the document words it.
    pub wording: Wording,
    /// Where it stands.
    pub citation: Cited<'p>,
}

/// A line of the budget.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Line<'p> {
    /// The line's id.
    pub id: &'p str,
    /// In yuan (元); `null` where the document does not print it.
    pub amount: Option<Yuan>,
    /// How the document words it; `null` without an amount.
    pub wording: Option<Wording>,
    /// Its share of the total as printed; `null` where none is, or only a joint one.
    pub share: Option<Rate>,
    /// Where it stands.
    pub citation: Option<Cited<'p>>,
    /// The fee that it is reckoned from; `null` where it is from none.
    pub fee: Option<Fee<'p>>,
    /// Its parts.
    pub parts: Vec<Part<'p>>,
}

/// A city's programme.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Budget<'p> {
    /// The policy table.
    pub policy: PolicyId<'p>,
    /// The money in all, in yuan (元); `null` where the document does not print it.
    pub total: Option<Yuan>,
    /// Where it comes from.
    pub funds: Vec<Fund<'p>>,
    /// What it is for, in the document's order.
    pub lines: Vec<Line<'p>>,
    /// What the transformation of enterprises asks of its pool; `null` where the document does not give what it needs.
    pub demand: Option<Demand>,
    /// The same under a scenario; absent where none was given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<ScenarioDemand>,
    /// What has to be known.
    pub flags: Vec<Flag>,
}

/// The programme of a document, and what it has to meet.
///
/// # Errors
/// Of a scenario: `missing_field` for `groups` where the document plans no numbers by batch, and for the level of a
/// group where it decides; `batch_required`, `unknown_batch` and `own_terms_not_allowed` as for an application.
/// `overflow` where a number of enterprises times an amount is beyond exact arithmetic.
pub fn budget<'p>(
    table: &'p Table,
    programme: &'p Programme,
    scenario: Option<&Scenario>,
    as_of: Date,
) -> Result<Budget<'p>, Error> {
    let policy = &table.policy;
    let demand = demand::at_caps(policy, programme)?;
    let under = scenario.map(|scenario| demand::under(policy, programme, scenario)).transpose()?;
    let total = total(programme)?;
    Ok(Budget {
        policy: identify(table, status(policy, as_of)),
        total,
        funds: programme.funds.iter().map(|fund| money(policy, fund)).collect(),
        lines: programme.lines.iter().map(|one| line(policy, programme, one)).collect(),
        flags: flags(policy, programme, total, demand.as_ref(), under.as_ref())?,
        demand,
        scenario: under,
    })
}

/// The total as printed, or of the funds that the document says are all of the money.
fn total(programme: &Programme) -> Result<Option<Yuan>, Error> {
    match (&programme.total, &programme.whole) {
        (Some(total), _) => Ok(Some(total.amount)),
        (None, None) => Ok(None),
        (None, Some(_)) => programme.funds.iter().try_fold(Some(Yuan::ZERO), |sum, fund| {
            sum.zip(fund.amount.as_ref()).map(|(sum, amount)| sum.plus(amount.amount)).transpose()
        }),
    }
}

fn stated<'p>(
    policy: &'p Policy,
    amount: Option<&'p Amount>,
    mentioned: Option<&'p Citation>,
) -> (Option<Yuan>, Option<Wording>, Option<Cited<'p>>) {
    let citation = amount.map(|amount| &amount.citation).or(mentioned);
    let citation = citation.map(|citation| Cited::new(policy, citation));
    (amount.map(|amount| amount.amount), amount.map(|amount| amount.wording), citation)
}

fn money<'p>(policy: &'p Policy, fund: &'p programme::Fund) -> Fund<'p> {
    let (amount, wording, citation) = stated(policy, fund.amount.as_ref(), fund.mentioned.as_ref());
    Fund { id: &fund.id, amount, wording, citation }
}

fn line<'p>(policy: &'p Policy, programme: &'p Programme, line: &'p programme::Line) -> Line<'p> {
    let alone = |joint: &&programme::Joint| {
        joint.fund.is_none() && joint.lines == [line.id.as_str()] && joint.share.wording == Wording::Exact
    };
    let (amount, wording, citation) = stated(policy, line.amount.as_ref(), line.mentioned.as_ref());
    let part = |part: &'p programme::Part| Part {
        id: &part.id,
        amount: part.amount.amount,
        wording: part.amount.wording,
        citation: Cited::new(policy, &part.amount.citation),
    };
    let fee = |fee: &'p programme::UnitFee| Fee {
        amount: fee.amount.amount,
        wording: fee.amount.wording,
        count: fee.count.count.0,
        citation: Cited::new(policy, &fee.amount.citation),
    };
    Line {
        id: &line.id,
        amount,
        wording,
        share: programme.shares.iter().find(alone).map(|joint| joint.share.rate),
        citation,
        fee: line.fee.as_ref().map(fee),
        parts: line.parts.iter().map(part).collect(),
    }
}

fn flags(
    policy: &Policy,
    programme: &Programme,
    total: Option<Yuan>,
    demand: Option<&Demand>,
    under: Option<&ScenarioDemand>,
) -> Result<Vec<Flag>, Error> {
    let mut flags = Vec::new();
    let mut add = |code, params| flags.push(Flag { code, params });
    if total.is_none() {
        add(FlagCode::TotalNotPublished, Params::default());
    }
    if policy.spend_share().is_none() {
        add(FlagCode::RateNotPublished, Params::default());
    } else {
        if demand::pool(policy, programme).is_none() {
            add(FlagCode::PoolNotPublished, Params::default());
        }
        if demand::counts(policy, programme)?.is_none() {
            add(FlagCode::CountsNotPublished, Params::default());
        }
    }
    for pool in &programme.pools {
        let at_caps = match demand {
            Some(demand) if demand::pool(policy, programme) == Some(pool) => Some(demand.at_caps),
            _ => reimbursed(policy, programme, pool)?,
        };
        if let Some((at_caps, amount)) =
            at_caps.zip(demand::amount(programme, pool)).filter(|(at_caps, amount)| at_caps > amount)
        {
            let params = Params::default().with("pool", &*pool.id).with("at_caps", at_caps).with("amount", amount);
            add(FlagCode::PoolOverrun, params.with("shortfall", at_caps.minus(amount)?));
        }
        match pool.overflow {
            Overflow::Unstated => add(FlagCode::OverflowUnstated, Params::default().with("pool", &*pool.id)),
        }
    }
    if let Some((demand, amount)) = under.and_then(|under| Some((under.demand?.amount, under.pool?)))
        && demand > amount
    {
        let params = Params::default().with("demand", demand).with("amount", amount);
        add(FlagCode::ScenarioOverrun, params.with("shortfall", demand.minus(amount)?));
    }
    if programme.adjustable.is_some() {
        add(FlagCode::LinesAdjustable, Params::default());
    }
    for excess in programme.excesses() {
        let Axes { measure, district, industry, .. } = &excess.axes;
        let text = |id: &Option<String>| id.clone().unwrap_or_default();
        let params = Params::default().with("measure", text(measure)).with("part_of", excess.part_of);
        let params = params.with("district", text(district)).with("industry", text(industry));
        add(
            FlagCode::MoreThanWhole,
            params.with("found", i64::from(excess.found)).with("whole", i64::from(excess.whole)),
        );
    }
    Ok(flags)
}

/// What a pool that pays a fee back has to meet, if each enterprise planned is paid the cap.
fn reimbursed(policy: &Policy, programme: &Programme, pool: &Pool) -> Result<Option<Yuan>, Error> {
    let [only] = pool.shared_by.as_slice() else { return Ok(None) };
    let Some(Gives::Reimbursement(back)) = policy.benefit(only).map(|benefit| &benefit.gives) else { return Ok(None) };
    let count = pool.measure.as_deref().and_then(|measure| programme.planned(&Axes::of(measure)));
    count.map(|count| back.cap.amount.times(count)).transpose()
}
