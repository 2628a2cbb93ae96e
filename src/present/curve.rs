//! The curve for a person: points to draw in whole yuan, every tick named, and the same in a table.

use serde::Serialize;

use crate::catalog::Table;
use crate::curve::{Curve, Line, curve, round, round_step};
use crate::date::Date;
use crate::error::{Error, Params};
use crate::money::Yuan;
use crate::policy::Level;
use crate::present::Scene;
use crate::present::form::Form;
use crate::present::voice::Voice;
use crate::strings::Strings;
use crate::terms::Range;

/// The curve, to draw and to read.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct CurveView {
    /// City, batch and level.
    pub context: String,
    /// Why there is nothing to draw yet.
    pub open: Option<String>,
    /// What the drawing shows, in sentences.
    pub summary: Vec<String>,
    /// The spends at which the lines have their points, in whole yuan, for drawing only.
    pub spends: Vec<i64>,
    /// The lines: first the stated batch's.
    pub lines: Vec<Drawn>,
    /// The ticks of the spend.
    pub across: Vec<Tick>,
    /// The ticks of the grant.
    pub up: Vec<Tick>,
    /// The spend as stated; `null` where nothing is.
    pub current: Option<Tick>,
    /// The same figures as text.
    pub table: CurveTable,
}

/// A line.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Drawn {
    /// 第一批, or how the text is read.
    pub label: String,
    /// `stated`, `reading` (another reading of the text for what is stated) or `other` (another batch).
    pub kind: &'static str,
    /// The grants at the spends, in whole yuan, for drawing only.
    pub grants: Vec<i64>,
}

/// A place on an axis, with its name.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Tick {
    /// In whole yuan, for drawing only.
    pub at: i64,
    /// 40万.
    pub label: String,
}

/// The table beside the drawing.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct CurveTable {
    /// What it shows.
    pub caption: String,
    /// The head: spend, then the lines.
    pub columns: Vec<String>,
    /// One a spend.
    pub rows: Vec<CurveRow>,
}

/// A spend and its grants.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct CurveRow {
    /// 300,000.00.
    pub spend: String,
    /// One a line.
    pub grants: Vec<String>,
    /// The spend as stated.
    pub current: bool,
}

/// The curve of a form as typed.
///
/// # Errors
/// As [`crate::present::answer`].
pub fn answer(table: &Table, form: &Form, as_of: Date, strings: &Strings) -> Result<CurveView, Error> {
    let voice = Voice { strings, policy: &table.policy };
    let open = |told: String| CurveView { open: Some(told), ..CurveView::default() };
    let mut application = match form.application(&form.entries()) {
        Ok(application) => application,
        Err(None) => return Ok(open(voice.word("explain.unreadable"))),
        Err(Some(error)) => return Ok(open(voice.error(&error))),
    };
    if application.level.is_none() {
        if table.policy.spend_share().is_some() {
            return Ok(open(voice.word("desk.curve.level_open")));
        }
        application.level = Some(Level::HIGHEST);
    }
    match curve(table, &application)? {
        Some(curve) => {
            let scene = Scene { voice, table, as_of, application: &application };
            Drawing { scene, curve: &curve }.view()
        }
        None => Ok(open(voice.word("desk.curve.not_published"))),
    }
}

struct Drawing<'s> {
    scene: Scene<'s>,
    curve: &'s Curve,
}

/// A line to draw: its name, its kind, and which of the amounts it follows.
struct Followed<'c> {
    label: String,
    kind: &'static str,
    line: &'c Line,
    amount: fn(&Range) -> Yuan,
}

impl Drawing<'_> {
    fn view(&self) -> Result<CurveView, Error> {
        let curve = self.curve;
        let lines = self.followed();
        let highest = curve.lines.iter().flat_map(|line| &line.grants).map(|range| range.high).max();
        let highest = highest.filter(|&highest| highest > Yuan::ZERO).unwrap_or(curve.step);
        let last = curve.spends.iter().copied().max().unwrap_or_default();
        let across = round(curve.step, last)?.into_iter().filter(|&at| at <= last).map(|at| self.tick(at)).collect();
        let up = round(round_step(highest)?, highest)?.into_iter().map(|at| self.tick(at)).collect();
        let drawn = |one: &Followed| Drawn {
            label: one.label.clone(),
            kind: one.kind,
            grants: one.line.grants.iter().map(|range| (one.amount)(range).whole()).collect(),
        };
        Ok(CurveView {
            context: self.scene.context(),
            open: None,
            summary: self.summary(),
            spends: curve.spends.iter().map(|spend| spend.whole()).collect(),
            lines: lines.iter().map(drawn).collect(),
            across,
            up,
            current: (curve.current > Yuan::ZERO).then(|| self.current()),
            table: self.table(&lines),
        })
    }

    /// The stated batch under every reading, then the other batches.
    fn followed(&self) -> Vec<Followed<'_>> {
        let voice = &self.scene.voice;
        let mut lines = Vec::new();
        for line in self.curve.lines.iter().filter(|line| line.stated) {
            let label = line.batch.map_or_else(|| voice.word("desk.curve.grant"), |batch| voice.batch(batch));
            lines.push(Followed { label, kind: "stated", line, amount: |range| range.amount });
            let differs = |amount: fn(&Range) -> Yuan| line.grants.iter().any(|range| amount(range) != range.amount);
            let mut reading = |key: &str, amount: fn(&Range) -> Yuan| {
                if differs(amount) {
                    lines.push(Followed { label: voice.word(key), kind: "reading", line, amount });
                }
            };
            reading("desk.curve.high", |range| range.high);
            reading("desk.curve.low", |range| range.low);
        }
        for line in self.curve.lines.iter().filter(|line| !line.stated) {
            let label = line.batch.map(|batch| voice.batch(batch)).unwrap_or_default();
            lines.push(Followed { label, kind: "other", line, amount: |range| range.amount });
        }
        lines
    }

    /// Where each line stops growing, and where what is stated lies.
    fn summary(&self) -> Vec<String> {
        let voice = &self.scene.voice;
        let mut sentences = Vec::new();
        for line in &self.curve.lines {
            let flat = line.grants.iter().all(|range| range.amount == Yuan::ZERO);
            let key = match line.peak {
                _ if flat => "desk.curve.nothing",
                Some(_) => "desk.curve.peak",
                None => "desk.curve.unbounded",
            };
            let (spend, grant) = line.peak.unwrap_or_default();
            let name = line.batch.map_or_else(String::new, |batch| self.named(&voice.batch(batch)));
            sentences
                .push([&name, &*voice.say(key, &Params::default().with("spend", spend).with("grant", grant))].concat());
        }
        let stated = self.curve.lines.iter().find(|line| line.stated);
        let at = self.curve.spends.iter().position(|&spend| spend == self.curve.current);
        if let Some(range) = stated.zip(at).and_then(|(line, at)| line.grants.get(at)) {
            let params = Params::default().with("spend", self.curve.current).with("grant", range.amount);
            sentences.push(voice.say("desk.curve.current", &params));
        }
        if super::limits(&self.scene.table.policy) {
            sentences.push(voice.word("desk.curve.limit"));
        }
        sentences
    }

    /// 第一批:.
    fn named(&self, name: &str) -> String {
        self.scene.voice.say("desk.curve.named", &Params::default().with("name", name))
    }

    fn table(&self, lines: &[Followed]) -> CurveTable {
        let voice = &self.scene.voice;
        let row = |(at, &spend): (usize, &Yuan)| CurveRow {
            spend: voice.yuan(spend),
            grants: lines
                .iter()
                .map(|one| one.line.grants.get(at).map(|range| voice.yuan((one.amount)(range))).unwrap_or_default())
                .collect(),
            current: spend == self.curve.current && spend > Yuan::ZERO,
        };
        let columns = std::iter::once(voice.word("desk.curve.spend"));
        CurveTable {
            caption: voice.word("desk.curve.table"),
            columns: columns.chain(lines.iter().map(|one| one.label.clone())).collect(),
            rows: self.curve.spends.iter().enumerate().map(row).collect(),
        }
    }

    fn current(&self) -> Tick {
        let label = self.scene.voice.say("desk.curve.now", &Params::default().with("spend", self.curve.current));
        Tick { at: self.curve.current.whole(), label }
    }

    /// Round amounts are short.
    fn tick(&self, at: Yuan) -> Tick {
        let label = self.scene.voice.tiny(at);
        Tick { at: at.whole(), label: label.strip_suffix(".00").map(str::to_owned).unwrap_or(label) }
    }
}
