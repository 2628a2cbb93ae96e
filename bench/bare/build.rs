//! Writes functions that add up to `BARE_BYTES` of WebAssembly: code and not data, as data costs next to nothing to start.

use std::fmt::Write as _;
use std::{env, fs};

/// A step is two constants of six bytes, one of two, and three operators; a function adds its frame and its table entry.
const STEP: usize = 17;
const STEPS: usize = 20;
const FRAME: usize = 12;

fn main() {
    println!("cargo:rerun-if-env-changed=BARE_BYTES");
    let bytes: usize = env::var("BARE_BYTES").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(0);
    let count = bytes / (STEP * STEPS + FRAME) + 1;
    let mut code = format!("static PADDING: [fn(u32) -> u32; {count}] = [\n");
    let mut constant = 1u32;
    for _ in 0..count {
        code.push_str("    |mut x| {\n");
        for _ in 0..STEPS {
            // Any odd constants that differ will do: they keep the compiler from folding or merging.
            constant = constant.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (factor, mask) = (constant | 0x4000_0001, constant.rotate_left(13) | 0x4000_0000);
            let _ = writeln!(code, "        x = x.wrapping_mul({factor}).rotate_left(7) ^ {mask};");
        }
        code.push_str("        x\n    },\n");
    }
    code.push_str("];\n");
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(format!("{folder}/padding.rs"), code).expect("cargo's folder can be written");
}
