//! The grant over the spend that counts: exact points, straight between them, whatever the batch and the reading.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::application::Application;
use subsidy::catalog::Catalog;
use subsidy::curve::{Curve, Line, curve};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::wire;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn today() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

fn drawn(application: &Json) -> Option<Curve> {
    let read = Application::read(&Value::parse(application.to_string().as_bytes()).unwrap()).unwrap();
    curve(catalog().find(&read.policy, today()).unwrap(), &read).unwrap()
}

fn city(policy: &str, batch: Option<u8>, level: u8, spend: &[(&str, i64)]) -> Json {
    let spend: Vec<_> =
        spend.iter().map(|(category, fen)| json!({"category": category, "amount": yuan(*fen)})).collect();
    let mut application = json!({"policy": policy, "level": level, "spend": spend});
    if let Some(batch) = batch {
        application["batch"] = batch.into();
    }
    application
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

/// The grants of a line, default, low and high in yuan, at a spend in yuan.
fn at(curve: &Curve, line: &Line, spend: &str) -> [String; 3] {
    let place =
        curve.spends.iter().position(|found| found.to_string() == spend).unwrap_or_else(|| panic!("no {spend}"));
    let range = line.grants[place];
    [range.amount, range.low, range.high].map(|amount| amount.to_string())
}

#[test]
fn every_batch_bends_where_its_cap_is_reached() {
    let curve = drawn(&city("nanchang", Some(1), 2, &[("software", 30_000_000), ("hardware", 90_000_000)])).unwrap();
    let spends: Vec<_> = curve.spends.iter().map(ToString::to_string).collect();
    // Every 100,000 up to the first beyond the last kink, the kinks of the three batches, and what is stated.
    assert_eq!(spends.len(), 11);
    assert_eq!((&*spends[0], &*spends[10]), ("0.00", "800000.00"));
    for kink in ["625000.00", "666666.67", "700000.00", "300000.00"] {
        assert!(spends.contains(&kink.to_owned()), "{kink}");
    }
    let [first, second, third] = curve.lines.as_slice() else { panic!("{curve:?}") };
    assert_eq!((first.stated, second.stated, third.stated), (true, false, false));
    let ends = |line: &Line| line.peak.map(|(spend, grant)| (spend.to_string(), grant.to_string())).unwrap();
    assert_eq!(ends(first), ("666666.67".into(), "400000.00".into()));
    assert_eq!(ends(second), ("700000.00".into(), "350000.00".into()));
    assert_eq!(ends(third), ("625000.00".into(), "250000.00".into()));
    assert_eq!(at(&curve, second, "666666.67"), ["333333.33"; 3]);
    assert_eq!(at(&curve, first, "800000.00"), ["400000.00"; 3]);
}

#[test]
fn readings_bend_where_their_own_base_reaches_the_cap() {
    // The machine counts when the text is read widely, and a fee is paid back whatever the rest.
    let spend = [("software", 60_000_000), ("hardware", 20_000_000), ("diagnosis", 300_000)];
    let curve = drawn(&city("hebi", Some(3), 3, &spend)).unwrap();
    let line = curve.lines.iter().find(|line| line.stated).unwrap();
    assert_eq!(curve.lines.len(), 3);
    // 857,142.86 less the machine's 200,000; 35 % of 200,000 is there from the start.
    assert_eq!(at(&curve, line, "0.00"), ["3000.00", "3000.00", "73000.00"]);
    assert_eq!(at(&curve, line, "657142.86"), ["233000.00", "3000.00", "303000.00"]);
    assert_eq!(at(&curve, line, "857142.86"), ["303000.00", "3000.00", "303000.00"]);
}

#[test]
fn a_level_that_needs_no_batch_has_one_line_and_one_that_pays_nothing_lies_flat() {
    let curve = drawn(&city("hebi", Some(1), 4, &[])).unwrap();
    assert_eq!((curve.lines.len(), curve.lines[0].batch, curve.lines[0].stated), (1, None, true));
    let flat = drawn(&city("nanchang", None, 1, &[("software", 1)])).unwrap();
    assert_eq!((flat.lines.len(), flat.lines[0].peak), (1, None));
    assert!(flat.lines[0].grants.iter().all(|range| range.high.fen() == 0));
    assert!(drawn(&city("fuzhou", None, 2, &[])).is_none());
    let mut own = city("fuzhou", None, 2, &[]);
    own["own_terms"] = json!({"rate": "0.3", "cap": "300000"});
    assert_eq!(drawn(&own).unwrap().lines[0].peak.unwrap().0.to_string(), "1000000.00");
}

#[test]
fn a_missing_level_is_refused() {
    let refused = |application: &Json| {
        let read = Application::read(&Value::parse(application.to_string().as_bytes()).unwrap()).unwrap();
        curve(catalog().find(&read.policy, today()).unwrap(), &read).unwrap_err().to_string()
    };
    let mut without = city("nanchang", None, 1, &[]);
    without.as_object_mut().unwrap().remove("level");
    assert_eq!(refused(&without), "level: required field is missing");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_point_is_the_estimate_s_and_between_two_it_is_straight(
        policy in prop::sample::select(vec!["nanchang", "wuhan", "hebi"]), batch in 1..=3u8, level in 1..=4u8,
        software in 0..300_000_000i64, hardware in 0..100_000_000i64, fee in 0..1_000_000i64, share in 0..=1000i64,
    ) {
        let with = |software: i64| city(policy, Some(batch), level, &[("software", software), ("hardware", hardware), ("diagnosis", fee)]);
        let grant = |software: i64| {
            let bytes = wire::estimate(catalog(), with(software).to_string().as_bytes(), today()).unwrap();
            let estimate: Json = serde_json::from_slice(&bytes).unwrap();
            ["amount", "low", "high"].map(|name| estimate["grant"][name].as_str().unwrap().replace('.', "").parse::<i64>().unwrap())
        };
        let curve = drawn(&with(software)).unwrap();
        let line = curve.lines.iter().find(|line| line.stated).unwrap();
        prop_assert!(curve.spends.is_sorted() && curve.spends.contains(&curve.current));
        prop_assert_eq!(curve.current.fen(), software);
        let points: Vec<_> = curve.spends.iter().map(|spend| spend.fen()).zip(&line.grants).collect();
        for (spend, range) in &points {
            prop_assert_eq!(grant(*spend), [range.amount.fen(), range.low.fen(), range.high.fen()]);
        }
        for pair in points.windows(2) {
            let [(from, low), (to, high)] = pair else { panic!("two") };
            let between = from + (to - from) * share / 1000;
            let ends = [(low.amount, high.amount), (low.low, high.low), (low.high, high.high)];
            for ((start, end), found) in ends.into_iter().zip(grant(between)) {
                let straight = start.fen() + (end.fen() - start.fen()) * (between - from) / (to - from);
                // What is cut down to the fen lies a fen beside the line at most.
                prop_assert!((straight - found).abs() <= 2, "{} at {}: {} is not {}", policy, between, found, straight);
            }
        }
    }
}
