//! A range whose ends are ceilings is no promise: its rows, sums and files say so, and those of a published rate stay bare.

use super::*;

/// By hand: 鹤壁 pays at level 4 at most 50 % of 1,000,000, and of 1,500,000 where equipment counts; 武汉 gives 40 % outright.
const RANGES: &str = "城市,批次,等级,软件,其他设备,培训\n\
                      鹤壁,,4,1000000,500000,\n\
                      鹤壁,1,3,60万,,\n\
                      武汉,,3,100000,,50000\n";

#[test]
fn a_range_of_ceilings_says_so_in_its_row() {
    let badge = "待确认区间 · 均为上限";
    assert_eq!(
        all(&mut read(RANGES.as_bytes())),
        [
            format!("2||鹤壁市||四级|1,500,000.00|≤ 500,000.00 – 750,000.00|≥ 750,000.00 – 1,000,000.00|{badge}"),
            format!("3||鹤壁市|第一批|三级|600,000.00|≤ 0 – 300,000.00|≥ 300,000.00 – 600,000.00|{badge}"),
            "4||武汉市||三级|150,000.00|40,000.00 – 60,000.00|90,000.00 – 110,000.00|待确认区间".to_owned(),
        ]
    );
}

#[test]
fn sums_count_a_range_of_ceilings_as_a_ceiling() {
    let totals = present::totals(&read(RANGES.as_bytes()), catalog(), &strings()).unwrap();
    let rows = |id: &str| {
        let table = totals.tables.iter().find(|table| table.id == id).unwrap();
        table.rows.iter().map(|row| [&row.label, "|", &row.cells.join("|")].concat()).collect::<Vec<_>>()
    };
    assert_eq!(
        rows("city"),
        [
            "鹤壁市|2|0|2,100,000.00|≤ 1,050,000.00|≥ 1,050,000.00",
            "武汉市|1|0|150,000.00|40,000.00 – 60,000.00|90,000.00 – 110,000.00",
            "合计|3|0|2,250,000.00|≤ 1,110,000.00|≥ 1,140,000.00",
        ]
    );
    assert_eq!(totals.told[1], "补助合计不超过 1,110,000.00 元：其中 2 家是按“不超过”算出的最高数，实际可能更少。");
}

#[test]
fn the_workbook_names_ceilings_too() {
    let mut list = read(RANGES.as_bytes());
    let file = sheets::list::workbook(&mut list, catalog(), day(), &strings()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    let rows = book.worksheet_range("结果").unwrap();
    let kinds: Vec<_> = (1..4).map(|row| rows.get_value((row, 6)).unwrap().to_string()).collect();
    assert_eq!(kinds, ["待确认区间 · 均为上限", "待确认区间 · 均为上限", "待确认区间"]);
}
