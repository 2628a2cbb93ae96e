//! Every word for people: complete in three languages, with the same parameters, and nothing that is never said.
//! That the languages have the same keys is held by `build.rs` already: otherwise nothing builds.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that fails should say so at once"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use subsidy::error::Code;
use subsidy::estimate::Outcome;
use subsidy::notes::NoteCode;

type Table = BTreeMap<String, String>;

const LANGUAGES: [&str; 3] = ["zh-CN", "zh-Hant", "en"];

fn tables() -> [Table; 3] {
    LANGUAGES.map(|language| {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("strings/{language}.json"));
        serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
    })
}

fn complete(prefix: &str, words: impl Iterator<Item = &'static str>) {
    let words: Vec<_> = words.collect();
    assert!(!words.is_empty());
    for (language, table) in LANGUAGES.iter().zip(tables()) {
        for word in &words {
            let key = format!("{prefix}.{word}");
            assert!(table.get(&key).is_some_and(|text| !text.trim().is_empty()), "strings/{language}.json lacks {key}");
        }
        let known = |key: &String| key.strip_prefix(prefix).and_then(|rest| rest.strip_prefix('.')).is_some();
        let unknown: Vec<_> =
            table.keys().filter(|key| known(key) && !words.iter().any(|word| key.ends_with(word))).collect();
        assert!(unknown.is_empty(), "strings/{language}.json: no such code: {unknown:?}");
    }
}

#[test]
fn every_error_has_its_sentence() {
    complete("error", Code::ALL.iter().map(|code| code.as_str()));
}

#[test]
fn every_note_has_its_sentence() {
    complete("note", NoteCode::ALL.iter().map(|code| code.as_str()));
}

#[test]
fn every_outcome_has_its_badge() {
    for (language, table) in LANGUAGES.iter().zip(tables()) {
        for outcome in Outcome::ALL {
            let key = format!("badge.{}", outcome.as_str());
            assert!(table.contains_key(&key), "strings/{language}.json lacks {key}");
        }
    }
}

#[test]
fn a_sentence_takes_the_same_parameters_in_every_language() {
    let [first, others @ ..] = tables();
    for (language, table) in LANGUAGES.iter().skip(1).zip(others) {
        // How a number is written is a language's own affair.
        for (key, text) in first.iter().filter(|(key, _)| !key.starts_with("format.")) {
            assert_eq!(parameters(text), parameters(&table[key]), "{key} in strings/{language}.json");
        }
    }
}

/// The names in braces, without the format behind a colon: 万 in Chinese may be written out in English.
fn parameters(text: &str) -> BTreeSet<&str> {
    let named = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    named.filter_map(|(parameter, _)| parameter.split(':').next()).collect()
}

#[test]
fn the_configurator_says_all_of_its_sentences_and_no_others() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/src/embed");
    let folders = [root.clone(), root.join("check")];
    let files = folders.iter().flat_map(|folder| fs::read_dir(folder).unwrap()).map(|entry| entry.unwrap().path());
    let source: String = files.filter(|file| file.is_file()).map(|file| fs::read_to_string(file).unwrap()).collect();
    let [table, ..] = tables();
    let keys: BTreeSet<_> = table.keys().filter_map(|key| key.strip_prefix("embed.")).collect();
    assert!(!keys.is_empty());
    for key in &keys {
        let said = format!("'{}'", key.strip_prefix("found.").unwrap_or(key));
        assert!(source.contains(&said), "embed.{key} is never said");
    }
    let asked = source.split("word('").skip(1).filter_map(|rest| rest.split('\'').next());
    let found = source.split("kind: '").skip(1).filter_map(|rest| rest.split('\'').next());
    for key in asked.map(str::to_owned).chain(found.map(|kind| format!("found.{kind}"))) {
        assert!(keys.contains(&*key), "embed.{key} is said, and strings/ has it not");
    }
}
