//! Formulas of a workbook: what a program stored as their result is read; where none stored one, the cell is no empty one.

use std::io::{Cursor, Read as _, Write as _};

use super::*;

/// A result that stands for none: it is taken out of the file.
const NONE: &str = "987654321";
/// A result that is a text without a letter.
const BLANK: &str = "blank";
/// By which a program that has computed nothing asks whoever opens the file to do so.
const ASKED: &str = "fullCalcOnLoad=\"1\"";

/// A workbook as openpyxl leaves it: formulas whose result nobody has computed, with `<v/>` or without any.
fn without_results(book: &mut Workbook) -> Vec<u8> {
    let none = format!("<v>{NONE}</v>");
    rewritten(&book.save_to_buffer().unwrap(), |content| {
        let blank = content.replace(ASKED, "").replace(&format!("<v>{BLANK}</v>"), "<v></v>");
        blank.replacen(&none, "<v/>", 1).replace(&none, "")
    })
}

/// The same archive with each of its files changed.
pub(super) fn rewritten(bytes: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut entry = archive.by_index(place).unwrap();
        let (name, mut content) = (entry.name().unwrap().into_owned(), String::new());
        entry.read_to_string(&mut content).unwrap();
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(change(&content).as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn formula(text: &str, result: &str) -> Formula {
    Formula::new(text).set_result(result)
}

/// By hand: 南昌 pays 60 % of 350,000; 乙厂's and 己厂's spend is not known to anybody.
fn list() -> List {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["企业名称", "城市", "批次", "等级", "软件（元）", "云服务（元）", "备注"]).unwrap();
    for (row, name) in (1..).zip(["甲厂", "乙厂", "丙厂", "丁厂", "戊厂", "己厂"]) {
        sheet.write(row, 0, name).unwrap().write(row, 1, "南昌").unwrap();
        sheet.write(row, 2, 1).unwrap().write(row, 3, 2).unwrap().write(row, 5, 50_000).unwrap();
        sheet.write(row, 4, 300_000).unwrap();
    }
    // With its result, as a spreadsheet program saves it.
    sheet.write_formula(1, 4, formula("=100000+200000", "300000")).unwrap();
    sheet.write_formula(2, 4, formula("=100000+200000", NONE)).unwrap();
    // Its result is a text without a letter, which is an empty cell to everyone.
    sheet.write_formula(3, 4, formula("=IF(A4=\"\",1,\"\")", BLANK)).unwrap();
    // In a column that is not read.
    sheet.write_formula(4, 6, formula("=A5&\"！\"", NONE)).unwrap();
    sheet.write_formula(5, 1, formula("=B5", NONE)).unwrap();
    sheet.write_formula(6, 5, formula("=IF(A7=\"\",1,2)", NONE)).unwrap();
    run(List::open("a.xlsx", without_results(&mut book)).unwrap())
}

#[test]
fn a_formula_without_a_stored_result_is_an_error_of_its_row() {
    let paid = "南昌市|第一批|二级|350,000.00|≤ 210,000.00|≥ 140,000.00|上限 · 文件写的是“不超过”";
    let told = "文件里没有存下结果；请用 Excel、WPS 或 LibreOffice 打开、保存后再读";
    assert_eq!(
        all(&mut list()),
        [
            format!("2|甲厂|{paid}"),
            format!("3|乙厂|南昌市|第一批|二级|—|—|—|有问题#E3 软件是公式“=100000+200000”，{told}"),
            "4|丙厂|南昌市|第一批|二级|50,000.00|≤ 30,000.00|≥ 20,000.00|上限 · 文件写的是“不超过”".to_owned(),
            format!("5|丁厂|{paid}"),
            format!("6|戊厂|=B5|第一批|二级|—|—|—|有问题#B6 城市是公式“=B5”，{told}"),
            format!("7|己厂|南昌市|第一批|二级|—|—|—|有问题#F7 云服务是公式“=IF(A7=\"\",1,2)”，{told}"),
        ]
    );
}

/// Python's XlsxWriter stores 0 as the result of every formula and asks whoever opens the file to compute it.
#[test]
fn a_stored_zero_of_a_file_that_asks_to_be_computed_is_no_result() {
    let book = |asks: bool| {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_row(0, 0, ["企业名称", "城市", "批次", "等级", "软件（元）", "云服务（元）"]).unwrap();
        sheet.write_row(1, 0, ["甲厂", "南昌"]).unwrap().write_row(1, 2, [1, 2]).unwrap().write(1, 5, 50_000).unwrap();
        sheet.write_formula(1, 4, formula("=100000+200000", "0")).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        rewritten(&bytes, |content| {
            assert!(!content.contains("<calcPr") || content.contains(ASKED));
            if asks { content.to_owned() } else { content.replace(ASKED, "") }
        })
    };
    let answer = |bytes| all(&mut run(List::open("a.xlsx", bytes).unwrap())).remove(0);
    assert!(answer(book(true)).contains("有问题#E2 软件是公式“=100000+200000”"), "{}", answer(book(true)));
    // A program that has computed it found 0: 60 % of 50,000.
    assert!(answer(book(false)).contains("50,000.00|≤ 30,000.00|"), "{}", answer(book(false)));
}

#[test]
fn what_is_taken_along_keeps_the_formula_as_text() {
    let text = String::from_utf8(sheets::list::csv(&mut list(), catalog()).unwrap()).unwrap();
    let line = text.lines().nth(2).unwrap();
    assert!(line.starts_with("乙厂,南昌,1,2,'=100000+200000,50000,,,,,,,invalid_amount,software,E3,"), "{line}");
    assert!(text.contains(",\"'=A5&\"\"！\"\"\","), "{text}");
    let file = sheets::list::workbook(&mut list(), catalog(), day(), &strings()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let rows = book.worksheet_range("结果").unwrap();
    assert_eq!(rows.get_value((2, 4)), Some(&Data::String("=100000+200000".into())));
    assert!(book.worksheet_formula("结果").unwrap().used_cells().all(|(_, _, formula)| formula.is_empty()));
}
