//! Offers for a person: what the page, the paper and the workbook say of entries as typed. Every amount by hand.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that fails should say so at once"
)]

use calamine::{Data, Reader, Xlsx};
use serde_json::{Value as Json, json};
use std::io::Cursor;
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::error::Error;
use subsidy::json::Value;
use subsidy::present::link::Link;
use subsidy::present::quote::{self, QuoteView, TypedOffer};
use subsidy::sheets;
use subsidy::strings::{Language, Strings};

const TODAY: &str = "2024-09-30";

fn today() -> Date {
    Date::parse(TODAY).unwrap()
}

fn read(offer: &Json) -> Result<TypedOffer, Error> {
    TypedOffer::read(&Value::parse(offer.to_string().as_bytes()).unwrap())
}

fn strings(language: Language) -> Strings {
    Strings::embedded(language).unwrap()
}

fn view_in(offer: &Json, language: Language) -> QuoteView {
    let (catalog, offer) = (Catalog::embedded().unwrap(), read(offer).unwrap());
    let table = catalog.find(&offer.policy, today()).unwrap();
    quote::answer(table, &offer, today(), today(), &strings(language)).unwrap()
}

fn view(offer: &Json) -> QuoteView {
    view_in(offer, Language::Simplified)
}

/// Software 3 × 100,000 less a tenth, cloud 2 × 12,000 × 3 years, services 50,000 that do not count.
fn nanchang() -> Json {
    json!({"policy": "nanchang", "batch": 1, "level": 2, "net_budget": "20万", "packages": [{"name": "基础", "lines": [
        {"category": "software", "label": "MES", "quantity": "3", "unit_price": "10万", "discount": "9折", "tax_rate": "13%"},
        {"category": "cloud", "quantity": "2", "unit_price": "12,000", "tax_rate": "6%", "years": "3"},
        {"category": "services", "label": "实施", "quantity": 1, "unit_price": "50000", "tax_rate": "0.06"}
    ]}]})
}

/// A salesperson's 0.9 is nine tenths of the price, a program's nine tenths off it.
#[test]
fn a_discount_is_told_as_it_was_read() {
    let read = |discount: &str, by_hand: bool| {
        let mut offer = nanchang();
        offer["by_hand"] = json!(by_hand);
        offer["packages"][0]["lines"][0]["discount"] = json!(discount);
        let line = view(&offer).packages[0].lines[0].clone();
        (line.discount, line.discount_read_as, line.errors.first().map(|error| error.text.clone()))
    };
    let said = |text: &str, discount: &str| (discount.to_owned(), Some(text.to_owned()), None);
    for text in ["9折", "九折", "10%"] {
        assert_eq!(read(text, true), said("减 10%，即 9 折", "10%"), "{text}");
    }
    assert_eq!(read("八五折", true), said("减 15%，即 8.5 折", "15%"));
    for text in ["10折", "十折", "0"] {
        assert_eq!(read(text, true), said("不打折", ""), "{text}");
    }
    assert_eq!(read("100%", true), said("全部减去，这一行免费", "100%"));
    for text in ["0.9", "0.1", "10", "100折"] {
        let wrong = format!("看不出“{text}”减多少。减一成请写 10% 或 9折。");
        assert_eq!(read(text, true), (String::new(), None, Some(wrong)), "{text}");
    }
    assert_eq!(read("0.1", false), said("减 10%，即 9 折", "10%"));
    let line = &view(&nanchang()).packages[0].lines[1];
    assert_eq!(line.discount_read_as, None, "nothing was typed");
    let english = view_in(&nanchang(), Language::English).packages[0].lines[0].discount_read_as.clone();
    assert_eq!(english.as_deref(), Some("10% off, in Chinese 9 折"));
}

fn pairs(sums: &[subsidy::present::view::Sum]) -> Vec<(&str, &str)> {
    sums.iter().map(|sum| (&*sum.label, &*sum.value)).collect()
}

/// 270,000 + 72,000 + 50,000 = 392,000; tax 35,100 + 4,320 + 3,000; 342,000 × 60 % = 205,200 of 392,000 is 52.35 %, at most 52.4.
#[test]
fn nanchang_in_words() {
    let view = view(&nanchang());
    assert_eq!(view.context, "南昌市 · 第一批 · 二级");
    let package = &view.packages[0];
    assert_eq!((package.kind, &*package.headline), ("upper_limit", "¥205,200.00"));
    let lines: Vec<_> = package
        .lines
        .iter()
        .map(|one| {
            [
                &*one.title,
                &one.quantity,
                &one.discount,
                &one.tax_rate,
                &one.without_tax,
                &one.tax,
                &one.with_tax,
                &one.badge,
            ]
        })
        .collect();
    assert_eq!(
        lines,
        [
            ["MES", "3", "10%", "13%", "270,000.00", "35,100.00", "305,100.00", "计入"],
            ["云服务", "2 × 3 年", "", "6%", "72,000.00", "4,320.00", "76,320.00", "计入"],
            ["实施", "1", "", "6%", "50,000.00", "3,000.00", "53,000.00", "不计入"],
        ]
    );
    assert_eq!(package.lines[0].read_as.as_deref(), Some("= 100,000.00 元"));
    assert_eq!(
        pairs(&package.totals),
        [
            ("折扣前", "422,000.00"),
            ("优惠", "− 30,000.00"),
            ("不含税合计", "392,000.00"),
            ("税额", "42,420.00"),
            ("价税合计", "434,420.00"),
        ]
    );
    assert_eq!(
        pairs(&package.sums),
        [
            ("作为投入的金额（不含税）", "392,000.00"),
            ("计入补助基数", "342,000.00"),
            ("补助（不超过）", "− 205,200.00"),
            ("客户净付（不含税）", "不低于 186,800.00"),
            ("客户实付（含税，价税合计减补助）", "不低于 229,220.00"),
            ("补助占投入", "不超过 52.4%"),
        ]
    );
    assert_eq!(
        package.highest[0],
        "净预算 200,000.00 元（不含税），这一方案最高可报 425,000.00 元（不含税），其中计入补助的 375,000.00 元，按此算出的补助为 225,000.00 元。多一分就超出预算。"
    );
    assert_eq!(
        package.highest[1..],
        [
            "现在计入的是 342,000.00 元：多出的 33,000.00 元也要是计入补助的投入（提高这些行的价格，或加这样的行），其余的行不变。",
            "补助是“不超过”：实际补助更低时，客户净付会超出预算。",
        ]
    );
    assert!(view.assumptions[0].contains("假定"), "{}", view.assumptions[0]);
    assert!(view.notice.contains("不是核定决定"));
    assert_eq!(view.blocked, None);
    let provider: Vec<_> = view.provider.iter().map(|one| (&*one.title, &*one.amount, &*one.payee)).collect();
    assert_eq!(
        provider,
        [
            ("优秀“小快轻准”产品及解决方案奖励", "不超过 100,000.00", "给服务商"),
            ("“链式”转型典型案例奖励", "不超过 200,000.00", "如果案例归您所有；文件没有写明案例归谁"),
        ]
    );
    assert!(view.foot.contains("nanchang 2024-04-15 · sha256-"));
}

/// No sentence about what may be granted is a promise, in any language.
#[test]
fn a_ceiling_is_never_told_as_an_amount() {
    for (language, wording, notice) in [
        (Language::Simplified, "不超过 205,200.00", "不是核定决定"),
        (Language::Traditional, "不超過 205,200.00", "不是核定決定"),
        (Language::English, "at most 205,200.00", "not a decision"),
    ] {
        let view = view_in(&nanchang(), language);
        let grant = view.beside.iter().find(|row| row.id == "grant").unwrap();
        assert_eq!(grant.cells, [wording]);
        assert!(view.notice.contains(notice), "{}", view.notice);
    }
}

/// Tax counts: 381,420 × 60 % = 228,852; 434,420 less that is all that the customer pays, and is said once.
#[test]
fn where_tax_counts_the_net_cost_is_all_that_is_paid() {
    let mut offer = nanchang();
    offer["base"] = json!("with_tax");
    let view = view(&offer);
    assert_eq!(
        pairs(&view.packages[0].sums)[3..],
        [("客户净付（含税）", "不低于 205,568.00"), ("补助占投入", "不超过 52.7%")]
    );
    assert!(view.beside.iter().all(|row| row.id != "payment"));
    let english = view_in(&nanchang(), Language::English);
    let labels: Vec<_> = english.packages[0].sums.iter().map(|sum| &*sum.label).collect();
    assert_eq!(
        labels[3..5],
        ["Customer's net cost (without tax)", "Customer pays in all (total with tax, less the grant)"]
    );
}

/// Level open in Wuhan: level 1 pays nothing, level 3 and 4 400,000 of 1,100,000, which is 36.3 %.
#[test]
fn what_is_open_is_a_span() {
    let view = view(&json!({"policy": "wuhan", "net_budget": "1", "packages": [{"name": "a", "lines": [
        {"category": "software", "quantity": 1, "unit_price": "1000000", "tax_rate": "0.13"},
        {"category": "training", "quantity": 1, "unit_price": "100000", "tax_rate": "0.06"}
    ]}]}));
    let package = &view.packages[0];
    assert_eq!((package.kind, &*package.headline), ("range", "¥0 – 400,000.00"));
    let cells: Vec<_> = view.beside.iter().map(|row| (row.id, &*row.cells[0])).collect();
    assert!(cells.contains(&("grant", "0 – 400,000.00")), "{cells:?}");
    assert!(cells.contains(&("net", "700,000.00 – 1,100,000.00")), "{cells:?}");
    assert!(cells.contains(&("payment", "836,000.00 – 1,236,000.00")), "{cells:?}");
    assert!(cells.contains(&("effective", "0% – 36.3%")), "{cells:?}");
    assert!(package.highest[0].contains("无法由净预算"), "{:?}", package.highest);
}

/// Level 2, batch 1: 600,000 × 50 % + 5,000 of the diagnosis, with the machine 900,000 × 50 % + 5,000; no clause names level 3.
fn hebi(level: u8) -> Json {
    json!({"policy": "hebi", "batch": 1, "level": level, "packages": [{"name": "a", "lines": [
        {"category": "software", "quantity": 1, "unit_price": "600000", "tax_rate": "13%"},
        {"category": "diagnosis", "quantity": 1, "unit_price": "8000", "tax_rate": "6%"},
        {"category": "hardware", "quantity": 1, "unit_price": "300000", "tax_rate": "13%"}
    ]}]})
}

/// 不超过 stands before both ends where both are ceilings, wherever the span is shown.
#[test]
fn a_span_of_ceilings_is_marked_as_one() {
    let beside = |offer: &Json, id: &str| {
        let view = view(offer);
        view.beside.iter().find(|row| row.id == id).map(|row| row.cells[0].clone()).unwrap()
    };
    assert_eq!(beside(&hebi(2), "grant"), "不超过 305,000.00 – 455,000.00");
    assert_eq!(beside(&hebi(2), "net"), "不低于 453,000.00 – 603,000.00");
    assert_eq!(beside(&hebi(2), "payment"), "不低于 570,480.00 – 720,480.00");
    assert_eq!(beside(&hebi(3), "effective"), "不超过 0.6% – 50.2%");
    let mut open = nanchang();
    open.as_object_mut().unwrap().remove("level");
    assert_eq!(beside(&open, "grant"), "不超过 0 – 205,200.00");
    let sums = view(&open).packages[0].sums.clone();
    assert_eq!(
        pairs(&sums)[1..4],
        [
            ("客户的补助", "不超过 0 – 205,200.00"),
            ("客户净付（不含税）", "不低于 186,800.00 – 392,000.00"),
            ("客户实付（含税，价税合计减补助）", "不低于 229,220.00 – 434,420.00"),
        ]
    );
    let catalog = Catalog::embedded().unwrap();
    let tables = [(catalog.find("hebi", today()).unwrap(), today())];
    let matrix = quote::matrix(&tables, &read(&hebi(2)).unwrap(), 0, &strings(Language::Simplified)).unwrap();
    let cell = |level: usize| (&*matrix.rows[0].cells[level - 1].grant, &*matrix.rows[0].cells[level - 1].net);
    assert_eq!(cell(2), ("不超过 305,000.00 – 455,000.00", "净付不低于 453,000.00 – 603,000.00"));
    assert_eq!(cell(3), ("不超过 5,000.00 – 455,000.00", "净付不低于 453,000.00 – 903,000.00"));
    assert_eq!(cell(1), ("0.00", "净付 908,000.00"));
}

/// 342,000 count, 205,200 of them at most are paid, 50,000 do not count. Where readings differ, one bar would be one of them.
#[test]
fn the_bar_says_no_more_than_the_lines() {
    let labels = |offer: &Json| view(offer).packages[0].bar.iter().map(|part| part.label.clone()).collect::<Vec<_>>();
    assert_eq!(
        labels(&nanchang()),
        ["补助不超过 20.52万", "计入的部分里，客户付不低于 13.68万", "不计入，由客户付 5万"]
    );
    for level in [2, 3] {
        assert_eq!(labels(&hebi(level)), [""; 0], "level {level}");
    }
    let wuhan = json!({"policy": "wuhan", "level": 2, "packages": [{"name": "a", "lines": [
        {"category": "software", "quantity": 1, "unit_price": "10万", "tax_rate": "13%"}]}]});
    assert_eq!(labels(&wuhan), ["补助 3万", "计入的部分里，客户付 7万"]);
    // Both readings reach the cap, and the machine is to be confirmed all the same.
    let mut capped = hebi(2);
    capped["packages"][0]["lines"][0]["unit_price"] = json!("200万");
    assert_eq!(view(&capped).packages[0].lines[2].badge, "待确认");
    assert_eq!(labels(&capped), [""; 0]);
}

/// The price for a budget says which of it has to count, and on which reading it rests.
#[test]
fn the_highest_price_says_on_what_it_rests() {
    let told = |policy: &str, level: u8, lines: &[(&str, &str)]| {
        let line = |(category, price): &(&str, &str)| json!({"category": category, "quantity": 1, "unit_price": price, "tax_rate": "13%"});
        let lines: Vec<_> = lines.iter().map(line).collect();
        let offer = json!({"policy": policy, "batch": 1, "level": level, "net_budget": "20万", "packages": [{"name": "a", "lines": lines}]});
        view(&offer).packages[0].highest.clone()
    };
    let plain = "净预算 200,000.00 元（不含税），这一方案最高可报 200,000.00 元（不含税）。";
    let nothing = "没有一行计入补助，提价不增加补助；要报得更高，加的行要是计入补助的投入。";
    let default = "这是按默认读法算的；按另一种读法，计入的更多，可报的价格更高。";
    let limit = "补助是“不超过”：实际补助更低时，客户净付会超出预算。";
    assert_eq!(told("nanchang", 2, &[("hardware", "10万")]), [plain, nothing]);
    assert_eq!(told("hebi", 2, &[("hardware", "10万")]), [plain, nothing, default]);
    assert_eq!(
        told("nanchang", 1, &[("software", "10万")]),
        [plain, "没有条款对这一水平给予补助，所以最高报价就是预算。"]
    );
    // 200,000 ÷ 50 % = 400,000: 100,000 less than the software that no clause may pay for.
    assert_eq!(
        told("hebi", 3, &[("software", "50万")]),
        [
            "净预算 200,000.00 元（不含税），按默认读法，这一方案最高可报 400,000.00 元（不含税），其中计入补助的 400,000.00 元，按此算出的补助为 200,000.00 元。按这一读法，多一分就超出预算。",
            "现在计入的是 500,000.00 元：要从计入的行里减去 100,000.00 元，其余的行不变。",
            "没有条款写明这一水平：这里所用的条款可能不适用；不适用时补助更少，这个价格就超出预算。",
            limit,
        ]
    );
}

/// 300,000 ÷ 70 % = 428,571.42, whatever the level; 500,000 count now.
#[test]
fn own_terms_give_a_price_without_a_level() {
    let offer = json!({"policy": "songjiang", "own_terms": {"rate": "30%", "cap": "20万"}, "net_budget": "30万",
        "packages": [{"name": "a", "lines": [{"category": "software", "quantity": 1, "unit_price": "50万", "tax_rate": "13%"}]}]});
    let told = view(&offer).packages[0].highest.clone();
    assert_eq!(
        told,
        [
            "净预算 300,000.00 元（不含税），这一方案最高可报 428,571.42 元（不含税），其中计入补助的 428,571.42 元，按此算出的补助为 128,571.42 元。多一分就超出预算。",
            "现在计入的是 500,000.00 元：要从计入的行里减去 71,428.58 元，其余的行不变。",
        ]
    );
}

/// A price that nobody can state is told as that, and not as spend that is all paid back.
#[test]
fn a_price_beyond_the_largest_amount_is_told_as_one() {
    let mut offer = nanchang();
    offer["net_budget"] = json!("1000000000000");
    assert_eq!(
        view(&offer).packages[0].highest,
        ["净预算 1,000,000,000,000.00 元（不含税）太大：最高报价超过这里能算的 1 万亿元，所以没有给出。"]
    );
    let english = view_in(&offer, Language::English).packages[0].highest.join(" ");
    assert!(english.contains("beyond") && !english.contains("paid back"), "{english}");
}

#[test]
fn without_a_rate_there_is_no_amount_and_no_price() {
    let view = view(&json!({"policy": "fuzhou", "net_budget": "1", "packages": [{"name": "a", "lines": [
        {"category": "software", "quantity": 1, "unit_price": "400000", "tax_rate": "13%"}
    ]}]}));
    assert_eq!((view.packages[0].kind, &*view.packages[0].headline), ("not_published", "没有金额"));
    assert!(!view.beside.iter().any(|row| ["grant", "net", "payment", "effective", "highest"].contains(&row.id)));
    assert!(view.packages[0].highest[0].contains("没有公布比例"));
    assert!(view.form.own_terms);
}

#[test]
fn what_cannot_be_read_is_told_at_its_cell_and_the_rest_is_computed() {
    let mut offer = nanchang();
    offer["packages"][0]["lines"][0]["unit_price"] = json!("3OO");
    offer["packages"][0]["lines"][1]["years"] = json!("11");
    offer["packages"][0]["lines"][2]["tax_rate"] = json!("6");
    offer["packages"].as_array_mut().unwrap().push(json!({"name": "推荐", "lines": [
        {"category": "software", "quantity": "1", "unit_price": "700000", "tax_rate": "13%"},
        {"category": "software", "quantity": "1", "unit_price": "", "label": "", "tax_rate": "13%"}
    ]}));
    offer["instalments"] = json!([{"when": "签订后", "share": "30%"}, {"when": "验收后", "share": "60%"}]);
    offer["valid"] = json!("某天");
    let view = view(&offer);
    let wrong =
        |line: usize| view.packages[0].lines[line].errors.iter().map(|one| (one.cell, &*one.text)).collect::<Vec<_>>();
    assert_eq!(wrong(0), [("unit_price", "“3OO”不是金额。请填写数字，例如 300000、300,000 或 30万。")]);
    assert_eq!(wrong(1), [("years", "“11”不是年数。请填写 1 到 10 的整数。")]);
    assert_eq!(wrong(2), [("tax_rate", "“6”不是比例。请写成 30% 或 0.3。")]);
    assert_eq!((view.packages[0].kind, &*view.packages[0].headline), ("unreadable", "—"));
    assert_eq!(view.packages[1].headline, "¥400,000.00");
    assert!(view.packages[1].lines[1].blank);
    let grant = view.beside.iter().find(|row| row.id == "grant").unwrap();
    assert_eq!(grant.cells, ["—", "不超过 400,000.00"]);
    assert_eq!(view.shares_error.as_deref(), Some("各期比例合计要等于 100%。"));
    assert!(view.valid.error.is_some() && view.blocked.is_some());
    let named = json!({"policy": "wuhan", "packages": [{"name": "", "lines": [{"category": "other", "label": "x"}]}]});
    let cells: Vec<_> = self::view(&named).packages[0].lines[0].errors.iter().map(|one| one.cell).collect();
    assert_eq!(cells, ["quantity", "unit_price", "tax_rate"]);
}

/// Whatever was typed of a line but its price: it is not left out, and keeps the offer from being handed over.
#[test]
fn a_line_without_a_price_is_told_as_incomplete() {
    let of = |line: Json| {
        let mut offer = nanchang();
        offer["by_hand"] = json!(true);
        offer["packages"][0]["lines"].as_array_mut().unwrap().push(line);
        let (told, checked) = (view(&offer), read(&offer).unwrap().check(today()));
        let line = told.packages[0].lines[3].clone();
        let cells: Vec<_> = line.errors.iter().map(|one| one.cell).collect();
        (line.blank, cells.join(" "), told.blocked.is_some(), checked.map_err(|error| error.to_string()))
    };
    let missing = "packages[0].lines[3].unit_price: required field is missing".to_owned();
    for typed in [
        json!({"quantity": "3"}),
        json!({"quantity": "1", "discount": "9折"}),
        json!({"quantity": "1", "years": "1"}),
        json!({"quantity": "1", "label": "MES"}),
    ] {
        let mut line = json!({"category": "software", "tax_rate": "13%", "unit_price": " "});
        line.as_object_mut().unwrap().extend(typed.as_object().unwrap().clone());
        assert_eq!(of(line), (false, "unit_price".into(), true, Err(missing.clone())), "{typed}");
    }
    // A new line of the page waits.
    let new = json!({"category": "software", "quantity": "1", "tax_rate": "13%"});
    assert_eq!(of(new.clone()), (true, String::new(), false, Ok(())));
    // A program's lines are all meant.
    let mut offer = nanchang();
    offer["packages"][0]["lines"].as_array_mut().unwrap().push(new);
    assert_eq!(read(&offer).unwrap().check(today()).map_err(|error| error.to_string()), Err(missing));
}

/// The last instalment takes what is left: a share of 60 % would stand beside 70 % of the price.
#[test]
fn instalments_that_are_not_the_whole_are_no_offer() {
    let checked = |shares: &[&str]| {
        let mut offer = nanchang();
        offer["instalments"] = shares.iter().map(|share| json!({"when": "验收后", "share": share})).collect();
        read(&offer).unwrap().check(today()).map_err(|error| error.to_string())
    };
    for shares in [&[][..], &["100%"], &["30%", "70%"], &["33.33%", "66.67%"]] {
        assert_eq!(checked(shares), Ok(()), "{shares:?}");
    }
    let refused = |found: &str| Err(format!("instalments: unknown value {found:?}; allowed: 100%"));
    assert_eq!(checked(&["30%", "60%"]), refused("90.00%"));
    assert_eq!(checked(&["100%", "0.01%"]), refused("100.01%"));
}

#[test]
fn an_offer_is_read_strictly() {
    let refused = |change: Json| {
        let mut offer = nanchang();
        offer.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        let error = read(&offer).unwrap_err();
        format!("{} {}", error.code().as_str(), error.path())
    };
    assert_eq!(refused(json!({"surprise": 1})), "unknown_key surprise");
    assert_eq!(refused(json!({"logo": "https://example.org/a.png"})), "unknown_value logo");
    assert_eq!(refused(json!({"logo": "data:image/svg+xml;base64,PHN2Zz4="})), "unknown_value logo");
    assert_eq!(refused(json!({"logo": "data:image/png;base64,\">"})), "unknown_value logo");
    assert_eq!(refused(json!({"logo": "data:image/png;base64,iVBORw0KGgo\">"})), "unknown_value logo");
    // A text that says of itself that it is a picture.
    assert_eq!(refused(json!({"logo": "data:image/png;base64,PHN2Zz4="})), "unknown_value logo");
    assert_eq!(refused(json!({"logo": "data:image/jpeg;base64,iVBORw0KGgo="})), "unknown_value logo");
    assert_eq!(
        refused(json!({"logo": format!("data:image/png;base64,{}", "A".repeat(700_000))})),
        "text_too_long logo"
    );
    assert_eq!(refused(json!({"packages": vec![json!({"name": "a"}); 7]})), "too_many_items packages");
    assert_eq!(refused(json!({"valid": 30})), "wrong_type valid");
    assert!(read(&json!({"policy": "wuhan", "logo": "data:image/png;base64,iVBORw0KGgo="})).is_ok());
    // What the contract calls a quote is an offer, too.
    let contract = json!({"policy": "nanchang", "batch": 1, "level": 2, "packages": [{"name": "a", "lines": [
        {"category": "cloud", "quantity": 2, "unit_price": "12000", "tax_rate": "0.06", "years": 3}]}]});
    assert_eq!(view(&contract).packages[0].totals[0].value, "72,000.00");
}

#[test]
fn every_city_batch_and_level_at_once() {
    let catalog = Catalog::embedded().unwrap();
    let offer = read(&nanchang()).unwrap();
    let tables: Vec<_> = ["nanchang", "wuhan", "fuzhou"].map(|id| (catalog.find(id, today()).unwrap(), today())).into();
    let matrix = quote::matrix(&tables, &offer, 0, &strings(Language::Simplified)).unwrap();
    let rows: Vec<_> = matrix.rows.iter().map(|row| &*row.label).collect();
    assert_eq!(rows[..4], ["南昌市 · 第一批", "南昌市 · 第二批", "南昌市 · 第三批", "武汉市"]);
    let cell = |row: usize, level: usize| {
        let cell = &matrix.rows[row].cells[level - 1];
        (&*cell.grant, &*cell.net, cell.current)
    };
    assert_eq!(cell(0, 1), ("0.00", "净付 392,000.00", false));
    assert_eq!(cell(0, 2), ("不超过 205,200.00", "净付不低于 186,800.00", true));
    // 342,000 × 50 % and × 40 %.
    assert_eq!(cell(1, 2), ("不超过 171,000.00", "净付不低于 221,000.00", false));
    assert_eq!(cell(2, 4), ("不超过 136,800.00", "净付不低于 255,200.00", false));
    // Wuhan gives 30 % outright at level 2: 102,600; at level 3 40 % of 342,000 or of all 392,000.
    assert_eq!(cell(3, 2), ("102,600.00", "净付 289,400.00", false));
    assert_eq!(cell(3, 3), ("136,800.00 – 156,800.00", "净付 235,200.00 – 255,200.00", false));
    assert_eq!(cell(matrix.rows.len() - 1, 2), ("—", "未公布", false));
}

/// 30 % of 434,420 is 130,326; 33.33 % is 144,792.186, cut down; the rest is paid last.
#[test]
fn the_sheet_of_paper() {
    let mut offer = nanchang();
    offer["customer"] = json!("某某机械有限公司");
    offer["provider"] = json!("某某软件");
    offer["valid"] = json!("30天");
    offer["instalments"] = json!([{"when": "签订后", "share": "30%"}, {"when": "上线后", "share": "33.33%"}, {"when": "2025-06-30", "share": "36.67%"}]);
    offer["remarks"] = json!("含一年维护\n\n 不含差旅 ");
    let (catalog, read) = (Catalog::embedded().unwrap(), read(&offer).unwrap());
    let table = catalog.find("nanchang", today()).unwrap();
    let strings = strings(Language::Simplified);
    let sheet = quote::paper(table, &read, (today(), today()), 0, "http://localhost/", &strings).unwrap().unwrap();
    let parties: Vec<_> = sheet.parties.iter().map(|row| (&*row.label, &*row.value)).collect();
    assert_eq!(parties, [("客户", "某某机械有限公司"), ("报价日期", "2024-09-30"), ("有效期", "2024-10-30")]);
    assert_eq!(
        sheet.instalments.entries,
        [
            ["付款时间", "比例", "基础"],
            ["签订后", "30%", "130,326.00"],
            ["上线后", "33.33%", "144,792.18"],
            ["2025-06-30", "36.67%", "159,301.82"],
        ]
    );
    assert_eq!(sheet.packages[0].capital.value, "人民币肆拾叁万肆仟肆佰贰拾元整");
    assert_eq!(sheet.remarks.entries, ["含一年维护", "不含差旅"]);
    assert!(sheet.notice.contains("不是核定决定"));
    assert_eq!(sheet.identity.entries[1].value, table.digest);
    // The customer chose nothing, and cannot; whether tax counts is said beside the link, too.
    assert_eq!(sheet.notes.entries[0], "文件没有写税款算不算投入。这里按不含税金额计算，这是测算的假定。");
    assert_eq!(sheet.link_basis, "链接打开的页面里，投入和净投入都是不含税金额。");
    assert_eq!(sheet.packages[0].rows[2][2], "不计入 · 文件没有列出");
    // How far the price could go is not the customer's affair.
    let figures: Vec<_> = sheet.beside.iter().map(|row| row.id).collect();
    assert_eq!(
        figures,
        ["with_tax", "without_tax", "spend", "eligible", "kind", "grant", "net", "payment", "effective"]
    );
    // The customer's link holds what counts as spend, by category, and nothing of the prices.
    let link = Link::read(sheet.address.as_deref().unwrap()).unwrap();
    let spend: Vec<_> = link.form.spend.iter().map(|one| (one.category.as_str(), &*one.text)).collect();
    assert_eq!(spend, [("software", "270000"), ("cloud", "72000"), ("services", "50000")]);
    // A mistake keeps it from being printed.
    offer["instalments"][2]["share"] = json!("36.66%");
    let read = self::read(&offer).unwrap();
    assert!(quote::paper(table, &read, (today(), today()), 0, "http://localhost/", &strings).unwrap().is_none());
}

/// What the provider chose is told to the customer as the provider's choice.
#[test]
fn a_chosen_base_is_the_providers_on_paper() {
    let mut offer = nanchang();
    offer["base"] = json!("with_tax");
    let (catalog, read) = (Catalog::embedded().unwrap(), read(&offer).unwrap());
    let table = catalog.find("nanchang", today()).unwrap();
    for (language, choice, link) in [
        (Language::Simplified, "按报价方的选择，以含税金额计算", "都是含税金额"),
        (Language::Traditional, "按報價方的選擇，以含稅金額計算", "都是含稅金額"),
        (Language::English, "by the provider's choice amounts are taken with tax", "are with tax"),
    ] {
        let sheet = quote::paper(table, &read, (today(), today()), 0, "http://localhost/", &strings(language));
        let sheet = sheet.unwrap().unwrap();
        assert!(sheet.notes.entries[0].contains(choice), "{}", sheet.notes.entries[0]);
        assert!(sheet.link_basis.contains(link), "{}", sheet.link_basis);
    }
}

/// Goods and software 13 %, services 6 %; the day of an offer is the one that it states, else today.
#[test]
fn what_the_page_assumes_comes_from_here() {
    let mut offer = nanchang();
    let told = view(&offer);
    let rates: Vec<_> = told.category_tax.iter().map(|one| (one.category, &*one.rate)).collect();
    assert_eq!(
        rates,
        [
            ("software", "13%"),
            ("cloud", "6%"),
            ("data_equipment", "13%"),
            ("hardware", "13%"),
            ("services", "6%"),
            ("training", "6%"),
            ("diagnosis", "6%"),
            ("other", "13%"),
        ]
    );
    assert!(rates.iter().all(|(_, rate)| told.usual_tax.iter().any(|usual| usual == rate)));
    assert_eq!((&*told.offered_on, &*told.base), (TODAY, "不含税"));
    offer["offered_on"] = json!("2024-08-01");
    assert_eq!(view(&offer).offered_on, "2024-08-01");
}

/// Two packages, of which one has a machine that may count: the sheet says of which it speaks.
#[test]
fn a_sheet_of_two_packages_says_of_which_it_speaks() {
    let mut offer = hebi(2);
    let lines = offer["packages"][0]["lines"].as_array().unwrap()[..1].to_vec();
    offer["packages"].as_array_mut().unwrap().push(json!({"name": "b", "lines": lines}));
    let (catalog, read) = (Catalog::embedded().unwrap(), read(&offer).unwrap());
    let table = catalog.find("hebi", today()).unwrap();
    let strings = strings(Language::Simplified);
    let sheet = quote::paper(table, &read, (today(), today()), 0, "http://localhost/", &strings).unwrap().unwrap();
    let said = &sheet.grant.entries[3..];
    assert!(said.iter().any(|text| text.starts_with("a：文件有不同读法")), "{said:?}");
    assert!(said.iter().any(|text| text.starts_with("b：这是按上限算出的最高数")), "{said:?}");
    offer["packages"][1]["lines"] = offer["packages"][0]["lines"].clone();
    let read = self::read(&offer).unwrap();
    let sheet = quote::paper(table, &read, (today(), today()), 0, "http://localhost/", &strings).unwrap().unwrap();
    assert!(sheet.grant.entries.iter().all(|text| !text.starts_with("a：")), "{:?}", sheet.grant.entries);
}

/// 400,000 of 743,356.60 are 53.81 %: a ceiling is not below what it is the ceiling of. Nor is a little nothing.
#[test]
fn a_share_is_told_on_the_safe_side() {
    let effective = |offer: &Json| {
        let row = view(offer).beside.into_iter().find(|row| row.id == "effective").unwrap();
        row.cells[0].clone()
    };
    let of = |policy: &str, lines: &[(&str, &str)]| {
        let line = |(category, price): &(&str, &str)| json!({"category": category, "quantity": 1, "unit_price": price, "tax_rate": "0"});
        let lines: Vec<_> = lines.iter().map(line).collect();
        json!({"policy": policy, "batch": 1, "level": 2, "packages": [{"name": "a", "lines": lines}]})
    };
    assert_eq!(effective(&of("nanchang", &[("software", "743356.60")])), "不超过 53.9%");
    assert_eq!(effective(&of("nanchang", &[("software", "500000")])), "不超过 60%");
    let mut little = of("wuhan", &[("software", "1"), ("hardware", "10000")]);
    little.as_object_mut().unwrap().remove("batch");
    assert_eq!(effective(&little), "不到 0.1%");
    assert_eq!(effective(&of("nanchang", &[("software", "1"), ("hardware", "10000")])), "不超过 0.1%");
    assert_eq!(effective(&of("nanchang", &[("hardware", "10000")])), "0%");
}

#[test]
fn what_is_not_filled_in_yet_is_not_wrong() {
    let mut offer = nanchang();
    offer["instalments"] = json!([{"when": "签订后", "share": "100%"}, {"when": "", "share": ""}]);
    offer["valid"] = json!("2024-09-29");
    let view = view(&offer);
    assert!(view.instalments.iter().all(|one| one.error.is_none()) && view.shares_error.is_none());
    assert_eq!((view.blocked, view.valid.error), (None, None));
    assert_eq!(view.valid.read_as.as_deref(), Some("有效期至 2024-09-29，已经过了"));
    let empty =
        self::view(&json!({"policy": "nanchang", "packages": [{"name": "a", "lines": [{"category": "software"}]}]}));
    assert_eq!(empty.packages[0].explain, ["填写数量和单价，补助和净付随即算出。"]);
    offer.as_object_mut().unwrap().remove("level");
    let open = self::view(&offer).packages[0].explain[0].clone();
    assert!(open.starts_with("批次或水平未定") && !open.contains("下表"), "{open}");
}

#[test]
fn what_keeps_a_file_from_being_an_offer_is_said_once_and_in_words() {
    let catalog = Catalog::embedded().unwrap();
    let told = |offer: Json| {
        let value = Value::parse(offer.to_string().as_bytes()).unwrap();
        quote::refused(&catalog, &value, today(), &strings(Language::Simplified))
    };
    assert_eq!(told(nanchang()), None);
    assert_eq!(told(json!({"policy": "nanchang", "surprise": 1})).unwrap().matches("这个文件不是报价").count(), 1);
    assert!(told(json!([])).unwrap().starts_with("这个文件不是报价："));
    let own =
        told(json!({"policy": "hebi", "own_terms": {"rate": "30%", "cap": "1"}, "packages": [{"name": "a"}]})).unwrap();
    assert!(own.starts_with("这个文件不是报价：own_terms ") && !own.contains("document"), "{own}");
    assert_eq!(told(json!({"policy": "nowhere"})), None, "the page knows which cities there are");
}

/// What the cells hold before anything is recalculated: sheet, cell, text.
#[test]
fn the_workbook_holds_the_offer_and_its_estimate() {
    let catalog = Catalog::embedded().unwrap();
    let mut offer = nanchang();
    offer["packages"][0]["lines"][0]["label"] = json!("=HYPERLINK(\"x\")");
    let offer = read(&offer).unwrap();
    let table = catalog.find("nanchang", today()).unwrap();
    let bytes = sheets::offer(table, &offer, 0, today(), &strings(Language::Simplified)).unwrap();
    let again = sheets::offer(table, &offer, 0, today(), &strings(Language::Simplified)).unwrap();
    assert!(bytes == again, "the same offer is the same file");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["报价", "测算", "条款"]);
    let lines = book.worksheet_range("报价").unwrap();
    let cell = |row, column| lines.get_value((row, column)).cloned().unwrap_or(Data::Empty).to_string();
    assert_eq!(cell(6, 1), "=HYPERLINK(\"x\")");
    assert_eq!(
        [cell(6, 7), cell(6, 8), cell(6, 9), cell(6, 10), cell(6, 11)],
        ["30000000", "3000000", "27000000", "3510000", "30510000"]
    );
    assert_eq!([cell(7, 9), cell(8, 9)], ["7200000", "5000000"]);
    let formulas = book.worksheet_formula("报价").unwrap();
    assert_eq!(formulas.get_value((6, 1)), None, "a label is no formula");
    let estimate = book.worksheet_range("测算").unwrap();
    let found = |label: &str| estimate.rows().find(|row| row[0] == label).map(|row| row[1].to_string());
    assert_eq!(found("软件").as_deref(), Some("270000"));
    assert_eq!(found("补助（不超过）").as_deref(), Some("205200"));
    assert_eq!(found("企业净投入（不低于）").as_deref(), Some("186800"));
    assert_eq!(found("客户实付（含税）（不低于）").as_deref(), Some("229220"));
    let basis = estimate.rows().find(|row| row[0] == "企业净投入（不低于）").map(|row| row[3].to_string());
    assert_eq!(basis.as_deref(), Some("不含税"));
}

/// Level 3 of Hebi is named by no clause: 600,000 × 50 % + 5,000, or the diagnosis alone, or with the machine. No figure stands there
/// as the answer without saying which reading it is.
#[test]
fn a_workbook_names_the_reading_and_the_ceiling() {
    let results = |policy: &str, offer: &Json| {
        let (catalog, offer) = (Catalog::embedded().unwrap(), read(offer).unwrap());
        let table = catalog.find(policy, today()).unwrap();
        let bytes = sheets::offer(table, &offer, 0, today(), &strings(Language::Simplified)).unwrap();
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        let sheet = book.worksheet_range("测算").unwrap();
        let from = sheet.rows().position(|row| row[0] == "投入合计").unwrap() + 1;
        let told = |row: &[Data]| format!("{} {}", row[0], row[1]);
        sheet.rows().skip(from).map(told).filter(|text| text.starts_with(['补', '企', '客'])).collect::<Vec<_>>()
    };
    assert_eq!(
        results("hebi", &hebi(3)),
        [
            "补助（默认读法）（不超过） 305000",
            "补助：各种读法中最低（不超过） 5000",
            "补助：各种读法中最高（不超过） 455000",
            "企业净投入（默认读法）（不低于） 603000",
            "企业净投入：最高（不低于） 903000",
            "企业净投入：最低（不低于） 453000",
            "客户实付（含税）（默认读法）（不低于） 720480",
            "客户实付（含税）：最高（不低于） 1020480",
            "客户实付（含税）：最低（不低于） 570480",
        ]
    );
    // Wuhan gives 30 % outright, by one reading at level 2.
    let wuhan = json!({"policy": "wuhan", "level": 2, "packages": [{"name": "a", "lines": [
        {"category": "software", "quantity": 1, "unit_price": "10万", "tax_rate": "13%"}]}]});
    let told = results("wuhan", &wuhan);
    assert!(
        told.iter().all(|text| !text.contains("不超过") && !text.contains("不低于") && !text.contains("默认")),
        "{told:?}"
    );
    assert!(told.contains(&"补助 30000".into()) && told.contains(&"客户实付（含税） 83000".into()), "{told:?}");
}
