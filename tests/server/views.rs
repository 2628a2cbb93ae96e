//! `POST /api/v1/views`: what a page shows where WebAssembly is not available.

use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::present::{self, form::Form};
use subsidy::strings::{Language, Strings};

use super::client::Server;
use super::{JSON, NDJSON};

fn form(policy: &str, batch: &str, level: &str) -> String {
    format!(
        r#"{{"policy":"{policy}","as_of":"2024-09-30",{batch}{level}"unit":"wan","spend":[
            {{"category":"software","text":"30"}},{{"category":"diagnosis","text":"１．５"}},{{"category":"cloud","text":"x"}}]}}"#
    )
}

#[test]
fn a_view_has_the_bytes_of_the_view_itself() {
    let server = Server::start("views", &[]);
    let catalog = Catalog::embedded().unwrap();
    let (mut connection, mut compared) = (server.connect(), 0);
    for &language in Language::ALL {
        let strings = Strings::embedded(language).unwrap();
        for table in catalog.tables() {
            for level in ["", "\"level\":2,", "\"level\":4,"] {
                let sent = form(&table.policy.id, "", level);
                let read = Form::read(&Value::parse(sent.as_bytes()).unwrap()).unwrap();
                let day = Date::parse("2024-09-30").unwrap();
                let view = serde_json::to_vec(&present::answer(table, &read, day, &strings).unwrap()).unwrap();
                let path = format!("/api/v1/views?lang={}", language.as_str());
                let answer = connection.ask("POST", &path, JSON, sent.as_bytes()).unwrap();
                assert_eq!(answer.status, 200, "{}", answer.text());
                assert!(answer.body == view, "{path} {sent}");
                compared += 1;
            }
        }
    }
    assert!(compared >= 45, "{compared}");
}

#[test]
fn a_view_comes_in_the_language_that_is_asked_for() {
    let server = Server::start("views-language", &["--max-body", "2000"]);
    let sent = form("wuhan", "", "\"level\":2,");
    let ask = |path: &str| server.ask("POST", path, JSON, sent.as_bytes());
    for (path, city) in [
        ("/api/v1/views", "武汉市"),
        ("/api/v1/views?lang=zh-CN", "武汉市"),
        ("/api/v1/views?lang=zh-Hant", "武漢市"),
        ("/api/v1/views?lang=en", "Wuhan"),
    ] {
        let view: serde_json::Value = serde_json::from_slice(&ask(path).body).unwrap();
        assert!(view["context"].as_str().unwrap().contains(city), "{path}: {}", view["context"]);
        assert!(view["form"]["rows"].as_array().unwrap().len() > 5);
    }
    for (query, told) in [
        (
            "lang=fr",
            r#"{"error":{"code":"unknown_value","path":"lang","params":{"found":"fr","allowed":["zh-CN","zh-Hant","en"]}"#,
        ),
        ("lang=", r#"{"error":{"code":"unknown_value","path":"lang""#),
        ("lang=en&lang=en", r#"{"error":{"code":"duplicate_key","path":"lang""#),
        ("language=en", r#"{"error":{"code":"unknown_key","path":"language""#),
    ] {
        let answer = ask(&format!("/api/v1/views?{query}"));
        assert_eq!(answer.status, 422, "{query}");
        assert!(answer.text().starts_with(told), "{query}: {}", answer.text());
    }
}

#[test]
fn a_form_is_refused_like_an_application() {
    let server = Server::start("views-refused", &["--max-body", "1000"]);
    let sent = |headers: &str, body: &str| {
        let answer = server.ask("POST", "/api/v1/views?lang=en", headers, body.as_bytes());
        (answer.status, answer.code())
    };
    let good = form("wuhan", "", "");
    assert_eq!(sent(JSON, "{"), (400, "invalid_json".into()));
    assert_eq!(sent(JSON, &good.replace("wuhan", "atlantis")), (422, "unknown_policy".into()));
    assert_eq!(sent(JSON, &good.replace("\"unit\"", "\"x\"")), (422, "unknown_key".into()));
    assert_eq!(sent(NDJSON, &good), (415, "unsupported_media_type".into()));
    assert_eq!(sent(JSON, &format!("{good:1001}")), (413, "too_large".into()));
    assert_eq!(server.ask("POST", "/api/v1/views", "", good.as_bytes()).status, 200, "JSON where nothing is said");
}
