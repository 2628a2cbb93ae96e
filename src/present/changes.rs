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
use crate::terms::Terms;

impl Scene<'_> {
    /// What would change the amount, in yuan; "nothing is added" is an answer.
    pub(super) fn changes(&self, estimate: &Estimate, comparison: &Comparison) -> Vec<Change> {
        let mut changes = self.more_spend(estimate);
        let Some(now) = estimate.grant else { return changes };
        let Some(level) = self.application.level else { return changes };
        let batch = self.application.batch;
        let other_batches = comparison.cells.iter().filter(|cell| cell.level == level && cell.batch != batch);
        for cell in other_batches.filter(|cell| cell.batch.is_some() && estimate.outcome != Outcome::NotEligible) {
            let name = cell.batch.map(|batch| self.voice.batch(batch)).unwrap_or_default();
            let text = self.voice.say("change.batch", &Params::default().with("name", name));
            changes.push(self.change(text, now.amount, cell));
        }
        let levels =
            comparison.cells.iter().filter(|cell| cell.batch == batch || cell.batch.is_none() || batch.is_none());
        let mut seen: Vec<(Vec<Level>, &Cell)> = Vec::new();
        for cell in levels.filter(|cell| cell.level != level) {
            match seen.iter_mut().find(|(_, known)| known.grant == cell.grant) {
                Some((levels, _)) if !levels.contains(&cell.level) => levels.push(cell.level),
                Some(_) => {}
                None => seen.push((vec![cell.level], cell)),
            }
        }
        for (levels, cell) in seen {
            // 二级、三级或四级.
            let mut names = String::new();
            for (index, &other) in levels.iter().enumerate() {
                let last = levels.last() == Some(&other);
                let between = if last { "format.or" } else { "format.comma" };
                names.push_str(if index == 0 { "" } else { self.voice.strings.get(between) });
                names.push_str(&self.voice.level(other));
            }
            let up = levels.iter().any(|&other| other > level);
            let sentence = if up { "change.level_up" } else { "change.level_down" };
            let text = self.voice.say(sentence, &Params::default().with("levels", names));
            changes.push(self.change(text, now.amount, cell));
        }
        changes
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

    fn change(&self, text: String, now: Yuan, cell: &Cell) -> Change {
        let Some(then) = cell.grant else {
            return Change { text, delta: self.voice.word("headline.none"), sense: "open" };
        };
        if cell.outcome == Outcome::NeedsConfirmation {
            let params = Params::default()
                .with("low", self.difference(then.low, now).0)
                .with("high", self.difference(then.high, now).0);
            return Change { text, delta: self.voice.say("change.open", &params), sense: "open" };
        }
        let (delta, sense) = self.difference(then.amount, now);
        Change { text, delta, sense }
    }

    /// `+160,000.00`, `−40,000.00` or `0`, and its sense.
    fn difference(&self, then: Yuan, now: Yuan) -> (String, &'static str) {
        let difference = then.minus(now).unwrap_or_default();
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
        let batches: Vec<Option<Batch>> = match voice.policy.batches.as_slice() {
            [] => vec![None],
            batches => batches.iter().copied().map(Some).collect(),
        };
        let row = |&batch: &Option<Batch>| GridRow {
            label: batch.map_or_else(|| voice.word("grid.any_batch"), |batch| voice.batch(batch)),
            cells: Level::ALL.iter().map(|&level| self.grid_cell(comparison, batch, level)).collect(),
        };
        let caption = if comparison.is_some() { "grid.amounts" } else { "grid.terms" };
        Some(Grid {
            caption: voice.word(caption),
            columns: Level::ALL.iter().map(|&level| voice.level(level)).collect(),
            rows: batches.iter().map(row).collect(),
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
            possible: stated.level.is_none_or(|known| known == level)
                && (batch.is_none() || stated.batch.is_none_or(|known| Some(known) == batch)),
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
