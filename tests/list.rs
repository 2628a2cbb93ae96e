//! A list of customers, from the file to its answers: what people's files look like, what is wrong with them, and that
//! every row comes to what it comes to alone.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};
use encoding_rs::GB18030;
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::{Value as Json, json};
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::error::Error;
use subsidy::json::Value;
use subsidy::list::window::Query;
use subsidy::list::{Choice, List};
use subsidy::present::list as present;
use subsidy::sheets::template::Whose;
use subsidy::strings::{Language, Strings};
use subsidy::{sheets, wire};

#[path = "list/files.rs"]
mod files;
#[path = "list/formulas.rs"]
mod formulas;
#[path = "list/hostile.rs"]
mod hostile;
#[path = "list/limits.rs"]
mod limits;

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn strings() -> Strings {
    Strings::embedded(Language::Simplified).unwrap()
}

fn day() -> Date {
    Date::parse("2025-03-01").unwrap()
}

fn value(json: &Json) -> Value {
    Value::parse(json.to_string().as_bytes()).unwrap()
}

/// A file, read to its end.
fn read(bytes: &[u8]) -> List {
    run(List::open("名单.csv", bytes.to_vec()).unwrap())
}

fn run(mut list: List) -> List {
    while !list.step(catalog(), day(), 7).unwrap().finished {}
    list
}

fn refused(bytes: &[u8]) -> Error {
    List::open("名单.xlsx", bytes.to_vec()).err().unwrap_or_else(|| panic!("it was read"))
}

/// Rows as a person sees them: cells, place and reason.
fn shown(list: &mut List, question: Json) -> Vec<String> {
    let query = Query::read(&value(&question)).unwrap();
    let rows = present::rows(list, &query, catalog(), &strings()).unwrap().rows;
    let line = |row: present::Line| {
        let told = [row.place, row.reason].map(Option::unwrap_or_default).join(" ");
        [row.cells.join("|"), told.trim().to_owned()].join("#").trim_end_matches('#').to_owned()
    };
    rows.into_iter().map(line).collect()
}

fn all(list: &mut List) -> Vec<String> {
    shown(list, json!({"from": 0, "count": 100}))
}

/// By hand: 南昌 first batch, level 2: 350,000 × 60 % = 210,000. 武汉, level 2, 600,000: see its examples.
const LIST: &str = "企业名称,城市,批次,等级,软件,云服务,备注\n\
                    甲厂,南昌,第一批,二级,30万,50000,=1+1\n\
                    乙厂,南昌市,1,L2,３００，０００,\"50,000\",\n\
                    丙厂,福州,,2,100,,没有公布\n\
                    丁厂,北京,1,2,1,,\n\
                    戊厂,南昌,1,二级,3OO,,\n";

const SHOWN: [&str; 5] = [
    "2|甲厂|南昌市|第一批|二级|350,000.00|≤ 210,000.00|≥ 140,000.00|上限 · 文件写的是“不超过”",
    "3|乙厂|南昌市|第一批|二级|350,000.00|≤ 210,000.00|≥ 140,000.00|上限 · 文件写的是“不超过”",
    "4|丙厂|福州市||二级|100.00|—|—|未公布",
    "5|丁厂|北京|第一批|二级|—|—|—|有问题#B5 没有“北京”的政策表；现有：福州市、鹤壁市、南昌市、松江区、武汉市",
    "6|戊厂|南昌市|第一批|二级|—|—|—|有问题#E6 软件“3OO”不是金额；请写成 300000 或 30万",
];

#[test]
fn a_list_in_each_encoding_and_under_each_delimiter() {
    let semicolons = LIST.replace("\"50,000\"", "\"50;000\"").replace(',', ";").replace("50;000", "50,000");
    let marked = ["\u{feff}", LIST].concat();
    let unicode: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(LIST.replace("\"50,000\"", "50000").replace(',', "\t").encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let windows = LIST.replace('\n', "\r\n");
    for (name, bytes) in [
        ("UTF-8", LIST.as_bytes().to_vec()),
        ("with a mark", marked.into_bytes()),
        ("GB18030", GB18030.encode(&windows).0.into_owned()),
        ("semicolons", semicolons.into_bytes()),
        ("Excel's Unicode text", unicode),
    ] {
        assert_eq!(all(&mut read(&bytes)), SHOWN, "{name}");
    }
}

#[test]
fn what_a_file_was_taken_for_is_said() {
    let list = List::open("名单.csv", GB18030.encode(LIST).0.into_owned()).unwrap();
    let opened = present::opened(&list, catalog(), &strings()).unwrap();
    assert_eq!(opened.told, ["文本文件（CSV），GB18030 编码，逗号分隔。", "表头在第 1 行。"]);
    assert!(opened.ready);
    assert_eq!(opened.problems, ["E、F 列是金额，表头没有写单位，按元读；如果是万元，请改选“（万元）”。"]);
    let meanings: Vec<_> = opened.columns.iter().map(|column| column.meaning.clone().unwrap_or_default()).collect();
    assert_eq!(meanings, ["company", "policy", "batch", "level", "software", "cloud", ""]);
    assert_eq!(opened.columns[4].samples, ["30万", "３００，０００", "100"]);
}

/// A workbook of one sheet: title, merged heads, numbers as numbers, a formula's error.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("客户").unwrap();
    let plain = Format::new();
    sheet.merge_range(0, 0, 0, 5, "2025 年客户名单", &plain).unwrap();
    sheet.merge_range(1, 0, 2, 0, "企业名称", &plain).unwrap();
    sheet.merge_range(1, 1, 2, 1, "城市", &plain).unwrap();
    sheet.merge_range(1, 2, 2, 2, "批次", &plain).unwrap();
    sheet.merge_range(1, 3, 2, 3, "等级", &plain).unwrap();
    sheet.merge_range(1, 4, 1, 5, "投入（万元）", &plain).unwrap();
    sheet.write_row(2, 4, ["软件", "云服务"]).unwrap();
    for (row, name) in [(3, "甲厂"), (4, "乙厂"), (6, "丙厂")] {
        sheet.write(row, 0, name).unwrap().write(row, 1, "南昌市").unwrap();
        sheet.write(row, 2, 1).unwrap().write(row, 3, "二级").unwrap();
    }
    sheet.write(3, 4, 30).unwrap().write(3, 5, 5).unwrap();
    // What 0.1 + 0.2 is to Excel, which shows 0.3; in 万元: 3,000.
    sheet.write(4, 4, 0.1 + 0.2).unwrap();
    sheet.write_formula(6, 4, Formula::new("=VLOOKUP(1,A1:B1,2,FALSE)").set_result("#N/A")).unwrap();
    sheet.write(7, 0, "合　计").unwrap().write(7, 4, 30.3).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_workbook_with_a_title_merged_heads_and_an_error_in_a_cell() {
    let mut list = run(List::open("a.xlsx", workbook()).unwrap());
    let opened = present::opened(&list, catalog(), &strings()).unwrap();
    assert_eq!(opened.told, ["Excel 工作簿，读的是“客户”表。", "表头在第 3 行。", "E、F 列没有写单位的数，按万元读。"]);
    assert_eq!(
        all(&mut list),
        [
            "4|甲厂|南昌市|第一批|二级|350,000.00|≤ 210,000.00|≥ 140,000.00|上限 · 文件写的是“不超过”",
            "5|乙厂|南昌市|第一批|二级|3,000.00|≤ 1,800.00|≥ 1,200.00|上限 · 文件写的是“不超过”",
            "7|丙厂|南昌市|第一批|二级|—|—|—|有问题#E7 软件“#N/A”不是金额；请写成 300000 或 30万",
            "8|合　计||||—|—|—|有问题#A8 “合　计”看来是合计行，不是企业，没有算",
        ]
    );
}

#[test]
fn of_two_sheets_the_one_with_a_list_is_read_and_the_other_can_be_chosen() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("说明").unwrap().write(0, 0, "请看第二张表").unwrap();
    let sheet = book.add_worksheet().set_name("名单").unwrap();
    sheet.write_row(0, 0, ["城市", "等级", "软件"]).unwrap();
    sheet.write_row(1, 0, ["武汉", "二级"]).unwrap().write(1, 2, 100).unwrap();
    let mut list = List::open("a.xlsx", book.save_to_buffer().unwrap()).unwrap();
    assert_eq!(list.sheet.as_deref(), Some("名单"));
    assert_eq!(
        present::opened(&list, catalog(), &strings()).unwrap().told[0],
        "Excel 工作簿，共 2 张表，读的是“名单”。"
    );
    let choose = |list: &mut List, choice: Json| list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap());
    choose(&mut list, json!({"sheet": "说明"})).unwrap();
    let opened = present::opened(&list, catalog(), &strings()).unwrap();
    assert!(!opened.ready);
    assert_eq!(opened.problems.len(), 3, "{:?}", opened.problems);
    let error = choose(&mut list, json!({"sheet": "没有"})).unwrap_err();
    assert_eq!(error.to_string(), "sheet: unknown value \"没有\"; allowed: 说明, 名单");
    choose(&mut list, json!({"sheet": "名单"})).unwrap();
    // By hand: 武汉 pays 30 % of 100 at any level from 二级.
    assert_eq!(all(&mut run(list)), ["2||武汉市||二级|100.00|30.00|70.00|按公布比例"]);
}

#[test]
fn which_sheet_is_meant_is_asked_only_where_another_could_be() {
    let book = |others: &[Vec<&str>]| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["城市", "批次", "等级", "软件（元）"]).unwrap();
        sheet.write_row(1, 0, ["武汉", "", "二级", "100"]).unwrap();
        for other in others {
            let sheet = book.add_worksheet();
            sheet.write_row(0, 0, ["填写说明"]).unwrap();
            sheet.write_row(2, 0, other.clone()).unwrap();
        }
        List::open("a.xlsx", book.save_to_buffer().unwrap()).unwrap()
    };
    for (others, clear) in [
        (vec![], true),
        // As Excel once made every workbook, and as our template has its notes.
        (vec![vec![], vec!["软件", "元"]], true),
        (vec![vec![], vec!["城市", "等级", "云服务"]], false),
    ] {
        assert_eq!(book(&others).is_clear(), clear, "{others:?}");
    }
    // Nobody was asked, so it is said.
    let taken = present::opened(&book(&[vec![]]), catalog(), &strings()).unwrap().taken;
    assert!(taken.starts_with("Excel 工作簿，共 2 张表，读的是“Sheet1”。 "), "{taken}");
    let template = sheets::template::workbook(Whose::Provider, catalog(), day(), &strings()).unwrap();
    assert!(List::open("a.xlsx", template).unwrap().is_clear());
}

#[test]
fn columns_that_nobody_knows_are_asked_about() {
    let text = "客户,地区,目标,一期,二期\n甲,南昌,2,10,5\n乙,,,1,1\n";
    let mut list = List::open("a.csv", text.as_bytes().to_vec()).unwrap();
    let opened = present::opened(&list, catalog(), &strings()).unwrap();
    assert!(!opened.ready);
    let choice = json!({
        "columns": [
            {"index": 1, "meaning": "policy"},
            {"index": 2, "meaning": "level"},
            {"index": 3, "meaning": "software:wan"},
            {"index": 4, "meaning": "software"},
        ],
        "defaults": {"policy": "wuhan", "batch": 1, "level": 3, "as_of": "2025-01-01"},
    });
    list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap();
    // Two columns of a category add up: 100,000 + 5 = 100,005, of which 60 % are 60,003; 武汉 pays 40 % at 三级.
    assert_eq!(
        all(&mut run(list)),
        [
            "2|甲|南昌市|第一批|二级|100,005.00|≤ 60,003.00|≥ 40,002.00|上限 · 文件写的是“不超过”",
            "3|乙|武汉市|第一批|三级|10,001.00|4,000.40|6,000.60|按公布比例",
        ]
    );
    let mut list = List::open("a.csv", text.as_bytes().to_vec()).unwrap();
    for (choice, told) in [
        (json!({"columns": [{"index": 9, "meaning": "level"}]}), "columns: 9 is out of range; allowed: 0 to 4"),
        (
            json!({"columns": [{"index": 1, "meaning": "level"}, {"index": 2, "meaning": "level"}]}),
            "level: key \"level\" occurs twice",
        ),
        (
            json!({"defaults": {"policy": "atlantis"}}),
            "defaults.policy: no policy table \"atlantis\"; there are: fuzhou, hebi, nanchang, songjiang, wuhan",
        ),
    ] {
        let error = list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap_err();
        assert_eq!(error.to_string(), told);
    }
}

#[test]
fn a_file_that_cannot_be_read_says_why_and_what_to_do() {
    let ole = |name: &str| {
        let mut bytes = vec![0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
        bytes.resize(1024, 0);
        bytes.extend(name.encode_utf16().flat_map(u16::to_le_bytes));
        bytes
    };
    let mut damaged = workbook();
    damaged.truncate(damaged.len() / 2);
    let kinds = "allowed: xlsx, csv, txt";
    let told = |bytes: &[u8]| present::trouble(&refused(bytes), catalog(), &strings()).unwrap();
    assert_eq!(refused(&ole("EncryptedPackage")).code().as_str(), "protected_file");
    assert_eq!(told(&ole("EncryptedPackage")), "工作簿设了密码。请在 Excel 中取消密码，另存一份再打开。");
    assert_eq!(refused(&damaged).code().as_str(), "invalid_file");
    for (bytes, kind) in [
        (ole("Workbook"), "xls"),
        (b"%PDF-1.7".to_vec(), "pdf"),
        (b"<html><table>".to_vec(), "html"),
        (b"\0\x01\x02".to_vec(), "binary"),
    ] {
        assert_eq!(refused(&bytes).to_string(), format!("a file of the kind {kind} is not read; {kinds}"));
    }
    assert_eq!(refused(b" \n\n").to_string(), "the file is damaged or empty: nothing");
    let error = subsidy::list::source::check_size(200 << 20).unwrap_err();
    assert_eq!(error.to_string(), "209715200 bytes; at most 104857600 are read");
    assert_eq!(
        present::trouble(&error, catalog(), &strings()).unwrap(),
        "文件有 200 MB，最多读 100 MB。请分成几个文件，或只留需要的列。"
    );
}

/// An archive of one file that says what it likes about its size.
fn archive(name: &str, content: &[u8], declared: Option<u32>) -> Vec<u8> {
    use std::io::Write as _;
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all(content).unwrap();
    let mut bytes = writer.finish().unwrap().into_inner();
    if let Some(declared) = declared {
        // In the central directory the size stands 24 bytes behind its signature.
        let at = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap();
        bytes[at + 24..at + 28].copy_from_slice(&declared.to_le_bytes());
    }
    bytes
}

#[test]
fn a_zip_bomb_is_stopped_whatever_it_says_of_its_size() {
    let zeros = vec![0u8; 40 << 20];
    for declared in [None, Some(1000)] {
        let error = refused(&archive("xl/worksheets/sheet1.xml", &zeros, declared));
        // One that lies is damaged as well.
        let code = if declared.is_some() { "invalid_file" } else { "file_too_large" };
        assert_eq!((error.code().as_str(), error.path()), (code, "xl/worksheets/sheet1.xml"));
    }
    let promise = br#"<sst uniqueCount="99999999999"></sst>"#;
    let error = refused(&archive("xl/sharedStrings.xml", promise, None));
    assert_eq!(error.to_string(), "xl/sharedStrings.xml: the file is damaged or empty: uniqueCount 99999999999");
}

#[test]
fn totals_by_city_batch_level_and_kind_of_answer() {
    let list = read(LIST.as_bytes());
    let totals = present::totals(&list, catalog(), &strings()).unwrap();
    let table = |id: &str| {
        let table = totals.tables.iter().find(|table| table.id == id).unwrap();
        let rows = table.rows.iter().map(|row| [&row.label, "|", &row.cells.join("|")].concat());
        rows.collect::<Vec<_>>()
    };
    // A city that publishes nothing has no sum, which is not 0.
    assert_eq!(
        table("city"),
        [
            "福州市|1|0|100.00|—|—",
            "南昌市|3|1|700,000.00|≤ 420,000.00|≥ 280,000.00",
            "城市不明|1|1|—|—|—",
            "合计|5|2|700,100.00|≤ 420,000.00|≥ 280,000.00",
        ]
    );
    assert_eq!(table("batch")[0], "没有写|1|0|100.00|—|—");
    assert_eq!(table("level")[0], "二级|5|2|700,100.00|≤ 420,000.00|≥ 280,000.00");
    assert_eq!(table("outcome").len(), 4);
    assert_eq!(totals.told[2], "2 家有问题，没有算入合计。");
}

#[test]
fn where_the_grant_is_a_range_so_is_what_is_left_to_pay() {
    // Level 3 is not named there: nothing, or the half of 800,000 that level 2 has, which is below its cap.
    let mut list = read("城市,批次,等级,软件\n鹤壁,1,3,800000\n鹤壁,1,2,200000\n".as_bytes());
    assert_eq!(
        all(&mut list),
        [
            "2||鹤壁市|第一批|三级|800,000.00|≤ 0 – 400,000.00|≥ 400,000.00 – 800,000.00|待确认区间 · 均为上限",
            "3||鹤壁市|第一批|二级|200,000.00|≤ 100,000.00|≥ 100,000.00|上限 · 文件写的是“不超过”",
        ]
    );
    let totals = present::totals(&list, catalog(), &strings()).unwrap();
    let sum = totals.tables.iter().find(|table| table.id == "city").unwrap().rows.last().unwrap();
    // Of both it is an upper limit, so there is no least, only a most: 400,000 and 100,000.
    assert_eq!(sum.cells.join("|"), "2|0|1,000,000.00|≤ 500,000.00|≥ 500,000.00");
    assert_eq!(totals.told[1], "补助合计不超过 500,000.00 元：其中 2 家是按“不超过”算出的最高数，实际可能更少。");

    let mut open = read("城市,批次,等级,软件,培训\n武汉,1,3,100000,50000\n武汉,1,2,800000,\n".as_bytes());
    all(&mut open);
    let totals = present::totals(&open, catalog(), &strings()).unwrap();
    // 40 % of 100,000 or of 150,000, and 800,000 × 30 % is 240,000: all of it is published.
    let sum = totals.tables.iter().find(|table| table.id == "city").unwrap().rows.last().unwrap();
    assert_eq!(sum.cells.join("|"), "2|0|950,000.00|280,000.00 – 300,000.00|650,000.00 – 670,000.00");
    assert_eq!(totals.told[1], "补助合计 280,000.00 – 300,000.00 元。");
}

#[test]
fn rows_are_sorted_filtered_and_windowed() {
    let mut list = read(LIST.as_bytes());
    let mut names = |question: Json| -> Vec<String> {
        shown(&mut list, question).iter().map(|row| row.split('|').nth(1).unwrap().to_owned()).collect()
    };
    assert_eq!(names(json!({"from": 1, "count": 2})), ["乙厂", "丙厂"]);
    assert_eq!(names(json!({"sort": "row", "descending": true, "from": 0, "count": 2})), ["戊厂", "丁厂"]);
    assert_eq!(names(json!({"filter": {"bad": true}, "from": 0, "count": 9})), ["丁厂", "戊厂"]);
    assert_eq!(names(json!({"filter": {"city": "nanchang", "bad": false}, "from": 0, "count": 9})), ["甲厂", "乙厂"]);
    assert_eq!(names(json!({"filter": {"text": "l2"}, "from": 0, "count": 9})), ["乙厂"]);
    assert_eq!(names(json!({"filter": {"outcome": "not_published"}, "from": 0, "count": 9})), ["丙厂"]);
    // Those without an amount stand last, whichever way.
    for descending in [false, true] {
        let sorted = names(json!({"sort": "grant", "descending": descending, "from": 0, "count": 9}));
        assert_eq!(sorted[..2], ["甲厂", "乙厂"], "{descending}");
    }
}

#[test]
fn a_csv_to_take_along_keeps_every_column_and_no_formula() {
    let mut list = read(LIST.as_bytes());
    let text = String::from_utf8(sheets::list::csv(&mut list, catalog()).unwrap()).unwrap();
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{feff}企业名称,城市,批次,等级,软件,云服务,备注,outcome,grant,low,high,net_cost,error_code,error_path,error_cell,policy_digest,judged_on"
    );
    let digest = &catalog().find("nanchang", day()).unwrap().digest;
    assert_eq!(
        lines[1],
        format!(
            "甲厂,南昌,第一批,二级,30万,50000,'=1+1,upper_limit,210000.00,210000.00,210000.00,140000.00,,,,{digest},2025-03-01"
        )
    );
    assert_eq!(lines[4], "丁厂,北京,1,2,1,,,,,,,,unknown_policy,policy,B5,,2025-03-01");
    assert_eq!(lines.len(), 7);
    // Numbers are no formulas: they stay as they are.
    for (typed, kept) in
        [("-5", "-5"), ("+8.50", "+8.50"), ("-5x", "'-5x"), ("@a", "'@a"), ("\t=1", "\t=1"), ("＝1", "'＝1")]
    {
        assert_eq!(sheets::list::safe(typed), if typed == "\t=1" { "'\t=1" } else { kept });
    }
}

#[test]
fn a_workbook_to_take_along_holds_numbers_texts_and_sums() {
    let mut list = run(List::open("a.xlsx", workbook()).unwrap());
    let file = sheets::list::workbook(&mut list, catalog(), day(), &strings()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    assert_eq!(book.sheet_names(), ["结果", "合计"]);
    let rows = book.worksheet_range("结果").unwrap();
    let cell = |row, column| rows.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!(cell(0, 9), Data::String("补助不超过（元）".into()));
    assert_eq!(
        (cell(1, 4), cell(1, 9), cell(1, 10)),
        (Data::Float(30.0), Data::Float(210_000.0), Data::Float(140_000.0))
    );
    assert_eq!(
        (cell(3, 4), cell(3, 9), cell(3, 13)),
        (Data::String("#N/A".into()), Data::Empty, Data::String("E7".into()))
    );
    let sums = book.worksheet_range("合计").unwrap();
    let texts: Vec<String> = sums.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    for part in ["测算结果不是核定决定，以主管部门审核为准。", "测算日 2025-03-01；名单另写了日期的，以名单为准"]
    {
        assert!(texts.iter().any(|text| text == part), "{texts:?}");
    }
    assert!(texts.iter().any(|text| text.contains("sha256-")), "{texts:?}");

    let mut list = read(LIST.as_bytes());
    let file = sheets::list::workbook(&mut list, catalog(), day(), &strings()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let formulas = book.worksheet_formula("结果").unwrap();
    assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "a formula came out");
    assert_eq!(book.worksheet_range("结果").unwrap().get_value((1, 6)), Some(&Data::String("=1+1".into())));
}

#[test]
fn the_template_is_understood_in_every_language() {
    for language in [Language::Simplified, Language::Traditional, Language::English] {
        let strings = Strings::embedded(language).unwrap();
        let files = [
            sheets::template::workbook(Whose::Provider, catalog(), day(), &strings).unwrap(),
            sheets::template::csv(Whose::Provider, catalog(), day(), &strings).unwrap(),
        ];
        for file in files {
            let list = run(List::open("a", file).unwrap());
            assert!(list.meanings.iter().all(Option::is_some), "{:?}: {:?}", list.heads.heads, list.meanings);
            // By hand: 350,000 of the 430,000 count; 鹤壁 pays 50 %, 南昌 60 %, 武汉 30 % of them.
            let answers: Vec<_> = list.rows().iter().map(|kept| (kept.judged.total, kept.judged.amount)).collect();
            assert_eq!(answers, [17_500_000, 21_000_000, 10_500_000].map(|fen| (43_000_000, fen)), "{language:?}");
        }
    }
}

/// The same numbers in every run.
fn random(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
    *seed >> 33
}

#[test]
fn every_row_comes_to_what_it_comes_to_alone() {
    const HEADS: [&str; 8] =
        ["软件", "云服务", "数据采集传输设备", "其他设备", "实施、集成、定制", "培训", "咨询诊断", "其他"];
    const NAMES: [&str; 8] =
        ["software", "cloud", "data_equipment", "hardware", "services", "training", "diagnosis", "other"];
    let written = |kind: u64, fen: u64| match kind {
        0 => format!("{}.{:02}", fen / 100, fen % 100),
        1 if fen.is_multiple_of(100) => format!("{}.{:04}万", fen / 1_000_000, fen / 100 % 10_000),
        2 if fen.is_multiple_of(100) => {
            (fen / 100).to_string().chars().map(|one| char::from_u32(one as u32 + 0xfee0).unwrap()).collect()
        }
        _ => format!("¥{}.{:02} 元", fen / 100, fen % 100),
    };
    let (mut seed, mut text) = (7u64, format!("城市,批次,等级,测算日,{}\n", HEADS.join(",")));
    let mut applications = Vec::new();
    for _ in 0..4000 {
        let table = &catalog().tables()[random(&mut seed) as usize % catalog().tables().len()].policy;
        let (batch, level) = (random(&mut seed) % 5, random(&mut seed) % 6);
        let day = ["2024-09-30", "2025-03-01", "2026-07-01"][random(&mut seed) as usize % 3];
        let mut cells = Vec::new();
        let mut spend = Vec::new();
        for name in NAMES {
            let fen = random(&mut seed) * random(&mut seed).pow((random(&mut seed) % 2) as u32) % 100_000_000_000_000;
            let fen = if random(&mut seed).is_multiple_of(3) { fen / 100 * 100 } else { fen % 100_000_000 };
            if random(&mut seed).is_multiple_of(3) {
                cells.push(String::new());
                continue;
            }
            cells.push(written(random(&mut seed) % 4, fen));
            spend.push(json!({"category": name, "amount": format!("{}.{:02}", fen / 100, fen % 100)}));
        }
        let city = [&table.id, &table.name.zh_cn, &table.name.en][random(&mut seed) as usize % 3];
        let cell = |number: u64| if number == 0 { String::new() } else { number.to_string() };
        text.push_str(&format!("{city},{},{},{day},{}\n", cell(batch), cell(level), cells.join(",")));
        let mut application = json!({"policy": table.id, "as_of": day, "spend": spend});
        if batch > 0 {
            application["batch"] = json!(batch);
        }
        if level > 0 {
            application["level"] = json!(level);
        }
        applications.push(application);
    }
    let list = read(text.as_bytes());
    assert_eq!(list.rows().len(), applications.len());
    let mut good = 0;
    for (kept, application) in list.rows().iter().zip(&applications) {
        let judged = kept.judged;
        match wire::estimate(catalog(), application.to_string().as_bytes(), day()) {
            Err(error) => assert!(judged.outcome().is_none(), "{application}: {error}"),
            Ok(bytes) => {
                let estimate: Json = serde_json::from_slice(&bytes).unwrap();
                let fen = |amount: &Json| {
                    amount.as_str().map_or(subsidy::bulk::NONE, |yuan| yuan.replace('.', "").parse().unwrap())
                };
                let grant = &estimate["grant"];
                assert_eq!(
                    (judged.outcome().map(|one| one.as_str()), judged.amount, judged.low, judged.high, judged.net_cost),
                    (
                        estimate["outcome"].as_str(),
                        fen(&grant["amount"]),
                        fen(&grant["low"]),
                        fen(&grant["high"]),
                        fen(&estimate["net_cost"]["amount"]),
                    ),
                    "{application}"
                );
                // As a single estimate decides it: by the wording of what it pays.
                let ceiling = |line: &Json| {
                    let wording = &line[if line["rate"].is_null() { "cap" } else { "rate" }]["wording"];
                    line["high"] != "0.00" && wording == "ceiling"
                };
                let limits = estimate["lines"].as_array().unwrap().iter().any(ceiling);
                let open = estimate["outcome"] == "needs_confirmation";
                assert_eq!(
                    judged.badge().unwrap().ends_with("_limit"),
                    (open && limits) || estimate["outcome"] == "upper_limit",
                    "{application}"
                );
                good += 1;
            }
        }
    }
    assert!(good > 1500, "only {good} rows had an answer");
}
