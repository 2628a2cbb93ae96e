//! What a browser is given: the static page, and the form that needs no script.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::client::Server;
use super::{GOOD, JSON};

#[test]
fn the_form_answers_without_a_script() {
    let server = Server::start("form", &["--access-log"]);
    let blank = server.ask("GET", "/form", "accept-language: en-GB,en;q=0.5\r\n", b"");
    assert_eq!((blank.status, blank.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(blank.text().contains("<html lang=\"en\"") && blank.text().contains("method=\"post\""));
    assert!(!blank.text().contains("<script") && !blank.text().contains("style="));
    assert!(blank.header("content-security-policy").unwrap().starts_with("default-src 'none'; style-src 'self'"));

    let filled = "lang=en&policy=nanchang&as_of=2024-09-30&batch=1&level=2&unit=yuan\
                  &spend_software=30%E4%B8%87&spend_cloud=50%2C000&spend_data_equipment=%C2%A550000";
    let answer = server.ask("POST", "/form", "", filled.as_bytes());
    assert_eq!((answer.status, answer.header("cache-control")), (200, Some("no-store")));
    for part in ["240,000.00", "四(五)第18条", "Net cost (not less than)", "value=\"30万\"", "= 300,000.00 yuan"] {
        assert!(answer.text().contains(part), "{part}");
    }
    for language in ["zh-CN", "zh-Hant", "en"] {
        let page = server.ask("POST", "/form", "", filled.replace("lang=en", &format!("lang={language}")).as_bytes());
        for key in ["ui.", "form.", "note.", "entry.", "error."] {
            let shown = page.text().replace("form.css", "");
            assert!(
                !shown.contains(&format!(">{key}")) && !shown.contains(&format!("\"{key}")),
                "{language} lacks a word"
            );
        }
    }
    // Another city with the same entries: what does not fit there is left out, not refused.
    let other = server.ask("POST", "/form", "", filled.replace("nanchang", "wuhan").as_bytes());
    assert_eq!(other.status, 200);
    let told = server.told();
    assert!(told.contains("answered") && !told.contains("30%E4") && !told.contains("300000"), "{told}");
}

#[test]
fn the_form_asks_for_the_conditions() {
    let server = Server::start("form-conditions", &[]);
    let blank = server.ask("GET", "/form?lang=en&policy=nanchang", "", b"");
    assert!(blank.text().contains("7 conditions: 7 open"), "{}", blank.text());
    assert!(blank.text().contains("<details><summary>Check the conditions first"), "folded while nothing is answered");
    let filled = "lang=en&policy=nanchang&as_of=2024-09-30&batch=1&level=2&unit=yuan&spend_software=500000\
                  &condition_industry=met&condition_listed=&employees=1%2C200&revenue=3000%E4%B8%87";
    let open = server.ask("POST", "/form", "", filled.as_bytes());
    assert_eq!(open.status, 200);
    for part in [
        "300,000.00",
        "Still open: place, list, acceptance, audit.",
        "<details open><summary>Check the conditions first",
        "7 conditions: 3 met, 4 open",
        "value=\"met\" checked",
        "= 30,000,000.00 yuan",
        "从业人员1000人以下或营业收入40000万元以下",
    ] {
        assert!(open.text().contains(part), "{part}");
    }
    let unmet = server.ask("POST", "/form", "", filled.replace("listed=", "listed=unmet").as_bytes());
    assert!(unmet.text().contains("Not met: list.") && unmet.text().contains("¥0.00"));
    // Another city has other conditions: what does not fit there is left out.
    let other = filled.replace("nanchang", "wuhan").replace("&condition_listed=", "&condition_audited=unmet");
    let other = server.ask("POST", "/form", "", other.as_bytes());
    assert!(
        other.status == 200 && !other.text().contains("no such condition") && !other.text().contains("Not met: audit")
    );
    let wrong = server.ask("POST", "/form", "", filled.replace("1%2C200", "many").as_bytes());
    assert!(wrong.text().contains("“many” is not a number of people") && wrong.text().contains("300,000.00"));
}

#[test]
fn whatever_is_typed_stays_text() {
    let server = Server::start("form-escape", &[]);
    let attack = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%3Cb%20a%3D%27";
    for field in [
        "spend_software",
        "as_of",
        "policy",
        "own_rate",
        "count_model_enterprise",
        "lang",
        "unit",
        "batch",
        "employees",
        "revenue",
        "condition_industry",
    ] {
        let sent = format!("policy=nanchang&level=2&award_model_enterprise=1&{field}={attack}");
        let sent = if field == "policy" { format!("policy={attack}") } else { sent };
        let page = server.ask("POST", "/form", "", sent.as_bytes());
        assert!([200, 422].contains(&page.status));
        assert!(!page.text().contains("<script") && !page.text().contains("<b a="), "{field}");
        // No figure is taken from an address.
        let page = server.get(&format!("/form?spend_software=424242&{field}={attack}"));
        assert!(!page.text().contains("<script") && !page.text().contains("424242"), "{field}");
    }
    assert_eq!(server.ask("POST", "/form", "", &[0xff; 300]).status, 200);
    assert_eq!(server.ask("POST", "/form", "", b"policy=atlantis").status, 422);
    assert_eq!(server.ask("POST", "/form", "", b"policy=hebi&as_of=2024-02-30").status, 422);
}

#[test]
fn the_page_comes_with_types_compression_and_its_policy() {
    let www = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("www");
    let lasting = "subsidy-calculator-0.1.0-0123abcd";
    fs::create_dir_all(www.join("strings")).unwrap();
    fs::create_dir_all(www.join(lasting)).unwrap();
    for (name, content) in [
        ("index.html", "<!doctype html>"),
        ("a.wasm", "\0asm"),
        ("a.js", "export {};"),
        ("a.js.br", "compressed"),
        ("strings/en.json", "{}"),
        ("page.css", "a{}"),
        ("a.mjs", "export {};"),
        ("subsidy-calculator-0.1.0-0123abcd/a.mjs", "export {};"),
        (".hidden", "secret"),
    ] {
        fs::write(www.join(name), content).unwrap();
    }
    let server = Server::start("static", &["--www", www.to_str().unwrap()]);
    for (path, kind) in [
        ("/", "text/html"),
        ("/a.wasm", "application/wasm"),
        ("/a.js", "text/javascript"),
        ("/strings/en.json", "application/json"),
        ("/page.css", "text/css"),
        ("/a.mjs", "text/javascript"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
        // The configurator shows the page for frames in one.
        for part in ["trusted-types subsidy-worker", "frame-src 'self'"] {
            assert!(answer.header("content-security-policy").unwrap().split("; ").any(|found| found == part), "{part}");
        }
        assert_eq!(answer.header("cache-control"), Some("public, no-cache"));
        let since = format!("if-modified-since: {}\r\n", answer.header("last-modified").unwrap());
        assert_eq!(server.ask("GET", path, &since, b"").status, 304, "{path}");
    }
    let small = server.ask("GET", "/a.js", "accept-encoding: gzip, br\r\n", b"");
    assert_eq!((small.header("content-encoding"), small.text()), (Some("br"), "compressed"));
    assert_eq!(small.header("content-type"), Some("text/javascript"));
    assert_eq!(small.header("vary").map(str::to_ascii_lowercase).as_deref(), Some("accept-encoding"));
    // What lies in a folder that is named by its content never changes.
    let kept = server.get(&format!("/{lasting}/a.mjs"));
    assert_eq!(kept.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let missing = server.get(&format!("/{lasting}/b.mjs"));
    assert_eq!((missing.status, missing.header("cache-control")), (404, Some("no-store")));
    for path in
        ["/.hidden", "/%2ehidden", "/%2Ehidden", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/..%2fx", "/none", "/a.js/"]
    {
        assert_eq!(server.get(path).status, 404, "{path}");
    }
}

#[test]
fn only_the_page_made_for_frames_may_stand_in_one() {
    let www = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("www-frame");
    fs::create_dir_all(www.join("deep")).unwrap();
    for name in ["index.html", "frame.html", "deep/frame.html", "my-frame.html"] {
        fs::write(www.join(name), "<!doctype html>").unwrap();
    }
    let start = |name: &str, more: &[&str]| Server::start(name, &[&["--www", www.to_str().unwrap()], more].concat());
    let ancestors = |server: &Server, path: &str| {
        let answer = server.get(path);
        let policy = answer.header("content-security-policy").unwrap().split("; ").map(str::to_owned);
        let found = policy.into_iter().find(|part| part.starts_with("frame-ancestors")).unwrap();
        (answer.status, found, answer.header("x-frame-options").map(str::to_owned))
    };
    let own = start("frame-own", &[]);
    let two = ["--frame-ancestors", "https://portal.example", "--frame-ancestors", "http://127.0.0.1:9"];
    let named = start("frame-named", &two);
    for path in ["/frame.html", "/deep/frame.html"] {
        assert_eq!(ancestors(&own, path), (200, "frame-ancestors 'self'".to_owned(), None));
        let all = "frame-ancestors 'self' https://portal.example http://127.0.0.1:9".to_owned();
        assert_eq!(ancestors(&named, path), (200, all, None));
    }
    for (path, status) in
        [("/", 200), ("/my-frame.html", 200), ("/form", 200), ("/none/frame.html", 404), ("/healthz", 200)]
    {
        let denied = (status, "frame-ancestors 'none'".to_owned(), Some("DENY".to_owned()));
        assert_eq!(ancestors(&named, path), denied, "{path}");
    }
    assert!(
        named.get("/frame.html").header("content-security-policy").unwrap().contains("trusted-types subsidy-worker")
    );
    for wrong in ["portal.example", "https://", "https://a.example/", "https://a.example; script-src *", "*", "'none'"]
    {
        let arguments = ["serve", "--listen", "127.0.0.1:0", "--frame-ancestors", wrong];
        let output = Command::new(env!("CARGO_BIN_EXE_subsidy")).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{wrong}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("not an origin"), "{wrong}");
    }
}

#[test]
fn every_answer_is_safe_in_a_browser_and_the_log_holds_no_figure() {
    let server = Server::start("log", &["--access-log"]);
    let secret = GOOD.replace("800000", "731731731731").replace("\"category\"", "\"label\":\"Geheim AG\",\"category\"");
    let answers = [
        server.estimate(secret.as_bytes()),
        server.estimate(b"{\"policy\":\"731731731731\""),
        server.ask("POST", "/api/v1/estimates?amount=731731731731", JSON, secret.as_bytes()),
        server.ask("POST", "/api/v1/views?lang=731731731731", JSON, b"{}"),
        server.ask(
            "POST",
            "/api/v1/views",
            JSON,
            br#"{"policy":"wuhan","unit":"yuan","spend":[{"category":"other","text":"731731731731"}]}"#,
        ),
        server.get("/731731731731"),
        server.get("/form?x=731731731731"),
        server.get("/"),
        server.get("/healthz"),
        server.get("/metrics"),
        server.get("/api/v1/docs"),
    ];
    for answer in &answers {
        for (name, value) in
            [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("x-frame-options", "DENY")]
        {
            assert_eq!(answer.header(name), Some(value));
        }
        assert!(answer.header("content-security-policy").unwrap().starts_with("default-src 'none'"));
        assert_eq!(answer.header("server"), None);
    }
    let (log, metrics) = (server.told(), server.get("/metrics"));
    assert!(log.lines().count() > 5);
    for figure in ["731731731731", "Geheim"] {
        assert!(!log.contains(figure) && !metrics.text().contains(figure), "{figure} is in\n{log}");
    }
    assert!(
        metrics
            .text()
            .contains("subsidy_http_requests_total{route=\"/api/v1/estimates\",method=\"POST\",status=\"200\"} 2")
    );
    assert!(metrics.text().ends_with("# EOF\n"));
}
