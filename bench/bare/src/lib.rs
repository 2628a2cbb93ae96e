//! A WebAssembly module of a given size that does nothing of use: what starting any module of that size costs.

#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::*;

include!(concat!(env!("OUT_DIR"), "/padding.rs"));

/// Calls one of the functions, so that none of them is dropped.
#[wasm_bindgen]
pub fn pad(which: usize, x: u32) -> u32 {
    let mut memory = [x; 64];
    PADDING.get(which).map_or(x, |function| function(&mut memory, x))
}
