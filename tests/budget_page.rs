//! The page of a programme: what is typed is read into a scenario and a simulation, or told at its field.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that fails should say so at once"
)]

use subsidy::catalog::{self, Catalog};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::present::budget::{BudgetForm, BudgetPage, page};
use subsidy::simulate::{Simulation, Spread};
use subsidy::strings::{Language, Strings};

fn asked(form: &str) -> (BudgetPage, Option<Simulation>) {
    let form = BudgetForm::read(&Value::parse(form.as_bytes()).unwrap()).unwrap();
    let day = Date::parse("2024-09-30").unwrap();
    let catalog = Catalog::embedded().unwrap();
    let table = catalog.find(&form.policy, day).unwrap();
    let programme = catalog::programme(None, table).unwrap().unwrap();
    page(table, &programme, &form, day, &Strings::embedded(Language::Simplified).unwrap()).unwrap()
}

fn errors(page: &BudgetPage) -> Vec<(&str, &str)> {
    page.errors.iter().map(|error| (error.field.as_str(), error.text.as_str())).collect()
}

#[test]
fn nothing_typed_is_the_document_alone() {
    let (page, simulation) = asked(r#"{"policy": "nanchang"}"#);
    assert!(simulation.is_none() && !page.ready && page.errors.is_empty());
    assert_eq!(page.scenario, Default::default());
    assert_eq!(page.wants, ["请填写投入：一半企业不超过多少、九成企业不超过多少。"]);
    let counts: Vec<_> = page.counts.iter().map(|one| (one.id.as_str(), one.planned.as_str())).collect();
    assert_eq!(counts, [("count.1", "260"), ("count.2", "150"), ("count.3", "40")]);
    // Of all batches the second is paid more for the longest: up to 350,000 / 50 % = 700,000. Twice that, and on to the
    // next of a handful of round steps.
    assert_eq!((page.slider.max, page.slider.step), (1_600_000, 10_000));
    assert_eq!((page.own, page.level_decides, page.sum), (false, false, None));
    assert_eq!(page.pool, "文件公布 124,800,000.00 元；不填就用这个数");
}

#[test]
fn amounts_numbers_and_shares_are_read_as_people_write_them() {
    let (page, simulation) = asked(
        r#"{"policy": "nanchang", "median": "50万", "p90": " ９０万元 ", "seed": "7", "runs": "2,000", "pool": "1,000万",
            "counts": [{"batch": 1, "count": ""}, {"batch": 2, "count": "1,500"}],
            "levels": [{"level": 1, "share": ""}, {"level": 2, "share": "87.5"}, {"level": 3, "share": " 12.5 % "}]}"#,
    );
    assert!(page.ready, "{:?} {:?}", errors(&page), page.wants);
    let simulation = simulation.unwrap();
    let Some(Spread::LogNormal(spread)) = &simulation.spend else { panic!("{simulation:?}") };
    assert_eq!((spread.median.to_string(), spread.p90.to_string()), ("500000.00".into(), "900000.00".into()));
    let groups: Vec<_> = simulation.groups.iter().map(|one| one.count.map(|count| count.0)).collect();
    assert_eq!(groups, [None, Some(1500)], "the first is as planned");
    assert_eq!((simulation.seed.unwrap().0, simulation.runs.unwrap().0), (7, 2000));
    let shares: Vec<_> = simulation.levels.iter().map(|one| one.share.to_string()).collect();
    assert_eq!(shares, ["0.875", "0.125"]);
    assert_eq!(simulation.pool.unwrap().to_string(), "10000000.00");
    let at: Vec<_> = page.levels.iter().map(|one| one.at).collect();
    assert_eq!(at, [0, 87, 12, 0]);
    let sum = page.sum.unwrap();
    assert_eq!((sum.text.as_str(), sum.whole), ("合计 100%", true));
    assert_eq!(page.amounts.iter().find(|one| one.id == "p90").unwrap().read_as.as_deref(), Some("= 900,000.00 元"));
    // The scenario has the same numbers, each enterprise at its cap: 260 × 400,000 + 1,500 × 350,000.
    assert_eq!(page.scenario.rows[0].value, "629,000,000.00");
}

#[test]
fn a_pasted_column_is_resampled() {
    let (_, simulation) =
        asked(r#"{"policy": "nanchang", "drawn": "resampled", "amounts": "30万\r\n520,000\n\n1200000.5；0\t7万"}"#);
    let Some(Spread::Resampled(amounts)) = simulation.unwrap().spend else { panic!() };
    let amounts: Vec<_> = amounts.iter().map(ToString::to_string).collect();
    assert_eq!(amounts, ["300000.00", "520000.00", "1200000.50", "0.00", "70000.00"]);
}

#[test]
fn what_cannot_be_read_or_does_not_hold_is_told_at_its_field() {
    for (typed, field, said) in [
        (r#""median": "五十万""#, "median", "五十万"),
        (r#""median": "0", "p90": "1""#, "median", "大于 0"),
        (r#""median": "9", "p90": "8.99""#, "p90", "9.00"),
        (r#""drawn": "triangular", "least": "1", "likely": "2", "most": "1""#, "most", "2.00"),
        (r#""drawn": "resampled", "amounts": "1\nx""#, "amounts", "x"),
        (r#""levels": [{"level": 3, "share": "101"}]"#, "level.3", "0 到 100"),
        (r#""counts": [{"batch": 2, "count": "-1"}]"#, "count.2", "1,000,000"),
        (r#""pool": "1e3""#, "pool", "1e3"),
        (r#""spend": "很多""#, "spend", "很多"),
        (r#""seed": "9007199254740992""#, "seed", "9,007,199,254,740,991"),
        (r#""runs": "1.5""#, "runs", "100,000"),
        (r#""median": "1", "p90": "2", "counts": [{"batch": 1, "count": "10001"}]"#, "counts", "10,000"),
        // 50,000,000 draws: of 10,000 enterprises 5,000 runs.
        (r#""median": "1", "p90": "2", "counts": [{"batch": 1, "count": "10000"}], "runs": "5001""#, "runs", "5,000"),
    ] {
        let (page, simulation) = asked(&format!(r#"{{"policy": "nanchang", {typed}}}"#));
        let errors = errors(&page);
        assert!(
            matches!(errors.as_slice(), [(at, text)] if *at == field && text.contains(said)),
            "{typed}: {errors:?}"
        );
        assert!(simulation.is_none() && !page.ready, "{typed}");
    }
}

#[test]
fn more_than_can_be_computed_is_told() {
    let (page, _) =
        asked(r#"{"policy": "songjiang", "counts": [{"count": "1,000,000"}], "own_rate": "100%", "own_cap": "1亿"}"#);
    assert_eq!(errors(&page)[0].0, "own_cap");
    let (page, _) = asked(
        r#"{"policy": "songjiang", "counts": [{"count": "1,000,000"}], "own_rate": "100%", "own_cap": "1,000,000,000,000"}"#,
    );
    assert_eq!(errors(&page), [("counts", "结果超出可精确计算的范围")]);
}

#[test]
fn shares_have_to_make_a_whole() {
    for (share, said) in [("90", "合计 90%，还差 10%"), ("99.95", "合计 99.95%，还差 0.05%")] {
        let (page, simulation) = asked(&format!(
            r#"{{"policy": "nanchang", "median": "1", "p90": "2", "levels": [{{"level": 2, "share": "{share}"}}]}}"#
        ));
        assert_eq!(page.sum.unwrap().text, said);
        assert_eq!(page.wants, ["各等级的比例合计要等于 100%。"]);
        assert!(simulation.is_none());
    }
    let (page, _) =
        asked(r#"{"policy": "nanchang", "levels": [{"level": 2, "share": "60"}, {"level": 3, "share": "50%"}]}"#);
    assert_eq!(page.sum.unwrap().text, "合计 110%，多了 10%");
}

#[test]
fn each_batch_may_have_shares_of_its_own() {
    let levels = r#""levels": [{"level": 2, "share": "100"}, {"batch": 1, "level": 2, "share": "90"},
        {"batch": 1, "level": 1, "share": "10"}, {"batch": 3, "level": 3, "share": "62.5"}, {"batch": 3, "level": 4, "share": ""}]"#;
    let typed =
        |more: &str| asked(&format!(r#"{{"policy": "nanchang", "median": "1", "p90": "2", {levels}, {more}}}"#));
    let sums = |page: &BudgetPage| -> Vec<_> {
        page.batches.iter().map(|one| one.sum.as_ref().map(|sum| (sum.text.clone(), sum.whole))).collect()
    };
    // What holds for all holds where nothing else is said: what was typed for a batch is kept, and left aside.
    let (page, simulation) = typed(r#""counts": []"#);
    let simulation = simulation.unwrap();
    assert_eq!((simulation.groups.len(), simulation.levels.len()), (0, 1));
    assert_eq!(sums(&page), [None, None, None]);

    let (page, simulation) = typed(r#""levels_of": "each_batch""#);
    assert_eq!(page.sum, None);
    let told = |text: &str, whole| Some((text.to_owned(), whole));
    assert_eq!(sums(&page), [told("合计 100%", true), None, told("合计 62.5%，还差 37.5%", false)]);
    assert_eq!(page.wants, ["各等级的比例合计要等于 100%。"]);
    assert!(simulation.is_none());
    let batch = &page.batches[2];
    assert_eq!((batch.batch, batch.label.as_str(), batch.levels[2].at), (3, "第三批", 62));
    assert_eq!(batch.levels[2].id, "batch.3.level.3");

    let (page, simulation) = asked(
        r#"{"policy": "nanchang", "median": "1", "p90": "2", "levels_of": "each_batch", "counts": [{"batch": 2, "count": "7"}],
            "levels": [{"batch": 1, "level": 2, "share": "90"}, {"batch": 1, "level": 1, "share": "10"}]}"#,
    );
    let simulation = simulation.unwrap();
    assert!(page.ready && simulation.levels.is_empty());
    let groups: Vec<_> =
        simulation.groups.iter().map(|one| (one.count.map(|count| count.0), one.levels.len())).collect();
    assert_eq!(groups, [(None, 2), (Some(7), 0), (None, 0)]);

    let (page, _) = asked(
        r#"{"policy": "nanchang", "levels_of": "each_batch", "levels": [{"batch": 2, "level": 3, "share": "some"}]}"#,
    );
    assert_eq!(errors(&page), [("batch.2.level.3", "请填 0 到 100 之间的数，最多两位小数。")]);
    // A city without batches has one set, whatever is asked for.
    let (wuhan, simulation) = asked(
        r#"{"policy": "wuhan", "median": "1", "p90": "2", "levels_of": "each_batch", "counts": [{"count": "9"}],
            "levels": [{"level": 2, "share": "100"}]}"#,
    );
    assert!(wuhan.batches.is_empty());
    assert_eq!(simulation.unwrap().levels.len(), 1);
}

#[test]
fn each_city_asks_for_what_its_document_does_not_say() {
    let (wuhan, _) = asked(r#"{"policy": "wuhan", "median": "50万", "p90": "90万", "spend": "50万"}"#);
    assert!(wuhan.level_decides && !wuhan.own);
    assert_eq!(wuhan.scenario.wants.as_deref(), Some("各等级的补助不同：请选一个等级。"));
    assert_eq!(wuhan.wants, ["请填写家数：文件没有按批次给出可直接使用的计划数。"]);
    let (wuhan, _) = asked(
        r#"{"policy": "wuhan", "median": "50万", "p90": "90万", "spend": "50万", "level": 2, "counts": [{"count": "10"}]}"#,
    );
    // 30 % of 500,000.
    assert_eq!(wuhan.scenario.rows[0].value, "1,500,000.00");
    assert_eq!(wuhan.wants, ["各等级的补助不同：请填写各等级占多少。"]);

    let (songjiang, _) = asked(r#"{"policy": "songjiang", "spend": "50万", "counts": [{"count": "520"}]}"#);
    assert!(songjiang.own && songjiang.levels.is_empty());
    assert_eq!(songjiang.scenario.wants.as_deref(), Some("文件没有公布比例和上限：请填写您设定的比例和上限。"));
    let (songjiang, simulation) = asked(
        r#"{"policy": "songjiang", "spend": "50万", "median": "50万", "p90": "90万", "counts": [{"count": "520"}],
            "own_rate": "30%", "own_cap": "10万", "pool": "50,000,000"}"#,
    );
    // 30 % of 500,000 is above the cap.
    assert_eq!(songjiang.scenario.groups[0].value, "52,000,000.00");
    assert!(songjiang.scenario.flags[0].contains("缺 2,000,000.00 元"), "{:?}", songjiang.scenario.flags);
    assert!(simulation.unwrap().own_terms.is_some());
}

#[test]
fn planned_numbers_stand_as_printed() {
    let (nanchang, _) = asked(r#"{"policy": "nanchang"}"#);
    let annex = nanchang.plans.iter().find(|plan| plan.title == "附件2：目标任务分解表").unwrap();
    let anyi = annex.rows.iter().find(|row| row.label == "安义县").unwrap();
    assert_eq!(anyi.cells, ["70", "4", "41", "2", "21", "2", "8", "0", "40", "75", "6"]);
    assert_eq!(annex.columns[2], "改造企业 · 第一批 · 规模以上");
    let shares = nanchang.plans.iter().find(|plan| plan.title.contains("占比")).unwrap();
    assert_eq!(shares.rows[0].cells[0], "91.3%");
    assert_eq!(nanchang.plans[0].rows[0].cells, ["不少于 450"]);
    let (fuzhou, _) = asked(r#"{"policy": "fuzhou"}"#);
    let years = fuzhou.plans.iter().find(|plan| plan.rows.len() == 2 && plan.rows[0].label.contains("2024")).unwrap();
    assert_eq!((years.rows[0].label.as_str(), years.rows[0].cells[0].as_str()), ("改造企业 · 2024 年", "300"));
}
