//! A simulation for a person: in how many runs the money suffices, what was assumed, and when how much is due.

use serde::Serialize;

use crate::catalog::Table;
use crate::curve::{round, round_step};
use crate::error::{Error, Params};
use crate::money::{Rate, Yuan};
use crate::present::budget::Sentences;
use crate::present::curve::Tick;
use crate::present::foot::identity;
use crate::present::voice::{Voice, group, key};
use crate::simulate::{Assumed, Between, Demanded, Due, LogNormal, Quantiles, Simulated, Spread, Sufficing};
use crate::strings::Strings;

/// A simulation in one language, ready to be placed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SimulationView {
    /// 南昌市 · 资金够不够：模拟.
    pub title: String,
    /// The document's title as printed.
    pub document: String,
    /// In how many of the runs the money suffices, or that there is none to compare with.
    pub headline: String,
    /// What that does not say, and the same under other readings of the text.
    pub explain: Vec<String>,
    /// What was assumed, under its heading.
    pub assumed: Sentences,
    /// What is asked for and what is missing, quantile by quantile.
    pub demand: Figures,
    /// The windows of payment, to draw; absent where the document does not say when each batch is paid.
    pub windows: Option<WindowsView>,
    /// What has to be known, under its heading.
    pub flags: Sentences,
    /// Names the table by id, version and digest.
    pub foot: String,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Figures {
    /// What it shows.
    pub caption: String,
    /// The head.
    pub columns: Vec<String>,
    /// As many cells as the head has, the first of which names the row.
    pub rows: Vec<Vec<String>>,
}

/// What is due by the end of each window, to draw and to read.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct WindowsView {
    /// The windows, the earliest first.
    pub drawn: Vec<DrawnWindow>,
    /// The money at hand, with its name; `null` where none is known.
    pub pool: Option<Tick>,
    /// The ticks of the amounts.
    pub up: Vec<Tick>,
    /// The same figures as text.
    pub table: Figures,
}

/// A window, to draw.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct DrawnWindow {
    /// 2024-11 至 2025-04 · 第一批.
    pub label: String,
    /// What 5, 25, 50, 75 and 95 of a hundred runs do not exceed, in whole yuan, for drawing only.
    pub amounts: Vec<i64>,
}

/// How far a simulation is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct ProgressView {
    /// How many runs are done.
    pub done: u32,
    /// In thousandths.
    pub part: u32,
    /// Whether every run is done.
    pub finished: bool,
    /// 已模拟 2,000 / 10,000 次; empty without a language.
    pub label: String,
}

/// How far a simulation is, for a person.
pub fn progress(done: u32, of: u32, strings: Option<&Strings>) -> ProgressView {
    let params = Params::default().with("done", count(done)).with("of", count(of));
    let say = |strings: &Strings| {
        crate::error::fill(strings.get("desk.budget.progress"), |place| params.get(place).map(ToString::to_string))
    };
    let part = done.saturating_mul(1000).checked_div(of).unwrap_or_default();
    ProgressView { done, part, finished: done == of, label: strings.map(say).unwrap_or_default() }
}

/// What a simulation says to a person.
///
/// # Errors
/// `overflow`, which amounts of the contract's range never reach.
pub fn view(table: &Table, simulated: &Simulated, strings: &Strings) -> Result<SimulationView, Error> {
    Teller { voice: Voice { strings, policy: &table.policy }, simulated }.view(table)
}

struct Teller<'t> {
    voice: Voice<'t>,
    simulated: &'t Simulated<'t>,
}

impl Teller<'_> {
    fn view(&self, table: &Table) -> Result<SimulationView, Error> {
        let flag = |flag: &crate::simulate::Remark| self.word(&key("flag", flag.as_str()));
        let foot = identity(&self.voice, table);
        Ok(SimulationView {
            title: [&self.voice.city(), " · ", &self.word("title")].concat(),
            document: table.policy.document.title.clone(),
            headline: self.held("held", &self.simulated.amount).unwrap_or_else(|| self.word("no_pool")),
            explain: self.explain(),
            assumed: Sentences { title: self.word("assumed"), sentences: self.assumed() },
            demand: self.demand(),
            windows: if self.simulated.windows.is_empty() { None } else { Some(self.windows()?) },
            flags: Sentences { title: self.word("flags"), sentences: self.simulated.flags.iter().map(flag).collect() },
            foot: self.say("foot", &foot),
        })
    }

    fn word(&self, name: &str) -> String {
        self.voice.word(&key("desk.simulate", name))
    }

    fn say(&self, name: &str, params: &Params) -> String {
        self.voice.say(&key("desk.simulate", name), params)
    }

    /// 10,000 次模拟里有 7,341 次够用（73.4%）.
    fn held(&self, name: &str, asked: &Demanded) -> Option<String> {
        let Sufficing { runs, share } = asked.suffices?;
        let params = Params::default().with("runs", count(self.simulated.runs)).with("held", count(runs));
        Some(self.say(name, &params.with("share", share)))
    }

    fn explain(&self) -> Vec<String> {
        let readings = [("held_low", &self.simulated.low), ("held_high", &self.simulated.high)];
        let told = readings.into_iter().filter_map(|(name, asked)| self.held(name, asked.as_ref()?));
        let mut sentences: Vec<String> = told.collect();
        sentences.push(self.word("caution"));
        if super::limits(self.voice.policy) {
            sentences.push(self.word("limit"));
        }
        sentences
    }

    fn assumed(&self) -> Vec<String> {
        let Simulated { seed, runs, groups, pool, .. } = self.simulated;
        let mut sentences: Vec<String> = groups.iter().map(|one| self.group(one)).collect();
        sentences.extend(pool.map(|pool| self.say("pool", &Params::default().with("pool", pool))));
        let draws = Params::default().with("runs", count(*runs)).with("seed", seed.0.to_string());
        sentences.push(self.say("draws", &draws));
        sentences
    }

    /// 第一批 · 260 家（文件的计划数） · 一半不超过 … · 二级 70%、三级 30%.
    fn group(&self, group: &Assumed) -> String {
        let who = group.batch.map_or_else(|| self.word("everyone"), |batch| self.voice.batch(batch));
        let name = if group.planned { "planned" } else { "count" };
        let counted = self.say(name, &Params::default().with("count", count(group.count)));
        let level = |one: &crate::simulate::LevelShare| {
            let params = Params::default().with("level", self.voice.level(one.level)).with("share", one.share);
            self.say("level", &params)
        };
        let levels: Vec<String> = group.levels.iter().map(level).collect();
        let levels = match levels.is_empty() {
            true => self.word("levels_alike"),
            false => levels.join(self.voice.strings.get("format.comma")),
        };
        [who, counted, self.spread(&group.spend), levels].join(" · ")
    }

    fn spread(&self, spread: &Spread) -> String {
        match spread {
            Spread::LogNormal(LogNormal { median, p90 }) => {
                self.say("log_normal", &Params::default().with("median", *median).with("p90", *p90))
            }
            Spread::Triangular(Between { least, likely, most }) => {
                let params = Params::default().with("least", *least).with("likely", *likely).with("most", *most);
                self.say("triangular", &params)
            }
            Spread::Resampled(amounts) => {
                let params = Params::default().with("count", amounts.len());
                self.say("resampled", &params)
            }
        }
    }

    /// What so many of a hundred runs do not exceed, under each reading, and what is missing.
    fn demand(&self) -> Figures {
        let Simulated { amount, low, high, .. } = self.simulated;
        let mut columns = vec![("runs_share", None), ("needed", Some(amount.demand))];
        columns.extend(low.as_ref().map(|low| ("needed_low", Some(low.demand))));
        columns.extend(high.as_ref().map(|high| ("needed_high", Some(high.demand))));
        columns.extend(amount.shortfall.map(|missing| ("missing", Some(missing))));
        let row = |(place, share): (usize, Rate)| {
            let told = |(_, amounts): &(&str, Option<Quantiles>)| match amounts {
                None => self.say("at_most", &Params::default().with("share", share)),
                Some(amounts) => amounts.each().get(place).map(|amount| self.voice.yuan(*amount)).unwrap_or_default(),
            };
            columns.iter().map(told).collect()
        };
        Figures {
            caption: self.word("demand"),
            columns: columns.iter().map(|(name, _)| self.word(name)).collect(),
            rows: Quantiles::SHARES.into_iter().enumerate().map(row).collect(),
        }
    }

    fn windows(&self) -> Result<WindowsView, Error> {
        let Simulated { windows, pool, .. } = self.simulated;
        let amounts = windows.iter().map(|due| due.by_then.demand.p95).chain(*pool);
        let highest = amounts.max().filter(|&highest| highest > Yuan::ZERO).unwrap_or(Yuan::from_yuan(1));
        let drawn = |due: &Due| DrawnWindow {
            label: self.window(due),
            amounts: due.by_then.demand.each().map(Yuan::whole).to_vec(),
        };
        let tick = |at: Yuan| Tick { at: at.whole(), label: self.voice.tiny(at) };
        let shares = Quantiles::SHARES.map(|share| self.say("at_most", &Params::default().with("share", share)));
        let mut columns = vec![self.word("window")];
        columns.extend(shares);
        columns.extend(pool.map(|_| self.word("enough")));
        let row = |due: &Due| {
            let mut cells = vec![self.window(due)];
            cells.extend(due.by_then.demand.each().map(|amount| self.voice.yuan(amount)));
            cells.extend(
                due.by_then.suffices.map(|held| self.say("share", &Params::default().with("share", held.share))),
            );
            cells
        };
        Ok(WindowsView {
            drawn: windows.iter().map(drawn).collect(),
            pool: pool
                .map(|pool| Tick { at: pool.whole(), label: self.say("pool", &Params::default().with("pool", pool)) }),
            up: round(round_step(highest)?, highest)?.into_iter().map(tick).collect(),
            table: Figures { caption: self.word("windows"), columns, rows: windows.iter().map(row).collect() },
        })
    }

    /// 2024-11 至 2025-04 · 第一批.
    fn window(&self, due: &Due) -> String {
        let period = self.voice.period(due.from, due.until, due.before);
        let batches = due.batches.iter().map(|&batch| self.voice.batch(batch));
        std::iter::once(period).chain(batches).collect::<Vec<_>>().join(" · ")
    }
}

fn count(number: u32) -> String {
    group(&number.to_string())
}
