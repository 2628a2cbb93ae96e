//! The second sheet: a column for every batch and level, a row for everything that the first sheet looks up.

use crate::application::{Application, SpendList};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Code, Error, Params};
use crate::estimate::{self, Case, Cited, Outcome};
use crate::policy::{Amount, Batch, Category, Level, Policy, Wording};
use crate::present::{Voice, key};
use crate::terms::{Subsidy, Terms, Totals};

use super::cell::Value;
use super::figures::{Column, reimbursements};

/// The row of its first line; above stand the title and what the sheet is for.
pub(super) const FIRST_ROW: usize = 4;

/// A row.
pub(super) struct Row {
    /// By which the first sheet looks it up.
    pub id: String,
    /// What it is.
    pub label: String,
    /// One a column, or one alone.
    pub cells: Vec<Value>,
}

/// The sheet.
pub(super) struct TermsSheet {
    pub name: String,
    pub rows: Vec<Row>,
    columns: usize,
}

impl TermsSheet {
    pub fn of(voice: &Voice, table: &Table, as_of: Date) -> Result<TermsSheet, Error> {
        let mut columns = Vec::new();
        if table.policy.spend_share().is_some() {
            let axis = std::iter::once(None).chain(table.policy.batches.iter().copied().map(Some));
            for (batch, level) in axis.flat_map(|batch| Level::ALL.map(|level| (batch, level))) {
                columns.push(column(voice, table, Column::Of(batch, level), as_of)?);
            }
            columns.push(column(voice, table, Column::Unpaid, as_of)?);
        }
        let mut rows: Vec<Row> = Vec::new();
        for (id, label, _) in columns.first().into_iter().flatten() {
            let cell = |column: &Vec<Fact>| {
                column.iter().find(|(known, _, _)| known == id).map(|(_, _, value)| value.clone()).unwrap_or_default()
            };
            rows.push(Row { id: id.clone(), label: label.clone(), cells: columns.iter().map(cell).collect() });
        }
        for id in SAID {
            let id = key("desk.sheet", id);
            rows.push(Row { label: String::new(), cells: vec![Value::text(voice.word(&id))], id });
        }
        for id in ["counted.yes", "counted.wide_only", "desk.eligibility.unmet"] {
            rows.push(Row { label: String::new(), cells: vec![Value::text(voice.word(id))], id: id.into() });
        }
        Ok(TermsSheet { name: voice.word("desk.sheet.terms"), rows, columns: columns.len() })
    }

    /// Which column it is, from 1: those without a batch come first, then batch by batch, and last the one that pays nothing.
    pub fn place(&self, column: Column) -> usize {
        match column {
            Column::Of(batch, level) => {
                let group = batch.map_or(0, Batch::number);
                usize::from(group).saturating_mul(Level::ALL.len()).saturating_add(level.number().into())
            }
            Column::Unpaid => self.columns,
        }
    }

    /// How many columns there are.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The cells of a row, as a formula of the first sheet names them.
    pub fn range(&self, id: &str) -> String {
        let row = self.row(id);
        format!("'{}'!$B${row}:${}${row}", self.name, letter(self.columns))
    }

    /// The one cell of a row.
    pub fn single(&self, id: &str) -> String {
        format!("'{}'!$B${}", self.name, self.row(id))
    }

    /// What stands in a row at a column, from 1.
    pub fn value(&self, id: &str, column: usize) -> Value {
        let row = self.rows.iter().find(|row| row.id == id);
        let cell = column.checked_sub(1).and_then(|index| row?.cells.get(index));
        cell.cloned().unwrap_or_default()
    }

    /// Whether any column holds this in a row whose id begins so.
    pub fn any(&self, start: &str, value: &Value) -> bool {
        self.rows.iter().any(|row| row.id.starts_with(start) && row.cells.contains(value))
    }

    /// Whether any clause limits the spend that is taken into account.
    pub fn limits(&self) -> bool {
        let limit = self.rows.iter().find(|row| row.id == "limit");
        limit.is_some_and(|row| row.cells.iter().any(|cell| matches!(cell, Value::Number(_))))
    }

    fn row(&self, id: &str) -> usize {
        self.rows.iter().position(|row| row.id == id).map_or(0, |index| index.saturating_add(FIRST_ROW))
    }
}

/// What the first sheet says where it cannot compute, and what it calls its results by.
const SAID: [&str; 21] = [
    "say.lines",
    "say.number",
    "say.amount",
    "say.sum",
    "say.level",
    "say.batch",
    "say.choice",
    "say.rate",
    "say.own",
    "grant",
    "grant_low",
    "grant_high",
    "net",
    "net_low",
    "net_high",
    "payment",
    "payment_low",
    "payment_high",
    "of_default",
    "of_most",
    "of_least",
];

/// The letter of a column, the first of them being B.
fn letter(column: usize) -> char {
    u8::try_from(column).ok().and_then(|column| b'A'.checked_add(column)).map_or('B', char::from)
}

/// What the document says of one thing: by which id, under which label.
type Fact = (String, String, Value);

fn column(voice: &Voice, table: &Table, column: Column, as_of: Date) -> Result<Vec<Fact>, Error> {
    let policy = &table.policy;
    let (batch, level) = match column {
        Column::Of(batch, level) => (batch, level),
        Column::Unpaid => (None, Level::HIGHEST),
    };
    let resolved = match column {
        Column::Of(..) => Terms::resolve(policy, level, batch, None),
        Column::Unpaid => Terms::unpaid(policy, None),
    };
    let terms = match resolved {
        Ok(terms) => Some(terms),
        Err(error) if error.code() == Code::BatchRequired => None,
        Err(error) => return Err(error),
    };
    let blank = blank(policy, batch, level)?;
    let kind = match (&terms, column) {
        (None, _) => None,
        (Some(_), Column::Unpaid) => Some(Outcome::NotEligible),
        // Without spend no two readings differ, so the wording alone decides.
        (Some(_), Column::Of(..)) => Some(estimate::at(table, &blank, batch, level, as_of)?.outcome),
    };
    let mut facts = Facts { voice, policy, list: Vec::new() };
    facts.axis(column);
    facts.add("ready", "desk.sheet.ready", Value::whole(u8::from(terms.is_some())));
    facts.kind(kind);
    let ceiling = terms.as_ref().is_some_and(Terms::is_ceiling);
    facts.add("ceiling", "desk.sheet.ceiling", Value::whole(u8::from(ceiling)));
    let totals = Totals::default();
    let case = terms.map(|terms| Case { policy, application: &blank, batch, level, as_of, terms, totals });
    facts.subsidy(case.as_ref());
    facts.categories(case.as_ref());
    facts.fees(case.as_ref());
    Ok(facts.list)
}

/// An application that states nothing but batch and level.
fn blank(policy: &Policy, batch: Option<Batch>, level: Level) -> Result<Application, Error> {
    Ok(Application {
        policy: policy.id.clone(),
        as_of: None,
        batch,
        level: Some(level),
        size_class: None,
        spend: SpendList::new(Vec::new())?,
        awards: Vec::new(),
        provincial_subsidy: None,
        own_terms: None,
        eligibility: None,
    })
}

/// The facts of one column, in the order of the rows.
struct Facts<'f> {
    voice: &'f Voice<'f>,
    policy: &'f Policy,
    list: Vec<Fact>,
}

/// Where the document gives nothing; never 0.
const NONE: &str = "—";

impl Facts<'_> {
    fn add(&mut self, id: &str, label: &str, value: Value) {
        self.list.push((id.to_owned(), self.voice.word(label), value));
    }

    fn axis(&mut self, column: Column) {
        let Column::Of(batch, level) = column else {
            let unmet = || Value::text(self.voice.word("desk.sheet.unmet"));
            let cells = [unmet(), unmet(), Value::text(NONE)];
            return self.heads(cells);
        };
        let of_batch = batch.map(|batch| self.voice.batch(batch));
        let none = if self.policy.batches.is_empty() { "grid.any_batch" } else { "desk.sheet.no_batch" };
        let level = self.voice.level(level);
        let both = [of_batch.as_deref().unwrap_or_default(), "|", &level].concat();
        let batch = of_batch.unwrap_or_else(|| self.voice.word(none));
        self.heads([batch, level, both].map(Value::Text));
    }

    /// What a column is, and the text by which it is found.
    fn heads(&mut self, [batch, level, key]: [Value; 3]) {
        self.add("batch", "ui.batch", batch);
        self.add("level", "ui.level_short", level);
        self.add("key", "desk.sheet.key", key);
    }

    /// What kind of answer it is, and what where readings give different amounts.
    fn kind(&mut self, kind: Option<Outcome>) {
        let badge = |word: &str| Value::text(self.voice.named("badge", word));
        let (one, open) = match kind {
            Some(Outcome::UpperLimit) => (badge("upper_limit"), badge("needs_confirmation_limit")),
            Some(kind) => (badge(kind.as_str()), badge("needs_confirmation")),
            None => (Value::text(NONE), Value::text(NONE)),
        };
        self.add("kind", "desk.sheet.kind", one);
        self.add("open", "desk.sheet.open", open);
    }

    /// Rate, limit on the base, cap, and where each stands.
    fn subsidy(&mut self, case: Option<&Case>) {
        let (default, gap) = match case.map(|case| &case.terms.subsidy) {
            Some(Subsidy::Published { default, gap, .. }) => (*default, *gap),
            _ => (None, None),
        };
        let clause = default.map(|reading| reading.clause);
        let rate = clause.map(|clause| &clause.rate);
        let worded = rate.map(|rate| {
            let params = Params::default().with("rate", rate.rate);
            self.voice.say(&key("grid.rate", rate.wording.as_str()), &params)
        });
        let place = rate.map(|rate| &rate.citation).or(gap.map(|gap| &gap.levels.citation));
        let number = rate.map(|rate| Value::whole(rate.rate.per_ten_thousand()));
        self.cited(
            "rate",
            self.voice.strings.get("desk.sheet.rate"),
            number,
            worded,
            place.map(|place| Cited::new(self.policy, place)),
        );
        self.limit(
            "limit",
            self.voice.strings.get("desk.sheet.limit"),
            clause.and_then(|clause| clause.base_limit.as_ref()),
        );
        self.limit("cap", self.voice.strings.get("desk.sheet.cap"), clause.and_then(|clause| clause.cap.as_ref()));

        let unnamed = case.zip(gap).and_then(|(case, gap)| Some((case.level, gap.read_as?)));
        let said = unnamed.map(|(level, read_as)| {
            let params = Params::default().with("level", level.number()).with("read_as", read_as.number());
            self.voice.say("note.level_not_named", &params)
        });
        let place = gap.filter(|_| said.is_some()).map(|gap| Cited::new(self.policy, &gap.levels.citation));
        let strict = Some(Value::whole(u8::from(said.is_some())));
        self.cited("strict", self.voice.strings.get("desk.sheet.strict"), strict, said, place);
    }

    /// An amount of the document in whole fen.
    fn limit(&mut self, id: &str, name: &str, amount: Option<&Amount>) {
        let worded = amount.map(|amount| self.worded(amount));
        let place = amount.map(|amount| Cited::new(self.policy, &amount.citation));
        self.cited(id, name, amount.map(|amount| Value::fen(Some(amount.amount))), worded, place);
    }

    fn worded(&self, amount: &Amount) -> String {
        let wording: Wording = amount.wording;
        self.voice.say(&key("award_hint", wording.as_str()), &Params::default().with("amount", amount.amount))
    }

    /// A number in four rows: itself, in words, its section, its quotation.
    fn cited(&mut self, id: &str, name: &str, number: Option<Value>, worded: Option<String>, place: Option<Cited>) {
        let none = || Value::text(NONE);
        let source = place.map(|place| self.voice.source(&place));
        let section =
            |document: &Option<String>, section: &str| [document.as_deref().unwrap_or_default(), section].concat();
        let rows = [
            (id.to_owned(), name.to_owned(), number.unwrap_or_else(none)),
            (
                key(id, "word"),
                [name, self.voice.strings.get("desk.sheet.of_wording")].concat(),
                worded.map_or_else(none, Value::text),
            ),
            (
                key(id, "section"),
                [name, self.voice.strings.get("desk.sheet.of_section")].concat(),
                source.as_ref().map_or_else(none, |source| Value::text(section(&source.document, &source.section))),
            ),
            (
                key(id, "quote"),
                [name, self.voice.strings.get("desk.sheet.of_quote")].concat(),
                source.map_or_else(none, |source| Value::text(source.quote)),
            ),
        ];
        self.list.extend(rows);
    }

    /// Which spend counts, and where the list stands.
    fn categories(&mut self, case: Option<&Case>) {
        for &category in Category::ALL {
            let counted = case.and_then(|case| case.verdict(category).0);
            let word = counted.map_or_else(|| NONE.into(), |counted| self.voice.named("counted", counted.as_str()));
            let label = key("category", category.as_str());
            self.add(&label, &label, Value::text(word));
        }
        let base = case.map(|case| Cited::new(self.policy, case.terms.counted_citation));
        self.cited("base", self.voice.strings.get("sum.eligible"), None, None, base);
        let wide = case.filter(|case| case.terms.wide.iter().next().is_some());
        let place = wide.map(|case| Cited::new(self.policy, case.terms.wide_citation));
        self.cited(
            "wide",
            self.voice.strings.get("desk.sheet.wide"),
            None,
            wide.map(|_| self.voice.word("reason.wide_reading")),
            place,
        );
    }

    /// The cap of each reimbursement that is given here.
    fn fees(&mut self, case: Option<&Case>) {
        let policy = self.policy;
        for (id, one) in reimbursements(policy) {
            let given = case.is_some_and(|case| case.terms.reimbursements.iter().any(|(known, _)| known.id == id));
            let cap = given.then_some(&one.cap);
            let (name, label) = (key("fee", id), self.voice.benefit(id));
            self.limit(&name, &label, cap);
        }
    }
}
