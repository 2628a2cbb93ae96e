//! Batches: every row is answered in its place, no good row is lost, and no file is left half-written.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::{GOOD, file, folder, subsidy, text};

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
