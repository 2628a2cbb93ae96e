//! The sentences of an answer: what leads under the number, and what has to be known besides.

#[cfg(any(feature = "desk", feature = "sheets"))]
use crate::date::Date;
use crate::eligibility::judge;
use crate::error::{Param, Params};
use crate::estimate::{self, Estimate, Outcome};
use crate::notes::{self, Note, NoteCode};
#[cfg(feature = "sheets")]
use crate::present::view::LineView;
#[cfg(any(feature = "desk", feature = "sheets"))]
use crate::present::voice::Voice;
use crate::present::voice::key;
use crate::present::{Scene, Showing};

#[cfg(any(feature = "desk", feature = "sheets"))]
impl Voice<'_> {
    /// That the document's time is over on a day, or has not come.
    pub(super) fn out_of_time(&self, as_of: Date) -> Vec<String> {
        let notes = notes::calendar(self.policy, None, estimate::status(self.policy, as_of), as_of);
        let told = notes.iter().filter(|note| notes::out_of_time(note));
        told.map(|note| self.say(&key("note", note.code.as_str()), &note.params)).collect()
    }
}

impl Scene<'_> {
    /// The sentences under the number: what leads, then what the kind of answer means.
    pub(super) fn explain(&self, showing: &Showing) -> Vec<String> {
        let voice = &self.voice;
        match showing {
            Showing::Unreadable(Some(error)) => vec![voice.error(error)],
            Showing::Unreadable(None) => vec![voice.word("explain.unreadable")],
            Showing::Empty => vec![voice.word("explain.empty")],
            Showing::Span(_) => {
                let mut sentences = vec![voice.named("explain", self.worded("range", showing))];
                sentences.extend(self.open_conditions());
                sentences
            }
            Showing::Estimate(estimate, _) => {
                // What is open beside a condition that is not met no longer matters.
                let moot = |note: &&Note| note.code == NoteCode::ConditionsOpen && barred(estimate);
                let leading = estimate.notes.iter().filter(|note| leads(note) && !moot(note));
                let mut sentences: Vec<_> = leading.map(|note| self.sentence(note)).collect();
                if let (Outcome::NotPublished, Some((_, unpublished))) =
                    (estimate.outcome, self.table.policy.unpublished())
                {
                    let language = voice.strings.language();
                    let document = Params::default().with("document", language.of(&unpublished.would_be_in));
                    sentences.push(language.of(&unpublished.explanation).to_owned());
                    sentences.push(voice.say("explain.would_be_in", &document));
                }
                // Where a condition is not met, its note is the reason, and not the level.
                if !barred(estimate) {
                    sentences.push(voice.named("explain", self.worded(estimate.outcome.as_str(), showing)));
                }
                sentences
            }
        }
    }

    /// In one line how the amount comes about and what decides it besides, or why there is none.
    #[cfg(feature = "sheets")]
    pub(super) fn why(&self, estimate: &Estimate) -> String {
        let then = self.voice.strings.get("desk.list.why.then");
        let lines = self.lines(estimate);
        let several = lines.len() > 1;
        let line = |line: LineView| {
            let title = if several { [&line.title, " "].concat() } else { String::new() };
            let section = line.steps.iter().rev().find_map(|step| Some(step.source.as_ref()?.section.clone()));
            let mut steps = line.steps.into_iter();
            let base = steps.next().map(|step| step.amount).unwrap_or_default();
            let steps = steps.map(|step| step.text).collect::<Vec<_>>().join(then);
            let params = Params::default().with("base", base).with("steps", steps);
            let comes = match section {
                Some(section) => self.voice.say("desk.list.why.line", &params.with("section", section)),
                None => self.voice.say("desk.list.why.own_line", &params),
            };
            [title, comes].concat()
        };
        let mut said: Vec<String> = lines.into_iter().map(line).collect();
        // Where the day stands is said once, of the whole list.
        let decides = |note: &&Note| leads(note) && !notes::out_of_time(note);
        said.extend(estimate.notes.iter().filter(decides).map(|note| self.sentence(note)));
        if let (Outcome::NotPublished, Some((_, unpublished))) = (estimate.outcome, self.table.policy.unpublished()) {
            said.push(self.voice.strings.language().of(&unpublished.explanation).to_owned());
        }
        said.join(self.voice.strings.get("desk.list.why.between"))
    }

    /// The conditions that are not settled, where there is no estimate to say it.
    fn open_conditions(&self) -> Option<String> {
        let judged = judge(&self.table.policy, self.application.eligibility.as_ref()?, self.application.level);
        let open = Some(judged.noted.open).filter(|open| !open.is_empty())?;
        Some(self.voice.say("note.conditions_open", &Params::default().with("conditions", Param::Texts(open))))
    }

    /// What has to be known; where there is no estimate, at least where the day stands.
    pub(super) fn notes(&self, estimate: Option<&Estimate>) -> Vec<String> {
        let policy = &self.table.policy;
        let calendar =
            || notes::calendar(policy, self.application.batch, estimate::status(policy, self.as_of), self.as_of);
        let notes = estimate.map_or_else(calendar, |estimate| estimate.notes.clone());
        notes
            .iter()
            .filter(|note| !shown_elsewhere(note) && (estimate.is_none() || !leads(note)))
            .map(|note| self.sentence(note))
            .collect()
    }

    fn sentence(&self, note: &Note) -> String {
        self.voice.say(&key("note", note.code.as_str()), &note.params)
    }
}

/// Whether a condition that is not met keeps the grant at nothing.
fn barred(estimate: &Estimate) -> bool {
    estimate.outcome == Outcome::NotEligible
        && estimate.eligibility.as_ref().is_some_and(|eligibility| eligibility.noted.bars)
}

/// Notes that stand right under the number, because they decide what to make of it.
fn leads(note: &Note) -> bool {
    matches!(
        note.code,
        NoteCode::ConditionUnmet
            | NoteCode::ConditionsOpen
            | NoteCode::LevelNotNamed
            | NoteCode::WideReading
            | NoteCode::LevelTooLow
            | NoteCode::TermEnded
            | NoteCode::TermNotStarted
    )
}

/// Notes whose content the view shows in a place of its own.
fn shown_elsewhere(note: &Note) -> bool {
    matches!(
        note.code,
        NoteCode::RateNotPublished | NoteCode::OwnTermsUsed | NoteCode::CapDistance | NoteCode::TermUnstated
    )
}
