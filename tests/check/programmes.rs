//! The shipped programme tables: their sums are right but where the document's own are not, and they agree with the
//! policy tables beside them.

use subsidy::check::{check_agreement, check_directory, flags, flags_together};
use subsidy::json::Value;
use subsidy::policy::{Batch, SizeClass, Wording};
use subsidy::programme::{Axes, Axis, Programme, Row};

use super::{fixture, read, root, shown, with};

const CITIES: [&str; 5] = ["fuzhou", "hebi", "nanchang", "songjiang", "wuhan"];

fn table(city: &str, name: &str) -> Value {
    read(&root().join("policies").join(city).join(name))
}

fn programme(city: &str) -> Programme {
    Programme::read(&table(city, "programme.json")).unwrap()
}

fn number(json: &str) -> Value {
    Value::parse(json.as_bytes()).unwrap()
}

#[test]
fn one_cell_of_all_documents_is_impossible_and_stays_as_printed() {
    let flags = shown(&check_directory(&root().join("policies"), None).flags);
    let of_programmes: Vec<_> = flags.iter().filter(|flag| flag.contains("programme.json")).collect();
    assert_eq!(of_programmes.len(), 1, "{of_programmes:#?}");
    let cell = "nanchang/programme.json: plans[3].rows[1].counts[9]: 75 of 74: \"cloud\" is a part of \"enterprises\"";
    assert!(of_programmes[0].ends_with(cell), "{of_programmes:#?}");
}

/// The sums of policy-facts 2.7, by hand.
#[test]
fn the_annexes_hold_the_documents_sums() {
    let nanchang = programme("nanchang");
    let enterprises = Axes::of("enterprises");
    for (axes, sum) in [
        (enterprises.clone(), 450),
        (Axes { size_class: Some(SizeClass::AboveScale), ..enterprises.clone() }, 340),
        (Axes { size_class: Some(SizeClass::BelowScale), ..enterprises.clone() }, 110),
        (Axes::of("innovative"), 184),
        (Axes::of("cloud"), 360),
        (Axes::of("workshops"), 34),
    ] {
        assert_eq!(nanchang.planned(&axes), Some(sum), "{axes:?}");
        assert_eq!(nanchang.sum_over(&axes, Axis::District), (axes != enterprises).then_some(sum), "{axes:?}");
        assert_eq!(nanchang.sum_over(&axes, Axis::Industry), Some(sum), "{axes:?}");
    }
    assert_eq!(nanchang.sum_over(&Axes::of("products"), Axis::Industry), Some(100));
    assert_eq!(nanchang.sum_over(&Axes::of("chain_cases"), Axis::Industry), Some(5));
    let counts = [(1, 260), (2, 150), (3, 40)];
    for (batch, planned) in counts {
        let axes = Axes { batch: Some(batch_of(batch)), ..enterprises.clone() };
        assert_eq!(nanchang.planned(&axes), Some(planned));
    }
    let songjiang = programme("songjiang");
    assert_eq!(songjiang.sum_over(&enterprises, Axis::Year), Some(520));
    assert_eq!(songjiang.sum_over(&enterprises, Axis::SizeClass), Some(520));
    assert_eq!(programme("fuzhou").sum_over(&enterprises, Axis::Year), Some(530));
}

fn batch_of(number: i64) -> Batch {
    let policy = subsidy::catalog::Table::read(&table("nanchang", "policy.json")).unwrap().policy;
    *policy.batches.iter().find(|batch| i64::from(batch.number()) == number).unwrap()
}

/// One enterprise more or less anywhere in an annex, quotation and all, and its sums no longer agree.
#[test]
fn a_changed_cell_of_an_annex_breaks_a_sum() {
    for city in ["nanchang", "songjiang"] {
        let table = table(city, "programme.json");
        let printed = shown(&flags(city, &table));
        let mut changes = 0;
        for (plan, content) in programme(city).plans.iter().enumerate() {
            // A floor may well be exceeded, and a number alone has nothing to agree with.
            let summed = |row: &Row| row.counts.len() > 1 && row.wording == Wording::Exact;
            for (row, content) in content.rows.iter().enumerate().filter(|(_, row)| summed(row)) {
                for (cell, count) in content.counts.iter().enumerate() {
                    let path = format!("plans[{plan}].rows[{row}].counts[{cell}]");
                    let changed = with(&table, &path, Value::Int(i64::from(count.0) + 1));
                    assert_ne!(shown(&flags(city, &changed)), printed, "{city}: {path}");
                    changes += 1;
                }
            }
        }
        assert!(changes > 40, "{city}: only {changes} changes");
    }
}

#[test]
fn a_budget_that_does_not_add_up_is_a_flag() {
    let nanchang = table("nanchang", "programme.json");
    for (path, new, flag) in [
        ("total.amount", "160000000", "total: the lines add up to 150000000.00, the total is 160000000.00"),
        (
            "lines[2].parts[0].amount.amount",
            "2600000",
            "lines[2]: the parts add up to 5600000.00, the line is 5500000.00",
        ),
        ("lines[3].fee.amount.amount", "22000", "lines[3]: the fee comes to 9900000.00, the line is 9450000.00"),
        (
            "shares[0].share.rate",
            "0.831",
            "shares[0]: [transformation] comes to 124800000.00 of 150000000.00; printed as 0.831",
        ),
        (
            "shares[3].share.rate",
            "0.84",
            "shares[3]: [transformation] comes to 124800000.00 of 150000000.00; printed as 0.84",
        ),
    ] {
        let changed = with(&nanchang, path, Value::Text(new.into()));
        let found = shown(&flags("nanchang", &changed));
        assert!(found.contains(&format!("nanchang: {flag}")), "{path}: {found:#?}");
    }
    let policy = table("nanchang", "policy.json");
    let changed = with(&nanchang, "lines[2].parts[1].amount.amount", Value::Text("2100000".into()));
    assert_eq!(
        shown(&flags_together("nanchang", &changed, &policy)),
        ["nanchang: lines[2].parts[1]: 20 awards come to 2000000.00, the part is 2100000.00"]
    );
}

#[test]
fn both_tables_of_a_city_agree() {
    for city in CITIES {
        let (programme, policy) = (table(city, "programme.json"), table(city, "policy.json"));
        assert_eq!(shown(&check_agreement(city, &programme, &policy)), [""; 0]);
    }
    let (programme, policy) = (table("nanchang", "programme.json"), table("nanchang", "policy.json"));
    for (path, new, finding) in [
        ("id", r#""wuhan""#, "id: found wuhan; expected nanchang"),
        ("lines[3].fee.amount.amount", r#""22000""#, "lines[3]: 22000.00 here, 21000.00 in the policy table"),
        ("plans[4].rows[0].counts[7]", "2", "plans: [2] for what planned[0] of the policy table puts at 0"),
    ] {
        let found = shown(&check_agreement("nanchang", &with(&programme, path, number(new)), &policy));
        assert_eq!(found, [format!("nanchang: {finding}")], "{path}");
    }
    let unknown = with(&programme, "pools[0].shared_by[1]", number(r#""batch_4""#));
    let found = shown(&check_agreement("nanchang", &unknown, &policy));
    assert!(
        found[0].starts_with("nanchang: pools[0].shared_by: \"batch_4\" is not known; expected one of ["),
        "{found:#?}"
    );
    let unknown = with(&programme, "lines[0].benefit", number(r#""transform""#));
    assert_eq!(check_agreement("nanchang", &unknown, &policy).len(), 1);
    let hebi = with(&table("hebi", "programme.json"), "lines[1].amount.amount", number(r#""2100000""#));
    assert_eq!(
        shown(&check_agreement("hebi", &hebi, &table("hebi", "policy.json"))),
        ["hebi: lines[1]: 2100000.00 here, 2000000.00 in the policy table"]
    );
}

#[test]
fn what_a_document_does_not_print_is_named_and_not_derived() {
    let funds = |city: &str| -> Vec<Option<String>> {
        programme(city).funds.iter().map(|fund| fund.amount.as_ref().map(|amount| amount.amount.to_string())).collect()
    };
    assert_eq!(funds("nanchang"), [Some("150000000.00".into()), None]);
    assert_eq!(funds("wuhan"), [None, None]);
    // 1:2 and 2亿元 are printed; that the other fund would be half of it is not.
    assert_eq!(funds("hebi"), [None, Some("200000000.00".into())]);
    assert_eq!(funds("songjiang"), [Some("100000000.00".into()), Some("102000000.00".into())]);
    assert_eq!(funds("fuzhou"), [None; 0]);
    for city in CITIES {
        assert!(!programme(city).missing.is_empty(), "{city}");
    }
}

#[test]
fn a_number_is_printed_the_same_everywhere() {
    let (table, _) = fixture("r14");
    let twice =
        with(&table, "plans[1].rows[1].axes", number(r#"{"measure": "enterprises", "industry": "sample_making"}"#));
    assert_eq!(
        shown(&flags("r14", &twice)),
        [
            "r14: plans[1].rows[1].counts[0]: the document prints 150 here and 281 elsewhere",
            "r14: plans[1].rows[1].counts[1]: the document prints 50 here and 239 elsewhere",
        ]
    );
}
