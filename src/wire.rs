//! JSON text in, JSON text out: what the command line and the server speak.

use serde::Serialize;

use crate::application::Application;
use crate::budget;
use crate::catalog::{Catalog, Table};
use crate::compare;
use crate::date::Date;
#[cfg(feature = "desk")]
use crate::difference::{Difference, differences};
#[cfg(feature = "desk")]
use crate::effect::Effect;
use crate::error::{Code, Error};
use crate::estimate::{self, PolicyId, identify, status};
use crate::json::Value;
use crate::present::{self, form::Form};
use crate::programme::Programme;
#[cfg(feature = "desk")]
use crate::quote::{self, Quote};
use crate::scenario::Scenario;
#[cfg(feature = "sheets")]
use crate::simulate::{self, Simulation};
use crate::solve::{self, Goal};
use crate::strings::{Language, Strings};

/// One application in, one estimate out, as compact JSON.
///
/// # Errors
/// The contract's error, from reading, choosing the table, or judging.
pub fn estimate(catalog: &Catalog, bytes: &[u8], today: Date) -> Result<Vec<u8>, Error> {
    let (application, table, as_of) = open(catalog, &Value::parse(bytes)?, today)?;
    bytes_of(&estimate::estimate(table, &application, as_of)?)
}

/// One application in, its comparison at every batch and level out, as compact JSON.
///
/// # Errors
/// As [`estimate()`].
pub fn compare(catalog: &Catalog, bytes: &[u8], today: Date) -> Result<Vec<u8>, Error> {
    let (application, table, as_of) = open(catalog, &Value::parse(bytes)?, today)?;
    bytes_of(&compare::compare(table, &application, as_of)?)
}

/// A goal in, the spend that a wanted grant needs and the most that there is to have out, as compact JSON.
///
/// # Errors
/// As [`estimate()`], with the paths of the goal: `application.level`.
pub fn solve(catalog: &Catalog, bytes: &[u8], today: Date) -> Result<Vec<u8>, Error> {
    let Goal { application, grant } = Goal::read(&Value::parse(bytes)?)?;
    let as_of = application.as_of.unwrap_or(today);
    let solution =
        catalog.find(&application.policy, as_of).and_then(|table| solve::solve(table, &application, grant, as_of));
    bytes_of(&solution.map_err(solve::of_application)?)
}

/// An offer of a provider's in, its packages judged out, as compact JSON.
///
/// # Errors
/// The contract's error, from reading, choosing the table, or as [`quote::quote`].
#[cfg(feature = "desk")]
pub fn quote(catalog: &Catalog, bytes: &[u8], today: Date) -> Result<Vec<u8>, Error> {
    let offered = Quote::read(&Value::parse(bytes)?)?;
    let as_of = offered.as_of.unwrap_or(today);
    let table = catalog.find(&offered.policy, as_of)?;
    bytes_of(&quote::quote(table, &offered, as_of)?)
}

/// One form as typed in, one view for a person out, as compact JSON: what the module's `answer` gives.
///
/// # Errors
/// The contract's error, from reading, choosing the table, or as [`present::answer`].
pub fn view(catalog: &Catalog, bytes: &[u8], today: Date, strings: &Strings) -> Result<Vec<u8>, Error> {
    let form = Form::read(&Value::parse(bytes)?)?;
    let as_of = form.as_of.unwrap_or(today);
    let table = catalog.find(&form.policy, as_of)?;
    bytes_of(&present::answer(table, &form, as_of, strings)?)
}

/// A programme, and a scenario where there is one, in; its budget out, as compact JSON.
///
/// # Errors
/// As [`budget::budget`].
pub fn budget(
    table: &Table,
    programme: &Programme,
    scenario: Option<&Scenario>,
    as_of: Date,
) -> Result<Vec<u8>, Error> {
    bytes_of(&budget::budget(table, programme, scenario, as_of)?)
}

/// A simulation of a programme in, what came out of it out, as compact JSON.
///
/// # Errors
/// As [`crate::simulate::Runs::new`].
#[cfg(feature = "sheets")]
pub fn simulate(table: &Table, programme: &Programme, simulation: &Simulation, as_of: Date) -> Result<Vec<u8>, Error> {
    bytes_of(&simulate::simulate(table, programme, simulation, as_of)?)
}

/// An answer to one line of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// The bytes of [`estimate()`], or of [`Failed`] with its line; no line break.
    pub bytes: Vec<u8>,
    /// Whether it is an error.
    pub failed: bool,
}

/// One line of a batch in, one answer out; `None` for a blank line. Lines are counted from 1.
pub fn line(catalog: &Catalog, line: &[u8], number: u64, today: Date) -> Option<Answered> {
    const MARK: &[u8] = "\u{feff}".as_bytes();
    let text = if number == 1 { line.strip_prefix(MARK).unwrap_or(line) } else { line };
    let text = text.trim_ascii();
    if text.is_empty() {
        return None;
    }
    Some(match estimate(catalog, text, today) {
        Ok(bytes) => Answered { bytes, failed: false },
        Err(error) => {
            let failed = bytes_of(&Failed { error: &error, line: Some(number) });
            Answered { bytes: failed.unwrap_or_default(), failed: true }
        }
    })
}

/// The tables at hand, as compact JSON.
///
/// # Errors
/// None that a catalog reaches.
pub fn policies(catalog: &Catalog, today: Date) -> Result<Vec<u8>, Error> {
    let entries: Vec<_> = catalog.tables().iter().map(|table| Listed::new(table, today)).collect();
    bytes_of(&entries)
}

/// A table in the list of [`policies`].
#[derive(Serialize, schemars::JsonSchema)]
pub struct Listed<'t> {
    /// Which table.
    #[serde(flatten)]
    pub identity: PolicyId<'t>,
    /// Its folder: the id, and the first day where it replaces an earlier table.
    pub folder: String,
    /// The first day on which it is used; `null` for the first table.
    pub applies_from: Option<Date>,
    /// The place's name.
    pub name: Names<'t>,
    /// The document's title.
    pub document: &'t str,
    /// Whether the document publishes a rate.
    pub publishes_rate: bool,
}

/// A name in every language.
#[derive(Serialize, schemars::JsonSchema)]
pub struct Names<'t> {
    /// 简体中文.
    #[serde(rename = "zh-CN")]
    pub simplified: &'t str,
    /// 繁體中文.
    #[serde(rename = "zh-Hant")]
    pub traditional: &'t str,
    /// English.
    pub en: &'t str,
}

impl Listed<'_> {
    fn new(table: &Table, today: Date) -> Listed<'_> {
        let text = |language: Language| language.of(&table.policy.name);
        Listed {
            identity: identify(table, status(&table.policy, today)),
            folder: table.folder(),
            applies_from: table.policy.applies_from,
            name: Names {
                simplified: text(Language::Simplified),
                traditional: text(Language::Traditional),
                en: text(Language::English),
            },
            document: &table.policy.document.title,
            publishes_rate: table.policy.spend_share().is_some(),
        }
    }
}

/// Two tables side by side.
#[cfg(feature = "desk")]
#[derive(Serialize, schemars::JsonSchema)]
pub struct Diff<'t> {
    /// The one.
    pub then: PolicyId<'t>,
    /// The other.
    pub now: PolicyId<'t>,
    /// The figures in which they differ.
    pub differences: Vec<Difference>,
    /// What that makes of the examples of the one.
    pub examples: Vec<Effect>,
}

/// Two tables in, with the effects on the examples of the one; their differences out, as compact JSON.
///
/// # Errors
/// None that a table reaches.
#[cfg(feature = "desk")]
pub fn diff(then: &Table, now: &Table, examples: Vec<Effect>, today: Date) -> Result<Vec<u8>, Error> {
    bytes_of(&Diff {
        then: identify(then, status(&then.policy, today)),
        now: identify(now, status(&now.policy, today)),
        differences: differences(&then.policy, &now.policy),
        examples,
    })
}

/// Reads an application and finds its table.
///
/// # Errors
/// The contract's error.
pub fn open<'c>(catalog: &'c Catalog, value: &Value, today: Date) -> Result<(Application, &'c Table, Date), Error> {
    let application = Application::read(value)?;
    let as_of = application.as_of.unwrap_or(today);
    let table = catalog.find(&application.policy, as_of)?;
    Ok((application, table, as_of))
}

/// Compact JSON.
///
/// # Errors
/// None that an answer of this crate reaches.
pub fn bytes_of(answer: &impl Serialize) -> Result<Vec<u8>, Error> {
    // Most estimates fit: the buffer need not grow and be copied five times on the way.
    let mut bytes = Vec::with_capacity(4096);
    serde_json::to_writer(&mut bytes, answer).map_err(|_| Error::new(Code::Overflow, ""))?;
    Ok(bytes)
}

/// An error as the contract writes it: `{"error": {…}}`.
#[derive(Serialize)]
pub struct Failed<'e> {
    /// The error.
    pub error: &'e Error,
    /// The line of a batch, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}
