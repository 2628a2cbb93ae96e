//! The ledger: of each table what is modelled, who reviewed it, until when it holds, and what its document leaves out.

use crate::catalog::Table;
use crate::error::Params;
use crate::present::foot::short_digest;
use crate::present::voice::Voice;
use crate::programme::Programme;
use crate::strings::Strings;

/// The ledger as Markdown.
pub fn markdown<'t>(tables: impl Iterator<Item = (&'t Table, Option<&'t Programme>)>, strings: &Strings) -> String {
    let mut out = format!("# {}\n\n{}\n", strings.get("ledger.title"), strings.get("ledger.made"));
    for (table, programme) in tables {
        let entry = Entry { table, programme, voice: Voice { strings, policy: &table.policy } };
        out.push_str(&entry.markdown());
    }
    out
}

struct Entry<'t> {
    table: &'t Table,
    programme: Option<&'t Programme>,
    voice: Voice<'t>,
}

impl Entry<'_> {
    fn markdown(&self) -> String {
        let word = |key: &str| self.voice.strings.get(key).to_owned();
        let mut out = format!("\n## {} `{}`\n\n", self.voice.city(), self.table.folder());
        for (key, value) in [
            ("ledger.document", self.document()),
            ("ledger.table", self.digest()),
            ("ledger.term", self.term()),
            ("ledger.modelled", self.modelled()),
            ("ledger.reviewed", self.reviewed()),
        ] {
            out.push_str(&format!("- **{}**: {value}\n", word(key)));
        }
        let missing = self.missing();
        if !missing.is_empty() {
            out.push_str(&format!("- **{}**:\n", word("desk.budget.missing")));
            missing.iter().for_each(|one| out.push_str(&format!("  - {one}\n")));
        }
        out
    }

    fn document(&self) -> String {
        let document = &self.table.policy.document;
        let dated = document.date.as_ref().map_or_else(|| self.voice.word("word.undated"), |on| on.date.to_string());
        format!("{} {dated}", document.title)
    }

    fn digest(&self) -> String {
        let revision = Params::default().with("revision", i64::from(self.table.policy.revision.0));
        let digest = short_digest(self.table);
        format!("{}, `{digest}…`", self.voice.say("ledger.revision", &revision))
    }

    fn term(&self) -> String {
        let policy = &self.table.policy;
        let term = match (&policy.validity.until, &policy.validity.years) {
            (Some(until), _) => {
                return self.voice.say("ledger.until", &Params::default().with("until", until.date.to_string()));
            }
            (None, Some(years)) => {
                self.voice.say("term.years", &Params::default().with("years", i64::from(years.count.0)))
            }
            (None, None) => self.voice.word("term.unstated"),
        };
        match policy.stages.iter().map(|stage| stage.until).max_by_key(|until| until.last()) {
            None => term,
            Some(last) => {
                let params = Params::default().with("until", last.to_string());
                [&term, self.voice.strings.get("format.comma"), &self.voice.say("ledger.last_stage", &params)].concat()
            }
        }
    }

    fn modelled(&self) -> String {
        let benefits = self.table.policy.benefits.iter().map(|benefit| self.voice.benefit(&benefit.id));
        let programme = self.programme.map(|programme| {
            let count = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
            let params = Params::default().with("lines", count(programme.lines.len()));
            self.voice.say("ledger.programme", &params.with("numbers", count(programme.numbers().count())))
        });
        benefits.chain(programme).collect::<Vec<_>>().join("; ")
    }

    fn reviewed(&self) -> String {
        let Some(review) = self.programme.and_then(|programme| programme.reviews.last()) else {
            return self.voice.word("ledger.not_reviewed");
        };
        let params = Params::default().with("by", &*review.by).with("on", review.on.to_string());
        let key = if review.digest == self.table.digest { "ledger.reviewed_by" } else { "ledger.stale" };
        self.voice.say(key, &params)
    }

    fn missing(&self) -> Vec<String> {
        self.programme.map(|programme| crate::present::budget::missing(self.voice, programme)).unwrap_or_default()
    }
}
