//! The estimate as a person reads it and as a script takes it, and what is open between batches and levels.

use super::{GOOD, file, subsidy, text};

#[test]
fn a_person_reads_the_estimate_with_its_grounds() {
    let arguments = ["estimate", "--policy", "nanchang", "--batch", "1", "--level", "2", "--as-of", "2024-09-30"];
    let spend = ["--spend", "software=３０万", "--spend", "cloud=50,000", "--spend", "data_equipment=¥50000元"];
    let output = subsidy(&[&arguments[..], &spend[..]].concat(), b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    for part in [
        "南昌市 · 第一批 · 二级  [上限 · 文件写的是“不超过”]",
        "¥240,000.00  (24 万元)",
        "企业净投入（不低于）                                              160,000.00",
        "四(五)第18条 「每家补助金额不超过40万元」",
        "计入投入再增加 266,666.67 元，即达上限 40 万元",
    ] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn chinese_columns_line_up() {
    let output = subsidy(&["estimate", "--policy", "wuhan", "--level", "2", "--spend", "software=80万"], b"");
    let figures: Vec<_> = text(&output.stdout)
        .lines()
        .filter(|line| line.starts_with("  ") && line.ends_with(".00") && !line.trim_start().starts_with("不分批次"))
        .map(|line| {
            line.chars().map(|one| if one.is_ascii() || ['−', '×', '·'].contains(&one) { 1 } else { 2 }).sum::<usize>()
        })
        .collect();
    assert!(figures.len() >= 6, "{figures:?}");
    assert!(figures.iter().all(|&width| width == 78), "{figures:?}");
}

#[test]
fn the_estimate_says_which_spend_counts_and_why() {
    let spend =
        ["--spend", "software=30万", "--spend", "hardware=100万", "--spend", "software=1", "--spend", "training=0"];
    let arguments = ["estimate", "--policy", "nanchang", "--batch", "1", "--level", "2"];
    let shown = text(&subsidy(&[&arguments[..], &spend[..]].concat(), b"").stdout);
    let (_, part) = shown.split_once("\n实际投入\n").unwrap();
    let part = part.split("\n\n").next().unwrap();
    let expected =
        [("软件 · 计入 · ", "300,001.00"), ("其他设备 · 不计入 · ", "1,000,000.00"), ("培训 · 不计入 · ", "0.00")];
    assert_eq!(part.lines().count(), expected.len(), "{shown}");
    for (line, (verdict, amount)) in part.lines().zip(expected) {
        let reason = line.trim_start().strip_prefix(verdict).and_then(|rest| rest.strip_suffix(amount));
        assert!(reason.is_some_and(|reason| !reason.trim().is_empty()), "{line}");
    }
    let none = text(&subsidy(&arguments, b"").stdout);
    assert!(!none.contains("\n实际投入\n"), "{none}");
}

#[test]
fn conditions_are_stated_as_arguments() {
    let spend = [
        "estimate",
        "--policy",
        "nanchang",
        "--batch",
        "1",
        "--level",
        "2",
        "--as-of",
        "2024-09-30",
        "--spend",
        "software=50万",
    ];
    let with = |stated: &[&str]| subsidy(&[&spend[..], stated].concat(), b"");
    let open = text(
        &with(&["--met", "industry", "--met", "place", "--met", "listed", "--employees", "120", "--revenue", "3000万"])
            .stdout,
    );
    assert!(open.contains("¥300,000.00") && open.contains("未定的条件：通过验收、投入审核。"), "{open}");
    let unmet = text(&with(&["--met", "industry", "--unmet", "listed"]).stdout);
    assert!(
        unmet.contains("[不符合]") && unmet.contains("¥0.00") && unmet.contains("不符合条件：列入名单。"),
        "{unmet}"
    );
    let large = text(&with(&["--employees", "1,000", "--revenue", "4万万"]).stderr);
    assert!(large.contains(r#""code":"invalid_amount","path":"eligibility.revenue""#), "{large}");
    let large = text(&with(&["--employees", "1,000", "--revenue", "40000万"]).stdout);
    assert!(large.contains("不符合条件：中小企业规模。"), "{large}");
    for (stated, error) in [
        (["--met", "weather"], r#""code":"unknown_key","path":"eligibility.conditions.weather""#),
        (["--employees", "many"], r#""code":"out_of_range","path":"eligibility.employees""#),
    ] {
        let output = with(&stated);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(error), "{}", text(&output.stderr));
    }
    let twice = text(&with(&["--met", "listed", "--unmet", "listed"]).stderr);
    assert!(twice.contains(r#""code":"duplicate_key","path":"eligibility.conditions.listed""#), "{twice}");
}

#[test]
fn json_in_json_out() {
    let output = subsidy(&["estimate", "--json"], GOOD.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let line = text(&output.stdout);
    assert_eq!(line.matches('\n').count(), 1, "one line");
    assert!(
        line.starts_with(r#"{"policy":{"id":"wuhan","version":"2023-12-26","revision":1,"digest":"sha256-"#),
        "{line}"
    );
    assert!(
        line.contains(
            r#""outcome":"published_rate","grant":{"amount":"240000.00","low":"240000.00","high":"240000.00"}"#
        )
    );
    let path = file("application.json", GOOD.as_bytes());
    assert_eq!(subsidy(&["estimate", "--json", path.to_str().unwrap()], b"").stdout, output.stdout);
}

#[test]
fn compare_spans_what_is_open() {
    let output = subsidy(&["compare", "--policy", "nanchang", "--level", "2", "--spend", "software=40万"], b"");
    assert!(text(&output.stdout).contains("¥160,000.00 – 240,000.00"), "{}", text(&output.stdout));
    let json =
        r#"{"policy":"nanchang","as_of":"2024-09-30","batch":2,"spend":[{"category":"software","amount":"400000"}]}"#;
    let answer: serde_json::Value =
        serde_json::from_slice(&subsidy(&["compare", "--json"], json.as_bytes()).stdout).unwrap();
    let amounts: Vec<_> =
        answer["cells"].as_array().unwrap().iter().map(|cell| cell["grant"]["amount"].as_str().unwrap()).collect();
    assert_eq!(
        amounts,
        [
            "0.00",
            "240000.00",
            "240000.00",
            "240000.00",
            "0.00",
            "200000.00",
            "200000.00",
            "200000.00",
            "0.00",
            "160000.00",
            "160000.00",
            "160000.00"
        ]
    );
    assert_eq!(answer["span"], serde_json::json!({"low": "0.00", "high": "200000.00"}));
}
