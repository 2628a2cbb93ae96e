//! A provider's offer. Every expected figure is worked out by hand beside it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::error::Error;
use subsidy::wire;

fn asked(quote: &Json) -> Result<Json, Error> {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let catalog = CATALOG.get_or_init(|| Catalog::embedded().unwrap());
    let bytes = wire::quote(catalog, quote.to_string().as_bytes(), Date::new(2024, 9, 30).unwrap())?;
    Ok(serde_json::from_slice(&bytes).unwrap())
}

fn offer(quote: Json) -> Json {
    asked(&quote).unwrap_or_else(|error| panic!("{quote}: {error}"))
}

fn refused(quote: Json) -> String {
    let error = asked(&quote).unwrap_err();
    format!("{} {}", error.code().as_str(), error.path())
}

fn spread(amount: &str, low: &str, high: &str) -> Json {
    json!({"amount": amount, "low": low, "high": high})
}

fn one(amount: &str) -> Json {
    spread(amount, amount, amount)
}

fn line(category: &str, price: &str, tax: &str) -> Json {
    json!({"category": category, "quantity": 1, "unit_price": price, "tax_rate": tax})
}

/// Software 3 × 100,000 less 10 % = 270,000, tax 35,100; cloud 2 × 12,000 × 3 years = 72,000, tax 4,320; services 50,000,
/// tax 3,000. 342,000 count × 60 % = 205,200; 392,000 − 205,200 = 186,800; 205,200 ÷ 392,000 = 52.34 %.
/// Of a budget of 200,000 the services take 50,000; 150,000 ÷ 40 % = 375,000, of which 225,000 is paid.
#[test]
fn nanchang_with_discount_years_and_a_budget_below_the_cap() {
    let answer = offer(json!({"policy": "nanchang", "batch": 1, "level": 2, "net_budget": "200000", "packages": [{
    "name": "基础", "lines": [
        {"category": "software", "quantity": 3, "unit_price": "100000", "discount": "0.10", "tax_rate": "0.13"},
        {"category": "cloud", "quantity": 2, "unit_price": "12000", "tax_rate": "0.06", "years": 3},
        line("services", "50000", "0.06")
    ]}]}));
    let package = &answer["packages"][0];
    assert_eq!(package["name"], "基础");
    assert_eq!(
        package["lines"],
        json!([
            {"list": "300000.00", "discount": "30000.00", "without_tax": "270000.00", "tax": "35100.00", "with_tax": "305100.00"},
            {"list": "72000.00", "discount": "0.00", "without_tax": "72000.00", "tax": "4320.00", "with_tax": "76320.00"},
            {"list": "50000.00", "discount": "0.00", "without_tax": "50000.00", "tax": "3000.00", "with_tax": "53000.00"}
        ])
    );
    let total = json!({"list": "422000.00", "discount": "30000.00", "without_tax": "392000.00", "tax": "42420.00",
                       "with_tax": "434420.00"});
    assert_eq!(package["total"], total);
    assert_eq!((&answer["base"], &answer["base_assumed"]), (&json!("without_tax"), &json!(true)));
    assert_eq!((&package["spend"], &package["outcome"]), (&json!("392000.00"), &json!("upper_limit")));
    assert_eq!(package["grant"], one("205200.00"));
    assert_eq!(package["net_cost"], one("186800.00"));
    // 434,420 − 205,200: the tax is paid all the same.
    assert_eq!(package["payment"], one("229220.00"));
    assert_eq!(package["effective_discount"], one("0.523"));
    assert_eq!(
        package["highest"],
        json!({"total": "425000.00", "counted": "375000.00", "grant": "225000.00", "bound": null, "hindrance": null, "footing": "one_reading"})
    );
}

/// Without tax 266,000 + 108,000 + 42,000 + 16,000 + 58,333.34 (a discount of 8,333.33375, cut down); tax 34,580 + 6,480 + 5,460 + 960
/// + 7,583.33 (7,583.3342). The training does not count: 474,333.34 × 60 % = 284,600.004.
#[test]
fn the_customer_pays_the_invoice_less_the_grant() {
    let answer = offer(json!({"policy": "nanchang", "batch": 1, "level": 2, "packages": [{"name": "a", "lines": [
        {"category": "software", "quantity": 1, "unit_price": "280000", "discount": "0.05", "tax_rate": "0.13"},
        {"category": "cloud", "quantity": 1, "unit_price": "36000", "tax_rate": "0.06", "years": 3},
        {"category": "data_equipment", "quantity": 12, "unit_price": "3500", "tax_rate": "0.13"},
        {"category": "training", "quantity": 2, "unit_price": "8000", "tax_rate": "0.06"},
        {"category": "software", "quantity": 1, "unit_price": "66666.67", "discount": "0.125", "tax_rate": "0.13"}
    ]}]}));
    let package = &answer["packages"][0];
    assert_eq!(
        [&package["total"]["without_tax"], &package["total"]["tax"], &package["total"]["with_tax"]],
        ["490333.34", "55063.33", "545396.67"]
    );
    assert_eq!(package["grant"], one("284600.00"));
    assert_eq!(package["net_cost"], one("205733.34"));
    assert_eq!(package["payment"], one("260796.67"));
}

/// With tax in the price: 700,000 × 13 ÷ 113 = 80,530.973; 4 × 12,345.67 = 49,382.68, × 13 ÷ 113 = 5,681.193.
/// The user counts tax: 749,382.68 × 40 % is above 250,000. A budget of 400,000 + 250,000 = 650,000, above 625,000.
#[test]
fn nanchang_with_tax_in_price_and_base_at_the_cap() {
    let answer = offer(json!({"policy": "nanchang", "batch": 3, "level": 3, "prices": "with_tax", "base": "with_tax",
    "net_budget": "400000", "packages": [{"name": "完整", "lines": [
        line("software", "700000", "0.13"),
        {"category": "data_equipment", "quantity": 4, "unit_price": "12345.67", "tax_rate": "0.13"}
    ]}]}));
    let package = &answer["packages"][0];
    let total = json!({"list": "749382.68", "discount": "0.00", "without_tax": "663170.52", "tax": "86212.16",
                       "with_tax": "749382.68"});
    assert_eq!(package["total"], total);
    assert_eq!((&answer["base"], &answer["base_assumed"]), (&json!("with_tax"), &json!(false)));
    assert_eq!(package["grant"], one("250000.00"));
    assert_eq!(package["net_cost"], one("499382.68"));
    assert_eq!(package["payment"], one("499382.68"), "what counts holds the tax already");
    assert_eq!(package["effective_discount"], one("0.333"));
    assert_eq!(
        package["highest"],
        json!({"total": "650000.00", "counted": "650000.00", "grant": "250000.00", "bound": "cap", "hindrance": null, "footing": "one_reading"})
    );
}

/// 500,000 × 30 % = 150,000; the machine of 200,000 does not count, and alone exceeds a budget of 100,000.
#[test]
fn wuhan_where_other_spend_exceeds_the_budget() {
    let answer =
        offer(json!({"policy": "wuhan", "level": 2, "net_budget": "100000", "packages": [{"name": "a", "lines": [
            line("software", "500000", "0.13"), line("hardware", "200000", "0.13")
        ]}]}));
    let package = &answer["packages"][0];
    assert_eq!((&package["total"]["tax"], &package["total"]["with_tax"]), (&json!("91000.00"), &json!("791000.00")));
    assert_eq!(package["outcome"], "published_rate");
    assert_eq!(package["grant"], one("150000.00"));
    assert_eq!(package["net_cost"], one("550000.00"));
    assert_eq!(package["payment"], one("641000.00"));
    assert_eq!(package["effective_discount"], one("0.214"));
    assert_eq!(package["highest"]["hindrance"], "other_spend");
    assert_eq!(package["highest"]["total"], Json::Null);
}

/// Level 1 pays nothing, level 3 and 4 at most 400,000 of 1,100,000: 36.36 %.
#[test]
fn wuhan_with_the_level_open_is_a_span() {
    let answer = offer(json!({"policy": "wuhan", "net_budget": "1", "packages": [{"name": "a", "lines": [
        line("software", "1000000", "0.13"), line("training", "100000", "0.06")
    ]}]}));
    let package = &answer["packages"][0];
    assert_eq!(package["total"]["with_tax"], "1236000.00");
    assert_eq!(package["outcome"], Json::Null);
    assert_eq!(package["grant"], json!({"amount": null, "low": "0.00", "high": "400000.00"}));
    assert_eq!(package["net_cost"], json!({"amount": null, "low": "700000.00", "high": "1100000.00"}));
    assert_eq!(package["payment"], json!({"amount": null, "low": "836000.00", "high": "1236000.00"}));
    assert_eq!(package["effective_discount"], json!({"amount": null, "low": "0", "high": "0.363"}));
    assert_eq!(package["highest"]["hindrance"], "open");
}

/// Level 3: 600,000 × 50 % + 5,000 of the diagnosis = 305,000; at least 5,000; at most 900,000 × 50 % + 5,000 = 455,000.
/// A budget of 508,000: less 308,000 that does not count, plus 5,000 paid back, is 205,000; ÷ 50 % = 410,000.
#[test]
fn hebi_between_two_clauses_with_a_diagnosis() {
    let answer = offer(json!({"policy": "hebi", "batch": 1, "level": 3, "net_budget": "508000", "packages": [{
    "name": "a", "lines": [
        line("software", "600000", "0.13"), line("diagnosis", "8000", "0.06"), line("hardware", "300000", "0.13")
    ]}]}));
    let package = &answer["packages"][0];
    assert_eq!((&package["total"]["tax"], &package["spend"]), (&json!("117480.00"), &json!("908000.00")));
    assert_eq!(package["outcome"], "needs_confirmation");
    assert_eq!(package["grant"], spread("305000.00", "5000.00", "455000.00"));
    assert_eq!(package["net_cost"], spread("603000.00", "453000.00", "903000.00"));
    // 1,025,480 with tax, less each of the grants.
    assert_eq!(package["payment"], spread("720480.00", "570480.00", "1020480.00"));
    assert_eq!(package["effective_discount"], spread("0.335", "0.005", "0.501"));
    assert_eq!(
        package["highest"],
        json!({"total": "718000.00", "counted": "410000.00", "grant": "210000.00", "bound": null, "hindrance": null, "footing": "unnamed_level"})
    );
}

/// 0.50 × 13 % = 0.065, half up 0.07, twice 0.14 and not 0.13. 857,143 × 35 % = 300,000.05, above the cap.
/// 557,142.99 + 300,000 = 857,142.99, and from 857,142.86 on the cap holds. 300,000 ÷ 857,143 = 34.999 %.
#[test]
fn hebi_with_tax_rounded_half_up_line_by_line() {
    let answer = offer(json!({"policy": "hebi", "batch": 3, "level": 2, "net_budget": "557142.99", "packages": [{
    "name": "a", "lines": [
        line("software", "0.5", "0.13"), line("cloud", "0.50", "0.13"), line("software", "857142", "0")
    ]}]}));
    let package = &answer["packages"][0];
    assert_eq!((&package["lines"][0]["tax"], &package["total"]["tax"]), (&json!("0.07"), &json!("0.14")));
    assert_eq!(package["total"]["with_tax"], "857143.14");
    assert_eq!(package["grant"], one("300000.00"));
    assert_eq!(package["net_cost"], one("557143.00"));
    assert_eq!(package["effective_discount"], one("0.349"));
    assert_eq!(
        package["highest"],
        json!({"total": "857142.99", "counted": "857142.99", "grant": "300000.00", "bound": "cap", "hindrance": null, "footing": "one_reading"})
    );
}

/// A machine of 100,000 counts for nothing, so the budget of 200,000 is all that fits. At level 3 it may count after all.
#[test]
fn where_no_line_counts_no_grant_raises_the_price() {
    let highest = |policy: &str, level: u8, budget: &str| {
        offer(json!({"policy": policy, "batch": 1, "level": level, "net_budget": budget,
            "packages": [{"name": "a", "lines": [line("hardware", "100000", "0.13")]}]}))["packages"][0]["highest"]
            .clone()
    };
    let only = |footing: &str| {
        json!({"total": "200000.00", "counted": "0.00", "grant": "0.00", "bound": null, "hindrance": "nothing_counts",
               "footing": footing})
    };
    assert_eq!(highest("nanchang", 2, "200000"), only("one_reading"));
    assert_eq!(highest("hebi", 2, "200000"), only("default_reading"));
    let other = highest("hebi", 2, "99999.99");
    assert_eq!((&other["hindrance"], &other["footing"]), (&json!("other_spend"), &json!("default_reading")));
    // Nothing is paid at level 1 under any reading.
    assert_eq!(highest("nanchang", 1, "200000")["bound"], "level");
}

/// Level 3 in Wuhan: 60 % of the software is left to pay; another reading takes the machine in, too.
/// (200,000 − 100,000) ÷ 60 % = 166,666.66, cut down.
#[test]
fn a_highest_price_names_the_reading_that_it_rests_on() {
    let answer =
        offer(json!({"policy": "wuhan", "level": 3, "net_budget": "200000", "packages": [{"name": "a", "lines": [
        line("hardware", "100000", "0.13"), line("software", "1000", "0.13")]}]}));
    let highest = &answer["packages"][0]["highest"];
    assert_eq!(
        [&highest["total"], &highest["counted"], &highest["footing"]],
        ["266666.66", "166666.66", "default_reading"]
    );
}

#[test]
fn packages_stand_side_by_side_and_the_providers_own_benefits_apart() {
    let of = |price: &str| json!({"name": price, "lines": [line("software", price, "0")]});
    let packages = json!([of("100000"), of("700000"), {"name": "empty"}]);
    let answer = offer(json!({"policy": "nanchang", "batch": 1, "level": 2, "packages": packages}));
    let grants: Vec<_> = answer["packages"].as_array().unwrap().iter().map(|one| &one["grant"]["amount"]).collect();
    assert_eq!(grants, ["60000.00", "400000.00", "0.00"]);
    let named = |one: &Json| [&one["benefit"], &one["payee"], &one["amount"], &one["certainty"]].map(Clone::clone);
    let named = |all: &Json| all.as_array().unwrap().iter().map(named).collect::<Vec<_>>();
    // Whose a case is, no document says: it may be the provider's.
    assert_eq!(
        named(&answer["provider"]),
        [
            ["light_product", "provider", "100000.00", "ceiling"].map(Json::from),
            ["chain_case", "case_owner", "200000.00", "ceiling"].map(Json::from)
        ]
    );
    let hebi = offer(json!({"policy": "hebi", "packages": []}));
    assert_eq!(
        named(&hebi["provider"]),
        [
            [json!("excellent_provider"), json!("provider"), Json::Null, json!("none")],
            ["light_product", "provider", "20000.00", "ceiling"].map(Json::from),
            ["chain_case", "case_owner", "150000.00", "ceiling"].map(Json::from)
        ]
    );
}

#[test]
fn without_a_published_rate_there_is_no_amount_and_own_terms_give_one() {
    let packages = json!([{"name": "a", "lines": [line("software", "400000", "0.13")]}]);
    for level in [json!({}), json!({"level": 2})] {
        let mut quote = json!({"policy": "fuzhou", "net_budget": "1", "packages": packages});
        quote.as_object_mut().unwrap().extend(level.as_object().unwrap().clone());
        let package = &offer(quote)["packages"][0];
        assert_eq!(package["outcome"], "not_published");
        assert!(
            package["grant"].is_null()
                && package["net_cost"].is_null()
                && package["payment"].is_null()
                && package["effective_discount"].is_null()
        );
        assert_eq!(package["highest"]["hindrance"], "not_published");
    }
    let own = json!({"rate": "0.3", "cap": "300000"});
    let answer = offer(json!({"policy": "fuzhou", "level": 2, "own_terms": own, "packages": packages}));
    assert_eq!(answer["packages"][0]["grant"], one("120000.00"));
}

/// 30 % up to 200,000 at any batch and level: 300,000 + 200,000 = 500,000 is below 666,666.67, where the cap begins, so
/// 300,000 ÷ 70 % = 428,571.428; a budget of 600,000 is above: 800,000.
#[test]
fn own_terms_give_a_price_whatever_the_level() {
    let own = json!({"rate": "0.3", "cap": "200000"});
    let packages = json!([{"name": "a", "lines": [line("software", "500000", "0.13")]}]);
    for policy in ["songjiang", "fuzhou"] {
        let highest = |budget: &str| {
            let quote = json!({"policy": policy, "own_terms": own, "net_budget": budget, "packages": packages});
            let package = offer(quote)["packages"][0].clone();
            assert_eq!(package["grant"], json!({"amount": null, "low": "150000.00", "high": "150000.00"}));
            package["highest"].clone()
        };
        assert_eq!(
            highest("300000"),
            json!({"total": "428571.42", "counted": "428571.42", "grant": "128571.42", "bound": null, "hindrance": null, "footing": "one_reading"})
        );
        assert_eq!(
            highest("600000"),
            json!({"total": "800000.00", "counted": "800000.00", "grant": "200000.00", "bound": "cap", "hindrance": null, "footing": "one_reading"})
        );
    }
    // Level 1 pays nothing at any batch: the budget is the price, whichever batch it is.
    let lowest = |policy: &str, level: Json| {
        let mut quote = json!({"policy": policy, "net_budget": "300000", "packages": packages});
        quote.as_object_mut().unwrap().extend(level.as_object().unwrap().clone());
        offer(quote)["packages"][0]["highest"].clone()
    };
    assert_eq!(lowest("nanchang", json!({"level": 1}))["total"], "300000.00");
    // Levels 3 and 4 are paid alike in Nanchang, but not the batches; an open level holds level 1.
    assert_eq!(lowest("nanchang", json!({"level": 2}))["hindrance"], "open");
    assert_eq!(lowest("nanchang", json!({"batch": 1}))["hindrance"], "open");
}

/// 100,000 of software, of which 60,000 are paid: not all of it. The price would be 1,000,000,400,000.
#[test]
fn a_budget_at_the_largest_amount_is_not_called_all_paid_back() {
    let packages = json!([{"name": "a", "lines": [line("software", "100000", "0.06")]}]);
    let hindrance = |quote: Json| {
        let highest = offer(quote)["packages"][0]["highest"].clone();
        assert_eq!((&highest["total"], &highest["counted"]), (&Json::Null, &Json::Null));
        highest["hindrance"].clone()
    };
    let large = "1000000000000";
    let quote = json!({"policy": "nanchang", "batch": 1, "level": 2, "net_budget": large, "packages": packages});
    assert_eq!(hindrance(quote), "too_large");
    // 400,000 less, and the price is the largest amount itself.
    let fits =
        json!({"policy": "nanchang", "batch": 1, "level": 2, "net_budget": "999999600000", "packages": packages});
    assert_eq!(offer(fits)["packages"][0]["highest"]["total"], "1000000000000.00");
    let whole = json!({"rate": "1", "cap": large});
    assert_eq!(
        hindrance(json!({"policy": "fuzhou", "level": 2, "own_terms": whole, "net_budget": "1", "packages": packages})),
        "too_large"
    );
    // Nothing counts but the diagnosis, of which 5,000 are paid back.
    let machine = json!([{"name": "a", "lines": [line("hardware", "1", "0"), line("diagnosis", "8000", "0.06")]}]);
    assert_eq!(
        hindrance(json!({"policy": "hebi", "batch": 1, "level": 2, "net_budget": large, "packages": machine})),
        "too_large"
    );
}

#[test]
fn bad_input_is_told_with_its_place() {
    let with = |line: Json| json!({"policy": "wuhan", "level": 2, "packages": [{"name": "a", "lines": [line]}]});
    let spoilt = |key: &str, value: Json| {
        let mut line = line("software", "1", "0.13");
        line[key] = value;
        refused(with(line))
    };
    assert_eq!(spoilt("quantity", json!(0)), "out_of_range packages[0].lines[0].quantity");
    assert_eq!(spoilt("quantity", json!("1")), "wrong_type packages[0].lines[0].quantity");
    assert_eq!(spoilt("years", json!(11)), "out_of_range packages[0].lines[0].years");
    assert_eq!(spoilt("tax_rate", json!("13%")), "invalid_rate packages[0].lines[0].tax_rate");
    assert_eq!(spoilt("discount", json!("1.1")), "invalid_rate packages[0].lines[0].discount");
    assert_eq!(spoilt("unit_price", json!("-1")), "invalid_amount packages[0].lines[0].unit_price");
    assert_eq!(spoilt("unit_price", json!("1000000000000")), "amount_too_large packages[0].lines[0].unit_price");
    assert_eq!(spoilt("surprise", json!(1)), "unknown_key packages[0].lines[0].surprise");
    let mut many = line("software", "1000000000000", "0");
    many["quantity"] = json!(1_000_000);
    assert_eq!(refused(with(many)), "amount_too_large packages[0].lines[0].unit_price");
    let large = line("software", "600000000000", "0");
    let quote = json!({"policy": "wuhan", "level": 2, "packages": [{"name": "a", "lines": [large, large]}]});
    assert_eq!(refused(quote), "sum_too_large packages[0].lines");
    let seven = vec![json!({"name": "a"}); 7];
    assert_eq!(refused(json!({"policy": "wuhan", "packages": seven})), "too_many_items packages");
    let own = json!({"rate": "0.3", "cap": "1"});
    let quote = json!({"policy": "wuhan", "level": 2, "own_terms": own, "packages": [{"name": "a"}]});
    assert_eq!(refused(quote), "own_terms_not_allowed own_terms");
    assert_eq!(refused(json!({"policy": "nowhere", "packages": []})), "unknown_policy policy");
}

fn yuan(fen: u64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

fn fen(amount: &Json) -> u64 {
    amount.as_str().unwrap().replace('.', "").parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_highest_price_fits_the_budget_and_a_fen_more_does_not(
        city in prop::sample::select(vec!["nanchang", "wuhan", "hebi"]), batch in 1..=3u8, level in 1..=4u8,
        budget in prop_oneof![0..200_000_000u64, 26_666_660..26_666_680u64, 0..100u64], other in 0..1_000_000u64
    ) {
        let quote = |software: u64| json!({"policy": city, "batch": batch, "level": level, "net_budget": yuan(budget),
            "packages": [{"name": "a", "lines": [
                line("software", &yuan(software), "0.13"), line("other", &yuan(other), "0"), line("diagnosis", "3000", "0")
            ]}]});
        let highest = offer(quote(1))["packages"][0]["highest"].clone();
        let costs = |software| fen(&offer(quote(software))["packages"][0]["net_cost"]["amount"]);
        if highest["hindrance"] == "other_spend" {
            prop_assert!(costs(0) > budget);
            return Ok(());
        }
        let counted = fen(&highest["counted"]);
        prop_assert_eq!(fen(&highest["total"]), counted + other + 300_000);
        prop_assert!(costs(counted) <= budget);
        prop_assert!(costs(counted + 1) > budget);
    }
}
