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
use subsidy::strings::{Language, Strings};
use subsidy::{sheets, wire};

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
    "2|甲厂|南昌市|第一批|二级|350,000.00|210,000.00|140,000.00|上限 · 文件写的是“不超过”",
    "3|乙厂|南昌市|第一批|二级|350,000.00|210,000.00|140,000.00|上限 · 文件写的是“不超过”",
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
    assert!(opened.ready && opened.problems.is_empty(), "{:?}", opened.problems);
    let meanings: Vec<_> = opened.columns.iter().map(|column| column.meaning.clone().unwrap_or_default()).collect();
    assert_eq!(meanings, ["company", "policy", "batch", "level", "software", "cloud", ""]);
    assert_eq!(opened.columns[4].samples, ["30万", "３００，０００", "100"]);
}
