//! What a file was taken for: its encoding in spite of a broken byte, the units that nobody named.

use super::*;

#[test]
fn a_broken_byte_costs_its_row_and_not_the_encoding() {
    let mut bytes = "企业名称,城市,批次,等级,软件（元）\n甲,南昌,1,2,100000\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"\xff\xfe\x80,\xb0\xb0,1,2,5\n");
    let mut list = read(&bytes);
    assert_eq!(list.source.encoding.unwrap().as_str(), "UTF-8");
    assert_eq!(
        all(&mut list),
        [
            "2|甲|南昌市|第一批|二级|100,000.00|≤ 60,000.00|≥ 40,000.00|上限 · 文件写的是“不超过”",
            "3|\u{fffd}\u{fffd}\u{fffd}|\u{fffd}\u{fffd}|第一批|二级|—|—|—|有问题#B3 没有“\u{fffd}\u{fffd}”的政策表；现有：福州市、鹤壁市、南昌市、松江区、武汉市",
        ]
    );
}

#[test]
fn an_amount_without_a_unit_is_told_until_someone_says_which() {
    let mut list = read("企业名称,城市,批次,等级,软件,云服务（元）,培训费\n甲,南昌,1,2,30,5,1\n".as_bytes());
    let problems = |list: &List| present::opened(list, catalog(), &strings()).unwrap().problems;
    assert_eq!(problems(&list), ["E、G 列是金额，表头没有写单位，按元读；如果是万元，请改选“（万元）”。"]);
    let choice = json!({"columns": [{"index": 4, "meaning": "software:wan"}]});
    list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap();
    assert_eq!(problems(&list), ["G 列是金额，表头没有写单位，按元读；如果是万元，请改选“（万元）”。"]);
    let choice = json!({"columns": [{"index": 6}]});
    list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap();
    assert!(problems(&list).is_empty());
}

#[test]
fn troubles_are_told_in_the_readers_language_alone() {
    let told = |bytes: &[u8]| present::trouble(&refused(bytes), catalog(), &strings()).unwrap();
    assert_eq!(told(b"\n\n"), "文件是空的，里面什么也没有。");
    assert_eq!(told(b"PK\x03\x04 cut off"), "文件损坏，读不出来。请用 Excel 或 WPS 打开，另存一份再试。");
    let mut book = Workbook::new();
    book.add_worksheet().set_name("宽").unwrap().write(0, 1000, 1).unwrap();
    assert_eq!(told(&book.save_to_buffer().unwrap()), "“宽”表有第 1,001 列，最多读 1,000 列。请只留需要的列。");
}

#[test]
fn a_row_that_is_at_fault_as_a_whole_is_named_as_such() {
    let mut list = read("企业名称,城市,批次,等级,软件（元）\n甲,南昌,1\n".as_bytes());
    let reason = "这一行有 3 格，表头有 5 列；或者有引号没有闭合";
    assert_eq!(all(&mut list), [format!("2|甲|南昌市|第一批||—|—|—|有问题#第 2 行 {reason}")]);
    let file = sheets::list::workbook(&mut list, catalog(), day(), &strings()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    assert_eq!(book.worksheet_range("结果").unwrap().get_value((1, 12)), Some(&Data::String("第 2 行".into())));
}

#[test]
fn a_list_of_heads_alone_says_that_it_has_no_rows() {
    let list = read("企业名称,城市,批次,等级,软件（元）\n".as_bytes());
    let totals = present::totals(&list, catalog(), &strings()).unwrap();
    assert_eq!(totals.told, ["名单里没有企业：表头下面没有一行。"]);
}

#[test]
fn hidden_sheets_are_named_and_an_undated_document_is_in_words() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("名单").unwrap();
    sheet.write_row(0, 0, ["城市", "批次", "等级", "软件（元）"]).unwrap();
    sheet.write_row(1, 0, ["鹤壁", "1", "2", "100"]).unwrap();
    book.add_worksheet().set_name("旧名单").unwrap().set_hidden(true);
    let mut list = run(List::open("a.xlsx", book.save_to_buffer().unwrap()).unwrap());
    let told = present::opened(&list, catalog(), &strings()).unwrap().told;
    assert_eq!(told[..2], ["Excel 工作簿，读的是“名单”表。", "隐藏的表没有读：旧名单。"]);
    let file = sheets::list::workbook(&mut list, catalog(), day(), &strings()).unwrap();
    let sums = Xlsx::new(Cursor::new(file)).unwrap().worksheet_range("合计").unwrap();
    let texts: Vec<String> = sums.used_cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(texts.iter().any(|text| text.contains(" 无日期：政策表 hebi")), "{texts:?}");
}
