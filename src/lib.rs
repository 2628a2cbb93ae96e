#![doc = include_str!("../README.md")]

// In the order of the flow: every arrow points up this list (tests/architecture.rs).
pub mod error;
pub mod json;
pub mod money;
pub mod date;
pub mod policy;
pub mod application;
pub mod catalog;
pub mod terms;
pub mod estimate;
pub mod notes;
pub mod compare;
#[cfg(feature = "native")]
pub mod check;
#[cfg(feature = "native")]
pub mod programme;
pub mod strings;
pub mod present;
#[cfg(feature = "native")]
pub mod wire;
mod shell;

#[cfg(feature = "cli")]
pub use shell::cli;
