//! `subsidy`: the calculator on the command line.

use std::process::ExitCode;

/// An answer is some seventy small pieces of memory: with this one the server answers an eighth more than with libc's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    subsidy::cli::run()
}
