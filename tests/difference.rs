//! In what two tables differ: each figure that money or time hangs on, in words, and what it makes of known cases.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::difference::differences;
use subsidy::effect::{Effect, effect, examples};
use subsidy::json::Value;
use subsidy::present::difference::{DifferenceView, view};
use subsidy::strings::{Language, Strings};

fn source(city: &str) -> Json {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == city).unwrap();
    serde_json::from_slice(bytes).unwrap()
}

fn table(json: &Json) -> Table {
    Table::read(&Value::parse(json.to_string().as_bytes()).unwrap()).unwrap()
}

/// The city's table and the same with one thing changed.
fn changed(city: &str, change: impl FnOnce(&mut Json)) -> (Table, Table) {
    let then = source(city);
    let mut now = then.clone();
    change(&mut now);
    (table(&then), table(&now))
}

fn today() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

fn shown(then: &Table, now: &Table, language: Language) -> DifferenceView {
    view(then, now, &[], &Strings::embedded(language).unwrap())
}

/// Word, place and figure, then and now.
fn rows(city: &str, change: impl FnOnce(&mut Json)) -> Vec<[String; 4]> {
    let (then, now) = changed(city, change);
    let changes = shown(&then, &now, Language::Simplified).changes;
    changes.into_iter().map(|one| [one.word, [one.place, one.figure].join(" · "), one.then, one.now]).collect()
}

/// The benefit of this id.
fn benefit<'j>(json: &'j mut Json, id: &str) -> &'j mut Json {
    json["benefits"].as_array_mut().unwrap().iter_mut().find(|benefit| benefit["id"] == id).unwrap()
}

fn clause(json: &mut Json, index: usize) -> &mut Json {
    &mut benefit(json, "transformation")["gives"]["spend_share"]["clauses"][index]
}

#[test]
fn the_same_table_differs_in_nothing_and_a_text_in_nothing_that_matters() {
    let (then, now) = changed("nanchang", |_| {});
    assert_eq!(shown(&then, &now, Language::Simplified).told, "两份政策表完全相同。");
    let (then, now) = changed("nanchang", |json| json["open_questions"] = json!([]));
    assert_eq!(differences(&then.policy, &now.policy), []);
    assert!(shown(&then, &now, Language::Simplified).told.starts_with("金额和时间没有差别"));
}

#[test]
fn a_rate_a_cap_and_their_wordings_are_told_for_the_batch_and_all_its_levels() {
    let found = rows("nanchang", |json| {
        clause(json, 0)["rate"]["rate"] = "0.55".into();
        clause(json, 1)["cap"]["wording"] = "exact".into();
        clause(json, 2).as_object_mut().unwrap().remove("cap");
        clause(json, 2)["base_limit"] =
            json!({"amount": "500000", "wording": "ceiling", "citation": {"section": "x", "quote": "y"}});
    });
    let levels = "二级、三级、四级";
    assert_eq!(
        found,
        [
            ["改动", &format!("第一批 · {levels} · 比例"), "不超过 60%", "不超过 55%"],
            ["改动", &format!("第二批 · {levels} · 上限"), "不超过 350,000.00", "350,000.00"],
            ["删去", &format!("第三批 · {levels} · 上限"), "不超过 250,000.00", "—"],
            ["新增", &format!("第三批 · {levels} · 计入投入的上限"), "—", "不超过 500,000.00"],
        ]
        .map(|row| row.map(str::to_owned))
    );
}

#[test]
fn levels_gaps_base_and_batches_are_told() {
    // Level 3 is not named and read as level 2; now level 2 and above is.
    let found = rows("hebi", |json| {
        let share = &mut benefit(json, "transformation")["gives"]["spend_share"];
        let four = share["clauses"].as_array_mut().unwrap().pop().unwrap();
        share["gaps"].as_array_mut().unwrap().retain(|gap| gap["levels"]["rule"] != json!({"exactly": 3}));
        for one in share["clauses"].as_array_mut().unwrap() {
            one["when"]["levels"]["rule"] = json!({"at_least": 2});
        }
        assert_eq!(four["cap"]["amount"], "1200000");
    });
    // 120万 at level 4 becomes the cap of each batch; the rate changes where it was not 50 %.
    let expected = [
        ["删去", "第一批 · 三级 · 没有写明的等级", "按二级的条款读（待确认）", "—"],
        ["改动", "第一批 · 四级 · 上限", "不超过 1,200,000.00", "不超过 500,000.00"],
        ["删去", "第二批 · 三级 · 没有写明的等级", "按二级的条款读（待确认）", "—"],
        ["改动", "第二批 · 四级 · 比例", "不超过 50%", "不超过 40%"],
        ["改动", "第二批 · 四级 · 上限", "不超过 1,200,000.00", "不超过 400,000.00"],
        ["删去", "第三批 · 三级 · 没有写明的等级", "按二级的条款读（待确认）", "—"],
        ["改动", "第三批 · 四级 · 比例", "不超过 50%", "不超过 35%"],
        ["改动", "第三批 · 四级 · 上限", "不超过 1,200,000.00", "不超过 300,000.00"],
    ];
    assert_eq!(found, expected.map(|row| row.map(str::to_owned)));

    let found = rows("wuhan", |json| json["base"]["counted"].as_array_mut().unwrap().push("hardware".into()));
    let (old, new) = ("软件 + 云服务 + 数据采集传输设备", "软件 + 云服务 + 数据采集传输设备 + 其他设备");
    assert_eq!(found[0], ["改动", "二级 · 计入的投入", old, new]);
}

#[test]
fn awards_windows_terms_payment_and_conditions_are_told() {
    let found = rows("nanchang", |json| {
        benefit(json, "model_enterprise")["gives"]["lump_sum"]["amount"]["amount"] = "120000".into();
        let stages = json["stages"].as_array_mut().unwrap();
        let diagnosis = stages.iter().position(|stage| stage["kind"] == "diagnose").unwrap();
        stages.remove(diagnosis);
        let paid = stages.iter().position(|stage| stage["kind"] == "accept_and_pay" && stage["batch"] == 1).unwrap();
        stages[paid]["until"] = "2025-06".into();
        json["validity"] = json!({"until": {"date": "2026-12-31", "citation": {"section": "x", "quote": "y"}}});
        json["payment"]["mode"] = "unstated".into();
        json["conditions"].as_array_mut().unwrap().retain(|condition| condition["kind"] != "credit");
    });
    for row in [
        ["改动", "样板企业奖励 · 金额", "不超过 100,000.00", "不超过 120,000.00"],
        ["删去", "咨询诊断 · 时间", "2024-03 至 2024-10", "—"],
        ["改动", "第一批 · 验收和兑付 · 时间", "2024-11 至 2025-04", "2024-11 至 2025-06"],
        ["新增", "整份文件 · 截止日", "—", "2026-12-31"],
    ] {
        let row = row.map(str::to_owned);
        assert!(found.contains(&row), "{row:?} in {found:#?}");
    }
}

#[test]
fn a_published_rate_takes_the_place_of_an_unpublished_one() {
    let clauses = clause(&mut source("nanchang"), 0).clone();
    let found = rows("fuzhou", |json| {
        let own = json["benefits"].as_array_mut().unwrap();
        let main = own.iter_mut().find(|benefit| benefit["gives"].get("unpublished").is_some()).unwrap();
        let mut only = clauses.clone();
        only["when"].as_object_mut().unwrap().remove("batches");
        let gap = json!({"levels": {"rule": {"exactly": 1}, "citation": {"section": "x", "quote": "y"}}, "reason": "below_threshold"});
        main["gives"] = json!({"spend_share": {"clauses": [only], "gaps": [gap]}});
    });
    assert!(found.iter().any(|row| row[0] == "删去" && row[2] == "未公布比例"), "{found:#?}");
    assert!(found.iter().any(|row| row[0] == "新增" && row[3] == "不超过 60%"), "{found:#?}");
}

#[test]
fn an_example_shows_what_a_changed_rate_makes_of_it() {
    let (then, now) = changed("nanchang", |json| clause(json, 0)["rate"]["rate"] = "0.55".into());
    let file = json!([
        {"name": "hit", "application": {"policy": "nanchang", "as_of": "2024-09-30", "batch": 1, "level": 2, "spend": [{"category": "software", "amount": "300000"}]}},
        {"name": "miss", "application": {"policy": "nanchang", "as_of": "2024-09-30", "batch": 2, "level": 2, "spend": [{"category": "software", "amount": "300000"}]}},
        {"name": "no application at all", "application": {"policy": "nanchang", "level": 9, "spend": []}},
        {"name": "refused by both", "application": {"policy": "nanchang", "level": 2, "spend": [{"category": "software", "amount": "1"}]}},
    ]);
    let cases = examples(&Value::parse(file.to_string().as_bytes()).unwrap());
    assert_eq!(cases.iter().map(|case| &*case.name).collect::<Vec<_>>(), ["hit", "miss", "refused by both"]);
    let effects: Vec<Effect> = cases.iter().map(|case| effect(&then, &now, case, today())).collect();
    assert_eq!(effects.iter().map(|one| one.changed).collect::<Vec<_>>(), [true, false, false]);
    assert_eq!((effects[2].then_refused, effects[2].now_refused), (Some("batch_required"), Some("batch_required")));
    let pairs: Vec<_> = cases.iter().zip(effects).collect();
    for (language, label) in [
        (Language::Simplified, "第一批 · 二级 · 软件 300,000.00 · 2024-09-30"),
        (Language::English, "Batch 1 · Level 2 · Software 300,000.00 · 2024-09-30"),
    ] {
        let view = view(&then, &now, &pairs, &Strings::embedded(language).unwrap());
        // 60 % and 55 % of 300,000.
        let row = &view.examples[0];
        assert_eq!((&*row.label, &*row.then, &*row.now), (label, "180,000.00", "165,000.00"));
        assert_eq!(row.delta.as_deref(), Some("−15,000.00"));
    }
}
