//! Scenarios side by side: what differs, by how much, and those that give no amount stay with the reason.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use serde_json::{Value as Json, json};
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::error::Error;
use subsidy::json::Value;
use subsidy::present::scenarios::{ScenarioRow, Scenarios, ScenariosView, scenarios};
use subsidy::strings::{Language, Strings};

fn asked(list: &[(&str, Json)]) -> Result<Scenarios, Error> {
    let list: Vec<_> = list.iter().map(|(name, form)| json!({"name": name, "form": form})).collect();
    Scenarios::read(&Value::parse(json!({"scenarios": list}).to_string().as_bytes()).unwrap())
}

fn compare(list: &[(&str, Json)]) -> ScenariosView {
    let strings = Strings::embedded(Language::Simplified).unwrap();
    scenarios(&Catalog::embedded().unwrap(), &asked(list).unwrap(), Date::new(2024, 9, 30).unwrap(), &strings)
}

fn form(policy: &str, batch: u8, level: u8, software: &str) -> Json {
    let spend = json!([{"category": "software", "text": software}, {"category": "hardware", "text": "10万"}]);
    let mut form = json!({"policy": policy, "level": level, "unit": "yuan", "spend": spend});
    if batch > 0 {
        form["batch"] = batch.into();
    }
    form
}

fn row<'v>(view: &'v ScenariosView, id: &str) -> &'v ScenarioRow {
    view.rows.iter().find(|row| row.id == id).unwrap_or_else(|| panic!("no row {id}"))
}

fn texts<'v>(view: &'v ScenariosView, id: &str) -> Vec<&'v str> {
    row(view, id).cells.iter().map(|cell| &*cell.text).collect()
}

fn deltas<'v>(view: &'v ScenariosView, id: &str) -> Vec<&'v str> {
    row(view, id).cells.iter().map(|cell| cell.delta.as_deref().unwrap_or("")).collect()
}

#[test]
fn what_differs_is_marked_and_told_in_yuan() {
    // 60 % of 500,000 is 300,000; 50 % of 500,000 is 250,000; 60 % of 800,000 is above the cap of 400,000.
    let view = compare(&[
        ("第一批", form("nanchang", 1, 2, "50万")),
        ("第二批", form("nanchang", 2, 2, "50万")),
        ("多投", form("nanchang", 1, 2, "80万")),
    ]);
    let names: Vec<_> = view.columns.iter().map(|column| (&*column.name, column.kind, column.why.len())).collect();
    assert_eq!(names, [("第一批", "upper_limit", 0), ("第二批", "upper_limit", 0), ("多投", "upper_limit", 0)]);
    assert_eq!(texts(&view, "grant"), ["不超过 300,000.00", "不超过 250,000.00", "不超过 400,000.00"]);
    assert_eq!(deltas(&view, "grant"), ["", "−50,000.00", "+100,000.00"]);
    assert_eq!(texts(&view, "total"), ["600,000.00", "600,000.00", "900,000.00"]);
    assert_eq!(deltas(&view, "total"), ["", "0", "+300,000.00"]);
    assert_eq!(texts(&view, "net"), ["不低于 300,000.00", "不低于 350,000.00", "不低于 500,000.00"]);
    assert_eq!(deltas(&view, "net"), ["", "+50,000.00", "+200,000.00"]);
    assert_eq!(texts(&view, "excluded"), ["100,000.00"; 3]);
    assert_eq!(deltas(&view, "excluded"), [""; 3]);
    // 300/600, 250/600 = 41.66…, 400/900 = 44.44…: of a ceiling what is cut off counts, as it would be exceeded.
    assert_eq!(texts(&view, "share"), ["不超过 50%", "不超过 41.7%", "不超过 44.5%"]);
    assert_eq!(texts(&view, "bound_by"), ["比例", "比例", "上限"]);
    let differing: Vec<_> = view.rows.iter().filter(|row| row.differs).map(|row| row.id).collect();
    assert_eq!(differing, ["batch", "total", "eligible", "grant", "net", "share", "bound_by"]);
    assert!(!view.rows.iter().any(|row| ["reimbursed", "range"].contains(&row.id)), "no scenario has them");
}

#[test]
fn a_scenario_without_an_amount_stays_with_the_reason() {
    let mut unknown = form("nanchang", 1, 2, "50万");
    unknown["policy"] = "atlantis".into();
    let mut award = form("nanchang", 1, 2, "50万");
    award["awards"] = json!([{"benefit": "smart_factory"}]);
    let view = compare(&[
        ("齐全", form("nanchang", 1, 2, "50万")),
        ("读不懂", form("nanchang", 1, 2, "5OO")),
        ("没填", json!({"policy": "nanchang", "unit": "yuan", "spend": []})),
        ("没有表", unknown),
        ("没有这项奖励", award),
        ("未公布", form("songjiang", 1, 2, "50万")),
    ]);
    let kinds: Vec<_> = view.columns.iter().map(|column| column.kind).collect();
    assert_eq!(kinds, ["upper_limit", "unreadable", "empty", "failed", "failed", "not_published"]);
    assert!(view.columns[1].why[0].contains("5OO"), "{:?}", view.columns[1].why);
    assert_eq!(view.columns[2].why, ["还没有填写投入。"]);
    assert_eq!(view.columns[3].why, ["这个城市的政策表没有载入，暂时算不出。"]);
    assert!(view.columns[4].why[0].contains("smart_factory"), "{:?}", view.columns[4].why);
    assert_eq!(texts(&view, "grant"), ["不超过 300,000.00", "—", "—", "—", "—", "没有金额"]);
    assert_eq!(deltas(&view, "grant"), [""; 6], "no difference is made up");
    assert_eq!(texts(&view, "city"), ["南昌市", "南昌市", "南昌市", "—", "—", "松江区"]);
    assert_eq!(texts(&view, "total")[5], "600,000.00");
}

#[test]
fn an_open_batch_and_an_open_reading_are_ranges() {
    let view = compare(&[
        ("定了", form("nanchang", 2, 2, "50万")),
        ("批次未定", form("nanchang", 0, 2, "50万")),
        ("读法未定", form("hebi", 1, 2, "50万")),
    ]);
    assert_eq!(view.columns[1].kind, "range");
    assert_eq!(view.columns[1].why, ["批次或等级没有选，金额是可能的范围。"]);
    // Nanchang: 40 % of 500,000 to 60 %. Hebi: 50 % of 500,000; of 600,000 where hardware counts too.
    assert_eq!(texts(&view, "range"), ["—", "不超过 200,000.00 – 300,000.00", "不超过 250,000.00 – 300,000.00"]);
    assert_eq!(texts(&view, "grant"), ["不超过 250,000.00", "—", "不超过 250,000.00"]);
    assert_eq!(deltas(&view, "grant"), ["", "", "0"]);
    assert_eq!(texts(&view, "net")[1..], ["不低于 300,000.00 – 400,000.00", "不低于 300,000.00 – 350,000.00"]);
    // 200/600 and 300/600; 250/600 and 300/600.
    assert_eq!(texts(&view, "share"), ["不超过 41.7%", "不超过 33.4% – 50%", "不超过 41.7% – 50%"]);
    assert_eq!(texts(&view, "batch"), ["第二批", "不清楚", "第一批"]);
}

#[test]
fn cities_and_days_may_differ() {
    let mut later = form("wuhan", 0, 3, "80万");
    later["as_of"] = "2025-06-30".into();
    let view =
        compare(&[("甲", form("nanchang", 1, 2, "80万")), ("乙", later), ("丙", form("nanchang", 1, 1, "80万"))]);
    assert_eq!(texts(&view, "as_of"), ["2024-09-30", "2025-06-30", "2024-09-30"]);
    assert_eq!(texts(&view, "batch"), ["第一批", "不分批次", "第一批"]);
    // Wuhan pays 40 % of 800,000 outright, or of 900,000 in its wider reading; level 1 is paid nothing.
    assert_eq!(texts(&view, "grant"), ["不超过 400,000.00", "320,000.00", "0.00"]);
    assert_eq!(texts(&view, "range")[1], "320,000.00 – 360,000.00");
    // 320/900 = 35.55…, which is no ceiling and so cut down.
    assert_eq!(texts(&view, "share")[1], "35.5% – 40%");
    assert_eq!(deltas(&view, "grant"), ["", "−80,000.00", "−400,000.00"]);
    assert_eq!(view.columns[2].kind, "not_eligible");
    assert_eq!(view.columns[2].why[0], "一级没有补助，改造后须达到二级及以上。");
    assert!(texts(&view, "table")[1].starts_with("2023-12-26 · sha256-"));
}

#[test]
fn six_at_most_and_nothing_unknown() {
    let seven: Vec<_> = (0..7).map(|_| ("x", form("nanchang", 1, 2, "1"))).collect();
    let error = serde_json::to_value(asked(&seven).unwrap_err()).unwrap();
    assert_eq!((error["code"].as_str(), error["path"].as_str()), (Some("too_many_items"), Some("scenarios")));
    assert!(asked(&seven[..6]).is_ok());
    let mut spoilt = form("nanchang", 1, 2, "1");
    spoilt["surprise"] = true.into();
    let error = serde_json::to_value(asked(&[("x", spoilt)]).unwrap_err()).unwrap();
    assert_eq!(error["path"], "scenarios[0].form.surprise");
    // A name of any length is shown as far as there is room.
    let view = compare(&[(&"长".repeat(100), form("nanchang", 1, 2, "1"))]);
    assert_eq!(view.columns[0].name.chars().count(), 40);
    assert!(compare(&[]).rows.is_empty());
}
