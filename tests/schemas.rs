//! The JSON Schemas that the types generate, held against every table, application and answer of the examples.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use jsonschema::Validator;
use serde_json::Value as Json;
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::wire;

fn schema(part: &str) -> Validator {
    let output = Command::new(env!("CARGO_BIN_EXE_subsidy")).args(["schema", part]).output().unwrap();
    jsonschema::draft202012::new(&serde_json::from_slice(&output.stdout).unwrap()).unwrap()
}

fn assert_valid(schema: &Validator, json: &Json, what: &str) {
    let errors: Vec<_> = schema.iter_errors(json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert_eq!(errors, [""; 0], "{what}");
}

/// The folders of the shipped tables, and the file of this name in each.
fn files(name: &str) -> Vec<(PathBuf, Json)> {
    let root = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/policies"));
    let files = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path().join(name)).filter(|file| file.is_file());
    files.map(|file| (file.clone(), serde_json::from_slice(&fs::read(file).unwrap()).unwrap())).collect()
}

#[test]
fn every_table_fits_its_schema_and_a_spoilt_one_does_not() {
    let policy = schema("policy");
    let tables = files("policy.json");
    assert_eq!(tables.len(), 5);
    for (file, table) in tables {
        assert_valid(&policy, &table, &file.display().to_string());
        let mut spoilt = table.clone();
        spoilt["surprise"] = Json::Bool(true);
        assert!(!policy.is_valid(&spoilt), "an unknown key passes");
        let mut spoilt = table.clone();
        spoilt.as_object_mut().unwrap().remove("benefits");
        spoilt["name"] = Json::from("Nanchang");
        assert!(!policy.is_valid(&spoilt), "a wrong type passes");
    }
}

#[test]
fn every_programme_fits_its_schema_and_a_spoilt_one_does_not() {
    let programme = schema("programme");
    let tables = files("programme.json");
    assert_eq!(tables.len(), 5);
    for (file, table) in tables {
        assert_valid(&programme, &table, &file.display().to_string());
        for (pointer, bad) in [
            ("/format", Json::from(2)),
            ("/plans/0/rows/0/counts/0", Json::from("450")),
            ("/plans/0/rows/0/wording", Json::from("roughly")),
            ("/measures/0/surprise", Json::from(1)),
        ] {
            let mut spoilt = table.clone();
            match spoilt.pointer_mut(pointer) {
                Some(place) => *place = bad,
                None => spoilt["measures"][0]["surprise"] = bad,
            }
            assert!(!programme.is_valid(&spoilt), "{pointer} in {}", file.display());
        }
    }
}

#[test]
fn every_budget_fits_its_schema() {
    let (scenario, budget) = (schema("scenario"), schema("budget"));
    let asked = serde_json::json!({"spend": "700000", "groups": [
        {"batch": 1, "level": 2, "count": 5}, {"batch": 2, "level": 4, "count": 5, "spend": "1.50"}
    ], "pool": "5000000", "as_of": "2025-06-30"});
    assert_valid(&scenario, &asked, "scenario");
    assert!(!scenario.is_valid(&serde_json::json!({"spend": 700000})));
    assert!(!scenario.is_valid(&serde_json::json!({"groups": [{"batch": 1}]})));
    for (city, groups) in [
        ("nanchang", true),
        ("hebi", true),
        ("nanchang", false),
        ("wuhan", false),
        ("songjiang", false),
        ("fuzhou", false),
    ] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_subsidy"));
        command.args(["budget", "--policy", city, "--json"]);
        let file = std::env::temp_dir().join(format!("subsidy-scenario-{}.json", std::process::id()));
        if groups {
            fs::write(&file, asked.to_string()).unwrap();
            command.arg("--scenario").arg(&file);
        }
        let output = command.output().unwrap();
        let _ = fs::remove_file(&file);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_valid(&budget, &serde_json::from_slice(&output.stdout).unwrap(), city);
    }
}

#[test]
fn a_simulation_and_what_comes_out_fit_their_schemas() {
    let (simulation, simulated) = (schema("simulation"), schema("simulated"));
    let asked = serde_json::json!({"as_of": "2025-06-30", "seed": 9007199254740991_i64, "runs": 5, "pool": "5000000",
        "spend": {"log_normal": {"median": "300000", "p90": "500000.5"}}, "levels": [{"level": 2, "share": "1"}],
        "groups": [{"batch": 1, "count": 9, "spend": {"resampled": ["1.50"]}},
            {"batch": 2, "count": 9, "levels": [{"level": 3, "share": "0.5"}, {"level": 4, "share": "0.5"}]},
            {"batch": 3, "count": 9, "spend": {"triangular": {"least": "1", "likely": "1", "most": "2"}}}]});
    assert_valid(&simulation, &asked, "simulation");
    for (pointer, bad) in [
        ("/runs", Json::from(0)),
        ("/runs", Json::from(100_001)),
        ("/seed", Json::from(-1)),
        ("/spend", serde_json::json!({"log_normal": {"median": "1"}})),
        ("/spend", serde_json::json!({"resampled": ["1"], "triangular": {}})),
        ("/levels/0/share", Json::from("1.1")),
        ("/groups/0/count", Json::from("9")),
        ("/surprise", Json::from(1)),
    ] {
        let mut spoilt = asked.clone();
        match spoilt.pointer_mut(pointer) {
            Some(place) => *place = bad,
            None => spoilt[&pointer[1..]] = bad,
        }
        assert!(!simulation.is_valid(&spoilt), "{spoilt}");
    }
    let file = std::env::temp_dir().join(format!("subsidy-simulation-{}.json", std::process::id()));
    fs::write(&file, asked.to_string()).unwrap();
    for city in ["nanchang", "hebi"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_subsidy"));
        let output = command.args(["budget", "--policy", city, "--json", "--simulate"]).arg(&file).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        assert_valid(&simulated, &serde_json::from_slice(&output.stdout).unwrap(), city);
    }
    fs::remove_file(&file).unwrap();
}

#[test]
fn a_list_against_a_programmes_money_fits_its_schema() {
    let portfolio = schema("portfolio");
    let file = std::env::temp_dir().join(format!("subsidy-portfolio-{}.csv", std::process::id()));
    // A cap, a row at fault, more paid than owed, and what no line is charged with.
    let text = "企业名称,区县,批次,等级,软件,咨询诊断,核定金额,已拨付\n甲,高新区,1,2,9000000,,,\n乙,,1,2,3OO,,1,2\n丙,,1,3,100,100,30,40\n";
    fs::write(&file, text).unwrap();
    for city in ["hebi", "nanchang", "songjiang"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_subsidy"));
        let output = command.args(["budget", "--policy", city, "--json", "--portfolio"]).arg(&file).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stderr));
        let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_valid(&portfolio, &answer, city);
        let mut spoilt = answer.clone();
        spoilt["all"]["outstanding"]["low"] = Json::from("1e3");
        assert!(!portfolio.is_valid(&spoilt), "{city}");
    }
    fs::remove_file(&file).unwrap();
}

#[test]
fn every_application_and_its_answers_fit_their_schemas() {
    let (application, estimate, comparison) = (schema("application"), schema("estimate"), schema("comparison"));
    let catalog = Catalog::embedded().unwrap();
    let today = Date::new(2024, 9, 30).unwrap();
    let mut answered = 0;
    for (file, examples) in files("examples.json") {
        for example in examples.as_array().unwrap() {
            let what = format!("{}: {}", file.display(), example["name"]);
            let bytes = serde_json::to_vec(&example["application"]).unwrap();
            let Ok(answer) = wire::estimate(&catalog, &bytes, today) else { continue };
            assert_valid(&application, &example["application"], &what);
            assert_valid(&estimate, &serde_json::from_slice(&answer).unwrap(), &what);
            let compared = wire::compare(&catalog, &bytes, today).unwrap();
            assert_valid(&comparison, &serde_json::from_slice(&compared).unwrap(), &what);
            answered += 1;
        }
    }
    assert!(answered > 100, "only {answered} answers");
}

#[test]
fn an_offer_and_its_answers_fit_their_schemas() {
    let (quote, offer) = (schema("quote"), schema("offer"));
    let line = serde_json::json!({"category": "software", "quantity": 2, "unit_price": "100.50", "tax_rate": "0.13", "years": 3});
    let catalog = Catalog::embedded().unwrap();
    for (city, level) in [("nanchang", None), ("hebi", Some(4)), ("wuhan", Some(2)), ("fuzhou", None)] {
        let mut asked =
            serde_json::json!({"policy": city, "net_budget": "1", "packages": [{"name": "a", "lines": [line]}]});
        if let Some(level) = level {
            asked["level"] = Json::from(level);
        }
        assert_valid(&quote, &asked, city);
        let answer = wire::quote(&catalog, asked.to_string().as_bytes(), Date::new(2024, 9, 30).unwrap()).unwrap();
        assert_valid(&offer, &serde_json::from_slice(&answer).unwrap(), city);
        for (key, bad) in [("quantity", Json::from(0)), ("years", Json::from(11)), ("surprise", Json::from(1))] {
            let mut spoilt = asked.clone();
            spoilt["packages"][0]["lines"][0][key] = bad;
            assert!(!quote.is_valid(&spoilt), "{spoilt}");
        }
    }
}

#[test]
fn a_difference_fits_its_schema() {
    let diff = schema("diff");
    for (old, new) in [("nanchang", "hebi"), ("hebi", "fuzhou"), ("wuhan", "wuhan")] {
        let output = Command::new(env!("CARGO_BIN_EXE_subsidy")).args(["diff", old, new, "--json"]).output().unwrap();
        let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
        assert_valid(&diff, &answer, new);
        assert_eq!(answer["differences"].as_array().unwrap().is_empty(), old == new);
        assert!(answer["examples"].as_array().unwrap().len() > 20);
    }
}

#[test]
fn the_schema_refuses_what_the_reader_refuses() {
    let application = schema("application");
    let good =
        serde_json::json!({"policy": "wuhan", "level": 2, "spend": [{"category": "software", "amount": "1.50"}]});
    assert_valid(&application, &good, "good");
    for (pointer, bad) in [
        ("/level", Json::from(5)),
        ("/level", Json::from("2")),
        ("/batch", Json::from(0)),
        ("/spend/0/amount", Json::from(1.5)),
        ("/spend/0/amount", Json::from("1e3")),
        ("/spend/0/amount", Json::from("-1")),
        ("/spend/0/category", Json::from("softwar")),
        ("/as_of", Json::from("2024-9-30")),
        ("/surprise", Json::from(1)),
        ("/batch", Json::Null),
        ("/own_terms", Json::Null),
    ] {
        let mut spoilt = good.clone();
        match spoilt.pointer_mut(pointer) {
            Some(place) => *place = bad,
            None => spoilt[&pointer[1..]] = bad,
        }
        assert!(!application.is_valid(&spoilt), "{spoilt}");
    }
}
