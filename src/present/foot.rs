//! What an answer rests on, named at its foot: table, document's date, digest, day.

use crate::catalog::Table;
use crate::date::Date;
use crate::error::Params;
use crate::present::voice::Voice;

/// Names table, digest and day.
pub(super) fn foot(voice: &Voice, table: &Table, as_of: Date) -> String {
    voice.say("foot", &identity(voice, table).with("as_of", as_of.to_string()))
}

/// What names a table under an answer.
pub(crate) fn identity(voice: &Voice, table: &Table) -> Params {
    Params::default().with("id", &*table.policy.id).with("version", version(voice)).with("digest", short_digest(table))
}

/// The document's date in words.
pub(super) fn version(voice: &Voice) -> String {
    let undated = || voice.word("word.undated");
    voice.policy.document.date.as_ref().map_or_else(undated, |dated| dated.date.to_string())
}

/// As much of the digest as names the table.
pub(crate) fn short_digest(table: &Table) -> String {
    table.digest.chars().take(19).collect()
}
