//! The workbook and the CSV as another program reads them: values beside the formulas, formulas in whole numbers, no formula
//! smuggled in. What the formulas come to once a cell is changed is tests/workbook.test.mjs's affair.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::OnceLock;

use calamine::{Data, Range, Reader, Xlsx};
use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::strings::{Language, Strings};
use subsidy::{sheets, wire};

type Book = Xlsx<Cursor<Vec<u8>>>;

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

type Make = fn(&Table, &subsidy::application::Application, Date, &Strings) -> Result<Vec<u8>, subsidy::error::Error>;

fn made(application: &Json, strings: &Strings, make: Make) -> Vec<u8> {
    let value = Value::parse(application.to_string().as_bytes()).unwrap();
    let (application, table, as_of) = wire::open(catalog(), &value, day()).unwrap();
    make(table, &application, as_of, strings).unwrap()
}

fn book(application: &Json) -> Book {
    Xlsx::new(Cursor::new(made(application, &strings(), sheets::workbook))).unwrap()
}

fn csv(application: &Json) -> String {
    String::from_utf8(made(application, &strings(), sheets::csv)).unwrap()
}

/// The value of a named cell, of the column beside it, and the text of its remark.
fn named(book: &mut Book, name: &str) -> [Data; 3] {
    let names = book.defined_names().to_vec();
    let (_, place) = names.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("no {name}"));
    let (sheet, cell) = place.trim_start_matches('=').split_once('!').unwrap();
    let (column, row) = cell.trim_start_matches('$').split_once('$').unwrap();
    assert_eq!(column, "B", "{name}");
    let range = book.worksheet_range(sheet.trim_matches('\'')).unwrap();
    let row: u32 = row.parse().unwrap();
    [1, 2, 3].map(|column| range.get_value((row - 1, column)).cloned().unwrap_or_default())
}

fn formulas(book: &mut Book) -> Vec<String> {
    let names = book.sheet_names();
    let ranges: Vec<Range<String>> = names.iter().map(|name| book.worksheet_formula(name).unwrap()).collect();
    let all = ranges.iter().flat_map(|range| range.used_cells().map(|(_, _, formula)| formula.clone()));
    all.filter(|formula| !formula.is_empty()).collect()
}

fn every_example() -> Vec<Json> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies");
    let folders = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).filter(|folder| folder.is_dir());
    let read = |folder: std::path::PathBuf| fs::read(folder.join("examples.json")).unwrap();
    folders.flat_map(|folder| serde_json::from_slice::<Vec<Json>>(&read(folder)).unwrap()).collect()
}

#[test]
fn the_values_in_the_file_are_the_examples_computed_by_hand() {
    let mut compared = 0;
    for example in every_example() {
        let expected = &example["expect"];
        let Some(grant) = expected["amount"].as_str() else { continue };
        let mut book = book(&example["application"]);
        for (name, amount) in [("result_grant", grant), ("result_net", expected["net_cost"].as_str().unwrap_or(""))] {
            let Ok(fen) = amount.replace('.', "").parse() else { continue };
            let [yuan, whole, _] = named(&mut book, name);
            assert_eq!(whole, Data::Float(fen), "{} {name}", example["name"]);
            assert_eq!(yuan, Data::Float(amount.parse().unwrap()), "{} {name}", example["name"]);
            compared += 1;
        }
    }
    assert!(compared >= 40, "only {compared} amounts were compared");
}

#[test]
fn the_steps_stand_in_whole_fen_with_their_wording_and_the_quotation() {
    let mut book = book(
        &json!({"policy": "nanchang", "batch": 1, "level": 2, "spend": [{"category": "software", "amount": "666666.00"}]}),
    );
    // By hand: 666,666.00 × 60 % = 399,999.60, below the cap of 400,000.
    assert_eq!(named(&mut book, "result_base")[1], Data::Float(66_666_600.0));
    assert_eq!(named(&mut book, "result_grant")[..2], [Data::Float(399_999.6), Data::Float(39_999_960.0)]);
    assert_eq!(named(&mut book, "result_net")[1], Data::Float(26_666_640.0));
    assert_eq!(named(&mut book, "result_grant")[2], Data::String("上限 · 文件写的是“不超过”".into()));
    let range = book.worksheet_range("测算").unwrap();
    let cells: Vec<String> = range.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    for part in [
        "不超过 60%",
        "不超过 40 万元",
        "四(五)第18条",
        "每家补助金额不超过40万元",
        "测算结果不是核定决定，以主管部门审核为准。",
    ] {
        assert!(cells.iter().any(|cell| cell == part), "{part} is not in {cells:?}");
    }
    assert!(cells.iter().any(|cell| cell.contains("sha256-") && cell.contains("第 1 版")), "{cells:?}");
}

#[test]
fn what_is_open_has_words_and_never_a_zero() {
    for (application, said) in [
        (
            json!({"policy": "hebi", "level": 2, "spend": [{"category": "software", "amount": "5"}]}),
            "这一等级的条款分批次，请选择批次。",
        ),
        (json!({"policy": "hebi", "spend": []}), "请选择改造后预计达到的等级。"),
        (
            json!({"policy": "fuzhou", "level": 2, "spend": [{"category": "software", "amount": "5"}]}),
            "文件没有公布补助比例，没有金额。手里有文件的，可填写比例和上限。",
        ),
    ] {
        let mut book = book(&application);
        assert_eq!(named(&mut book, "message")[0], Data::String(said.into()));
        for name in ["result_base", "result_grant", "result_net"] {
            let [yuan, fen, _] = named(&mut book, name);
            for value in [yuan, fen] {
                assert!(matches!(&value, Data::Empty) || value == Data::String(String::new()), "{name}: {value:?}");
            }
        }
    }
}

#[test]
fn a_condition_that_is_not_met_leaves_no_grant() {
    let met =
        json!({"policy": "nanchang", "batch": 1, "level": 2, "spend": [{"category": "software", "amount": "100"}]});
    let mut unmet = met.clone();
    unmet["eligibility"] = json!({"conditions": {"industry": "unmet"}});
    assert_eq!(named(&mut book(&met), "result_grant")[1], Data::Float(6000.0));
    let [_, fen, kind] = named(&mut book(&unmet), "result_grant");
    assert_eq!((fen, kind), (Data::Float(0.0), Data::String("不符合".into())));
}

#[test]
fn no_formula_computes_with_a_decimal_fraction_or_carries_words() {
    for table in catalog().tables() {
        let application = json!({"policy": table.policy.id, "level": 2, "batch": table.policy.batches.first().map(|batch| batch.number()), "spend": []});
        let mut application = application;
        if application["batch"].is_null() {
            application.as_object_mut().unwrap().remove("batch");
        }
        let all = formulas(&mut book(&application));
        assert!(all.len() > 20, "{}: {} formulas", table.policy.id, all.len());
        for formula in all {
            assert!(!formula.contains('.'), "{formula}");
            // Names of sheets aside, what is said stands in cells: a translation can break no formula.
            let rest = formula.replace("'条款'", "");
            assert!(rest.is_ascii(), "{formula}");
        }
    }
}

#[test]
fn the_same_answer_is_the_same_file_in_every_language_its_own() {
    let application = json!({"policy": "hebi", "batch": 1, "level": 3, "as_of": "2025-03-01", "spend": [{"category": "software", "amount": "600000"}]});
    let mut files = Vec::new();
    for language in Language::ALL {
        let strings = Strings::embedded(*language).unwrap();
        let [first, second] = [0, 1].map(|_| made(&application, &strings, sheets::workbook));
        assert_eq!(first, second);
        files.push(first);
    }
    assert!(files[0] != files[1] && files[1] != files[2]);
}

#[test]
fn the_csv_is_for_excel_and_holds_entries_steps_and_result() {
    let text = csv(
        &json!({"policy": "wuhan", "level": 2, "as_of": "2025-03-01", "spend": [{"category": "software", "amount": "800000"}]}),
    );
    let lines: Vec<&str> = text.strip_prefix('\u{feff}').unwrap().split("\r\n").collect();
    for line in ["软件,800000.00,计入,,", "投入合计,800000.00,,,", "补助,240000.00,按公布比例,,"] {
        assert!(lines.contains(&line), "{line} is not in {lines:#?}");
    }
    assert!(!text.contains("黄色格"), "a CSV has no cells to type in");
}

#[test]
fn text_that_could_run_as_a_formula_stays_text() {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == "wuhan").unwrap();
    let mut table: Json = serde_json::from_slice(bytes).unwrap();
    for language in ["zh-CN", "zh-Hant", "en"] {
        table["name"][language] = json!("=HYPERLINK(\"x\")");
    }
    for benefit in table["benefits"].as_array_mut().unwrap() {
        benefit["title"] = json!({"zh-CN": "+cmd", "zh-Hant": "+cmd", "en": "+cmd"});
    }
    let table = Table::read(&Value::parse(table.to_string().as_bytes()).unwrap()).unwrap();
    let application = json!({"policy": "wuhan", "level": 2, "spend": []}).to_string();
    let application = subsidy::application::Application::read(&Value::parse(application.as_bytes()).unwrap()).unwrap();
    let text = String::from_utf8(sheets::csv(&table, &application, day(), &strings()).unwrap()).unwrap();
    assert!(text.contains("'+cmd"), "{text}");
    for line in text.trim_start_matches('\u{feff}').lines() {
        assert!(!line.trim_start_matches('"').starts_with(['=', '+', '-', '@']), "{line}");
    }
    let bytes = sheets::workbook(&table, &application, day(), &strings()).unwrap();
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert!(formulas(&mut book).iter().all(|formula| !formula.contains("cmd") && !formula.contains("HYPERLINK")));
}

#[test]
fn the_command_line_writes_both_files_beside_the_answer_and_never_over_its_input() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workbook");
    fs::create_dir_all(&folder).unwrap();
    let [input, xlsx, csv] = ["application.json", "out.xlsx", "out.csv"].map(|name| folder.join(name));
    let application = json!({"policy": "wuhan", "level": 2, "as_of": "2025-03-01", "spend": [{"category": "software", "amount": "800000"}]});
    fs::write(&input, application.to_string()).unwrap();
    let run = |arguments: &[&Path]| {
        let json = [Path::new("estimate"), Path::new("--json"), &input];
        let command = std::process::Command::new(env!("CARGO_BIN_EXE_subsidy")).args(json).args(arguments).output();
        command.unwrap()
    };
    let done = run(&[Path::new("--xlsx"), &xlsx, Path::new("--csv"), &csv]);
    assert_eq!(done.status.code(), Some(0), "{}", String::from_utf8_lossy(&done.stderr));
    assert!(done.stdout.starts_with(b"{\"policy\""));
    let mut book = Xlsx::new(Cursor::new(fs::read(&xlsx).unwrap())).unwrap();
    assert_eq!(named(&mut book, "result_grant")[1], Data::Float(24_000_000.0));
    assert!(fs::read(&csv).unwrap().starts_with("\u{feff}".as_bytes()));

    let refused = run(&[Path::new("--csv"), &input]);
    assert_eq!(refused.status.code(), Some(2));
    assert_eq!(fs::read_to_string(&input).unwrap(), application.to_string());
}
