//! `cargo xtask`: builds, serves, tests and measures the calculator.

mod applications;
mod bench;
mod build;
mod licences;
mod project;
mod serve;
mod setup;
mod tally;
mod test;
mod twice;
mod weight;

use std::process::ExitCode;

use bench::Length;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Builds, serves, tests and measures the calculator", version = None)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Builds the page and opens it, from this machine alone
    Serve {
        /// The port to listen on; the next free one is taken where it is busy
        #[arg(long, default_value_t = 8080)]
        port: u16,
        /// Prints the address without opening a browser
        #[arg(long)]
        no_open: bool,
    },
    /// Runs every test, real browsers included
    Test {
        /// The long runs in full, and the benchmark's reaches held
        #[arg(long)]
        full: bool,
    },
    /// Installs what building and testing need and this machine lacks
    Setup,
    /// Lays out dist/, the folder that a webmaster copies, and prints the page's weight
    Dist,
    /// Measures speed and weight against a yardstick each, and prints one table
    Bench {
        /// Few turns: shows that it runs, and about how fast
        #[arg(long)]
        short: bool,
        /// Memory over ten million rows of CSV too
        #[arg(long, conflicts_with = "short")]
        full: bool,
    },
    /// Writes seeded random applications, about a fifth of them invalid, one a line
    Applications {
        /// How many
        #[arg(long, default_value_t = 1000)]
        count: u64,
        /// The same seed gives the same lines
        #[arg(long, default_value_t = applications::SEED)]
        seed: u64,
        /// Leaves the invalid ones out
        #[arg(long)]
        valid: bool,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Serve { port, no_open } => serve::run(port, !no_open),
        Command::Test { full } => return test::run(full),
        Command::Setup => setup::for_tests(),
        Command::Dist => build::page().and_then(|()| weight::print()),
        Command::Bench { short: true, .. } => bench::run(Length::Short),
        Command::Bench { full: true, .. } => bench::run(Length::Full),
        Command::Bench { .. } => bench::run(Length::Usual),
        Command::Applications { count, seed, valid } => applications::write(count, seed, valid),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}
