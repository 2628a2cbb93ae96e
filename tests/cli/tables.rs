//! Policy tables: other folders, what is no table, the catalog, schemas, ledger and reviews, terms that end, differences.

use std::path::PathBuf;

use super::{folder, subsidy, text};

#[test]
fn a_folder_that_repeats_a_table_is_refused() {
    let folder = folder("repeated");
    let table = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/wuhan/policy.json")).unwrap();
    for name in ["b", "a"] {
        std::fs::create_dir(folder.join(name)).unwrap();
        std::fs::write(folder.join(name).join("policy.json"), &table).unwrap();
    }
    let output = subsidy(&["--policies", folder.to_str().unwrap(), "policies"], b"");
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
    let told = text(&output.stderr);
    let [a, b] = ["a", "b"].map(|name| folder.join(name).join("policy.json").display().to_string());
    assert!(told.contains(&a) && told.contains(&b), "{told}");
    assert!(told.lines().last().unwrap().starts_with(r#"{"error":{"code":"invalid_table","path":"id""#), "{told}");
}

#[test]
fn a_file_that_is_no_table_ends_with_the_error_of_the_contract() {
    let folder = folder("broken");
    std::fs::create_dir(folder.join("a")).unwrap();
    std::fs::write(folder.join("a/policy.json"), "{").unwrap();
    let output = subsidy(&["--policies", folder.to_str().unwrap(), "policies"], b"");
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.lines().next().unwrap().contains("a/policy.json"), "{told}");
    assert!(told.lines().last().unwrap().starts_with(r#"{"error":{"code":"invalid_json""#), "{told}");
}

#[test]
fn other_tables_can_be_used() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tables/nanchang");
    std::fs::create_dir_all(&folder).unwrap();
    let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/nanchang/policy.json")).unwrap();
    std::fs::write(folder.join("policy.json"), table.replacen("\"0.60\"", "\"0.65\"", 1)).unwrap();
    let tables = folder.parent().unwrap().to_str().unwrap();
    let arguments = ["--policies", tables, "estimate", "--policy", "nanchang", "--batch", "1", "--level", "2"];
    let output = subsidy(&[&arguments[..], &["--spend", "software=10万"]].concat(), b"");
    assert!(text(&output.stdout).contains("¥65,000.00"), "{}", text(&output.stdout));
    // The changed figure does not pass the check.
    let checked = subsidy(&["check", tables], b"");
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        text(&checked.stdout).contains("benefits[0].gives.spend_share.clauses[0].rate"),
        "{}",
        text(&checked.stdout)
    );
    let missing = subsidy(&["--policies", "no-such-folder", "policies"], b"");
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn the_catalog_and_the_schemas_are_printed() {
    let list = text(&subsidy(&["policies"], b"").stdout);
    assert_eq!(list.lines().count(), 5);
    assert!(list.contains("nanchang    南昌市  2024-04-15  sha256-"), "{list}");
    for part in ["policy", "application", "estimate", "comparison"] {
        let schema: serde_json::Value = serde_json::from_slice(&subsidy(&["schema", part], b"").stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{part}");
        assert!(schema["properties"].as_object().unwrap().len() >= 4, "{part}");
    }
}

#[test]
fn the_ledger_is_the_tables() {
    let printed = subsidy(&["policies", "--ledger", "--lang", "en"], b"");
    assert_eq!(
        text(&printed.stdout),
        include_str!("../../policies/LEDGER.md"),
        "renew it: cargo run -- policies --ledger --lang en > policies/LEDGER.md"
    );
}

#[test]
fn a_review_is_of_one_table_and_no_later_one() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/wuhan/");
    let tables = folder("ledger");
    std::fs::create_dir(tables.join("wuhan")).unwrap();
    let copy = |name: &str| std::fs::read_to_string(format!("{root}{name}")).unwrap();
    std::fs::write(tables.join("wuhan/policy.json"), copy("policy.json")).unwrap();
    let directory = tables.to_str().unwrap();
    let listed = subsidy(&["policies", "--json", "--policies", directory], b"");
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let digest = listed[0]["digest"].as_str().unwrap();
    for (digest, shown) in [
        (digest, "**reviewed**: A. Reader, 2026-11-01\n"),
        ("sha256-0", "**reviewed**: A. Reader, 2026-11-01 (of an earlier table)\n"),
    ] {
        let review = format!(r#"{{"reviews": [{{"by": "A. Reader", "on": "2026-11-01", "digest": "{digest}"}}],"#);
        std::fs::write(tables.join("wuhan/programme.json"), copy("programme.json").replacen('{', &review, 1)).unwrap();
        let printed = subsidy(&["policies", "--ledger", "--lang", "en", "--policies", directory], b"");
        assert!(text(&printed.stdout).contains(shown), "{}", text(&printed.stdout));
    }
}

#[test]
fn a_weekly_job_hears_of_terms_that_end() {
    let policies = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
    // Two documents state an end: 2025-12-31 and 2026-10-31.
    for (day, within, status, lines) in [
        ("2025-11-30", "30", 0, vec![]),
        ("2025-12-01", "30", 1, vec!["fuzhou: ends on 2025-12-31"]),
        ("2025-12-31", "0", 1, vec!["fuzhou: ends on 2025-12-31"]),
        ("2026-01-01", "30", 0, vec!["fuzhou: ended on 2025-12-31"]),
        ("2026-10-10", "30", 1, vec!["fuzhou: ended on 2025-12-31", "songjiang: ends on 2026-10-31"]),
    ] {
        let output = subsidy(&["check", policies, "--expiring", within, "--as-of", day], b"");
        assert_eq!(output.status.code(), Some(status), "{day}");
        let shown = text(&output.stdout);
        let mut shown: Vec<&str> = shown.lines().collect();
        assert!(shown.pop().unwrap().starts_with("5 tables, "));
        assert_eq!(shown, lines, "{day}");
    }
}

#[test]
fn two_tables_are_compared_by_file_folder_id_and_digest() {
    let tables = folder("diff");
    let (city, earlier) = (tables.join("wuhan"), tables.join("wuhan/superseded"));
    std::fs::create_dir_all(&earlier).unwrap();
    let source = |name: &str| {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("policies/wuhan").join(name);
        std::fs::read_to_string(file).unwrap()
    };
    let digest = text(&subsidy(&["policies"], b"").stdout)
        .lines()
        .find_map(|line| {
            line.strip_prefix("wuhan").and_then(|line| line.split("sha256-").nth(1)).map(|rest| rest[..12].to_owned())
        })
        .unwrap();
    // As superseded: what is published stands beside what corrected it.
    let published = source("policy.json");
    assert!(published.contains("\"rate\": \"0.30\""), "{published}");
    let corrected =
        published.replace("\"rate\": \"0.30\"", "\"rate\": \"0.35\"").replacen("\"revision\": 1", "\"revision\": 2", 1);
    std::fs::write(city.join("policy.json"), &corrected).unwrap();
    std::fs::write(city.join("examples.json"), source("examples.json")).unwrap();
    std::fs::write(earlier.join(format!("sha256-{digest}.json")), &published).unwrap();

    let (there, file) = (tables.display().to_string(), city.join("policy.json").display().to_string());
    let old = earlier.join(format!("sha256-{digest}.json")).display().to_string();
    let folder = city.display().to_string();
    for (arguments, status) in [
        (&["--policies", &there, "diff", &digest, "wuhan"][..], 1),
        (&["diff", &old, &folder], 1),
        (&["diff", "wuhan", &file], 1),
        (&["diff", &file, &folder], 0),
        (&["diff", "wuhan", &old], 0),
        (&["diff", "wuhan", "nowhere"], 2),
        (&["diff", "wuhan", &format!("{folder}/examples.json")], 2),
    ] {
        let output = subsidy(arguments, b"");
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {}", text(&output.stderr));
        if status == 1 {
            let shown = text(&output.stdout);
            assert!(shown.contains("改动  二级 · 比例 ") && shown.contains(" 30% → 35%\n"), "{shown}");
            // 30 % and 35 % of 800,000.
            assert!(shown.contains("240,000.00 → 280,000.00  (+40,000.00)"), "{shown}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_slice(&subsidy(&["diff", "--json", &old, &file], b"").stdout).unwrap();
    assert_eq!((&json["then"]["revision"], &json["now"]["revision"]), (&1.into(), &2.into()));
    assert_eq!(json["differences"][0]["place"], serde_json::json!({"clause": {"batch": null, "levels": [2]}}));
    assert_eq!(json["differences"][0]["now"], serde_json::json!({"rate": {"rate": "0.35", "wording": "exact"}}));
}
