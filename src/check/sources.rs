//! Holds the quotations against the document's text.

use rust_decimal::Decimal;

use super::log::{Log, each, join, listed, prose, walk};
use super::numbers::{money, wordings};
use super::tokens::tokens;
use crate::json::{Value, read};
use crate::policy::{Citation, Clause, Gives, Policy, Wording};

/// Checks that every quotation of the table's own document stands in its text.
pub(super) fn check(value: &Value, text: &str, log: &mut Log) {
    let text = squeezed(text);
    walk(value, "", &mut |path, value| {
        let Ok(citation) = read::<Citation>(value) else { return };
        if citation.document.is_none() || !prose(path) {
            let found = stands_in(&text, &squeezed(&citation.quote));
            log.expect(found, join(path, "quote"), || format!("「{}」 does not occur in the source", citation.quote));
        }
    });
    if let Ok(policy) = read::<Policy>(value) {
        neighbours(&policy, &text, log);
    }
}

/// The text without white space and `|`, 億 and 萬 as 亿 and 万; between two digits one `|` stays, so that the numbers of
/// neighbouring cells remain two.
fn squeezed(text: &str) -> String {
    let mut kept = String::new();
    let mut gap = false;
    for character in text.chars() {
        if character.is_whitespace() || character == '|' {
            gap = true;
            continue;
        }
        if gap && character.is_ascii_digit() && kept.ends_with(|last: char| last.is_ascii_digit()) {
            kept.push('|');
        }
        gap = false;
        kept.push(match character {
            '億' => '亿',
            '萬' => '万',
            other => other,
        });
    }
    kept
}

/// Whether the quotation occurs, and not as a part cut out of a longer number.
fn stands_in(text: &str, quote: &str) -> bool {
    let digit = |character: char| character.is_ascii_digit();
    text.match_indices(quote).any(|(from, found)| {
        let (before, behind) = text.split_at(from);
        let behind = behind.strip_prefix(found).unwrap_or_default();
        // In `1.2024年3月` the point belongs to the number of a paragraph.
        let point = before.ends_with('.') && !quote.trim_start_matches(digit).starts_with('年');
        let cut_before = quote.starts_with(digit) && (before.ends_with(digit) || point);
        let cut_behind = quote.ends_with(digit)
            && (behind.starts_with(digit) || behind.strip_prefix('.').is_some_and(|part| part.starts_with(digit)));
        !cut_before && !cut_behind
    })
}

/// A clause's figures stand beside its own condition and rate: no two clauses have exchanged theirs, quotation and all.
fn neighbours(policy: &Policy, text: &str, log: &mut Log) {
    let parts: Vec<&str> = text.split(['。', '；', ';']).collect();
    for (path, benefit) in each("benefits", &policy.benefits) {
        let Gives::SpendShare(share) = &benefit.gives else { continue };
        for (path, clause) in each(&format!("{path}.gives.spend_share.clauses"), &share.clauses) {
            limits(clause, &parts, &path, log);
            let figures = [
                ("rate", Some(&clause.rate.citation)),
                ("cap", clause.cap.as_ref().map(|cap| &cap.citation)),
                ("base_limit", clause.base_limit.as_ref().map(|limit| &limit.citation)),
            ];
            for (name, figure) in figures {
                let Some(figure) = figure else { continue };
                for anchor in [condition, rate] {
                    beside(figure, anchor, clause, &share.clauses, &parts, &join(&path, name), log);
                }
            }
        }
    }
}

/// Up to the next rate or the end of the sentence, every ceiling behind a clause's rate is its cap or base limit.
fn limits(clause: &Clause, parts: &[&str], path: &str, log: &mut Log) {
    let quote = squeezed(&clause.rate.citation.quote);
    let known: Vec<Decimal> =
        clause.cap.iter().chain(&clause.base_limit).map(|limit| Decimal::new(limit.amount.fen(), 2)).collect();
    for (_, behind) in parts.iter().filter_map(|part| part.split_once(&quote)) {
        // The quotation itself may run on over the ceiling.
        let own = quote.rsplit(['%', '％']).next().unwrap_or_default();
        let rest = format!("{own}{}", behind.split(['%', '％']).next().unwrap_or_default());
        let stray = money(&tokens(&rest)).into_iter().find(|amount| !known.contains(amount));
        if let (true, Some(stray)) = (wordings(&rest).contains(&Wording::Ceiling), stray) {
            let stray = stray.normalize();
            log.add(
                path,
                format!("the source goes on to 「{rest}」; expected {stray} as the clause's cap or base_limit"),
            );
        }
    }
}

fn condition(clause: &Clause) -> &Citation {
    clause.when.batches.as_ref().map_or(&clause.when.levels.citation, |batches| &batches.citation)
}

fn rate(clause: &Clause) -> &Citation {
    &clause.rate.citation
}

/// Where a figure shares no part of a sentence with its own clause's anchor, it shares none with another's.
fn beside(
    figure: &Citation,
    anchor: fn(&Clause) -> &Citation,
    own: &Clause,
    all: &[Clause],
    parts: &[&str],
    path: &str,
    log: &mut Log,
) {
    let quote = squeezed(&figure.quote);
    let together = |clause: &&Clause| {
        let anchor = squeezed(&anchor(clause).quote);
        parts.iter().any(|part| stands_in(part, &quote) && stands_in(part, &anchor))
    };
    let others: Vec<&str> = all.iter().filter(together).map(|clause| clause.id.as_str()).collect();
    log.expect(together(&own) || others.is_empty(), path, || {
        format!("「{}」 stands with {} in the source; expected it with {}", figure.quote, listed(others), own.id)
    });
}
