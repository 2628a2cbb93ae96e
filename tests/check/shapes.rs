//! One table per shape that a document needs (R1–R22): it is read, has no findings, and says what it should.

use subsidy::catalog::Table;
use subsidy::check::{check, check_programme, check_sources};
use subsidy::json::Value;
use subsidy::policy::*;
use subsidy::programme::{Overflow, Programme};

use super::{fixture, shown};

fn table(name: &str) -> Policy {
    let (value, source) = fixture(name);
    assert_eq!(shown(&check(name, &value)), [""; 0]);
    assert_eq!(shown(&check_sources(name, &value, &source)), [""; 0]);
    Table::read(&value).unwrap().policy
}

fn programme(name: &str) -> Programme {
    let (value, source) = fixture(name);
    assert_eq!(shown(&check_programme(name, &value)), [""; 0]);
    assert_eq!(shown(&check_sources(name, &value, &source)), [""; 0]);
    assert_eq!(shown(&subsidy::check::flags(name, &value)), [""; 0]);
    Programme::read(&value).unwrap()
}

fn clauses(policy: &Policy) -> &[Clause] {
    &policy.spend_share().unwrap().1.clauses
}

/// Levels, batches, rate and cap of each clause in one line.
fn terms(policy: &Policy) -> Vec<String> {
    let term = |clause: &Clause| {
        let levels = match &clause.when.levels.rule {
            Levels::Exactly(level) => format!("={}", level.number()),
            Levels::AtLeast(level) => format!("≥{}", level.number()),
        };
        let batches: Option<Vec<u8>> =
            clause.when.batches.as_ref().map(|rule| rule.numbers.iter().map(|batch| batch.number()).collect());
        let cap = clause.cap.as_ref().map(|cap| format!("{} {}", cap.wording.as_str(), cap.amount));
        format!("{levels} {batches:?} {} {} {cap:?}", clause.rate.wording.as_str(), clause.rate.rate)
    };
    clauses(policy).iter().map(term).collect()
}

fn gives<'p>(policy: &'p Policy, id: &str) -> &'p Gives {
    &policy.benefits.iter().find(|benefit| benefit.id == id).unwrap().gives
}

#[test]
fn r1_rate_of_spend_with_a_cap() {
    assert_eq!(terms(&table("r01")), [r#"≥2 None ceiling 0.3 Some("ceiling 200000.00")"#]);
}

#[test]
fn r2_rate_and_cap_by_batch() {
    assert_eq!(
        terms(&table("r02")),
        [
            r#"≥2 Some([1]) ceiling 0.6 Some("ceiling 400000.00")"#,
            r#"≥2 Some([2]) ceiling 0.45 Some("ceiling 350000.00")"#
        ]
    );
}

#[test]
fn r3_level_sets_with_an_operator_and_a_level_that_is_not_named() {
    let table = table("r03");
    assert_eq!(
        terms(&table),
        [r#"=2 None ceiling 0.3 Some("ceiling 300000.00")"#, r#"=4 None ceiling 0.5 Some("ceiling 1200000.00")"#]
    );
    let [one, three] = table.spend_share().unwrap().1.gaps.as_slice() else { panic!("two gaps") };
    assert_eq!((one.reason, one.read_as), (GapReason::BelowThreshold, None));
    assert_eq!((three.reason, three.read_as.map(Level::number)), (GapReason::NotNamed, Some(2)));
}

#[test]
fn r4_no_batch_for_some_levels() {
    assert_eq!(
        terms(&table("r04")),
        [
            r#"=2 Some([1]) exact 0.4 Some("ceiling 300000.00")"#,
            r#"=2 Some([2]) exact 0.2 Some("ceiling 150000.00")"#,
            r#"≥3 None exact 0.5 Some("ceiling 500000.00")"#
        ]
    );
}

#[test]
fn r5_wording_of_rate_and_cap_apart_and_a_clause_without_cap() {
    assert_eq!(terms(&table("r05")), [r#"=2 None exact 0.3 Some("ceiling 300000.00")"#, "≥3 None about 0.4 None"]);
}

#[test]
fn r6_base_by_tier_with_a_wider_reading_and_a_limit_of_its_own() {
    let table = table("r06");
    let [two, three] = clauses(&table) else { panic!("two clauses") };
    assert_eq!((&two.base, &two.base_limit), (&None, &None));
    assert_eq!(table.base.counted, [Category::Software, Category::Cloud, Category::DataEquipment]);
    let base = three.base.as_ref().unwrap();
    assert_eq!(base.counted, [Category::Software, Category::Cloud, Category::DataEquipment, Category::Hardware]);
    let wide = base.wide.as_ref().unwrap();
    assert_eq!(wide[4..], [Category::Services, Category::Training]);
    assert_eq!(three.base_limit.as_ref().unwrap().amount.to_string(), "2000000.00");
    assert_eq!(three.cap.as_ref().unwrap().amount.to_string(), "500000.00");
}

#[test]
fn r7_lump_sum_given_outright() {
    let table = table("r07");
    let Gives::LumpSum(sum) = gives(&table, "first_recognition") else { panic!("a lump sum") };
    assert_eq!((sum.amount.amount.to_string().as_str(), sum.amount.wording), ("200000.00", Wording::Exact));
    assert!(sum.once);
}

#[test]
fn r8_lump_sum_as_a_ceiling_with_a_planned_number() {
    let table = table("r08");
    let Gives::LumpSum(sum) = gives(&table, "model_enterprise") else { panic!("a lump sum") };
    assert_eq!((sum.amount.amount.to_string().as_str(), sum.amount.wording), ("100000.00", Wording::Ceiling));
    let planned = sum.planned.as_ref().unwrap();
    assert_eq!((planned.count.0, planned.wording), (25, Wording::Floor));
}

#[test]
fn r9_share_of_another_grant() {
    let table = table("r09");
    let Gives::Matching(matching) = gives(&table, "match") else { panic!("a match") };
    assert_eq!(matching.rate.rate.to_string(), "0.25");
    assert_eq!(matching.cap.amount.to_string(), "1000000.00");
}

#[test]
fn r10_reimbursement_with_a_programme_total() {
    let table = table("r10");
    let Gives::Reimbursement(back) = gives(&table, "diagnosis") else { panic!("a reimbursement") };
    assert_eq!(back.base, [Category::Diagnosis]);
    assert_eq!(back.cap.amount.to_string(), "5000.00");
    assert_eq!(back.pool.as_ref().unwrap().amount.to_string(), "2000000.00");
    assert_eq!(back.when.levels.rule, Levels::AtLeast(Level::ALL[1]));
}

#[test]
fn r11_payees_other_than_the_enterprise() {
    let payees: Vec<Payee> = table("r11").benefits.iter().map(|benefit| benefit.payee).collect();
    assert_eq!(payees, [Payee::Enterprise, Payee::Provider, Payee::CaseOwner, Payee::Platform, Payee::Institution]);
}

#[test]
fn r12_fee_that_the_programme_pays() {
    let table = table("r12");
    let Gives::ProgrammeFee(fee) = gives(&table, "monitoring_fee") else { panic!("a fee") };
    assert_eq!(fee.amount.amount.to_string(), "21000.00");
}

#[test]
fn r13_budget_lines_shares_and_match() {
    let programme = programme("r13");
    let lines: Vec<_> = programme
        .lines
        .iter()
        .map(|line| (line.id.as_str(), line.amount.as_ref().unwrap().amount.to_string()))
        .collect();
    assert_eq!(lines[0], ("transformation", "8000000.00".into()));
    assert_eq!(programme.total.unwrap().amount.to_string(), "10000000.00");
    let parts: Vec<_> = programme.lines[1].parts.iter().map(|part| part.amount.amount.to_string()).collect();
    assert_eq!(parts, ["600000.00", "400000.00"]);
    let fee = programme.lines[2].fee.as_ref().unwrap();
    assert_eq!((fee.amount.amount.to_string().as_str(), fee.count.count.0), ("20000.00", 50));
    let shares: Vec<_> = programme
        .shares
        .iter()
        .map(|joint| format!("{} {} of {:?}", joint.share.wording.as_str(), joint.share.rate, joint.fund))
        .collect();
    assert_eq!(
        shares,
        [
            "exact 0.8 of None",
            "exact 0.2 of None",
            r#"floor 0.8 of Some("central")"#,
            r#"ceiling 0.2 of Some("central")"#
        ]
    );
    assert_eq!(programme.shares[1].lines, ["awards", "monitoring"]);
    assert_eq!(programme.ratios[0].parts, [Number(1), Number(2)]);
    assert!(programme.adjustable.is_some());
}

#[test]
fn r14_shared_pool_and_planned_numbers_by_every_axis() {
    let programme = programme("r14");
    assert_eq!(programme.pools[0].shared_by, ["first", "second"]);
    let [districts, years] = programme.plans.as_slice() else { panic!("two plans") };
    let column = &districts.columns[1].axes;
    assert_eq!(column.batch.map(Batch::number), Some(1));
    assert_eq!(column.size_class, Some(SizeClass::BelowScale));
    assert_eq!(districts.rows[0].axes.district.as_deref(), Some("east"));
    assert_eq!(districts.rows[0].counts, [Number(67), Number(26), Number(34)]);
    assert_eq!(years.columns[1].axes.year, Some(Number(2026)));
    assert_eq!(years.rows[0].axes.industry.as_deref(), Some("sample_making"));
    assert_eq!(years.rows[0].counts, [Number(281), Number(239)]);
}

#[test]
fn r15_overflow_that_the_document_does_not_state() {
    let pool = &programme("r15").pools[0];
    assert_eq!(pool.overflow, Overflow::Unstated);
    assert_eq!(pool.amount.as_ref().unwrap().amount.to_string(), "2000000.00");
}

#[test]
fn r16_term_and_windows() {
    let dated = table("r16");
    assert_eq!(dated.version(), "2024-04-15");
    let day = |dated: &Option<Dated>| dated.as_ref().unwrap().date.to_string();
    assert_eq!((day(&dated.validity.from), day(&dated.validity.until)), ("2024-05-01".into(), "2025-12-31".into()));
    let windows: Vec<_> = dated
        .stages
        .iter()
        .map(|stage| {
            format!("{} {:?} {} {}", stage.kind.as_str(), stage.batch.map(Batch::number), stage.until, stage.before)
        })
        .collect();
    assert_eq!(
        windows,
        [
            "programme None 2024-03 true",
            "transform Some(1) 2024-10 false",
            "transform Some(2) 2024-12 false",
            "accept_and_pay Some(1) 2024-12 false"
        ]
    );
    assert_eq!(table("r01").validity, Validity { from: None, until: None, years: None });
    let undated = table("r16_undated");
    assert_eq!((undated.version().as_str(), undated.validity.years.unwrap().count.0), ("undated", 2));
}

#[test]
fn r17_conditions_of_every_kind() {
    let kinds: Vec<ConditionKind> = table("r17").conditions.iter().map(|condition| condition.kind).collect();
    assert_eq!(kinds, ConditionKind::ALL);
}

#[test]
fn r18_rate_that_is_not_published() {
    let table = table("r18");
    assert!(table.spend_share().is_none());
    let (_, unpublished) = table.unpublished().unwrap();
    assert_eq!(unpublished.would_be_in.zh_cn, "《样例市资金管理办法》(样经规〔2025〕3号)");
}

#[test]
fn r19_promise_without_a_figure_and_recognition_without_money() {
    let table = table("r19");
    let promised = |id| matches!(gives(&table, id), Gives::WithoutFigure(WithoutFigure { promised: true, .. }));
    assert!(promised("provider_support") && !promised("model_enterprise"));
}

#[test]
fn r20_citation_with_document_unit_and_another_reading() {
    let table = table("r20");
    let [clause] = clauses(&table) else { panic!("one clause") };
    let cap = clause.cap.as_ref().unwrap();
    assert_eq!((cap.amount.to_string().as_str(), cap.citation.unit.as_deref()), ("250000.00", Some("万元")));
    assert_eq!((cap.citation.section.as_str(), cap.citation.quote.as_str()), ("附表第2行", "每家补助 | 25"));
    let base = clause.base.as_ref().unwrap();
    assert!(base.wide.is_some());
    let documents: Vec<_> =
        table.remarks.iter().map(|remark| remark.citation.as_ref().unwrap().document.as_deref()).collect();
    assert_eq!(documents, [None, Some("《样例市实施细则》")]);
}

#[test]
fn r21_stacking() {
    assert_eq!(table("r21").stacking.rule, StackingRule::DistrictEncouraged);
    assert_eq!(table("r01").stacking.rule, StackingRule::Unstated);
}

#[test]
fn r22_payment_and_clawback() {
    let paid = table("r22");
    assert_eq!(paid.payment.mode, PaymentMode::AfterAcceptance);
    assert_eq!(paid.clawback[0].citation.as_ref().unwrap().quote, "已拨付的资金予以追回");
    assert_eq!(table("r01").payment.mode, PaymentMode::Unstated);
}

#[test]
fn every_shape_has_a_table() {
    let names: Vec<String> = (1..=22).map(|shape| format!("r{shape:02}")).collect();
    assert!(names.iter().all(|name| matches!(fixture(name).0, Value::Object(_))));
}
