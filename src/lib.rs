#![doc = include_str!("../README.md")]

// In the order of the flow: every arrow points up this list (tests/architecture.rs).
pub mod application;
#[cfg(any(feature = "native", feature = "sheets"))]
pub mod budget;
#[cfg(any(feature = "desk", feature = "sheets"))]
pub mod bulk;
pub mod calendar;
pub mod catalog;
#[cfg(feature = "native")]
pub mod check;
pub mod compare;
pub mod curve;
pub mod date;
#[cfg(any(feature = "native", feature = "sheets"))]
pub mod demand;
#[cfg(feature = "desk")]
pub mod difference;
#[cfg(feature = "desk")]
pub mod draft;
#[cfg(feature = "desk")]
pub mod effect;
pub mod eligibility;
pub mod error;
pub mod estimate;
pub mod json;
#[cfg(feature = "sheets")]
pub mod list;
pub mod money;
pub mod notes;
pub mod policy;
#[cfg(feature = "sheets")]
pub mod portfolio;
pub mod present;
#[cfg(any(feature = "native", feature = "sheets"))]
pub mod programme;
#[cfg(any(feature = "desk", feature = "sheets"))]
pub mod quote;
#[cfg(any(feature = "native", feature = "sheets"))]
pub mod scenario;
#[cfg(feature = "desk")]
pub mod seal;
#[cfg(feature = "sheets")]
pub mod sheets;
mod shell;
#[cfg(feature = "sheets")]
pub mod shift;
#[cfg(feature = "sheets")]
pub mod simulate;
pub mod solve;
pub mod strings;
pub mod terms;
pub mod timeline;
#[cfg(feature = "native")]
pub mod wire;

#[cfg(feature = "cli")]
pub use shell::cli;
