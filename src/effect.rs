//! What another table makes of known cases: the golden examples, one by one.

use serde::Serialize;

use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::estimate::{self, Outcome, Status};
use crate::json::Value;
use crate::money::Yuan;
use crate::terms::Range;

/// A case with a name, of `examples.json`.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its name there.
    pub name: String,
    /// What is asked.
    pub application: Application,
}

/// The examples of a file that state a whole application: those that are there to be refused as none are left out.
pub fn examples(file: &Value) -> Vec<Example> {
    let Value::List(all) = file else { return Vec::new() };
    let read = |example: &Value| {
        let name = example.get("name").and_then(Value::as_text).unwrap_or_default().to_owned();
        Some(Example { name, application: Application::read(example.get("application")?).ok()? })
    };
    all.iter().filter_map(read).collect()
}

/// What a table gives for a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Given {
    /// The kind of answer.
    pub outcome: Outcome,
    /// Where the day stands in the document's term.
    pub status: Status,
    /// The grant; `null` where no rate is published.
    pub grant: Option<Range>,
    /// The awards that the case names.
    pub awards: Vec<GivenAward>,
}

/// An award of a case.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct GivenAward {
    /// The benefit's id.
    pub benefit: String,
    /// In yuan (元); `null` where there is no figure.
    pub amount: Option<Yuan>,
}

/// A case under two tables; where a table refuses it, the error's code stands in the place of an answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Effect {
    /// The example's name.
    pub name: String,
    /// Whether the two tables answer differently.
    pub changed: bool,
    /// What the one gives.
    pub then: Option<Given>,
    /// Why the one gives nothing.
    pub then_refused: Option<&'static str>,
    /// What the other gives.
    pub now: Option<Given>,
    /// Why the other gives nothing.
    pub now_refused: Option<&'static str>,
}

/// The same case under two tables; a day that it does not state is `today`.
pub fn effect(then: &Table, now: &Table, example: &Example, today: Date) -> Effect {
    let (before, after) = (given(then, &example.application, today), given(now, &example.application, today));
    let refused = |given: &Result<Given, Error>| given.as_ref().err().map(|error| error.code().as_str());
    let (then_refused, now_refused) = (refused(&before), refused(&after));
    let (then, now) = (before.ok(), after.ok());
    let changed = then != now || then_refused != now_refused;
    Effect { name: example.name.clone(), changed, then, then_refused, now, now_refused }
}

fn given(table: &Table, application: &Application, today: Date) -> Result<Given, Error> {
    let estimate = estimate::estimate(table, application, application.as_of.unwrap_or(today))?;
    let award = |award: &estimate::AwardLine| GivenAward { benefit: award.benefit.into(), amount: award.amount };
    Ok(Given {
        outcome: estimate.outcome,
        status: estimate.policy.status,
        grant: estimate.grant,
        awards: estimate.awards.iter().map(award).collect(),
    })
}
