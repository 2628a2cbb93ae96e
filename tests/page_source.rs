//! What the page's source must hold: it places what the calculator gives it and computes nothing; it writes no markup
//! from text, and names no other host.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Text that becomes markup or code.
const MARKUP: &[&str] = &[
    "innerHTML",
    "outerHTML",
    "insertAdjacentHTML",
    "document.write",
    "eval(",
    "new Function",
    "srcdoc",
    "javascript:",
];

/// Arithmetic on amounts, and formatting of numbers: both stand in Rust, once.
const NUMBERS: &[&str] = &[
    "parseFloat",
    "parseInt",
    "Number(",
    "Number.",
    "toFixed",
    "toPrecision",
    "toLocaleString",
    "Intl.",
    "Math.",
    "BigInt",
];

#[test]
fn no_text_becomes_markup_or_code() {
    none(&["js", "mjs", "html"], MARKUP);
}

#[test]
fn no_number_is_computed_or_formatted_in_javascript() {
    none(&["js", "html"], NUMBERS);
}

#[test]
fn no_style_or_script_stands_in_the_html() {
    for (name, text) in files(&["html"]) {
        // The single file has all within itself, under a policy that names the hash of each.
        if name.ends_with("alone.html") {
            continue;
        }
        assert!(!text.contains(" style="), "{name}: an inline style");
        assert!(!text.contains("<style"), "{name}: a style sheet within");
        for script in text.split("<script").skip(1) {
            let (tag, body) = script.split_once('>').unwrap();
            assert!(tag.contains("src="), "{name}: a script within");
            assert!(body.trim_start().starts_with("</script"), "{name}: a script within");
        }
        for handler in [" onclick=", " onload=", " oninput=", " onchange=", " onerror=", " onsubmit="] {
            assert!(!text.contains(handler), "{name}: {handler}");
        }
    }
}

#[test]
fn no_other_host_is_named() {
    for (name, text) in files(&["js", "mjs", "html", "css"]) {
        for scheme in ["http://", "https://", "ws://", "wss://"] {
            for after in text.split(scheme).skip(1) {
                // Namespaces of SVG and the like name no host that is asked.
                assert!(after.starts_with("www.w3.org/"), "{name}: {scheme}{}", after.get(..30).unwrap_or(after));
            }
        }
    }
}

/// Fails where one of the phrases occurs outside of comments.
fn none(endings: &[&str], phrases: &[&str]) {
    let mut found = Vec::new();
    for (name, text) in files(endings) {
        for (number, line) in (1..).zip(text.lines()) {
            let code = line.split("//").next().unwrap_or_default();
            let comment = ["*", "/*"].iter().any(|start| line.trim_start().starts_with(start));
            found.extend(
                phrases
                    .iter()
                    .filter(|phrase| !comment && code.contains(**phrase))
                    .map(|phrase| format!("{name}:{number}: {phrase}")),
            );
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The page's own source files with these endings.
fn files(endings: &[&str]) -> Vec<(String, String)> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("www"), &mut files);
    files.retain(|path| path.extension().is_some_and(|ending| endings.iter().any(|one| ending == *one)));
    assert!(!files.is_empty(), "www/ has no such file");
    files.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap())).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else {
            files.push(path);
        }
    }
}
