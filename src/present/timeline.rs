//! The time line for a person, and for a calendar: what is open, what comes next, when the money comes and what to keep.

use serde::Serialize;

use crate::calendar::{self, Event};
use crate::catalog::Table;
use crate::date::{Date, Moment};
use crate::eligibility::judge;
use crate::error::{Error, Params};
use crate::estimate::{self, Status};
use crate::policy::{Entry, PaymentMode, Policy};
use crate::present::form::Form;
use crate::present::view::{EntryView, Section, SourceView, Sum};
use crate::present::voice::Voice;
use crate::strings::Strings;
use crate::timeline::{Concern, Stated, Timeline, Window, timeline};

/// The windows of a table on a day, the money, and what belongs to them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct TimelineView {
    /// City and batch: 南昌市 · 第一批.
    pub context: String,
    /// Where the day stands: what closes next, what opens next, what is over.
    pub lead: Vec<String>,
    /// Every window, the earliest first.
    pub windows: Vec<WindowView>,
    /// What has to be paid out of pocket before the money comes; absent where no spend is stated or nothing is paid.
    pub cash: Option<Sum>,
    /// When the money comes.
    pub money: Vec<EntryView>,
    /// What to keep, who to ask, what is not stated.
    pub sections: Vec<Section>,
    /// The name for the calendar file; absent where the document names no time.
    pub file: Option<String>,
    /// Names table, digest and day.
    pub foot: String,
}

/// A window.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct WindowView {
    /// 第一批验收和兑付.
    pub title: String,
    /// 2024-11 至 2025-04.
    pub period: String,
    /// `ahead`, `open` or `over`.
    pub state: &'static str,
    /// That state in words.
    pub state_text: String,
    /// 还有 31 天; absent where it is over.
    pub days: Option<String>,
    /// `own`, `all`, `open` or `other`.
    pub concerns: &'static str,
    /// 您的批次; absent where it goes without saying.
    pub concern_text: Option<String>,
    /// Where it stands.
    pub source: SourceView,
}

/// The view of what is stated.
///
/// # Errors
/// As [`timeline()`].
pub fn view(table: &Table, stated: Stated, as_of: Date, strings: &Strings) -> Result<TimelineView, Error> {
    let line = timeline(table, stated, as_of)?;
    let voice = Voice { strings, policy: &table.policy };
    let mut parts = vec![voice.city()];
    parts.extend(stated.batch.filter(|_| !table.policy.batches.is_empty()).map(|batch| voice.batch(batch)));
    let teller = Teller { voice, line };
    Ok(TimelineView {
        context: parts.join(" · "),
        lead: teller.lead(),
        windows: teller.line.windows.iter().map(|window| teller.window(window)).collect(),
        cash: teller.cash(),
        money: teller.money(stated),
        sections: teller.sections(),
        file: (!table.policy.stages.is_empty())
            .then(|| ["subsidy-", &table.policy.id, "-", &as_of.to_string(), ".ics"].concat()),
        foot: super::foot(&voice, table, as_of),
    })
}

/// The view of a form; an entry that cannot be read leaves the spend open.
///
/// # Errors
/// As [`timeline()`].
pub fn of_form(table: &Table, form: &Form, as_of: Date, strings: &Strings) -> Result<TimelineView, Error> {
    view(table, stated(table, form), as_of, strings)
}

/// The calendar file of a form, as [`file()`].
///
/// # Errors
/// As [`timeline()`].
pub fn file_of_form(table: &Table, form: &Form, as_of: Date, strings: &Strings) -> Result<String, Error> {
    file(table, stated(table, form), as_of, strings)
}

fn stated(table: &Table, form: &Form) -> Stated {
    let entries = form.entries();
    let spend = form.application(&entries).ok().filter(|_| !entries.nothing());
    let judged = form.eligibility.as_ref().map(|typed| judge(&table.policy, &typed.stated(form.unit), form.level));
    Stated {
        batch: form.batch,
        level: form.level,
        spend: spend.map(|application| application.spend.total()),
        barred: judged.is_some_and(|eligibility| eligibility.noted.bars),
    }
}

/// The windows that concern the stated batch as a calendar file.
///
/// # Errors
/// As [`timeline()`].
pub fn file(table: &Table, stated: Stated, as_of: Date, strings: &Strings) -> Result<String, Error> {
    let line = timeline(table, stated, as_of)?;
    let voice = Voice { strings, policy: &table.policy };
    let teller = Teller { voice, line };
    let foot = super::foot(&voice, table, as_of);
    let concerned = teller.line.windows.iter().filter(|window| window.concerns != Concern::Other);
    let events: Vec<_> = concerned.map(|window| teller.event(window, &table.digest, &foot)).collect();
    let name = Params::default().with("city", voice.city());
    Ok(calendar::calendar(&voice.say("desk.timeline.calendar", &name), &events, as_of))
}

/// Tells of one time line.
struct Teller<'t> {
    voice: Voice<'t>,
    line: Timeline<'t>,
}

impl Teller<'_> {
    fn policy(&self) -> &Policy {
        self.voice.policy
    }

    fn lead(&self) -> Vec<String> {
        let (voice, line) = (&self.voice, &self.line);
        let mut lead = voice.out_of_time(line.as_of);
        let own = || line.windows.iter().filter(|window| window.concerns == Concern::Own);
        let going_on = !line.closes_next.is_empty() || !line.opens_next.is_empty();
        if let Some(last) = own().max_by_key(|window| window.last_day)
            && own().all(|window| window.days.is_none())
            && going_on
        {
            let batch = last.batch.map(|batch| voice.batch(batch)).unwrap_or_default();
            let params = Params::default().with("batch", batch).with("until", last.until.to_string());
            lead.push(voice.say("desk.timeline.batch_over", &params));
        }
        lead.extend(self.next(&line.closes_next, "desk.timeline.closes"));
        lead.extend(self.next(&line.opens_next, "desk.timeline.opens"));
        if !going_on {
            lead.push(voice.word("desk.timeline.over"));
        }
        lead
    }

    /// What comes next, of windows that come on the same day.
    fn next(&self, places: &[usize], key: &str) -> Option<String> {
        let voice = &self.voice;
        let windows: Vec<_> = places.iter().filter_map(|&place| self.line.windows.get(place)).collect();
        let first = windows.first()?;
        let mut names: Vec<String> = Vec::new();
        for name in windows.iter().map(|window| self.title(window)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let days = first.days?;
        let params = Params::default()
            .with("names", names.join(voice.strings.get("format.comma")))
            .with("days", days)
            .with("period", self.period(first));
        Some(if days == 0 { voice.say("desk.timeline.closes_today", &params) } else { voice.say(key, &params) })
    }

    /// 第一批验收和兑付.
    fn title(&self, window: &Window) -> String {
        let kind = self.voice.named("stage", window.kind.as_str());
        match window.batch {
            None => kind,
            Some(batch) => {
                let params = Params::default().with("batch", self.voice.batch(batch)).with("kind", kind);
                self.voice.say("desk.timeline.of_batch", &params)
            }
        }
    }

    fn period(&self, window: &Window) -> String {
        self.voice.period(window.from, window.until, window.before)
    }

    fn window(&self, window: &Window) -> WindowView {
        let voice = &self.voice;
        let days = window.days.map(|days| {
            let key = match (window.state, days) {
                ("ahead", _) => "desk.timeline.days_until",
                (_, 0) => "desk.timeline.last_day",
                _ => "desk.timeline.days_left",
            };
            voice.say(key, &Params::default().with("days", days))
        });
        let concern = matches!(window.concerns, Concern::Own | Concern::Other);
        WindowView {
            title: self.title(window),
            period: self.period(window),
            state: window.state,
            state_text: voice.named("word", window.state),
            days,
            concerns: window.concerns.as_str(),
            concern_text: concern.then(|| voice.named("desk.timeline.concern", window.concerns.as_str())),
            source: voice.source(&window.citation),
        }
    }

    fn cash(&self) -> Option<Sum> {
        let amount = self.line.payment.cash_needed?;
        Some(Sum { label: self.voice.word("desk.timeline.cash"), value: self.voice.yuan(amount), total: true })
    }

    /// When the money comes, and who pays until then.
    fn money(&self, stated: Stated) -> Vec<EntryView> {
        let (voice, payment) = (&self.voice, &self.line.payment);
        let said = |text| entry(text, None);
        if stated.barred {
            return vec![said(voice.word("desk.timeline.barred"))];
        }
        if !payment.pays {
            let level =
                Params::default().with("level", stated.level.map(|level| voice.level(level)).unwrap_or_default());
            return vec![said(voice.say("desk.timeline.pays_nothing", &level))];
        }
        let mode = voice.named("payment", payment.mode.as_str());
        let mut money = vec![entry(mode, payment.citation.as_ref().map(|cited| voice.source(cited)))];
        let windows: Vec<String> = payment
            .windows
            .iter()
            .filter_map(|&place| self.line.windows.get(place))
            .map(|window| {
                let params = Params::default()
                    .with("name", self.title(window))
                    .with("period", self.period(window))
                    .with("state", window.state);
                voice.say("desk.timeline.paid_in", &params)
            })
            .collect();
        money.extend(windows.iter().cloned().map(said));
        money.push(said(voice.word(if windows.is_empty() {
            "desk.timeline.no_window"
        } else {
            "desk.timeline.no_day"
        })));
        let cash = match (payment.cash_needed, payment.mode) {
            (None, _) => "desk.timeline.cash_open",
            (_, PaymentMode::AfterAcceptance) => "desk.timeline.cash_until_accepted",
            (_, PaymentMode::Unstated) => "desk.timeline.cash_unstated",
        };
        money.push(said(voice.word(cash)));
        money
    }

    fn sections(&self) -> Vec<Section> {
        let (voice, policy) = (&self.voice, self.policy());
        let told = |one: &Entry| {
            let source = one.citation.as_ref().map(|citation| voice.citation(citation));
            entry(voice.strings.language().of(&one.text).to_owned(), source)
        };
        let section = |id, entries: Vec<EntryView>| Section { id, title: voice.named("section", id), entries };
        vec![
            section("documents", policy.documents.iter().map(told).collect()),
            section("contacts", policy.contacts.iter().map(told).collect()),
            section("questions", self.unstated().into_iter().map(|text| entry(text, None)).collect()),
        ]
    }

    /// What the document does not say of time and money.
    fn unstated(&self) -> Vec<String> {
        let (voice, policy) = (&self.voice, self.policy());
        let mut unstated = Vec::new();
        if estimate::status(policy, self.line.as_of) == Status::Unstated {
            unstated.push(match &policy.validity.years {
                Some(years) => voice.say("term.years", &Params::default().with("years", i64::from(years.count.0))),
                None => voice.word("note.term_unstated"),
            });
        }
        if self.line.windows.iter().any(by_month) {
            unstated.push(voice.word("desk.timeline.months"));
        }
        unstated.push(voice.word("desk.timeline.advance"));
        unstated
    }

    /// A window as a calendar shows it; one of which only the end is named stands on its last day.
    fn event(&self, window: &Window, digest: &str, foot: &str) -> Event {
        let voice = &self.voice;
        let source = voice.source(&window.citation);
        let document = source.document.unwrap_or_else(|| self.policy().document.title.clone());
        let quote = voice.say("ui.quote", &Params::default().with("text", source.quote));
        let mut told = vec![[&document, " ", &source.section, " ", &quote].concat()];
        if window.first_day.is_none() {
            told.push(voice.word("desk.timeline.end_alone"));
        } else if by_month(window) {
            told.push(voice.word("desk.timeline.months"));
        }
        told.push(voice.word("desk.timeline.notice"));
        told.push(foot.to_owned());
        let digits: String = digest.chars().skip_while(|&mark| mark != '-').skip(1).take(16).collect();
        let number = window.stage.saturating_add(1).to_string();
        Event {
            uid: [&self.policy().id, "-", &digits, "-", &number, "@subsidy"].concat(),
            first: window.first_day.unwrap_or(window.last_day),
            last: window.last_day,
            summary: [&voice.city(), " ", &self.title(window)].concat(),
            description: told.join("\n"),
        }
    }
}

fn by_month(window: &Window) -> bool {
    let month = |moment: Moment| matches!(moment, Moment::Month { .. });
    month(window.until) || window.from.is_some_and(month)
}

fn entry(text: String, source: Option<SourceView>) -> EntryView {
    EntryView { text, state: None, state_text: None, source }
}
