//! The bulk form: equal to the explaining one on every case, at every cap to the fen, and by hand where figures are known.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::OnceLock;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use subsidy::application::{Application, Spend, SpendList};
use subsidy::bulk::{Answer, Answers, Bulk, Cases, Fault, NONE, verdict};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::error::Code;
use subsidy::estimate::{self, Outcome};
use subsidy::json::Value;
use subsidy::money::Yuan;
use subsidy::policy::{Category, Gives};

const LIMIT: i64 = 100_000_000_000_000;
const CITIES: [&str; 5] = ["nanchang", "wuhan", "hebi", "songjiang", "fuzhou"];
/// The user's own rate and cap, where a city takes them: an odd rate, nothing, and everything.
const OWN: [&str; 3] = [
    r#"{"rate": "0.3333", "cap": "300000.07"}"#,
    r#"{"rate": "0", "cap": "5"}"#,
    r#"{"rate": "1", "cap": "1000000000000"}"#,
];

fn table(city: &str) -> &'static Table {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    let catalog = CATALOG.get_or_init(|| Catalog::embedded().unwrap());
    catalog.find(city, day()).unwrap()
}

fn day() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

/// A table with or without own terms, in both forms.
struct Form {
    table: &'static Table,
    bulk: Bulk,
    own: Option<&'static str>,
    /// Without spend, by batch and level: read once, for a million cases.
    applications: Vec<Vec<Application>>,
    edges: Vec<i64>,
}

/// Each city as it is, then those without a rate with own terms.
fn forms() -> &'static [Form] {
    static FORMS: OnceLock<Vec<Form>> = OnceLock::new();
    FORMS.get_or_init(|| {
        let bare = CITIES.map(|city| form(table(city), None));
        let own = CITIES[3..].iter().flat_map(|city| OWN.map(|own| form(table(city), Some(own))));
        bare.into_iter().chain(own).chain([form(limited(), None)]).collect()
    })
}

/// The third city's table as none is published: of spend no more than 333,333.33 is taken into account, with a cap and without.
fn limited() -> &'static Table {
    let bytes = Catalog::embedded_files().find(|(folder, _)| *folder == "hebi").unwrap().1;
    let mut table: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let share = |benefit: &&mut serde_json::Value| benefit["gives"].get("spend_share").is_some();
    let share = table["benefits"].as_array_mut().unwrap().iter_mut().find(share).unwrap();
    for (place, clause) in share["gives"]["spend_share"]["clauses"].as_array_mut().unwrap().iter_mut().enumerate() {
        clause["base_limit"] = clause["cap"].clone();
        clause["base_limit"]["amount"] = "333333.33".into();
        if place > 0 {
            clause.as_object_mut().unwrap().remove("cap");
        }
    }
    Box::leak(Box::new(Table::read(&Value::parse(table.to_string().as_bytes()).unwrap()).unwrap()))
}

fn form(table: &'static Table, own: Option<&'static str>) -> Form {
    let of_batch = |batch| (0..=4).map(|level| application(&table.policy.id, batch, level, own)).collect::<Vec<_>>();
    let applications: Vec<_> = (0..=3).map(of_batch).collect();
    let bulk = Bulk::new(&table.policy, applications[0][0].own_terms.as_ref()).unwrap();
    Form { table, bulk, own, applications, edges: edges(table, own) }
}

/// 0 leaves batch or level out.
fn application(city: &str, batch: u8, level: u8, own: Option<&str>) -> Application {
    let stated = |name: &str, number| if number == 0 { String::new() } else { format!(r#""{name}": {number},"#) };
    let (batch, level) = (stated("batch", batch), stated("level", level));
    let own = own.map(|own| format!(r#""own_terms": {own},"#)).unwrap_or_default();
    let text = format!(r#"{{{batch} {level} {own} "policy": "{city}", "spend": []}}"#);
    Application::read(&Value::parse(text.as_bytes()).unwrap()).unwrap()
}

/// What the explaining form says, in the bulk form's terms.
fn explained(form: &Form, batch: u8, level: u8, spend: &[i64; 8]) -> Result<(Outcome, [i64; 4]), (Code, String)> {
    let items = Category::ALL.iter().zip(spend);
    let items = items.map(|(&category, &fen)| Spend { category, amount: Yuan::from_fen(fen), label: None }).collect();
    let mut application = form.applications[usize::from(batch)][usize::from(level)].clone();
    let told = |error: subsidy::error::Error| (error.code(), error.path().to_owned());
    application.spend = SpendList::new(items).map_err(told)?;
    let estimate = estimate::estimate(form.table, &application, day()).map_err(told)?;
    let amounts = match (estimate.grant, estimate.net_cost) {
        (Some(grant), Some(net)) => [grant.amount, grant.low, grant.high, net.amount].map(Yuan::fen),
        _ => [NONE; 4],
    };
    Ok((estimate.outcome, amounts))
}

fn brief(answer: Answer) -> Result<(Outcome, [i64; 4]), (Code, String)> {
    let amounts = [answer.amount, answer.low, answer.high, answer.net_cost];
    match verdict(answer.code).unwrap() {
        Ok(outcome) => Ok((outcome, amounts)),
        Err(fault) => {
            assert_eq!(amounts, [NONE; 4], "a case at fault has no amount");
            Err((fault.code(), fault.path().to_owned()))
        }
    }
}

#[track_caller]
fn same(form: &Form, batch: u8, level: u8, spend: &[i64; 8]) {
    let case = || format!("{} batch {batch} level {level} {spend:?} {:?}", form.table.policy.id, form.own);
    assert_eq!(brief(form.bulk.case(batch, level, spend)), explained(form, batch, level, spend), "{}", case());
}

/// Spends at which something changes: where a rate just reaches its cap, a limit on the base, a fee's cap; with a fen
/// either way.
fn edges(table: &Table, own: Option<&str>) -> Vec<i64> {
    let mut edges = vec![0, LIMIT];
    for benefit in &table.policy.benefits {
        match &benefit.gives {
            Gives::SpendShare(share) => {
                for clause in &share.clauses {
                    let rate = i64::from(clause.rate.rate.per_ten_thousand());
                    // Rounded up by hand: not the function that `solve` uses.
                    edges.extend(clause.cap.as_ref().map(|cap| (cap.amount.fen() * 10_000 + rate - 1) / rate));
                    edges.extend(clause.base_limit.as_ref().map(|limit| limit.amount.fen()));
                }
            }
            Gives::Reimbursement(fee) => edges.push(fee.cap.amount.fen()),
            _ => {}
        }
    }
    // The first of the own terms: 300,000.07 / 0.3333, rounded up to the fen.
    edges.extend(own.map(|_| 90_009_022));
    edges.iter().flat_map(|edge| [edge - 1, *edge, edge + 1]).filter(|fen| (0..=LIMIT).contains(fen)).collect()
}

fn amount(edges: &'static [i64]) -> impl Strategy<Value = i64> {
    let near = prop::sample::select(edges);
    prop_oneof![3 => 0..200_000_000i64, 2 => Just(0), 2 => near, 1 => 0..10_000i64, 1 => 0..LIMIT / 8]
}

fn case() -> impl Strategy<Value = (usize, u8, u8, [i64; 8])> {
    (0..forms().len()).prop_flat_map(|form| {
        let spend = prop::array::uniform8(amount(&forms()[form].edges));
        (Just(form), 0..=3u8, 0..=4u8, spend)
    })
}

#[test]
fn it_equals_the_explaining_form_on_random_cases() {
    // A million, drawn and held side by side on the processors that there are.
    let shares = std::thread::available_parallelism().map_or(1, |all| u32::try_from(all.get()).unwrap());
    let cases = 1_000_000_u32.div_ceil(shares);
    let share = || {
        let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
        let checked = TestRunner::new(config).run(&case(), |(form, batch, level, spend)| {
            let form = &forms()[form];
            prop_assert_eq!(brief(form.bulk.case(batch, level, &spend)), explained(form, batch, level, &spend));
            Ok(())
        });
        checked.unwrap();
    };
    std::thread::scope(|scope| {
        for _ in 0..shares {
            scope.spawn(share);
        }
    });
}

#[test]
fn it_equals_it_at_every_edge_to_the_fen_in_every_category_batch_and_level() {
    for form in forms() {
        for &edge in &form.edges {
            for place in 0..8 {
                let mut alone = [0; 8];
                alone[place] = edge;
                // The same sum over two categories, one of which may not count.
                let mut split = alone;
                split[place] = edge / 3;
                split[(place + 1) % 8] = edge - edge / 3;
                for batch in 0..=3 {
                    for level in 0..=4 {
                        same(form, batch, level, &alone);
                        same(form, batch, level, &split);
                    }
                }
            }
        }
    }
}

#[test]
fn a_case_at_fault_is_told_by_what_the_estimate_refuses_first() {
    let of = |city: &str| forms().iter().find(|form| form.table.policy.id == city).unwrap();
    let fault = |city: &str, batch, level, spend: [i64; 8]| verdict(of(city).bulk.case(batch, level, &spend).code);
    let (one, none) = ([1; 8], [0; 8]);
    let with = |place: usize, fen| {
        let mut spend = none;
        spend[place] = fen;
        spend
    };
    assert_eq!(fault("nanchang", 0, 2, one), Some(Err(Fault::BatchRequired)));
    assert_eq!(fault("nanchang", 1, 0, one), Some(Err(Fault::LevelMissing)));
    assert_eq!(fault("nanchang", 0, 0, one), Some(Err(Fault::LevelMissing)));
    assert_eq!(fault("nanchang", 4, 2, one), Some(Err(Fault::BatchOutOfRange)));
    assert_eq!(fault("nanchang", 255, 255, one), Some(Err(Fault::BatchOutOfRange)));
    assert_eq!(fault("nanchang", 1, 5, one), Some(Err(Fault::LevelOutOfRange)));
    assert_eq!(fault("wuhan", 0, 2, with(7, -1)), Some(Err(Fault::InvalidAmount)));
    assert_eq!(fault("wuhan", 0, 2, with(7, i64::MIN)), Some(Err(Fault::InvalidAmount)));
    assert_eq!(fault("wuhan", 0, 2, with(7, LIMIT + 1)), Some(Err(Fault::AmountTooLarge)));
    assert_eq!(fault("wuhan", 0, 2, [i64::MAX; 8]), Some(Err(Fault::AmountTooLarge)));
    let mut over = with(0, LIMIT);
    over[7] = 1;
    assert_eq!(fault("wuhan", 0, 2, over), Some(Err(Fault::SumTooLarge)));
    assert_eq!(fault("wuhan", 0, 2, [LIMIT; 8]), Some(Err(Fault::SumTooLarge)));
    assert_eq!(
        fault("nanchang", 0, 0, over),
        Some(Err(Fault::SumTooLarge)),
        "amounts are read before the level is missed"
    );
    assert_eq!(fault("wuhan", 0, 2, with(0, LIMIT)), Some(Ok(Outcome::PublishedRate)));
    assert_eq!(verdict(6), None);
    assert_eq!(verdict(24), None);
}

#[test]
fn a_batch_that_the_city_does_not_have_is_a_fault_only_where_a_clause_asks_for_it() {
    let bytes = Catalog::embedded_files().find(|(folder, _)| *folder == "nanchang").unwrap().1;
    let mut table: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    table["batches"].as_array_mut().unwrap().truncate(2);
    let table = Table::read(&Value::parse(table.to_string().as_bytes()).unwrap()).unwrap();
    let bulk = Bulk::new(&table.policy, None).unwrap();
    assert_eq!(verdict(bulk.case(3, 2, &[1; 8]).code), Some(Err(Fault::UnknownBatch)));
    assert_eq!(verdict(bulk.case(3, 1, &[1; 8]).code), Some(Ok(Outcome::NotEligible)));
}

#[test]
fn own_terms_are_refused_where_a_rate_is_published() {
    let own = application("fuzhou", 0, 2, Some(OWN[0])).own_terms;
    let refused = Bulk::new(&table("wuhan").policy, own.as_ref()).unwrap_err();
    assert_eq!((refused.code(), refused.path()), (Code::OwnTermsNotAllowed, "own_terms"));
}

/// By hand from the documents, in fen: 666,666 × 60 % = 399,999.60; 857,142 × 35 % = 299,999.70.
#[test]
fn columns_are_filled_in_order_with_the_known_figures() {
    let of = |city: &str| &forms().iter().find(|form| form.table.policy.id == city && form.own.is_none()).unwrap().bulk;
    let soft = |fen: i64| [fen, 0, 0, 0, 0, 0, 0, 0];
    let mixed = [30_000_000, 5_000_000, 5_000_000, 100_000_000, 0, 0, 3_000_000, 0];
    let spend = [soft(66_666_600), soft(66_666_700), soft(70_000_000), mixed, soft(80_000_000), soft(1)];
    let (mut code, mut amount, mut low, mut high, mut net) = ([255; 6], [7; 6], [7; 6], [7; 6], [7; 5]);
    let cases = Cases { batch: &[1, 1, 2, 1, 1, 0], level: &[2, 2, 3, 2, 1, 2], spend: &spend };
    let answers = Answers { code: &mut code, amount: &mut amount, low: &mut low, high: &mut high, net_cost: &mut net };
    assert_eq!(of("nanchang").judge(cases, answers), 5, "the shortest column ends it");
    assert_eq!(amount, [39_999_960, 40_000_000, 35_000_000, 24_000_000, 0, 7]);
    assert_eq!(net, [26_666_640, 26_666_700, 35_000_000, 119_000_000, 80_000_000]);
    assert_eq!((low, high), (amount, amount));
    let kinds = code[..5].iter().map(|&code| verdict(code).unwrap().unwrap()).collect::<Vec<_>>();
    assert_eq!(kinds, [[Outcome::UpperLimit; 4].as_slice(), &[Outcome::NotEligible]].concat());

    let range = |city: &str, batch, level, spend: [i64; 8]| {
        let answer = of(city).case(batch, level, &spend);
        (answer.low, answer.amount, answer.high)
    };
    let wide = [60_000_000, 0, 0, 30_000_000, 0, 0, 0, 0];
    assert_eq!(range("wuhan", 0, 3, wide), (24_000_000, 24_000_000, 36_000_000));
    assert_eq!(range("hebi", 3, 2, soft(85_714_200)), (29_999_970, 29_999_970, 29_999_970));
    assert_eq!(range("hebi", 1, 3, soft(80_000_000)), (0, 40_000_000, 40_000_000));
    assert_eq!(range("fuzhou", 1, 2, soft(80_000_000)), (NONE, NONE, NONE));
}
