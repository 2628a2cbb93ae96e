//! What a document pays, as a table of fixed examples: for a page in which no program runs.
//!
//! Rates and caps are the clauses' own; every amount is an estimate's. Nothing here depends on the day.

use crate::application::{Application, Spend, SpendList};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Error, Params, fill};
use crate::estimate::{self, Outcome};
use crate::money::Yuan;
use crate::notes::NoteCode;
use crate::policy::{Amount, Batch, Category, Citation, Clause, Level, Wording};
use crate::present::foot::{identity, version};
use crate::present::headline::is_limit;
use crate::present::voice::{Voice, key};
use crate::strings::{Language, Strings};
use crate::terms::{Categories, Range, Subsidy, Terms};

/// What the examples spend, in fen: 10, 50 and 100 万元.
const SPENT: [i64; 3] = [10_000_000, 50_000_000, 100_000_000];

/// What one document pays, in one language and ready to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates {
    /// The language.
    pub language: Language,
    /// 南昌市 · 数字化改造补助.
    pub title: String,
    /// The document's title as printed.
    pub document: String,
    /// Its date, or 无日期.
    pub dated: String,
    /// What the document says of its term.
    pub term: String,
    /// Rates, caps and examples; absent where no rate is published, and then there is no number at all.
    pub listing: Option<Listing>,
    /// What has to be known.
    pub sentences: Vec<String>,
    /// Who to ask where no rate is published, under its heading.
    pub contacts: Option<(String, Vec<String>)>,
    /// Names the table by id, version and digest.
    pub foot: String,
}

/// Rates, caps and examples.
#[derive(Clone, Debug, PartialEq)]
pub struct Listing {
    /// The caption of rates and caps.
    pub terms: String,
    /// That the examples are no more than that.
    pub lead: String,
    /// The caption of the examples: what is spent, and what the amounts are.
    pub examples: String,
    /// The columns: whom it concerns, rate, cap, spend, grant.
    pub heads: [String; 5],
    /// 依据: what a place in the document is called.
    pub source: String,
    /// What the examples spend: 10万, 50万, 100万.
    pub spends: Vec<String>,
    /// By level, then batch; equal neighbours are one row.
    pub rows: Vec<Row>,
}

impl Listing {
    /// The rows that rest on the same sections, together.
    pub fn parts(&self) -> impl Iterator<Item = &[Row]> {
        self.rows.chunk_by(|one, next| one.cell.source == next.cell.source)
    }
}

/// A row: whom it concerns, and what is paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// 第一批 · 二级及以上.
    pub label: String,
    /// What is paid.
    pub cell: Cell,
}

/// What one batch and level is paid.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The sections that say so.
    pub source: String,
    /// 不超过 60%; or 不补助, or 文件未写明.
    pub rate: String,
    /// 不超过 40 万元; absent where there is no clause of its own.
    pub cap: Option<String>,
    /// What the examples bring: 不超过 6万; empty where nothing is paid.
    pub grants: Vec<String>,
}

/// The rates of one document.
///
/// # Errors
/// `invalid_table` where a batch and level has neither a clause nor a gap.
pub fn rates(table: &Table, strings: &Strings) -> Result<Rates, Error> {
    let survey = Survey { table, voice: Voice { strings, policy: &table.policy } };
    let voice = &survey.voice;
    let policy = &table.policy;
    let published = policy.spend_share();
    let benefit = published.map(|(one, _)| one).or(policy.unpublished().map(|(one, _)| one));
    let foot = identity(voice, table);
    let contacts = || policy.contacts.iter().map(|one| strings.language().of(&one.text).to_owned()).collect();
    Ok(Rates {
        language: strings.language(),
        title: benefit.map_or_else(|| voice.city(), |one| [&voice.city(), " · ", &voice.benefit(&one.id)].concat()),
        document: policy.document.title.clone(),
        dated: version(voice),
        term: survey.term(),
        listing: published.is_some().then(|| survey.listing()).transpose()?,
        sentences: if published.is_some() { survey.remarks()? } else { survey.unpublished() },
        contacts: published.is_none().then(|| (voice.word("section.contacts"), contacts())),
        foot: voice.say("rates.foot", &foot),
    })
}

/// What the table is made from.
struct Survey<'s> {
    table: &'s Table,
    voice: Voice<'s>,
}

impl Survey<'_> {
    /// The term in the document's words: whether it is over is for those who know the day.
    fn term(&self) -> String {
        let validity = &self.table.policy.validity;
        let from = validity.from.as_ref().map(|from| from.date.to_string()).unwrap_or_default();
        match (&validity.until, &validity.years) {
            (Some(until), _) => {
                let key = if validity.from.is_some() { "format.period" } else { "format.until" };
                let params = Params::default().with("from", from).with("until", until.date.to_string());
                self.voice.say("rates.term", &Params::default().with("period", self.voice.say(key, &params)))
            }
            (None, Some(years)) => {
                self.voice.say("term.years", &Params::default().with("years", i64::from(years.count.0)))
            }
            (None, None) => self.voice.word("term.unstated"),
        }
    }

    /// That there is no rate, and where it would stand.
    fn unpublished(&self) -> Vec<String> {
        let voice = &self.voice;
        let mut sentences = vec![voice.word("note.rate_not_published"), voice.word("explain.not_published")];
        if let Some((_, unpublished)) = self.table.policy.unpublished() {
            let document = voice.strings.language().of(&unpublished.would_be_in);
            sentences.push(voice.say("explain.would_be_in", &Params::default().with("document", document)));
        }
        sentences
    }

    fn listing(&self) -> Result<Listing, Error> {
        let word = |key| self.voice.word(key);
        let batches = self.table.policy.batch_axis();
        let mut levels = Vec::new();
        for level in Level::ALL {
            let cells: Result<Vec<_>, _> = batches.iter().map(|&batch| self.cell(batch, level)).collect();
            levels.push((level, cells?));
        }
        let mut rows = Vec::new();
        for (levels, cells) in join(levels) {
            for (some, cell) in join(batches.iter().copied().zip(cells).collect()) {
                let all = some.len() == batches.len();
                rows.push(Row { label: self.label(if all { &[] } else { &some }, &levels), cell });
            }
        }
        let who = if self.table.policy.batches.is_empty() { "ui.level_short" } else { "rates.batch_level" };
        Ok(Listing {
            terms: word("grid.terms"),
            lead: word("rates.lead"),
            examples: word("rates.examples"),
            heads: [who, "ui.own_rate", "ui.own_cap", "rates.spend", "rates.grant"].map(word),
            source: word("rates.source"),
            spends: SPENT.iter().map(|&fen| self.short(Yuan::from_fen(fen))).collect(),
            rows,
        })
    }

    /// 第一批 · 二级及以上.
    fn label(&self, batches: &[Option<Batch>], levels: &[Level]) -> String {
        let comma = self.voice.strings.get("format.comma");
        let batches: Vec<_> = batches.iter().flatten().map(|&batch| self.voice.batch(batch)).collect();
        let parts = [batches.join(comma), self.levels(levels)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// 二级及以上, or 二级、三级.
    fn levels(&self, levels: &[Level]) -> String {
        match levels {
            [lowest, _, ..] if Level::ALL.iter().filter(|level| *level >= lowest).eq(levels) => {
                self.voice.say("rates.and_above", &Params::default().with("level", lowest.number()))
            }
            _ => {
                let names: Vec<_> = levels.iter().map(|&level| self.voice.level(level)).collect();
                names.join(self.voice.strings.get("format.comma"))
            }
        }
    }

    fn cell(&self, batch: Option<Batch>, level: Level) -> Result<Cell, Error> {
        let terms = Terms::resolve(&self.table.policy, level, batch, None)?;
        let (reading, gap) = match &terms.subsidy {
            Subsidy::Published { default, gap, .. } => (*default, *gap),
            _ => (None, None),
        };
        let gap_source = gap.map(|gap| self.source(&[&gap.levels.citation])).unwrap_or_default();
        let Some(clause) = reading.map(|reading| reading.clause) else {
            return Ok(Cell { source: gap_source, rate: self.voice.word("rates.none"), cap: None, grants: Vec::new() });
        };
        let grants = SPENT.iter().map(|&fen| self.grant(batch, level, fen)).collect::<Result<_, _>>()?;
        if gap.is_some() {
            // The clause of another level was read for it: its rate is not this level's.
            return Ok(Cell { source: gap_source, rate: self.voice.word("rates.unstated"), cap: None, grants });
        }
        let limits = || clause.cap.iter().chain(&clause.base_limit);
        let cited: Vec<_> = std::iter::once(&clause.rate.citation).chain(limits().map(|one| &one.citation)).collect();
        let rate = Params::default().with("rate", clause.rate.rate);
        Ok(Cell {
            source: self.source(&cited),
            rate: self.voice.say(&key("grid.rate", clause.rate.wording.as_str()), &rate),
            cap: Some(self.cap(clause)),
            grants,
        })
    }

    /// The cap of a clause, and the limit on the spend that it takes into account.
    fn cap(&self, clause: &Clause) -> String {
        let voice = &self.voice;
        let yuan = |amount| fill(voice.strings.get("format.yuan"), |_| Some(whole(voice.yuan(amount))));
        let full = |limit: &Amount| voice.short(limit.amount).unwrap_or_else(|| yuan(limit.amount));
        let cap = clause.cap.iter().map(|cap| {
            voice.say(&key("rates.cap", cap.wording.as_str()), &Params::default().with("amount", full(cap)))
        });
        let base = clause.base_limit.iter();
        let base = base.map(|limit| voice.say("step.base_limit", &Params::default().with("limit", limit.amount)));
        let limits: Vec<_> = cap.chain(base).collect();
        if limits.is_empty() { voice.word("rates.unstated") } else { limits.join(voice.strings.get("format.comma")) }
    }

    /// The sections of some citations, each once.
    fn source(&self, cited: &[&Citation]) -> String {
        let mut sections: Vec<String> = Vec::new();
        for citation in cited {
            let place = self.voice.citation(citation);
            let section = [place.document.as_deref().unwrap_or_default(), &place.section].concat();
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        sections.join("、")
    }

    /// What an estimate gives for this spend.
    fn grant(&self, batch: Option<Batch>, level: Level, fen: i64) -> Result<String, Error> {
        let application = self.application(Yuan::from_fen(fen))?;
        // An amount does not depend on the day.
        let estimate = estimate::at(self.table, &application, batch, level, Date::EPOCH)?;
        let mut params = Params::default();
        if let Some(Range { amount, low, high }) = estimate.grant {
            params =
                params.with("amount", self.short(amount)).with("low", self.short(low)).with("high", self.short(high));
        }
        let kind = match estimate.outcome {
            Outcome::NeedsConfirmation if is_limit(&estimate) => "needs_confirmation_limit",
            outcome => outcome.as_str(),
        };
        Ok(self.voice.say(&key("rates.amount", kind), &params))
    }

    /// 6万, 60,000 or 0.
    fn short(&self, amount: Yuan) -> String {
        if amount == Yuan::ZERO { "0".into() } else { whole(self.voice.tiny(amount)) }
    }

    fn application(&self, spend: Yuan) -> Result<Application, Error> {
        let software = Spend { category: Category::Software, amount: spend, label: None };
        Ok(Application {
            policy: self.table.policy.id.clone(),
            as_of: None,
            batch: None,
            level: None,
            size_class: None,
            spend: SpendList::new(vec![software])?,
            awards: Vec::new(),
            provincial_subsidy: None,
            own_terms: None,
            eligibility: None,
        })
    }

    /// What has to be known of the table.
    fn remarks(&self) -> Result<Vec<String>, Error> {
        let voice = &self.voice;
        let policy = &self.table.policy;
        let clauses = policy.spend_share().map(|(_, share)| &*share.clauses).unwrap_or_default();
        let worded = |wording| clauses.iter().any(|clause| clause.rate.wording == wording);
        let mut sentences = Vec::new();
        sentences.extend(worded(Wording::Ceiling).then(|| voice.word("rates.ceiling")));
        sentences.extend(worded(Wording::Exact).then(|| voice.word("explain.published_rate")));
        let batch = policy.batch_axis().first().copied().flatten();
        let application = self.application(Yuan::ZERO)?;
        for level in Level::ALL {
            let estimate = estimate::at(self.table, &application, batch, level, Date::EPOCH)?;
            let unnamed = estimate.notes.iter().filter(|note| note.code == NoteCode::LevelNotNamed);
            sentences.extend(unnamed.map(|note| voice.say("note.level_not_named", &note.params)));
        }
        let wide = |level: &Level| {
            let terms = |batch: &Option<Batch>| Terms::resolve(policy, *level, *batch, None);
            policy
                .batch_axis()
                .iter()
                .filter_map(|batch| terms(batch).ok())
                .any(|one| one.wide != Categories::default())
        };
        let wide: Vec<_> = Level::ALL.into_iter().filter(wide).collect();
        if !wide.is_empty() {
            sentences.push(voice.say("rates.wide", &Params::default().with("levels", self.levels(&wide))));
        }
        Ok(sentences)
    }
}

/// Neighbours with the same value, together.
fn join<K, V: PartialEq>(all: Vec<(K, V)>) -> Vec<(Vec<K>, V)> {
    let mut joined: Vec<(Vec<K>, V)> = Vec::new();
    for (key, value) in all {
        match joined.last_mut() {
            Some((keys, same)) if *same == value => keys.push(key),
            _ => joined.push((vec![key], value)),
        }
    }
    joined
}

/// Whole yuan without decimals.
fn whole(amount: String) -> String {
    amount.strip_suffix(".00").map(str::to_owned).unwrap_or(amount)
}
