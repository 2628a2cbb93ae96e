//! Links and codes: a form goes into an address and comes back as it was; a slip of a figure shows; a later table is told
//! from the one of that time.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use sha2::{Digest as _, Sha256};
use subsidy::application::{Application, StatedConditions};
use subsidy::catalog::{Catalog, Table};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::policy::{ConditionKind, ConditionState};
use subsidy::present::address;
use subsidy::present::form::{Form, TypedEligibility};
use subsidy::present::link::{Link, MAX_LENGTH, Unread};
use subsidy::present::then;
use subsidy::seal::{self, Seal};
use subsidy::strings::{Language, Strings};

fn catalog() -> &'static Catalog {
    static CATALOG: OnceLock<Catalog> = OnceLock::new();
    CATALOG.get_or_init(|| Catalog::embedded().unwrap())
}

fn day() -> Date {
    Date::new(2024, 9, 30).unwrap()
}

fn table(id: &str) -> &'static Table {
    catalog().find(id, day()).unwrap()
}

fn strings() -> Strings {
    Strings::embedded(Language::Simplified).unwrap()
}

fn form(json: &Json) -> Form {
    Form::read(&Value::parse(json.to_string().as_bytes()).unwrap()).unwrap()
}

/// The design's case: what counts is 400,000.
fn design() -> Form {
    form(&json!({"policy": "nanchang", "as_of": "2024-09-30", "batch": 1, "level": 2, "unit": "yuan", "spend": [
        {"category": "software", "text": "30万"}, {"category": "cloud", "text": "50,000"},
        {"category": "data_equipment", "text": "50000"}, {"category": "hardware", "text": "1000000"}]}))
}

fn link(form: &Form) -> Link {
    address::link(table(&form.policy), form, day(), &strings()).unwrap()
}

#[test]
fn a_link_is_short_and_can_be_read() {
    let digest = &table("nanchang").digest["sha256-".len()..][..12];
    assert_eq!(
        link(&design()).write().unwrap(),
        format!(
            "subsidy=1&city=nanchang&on=2024-09-30&batch=1&level=2&software=30%E4%B8%87&cloud=50%2C000\
             &data_equipment=50000&hardware=1000000&table=2024-04-15.{digest}&kind=upper_limit&grant=240000.00&lang=zh-CN"
        )
    );
    let open = Form { batch: None, level: None, as_of: None, ..design() };
    let written = link(&open).write().unwrap();
    // Nothing at level 1, and 60 % of 400,000 in the first batch.
    assert!(written.contains("&day=2024-09-30&") && written.contains("&kind=range&grant=0.00~240000.00&"), "{written}");
    let nothing = Form { spend: Vec::new(), ..design() };
    assert!(!link(&nothing).write().unwrap().contains("kind="));
    let unpublished = form(&json!({"policy": "fuzhou", "unit": "wan", "spend": [{"category": "cloud", "text": "3"}]}));
    let written = link(&unpublished).write().unwrap();
    assert!(written.contains("&unit=wan&cloud=3&") && written.contains("&kind=not_published&lang="), "{written}");
}

#[test]
fn a_link_that_was_cut_or_changed_is_refused() {
    let written = link(&design()).write().unwrap();
    assert_eq!(Link::read(&format!("https://city.example/a/?id=1#{written} ")), Ok(link(&design())));
    for (end, _) in written.char_indices().skip("subsidy=1&".len()) {
        assert_eq!(Link::read(&written[..end]), Err(Unread::Damaged), "{}", &written[..end]);
    }
    for foreign in ["", "top", "?subsidy", "section=1&lang=en", "https://city.example/"] {
        assert_eq!(Link::read(foreign), Err(Unread::Foreign), "{foreign}");
    }
    assert_eq!(Link::read(&written.replace("subsidy=1", "subsidy=2")), Err(Unread::Newer));
    for (from, to) in [
        ("subsidy=1&", "subsidy=x&"),
        ("subsidy=1&", "subsidy=1&&"),
        ("level=2", "level=5"),
        ("level=2", "level=02"),
        ("level=2", "level=2&level=3"),
        ("batch=1&level=2", "level=2&batch=1"),
        ("2024-09-30", "2024-9-30"),
        ("software", "softwar"),
        ("%E4%B8%87", "%E4%B8"),
        ("%E4%B8%87", "%+4%B8%87"),
        ("240000.00", "240000"),
        ("240000.00", "3~2~1"),
        ("upper_limit", "surely"),
        ("table=2024-04-15.", "table=2024-04-15"),
        ("lang=zh-CN", "lang=zh-CN&utm_source=x"),
        ("city=nanchang&", ""),
        ("kind=upper_limit&", ""),
    ] {
        assert!(written.contains(from), "{from}");
        assert_eq!(Link::read(&written.replacen(from, to, 1)), Err(Unread::Damaged), "{to}");
    }
    // A messenger may show the escapes as what they stand for.
    assert_eq!(Link::read(&written.replace("%E4%B8%87", "万").replace("%2C", "%2c")), Ok(link(&design())));
}

#[test]
fn a_link_has_a_length() {
    let long = |length: usize| {
        let mut form = design();
        form.spend[0].text = "9".repeat(length);
        link(&form).write()
    };
    assert!(long(3000).is_ok());
    assert_eq!(long(MAX_LENGTH), Err(Unread::TooLong));
    let fragment = format!("subsidy=1&city=nanchang&software={}", "9".repeat(MAX_LENGTH));
    assert_eq!(Link::read(&fragment), Err(Unread::TooLong));
}

fn any_form() -> impl Strategy<Value = Json> {
    let category = prop::sample::select(vec!["software", "cloud", "data_equipment", "hardware", "services", "other"]);
    let typed = prop::collection::vec((category, ".{0,12}"), 0..5);
    let awards = prop::collection::vec(("[^\u{0}]{0,9}", of(1..=1000u32)), 0..3);
    let choices = (of(1..=3u8), of(1..=4u8), of(prop::bool::ANY), prop::bool::ANY);
    let texts = (of(".{0,9}"), of(".{0,9}"), of(".{0,9}"));
    ("\\PC{0,12}", choices, typed, awards, texts).prop_map(
        |(policy, (batch, level, size, wan), spend, awards, (rate, cap, provincial))| {
            let mut form = json!({"policy": policy, "unit": if wan { "wan" } else { "yuan" }});
            let mut set = |name: &str, value: Option<Json>| value.into_iter().for_each(|value| form[name] = value);
            set("batch", batch.map(Json::from));
            set("level", level.map(Json::from));
            set("size_class", size.map(|above| if above { "above_scale" } else { "below_scale" }.into()));
            let spend: Vec<_> =
                spend.iter().map(|(category, text)| json!({"category": category, "text": text})).collect();
            set("spend", Some(spend.into()));
            let award = |(benefit, count): &(String, Option<u32>)| match count {
                Some(count) => json!({"benefit": benefit, "count": count}),
                None => json!({"benefit": benefit}),
            };
            set("awards", Some(awards.iter().map(award).collect::<Vec<_>>().into()));
            set("own_rate", rate.map(Json::from));
            set("own_cap", cap.map(Json::from));
            set("provincial_subsidy", provincial.map(Json::from));
            form
        },
    )
}

fn any_eligibility() -> impl Strategy<Value = Option<TypedEligibility>> {
    let state = prop::sample::select(ConditionState::ALL);
    let states = prop::collection::vec(of(state), ConditionKind::ALL.len());
    of((states, of(".{0,9}"), of(".{0,9}")).prop_map(|(states, employees, revenue)| {
        let stated = ConditionKind::ALL.iter().zip(states);
        let conditions = stated.fold(StatedConditions::default(), |all, (&kind, state)| all.with(kind, state));
        TypedEligibility { conditions, employees, revenue }
    }))
}

proptest! {
    #[test]
    fn every_form_comes_back_as_it_was(typed in any_form(), eligibility in any_eligibility(), stated in prop::bool::ANY) {
        let as_of = stated.then(day);
        let form = Form { as_of, eligibility, ..form(&typed) };
        let blank = link(&Form { spend: Vec::new(), ..design() });
        for lang in [Language::Simplified, Language::Traditional, Language::English] {
            let link = Link { form: form.clone(), lang, ..blank.clone() };
            if let Ok(written) = link.write() {
                prop_assert_eq!(Link::read(&written), Ok(link), "{}", written);
            }
        }
    }

    #[test]
    fn whatever_is_read_writes_itself(text in "subsidy=1(&(city|on|level|if|if\\.listed|award|award2|software|table|kind|grant|lang)=[a-z0-9.~%-]{0,8}){0,9}") {
        if let Ok(link) = Link::read(&text) {
            prop_assert_eq!(Link::read(&link.write().unwrap()), Ok(link));
        }
    }

    #[test]
    fn one_fen_more_is_another_code(fen in 1i64..100_000_000, more in 1i64..1000) {
        let code = |fen: i64| {
            let amount = format!("{}.{:02}", fen / 100, fen % 100);
            code(&json!({"policy": "wuhan", "level": 2, "spend": [{"category": "software", "amount": amount}]}))
        };
        prop_assert_ne!(code(fen), code(fen + more));
    }
}

fn code(application: &Json) -> Seal {
    let application = Application::read(&Value::parse(application.to_string().as_bytes()).unwrap()).unwrap();
    seal::code(table(&application.policy), &application, application.as_of.unwrap_or(day())).unwrap()
}

/// SHA-256 over the lines typed in by hand, five bits at a time.
#[test]
fn a_code_is_what_its_document_says() {
    let lines = format!(
        "subsidy-seal-v1\npolicy nanchang\ntable {}\nas_of 2024-09-30\nbatch 1\nlevel 2\nsoftware 300000.00\ncloud 50000.00\n\
         data_equipment 50000.00\nhardware 1000000.00\noutcome upper_limit\namount 240000.00\nlow 240000.00\nhigh 240000.00\n\
         award model_enterprise 1 100000.00",
        table("nanchang").digest
    );
    let bits: String = Sha256::digest(lines).iter().map(|byte| format!("{byte:08b}")).collect();
    let sign = |at: usize| {
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().nth(usize::from_str_radix(&bits[at * 5..][..5], 2).unwrap()).unwrap()
    };
    let signs: String = (0..12).map(sign).collect();
    let expected = format!("{}-{}-{}", &signs[..4], &signs[4..8], &signs[8..]);

    let mut form = design();
    let awarded = json!({"policy": "nanchang", "unit": "yuan", "awards": [{"benefit": "model_enterprise"}]});
    form.awards = self::form(&awarded).awards;
    let code = address::code(table("nanchang"), &form, day()).unwrap().unwrap();
    assert_eq!(code.to_string(), expected);
    for copied in [expected.to_lowercase(), expected.replace('-', " "), expected.replace('0', "O").replace('1', "l")] {
        assert_eq!(Seal::read(&copied), Some(code), "{copied}");
    }
    for wrong in ["", "7K2M-Q0XA", "7K2M-Q0XA-9D4T-1", "7K2M-Q0XA-9D4U", "核验码核验码核验码核验码"] {
        assert_eq!(Seal::read(wrong), None, "{wrong}");
    }
}

#[test]
fn what_was_asked_and_what_came_out_is_in_the_code_and_nothing_else() {
    let plain = json!({"policy": "hebi", "as_of": "2024-09-30", "batch": 1, "level": 2,
        "spend": [{"category": "software", "amount": "300000"}, {"category": "diagnosis", "amount": "5000"}],
        "awards": [{"benefit": "light_product"}, {"benefit": "little_giant_match"}], "provincial_subsidy": "1000000"});
    let same = |change: &dyn Fn(&mut Json)| {
        let mut other = plain.clone();
        change(&mut other);
        code(&other) == code(&plain)
    };
    assert!(same(&|one| one["spend"].as_array_mut().unwrap().reverse()));
    assert!(same(&|one| one["spend"][0]["label"] = "MES".into()));
    assert!(same(&|one| one["spend"][0]["amount"] = "300000.00".into()));
    assert!(same(&|one| one["awards"].as_array_mut().unwrap().reverse()));
    for (pointer, value) in [
        ("/as_of", json!("2024-10-01")),
        ("/batch", json!(2)),
        ("/level", json!(3)),
        ("/size_class", json!("above_scale")),
        ("/spend/0/amount", json!("300000.01")),
        ("/spend/0/category", json!("cloud")),
        ("/awards/0/count", json!(2)),
        ("/awards/0/benefit", json!("chain_case")),
        ("/provincial_subsidy", json!("1000000.01")),
        ("/eligibility", json!({"conditions": {"industry": "met"}})),
    ] {
        let change = |one: &mut Json| {
            let (parent, name) = pointer.rsplit_once('/').unwrap();
            one.pointer_mut(parent).unwrap()[name] = value.clone();
        };
        assert!(!same(&change), "{pointer}");
    }
}

/// Exit status and what was said.
fn verify(arguments: &[&str]) -> (Option<i32>, String) {
    let output =
        Command::new(env!("CARGO_BIN_EXE_subsidy")).args(["--lang", "zh-CN", "verify"]).args(arguments).output();
    let output = output.unwrap();
    (output.status.code(), String::from_utf8([output.stdout, output.stderr].concat()).unwrap())
}

#[test]
fn the_command_line_recomputes_the_code_of_a_link() {
    let (link, code) =
        (link(&design()), address::code(table("nanchang"), &design(), day()).unwrap().unwrap().to_string());
    let address = format!("https://city.example/subsidy/#{}", link.write().unwrap());
    let (status, said) = verify(&[&address, &code.to_lowercase()]);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.starts_with("一致") && said.contains("2024-09-30"), "{said}");
    let (status, said) = verify(&[&address.replace("cloud=50%2C000", "cloud=50%2C001"), &code]);
    assert_eq!((status, said.starts_with("不一致")), (Some(1), true), "{said}");
    for (link, code) in [(&*address, "7K2M"), ("https://city.example/", &code), (address.trim_end_matches("CN"), &code)]
    {
        assert_eq!(verify(&[link, code]).0, Some(2), "{link} {code}");
    }
    // Without the table that the link names nothing is said of its code.
    let (status, said) = verify(&[&address.replace(&link.digest, "0123456789ab"), &code]);
    assert_eq!((status, said.contains("2024-04-15（0123456789ab…）")), (Some(2), true), "{said}");
}

#[test]
fn a_table_that_was_corrected_since_is_found_beside_the_others() {
    let old = earlier();
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("verify");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("nanchang/superseded")).unwrap();
    fs::copy("policies/nanchang/policy.json", folder.join("nanchang/policy.json")).unwrap();
    let link = address::link(&old, &design(), day(), &strings()).unwrap().write().unwrap();
    let code = address::code(&old, &design(), day()).unwrap().unwrap().to_string();
    let tables = ["--policies", folder.to_str().unwrap()];
    assert_eq!(verify(&[&tables[..], &["--", &link, &code]].concat()).0, Some(2));
    let kept = folder.join(format!("nanchang/superseded/{}.json", old.digest));
    fs::write(kept, earlier_text()).unwrap();
    assert_eq!(verify(&[&tables[..], &["--", &link, &code]].concat()).0, Some(0));
}

#[test]
fn the_command_line_recomputes_the_code_of_an_application() {
    let application = json!({"policy": "nanchang", "as_of": "2024-09-30", "batch": 1, "level": 2, "spend": [
        {"category": "hardware", "amount": "1000000"}, {"category": "software", "amount": "300000", "label": "MES"},
        {"category": "cloud", "amount": "50000"}, {"category": "data_equipment", "amount": "50000"}]});
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("verify.json");
    fs::write(&file, application.to_string()).unwrap();
    // The same case as typed into the page's form.
    let code = address::code(table("nanchang"), &design(), day()).unwrap().unwrap().to_string();
    let file = file.to_str().unwrap();
    assert_eq!(verify(&["--json", file, "--code", &code]).0, Some(0));
    assert_eq!(verify(&["--json", file, "--code", "0000-0000-0000"]).0, Some(1));
    assert_eq!(verify(&["--json", file]).0, Some(2));
    assert_eq!(verify(&["--json", "nowhere.json", "--code", &code]).0, Some(2));
}

/// The table of Nanchang as it would stand if its first batch had been copied as 50 % and 350,000.
fn earlier() -> Table {
    Table::read(&Value::parse(earlier_text().as_bytes()).unwrap()).unwrap()
}

fn earlier_text() -> String {
    let (_, bytes) = Catalog::embedded_files().find(|(folder, _)| *folder == "nanchang").unwrap();
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let mut json: Json = serde_json::from_str(&text).unwrap();
    let clause = &mut json["benefits"][0]["gives"]["spend_share"]["clauses"][0];
    assert_eq!((&clause["rate"]["rate"], &clause["cap"]["amount"]), (&json!("0.60"), &json!("400000")), "{clause}");
    clause["rate"]["rate"] = "0.5".into();
    clause["cap"]["amount"] = "350000".into();
    json.to_string()
}

#[test]
fn a_corrected_table_is_told_with_both_answers_and_its_figures() {
    let (old, now) = (earlier(), table("nanchang"));
    let link = address::link(&old, &design(), day(), &strings()).unwrap();
    let view = then::view(now, Some(&old), &link, day(), &strings()).unwrap();
    assert!(view.changed);
    // 50 % and 60 % of 400,000.
    let shown: Vec<_> = view.sides.iter().map(|side| (&*side.caption, &*side.headline)).collect();
    assert_eq!(shown, [("当时（2024-09-30）", "¥200,000.00"), ("现在（2024-09-30）", "¥240,000.00")]);
    assert_eq!(view.changes, ["金额：¥200,000.00 → ¥240,000.00（+40,000.00）"]);
    let rows = [
        ["第一批 · 二级、三级、四级 · 比例", "不超过 50%", "不超过 60%"],
        ["第一批 · 二级、三级、四级 · 上限", "不超过 350,000.00", "不超过 400,000.00"],
    ];
    let shown: Vec<_> = view.figures.unwrap().rows.into_iter().map(|row| [row.figure, row.then, row.now]).collect();
    assert_eq!(shown, rows.map(|row| row.map(String::from)));
    assert!(view.told[1].contains(&now.digest["sha256-".len()..][..12]), "{:?}", view.told);
    assert_eq!(view.told.len(), 2);
}

#[test]
fn without_the_table_of_that_time_the_link_itself_is_believed_and_that_is_said() {
    let link = address::link(&earlier(), &design(), day(), &strings()).unwrap();
    let view = then::view(table("nanchang"), None, &link, day(), &strings()).unwrap();
    assert_eq!(view.sides[0].headline, "¥200,000.00");
    assert!(view.told[2].contains("未经核对"), "{:?}", view.told);
    assert_eq!(view.figures, None);
}

#[test]
fn an_altered_figure_of_a_link_is_found() {
    let mut link = link(&design());
    let unchanged = then::view(table("nanchang"), Some(table("nanchang")), &link, day(), &strings()).unwrap();
    assert!(!unchanged.changed && unchanged.told.len() == 2, "{unchanged:?}");
    assert_eq!(unchanged.changes, ["金额没有变化。"]);
    link = Link::read(&link.write().unwrap().replace("240000.00", "340000.00")).unwrap();
    let view = then::view(table("nanchang"), Some(table("nanchang")), &link, day(), &strings()).unwrap();
    assert_eq!(view.sides[0].headline, "¥240,000.00");
    assert!(view.told[2].contains("可能被改过"), "{:?}", view.told);
}
