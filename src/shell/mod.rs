//! The shells: they parse, call and serialise, and judge nothing.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(any(test, all(target_arch = "wasm32", feature = "widget")))]
mod text;
#[cfg(all(target_arch = "wasm32", feature = "widget"))]
mod wasm;
