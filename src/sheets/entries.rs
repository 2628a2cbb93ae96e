//! The upper part of the first sheet: what it is about, and what is typed in.

use crate::error::Params;
use crate::money::Yuan;
use crate::policy::{Batch, Category, ConditionState, Level};

use super::Page;
use super::cell::{Cell, Entry, Line, Look, Style, Value};
use super::figures::{Open, spent};

/// The largest sum in fen: the contract's limit. Up to here every product and quotient of the formulas has at most 15
/// digits, which is what a spreadsheet holds exactly.
pub(super) const MAX_FEN: i64 = Yuan::MAX.fen();

impl Page<'_> {
    /// Which city, document and table, on which day.
    pub(super) fn head(&mut self) {
        let sheets = self.sheets;
        let (voice, policy) = (&sheets.voice, &sheets.table.policy);
        let title = voice.say("desk.sheet.title", &Params::default().with("city", voice.city()));
        self.push(Line { style: Style::Title, label: title, ..Line::default() });
        self.paragraph(self.word("desk.sheet.notice"));
        let head = |name: &str| Cell::Text(self.word(name));
        self.push(Line {
            style: Style::Head,
            label: self.word("desk.sheet.item"),
            said: None,
            yuan: head("ui.yuan"),
            fen: head("desk.sheet.fen"),
            remark: head("desk.sheet.remark"),
            section: head("desk.sheet.section"),
            quote: head("desk.sheet.quote"),
            name: None,
        });
        let params = Params::default()
            .with("title", &*policy.document.title)
            .with("id", &*policy.id)
            .with("version", sheets.version())
            .with("revision", i64::from(policy.revision.0))
            .with("digest", &*sheets.table.digest)
            .with("as_of", sheets.as_of.to_string());
        self.paragraph(voice.say("desk.sheet.document", &params));
        self.paragraph(voice.say("desk.sheet.table", &params));
        self.push(Line { style: Style::Guide, label: self.word("desk.sheet.use"), ..Line::default() });
        if let Some((_, unpublished)) = policy.unpublished() {
            let language = voice.strings.language();
            let document = Params::default().with("document", language.of(&unpublished.would_be_in));
            let would_be_in = voice.say("explain.would_be_in", &document);
            self.paragraph([language.of(&unpublished.explanation), &would_be_in].concat());
        }
    }

    /// The cells to type in, and what keeps them from being computed.
    pub(super) fn entries(&mut self) {
        self.heading(self.word("desk.sheet.entries"));
        let asked = if self.sheets.published() { self.choices() } else { self.own_terms() };
        let first = self.lines.len().saturating_add(1);
        for &category in Category::ALL {
            self.spend(category);
        }
        let last = self.lines.len();
        let formula = self.objection(&format!("B{first}:B{last}"), &format!("C{first}:C{last}"), &asked);
        let value = match self.sheets.figures.answer {
            Ok(_) => Value::Nothing,
            Err(open) => Value::text(self.word(match open {
                Open::Level => "desk.sheet.say.level",
                Open::Batch => "desk.sheet.say.batch",
                Open::Rate => "desk.sheet.say.rate",
            })),
        };
        let line = Line {
            label: self.word("desk.sheet.message"),
            yuan: Cell::Live(formula, value, Look::Said),
            name: Some("message".into()),
            ..Line::default()
        };
        self.message = self.push(line);
    }

    /// Batch and level, and the column of the terms that they choose; returns what they lack, as a formula.
    fn choices(&mut self) -> String {
        let sheets = self.sheets;
        let (voice, application) = (&sheets.voice, sheets.application);
        let batches: Vec<String> = sheets.table.policy.batches.iter().map(|&batch| voice.batch(batch)).collect();
        let mut batch = String::from("\"\"");
        if !batches.is_empty() {
            let chosen = application.batch.map(|batch: Batch| voice.batch(batch));
            let row = self.choice("ui.batch", "input_batch", batches, chosen);
            batch = format!("B{row}");
        }
        let levels = Level::ALL.map(|level| voice.level(level)).to_vec();
        let row = self.choice("ui.level", "input_level", levels, application.level.map(|level| voice.level(level)));
        let level = format!("B{row}");
        let unmet = self.conditions();
        let place = format!(
            "IF({unmet},{},IFERROR(MATCH({batch}&\"|\"&{level},{},0),0))",
            sheets.terms.columns(),
            sheets.terms.range("key"),
        );
        let at = Value::whole(i64::try_from(self.at.unwrap_or_default()).unwrap_or_default());
        self.push(Line {
            style: Style::Guide,
            label: self.word("desk.sheet.column"),
            fen: Cell::Live(place, at, Look::Whole),
            name: Some("column_of_terms".into()),
            ..Line::default()
        });
        let said = |id: &str| sheets.terms.single(&["desk.sheet.say.", id].concat());
        format!(
            "IF(column_of_terms=0,IF({level}=\"\",{},{}),IF(INDEX({},column_of_terms)=0,{},\"\"))",
            said("level"),
            said("choice"),
            sheets.terms.range("ready"),
            said("batch"),
        )
    }

    /// Whether a condition is known not to be met, as a formula.
    fn conditions(&mut self) -> String {
        let said = |state: ConditionState| self.word(&["desk.eligibility.", state.as_str()].concat());
        let all = [ConditionState::Met, ConditionState::Unmet].map(said).to_vec();
        let chosen = self.sheets.figures.conditions.map(said);
        let row = self.choice("section.conditions", "input_conditions", all, chosen);
        if let Some(line) = self.lines.last_mut() {
            line.remark = Cell::Text(self.sheets.voice.word("desk.sheet.conditions"));
        }
        format!("B{row}={}", self.sheets.terms.single("desk.eligibility.unmet"))
    }

    fn choice(&mut self, label: &str, name: &str, all: Vec<String>, chosen: Option<String>) -> usize {
        let value = chosen.map_or(Value::Nothing, Value::Text);
        let line = Line {
            label: self.word(label),
            yuan: Cell::Entry(Entry::Choice(all), value),
            name: Some(name.into()),
            ..Line::default()
        };
        self.push(line)
    }

    /// The user's own rate and cap; returns what they lack, as a formula.
    fn own_terms(&mut self) -> String {
        let own = self.sheets.application.own_terms.as_ref();
        let rate = own.map_or(Value::Nothing, |own| Value::Number(own.rate.to_string()));
        let by_user = Cell::Text(self.word("desk.sheet.own"));
        let row = self.push(Line {
            label: self.word("ui.own_rate"),
            yuan: Cell::Entry(Entry::Rate, rate.clone()),
            fen: self.whole("10000", own.map(|own| own.rate.per_ten_thousand().into())),
            remark: by_user.clone(),
            name: Some("input_rate".into()),
            ..Line::default()
        });
        let cap = own.map(|own| own.cap);
        let below = self.push(Line {
            label: self.word("ui.own_cap"),
            yuan: Cell::Entry(Entry::Amount, Value::yuan(cap)),
            fen: self.whole("100", cap.map(Yuan::fen)),
            remark: by_user,
            name: Some("input_cap".into()),
            ..Line::default()
        });
        let said = |id: &str| self.sheets.terms.single(&["desk.sheet.say.", id].concat());
        format!(
            "IF(COUNTA(B{row}:B{below})<2,{},IF(COUNT(B{row}:B{below})<2,{own},IF(OR(B{row}<0,B{row}>1,ROUND(B{row},4)<>B{row},B{below}<0,ROUND(B{below},2)<>B{below},C{below}>{MAX_FEN}),{own},\"\")))",
            said("rate"),
            own = said("own"),
        )
    }

    /// The number in the cell to the left, in whole parts of the unit.
    fn whole(&self, parts: &str, value: Option<i64>) -> Cell {
        let row = self.lines.len().saturating_add(1);
        let value = value.map_or_else(|| Value::whole(0), Value::whole);
        Cell::Live(format!("IF(ISNUMBER(B{row}),ROUND(B{row}*{parts},0),0)"), value, Look::Whole)
    }

    fn spend(&mut self, category: Category) {
        let sheets = self.sheets;
        let entered = sheets.application.spend.items().iter().any(|item| item.category == category);
        let amount = spent(&sheets.figures.totals, category).ok();
        let remark = if sheets.published() {
            self.lookup(&["category.", category.as_str()].concat(), Look::Words)
        } else {
            let counted = sheets.table.policy.base.counted.contains(&category);
            Cell::Text(self.word(if counted { "counted.yes" } else { "counted.no" }))
        };
        let label = sheets.voice.category(category);
        let (yuan, fen) = match &sheets.offered {
            Some(offered) => {
                let row = self.lines.len().saturating_add(1);
                let spent = amount.unwrap_or_default();
                let fen = Cell::Live(offered.spent(&label), Value::fen(Some(spent)), Look::Whole);
                (Cell::Live(format!("C{row}/100"), Value::yuan(Some(spent)), Look::Yuan), fen)
            }
            None => (
                Cell::Entry(Entry::Amount, Value::yuan(amount.filter(|_| entered))),
                self.whole("100", amount.map(Yuan::fen)),
            ),
        };
        self.push(Line {
            label,
            yuan,
            fen,
            remark,
            name: Some(["input_", category.as_str()].concat()),
            ..Line::default()
        });
    }

    /// What keeps the amounts from being computed: nothing is ever shown as 0 instead.
    fn objection(&self, typed: &str, fen: &str, then: &str) -> String {
        let said = |id: &str| self.sheets.terms.single(&["desk.sheet.say.", id].concat());
        let then = match &self.sheets.offered {
            Some(offered) => {
                let (wrong, large) = (offered.wrong(), offered.too_large());
                format!("IF({wrong}>0,{},IF({large},{},{then}))", said("lines"), said("sum"))
            }
            None => then.to_owned(),
        };
        format!(
            "IF(COUNTA({typed})<>COUNT({typed}),{},IF(SUMPRODUCT(--({typed}<0))+SUMPRODUCT(--(ROUND({typed},2)<>{typed}))>0,{},IF(SUM({fen})>{MAX_FEN},{},{then})))",
            said("number"),
            said("amount"),
            said("sum"),
        )
    }
}

impl super::Sheets<'_> {
    pub(super) fn published(&self) -> bool {
        self.table.policy.spend_share().is_some()
    }

    fn version(&self) -> String {
        let dated = self.table.policy.document.date.as_ref();
        dated.map_or_else(|| self.voice.word("word.undated"), |dated| dated.date.to_string())
    }
}
