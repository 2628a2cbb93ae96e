//! `subsidy schema`: JSON Schemas, generated from the types.

use std::io::Write as _;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};

use super::Outcome;
use crate::application::Application;
use crate::budget::Budget;
use crate::compare::Comparison;
use crate::estimate::Estimate;
use crate::policy::Policy;
use crate::portfolio::Portfolio;
use crate::present::budget::{BudgetForm, BudgetPage};
use crate::present::curve::CurveView;
use crate::present::draft::{DraftForm, DraftView};
use crate::present::form::Form;
use crate::present::quote::{MatrixView, OfferSheet, QuoteView, TypedOffer};
use crate::present::scenarios::{Scenarios, ScenariosView};
use crate::present::simulate::SimulationView;
use crate::present::solve::SolveView;
use crate::present::timeline::TimelineView;
use crate::present::view::View;
use crate::programme::Programme;
use crate::quote::{Offer, Quote};
use crate::scenario::Scenario;
use crate::simulate::{Simulated, Simulation};
use crate::solve::{Goal, Solution};
use crate::timeline::Timeline;
use crate::wire::Diff;

#[derive(Args)]
pub(super) struct Arguments {
    /// Which part of the contract
    part: Part,
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    /// A policy table: `policies/<id>/policy.json`
    Policy,
    /// A programme table: `policies/<id>/programme.json`
    Programme,
    /// An application: the input
    Application,
    /// An estimate: the output
    Estimate,
    /// A comparison: the output of `compare`
    Comparison,
    /// A goal: the input of `solve`
    Goal,
    /// A solution: the output of `solve`
    Solution,
    /// An offer: the input of `quote`
    Quote,
    /// An offer judged: the output of `quote`
    Offer,
    /// An offer as typed: what the page saves, and `quote FILE` reads
    TypedOffer,
    /// An offer for a person: what the page shows
    QuoteView,
    /// A package at every batch and level
    MatrixView,
    /// The offer on paper
    OfferSheet,
    /// A solution for a person: what the page's panel shows
    SolveView,
    /// The grant over the spend for a person: what the page's panel draws
    CurveView,
    /// A scenario: what a budget is asked for
    Scenario,
    /// A budget: the output of `budget`
    Budget,
    /// A simulation: what `budget --simulate` draws from
    Simulation,
    /// What came out of a simulation: the output of `budget --simulate`
    Simulated,
    /// The same for a person: what the page draws
    SimulationView,
    /// What is assumed of a programme, as typed in: what the page reads
    BudgetForm,
    /// A programme and what is assumed of it: what the page shows
    BudgetPage,
    /// An officer's list against a programme's money: the output of `budget --portfolio`
    Portfolio,
    /// Two tables side by side: the output of `diff`
    Diff,
    /// A draft as typed in: what the desk reads
    DraftForm,
    /// How a draft stands: what it shows
    DraftView,
    /// A form as typed in: what the page, and `/api/v1/views`, ask with
    Form,
    /// A view: what they are answered with
    View,
    /// A time line: the output of `timeline`
    Timeline,
    /// Named forms: what the desk compares
    Scenarios,
    /// What it shows of them
    ScenariosView,
    /// What it shows of a time line
    TimelineView,
}

pub(super) fn run(arguments: &Arguments) -> Outcome {
    let schema = match arguments.part {
        Part::Policy => input::<Policy>(),
        Part::Programme => input::<Programme>(),
        Part::Application => input::<Application>(),
        Part::Estimate => output::<Estimate>(),
        Part::Comparison => output::<Comparison>(),
        Part::Goal => input::<Goal>(),
        Part::Solution => output::<Solution>(),
        Part::Quote => input::<Quote>(),
        Part::Offer => output::<Offer>(),
        Part::TypedOffer => input::<TypedOffer>(),
        Part::QuoteView => output::<QuoteView>(),
        Part::MatrixView => output::<MatrixView>(),
        Part::OfferSheet => output::<OfferSheet>(),
        Part::SolveView => output::<SolveView>(),
        Part::CurveView => output::<CurveView>(),
        Part::Scenario => input::<Scenario>(),
        Part::Budget => output::<Budget>(),
        Part::Simulation => input::<Simulation>(),
        Part::Simulated => output::<Simulated>(),
        Part::SimulationView => output::<SimulationView>(),
        Part::BudgetForm => input::<BudgetForm>(),
        Part::BudgetPage => output::<BudgetPage>(),
        Part::Portfolio => output::<Portfolio>(),
        Part::Diff => output::<Diff>(),
        Part::DraftForm => input::<DraftForm>(),
        Part::DraftView => output::<DraftView>(),
        Part::Form => input::<Form>(),
        Part::View => output::<View>(),
        Part::Timeline => output::<Timeline>(),
        Part::Scenarios => input::<Scenarios>(),
        Part::ScenariosView => output::<ScenariosView>(),
        Part::TimelineView => output::<TimelineView>(),
    };
    let text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

/// What is read: optional fields may be absent.
fn input<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_deserialize().into_generator().into_root_schema_for::<T>()
}

/// What is written: every field is there, if only as `null`.
fn output<T: JsonSchema>() -> Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>()
}
