//! The examples computed by hand beside each table, held against the crate: equal to the fen, no tolerance.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::Value as Json;
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::wire;

/// Every example states its own day, so this one is never used.
const TODAY: (u16, u8, u8) = (2026, 11, 21);

struct Example {
    name: String,
    json: Json,
}

fn examples() -> Vec<Example> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let mut all = Vec::new();
    for entry in fs::read_dir(root).unwrap() {
        let file = entry.unwrap().path().join("examples.json");
        if !file.is_file() {
            continue;
        }
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

/// What an example may expect, and where it stands in the answer.
fn actual(estimate: &Json, key: &str) -> Json {
    let codes = || estimate["notes"].as_array().unwrap().iter().map(|note| note["code"].clone()).collect::<Vec<_>>();
    match key {
        "outcome" => estimate["outcome"].clone(),
        "amount" | "low" | "high" => estimate["grant"][key].clone(),
        "net_cost" => estimate["net_cost"]["amount"].clone(),
        "net_low" => estimate["net_cost"]["low"].clone(),
        "net_high" => estimate["net_cost"]["high"].clone(),
        "total" | "eligible" | "reimbursed" | "excluded" => estimate["spend"][key].clone(),
        "bound_by" => estimate["lines"][0]["bound_by"].clone(),
        "counted" => {
            estimate["items"].as_array().unwrap().iter().map(|item| item["counted"].clone()).collect::<Vec<_>>().into()
        }
        "status" => estimate["policy"]["status"].clone(),
        "awards" => {
            let kept = |award: &Json| -> Json {
                let keys = ["benefit", "amount", "certainty"];
                keys.iter().map(|&key| (key.to_owned(), award[key].clone())).collect::<serde_json::Map<_, _>>().into()
            };
            estimate["awards"].as_array().unwrap().iter().map(kept).collect::<Vec<_>>().into()
        }
        "notes" => codes().into(),
        other => panic!("an example expects \"{other}\", which this test does not know"),
    }
}

#[test]
fn every_example_by_hand_holds() {
    let mut compared = 0;
    for Example { name, json } in examples() {
        let answered = answer(&json["application"]);
        if let Some(expected) = json.get("error") {
            let error = answered.expect_err(&name);
            for (key, value) in expected.as_object().unwrap() {
                assert_eq!(&error[key], value, "{name}: error {key}");
                compared += 1;
            }
            continue;
        }
        let estimate = answered.unwrap_or_else(|error| panic!("{name}: {error}"));
        let expected = json["expect"].as_object().unwrap();
        assert!(!expected.is_empty(), "{name} expects nothing");
        for (key, value) in expected {
            compared += 1;
            match key.as_str() {
                "notes" | "not_notes" => {
                    let codes = actual(&estimate, "notes");
                    for code in value.as_array().unwrap() {
                        let occurs = codes.as_array().unwrap().contains(code);
                        assert_eq!(occurs, key == "notes", "{name}: note {code} among {codes}");
                    }
                }
                _ => assert_eq!(&actual(&estimate, key), value, "{name}: {key}"),
            }
        }
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
