//! What a person is shown: every kind of answer in its words, errors tied to their fields, no sentence left unmade.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use serde_json::{Value as Json, json};
use subsidy::application::Application;
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::present::{self, form::Form, view::View};
use subsidy::strings::{Language, Strings};

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn strings(language: Language) -> Strings {
    Strings::embedded(language).unwrap()
}

fn value(json: &Json) -> Value {
    Value::parse(json.to_string().as_bytes()).unwrap()
}

/// The view of a form, in simplified Chinese.
fn answer(form: Json) -> View {
    let form = Form::read(&value(&form)).unwrap();
    let day = form.as_of.unwrap();
    let table = catalog().find(&form.policy, day).unwrap();
    present::answer(table, &form, day, &strings(Language::Simplified)).unwrap()
}

fn nanchang(spend: &[(&str, &str)], more: Json) -> View {
    let spend: Vec<_> = spend.iter().map(|(category, text)| json!({"category": category, "text": text})).collect();
    let mut form = json!({"policy": "nanchang", "as_of": "2024-09-30", "unit": "yuan", "spend": spend});
    form.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    answer(form)
}

#[test]
fn a_limit_is_a_limit() {
    let view = nanchang(&[("software", "40万")], json!({"batch": 1, "level": 2}));
    assert_eq!((view.kind, &*view.headline, view.short.as_deref()), ("upper_limit", "¥240,000.00", Some("24 万元")));
    assert_eq!(view.badge, "上限 · 文件写的是“不超过”");
    assert_eq!(view.explain, ["这是按上限算出的最高数。实际补助由主管部门审核确定，可能更低。"]);
    let sums: Vec<_> = view.sums.iter().map(|sum| format!("{} {}", sum.label, sum.value)).collect();
    assert_eq!(
        sums,
        [
            "投入合计 400,000.00",
            "计入补助基数 400,000.00",
            "补助（不超过） − 240,000.00",
            "企业净投入（不低于） 160,000.00"
        ]
    );
    assert_eq!(view.bar.iter().map(|part| part.per_mille).sum::<u16>(), 1000);
    let row = view.form.rows.iter().find(|row| row.category == "software").unwrap();
    assert_eq!((row.counted, row.read_as.as_deref()), ("yes", Some("= 400,000.00 元")));
}

#[test]
fn nothing_entered_shows_the_terms() {
    let view = nanchang(&[("software", " ")], json!({}));
    assert_eq!((view.kind, &*view.headline), ("empty", "请填写投入"));
    let table = view.table.unwrap();
    assert_eq!(table.rows[1].cells[1].text, "不超过 50%，最高 35 万元");
    assert_eq!(table.rows[0].cells[0].text, "0");
}

#[test]
fn what_is_unknown_is_a_range() {
    let view = nanchang(&[("software", "40万")], json!({"level": 2}));
    assert_eq!((view.kind, &*view.headline), ("range", "¥160,000.00 – 240,000.00"));
    assert!(view.changes.is_empty() && view.bar.is_empty());
    let possible = |view: &View| -> usize {
        view.table.iter().flat_map(|table| &table.rows).flat_map(|row| &row.cells).filter(|cell| cell.possible).count()
    };
    assert_eq!(possible(&view), 3);
    let view = nanchang(&[("software", "40万")], json!({}));
    assert_eq!((&*view.headline, possible(&view)), ("¥0 – 240,000.00", 12));
    // A level that no clause pays needs no batch.
    let view = nanchang(&[("software", "40万")], json!({"level": 1}));
    assert_eq!((view.kind, &*view.headline), ("not_eligible", "¥0.00"));
    assert_eq!(view.explain[0], "一级没有补助，改造后须达到二级及以上。");
}

fn hebi(level: u8, spend: &[(&str, &str)]) -> View {
    let spend: Vec<_> = spend.iter().map(|(category, text)| json!({"category": category, "text": text})).collect();
    answer(json!({"policy": "hebi", "as_of": "2025-06-30", "batch": 1, "level": level, "unit": "yuan", "spend": spend}))
}

fn changes(view: &View) -> Vec<String> {
    view.changes.iter().map(|change| format!("{}: {}", change.text, change.delta)).collect()
}

#[test]
fn a_range_of_limits_says_that_less_may_be_paid() {
    let view = hebi(2, &[("software", "10万"), ("hardware", "10万")]);
    assert_eq!((view.kind, &*view.headline), ("needs_confirmation", "¥50,000.00 – 100,000.00"));
    assert_eq!(view.badge, "待确认区间 · 均为上限");
    assert!(view.explain.last().unwrap().ends_with("实际补助可能更低。"), "{:?}", view.explain);
    let labels: Vec<_> = view.sums.iter().map(|sum| &*sum.label).collect();
    assert_eq!(labels, ["投入合计", "计入补助基数", "补助（待确认，不超过）", "企业净投入（待确认，不低于）"]);
    // Wuhan gives its rate outright, so its range is none of limits.
    let wuhan = answer(json!({"policy": "wuhan", "as_of": "2024-09-30", "level": 3, "unit": "wan",
        "spend": [{"category": "software", "text": "60"}, {"category": "services", "text": "30"}]}));
    assert_eq!((wuhan.kind, &*wuhan.badge), ("needs_confirmation", "待确认区间"));
    let open = nanchang(&[("software", "40万")], json!({"level": 2}));
    assert_eq!(open.badge, "可能的范围 · 均为上限");
    assert!(open.explain[0].ends_with("实际补助可能更低。"));
}

#[test]
fn what_would_change_it_compares_reading_with_reading() {
    // Batch 2 has the lower rate and the lower cap: it can never bring more.
    let view = hebi(2, &[("software", "10万"), ("hardware", "10万")]);
    let batches: Vec<_> = changes(&view).into_iter().filter(|change| change.contains("批")).collect();
    assert_eq!(
        batches,
        ["改为第二批: −20,000.00 至 −10,000.00（待确认）", "改为第三批: −30,000.00 至 −15,000.00（待确认）"]
    );
    // Under the strict reading level 3 has only the diagnosis fee to lose.
    let view = hebi(3, &[("software", "80万"), ("diagnosis", "8000")]);
    let all = changes(&view);
    assert!(all.contains(&"只达到一级: −405,000.00 至 −5,000.00（待确认）".into()), "{all:?}");
    assert!(all.contains(&"只达到二级: 0 至 +400,000.00（待确认）".into()), "{all:?}");
}

#[test]
fn without_a_batch_the_span_over_the_batches_is_shown_once() {
    let view = nanchang(&[("software", "62.5万")], json!({"level": 1}));
    assert_eq!(changes(&view), ["达到二级、三级或四级: +250,000.00 至 +375,000.00（视批次）"]);
}

#[test]
fn an_entry_that_cannot_be_read_is_told_at_its_field() {
    let view = nanchang(&[("software", "3OO,000"), ("cloud", "5万")], json!({"batch": 1, "level": 2}));
    assert_eq!((view.kind, &*view.headline), ("unreadable", "—"));
    let error = |category: &str| view.form.rows.iter().find(|row| row.category == category).unwrap().error.clone();
    assert_eq!(error("software").as_deref(), Some("“3OO,000”不是金额。请填写数字，例如 300000、300,000 或 30万。"));
    assert_eq!(error("cloud"), None);
    let most = "1000000000000";
    let view = nanchang(&[("software", most), ("cloud", "1")], json!({"batch": 1, "level": 2}));
    assert_eq!((view.kind, &*view.explain[0]), ("unreadable", "各项合计超过上限 1,000,000,000,000 元"));
}

#[test]
fn without_a_published_rate_there_is_no_number_but_ones_own() {
    let form = |more: Json| {
        let mut form = json!({"policy": "fuzhou", "as_of": "2025-06-30", "unit": "wan", "spend": [{"category": "software", "text": "40"}]});
        form.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        answer(form)
    };
    let none = form(json!({}));
    assert_eq!((none.kind, &*none.headline, none.sums.len()), ("not_published", "没有金额", 1));
    assert!(none.bar.is_empty() && none.lines.is_empty() && none.table.is_none() && none.form.own_terms);
    assert!(none.form.rows.iter().all(|row| row.counted == "unknown"));
    let half = form(json!({"own_rate": "30%"}));
    assert_eq!((half.kind, half.form.own_cap_error.as_deref()), ("not_published", Some("请填写这一项。")));
    let own = form(json!({"own_rate": "30%", "own_cap": "30"}));
    assert_eq!((own.kind, &*own.headline), ("own_terms", "¥120,000.00"));
    assert_eq!(own.context, "福州市 · 比例 30% · 上限 300,000.00（由您填写）");
    assert_eq!(own.explain, ["按您填写的参数计算，非本工具核定。"]);
    let bad = form(json!({"own_rate": "30", "own_cap": "30"}));
    assert_eq!(bad.form.own_rate_error.as_deref(), Some("“30”不是比例。请写成 30% 或 0.3。"));
}

#[test]
fn a_matching_award_asks_for_what_it_matches() {
    let form = |subsidy: Option<&str>| {
        let mut form = json!({"policy": "hebi", "as_of": "2025-06-30", "batch": 1, "level": 2, "unit": "yuan",
            "spend": [{"category": "software", "text": "80万"}], "awards": [{"benefit": "little_giant_match"}]});
        if let Some(subsidy) = subsidy {
            form["provincial_subsidy"] = subsidy.into();
        }
        answer(form)
    };
    let asked = form(None);
    assert_eq!(asked.headline, "¥400,000.00");
    assert_eq!((asked.awards.len(), asked.form.provincial_subsidy_error.as_deref()), (0, Some("请填写这一项。")));
    let given = form(Some("300万"));
    assert_eq!((given.awards.len(), &*given.awards[0].amount), (1, "750,000.00"));
    assert_eq!(given.headline, "¥400,000.00", "awards are never added");
    // Where the cap decides, the phrase is the one that carries it.
    let capped = form(Some("800万"));
    assert_eq!(&*capped.awards[0].amount, "1,000,000.00");
    assert_eq!(capped.awards[0].source.quote, "最高不超过100万元");
}

/// Every text of a view, wherever it stands.
fn texts(json: &Json, into: &mut Vec<String>) {
    match json {
        Json::String(text) => into.push(text.clone()),
        Json::Array(list) => list.iter().for_each(|one| texts(one, into)),
        Json::Object(members) => members.values().for_each(|one| texts(one, into)),
        _ => {}
    }
}

#[test]
fn no_sentence_is_left_unmade_in_any_language() {
    let prefixes: BTreeSet<String> = {
        let table: Json = serde_json::from_str(include_str!("../strings/en.json")).unwrap();
        table.as_object().unwrap().keys().map(|key| format!("{}.", key.split('.').next().unwrap())).collect()
    };
    let mut seen = 0;
    for table in catalog().tables() {
        let file = format!("{}/policies/{}/examples.json", env!("CARGO_MANIFEST_DIR"), table.folder());
        let examples: Vec<Json> = serde_json::from_slice(&std::fs::read(file).unwrap()).unwrap();
        for example in examples {
            let Ok(application) = Application::read(&value(&example["application"])) else { continue };
            let day = application.as_of.unwrap_or(Date::EPOCH);
            for &language in Language::ALL {
                let Ok(view) = present::view(table, &application, day, &strings(language)) else { continue };
                let mut all = Vec::new();
                texts(&serde_json::to_value(&view).unwrap(), &mut all);
                for text in all {
                    let key = prefixes.iter().any(|prefix| text.starts_with(&**prefix));
                    assert!(!key && !text.contains('{'), "{language:?} {}: {text}", example["name"]);
                    seen += 1;
                }
            }
        }
    }
    assert!(seen > 10_000, "only {seen} texts");
}
