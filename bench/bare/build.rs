//! Writes functions that add up to about `BARE_BYTES` of WebAssembly: code, as data costs next to nothing to start, and of
//! the ordinary kind, which reads, writes and branches.

use std::fmt::Write as _;
use std::{env, fs};

/// A function of so many steps comes to so many bytes, as measured: about as long as the widget's are.
const STEPS: usize = 6;
const BYTES: usize = 340;

fn main() {
    println!("cargo:rerun-if-env-changed=BARE_BYTES");
    let bytes: usize = env::var("BARE_BYTES").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(0);
    let count = bytes / BYTES + 1;
    let mut code = format!("static PADDING: [fn(&mut [u32; 64], u32) -> u32; {count}] = [\n");
    let mut random = 1u32;
    for _ in 0..count {
        code.push_str("    |memory, mut x| {\n");
        for _ in 0..STEPS {
            // Constants that differ keep the compiler from folding or merging.
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (bit, shift, step) = (random >> 27, random >> 22 & 15, random >> 8 & 0xfff);
            let _ = writeln!(
                code,
                "        if x >> {bit} & 1 == 0 {{ x ^= memory[(x >> {shift}) as usize & 63]; }} \
                 else {{ memory[x as usize & 63] = x; x = x.wrapping_add({step}); }}"
            );
        }
        code.push_str("        x\n    },\n");
    }
    code.push_str("];\n");
    let folder = env::var("OUT_DIR").expect("cargo sets it");
    fs::write(format!("{folder}/padding.rs"), code).expect("cargo's folder can be written");
}
