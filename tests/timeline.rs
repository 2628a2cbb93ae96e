//! Time lines: where a day stands in each city's windows, when the money comes, and the calendar file as another program reads it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;
use std::sync::OnceLock;

use icalendar::parser::{Component, read_calendar, unfold};
use serde_json::json;
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::present::form::Form;
use subsidy::present::timeline::{self as shown, TimelineView};
use subsidy::strings::{Language, Strings};
use subsidy::timeline::{Stated, timeline};

fn table(id: &str) -> &'static Table {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap()).find(id, day("2026-01-01")).unwrap()
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn strings(language: Language) -> Strings {
    Strings::embedded(language).unwrap()
}

/// What a form states, by way of the form as the page writes it.
fn view(form: serde_json::Value) -> TimelineView {
    let form = Form::read(&Value::parse(form.to_string().as_bytes()).unwrap()).unwrap();
    shown::of_form(table(&form.policy), &form, form.as_of.unwrap(), &strings(Language::Simplified)).unwrap()
}

fn stated(batch: Option<u8>) -> Stated {
    let form = json!({"policy": "nanchang", "unit": "yuan", "spend": []});
    let mut form = form.as_object().unwrap().clone();
    form.extend(batch.map(|batch| ("batch".into(), batch.into())));
    let form = Form::read(&Value::parse(serde_json::to_string(&form).unwrap().as_bytes()).unwrap()).unwrap();
    Stated { batch: form.batch, ..Stated::default() }
}

fn nanchang(batch: Option<u8>, as_of: &str) -> TimelineView {
    let mut form = json!({"policy": "nanchang", "as_of": as_of, "level": 2, "unit": "wan",
        "spend": [{"category": "software", "text": "30"}, {"category": "hardware", "text": "10"}]});
    if let Some(batch) = batch {
        form["batch"] = batch.into();
    }
    view(form)
}

#[test]
fn each_window_stands_where_the_day_puts_it() {
    let view = nanchang(Some(1), "2024-09-30");
    let windows: Vec<_> = view
        .windows
        .iter()
        .map(|one| {
            let rest = [one.days.as_deref(), one.concern_text.as_deref()];
            let rest: Vec<_> = rest.into_iter().flatten().collect();
            format!("{} {} {} {}", one.title, one.period, one.state_text, rest.join(" ")).trim().to_owned()
        })
        .collect();
    assert_eq!(
        windows,
        [
            "项目阶段 2024-03 前 已结束",
            "咨询诊断 2024-03 至 2024-10 进行中 还有 31 天",
            "第一批改造 2024-03 至 2024-10 进行中 还有 31 天 您的批次",
            "项目阶段 2024-03 至 2025-08 进行中 还有 335 天",
            "第一批验收和兑付 2024-11 至 2025-04 未开始 32 天后开始 您的批次",
            "遴选 2024-11 至 2025-04 未开始 32 天后开始",
            "第二批改造 2024-11 至 2025-04 未开始 32 天后开始 其他批次",
            "第二批验收和兑付 2025-05 至 2025-08 未开始 213 天后开始 其他批次",
            "第三批改造 2025-05 至 2025-08 未开始 213 天后开始 其他批次",
            "项目阶段 2025-09 至 2025-12 未开始 336 天后开始",
            "第三批验收和兑付 2025-09 至 2025-12 未开始 336 天后开始 其他批次",
            "遴选 2025-09 至 2025-12 未开始 336 天后开始",
        ]
    );
    assert_eq!(
        view.lead,
        [
            "咨询诊断、第一批改造：还有 31 天结束（2024-03 至 2024-10）。",
            "第一批验收和兑付、遴选：32 天后开始（2024-11 至 2025-04）。"
        ]
    );
    assert_eq!(view.windows[2].source.quote, "2024年3月—2024年10月");
}

#[test]
fn the_last_day_is_open_and_the_next_is_not() {
    let lead = |as_of: &str| nanchang(Some(1), as_of).lead;
    assert_eq!(lead("2024-10-31")[0], "咨询诊断、第一批改造：今天是最后一天（2024-03 至 2024-10）。");
    assert_eq!(lead("2024-10-31")[1], "第一批验收和兑付、遴选：1 天后开始（2024-11 至 2025-04）。");
    assert_eq!(lead("2024-11-01")[0], "第一批验收和兑付、遴选：还有 180 天结束（2024-11 至 2025-04）。");
    // 「2024年3月前」: the month that is named no longer belongs to it.
    let first = |as_of: &str| nanchang(None, as_of).windows[0].clone();
    assert_eq!((first("2024-02-28").state, first("2024-02-28").days.as_deref()), ("open", Some("还有 1 天")));
    assert_eq!(first("2024-02-29").days.as_deref(), Some("今天是最后一天"));
    assert_eq!((first("2024-03-01").state, first("2024-03-01").days), ("over", None));
}

#[test]
fn another_batch_is_neither_next_nor_paid() {
    let batch_1_over = nanchang(Some(1), "2025-06-01");
    assert_eq!(batch_1_over.lead[0], "第一批自己的时间段都已过去，最后一段到 2025-04。");
    assert!(!batch_1_over.lead.concat().contains("第二批"), "{:?}", batch_1_over.lead);
    let paid = |view: &TimelineView| -> Vec<String> {
        view.money.iter().map(|one| one.text.clone()).filter(|text| text.contains("批验收和兑付")).collect()
    };
    assert_eq!(paid(&batch_1_over), ["第一批验收和兑付：2024-11 至 2025-04（已结束）"]);
    assert_eq!(paid(&nanchang(None, "2025-06-01")).len(), 3);
}

#[test]
fn the_whole_spend_is_needed_until_the_money_comes() {
    let first = nanchang(Some(1), "2024-09-30");
    assert_eq!(first.cash.unwrap().value, "400,000.00");
    let money: Vec<_> = first.money.iter().map(|one| &*one.text).collect();
    assert_eq!(money[0], "验收合格后兑付");
    assert_eq!(first.money[0].source.as_ref().unwrap().section, "四(四)第15条");
    assert!(money.last().unwrap().contains("全部投入由企业先付"), "{money:?}");

    let bare = |policy: &str, level: u8, text: &str| {
        view(json!({"policy": policy, "as_of": "2024-09-30", "batch": 1, "level": level, "unit": "yuan",
            "spend": [{"category": "software", "text": text}]}))
    };
    let not_stated = bare("songjiang", 2, "400000");
    assert_eq!(not_stated.cash.as_ref().unwrap().value, "400,000.00");
    let money: Vec<_> = not_stated.money.iter().map(|one| &*one.text).collect();
    assert_eq!(
        money,
        ["何时兑付，文件未写明", "文件没有写兑付的时间。", "何时兑付没有写明，请按全部投入由企业先付来安排资金。"]
    );
    // Nothing is entered, or nothing that can be read: no amount is made up.
    assert_eq!(bare("nanchang", 2, "").cash, None);
    assert_eq!(bare("nanchang", 2, "3OO").cash, None);
    assert_eq!(bare("nanchang", 2, "").money.last().unwrap().text, "填写投入后，这里写出兑付之前要先付多少。");
    // Where nothing is paid nothing is waited for.
    let level_1 = bare("nanchang", 1, "400000");
    assert_eq!((level_1.cash, level_1.money.len()), (None, 1));
    assert_eq!(level_1.money[0].text, "达到一级没有补助，全部投入由企业承担。");
    let barred = view(json!({"policy": "nanchang", "as_of": "2024-09-30", "batch": 1, "level": 2, "unit": "yuan",
        "spend": [{"category": "software", "text": "400000"}], "eligibility": {"conditions": {"listed": "unmet"}}}));
    assert_eq!((barred.cash, barred.money.len()), (None, 1));
    assert!(barred.money[0].text.starts_with("有申报条件不满足"));
    // The batch decides at level 2, so without one it is still paid.
    assert!(nanchang(None, "2024-09-30").cash.is_some());
}

#[test]
fn an_ended_programme_is_told_calmly_and_stays_useful() {
    for (id, over) in [("nanchang", "2025-12"), ("wuhan", "2025-12"), ("fuzhou", "2025-12"), ("hebi", "2026-12")] {
        let form = json!({"policy": id, "as_of": "2027-06-01", "unit": "yuan", "spend": []});
        let view = view(form);
        assert!(view.lead.iter().any(|sentence| sentence.contains(&format!("{over} 结束"))), "{id}: {:?}", view.lead);
        assert!(view.lead.last().unwrap().contains("仍可用来核对"), "{id}");
        assert!(view.windows.iter().all(|window| window.state == "over" && window.days.is_none()), "{id}");
        let ids: Vec<_> = view.sections.iter().map(|section| section.id).collect();
        assert_eq!(ids, ["documents", "contacts", "questions"], "{id}");
        assert!(view.sections.iter().all(|section| !section.entries.is_empty()), "{id}");
    }
    let unstated = |id: &str| {
        let view = view(json!({"policy": id, "as_of": "2025-06-30", "unit": "yuan", "spend": []}));
        view.sections[2].entries.iter().map(|one| one.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(unstated("hebi")[0], "有效期 2 年，起始日文件未写明");
    assert_eq!(unstated("nanchang")[0], "文件未写明有效期。");
    assert!(unstated("songjiang")[0].starts_with("文件的时间只写到月"));
}

#[test]
fn every_sentence_is_made_in_every_language() {
    for language in [Language::Simplified, Language::Traditional, Language::English] {
        for id in ["nanchang", "wuhan", "songjiang", "hebi", "fuzhou"] {
            for as_of in ["2020-01-01", "2024-02-29", "2025-06-30", "2030-01-01"] {
                let view = shown::view(table(id), stated(None), day(as_of), &strings(language)).unwrap();
                let text = serde_json::to_string(&view).unwrap();
                for unmade in ["desk.", "{names", "{days", "{period", "{batch", "{until", "{kind", "{state"] {
                    assert!(!text.contains(unmade), "{unmade} in {text}");
                }
                let file = shown::file(table(id), stated(None), day(as_of), &strings(language)).unwrap();
                assert!(!file.contains("desk.timeline"), "{file}");
            }
        }
    }
}

/// An event as another program reads it: first day, first day that is over, summary.
type Read = (String, String, String);

fn property(component: &Component, name: &str) -> String {
    component.find_prop(name).unwrap_or_else(|| panic!("{name} is missing")).val.to_string()
}

fn events(file: &str) -> Vec<Read> {
    let unfolded = unfold(file);
    let calendar = read_calendar(&unfolded).unwrap();
    let events = calendar.components.iter().filter(|one| one.name == "VEVENT");
    events
        .map(|event| {
            for name in ["DTSTART", "DTEND"] {
                let params = &event.find_prop(name).unwrap().params;
                assert!(params.iter().any(|one| one.key == "VALUE" && one.val.as_ref().unwrap() == &"DATE"), "{name}");
            }
            (property(event, "DTSTART"), property(event, "DTEND"), property(event, "SUMMARY"))
        })
        .collect()
}

fn own(first: &str, end: &str, summary: &str) -> Read {
    (first.into(), end.into(), summary.into())
}

fn file(id: &str, batch: Option<u8>) -> String {
    shown::file(table(id), stated(batch), day("2024-09-30"), &strings(Language::Simplified)).unwrap()
}

#[test]
fn nanchang_s_first_batch_in_a_calendar() {
    assert_eq!(
        events(&file("nanchang", Some(1))),
        [
            own("20240229", "20240301", "南昌市 项目阶段"),
            own("20240301", "20241101", "南昌市 咨询诊断"),
            own("20240301", "20241101", "南昌市 第一批改造"),
            own("20240301", "20250901", "南昌市 项目阶段"),
            own("20241101", "20250501", "南昌市 第一批验收和兑付"),
            own("20241101", "20250501", "南昌市 遴选"),
            own("20250901", "20260101", "南昌市 项目阶段"),
            own("20250901", "20260101", "南昌市 遴选"),
        ]
    );
}

#[test]
fn hebi_in_a_calendar() {
    assert_eq!(
        events(&file("hebi", None)),
        [
            own("20241130", "20241201", "鹤壁市 项目阶段"),
            own("20250101", "20250601", "鹤壁市 第一批申报"),
            own("20250101", "20250601", "鹤壁市 第一批咨询诊断"),
            own("20250101", "20250601", "鹤壁市 第二批申报"),
            own("20250101", "20250601", "鹤壁市 第二批咨询诊断"),
            own("20250101", "20260801", "鹤壁市 项目阶段"),
            own("20250501", "20251101", "鹤壁市 第一批改造"),
            own("20250501", "20251101", "鹤壁市 第一批验收和兑付"),
            own("20250501", "20251101", "鹤壁市 遴选"),
            own("20250501", "20251101", "鹤壁市 第二批改造"),
            own("20251001", "20260701", "鹤壁市 第二批验收和兑付"),
            own("20251001", "20260701", "鹤壁市 遴选"),
            own("20251001", "20260701", "鹤壁市 第三批咨询诊断"),
            own("20251001", "20260701", "鹤壁市 第三批改造"),
            own("20260101", "20260801", "鹤壁市 第三批验收和兑付"),
            own("20260101", "20260801", "鹤壁市 遴选"),
            own("20260801", "20270101", "鹤壁市 项目阶段"),
        ]
    );
}

#[test]
fn a_calendar_file_is_what_the_standard_asks_for() {
    for id in ["nanchang", "wuhan", "songjiang", "hebi", "fuzhou"] {
        let text = file(id, None);
        assert!(text.ends_with("END:VCALENDAR\r\n"));
        assert!(!text.replace("\r\n", "").contains(['\r', '\n']), "{id}: a bare line break");
        for line in text.split("\r\n") {
            assert!(line.len() <= 75, "{id}: {} octets: {line}", line.len());
        }
        let unfolded = unfold(&text);
        let calendar = read_calendar(&unfolded).unwrap();
        let events: Vec<_> = calendar.components.iter().filter(|one| one.name == "VEVENT").collect();
        assert_eq!(events.len(), table(id).policy.stages.len(), "{id}");
        let names: BTreeSet<_> = events.iter().map(|event| property(event, "UID")).collect();
        assert_eq!(names.len(), events.len(), "{id}: a name twice");
        // Named by table, content and place: sha256-0123456789abcdef…
        let content = &table(id).digest["sha256-".len()..][..16];
        assert!(names.contains(&format!("{id}-{content}-1@subsidy")), "{names:?}");
        for event in events {
            assert_eq!(property(event, "DTSTAMP"), "20240930T000000Z", "{id}: no clock");
        }
    }
}

#[test]
fn an_event_says_where_it_stands_and_how_precise_it_is() {
    let text = file("nanchang", Some(1));
    let unfolded = unfold(&text);
    let calendar = read_calendar(&unfolded).unwrap();
    let paid = calendar
        .components
        .iter()
        .find(|one| one.name == "VEVENT" && property(one, "SUMMARY") == "南昌市 第一批验收和兑付");
    let told = property(paid.unwrap(), "DESCRIPTION").replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";");
    let lines: Vec<_> = told.lines().collect();
    assert_eq!(
        lines[..3],
        [
            "《南昌市中小企业数字化转型城市试点工作方案》 五(二)第2条 “2024年11月—2025年4月”",
            "文件的时间只写到月，这里从当月第一天算到最后一天。",
            "以主管部门的通知为准。",
        ]
    );
    assert!(lines[3].contains("nanchang 2024-04-15") && lines[3].contains("2024-09-30"), "{lines:?}");
    let first = &calendar.components.iter().find(|one| one.name == "VEVENT").unwrap();
    assert!(property(first, "DESCRIPTION").contains("文件只写了结束的时间"));
}

#[test]
fn a_batch_that_the_city_does_not_have_is_refused() {
    let refused = view_of("wuhan", Some(3));
    assert!(refused.is_ok(), "a city without batches takes any");
    let mut two = table("nanchang").clone();
    two.policy.batches.pop();
    let error = timeline(&two, stated(Some(3)), day("2024-09-30")).unwrap_err();
    assert_eq!(serde_json::to_value(&error).unwrap()["code"], "unknown_batch");
}

fn view_of(id: &str, batch: Option<u8>) -> Result<TimelineView, subsidy::error::Error> {
    shown::view(table(id), stated(batch), day("2024-09-30"), &strings(Language::Simplified))
}
