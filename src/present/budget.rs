//! A programme for a person: where the money comes from, what it is for, and whether it suffices.

#[cfg(feature = "sheets")]
mod form;
#[cfg(feature = "sheets")]
mod levels;
#[cfg(feature = "sheets")]
mod page;
#[cfg(feature = "sheets")]
mod plans;
#[cfg(feature = "sheets")]
mod shown;
#[cfg(feature = "sheets")]
mod typed;

#[cfg(feature = "sheets")]
pub use form::{BudgetForm, Drawn, LevelsOf, TypedCount, TypedShare};
#[cfg(feature = "sheets")]
pub use page::page;
#[cfg(feature = "sheets")]
pub use plans::{PlanRow, PlanView, annexes};
#[cfg(feature = "sheets")]
pub use shown::{AmountField, BatchLevels, BudgetPage, CountField, LevelField, ScenarioView, Slider, SumView};

use serde::Serialize;

use crate::budget::{Budget, Flag, FlagCode};
use crate::catalog::Table;
use crate::demand::{self, GroupDemand, ScenarioDemand};
use crate::error::{Param, Params};
use crate::money::Yuan;
use crate::policy::{Amount, Citation, Text};
use crate::present::foot::identity;
use crate::present::view::SourceView;
use crate::present::voice::{Voice, key};
use crate::programme::{Joint, Line, Programme};
use crate::strings::Strings;
use crate::terms::Range;

/// A programme in one language, ready to be placed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct BudgetView {
    /// 南昌市 · 试点资金.
    pub title: String,
    /// The document's title as printed.
    pub document: String,
    /// Money by where it comes from, what it is for, and what is asked of it.
    pub blocks: Vec<Block>,
    /// What has to be known, under its heading.
    pub flags: Sentences,
    /// What the document does not publish, and where it would be.
    pub missing: Sentences,
    /// Names the table by id, version and digest.
    pub foot: String,
}

/// Figures under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Block {
    /// What it is about: `funds`, `lines`, `limits`, `demand`, `scenario`.
    pub id: &'static str,
    /// The heading.
    pub title: String,
    /// The figures.
    pub rows: Vec<Row>,
}

/// Sentences under a heading.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Sentences {
    /// The heading.
    pub title: String,
    /// The sentences.
    pub sentences: Vec<String>,
}

/// A figure, and where it stands.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Row {
    /// What it is.
    pub label: String,
    /// The figure, or that it is not published; empty where the label says it all.
    pub value: String,
    /// Whether it is a part of the row above.
    pub part: bool,
    /// Where it stands; absent for what is computed.
    pub source: Option<SourceView>,
}

/// What a budget says to a person.
pub fn view(table: &Table, programme: &Programme, budget: &Budget, strings: &Strings) -> BudgetView {
    let voice = Voice { strings, policy: &table.policy };
    let teller = Teller { voice, programme };
    let foot = identity(&voice, table);
    let blocks = [
        ("funds", teller.funds()),
        ("lines", teller.lines(budget)),
        ("limits", teller.limits()),
        ("demand", teller.demand(budget)),
        ("scenario", budget.scenario.as_ref().map(|under| teller.scenario(under)).unwrap_or_default()),
    ];
    let block = |(id, rows)| Block { id, title: voice.word(&key("desk.budget", id)), rows };
    BudgetView {
        title: [&voice.city(), " · ", &voice.word("desk.budget.title")].concat(),
        document: table.policy.document.title.clone(),
        blocks: blocks.into_iter().filter(|(_, rows)| !rows.is_empty()).map(block).collect(),
        flags: Sentences {
            title: voice.word("desk.budget.flags"),
            sentences: budget.flags.iter().map(|flag| teller.flag(flag)).collect(),
        },
        missing: Sentences { title: voice.word("desk.budget.missing"), sentences: missing(voice, programme) },
        foot: voice.say("desk.budget.foot", &foot),
    }
}

/// Speaks about one programme.
struct Teller<'t> {
    voice: Voice<'t>,
    programme: &'t Programme,
}

impl Teller<'_> {
    fn of(&self, text: &Text) -> String {
        self.voice.strings.language().of(text).to_owned()
    }

    /// 不超过 5,000,000.00; or 文件未公布金额.
    fn stated(&self, label: String, amount: Option<&Amount>, mentioned: Option<&Citation>, part: bool) -> Row {
        let value = match amount {
            None => self.voice.word("desk.budget.unprinted"),
            Some(one) => {
                let params = Params::default().with("amount", one.amount);
                self.voice.say(&key("desk.budget.amount", one.wording.as_str()), &params)
            }
        };
        let citation = amount.map(|amount| &amount.citation).or(mentioned);
        Row { label, value, part, source: citation.map(|citation| self.voice.citation(citation)) }
    }

    fn computed(&self, name: &str, value: String) -> Row {
        Row { label: self.voice.word(&key("desk.budget", name)), value, part: false, source: None }
    }

    fn funds(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        for fund in &self.programme.funds {
            rows.push(self.stated(self.of(&fund.title), fund.amount.as_ref(), fund.mentioned.as_ref(), false));
            let used = |entry: &crate::policy::Entry| Row {
                label: self.of(&entry.text),
                value: String::new(),
                part: true,
                source: entry.citation.as_ref().map(|citation| self.voice.citation(citation)),
            };
            rows.extend(fund.uses.iter().map(used));
        }
        rows
    }

    fn lines(&self, budget: &Budget) -> Vec<Row> {
        let mut rows = Vec::new();
        for (line, judged) in self.programme.lines.iter().zip(&budget.lines) {
            let title = self.of(&line.title);
            let label = match judged.share {
                Some(share) => {
                    self.voice.say("desk.budget.share", &Params::default().with("title", title).with("share", share))
                }
                None => title,
            };
            rows.push(self.stated(label, line.amount.as_ref(), line.mentioned.as_ref(), false));
            rows.extend(self.parts(line));
        }
        if let Some(total) = budget.total {
            let printed = self.programme.total.as_ref().map(|total| &total.citation);
            let source = printed.or(self.programme.whole.as_ref()).map(|citation| self.voice.citation(citation));
            rows.push(Row { source, ..self.computed("total", self.voice.yuan(total)) });
        }
        rows
    }

    fn parts(&self, line: &Line) -> Vec<Row> {
        let part = |part: &crate::programme::Part| self.stated(self.of(&part.title), Some(&part.amount), None, true);
        let mut rows: Vec<Row> = line.parts.iter().map(part).collect();
        rows.extend(line.fee.as_ref().map(|fee| {
            let count = i64::from(fee.count.count.0);
            let params = Params::default().with("amount", fee.amount.amount).with("count", count);
            let source = Some(self.voice.citation(&fee.amount.citation));
            Row { label: self.voice.say("desk.budget.fee", &params), value: String::new(), part: true, source }
        }));
        rows
    }

    /// Shares of several lines or of a fund, and how funds stand to each other.
    fn limits(&self) -> Vec<Row> {
        let names = |ids: &[String], find: &dyn Fn(&str) -> Option<String>| {
            let names: Vec<_> = ids.iter().filter_map(|id| find(id)).collect();
            names.join(self.voice.strings.get("format.plus"))
        };
        let line = |id: &str| self.programme.lines.iter().find(|line| line.id == id).map(|line| self.of(&line.title));
        let fund = |id: &str| self.programme.funds.iter().find(|fund| fund.id == id).map(|fund| self.of(&fund.title));
        // A line's own share stands beside it, and that all lines are the total goes without saying.
        let several = |joint: &&Joint| {
            joint.fund.is_some() || (joint.lines.len() > 1 && joint.lines.len() < self.programme.lines.len())
        };
        let share = |joint: &Joint| {
            let whole = match joint.fund.as_deref().and_then(fund) {
                Some(fund) => self.voice.say("desk.budget.of_fund", &Params::default().with("fund", fund)),
                None => self.voice.word("desk.budget.of_total"),
            };
            let params = Params::default().with("lines", names(&joint.lines, &line)).with("share", joint.share.rate);
            let label = self.voice.say(&key("desk.budget.limit", joint.share.wording.as_str()), &params);
            Row { label, value: whole, part: false, source: Some(self.voice.citation(&joint.share.citation)) }
        };
        let ratio = |ratio: &crate::programme::Ratio| {
            let parts: Vec<_> = ratio.parts.iter().map(|part| part.0.to_string()).collect();
            let funds: Vec<_> = ratio.funds.iter().filter_map(|id| fund(id)).collect();
            let params = Params::default().with("funds", funds.join(" : ")).with("parts", parts.join(" : "));
            let source = Some(self.voice.citation(&ratio.citation));
            Row { label: self.voice.say("desk.budget.ratio", &params), value: String::new(), part: false, source }
        };
        let shares = self.programme.shares.iter().filter(several).map(share);
        shares.chain(self.programme.ratios.iter().map(ratio)).collect()
    }

    fn demand(&self, budget: &Budget) -> Vec<Row> {
        let Some(demand) = &budget.demand else { return Vec::new() };
        let mut rows = self.planned();
        rows.push(self.computed("at_caps", self.voice.yuan(demand.at_caps)));
        rows.push(self.computed("pool", self.voice.yuan(demand.pool)));
        rows.extend(demand.coverage.map(|part| self.computed("coverage", self.voice.rate(part))));
        rows.push(self.computed("shortfall", self.voice.yuan(demand.shortfall)));
        rows.extend(demand.break_even_spend.map(|spend| self.computed("break_even", self.voice.yuan(spend))));
        rows
    }

    /// How many enterprises are planned, batch by batch, and the most that each is paid.
    fn planned(&self) -> Vec<Row> {
        let planned = demand::counts(self.voice.policy, self.programme).ok().flatten().unwrap_or_default();
        let row = |one: demand::Planned| {
            let cap = one.clause.cap.as_ref()?;
            let who =
                one.batch.map_or_else(|| self.voice.word("desk.budget.everyone"), |batch| self.voice.batch(batch));
            let params = Params::default().with("who", who).with("count", i64::from(one.count));
            let label = self.voice.say("desk.budget.group_at_cap", &params.with("grant", self.voice.yuan(cap.amount)));
            let value = self.voice.yuan(cap.amount.times(one.count).ok()?);
            Some(Row { label, value, part: false, source: Some(self.voice.citation(&cap.citation)) })
        };
        planned.into_iter().filter_map(row).collect()
    }

    fn scenario(&self, under: &ScenarioDemand) -> Vec<Row> {
        let mut rows: Vec<Row> = under.groups.iter().map(|group| self.group(group)).collect();
        let all = Params::default().with("count", i64::from(under.count));
        let value = self.amount(under.demand);
        rows.push(Row { label: self.voice.say("desk.budget.all", &all), value, part: false, source: None });
        rows.extend(under.pool.map(|pool| self.computed("pool", self.voice.yuan(pool))));
        rows.extend(under.coverage.map(|part| self.computed("coverage", self.voice.rate(part))));
        let some = |amount: &Yuan| *amount > Yuan::ZERO;
        rows.extend(under.shortfall.filter(some).map(|amount| self.computed("shortfall", self.voice.yuan(amount))));
        rows.extend(under.left.filter(some).map(|amount| self.computed("left", self.voice.yuan(amount))));
        rows
    }

    fn group(&self, group: &GroupDemand) -> Row {
        let batch = group.batch.map(|batch| self.voice.batch(batch));
        let level = group.level.map(|level| self.voice.level(level));
        let who: Vec<_> = batch.into_iter().chain(level).collect();
        let who = if who.is_empty() { self.voice.word("desk.budget.everyone") } else { who.join(" · ") };
        let params = Params::default().with("who", who).with("count", i64::from(group.count));
        let params = params.with("grant", self.amount(group.grant));
        let label = match group.spend {
            Some(spend) => self.voice.say("desk.budget.group", &params.with("spend", spend)),
            None => self.voice.say("desk.budget.group_at_cap", &params),
        };
        Row { label, value: self.amount(group.demand), part: false, source: None }
    }

    /// 400,000.00, or 0 – 400,000.00 where readings differ.
    fn amount(&self, amount: Option<Range>) -> String {
        match amount {
            None => "—".into(),
            Some(range) if range.low != range.high => self.voice.span(range.low, range.high),
            Some(range) => self.voice.yuan(range.amount),
        }
    }

    fn flag(&self, flag: &Flag) -> String {
        let text = |name: &str| match flag.params.get(name) {
            Some(Param::Text(text)) => text.as_str(),
            _ => "",
        };
        let mut params = flag.params.clone();
        let pool = self.programme.pools.iter().find(|pool| pool.id == text("pool"));
        let line = pool.and_then(|pool| self.programme.lines.iter().find(|line| Some(&line.id) == pool.line.as_ref()));
        if let Some(line) = line {
            params = Params::default().with("pool", self.of(&line.title));
            for name in ["at_caps", "amount", "shortfall"] {
                params = params.with(name, text(name));
            }
        }
        if flag.code == FlagCode::MoreThanWhole {
            let measure = |id: &str| self.programme.measures.iter().find(|one| one.id == id).map(|one| &one.title);
            let districts = self.programme.districts.iter().chain(&self.programme.industries);
            let place: Vec<_> = districts
                .filter(|one| [text("district"), text("industry")].contains(&one.id.as_str()))
                .map(|one| self.of(&one.title))
                .collect();
            let number = |name: &str| flag.params.get(name).map(ToString::to_string).unwrap_or_default();
            let name = |id: &str| measure(id).map(|title| self.of(title)).unwrap_or_default();
            params = Params::default().with("place", place.join(" · ")).with("measure", name(text("measure")));
            params = params.with("part_of", name(text("part_of")));
            params = params.with("found", number("found")).with("whole", number("whole"));
        }
        self.voice.say(&key("desk.budget.flag", flag.code.as_str()), &params)
    }
}

/// What a document does not publish, and where it would be.
pub(super) fn missing(voice: Voice, programme: &Programme) -> Vec<String> {
    let of = |text: &Text| voice.strings.language().of(text).to_owned();
    let sentence = |one: &crate::programme::Missing| match &one.would_be_in {
        None => of(&one.what),
        Some(place) => {
            let params = Params::default().with("what", of(&one.what)).with("where", of(place));
            voice.say("desk.budget.missing_in", &params)
        }
    };
    programme.missing.iter().map(sentence).collect()
}
