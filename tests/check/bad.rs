//! Each kind of bad table gives a finding with file and place, word for word.

use std::path::{Path, PathBuf};

use subsidy::check::{check, check_directory, check_programme, check_sources};
use subsidy::json::Value;

use super::{fixture, root, shown};

/// The findings of a fixture in which one piece of text is another.
fn changed(name: &str, from: &str, to: &str) -> Vec<String> {
    let file = root().join("tests/fixtures/shapes").join(format!("{name}.json"));
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from} in {name}");
    let value = Value::parse(text.replacen(from, to, 1).as_bytes()).unwrap();
    let table = if text.contains("\"benefits\"") { check(name, &value) } else { check_programme(name, &value) };
    shown(&table)
}

const CLAUSES: &str = "benefits[0].gives.spend_share.clauses";

#[test]
fn figures_that_their_quotations_do_not_hold() {
    for (name, from, to, finding) in [
        ("r01", r#""rate": "0.3""#, r#""rate": "0.4""#, "[0].rate: percentage 40 does not match 「补助比例不超过投入的30%」; expected 30"),
        ("r01", r#""rate": "0.3""#, r#""rate": "0.35""#, "[0].rate: percentage 35 does not match 「补助比例不超过投入的30%」; expected 30"),
        ("r01", "200000", "2000000", "[0].cap: amount 2000000 does not match 「每家不超过20万元」; expected 200000"),
        ("r01", "每家不超过20万元", "每家不超过", "[0].cap: amount 200000 is not in 「每家不超过」, which holds none"),
        (
            "r01",
            "每家不超过20万元",
            "总额不超过90万元,每家不超过20万元",
            "[0].cap: 「总额不超过90万元,每家不超过20万元」 holds more than one amount: 900000, 200000; expected a phrase with one",
        ),
        ("r02", "第二批补助比例不超过45%", "第二批补助比例不超过54%", "[1].rate: percentage 45 does not match 「第二批补助比例不超过54%」; expected 54"),
        ("r20", "万元", "亿元", "[0].cap: amount 250000 does not match 「每家补助 | 25」; expected 2500000000"),
        ("r20", "万元", "万", "[0].cap.citation.unit: unit 万 is not known; expected 元, 万元 or 亿元"),
        ("r20", "每家补助 | 25", "每家补助 | 25万元", "[0].cap.citation.unit: the quotation names its own unit; expected none"),
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
            "level 3 has clauses[0] and gaps[1]; expected one",
            "level 4 has clauses[0] and clauses[1]; expected one",
        ]
        .map(|message| format!("r03: {share}: {message}"))
        .into_iter()
        .chain([
            format!("r03: {share}.clauses[0].when.levels: level 2 and above is not what 「达到二级的企业」 names; expected level 2"),
        ])
        .collect::<Vec<_>>()
        .into_iter()
        .fold(vec![format!("r03: {share}.gaps[1].read_as: level 3 is read as level 2; expected level 3")], |mut all, one| {
            all.push(one);
            all
        })[1..]
            .to_vec()
    );
    assert_eq!(
        changed("r02", r#""numbers": [
                    2
                  ]"#, r#""numbers": [
                    1
                  ]"#),
        [
            format!("r02: batches[1]: batch 2 is named by no clause and no stage"),
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
