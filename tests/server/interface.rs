//! The document of the interface: it describes every route, and what it describes is so.

use std::collections::BTreeSet;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use serde_json::Value;

use super::client::Server;
use super::{GOOD, JSON};

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
const FORM: &str = r#"{"policy":"wuhan","as_of":"2024-09-30","unit":"yuan","spend":[]}"#;
const QUESTION: &str =
    r#"{"application":{"policy":"wuhan","as_of":"2024-09-30","level":2,"spend":[]},"grant":"300000"}"#;
const SCENARIO: &str = r#"{"groups": [{"batch": 1, "level": 2, "count": 3, "spend": "600000"}]}"#;

fn document(server: &Server) -> Value {
    serde_json::from_slice(&server.get("/api/v1/openapi.json").body).unwrap()
}

const SIMULATION: &str = r#"{"runs": 20, "spend": {"resampled": ["600000"]}, "groups": [{"batch": 1, "count": 3, "levels": [{"level": 2, "share": "1"}]}]}"#;
const OFFER: &str = r#"{"policy":"wuhan","level":2,"net_budget":"1","packages":[{"name":"a","lines":[{"category":"software","quantity":1,"unit_price":"100000","tax_rate":"0.13"}]}]}"#;

/// Every text in a source file that begins with a slash.
fn addresses(stream: TokenStream, found: &mut BTreeSet<String>) {
    for token in stream {
        match token {
            TokenTree::Group(group) => addresses(group.stream(), found),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                found.extend(text.strip_prefix("\"/").map(|rest| format!("/{}", rest.trim_end_matches('"'))));
            }
            _ => {}
        }
    }
}

#[test]
fn every_route_stands_in_the_document_and_nothing_else_does() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/shell/server/routes.rs");
    let mut written = BTreeSet::new();
    addresses(std::fs::read_to_string(file).unwrap().parse().unwrap(), &mut written);
    assert!(written.len() > 10, "{written:?}");
    let server = Server::start("routes", &[]);
    let document = document(&server);
    let described: BTreeSet<String> = document["paths"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(written, described);
}

#[test]
fn what_the_document_says_of_a_route_is_so() {
    let server = Server::start("interface", &[]);
    let document = document(&server);
    assert_eq!(document["openapi"], "3.1.0");
    for (path, operations) in document["paths"].as_object().unwrap() {
        let mut allowed: Vec<_> = operations.as_object().unwrap().keys().map(|method| method.to_uppercase()).collect();
        if let Some(at) = allowed.iter().position(|method| method == "GET") {
            allowed.insert(at + 1, "HEAD".to_owned());
        }
        let address = path.replace("{id}", "hebi");
        let (headers, body) = match &**path {
            "/form" => ("", "policy=wuhan&level=2"),
            "/api/v1/views" => (JSON, FORM),
            "/api/v1/solve" => (JSON, QUESTION),
            "/api/v1/quotes" => (JSON, OFFER),
            "/api/v1/budgets/{id}" => (JSON, SCENARIO),
            "/api/v1/budgets/{id}/simulations" => (JSON, SIMULATION),
            _ => (JSON, GOOD),
        };
        for method in METHODS {
            let answer = server.ask(method, &address, headers, body.as_bytes());
            if !allowed.iter().any(|allowed| allowed == method) {
                let told = (answer.status, answer.header("allow").map(str::to_owned));
                assert_eq!(told, (405, Some(allowed.join(","))), "{method} {path}");
                continue;
            }
            assert_eq!(answer.status, 200, "{method} {path}");
            if method != "HEAD" {
                let described = &operations[method.to_lowercase()]["responses"]["200"]["content"];
                let kinds: Vec<_> = described.as_object().unwrap().keys().collect();
                let kind = answer.header("content-type").unwrap();
                assert!(kinds.iter().any(|known| kind.starts_with(&***known)), "{method} {path}: {kind}, {kinds:?}");
            }
        }
    }
}

#[test]
fn answers_and_errors_have_the_shapes_that_are_described() {
    let server = Server::start("shapes", &[]);
    let document = document(&server);
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(document.pointer(&reference[1..]).is_some(), "{reference} leads nowhere");
    }
    let fits = |path: &str, method: &str, status: u16, body: &[u8]| {
        let at =
            format!("/paths/{}/{method}/responses/{status}/content/application~1json/schema", path.replace('/', "~1"));
        let mut schema = document.pointer(&at).unwrap_or_else(|| panic!("{at}")).clone();
        // The references lead into the document, so the schema takes its components along.
        schema["components"] = document["components"].clone();
        let body = serde_json::from_slice(body).unwrap();
        let schema = jsonschema::validator_for(&schema).unwrap();
        let errors: Vec<_> = schema.iter_errors(&body).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{path} {status}: {errors:?}");
        assert!(!schema.is_valid(&serde_json::json!({"surprise": 1})), "{path} {status} takes anything");
    };
    for (path, good) in [
        ("/api/v1/estimates", GOOD),
        ("/api/v1/compare", GOOD),
        ("/api/v1/solve", QUESTION),
        ("/api/v1/quotes", OFFER),
        ("/api/v1/views", FORM),
    ] {
        for (body, status) in [(good, 200), ("{", 400), ("{}", 422)] {
            let answer = server.ask("POST", path, JSON, body.as_bytes());
            assert_eq!(answer.status, status);
            fits(path, "post", status, &answer.body);
        }
        let answer = server.ask("POST", path, "content-type: text/plain\r\n", good.as_bytes());
        fits(path, "post", answer.status, &answer.body);
    }
    let path = "/api/v1/budgets/{id}";
    for (city, body, status) in
        [("hebi", SCENARIO, 200), ("hebi", "{", 400), ("hebi", r#"{"spend": 1}"#, 422), ("atlantis", SCENARIO, 404)]
    {
        let answer = server.ask("POST", &path.replace("{id}", city), JSON, body.as_bytes());
        assert_eq!(answer.status, status, "{city} {body}");
        fits(path, "post", status, &answer.body);
    }
    fits(path, "get", 200, &server.get("/api/v1/budgets/nanchang").body);
    let simulations = "/api/v1/budgets/{id}/simulations";
    for (city, body, status) in [
        ("hebi", SIMULATION, 200),
        ("songjiang", SIMULATION, 422),
        ("hebi", "{", 400),
        ("hebi", r#"{"spend": 1}"#, 422),
        ("atlantis", SIMULATION, 404),
    ] {
        let answer = server.ask("POST", &simulations.replace("{id}", city), JSON, body.as_bytes());
        assert_eq!(answer.status, status, "{city} {body}");
        fits(simulations, "post", status, &answer.body);
    }
    fits(path, "get", 404, &server.get("/api/v1/budgets/atlantis").body);
    fits("/api/v1/policies", "get", 200, &server.get("/api/v1/policies").body);
    fits("/api/v1/policies/{id}", "get", 200, &server.get("/api/v1/policies/hebi").body);
    fits("/api/v1/policies/{id}", "get", 404, &server.get("/api/v1/policies/atlantis").body);
}

#[test]
fn the_readable_page_tells_all_of_it_and_loads_nothing_from_elsewhere() {
    let server = Server::start("docs", &[]);
    let page = server.get("/api/v1/docs");
    for (path, operations) in document(&server)["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let title = format!("{} {path}", method.to_uppercase());
            assert!(page.text().contains(&title), "{title}");
        }
    }
    assert!(page.text().contains("lang") && !page.text().contains("http"), "nothing from elsewhere");
}
