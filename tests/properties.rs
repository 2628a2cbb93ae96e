//! Properties over random applications, and an oracle in whole fen with the clauses typed in once more by hand.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::wire;

const CATEGORIES: [&str; 8] =
    ["software", "cloud", "data_equipment", "hardware", "services", "training", "diagnosis", "other"];

fn estimate(application: &Json) -> Json {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let catalog = CATALOG.get_or_init(|| Catalog::embedded().unwrap());
    let bytes = wire::estimate(catalog, application.to_string().as_bytes(), Date::new(2024, 9, 30).unwrap());
    serde_json::from_slice(&bytes.unwrap_or_else(|error| panic!("{application}: {error}"))).unwrap()
}

fn fen(amount: &Json) -> i128 {
    let text = amount.as_str().unwrap();
    let (whole, part) = text.split_once('.').unwrap();
    assert_eq!(part.len(), 2, "{text} has not two decimals");
    whole.parse::<i128>().unwrap() * 100 + part.parse::<i128>().unwrap()
}

fn yuan(fen: i128) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}

#[derive(Clone, Debug)]
struct Case {
    policy: &'static str,
    batch: u8,
    level: u8,
    spend: Vec<(usize, i128)>,
}

impl Case {
    fn application(&self) -> Json {
        let spend: Vec<_> = self
            .spend
            .iter()
            .map(|&(category, fen)| json!({"category": CATEGORIES[category], "amount": yuan(fen)}))
            .collect();
        json!({"policy": self.policy, "batch": self.batch, "level": self.level, "spend": spend})
    }

    fn sum(&self, categories: &[usize]) -> i128 {
        self.spend.iter().filter(|(category, _)| categories.contains(category)).map(|(_, fen)| fen).sum()
    }

    /// Amount, low and high in fen by the clauses as the documents word them, cut down to the fen.
    fn oracle(&self) -> (i128, i128, i128) {
        let narrow = self.sum(&[0, 1, 2]);
        let wide = self.sum(&[0, 1, 2, 3, 4, 5]);
        let product = |base: i128, percent: i128, cap: i128| (base * percent / 100).min(cap * 1_000_000);
        let one = |amount| (amount, amount, amount);
        let batch = usize::from(self.batch - 1);
        match (self.policy, self.level) {
            (_, 1) => one(0),
            ("nanchang", _) => one(product(narrow, [60, 50, 40][batch], [40, 35, 25][batch])),
            ("wuhan", 2) => one(product(narrow, 30, 30)),
            ("wuhan", _) => {
                let amount = product(narrow, 40, 40);
                (amount, amount, product(wide, 40, 40))
            }
            ("hebi", level) => {
                let (percent, cap) = if level == 4 { (50, 120) } else { ([50, 40, 35][batch], [50, 40, 30][batch]) };
                let diagnosis = self.sum(&[6]).min(500_000);
                let amount = product(narrow, percent, cap);
                let low = if level == 3 { 0 } else { amount };
                (amount + diagnosis, low + diagnosis, product(wide, percent, cap) + diagnosis)
            }
            other => panic!("no oracle for {other:?}"),
        }
    }
}

fn cases() -> impl Strategy<Value = Case> {
    // Amounts near the caps as well as anywhere.
    let amount = prop_oneof![0..200_000_000i128, 0..10_000i128, 66_666_600..66_666_700i128, 0..5_000_000_000_000i128];
    let spend = prop::collection::vec((0..8usize, amount), 0..12);
    (prop::sample::select(vec!["nanchang", "wuhan", "hebi"]), 1..=3u8, 1..=4u8, spend)
        .prop_map(|(policy, batch, level, spend)| Case { policy, batch, level, spend })
}

fn range(estimate: &Json, name: &str) -> (i128, i128, i128) {
    let range = &estimate[name];
    (fen(&range["amount"]), fen(&range["low"]), fen(&range["high"]))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_grant_is_what_the_clauses_say(case in cases()) {
        prop_assert_eq!(range(&estimate(&case.application()), "grant"), case.oracle());
    }

    #[test]
    fn everything_adds_up(case in cases()) {
        let estimate = estimate(&case.application());
        let (amount, low, high) = range(&estimate, "grant");
        let (net, net_low, net_high) = range(&estimate, "net_cost");
        let spend = |part: &str| fen(&estimate["spend"][part]);
        let total: i128 = case.spend.iter().map(|(_, fen)| fen).sum();
        prop_assert_eq!(spend("total"), total);
        prop_assert_eq!(spend("eligible") + spend("reimbursed") + spend("excluded"), total);
        prop_assert_eq!((amount + net, low + net_high, high + net_low), (total, total, total));
        prop_assert!(low <= amount && amount <= high && high <= total);
        let lines = estimate["lines"].as_array().unwrap();
        prop_assert_eq!(lines.iter().map(|line| fen(&line["amount"])).sum::<i128>(), amount);
        for line in lines {
            let last = line["steps"].as_array().unwrap().last().unwrap();
            prop_assert_eq!(&last["amount"], &line["amount"], "the last step is the amount");
        }
    }

    #[test]
    fn more_spend_never_pays_less_and_the_order_does_not_matter(case in cases(), category in 0..8usize, more in 0..100_000_000i128) {
        let before = estimate(&case.application());
        let mut larger = case.clone();
        larger.spend.insert(0, (category, more));
        prop_assert!(range(&estimate(&larger.application()), "grant").0 >= range(&before, "grant").0);
        let mut reversed = case.clone();
        reversed.spend.reverse();
        let reversed = estimate(&reversed.application());
        for part in ["outcome", "grant", "net_cost", "spend", "lines", "notes"] {
            prop_assert_eq!(&reversed[part], &before[part]);
        }
    }

    #[test]
    fn the_distance_to_the_cap_is_exact_to_the_fen(case in cases()) {
        let before = estimate(&case.application());
        let note = before["notes"].as_array().unwrap().iter().find(|note| note["code"] == "cap_distance");
        let Some(note) = note else { return Ok(()) };
        let more = fen(&note["params"]["more"]);
        let gain = fen(&note["params"]["gain"]);
        let with = |fen: i128| {
            let mut larger = case.clone();
            larger.spend.push((0, fen));
            range(&estimate(&larger.application()), "grant").0
        };
        let now = range(&before, "grant").0;
        prop_assert_eq!(with(more), now + gain, "so much reaches the cap");
        prop_assert!(with(more - 1) < now + gain, "one fen less does not");
        prop_assert_eq!(with(more + 1_000_000), now + gain, "more adds nothing");
    }

    #[test]
    fn without_a_published_rate_there_is_no_amount(city in prop::sample::select(vec!["songjiang", "fuzhou"]), case in cases(),
                                                  percent in 0..=10_000u32, cap in 0..200_000_000i128) {
        let mut application = Case { policy: city, ..case.clone() }.application();
        let none = estimate(&application);
        prop_assert_eq!(&none["outcome"], "not_published");
        prop_assert!(none["grant"].is_null() && none["net_cost"].is_null() && none["spend"]["eligible"].is_null());
        prop_assert_eq!(none["lines"].as_array().unwrap().len(), 0);
        application["own_terms"] = json!({"rate": format!("{}.{:04}", percent / 10_000, percent % 10_000), "cap": yuan(cap)});
        let own = estimate(&application);
        prop_assert_eq!(&own["outcome"], "own_terms");
        let expected = (case.sum(&[0, 1, 2]) * i128::from(percent) / 10_000).min(cap);
        prop_assert_eq!(range(&own, "grant"), (expected, expected, expected));
    }
}
