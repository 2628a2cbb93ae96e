//! The shells: they parse, call and serialise, and judge nothing.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
mod wasm;
