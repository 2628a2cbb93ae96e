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

/// A customer asks why: what was taken, at which rate, whether the cap is reached, by which clause, and what else decides.
#[test]
fn every_row_says_how_its_amount_comes_about() {
    let text = "城市,批次,等级,软件（元）,云服务（元）,培训（元）,咨询诊断（元）\n\
                南昌,1,2,300000,50000,,\n南昌,1,2,900000,,,\n南昌,1,1,300000,,,\n武汉,,3,100000,,50000,\n\
                鹤壁,1,2,200000,,,8000\n福州,,2,100,,,\n火星,,2,100,,,\n";
    let query = Query::read(&value(&json!({"from": 0, "count": 100}))).unwrap();
    let rows = present::rows(&mut read(text.as_bytes()), &query, catalog(), &strings()).unwrap().rows;
    let why: Vec<_> = rows.iter().map(|row| row.why.as_deref().unwrap_or_default()).collect();
    assert_eq!(
        why,
        [
            "350,000.00 × 60%，未超过上限 40 万元（四(五)第18条）",
            "900,000.00 × 60%，达到上限 40 万元，按上限（四(五)第18条）",
            "一级没有补助，改造后须达到二级及以上。",
            "100,000.00 × 40%，未超过上限 40 万元（三(一)第7条）；默认只计入文件列出的投入。若其余 50,000.00 元改造投入也被认定，金额可到 60,000.00 元。",
            "数字化改造补助 200,000.00 × 50%，未超过上限 50 万元（二(六)第19条）；咨询诊断补助 8,000.00 达到上限 5,000.00 元，按上限（二(六)第18条）",
            "方案没有公布补助比例、上限和资金总额，因此不给出金额。请以资金管理办法和市工信局通知为准；取得后可以填入自己的比例和上限。",
            "",
        ]
    );
}
