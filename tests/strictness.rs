//! Bad input: each gets the contract's error with its place, in the one strict reader that every shell uses.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::wire;

fn estimate(bytes: &[u8]) -> Result<Json, subsidy::error::Error> {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let catalog = CATALOG.get_or_init(|| Catalog::embedded().unwrap());
    let today = Date::new(2024, 9, 30).unwrap();
    wire::estimate(catalog, bytes, today).map(|bytes| serde_json::from_slice(&bytes).unwrap())
}

/// The error as `code at path: message`.
fn refused(text: &str) -> String {
    match estimate(text.as_bytes()) {
        Ok(answer) => panic!("answered {text} with {answer}"),
        Err(error) => format!("{} at {:?}: {}", error.code().as_str(), error.path(), error.message()),
    }
}

/// A good application with one member replaced or added.
fn with(member: &str, value: &str) -> String {
    let mut members = vec![
        ("policy", r#""nanchang""#),
        ("batch", "1"),
        ("level", "2"),
        ("spend", r#"[{"category":"software","amount":"300000.00"}]"#),
    ];
    members.retain(|(name, _)| *name != member);
    members.push((member, value));
    let members: Vec<_> = members.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

fn without(member: &str) -> String {
    with(member, "0").replace(&format!(",\"{member}\":0"), "")
}

fn spend(amount: &str) -> String {
    with("spend", &format!(r#"[{{"category":"software","amount":{amount}}}]"#))
}

#[test]
fn text_that_is_no_json() {
    assert_eq!(refused(""), "invalid_json at \"\": not valid JSON at line 1, column 0");
    assert_eq!(
        refused("{\"policy\": \"nanchang\",\n \"level\": "),
        "invalid_json at \"\": not valid JSON at line 2, column 10"
    );
    assert_eq!(refused("{} {}"), "invalid_json at \"\": not valid JSON at line 1, column 4");
    assert_eq!(refused(r#"{"policy":"\ud800"}"#).split(':').next(), Some("invalid_json at \"\""));
    let error = estimate(b"{\"policy\":\"\xff\"}").unwrap_err();
    assert_eq!((error.code().as_str(), error.path()), ("invalid_utf8", ""));
}

#[test]
fn wrong_shapes() {
    assert_eq!(refused("[]"), "wrong_type at \"\": expected object, found array");
    assert_eq!(refused("null"), "wrong_type at \"\": expected object, found null");
    assert_eq!(refused(&with("spend", "{}")), "wrong_type at \"spend\": expected array, found object");
    assert_eq!(
        refused(&with("spend", r#"[["software","1"]]"#)),
        "wrong_type at \"spend[0]\": expected object, found array"
    );
    assert_eq!(refused(&with("level", "\"2\"")), "wrong_type at \"level\": expected integer, found string");
    assert_eq!(refused(&with("level", "2.5")), "wrong_type at \"level\": expected integer, found number");
    assert_eq!(refused(&with("batch", "null")), "wrong_type at \"batch\": expected integer, found null");
    assert_eq!(refused(&with("own_terms", "[]")), "wrong_type at \"own_terms\": expected object, found array");
    assert_eq!(refused(&with("awards", "[\"x\"]")), "wrong_type at \"awards[0]\": expected object, found string");
}

#[test]
fn unknown_duplicate_and_missing_keys() {
    assert_eq!(
        refused(&with("lvel", "2")),
        "unknown_key at \"lvel\": unknown key \"lvel\"; allowed: policy, as_of, batch, level, size_class, spend, awards, \
         provincial_subsidy, own_terms, eligibility"
    );
    assert_eq!(
        refused(&with("spend", r#"[{"category":"cloud","amount":"1"},{"category":"cloud","amount":"1","vat":"0"}]"#)),
        "unknown_key at \"spend[1].vat\": unknown key \"vat\"; allowed: category, amount, label"
    );
    assert_eq!(
        refused(r#"{"policy":"nanchang","policy":"wuhan","level":2,"spend":[]}"#),
        "duplicate_key at \"policy\": key \"policy\" occurs twice"
    );
    assert_eq!(
        refused(&with("spend", r#"[{"category":"cloud","amount":"1","amount":"2"}]"#)),
        "duplicate_key at \"spend[0].amount\": key \"amount\" occurs twice"
    );
    assert_eq!(refused(&without("policy")), "missing_field at \"policy\": required field is missing");
    assert_eq!(refused(&without("level")), "missing_field at \"level\": required field is missing");
    assert_eq!(refused(&without("spend")), "missing_field at \"spend\": required field is missing");
    assert_eq!(
        refused(&with("spend", r#"[{"category":"cloud"}]"#)),
        "missing_field at \"spend[0].amount\": required field is missing"
    );
    assert_eq!(
        refused(&with("own_terms", r#"{"rate":"0.3"}"#)),
        "missing_field at \"own_terms.cap\": required field is missing"
    );
}

#[test]
fn amounts_that_are_none() {
    for amount in [
        "-1",
        "+1",
        "1e3",
        "1E3",
        "1,000",
        "3_00",
        "01",
        "00",
        "1.",
        ".5",
        "1.005",
        "",
        " 1",
        "1 ",
        "０",
        "1.2.3",
        "NaN",
        "∞",
        "0x10",
        "99999999999999",
    ] {
        let text = spend(&format!("{amount:?}"));
        assert_eq!(refused(&text).split(':').next(), Some("invalid_amount at \"spend[0].amount\""), "{amount}");
    }
    assert_eq!(
        refused(&spend("\"1e3\"")),
        "invalid_amount at \"spend[0].amount\": \"1e3\" is not an amount; write yuan as a string of digits with at most two \
         decimals, such as \"300000.00\""
    );
    assert_eq!(refused(&spend("300000")), "wrong_type at \"spend[0].amount\": expected string, found integer");
    assert_eq!(refused(&spend("0.1")), "wrong_type at \"spend[0].amount\": expected string, found number");
    assert_eq!(
        refused(&spend("\"1000000000000.01\"")),
        "amount_too_large at \"spend[0].amount\": 1000000000000.01 is above the limit of 1000000000000 yuan"
    );
    assert_eq!(
        refused(&with(
            "spend",
            r#"[{"category":"cloud","amount":"1000000000000"},{"category":"other","amount":"0.01"}]"#
        )),
        "sum_too_large at \"spend\": the amounts add up to more than the limit of 1000000000000 yuan"
    );
}

#[test]
fn ranges_words_and_dates() {
    assert_eq!(refused(&with("level", "0")), "out_of_range at \"level\": 0 is out of range; allowed: 1 to 4");
    assert_eq!(refused(&with("level", "5")), "out_of_range at \"level\": 5 is out of range; allowed: 1 to 4");
    assert_eq!(refused(&with("batch", "4")), "out_of_range at \"batch\": 4 is out of range; allowed: 1 to 3");
    assert_eq!(refused(&with("batch", "-1")), "out_of_range at \"batch\": -1 is out of range; allowed: 1 to 3");
    assert_eq!(refused(&with("batch", "1e300")), "wrong_type at \"batch\": expected integer, found number");
    assert_eq!(
        refused(&with("size_class", "\"large\"")),
        "unknown_value at \"size_class\": unknown value \"large\"; allowed: above_scale, below_scale"
    );
    assert_eq!(
        refused(&with("policy", "\"beijing\"")),
        "unknown_policy at \"policy\": no policy table \"beijing\"; there are: fuzhou, hebi, nanchang, songjiang, wuhan"
    );
    for day in ["2024-9-30", "2024-02-30", "20240930", "2024-09-30T00:00:00Z", "", "1899-12-31"] {
        let text = with("as_of", &format!("{day:?}"));
        assert_eq!(refused(&text), format!("invalid_date at \"as_of\": \"{day}\" is not a date; write YYYY-MM-DD"));
    }
    assert_eq!(
        refused(&with("spend", &format!(r#"[{{"category":"cloud","amount":"1","label":"{}"}}]"#, "标".repeat(201)))),
        "text_too_long at \"spend[0].label\": 201 characters; at most 200 are allowed"
    );
    for (rate, ok) in
        [("1.0001", false), ("0.12345", false), ("30%", false), ("-0.1", false), ("1", true), ("0.3333", true)]
    {
        let text = format!(r#"{{"policy":"fuzhou","level":2,"spend":[],"own_terms":{{"rate":"{rate}","cap":"1"}}}}"#);
        assert_eq!(estimate(text.as_bytes()).is_ok(), ok, "{rate}");
    }
}

#[test]
fn what_the_table_does_not_allow() {
    assert_eq!(
        refused(&without("batch")),
        "batch_required at \"batch\": the clause for this level depends on the batch; allowed: 1, 2, 3"
    );
    assert_eq!(
        refused(&with("own_terms", r#"{"rate":"0.3","cap":"300000"}"#)),
        "own_terms_not_allowed at \"own_terms\": the document publishes its rate, so own terms are not taken"
    );
    assert_eq!(
        refused(&with("awards", r#"[{"benefit":"smart_factory"}]"#)),
        "unknown_award at \"awards[0].benefit\": this policy has no award \"smart_factory\"; there are: model_enterprise, \
         light_product, chain_case"
    );
    assert_eq!(
        refused(&with("awards", r#"[{"benefit":"chain_case"},{"benefit":"chain_case"}]"#)),
        "duplicate_award at \"awards[1].benefit\": award \"chain_case\" is named twice; use its count"
    );
    assert_eq!(
        refused(&with("awards", r#"[{"benefit":"model_enterprise","count":2}]"#)),
        "out_of_range at \"awards[0].count\": 2 is out of range; allowed: 1 to 1"
    );
    assert_eq!(
        refused(&with("awards", r#"[{"benefit":"chain_case","count":1001}]"#)),
        "out_of_range at \"awards[0].count\": 1001 is out of range; allowed: 1 to 1000"
    );
    assert_eq!(
        refused(r#"{"policy":"hebi","batch":1,"level":2,"spend":[],"awards":[{"benefit":"little_giant_match"}]}"#),
        "provincial_subsidy_required at \"provincial_subsidy\": award \"little_giant_match\" is a share of the provincial \
         subsidy; its amount is missing"
    );
}

#[test]
fn conditions_of_a_closed_list_only() {
    let stated = |value: &str| with("eligibility", value);
    assert_eq!(
        refused(&stated(r#"{"conditions":{"weather":"met"}}"#)),
        "unknown_key at \"eligibility.conditions.weather\": unknown key \"weather\"; allowed: industry, place, \
         small_or_medium, credit, legal_person, listed, level, registered, accepted, audited"
    );
    assert_eq!(
        refused(&stated(r#"{"conditions":{"industry":"yes"}}"#)),
        "unknown_value at \"eligibility.conditions.industry\": unknown value \"yes\"; allowed: met, unmet, open"
    );
    for (value, error) in [
        (r#"{"conditions":{"industry":true}}"#, "wrong_type at \"eligibility.conditions.industry\""),
        (r#"{"conditions":{"place":"met","place":"met"}}"#, "duplicate_key at \"eligibility.conditions.place\""),
        (r#"{"conditions":[]}"#, "wrong_type at \"eligibility.conditions\""),
        ("[]", "wrong_type at \"eligibility\""),
        ("null", "wrong_type at \"eligibility\""),
        (r#"{"staff":5}"#, "unknown_key at \"eligibility.staff\""),
        (r#"{"employees":"5"}"#, "wrong_type at \"eligibility.employees\""),
        (r#"{"employees":-1}"#, "out_of_range at \"eligibility.employees\""),
        (r#"{"employees":1000001}"#, "out_of_range at \"eligibility.employees\""),
        (r#"{"employees":1.5}"#, "wrong_type at \"eligibility.employees\""),
        (r#"{"revenue":5}"#, "wrong_type at \"eligibility.revenue\""),
        (r#"{"revenue":"3000万"}"#, "invalid_amount at \"eligibility.revenue\""),
        (r#"{"revenue":"1000000000000.01"}"#, "amount_too_large at \"eligibility.revenue\""),
    ] {
        assert_eq!(refused(&stated(value)).split(':').next(), Some(error), "{value}");
    }
}

#[test]
fn hostile_nesting_costs_no_stack() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert_eq!(refused(&deep), "wrong_type at \"\": expected object, found array");
    assert_eq!(refused(&with("spend", &deep)), "wrong_type at \"spend[0]\": expected object, found array");
    assert_eq!(refused(&with("x", &deep)).split(':').next(), Some("unknown_key at \"x\""));
    let objects = format!("{}1{}", "{\"policy\":".repeat(100_000), "}".repeat(100_000));
    assert_eq!(refused(&objects), "wrong_type at \"policy\": expected string, found object");
    let cut = "[".repeat(1_000_000);
    assert_eq!(refused(&cut).split(':').next(), Some("invalid_json at \"\""));
}

#[test]
fn what_is_valid_is_answered() {
    let nothing = estimate(with("spend", "[]").as_bytes()).unwrap();
    assert_eq!((nothing["grant"]["amount"].as_str(), nothing["spend"]["total"].as_str()), (Some("0.00"), Some("0.00")));
    assert_eq!(estimate(spend("\"0\"").as_bytes()).unwrap()["grant"]["amount"], "0.00");

    let items: Vec<_> = (0..10_000).map(|_| json!({"category": "software", "amount": "0.01"})).collect();
    let many = estimate(with("spend", &Json::from(items.clone()).to_string()).as_bytes()).unwrap();
    assert_eq!(many["spend"]["eligible"], "100.00");
    assert_eq!(many["grant"]["amount"], "60.00");
    assert_eq!(many["items"].as_array().unwrap().len(), 10_000);

    let mut too_many = items;
    too_many.push(json!({"category": "software", "amount": "0.01"}));
    assert_eq!(
        refused(&with("spend", &Json::from(too_many).to_string())),
        "too_many_items at \"spend\": 10001 items; at most 10000 are allowed"
    );
    let most = estimate(spend("\"1000000000000\"").as_bytes()).unwrap();
    assert_eq!(most["net_cost"]["amount"], "999999600000.00");
    // A byte order mark and white space around are no part of the document.
    assert!(estimate(format!("\u{feff} {} \r\n", with("level", "2.0")).as_bytes()).is_ok());
}

#[test]
fn a_truncated_or_hostile_table_is_refused_with_its_place() {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == "nanchang").unwrap();
    let text = std::str::from_utf8(bytes).unwrap();
    for length in (0..bytes.len() - 2).step_by(997) {
        let cut = Value::parse(&bytes[..length]).map(|value| Table::read(&value).is_ok());
        assert_ne!(cut, Ok(true), "cut at {length}");
    }
    let table = |text: &str| match Value::parse(text.as_bytes()).and_then(|value| Table::read(&value)) {
        Ok(_) => "read".into(),
        Err(error) => format!("{} at {:?}", error.code().as_str(), error.path()),
    };
    assert_eq!(table(text), "read");
    let rate = "benefits[0].gives.spend_share.clauses[0].rate.rate";
    assert_eq!(table(&text.replacen("\"0.60\"", "0.60", 1)), format!("wrong_type at {rate:?}"));
    assert_eq!(table(&text.replacen("\"0.60\"", "\"6.0\"", 1)), format!("invalid_rate at {rate:?}"));
    assert_eq!(
        table(&text.replacen("\"spend_share\"", "\"spend_shares\"", 1)),
        "unknown_key at \"benefits[0].gives.spend_shares\""
    );
    assert_eq!(table(&text.replacen("\"format\"", "\"__proto__\"", 1)), "unknown_key at \"__proto__\"");
    assert_eq!(table("{}"), "missing_field at \"format\"");
    assert_eq!(table("[]"), "wrong_type at \"\"");
}
