//! Each kind of bad table gives a finding with file and place, word for word.

use std::path::{Path, PathBuf};

use subsidy::check::{check, check_directory, check_programme, check_sources};
use subsidy::json::Value;

use super::{fixture, root, shown, with};

/// The findings of a fixture in which one piece of text is another.
pub(super) fn changed(name: &str, from: &str, to: &str) -> Vec<String> {
    let file = root().join("tests/fixtures/shapes").join(format!("{name}.json"));
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} in {name}");
    let value = Value::parse(text.replacen(from, to, 1).as_bytes()).unwrap();
    let table = if text.contains("\"benefits\"") { check(name, &value) } else { check_programme(name, &value) };
    shown(&table)
}

/// The findings of a fixture with another value at a path.
pub(super) fn edited(name: &str, path: &str, json: &str) -> Vec<String> {
    let table = with(&fixture(name).0, path, Value::parse(json.as_bytes()).unwrap());
    shown(&if table.get("benefits").is_some() { check(name, &table) } else { check_programme(name, &table) })
}

const CLAUSES: &str = "benefits[0].gives.spend_share.clauses";

#[test]
fn figures_that_their_quotations_do_not_hold() {
    for (name, from, to, finding) in [
        (
            "r01",
            r#""rate": "0.3""#,
            r#""rate": "0.4""#,
            "[0].rate: percentage 40 does not match 「补助比例不超过投入的30%」; expected 30",
        ),
        (
            "r01",
            r#""rate": "0.3""#,
            r#""rate": "0.35""#,
            "[0].rate: percentage 35 does not match 「补助比例不超过投入的30%」; expected 30",
        ),
        ("r01", "200000", "2000000", "[0].cap: amount 2000000 does not match 「每家不超过20万元」; expected 200000"),
        ("r01", "每家不超过20万元", "每家不超过", "[0].cap: amount 200000 is not in 「每家不超过」, which holds none"),
        (
            "r01",
            "每家不超过20万元",
            "每家不超过90万元,每家不超过20万元",
            "[0].cap: 「每家不超过90万元,每家不超过20万元」 holds more than one amount: 900000, 200000; expected a phrase with one",
        ),
        (
            "r02",
            "第二批补助比例不超过45%",
            "第二批补助比例不超过54%",
            "[1].rate: percentage 45 does not match 「第二批补助比例不超过54%」; expected 54",
        ),
        ("r20", "万元", "亿元", "[0].cap: amount 250000 does not match 「每家补助 | 25」; expected 2500000000"),
        ("r20", "万元", "万", "[0].cap.citation.unit: unit 万 is not known; expected 元, 万元 or 亿元"),
        (
            "r20",
            "每家补助 | 25",
            "每家补助 | 25万元",
            "[0].cap.citation.unit: the quotation names its own unit; expected none",
        ),
    ] {
        assert_eq!(changed(name, from, to), [format!("{name}: {CLAUSES}{finding}")], "{to}");
    }
    assert_eq!(
        changed("r08", r#""count": 25"#, r#""count": 20"#),
        ["r08: benefits[1].gives.lump_sum.planned: number 20 does not match 「不少于25家样板企业」; expected 25"]
    );
    assert_eq!(
        changed("r16_undated", r#""count": 2"#, r#""count": 3"#),
        ["r16_undated: validity.years: number 3 does not match 「有效期两年」; expected 2"]
    );
}

#[test]
fn figures_of_nothing() {
    assert_eq!(
        changed("r01", r#""rate": "0.3""#, r#""rate": "0""#),
        [
            format!("r01: {CLAUSES}[0].rate: percentage 0 does not match 「补助比例不超过投入的30%」; expected 30"),
            format!("r01: {CLAUSES}[0].rate: a rate of 0; expected more")
        ]
    );
    assert_eq!(
        changed("r01", "200000", "0"),
        [
            format!("r01: {CLAUSES}[0].cap: amount 0 does not match 「每家不超过20万元」; expected 200000"),
            format!("r01: {CLAUSES}[0].cap: an amount of 0; expected more")
        ]
    );
    assert_eq!(
        changed("r01", r#""rate": "0.3""#, r#""rate": "1.3""#),
        [format!(
            "r01: {CLAUSES}[0].rate.rate: \"1.3\" is not a rate; write a string from \"0\" to \"1\" with at most four decimals, such as \"0.30\""
        )]
    );
}

#[test]
fn size_standards_that_their_quotations_do_not_hold() {
    const LINE: &str = "从业人员1000人以下或营业收入40000万元以下";
    const AND: &str = "从业人员1000人以下且营业收入40000万元以下";
    let findings = |kind: &str, people: u32, revenue: &str, quote: &str| {
        let kind = format!("\"kind\": \"{kind}\",");
        let citation = format!(r#"{{"document": "《划型标准》", "section": "四(二)", "quote": "{quote}"}}"#);
        let standard =
            format!(r#"{{"employees_below": {people}, "revenue_below": "{revenue}", "citation": {citation}}}"#);
        changed("r17", &kind, &format!("{kind} \"standard\": {standard},"))
    };
    let of_size = |people, revenue, quote| findings("small_or_medium", people, revenue, quote);
    let standard = "r17: conditions[2].standard";
    assert_eq!(of_size(1000, "400000000", LINE), [""; 0]);
    assert_eq!(
        of_size(100, "400000000", LINE),
        [format!("{standard}.employees_below: number of people 100 does not match 「{LINE}」; expected 1000")]
    );
    assert_eq!(
        of_size(1000, "40000", LINE),
        [format!("{standard}.revenue_below: amount 40000 does not match 「{LINE}」; expected 400000000")]
    );
    assert_eq!(
        of_size(1000, "400000000", AND),
        [format!("{standard}: 「{AND}」 does not join its limits by 以下或; expected either to be enough")]
    );
    assert_eq!(
        findings("industry", 1000, "400000000", LINE),
        ["r17: conditions[0].standard: a size standard for industry; expected it for small_or_medium"]
    );
    assert_eq!(
        edited("r17", "conditions[1].kind", r#""industry""#),
        [
            "r17: conditions[0].kind: industry occurs 2 times; expected it once",
            "r17: conditions[1].kind: industry occurs 2 times; expected it once"
        ]
    );
}

#[test]
fn wordings_that_their_quotations_do_not_hold() {
    for (name, from, to, finding) in [
        ("r01", r#""ceiling""#, r#""exact""#, "[0].rate: worded exact, but 「补助比例不超过投入的30%」 reads ceiling"),
        ("r01", r#""ceiling""#, r#""floor""#, "[0].rate: worded floor, but 「补助比例不超过投入的30%」 reads ceiling"),
        ("r05", r#""exact""#, r#""ceiling""#, "[0].rate: worded ceiling, but 「按30%予以补助」 reads exact"),
        ("r05", r#""about""#, r#""exact""#, "[1].rate: worded exact, but 「约40%的补助」 reads about"),
        (
            "r01",
            "每家不超过20万元",
            "不少于3家,每家不超过20万元",
            "[0].cap: 「不少于3家,每家不超过20万元」 holds several wordings: ceiling, floor; expected a phrase with one",
        ),
    ] {
        assert_eq!(changed(name, from, to), [format!("{name}: {CLAUSES}{finding}")], "{to}");
    }
}

#[test]
fn levels_and_batches_that_are_not_what_is_quoted() {
    let share = "benefits[0].gives.spend_share";
    assert_eq!(
        changed("r03", r#""exactly": 2"#, r#""at_least": 2"#),
        [
            format!("r03: {share}: level 3 has clauses[0] and gaps[1]; expected one"),
            format!("r03: {share}: level 4 has clauses[0] and clauses[1]; expected one"),
            format!(
                "r03: {share}.clauses[0].when.levels: level 2 and above is not what 「达到二级的企业」 names; expected level 2"
            ),
        ]
    );
    assert_eq!(
        edited("r02", &format!("{share}.clauses[1].when.batches.numbers"), "[1]"),
        [
            "r02: batches[1]: batch 2 is named by no clause and no stage".to_owned(),
            format!("r02: {share}.clauses[1].rate: 「第二批补助比例不超过45%」 is for batch 2; the clause is for [1]"),
            format!("r02: {share}: level 2, batch 1 has clauses[0] and clauses[1]; expected one"),
            format!("r02: {share}: level 2, batch 2 has no clause and no gap; expected one"),
            format!("r02: {share}: level 3, batch 1 has clauses[0] and clauses[1]; expected one"),
            format!("r02: {share}: level 3, batch 2 has no clause and no gap; expected one"),
            format!("r02: {share}: level 4, batch 1 has clauses[0] and clauses[1]; expected one"),
            format!("r02: {share}: level 4, batch 2 has no clause and no gap; expected one"),
            format!("r02: {share}.clauses[1].when.batches: batches [1] are not what 「第二批」 names; expected [2]"),
        ]
    );
}

#[test]
fn a_level_that_is_read_as_another_than_the_next_below() {
    let gap = "benefits[0].gives.spend_share.gaps[1]";
    for (to, finding) in [
        ("4", "level 3 is read as level 4; expected level 2, the next below with a clause"),
        ("1", "level 3 is read as level 1; expected level 2, the next below with a clause"),
    ] {
        assert_eq!(
            changed("r03", r#""read_as": 2"#, &format!(r#""read_as": {to}"#)),
            [format!("r03: {gap}.read_as: {finding}")]
        );
    }
    assert_eq!(
        changed("r03", "not_named", "below_threshold"),
        [format!("r03: {gap}.reason: level 3 is below_threshold; expected not_named")]
    );
    assert_eq!(
        edited("r01", "benefits[0].gives.spend_share.gaps[0].levels.citation.quote", r#""达到一级及以上的企业""#),
        [
            "r01: benefits[0].gives.spend_share.gaps[0].levels: level 1 is a gap, but 「达到一级及以上的企业」 includes it"
        ]
    );
}

#[test]
fn ids_and_numbers_of_the_format() {
    for (name, from, to, finding) in [
        ("r01", r#""format": 1"#, r#""format": 2"#, "format: 2 is out of range; allowed: 1 to 1"),
        ("r01", r#""revision": 1"#, r#""revision": 0"#, "revision: revision 0 is a draft; expected 1 or more"),
        (
            "r01",
            r#""id": "sample""#,
            r#""id": "Sample-1""#,
            "id: id \"Sample-1\"; expected a lower-case letter, then lower-case letters, digits or _",
        ),
        (
            "r11",
            r#""id": "platform""#,
            r#""id": "chain_case""#,
            "benefits[3].id: id \"chain_case\" occurs twice; expected it once",
        ),
        (
            "r02",
            r#""id": "second""#,
            r#""id": "first""#,
            "benefits[0].gives.spend_share.clauses[1].id: id \"first\" occurs twice; expected it once",
        ),
        (
            "r18",
            r#""unpublished""#,
            r#""unpublish""#,
            "benefits[0].gives.unpublish: unknown key \"unpublish\"; allowed: spend_share, reimbursement, lump_sum, matching, programme_fee, without_figure, unpublished",
        ),
    ] {
        assert_eq!(changed(name, from, to), [format!("{name}: {finding}")], "{to}");
    }
    assert_eq!(
        changed("r16_undated", r#""benefits": ["#, r#""benefits": [], "planned": ["#)[..1],
        ["r16_undated: planned[0].id: unknown key \"id\"; allowed: batch, size_class, count, citation"]
    );
    let (table, _) = fixture("r19");
    let Value::Object(mut members) = table else { panic!("an object") };
    for (name, member) in &mut members {
        if let ("benefits", Value::List(benefits)) = (name.as_str(), member) {
            benefits.remove(0);
        }
    }
    assert_eq!(
        shown(&check("r19", &Value::Object(members))),
        ["r19: benefits: 0 subsidies on spend, published or not; expected one"]
    );
}

#[test]
fn bases_that_do_not_hold() {
    let base = "benefits[0].gives.spend_share.clauses[1].base";
    assert_eq!(
        edited("r06", &format!("{base}.wide"), r#"["software", "cloud", "data_equipment", "services", "training"]"#),
        [format!(
            "r06: {base}.wide: [software, cloud, data_equipment, services, training] is not wider than [software, cloud, data_equipment, hardware]; expected all of it and more"
        )]
    );
    for (name, path, json, finding) in [
        (
            "r01",
            "base.counted",
            r#"["software", "software"]"#,
            "[software, software] names a category twice; expected each once",
        ),
        ("r10", "benefits[1].gives.reimbursement.base", "[]", "no category; expected one or more"),
        (
            "r10",
            "benefits[1].gives.reimbursement.base",
            r#"["cloud"]"#,
            "[cloud] counts for another benefit as well; expected spend that is paid once",
        ),
    ] {
        assert_eq!(edited(name, path, json)[0], format!("{name}: {path}: {finding}"));
    }
    assert_eq!(
        changed("r01", r#""cloud""#, r#""hardware""#),
        ["r01: base.counted: leaves out cloud, unlike 「软件、云服务和数据采集传输设备支出」"]
    );
}

#[test]
fn quotations_that_are_no_phrases() {
    let long = "补助比例不超过投入的30%".to_owned() + &"很长".repeat(30);
    let rate = format!("{CLAUSES}[0].rate.citation");
    for (from, to, finding) in [
        ("补助比例不超过投入的30%", long.as_str(), "quote: the quotation has 73 characters; expected at most 60"),
        (
            "补助比例不超过投入的30%",
            "补助。比例不超过投入的30%",
            "quote: the quotation runs over the end of a sentence; expected a phrase",
        ),
    ] {
        assert_eq!(changed("r01", from, to), [format!("r01: {rate}.{finding}")]);
    }
    assert_eq!(changed("r22", "采用验收后补助等方式", " "), ["r22: payment.citation.quote: the quotation is empty"]);
    assert_eq!(
        changed("r01", r#""section": "第1条""#, r#""section": """#),
        ["r01: industries.citation.section: the section is empty"]
    );
}

#[test]
fn digits_where_only_money_and_rates_are() {
    assert_eq!(
        changed("r08", r#""zh-CN": "样板企业奖励""#, r#""zh-CN": "25""#),
        ["r08: benefits[1].title.zh-CN: \"25\" is a string of digits; expected only money and rates to be one"]
    );
    assert_eq!(
        changed("r20", "每家补助 | 25", "25"),
        [format!(
            "r20: {CLAUSES}[0].cap.citation.quote: \"25\" is a string of digits; expected only money and rates to be one"
        )]
    );
}

#[test]
fn texts_that_are_empty_or_say_what_nothing_proves() {
    for (name, from, to, finding) in [
        ("r01", "Sample City", " ", "name.en: the text is empty"),
        (
            "r08",
            "Model enterprise",
            "Up to 100000 yuan",
            "benefits[1].title.en: the text holds an amount without a citation: Up to 100000 yuan",
        ),
        (
            "r08",
            "样板企业奖励",
            "奖励１０ 萬元",
            "benefits[1].title.zh-CN: the text holds an amount without a citation: 奖励１０ 萬元",
        ),
        (
            "r18",
            "(样经规〔2025〕3号)",
            "(补助30%)",
            "benefits[0].gives.unpublished.would_be_in.zh-CN: the text holds an amount without a citation: 《样例市资金管理办法》(补助30%)",
        ),
        (
            "r18",
            "资金共1亿元",
            "资金共2亿元",
            "remarks[0].text.zh-CN: the text says 200000000, which is not in 「專項資金1亿元」",
        ),
        (
            "r18",
            "is 100 million",
            "is 10 million",
            "remarks[0].text.en: the text says 10000000, which is not in 「專項資金1亿元」",
        ),
        (
            "r17",
            "近3年",
            "近5年",
            "conditions[3].text.zh-CN: the text says 5, which is not in 「近三年无不良信用记录」",
        ),
        (
            "r18",
            "方案没有公布比例",
            "方案公布520家,没有公布比例",
            "benefits[0].gives.unpublished.explanation.zh-CN: the text says 520, which is not in 「支持試點企業開展數字化改造」",
        ),
        (
            "r19",
            "根据服务成效给予奖补",
            "根据服务成效给予5万元",
            "benefits[1].gives.without_figure: 「根据服务成效给予5万元」 holds a figure; expected none",
        ),
    ] {
        assert_eq!(changed(name, from, to), [format!("{name}: {finding}")], "{to}");
    }
}

#[test]
fn days_and_windows_that_are_not_what_is_quoted() {
    for (from, to, finding) in [
        (
            r#""date": "2024-04-15""#,
            r#""date": "2024-04-16""#,
            "document.date: 2024-04-16 does not match 「2024年4月15日」; expected 2024-04-15",
        ),
        (
            r#""date": "2024-05-01""#,
            r#""date": "2024-01-05""#,
            "validity.from: 2024-01-05 does not match 「自2024年5月1日起实施」; expected 2024-05-01",
        ),
        (
            "自2024年5月1日起实施",
            "自发布之日起实施",
            "validity.from: 2024-05-01 does not match 「自发布之日起实施」; expected 2024-04-15",
        ),
        (
            r#""until": "2024-12""#,
            r#""until": "2024-11""#,
            "stages[2]: 2024-10, 2024-11 does not match 「2024年10月-12月」; expected 2024-10, 2024-12",
        ),
        (
            r#""until": "2024-03""#,
            r#""until": "2024-03-31""#,
            "stages[0]: 2024-03-31 does not match 「准备阶段(2024年3月前)」; expected 2024-03",
        ),
        (
            r#""before": true"#,
            r#""before": false"#,
            "stages[0]: 「准备阶段(2024年3月前)」 ends before its last month or day; expected \"before\": true",
        ),
        (
            "准备阶段(2024年3月前)",
            "准备阶段(2024年3月)",
            "stages[0]: 「准备阶段(2024年3月)」 does not say 前; expected no \"before\"",
        ),
    ] {
        assert_eq!(changed("r16", from, to), [format!("r16: {finding}")], "{to}");
    }
    assert_eq!(
        changed("r16", r#""from": "2024-03""#, r#""from": "2024-11""#),
        [
            "r16: stages[1]: 2024-11, 2024-10 does not match 「2024年3月—2024年10月」; expected 2024-03, 2024-10",
            "r16: stages[1]: begins 2024-11 and ends 2024-10; expected the beginning first"
        ]
    );
    assert_eq!(
        changed("r16", r#""date": "2025-12-31""#, r#""date": "2023-12-31""#),
        [
            "r16: validity.until: 2023-12-31 does not match 「有效期至2025年12月31日」; expected 2025-12-31",
            "r16: validity: begins 2024-05-01 and ends 2023-12-31; expected the beginning first"
        ]
    );
    let other = "batch 2, but section and quotation name no batch, and accept_and_pay windows do not go from the first batch on, one for each";
    assert_eq!(edited("r16", "stages[3].batch", "2"), [format!("r16: stages[3].batch: {other}")]);
    assert_eq!(
        edited("r16", "stages[3].batch", "3")[0],
        "r16: stages[3].batch: batch 3 is not among the table's batches [1, 2]"
    );
}

#[test]
fn planned_numbers_that_are_not_what_is_quoted() {
    let planned = |batch, class, count, section: &str, quote: &str| {
        let entry = format!(
            r#""planned": [{{"batch": {batch}, "size_class": "{class}", "count": {count},
                "citation": {{"section": "{section}", "quote": "{quote}"}}}}], "payment""#
        );
        changed("r02", r#""payment""#, &entry)
    };
    assert_eq!(planned(2, "below_scale", 0, "附件2,第二批,规下企业", "小计 | 60 | 0"), [""; 0]);
    for (found, finding) in [
        (
            planned(1, "below_scale", 0, "附件2,第二批,规下企业", "小计 | 60 | 0"),
            "planned[0]: batch 1 stands here, but section and quotation name batch 2",
        ),
        (
            planned(2, "above_scale", 0, "附件2,第二批,规下企业", "小计 | 60 | 0"),
            "planned[0]: size class above_scale is not what section and quotation name; expected below_scale",
        ),
        (
            planned(2, "below_scale", 60, "附件2,第二批,规下企业", "小计 | 60 | 0"),
            "planned[0]: number 60 does not match 「小计 | 60 | 0」; expected 0",
        ),
        (
            planned(3, "below_scale", 0, "附件2,第三批,规下企业", "小计 | 60 | 0"),
            "planned[0].batch: batch 3 is not among the table's batches [1, 2]",
        ),
    ] {
        assert_eq!(found, [format!("r02: {finding}")]);
    }
}

#[test]
fn quotations_that_do_not_stand_in_the_source() {
    let (table, source) = fixture("r02");
    let found = |from: &str, to: &str| shown(&check_sources("r02", &table, &source.replace(from, to)));
    assert_eq!(found("", ""), [""; 0]);
    assert_eq!(found("不超过45%", " 不超过\n| 45 %"), [""; 0]);
    for (from, to) in
        [("不超过35万元", "不超过36万元"), ("不超过35万元", "不超过35万"), ("不超过35万元", "不超過35万元")]
    {
        let findings = found(from, to);
        assert_eq!(
            findings[0],
            format!("r02: {CLAUSES}[1].cap.citation.quote: 「每家不超过35万元」 does not occur in the source")
        );
    }
    let (table, source) = fixture("r20");
    let cut = shown(&check_sources("r20", &table, &source.replace("\n25 |", "\n255 |")));
    assert_eq!(cut, [format!("r20: {CLAUSES}[0].cap.citation.quote: 「每家补助 | 25」 does not occur in the source")]);
    let cells = shown(&check_sources("r20", &table, &source.replace("\n25 |", "\n25 |\n5")));
    assert_eq!(cells, [""; 0]);
    let exchanged = found("不超过45%,每家不超过35万元", "不超过45%,每家不超过三十万元,另每家不超过40万元").join("\n");
    assert!(
        exchanged.contains(&format!("r02: {CLAUSES}[1].cap.citation.quote: 「每家不超过35万元」 does not occur")),
        "{exchanged}"
    );
}

#[test]
fn figures_that_stand_with_another_clause_in_the_source() {
    let (table, source) = fixture("r02");
    let source = source.replace("40万元", "?").replace("35万元", "40万元").replace('?', "35万元");
    let of = |index: usize, own: (&str, &str), other: (&str, &str, &str)| {
        let clause = format!("r02: {CLAUSES}[{index}]");
        let beside = format!(
            "{clause}.cap: 「每家不超过{}」 stands with {} in the source; expected it with {}",
            own.1, other.0, own.0
        );
        let on = format!(
            "{clause}: the source goes on to 「,每家不超过{}」; expected {} as the clause's cap or base_limit",
            other.1, other.2
        );
        [on, beside.clone(), beside]
    };
    assert_eq!(
        shown(&check_sources("r02", &table, &source)),
        [
            of(0, ("first", "40万元"), ("second", "35万元", "350000")),
            of(1, ("second", "35万元"), ("first", "40万元", "400000")),
        ]
        .concat()
    );
}

#[test]
fn programmes_that_do_not_hold() {
    for (name, from, to, finding) in [
        (
            "r13",
            r#""amount": "8000000""#,
            r#""amount": "800000""#,
            "lines[0].amount: amount 800000 does not match 「改造 | 800」; expected 8000000",
        ),
        (
            "r13",
            r#""fund": "central""#,
            r#""fund": "state""#,
            "shares[2].fund: \"state\" is not known; expected one of [central, municipal]",
        ),
        (
            "r13",
            "中央资金1:2配套",
            "中央资金1:3配套",
            "ratios[0].parts: 1:2 does not match 「按照中央资金1:3配套」; expected 1:3",
        ),
        (
            "r13",
            r#""id": "cases""#,
            r#""id": "models""#,
            "lines[1].parts[1].id: id \"models\" occurs twice; expected it once",
        ),
        ("r13", r#""format": 1"#, r#""format": 3"#, "format: 3 is out of range; allowed: 1 to 1"),
        (
            "r14",
            r#""line": "transformation""#,
            r#""line": "awards""#,
            "pools[0].line: \"awards\" is not known; expected one of [transformation]",
        ),
        (
            "r14",
            "东区 | 67 | 26 | 34",
            "东区 | 67 | 26 | 43",
            "plans[0].rows[0].counts: [67, 26, 34] does not match 「东区 | 67 | 26 | 43」; expected [67, 26, 43]",
        ),
        (
            "r14",
            r#""district": "east""#,
            r#""district": "north""#,
            "plans[0].rows[0].axes.district: \"north\" is not known; expected one of [east, west]",
        ),
        (
            "r14",
            r#""batch": 2"#,
            r#""batch": 3"#,
            "plans[0].columns[2].axes: batch 3 stands here, but section and quotation name batch 2",
        ),
        ("r14", r#""year": 2026"#, r#""year": 2027"#, "plans[1].columns[1].axes.year: 2027 does not match 「2026年」"),
        (
            "r13",
            r#""fee": {"#,
            r#""mentioned": { "section": "附件3", "quote": "监测" }, "fee": {"#,
            "lines[2]: expected either an amount or where it is mentioned without one",
        ),
    ] {
        assert_eq!(changed(name, from, to), [format!("{name}: {finding}")], "{to}");
    }
    assert_eq!(
        edited("r13", "shares[1].lines[1]", r#""monitor""#),
        ["r13: shares[1].lines: \"monitor\" is not known; expected one of [transformation, awards, monitoring]"]
    );
    assert_eq!(
        edited("r14", "plans[0].rows[0].wording", r#""floor""#),
        ["r14: plans[0].rows[0]: worded floor, but 「东区 | 67 | 26 | 34」 reads exact"]
    );
    assert_eq!(
        edited("r14", "plans[0].columns", "[]").first().unwrap(),
        "r14: plans[0].rows[0].counts: 3 numbers for 1 columns; expected one for each"
    );
    assert_eq!(
        edited("r14", "measures[1].title", r#"{"zh-CN": "上云", "zh-Hant": "上雲", "en": "cloud of 40 wan yuan"}"#),
        ["r14: measures[1].title.en: the text holds an amount without a citation: cloud of 40 wan yuan"]
    );
    assert_eq!(
        edited("r15", "pools[0].shared_by", "[]"),
        ["r15: pools[0].shared_by: no benefit; expected one or more"]
    );
}

/// An example that the sample's table answers as it expects.
const EXAMPLES: &str = r#"[{
    "name": "Below the cap", "working": "10 x 30 % = 3",
    "application": {"policy": "sample", "as_of": "2025-03-01", "level": 2, "spend": [{"category": "cloud", "amount": "10"}]},
    "expect": {"amount": "3.00"}
}]"#;

/// A directory of tables, removed when done.
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("subsidy-check-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    pub(super) fn file(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Folder {
        let file = self.0.join(path);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
        self
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// The findings, with paths from the directory on.
    pub(super) fn findings(&self, sources: Option<&Path>) -> Vec<String> {
        let report = check_directory(&self.0, sources);
        let within = format!("{}/", self.0.display());
        shown(&report.findings).into_iter().map(|finding| finding.replace(&within, "")).collect()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(root().join("tests/fixtures/shapes").join(format!("{name}.json"))).unwrap()
}

#[test]
fn every_bad_file_of_a_directory_is_reported() {
    let folder = Folder::new("bad");
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let table = String::from_utf8(bytes("r01")).unwrap();
    folder
        .file("array/policy.json", "[]")
        .file("deep/policy.json", format!(r#"{{"format": {deep}}}"#))
        .file("duplicate/policy.json", table.replacen(r#""revision": 1"#, r#""format": 1"#, 1))
        .file("good/notes.txt", "no table")
        .file("missing/policy.json", table.replacen(r#""revision": 1,"#, "", 1))
        .file("sample/policy.json", &table)
        .file("truncated/policy.json", &table[..100])
        .file("utf8/policy.json", b"{\"id\": \"\xff\"}");
    for name in ["array", "deep", "duplicate", "missing", "truncated", "utf8"] {
        folder.file(&format!("{name}/examples.json"), "[{}]");
    }
    assert_eq!(
        folder.findings(None),
        [
            "array/policy.json: expected object, found array",
            "deep/policy.json: format: expected integer, found array",
            "duplicate/policy.json: format: key \"format\" occurs twice",
            "missing/policy.json: revision: required field is missing",
            "sample/examples.json: the file is missing",
            "truncated/policy.json: not valid JSON at line 7, column 10",
            "utf8/policy.json: the bytes are not UTF-8",
        ]
    );
    assert_eq!(check_directory(&folder.0, None).tables, 7);
}

#[test]
fn folders_bear_the_id_and_first_day_of_their_table() {
    let folder = Folder::new("names");
    let table = String::from_utf8(bytes("r01")).unwrap();
    let dated = table.replacen(r#""revision": 1,"#, r#""revision": 1, "applies_from": "2025-01-01","#, 1);
    folder
        .file("other/policy.json", &table)
        .file("sample/policy.json", &table)
        .file("sample.2025-01-01/policy.json", &dated)
        .file("sample.2025-06-01/policy.json", &dated);
    for name in ["other", "sample", "sample.2025-01-01", "sample.2025-06-01"] {
        folder.file(&format!("{name}/examples.json"), if name == "sample" { "[]" } else { EXAMPLES });
    }
    assert_eq!(
        folder.findings(None),
        [
            "other/policy.json: id: the folder is other; expected sample",
            "sample/policy.json: id: sample is also the table in other/policy.json; expected one",
            "sample/examples.json: no example; expected one or more",
            "sample.2025-06-01/policy.json: applies_from: the folder is sample.2025-06-01; expected sample.2025-01-01",
            "sample.2025-06-01/policy.json: id: sample.2025-01-01 is also the table in sample.2025-01-01/policy.json; expected one",
        ]
    );
}

#[test]
fn programmes_and_sources_are_checked_along() {
    let folder = Folder::new("along");
    let sources = Folder::new("along-sources");
    folder
        .file("sample/policy.json", bytes("r15"))
        .file("sample/examples.json", EXAMPLES)
        .file("sample/programme.json", bytes("r01"));
    assert_eq!(
        folder
            .findings(Some(&sources.0))
            .iter()
            .map(|finding| finding.replace(&sources.0.display().to_string(), ""))
            .collect::<Vec<_>>(),
        [
            "/sample.txt: the file is missing",
            "sample/policy.json: pools: unknown key \"pools\"; allowed: format, id, revision, applies_from, name, region, document, validity, industries, batches, base, benefits, planned, stages, conditions, documents, contacts, payment, stacking, clawback, remarks, open_questions",
            "sample/programme.json: revision: unknown key \"revision\"; allowed: format, id, funds, ratios, whole, used, total, lines, shares, adjustable, pools, measures, districts, industries, plans, targets, missing, reviews",
        ]
    );
    folder.file("sample/policy.json", bytes("r01")).file("sample/programme.json", bytes("r15"));
    sources.file("sample.txt", "总补助金额不超过200万元");
    let findings = folder.findings(Some(&sources.0));
    let shared =
        "sample/programme.json: pools[0].shared_by: \"diagnosis\" is not known; expected one of [transformation, all]";
    assert_eq!(findings[0], shared, "the programme agrees with its policy");
    let absent = |finding: &String| {
        finding.starts_with("sample/policy.json: ") && finding.ends_with("does not occur in the source")
    };
    assert!(findings[1..].iter().all(absent), "{findings:#?}");
    assert_eq!(findings.len(), 7);
}

#[test]
fn directories_without_tables_are_findings() {
    let folder = Folder::new("empty");
    let empty = shown(&check_directory(&folder.0, None).findings);
    assert_eq!(empty, [format!("{}: no folder with a policy.json; expected one or more", folder.0.display())]);
    let missing = folder.0.join("nowhere");
    let found = shown(&check_directory(&missing, None).findings);
    assert_eq!(found, [format!("{}: no such file or directory (os error 2)", missing.display())]);
}
