//! `subsidy budget --simulate`: a programme drawn from what an officer assumes.

use super::estimate::{print, print_json};
use super::output::{heading, line, table};
use super::{Context, Failure, Outcome};
use crate::catalog::Table;
use crate::date::Date;
use crate::json::Value;
use crate::present::budget::Sentences;
use crate::present::simulate::{Figures, SimulationView, view};
use crate::programme::Programme;
use crate::simulate::{Simulation, simulate};
use crate::wire;

/// Reads a simulation; what stands on the command line goes before what stands in the file.
pub(super) fn read(bytes: &[u8], seed: Option<i64>, runs: Option<i64>) -> Result<Simulation, Failure> {
    let mut value = Value::parse(bytes)?;
    if let Value::Object(members) = &mut value {
        for (name, stated) in [("seed", seed), ("runs", runs)] {
            let Some(number) = stated else { continue };
            members.retain(|(known, _)| known != name);
            members.push((name.to_owned(), Value::Int(number)));
        }
    }
    Ok(Simulation::read(&value)?)
}

/// Prints what comes out.
pub(super) fn run(
    context: &Context,
    city: (&Table, &Programme),
    simulation: &Simulation,
    as_of: Date,
    json: bool,
) -> Outcome {
    let (table, programme) = city;
    if json {
        return print_json(&wire::simulate(table, programme, simulation, as_of)?);
    }
    let simulated = simulate(table, programme, simulation, as_of)?;
    print(&text(&view(table, &simulated, &context.strings()?)?))
}

fn text(view: &SimulationView) -> String {
    let mut out = String::new();
    line(&mut out, &view.title);
    line(&mut out, &view.document);
    out.push('\n');
    line(&mut out, &view.headline);
    view.explain.iter().for_each(|sentence| line(&mut out, sentence));
    sentences(&mut out, &view.assumed);
    figures(&mut out, &view.demand);
    view.windows.iter().for_each(|windows| figures(&mut out, &windows.table));
    sentences(&mut out, &view.flags);
    out.push('\n');
    line(&mut out, &view.foot);
    out
}

fn sentences(out: &mut String, told: &Sentences) {
    if !told.sentences.is_empty() {
        heading(out, &told.title);
        told.sentences.iter().for_each(|sentence| line(out, &["  - ", sentence].concat()));
    }
}

fn figures(out: &mut String, figures: &Figures) {
    heading(out, &figures.caption);
    let rows: Vec<_> = std::iter::once(&figures.columns).chain(&figures.rows).cloned().collect();
    table(out, &rows, 1);
}
