//! The examples computed by hand beside each table, held against the crate: equal to the fen, no tolerance.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value as Json;
use subsidy::catalog::Catalog;
use subsidy::check::check_examples;
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::wire;

/// Every example states its own day, so this one is never used.
const TODAY: (u16, u8, u8) = (2026, 11, 21);

struct Example {
    name: String,
    json: Json,
}

/// The folders of the shipped tables.
fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|folder| folder.is_dir()).collect()
}

fn examples() -> Vec<Example> {
    let mut all = Vec::new();
    for folder in folders() {
        let file = folder.join("examples.json");
        let list: Vec<Json> = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        assert!(!list.is_empty(), "{} is empty", file.display());
        for json in list {
            let name = format!("{}: {}", file.display(), json["name"].as_str().unwrap());
            assert!(json["working"].as_str().is_some_and(|words| words.len() > 10), "{name}: no working");
            assert!(json["application"]["as_of"].is_string(), "{name}: no day");
            all.push(Example { name, json });
        }
    }
    all
}

fn answer(application: &Json) -> Result<Json, Json> {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let catalog = CATALOG.get_or_init(|| Catalog::embedded().unwrap());
    let today = Date::new(TODAY.0, TODAY.1, TODAY.2).unwrap();
    match wire::estimate(catalog, &serde_json::to_vec(application).unwrap(), today) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).unwrap()),
        Err(error) => Err(serde_json::to_value(&error).unwrap()),
    }
}

#[test]
fn every_example_by_hand_holds() {
    let mut compared = 0;
    for folder in folders() {
        let [examples, table] = ["examples.json", "policy.json"].map(|name| {
            let file = folder.join(name);
            Value::parse(&fs::read(&file).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
        });
        let findings = check_examples(&folder.display().to_string(), &examples, &table);
        assert_eq!(findings.iter().map(ToString::to_string).collect::<Vec<_>>(), [""; 0]);
    }
    for Example { name, json } in examples() {
        // Every one of these members was compared: `check_examples` refuses what it does not know.
        let (expect, error) = (json["expect"].as_object(), json["error"].as_object());
        compared += expect.xor(error).unwrap_or_else(|| panic!("{name} expects nothing, or two things")).len();
    }
    assert!(compared > 500, "only {compared} expectations were compared");
}

#[test]
fn each_clause_has_a_hit_a_miss_and_each_cap_is_met_from_both_sides() {
    let catalog = Catalog::embedded().unwrap();
    let all: Vec<_> =
        examples().into_iter().filter_map(|one| Some((answer(&one.json["application"]).ok()?, one.json))).collect();
    for table in catalog.tables() {
        let Some((_, share)) = table.policy.spend_share() else { continue };
        let of_table: Vec<_> =
            all.iter().filter(|(estimate, _)| estimate["policy"]["id"] == *table.policy.id).collect();
        for clause in &share.clauses {
            let cap = clause.cap.as_ref().unwrap().amount.to_string();
            let rate = clause.rate.rate.to_string();
            let hits: Vec<_> = of_table
                .iter()
                .filter(|(estimate, _)| {
                    let line = estimate["lines"].as_array().unwrap().iter().find(|line| !line["rate"].is_null());
                    line.is_some_and(|line| line["cap"]["amount"] == *cap && line["rate"]["rate"] == *rate)
                })
                .collect();
            let bound = |by: &str| {
                hits.iter().any(|(estimate, _)| {
                    estimate["lines"]
                        .as_array()
                        .unwrap()
                        .iter()
                        .any(|line| !line["rate"].is_null() && line["bound_by"] == by)
                })
            };
            assert!(bound("rate"), "{} {}: no example below the cap", table.policy.id, clause.id);
            assert!(bound("cap"), "{} {}: no example at the cap", table.policy.id, clause.id);
        }
        let misses = of_table.iter().any(|(estimate, _)| estimate["outcome"] == "not_eligible");
        assert!(misses, "{}: no example that misses every clause", table.policy.id);
    }
}
