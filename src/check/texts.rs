//! Holds the words for people: three languages, and no number that its quotation does not hold.

use super::log::{Log, join, walk};
use super::numbers;
use super::tokens::tokens;
use crate::json::{Value, read};
use crate::policy::{Citation, Condition, Entry, Text, Unpublished};

/// Checks every text of a tree.
pub(super) fn check(value: &Value, log: &mut Log) {
    let mut cited = Vec::new();
    walk(value, "", &mut |path, value| {
        if ["zh-CN", "citation"].iter().all(|key| value.get(key).is_none()) {
            return;
        }
        if let Ok(entry) = read::<Entry>(value) {
            if let Some(citation) = entry.citation {
                cited.push((join(path, "text"), citation));
            }
        } else if let Ok(condition) = read::<Condition>(value) {
            cited.push((join(path, "text"), condition.citation));
        } else if let Ok(unpublished) = read::<Unpublished>(value) {
            cited.push((join(path, "explanation"), unpublished.citation));
        } else if let Ok(text) = read::<Text>(value) {
            let citation = cited.iter().find(|(place, _)| place == path).map(|(_, citation)| citation);
            languages(&text, citation, path, log);
        }
    });
}

fn languages(text: &Text, citation: Option<&Citation>, path: &str, log: &mut Log) {
    for (language, words) in [("zh-CN", &text.zh_cn), ("zh-Hant", &text.zh_hant), ("en", &text.en)] {
        let path = join(path, language);
        log.expect(!words.trim().is_empty(), path.clone(), || "the text is empty".into());
        match citation {
            Some(citation) => quoted(words, citation, path, log),
            None => without_amounts(words, path, log),
        }
    }
}

/// Every number in digits, and every amount in numerals, occurs in the quotation by value.
fn quoted(words: &str, citation: &Citation, path: String, log: &mut Log) {
    let known = numbers::values(&tokens(&citation.quote), true);
    let own = tokens(&without_titles(words).to_lowercase());
    let said = [numbers::values(&own, false), numbers::money(&own), numbers::percentages(&own)].concat();
    let stray = said.into_iter().find(|value| !known.contains(value));
    if let Some(stray) = stray {
        log.add(path, format!("the text says {}, which is not in 「{}」", stray.normalize(), citation.quote));
    }
}

/// No money and no percentage where no quotation can prove it.
fn without_amounts(words: &str, path: String, log: &mut Log) {
    let own = without_titles(words).to_lowercase();
    let tokens = tokens(&own);
    let chinese = !numbers::money(&tokens).is_empty() || !numbers::percentages(&tokens).is_empty();
    let unit = ["yuan", "rmb", "cny", "¥", "percent", "per cent"].iter().any(|unit| own.contains(unit));
    let word = ["hundred", "thousand", "million"].iter().any(|word| own.contains(word));
    let english = unit && (word || !numbers::values(&tokens, false).is_empty());
    log.expect(!chinese && !english, path, || format!("the text holds an amount without a citation: {words}"));
}

/// The words without titles (《…》) and document numbers (〔2024〕12号).
fn without_titles(words: &str) -> String {
    let mut kept = String::new();
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once(['《', '〔']) {
        kept.push_str(before);
        let behind = behind.split_once(['》', '〕']).map_or("", |(_, behind)| behind);
        let number = behind.trim_start_matches(|character: char| character.is_ascii_digit());
        rest = number.strip_prefix(['号', '號']).unwrap_or(behind);
    }
    kept.push_str(rest);
    kept
}
