//! An officer's list against a programme's money. Every expected figure is worked out by hand beside it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::io::Cursor;
use std::sync::OnceLock;

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value as Json, json};
use subsidy::catalog::{Catalog, Table, programme};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::list::{Choice, List};
use subsidy::portfolio::Portfolio;
use subsidy::present::portfolio::{PortfolioReport, report};
use subsidy::programme::Programme;
use subsidy::sheets::template::Whose;
use subsidy::strings::{Language, Strings};
use subsidy::{sheets, wire};

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn day() -> Date {
    Date::parse("2025-03-01").unwrap()
}

fn strings() -> Strings {
    Strings::embedded(Language::Simplified).unwrap()
}

fn tables(city: &str) -> (Table, Programme) {
    let table = catalog().find(city, day()).unwrap().clone();
    let programme = programme(None, &table).unwrap().unwrap();
    (table, programme)
}

/// A file read to its end; rows that name no city are of this one.
fn list(city: &str, text: &str) -> List {
    of_city(city, List::open("台账.csv", text.as_bytes().to_vec()).unwrap())
}

fn of_city(city: &str, mut list: List) -> List {
    let choice = json!({"defaults": {"policy": city}}).to_string();
    list.choose(catalog(), day(), &Choice::read(&Value::parse(choice.as_bytes()).unwrap()).unwrap()).unwrap();
    while !list.step(catalog(), day(), 3).unwrap().finished {}
    list
}

fn with<T>(city: &str, text: &str, see: impl FnOnce(&Portfolio, &Table, &Programme) -> T) -> T {
    let (table, programme) = tables(city);
    let portfolio = list(city, text).portfolio(catalog(), &table, &programme, day()).unwrap();
    see(&portfolio, &table, &programme)
}

fn asked(city: &str, text: &str) -> Json {
    with(city, text, |portfolio, _, _| serde_json::from_slice(&wire::bytes_of(portfolio).unwrap()).unwrap())
}

fn told(city: &str, text: &str) -> PortfolioReport {
    with(city, text, |portfolio, table, programme| report(portfolio, table, programme, catalog(), &strings()))
}

/// 南昌 pays 60 % up to 400,000 in the first batch and 50 % up to 350,000 in the second, from level 2 on.
///
/// | row | ceiling | approved | liability | paid |
/// |---|---|---|---|---|
/// | 甲 | 600,000 × 60 % = 360,000 | 360,000 | 360,000 | 180,000 |
/// | 乙 | 1,000,000 × 60 %: the cap, 400,000 | 350,000, 50,000 below | 350,000 | 350,000 |
/// | 丙 | 200,000 × 60 % = 120,000 | 150,000, 30,000 above | 150,000 | – |
/// | 丁 | 800,000 × 50 %: the cap, 350,000 | – | 350,000 | 100,000 |
/// | 戊 | 400,000 × 50 % = 200,000 | 200,000 | 200,000 | 250,000, 50,000 too much |
/// | 己 | level 1: 0 | – | 0 | – |
/// | 庚 | unreadable | 100,000 | 100,000 | 50,000 |
/// | 辛 | 666,666.67 × 60 % = 400,000.002: the cap, 400,000 | unreadable | 400,000 | – |
const NANCHANG: &str = "南昌市试点企业资金台账,,,,,,,,,\n\
    企业名称,统一社会信用代码,城市,区县,批次,等级,软件（万元）,云服务（元）,核定金额（万元）,已拨付（元）\n\
    甲厂,91360100MA35AAAA01,,南昌县,第一批,二级,50,100000,36,180000\n\
    乙厂,91360100MA35AAAA02,南昌,南昌县,第一批,三级,100,,35,\"350,000\"\n\
    丙厂,,,青山湖区,第一批,二级,20,,15,\n\
    丁厂,,,青山湖区,第二批,二级,80,,,10万\n\
    戊厂,,,高新区,第二批,四级,40,,20,250000\n\
    =己厂,,,高新区,第二批,一级,30,,,\n\
    庚厂,,,高新区,第一批,二级,3OO,,10,50000\n\
    辛厂,,,,第一批,三级,,666666.67,待定,\n\
    壬厂,,武汉,,,二级,10,,20,200000\n\
    合计,,,,,,,,999,9999999\n";

/// A range that is none.
fn flat(amount: &str) -> Json {
    json!({"amount": amount, "low": amount, "high": amount})
}

/// Of a group: key, how many, ceiling, approved, liability, paid, outstanding.
fn groups(groups: &Json) -> Vec<Json> {
    let of = |group: &Json| {
        let sum = &group["sum"];
        let amounts = ["ceiling", "liability", "outstanding"].map(|name| {
            assert_eq!(sum[name], flat(sum[name]["amount"].as_str().unwrap()), "{name}");
            sum[name]["amount"].clone()
        });
        let [ceiling, liability, outstanding] = amounts;
        json!([group["key"], sum["count"], ceiling, sum["approved"], liability, sum["paid"], outstanding])
    };
    groups.as_array().unwrap().iter().map(of).collect()
}

#[test]
fn a_list_of_two_batches_and_three_districts() {
    let answer = asked("nanchang", NANCHANG);
    let all = &answer["all"];
    assert_eq!(json!([all["count"], all["not_judged"], all["unknown"], all["at_cap"]]), json!([8, 1, 0, 3]));
    assert_eq!(json!([all["approved_count"], all["paid_count"]]), json!([5, 5]));
    // 360 + 400 + 120 + 350 + 200 + 0 + 400 = 1,830 thousand.
    assert_eq!(all["ceiling"], flat("1830000.00"));
    // 360 + 350 + 150 + 200 + 100 = 1,160 thousand; below: 乙 alone; above: 丙 alone.
    assert_eq!(all["approved"], "1160000.00");
    assert_eq!(all["below"], flat("50000.00"));
    assert_eq!(all["above"], "30000.00");
    // 360 + 350 + 150 + 350 + 200 + 0 + 100 + 400 = 1,910 thousand.
    assert_eq!(all["liability"], flat("1910000.00"));
    // 180 + 350 + 100 + 250 + 50 = 930 thousand, of which 戊 has 50 too much; 1,910 − 930 = 980.
    assert_eq!(json!([all["paid"], all["overpaid"]]), json!(["930000.00", "50000.00"]));
    assert_eq!(all["outstanding"], flat("980000.00"));
    assert_eq!(
        groups(&answer["batches"]),
        [
            // 甲 乙 丙 庚 辛.
            json!([1, 5, "1280000.00", "960000.00", "1360000.00", "580000.00", "780000.00"]),
            // 丁 戊 己.
            json!([2, 3, "550000.00", "200000.00", "550000.00", "350000.00", "200000.00"]),
        ]
    );
    assert_eq!(
        groups(&answer["levels"]),
        [
            json!([1, 1, "0.00", "0.00", "0.00", "0.00", "0.00"]),
            // 甲 丙 丁 庚.
            json!([2, 4, "830000.00", "610000.00", "960000.00", "330000.00", "630000.00"]),
            // 乙 辛.
            json!([3, 2, "800000.00", "350000.00", "750000.00", "350000.00", "400000.00"]),
            json!([4, 1, "200000.00", "200000.00", "200000.00", "250000.00", "-50000.00"]),
        ]
    );
    assert_eq!(
        groups(&answer["districts"]),
        [
            // The programme prints it as 南昌县（含小蓝）.
            json!(["nanchang_county", 2, "760000.00", "710000.00", "710000.00", "530000.00", "180000.00"]),
            json!(["qingshanhu", 2, "470000.00", "150000.00", "500000.00", "100000.00", "400000.00"]),
            json!(["hitech", 3, "200000.00", "300000.00", "300000.00", "300000.00", "0.00"]),
            json!([null, 1, "400000.00", "0.00", "400000.00", "0.00", "400000.00"]),
        ]
    );
}

#[test]
fn what_is_out_of_order_is_a_flag_and_corrects_nothing() {
    let answer = asked("nanchang", NANCHANG);
    let rows = answer["enterprises"].as_array().unwrap();
    let told: Vec<_> = rows.iter().map(|row| json!([row["row"], row["name"], row["aside"], row["marks"]])).collect();
    assert_eq!(
        told,
        [
            json!([3, "甲厂", null, []]),
            json!([4, "乙厂", null, ["at_cap"]]),
            json!([5, "丙厂", null, ["approved_above_ceiling"]]),
            json!([6, "丁厂", null, ["at_cap"]]),
            json!([7, "戊厂", null, ["paid_above_approved"]]),
            json!([8, "=己厂", null, []]),
            json!([9, "庚厂", null, ["not_judged"]]),
            json!([10, "辛厂", null, ["at_cap", "approved_unread"]]),
            json!([11, "壬厂", "other_city", []]),
            json!([12, "合计", "sums_up", []]),
        ]
    );
    assert_eq!(json!([rows[2]["approved"], rows[2]["liability"]]), json!(["150000.00", flat("150000.00")]));
    assert_eq!(rows[4]["outstanding"], flat("-50000.00"));
    assert_eq!(rows[6]["ceiling"], Json::Null);
    let fault = |row: usize| json!([rows[row]["faults"][0]["cell"], rows[row]["faults"][0]["error"]["code"]]);
    assert_eq!(fault(6), json!(["G9", "invalid_amount"]));
    assert_eq!(fault(7), json!(["I10", "invalid_amount"]));
}

#[test]
fn what_is_left_in_each_line() {
    let answer = asked("nanchang", NANCHANG);
    let lines: Vec<_> = answer["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| json!([line["line"], line["pool"], line["amount"]]))
        .collect();
    assert_eq!(lines.len(), 6);
    assert_eq!(lines[0], json!(["transformation", "transformation", "124800000.00"]));
    // 124,800 − 1,910 = 122,890 thousand; 124,800 − 930 = 123,870. 己 draws nothing.
    assert_eq!(
        answer["lines"][0]["charged"],
        json!({"count": 7, "liability": flat("1910000.00"), "paid": "930000.00", "left": flat("122890000.00"),
               "short": flat("0.00"), "left_unpaid": "123870000.00", "short_unpaid": "0.00"})
    );
    assert!(answer["lines"].as_array().unwrap()[1..].iter().all(|line| line["charged"].is_null()));
    assert_eq!(answer["unplaced"], Json::Null);
    let view = told("nanchang", NANCHANG);
    assert_eq!(
        view.lines_told,
        [
            "开展中小企业数字化改造工作：资金 124,800,000.00 元，名单需安排 1,910,000.00 元，还剩 122,890,000.00 元。",
            "名单不涉及，仍是文件的数额：打造平台体系、奖励资金、全过程监测费用、验收评测费用、生态建设经费。",
        ]
    );
}

#[test]
fn who_it_is_about_is_named() {
    let view = told("nanchang", NANCHANG);
    assert_eq!(view.told[0], "共 8 家企业：需安排 1,910,000.00 元，已拨付 930,000.00 元，尚未拨付 980,000.00 元。");
    let people = view.people.iter().map(|people| {
        let rows = people.rows.iter().map(|row| [&row.place, " ", &row.name, " ", &row.told].concat());
        [people.title.clone()].into_iter().chain(rows).collect::<Vec<_>>().join("|")
    });
    assert_eq!(
        people.collect::<Vec<_>>(),
        [
            "达到上限：3 家|第 4 行 乙厂 政策上限 400,000.00|第 6 行 丁厂 政策上限 350,000.00|第 10 行 辛厂 政策上限 400,000.00",
            "核定高于政策上限：1 家|第 5 行 丙厂 核定 150,000.00，政策上限 120,000.00",
            "拨付多于核定：1 家|第 7 行 戊厂 已拨付 250,000.00，核定 200,000.00",
            "算不出上限：1 家|第 9 行 庚厂 G9 软件“3OO”不是金额；请写成 300000 或 30万；核定 100,000.00，已拨付 50,000.00",
            "核定金额读不懂：1 家|第 10 行 辛厂 I10 核定金额“待定”不是金额；请写成 300000 或 30万",
            "别的城市的企业：1 家|第 11 行 壬厂 核定 200,000.00，已拨付 200,000.00",
            "合计行：1 家|第 12 行 合计 核定 9,990,000.00，已拨付 9,999,999.00",
        ]
    );
    // Every enterprise counts in a group of each table, and 合计 is the sum of them.
    for table in &view.tables {
        let counts = table.rows.iter().map(|row| row.cells[0].parse::<u32>().unwrap()).collect::<Vec<_>>();
        let (all, groups) = counts.split_last().unwrap();
        assert_eq!((*all, groups.iter().sum::<u32>()), (8, 8), "{}", table.id);
    }
}

/// 鹤壁, first batch: level 2 is paid 50 % up to 500,000; level 3 is not named, so nothing or the same; a diagnosis is
/// paid back up to 5,000 from a line of its own, of 2,000,000.
const HEBI: &str = "企业名称,区县,批次,等级,软件,咨询诊断,核定金额,已拨付\n\
    甲,淇滨区,1,3,800000,,,\n\
    乙,淇滨区,1,2,200000,8000,,30000\n\
    丙,山城区,1,2,2000000,,400000,400000\n\
    丁,山城区,1,2,100000,3000,50000,\n";

#[test]
fn readings_that_differ_stay_a_range_and_two_lines_are_kept_apart() {
    let answer = asked("hebi", HEBI);
    let all = &answer["all"];
    // 甲 0 to 400,000; 乙 100,000 + 5,000; 丙 500,000; 丁 50,000 + 3,000.
    assert_eq!(all["ceiling"], json!({"amount": "1058000.00", "low": "658000.00", "high": "1058000.00"}));
    // 丙 400,000 and 丁 50,000 are approved.
    assert_eq!(all["liability"], json!({"amount": "955000.00", "low": "555000.00", "high": "955000.00"}));
    assert_eq!(all["outstanding"], json!({"amount": "525000.00", "low": "125000.00", "high": "525000.00"}));
    assert_eq!(all["below"], flat("103000.00"));
    let line = |id: &str| answer["lines"].as_array().unwrap().iter().find(|line| line["line"] == id).unwrap();
    // 甲, 乙 without its diagnosis, 丙. The document does not print what this line has.
    let transformation = &line("transformation")["charged"];
    assert_eq!(transformation["liability"], json!({"amount": "900000.00", "low": "500000.00", "high": "900000.00"}));
    assert_eq!(json!([line("transformation")["amount"], transformation["left"]]), json!([null, null]));
    // 乙's diagnosis; 2,000,000 − 5,000.
    let diagnosis = &line("diagnosis")["charged"];
    assert_eq!(json!([diagnosis["count"], diagnosis["left"]]), json!([1, flat("1995000.00")]));
    // What 丁 was granted and what 乙 was paid is for both lines: nobody divided it, and neither do we.
    let unplaced = &answer["unplaced"];
    assert_eq!(json!([unplaced["count"], unplaced["paid"]]), json!([2, "30000.00"]));
    assert_eq!(unplaced["liability"], flat("50000.00"));
    // Districts that the programme does not name stay as they are typed.
    assert_eq!(groups_of(&answer["districts"]), ["山城区", "淇滨区"]);
    let view = told("hebi", HEBI);
    assert_eq!(
        view.lines_told[0],
        "试点企业数字化改造：文件未公布金额，算不出还剩多少；名单需安排 500,000.00 – 900,000.00 元，已拨付 400,000.00 元。"
    );
}

fn groups_of(groups: &Json) -> Vec<&str> {
    groups.as_array().unwrap().iter().map(|group| group["key"].as_str().unwrap_or("?")).collect()
}

#[test]
fn without_a_rate_there_is_no_ceiling_and_what_is_approved_counts() {
    let answer =
        asked("songjiang", "企业,等级,软件,核定金额,已拨付\n甲,2,100,300000,100000\n乙,2,100,,20000\n丙,2,100,,\n");
    let all = &answer["all"];
    assert_eq!(json!([all["count"], all["not_published"], all["not_judged"], all["unknown"]]), json!([3, 3, 0, 1]));
    // 甲's approved amount; 乙 was paid 20,000 at the least; of 丙 nothing is known, which is not 0.
    assert_eq!(json!([all["liability"], all["outstanding"]]), json!([flat("320000.00"), flat("200000.00")]));
    assert_eq!(answer["enterprises"][2]["liability"], Json::Null);
    let view = told("songjiang", "企业,等级,软件\n丙,2,100\n");
    assert_eq!(view.told[0], "共 1 家企业：需安排 — 元，已拨付 0.00 元，尚未拨付 — 元。");
    assert_eq!(view.tables[1].rows[0].cells.join("|"), "1|0|—|0.00|—|—|0.00|—");
}

#[test]
fn a_list_of_approved_amounts_alone_has_sums_and_no_ceilings() {
    let answer = asked("nanchang", "企业名称,批次,批复金额（万元）,已兑付\n甲,1,30,100000\n乙,2,20,\n丙,2,,\n");
    let all = &answer["all"];
    assert_eq!(json!([all["liability"], all["outstanding"]]), json!([flat("500000.00"), flat("400000.00")]));
    assert_eq!(json!([all["count"], all["not_judged"], all["unknown"]]), json!([3, 3, 1]));
    assert_eq!(answer["lines"][0]["charged"]["liability"], flat("500000.00"));
    // A ceiling of nothing spent is not 0: nobody is above it.
    let noted = asked("nanchang", "企业名称,批次,等级,软件,核定金额\n甲,1,2,,100000\n");
    assert_eq!(noted["enterprises"][0]["marks"], json!(["not_judged"]));
    assert_eq!(noted["enterprises"][0]["faults"][0]["error"]["code"], "missing_field");
}

#[test]
fn an_overrun_is_said_and_cuts_nobody() {
    // 400 × 400,000 = 160,000,000 against 124,800,000: 35,200,000 are missing.
    let mut text = String::from("企业名称,批次,等级,软件,已拨付\n");
    (1..=400).for_each(|number| text.push_str(&format!("企业{number},1,2,1000000,320000\n")));
    let answer = asked("nanchang", &text);
    let charged = &answer["lines"][0]["charged"];
    assert_eq!(json!([charged["left"], charged["short"]]), json!([flat("0.00"), flat("35200000.00")]));
    // 400 × 320,000 = 128,000,000.
    assert_eq!(json!([charged["left_unpaid"], charged["short_unpaid"]]), json!(["0.00", "3200000.00"]));
    assert!(answer["enterprises"].as_array().unwrap().iter().all(|one| one["liability"] == flat("400000.00")));
    let view = told("nanchang", &text);
    assert_eq!(
        view.lines_told[..3],
        [
            "开展中小企业数字化改造工作：资金 124,800,000.00 元，名单需安排 160,000,000.00 元，缺 35,200,000.00 元。这只是提醒资金安排，不会减少任何一家企业的金额。",
            "开展中小企业数字化改造工作：已拨付 128,000,000.00 元，比资金 124,800,000.00 元多 3,200,000.00 元，请核对。",
            "开展中小企业数字化改造工作：资金用完后怎样处理，文件未规定。",
        ]
    );
    // The view names the first two hundred; the file names all.
    assert_eq!((view.people[0].rows.len(), &*view.people[0].more), (200, "还有 200 家，见导出的文件。"));
    let (table, programme) = tables("nanchang");
    let mut list = list("nanchang", &text);
    let portfolio = list.portfolio(catalog(), &table, &programme, day()).unwrap();
    assert_eq!(String::from_utf8(sheets::portfolio::csv(&list, &portfolio, &table)).unwrap().lines().count(), 401);
}

#[test]
fn the_same_enterprise_twice_is_said() {
    let text = "企业名称,统一社会信用代码,批次,等级,软件\n甲,91ab,1,2,100\n甲,91cd,1,2,100\n乙,91AB,1,2,100\n丙,,1,2,1\n丙,,1,2,1\n";
    let answer = asked("nanchang", text);
    let marks: Vec<_> = answer["enterprises"].as_array().unwrap().iter().map(|one| one["marks"].clone()).collect();
    assert_eq!(json!(marks), json!([[], [], ["repeated"], [], ["repeated"]]));
}

#[test]
fn cells_that_moved_are_not_taken_for_amounts() {
    // A comma too many: what stands under 核定金额 is not what was meant.
    let answer =
        asked("nanchang", "企业名称,批次,等级,软件,核定金额,已拨付\n甲,1,2,300,000,100000,50000\n乙,1,2,300000\n");
    let one = &answer["enterprises"][0];
    assert_eq!(one["marks"], json!(["not_judged", "approved_unread", "paid_unread"]));
    assert_eq!(json!([one["approved"], one["paid"], one["faults"].as_array().unwrap().len()]), json!([null, null, 1]));
    // A row may end before what is noted beside it.
    assert_eq!(answer["enterprises"][1]["liability"], flat("180000.00"));
}

/// Two pools of one line, and one that no line holds.
fn pools() -> (Table, Programme) {
    let place = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/nanchang/programme.json");
    let mut file: Json = serde_json::from_str(&std::fs::read_to_string(place).unwrap()).unwrap();
    let amount = json!({"amount": "500000", "wording": "exact", "citation": {"section": "附件3", "quote": "50"}});
    file["pools"] = json!([
        {"id": "first", "line": "transformation", "amount": amount, "shared_by": ["batch_1"], "overflow": "unstated"},
        {"id": "second", "line": "transformation", "shared_by": ["batch_2"], "overflow": "unstated"},
        {"id": "third", "amount": amount, "shared_by": ["batch_3"], "overflow": "unstated"},
    ]);
    let table = catalog().find("nanchang", day()).unwrap().clone();
    (table, Programme::read(&Value::parse(file.to_string().as_bytes()).unwrap()).unwrap())
}

#[test]
fn several_pools_are_told_apart_by_what_shares_them() {
    let (table, programme) = pools();
    let text = "企业名称,批次,等级,软件,核定金额\n甲,1,2,1000000,\n乙,1,2,1000000,\n丙,2,2,100000,\n丁,3,2,100000,\n戊,2,2,3OO,70000\n";
    let portfolio = list("nanchang", text).portfolio(catalog(), &table, &programme, day()).unwrap();
    let view = report(&portfolio, &table, &programme, catalog(), &strings());
    let rows: Vec<_> =
        view.lines.rows.iter().map(|row| format!("{}|{}", row.label, row.cells[..4].join("|"))).collect();
    assert_eq!(
        rows[..3],
        [
            // 800,000 and 50,000.
            "开展中小企业数字化改造工作|124,800,000.00|3|850,000.00|123,950,000.00",
            "开展中小企业数字化改造工作 · 第一批|500,000.00|2|800,000.00|缺 300,000.00",
            "开展中小企业数字化改造工作 · 第二批|文件未公布|1|50,000.00|—",
        ]
    );
    // 40 % of 100,000; the last row's batch has a pool, but its clause is not known.
    assert_eq!(rows[8], "第三批|500,000.00|1|40,000.00|460,000.00");
    assert_eq!(rows[9], "没有分到单独一项|—|1|70,000.00|—");
}

#[test]
fn the_files_hold_every_enterprise_and_no_formula() {
    let (table, programme) = tables("nanchang");
    let mut list = list("nanchang", NANCHANG);
    let portfolio = list.portfolio(catalog(), &table, &programme, day()).unwrap();
    let csv = String::from_utf8(sheets::portfolio::csv(&list, &portfolio, &table)).unwrap();
    let lines: Vec<_> = csv.lines().collect();
    assert!(
        lines[0].starts_with("\u{feff}企业名称,统一社会信用代码,城市,")
            && lines[0].contains("已拨付（元）,row,ceiling,")
    );
    assert!(
        lines[3]
            .starts_with("丙厂,,,青山湖区,第一批,二级,20,,15,,5,120000.00,120000.00,120000.00,150000.00,0.00,0.00,"),
        "{}",
        lines[3]
    );
    assert!(lines[6].starts_with("'=己厂,"), "{}", lines[6]);
    assert!(lines[7].contains(",not_judged,invalid_amount,G9,sha256-"), "{}", lines[7]);
    assert_eq!(lines.len(), 11);
    let view = report(&portfolio, &table, &programme, catalog(), &strings());
    let file = sheets::portfolio::workbook(&list, &portfolio, &view, (&table, day()), catalog(), &strings()).unwrap();
    let again = sheets::portfolio::workbook(&list, &portfolio, &view, (&table, day()), catalog(), &strings()).unwrap();
    assert_eq!(file, again);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    for name in ["汇总", "企业"] {
        let formulas = book.worksheet_formula(name).unwrap();
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "a formula came out");
    }
    let rows = book.worksheet_range("企业").unwrap();
    assert_eq!(rows.get_value((6, 0)), Some(&Data::String("=己厂".into())));
    // 戊: 200,000 owed, 250,000 paid.
    assert_eq!(rows.get_value((5, 17)), Some(&Data::Float(-50000.0)));
    assert_eq!(rows.get_value((7, 19)), Some(&Data::String("G9 软件“3OO”不是金额；请写成 300000 或 30万".into())));
    let sums = book.worksheet_range("汇总").unwrap();
    let row = |label: &str| sums.rows().find(|row| row[0] == Data::String(label.into())).unwrap().to_vec();
    assert_eq!(row("四级")[8], Data::Float(-50000.0));
    assert_eq!(row("开展中小企业数字化改造工作")[4], Data::Float(122_890_000.0));
}

#[test]
fn a_ceiling_is_what_the_estimate_gives() {
    // Every city, batch and level, with and without what is read widely or paid back.
    for table in catalog().tables() {
        let city = &table.policy.id;
        let mut text = String::from("批次,等级,软件,其他设备,咨询诊断\n");
        for (batch, level, spend) in (0..=3).flat_map(|batch| {
            (1..=4).flat_map(move |level| {
                ["100000,,", "2000000,50000,9000", "0.05,700000,"].map(|spend| (batch, level, spend))
            })
        }) {
            let batch = if batch == 0 { String::new() } else { batch.to_string() };
            text.push_str(&format!("{batch},{level},{spend}\n"));
        }
        let mut list = list(city, &text);
        let judged: Vec<_> = list.rows().iter().map(|kept| kept.judged).collect();
        let (table, programme) = tables(city);
        let portfolio = list.portfolio(catalog(), &table, &programme, day()).unwrap();
        assert_eq!(portfolio.enterprises.len(), 48);
        for (one, judged) in portfolio.enterprises.iter().zip(judged) {
            let range = one.ceiling.map(|range| [range.amount, range.low, range.high].map(|yuan| yuan.fen()));
            let expected = (judged.amount != subsidy::bulk::NONE).then_some([judged.amount, judged.low, judged.high]);
            assert_eq!(range, expected, "{city} {}", one.row);
        }
    }
}

#[test]
fn an_officers_template_is_understood_in_every_language() {
    for language in [Language::Simplified, Language::Traditional, Language::English] {
        let strings = Strings::embedded(language).unwrap();
        let (table, programme) = tables("nanchang");
        for file in [
            sheets::template::workbook(Whose::Officer("nanchang"), catalog(), day(), &strings).unwrap(),
            sheets::template::csv(Whose::Officer("nanchang"), catalog(), day(), &strings).unwrap(),
        ] {
            let mut list = of_city("nanchang", List::open("模板", file).unwrap());
            assert!(list.meanings.iter().all(Option::is_some), "{:?}: {:?}", list.heads.heads, list.meanings);
            let ids: Vec<_> = list.meanings.iter().flatten().map(|meaning| meaning.id()).collect();
            assert!(["district", "approved", "paid"].iter().all(|id| ids.iter().any(|known| known == id)), "{ids:?}");
            let portfolio = list.portfolio(catalog(), &table, &programme, day()).unwrap();
            // One example, of the first batch and level 2: 60 % of 350,000, as services do not count.
            let [one] = portfolio.enterprises.as_slice() else { panic!("{:?}", portfolio.enterprises) };
            let amounts = [one.ceiling.map(|ceiling| ceiling.amount), one.approved, one.paid];
            assert_eq!(amounts.map(|amount| amount.unwrap().to_string()), ["210000.00", "100000.00", "50000.00"]);
            assert_eq!(one.marks, []);
        }
    }
}
