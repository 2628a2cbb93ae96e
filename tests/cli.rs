//! The command line as a person and a script use it: output, exit statuses, batches that lose no good row.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn subsidy(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_subsidy"))
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that takes no input closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file of its own in the folder that cargo gives to tests.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

const GOOD: &str =
    r#"{"policy":"wuhan","as_of":"2024-09-30","level":2,"spend":[{"category":"software","amount":"800000"}]}"#;

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
            line.chars().map(|one| if one.is_ascii() || one == '−' || one == '×' { 1 } else { 2 }).sum::<usize>()
        })
        .collect();
    assert!(figures.len() >= 6, "{figures:?}");
    assert!(figures.iter().all(|&width| width == 78), "{figures:?}");
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
fn an_error_is_one_json_line_on_standard_error() {
    for (arguments, input, line) in [
        (
            vec!["estimate", "--json"],
            r#"{"policy":"nanchang","level":2,"spend":[]}"#,
            r#"{"error":{"code":"batch_required","path":"batch","params":{"allowed":[1,2,3]},"message":"the clause for this level depends on the batch; allowed: 1, 2, 3"}}"#,
        ),
        (
            vec!["estimate", "--policy", "wuhan", "--level", "2", "--spend", "software=3OO"],
            "",
            r#"{"error":{"code":"invalid_amount","path":"spend[0].amount","params":{"found":"3OO"},"message":"\"3OO\" is not an amount; write yuan as a string of digits with at most two decimals, such as \"300000.00\""}}"#,
        ),
        (
            vec!["estimate", "--policy", "wuhan", "--level", "7"],
            "",
            r#"{"error":{"code":"out_of_range","path":"level","params":{"found":7,"min":1,"max":4},"message":"7 is out of range; allowed: 1 to 4"}}"#,
        ),
    ] {
        let output = subsidy(&arguments, input.as_bytes());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stdout), "");
        assert_eq!(text(&output.stderr).lines().last(), Some(line));
    }
}

#[test]
fn languages() {
    let show = |lang: &str| {
        text(
            &subsidy(&["estimate", "--lang", lang, "--policy", "wuhan", "--level", "1", "--spend", "cloud=1万"], b"")
                .stdout,
        )
    };
    assert!(show("zh-CN").contains("一级没有补助，改造后须达到二级。"));
    assert!(show("zh-TW").contains("一級沒有補助，改造後須達到二級。"));
    assert!(show("en-GB").contains("Nothing is paid at Level 1; after the transformation it has to be Level 2."));
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

#[test]
fn an_ndjson_batch_answers_every_line_in_its_place() {
    let single = text(&subsidy(&["estimate", "--json"], GOOD.as_bytes()).stdout);
    let input = [
        "\u{feff}".as_bytes(),
        GOOD.as_bytes(),
        b"\r\n\n  \r\n{\"policy\":\n",
        b"{\"policy\":\"\xff\"}\n",
        GOOD.as_bytes(),
    ]
    .concat();
    let output = subsidy(&["batch", "-"], &input);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<_> = text(&output.stdout).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!((&*lines[0], &*lines[3]), (single.trim_end(), single.trim_end()));
    assert_eq!(
        lines[1],
        r#"{"error":{"code":"invalid_json","path":"","params":{"line":1,"column":10},"message":"not valid JSON at line 1, column 10"},"line":4}"#
    );
    assert_eq!(
        lines[2],
        r#"{"error":{"code":"invalid_utf8","path":"","params":{},"message":"the bytes are not UTF-8"},"line":5}"#
    );
    assert_eq!(subsidy(&["batch", "-"], format!("{GOOD}\n").as_bytes()).status.code(), Some(0));
    assert_eq!(subsidy(&["batch", "no-such-file.ndjson"], b"").status.code(), Some(2));
}

#[test]
fn a_csv_batch_keeps_every_column() {
    let input = "\u{feff}name,policy,as_of,batch,level,software,diagnosis,remark\r\n\
                 \"甲,厂\",nanchang,2024-09-30,1,2,\"400,000\",,\r\n\
                 乙厂,hebi,2025-06-30,3,3,60万,8000,\"a \"\"quoted\"\" word\"\r\n\
                 丙厂,nanchang,2024-09-30,,2,3OO,,x\r\n\
                 丁厂,beijing,2024-09-30,1,2,1,,\r\n\
                 戊厂,fuzhou,2024-09-30,,2,100,,\r\n\
                 己厂,wuhan,2024-09-30,,two,100,,\r\n";
    let path = file("enterprises.csv", input.as_bytes());
    let result = file("grants.csv", b"");
    let output = subsidy(&["batch", path.to_str().unwrap(), "-o", result.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert_eq!(
        std::fs::read_to_string(result).unwrap(),
        "name,policy,as_of,batch,level,software,diagnosis,remark,outcome,grant,low,high,net_cost,error_code,error_path\n\
         \"甲,厂\",nanchang,2024-09-30,1,2,\"400,000\",,,upper_limit,240000.00,240000.00,240000.00,160000.00,,\n\
         乙厂,hebi,2025-06-30,3,3,60万,8000,\"a \"\"quoted\"\" word\",needs_confirmation,215000.00,5000.00,215000.00,393000.00,,\n\
         丙厂,nanchang,2024-09-30,,2,3OO,,x,,,,,,invalid_amount,software\n\
         丁厂,beijing,2024-09-30,1,2,1,,,,,,,,unknown_policy,policy\n\
         戊厂,fuzhou,2024-09-30,,2,100,,,not_published,,,,,,\n\
         己厂,wuhan,2024-09-30,,two,100,,,,,,,,wrong_type,level\n"
    );
    let nothing = file("no-policy.csv", "name,level\n甲,2\n".as_bytes());
    let refused = subsidy(&["batch", nothing.to_str().unwrap()], b"");
    assert_eq!(refused.status.code(), Some(2));
    assert!(text(&refused.stderr).contains("column \"policy\" is missing"));
}

#[test]
fn other_tables_can_be_used() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tables/nanchang");
    std::fs::create_dir_all(&folder).unwrap();
    let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/nanchang/policy.json")).unwrap();
    std::fs::write(folder.join("policy.json"), table.replacen("\"0.60\"", "\"0.65\"", 1)).unwrap();
    let tables = folder.parent().unwrap().to_str().unwrap();
    let arguments = ["--policies", tables, "estimate", "--policy", "nanchang", "--batch", "1", "--level", "2"];
    let output = subsidy(&[&arguments[..], &["--spend", "software=10万"]].concat(), b"");
    assert!(text(&output.stdout).contains("¥65,000.00"), "{}", text(&output.stdout));
    // The changed figure does not pass the check.
    let checked = subsidy(&["check", tables], b"");
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        text(&checked.stdout).contains("benefits[0].gives.spend_share.clauses[0].rate"),
        "{}",
        text(&checked.stdout)
    );
    let missing = subsidy(&["--policies", "no-such-folder", "policies"], b"");
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn the_catalog_and_the_schemas_are_printed() {
    let list = text(&subsidy(&["policies"], b"").stdout);
    assert_eq!(list.lines().count(), 5);
    assert!(list.contains("nanchang    南昌市  2024-04-15  sha256-"), "{list}");
    for part in ["policy", "application", "estimate", "comparison"] {
        let schema: serde_json::Value = serde_json::from_slice(&subsidy(&["schema", part], b"").stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{part}");
        assert!(schema["properties"].as_object().unwrap().len() >= 4, "{part}");
    }
}
