//! Findings, their places, and the walk over a raw table.

use std::fmt;

use crate::json::Value;

/// Something in a table that does not hold, or a known oddity of its document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The place in it: `benefits[0].gives.spend_share.clauses[1].rate`; `""` is the whole file.
    pub path: String,
    /// What was found and what is expected.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => write!(f, "{}: {}", self.file, self.message),
            path => write!(f, "{}: {path}: {}", self.file, self.message),
        }
    }
}

/// Collects the findings of one file.
pub(super) struct Log {
    file: String,
    findings: Vec<Finding>,
}

impl Log {
    pub fn new(file: &str) -> Log {
        Log { file: file.into(), findings: Vec::new() }
    }

    pub fn add(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.findings.push(Finding { file: self.file.clone(), path: path.into(), message: message.into() });
    }

    /// Adds the finding unless it holds.
    pub fn expect(&mut self, holds: bool, path: impl Into<String>, message: impl FnOnce() -> String) {
        if !holds {
            self.add(path, message());
        }
    }

    pub fn into_findings(self) -> Vec<Finding> {
        self.findings
    }
}

/// Shows every value of a tree with its path, parents first.
pub(super) fn walk<'v>(value: &'v Value, path: &str, see: &mut impl FnMut(&str, &'v Value)) {
    see(path, value);
    match value {
        Value::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                walk(element, &format!("{path}[{index}]"), see);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                walk(member, &join(path, name), see);
            }
        }
        _ => {}
    }
}

/// Whether a place holds words for people alone, which no amount is computed from: these may quote other documents.
pub(super) fn prose(path: &str) -> bool {
    ["conditions", "documents", "contacts", "clawback", "remarks"].iter().any(|part| path.starts_with(part))
}

/// The path of a member.
pub(super) fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.into() } else { format!("{path}.{name}") }
}

/// The elements of a list with their paths.
pub(super) fn each<'t, T>(path: &str, list: &'t [T]) -> impl Iterator<Item = (String, &'t T)> {
    list.iter().enumerate().map(move |(index, element)| (format!("{path}[{index}]"), element))
}

/// Several things in one message: `1, 2`.
pub(super) fn listed<T: fmt::Display>(things: impl IntoIterator<Item = T>) -> String {
    things.into_iter().map(|thing| thing.to_string()).collect::<Vec<_>>().join(", ")
}
