//! Writes a draft as a table: what is as it was keeps its quotation, what was changed has none.

use super::{Draft, DraftClause, DraftWindow, amount, clause, sum};
use crate::json::Value;
use crate::money::{Rate, Yuan};
use crate::policy::{
    Batch, Category, Citation, Clause, GapReason, Gives, Level, Levels, Policy, SpendShare, Text, Wording,
};

/// What a draft for another city takes over of no document.
const OF_THE_DOCUMENT: [&str; 8] =
    ["planned", "conditions", "documents", "contacts", "clawback", "remarks", "open_questions", "remark"];

/// A draft and the table that it was begun from.
pub(super) struct Writer<'d> {
    pub draft: &'d Draft,
    pub copied: &'d Value,
    pub policy: &'d Policy,
}

impl Writer<'_> {
    pub fn table(&self) -> Value {
        let draft = self.draft;
        let mut table = self.copied.clone();
        let another = draft.id != self.policy.id;
        if another {
            remove(&mut table, &OF_THE_DOCUMENT);
            set(&mut table, "industries", object([("names", Value::List(Vec::new())), ("citation", citation())]));
            set(&mut table, "stacking", object([("rule", word("unstated"))]));
            set(&mut table, "payment", object([("mode", word(self.policy.payment.mode.as_str()))]));
        }
        set(&mut table, "id", word(&draft.id));
        set(&mut table, "revision", Value::Int(0));
        set(&mut table, "name", text(&draft.name));
        set(&mut table, "region", text(&draft.region));
        remove(&mut table, &["applies_from"]);
        if let Some(from) = draft.applies_from {
            set(&mut table, "applies_from", word(&from.to_string()));
        }
        self.document(&mut table, another);
        self.term(&mut table);
        set(&mut table, "batches", batches(&draft.batches));
        let base = self.base(self.copied.get("base"), &draft.counted);
        set(&mut table, "base", base);
        self.benefits(&mut table);
        self.planned(&mut table);
        let windows = draft.windows.iter().map(|window| self.window(window)).collect();
        set(&mut table, "stages", Value::List(windows));
        if another {
            without_sources(&mut table);
        }
        table
    }

    /// A draft has no number and no date: these are the published document's.
    fn document(&self, table: &mut Value, another: bool) {
        let mut document = self.copied.get("document").cloned().unwrap_or(Value::Null);
        remove(&mut document, &["number", "date", "copy"]);
        if another {
            remove(&mut document, &["issuer"]);
        }
        set(&mut document, "title", word(&self.draft.title));
        set(table, "document", document);
    }

    /// Years from a day that no document names are over once a last day is named.
    fn term(&self, table: &mut Value) {
        let (draft, validity) = (self.draft, &self.policy.validity);
        let mut term = Value::Object(Vec::new());
        let copied = self.copied.get("validity");
        for (key, now, then) in [("from", draft.from, &validity.from), ("until", draft.until, &validity.until)] {
            let Some(now) = now else { continue };
            let kept =
                copied.and_then(|copied| copied.get(key)).filter(|_| then.as_ref().is_some_and(|one| one.date == now));
            let written = || object([("date", word(&now.to_string())), ("citation", citation())]);
            set(&mut term, key, kept.cloned().unwrap_or_else(written));
        }
        if let (None, Some(years)) = (draft.until, copied.and_then(|copied| copied.get("years"))) {
            set(&mut term, "years", years.clone());
        }
        set(table, "validity", term);
    }

    /// A list of what counts; where the copied wording can be read more widely, it still can.
    fn base(&self, copied: Option<&Value>, counted: &[Category]) -> Value {
        let stands = copied.and_then(|copied| copied.get("counted"));
        if stands.is_some_and(|stands| same(stands, counted)) {
            return copied.cloned().unwrap_or(Value::Null);
        }
        let mut base = object([("counted", categories(counted)), ("citation", citation())]);
        let wide: Vec<Category> = match copied.and_then(|copied| copied.get("wide")) {
            None => Vec::new(),
            Some(wide) => {
                let wide = |one: &Category| counted.contains(one) || same_word(wide, *one);
                Category::ALL.iter().copied().filter(wide).collect()
            }
        };
        if wide.len() > counted.len() {
            set(&mut base, "wide", categories(&wide));
        }
        base
    }

    fn benefits(&self, table: &mut Value) {
        let Some(Value::List(copied)) = self.copied.get("benefits") else { return };
        let mut benefits = Vec::new();
        for (value, benefit) in copied.iter().zip(&self.policy.benefits) {
            let mut value = value.clone();
            match &benefit.gives {
                Gives::SpendShare(share) => set(&mut value, "gives", self.spend_share(Some(share))),
                Gives::Unpublished(_) if !self.draft.clauses.is_empty() => {
                    set(&mut value, "gives", self.spend_share(None));
                }
                gives => {
                    if let Some((keys, then)) = amount(gives) {
                        let award = self.draft.awards.iter().find(|award| award.benefit == benefit.id);
                        // Left out: another city, or no longer paid.
                        let Some(award) = award else { continue };
                        if award.amount != sum(then) {
                            put(&mut value, &["gives", keys[0], keys[1]], money(award.amount));
                        }
                    } else if self.draft.id != self.policy.id && !matches!(gives, Gives::Unpublished(_)) {
                        continue;
                    }
                }
            }
            if self.draft.id != self.policy.id {
                remove(&mut value, &["remark"]);
            }
            benefits.push(value);
        }
        set(table, "benefits", Value::List(benefits));
    }

    fn spend_share(&self, share: Option<&SpendShare>) -> Value {
        let mut ids: Vec<String> = Vec::new();
        let mut clauses = Vec::new();
        for (place, one) in self.draft.clauses.iter().enumerate() {
            let like = share.and_then(|share| {
                share
                    .clauses
                    .iter()
                    .position(|clause| Some(&clause.id) == one.like.as_ref() && !ids.contains(&clause.id))
            });
            let known = like.and_then(|place| Some((self.clause_value(place)?, share?.clauses.get(place)?)));
            let id =
                known.map_or_else(|| format!("draft_{}", place.saturating_add(1)), |(_, clause)| clause.id.clone());
            clauses.push(self.clause(one, &id, known));
            ids.push(id);
        }
        let gaps = self.gaps(share);
        object([("spend_share", object([("clauses", Value::List(clauses)), ("gaps", Value::List(gaps))]))])
    }

    fn share_value(&self) -> Option<&Value> {
        let Some(Value::List(benefits)) = self.copied.get("benefits") else { return None };
        benefits.iter().find_map(|benefit| benefit.get("gives")?.get("spend_share"))
    }

    fn clause_value(&self, place: usize) -> Option<&Value> {
        match self.share_value()?.get("clauses")? {
            Value::List(clauses) => clauses.get(place),
            _ => None,
        }
    }

    /// A clause for other levels or batches is another clause, of which no wording holds.
    fn clause(&self, one: &DraftClause, id: &str, known: Option<(&Value, &Clause)>) -> Value {
        let same_case = |(_, then): &(&Value, &Clause)| {
            let then = clause(then);
            (&then.levels, &then.batches) == (&one.levels, &one.batches)
        };
        let kept = known.filter(same_case);
        let figure = |key: &str, stays: bool| kept.filter(|_| stays).and_then(|(value, _)| value.get(key)).cloned();
        let then = kept.map(|(_, then)| clause(then));
        let is = |same: fn(&DraftClause, &DraftClause) -> bool| then.as_ref().is_some_and(|then| same(then, one));
        let mut value = object([("id", word(id)), ("when", figure("when", true).unwrap_or_else(|| when(one)))]);
        let rate = figure("rate", is(|a, b| a.rate == b.rate)).unwrap_or_else(|| percentage(one.rate));
        set(&mut value, "rate", rate);
        if let Some(cap) = one.cap {
            set(&mut value, "cap", figure("cap", is(|a, b| a.cap == b.cap)).unwrap_or_else(|| money(cap)));
        }
        if let Some(limit) = one.base_limit {
            let stays = is(|a, b| a.base_limit == b.base_limit);
            set(&mut value, "base_limit", figure("base_limit", stays).unwrap_or_else(|| money(limit)));
        }
        if let Some(counted) = &one.counted {
            let mut base = self.base(known.and_then(|(value, _)| value.get("base")), counted);
            if kept.is_none() {
                without_sources(&mut base);
            }
            set(&mut value, "base", base);
        }
        value
    }

    /// A level that no clause names: as the copied table has it where that still holds, else nothing is paid.
    fn gaps(&self, share: Option<&SpendShare>) -> Vec<Value> {
        let named = |level: &Level| self.draft.clauses.iter().any(|clause| clause.levels.includes(*level));
        let copied: &[Value] = match self.share_value().and_then(|share| share.get("gaps")) {
            Some(Value::List(gaps)) => gaps,
            _ => &[],
        };
        let mut gaps: Vec<Value> = Vec::new();
        for level in Level::ALL.into_iter().filter(|level| !named(level)) {
            let below = Level::ALL.into_iter().filter(|other| *other < level).rfind(named);
            let reason = if below.is_some() { GapReason::NotNamed } else { GapReason::BelowThreshold };
            let known = share.and_then(|share| {
                let place = share.gaps.iter().position(|gap| gap.levels.rule.includes(level))?;
                let gap = share.gaps.get(place)?;
                let all = Level::ALL.into_iter().filter(|other| gap.levels.rule.includes(*other));
                let holds = gap.reason == reason && (gap.read_as.is_none() || gap.read_as == below);
                // A rule for several levels is kept where each of them is a gap for the same reason.
                let alike = all
                    .into_iter()
                    .all(|other| !named(&other) && (reason == GapReason::BelowThreshold || other == level));
                copied.get(place).filter(|_| holds && alike)
            });
            let written = || {
                let levels = object([("rule", rule(&Levels::Exactly(level))), ("citation", citation())]);
                object([("levels", levels), ("reason", word(reason.as_str()))])
            };
            let gap = known.cloned().unwrap_or_else(written);
            if !gaps.contains(&gap) {
                gaps.push(gap);
            }
        }
        gaps
    }

    /// Planned numbers of a batch that is no more are no more.
    fn planned(&self, table: &mut Value) {
        let Some(Value::List(rows)) = table.get("planned") else { return };
        let stays = |row: &&Value| matches!(row.get("batch"), Some(Value::Int(number)) if self.draft.batches.iter().any(|batch| i64::from(batch.number()) == *number));
        let rows = rows.iter().filter(stays).cloned().collect();
        set(table, "planned", Value::List(rows));
    }

    fn window(&self, window: &DraftWindow) -> Value {
        let known = window.like.and_then(|place| {
            let then = self.policy.stages.get(place)?;
            let same = (then.kind, then.batch, then.from, then.until, then.before)
                == (window.kind, window.batch, window.from, window.until, window.before);
            let Some(Value::List(stages)) = self.copied.get("stages").filter(|_| same) else { return None };
            stages.get(place).cloned()
        });
        known.unwrap_or_else(|| {
            let mut value = object([("kind", word(window.kind.as_str())), ("until", word(&window.until.to_string()))]);
            if let Some(batch) = window.batch {
                set(&mut value, "batch", Value::Int(batch.number().into()));
            }
            if let Some(from) = window.from {
                set(&mut value, "from", word(&from.to_string()));
            }
            if window.before {
                set(&mut value, "before", Value::Bool(true));
            }
            set(&mut value, "citation", citation());
            value
        })
    }
}

/// How many figures of a table no document carries yet.
pub fn unsourced(table: &Value) -> usize {
    match table {
        Value::Object(members) if *table != citation() => members.iter().map(|(_, value)| unsourced(value)).sum(),
        Value::Object(_) => 1,
        Value::List(values) => values.iter().map(unsourced).sum(),
        _ => 0,
    }
}

fn without_sources(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                if name == "citation" { *value = citation() } else { without_sources(value) }
            }
        }
        Value::List(values) => values.iter_mut().for_each(without_sources),
        _ => {}
    }
}

fn object<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Object(members.map(|(name, value)| (name.to_owned(), value)).into())
}

fn set(object: &mut Value, key: &str, value: Value) {
    let Value::Object(members) = object else { return };
    match members.iter_mut().find(|(name, _)| name == key) {
        Some((_, place)) => *place = value,
        None => members.push((key.to_owned(), value)),
    }
}

/// Sets what lies under several keys, where all but the last are there.
fn put(object: &mut Value, keys: &[&str], value: Value) {
    match keys {
        [] => {}
        [key] => set(object, key, value),
        [key, rest @ ..] => {
            let Value::Object(members) = object else { return };
            if let Some((_, place)) = members.iter_mut().find(|(name, _)| name == key) {
                put(place, rest, value);
            }
        }
    }
}

fn remove(object: &mut Value, keys: &[&str]) {
    if let Value::Object(members) = object {
        members.retain(|(name, _)| !keys.contains(&name.as_str()));
    }
}

fn word(text: &str) -> Value {
    Value::Text(text.to_owned())
}

fn text(text: &Text) -> Value {
    object([("zh-CN", word(&text.zh_cn)), ("zh-Hant", word(&text.zh_hant)), ("en", word(&text.en))])
}

fn citation() -> Value {
    let (section, quote) = Citation::UNSOURCED;
    object([("section", word(section)), ("quote", word(quote))])
}

fn money((amount, wording): (Yuan, Wording)) -> Value {
    object([("amount", word(&amount.to_string())), ("wording", word(wording.as_str())), ("citation", citation())])
}

fn percentage((rate, wording): (Rate, Wording)) -> Value {
    object([("rate", word(&rate.to_string())), ("wording", word(wording.as_str())), ("citation", citation())])
}

fn batches(all: &[Batch]) -> Value {
    Value::List(all.iter().map(|batch| Value::Int(batch.number().into())).collect())
}

fn categories(all: &[Category]) -> Value {
    Value::List(all.iter().map(|category| word(category.as_str())).collect())
}

fn rule(levels: &Levels) -> Value {
    let (key, level) = match levels {
        Levels::Exactly(level) => ("exactly", level),
        Levels::AtLeast(level) => ("at_least", level),
    };
    object([(key, Value::Int(level.number().into()))])
}

fn when(one: &DraftClause) -> Value {
    let levels = object([("rule", rule(&one.levels)), ("citation", citation())]);
    let mut when = object([("levels", levels)]);
    if !one.batches.is_empty() {
        set(&mut when, "batches", object([("numbers", batches(&one.batches)), ("citation", citation())]));
    }
    when
}

fn same_word(list: &Value, category: Category) -> bool {
    matches!(list, Value::List(words) if words.iter().any(|one| one.as_text() == Some(category.as_str())))
}

/// Whether a list names these categories, in whatever order.
fn same(list: &Value, categories: &[Category]) -> bool {
    matches!(list, Value::List(words) if words.len() == categories.len())
        && categories.iter().all(|&category| same_word(list, category))
}
