//! Random applications, good and bad, read off the tables so that a new city takes part by itself; and broken bytes.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

/// The same seed gives the same stream: SplitMix64.
pub struct Random {
    state: u64,
    tables: Vec<Value>,
}

const CATEGORIES: [&str; 9] =
    ["software", "cloud", "data_equipment", "hardware", "services", "training", "diagnosis", "other", "no_such"];

impl Random {
    pub fn new(seed: u64) -> Random {
        let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("policies")).unwrap();
        let mut files: Vec<_> = folders.map(|folder| folder.unwrap().path().join("policy.json")).collect();
        files.retain(|file| file.is_file());
        files.sort();
        let tables = files.iter().map(|file| serde_json::from_slice(&fs::read(file).unwrap()).unwrap()).collect();
        Random { state: seed, tables }
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % u64::try_from(end).unwrap()).unwrap()
    }

    /// An application; some of them are refused.
    pub fn application(&mut self) -> Value {
        let at = self.below(self.tables.len());
        let table = self.tables[at].clone();
        let items: Vec<_> = (0..self.below(6))
            .map(|_| {
                let category = CATEGORIES[if self.below(40) == 0 { 8 } else { self.below(8) }];
                json!({"category": category, "amount": format!("{}.{:02}", self.below(3_000_000), self.below(100))})
            })
            .collect();
        let month = self.below(12) + 1;
        let mut application = json!({
            "policy": table["id"], "level": self.below(5) + usize::from(self.below(10) > 0), "spend": items,
            "as_of": format!("202{}-{month:02}-{:02}", self.below(7) + 2, self.below(28) + 1),
        });
        if self.below(4) > 0 {
            application["batch"] = json!(self.below(3) + 1);
        }
        if self.below(4) == 0 {
            let benefits = table["benefits"].as_array().unwrap();
            application["awards"] = json!([{"benefit": benefits[self.below(benefits.len())]["id"]}]);
            application["provincial_subsidy"] = json!("3000000");
        }
        if self.below(5) == 0 {
            application["own_terms"] = json!({"rate": format!("0.{}", self.below(99)), "cap": "300000"});
        }
        application
    }

    /// The bytes of one; every eighth is broken somewhere.
    pub fn bytes(&mut self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(&self.application()).unwrap();
        match self.below(24) {
            0 => bytes.truncate(self.below(bytes.len())),
            1 => {
                let at = self.below(bytes.len());
                bytes[at] = u8::try_from(self.below(256)).unwrap();
            }
            2 => {
                let at = self.below(bytes.len());
                bytes.splice(at..at, *b"\"x\":[{");
            }
            _ => {}
        }
        bytes
    }
}
