//! What is left in each line of a programme, as a table and in sentences.

use super::{Teller, count};
use crate::error::Params;
use crate::money::Yuan;
use crate::policy::{Level, Text};
use crate::portfolio::{Charge, Line};
use crate::present::list::{Group, Table};
use crate::present::voice::key;
use crate::programme::{Overflow, Pool};

const COLUMNS: [&str; 7] = ["line", "amount", "draws", "liability", "left", "paid", "left_unpaid"];

impl Teller<'_> {
    pub(super) fn lines(&self) -> Table {
        let mut rows: Vec<Group> = self.portfolio.lines.iter().map(|line| self.line(line)).collect();
        rows.extend(self.portfolio.unplaced.as_ref().map(|charge| {
            let label = self.word("line.no_one");
            Group { id: None, label, cells: self.line_cells(None, Some(charge)) }
        }));
        let columns = COLUMNS.map(|name| self.word(&key("column", name))).into();
        Table { id: "lines", caption: self.word("lines"), columns, rows }
    }

    fn line(&self, line: &Line) -> Group {
        let mut cells = self.line_cells(line.amount, line.charged.as_ref());
        if line.amount.is_none()
            && let Some(amount) = cells.first_mut()
        {
            *amount = self.word("line.no_amount");
        }
        Group { id: line.pool.or(line.line).map(str::to_owned), label: self.line_name(line), cells }
    }

    fn line_cells(&self, amount: Option<Yuan>, charge: Option<&Charge>) -> Vec<String> {
        let dash = || "—".to_owned();
        let amount = amount.map_or_else(dash, |amount| self.voice.yuan(amount));
        let Some(charge) = charge else {
            return vec![amount, self.word("line.untouched_cell"), dash(), dash(), dash(), dash()];
        };
        let left = match charge.left.zip(charge.short) {
            None => dash(),
            Some((_, short)) if short.low > Yuan::ZERO => self.short(&self.amount(short)),
            Some((left, short)) if short.high > Yuan::ZERO => {
                let most = self.voice.yuan(left.high);
                self.say(
                    "line.short_or_left",
                    &Params::default().with("short", self.voice.yuan(short.high)).with("left", most),
                )
            }
            Some((left, _)) => self.amount(left),
        };
        let unpaid = match charge.left_unpaid.zip(charge.short_unpaid) {
            None => dash(),
            Some((_, short)) if short > Yuan::ZERO => self.short(&self.voice.yuan(short)),
            Some((left, _)) => self.voice.yuan(left),
        };
        vec![amount, count(charge.count), self.amount(charge.liability), left, self.voice.yuan(charge.paid), unpaid]
    }

    fn short(&self, amount: &str) -> String {
        self.say("line.short_cell", &Params::default().with("short", amount))
    }

    /// What is left or missing line by line, then what is not touched.
    pub(super) fn lines_told(&self) -> Vec<String> {
        let mut told: Vec<String> = self.portfolio.lines.iter().flat_map(|line| self.line_told(line)).collect();
        let untouched = self.portfolio.lines.iter().filter(|line| line.charged.is_none());
        let names: Vec<String> = untouched.map(|line| self.line_name(line)).collect();
        if !names.is_empty() {
            let names = names.join(self.voice.strings.get("format.comma"));
            told.push(self.say("line.untouched", &Params::default().with("lines", names)));
        }
        told.extend(self.portfolio.unplaced.as_ref().map(|charge| self.say("line.unplaced", &self.charge(charge))));
        told
    }

    fn charge(&self, charge: &Charge) -> Params {
        let params = Params::default().with("count", count(charge.count));
        params.with("liability", self.amount(charge.liability)).with("paid", self.voice.yuan(charge.paid))
    }

    fn line_told(&self, line: &Line) -> Vec<String> {
        let Some(charge) = &line.charged else { return Vec::new() };
        let params = || self.charge(charge).with("line", self.line_name(line));
        let (Some(amount), Some(left), Some(short)) = (line.amount, charge.left, charge.short) else {
            // Of several pools of a line that prints its amount alone the line's own sentence says enough.
            let own =
                line.pool.is_none() || self.portfolio.lines.iter().filter(|one| one.line == line.line).count() == 1;
            return if own { vec![self.say("line.unprinted", &params())] } else { Vec::new() };
        };
        let params = || params().with("amount", self.voice.yuan(amount));
        let mut told = vec![match (short.low > Yuan::ZERO, short.high > Yuan::ZERO) {
            (true, _) => self.say("line.short", &params().with("short", self.amount(short))),
            (false, true) => self.say("line.short_by_reading", &params().with("short", self.voice.yuan(short.high))),
            (false, false) => self.say("line.left", &params().with("left", self.amount(left))),
        }];
        if let Some(short) = charge.short_unpaid.filter(|short| *short > Yuan::ZERO) {
            told.push(self.say("line.paid_short", &params().with("short", self.voice.yuan(short))));
        }
        let pool = self.programme.pools.iter().find(|pool| Some(pool.id.as_str()) == line.pool);
        if let (true, Some(pool)) = (short.high > Yuan::ZERO, pool) {
            told.push(match pool.overflow {
                Overflow::Unstated => self.say("line.overflow", &params()),
            });
        }
        told
    }

    /// A line by its title; a pool of several by what shares it.
    fn line_name(&self, line: &Line) -> String {
        let of = |text: &Text| self.voice.strings.language().of(text).to_owned();
        let title =
            self.programme.lines.iter().find(|one| Some(one.id.as_str()) == line.line).map(|one| of(&one.title));
        let pool = self.programme.pools.iter().find(|one| Some(one.id.as_str()) == line.pool);
        let several = self.portfolio.lines.iter().filter(|one| one.line == line.line).count() > 1;
        match (title, pool) {
            (Some(title), Some(pool)) if several => [&title, " · ", &self.shared_by(pool)].concat(),
            (Some(title), _) => title,
            (None, Some(pool)) => self.shared_by(pool),
            (None, None) => String::new(),
        }
    }

    /// 第一批、第二批; 咨询诊断补助.
    fn shared_by(&self, pool: &Pool) -> String {
        let clauses = self.voice.policy.spend_share().map(|(_, share)| share.clauses.as_slice()).unwrap_or_default();
        let name = |id: &String| {
            let Some(clause) = clauses.iter().find(|clause| clause.id == *id) else {
                return vec![self.voice.benefit(id)];
            };
            match &clause.when.batches {
                Some(batches) => batches.numbers.iter().map(|&batch| self.voice.batch(batch)).collect(),
                None => {
                    let levels = Level::ALL.into_iter().filter(|&level| clause.when.levels.rule.includes(level));
                    levels.map(|level| self.voice.level(level)).collect()
                }
            }
        };
        pool.shared_by.iter().flat_map(name).collect::<Vec<_>>().join(self.voice.strings.get("format.comma"))
    }
}
