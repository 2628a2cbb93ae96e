//! An officer's list under two tables. Every expected figure is worked out by hand beside it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::list::{Choice, List};
use subsidy::present::shift::{ShiftReport, report};
use subsidy::sheets;
use subsidy::shift::{Change, Shifts};
use subsidy::strings::{Language, Strings};

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn day() -> Date {
    Date::parse("2025-03-01").unwrap()
}

fn strings() -> Strings {
    Strings::embedded(Language::Simplified).unwrap()
}

/// A city's table, and what a change makes of it.
fn changed(city: &str, change: impl FnOnce(&mut Json)) -> [Table; 2] {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == city).unwrap();
    let mut table: Json = serde_json::from_slice(bytes).unwrap();
    change(&mut table);
    [bytes.to_vec(), serde_json::to_vec(&table).unwrap()]
        .map(|bytes| Table::read(&Value::parse(&bytes).unwrap()).unwrap())
}

fn clause(table: &mut Json, place: usize) -> &mut Json {
    let shares = |benefit: &&mut Json| benefit["gives"].get("spend_share").is_some();
    let share = table["benefits"].as_array_mut().unwrap().iter_mut().find(shares).unwrap();
    &mut share["gives"]["spend_share"]["clauses"][place]
}

/// A file read to its end; rows that name no city are of this one.
fn list(city: &str, text: &str) -> List {
    let mut list = List::open("名单.csv", text.as_bytes().to_vec()).unwrap();
    let choice = json!({"defaults": {"policy": city}}).to_string();
    list.choose(catalog(), day(), &Choice::read(&Value::parse(choice.as_bytes()).unwrap()).unwrap()).unwrap();
    while !list.step(catalog(), day(), 3).unwrap().finished {}
    list
}

/// In 南昌's first batch 60 % up to 400,000 becomes 50 % up to 450,000; the second batch stays at 50 %.
fn lowered() -> [Table; 2] {
    changed("nanchang", |table| {
        clause(table, 0)["rate"]["rate"] = "0.50".into();
        clause(table, 0)["cap"]["amount"] = "450000".into();
    })
}

/// | row | then | now |
/// |---|---|---|
/// | 甲 | 400,000 × 60 % = 240,000 | × 50 % = 200,000 |
/// | 乙 | 1,000,000 × 60 %: the cap, 400,000 | × 50 %: the cap, 450,000 |
/// | 丙 | 100,000 × 50 % = 50,000 | as it was |
/// | 丁 | unreadable | |
/// | 戊 | no batch, and both tables need one | |
/// | 己 | another city's | |
/// | 庚 | 800,000 × 60 %: the cap, 400,000 | × 50 % = 400,000 |
/// | 辛 | 50,000 × 60 % = 30,000 | × 50 % = 25,000 |
const NANCHANG: &str = "企业名称,城市,批次,等级,软件（万元）\n\
    甲厂,,第一批,二级,40\n\
    乙厂,南昌,第一批,三级,100\n\
    丙厂,,第二批,二级,10\n\
    丁厂,,第一批,二级,3OO\n\
    戊厂,,,二级,20\n\
    =己厂,武汉,,二级,10\n\
    庚厂,,第一批,二级,80\n\
    辛厂,,第一批,四级,5\n\
    合计,,,,999\n";

fn see<T>(see: impl FnOnce(&List, &Shifts, [&Table; 2]) -> T) -> T {
    let [then, now] = lowered();
    let mut list = list("nanchang", NANCHANG);
    let shifts = list.shifts(catalog(), &then, &now, day()).unwrap();
    see(&list, &shifts, [&then, &now])
}

fn told() -> ShiftReport {
    see(|_, shifts, tables| report(shifts, tables, catalog(), &strings()))
}

#[test]
fn every_enterprise_under_both_tables() {
    let rows = see(|_, shifts, _| {
        let yuan = |amount: Option<subsidy::money::Yuan>| amount.map(|amount| amount.to_string());
        let row = |one: &subsidy::shift::Shifted| {
            let aside = one.aside.map(|why| why.as_str());
            let fault = one.fault.as_ref().map(|fault| (fault.cell.clone(), fault.error.code().as_str()));
            json!([
                one.name,
                aside.unwrap_or(one.change.as_str()),
                yuan(one.then),
                yuan(one.now),
                yuan(one.delta()),
                fault
            ])
        };
        shifts.enterprises.iter().map(row).collect::<Vec<_>>()
    });
    assert_eq!(
        rows,
        [
            json!(["甲厂", "less", "240000.00", "200000.00", "-40000.00", null]),
            json!(["乙厂", "more", "400000.00", "450000.00", "50000.00", null]),
            json!(["丙厂", "same", "50000.00", "50000.00", "0.00", null]),
            json!(["丁厂", "unread", null, null, null, ["E5", "invalid_amount"]]),
            json!(["戊厂", "without", null, null, null, ["6", "batch_required"]]),
            json!(["=己厂", "other_city", null, null, null, null]),
            json!(["庚厂", "same", "400000.00", "400000.00", "0.00", null]),
            json!(["辛厂", "less", "30000.00", "25000.00", "-5000.00", null]),
            json!(["合计", "sums_up", null, null, null, null]),
        ]
    );
}

#[test]
fn sums_and_names_in_words() {
    let view = told();
    // 240 + 400 + 50 + 400 + 30 = 1,120 thousand; 200 + 450 + 50 + 400 + 25 = 1,125 thousand.
    assert_eq!(
        view.told,
        [
            "共 6 家：1 家增加，2 家减少，2 家不变。",
            "补助合计：原表 ≤ 1,120,000.00 元，草案 ≤ 1,125,000.00 元。",
            "1 家在原表或草案下没有金额，没有计入合计。",
            "另有 1 行读不懂，没有计入。",
        ]
    );
    let rows: Vec<_> = view.tables[0].rows.iter().map(|row| (&*row.label, row.cells.join(" "))).collect();
    assert_eq!(
        rows,
        [
            ("批次未填 · 二级", "1 — — — 0 0 0 1".to_owned()),
            ("第一批 · 二级", "2 ≤ 640,000.00 ≤ 600,000.00 −40,000.00 0 1 1 0".into()),
            ("第一批 · 三级", "1 ≤ 400,000.00 ≤ 450,000.00 +50,000.00 1 0 0 0".into()),
            ("第一批 · 四级", "1 ≤ 30,000.00 ≤ 25,000.00 −5,000.00 0 1 0 0".into()),
            ("第二批 · 二级", "1 ≤ 50,000.00 ≤ 50,000.00 0 0 0 1 0".into()),
            ("合计", "6 ≤ 1,120,000.00 ≤ 1,125,000.00 +5,000.00 1 2 2 1".into()),
        ]
    );
    let people: Vec<_> = view
        .people
        .iter()
        .map(|group| {
            let rows: Vec<_> = group.rows.iter().map(|one| [&*one.place, &one.name, &one.told].join("|")).collect();
            (group.id, group.flag, rows)
        })
        .collect();
    let less = [
        "第 2 行|甲厂|≤ 240,000.00 → ≤ 200,000.00（−40,000.00） · 第一批 · 二级",
        "第 9 行|辛厂|≤ 30,000.00 → ≤ 25,000.00（−5,000.00） · 第一批 · 四级",
    ];
    let expected = [
        ("more", true, vec!["第 3 行|乙厂|≤ 400,000.00 → ≤ 450,000.00（+50,000.00） · 第一批 · 三级".to_owned()]),
        ("less", true, less.map(str::to_owned).to_vec()),
    ];
    assert_eq!(people[..2], expected);
    assert!(people[2].0 == "without" && people[2].2[0].starts_with("第 6 行|戊厂|原表 —，草案 — · 批次未填 · 二级；"));
    assert_eq!(people[3].2, ["第 5 行|丁厂|E5 软件“3OO”不是金额；请写成 300000 或 30万"]);
    let rest: Vec<_> = people[2..].iter().map(|group| (group.0, group.1)).collect();
    assert_eq!(rest, [("without", true), ("unread", true), ("other_city", true), ("sums_up", true)]);
    assert!(view.rules[0].contains("nanchang 2024-04-15") && view.rules[1].starts_with("草案："), "{:?}", view.rules);
    // A ceiling is no promise.
    assert!(view.rules[3].contains("不超过"), "{:?}", view.rules);
}

#[test]
fn a_rate_that_is_published_is_no_ceiling() {
    // Wuhan pays 30 % in level 2: 30,000 of 100,000.
    let [then, now] = changed("wuhan", |_| {});
    let mut list = list("wuhan", "企业,等级,软件\n甲,2,100000\n");
    let shifts = list.shifts(catalog(), &then, &now, day()).unwrap();
    let view = report(&shifts, [&then, &now], catalog(), &strings());
    assert_eq!(view.told[1], "补助合计：原表 30,000.00 元，草案 30,000.00 元。");
    assert_eq!(view.rules.len(), 3);
}

#[test]
fn of_many_the_largest_changes_are_named() {
    let [then, now] = lowered();
    // Each loses a tenth of its spend; the last has most.
    let rows: String = (1..=30).map(|number| format!("企业{number},1,2,{number}0000\n")).collect();
    let mut list = list("nanchang", &["企业,批次,等级,软件\n", &rows].concat());
    let shifts = list.shifts(catalog(), &then, &now, day()).unwrap();
    let most: Vec<_> = shifts.most(Change::Less, 3).iter().map(|one| &*one.name).collect();
    assert_eq!(most, ["企业30", "企业29", "企业28"]);
    let view = report(&shifts, [&then, &now], catalog(), &strings());
    assert_eq!(view.people[0].rows.len(), 10);
    assert_eq!(
        (&*view.people[0].title, &*view.people[0].more),
        ("减少最多的企业：30 家", "还有 20 家，见导出的文件。")
    );
}

#[test]
fn a_table_that_publishes_no_rate_gives_no_amount_and_is_nobodys_fault() {
    let [then, _] = changed("fuzhou", |_| {});
    let [_, now] = changed("wuhan", |_| {});
    let mut list = list("fuzhou", "企业,等级,软件\n甲,2,100000\n乙,,100000\n");
    let shifts = list.shifts(catalog(), &then, &now, day()).unwrap();
    // 武汉 pays 30 % at level 2. Without a level neither table answers, and that is 乙's.
    let rows: Vec<_> = shifts
        .enterprises
        .iter()
        .map(|one| (one.change, one.then, one.now.map(|now| now.to_string()), one.fault.is_some()))
        .collect();
    let none = (Change::Without, None, None, true);
    assert_eq!(rows, [(Change::Without, None, Some("30000.00".to_owned()), false), none]);
    let view = report(&shifts, [&then, &now], catalog(), &strings());
    assert_eq!(view.people[0].rows[0].told, "原表 —，草案 30,000.00 · 二级");
    assert!(!view.told.iter().any(|said| said.starts_with("补助合计")), "{:?}", view.told);
}

#[test]
fn the_files_have_every_row() {
    see(|list, shifts, tables| {
        let csv = String::from_utf8(sheets::shift::csv(list, shifts, tables)).unwrap();
        let lines: Vec<_> = csv.lines().collect();
        let [then, now] = tables.map(|table| &*table.digest);
        assert_eq!(
            lines[0],
            "\u{feff}企业名称,城市,批次,等级,软件（万元）,row,then,now,delta,change,error_code,error_cell,then_digest,now_digest"
        );
        assert_eq!(lines[1], format!("甲厂,,第一批,二级,40,2,240000.00,200000.00,-40000.00,less,,,{then},{now}"));
        assert_eq!(lines[4], format!("丁厂,,第一批,二级,3OO,5,,,,unread,invalid_amount,E5,{then},{now}"));
        assert!(lines[6].starts_with("'=己厂,武汉,"), "{}", lines[6]);
        assert_eq!(lines.len(), 10);
        let view = report(shifts, tables, catalog(), &strings());
        let make = || sheets::shift::workbook(list, shifts, &view, (tables, day()), catalog(), &strings()).unwrap();
        let file = make();
        assert_eq!(file, make());
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        let rows = book.worksheet_range("企业").unwrap();
        assert_eq!(rows.get_value((1, 8)), Some(&Data::Float(-40000.0)));
        assert_eq!(rows.get_value((1, 9)), Some(&Data::String("减少".into())));
        assert_eq!(rows.get_value((4, 10)), Some(&Data::String("E5 软件“3OO”不是金额；请写成 300000 或 30万".into())));
        assert_eq!(rows.get_value((6, 0)), Some(&Data::String("=己厂".into())));
        let sums = book.worksheet_range("汇总").unwrap();
        let row = sums.rows().find(|row| row[0] == Data::String("合计".into())).unwrap().to_vec();
        assert_eq!(row[4], Data::Float(5000.0));
        let formulas = book.worksheet_formula("企业").unwrap();
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "a formula came out");
    });
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(60) })]

    /// Each row gets what the estimate gives it, under the one table and under the other; the sums are the rows'.
    #[test]
    fn a_row_gets_what_the_estimate_gives(
        rate in 1..=100_u32,
        cap in 1..=900_000_u32,
        rows in proptest::collection::vec((0..=3_u8, 0..=4_u8, 0..=200_000_000_u64), 1..20),
    ) {
        let [then, now] = changed("nanchang", |table| {
            clause(table, 0)["rate"]["rate"] = format!("{}.{:02}", rate / 100, rate % 100).into();
            clause(table, 0)["cap"]["amount"] = cap.to_string().into();
        });
        let cell = |number: u8| if number == 0 { String::new() } else { number.to_string() };
        let text: String = rows.iter().map(|(batch, level, fen)| format!("{},{},{}.{:02}\n", cell(*batch), cell(*level), fen / 100, fen % 100)).collect();
        let mut list = list("nanchang", &["批次,等级,软件\n", &text].concat());
        let shifts = list.shifts(catalog(), &then, &now, day()).unwrap();
        let mut sums = [0, 0];
        for (one, (batch, level, fen)) in shifts.enterprises.iter().zip(&rows) {
            let mut asked = json!({"policy": "nanchang", "spend": [{"category": "software", "amount": format!("{}.{:02}", fen / 100, fen % 100)}]});
            for (name, number) in [("batch", *batch), ("level", *level)] {
                if number > 0 {
                    asked[name] = number.into();
                }
            }
            let application = subsidy::application::Application::read(&Value::parse(asked.to_string().as_bytes()).unwrap());
            let amounts = [&then, &now].map(|table| {
                let estimate = subsidy::estimate::estimate(table, application.as_ref().ok()?, day()).ok()?;
                Some(estimate.grant?.amount)
            });
            prop_assert_eq!([one.then, one.now], amounts);
            if let [Some(then), Some(now)] = amounts {
                sums = [sums[0] + then.fen(), sums[1] + now.fen()];
            }
        }
        prop_assert_eq!([shifts.all.then.fen(), shifts.all.now.fen()], sums);
    }
}
