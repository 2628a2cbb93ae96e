//! The form of a draft: raw texts as typed, read into a draft or into errors tied to their fields.

use serde::Serialize;

use crate::date::{Date, Moment};
use crate::draft::{Draft, DraftAward, DraftClause, DraftWindow};
use crate::error::{Code, Error, Params, excerpt};
use crate::json::{self, Value, record};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Category, Level, Levels, StageKind, Text, Wording};
use crate::present::fields::FieldError;
use crate::present::human::{self, Unit};
use crate::present::voice::Voice;

/// The longest text of a field, in characters.
const LONGEST: usize = 200;

record! {
    /// A name in the three languages, as typed.
    #[derive(Serialize)]
    pub struct TypedText {
        /// 简体中文.
        zh_cn: String,
        /// 繁體中文.
        zh_hant: String,
        /// English.
        en: String,
    }
}

record! {
    /// A clause as typed.
    #[derive(Serialize)]
    pub struct TypedClause {
        /// The clause of the copied table that it is.
        #[serde(skip_serializing_if = "Option::is_none")]
        like: Option<String>,
        /// The level.
        level: Level,
        /// Every higher level as well: 二级及以上.
        least: bool,
        /// The batches; none where it does not depend on them.
        batches: Vec<Batch>,
        /// The share that is paid, as typed.
        rate: String,
        /// Its wording.
        rate_wording: Wording,
        /// The most that is paid, as typed; nothing where there is no cap.
        cap: String,
        /// Its wording.
        cap_wording: Wording,
        /// The most spend that is taken into account, as typed.
        base_limit: String,
        /// Its wording.
        base_limit_wording: Wording,
        /// Whether it has a list of its own of what counts.
        own_base: bool,
        /// That list.
        counted: Vec<Category>,
    }
}

record! {
    /// A benefit's amount as typed; nothing leaves the benefit out.
    #[derive(Serialize)]
    pub struct TypedAward {
        /// The benefit's id.
        benefit: String,
        /// Its name.
        title: String,
        /// The amount as typed.
        amount: String,
        /// Its wording.
        wording: Wording,
    }
}

record! {
    /// A window as typed.
    #[derive(Serialize)]
    pub struct TypedWindow {
        /// The stage of the copied table that it is, from 0.
        #[serde(skip_serializing_if = "Option::is_none")]
        like: Option<Place>,
        /// What happens.
        kind: StageKind,
        /// For which batch.
        #[serde(skip_serializing_if = "Option::is_none")]
        batch: Option<Batch>,
        /// The beginning as typed: 2024-03 or 2024-03-15.
        from: String,
        /// The end as typed.
        until: String,
        /// The end itself no longer belongs to it.
        before: bool,
    }
}

record! {
    /// A draft as typed.
    #[derive(Serialize)]
    pub struct DraftForm {
        /// The id: the copied table's, or a new city's.
        id: String,
        /// The city.
        name: TypedText,
        /// The province or municipality.
        region: TypedText,
        /// The document's title.
        title: String,
        /// The day on which it replaces the city's earlier tables.
        applies_from: String,
        /// The first day of its term.
        from: String,
        /// The last day of its term.
        until: String,
        /// The batches.
        batches: Vec<Batch>,
        /// The spend that counts.
        counted: Vec<Category>,
        /// The clauses.
        clauses: Vec<TypedClause>,
        /// The benefits with an amount of their own.
        awards: Vec<TypedAward>,
        /// The stages and windows.
        windows: Vec<TypedWindow>,
    }
}

/// A place in a list, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Place(pub u32);

impl json::Read for Place {
    fn read(node: json::Node) -> Result<Self, Error> {
        Ok(Place(node.int(0, 10_000)?.try_into().unwrap_or(0)))
    }
}

/// A draft as a person would have typed it.
pub(super) fn of(draft: &Draft, voice: &Voice) -> DraftForm {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    DraftForm {
        id: draft.id.clone(),
        name: typed(&draft.name),
        region: typed(&draft.region),
        title: draft.title.clone(),
        applies_from: day(draft.applies_from),
        from: day(draft.from),
        until: day(draft.until),
        batches: draft.batches.clone(),
        counted: draft.counted.clone(),
        clauses: draft.clauses.iter().map(|one| clause(one, draft, voice)).collect(),
        awards: draft
            .awards
            .iter()
            .map(|award| TypedAward {
                benefit: award.benefit.clone(),
                title: voice.benefit(&award.benefit),
                amount: amount(award.amount.0, voice),
                wording: award.amount.1,
            })
            .collect(),
        windows: draft
            .windows
            .iter()
            .map(|window| TypedWindow {
                like: window.like.and_then(|place| place.try_into().ok()).map(Place),
                kind: window.kind,
                batch: window.batch,
                from: window.from.map(|from| from.to_string()).unwrap_or_default(),
                until: window.until.to_string(),
                before: window.before,
            })
            .collect(),
    }
}

fn typed(text: &Text) -> TypedText {
    TypedText { zh_cn: text.zh_cn.clone(), zh_hant: text.zh_hant.clone(), en: text.en.clone() }
}

fn clause(one: &DraftClause, draft: &Draft, voice: &Voice) -> TypedClause {
    let (least, level) = match one.levels {
        Levels::Exactly(level) => (false, level),
        Levels::AtLeast(level) => (true, level),
    };
    let limit = |limit: Option<(Yuan, Wording)>| {
        limit.map_or((String::new(), Wording::Ceiling), |(sum, wording)| (amount(sum, voice), wording))
    };
    let ((cap, cap_wording), (base_limit, base_limit_wording)) = (limit(one.cap), limit(one.base_limit));
    TypedClause {
        like: one.like.clone(),
        level,
        least,
        batches: one.batches.clone(),
        rate: voice.say("desk.diff.of_rate", &Params::default().with("rate", one.rate.0)),
        rate_wording: one.rate.1,
        cap,
        cap_wording,
        base_limit,
        base_limit_wording,
        own_base: one.counted.is_some(),
        counted: one.counted.clone().unwrap_or_else(|| draft.counted.clone()),
    }
}

/// `400,000`; fen only where there are any.
fn amount(sum: Yuan, voice: &Voice) -> String {
    let text = voice.yuan(sum);
    text.strip_suffix(".00").map_or_else(|| text.clone(), str::to_owned)
}

/// Reads fields and keeps what is wrong with them.
struct Reader<'r> {
    voice: &'r Voice<'r>,
    errors: Vec<FieldError>,
}

impl Reader<'_> {
    fn wrong(&mut self, field: &str, text: String) {
        self.errors.push(FieldError { field: field.to_owned(), text });
    }

    fn read<T>(&mut self, field: &str, read: Result<Option<T>, Error>) -> Option<T> {
        read.unwrap_or_else(|error| {
            let text = self.voice.error(&error);
            self.wrong(field, text);
            None
        })
    }

    /// An amount above nothing.
    fn amount(&mut self, field: &str, text: &str, wording: Wording) -> Option<(Yuan, Wording)> {
        let sum = self.read(field, human::amount(text, Unit::Yuan))?;
        if sum == Yuan::ZERO {
            self.wrong(field, self.voice.word("desk.draft.zero"));
        }
        Some((sum, wording))
    }

    /// A rate above nothing, which has to be there.
    fn rate(&mut self, field: &str, text: &str) -> Rate {
        let before = self.errors.len();
        match self.read(field, human::rate(text)) {
            Some(rate) if rate != Rate::ZERO => return rate,
            Some(_) => self.wrong(field, self.voice.word("desk.draft.zero")),
            None if self.errors.len() == before => self.wrong(field, self.voice.word("desk.draft.missing")),
            None => {}
        }
        Rate::ZERO
    }

    fn moment(&mut self, field: &str, text: &str) -> Option<Moment> {
        let text = text.trim();
        let read = || json::read::<Moment>(&Value::Text(text.to_owned()));
        self.read(field, if text.is_empty() { Ok(None) } else { read().map(Some) })
    }

    fn day(&mut self, field: &str, text: &str) -> Option<Date> {
        let text = text.trim();
        let wrong = || Error::new(Code::InvalidDate, "").with("found", excerpt(text));
        self.read(field, if text.is_empty() { Ok(None) } else { Date::parse(text).ok_or_else(wrong).map(Some) })
    }

    /// Words that have to be there, and are not too many.
    fn words(&mut self, field: &str, text: &str) -> String {
        let (text, length) = (text.trim(), text.chars().count());
        if text.is_empty() {
            self.wrong(field, self.voice.word("desk.draft.missing"));
        } else if length > LONGEST {
            let error = Error::new(Code::TextTooLong, "").with("found", length).with("max", LONGEST);
            self.wrong(field, self.voice.error(&error));
        }
        text.to_owned()
    }

    fn text(&mut self, field: &str, TypedText { zh_cn, zh_hant, en }: &TypedText) -> Text {
        Text {
            zh_cn: self.words(&[field, ".zh_cn"].concat(), zh_cn),
            zh_hant: self.words(&[field, ".zh_hant"].concat(), zh_hant),
            en: self.words(&[field, ".en"].concat(), en),
        }
    }

    fn clause(&mut self, place: usize, typed: &TypedClause) -> DraftClause {
        let field = |name: &str| format!("clauses[{place}].{name}");
        let levels = if typed.least { Levels::AtLeast(typed.level) } else { Levels::Exactly(typed.level) };
        DraftClause {
            like: typed.like.clone(),
            levels,
            batches: sorted(&typed.batches),
            rate: (self.rate(&field("rate"), &typed.rate), typed.rate_wording),
            cap: self.amount(&field("cap"), &typed.cap, typed.cap_wording),
            base_limit: self.amount(&field("base_limit"), &typed.base_limit, typed.base_limit_wording),
            counted: typed.own_base.then(|| in_order(&typed.counted)),
        }
    }

    fn window(&mut self, place: usize, typed: &TypedWindow) -> Option<DraftWindow> {
        let field = |name: &str| format!("windows[{place}].{name}");
        let from = self.moment(&field("from"), &typed.from);
        if typed.until.trim().is_empty() {
            self.wrong(&field("until"), self.voice.word("desk.draft.missing"));
        }
        let until = self.moment(&field("until"), &typed.until)?;
        let like = typed.like.and_then(|Place(place)| place.try_into().ok());
        Some(DraftWindow { like, kind: typed.kind, batch: typed.batch, from, until, before: typed.before })
    }
}

/// Each once, the first first.
fn sorted(batches: &[Batch]) -> Vec<Batch> {
    (1..=3).map(Batch).filter(|batch| batches.contains(batch)).collect()
}

/// Each once, in the contract's order.
fn in_order(categories: &[Category]) -> Vec<Category> {
    Category::ALL.iter().copied().filter(|category| categories.contains(category)).collect()
}

impl DraftForm {
    /// Reads a form.
    ///
    /// # Errors
    /// The contract's error: a form is written by a program, so what does not fit is the program's fault.
    pub fn read(value: &Value) -> Result<DraftForm, Error> {
        json::read(value)
    }

    /// The draft that it states.
    pub(super) fn draft(&self, voice: &Voice) -> Result<Draft, Vec<FieldError>> {
        let mut reader = Reader { voice, errors: Vec::new() };
        let draft = Draft {
            id: reader.words("id", &self.id),
            name: reader.text("name", &self.name),
            region: reader.text("region", &self.region),
            title: reader.words("title", &self.title),
            applies_from: reader.day("applies_from", &self.applies_from),
            from: reader.day("from", &self.from),
            until: reader.day("until", &self.until),
            batches: sorted(&self.batches),
            counted: in_order(&self.counted),
            clauses: self.clauses.iter().enumerate().map(|(place, one)| reader.clause(place, one)).collect(),
            awards: self
                .awards
                .iter()
                .enumerate()
                .filter_map(|(place, award)| {
                    let amount = reader.amount(&format!("awards[{place}].amount"), &award.amount, award.wording)?;
                    Some(DraftAward { benefit: award.benefit.clone(), amount })
                })
                .collect(),
            windows: self.windows.iter().enumerate().filter_map(|(place, one)| reader.window(place, one)).collect(),
        };
        if reader.errors.is_empty() { Ok(draft) } else { Err(reader.errors) }
    }
}
