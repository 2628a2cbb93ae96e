//! `subsidy`: the calculator on the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    subsidy::cli::run()
}
