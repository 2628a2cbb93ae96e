//! The shells: they parse, call and serialise, and judge nothing.

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "cli")]
mod clock;
#[cfg(feature = "server")]
mod server;
#[cfg(any(test, all(target_arch = "wasm32", any(feature = "widget", feature = "desk", feature = "sheets"))))]
mod text;
#[cfg(all(target_arch = "wasm32", any(feature = "widget", feature = "desk", feature = "sheets")))]
mod wasm;
