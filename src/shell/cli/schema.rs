//! `subsidy schema`: JSON Schemas, generated from the types.

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use schemars::{Schema, schema_for};

use super::Outcome;
use crate::application::Application;
use crate::compare::Comparison;
use crate::estimate::Estimate;
use crate::policy::Policy;

#[derive(Args)]
pub(super) struct Arguments {
    /// Which part of the contract
    part: Part,
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// A policy table: `policies/<id>/policy.json`
    Policy,
    /// An application: the input
    Application,
    /// An estimate: the output
    Estimate,
    /// A comparison: the output of `compare`
    Comparison,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let schema: Schema = match arguments.part {
        Part::Policy => schema_for!(Policy),
        Part::Application => schema_for!(Application),
        Part::Estimate => schema_for!(Estimate),
        Part::Comparison => schema_for!(Comparison),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
