#![doc = include_str!("../README.md")]

// In the order of the flow: every arrow points up this list (tests/architecture.rs).
pub mod application;
#[cfg(feature = "native")]
pub mod budget;
pub mod catalog;
#[cfg(feature = "native")]
pub mod check;
pub mod compare;
pub mod date;
#[cfg(feature = "native")]
pub mod demand;
pub mod error;
pub mod estimate;
pub mod json;
pub mod money;
pub mod notes;
pub mod policy;
pub mod present;
#[cfg(feature = "native")]
pub mod programme;
#[cfg(feature = "native")]
pub mod scenario;
mod shell;
pub mod strings;
pub mod terms;
#[cfg(feature = "native")]
pub mod wire;

#[cfg(feature = "cli")]
pub use shell::cli;
