//! A draft for the person who makes it: what cannot be read, what does not hold, what it pays, and what it changes.

mod typed;

pub use crate::present::fields::FieldError;
pub use typed::DraftForm;

use serde::Serialize;

use crate::catalog::Table;
use crate::date::Date;
use crate::draft::Draft;
use crate::draft::{Flaw, flaws, unsourced};
use crate::effect::{Example, effect};
use crate::error::{Error, Params};
use crate::json::{self, Value};
use crate::policy::{Amount, Batch, Level, Policy, Share, Wording};
use crate::present::difference::{DifferenceView, view as difference};
use crate::present::voice::{Voice, key};
use crate::strings::Strings;
use crate::terms::{Subsidy, Terms};

/// A table that a draft was begun from, with the examples beside it.
#[derive(Clone, Debug)]
pub struct Drafting {
    /// The table as it was read.
    copied: Value,
    table: Table,
    examples: Vec<Example>,
}

/// A draft as it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct DraftView {
    /// What cannot be read, at its fields.
    pub errors: Vec<FieldError>,
    /// Whether it can be computed, or how much stands in the way.
    pub told: String,
    /// Whether everything can be read and holds.
    pub sound: bool,
    /// What does not hold.
    pub flaws: Vec<String>,
    /// How many figures no document carries yet; `None` where all are quoted, or it cannot be read.
    pub unsourced: Option<String>,
    /// What is paid at every batch and level.
    pub terms: Option<TermsTable>,
    /// What it changes, and what that makes of the examples.
    pub difference: Option<DifferenceView>,
    /// The table's digest.
    pub digest: Option<String>,
    /// What the file is called: wuhan-draft-4af3776ab4ec.
    pub file: Option<String>,
    /// Today.
    pub day: String,
}

/// What is paid at every batch and level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct TermsTable {
    /// The levels.
    pub columns: Vec<String>,
    /// One a batch.
    pub rows: Vec<TermsRow>,
}

/// What is paid in a batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct TermsRow {
    /// 第一批, or what stands for a city without batches.
    pub label: String,
    /// 不超过 60% · 不超过 40 万元.
    pub cells: Vec<String>,
}

impl Drafting {
    /// Begins a draft with a copy of a table; `examples` is the content of the file beside it.
    ///
    /// # Errors
    /// As [`Table::read`].
    pub fn new(copied: Value, examples: Option<&Value>) -> Result<Drafting, Error> {
        let table = Table::read(&copied)?;
        Ok(Drafting { copied, table, examples: examples.map_or_else(Vec::new, crate::effect::examples) })
    }

    /// The form in which nothing is changed yet: of the same city, or of a new one, empty or with the figures of the copy.
    pub fn form(&self, start: Start, strings: &Strings) -> DraftForm {
        let voice = Voice { strings, policy: &self.table.policy };
        let copy = |title| Draft::of(&self.table.policy, title);
        let untitled = || voice.word("desk.draft.untitled");
        let params = Params::default().with("title", self.table.policy.document.title.as_str());
        let draft = match start {
            Start::Change => copy(voice.say("desk.draft.title_of", &params)),
            Start::Blank => copy(String::new()).blank(String::new(), untitled()),
            Start::Copy => {
                let none = copy(String::new()).blank(String::new(), untitled());
                Draft { id: none.id, name: none.name, region: none.region, ..copy(none.title) }
            }
        };
        typed::of(&draft, &voice)
    }

    /// The draft's table; `None` where the form cannot be read.
    ///
    /// # Errors
    /// `invalid_table` and the like: none that a form reaches.
    fn table(&self, form: &DraftForm, voice: &Voice) -> Result<Result<(Value, Table), Vec<FieldError>>, Error> {
        let draft = match form.draft(voice) {
            Ok(draft) => draft,
            Err(errors) => return Ok(Err(errors)),
        };
        let value = draft.table(&self.copied, &self.table.policy);
        let table = Table::read(&value)?;
        Ok(Ok((value, table)))
    }

    /// The draft as it stands.
    ///
    /// # Errors
    /// Only what a program got wrong.
    pub fn view(&self, form: &DraftForm, today: Date, strings: &Strings) -> Result<DraftView, Error> {
        let voice = Voice { strings, policy: &self.table.policy };
        let (value, table) = match self.table(form, &voice)? {
            Ok(read) => read,
            Err(errors) => return Ok(unreadable(errors, today, &voice)),
        };
        let voice = Voice { policy: &table.policy, ..voice };
        let flaws = flaws(&table.policy);
        let effects: Vec<_> = self.examples.iter().map(|one| (one, effect(&self.table, &table, one, today))).collect();
        let open = unsourced(&value);
        Ok(DraftView {
            errors: Vec::new(),
            told: counted(&voice, if flaws.is_empty() { "sound" } else { "unsound" }, flaws.len()),
            sound: flaws.is_empty(),
            flaws: flaws.iter().map(|flaw| said(&voice, flaw)).collect(),
            unsourced: (open > 0).then(|| counted(&voice, "unsourced", open)),
            terms: Some(terms(&voice)),
            difference: Some(difference(&self.table, &table, &effects, strings)),
            file: Some(file_name(&table)),
            digest: Some(table.digest),
            day: today.to_string(),
        })
    }

    /// The draft as the content of a `policy.json`, in the canonical form; `None` where the form cannot be read.
    ///
    /// # Errors
    /// Only what a program got wrong.
    pub fn file(&self, form: &DraftForm, strings: &Strings) -> Result<Option<String>, Error> {
        let voice = Voice { strings, policy: &self.table.policy };
        Ok(self.table(form, &voice)?.ok().map(|(value, _)| [&value.canonical(), "\n"].concat()))
    }
}

json::words! {
    /// What a draft begins with.
    pub enum Start (UnknownValue) {
        /// The city's own table, to be changed.
        Change = "change",
        /// A new city with the figures of this one.
        Copy = "copy",
        /// A new city with nothing.
        Blank = "blank",
    }
}

fn unreadable(errors: Vec<FieldError>, today: Date, voice: &Voice) -> DraftView {
    DraftView {
        told: counted(voice, "unreadable", errors.len()),
        errors,
        sound: false,
        flaws: Vec::new(),
        unsourced: None,
        terms: None,
        difference: None,
        digest: None,
        file: None,
        day: today.to_string(),
    }
}

fn counted(voice: &Voice, what: &str, count: usize) -> String {
    voice.say(&key("desk.draft.told", what), &Params::default().with("count", count))
}

fn file_name(table: &Table) -> String {
    let digits: String = table.digest.trim_start_matches("sha256-").chars().take(12).collect();
    [&table.policy.id, "-draft-", &digits].concat()
}

fn said(voice: &Voice, flaw: &Flaw) -> String {
    let in_batch = |batch: &Option<Batch>, levels: &[Level]| {
        let levels: Vec<_> = levels.iter().map(|&level| voice.level(level)).collect();
        let levels = levels.join(voice.strings.get("format.comma"));
        let place = match batch {
            Some(batch) => [&voice.batch(*batch), " · ", &levels].concat(),
            None => levels,
        };
        Params::default().with("place", place)
    };
    let number = |place: usize| Params::default().with("number", place.saturating_add(1));
    let of_batch = |batch: &Batch| Params::default().with("batch", voice.batch(*batch));
    let (word, params) = match flaw {
        Flaw::Empty => ("empty", Params::default()),
        Flaw::NoClause(batch, levels) => ("no_clause", in_batch(batch, levels)),
        Flaw::Twice(batch, levels) => ("twice", in_batch(batch, levels)),
        Flaw::NothingCounts(None) => ("nothing_counts", Params::default()),
        Flaw::NothingCounts(Some(place)) => ("nothing_counts_in", number(*place)),
        Flaw::PaidTwice(categories) => {
            let names: Vec<_> = categories.iter().map(|&one| voice.category(one)).collect();
            ("paid_twice", Params::default().with("spend", names.join(voice.strings.get("format.comma"))))
        }
        Flaw::Stray(batch) => ("stray", of_batch(batch)),
        Flaw::Unused(batch) => ("unused", of_batch(batch)),
        Flaw::WindowOrder(place) => ("window_order", number(*place)),
        Flaw::TermOrder => ("term_order", Params::default()),
        Flaw::Id => ("id", Params::default()),
    };
    voice.say(&key("desk.draft.flaw", word), &params)
}

fn terms(voice: &Voice) -> TermsTable {
    let policy = voice.policy;
    let row = |batch: Option<Batch>| TermsRow {
        label: batch.map_or_else(|| voice.word("desk.draft.any_batch"), |batch| voice.batch(batch)),
        cells: Level::ALL.into_iter().map(|level| cell(voice, policy, batch, level)).collect(),
    };
    TermsTable {
        columns: Level::ALL.into_iter().map(|level| voice.level(level)).collect(),
        rows: policy.batch_axis().into_iter().map(row).collect(),
    }
}

/// Rate and cap in their wordings; that nothing is paid, or not published.
fn cell(voice: &Voice, policy: &Policy, batch: Option<Batch>, level: Level) -> String {
    let Ok(terms) = Terms::resolve(policy, level, batch, None) else { return voice.word("desk.draft.cell.open") };
    let reading = match &terms.subsidy {
        Subsidy::NotPublished(..) => return voice.word("desk.diff.unpublished"),
        Subsidy::Published { default: Some(reading), .. } => reading,
        _ => return voice.word("desk.draft.cell.nothing"),
    };
    let worded = |wording: Wording, value: String| {
        voice.say(&key("desk.diff.worded", wording.as_str()), &Params::default().with("value", value))
    };
    let rate = |Share { rate, wording, .. }: &Share| {
        worded(*wording, voice.say("desk.diff.of_rate", &Params::default().with("rate", *rate)))
    };
    let amount = |Amount { amount, wording, .. }: &Amount| {
        worded(*wording, voice.short(*amount).unwrap_or_else(|| voice.yuan(*amount)))
    };
    let clause = reading.clause;
    let mut parts = vec![rate(&clause.rate)];
    parts.extend(clause.cap.as_ref().map(amount));
    parts.join(" · ")
}
