//! Reads a directory of tables, and never stops at a bad one.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::log::{Finding, Log};
use super::{check, check_agreement, check_examples, check_programme, check_sources, flags, flags_together};
use crate::catalog::Table;
use crate::date::Date;
use crate::json::{Value, read};
use crate::policy::Policy;

/// What a directory of tables was found to hold.
#[derive(Debug, Default)]
pub struct Report {
    /// What does not hold.
    pub findings: Vec<Finding>,
    /// Known oddities of the documents.
    pub flags: Vec<Finding>,
    /// How many tables were found, good or bad.
    pub tables: usize,
}

/// Checks every folder of a directory that holds a `policy.json`, and with `sources` that each quotation occurs in
/// `<folder>.txt` there.
pub fn check_directory(directory: &Path, sources: Option<&Path>) -> Report {
    let mut report = Report::default();
    let mut seen = BTreeMap::new();
    match folders(directory) {
        Ok(folders) => {
            for folder in folders {
                report.tables = report.tables.saturating_add(1);
                table(&folder, sources, &mut seen, &mut report);
            }
            if report.tables == 0 {
                report.add(directory, "no folder with a policy.json; expected one or more");
            }
        }
        Err(error) => report.add(directory, &error.to_string().to_lowercase()),
    }
    report
}

impl Report {
    fn add(&mut self, file: &Path, message: &str) {
        self.findings.push(Finding { file: shown(file), path: String::new(), message: message.into() });
    }

    /// The JSON of a file; what is wrong with it is a finding.
    fn json(&mut self, file: &Path) -> Option<Value> {
        let bytes = self.bytes(file)?;
        match Value::parse(&bytes) {
            Ok(value) => Some(value),
            Err(error) => {
                self.add(file, &error.message());
                None
            }
        }
    }

    fn bytes(&mut self, file: &Path) -> Option<Vec<u8>> {
        match std::fs::read(file) {
            Ok(bytes) => Some(bytes),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                self.add(file, "the file is missing");
                None
            }
            Err(error) => {
                self.add(file, &error.to_string().to_lowercase());
                None
            }
        }
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The folders with a `policy.json`, by name.
fn folders(directory: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(directory)? {
        let folder = entry?.path();
        if folder.join("policy.json").symlink_metadata().is_ok() {
            folders.push(folder);
        }
    }
    folders.sort();
    Ok(folders)
}

type Seen = BTreeMap<(String, Option<Date>), String>;

fn table(folder: &Path, sources: Option<&Path>, seen: &mut Seen, report: &mut Report) {
    let examples = folder.join("examples.json");
    let by_hand = report.json(&examples);
    let file = folder.join("policy.json");
    let programme = folder.join("programme.json");
    let policy = report.json(&file);
    let plan = programme.exists().then(|| report.json(&programme)).flatten();
    if let (Some(policy), Some(plan)) = (&policy, &plan) {
        report.findings.extend(check_agreement(&shown(&programme), plan, policy));
        report.flags.extend(flags_together(&shown(&programme), plan, policy));
    }
    let parts = [
        policy.map(|value| (check(&shown(&file), &value), file, value)),
        plan.map(|value| (check_programme(&shown(&programme), &value), programme, value)),
    ];
    let source = sources.and_then(|sources| source(&sources.join(format!("{}.txt", name(folder))), report));
    for (findings, file, value) in parts.into_iter().flatten() {
        let file_name = shown(&file);
        report.findings.extend(findings);
        report.flags.extend(flags(&file_name, &value));
        if let Some(source) = &source {
            report.findings.extend(check_sources(&file_name, &value, source));
        }
        if let Ok(policy) = read::<Policy>(&value) {
            report.findings.extend(identity(&policy, folder, &file_name, seen));
            if let Some(by_hand) = &by_hand {
                report.findings.extend(check_examples(&shown(&examples), by_hand, &value));
            }
            superseded(&folder.join("superseded"), &policy, report);
        }
    }
}

/// Tables that were published and then corrected: an earlier revision each, under the digest that answers named.
fn superseded(folder: &Path, now: &Policy, report: &mut Report) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    for file in files {
        let Some(value) = report.json(&file) else { continue };
        let mut log = Log::new(&shown(&file));
        match Table::read(&value) {
            Ok(Table { policy, digest }) => {
                let named = file.file_stem().is_some_and(|stem| stem == digest.as_str());
                log.expect(named, "", || format!("the table's digest is {digest}; expected it to be the file's name"));
                log.expect(policy.id == now.id, "id", || format!("found {}; expected {}", policy.id, now.id));
                let (found, current) = (policy.revision.0, now.revision.0);
                log.expect(policy.id != now.id || found < current, "revision", || {
                    format!("found {found}; expected less than {current}, that of the table in force")
                });
            }
            Err(error) => super::refused(&error, &mut log),
        }
        report.findings.extend(log.into_findings());
    }
}

fn name(folder: &Path) -> String {
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn source(file: &Path, report: &mut Report) -> Option<String> {
    let bytes = report.bytes(file)?;
    String::from_utf8(bytes).map_err(|_| report.add(file, "the bytes are not UTF-8")).ok()
}

/// The folder bears the table's id, and its first day where it has one; no two tables share both.
fn identity(policy: &Policy, folder: &Path, file: &str, seen: &mut Seen) -> Vec<Finding> {
    let mut log = Log::new(file);
    let expected = match policy.applies_from {
        None => policy.id.clone(),
        Some(from) => format!("{}.{from}", policy.id),
    };
    let name = name(folder);
    let place = if name.split('.').next() == Some(policy.id.as_str()) { "applies_from" } else { "id" };
    log.expect(name == expected, place, || format!("the folder is {name}; expected {expected}"));
    if let Some(other) = seen.insert((policy.id.clone(), policy.applies_from), file.into()) {
        log.add("id", format!("{expected} is also the table in {other}; expected one"));
    }
    log.into_findings()
}
