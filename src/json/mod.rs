//! One strict tree and one strict reader, so that every shell refuses the same input with the same words.
//!
//! JSON text (native) and JavaScript objects (browser) both become a [`Value`]; the contract's types are then read
//! from it by `Read`. serde's derived readers do not serve here: they take an array for an object, let unknown keys
//! pass through serde-wasm-bindgen, and name no place.

pub(crate) mod canonical;
mod declare;
mod node;
mod number;
mod read;
#[cfg(feature = "native")]
mod schema;
#[cfg(feature = "native")]
mod text;
mod value;

pub(crate) use declare::{choice, record, words};
pub(crate) use node::Node;
pub(crate) use read::{Read, read};
#[cfg(feature = "native")]
pub(crate) use schema::may_be_absent;
pub(crate) use value::MAX_DEPTH;
pub use value::Value;
