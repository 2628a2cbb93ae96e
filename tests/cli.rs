//! The command line as a person and a script use it: output, exit statuses, batches that lose no good row.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

fn subsidy(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_subsidy"))
        .args(arguments)
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that takes no input closes the pipe.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A new folder of its own in the one that cargo gives to tests.
fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

/// A file of its own in the folder that cargo gives to tests.
fn file(name: &str, content: &[u8]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::write(&path, content).unwrap();
    path
}

const GOOD: &str =
    r#"{"policy":"wuhan","as_of":"2024-09-30","level":2,"spend":[{"category":"software","amount":"800000"}]}"#;

#[test]
fn a_person_reads_the_estimate_with_its_grounds() {
    let arguments = ["estimate", "--policy", "nanchang", "--batch", "1", "--level", "2", "--as-of", "2024-09-30"];
    let spend = ["--spend", "software=３０万", "--spend", "cloud=50,000", "--spend", "data_equipment=¥50000元"];
    let output = subsidy(&[&arguments[..], &spend[..]].concat(), b"");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let shown = text(&output.stdout);
    for part in [
        "南昌市 · 第一批 · 二级  [上限 · 文件写的是“不超过”]",
        "¥240,000.00  (24 万元)",
        "企业净投入（不低于）                                              160,000.00",
        "四(五)第18条 「每家补助金额不超过40万元」",
        "计入投入再增加 266,666.67 元，即达上限 40 万元",
    ] {
        assert!(shown.contains(part), "{part} is not in\n{shown}");
    }
}

#[test]
fn chinese_columns_line_up() {
    let output = subsidy(&["estimate", "--policy", "wuhan", "--level", "2", "--spend", "software=80万"], b"");
    let figures: Vec<_> = text(&output.stdout)
        .lines()
        .filter(|line| line.starts_with("  ") && line.ends_with(".00") && !line.trim_start().starts_with("不分批次"))
        .map(|line| {
            line.chars().map(|one| if one.is_ascii() || ['−', '×', '·'].contains(&one) { 1 } else { 2 }).sum::<usize>()
        })
        .collect();
    assert!(figures.len() >= 6, "{figures:?}");
    assert!(figures.iter().all(|&width| width == 78), "{figures:?}");
}

#[test]
fn the_estimate_says_which_spend_counts_and_why() {
    let spend =
        ["--spend", "software=30万", "--spend", "hardware=100万", "--spend", "software=1", "--spend", "training=0"];
    let arguments = ["estimate", "--policy", "nanchang", "--batch", "1", "--level", "2"];
    let shown = text(&subsidy(&[&arguments[..], &spend[..]].concat(), b"").stdout);
    let (_, part) = shown.split_once("\n实际投入\n").unwrap();
    let part = part.split("\n\n").next().unwrap();
    let expected =
        [("软件 · 计入 · ", "300,001.00"), ("其他设备 · 不计入 · ", "1,000,000.00"), ("培训 · 不计入 · ", "0.00")];
    assert_eq!(part.lines().count(), expected.len(), "{shown}");
    for (line, (verdict, amount)) in part.lines().zip(expected) {
        let reason = line.trim_start().strip_prefix(verdict).and_then(|rest| rest.strip_suffix(amount));
        assert!(reason.is_some_and(|reason| !reason.trim().is_empty()), "{line}");
    }
    let none = text(&subsidy(&arguments, b"").stdout);
    assert!(!none.contains("\n实际投入\n"), "{none}");
}

#[test]
fn conditions_are_stated_as_arguments() {
    let spend = [
        "estimate",
        "--policy",
        "nanchang",
        "--batch",
        "1",
        "--level",
        "2",
        "--as-of",
        "2024-09-30",
        "--spend",
        "software=50万",
    ];
    let with = |stated: &[&str]| subsidy(&[&spend[..], stated].concat(), b"");
    let open = text(
        &with(&["--met", "industry", "--met", "place", "--met", "listed", "--employees", "120", "--revenue", "3000万"])
            .stdout,
    );
    assert!(open.contains("¥300,000.00") && open.contains("未定的条件：通过验收、投入审核。"), "{open}");
    let unmet = text(&with(&["--met", "industry", "--unmet", "listed"]).stdout);
    assert!(
        unmet.contains("[不符合]") && unmet.contains("¥0.00") && unmet.contains("不符合条件：列入名单。"),
        "{unmet}"
    );
    let large = text(&with(&["--employees", "1,000", "--revenue", "4万万"]).stderr);
    assert!(large.contains(r#""code":"invalid_amount","path":"eligibility.revenue""#), "{large}");
    let large = text(&with(&["--employees", "1,000", "--revenue", "40000万"]).stdout);
    assert!(large.contains("不符合条件：中小企业规模。"), "{large}");
    for (stated, error) in [
        (["--met", "weather"], r#""code":"unknown_key","path":"eligibility.conditions.weather""#),
        (["--employees", "many"], r#""code":"out_of_range","path":"eligibility.employees""#),
    ] {
        let output = with(&stated);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(error), "{}", text(&output.stderr));
    }
    let twice = text(&with(&["--met", "listed", "--unmet", "listed"]).stderr);
    assert!(twice.contains(r#""code":"duplicate_key","path":"eligibility.conditions.listed""#), "{twice}");
}

#[test]
fn json_in_json_out() {
    let output = subsidy(&["estimate", "--json"], GOOD.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    let line = text(&output.stdout);
    assert_eq!(line.matches('\n').count(), 1, "one line");
    assert!(
        line.starts_with(r#"{"policy":{"id":"wuhan","version":"2023-12-26","revision":1,"digest":"sha256-"#),
        "{line}"
    );
    assert!(
        line.contains(
            r#""outcome":"published_rate","grant":{"amount":"240000.00","low":"240000.00","high":"240000.00"}"#
        )
    );
    let path = file("application.json", GOOD.as_bytes());
    assert_eq!(subsidy(&["estimate", "--json", path.to_str().unwrap()], b"").stdout, output.stdout);
}

#[test]
fn an_error_is_one_json_line_on_standard_error() {
    for (arguments, input, line) in [
        (
            vec!["estimate", "--json"],
            r#"{"policy":"nanchang","level":2,"spend":[]}"#,
            r#"{"error":{"code":"batch_required","path":"batch","params":{"allowed":[1,2,3]},"message":"the clause for this level depends on the batch; allowed: 1, 2, 3"}}"#,
        ),
        (
            vec!["estimate", "--policy", "wuhan", "--level", "2", "--spend", "software=3OO"],
            "",
            r#"{"error":{"code":"invalid_amount","path":"spend[0].amount","params":{"found":"3OO"},"message":"\"3OO\" is not an amount; write yuan as a string of digits with at most two decimals, such as \"300000.00\""}}"#,
        ),
        (
            vec!["estimate", "--policy", "wuhan", "--level", "7"],
            "",
            r#"{"error":{"code":"out_of_range","path":"level","params":{"found":7,"min":1,"max":4},"message":"7 is out of range; allowed: 1 to 4"}}"#,
        ),
    ] {
        let output = subsidy(&arguments, input.as_bytes());
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(text(&output.stdout), "");
        assert_eq!(text(&output.stderr).lines().last(), Some(line));
    }
}

#[test]
fn languages() {
    let show = |lang: &str| {
        text(
            &subsidy(&["estimate", "--lang", lang, "--policy", "wuhan", "--level", "1", "--spend", "cloud=1万"], b"")
                .stdout,
        )
    };
    assert!(show("zh-CN").contains("一级没有补助，改造后须达到二级及以上。"));
    assert!(show("zh-TW").contains("一級沒有補助，改造後須達到二級及以上。"));
    assert!(
        show("en-GB").contains("Nothing is paid at Level 1; after the transformation it has to be Level 2 or above.")
    );
    assert!(show("zh-HK").contains("一級沒有補助"));
    for unknown in ["fr", "", "english", "zh", "de-CH"] {
        let output = subsidy(&["--lang", unknown, "policies"], b"");
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""), "{unknown}");
        assert!(text(&output.stderr).contains("zh-CN, zh-Hant, zh-TW, zh-HK, en"), "{}", text(&output.stderr));
    }
}

#[test]
fn compare_spans_what_is_open() {
    let output = subsidy(&["compare", "--policy", "nanchang", "--level", "2", "--spend", "software=40万"], b"");
    assert!(text(&output.stdout).contains("¥160,000.00 – 240,000.00"), "{}", text(&output.stdout));
    let json =
        r#"{"policy":"nanchang","as_of":"2024-09-30","batch":2,"spend":[{"category":"software","amount":"400000"}]}"#;
    let answer: serde_json::Value =
        serde_json::from_slice(&subsidy(&["compare", "--json"], json.as_bytes()).stdout).unwrap();
    let amounts: Vec<_> =
        answer["cells"].as_array().unwrap().iter().map(|cell| cell["grant"]["amount"].as_str().unwrap()).collect();
    assert_eq!(
        amounts,
        [
            "0.00",
            "240000.00",
            "240000.00",
            "240000.00",
            "0.00",
            "200000.00",
            "200000.00",
            "200000.00",
            "0.00",
            "160000.00",
            "160000.00",
            "160000.00"
        ]
    );
    assert_eq!(answer["span"], serde_json::json!({"low": "0.00", "high": "200000.00"}));
}

#[test]
fn an_ndjson_batch_answers_every_line_in_its_place() {
    let single = text(&subsidy(&["estimate", "--json"], GOOD.as_bytes()).stdout);
    let input = [
        "\u{feff}".as_bytes(),
        GOOD.as_bytes(),
        b"\r\n\n  \r\n{\"policy\":\n",
        b"{\"policy\":\"\xff\"}\n",
        GOOD.as_bytes(),
    ]
    .concat();
    let output = subsidy(&["batch", "-"], &input);
    assert_eq!(output.status.code(), Some(1));
    let lines: Vec<_> = text(&output.stdout).lines().map(str::to_owned).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!((&*lines[0], &*lines[3]), (single.trim_end(), single.trim_end()));
    assert_eq!(
        lines[1],
        r#"{"error":{"code":"invalid_json","path":"","params":{"line":1,"column":10},"message":"not valid JSON at line 1, column 10"},"line":4}"#
    );
    assert_eq!(
        lines[2],
        r#"{"error":{"code":"invalid_utf8","path":"","params":{},"message":"the bytes are not UTF-8"},"line":5}"#
    );
    assert_eq!(subsidy(&["batch", "-"], format!("{GOOD}\n").as_bytes()).status.code(), Some(0));
    assert_eq!(subsidy(&["batch", "no-such-file.ndjson"], b"").status.code(), Some(2));
}

#[test]
fn a_csv_batch_keeps_every_column() {
    let input = "\u{feff}name,policy,as_of,batch,level,software,diagnosis,remark\r\n\
                 \"甲,厂\",nanchang,2024-09-30,1,2,\"400,000\",,\r\n\
                 乙厂,hebi,2025-06-30,3,3,60万,8000,\"a \"\"quoted\"\" word\"\r\n\
                 丙厂,nanchang,2024-09-30,,2,3OO,,x\r\n\
                 丁厂,beijing,2024-09-30,1,2,1,,\r\n\
                 戊厂,fuzhou,2024-09-30,,2,100,,\r\n\
                 己厂,wuhan,2024-09-30,,two,100,,\r\n";
    let path = file("enterprises.csv", input.as_bytes());
    let result = file("grants.csv", b"");
    let output = subsidy(&["batch", path.to_str().unwrap(), "-o", result.to_str().unwrap()], b"");
    assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
    assert_eq!(
        std::fs::read_to_string(result).unwrap().replace("\r\n", "\n"),
        "\u{feff}name,policy,as_of,batch,level,software,diagnosis,remark,outcome,grant,low,high,net_cost,error_code,error_path\n\
         \"甲,厂\",nanchang,2024-09-30,1,2,\"400,000\",,,upper_limit,240000.00,240000.00,240000.00,160000.00,,\n\
         乙厂,hebi,2025-06-30,3,3,60万,8000,\"a \"\"quoted\"\" word\",needs_confirmation,215000.00,5000.00,215000.00,393000.00,,\n\
         丙厂,nanchang,2024-09-30,,2,3OO,,x,,,,,,invalid_amount,software\n\
         丁厂,beijing,2024-09-30,1,2,1,,,,,,,,unknown_policy,policy\n\
         戊厂,fuzhou,2024-09-30,,2,100,,,not_published,,,,,,\n\
         己厂,wuhan,2024-09-30,,two,100,,,,,,,,wrong_type,level\n"
    );
}

/// A CSV on standard input: the status, the answer, and what stands on standard error.
fn sheet(input: &str) -> (i32, String, String) {
    let output = subsidy(&["batch", "-", "--format", "csv"], input.as_bytes());
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

/// The answers of a CSV, its header left out.
fn rows(input: &str) -> (i32, Vec<String>) {
    let (status, shown, _) = sheet(input);
    (status, shown.lines().skip(1).map(str::to_owned).collect())
}

const APPENDED: &str = "outcome,grant,low,high,net_cost,error_code,error_path";
const PAID: &str = "published_rate,30.00,30.00,30.00,70.00,,";

#[test]
fn a_batch_replaces_its_output_at_the_end_or_not_at_all() {
    let folder = folder("replaced");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).unwrap();
    std::fs::write(path("same.csv"), "policy,level,software\nwuhan,2,100\n").unwrap();
    assert_eq!(subsidy(&["batch", &path("same.csv"), "-o", &path("same.csv")], b"").status.code(), Some(0));
    assert_eq!(read("same.csv"), format!("policy,level,software,{APPENDED}\nwuhan,2,100,{PAID}\n"));

    std::fs::write(path("keep"), "mine").unwrap();
    std::fs::write(path("bad.csv"), "level,software\n2,100\n").unwrap();
    for arguments in [
        vec!["--policies", "/nonexist", "batch", "-", "-o"],
        vec!["batch", "-", "--format", "csv", "-o"],
        vec!["batch", &path("bad.csv"), "-o"],
        vec!["batch", "no-such-file.ndjson", "-o"],
    ] {
        let output = subsidy(&[&arguments[..], &[&path("keep")]].concat(), b"level\n2\n");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(read("keep"), "mine", "{arguments:?}");
    }
    assert_eq!(subsidy(&["batch", "-", "-o", "/nonexist/out"], b"").status.code(), Some(2));
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 3, "nothing half-done is left");
    assert_eq!(subsidy(&["batch", "-", "-o", "/dev/null"], GOOD.as_bytes()).status.code(), Some(0));
    assert_eq!(subsidy(&["batch", "-", "-o", "/dev/stdout"], GOOD.as_bytes()).stdout.len(), {
        subsidy(&["batch", "-"], GOOD.as_bytes()).stdout.len()
    });
}

#[cfg(unix)]
#[test]
fn an_output_keeps_its_permissions_and_its_link() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("linked");
    let [real, link, new] = ["real", "link", "new"].map(|name| folder.join(name));
    std::fs::write(&real, "old").unwrap();
    std::fs::set_permissions(&real, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let mode = |path: &PathBuf| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
    for path in [&link, &new] {
        let output = subsidy(&["batch", "-", "-o", path.to_str().unwrap()], GOOD.as_bytes());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    }
    assert!(std::fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(std::fs::read_to_string(&real).unwrap().starts_with('{'));
    assert_eq!(mode(&real), 0o640);
    std::fs::write(folder.join("plain"), "").unwrap();
    assert_eq!(mode(&new), mode(&folder.join("plain")));
}

#[test]
fn a_quote_that_is_not_closed_costs_its_own_row_alone() {
    let good = "wuhan,2,100,";
    for bad in [
        // To the end of the file.
        "wuhan,2,100,\"a",
        // Up to a quoted cell of a row below, which then goes on behind the quote.
        "\"wuhan,2,100,a",
        // A quote in the middle of a quoted cell.
        "wuhan,2,100,\"a\"b",
    ] {
        let input =
            format!("policy,level,software,name\n{good}\n{bad}\n{good}\n\"wuhan\",2,100,\"x,\"\"y\"\"\"\n{good}\n");
        let (status, rows) = rows(&input);
        assert_eq!(status, 1, "{bad}");
        assert_eq!(rows.len(), 5, "{bad}: {rows:?}");
        for index in [0, 2, 4] {
            assert_eq!(rows[index], format!("wuhan,2,100,,{PAID}"), "{bad}");
        }
        assert_eq!(rows[3], format!("wuhan,2,100,\"x,\"\"y\"\"\",{PAID}"), "{bad}");
        let kept = bad.split(',').map(|cell| match cell.contains('"') {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell.to_owned(),
        });
        assert_eq!(rows[1], format!("{},,,,,,invalid_row,line 3", kept.collect::<Vec<_>>().join(",")));
    }
    // One that a row below closes by chance gives a row of another width.
    let (status, answers) =
        rows("policy,level,software,name,remark\nwuhan,2,100,\"a,\nwuhan,2,100,b,\"\nwuhan,2,100,,\n");
    assert_eq!(status, 1);
    assert_eq!(answers.len(), 3, "{answers:?}");
    assert_eq!(answers[2], format!("wuhan,2,100,,,{PAID}"));
    // A cell of several lines is no mistake, nor is a quote inside a cell that has none around it.
    let (status, shown, _) =
        sheet("policy,level,software,name\nwuhan,2,100,\"a\r\nb\"\n\n  \nwuhan,2,100,5\" pipe\nwuhan,9,100,\n");
    assert_eq!(status, 1);
    assert_eq!(
        shown,
        format!(
            "policy,level,software,name,{APPENDED}\nwuhan,2,100,\"a\r\nb\",{PAID}\nwuhan,2,100,\"5\"\" pipe\",{PAID}\nwuhan,9,100,,,,,,,out_of_range,level\n"
        )
    );
    let (status, _, told) = sheet("policy,\"level\nwuhan,2\n");
    assert_eq!(status, 2);
    assert!(told.lines().last().unwrap().starts_with(r#"{"error":{"code":"invalid_row","path":"line 1""#), "{told}");
}

#[test]
fn a_column_is_known_or_told() {
    for (header, code, path) in [
        ("name,level", "missing_field", "policy"),
        ("policy,level,level", "duplicate_key", "level"),
        ("policy,level,Software", "unknown_key", "Software"),
        ("policy,level, software", "unknown_key", " software"),
        ("policy,level,　cloud", "unknown_key", "　cloud"),
        ("policy,level,Size Class", "unknown_key", "Size Class"),
        ("policy,level,own_rate", "unknown_key", "own_rate"),
        ("policy,level,own_cap", "unknown_key", "own_cap"),
        ("policy,level,provincial_subsidy", "unknown_key", "provincial_subsidy"),
        ("policy,level,awards", "unknown_key", "awards"),
        ("policy,level,spend", "unknown_key", "spend"),
        ("policy,level,Amount", "unknown_key", "Amount"),
    ] {
        let (status, shown, told) = sheet(&format!("{header}\nwuhan,2,100\n"));
        assert_eq!((status, &*shown), (2, ""), "{header}");
        let [words, line] = told.lines().collect::<Vec<_>>()[..] else { panic!("{told}") };
        assert!(words.contains(&format!("column \"{path}\"")), "{words}");
        assert!(line.starts_with(&format!(r#"{{"error":{{"code":"{code}","path":"{path}""#)), "{line}");
    }
    let (status, _, told) = sheet("policy,name,level,remark\nwuhan,a,2,\nwuhan,b,2,\n");
    assert_eq!((status, &*told), (0, "subsidy: columns kept and not read: name, remark\n"));
    assert_eq!(sheet("policy,level,software\nwuhan,2,100\n").2, "");
}

#[test]
fn a_row_as_wide_as_the_header_or_an_error_in_its_place() {
    let (status, rows) = rows("policy,level,software,name,remark\nwuhan,2,100\nwuhan,2,100,a,b,c,d\nwuhan,2\n");
    assert_eq!(status, 1);
    assert_eq!(
        rows,
        [
            format!("wuhan,2,100,,,{PAID}"),
            "wuhan,2,100,a,b,,,,,,invalid_row,line 3,c,d".to_owned(),
            "wuhan,2,,,,,,,,,invalid_row,line 4".to_owned(),
        ]
    );
}

#[test]
fn csv_levels_are_plain_digits() {
    let (status, rows) = rows("policy,batch,level\nnanchang,1,+2\nnanchang,1,02\nnanchang,+1,2\nwuhan,,2\n");
    assert_eq!(status, 1);
    for (row, end) in rows.iter().zip([",wrong_type,level", ",wrong_type,level", ",wrong_type,batch"]) {
        assert!(row.ends_with(end), "{row}");
    }
    assert!(rows[3].contains("published_rate"), "{}", rows[3]);
}

#[test]
fn csv_keeps_mark_and_line_ends() {
    let (_, shown, _) = sheet("\u{feff}policy,level,software\r\nwuhan,2,100\r\n");
    assert_eq!(shown, format!("\u{feff}policy,level,software,{APPENDED}\r\nwuhan,2,100,{PAID}\r\n"));
}

#[test]
fn a_folder_that_repeats_a_table_is_refused() {
    let folder = folder("repeated");
    let table = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/wuhan/policy.json")).unwrap();
    for name in ["b", "a"] {
        std::fs::create_dir(folder.join(name)).unwrap();
        std::fs::write(folder.join(name).join("policy.json"), &table).unwrap();
    }
    let output = subsidy(&["--policies", folder.to_str().unwrap(), "policies"], b"");
    assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
    let told = text(&output.stderr);
    let [a, b] = ["a", "b"].map(|name| folder.join(name).join("policy.json").display().to_string());
    assert!(told.contains(&a) && told.contains(&b), "{told}");
    assert!(told.lines().last().unwrap().starts_with(r#"{"error":{"code":"invalid_table","path":"id""#), "{told}");
}

#[test]
fn a_file_that_is_no_table_ends_with_the_error_of_the_contract() {
    let folder = folder("broken");
    std::fs::create_dir(folder.join("a")).unwrap();
    std::fs::write(folder.join("a/policy.json"), "{").unwrap();
    let output = subsidy(&["--policies", folder.to_str().unwrap(), "policies"], b"");
    assert_eq!(output.status.code(), Some(2));
    let told = text(&output.stderr);
    assert!(told.lines().next().unwrap().contains("a/policy.json"), "{told}");
    assert!(told.lines().last().unwrap().starts_with(r#"{"error":{"code":"invalid_json""#), "{told}");
}

#[cfg(target_os = "linux")]
#[test]
fn nothing_to_write_to_is_no_panic() {
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let command = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_subsidy"));
        command.args(["estimate", "--policy", "x"]).stdin(Stdio::null());
        command
    };
    assert_eq!(command().stderr(full()).output().unwrap().status.code(), Some(2));
    let output = Command::new(env!("CARGO_BIN_EXE_subsidy")).arg("policies").stdout(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_reader_that_has_enough_is_no_error() {
    let good = format!("{GOOD}\n").repeat(2000);
    let csv = format!("policy,level,software\n{}", "wuhan,2,100\n".repeat(20_000));
    for (format, input) in [("ndjson", good), ("csv", csv)] {
        let path = file(&format!("long.{format}"), input.as_bytes());
        let mut child = Command::new(env!("CARGO_BIN_EXE_subsidy"))
            .arg("batch")
            .arg(path)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut byte = [0];
        std::io::Read::read_exact(child.stdout.as_mut().unwrap(), &mut byte).unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), text(&output.stderr).as_str()), (Some(0), ""), "{format}");
    }
}

#[test]
fn other_tables_can_be_used() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("tables/nanchang");
    std::fs::create_dir_all(&folder).unwrap();
    let table = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/policies/nanchang/policy.json")).unwrap();
    std::fs::write(folder.join("policy.json"), table.replacen("\"0.60\"", "\"0.65\"", 1)).unwrap();
    let tables = folder.parent().unwrap().to_str().unwrap();
    let arguments = ["--policies", tables, "estimate", "--policy", "nanchang", "--batch", "1", "--level", "2"];
    let output = subsidy(&[&arguments[..], &["--spend", "software=10万"]].concat(), b"");
    assert!(text(&output.stdout).contains("¥65,000.00"), "{}", text(&output.stdout));
    // The changed figure does not pass the check.
    let checked = subsidy(&["check", tables], b"");
    assert_eq!(checked.status.code(), Some(1));
    assert!(
        text(&checked.stdout).contains("benefits[0].gives.spend_share.clauses[0].rate"),
        "{}",
        text(&checked.stdout)
    );
    let missing = subsidy(&["--policies", "no-such-folder", "policies"], b"");
    assert_eq!(missing.status.code(), Some(2));
}

#[test]
fn the_catalog_and_the_schemas_are_printed() {
    let list = text(&subsidy(&["policies"], b"").stdout);
    assert_eq!(list.lines().count(), 5);
    assert!(list.contains("nanchang    南昌市  2024-04-15  sha256-"), "{list}");
    for part in ["policy", "application", "estimate", "comparison"] {
        let schema: serde_json::Value = serde_json::from_slice(&subsidy(&["schema", part], b"").stdout).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{part}");
        assert!(schema["properties"].as_object().unwrap().len() >= 4, "{part}");
    }
}

#[test]
fn a_finance_officer_reads_the_budget_in_three_languages() {
    for (language, parts) in [
        (
            "zh-CN",
            [
                "南昌市 · 试点资金",
                "第一批 · 260 家 · 每家按上限 400,000.00",
                "够付其中的                                                            74.95%",
                "资金用完后怎样处理，文件未规定。",
                "安义县的上云用云企业印的是 75，多于改造企业 74。照原文保留，未作更正。",
            ],
        ),
        (
            "zh-Hant",
            ["南昌市 · 試點資金", "缺口", "505,263.15", "文件未規定", "地方配套補助資金的數額。應見：《南昌市"],
        ),
        (
            "en",
            [
                "Nanchang · programme budget",
                "Batch 1 · 260 enterprises · each at the cap 400,000.00",
                "shortfall                                                      41,700,000.00",
                "is not stated in the document",
                "Anyi County: enterprises in the cloud is printed as 75, more than the 74",
            ],
        ),
    ] {
        let output = subsidy(&["budget", "--policy", "nanchang", "--lang", language], b"");
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let shown = text(&output.stdout);
        for part in parts {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(!shown.contains("budget.") && !shown.contains('{'), "{shown}");
        assert!(shown.lines().all(|line| line == line.trim_end()), "{shown}");
    }
}

#[test]
fn the_annexes_are_printed_cell_by_cell() {
    let cells = |shown: &str, of: &str| -> Vec<String> {
        let row =
            shown.lines().find(|line| line.trim_start().starts_with(of)).unwrap_or_else(|| panic!("{of} in {shown}"));
        row.split_whitespace().skip(1).map(str::to_owned).collect()
    };
    let budget =
        |city: &str, more: &[&str]| text(&subsidy(&[&["budget", "--policy", city], more].concat(), b"").stdout);
    let shown = budget("nanchang", &["--plans"]);
    // Annex 2 as printed, the impossible 75 of 74 included.
    assert_eq!(cells(&shown, "安义县").join(" "), "70 4 41 2 21 2 8 0 40 75 6");
    assert_eq!(cells(&shown, "湾里").join(" "), "7 4 4 2 2 2 1 0 2 6 1");
    assert!(shown.contains("附件2 「安义县 | 70 | 4 | 41 | 2 | 21 | 2 | 8 | 0 | 40 | 75 | 6」"), "{shown}");
    assert!(!budget("nanchang", &[]).contains("安义县 | 70"));
    // 不少于 in the document is no number by itself.
    assert_eq!(cells(&budget("hebi", &["--plans"]), "新增专利申请").join(" "), "不少于 200");
    let fuzhou = budget("fuzhou", &["--plans"]);
    assert!(fuzhou.contains("2024 年  300") && fuzhou.contains("2025 年  230"), "{fuzhou}");
}

#[test]
fn every_city_has_a_budget_and_a_flag_for_each_thing_that_it_lacks() {
    for city in ["fuzhou", "hebi", "nanchang", "songjiang", "wuhan"] {
        for language in ["zh-CN", "zh-Hant", "en"] {
            let output = subsidy(&["budget", "--policy", city, "--lang", language], b"");
            let shown = text(&output.stdout);
            assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
            assert!(!shown.contains("budget.") && !shown.contains('{'), "{shown}");
        }
    }
}

/// 260 × 180,000 + 150 × 150,000 + 40 × 120,000 = 74,100,000, of which 46,800,000 are due in the first window.
#[test]
fn a_simulation_is_read_in_three_languages() {
    let spend = br#"{"runs": 9, "spend": {"triangular": {"least": "300000", "likely": "300000", "most": "300000"}}, "pool": "74099999.99"}"#;
    for (language, said) in [
        (
            "zh-CN",
            ["1,234 次模拟里有 0 次够用（0%）", "第一批 · 260 家（文件的计划数）", "2024-11 至 2025-04 · 第一批"],
        ),
        (
            "zh-Hant",
            ["1,234 次模擬裡有 0 次夠用（0%）", "第一批 · 260 家（文件的計劃數）", "2024-11 至 2025-04 · 第一批"],
        ),
        (
            "en",
            [
                "The money suffices in 0 of 1,234 runs (0%)",
                "Batch 1 · 260 enterprises (as the document plans)",
                "2024-11 to 2025-04 · Batch 1",
            ],
        ),
    ] {
        let asked = ["budget", "--policy", "nanchang", "--simulate", "-", "--seed", "5", "--runs", "1234"];
        let output = subsidy(&[&asked[..], &["--lang", language]].concat(), spend);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        for said in said.iter().chain(&["74,100,000.00", "0.01", "46,800,000.00"]) {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        assert!(!shown.contains("simulate.") && !shown.contains('{'), "{shown}");
    }
    let refused = subsidy(&["budget", "--policy", "nanchang", "--simulate", "-", "--runs", "100001", "--json"], spend);
    assert_eq!((refused.status.code(), text(&refused.stdout).as_str()), (Some(2), ""));
    assert!(text(&refused.stderr).contains(r#""code":"out_of_range","path":"runs""#));
    let both = ["budget", "--policy", "nanchang", "--simulate", "-", "--scenario", "-"];
    assert_eq!(subsidy(&both, spend).status.code(), Some(2));
}

#[test]
fn an_officers_list_is_held_against_the_money_in_three_languages() {
    // 350,000 of a cap of 400,000; the cap of 350,000 in the second batch, with 360,000 paid; one that nobody can read.
    let list = "客户,区县,批次,等级,总价,核定金额（万元）,已拨付\n甲,高新区,1,2,700000,35,1万\n乙,,2,2,700000,,360000\n丙,,1,2,3OO,,\n";
    let ask = |more: &[&str]| {
        let asked = ["budget", "--policy", "nanchang", "--portfolio", "-", "--map", "总价=software"];
        subsidy(&[&asked[..], more].concat(), list.as_bytes())
    };
    for (language, said) in [
        (
            "zh-CN",
            ["共 3 家企业：需安排 700,000.00 元，已拨付 370,000.00 元", "达到上限：2 家", "第 3 行", "按区县（元）"],
        ),
        (
            "zh-Hant",
            ["共 3 家企業：需安排 700,000.00 元，已撥付 370,000.00 元", "達到上限：2 家", "第 3 列", "按區縣（元）"],
        ),
        (
            "en",
            [
                "3 enterprises: committed 700,000.00 yuan, paid 370,000.00 yuan",
                "At the cap: 2",
                "Row 3",
                "By district (yuan)",
            ],
        ),
    ] {
        let output = ask(&["--lang", language]);
        let shown = text(&output.stdout);
        assert_eq!(output.status.code(), Some(1), "{}", text(&output.stderr));
        for said in said.iter().chain(&["124,100,000.00", "50,000.00", "−10,000.00", "E4 "]) {
            assert!(shown.contains(said), "{said}: {shown}");
        }
        assert!(!shown.contains("portfolio.") && !shown.contains('{'), "{shown}");
    }
    let told = |output: Output| (output.status.code(), text(&output.stdout), text(&output.stderr));
    let (status, out, error) = told(ask(&["--scenario", "-"]));
    assert_eq!((status, out.as_str()), (Some(2), ""), "{error}");
    let (status, _, error) = told(ask(&["--output", "report.pdf"]));
    assert!(status == Some(2) && error.contains("the report is written as .xlsx or .csv"), "{error}");
    let (status, _, error) = told(ask(&["--map", "总价=", "--map", "核定金额（万元）=", "--map", "已拨付="]));
    assert!(status == Some(2) && error.contains("no column states"), "{error}");
    let (status, _, error) = told(subsidy(&["budget", "--policy", "nanchang", "--level", "2"], b""));
    assert!(status == Some(2) && error.contains("go with --portfolio"), "{error}");
}

#[test]
fn a_scenario_is_read_strictly() {
    let ask = |scenario: &[u8]| subsidy(&["budget", "--policy", "hebi", "--scenario", "-", "--json"], scenario);
    let good = ask(br#"{"groups": [{"level": 4, "count": 30}, {"batch": 1, "level": 2, "count": 570}]}"#);
    assert!(text(&good.stdout).contains(r#""demand":{"amount":"321000000.00""#), "{}", text(&good.stdout));
    for (scenario, code, path) in [
        (&br#"{"groups": [{"batch": 1, "count": 5}]}"#[..], "missing_field", "groups[0].level"),
        (br#"{"group": []}"#, "unknown_key", "group"),
        (b"{", "invalid_json", ""),
    ] {
        let output = ask(scenario);
        assert_eq!((output.status.code(), text(&output.stdout).as_str()), (Some(2), ""));
        let error: serde_json::Value = serde_json::from_slice(&output.stderr).unwrap();
        assert_eq!((&error["error"]["code"], &error["error"]["path"]), (&code.into(), &path.into()));
    }
    let lost = subsidy(&["budget", "--policy", "atlantis"], b"");
    assert_eq!(lost.status.code(), Some(2));
    assert!(text(&lost.stderr).contains("unknown_policy"));
}

#[test]
fn the_ledger_is_the_tables() {
    let printed = subsidy(&["policies", "--ledger", "--lang", "en"], b"");
    assert_eq!(
        text(&printed.stdout),
        include_str!("../policies/LEDGER.md"),
        "renew it: cargo run -- policies --ledger --lang en > policies/LEDGER.md"
    );
}

#[test]
fn a_review_is_of_one_table_and_no_later_one() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/policies/wuhan/");
    let tables = folder("ledger");
    std::fs::create_dir(tables.join("wuhan")).unwrap();
    let copy = |name: &str| std::fs::read_to_string(format!("{root}{name}")).unwrap();
    std::fs::write(tables.join("wuhan/policy.json"), copy("policy.json")).unwrap();
    let directory = tables.to_str().unwrap();
    let listed = subsidy(&["policies", "--json", "--policies", directory], b"");
    let listed: serde_json::Value = serde_json::from_slice(&listed.stdout).unwrap();
    let digest = listed[0]["digest"].as_str().unwrap();
    for (digest, shown) in [
        (digest, "**reviewed**: A. Reader, 2026-11-01\n"),
        ("sha256-0", "**reviewed**: A. Reader, 2026-11-01 (of an earlier table)\n"),
    ] {
        let review = format!(r#"{{"reviews": [{{"by": "A. Reader", "on": "2026-11-01", "digest": "{digest}"}}],"#);
        std::fs::write(tables.join("wuhan/programme.json"), copy("programme.json").replacen('{', &review, 1)).unwrap();
        let printed = subsidy(&["policies", "--ledger", "--lang", "en", "--policies", directory], b"");
        assert!(text(&printed.stdout).contains(shown), "{}", text(&printed.stdout));
    }
}

#[test]
fn a_weekly_job_hears_of_terms_that_end() {
    let policies = concat!(env!("CARGO_MANIFEST_DIR"), "/policies");
    // Two documents state an end: 2025-12-31 and 2026-10-31.
    for (day, within, status, lines) in [
        ("2025-11-30", "30", 0, vec![]),
        ("2025-12-01", "30", 1, vec!["fuzhou: ends on 2025-12-31"]),
        ("2025-12-31", "0", 1, vec!["fuzhou: ends on 2025-12-31"]),
        ("2026-01-01", "30", 0, vec!["fuzhou: ended on 2025-12-31"]),
        ("2026-10-10", "30", 1, vec!["fuzhou: ended on 2025-12-31", "songjiang: ends on 2026-10-31"]),
    ] {
        let output = subsidy(&["check", policies, "--expiring", within, "--as-of", day], b"");
        assert_eq!(output.status.code(), Some(status), "{day}");
        let shown = text(&output.stdout);
        let mut shown: Vec<&str> = shown.lines().collect();
        assert!(shown.pop().unwrap().starts_with("5 tables, "));
        assert_eq!(shown, lines, "{day}");
    }
}

#[test]
fn two_tables_are_compared_by_file_folder_id_and_digest() {
    let tables = folder("diff");
    let (city, earlier) = (tables.join("wuhan"), tables.join("wuhan/superseded"));
    std::fs::create_dir_all(&earlier).unwrap();
    let source = |name: &str| {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("policies/wuhan").join(name);
        std::fs::read_to_string(file).unwrap()
    };
    let digest = text(&subsidy(&["policies"], b"").stdout)
        .lines()
        .find_map(|line| {
            line.strip_prefix("wuhan").and_then(|line| line.split("sha256-").nth(1)).map(|rest| rest[..12].to_owned())
        })
        .unwrap();
    // As superseded: what is published stands beside what corrected it.
    let published = source("policy.json");
    assert!(published.contains("\"rate\": \"0.30\""), "{published}");
    let corrected =
        published.replace("\"rate\": \"0.30\"", "\"rate\": \"0.35\"").replacen("\"revision\": 1", "\"revision\": 2", 1);
    std::fs::write(city.join("policy.json"), &corrected).unwrap();
    std::fs::write(city.join("examples.json"), source("examples.json")).unwrap();
    std::fs::write(earlier.join(format!("sha256-{digest}.json")), &published).unwrap();

    let (there, file) = (tables.display().to_string(), city.join("policy.json").display().to_string());
    let old = earlier.join(format!("sha256-{digest}.json")).display().to_string();
    let folder = city.display().to_string();
    for (arguments, status) in [
        (&["--policies", &there, "diff", &digest, "wuhan"][..], 1),
        (&["diff", &old, &folder], 1),
        (&["diff", "wuhan", &file], 1),
        (&["diff", &file, &folder], 0),
        (&["diff", "wuhan", &old], 0),
        (&["diff", "wuhan", "nowhere"], 2),
        (&["diff", "wuhan", &format!("{folder}/examples.json")], 2),
    ] {
        let output = subsidy(arguments, b"");
        assert_eq!(output.status.code(), Some(status), "{arguments:?} {}", text(&output.stderr));
        if status == 1 {
            let shown = text(&output.stdout);
            assert!(shown.contains("改动  二级 · 比例 ") && shown.contains(" 30% → 35%\n"), "{shown}");
            // 30 % and 35 % of 800,000.
            assert!(shown.contains("240,000.00 → 280,000.00  (+40,000.00)"), "{shown}");
        }
    }
    let json: serde_json::Value =
        serde_json::from_slice(&subsidy(&["diff", "--json", &old, &file], b"").stdout).unwrap();
    assert_eq!((&json["then"]["revision"], &json["now"]["revision"]), (&1.into(), &2.into()));
    assert_eq!(json["differences"][0]["place"], serde_json::json!({"clause": {"batch": null, "levels": [2]}}));
    assert_eq!(json["differences"][0]["now"], serde_json::json!({"rate": {"rate": "0.35", "wording": "exact"}}));
}
