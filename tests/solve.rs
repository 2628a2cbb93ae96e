//! How much spend a wanted grant needs: by hand, and against the estimate and an oracle in whole fen.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::io::Write;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::wire;

fn today() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn solved(catalog: &Catalog, application: &Json, grant: Option<&str>) -> Json {
    let mut question = json!({"application": application});
    if let Some(grant) = grant {
        question["grant"] = grant.into();
    }
    let bytes = wire::solve(catalog, question.to_string().as_bytes(), today());
    serde_json::from_slice(&bytes.unwrap_or_else(|error| panic!("{question}: {error}"))).unwrap()
}

fn solve(application: &Json, grant: &str) -> Json {
    solved(catalog(), application, Some(grant))
}

fn estimate(application: &Json) -> Json {
    serde_json::from_slice(&wire::estimate(catalog(), application.to_string().as_bytes(), today()).unwrap()).unwrap()
}

fn city(policy: &str, batch: u8, level: u8, spend: &[(&str, &str)]) -> Json {
    let spend: Vec<_> =
        spend.iter().map(|(category, amount)| json!({"category": category, "amount": amount})).collect();
    json!({"policy": policy, "batch": batch, "level": level, "spend": spend})
}

/// Spend, more and less of a need.
fn need(need: &Json) -> [&str; 3] {
    ["spend", "more", "less"].map(|name| need[name].as_str().unwrap_or("–"))
}

#[test]
fn a_wanted_grant_needs_this_spend_by_hand() {
    for (policy, batch, level, grant, spend) in [
        // 400,000 ÷ 60 %, 350,000 ÷ 50 %, 250,000 ÷ 40 %, cut up to the fen.
        ("nanchang", 1, 2, "400000", "666666.67"),
        ("nanchang", 2, 3, "350000", "700000.00"),
        ("nanchang", 3, 4, "250000", "625000.00"),
        // 60 % of 0.01 is 0.006, cut down to nothing; of 0.02 it is 0.01.
        ("nanchang", 1, 2, "0.01", "0.02"),
        ("nanchang", 1, 2, "0", "0.00"),
        // 300,000 ÷ 35 %; level 4 takes a clause of its own: 1,200,000 ÷ 50 %.
        ("hebi", 3, 2, "300000", "857142.86"),
        ("hebi", 3, 4, "1200000", "2400000.00"),
        ("wuhan", 1, 2, "300000", "1000000.00"),
        ("wuhan", 1, 3, "100000.01", "250000.03"),
    ] {
        let answer = solve(&city(policy, batch, level, &[]), grant);
        let found = &answer["wanted"]["needs"]["amount"];
        assert_eq!(need(found), [spend, spend, "0.00"], "{policy} {batch} {level} {grant}");
        assert!(answer["wanted"]["bound"].is_null());
    }
}

#[test]
fn it_is_told_against_what_counts_already() {
    // 240,000 ÷ 60 % = 400,000; of 450,000 only software and cloud count.
    let spend = [("software", "300000"), ("cloud", "50000"), ("hardware", "100000")];
    let answer = solve(&city("nanchang", 1, 2, &spend), "240000");
    assert_eq!(need(&answer["wanted"]["needs"]["amount"]), ["400000.00", "50000.00", "0.00"]);
    // 120,000 ÷ 60 % = 200,000: 150,000 could be left out.
    let answer = solve(&city("nanchang", 1, 2, &spend), "120000");
    assert_eq!(need(&answer["wanted"]["needs"]["amount"]), ["200000.00", "0.00", "150000.00"]);
    assert_eq!(answer["grant"]["amount"], "210000.00");
}

#[test]
fn what_prevents_it_is_named_with_the_most_there_is() {
    let over = |application: &Json, grant: &str| {
        let answer = solve(application, grant);
        let wanted = &answer["wanted"];
        assert!(wanted["needs"]["amount"].is_null() && wanted["needs"]["high"].is_null(), "{wanted}");
        (wanted["bound"].as_str().unwrap().to_owned(), wanted["largest"].as_str().map(str::to_owned))
    };
    let named = |bound: &str, largest: &str| (bound.to_owned(), Some(largest.to_owned()));
    assert_eq!(over(&city("nanchang", 1, 2, &[]), "400000.01"), named("cap", "400000.00"));
    assert_eq!(over(&city("nanchang", 1, 1, &[]), "0.01"), named("level", "0.00"));
    // The reimbursement of 3,000 belongs to the grant.
    assert_eq!(over(&city("hebi", 3, 2, &[("diagnosis", "3000")]), "303000.01"), named("cap", "303000.00"));
    assert_eq!(over(&json!({"policy": "fuzhou", "level": 2, "spend": []}), "1"), ("not_published".into(), None));
    let zero = json!({"policy": "fuzhou", "level": 2, "spend": [], "own_terms": {"rate": "0", "cap": "1000"}});
    assert_eq!(over(&zero, "0.01"), named("zero_rate", "0.00"));
    // A hundredth of a percent of all that can be stated is 100 million.
    let low =
        json!({"policy": "fuzhou", "level": 2, "spend": [], "own_terms": {"rate": "0.0001", "cap": "1000000000000"}});
    assert_eq!(over(&low, "100000000.01"), named("unbounded", "100000000.00"));
    assert_eq!(need(&solve(&low, "100000000")["wanted"]["needs"]["amount"])[0], "1000000000000.00");
}

#[test]
fn a_fee_paid_back_is_part_of_the_grant_and_has_a_most_of_its_own() {
    let answer = solve(&city("hebi", 3, 2, &[("software", "600000"), ("diagnosis", "3000")]), "300000");
    // 297,000 ÷ 35 % = 848,571.428…
    assert_eq!(need(&answer["wanted"]["needs"]["amount"]), ["848571.43", "248571.43", "0.00"]);
    assert_eq!(answer["wanted"]["paid_back"], "3000.00");
    let [main, fee] = answer["most"].as_array().unwrap().as_slice() else { panic!("{answer}") };
    assert_eq!((&main["amount"], &main["gain"]), (&json!("210000.00"), &json!("90000.00")));
    assert_eq!(need(&main["needs"]["amount"]), ["857142.86", "257142.86", "0.00"]);
    assert_eq!(
        (&fee["benefit"], &fee["largest"], &fee["gain"]),
        (&json!("diagnosis"), &json!("5000.00"), &json!("2000.00"))
    );
    assert_eq!(need(&fee["needs"]["high"]), ["5000.00", "2000.00", "0.00"]);
}

#[test]
fn readings_stay_apart() {
    // Level 3: the wide reading counts the machine too. 320,000 ÷ 40 % = 800,000.
    let answer = solve(&city("wuhan", 1, 3, &[("software", "600000"), ("hardware", "150000")]), "320000");
    let needs = &answer["wanted"]["needs"];
    assert_eq!(need(&needs["amount"]), ["800000.00", "200000.00", "0.00"]);
    assert_eq!(need(&needs["low"]), ["800000.00", "50000.00", "0.00"]);
    assert_eq!(needs["high"], needs["amount"]);
    // Level 3 is named by no clause there: read strictly, no spend brings anything.
    let answer = solve(&city("hebi", 3, 3, &[("software", "600000"), ("services", "400000")]), "300000");
    let needs = &answer["wanted"]["needs"];
    assert_eq!(need(&needs["amount"]), ["857142.86", "257142.86", "0.00"]);
    assert_eq!(need(&needs["low"]), ["857142.86", "0.00", "142857.14"]);
    assert!(needs["high"].is_null());
}

#[test]
fn nothing_is_added_is_an_answer() {
    let answer = solved(catalog(), &city("nanchang", 1, 1, &[("software", "300000")]), None);
    assert!(answer["wanted"].is_null());
    let most = &answer["most"][0];
    assert_eq!((&most["bound"], &most["gain"], &most["largest"]), (&json!("level"), &json!("0.00"), &json!("0.00")));
    let answer = solved(catalog(), &city("nanchang", 1, 2, &[("software", "800000")]), None);
    assert_eq!(answer["most"][0]["gain"], "0.00");
    assert_eq!(need(&answer["most"][0]["needs"]["amount"]), ["666666.67", "0.00", "133333.33"]);
}

/// A table whose first clause is changed: no cap, or a limit on the spend that is taken into account.
fn changed(change: impl Fn(&mut Json)) -> Catalog {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == "nanchang").unwrap();
    let mut table: Json = serde_json::from_slice(bytes).unwrap();
    change(&mut table["benefits"][0]["gives"]["spend_share"]["clauses"][0]);
    let value = subsidy::json::Value::parse(table.to_string().as_bytes()).unwrap();
    let mut catalog = Catalog::default();
    catalog.add(Table::read(&value).unwrap());
    catalog
}

#[test]
fn a_clause_without_a_cap_and_one_that_limits_the_base() {
    let application = city("nanchang", 1, 2, &[("software", "100000")]);
    let endless = changed(|clause| drop(clause.as_object_mut().unwrap().remove("cap")));
    let answer = solved(&endless, &application, Some("3000000"));
    assert_eq!(need(&answer["wanted"]["needs"]["amount"]), ["5000000.00", "4900000.00", "0.00"]);
    let most = &answer["most"][0];
    assert_eq!((&most["bound"], &most["largest"], &most["gain"]), (&json!("unbounded"), &Json::Null, &Json::Null));

    // 60 % of at most 200,000.01 is 120,000.006: 120,000.00, which 200,000.00 gives already.
    let limited = changed(|clause| {
        let mut limit = clause["cap"].clone();
        limit["amount"] = "200000.01".into();
        clause["base_limit"] = limit;
    });
    let answer = solved(&limited, &application, Some("120000.01"));
    assert_eq!((&answer["wanted"]["bound"], &answer["wanted"]["largest"]), (&json!("base_limit"), &json!("120000.00")));
    assert_eq!(need(&answer["most"][0]["needs"]["amount"]), ["200000.00", "100000.00", "0.00"]);
    assert_eq!(answer["most"][0]["bound"], "base_limit");
}

#[test]
fn what_is_wrong_is_told_at_its_place() {
    let refused = |question: &str| match wire::solve(catalog(), question.as_bytes(), today()) {
        Ok(answer) => panic!("answered {question} with {}", String::from_utf8_lossy(&answer)),
        Err(error) => format!("{} at {:?}", error.code().as_str(), error.path()),
    };
    let good = city("nanchang", 1, 2, &[("software", "1")]).to_string();
    let with = |grant: &str| format!(r#"{{"application":{good},"grant":{grant}}}"#);
    assert_eq!(refused(&with("300000")), "wrong_type at \"grant\"");
    assert_eq!(refused(&with("\"1e3\"")), "invalid_amount at \"grant\"");
    assert_eq!(refused(&with("\"-1\"")), "invalid_amount at \"grant\"");
    assert_eq!(refused(&with("null")), "wrong_type at \"grant\"");
    assert_eq!(refused(&with("\"1000000000000.01\"")), "amount_too_large at \"grant\"");
    assert_eq!(refused("[]"), "wrong_type at \"\"");
    assert_eq!(refused("{}"), "missing_field at \"application\"");
    assert_eq!(refused(&good), "unknown_key at \"batch\"");
    assert_eq!(
        refused(&format!(r#"{{"application":{good},"application":{good}}}"#)),
        "duplicate_key at \"application\""
    );
    let wrong = |from: &str, to: &str| refused(&format!(r#"{{"application":{}}}"#, good.replace(from, to)));
    assert_eq!(wrong("\"1\"", "1"), "wrong_type at \"application.spend[0].amount\"");
    assert_eq!(wrong("nanchang", "beijing"), "unknown_policy at \"application.policy\"");
    assert_eq!(wrong("\"batch\":1,", ""), "batch_required at \"application.batch\"");
    assert_eq!(wrong("\"level\":2,", ""), "missing_field at \"application.level\"");
    assert_eq!(
        wrong("\"level\":2,", "\"level\":2,\"own_terms\":{\"rate\":\"1\",\"cap\":\"1\"},"),
        "own_terms_not_allowed at \"application.own_terms\""
    );
}

fn subsidy(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_subsidy"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

#[test]
fn the_command_line_gives_the_same_bytes_and_says_it_in_three_languages() {
    let question =
        json!({"application": city("hebi", 3, 2, &[("software", "600000")]), "grant": "300000.00"}).to_string();
    let output = subsidy(&["solve", "--json"], question.as_bytes());
    let bytes = wire::solve(catalog(), question.as_bytes(), today()).unwrap();
    let today = |bytes: &[u8]| {
        let mut answer: Json = serde_json::from_slice(bytes).unwrap();
        answer["as_of"].take();
        answer
    };
    assert_eq!(today(&output.stdout), today(&bytes));
    let stated =
        ["solve", "--policy", "hebi", "--batch", "3", "--level", "2", "--spend", "software=60万", "--grant", "30万"];
    for (language, sentence) in [
        ("zh-CN", "计入投入要有 857,142.86 元，比现在多 257,142.86 元。"),
        ("zh-Hant", "計入投入要有 857,142.86 元，比現在多 257,142.86 元。"),
        ("en", "It takes 857,142.86 yuan that counts: 257,142.86 yuan more than now."),
    ] {
        let output = subsidy(&[&stated[..], &["--lang", language]].concat(), b"");
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && shown.contains(sentence), "{shown}");
    }
    for (arguments, told) in [
        (["solve", "--policy", "hebi", "--grant", "3OO"], r#"{"error":{"code":"invalid_amount","path":"grant""#),
        (["solve", "--policy", "hebi", "--level", "2"], r#"{"error":{"code":"batch_required","path":"batch""#),
    ] {
        let output = subsidy(&arguments, b"");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(String::from_utf8_lossy(&output.stderr).starts_with(told));
    }
}

#[test]
fn goals_and_solutions_fit_their_schemas() {
    let schema = |part: &str| {
        let text = subsidy(&["schema", part], b"").stdout;
        jsonschema::draft202012::new(&serde_json::from_slice(&text).unwrap()).unwrap()
    };
    let (goal, solution) = (schema("goal"), schema("solution"));
    for application in [
        city("nanchang", 1, 1, &[]),
        city("hebi", 3, 3, &[("software", "600000"), ("diagnosis", "3000")]),
        json!({"policy": "fuzhou", "level": 2, "spend": []}),
    ] {
        assert!(goal.is_valid(&json!({"application": application, "grant": "1.00"})));
        for grant in [None, Some("300000"), Some("900000")] {
            let answer = solved(catalog(), &application, grant);
            assert!(solution.is_valid(&answer), "{answer}");
        }
    }
    assert!(!goal.is_valid(&json!({"application": city("nanchang", 1, 1, &[]), "grant": 1})));
    assert!(!goal.is_valid(&json!({"grant": "1"})));
}

fn fen(amount: &Json) -> i128 {
    amount.as_str().unwrap_or_else(|| panic!("{amount}")).replace('.', "").parse().unwrap()
}

fn yuan(fen: i128) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// Percent and cap in yuan as the documents word them.
fn clause(policy: &str, batch: u8, level: u8) -> Option<(i128, i128)> {
    let batch = usize::from(batch - 1);
    match (policy, level) {
        (_, 1) => None,
        ("nanchang", _) => Some([(60, 400_000), (50, 350_000), (40, 250_000)][batch]),
        ("wuhan", 2) => Some((30, 300_000)),
        ("wuhan", _) => Some((40, 400_000)),
        ("hebi", 4) => Some((50, 1_200_000)),
        ("hebi", _) => Some([(50, 500_000), (40, 400_000), (35, 300_000)][batch]),
        other => panic!("no clause for {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn one_fen_less_is_not_enough(policy in prop::sample::select(vec!["nanchang", "wuhan", "hebi"]), batch in 1..=3u8, level in 1..=4u8,
                                  stated in 0..200_000_000i128, fee in 0..1_000_000i128, hardware in 0..100_000_000i128,
                                  wanted in prop_oneof![0..50_000_000i128, 0..1_000i128, 0..200_000_000i128]) {
        let with = |software: i128| city(policy, batch, level,
            &[("software", &yuan(software)), ("diagnosis", &yuan(fee)), ("hardware", &yuan(hardware))]);
        let grant = |software: i128| fen(&estimate(&with(software))["grant"]["amount"]);
        let answer = solve(&with(stated), &yuan(wanted));
        prop_assert_eq!(&answer["grant"], &estimate(&with(stated))["grant"]);

        // The oracle, typed in once more: what is paid back, and the smallest spend by division, rounded up.
        let paid_back = if policy == "hebi" && level > 1 { fee.min(500_000) } else { 0 };
        let rest = wanted - paid_back;
        let expected = match clause(policy, batch, level) {
            _ if rest <= 0 => Some(0),
            Some((percent, cap)) if rest <= cap * 100 => Some((rest * 100 + percent - 1) / percent),
            _ => None,
        };
        let found = &answer["wanted"]["needs"]["amount"];
        match expected {
            Some(spend) => {
                prop_assert_eq!(fen(&found["spend"]), spend);
                prop_assert_eq!(fen(&found["more"]) - fen(&found["less"]), spend - stated);
                prop_assert!(fen(&found["more"]) == 0 || fen(&found["less"]) == 0);
                prop_assert!(grant(spend) >= wanted, "it gives what is wanted");
                prop_assert!(spend == 0 || grant(spend - 1) < wanted, "one fen less does not");
                prop_assert!(answer["wanted"]["bound"].is_null());
            }
            None => {
                prop_assert!(found.is_null() && answer["wanted"]["bound"].is_string());
                let largest = fen(&answer["wanted"]["largest"]);
                prop_assert!(largest < wanted);
                prop_assert_eq!(grant(100_000_000_000), largest, "out of reach really is");
            }
        }
    }

    #[test]
    fn beyond_the_most_nothing_is_added(policy in prop::sample::select(vec!["nanchang", "wuhan", "hebi"]), batch in 1..=3u8, level in 2..=4u8,
                                        stated in 0..400_000_000i128) {
        let with = |software: i128| city(policy, batch, level, &[("software", &yuan(software))]);
        let grant = |software: i128| fen(&estimate(&with(software))["grant"]["amount"]);
        let most = &solved(catalog(), &with(stated), None)["most"][0];
        let (percent, cap) = clause(policy, batch, level).unwrap();
        let spend = fen(&most["needs"]["amount"]["spend"]);
        prop_assert_eq!((spend, fen(&most["largest"])), ((cap * 10_000 + percent - 1) / percent, cap * 100));
        prop_assert_eq!(grant(spend), cap * 100);
        prop_assert_eq!(grant(spend + 1), cap * 100, "one fen more adds nothing");
        prop_assert!(grant(spend - 1) < cap * 100, "one fen less gives less");
        prop_assert_eq!(fen(&most["gain"]), cap * 100 - grant(stated));
    }

    #[test]
    fn a_larger_grant_never_needs_less(rate in 1..=10_000i128, cap in 0..100_000_000_000i128, low in 0..100_000_000i128, more in 0..100_000_000i128) {
        let own = json!({"rate": format!("{}.{:04}", rate / 10_000, rate % 10_000), "cap": yuan(cap)});
        let application = json!({"policy": "songjiang", "level": 1, "spend": [], "own_terms": own});
        let spend = |wanted: i128| {
            let answer = solve(&application, &yuan(wanted));
            let found = &answer["wanted"]["needs"]["amount"];
            if found.is_null() { i128::MAX } else { fen(&found["spend"]) }
        };
        prop_assert!(spend(low) <= spend(low + more));
        let expected = (low * 10_000 + rate - 1) / rate;
        // All that can be stated is a million million yuan.
        prop_assert_eq!(spend(low), if low > cap || expected > 100_000_000_000_000 { i128::MAX } else { expected });
    }
}
