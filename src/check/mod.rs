//! What a policy table must hold beyond its types, so that a wrong figure in it never passes.
//!
//! - Every figure is the one that its quotation holds, in the same wording; and with the document's text at hand, every
//!   quotation occurs in it.
//! - Every level and batch has exactly one clause, or a stated gap; ids are unique; references resolve.
//! - What people read holds no number that is not quoted.
//! - Every example computed by hand comes out as it says.
//!
//! All findings are reported, each with its file and place. Known oddities of a document are flags.

mod examples;
mod figures;
mod files;
mod flags;
mod limits;
mod log;
mod numbers;
mod plans;
mod programme;
mod sources;
mod structure;
mod sums;
mod texts;
mod tokens;

pub use files::{Report, check_directory};
pub use log::Finding;

use crate::catalog::Table;
use crate::error::Error;
use crate::json::{Read, Value, read};
use crate::policy::Policy;
use crate::programme::Programme;
use log::{Log, walk};

/// Checks a policy table alone; `file` names it in the findings.
pub fn check(file: &str, table: &Value) -> Vec<Finding> {
    checked::<Policy>(file, table, |policy, log| {
        structure::check(policy, log);
        limits::check(policy, log);
    })
}

/// Checks a programme table alone; `file` names it in the findings.
pub fn check_programme(file: &str, table: &Value) -> Vec<Finding> {
    checked::<Programme>(file, table, programme::check)
}

/// Checks that a programme table agrees with the policy table of its document; nothing for what is no table.
pub fn check_agreement(file: &str, programme: &Value, policy: &Value) -> Vec<Finding> {
    let mut log = Log::new(file);
    if let (Ok(programme), Ok(policy)) = (read::<Programme>(programme), read::<Policy>(policy)) {
        programme::agrees(&programme, &policy, &mut log);
    }
    log.into_findings()
}

/// The known oddities of a programme table that only the policy table beside it shows; none for what is no table.
pub fn flags_together(file: &str, programme: &Value, policy: &Value) -> Vec<Finding> {
    let mut log = Log::new(file);
    if let (Ok(programme), Ok(policy)) = (read::<Programme>(programme), read::<Policy>(policy)) {
        sums::awards(&programme, &policy, &mut log);
    }
    log.into_findings()
}

/// Checks that the quotations of a table occur in the text of its document.
pub fn check_sources(file: &str, table: &Value, source: &str) -> Vec<Finding> {
    let mut log = Log::new(file);
    sources::check(table, source, &mut log);
    log.into_findings()
}

/// Checks that a table answers the examples beside it as they expect; nothing for what is no table.
pub fn check_examples(file: &str, examples: &Value, table: &Value) -> Vec<Finding> {
    let mut log = Log::new(file);
    if let Ok(table) = Table::read(table) {
        examples::check(examples, table, &mut log);
    }
    log.into_findings()
}

/// The known oddities of a table's document; none for what is no table.
pub fn flags(file: &str, table: &Value) -> Vec<Finding> {
    let mut log = Log::new(file);
    if let Ok(policy) = read::<Policy>(table) {
        flags::check(&policy, &mut log);
    }
    if let Ok(programme) = read::<Programme>(table) {
        sums::check(&programme, &mut log);
    }
    log.into_findings()
}

fn checked<T: Read>(file: &str, table: &Value, structure: impl FnOnce(&T, &mut Log)) -> Vec<Finding> {
    let mut log = Log::new(file);
    match read::<T>(table) {
        Ok(read) => {
            structure(&read, &mut log);
            figures::check(table, &mut log);
            texts::check(table, &mut log);
            digits(table, &mut log);
        }
        Err(error) => refused(&error, &mut log),
    }
    log.into_findings()
}

fn refused(error: &Error, log: &mut Log) {
    log.add(error.path(), error.message());
}

/// Under `benefits` only money and rates are strings of digits.
fn digits(table: &Value, log: &mut Log) {
    let Some(benefits) = table.get("benefits") else { return };
    walk(benefits, "benefits", &mut |path, value| {
        let only_digits = |text: &str| {
            let digit = |character: char| character.is_numeric() || matches!(character, '.' | ',' | '，' | '．');
            text.contains(char::is_numeric) && text.trim().chars().all(digit)
        };
        let money_or_rate = path.ends_with(".amount") || path.ends_with(".rate");
        log.expect(money_or_rate || !value.as_text().is_some_and(only_digits), path, || {
            format!(
                "\"{}\" is a string of digits; expected only money and rates to be one",
                value.as_text().unwrap_or("")
            )
        });
    });
}
