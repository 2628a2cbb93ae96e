//! The examples beside a table are run: one that does not come out as it says, or that says nothing, is a finding.

use subsidy::check::{check_directory, check_examples};
use subsidy::json::Value;

use super::{read, root, shown, with};

/// The findings for a shipped table and its examples, each changed at paths.
fn findings(city: &str, table: &[(&str, &str)], examples: &[(&str, &str)]) -> Vec<String> {
    let changed = |file: &str, changes: &[(&str, &str)]| {
        let value = read(&root().join("policies").join(city).join(file));
        changes.iter().fold(value, |value, (path, json)| with(&value, path, Value::parse(json.as_bytes()).unwrap()))
    };
    shown(&check_examples("examples", &changed("examples.json", examples), &changed("policy.json", table)))
}

/// The findings for one example of a fixture.
fn of(examples: &str) -> Vec<String> {
    let table = read(&root().join("tests/fixtures/shapes/r01.json"));
    shown(&check_examples("examples", &Value::parse(examples.as_bytes()).unwrap(), &table))
}

#[test]
fn the_shipped_examples_hold() {
    for city in ["fuzhou", "hebi", "nanchang", "songjiang", "wuhan"] {
        assert_eq!(findings(city, &[], &[]), [""; 0]);
    }
}

#[test]
fn an_example_that_comes_out_otherwise_names_itself_and_the_key() {
    let first = "Batch 1, one fen below the cap's threshold";
    for (path, json, finding) in [
        ("amount", r#""400000.00""#, r#"found "399999.99"; expected "400000.00""#),
        ("high", "null", r#"found "399999.99"; expected null"#),
        ("net_cost", r#""1""#, r#"found "266666.67"; expected "1""#),
        ("excluded", r#""0""#, r#"found "0.00"; expected "0""#),
        ("outcome", r#""published_rate""#, r#"found "upper_limit"; expected "published_rate""#),
        ("bound_by", r#""cap""#, r#"found "rate"; expected "cap""#),
        ("counted", r#"["no"]"#, r#"found ["yes"]; expected ["no"]"#),
        ("status", r#""ended""#, r#"found "unstated"; expected "ended""#),
    ] {
        assert_eq!(
            findings("nanchang", &[], &[(&format!("[0].expect.{path}"), json)]),
            [format!("examples: [0].expect.{path}: {first}: {finding}")]
        );
    }
    for (path, code, rule) in [
        ("notes", "cap_reached", "expected among the notes"),
        ("not_notes", "cap_distance", "not expected among the notes"),
    ] {
        let found = findings("nanchang", &[], &[(&format!("[0].expect.{path}"), &format!("[{code:?}]"))]).join("\n");
        assert!(found.starts_with(&format!("examples: [0].expect.{path}: {first}: found [\"")), "{found}");
        assert!(found.ends_with(&format!("]; expected \"{code}\" {rule}")), "{found}");
        assert_eq!(found.lines().count(), 1);
    }
}

#[test]
fn a_changed_table_is_found_by_its_examples_alone() {
    let share = "benefits[0].gives.spend_share";
    for (city, path, json) in [
        ("nanchang", &*format!("{share}.clauses[0].rate.rate"), r#""0.59""#),
        ("nanchang", &format!("{share}.clauses[2].cap.amount"), r#""260000""#),
        ("nanchang", "base.counted", r#"["software", "cloud"]"#),
        ("nanchang", "benefits[1].gives.lump_sum.amount.amount", r#""10000""#),
        ("nanchang", "benefits[1].gives.lump_sum.once", "false"),
        ("wuhan", &format!("{share}.clauses[1].base.wide"), r#"["software", "cloud", "data_equipment", "hardware"]"#),
        ("hebi", "benefits[0].gives.reimbursement.base", r#"["other"]"#),
    ] {
        assert!(!findings(city, &[(path, json)], &[]).is_empty(), "{city}: {path}");
    }
}

#[test]
fn an_example_that_proves_nothing_is_a_finding() {
    let application = r#""application": {"policy": "sample", "as_of": "2025-03-01", "level": 2, "spend": []}"#;
    let named = r#""name": "None", "working": "nothing spent""#;
    let nothing = "expected either the amount of an answer or the code of an error";
    for (members, finding) in [
        (format!(r#"{named}, {application}"#), format!("[0]: None: {nothing}")),
        (format!(r#"{named}, {application}, "expect": {{}}"#), format!("[0]: None: {nothing}")),
        (format!(r#"{named}, {application}, "expect": {{"not_notes": ["any"]}}"#), format!("[0]: None: {nothing}")),
        (format!(r#"{named}, {application}, "error": {{"path": ""}}"#), format!("[0]: None: {nothing}")),
        (format!(r#"{named}, "expect": {{"amount": "0.00"}}"#), "[0]: None: no application; expected one".into()),
        (
            format!(r#"{named}, {application}, "expect": {{"amount": "0.00", "amuont": "1"}}"#),
            "[0].expect.amuont: None: nothing of this name is compared".into(),
        ),
        (
            format!(r#"{named}, {application}, "error": {{"code": "missing_field"}}"#),
            "[0].error: None: answered; expected an error".into(),
        ),
        (
            format!(r#"{named}, {}, "expect": {{"amount": "0.00"}}"#, application.replace(r#""level": 2, "#, "")),
            "[0].expect: None: refused: required field is missing; expected an answer".into(),
        ),
        (
            format!(r#"{named}, {}, "expect": {{"amount": "0.00"}}"#, application.replace("as_of", "day")),
            "[0].application: None: no day; expected as_of".into(),
        ),
        (
            format!(r#""name": "None", {application}, "expect": {{"amount": "0.00"}}"#),
            "[0]: None: no working; expected one".into(),
        ),
    ] {
        assert_eq!(of(&format!("[{{{members}}}]"))[0], format!("examples: {finding}"), "{members}");
    }
    assert_eq!(of(&format!(r#"[{{{named}, {application}, "expect": {{"amount": "0.00"}}}}]"#)), [""; 0]);
    assert_eq!(
        of("[{}]"),
        [
            "examples: [0]: : no name; expected one",
            "examples: [0]: : no working; expected one",
            "examples: [0]: : no application; expected one"
        ]
    );
    assert_eq!(of("[]"), ["examples: no example; expected one or more"]);
    assert_eq!(of(r#"{"0": {}}"#), ["examples: expected array, found object"]);
}

#[test]
fn the_check_of_a_directory_runs_the_examples() {
    let folder = std::env::temp_dir().join(format!("subsidy-check-{}-examples", std::process::id()));
    std::fs::create_dir_all(folder.join("nanchang")).unwrap();
    for file in ["policy.json", "examples.json"] {
        let text = std::fs::read_to_string(root().join("policies/nanchang").join(file)).unwrap();
        std::fs::write(folder.join("nanchang").join(file), text.replacen("399999.99", "399999.98", 1)).unwrap();
    }
    let report = check_directory(&folder, None);
    std::fs::remove_dir_all(&folder).unwrap();
    let found = shown(&report.findings).join("\n");
    assert!(found.contains("nanchang/examples.json: [0].expect.amount: Batch 1"), "{found}");
    assert_eq!(report.findings.len(), 1);
}
