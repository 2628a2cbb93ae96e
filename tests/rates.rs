//! The fixed table of rates: what stands in it for each city, by hand from the documents; that every amount is an
//! estimate's; that its HTML is whole, escaped and free of anything that a strict page refuses.
#![cfg(feature = "cli")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::present::rates::{Rates, rates};
use subsidy::strings::{Language, Strings};
use subsidy::wire;

const CITIES: [&str; 5] = ["nanchang", "wuhan", "hebi", "songjiang", "fuzhou"];
const PUBLISHED: [&str; 3] = ["nanchang", "wuhan", "hebi"];

fn of(table: &Table, language: Language) -> Rates {
    rates(table, &Strings::embedded(language).unwrap()).unwrap()
}

fn city(id: &str, language: Language) -> Rates {
    of(Catalog::embedded().unwrap().find(id, Date::EPOCH).unwrap(), language)
}

/// A row as one line: whom it concerns | rate | cap | section | example, example, example.
fn rows(rates: &Rates) -> Vec<String> {
    let listing = rates.listing.as_ref().unwrap();
    let row = |row: &subsidy::present::rates::Row| {
        let cell = &row.cell;
        let examples: Vec<_> =
            listing.spends.iter().zip(&cell.grants).map(|(spend, grant)| format!("{spend} → {grant}")).collect();
        let cap = cell.cap.as_deref().unwrap_or("-");
        format!("{} | {} | {cap} | {} | {}", row.label, cell.rate, cell.source, examples.join(", "))
    };
    listing.rows.iter().map(row).collect()
}

#[test]
fn nanchang() {
    let rates = city("nanchang", Language::Simplified);
    assert_eq!(
        rows(&rates),
        [
            "一级 | 不补助 | - | 四(五)第18条 | ",
            "第一批 · 二级及以上 | 不超过 60% | 不超过 40 万元 | 四(五)第18条 | 10万 → 不超过 6万, 50万 → 不超过 30万, 100万 → 不超过 40万",
            "第二批 · 二级及以上 | 不超过 50% | 不超过 35 万元 | 四(五)第18条 | 10万 → 不超过 5万, 50万 → 不超过 25万, 100万 → 不超过 35万",
            "第三批 · 二级及以上 | 不超过 40% | 不超过 25 万元 | 四(五)第18条 | 10万 → 不超过 4万, 50万 → 不超过 20万, 100万 → 不超过 25万",
        ]
    );
    assert_eq!(rates.title, "南昌市 · 数字化改造补助");
    assert_eq!(rates.document, "《南昌市中小企业数字化转型城市试点工作方案》");
    assert_eq!((&*rates.dated, &*rates.term), ("2024-04-15", "文件未写明有效期"));
    assert_eq!(rates.sentences, ["“不超过”是上限，实际补助可能更低。"]);
    assert_eq!(rates.listing.unwrap().lead, "示例是预先算好的，以主管部门审核为准。");
    assert!(rates.foot.starts_with("政策表 nanchang 2024-04-15 · sha256-"), "{}", rates.foot);
    assert!(rates.foot.ends_with("… · 预先整理，不随日期变化"), "{}", rates.foot);
}

#[test]
fn wuhan() {
    let rates = city("wuhan", Language::Simplified);
    assert_eq!(
        rows(&rates),
        [
            "一级 | 不补助 | - | 三(一)第7条 | ",
            "二级 | 30% | 不超过 30 万元 | 三(一)第7条 | 10万 → 3万, 50万 → 15万, 100万 → 30万",
            "三级及以上 | 40% | 不超过 40 万元 | 三(一)第7条 | 10万 → 4万, 50万 → 20万, 100万 → 40万",
        ]
    );
    assert_eq!(
        rates.sentences,
        [
            "比例由文件直接给出；计入多少投入，由主管部门审核认定。",
            "三级及以上：其他投入是否也计入，文件有不同读法，请向主管部门确认。",
        ]
    );
}

#[test]
fn hebi() {
    let rates = city("hebi", Language::Simplified);
    assert_eq!(
        rows(&rates),
        [
            "一级 | 不补助 | - | 二(六)第19条 | ",
            "第一批 · 二级 | 不超过 50% | 不超过 50 万元 | 二(六)第19条 | 10万 → 不超过 5万, 50万 → 不超过 25万, 100万 → 不超过 50万",
            "第二批 · 二级 | 不超过 40% | 不超过 40 万元 | 二(六)第19条 | 10万 → 不超过 4万, 50万 → 不超过 20万, 100万 → 不超过 40万",
            "第三批 · 二级 | 不超过 35% | 不超过 30 万元 | 二(六)第19条 | 10万 → 不超过 3.5万, 50万 → 不超过 17.5万, 100万 → 不超过 30万",
            "第一批 · 三级 | 文件未写明 | - | 二(六)第19条 | 10万 → 0 至不超过 5万（待确认）, 50万 → 0 至不超过 25万（待确认）, 100万 → 0 至不超过 50万（待确认）",
            "第二批 · 三级 | 文件未写明 | - | 二(六)第19条 | 10万 → 0 至不超过 4万（待确认）, 50万 → 0 至不超过 20万（待确认）, 100万 → 0 至不超过 40万（待确认）",
            "第三批 · 三级 | 文件未写明 | - | 二(六)第19条 | 10万 → 0 至不超过 3.5万（待确认）, 50万 → 0 至不超过 17.5万（待确认）, 100万 → 0 至不超过 30万（待确认）",
            "四级 | 不超过 50% | 不超过 120 万元 | 二(六)第19条 | 10万 → 不超过 5万, 50万 → 不超过 25万, 100万 → 不超过 50万",
        ]
    );
    assert_eq!((&*rates.dated, &*rates.term), ("无日期", "有效期 2 年，起始日文件未写明"));
    assert_eq!(
        rates.sentences,
        [
            "“不超过”是上限，实际补助可能更低。",
            "文件没有写三级。这里先按二级条款测算；若不适用，则没有改造补助。",
            "二级及以上：其他投入是否也计入，文件有不同读法，请向主管部门确认。",
        ]
    );
}

#[test]
fn without_a_published_rate_there_is_no_number_and_somebody_to_ask() {
    let songjiang = city("songjiang", Language::Simplified);
    assert_eq!(
        songjiang.sentences,
        [
            "文件没有公布补助比例。",
            "没有公布就没有金额：本工具不估、不套用其他城市的比例。",
            "补助标准应见：《松江区中小企业数字化转型城市试点资金管理办法》（沪松经规〔2025〕3号）。",
        ]
    );
    assert_eq!(songjiang.term, "文件写明的有效期：2025-06-01 至 2026-10-31");
    let (title, contacts) = songjiang.contacts.unwrap();
    assert_eq!(title, "向谁询问");
    assert_eq!(contacts, ["区经委：负责解释", "区数据局、所在街镇（经开区）：负责改造工作"]);
    for id in ["songjiang", "fuzhou"] {
        for &language in Language::ALL {
            let rates = city(id, language);
            assert_eq!(rates.listing, None);
            let text = [&rates.sentences[..], &rates.contacts.unwrap().1[..]].concat().join(" ");
            for sign in ["%", "元", "yuan", "¥", "10万", "10萬", "100,000"] {
                assert!(!text.contains(sign), "{id} {language:?}: {text}");
            }
        }
    }
}

/// The numbers of a text in English: digits and the commas between them.
fn numbers(text: &str) -> Vec<u64> {
    let runs = text.split(|one: char| !one.is_ascii_digit() && one != ',' && one != '.');
    runs.map(|run| run.replace(',', ""))
        .filter(|run| run.bytes().any(|byte| byte.is_ascii_digit()))
        .map(|run| run.parse().unwrap())
        .collect()
}

#[test]
fn every_amount_is_one_that_an_estimate_gives() {
    let catalog = Catalog::embedded().unwrap();
    for id in PUBLISHED {
        let batches: &[Option<u8>] = if id == "wuhan" { &[None] } else { &[Some(1), Some(2), Some(3)] };
        let mut given = BTreeSet::new();
        for (batch, level) in batches.iter().flat_map(|batch| (1..=4).map(move |level| (batch, level))) {
            for spend in [100_000, 500_000, 1_000_000] {
                let item = json!({"category": "software", "amount": spend.to_string()});
                let mut application = json!({"policy": id, "level": level, "spend": [item]});
                batch.iter().for_each(|batch| application["batch"] = (*batch).into());
                let bytes = wire::estimate(&catalog, application.to_string().as_bytes(), Date::EPOCH).unwrap();
                let answer: Json = serde_json::from_slice(&bytes).unwrap();
                if answer["outcome"] == "not_eligible" {
                    continue;
                }
                let yuan = |name: &str| answer["grant"][name].as_str().unwrap().strip_suffix(".00").unwrap().parse();
                given.insert((spend, yuan("low").unwrap(), yuan("high").unwrap()));
            }
        }
        let mut shown = BTreeSet::new();
        let listing = city(id, Language::English).listing.unwrap();
        for row in &listing.rows {
            for (spend, grant) in listing.spends.iter().zip(&row.cell.grants) {
                let grant = numbers(grant);
                shown.insert((numbers(spend)[0], grant[0], *grant.last().unwrap()));
            }
        }
        assert_eq!(shown, given, "{id}");
    }
}

/// A built-in table with something changed.
fn changed(id: &str, change: impl Fn(&mut Json)) -> (Json, Table) {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == id).unwrap();
    let mut json = serde_json::from_slice(bytes).unwrap();
    change(&mut json);
    let table = Table::read(&Value::parse(json.to_string().as_bytes()).unwrap()).unwrap();
    (json, table)
}

#[test]
fn batches_that_pay_the_same_are_one_row_and_a_missing_cap_is_told() {
    let (_, table) = changed("nanchang", |json| {
        let clauses = json["benefits"][0]["gives"]["spend_share"]["clauses"].as_array_mut().unwrap();
        clauses[1]["rate"]["rate"] = "0.60".into();
        clauses[1]["cap"]["amount"] = "400000".into();
        clauses[2]["rate"]["rate"] = "0.3333".into();
        clauses[2]["rate"]["wording"] = "exact".into();
        clauses[2].as_object_mut().unwrap().remove("cap");
    });
    assert_eq!(
        rows(&of(&table, Language::English)),
        [
            "Level 1 | nothing is paid | - | 四(五)第18条 | ",
            "Batch 1, Batch 2 · Level 2 and above | up to 60% | up to 400,000 yuan | 四(五)第18条 | 100,000 → up to 60,000, 500,000 → up to 300,000, 1,000,000 → up to 400,000",
            "Batch 3 · Level 2 and above | 33.33% | not stated | 四(五)第18条 | 100,000 → 33,330, 500,000 → 166,650, 1,000,000 → 333,300",
        ]
    );
}

#[test]
fn a_limit_on_the_base_and_a_second_section_are_told() {
    let (_, table) = changed("wuhan", |json| {
        let clauses = json["benefits"][0]["gives"]["spend_share"]["clauses"].as_array_mut().unwrap();
        clauses[0]["base_limit"] = json!({"amount": "800000", "wording": "ceiling",
            "citation": {"document": "《另一文件》", "section": "第2条", "quote": "80万元"}});
    });
    assert_eq!(
        rows(&of(&table, Language::Simplified))[1],
        "二级 | 30% | 不超过 30 万元、计入投入以 80 万元为限 | 三(一)第7条、《另一文件》第2条 | 10万 → 3万, 50万 → 15万, 100万 → 24万"
    );
}

fn subsidy(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_subsidy"));
    command.args(arguments).env_remove("LC_ALL").env_remove("LC_MESSAGES").env("LANG", "C").output().unwrap()
}

fn printed(arguments: &[&str]) -> String {
    let output = subsidy(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_terminal_shows_columns_that_line_up() {
    let shown = printed(&["rates", "--policy", "nanchang"]);
    let table: Vec<_> = shown.lines().filter(|line| line.starts_with("  ")).collect();
    assert_eq!(table.len(), 1 + 1 + 3 * 3);
    assert_eq!(table[0], "  批次、等级           补助比例    每家上限         投入         补助");
    assert_eq!(table[1], "  一级                 不补助");
    assert_eq!(table[2], "  第一批 · 二级及以上  不超过 60%  不超过 40 万元   10万   不超过 6万");
    assert_eq!(table[4], "                                                   100万  不超过 40万");
    assert!(shown.lines().any(|line| line == "依据 四(五)第18条"), "{shown}");
    assert!(shown.lines().all(|line| line == line.trim_end()), "{shown}");
}

#[test]
fn every_city_once_unless_some_are_asked_for_on_whatever_day() {
    let all = printed(&["rates"]);
    assert_eq!(all.lines().filter(|line| line.starts_with("政策表 ")).count(), CITIES.len());
    let two = printed(&["rates", "--policy", "wuhan", "--policy", "fuzhou", "--html"]);
    assert_eq!(two.matches("<section").count(), 2);
    assert!(two.find("武汉").unwrap() < two.find("福州").unwrap(), "in the order that was asked for");
    for form in [&["rates"][..], &["rates", "--html"]] {
        let on = |day| printed(&[form, &["--as-of", day]].concat());
        assert_eq!(on("2000-01-01"), on("2099-12-31"));
    }
}

#[test]
fn what_cannot_be_answered_is_an_error_of_the_contract() {
    for (arguments, start) in [
        (
            vec!["rates", "--policy", "beijing"],
            r#"{"error":{"code":"unknown_policy","path":"policy","params":{"found":"beijing""#,
        ),
        (vec!["rates", "--policy", "wuhan", "--policy", ""], r#"{"error":{"code":"unknown_policy","path":"policy""#),
        (
            vec!["rates", "--as-of", "2024-02-30"],
            r#"{"error":{"code":"invalid_date","path":"as_of","params":{"found":"2024-02-30"}"#,
        ),
    ] {
        let output = subsidy(&arguments);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{arguments:?}");
        assert!(told.lines().last().unwrap().starts_with(start), "{told}");
    }
}

/// The tags of a fragment, in their order, where each one is closed by its own; attributes stand within.
fn tags(html: &str) -> Vec<&str> {
    let mut open = Vec::new();
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let text = &rest[..at];
        assert!(!text.contains(['>', '"']), "{text}");
        let (tag, after) = rest[at + 1..].split_once('>').unwrap();
        rest = after;
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name), "{html}"),
            None => {
                open.push(tag.split(' ').next().unwrap());
                tags.push(tag);
            }
        }
    }
    assert!(open.is_empty() && !rest.contains('>'), "{open:?} {rest}");
    tags
}

#[test]
fn the_fragment_is_whole_and_has_nothing_that_a_strict_page_refuses() {
    const ELEMENTS: [&str; 15] = [
        "section", "h2", "h3", "p", "small", "cite", "table", "caption", "thead", "tbody", "tr", "th", "td", "ul", "li",
    ];
    for lang in ["zh-CN", "zh-Hant", "en"] {
        let html = printed(&["rates", "--html", "--lang", lang]);
        let tags = tags(&html);
        for tag in &tags {
            let (name, attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            assert!(ELEMENTS.contains(&name), "{tag}");
            for attribute in attributes.split(' ').filter(|one| !one.is_empty()) {
                let name = attribute.split('=').next().unwrap();
                assert!(["class", "lang", "scope", "colspan"].contains(&name), "{tag}");
            }
        }
        let count = |start: &str| tags.iter().filter(|tag| tag.starts_with(start)).count();
        assert_eq!(count(&format!("section class=\"sc-rates\" lang=\"{lang}\"")), CITIES.len());
        assert_eq!((count("table"), count("caption")), (2 * PUBLISHED.len(), 2 * PUBLISHED.len()));
        assert!(tags.iter().all(|tag| !["th", "section", "cite"].contains(tag)), "each has its scope or language");
        assert!(html.len() < 10_000, "{} bytes", html.len());
    }
    assert!(printed(&["rates", "--html", "--policy", "nanchang"]).len() < 2_500);
}

#[test]
fn what_a_table_says_is_escaped() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("rates");
    for id in ["wuhan", "fuzhou"] {
        let (json, _) = changed(id, |json| {
            json["name"]["en"] = "A <b> & \"C\"".into();
            json["document"]["title"] = "<script>alert('x')</script>".into();
            json["contacts"][0]["text"]["en"] = "<img src=x onerror=\"y\">".into();
            if id == "wuhan" {
                let clause = &mut json["benefits"][0]["gives"]["spend_share"]["clauses"][0];
                clause["rate"]["citation"]["section"] = "</td>§1".into();
            }
        });
        std::fs::create_dir_all(folder.join(id)).unwrap();
        std::fs::write(folder.join(id).join("policy.json"), json.to_string()).unwrap();
    }
    let html = printed(&["--policies", folder.to_str().unwrap(), "rates", "--html", "--lang", "en"]);
    assert!(tags(&html).iter().all(|tag| !["b", "script", "img"].contains(&tag.split(' ').next().unwrap())), "{html}");
    for part in [
        "<h2>A &lt;b&gt; &amp; &quot;C&quot; · Transformation subsidy</h2>",
        "&lt;script&gt;alert('x')&lt;/script&gt;",
        "<li>&lt;img src=x onerror=&quot;y&quot;&gt;</li>",
        "&lt;/td&gt;§1",
    ] {
        assert!(html.contains(part), "{part} is not in\n{html}");
    }
}

/// A fragment's text without what is quoted in its own language.
fn own_words(id: &str, lang: &str) -> String {
    let html = printed(&["rates", "--html", "--lang", lang, "--policy", id]);
    let mut parts = html.split("<cite lang=\"zh\">");
    let first = parts.next().unwrap().to_owned();
    parts.fold(first, |text, part| text + part.split_once("</cite>").unwrap().1)
}

#[test]
fn each_language_is_itself() {
    for id in CITIES {
        // The number of a document is its name.
        let english = own_words(id, "en").replace("沪松经规〔2025〕3号", "");
        let chinese: Vec<_> = english.chars().filter(|one| ('\u{3000}'..'\u{ff00}').contains(one)).collect();
        assert!(chinese.is_empty(), "{id}: {chinese:?}");
        let of =
            |lang: &str, odd: &str| own_words(id, lang).chars().filter(|one| odd.contains(*one)).collect::<String>();
        assert_eq!(of("zh-Hant", "软补级审门为业预额标应问写读认"), "", "{id}");
        assert_eq!(of("zh-CN", "軟補級審門為業預額標應問寫讀認"), "", "{id}");
        for lang in ["zh-CN", "zh-Hant"] {
            let text = own_words(id, lang);
            assert!(
                !text.contains([';', ',', '?', '!']) && !text.contains("将获得") && !text.contains("將獲得"),
                "{text}"
            );
        }
        assert!(!english.contains("will receive"), "{english}");
    }
    assert!(own_words("nanchang", "zh-Hant").contains("投入全部是軟件"));
}
