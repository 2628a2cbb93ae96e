//! What a programme's money has to meet. Every expected figure is worked out by hand beside it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table, programme};
use subsidy::date::Date;
use subsidy::error::Error;
use subsidy::json::Value;
use subsidy::programme::Programme;
use subsidy::scenario::Scenario;
use subsidy::wire;

fn tables(city: &str) -> (Table, Programme) {
    let table = Catalog::embedded().unwrap().find(city, today()).unwrap().clone();
    let programme = programme(None, &table).unwrap().unwrap();
    (table, programme)
}

fn today() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

fn asked(table: &Table, programme: &Programme, scenario: Option<&Json>) -> Result<Json, Error> {
    let read = |json: &Json| Scenario::read(&Value::parse(json.to_string().as_bytes())?);
    let scenario = scenario.map(read).transpose()?;
    let bytes = wire::budget(table, programme, scenario.as_ref(), today())?;
    Ok(serde_json::from_slice(&bytes).unwrap())
}

fn budget(city: &str) -> Json {
    let (table, programme) = tables(city);
    asked(&table, &programme, None).unwrap()
}

fn under(city: &str, scenario: &Json) -> Json {
    let (table, programme) = tables(city);
    asked(&table, &programme, Some(scenario)).unwrap()["scenario"].clone()
}

fn refused(city: &str, scenario: &Json) -> String {
    let (table, programme) = tables(city);
    let error = asked(&table, &programme, Some(scenario)).unwrap_err();
    format!("{} {}", error.code().as_str(), error.path())
}

fn codes(budget: &Json) -> Vec<&str> {
    budget["flags"].as_array().unwrap().iter().map(|flag| flag["code"].as_str().unwrap()).collect()
}

/// 260 × 40 + 150 × 35 + 40 × 25 = 10,400 + 5,250 + 1,000 = 16,650 万; 12,480 / 16,650 = 0.74954…;
/// 12,480 万 / (260 × 0.6 + 150 × 0.5 + 40 × 0.4) = 124,800,000 / 247 = 505,263.1578…
#[test]
fn the_pool_of_the_first_city_does_not_hold_at_the_caps() {
    let budget = budget("nanchang");
    assert_eq!(budget["total"], "150000000.00");
    assert_eq!(
        budget["demand"],
        json!({"at_caps": "166500000.00", "pool": "124800000.00", "coverage": "0.7495",
               "shortfall": "41700000.00", "break_even_spend": "505263.15"})
    );
    assert_eq!(codes(&budget), ["pool_overrun", "overflow_unstated", "lines_adjustable", "more_than_whole"]);
    assert_eq!(budget["flags"][3]["params"]["found"], 75);
    assert_eq!(budget["flags"][3]["params"]["whole"], 74);
    assert_eq!(budget.get("scenario"), None);
}

/// Annex 3: six lines that add up to 15,000 万; 83.2 % is printed for the first, 16.8 % for the others together.
#[test]
fn the_lines_are_those_of_the_annex_and_add_up() {
    let budget = budget("nanchang");
    let lines: Vec<_> = budget["lines"].as_array().unwrap().iter().map(|line| (&line["id"], &line["amount"])).collect();
    assert_eq!(
        json!(lines),
        json!([
            ["transformation", "124800000.00"],
            ["platform", "500000.00"],
            ["awards", "5500000.00"],
            ["monitoring", "9450000.00"],
            ["evaluation", "3150000.00"],
            ["ecosystem", "6600000.00"]
        ])
    );
    let shares: Vec<_> = budget["lines"].as_array().unwrap().iter().map(|line| line["share"].clone()).collect();
    assert_eq!(json!(shares), json!(["0.832", null, null, null, null, null]));
    let awards = &budget["lines"][2]["parts"];
    assert_eq!(json!([awards[0]["amount"], awards[0]["wording"]]), json!(["2500000.00", "about"]));
    assert_eq!(budget["lines"][5]["parts"][2]["wording"], "ceiling");
    assert_eq!(
        json!([budget["lines"][3]["fee"]["amount"], budget["lines"][3]["fee"]["count"]]),
        json!(["21000.00", 450])
    );
}

#[test]
fn what_is_not_published_is_null_and_flagged() {
    for (city, total, flags) in [
        ("wuhan", Json::Null, vec!["total_not_published", "pool_not_published", "counts_not_published"]),
        (
            "hebi",
            Json::Null,
            vec![
                "total_not_published",
                "pool_not_published",
                "counts_not_published",
                "pool_overrun",
                "overflow_unstated",
            ],
        ),
        // 1亿元 + 1.02亿元, of which the document says that they are all.
        ("songjiang", json!("202000000.00"), vec!["rate_not_published"]),
        ("fuzhou", Json::Null, vec!["total_not_published", "rate_not_published"]),
    ] {
        let budget = budget(city);
        assert_eq!(budget["total"], total, "{city}");
        assert_eq!(budget["demand"], Json::Null, "{city}");
        assert_eq!(codes(&budget), flags, "{city}");
    }
    // 600 × 5,000 = 3,000,000 against at most 2,000,000.
    assert_eq!(
        budget("hebi")["flags"][3]["params"],
        json!({"pool": "diagnosis", "at_caps": "3000000.00", "amount": "2000000.00", "shortfall": "1000000.00"})
    );
    // The other fund would be half of it; the document does not print it.
    let hebi = budget("hebi");
    assert_eq!(json!([hebi["funds"][0]["amount"], hebi["funds"][1]["amount"]]), json!([null, "200000000.00"]));
    assert_eq!(json!([hebi["lines"][0]["amount"], hebi["lines"][0]["wording"]]), json!([null, null]));
}

#[test]
fn every_enterprise_spends_the_same() {
    // At the break-even: 60 % of 505,263.15 = 303,157.89; 50 % = 252,631.575, cut down to 252,631.57;
    // 40 % = 202,105.26. 260 × 303,157.89 + 150 × 252,631.57 + 40 × 202,105.26 =
    // 78,821,051.40 + 37,894,735.50 + 8,084,210.40 = 124,799,997.30, so 2.70 is left.
    let just = under("nanchang", &json!({"spend": "505263.15"}));
    assert_eq!(just["demand"]["amount"], "124799997.30");
    assert_eq!(json!([just["count"], just["shortfall"], just["left"]]), json!([450, "0.00", "2.70"]));
    // 60 % of 700,000 is above the cap of 400,000, 50 % is the cap, 40 % is above 250,000: the demand at the caps.
    let capped = under("nanchang", &json!({"spend": "700000"}));
    assert_eq!(capped["demand"]["amount"], "166500000.00");
    assert_eq!(json!([capped["coverage"], capped["shortfall"]]), json!(["0.7495", "41700000.00"]));
    // 260 × 180,000 + 150 × 150,000 + 40 × 120,000 = 46,800,000 + 22,500,000 + 4,800,000.
    let low = under("nanchang", &json!({"spend": "300000"}));
    assert_eq!(json!([low["demand"]["amount"], low["left"]]), json!(["74100000.00", "50700000.00"]));
    // 124,800,000 / 74,100,000 = 1.68421…
    assert_eq!(low["coverage"], "1.6842");
}

#[test]
fn a_scenario_says_who_transforms() {
    // 100 × 360,000 + 50 × 350,000 (the cap) + 10 × 0 (level 1) = 36,000,000 + 17,500,000.
    let mixed = under(
        "nanchang",
        &json!({"groups": [
            {"batch": 1, "level": 3, "count": 100, "spend": "600000"},
            {"batch": 2, "count": 50},
            {"batch": 2, "level": 1, "count": 10, "spend": "600000"}
        ], "pool": "50000000"}),
    );
    assert_eq!(mixed["demand"]["amount"], "53500000.00");
    assert_eq!(json!([mixed["count"], mixed["pool"], mixed["shortfall"]]), json!([160, "50000000.00", "3500000.00"]));
    // 50,000,000 / 53,500,000 = 0.93457…
    assert_eq!(mixed["coverage"], "0.9345");
    // Policy facts, HB-A7: 30 × 120 + 570 × 50 = 32,100; by batch 2 26,400; by batch 3 20,700 (万元).
    for (batch, demand) in [(1, "321000000.00"), (2, "264000000.00"), (3, "207000000.00")] {
        let groups = json!([{"level": 4, "count": 30}, {"batch": batch, "level": 2, "count": 570}]);
        let exposed = under("hebi", &json!({"groups": groups}));
        assert_eq!(exposed["demand"]["amount"], demand);
        assert_eq!(json!([exposed["pool"], exposed["coverage"], exposed["left"]]), json!([null, null, null]));
    }
    // No clause names level 3: nothing, or level 2's 50 % of 600,000 for each of 10.
    let unnamed = under("hebi", &json!({"groups": [{"batch": 1, "level": 3, "count": 10, "spend": "600000"}]}));
    assert_eq!(unnamed["demand"], json!({"amount": "3000000.00", "low": "0.00", "high": "3000000.00"}));
}

#[test]
fn own_terms_where_none_are_published() {
    let own = json!({"rate": "0.30", "cap": "300000"});
    // 520 × min(500,000 × 30 %, 300,000) = 520 × 150,000.
    let songjiang = under("songjiang", &json!({"groups": [{"count": 520, "spend": "500000"}], "own_terms": own}));
    assert_eq!(songjiang["demand"]["amount"], "78000000.00");
    let without = under("songjiang", &json!({"groups": [{"count": 520, "spend": "500000"}]}));
    assert_eq!(json!([without["demand"], without["groups"][0]["grant"]]), json!([null, null]));
    assert_eq!(refused("nanchang", &json!({"own_terms": own})), "own_terms_not_allowed own_terms");
}

#[test]
fn what_a_scenario_leaves_out_is_not_made_up() {
    for (city, scenario, error) in [
        ("hebi", json!({"spend": "600000"}), "missing_field groups"),
        ("songjiang", json!({}), "missing_field groups"),
        ("hebi", json!({"groups": [{"batch": 1, "count": 5}]}), "missing_field groups[0].level"),
        ("wuhan", json!({"groups": [{"level": 2, "count": 5}, {"count": 5}]}), "missing_field groups[1].level"),
        ("nanchang", json!({"groups": [{"level": 2, "count": 5}]}), "batch_required groups[0].batch"),
        ("nanchang", json!({"groups": [{"batch": 4, "count": 5}]}), "out_of_range groups[0].batch"),
        ("nanchang", json!({"groups": [{"batch": 1, "count": -5}]}), "out_of_range groups[0].count"),
        ("nanchang", json!({"groups": [{"batch": 1, "count": 5, "spent": "1"}]}), "unknown_key groups[0].spent"),
        ("nanchang", json!({"spend": 700000}), "wrong_type spend"),
        ("nanchang", json!({"policy": "nanchang"}), "unknown_key policy"),
    ] {
        assert_eq!(refused(city, &scenario), error, "{scenario}");
    }
}

#[test]
fn an_overrun_cuts_no_enterprise() {
    let groups = json!({"groups": [{"batch": 1, "level": 2, "count": 1000, "spend": "666667"}]});
    let over = under("nanchang", &groups);
    assert_eq!(over["groups"][0]["grant"]["amount"], "400000.00");
    assert_eq!(over["shortfall"], "275200000.00");
}

/// Another pool or another cap for the same city, as its files say it.
fn changed(from: &str, to: &str, policy_from: &str, policy_to: &str) -> Json {
    let text = |file: &str, from: &str, to: &str| {
        let place = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/nanchang/");
        let text = std::fs::read_to_string(format!("{place}{file}")).unwrap();
        assert!(text.contains(from), "{from} in {file}");
        Value::parse(text.replacen(from, to, 1).as_bytes()).unwrap()
    };
    let table = Table::read(&text("policy.json", policy_from, policy_to)).unwrap();
    let programme = Programme::read(&text("programme.json", from, to)).unwrap();
    asked(&table, &programme, None).unwrap()["demand"].clone()
}

#[test]
fn the_break_even_knows_the_caps() {
    let (same, line) = (r#""amount": "400000""#, r#""amount": "124800000""#);
    // With a cap of 300,000 in batch 1, 505,263 is above its threshold of 500,000: 260 × 300,000 = 78,000,000 go,
    // 46,800,000 are left for 150 × 0.5 + 40 × 0.4 = 91: 514,285.714…
    assert_eq!(changed(line, line, same, r#""amount": "300000""#)["break_even_spend"], "514285.71");
    // A pool that pays every cap is never used up: 166,500,000 and one fen less.
    assert_eq!(changed(line, r#""amount": "166500000""#, same, same)["break_even_spend"], "700000.00");
    let ample = changed(line, r#""amount": "166500000.01""#, same, same);
    assert_eq!(json!([ample["break_even_spend"], ample["coverage"], ample["shortfall"]]), json!([null, "1", "0.00"]));
}

fn fen(amount: &Json) -> i64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// The demand is the enterprises' own grants, whatever their order; it never falls with the spend and never passes
    /// the caps.
    #[test]
    fn demand_is_the_sum_of_what_each_is_paid(
        spends in proptest::collection::vec((1u8..=3, 1u8..=4, 0u32..500, 0i64..200_000_000), 1..6)
    ) {
        let (table, programme) = tables("nanchang");
        let group = |more: i64| move |&(batch, level, count, fen): &(u8, u8, u32, i64)| {
            let fen = fen + more;
            json!({"batch": batch, "level": level, "count": count, "spend": format!("{}.{:02}", fen / 100, fen % 100)})
        };
        let demand = |groups: Vec<Json>| {
            fen(&asked(&table, &programme, Some(&json!({"groups": groups}))).unwrap()["scenario"]["demand"]["amount"])
        };
        let groups: Vec<Json> = spends.iter().map(group(0)).collect();
        let catalog = Catalog::embedded().unwrap();
        let each = groups.iter().map(|group| {
            let application = json!({"policy": "nanchang", "batch": group["batch"], "level": group["level"],
                "spend": [{"category": "software", "amount": group["spend"]}]});
            let estimate = wire::estimate(&catalog, application.to_string().as_bytes(), today()).unwrap();
            let estimate: Json = serde_json::from_slice(&estimate).unwrap();
            fen(&estimate["grant"]["amount"]) * group["count"].as_i64().unwrap()
        });
        let whole = demand(groups.clone());
        prop_assert_eq!(whole, each.sum::<i64>());
        prop_assert_eq!(whole, demand(groups.iter().rev().cloned().collect()));
        prop_assert!(whole <= demand(spends.iter().map(group(1_000)).collect()));
        let caps: i64 = spends.iter().map(|(batch, level, count, _)| {
            let cap = [40_000_000, 35_000_000, 25_000_000][usize::from(*batch) - 1];
            if *level == 1 { 0 } else { cap * i64::from(*count) }
        }).sum();
        prop_assert!(whole <= caps);
    }
}
