//! The page of a programme: what its document says, what is assumed of it, and whether that can be computed.

use crate::budget::{FlagCode, budget};
use crate::catalog::Table;
use crate::curve::{round, round_step};
use crate::date::Date;
use crate::demand;
use crate::error::{Code, Error, Params};
use crate::money::{Rate, Yuan};
use crate::policy::{Level, Policy};
use crate::present::budget::form::BudgetForm;
use crate::present::budget::plans::plans;
use crate::present::budget::shown::{AmountField, BudgetPage, CountField, ScenarioView, Slider};
use crate::present::budget::typed::{self, Assumed};
use crate::present::budget::view;
use crate::present::fields::{FieldError, read_as};
use crate::present::voice::{Voice, group, key};
use crate::programme::Programme;
use crate::simulate::{Runs, Simulation};
use crate::solve::Bound;
use crate::strings::Strings;
use crate::terms::Terms;

/// What the page of a programme shows for a form as typed, and its simulation where it can begin.
///
/// # Errors
/// `overflow`, which amounts of the contract's range never reach.
pub fn page(
    table: &Table,
    programme: &Programme,
    form: &BudgetForm,
    as_of: Date,
    strings: &Strings,
) -> Result<(BudgetPage, Option<Simulation>), Error> {
    let voice = Voice { strings, policy: &table.policy };
    let teller = Teller { voice, programme };
    let mut assumed = typed::assumed(form, programme, &voice);
    let printed = budget(table, programme, None, as_of)?;
    let scenario = teller.scenario(table, form, &mut assumed, as_of)?;
    let mut wants: Vec<String> = assumed.wants.iter().map(|want| teller.want(want)).collect();
    let simulation = assumed.simulation.take().filter(|asked| teller.begins(asked, &mut assumed.errors, &mut wants));
    let money = demand::pool(voice.policy, programme).and_then(|pool| demand::amount(programme, pool));
    let own = voice.policy.spend_share().is_none();
    let page = BudgetPage {
        budget: view(table, programme, &printed, strings),
        plans: plans(voice, programme),
        own,
        pool: match money {
            Some(amount) => voice.say("desk.budget.pool_printed", &Params::default().with("amount", amount)),
            None => voice.word("desk.budget.pool_unprinted"),
        },
        counts: teller.counts(),
        levels: if own { Vec::new() } else { assumed.reached.fields(None, &voice) },
        level_decides: level_decides(voice.policy),
        sum: assumed.reached.sum(None, &voice),
        batches: if own { Vec::new() } else { assumed.reached.batches(&voice) },
        slider: slider(voice.policy)?,
        amounts: teller.amounts(form, &assumed),
        errors: assumed.errors,
        scenario,
        ready: simulation.is_some(),
        wants,
    };
    Ok((page, simulation))
}

/// Whether some batch's paid levels have different terms, so that a scenario has to name one.
fn level_decides(policy: &Policy) -> bool {
    policy.batch_axis().into_iter().any(|batch| demand::any_level(policy, batch).is_err())
}

/// Twice the spend from which on no batch and level is paid more: what lies beyond makes no difference.
fn slider(policy: &Policy) -> Result<Slider, Error> {
    const USUAL: Yuan = Yuan::from_yuan(500_000);
    let mut most = Yuan::ZERO;
    for batch in policy.batch_axis() {
        for level in Level::ALL {
            let terms = Terms::resolve(policy, level, batch, None)?;
            for (formula, _) in terms.formulas().into_iter().flatten() {
                let peak = formula.peak()?;
                if matches!(peak.bound, Bound::Cap | Bound::BaseLimit) {
                    most = most.max(peak.spend);
                }
            }
        }
    }
    let most = if most == Yuan::ZERO { USUAL } else { most }.times(2)?;
    let step = round_step(most)?;
    let max = round(step, most)?.last().copied().unwrap_or(most);
    Ok(Slider { max: max.whole(), step: step.share(Rate::percent(5))?.whole() })
}

struct Teller<'t> {
    voice: Voice<'t>,
    programme: &'t Programme,
}

impl Teller<'_> {
    fn want(&self, want: &str) -> String {
        self.voice.word(&key("desk.budget.wants", want))
    }

    fn scenario(
        &self,
        table: &Table,
        form: &BudgetForm,
        assumed: &mut Assumed,
        as_of: Date,
    ) -> Result<ScenarioView, Error> {
        let mut view = ScenarioView::default();
        let Some(scenario) = &assumed.scenario else { return Ok(view) };
        if self.voice.policy.spend_share().is_none() && scenario.own_terms.is_none() {
            view.wants = Some(self.want("own_terms"));
            return Ok(view);
        }
        match budget(table, self.programme, Some(scenario), as_of) {
            Ok(under) => {
                let teller = super::Teller { voice: self.voice, programme: self.programme };
                if let Some(under) = &under.scenario {
                    view.groups = teller.scenario(under);
                    view.rows = view.groups.split_off(under.groups.len());
                }
                let overrun = under.flags.iter().filter(|flag| flag.code == FlagCode::ScenarioOverrun);
                view.flags = overrun.map(|flag| teller.flag(flag)).collect();
            }
            Err(error) if error.code() == Code::MissingField => {
                let level = form.level.is_none() && level_decides(self.voice.policy);
                view.wants = Some(self.want(if level { "level" } else { "groups" }));
            }
            Err(error) => {
                assumed.errors.push(FieldError { field: "counts".into(), text: typed::told(&self.voice, &error) });
            }
        }
        Ok(view)
    }

    /// Whether a simulation can begin; what is wrong with it, or missing, is told.
    fn begins(&self, asked: &Simulation, errors: &mut Vec<FieldError>, wants: &mut Vec<String>) -> bool {
        let Err(error) = Runs::new(self.voice.policy, self.programme, asked) else { return true };
        let path = error.path();
        let last = path.rsplit('.').next().unwrap_or_default();
        match (error.code(), last) {
            (Code::MissingField, "own_terms") => {}
            (Code::MissingField, "levels") => wants.push(self.want("levels")),
            (Code::MissingField, _) => wants.push(self.want("groups")),
            // What they add up to is told beside them.
            (_, "levels") => wants.push(self.want("whole")),
            (_, "runs") => self.limit("runs", &error, errors),
            (_, _) => self.limit("counts", &error, errors),
        }
        false
    }

    fn limit(&self, field: &str, error: &Error, errors: &mut Vec<FieldError>) {
        let text = self.voice.say(&key("desk.budget.limit_of", field), &typed::grouped(error.params()));
        errors.push(FieldError { field: field.to_owned(), text });
    }

    fn counts(&self) -> Vec<CountField> {
        let field = |batch| {
            let planned = demand::planned(self.voice.policy, self.programme, batch);
            let number = planned.map(|count| group(&count.to_string())).unwrap_or_default();
            let hint = match planned {
                Some(_) => self.voice.say("desk.budget.planned", &Params::default().with("count", &*number)),
                None => self.voice.word("desk.budget.unplanned"),
            };
            CountField {
                id: typed::count_field(batch),
                batch: batch.map(crate::policy::Batch::number),
                label: batch.map_or_else(|| self.voice.word("desk.budget.everyone"), |batch| self.voice.batch(batch)),
                planned: number,
                hint,
            }
        };
        self.voice.policy.batch_axis().into_iter().map(field).collect()
    }

    fn amounts(&self, form: &BudgetForm, assumed: &Assumed) -> Vec<AmountField> {
        let typed = |id: &str| match id {
            "pool" => &form.pool,
            "own_cap" => &form.own_cap,
            "spend" => &form.spend,
            "median" => &form.median,
            "p90" => &form.p90,
            "least" => &form.least,
            "likely" => &form.likely,
            _ => &form.most,
        };
        let field = |&(id, amount): &(&'static str, Yuan)| AmountField {
            id,
            at: amount.whole(),
            read_as: read_as(&self.voice, amount, typed(id).as_deref().unwrap_or_default().trim()),
        };
        assumed.amounts.iter().map(field).collect()
    }
}
