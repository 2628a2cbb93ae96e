//! The command line: parses, calls and prints.

mod batch;
mod budget;
mod check;
mod diff;
mod estimate;
mod output;
mod policies;
mod portfolio;
mod progress;
mod quote;
mod rates;
mod schema;
#[cfg(feature = "server")]
mod serve;
mod simulate;
mod solve;
mod take;
mod target;
mod timeline;
mod verify;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::catalog::{self, Catalog};
use crate::date::Date;
use crate::error::{Code, Error};
use crate::shell::clock::today;
use crate::strings::{Language, Strings};

/// What a run ends with, short of success.
enum Failure {
    /// The contract's error: one compact JSON line, exit status 2.
    Error(Error),
    /// The contract's error behind a sentence that says more: which file, which column.
    At(String, Error),
    /// What the contract has no code for, such as the operating system's: a sentence, exit status 2.
    Told(String),
    /// Whoever reads the output has enough of it: a quiet end.
    Closed,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Error(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::Closed,
            _ => Failure::Told(error.to_string()),
        }
    }
}

impl From<catalog::Failure> for Failure {
    fn from(failure: catalog::Failure) -> Self {
        let words = failure.to_string();
        match failure.cause {
            Ok(error) => Failure::At(words, error),
            Err(_) => Failure::Told(words),
        }
    }
}

type Outcome = Result<ExitCode, Failure>;

#[derive(Parser)]
#[command(
    name = "subsidy",
    version,
    about = "Subsidy calculator for China's SME digital-transformation pilot cities (中小企业数字化转型城市试点补助测算)",
    after_help = "Examples:
  subsidy estimate --policy nanchang --batch 1 --level 2 --spend software=30万 --spend cloud=50000
  echo '{\"policy\":\"wuhan\",\"level\":3,\"spend\":[{\"category\":\"software\",\"amount\":\"800000\"}]}' | subsidy estimate --json
  subsidy compare --policy hebi --spend software=60万
  subsidy solve --policy nanchang --batch 1 --level 2 --spend software=30万 --grant 40万
  subsidy quote --json offer.json
  subsidy batch enterprises.csv -o grants.csv
  subsidy budget --policy nanchang
  subsidy budget --policy nanchang --portfolio enterprises.xlsx
  subsidy check policies --sources ../shared/sources
  subsidy diff policies/wuhan drafts/wuhan
  subsidy rates --policy nanchang --html
  subsidy verify 'https://…#subsidy=1&…' 7K2M-Q0XA-9D4T
  subsidy timeline --policy hebi --ics hebi.ics
  subsidy serve --www dist"
)]
struct Arguments {
    /// Use the policy tables in this directory instead of the built-in ones
    #[arg(long, global = true, value_name = "DIR")]
    policies: Option<PathBuf>,
    /// Language of readable output: zh-CN, zh-Hant or en (default: from LANG, else zh-CN)
    #[arg(long, global = true, value_name = "LANG", value_parser = asked_language)]
    lang: Option<Language>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Estimate one enterprise's grant and net cost, with every step
    Estimate(estimate::Arguments),
    /// The same application at every batch and level
    Compare(estimate::Arguments),
    /// How much spend a wanted grant needs, and from where on more spend adds nothing
    Solve(solve::Arguments),
    /// A provider's offer: tax, grant and net cost of each package, and the highest price for a net budget
    Quote(quote::Arguments),
    /// Many applications: NDJSON or CSV in, the same out, in the same order
    Batch(batch::Arguments),
    /// A city's programme: budget lines, and whether the money suffices, also under a scenario
    Budget(budget::Arguments),
    /// Check policy tables: figures against wordings, coverage, references, and wordings against sources
    Check(check::Arguments),
    /// In what two policy tables differ, and what that makes of every example: exit status 1 where they do
    Diff(diff::Arguments),
    /// The policy tables at hand
    Policies(policies::Arguments),
    /// Rates, caps and worked amounts as a fixed table, on the terminal or as HTML
    Rates(rates::Arguments),
    /// Recompute the verification code of a link or an application: exit status 0 where it matches, 1 where it does not, 2 where it cannot be recomputed
    Verify(verify::Arguments),
    /// A city's windows against the day, when the money comes, and the same for a calendar
    Timeline(timeline::Arguments),
    /// The JSON Schema of a part of the contract, generated from the types
    Schema(schema::Arguments),
    /// The same answers over HTTP, with the page and a form that needs no script
    #[cfg(feature = "server")]
    Serve(serve::Arguments),
}

/// What every command works with.
struct Context {
    policies: Option<PathBuf>,
    language: Language,
    today: Date,
}

impl Context {
    fn catalog(&self) -> Result<Catalog, Failure> {
        let loaded = match &self.policies {
            Some(directory) => Catalog::from_directory(directory),
            None => Catalog::embedded(),
        };
        Ok(loaded?)
    }

    fn strings(&self) -> Result<Strings, Failure> {
        Ok(Strings::embedded(self.language)?)
    }
}

/// A language that was asked for by name: another one is not made up.
fn asked_language(tag: &str) -> Result<Language, String> {
    const KNOWN: [&str; 5] = ["zh-CN", "zh-Hant", "zh-TW", "zh-HK", "en"];
    if KNOWN.contains(&tag) || tag.starts_with("en-") {
        return Ok(Language::nearest(tag));
    }
    Err(format!("allowed: {}, en-*", KNOWN.join(", ")))
}

/// The language of the environment, or the nearest one.
fn language_around() -> Language {
    let tag = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    // `zh_TW.UTF-8` to `zh-TW`.
    Language::nearest(&tag.split('.').next().unwrap_or_default().replace('_', "-"))
}

/// Runs the command line of this process.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let language = arguments.lang.unwrap_or_else(language_around);
    let context = Context { policies: arguments.policies, language, today: today() };
    let outcome = match &arguments.command {
        Command::Estimate(arguments) => estimate::run(&context, arguments),
        Command::Compare(arguments) => estimate::run_compare(&context, arguments),
        Command::Solve(arguments) => solve::run(&context, arguments),
        Command::Quote(arguments) => quote::run(&context, arguments),
        Command::Batch(arguments) => batch::run(&context, arguments),
        Command::Budget(arguments) => budget::run(&context, arguments),
        Command::Check(arguments) => check::run(&context, arguments),
        Command::Diff(arguments) => diff::run(&context, arguments),
        Command::Policies(arguments) => policies::run(&context, arguments),
        Command::Rates(arguments) => rates::run(&context, arguments),
        Command::Verify(arguments) => verify::run(&context, arguments),
        Command::Timeline(arguments) => timeline::run(&context, arguments),
        Command::Schema(arguments) => schema::run(arguments),
        #[cfg(feature = "server")]
        Command::Serve(arguments) => serve::run(&context, arguments),
    };
    match outcome {
        Ok(status) => return status,
        Err(Failure::Closed) => return ExitCode::SUCCESS,
        Err(Failure::Error(error)) => tell(&output::error_line(&error)),
        Err(Failure::At(words, error)) => tell(&format!("subsidy: {words}\n{}", output::error_line(&error))),
        Err(Failure::Told(words)) => tell(&format!("subsidy: {words}")),
    }
    ExitCode::from(2)
}

/// Writes to standard error, where there is one: a failure to tell is no failure of the run.
fn tell(text: &str) {
    let _ = writeln!(io::stderr(), "{text}");
}

/// A whole number as the contract writes it: digits alone, none of them idle.
fn whole(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    plain.then(|| text.parse().ok()).flatten()
}

/// An error about a command-line argument, told in the contract's form.
fn argument_error(code: Code, path: &str, found: &str) -> Error {
    crate::application::refuse(code, path, found)
}
