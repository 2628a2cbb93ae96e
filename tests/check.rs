//! What `check` lets pass and what it does not: the shipped tables, one table per shape, every changed figure, every
//! kind of bad table.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, clippy::arithmetic_side_effects)]

use std::path::{Path, PathBuf};

use subsidy::check::{Finding, check_directory};
use subsidy::json::Value;

#[path = "check/bad.rs"]
mod bad;
#[path = "check/changes.rs"]
mod changes;
#[path = "check/examples.rs"]
mod examples;
#[path = "check/limits.rs"]
mod limits;
#[path = "check/programmes.rs"]
mod programmes;
#[path = "check/shapes.rs"]
mod shapes;
#[path = "check/superseded.rs"]
mod superseded;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The documents' texts, which are not part of the repository.
fn sources() -> Option<PathBuf> {
    let named = std::env::var_os("SUBSIDY_SOURCES").map(PathBuf::from);
    named.or_else(|| Some(root().join("../shared/sources")).filter(|sources| sources.is_dir()))
}

fn read(file: &Path) -> Value {
    Value::parse(&std::fs::read(file).unwrap()).unwrap()
}

/// A fixture and the text of its document.
fn fixture(name: &str) -> (Value, String) {
    let file = root().join("tests/fixtures/shapes").join(format!("{name}.json"));
    (read(&file), std::fs::read_to_string(file.with_extension("txt")).unwrap())
}

/// The value at a path such as `benefits[0].gives`.
fn at<'v>(value: &'v mut Value, path: &str) -> &'v mut Value {
    let steps = path.split(['.', '[']).filter(|step| !step.is_empty());
    steps.fold(value, |value, step| match value {
        Value::List(elements) => &mut elements[step.trim_end_matches(']').parse::<usize>().unwrap()],
        Value::Object(members) => &mut members.iter_mut().find(|(name, _)| name == step).unwrap().1,
        _ => panic!("no {step} in {path}"),
    })
}

/// The same table with another value at a path.
fn with(table: &Value, path: &str, new: Value) -> Value {
    let mut changed = table.clone();
    *at(&mut changed, path) = new;
    changed
}

fn shown(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(Finding::to_string).collect()
}

#[test]
fn the_shipped_tables_have_no_findings() {
    let report = check_directory(&root().join("policies"), sources().as_deref());
    assert_eq!(shown(&report.findings), [""; 0]);
    assert!(report.tables >= 5, "{} tables", report.tables);
}

#[test]
fn the_documents_oddities_are_flags() {
    let flags = shown(&check_directory(&root().join("policies"), None).flags);
    for place in [
        "nanchang/policy.json: stages[0].until: ends before the document's date 2024-04-15",
        "hebi/policy.json: validity.years: a term of 2 years from a day that the document does not name",
    ] {
        assert!(flags.iter().any(|flag| flag.ends_with(place)), "{place} in {flags:#?}");
    }
}
