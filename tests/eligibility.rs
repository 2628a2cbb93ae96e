//! The conditions before the number: the line of the size, what follows from the level, what is stated, and what each of
//! them does to the answer.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::sync::OnceLock;

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::present::eligibility::{Checklist, checklist};
use subsidy::present::form::Form;
use subsidy::present::{answer, view::View};
use subsidy::strings::{Language, Strings};
use subsidy::wire;

const KINDS: [&str; 10] = [
    "industry",
    "place",
    "small_or_medium",
    "credit",
    "legal_person",
    "listed",
    "level",
    "registered",
    "accepted",
    "audited",
];

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn day() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

fn estimate(application: &Json) -> Json {
    let bytes = wire::estimate(catalog(), application.to_string().as_bytes(), day());
    serde_json::from_slice(&bytes.unwrap_or_else(|error| panic!("{application}: {error}"))).unwrap()
}

fn nanchang(eligibility: &Json) -> Json {
    estimate(&json!({
        "policy": "nanchang", "batch": 1, "level": 2, "eligibility": eligibility,
        "spend": [{"category": "software", "amount": "500000"}],
    }))
}

fn condition<'e>(estimate: &'e Json, kind: &str) -> &'e Json {
    let conditions = estimate["eligibility"]["conditions"].as_array().unwrap();
    conditions.iter().find(|condition| condition["kind"] == kind).unwrap()
}

fn codes(estimate: &Json) -> Vec<&str> {
    estimate["notes"].as_array().unwrap().iter().map(|note| note["code"].as_str().unwrap()).collect()
}

fn named<'e>(estimate: &'e Json, code: &str) -> &'e Json {
    let notes = estimate["notes"].as_array().unwrap();
    notes.iter().find(|note| note["code"] == code).map_or(&Json::Null, |note| &note["params"]["conditions"])
}

/// 工信部联企业〔2011〕300号, industry: 从业人员1000人以下**或**营业收入40000万元以下.
#[test]
fn one_figure_below_its_limit_is_enough_and_only_both_at_it_are_too_much() {
    for (employees, revenue, state) in [
        (None, None, "open"),
        (Some(900), None, "met"),
        (Some(999), None, "met"),
        (Some(1000), None, "open"),
        (Some(1200), None, "open"),
        (None, Some("399999999.99"), "met"),
        (None, Some("400000000"), "open"),
        (Some(999), Some("400000000"), "met"),
        (Some(999), Some("1000000000000"), "met"),
        (Some(1000), Some("399999999.99"), "met"),
        (Some(1_000_000), Some("0"), "met"),
        (Some(1500), Some("300000000"), "met"),
        (Some(1000), Some("400000000"), "unmet"),
        (Some(1000), Some("400000000.01"), "unmet"),
        (Some(1001), Some("400000000"), "unmet"),
        (Some(0), Some("0"), "met"),
    ] {
        let mut stated = json!({});
        if let Some(employees) = employees {
            stated["employees"] = json!(employees);
        }
        if let Some(revenue) = revenue {
            stated["revenue"] = json!(revenue);
        }
        let estimate = nanchang(&stated);
        let what = format!("{employees:?} people, {revenue:?} yuan");
        assert_eq!(condition(&estimate, "small_or_medium")["state"], state, "{what}");
        let (grant, outcome) = if state == "unmet" { ("0.00", "not_eligible") } else { ("300000.00", "upper_limit") };
        assert_eq!((&estimate["grant"]["amount"], &estimate["outcome"]), (&json!(grant), &json!(outcome)), "{what}");
    }
}

#[test]
fn the_wording_that_decides_is_named() {
    let size = |stated: Json| condition(&nanchang(&stated), "small_or_medium")["citation"].clone();
    let standard = size(json!({"employees": 900}));
    assert_eq!(standard["document"], "《中小企业划型标准规定》(工信部联企业〔2011〕300号)");
    assert_eq!(standard["quote"], "从业人员1000人以下或营业收入40000万元以下");
    for undecided in [json!({"employees": 1200}), json!({"conditions": {"small_or_medium": "met"}})] {
        assert_eq!(size(undecided)["quote"], "属地试点行业中小企业");
    }
}

#[test]
fn figures_and_level_decide_against_what_was_stated() {
    for (stated, kind, state) in [
        (json!({"conditions": {"small_or_medium": "unmet"}, "employees": 900}), "small_or_medium", "met"),
        (
            json!({"conditions": {"small_or_medium": "met"}, "employees": 1000, "revenue": "400000000"}),
            "small_or_medium",
            "unmet",
        ),
        (json!({"conditions": {"level": "unmet"}}), "level", "met"),
    ] {
        let estimate = nanchang(&stated);
        assert_eq!(condition(&estimate, kind)["state"], state, "{stated}");
        assert_eq!(named(&estimate, "figures_decide"), &json!([kind]), "{stated}");
    }
    // Nothing is overruled where the figures leave it open, or say the same.
    for (stated, state) in [
        (json!({"conditions": {"small_or_medium": "met"}, "employees": 1200}), "met"),
        (json!({"conditions": {"small_or_medium": "unmet"}, "revenue": "400000000"}), "unmet"),
        (json!({"conditions": {"small_or_medium": "met"}, "employees": 900}), "met"),
        (json!({"conditions": {"small_or_medium": "open"}, "employees": 900}), "met"),
    ] {
        let estimate = nanchang(&stated);
        assert_eq!(condition(&estimate, "small_or_medium")["state"], state, "{stated}");
        assert!(!codes(&estimate).contains(&"figures_decide"), "{stated}");
    }
}

#[test]
fn the_level_follows_from_the_application_where_a_clause_says_so() {
    for (policy, level, state) in [
        ("nanchang", 1, "unmet"),
        ("nanchang", 2, "met"),
        ("wuhan", 1, "unmet"),
        ("wuhan", 4, "met"),
        ("hebi", 1, "unmet"),
        ("hebi", 3, "open"),
        ("hebi", 4, "met"),
        ("songjiang", 1, "open"),
        ("songjiang", 4, "open"),
    ] {
        let estimate = estimate(&json!({"policy": policy, "batch": 1, "level": level, "spend": [], "eligibility": {}}));
        assert_eq!(condition(&estimate, "level")["state"], state, "{policy}, level {level}");
    }
}

#[test]
fn what_the_document_does_not_ask_changes_nothing_and_is_told() {
    let estimate = nanchang(&json!({"conditions": {"credit": "unmet", "registered": "met", "industry": "met"}}));
    assert_eq!(named(&estimate, "conditions_not_used"), &json!(["credit", "registered"]));
    assert_eq!(estimate["grant"]["amount"], "300000.00");
    assert_eq!(estimate["eligibility"]["conditions"].as_array().unwrap().len(), 7);
}

#[test]
fn without_a_word_on_conditions_the_answer_is_as_ever() {
    let mut application = json!({"policy": "nanchang", "batch": 1, "level": 2,
                                 "spend": [{"category": "software", "amount": "500000"}]});
    let before = estimate(&application);
    assert_eq!(before.get("eligibility"), None);
    application["eligibility"] = json!({});
    let mut after = estimate(&application);
    assert_eq!(after["eligibility"]["state"], "open");
    assert_eq!(codes(&after)[0], "conditions_open");
    after.as_object_mut().unwrap().remove("eligibility");
    after["notes"].as_array_mut().unwrap().remove(0);
    assert_eq!(after, before);
}

#[test]
fn an_unmet_condition_shows_at_every_batch_and_level() {
    let application = json!({"policy": "nanchang", "spend": [{"category": "software", "amount": "500000"}],
                             "eligibility": {"conditions": {"listed": "unmet"}}});
    let bytes = wire::compare(catalog(), application.to_string().as_bytes(), day()).unwrap();
    let comparison: Json = serde_json::from_slice(&bytes).unwrap();
    let cells = comparison["cells"].as_array().unwrap();
    assert_eq!(cells.len(), 12);
    for cell in cells {
        assert_eq!((&cell["outcome"], &cell["grant"]["high"]), (&json!("not_eligible"), &json!("0.00")));
        assert_eq!((&cell["net_cost"]["amount"], &cell["bound_by"]), (&json!("500000.00"), &Json::Null));
    }
    assert_eq!(comparison["span"], json!({"low": "0.00", "high": "0.00"}));
}

#[test]
fn own_terms_are_refused_where_a_rate_is_published_whatever_is_met() {
    let application = json!({"policy": "nanchang", "batch": 1, "level": 2, "spend": [],
                             "own_terms": {"rate": "0.3", "cap": "1"}, "eligibility": {"conditions": {"listed": "unmet"}}});
    let error = wire::estimate(catalog(), application.to_string().as_bytes(), day()).unwrap_err();
    assert_eq!(error.code().as_str(), "own_terms_not_allowed");
}

fn form(form: &Json) -> Form {
    Form::read(&Value::parse(form.to_string().as_bytes()).unwrap()).unwrap()
}

fn asked(given: &Json, language: Language) -> Checklist {
    let form = form(given);
    checklist(catalog().find(&form.policy, day()).unwrap(), &form, &Strings::embedded(language).unwrap())
}

fn shown(given: &Json) -> View {
    let form = form(given);
    let table = catalog().find(&form.policy, day()).unwrap();
    answer(table, &form, day(), &Strings::embedded(Language::Simplified).unwrap()).unwrap()
}

#[test]
fn the_checklist_asks_each_condition_and_never_the_level() {
    let blank = asked(&json!({"policy": "nanchang", "unit": "yuan"}), Language::Simplified);
    assert_eq!(blank.summary, "7 项：7 未定");
    let kinds: Vec<_> = blank.questions.iter().map(|question| question.kind).collect();
    assert_eq!(kinds, ["industry", "place", "small_or_medium", "listed", "level", "accepted", "audited"]);
    for question in &blank.questions {
        let answers: Vec<_> = question.answers.iter().map(|answer| (answer.value, answer.selected)).collect();
        let expected = [("met", false), ("unmet", false), ("", true)];
        assert_eq!(answers, if question.kind == "level" { &[][..] } else { &expected[..] }, "{}", question.kind);
        assert_eq!(question.size.is_some(), question.kind == "small_or_medium");
    }
    let stated = json!({"policy": "nanchang", "unit": "wan", "level": 2, "eligibility":
        {"conditions": {"industry": "met", "place": "unmet"}, "employees": "1,200 人", "revenue": "3000"}});
    let told = asked(&stated, Language::English);
    assert_eq!(told.summary, "7 conditions: 3 met, 1 not met, 3 open");
    let size = &told.questions[2];
    assert_eq!((size.state, size.verdict.as_str()), ("met", "Met"));
    assert_eq!(size.size.as_ref().unwrap().revenue_read_as.as_deref(), Some("= 30,000,000.00 yuan"));
}

#[test]
fn a_figure_that_cannot_be_read_is_told_and_not_known() {
    let stated = json!({"policy": "nanchang", "batch": 1, "level": 2, "unit": "yuan",
        "spend": [{"category": "software", "text": "500000"}], "eligibility": {"employees": "many", "revenue": "30亿"}});
    let told = asked(&stated, Language::Simplified);
    let size = told.questions[2].size.as_ref().unwrap();
    assert_eq!(told.questions[2].state, "open");
    assert_eq!(size.employees_error.as_deref(), Some("“many”不是人数。请填写 0 到 1000000 的整数。"));
    assert!(size.revenue_error.as_deref().unwrap().starts_with("“30亿”不是金额"));
    assert_eq!(shown(&stated).headline, "¥300,000.00");
}

#[test]
fn the_page_says_what_is_open_and_what_is_not_met() {
    let stated = |eligibility: Json| {
        json!({"policy": "nanchang", "batch": 1, "level": 2, "unit": "yuan",
               "spend": [{"category": "software", "text": "500000"}], "eligibility": eligibility})
    };
    let open =
        shown(&stated(json!({"conditions": {"industry": "met", "place": "met", "listed": "met"}, "employees": "120"})));
    assert_eq!((open.kind, open.headline.as_str()), ("upper_limit", "¥300,000.00"));
    assert_eq!(open.explain[0], "未定的条件：通过验收、投入审核。金额以全部符合为前提。");

    let unmet = shown(&stated(json!({"conditions": {"industry": "unmet"}})));
    assert_eq!((unmet.kind, unmet.badge.as_str(), unmet.headline.as_str()), ("not_eligible", "不符合", "¥0.00"));
    assert_eq!(unmet.explain[0], "不符合条件：行业。条件不符没有补助，以主管部门认定为准。");
    assert!(unmet.explain.iter().all(|sentence| !sentence.contains("水平给予补助")), "the level is not the reason");
    assert!(unmet.changes.is_empty() && unmet.lines.is_empty());

    assert!(unmet.explain.iter().all(|sentence| !sentence.contains("未定")), "what is open no longer matters");

    // A span says what is open as well, the level with it.
    let mut span =
        stated(json!({"conditions": {"industry": "met", "place": "met", "listed": "met", "accepted": "met"}}));
    span.as_object_mut().unwrap().retain(|key, _| key != "level");
    let span = shown(&span);
    assert_eq!(span.kind, "range");
    assert!(span.explain[1].starts_with("未定的条件：中小企业规模、改造后水平、投入审核。"), "{:?}", span.explain);

    // Neither batch nor level is needed to be told so.
    let mut early = stated(json!({"employees": "5000", "revenue": "9亿"}));
    early["eligibility"]["revenue"] = json!("90000万");
    early.as_object_mut().unwrap().retain(|key, _| key != "batch" && key != "level");
    let early = shown(&early);
    assert_eq!((early.kind, early.headline.as_str()), ("not_eligible", "¥0.00"));
    assert!(early.explain[0].contains("中小企业规模"));
}

fn conditions(states: &'static [&'static str]) -> impl Strategy<Value = Json> {
    prop::collection::vec(prop::option::of(prop::sample::select(states)), KINDS.len()).prop_map(|states| {
        let stated = KINDS.iter().zip(states).filter_map(|(kind, state)| Some((kind.to_string(), json!(state?))));
        Json::Object(stated.collect())
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn all_met_never_changes_the_grant_and_unmet_always_takes_it(
        policy in prop::sample::select(vec!["nanchang", "wuhan", "hebi", "songjiang", "fuzhou"]),
        batch in 1..=3u8, level in 1..=4u8, fen in 0..200_000_000i64, met in conditions(&["met", "open"]),
        kind in prop::sample::select(&KINDS[..]), employees in prop::option::of(0..999u32),
    ) {
        let mut application = json!({"policy": policy, "batch": batch, "level": level,
            "spend": [{"category": "software", "amount": format!("{}.{:02}", fen / 100, fen % 100)},
                      {"category": "diagnosis", "amount": "4000"}]});
        let before = estimate(&application);
        application["eligibility"] = json!({"conditions": met});
        if let Some(employees) = employees {
            application["eligibility"]["employees"] = json!(employees);
        }
        let good = estimate(&application);
        for part in ["outcome", "grant", "net_cost", "spend", "items", "lines", "awards"] {
            prop_assert_eq!(&good[part], &before[part], "{}", part);
        }

        application["eligibility"]["conditions"][kind] = json!("unmet");
        let bad = estimate(&application);
        let judged = bad["eligibility"]["conditions"].as_array().unwrap();
        let unmet = judged.iter().any(|one| one["kind"] == kind && one["state"] == "unmet");
        if unmet {
            let zero = json!({"amount": "0.00", "low": "0.00", "high": "0.00"});
            let published = !before["grant"].is_null();
            prop_assert_eq!(&bad["grant"], if published { &zero } else { &Json::Null });
            prop_assert_eq!(&bad["outcome"], if published { "not_eligible" } else { "not_published" });
            prop_assert_eq!(&bad["spend"]["total"], &before["spend"]["total"]);
        } else {
            // The document does not have the condition, or the figures or the level decide otherwise.
            prop_assert_eq!(&bad["grant"], &before["grant"]);
        }
    }
}
