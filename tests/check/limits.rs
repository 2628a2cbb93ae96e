//! A true figure in the wrong place never passes: a total for a cap, a cap for the spend, one benefit's money for
//! another's, spend that is paid twice, a document that is not at hand, an amount in words.

use subsidy::catalog::Table;
use subsidy::check::{check, check_sources};
use subsidy::json::Value;

use super::bad::{changed, edited};
use super::{at, fixture, read, root, shown, sources, with};

/// The findings of a shipped table with other values at paths.
fn shipped(city: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let table = read(&root().join("policies").join(city).join("policy.json"));
    let table =
        changes.iter().fold(table, |table, (path, json)| with(&table, path, Value::parse(json.as_bytes()).unwrap()));
    shown(&check(city, &table))
}

/// An amount as JSON.
fn amount(amount: &str, wording: &str, quote: &str) -> String {
    format!(
        r#"{{"amount": "{amount}", "wording": "{wording}", "citation": {{"section": "第1条", "quote": "{quote}"}}}}"#
    )
}

/// The same table without a member.
fn without(table: &Value, path: &str, name: &str) -> Value {
    let mut changed = table.clone();
    let Value::Object(members) = at(&mut changed, path) else { panic!("no object at {path}") };
    members.retain(|(member, _)| member != name);
    changed
}

const CLAUSES: &str = "benefits[0].gives.spend_share.clauses";

#[test]
fn an_amount_stands_where_its_quotation_says() {
    let cap = "benefits[0].gives.reimbursement.cap";
    let pool = "benefits[0].gives.reimbursement.pool";
    let (total, each) = ("总补助金额不超过200万元", "每家企业咨询诊断补助金额不超过5000元");
    let both = [(cap, &*amount("2000000", "ceiling", total)), (pool, &*amount("5000", "ceiling", each))];
    assert_eq!(
        shipped("hebi", &both),
        [
            format!("hebi: {pool}: 「{each}」 names no total; expected what is paid in all"),
            format!("hebi: {cap}: 「{total}」 is a total; expected what is paid for one"),
        ]
    );
    let model = "benefits[1].gives.lump_sum.amount";
    assert_eq!(
        shipped("nanchang", &[(model, &amount("2500000", "about", "合计奖励资金约250万元"))])[0],
        format!("nanchang: {model}: 「合计奖励资金约250万元」 is a total; expected what is paid for one")
    );
    assert_eq!(
        shipped(
            "hebi",
            &[("benefits[8].gives.lump_sum.amount", &amount("5000000", "ceiling", "平台建设经费不超过500万元"))]
        )[0],
        "hebi: benefits[8].gives.lump_sum.amount: 「平台建设经费不超过500万元」 does not say for what one it is; expected what is paid for one"
    );
    let limit = "计入的投入最高200万元";
    assert_eq!(
        edited("r06", &format!("{CLAUSES}[1].cap"), &amount("2000000", "ceiling", limit)),
        [format!("r06: {CLAUSES}[1].cap: 「{limit}」 limits the spend; expected what is paid")]
    );
    let grant = "每家最高补助50万元";
    assert_eq!(
        edited("r06", &format!("{CLAUSES}[1].base_limit"), &amount("500000", "ceiling", grant)),
        [format!("r06: {CLAUSES}[1].base_limit: 「{grant}」 does not limit the spend; expected a limit on the spend")]
    );
}

#[test]
fn what_is_given_once_is_given_for_an_enterprise() {
    let sum = "benefits[1].gives.lump_sum";
    assert_eq!(
        changed("r08", r#""once": true"#, r#""once": false"#),
        [format!("r08: {sum}.once: false is not what 「每家奖励不超过10万元」 says; expected true")]
    );
    assert_eq!(
        changed("r08", r#""per": "enterprise""#, r#""per": "case""#),
        [format!("r08: {sum}.per: case is not what 「每家奖励不超过10万元」 says; expected enterprise")]
    );
    assert_eq!(
        changed("r11", r#""once": false"#, r#""once": true"#),
        [format!("r11: {sum}.once: true is not what 「每个产品不超过2万元」 says; expected false")]
    );
}

#[test]
fn no_two_benefits_quote_the_same_amount() {
    let (one, other) = ("benefits[1].gives.lump_sum.amount", "benefits[2].gives.lump_sum.amount");
    let table = fixture("r11").0;
    let mut changed = table.clone();
    let same = at(&mut changed, one).clone();
    assert_eq!(
        shown(&check("r11", &with(&table, other, same))),
        [format!("r11: {other}: 「每个产品不超过2万元」 is quoted for {one} as well; expected a phrase of its own")]
    );
}

#[test]
fn spend_is_paid_once() {
    let base = "benefits[0].gives.reimbursement.base";
    for (category, found) in [("hardware", true), ("training", true), ("cloud", true), ("other", false)] {
        let findings = shipped("hebi", &[(base, &format!("[{category:?}]"))]);
        let finding =
            format!("hebi: {base}: [{category}] counts for another benefit as well; expected spend that is paid once");
        assert_eq!(findings.contains(&finding), found, "{findings:#?}");
    }
    let mut table = fixture("r10").0;
    let Value::List(benefits) = at(&mut table, "benefits") else { panic!("a list") };
    let twice = benefits[1].clone();
    benefits.push(twice);
    let table = with(&table, "benefits[2].id", Value::Text("again".into()));
    assert_eq!(
        shown(&check("r10", &table))[0],
        "r10: benefits[2].gives.reimbursement.base: [diagnosis] counts for another benefit as well; expected spend that is paid once"
    );
}

#[test]
fn only_the_transformation_is_rated() {
    let only = "expected only [software, cloud, data_equipment, hardware, services, training]";
    assert_eq!(
        edited("r01", "base.counted", r#"["software", "cloud", "data_equipment", "diagnosis"]"#),
        [format!("r01: base.counted: [diagnosis] never counts; {only}")]
    );
    assert_eq!(
        shipped(
            "wuhan",
            &[(
                &format!("{CLAUSES}[1].base.wide"),
                r#"["software", "cloud", "data_equipment", "hardware", "diagnosis", "other"]"#
            )]
        ),
        [format!("wuhan: {CLAUSES}[1].base.wide: [diagnosis, other] never counts; {only}")]
    );
}

#[test]
fn a_figure_of_another_document_is_no_figure() {
    let mut table = fixture("r01").0;
    let Value::Object(citation) = at(&mut table, &format!("{CLAUSES}[0].rate.citation")) else { panic!("an object") };
    citation.push(("document".into(), Value::Text("《另一个文件》".into())));
    let table = with(&table, &format!("{CLAUSES}[0].rate.rate"), Value::Text("0.9".into()));
    let quote = "补助比例不超过投入的90%";
    let table = with(&table, &format!("{CLAUSES}[0].rate.citation.quote"), Value::Text(quote.into()));
    assert_eq!(
        shown(&check("r01", &table)),
        [format!(
            "r01: {CLAUSES}[0].rate.citation.document: a figure of another document, whose text is not at hand; expected one of the table's own"
        )]
    );
    assert_eq!(
        shown(&check_sources("r01", &table, &fixture("r01").1)),
        [format!("r01: {CLAUSES}[0].rate.citation.quote: 「{quote}」 does not occur in the source")]
    );
}

#[test]
fn a_cap_or_base_limit_that_is_left_out_is_found_in_the_source() {
    let (table, source) = fixture("r01");
    let path = format!("{CLAUSES}[0]");
    let uncapped = without(&table, &path, "cap");
    let finding = |rest: &str| {
        format!("r01: {path}: the source goes on to 「{rest}」; expected 200000 as the clause's cap or base_limit")
    };
    assert_eq!(shown(&check("r01", &uncapped)), [""; 0]);
    assert_eq!(shown(&check_sources("r01", &uncapped, &source)), [finding(",每家不超过20万元")]);
    let longer = "补助比例不超过投入的30%,每家不超过20万元";
    let longer = with(&uncapped, &format!("{path}.rate.citation.quote"), Value::Text(longer.into()));
    assert_eq!(shown(&check_sources("r01", &longer, &source)), [finding(",每家不超过20万元")]);
    // A sentence that goes on to another clause is not this one's.
    let behind = source.replace("30%,每家不超过20万元", "30%,达到三级的不超过40%,每家不超过20万元");
    assert_eq!(shown(&check_sources("r01", &uncapped, &behind)), [""; 0]);

    let (table, source) = fixture("r06");
    let unlimited = without(&table, &format!("{CLAUSES}[1]"), "base_limit");
    assert_eq!(
        shown(&check_sources("r06", &unlimited, &source)),
        [format!(
            "r06: {CLAUSES}[1]: the source goes on to 「补助,计入的投入最高200万元,每家最高补助50万元」; expected 2000000 as the clause's cap or base_limit"
        )]
    );
    let Some(sources) = sources() else { return };
    for (city, benefit) in [("nanchang", 0), ("wuhan", 0), ("hebi", 1)] {
        let table = read(&root().join("policies").join(city).join("policy.json"));
        let source = std::fs::read_to_string(sources.join(format!("{city}.txt"))).unwrap();
        let clauses = &Table::read(&table).unwrap().policy.spend_share().unwrap().1.clauses.len();
        for index in 0..*clauses {
            let uncapped = without(&table, &format!("benefits[{benefit}].gives.spend_share.clauses[{index}]"), "cap");
            assert!(!check_sources(city, &uncapped, &source).is_empty(), "{city}: clause {index}");
        }
    }
}

#[test]
fn amounts_in_words_need_a_quotation_too() {
    for (to, language) in [
        ("最高四十八万", "zh-CN"),
        ("最高四十八万元", "zh-CN"),
        ("六十%", "zh-CN"),
        ("一点二亿,即一亿", "zh-CN"),
        ("Up to 48 wan", "en"),
        ("Up to 48 Wan yuan", "en"),
        ("Up to 480 thousand yuan", "en"),
        ("Forty thousand yuan", "en"),
    ] {
        let path = format!("benefits[1].title.{language}");
        let findings = edited("r08", &path, &format!("{to:?}"));
        assert_eq!(findings, [format!("r08: {path}: the text holds an amount without a citation: {to}")]);
    }
    for fine in ["每两万家企业", "四个行业", "One of 48 wanted", "2024"] {
        let path = "benefits[1].title.en";
        let findings = edited("r08", path, &format!("{fine:?}"));
        assert!(!findings.iter().any(|finding| finding.contains("amount")), "{findings:#?}");
    }
    for (to, value) in [("资金共四十八万元", "480000"), ("资金共九十%", "90"), ("In all 48 wan", "480000")]
    {
        let path = "remarks[0].text.zh-CN";
        let finding = format!("r18: {path}: the text says {value}, which is not in 「專項資金1亿元」");
        assert_eq!(edited("r18", path, &format!("{to:?}")), [finding]);
    }
}

#[test]
fn a_table_of_an_unknown_format_is_not_read() {
    let table = with(&fixture("r01").0, "format", Value::Int(2));
    assert_eq!(Table::read(&table).unwrap_err().to_string(), "format: 2 is out of range; allowed: 1 to 1");
    let programme = with(&fixture("r13").0, "format", Value::Int(0));
    let error = subsidy::programme::Programme::read(&programme).unwrap_err();
    assert_eq!(error.to_string(), "format: 0 is out of range; allowed: 1 to 1");
}
