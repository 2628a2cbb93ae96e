//! `subsidy batch` on lists as people keep them: what it takes, what it says, what it writes.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx, open_workbook};
use encoding_rs::GB18030;
use rust_xlsxwriter::Workbook;

fn subsidy(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_subsidy"))
        .env("LANG", "zh_CN.UTF-8")
        .env_remove("LC_ALL")
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file of its own in the folder that cargo gives to tests.
fn file(name: &str, content: &[u8]) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::write(&path, content).unwrap();
    path.display().to_string()
}

fn out(name: &str) -> String {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name).display().to_string()
}

/// 武汉 pays 30 % at 二级: 30 of 100, 90,000 of 30万.
const LIST: &str = "企业,城市,等级,软件,备注\n甲,武汉,二级,30万,=1\n乙,武汉市,L2,１００,\n";
const LINES: [&str; 2] = [
    "甲,武汉,二级,30万,'=1,published_rate,90000.00,90000.00,90000.00,210000.00,,,,",
    "乙,武汉市,L2,１００,,published_rate,30.00,30.00,30.00,70.00,,,,",
];

#[test]
fn a_list_in_each_encoding_gives_the_same_answers() {
    let marked = ["\u{feff}", LIST].concat();
    for (name, bytes) in [
        ("list-utf8.csv", LIST.as_bytes().to_vec()),
        ("list-mark.csv", marked.into_bytes()),
        ("list-gb.csv", GB18030.encode(&LIST.replace('\n', "\r\n")).0.into_owned()),
        ("list-semicolon.csv", LIST.replace(',', ";").into_bytes()),
        ("list-tab.tsv", LIST.replace(',', "\t").into_bytes()),
    ] {
        let output = subsidy(&["batch", &file(name, &bytes)]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", text(&output.stderr));
        let shown = text(&output.stdout);
        let lines: Vec<_> = shown.split("\r\n").collect();
        assert!(lines[0].starts_with("\u{feff}企业,城市,等级,软件,备注,outcome,grant,"), "{}", lines[0]);
        assert!(lines[1].starts_with(LINES[0]) && lines[2].starts_with(LINES[1]), "{name}: {shown}");
        assert_eq!(
            text(&output.stderr),
            "subsidy: columns read: 企业 = company, 城市 = policy, 等级 = level, 软件 = software\n\
             subsidy: no unit is named, read as yuan: 软件 (ten thousands: --map COLUMN=MEANING:wan)\n\
             subsidy: columns kept and not read: 备注\n"
        );
    }
}

#[test]
fn columns_are_mapped_and_defaults_hold_where_no_cell_says_so() {
    let path = file("mapped.csv", "客户,目标,一期（万）,二期\n甲,2,10,5\n乙,,1,1\n".as_bytes());
    let choices = [
        "--map",
        "目标=level",
        "--map",
        "c=software:wan",
        "--map",
        "二期=software",
        "--policy",
        "wuhan",
        "--level",
        "3",
    ];
    let output = subsidy(&[&["batch", &path, "--as-of", "2025-01-01"], &choices[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    let lines: Vec<_> = shown.lines().skip(1).collect();
    // By hand: 30 % of 100,005 and 40 % of 10,001.
    assert!(lines[0].starts_with("甲,2,10,5,published_rate,30001.50,"), "{}", lines[0]);
    assert!(lines[1].starts_with("乙,,1,1,published_rate,4000.40,"), "{}", lines[1]);
    assert!(lines[1].ends_with(",2025-01-01"), "{}", lines[1]);
    for (arguments, told) in [
        (&["--map", "没有=level"][..], r#"{"error":{"code":"unknown_value","path":"map""#),
        (&["--map", "目标=nonsense"], r#"{"error":{"code":"unknown_value","path":"map""#),
        (
            &["--policy", "atlantis", "--map", "目标=level", "--map", "二期=other"],
            r#"{"error":{"code":"unknown_policy""#,
        ),
        (&["--level", "7"], r#"{"error":{"code":"out_of_range","path":"level""#),
        (&["--as-of", "2025-1-1"], r#"{"error":{"code":"invalid_date","path":"as_of""#),
        (&["--policy", "wuhan"], r#"{"error":{"code":"missing_field","path":"level""#),
    ] {
        let output = subsidy(&[&["batch", &path], arguments].concat());
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""), "{arguments:?}");
        assert!(text(&output.stderr).lines().last().unwrap().starts_with(told), "{}", text(&output.stderr));
    }
}

#[test]
fn workbooks_in_and_out() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("封面").unwrap().write(0, 0, "客户").unwrap();
    for (name, city) in [("武汉", "武汉"), ("南昌", "南昌")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["城市", "批次", "等级", "软件（万元）"]).unwrap();
        sheet.write_row(1, 0, [city, "一", "二级"]).unwrap().write(1, 3, 30).unwrap();
    }
    let path = file("book.xlsx", &book.save_to_buffer().unwrap());
    let result = out("book-out.xlsx");
    // Which of the two is meant is asked for: that the other is left out would be seen in no answer.
    let output = subsidy(&["batch", &path, "-o", &result]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("(武汉, 南昌)"), "{}", text(&output.stderr));
    for (arguments, grant) in [(vec!["--sheet", "武汉"], 90_000.0), (vec!["--sheet", "南昌"], 180_000.0)] {
        let output = subsidy(&[&["batch", &path, "-o", &result], &arguments[..]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let mut book: Xlsx<_> = open_workbook(Path::new(&result)).unwrap();
        let range = book.worksheet_range("结果").unwrap();
        assert_eq!(range.get_value((1, 7)), Some(&Data::Float(grant)));
    }
    let csv = subsidy(&["batch", &file("contract.csv", b"policy,level,software\nwuhan,2,100\n"), "-o", &result]);
    assert_eq!(csv.status.code(), Some(0), "{}", text(&csv.stderr));
    let output = subsidy(&["batch", &path, "--sheet", "没有"]);
    assert!(text(&output.stderr).contains(r#""code":"unknown_value","path":"sheet""#), "{}", text(&output.stderr));
}

#[test]
fn the_template_is_a_list_that_is_read() {
    for name in ["template.xlsx", "template.csv"] {
        let path = out(name);
        assert_eq!(subsidy(&["batch", "--template", &path]).status.code(), Some(0));
        let output = subsidy(&["batch", &path, "-o", &out("template-out.csv")]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        assert!(!text(&output.stderr).contains("not read"), "{}", text(&output.stderr));
    }
}

#[test]
fn rows_across_blocks_keep_their_order_and_their_numbers() {
    // Some 3 MB: many blocks, and quoted cells of several lines that no block may cut.
    let mut input = String::from("企业,城市,等级,软件\n");
    for number in 1..=60_000u32 {
        match number % 7 {
            0 => input.push_str(&format!("\"第 {number}\n行\",武汉,2,{number}\n")),
            3 => input.push_str(&format!("企业 {number},武汉,2,{number}x\n")),
            _ => input.push_str(&format!("企业 {number},武汉,2,{number}\n")),
        }
    }
    let output = subsidy(&["batch", &file("long-list.csv", input.as_bytes()), "-o", &out("long-out.csv")]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let shown = fs::read_to_string(out("long-out.csv")).unwrap();
    let mut rows = shown.split("\r\n").skip(1);
    for number in 1..=60_000u32 {
        let row = rows.next().unwrap();
        if number % 7 == 3 {
            let cell = format!(",invalid_amount,software,D{},", number + 1);
            assert!(row.contains(&cell), "{number}: {row}");
        } else {
            // 30 % of whole yuan, to the fen.
            let grant = format!(",{}.{}0,", number * 3 / 10, number * 3 % 10);
            assert!(row.contains(&format!(",{number},published_rate{grant}")), "{number}: {row}");
        }
    }
    assert_eq!(rows.next(), Some(""));
}

#[test]
fn a_quote_that_is_never_closed_costs_its_own_line_wherever_blocks_end() {
    let row = "武汉,2,100,甲\n".repeat(30_000);
    let input = format!("城市,等级,软件,企业\n{row}武汉,2,100,\"乙\n{row}{row}{row}{row}");
    let output = subsidy(&["batch", &file("open-quote.csv", input.as_bytes()), "-o", &out("open-quote-out.csv")]);
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    let shown = fs::read_to_string(out("open-quote-out.csv")).unwrap();
    assert_eq!(shown.matches(",published_rate,30.00,").count(), 150_000);
    assert_eq!(shown.matches("invalid_row").count(), 1);
    assert!(shown.contains(",line 30002,30002,"), "no line");
}
