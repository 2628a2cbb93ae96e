//! What would change the amount: more spend, another batch, another level; and every batch and level in one grid.

use std::cmp::Ordering;

use crate::compare::{Cell, Comparison};
use crate::error::{Param, Params};
use crate::estimate::{Estimate, Outcome};
use crate::money::Yuan;
use crate::notes::NoteCode;
use crate::policy::{Batch, Level};
use crate::present::Scene;
use crate::present::view::{Change, Grid, GridCell, GridRow};
use crate::present::voice::key;
use crate::terms::{Readings, Terms};

impl Scene<'_> {
    /// What would change the amount, in yuan; "nothing is added" is an answer.
    pub(super) fn changes(&self, estimate: &Estimate, comparison: &Comparison) -> Vec<Change> {
        let mut changes = self.more_spend(estimate);
        let (stated, batch) = (self.application.level, self.application.batch);
        let Some(level) = stated.filter(|_| estimate.grant.is_some()) else { return changes };
        let of_batch = |cell: &&Cell| cell.batch.is_none() || batch.is_none() || cell.batch == batch;
        let at = |level: Level| comparison.cells.iter().filter(move |cell| cell.level == level);
        let Some(now) = at(level).find(of_batch) else { return changes };

        for cell in at(level).filter(|cell| cell.batch.is_some() && batch.is_some() && cell.batch != batch) {
            if estimate.outcome != Outcome::NotEligible {
                let name = cell.batch.map(|batch| self.voice.batch(batch)).unwrap_or_default();
                let text = self.voice.say("change.batch", &Params::default().with("name", name));
                changes.push(self.change(text, now, &[cell]));
            }
        }
        for (key, up) in [("change.level_down", false), ("change.level_up", true)] {
            let mut groups: Vec<(Vec<Level>, Vec<&Cell>)> = Vec::new();
            for &other in Level::ALL.iter().filter(|&&other| other != level && (other > level) == up) {
                let cells: Vec<_> = at(other).filter(of_batch).collect();
                let same =
                    |known: &[&Cell]| known.iter().map(|cell| cell.readings).eq(cells.iter().map(|cell| cell.readings));
                match groups.iter_mut().find(|(_, known)| same(known)) {
                    Some((levels, _)) => levels.push(other),
                    None => groups.push((vec![other], cells)),
                }
            }
            for (levels, cells) in groups {
                let text = self.voice.say(key, &Params::default().with("levels", self.either(&levels)));
                changes.push(self.change(text, now, &cells));
            }
        }
        changes
    }

    /// 二级、三级或四级.
    fn either(&self, levels: &[Level]) -> String {
        let mut names = String::new();
        for (index, &level) in levels.iter().enumerate() {
            let last = levels.last() == Some(&level);
            let between = if last { "format.or" } else { "format.comma" };
            names.push_str(if index == 0 { "" } else { self.voice.strings.get(between) });
            names.push_str(&self.voice.level(level));
        }
        names
    }

    /// To the cap, and past it.
    fn more_spend(&self, estimate: &Estimate) -> Vec<Change> {
        let mut changes = Vec::new();
        for note in &estimate.notes {
            let amount = |name| match note.params.get(name) {
                Some(Param::Text(text)) => text.clone(),
                _ => String::new(),
            };
            if note.code == NoteCode::CapDistance {
                changes.push(Change {
                    text: self.voice.say("change.to_cap", &note.params),
                    delta: ["+", &self.voice.say("format.amount", &Params::default().with("amount", amount("gain")))]
                        .concat(),
                    sense: "more",
                });
            }
            if matches!(note.code, NoteCode::CapDistance | NoteCode::CapReached) {
                let text = self.voice.say("change.past_cap", &note.params);
                changes.push(Change { text, delta: "0".into(), sense: "same" });
            }
        }
        changes
    }

    /// The difference, reading by reading: how the text is read is the same question before and after.
    fn change(&self, text: String, now: &Cell, then: &[&Cell]) -> Change {
        let before = now.readings.map(Readings::each).unwrap_or_default();
        let after = then.iter().filter_map(|cell| cell.readings).map(Readings::each);
        let differences: Vec<Yuan> = after
            .flat_map(|after| after.into_iter().zip(before))
            .map(|(after, before)| after.minus(before).unwrap_or_default())
            .collect();
        let low = differences.iter().copied().min().unwrap_or_default();
        let high = differences.iter().copied().max().unwrap_or_default();
        if low == high {
            let (delta, sense) = self.difference(low);
            return Change { text, delta, sense };
        }
        let confirm = |cell: &&Cell| cell.outcome == Outcome::NeedsConfirmation;
        let open = confirm(&now) || then.iter().any(confirm);
        let key = if open { "change.open" } else { "change.by_batch" };
        let params = Params::default().with("low", self.difference(low).0).with("high", self.difference(high).0);
        Change { text, delta: self.voice.say(key, &params), sense: "open" }
    }

    /// `+160,000.00`, `−40,000.00` or `0`, and its sense.
    fn difference(&self, difference: Yuan) -> (String, &'static str) {
        match difference.cmp(&Yuan::ZERO) {
            Ordering::Greater => (["+", &self.voice.yuan(difference)].concat(), "more"),
            Ordering::Less => (self.voice.yuan(difference), "less"),
            Ordering::Equal => ("0".into(), "same"),
        }
    }

    /// Every batch and level: amounts where there is a comparison, else the rates and caps that the document names.
    pub(super) fn grid(&self, comparison: Option<&Comparison>) -> Option<Grid> {
        let voice = &self.voice;
        voice.policy.spend_share()?;
        let row = |&batch: &Option<Batch>| GridRow {
            label: batch.map_or_else(|| voice.word("grid.any_batch"), |batch| voice.batch(batch)),
            cells: Level::ALL.iter().map(|&level| self.grid_cell(comparison, batch, level)).collect(),
        };
        let caption = match comparison {
            None => "grid.terms",
            Some(_) if self.limits() => "grid.amounts_limit",
            Some(_) => "grid.amounts",
        };
        Some(Grid {
            caption: voice.word(caption),
            columns: Level::ALL.iter().map(|&level| voice.level(level)).collect(),
            rows: voice.policy.batch_axis().iter().map(row).collect(),
        })
    }

    fn grid_cell(&self, comparison: Option<&Comparison>, batch: Option<Batch>, level: Level) -> GridCell {
        let stated = self.application;
        let same_batch = batch.is_none() || stated.batch == batch;
        let found = comparison.and_then(|all| all.cells.iter().find(|cell| cell.batch == batch && cell.level == level));
        let text = match found {
            Some(cell) => match cell.grant {
                None => "—".into(),
                Some(grant) if grant.low != grant.high => self.voice.span(grant.low, grant.high),
                Some(grant) if grant.amount == Yuan::ZERO => "0".into(),
                Some(grant) => self.voice.yuan(grant.amount),
            },
            None => self.terms_in_words(batch, level),
        };
        GridCell {
            text,
            current: same_batch && stated.level == Some(level) && (batch.is_none() || stated.batch.is_some()),
            possible: stated.allows(batch, level),
        }
    }

    /// 60% · 40 万元, with a question mark's words where the document does not name the level.
    fn terms_in_words(&self, batch: Option<Batch>, level: Level) -> String {
        let Ok(terms) = Terms::resolve(self.voice.policy, level, batch, None) else { return "—".into() };
        let crate::terms::Subsidy::Published { default, gap, .. } = &terms.subsidy else { return "—".into() };
        let Some(reading) = default else { return "0".into() };
        let clause = reading.clause;
        let wording = clause.rate.wording.as_str();
        let mut params = Params::default().with("rate", clause.rate.rate);
        let key = match &clause.cap {
            Some(cap) => {
                params = params.with("cap", cap.amount);
                key("grid.rate_and_cap", wording)
            }
            None => key("grid.rate", wording),
        };
        let text = self.voice.say(&key, &params);
        match gap {
            Some(_) => self.voice.say("grid.not_named", &Params::default().with("terms", text)),
            None => text,
        }
    }
}
