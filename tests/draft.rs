//! Drafts: a changed figure shows in words and in the examples, loses its source, and is never published; what is as it
//! was stays as it was; what does not hold is what `subsidy check` finds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table};
use subsidy::check::check;
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::present::draft::{DraftForm, DraftView, Drafting, Start};
use subsidy::strings::{Language, Strings};

const CITIES: [&str; 5] = ["nanchang", "wuhan", "hebi", "songjiang", "fuzhou"];
const MARK: &str = "尚无出处（no source yet）";

fn file(city: &str) -> Value {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == city).unwrap();
    Value::parse(bytes).unwrap()
}

fn drafting(city: &str) -> Drafting {
    let (_, bytes) = Catalog::embedded_examples().find(|(folder, _)| *folder == city).unwrap();
    Drafting::new(file(city), Some(&Value::parse(bytes).unwrap())).unwrap()
}

fn strings() -> Strings {
    Strings::embedded(Language::Simplified).unwrap()
}

fn today() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

/// The form as the page holds it.
fn form(city: &str, start: Start) -> Json {
    serde_json::to_value(drafting(city).form(start, &strings())).unwrap()
}

fn read(form: &Json) -> DraftForm {
    DraftForm::read(&Value::parse(form.to_string().as_bytes()).unwrap()).unwrap()
}

fn view(city: &str, form: &Json) -> DraftView {
    drafting(city).view(&read(form), today(), &strings()).unwrap()
}

fn table(city: &str, form: &Json) -> Json {
    let text = drafting(city).file(&read(form), &strings()).unwrap().unwrap();
    serde_json::from_str(&text).unwrap()
}

/// How often a text stands in a tree.
fn times(json: &Json, text: &str) -> usize {
    json.to_string().matches(text).count()
}

#[test]
fn a_copy_in_which_nothing_is_changed_differs_in_nothing_that_matters() {
    for city in CITIES {
        let form = form(city, Start::Change);
        let view = view(city, &form);
        let difference = view.difference.unwrap();
        assert_eq!(difference.changes, [], "{city}");
        assert!(difference.examples.iter().all(|row| !row.changed), "{city}");
        assert_eq!((view.errors, view.flaws, view.unsourced), (vec![], vec![], None), "{city}");
        // It has lost what only the published document has; every figure and quotation is as it was.
        let (mut then, mut now): (Json, Json) =
            (serde_json::from_str(&file(city).canonical()).unwrap(), table(city, &form));
        assert_eq!(now["revision"], 0);
        assert!(now["document"]["title"].as_str().unwrap().ends_with("（草案）"), "{}", now["document"]);
        for key in ["document", "revision"] {
            then[key] = Json::Null;
            now[key] = Json::Null;
        }
        // The order of a list of categories and absent lists are nobody's concern.
        for table in [&mut then, &mut now] {
            table.as_object_mut().unwrap().retain(|_, value| *value != json!([]));
        }
        assert_eq!(then, now, "{city}");
    }
}

#[test]
fn a_changed_rate_shows_in_words_and_in_the_examples_and_has_no_source() {
    let mut form = form("nanchang", Start::Change);
    assert_eq!((&form["clauses"][0]["rate"], &form["clauses"][0]["cap"]), (&json!("60%"), &json!("400,000")));
    form["clauses"][0]["rate"] = "55%".into();
    form["clauses"][0]["cap"] = "45万".into();
    let view = view("nanchang", &form);
    let difference = view.difference.unwrap();
    let rows: Vec<_> = difference.changes.iter().map(|one| [&*one.figure, &*one.then, &*one.now]).collect();
    assert_eq!(rows, [["比例", "不超过 60%", "不超过 55%"], ["上限", "不超过 400,000.00", "不超过 450,000.00"]]);
    // 60 % and 55 % of 350,000.
    let row =
        difference.examples.iter().find(|row| row.label.contains("软件 300,000.00 + 云服务 50,000.00 ·")).unwrap();
    assert_eq!([&*row.then, &*row.now], ["210,000.00", "192,500.00"]);
    assert_eq!(row.delta.as_deref(), Some("−17,500.00"));
    assert!(view.sound && view.unsourced.unwrap().contains('2'));
    let terms = view.terms.unwrap();
    assert_eq!(terms.rows[0].cells[..2], ["不补助", "不超过 55% · 不超过 45 万元"]);

    let table = table("nanchang", &form);
    assert_eq!(times(&table, MARK), 2);
    let clause = &table["benefits"].as_array().unwrap().iter().find(|one| one["id"] == "transformation").unwrap()["gives"]
        ["spend_share"]["clauses"][0];
    assert_eq!((&clause["rate"]["rate"], &clause["rate"]["citation"]["quote"]), (&json!("0.55"), &json!(MARK)));
    assert!(clause["when"]["batches"]["citation"]["quote"].as_str().unwrap().contains("第一批"));
}

#[test]
fn a_draft_is_computed_and_never_passes_the_check() {
    for (change, finding) in [(false, "revision 0 is a draft"), (true, "a draft's figure")] {
        let mut form = form("wuhan", Start::Change);
        if change {
            form["clauses"][0]["rate"] = "35%".into();
        }
        let text = table("wuhan", &form).to_string();
        let value = Value::parse(text.as_bytes()).unwrap();
        assert!(Table::read(&value).unwrap().policy.is_draft());
        let findings = check("policy.json", &value);
        assert!(findings.iter().any(|one| one.message.contains(finding)), "{findings:#?}");
    }
}

#[test]
fn what_cannot_be_read_is_told_at_its_field() {
    let mut form = form("nanchang", Start::Change);
    for (field, text) in [("rate", "55"), ("cap", "40万5千"), ("base_limit", "0")] {
        form["clauses"][1][field] = text.into();
    }
    form["clauses"][2]["rate"] = "".into();
    form["windows"][0]["until"] = "2024-13".into();
    form["until"] = "2026-02-30".into();
    form["title"] = " ".into();
    form["awards"][0]["amount"] = "x".into();
    let view = view("nanchang", &form);
    let fields: Vec<_> = view.errors.iter().map(|error| &*error.field).collect();
    let expected = [
        "title",
        "until",
        "clauses[1].rate",
        "clauses[1].cap",
        "clauses[1].base_limit",
        "clauses[2].rate",
        "awards[0].amount",
        "windows[0].until",
    ];
    assert_eq!(fields, expected);
    assert!(view.errors.iter().all(|error| !error.text.contains('{') && !error.text.is_empty()));
    assert_eq!((view.sound, view.difference, view.digest), (false, None, None));
}

#[test]
fn what_does_not_hold_is_told_in_words() {
    let mut form = form("nanchang", Start::Change);
    form["clauses"][2]["batches"] = json!([2]);
    form["from"] = "2026-01-01".into();
    form["until"] = "2025-12-31".into();
    form["counted"] = json!([]);
    let view = view("nanchang", &form);
    assert_eq!(
        view.flaws,
        [
            "有效期的截止日早于生效日。",
            "没有任何投入计入补助基数：请至少选一类。",
            "第二批 · 二级、三级、四级：不止一条条款，请只留一条。",
            "第三批 · 二级、三级、四级：没有条款，请补一条。",
        ]
    );
    assert!(view.told.contains('4') && !view.sound);
}

#[test]
fn an_emptied_amount_leaves_the_award_out_and_a_new_window_is_added() {
    let mut form = form("nanchang", Start::Change);
    let place = form["awards"].as_array().unwrap().iter().position(|one| one["benefit"] == "model_enterprise").unwrap();
    form["awards"][place]["amount"] = "".into();
    form["windows"]
        .as_array_mut()
        .unwrap()
        .push(json!({"kind": "apply", "batch": 3, "from": "2025-03", "until": "2025-04-15", "before": false}));
    let changes = view("nanchang", &form).difference.unwrap().changes;
    let rows: Vec<_> = changes.iter().map(|one| (&*one.word, &*one.place, &*one.then, &*one.now)).collect();
    assert!(rows.contains(&("删去", "样板企业奖励", "不超过 100,000.00", "—")), "{rows:?}");
    assert!(rows.contains(&("新增", "第三批 · 申报", "—", "2025-03 至 2025-04-15")), "{rows:?}");
}

#[test]
fn a_new_city_takes_figures_and_no_quotation() {
    let mut copy = form("hebi", Start::Copy);
    assert_eq!(view("hebi", &copy).errors.len(), 7, "id, two names and no language of them");
    for (field, text) in [("id", "elsewhere"), ("title", "《某市实施方案》")] {
        copy[field] = text.into();
    }
    for part in ["name", "region"] {
        copy[part] = json!({"zh_cn": "某市", "zh_hant": "某市", "en": "Elsewhere"});
    }
    let view_of = view("hebi", &copy);
    assert_eq!((&*view_of.flaws, view_of.sound), (&[][..], true), "{:?}", view_of.told);
    let made = table("hebi", &copy);
    let text = made.to_string();
    assert!(!text.contains("鹤壁") && !text.contains("第17条"), "{text}");
    assert_eq!(times(&made, "\"citation\""), times(&made, MARK));
    // Benefits without a figure and conditions are the document's: a case that names one of them is another case here.
    let examples = view_of.difference.unwrap().examples;
    let changed: Vec<_> = examples.iter().filter(|row| row.changed).map(|row| &*row.name).collect();
    assert_eq!(changed, ["Every lump sum", "Outside the city"]);

    let mut blank = form("hebi", Start::Blank);
    blank["id"] = "elsewhere".into();
    for part in ["name", "region"] {
        blank[part] = copy[part].clone();
    }
    assert_eq!(view("hebi", &blank).flaws, ["还没有任何条款：请至少加一条。"]);
    blank["clauses"] = json!([{"level": 2, "least": true, "batches": [], "rate": "30%", "rate_wording": "exact", "cap": "300000", "cap_wording": "ceiling",
        "base_limit": "", "base_limit_wording": "ceiling", "own_base": false, "counted": []}]);
    let view = view("hebi", &blank);
    assert_eq!(view.flaws, [""; 0]);
    assert_eq!(
        view.terms.unwrap().rows[0].cells,
        ["不补助", "30% · 不超过 30 万元", "30% · 不超过 30 万元", "30% · 不超过 30 万元"]
    );
}

#[test]
fn a_city_that_publishes_no_rate_may_draft_one() {
    let mut form = form("fuzhou", Start::Change);
    form["clauses"] = json!([{"level": 3, "least": false, "batches": [], "rate": "20%", "rate_wording": "ceiling", "cap": "", "cap_wording": "ceiling",
        "base_limit": "", "base_limit_wording": "ceiling", "own_base": true, "counted": ["software"]}]);
    let view = view("fuzhou", &form);
    assert_eq!(view.flaws, [""; 0]);
    assert_eq!(view.terms.unwrap().rows[0].cells, ["不补助", "不补助", "不超过 20%", "不补助"]);
}

/// What `subsidy check` finds, less what no quotation can prove yet.
fn structural(table: &Json) -> Vec<String> {
    let value = Value::parse(table.to_string().as_bytes()).unwrap();
    let about_words =
        ["「", "section and quotation", "a draft", "the text is empty", "does not match", "without a citation"];
    let findings = check("policy.json", &value).into_iter().map(|one| one.to_string());
    findings.filter(|message| !about_words.iter().any(|words| message.contains(words))).collect()
}

fn subset(of: &'static [u8]) -> impl Strategy<Value = Vec<u8>> {
    proptest::sample::subsequence(of, 0..=of.len())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    /// The live check is `subsidy check`, in words: a draft holds for the one exactly where it holds for the other.
    #[test]
    fn the_live_check_finds_what_the_check_of_tables_finds(
        city in 0..3_usize,
        batches in subset(&[1, 2, 3]),
        counted in proptest::sample::subsequence(vec!["software", "cloud", "hardware", "training"], 0..=4),
        clauses in proptest::collection::vec((1..=4_u8, any::<bool>(), subset(&[1, 2, 3]), any::<bool>()), 1..5),
        windows in proptest::collection::vec((0..4_u8, 1..=9_u8, 1..=9_u8), 0..3),
        (from, until) in (1..=9_u8, 1..=9_u8),
    ) {
        let city = CITIES[city];
        let mut form = form(city, Start::Change);
        form["batches"] = json!(batches);
        form["counted"] = json!(counted);
        form["from"] = format!("2025-0{from}-01").into();
        form["until"] = format!("2025-0{until}-01").into();
        form["clauses"] = clauses.iter().map(|(level, least, batches, own)| json!({
            "level": level, "least": least, "batches": batches, "rate": "30%", "rate_wording": "ceiling", "cap": "5", "cap_wording": "ceiling",
            "base_limit": "", "base_limit_wording": "ceiling", "own_base": own, "counted": counted,
        })).collect();
        form["windows"] = windows.iter().map(|(batch, from, until)| {
            let batch = (*batch > 0).then_some(*batch);
            let mut window = json!({"kind": "transform", "from": format!("2025-0{from}"), "until": format!("2025-0{until}"), "before": false});
            if let Some(batch) = batch {
                window["batch"] = batch.into();
            }
            window
        }).collect();
        let drafting = Drafting::new(file(city), None).unwrap();
        let view = drafting.view(&read(&form), today(), &strings()).unwrap();
        prop_assert_eq!(&view.errors, &[]);
        let text = drafting.file(&read(&form), &strings()).unwrap().unwrap();
        let found = structural(&serde_json::from_str(&text).unwrap());
        prop_assert_eq!(view.flaws.is_empty(), found.is_empty(), "{:#?} {:#?}", view.flaws, found);
    }
}
