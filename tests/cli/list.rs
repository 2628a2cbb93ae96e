//! Lists on the command line: what is read of a file is told, and what is in doubt is refused rather than left out.

use rust_xlsxwriter::Workbook;

use super::{file, subsidy, text};

/// A list as CSV: the status, the answer, and what stands on standard error.
fn list(arguments: &[&str], csv: &str) -> (i32, String, String) {
    answered(arguments, csv.as_bytes())
}

fn answered(arguments: &[&str], file: &[u8]) -> (i32, String, String) {
    let output = subsidy(&[&["batch", "-", "--format", "csv"], arguments].concat(), file);
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// The grants of a CSV without quotes.
fn grants(shown: &str) -> Vec<&str> {
    let place = shown.lines().next().unwrap().split(',').position(|head| head == "grant").unwrap();
    shown.lines().skip(1).map(|line| line.split(',').nth(place).unwrap()).collect()
}

#[test]
fn an_amount_without_a_unit_is_told() {
    let csv = "企业名称,城市,批次,等级,软件,云服务（元）,培训\n甲,南昌,1,2,30,,\n";
    let (status, shown, told) = list(&[], csv);
    assert_eq!((status, grants(&shown)), (0, vec!["18.00"]));
    let line = "subsidy: no unit is named, read as yuan: 软件, 培训 (ten thousands: --map COLUMN=MEANING:wan)\n";
    assert!(told.contains(line), "{told}");
    // By hand: 60 % of 300,000.
    let (_, shown, told) = list(&["--map", "软件=software:wan", "--map", "培训="], csv);
    assert_eq!(grants(&shown), ["180000.00"]);
    assert!(!told.contains("no unit"), "{told}");
}

#[test]
fn an_amount_is_not_left_out_because_its_head_occurs_twice() {
    let csv = "企业名称,城市,批次,等级,软件（元）,软件（元）\n甲,南昌,1,2,100000,50000\n";
    let (status, shown, told) = list(&[], csv);
    assert_eq!((status, &*shown), (2, ""));
    let [words, line] = told.lines().collect::<Vec<_>>()[..] else { panic!("{told}") };
    assert_eq!(
        words,
        "subsidy: columns E, F (软件（元）, 软件（元）) all state \"software\"; say what F states: --map F=MEANING, or --map F= to keep it unread"
    );
    assert!(line.starts_with(r#"{"error":{"code":"duplicate_key","path":"software""#), "{line}");
    // By hand: 60 % of 150,000, or of 100,000.
    let (status, shown, _) = list(&["--map", "F=software"], csv);
    assert_eq!((status, grants(&shown)), (0, vec!["90000.00"]));
    let (status, shown, _) = list(&["--map", "F="], csv);
    assert_eq!((status, grants(&shown)), (0, vec!["60000.00"]));
    // What is no amount is told, as any column that is only kept.
    let (status, _, told) = list(&[], "企业名称,公司,城市,批次,等级,软件（元）\n甲,乙,南昌,1,2,100000\n");
    assert_eq!(status, 0);
    assert!(told.contains("columns kept and not read: 公司\n"), "{told}");
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["企业名称", "城市", "批次", "等级", "软件（元）"]).unwrap();
    sheet.write_row(1, 0, ["甲", "南昌", "1", "2"]).unwrap().write(1, 4, 100_000).unwrap();
    book.save_to_buffer().unwrap()
}

#[test]
fn a_file_is_what_it_holds_and_not_what_it_is_called() {
    let path = file("really-a-workbook.csv", &workbook());
    let output = subsidy(&["batch", path.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(grants(&text(&output.stdout)), ["60000.00"]);

    let old = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 1024]].concat();
    for (name, bytes, kind) in [
        ("old.xls", &*old, "xls"),
        ("old.csv", &old, "xls"),
        ("page.xls", b"<html><table>", "html"),
        ("paper", b"%PDF-1.7", "pdf"),
    ] {
        let path = file(name, bytes);
        let output = subsidy(&["batch", path.to_str().unwrap()], b"");
        assert_eq!((output.status.code(), &*text(&output.stdout)), (Some(2), ""), "{name}");
        let told = text(&output.stderr);
        let message = format!("a file of the kind {kind} is not read; allowed: xlsx, csv, txt");
        assert!(told.contains(&message), "{name}: {told}");
    }
}

#[test]
fn an_output_of_a_kind_that_is_not_written_is_refused() {
    let path = file("answers.json", b"mine");
    let arguments = ["batch", "-", "--format", "csv", "-o", path.to_str().unwrap()];
    // Whoever names the format has it under any name.
    assert_eq!(subsidy(&arguments, b"policy,level\nwuhan,2\n").status.code(), Some(0));
    let path = file("answers.json", b"mine");
    let named = file("list.csv", "城市,等级,软件（元）\n武汉,2,1\n".as_bytes());
    for input in [&named, &file("contract.csv", b"policy,level\nwuhan,2\n"), &file("list.xlsx", &workbook())] {
        let output = subsidy(&["batch", input.to_str().unwrap(), "-o", path.to_str().unwrap()], b"");
        assert_eq!(output.status.code(), Some(2), "{input:?}");
        let told = text(&output.stderr);
        let error = r#"{"error":{"code":"unknown_value","path":"output","params":{"found":"json","allowed":["csv","txt","xlsx"]}"#;
        assert!(told.starts_with(error), "{told}");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    }
}

#[test]
fn what_may_mean_something_else_is_asked_for_and_not_left_out() {
    for (csv, says) in [
        ("城市,batch,批次,等级,软件（元）\n南昌,1,3,2,100000\n", "columns B, C (batch, 批次) all state \"batch\""),
        (
            "城市,批次,目标等级,数字化水平,软件（元）\n南昌,1,2,1,100000\n",
            "columns C, D (目标等级, 数字化水平) all state \"level\"",
        ),
        ("城市,批次,等级,软件（千元）\n南昌,1,2,100\n", "column D (软件（千元）) may state \"software\""),
        ("城市,批次,等级（改造前）,软件（元）\n南昌,1,1,100000\n", "column C (等级（改造前）) may state \"level\""),
    ] {
        let (status, shown, told) = list(&[], csv);
        assert_eq!((status, shown.as_str()), (2, ""), "{csv}");
        assert!(told.starts_with(&format!("subsidy: {says}")), "{told}");
    }
    let (status, _, told) = list(&["--map", "软件（万元）=software"], "城市,批次,等级,软件（万元）\n南昌,1,2,100000\n");
    assert_eq!(status, 0);
    assert!(told.contains("column D (软件（万元）) names another unit than it is read in: software\n"), "{told}");
}

/// A list whose first Chinese character stands behind what is looked at first.
#[test]
fn the_encoding_of_a_long_list_is_told_by_its_first_character_that_tells_it() {
    let plain: String = (0..5000).map(|number| format!("company{number:06},nanchang,1,2,300000\n")).collect();
    let text = [
        "name,city,batch,level,software\n",
        &plain,
        "甲厂,南昌市,第一批,二级,30万\n鑫源,武汉市,,三级,８００，０００\n",
    ]
    .concat();
    for bytes in [text.clone().into_bytes(), encoding_rs::GB18030.encode(&text).0.into_owned()] {
        let (status, shown, told) = answered(&["--as-of", "2024-09-30"], &bytes);
        assert_eq!(status, 0, "{told}");
        let last: Vec<&str> = shown.lines().rev().take(2).collect();
        assert!(last[1].starts_with("甲厂,南昌市,第一批,二级,30万,upper_limit,180000.00,"), "{}", last[1]);
        assert!(last[0].starts_with("鑫源,武汉市,,三级,８００，０００,published_rate,320000.00,"), "{}", last[0]);
    }
}

#[test]
fn of_two_sheets_with_customers_one_has_to_be_named() {
    let mut book = Workbook::new();
    for (name, customer) in [("一期", "甲"), ("二期", "乙")] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["企业名称", "城市", "批次", "等级", "软件（元）"]).unwrap();
        sheet.write_row(1, 0, [customer, "南昌", "1", "2"]).unwrap().write(1, 4, 100_000).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let (status, _, told) = answered(&[], &bytes);
    assert_eq!(status, 2);
    assert!(
        told.starts_with("subsidy: several sheets have known heads (一期, 二期); say which is meant: --sheet NAME\n"),
        "{told}"
    );
    let (status, shown, told) = answered(&["--sheet", "二期"], &bytes);
    assert_eq!(status, 0, "{told}");
    assert!(shown.contains("乙,南昌,1,2,100000,upper_limit,60000.00,"), "{shown}");
}

/// The contract's own columns, too: who opens the file does not know which form it has.
#[test]
fn no_text_of_a_csv_becomes_a_formula() {
    let csv = "policy,batch,level,software,note\nnanchang,1,2,300000,=1+1\nnanchang,1,2,300000,＋1\n=cmd,1,2,5,-1\n";
    let (status, shown, _) = list(&[], csv);
    assert_eq!(status, 1);
    let starts: Vec<&str> = shown.lines().skip(1).map(|line| line.split(",upper").next().unwrap()).collect();
    assert_eq!(starts[..2], ["nanchang,1,2,300000,'=1+1", "nanchang,1,2,300000,'＋1"]);
    assert!(starts[2].starts_with("'=cmd,1,2,5,-1,"), "{shown}");
}
