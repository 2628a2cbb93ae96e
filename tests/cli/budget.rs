//! A city's money: budget, annexes, simulation, an officer's list and scenarios.

use std::process::Output;

use super::{subsidy, text};

#[test]
fn a_finance_officer_reads_the_budget_in_three_languages() {
    for (language, parts) in [
        (
            "zh-CN",
            [
                "南昌市 · 试点资金",
                "第一批 · 260 家 · 每家按上限 400,000.00",
                "够付其中的                                                            74.95%",
                "资金用完后怎样处理，文件未规定。",
                "安义县的上云用云企业印的是 75，多于改造企业 74。照原文保留，未作更正。",
            ],
        ),
        (
            "zh-Hant",
            ["南昌市 · 試點資金", "缺口", "505,263.15", "文件未規定", "地方配套補助資金的數額。應見：《南昌市"],
        ),
        (
            "en",
            [
                "Nanchang · programme budget",
                "Batch 1 · 260 enterprises · each at the cap 400,000.00",
                "shortfall                                                      41,700,000.00",
                "is not stated in the document",
                "Anyi County: enterprises in the cloud is printed as 75, more than the 74",
            ],
        ),
    ] {
        let output = subsidy(&["budget", "--policy", "nanchang", "--lang", language], b"");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let shown = text(&output.stdout);
        for part in parts {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(!shown.contains("budget.") && !shown.contains('{'), "{shown}");
        assert!(shown.lines().all(|line| line == line.trim_end()), "{shown}");
    }
}

#[test]
fn the_annexes_are_printed_cell_by_cell() {
    let cells = |shown: &str, of: &str| -> Vec<String> {
        let row =
            shown.lines().find(|line| line.trim_start().starts_with(of)).unwrap_or_else(|| panic!("{of} in {shown}"));
        row.split_whitespace().skip(1).map(str::to_owned).collect()
    };
    let budget =
        |city: &str, more: &[&str]| text(&subsidy(&[&["budget", "--policy", city], more].concat(), b"").stdout);
    let shown = budget("nanchang", &["--plans"]);
    // Annex 2 as printed, the impossible 75 of 74 included.
    assert_eq!(cells(&shown, "安义县").join(" "), "70 4 41 2 21 2 8 0 40 75 6");
    assert_eq!(cells(&shown, "湾里").join(" "), "7 4 4 2 2 2 1 0 2 6 1");
    assert!(shown.contains("附件2 「安义县 | 70 | 4 | 41 | 2 | 21 | 2 | 8 | 0 | 40 | 75 | 6」"), "{shown}");
    assert!(!budget("nanchang", &[]).contains("安义县 | 70"));
    // 不少于 in the document is no number by itself.
    assert_eq!(cells(&budget("hebi", &["--plans"]), "新增专利申请").join(" "), "不少于 200");
    let fuzhou = budget("fuzhou", &["--plans"]);
    assert!(fuzhou.contains("2024 年  300") && fuzhou.contains("2025 年  230"), "{fuzhou}");
}

#[test]
fn every_city_has_a_budget_and_a_flag_for_each_thing_that_it_lacks() {
    for city in ["fuzhou", "hebi", "nanchang", "songjiang", "wuhan"] {
        for language in ["zh-CN", "zh-Hant", "en"] {
            let output = subsidy(&["budget", "--policy", city, "--lang", language], b"");
            let shown = text(&output.stdout);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            assert!(!shown.contains("budget.") && !shown.contains('{'), "{shown}");
        }
    }
}

/// 260 × 180,000 + 150 × 150,000 + 40 × 120,000 = 74,100,000, of which 46,800,000 are due in the first window.
#[test]
fn a_simulation_is_read_in_three_languages() {
    let spend = br#"{"runs": 9, "spend": {"triangular": {"least": "300000", "likely": "300000", "most": "300000"}}, "pool": "74099999.99"}"#;
    for (language, said) in [
        (
            "zh-CN",
            ["1,234 次模拟里有 0 次够用（0%）", "第一批 · 260 家（文件的计划数）", "2024-11 至 2025-04 · 第一批"],
        ),
        (
            "zh-Hant",
            ["1,234 次模擬裡有 0 次夠用（0%）", "第一批 · 260 家（文件的計劃數）", "2024-11 至 2025-04 · 第一批"],
        ),
        (
            "en",
            [
                "The money suffices in 0 of 1,234 runs (0%)",
                "Batch 1 · 260 enterprises (as the document plans)",
                "2024-11 to 2025-04 · Batch 1",
            ],
        ),
    ] {
        let asked = ["budget", "--policy", "nanchang", "--simulate", "-", "--seed", "5", "--runs", "1234"];
        let output = subsidy(&[&asked[..], &["--lang", language]].concat(), spend);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        for said in said.iter().chain(&["74,100,000.00", "0.01", "46,800,000.00"]) {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        assert!(!shown.contains("simulate.") && !shown.contains('{'), "{shown}");
    }
    let refused = subsidy(&["budget", "--policy", "nanchang", "--simulate", "-", "--runs", "100001", "--json"], spend);
    assert_eq!((refused.status.code(), text(&refused.stdout).as_str()), (Some(2), ""));
    assert!(text(&refused.stderr).contains(r#""code":"out_of_range","path":"runs""#));
    let both = ["budget", "--policy", "nanchang", "--simulate", "-", "--scenario", "-"];
    assert_eq!(subsidy(&both, spend).status.code(), Some(2));
}

#[test]
fn an_officers_list_is_held_against_the_money_in_three_languages() {
    // 350,000 of a cap of 400,000; the cap of 350,000 in the second batch, with 360,000 paid; one that nobody can read.
    let list = "客户,区县,批次,等级,总价,核定金额（万元）,已拨付\n甲,高新区,1,2,700000,35,1万\n乙,,2,2,700000,,360000\n丙,,1,2,3OO,,\n";
    let ask = |more: &[&str]| {
        let asked = ["budget", "--policy", "nanchang", "--portfolio", "-", "--map", "总价=software"];
        subsidy(&[&asked[..], more].concat(), list.as_bytes())
    };
    for (language, said) in [
        (
            "zh-CN",
            ["共 3 家企业：需安排 700,000.00 元，已拨付 370,000.00 元", "达到上限：2 家", "第 3 行", "按区县（元）"],
        ),
        (
            "zh-Hant",
            ["共 3 家企業：需安排 700,000.00 元，已撥付 370,000.00 元", "達到上限：2 家", "第 3 列", "按區縣（元）"],
        ),
        (
            "en",
            [
                "3 enterprises: committed 700,000.00 yuan, paid 370,000.00 yuan",
                "At the cap: 2",
                "Row 3",
                "By district (yuan)",
            ],
        ),
    ] {
        let output = ask(&["--lang", language]);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        for said in said.iter().chain(&["124,100,000.00", "50,000.00", "−10,000.00", "E4 "]) {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        assert!(!shown.contains("portfolio.") && !shown.contains('{'), "{shown}");
    }
    let told = |output: Output| (output.status.code(), text(&output.stdout), text(&output.stderr));
    let (status, out, error) = told(ask(&["--scenario", "-"]));
    assert_eq!((status, out.as_str()), (Some(2), ""), "{error}");
    let (status, _, error) = told(ask(&["--output", "report.pdf"]));
    assert!(status == Some(2) && error.contains("the report is written as .xlsx or .csv"), "{error}");
    let (status, _, error) = told(ask(&["--map", "总价=", "--map", "核定金额（万元）=", "--map", "已拨付="]));
    assert!(status == Some(2) && error.contains("no column states"), "{error}");
    let (status, _, error) = told(subsidy(&["budget", "--policy", "nanchang", "--level", "2"], b""));
    assert!(status == Some(2) && error.contains("go with --portfolio"), "{error}");
}

#[test]
fn a_scenario_is_read_strictly() {
    let ask = |scenario: &[u8]| subsidy(&["budget", "--policy", "hebi", "--scenario", "-", "--json"], scenario);
    let good = ask(br#"{"groups": [{"level": 4, "count": 30}, {"batch": 1, "level": 2, "count": 570}]}"#);
    assert!(text(&good.stdout).contains(r#""demand":{"amount":"321000000.00""#), "{}", text(&good.stdout));
    for (scenario, code, path) in [
        (&br#"{"groups": [{"batch": 1, "count": 5}]}"#[..], "missing_field", "groups[0].level"),
        (br#"{"group": []}"#, "unknown_key", "group"),
        (b"{", "invalid_json", ""),
    ] {
        let output = ask(scenario);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
        let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!((&error["error"]["code"], &error["error"]["path"]), (&code.into(), &path.into()));
    }
    let lost = subsidy(&["budget", "--policy", "atlantis"], b"");
    assert_eq!(lost.status.code(), Some(2));
    assert!(text(&lost.stderr).contains("unknown_policy"));
}
