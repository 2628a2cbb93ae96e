//! What could be read as another amount, another day or another row than the one that stands there.

use super::formulas::rewritten;
use super::*;

/// Enterprises of 南昌, first batch, level 2: their names and what they are told, under these heads.
fn judged(text: &str) -> Vec<String> {
    let held = json!({"defaults": {"policy": "nanchang", "batch": 1, "level": 2}});
    let mut list = List::open("名单.csv", text.as_bytes().to_vec()).unwrap();
    list.choose(catalog(), day(), &Choice::read(&value(&held)).unwrap()).unwrap();
    all(&mut run(list)).iter().map(|row| row.split('|').rev().take(3).collect::<Vec<_>>().join("|")).collect()
}

/// Wherever the word stands and whatever is said beside it: counted as a customer it would double every sum.
#[test]
fn a_row_that_adds_up_is_no_customer() {
    for sum in [
        "合计,,600000",
        ",合计（元）,600000",
        ",本页合计,600000",
        ",总额,600000",
        ",合计：2家,600000",
        "共2家,,600000",
        ",Grand total,600000",
        ",Sub-total:,600000",
        ",,合计",
    ] {
        let rows = judged(&format!("序号,企业名称,软件（元）\n1,甲,300000\n2,乙,300000\n{sum}\n"));
        let (last, ones) = rows.split_last().unwrap();
        assert!(ones.iter().all(|row| row.contains("≥ 120,000.00|≤ 180,000.00")), "{ones:?}");
        assert!(last.contains("看来是合计行，不是企业，没有算"), "{sum}: {last}");
    }
    // Names that only look like one; 60 % of 300,000.
    for name in ["合和", "乙家", "会计之家", "小计科技", "金额", "总和堂医药", "Total Energy", "Metal"]
    {
        let rows = judged(&format!("序号,企业名称,软件（元）\n1,{name},300000\n"));
        assert!(rows[0].contains("≤ 180,000.00"), "{name}: {rows:?}");
    }
}

#[test]
fn what_stands_behind_a_day_is_not_passed_over() {
    let rows =
        judged("企业名称,测算日,软件（元）\n甲,2025-03-01 08:00:00,300000\n乙,2025-03-01 至 2025-04-01,300000\n");
    assert!(rows[0].contains("≤ 180,000.00"), "{rows:?}");
    assert!(rows[1].contains("有问题"), "{rows:?}");
}

/// A sheet whose cells are rewritten as no writer here would write them.
fn sheet(change: impl Fn(&str) -> String) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let dated = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_row(0, 0, ["企业名称", "城市", "批次", "等级", "软件（元）", "测算日"]).unwrap();
    sheet.write_row(1, 0, ["甲", "南昌"]).unwrap().write(1, 2, 1).unwrap().write(1, 3, 2).unwrap();
    sheet.write(1, 4, 300_000).unwrap().write_with_format(1, 5, 45_717, &dated).unwrap();
    rewritten(&book.save_to_buffer().unwrap(), change)
}

#[test]
fn a_number_under_a_dates_look_is_no_day_that_nobody_wrote() {
    let told = |number: &str| {
        let file = sheet(|content| content.replace("<v>45717</v>", &format!("<v>{number}</v>")));
        all(&mut run(List::open("a.xlsx", file).unwrap())).remove(0)
    };
    assert!(told("45717").contains("≤ 180,000.00"), "1 March 2025: {}", told("45717"));
    for number in ["20250301", "2958466", "-1"] {
        assert!(told(number).contains(&format!("“{number}”不是日期")), "{}", told(number));
    }
}

#[test]
fn rows_that_no_sheet_has_are_refused_at_once() {
    let file = sheet(|content| content.replace("r=\"2\"", "r=\"4294967295\"").replace("2\"", "4294967295\""));
    let error = refused(&file);
    assert_eq!((error.code().as_str(), error.path()), ("invalid_file", "Sheet1"), "{error}");
}

/// However the promise is written, room for it is made by whoever reads the texts.
#[test]
fn texts_are_not_promised_in_vain() {
    for promise in [
        "<sst uniqueCount = \"9999999999999\">",
        "<!-- uniqueCount=\"1\" --><sst uniqueCount=\"9999999999999\">",
        "<sst uniqueCount\n=\n'9999999999999'>",
    ] {
        let file = sheet(|content| match content.split_once("<sst") {
            Some((before, rest)) => [before, promise, rest.split_once('>').unwrap().1].concat(),
            None => content.to_owned(),
        });
        let error = refused(&file);
        assert_eq!(
            (error.code().as_str(), error.path()),
            ("invalid_file", "xl/sharedStrings.xml"),
            "{promise}: {error}"
        );
    }
}

#[test]
fn more_columns_than_are_read_are_refused_in_a_text_too() {
    let error = refused(format!("企业名称,城市{}\n", ",".repeat(2_000_000)).as_bytes());
    assert_eq!(error.code().as_str(), "too_many_items", "{error}");
    assert_eq!(
        present::trouble(&error, catalog(), &strings()).unwrap(),
        "表格有 1,000 列以上，最多读 1,000 列。请只留需要的列。"
    );
}

/// What the file says stays as it says it: a number is written as one only where it is shown the same.
#[test]
fn nothing_of_a_row_is_lost_or_changed_in_the_workbook() {
    let text = "企业名称,城市,批次,等级,软件（元）\n\
                甲,南昌,1,2,300000,=1+1,more\n\
                乙,南昌,1,2,007\n\
                丙,南昌,1,2,12345678901234567890\n\
                丁,南昌,1,2,123456789012.345678\n\
                戊,南昌,1,2,300000.50\n";
    let file = sheets::list::workbook(&mut read(text.as_bytes()), catalog(), day(), &strings()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let rows = book.worksheet_range("结果").unwrap();
    let cell = |row: u32, column: u32| rows.get_value((row, column)).cloned().unwrap_or_default();
    assert_eq!([cell(1, 14), cell(1, 15)], ["=1+1", "more"].map(|text| Data::String(text.into())));
    let amounts: Vec<_> = (2..=4).map(|row| cell(row, 4)).collect();
    assert_eq!(amounts, ["007", "12345678901234567890", "123456789012.345678"].map(|text| Data::String(text.into())));
    assert_eq!(cell(5, 4), Data::Float(300_000.5));
}

/// By hand: 南昌 pays at most 60 % of 300,000; 武汉 40 % of 100,000, or of 150,000; 鹤壁 at most 50 % of 1,000,000, or of 1,500,000.
#[test]
fn the_workbook_gives_bounds_and_no_ceiling_as_a_least_grant() {
    let text = "城市,批次,等级,软件（元）,其他设备（元）,培训（元）\n\
                南昌,1,2,300000,,\n武汉,,3,100000,,50000\n鹤壁,,4,1000000,500000,\n武汉,,2,100000,,\n福州,,2,100,,\n";
    let file = sheets::list::workbook(&mut read(text.as_bytes()), catalog(), day(), &strings()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let rows = book.worksheet_range("结果").unwrap();
    let shown = |row: u32| {
        let cells: Vec<_> = (7..=11).map(|column| rows.get_value((row, column)).map(Data::to_string)).collect();
        cells.into_iter().map(Option::unwrap_or_default).collect::<Vec<_>>().join("|")
    };
    assert_eq!(shown(0), "投入（元）|补助不低于（元）|补助不超过（元）|企业净投入不低于（元）|企业净投入不超过（元）");
    assert_eq!(shown(1), "300000||180000|120000|");
    assert_eq!(shown(2), "150000|40000|60000|90000|110000");
    assert_eq!(shown(3), "1500000||750000|750000|");
    assert_eq!(shown(4), "100000|30000|30000|70000|70000");
    assert_eq!(shown(5), "100||||");
}

#[test]
fn amounts_that_are_not_used_and_units_that_contradict_are_told() {
    let text = "企业名称,城市,批次,等级,软件（千元）,MES等投入(万),顾问费,云服务（万元）\n甲,南昌,1,2,1,2,3,4\n";
    let mut list = read(text.as_bytes());
    let problems = |list: &List| present::opened(list, catalog(), &strings()).unwrap().problems;
    assert_eq!(
        problems(&list),
        [
            "E 列的表头里，括号中的说明没有读懂（例如单位或“改造前”），没有用于测算。请选择它是什么；确实不用的，请选“不用于测算”。",
            "F、G 列看来是金额，没有用于测算。属于投入的，请选择它是哪一类。",
        ]
    );
    let choice = json!({"columns": [{"index": 4}, {"index": 5, "meaning": "software"}, {"index": 6, "meaning": "services"}, {"index": 7, "meaning": "cloud"}]});
    list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap();
    assert_eq!(problems(&list), ["F、H 列：表头里写的单位和所选的单位不同，请核对。"]);
}

/// A choice that cannot be taken changes nothing: rows stand beside the columns and the sheet that they were judged by.
#[test]
fn a_choice_that_is_refused_leaves_the_list_as_it_was() {
    let mut book = Workbook::new();
    for (name, customer, amount) in [("一期", "甲", 300_000), ("二期", "乙", 500_000)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["企业名称", "城市", "批次", "等级", "软件（元）"]).unwrap();
        sheet.write_row(1, 0, [customer, "南昌", "1", "2"]).unwrap().write(1, 4, amount).unwrap();
    }
    let mut list = run(List::open("a.xlsx", book.save_to_buffer().unwrap()).unwrap());
    let before = (all(&mut list), present::opened(&list, catalog(), &strings()).unwrap().taken);
    for choice in [
        json!({"sheet": "二期", "columns": [{"index": 99, "meaning": "level"}]}),
        json!({"columns": [{"index": 4, "meaning": "software:wan"}, {"index": 2, "meaning": "level"}]}),
        json!({"sheet": "三期"}),
    ] {
        list.choose(catalog(), day(), &Choice::read(&value(&choice)).unwrap()).unwrap_err();
        let after = (all(&mut list), present::opened(&list, catalog(), &strings()).unwrap().taken);
        assert_eq!(after, before, "{choice}");
    }
}

/// By hand, from the documents: 松江's term ends on 31 October 2026, the stages of 南昌 with the second half of 2025.
#[test]
fn a_list_says_of_which_city_the_time_is_over() {
    let told = |as_of: &str| {
        let mut list =
            List::open("a.csv", "城市,批次,等级,软件（元）\n南昌,1,2,0\n松江,,2,100\n".as_bytes().to_vec()).unwrap();
        let held = json!({"defaults": {"as_of": as_of}});
        list.choose(catalog(), day(), &Choice::read(&value(&held)).unwrap()).unwrap();
        let mut list = run(list);
        (present::totals(&list, catalog(), &strings()).unwrap().told, all(&mut list))
    };
    let over = |told: &[String], city: &str| told.iter().any(|said| said.starts_with(&[city, "："].concat()));
    let (early, rows) = told("2025-06-30");
    assert!(!over(&early, "南昌市") && !over(&early, "松江区"), "{early:?}");
    // Of nothing nothing is a ceiling, and that nothing was stated is told.
    assert!(rows[0].contains("|0.00|0.00|0.00|"), "{rows:?}");
    assert!(early.contains(&"1 家没有写投入，按 0 元算。".to_owned()), "{early:?}");
    let (late, _) = told("2026-11-29");
    assert!(over(&late, "南昌市") && over(&late, "松江区"), "{late:?}");
    assert!(late.iter().any(|said| said.contains("增值税")), "{late:?}");
}
