//! Which levels are reached: shares as typed, one set for every batch or one for each.

use crate::error::Params;
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Level, Policy};
use crate::present::budget::form::{BudgetForm, LevelsOf, TypedShare};
use crate::present::budget::shown::{BatchLevels, LevelField, SumView};
use crate::present::human;
use crate::present::voice::{Voice, key};
use crate::simulate::LevelShare;

/// Shares as they were read, each with the batch that it holds for; `None` is every one.
pub(super) struct Reached {
    /// The sets that hold.
    pub sets: Vec<Option<Batch>>,
    shares: Vec<(Option<Batch>, LevelShare)>,
    /// Fields that cannot be read.
    pub unread: Vec<String>,
}

impl Reached {
    /// The levels that some reach; what each set adds up to is told apart.
    pub fn of(form: &BudgetForm, policy: &Policy) -> Reached {
        let sets = match form.levels_of {
            Some(LevelsOf::EachBatch) => policy.batch_axis(),
            _ => vec![None],
        };
        let (mut shares, mut unread) = (Vec::new(), Vec::new());
        for TypedShare { batch, level, share } in form.levels.iter().filter(|one| sets.contains(&one.batch)) {
            // The unit stands beside the field: a number alone is one in a hundred.
            let text = share.trim();
            let bare = !text.is_empty() && !text.ends_with(['%', '％']);
            let text = if bare { [text, "%"].concat() } else { text.to_owned() };
            match human::rate(&text) {
                Err(_) => unread.push(field(*batch, *level)),
                Ok(Some(share)) if share != Rate::ZERO => shares.push((*batch, LevelShare { level: *level, share })),
                Ok(_) => {}
            }
        }
        Reached { sets, shares, unread }
    }

    /// The shares of a set.
    pub fn by(&self, set: Option<Batch>) -> Vec<LevelShare> {
        self.shares.iter().filter(|(batch, _)| *batch == set).map(|(_, share)| *share).collect()
    }

    /// The fields of a set.
    pub fn fields(&self, set: Option<Batch>, voice: &Voice) -> Vec<LevelField> {
        let shares = self.by(set);
        let shown = |level: Level| {
            let share = shares.iter().find(|one| one.level == level).map(|one| one.share);
            let parts = share.map(Rate::per_ten_thousand).unwrap_or_default();
            LevelField {
                id: field(set, level),
                level: level.number(),
                label: voice.level(level),
                at: i64::from(parts.checked_div(100).unwrap_or_default()),
            }
        };
        Level::ALL.into_iter().map(shown).collect()
    }

    /// Each batch's own.
    pub fn batches(&self, voice: &Voice) -> Vec<BatchLevels> {
        let shown = |batch: Batch| BatchLevels {
            batch: batch.number(),
            label: voice.batch(batch),
            levels: self.fields(Some(batch), voice),
            sum: self.sum(Some(batch), voice),
        };
        voice.policy.batch_axis().into_iter().flatten().map(shown).collect()
    }

    /// What a set adds up to.
    pub fn sum(&self, set: Option<Batch>, voice: &Voice) -> Option<SumView> {
        let sum: u32 = self.by(set).iter().map(|one| u32::from(one.share.per_ten_thousand())).sum();
        let whole = u32::from(Rate::WHOLE.per_ten_thousand());
        let params = Params::default().with("sum", hundredths(sum));
        let params = params.with("rest", hundredths(sum.abs_diff(whole)));
        let name = match sum {
            0 => return None,
            _ if sum < whole => "short",
            _ if sum > whole => "over",
            _ => "whole",
        };
        Some(SumView { text: voice.say(&key("desk.budget.sum", name), &params), whole: sum == whole })
    }
}

/// `level.2`; of a batch `batch.1.level.2`.
fn field(batch: Option<Batch>, level: Level) -> String {
    let level = format!("level.{}", level.number());
    batch.map_or(level.clone(), |batch| format!("batch.{}.{level}", batch.number()))
}

/// `90` of 9,000 parts of ten thousand, `12.5` of 1,250.
fn hundredths(parts: u32) -> String {
    let written = Yuan::from_fen(parts.into()).to_string();
    written.trim_end_matches('0').trim_end_matches('.').to_owned()
}
