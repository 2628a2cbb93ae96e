//! The lower part of the first sheet: the steps of the estimate and what they come to, each a formula.

use crate::money::Yuan;
use crate::policy::{Benefit, Category};
use crate::terms::Product;

use super::Page;
use super::cell::{Cell, Line, Look, Style, Value};
use super::figures::{Answer, reimbursements};

/// The rows of one reading.
struct Rows {
    base: usize,
    amount: usize,
}

impl Page<'_> {
    /// How the grant comes about, and what is left.
    pub(super) fn steps(&mut self) {
        let sheets = self.sheets;
        self.heading(self.word("ui.steps"));
        let title = match (sheets.table.policy.spend_share(), sheets.table.policy.unpublished()) {
            (Some((Benefit { id, .. }, _)), _) | (None, Some((Benefit { id, .. }, _))) => sheets.voice.benefit(id),
            (None, None) => String::new(),
        };
        let rate = self.rate();
        let cap = self.cap();
        let counted = sheets.terms.single("counted.yes");
        let base = format!("SUMIFS({},{},{counted})", self.column('C'), self.column('D'));
        let default = self.reading("base", "sum.eligible", &base, &title, (rate, cap), |answer| answer.default);
        self.name(default.base, "result_base");
        let mut readings = vec![default.amount];
        if sheets.terms.any("category.", &Value::text(self.word("counted.wide_only"))) {
            let more = sheets.terms.single("counted.wide_only");
            let base = format!("C{}+SUMIFS({},{},{more})", default.base, self.column('C'), self.column('D'));
            let title = [&title, &*self.word("desk.sheet.if_wide")].concat();
            let wide = self.reading("wide", "desk.sheet.base_wide", &base, &title, (rate, cap), |answer| answer.wide);
            readings.push(wide.amount);
        }
        if sheets.terms.any("strict", &Value::whole(1)) {
            readings.push(self.strict(&title, default.amount));
        }
        let fees = self.fees();
        self.results(&readings, &fees);
    }

    /// The cells of this column beside the spend.
    fn column(&self, letter: char) -> String {
        let all = Category::ALL.len();
        let last = self.message.saturating_sub(1);
        let first = self.message.saturating_sub(all);
        format!("{letter}{first}:{letter}{last}")
    }

    fn name(&mut self, row: usize, name: &str) {
        if let Some(line) = row.checked_sub(1).and_then(|index| self.lines.get_mut(index)) {
            line.name = Some(name.to_owned());
        }
    }

    fn answer(&self) -> Option<&Answer> {
        self.sheets.figures.answer.as_ref().ok()
    }

    /// Hundredths of a percent, whole; returns the cell's row.
    fn rate(&mut self) -> usize {
        let row = self.lines.len().saturating_add(1);
        let own = self.sheets.application.own_terms.as_ref().map(|own| Value::whole(own.rate.per_ten_thousand()));
        let fen = self.term("rate", "input_rate", own, 10_000);
        let number = match &fen {
            Cell::Live(_, Value::Number(digits), _) => digits.parse::<i64>().ok(),
            _ => None,
        };
        let shown = number.map_or(Value::Nothing, |number| Value::Number(share_of_one(number)));
        let percent = Cell::Live(format!("IF(ISNUMBER(C{row}),C{row}/10000,\"\")"), shown, Look::Percent);
        let line = Line { label: self.word("ui.own_rate"), yuan: percent, fen, ..Line::default() };
        self.sourced("rate", line)
    }

    /// The most that is paid, in whole fen.
    fn cap(&mut self) -> usize {
        let row = self.lines.len().saturating_add(1);
        let own = self.sheets.application.own_terms.as_ref().map(|own| Value::fen(Some(own.cap)));
        let fen = self.term("cap", "input_cap", own, 100);
        let line = Line { label: self.word("ui.own_cap"), yuan: in_yuan(row, &fen), fen, ..Line::default() };
        self.sourced("cap", line)
    }

    /// A number of the terms, or the user's own.
    fn term(&self, id: &str, entry: &str, own: Option<Value>, parts: i64) -> Cell {
        if self.sheets.published() {
            return self.guarded_lookup(id, Look::Whole);
        }
        Cell::Live(self.guarded(&format!("ROUND({entry}*{parts},0)")), own.unwrap_or_default(), Look::Whole)
    }

    /// A line with its wording, section and quotation, looked up.
    fn sourced(&mut self, id: &str, line: Line) -> usize {
        if !self.sheets.published() {
            let remark = Cell::Text(self.word("desk.sheet.own"));
            return self.push(Line { remark, ..line });
        }
        let part = |part: &str| self.guarded_lookup(&[id, ".", part].concat(), Look::Words);
        let (remark, section, quote) = (part("word"), part("section"), part("quote"));
        self.push(Line { remark, section, quote, ..line })
    }

    /// Base, rate and cap of one reading.
    fn reading(
        &mut self,
        id: &str,
        label: &str,
        base: &str,
        title: &str,
        (rate, cap): (usize, usize),
        product: fn(&Answer) -> Product,
    ) -> Rows {
        let product = self.answer().map(product);
        let line = self.amount(self.word(label), base, product.map(|product| product.base));
        let base = if self.sheets.published() { self.cited(id, line) } else { self.push(line) };
        let mut rated = base;
        if self.sheets.terms.limits() {
            let limit = self.sheets.terms.range("limit");
            let formula = format!(
                "IF(ISNUMBER(INDEX({limit},column_of_terms)),MIN(C{base},INDEX({limit},column_of_terms)),C{base})"
            );
            let line = self.amount(self.word("desk.sheet.rated"), &formula, product.map(|product| product.rated));
            rated = self.sourced("limit", line);
        }
        // Split at ten thousand, no product has more than 15 digits.
        let whole = format!("INT(C{rated}/10000)");
        let share = format!("{whole}*N(C{rate})+INT((C{rated}-{whole}*10000)*N(C{rate})/10000)");
        let share = self.amount(self.word("desk.sheet.share"), &share, product.map(|product| product.uncapped));
        let share = self.push(share);
        let least = format!("IF(ISNUMBER(C{cap}),MIN(C{share},C{cap}),C{share})");
        let amount = self.amount(title.to_owned(), &least, product.map(|product| product.amount));
        let amount = self.push(Line { remark: Cell::Text(self.word("desk.sheet.least")), ..amount });
        Rows { base, amount }
    }

    /// A line whose base is named in the terms, without a wording of its own.
    fn cited(&mut self, id: &str, line: Line) -> usize {
        let part = |part: &str| self.guarded_lookup(&[id, ".", part].concat(), Look::Words);
        let remark = if id == "wide" { part("word") } else { Cell::Empty };
        let (section, quote) = (part("section"), part("quote"));
        self.push(Line { remark, section, quote, ..line })
    }

    /// Nothing, where no clause names the level.
    fn strict(&mut self, title: &str, default: usize) -> usize {
        let flag = self.sheets.terms.range("strict");
        let formula = format!("IF(INDEX({flag},column_of_terms)=1,0,C{default})");
        let label = [title, &*self.word("desk.sheet.if_strict")].concat();
        let line = self.amount(label, &formula, self.answer().map(|answer| answer.strict));
        self.sourced("strict", line)
    }

    /// Each fee that is paid back: spend, cap, the smaller of the two.
    fn fees(&mut self) -> Vec<usize> {
        let sheets = self.sheets;
        let first = self.message.saturating_sub(Category::ALL.len());
        let mut rows = Vec::new();
        for (index, (id, one)) in reimbursements(&sheets.table.policy).enumerate() {
            let cells: Vec<String> =
                one.base.iter().map(|&category| format!("C{}", first.saturating_add(category as usize))).collect();
            let fee = self.answer().and_then(|answer| answer.fees.get(index).copied());
            let title = sheets.voice.benefit(id);
            let id = ["fee.", id].concat();
            let row = self.lines.len().saturating_add(1);
            let fen = self.guarded_lookup(&id, Look::Whole);
            let line = Line {
                label: [&title, &*self.word("desk.sheet.of_cap")].concat(),
                yuan: in_yuan(row, &fen),
                fen,
                ..Line::default()
            };
            let cap = self.sourced(&id, line);
            let least = format!("IF(ISNUMBER(C{cap}),MIN({},C{cap}),0)", cells.join("+"));
            let line = self.amount(title, &least, fee);
            rows.push(self.push(Line { remark: Cell::Text(self.word("desk.sheet.least_fee")), ..line }));
        }
        rows
    }

    /// Grant and rest, over the readings.
    fn results(&mut self, readings: &[usize], fees: &[usize]) {
        self.heading(self.word("ui.answer"));
        let figures = &self.sheets.figures;
        let total = self.column('C');
        let typed = self.column('B');
        let all = Cell::Live(
            format!("IF(COUNTA({typed})=COUNT({typed}),SUM({total}),\"\")"),
            Value::fen(Some(figures.total)),
            Look::Whole,
        );
        let row = self.lines.len().saturating_add(1);
        let line = Line {
            label: self.word("sum.total"),
            yuan: in_yuan(row, &all),
            fen: all,
            remark: self.basis(),
            name: Some("result_total".into()),
            ..Line::default()
        };
        let total = self.push(line);
        let fees: String = fees.iter().map(|row| format!("+C{row}")).collect();
        let cells: Vec<String> = readings.iter().map(|row| format!("C{row}")).collect();
        let default = cells.first().cloned().unwrap_or_default();
        let all = cells.join(",");
        let several = readings.len() > 1;
        let ways = [
            ("", Some(default), self.answer().map(|answer| answer.grant.amount)),
            ("_low", several.then(|| format!("MIN({all})")), self.answer().map(|answer| answer.grant.low)),
            ("_high", several.then(|| format!("MAX({all})")), self.answer().map(|answer| answer.grant.high)),
        ];
        let mut rows = Vec::new();
        let said = Said::of(self, several);
        for (ending, formula, value) in ways {
            let Some(formula) = formula else { continue };
            let (label, formulated) = said.label(self, "grant", ending);
            let line = self.amount(label, &[formula, fees.clone()].concat(), value);
            let name = Some(["result_grant", ending].concat());
            rows.push((ending, self.push(Line { style: Style::Result, said: formulated, name, ..line }), value));
        }
        self.remark_grant(&rows.iter().map(|(_, row, _)| *row).collect::<Vec<_>>());
        self.rests("net", (&format!("C{total}"), self.sheets.figures.total), (self.basis(), &said), &rows);
        if let Some(offered) = &self.sheets.offered {
            let remark = Cell::Text(self.word("desk.sheet.payment_is"));
            self.rests("payment", (&offered.invoiced(), offered.total.with_tax), (remark, &said), &rows);
        }
        if self.sheets.table.policy.awards().next().is_some() {
            self.paragraph(self.word("desk.sheet.awards"));
        }
    }

    /// Whether an offer's amounts hold the tax, as is chosen there.
    fn basis(&self) -> Cell {
        self.sheets.offered.as_ref().map_or(Cell::Empty, |offered| {
            Cell::Live("input_base".into(), Value::text(offered.basis(offered.base)), Look::Words)
        })
    }

    /// What each grant leaves of a whole: its cell, and what it comes to.
    fn rests(
        &mut self,
        id: &str,
        (cell, whole): (&str, Yuan),
        (remark, said): (Cell, &Said),
        grants: &[(&str, usize, Option<Yuan>)],
    ) {
        for &(ending, grant, amount) in grants {
            // The lowest rest goes with the highest grant.
            let ending = match ending {
                "_low" => "_high",
                "_high" => "_low",
                ending => ending,
            };
            let (label, formulated) = said.label(self, id, ending);
            let rest = amount.and_then(|amount| whole.minus(amount).ok());
            let line = self.amount(label, &format!("{cell}-C{grant}"), rest);
            let name = Some(["result_", id, ending].concat());
            self.push(Line { style: Style::Result, said: formulated, remark: remark.clone(), name, ..line });
        }
    }

    /// Says of the grant what kind of answer it is.
    fn remark_grant(&mut self, rows: &[usize]) {
        let Some(&grant) = rows.first() else { return };
        let remark = if !self.sheets.published() {
            Cell::Text(self.word("explain.own_terms"))
        } else if let [_, low, high] = rows {
            let (kind, open) = (self.index("kind"), self.index("open"));
            let differ = self.answer().is_some_and(|answer| answer.grant.low != answer.grant.high);
            let value = self.answer().map_or(Value::Nothing, |_| self.known(if differ { "open" } else { "kind" }));
            Cell::Live(self.guarded(&format!("IF(C{low}<>C{high},{open},{kind})")), value, Look::Words)
        } else {
            self.guarded_lookup("kind", Look::Words)
        };
        if let Some(line) = grant.checked_sub(1).and_then(|index| self.lines.get_mut(index)) {
            line.remark = remark;
        }
    }

    /// A step: whole fen, and yuan beside.
    fn amount(&self, label: String, formula: &str, amount: Option<Yuan>) -> Line {
        let row = self.lines.len().saturating_add(1);
        let fen = self.fen(formula, amount);
        Line { label, yuan: in_yuan(row, &fen), fen, ..Line::default() }
    }
}

/// What the labels of the results say of their amounts: conditions as formulas, and whether they hold.
struct Said {
    /// Readings differ, so that the first amount is the default one's alone.
    differ: Option<(String, bool)>,
    /// The grant is a ceiling, and what it leaves not below.
    ceiling: Option<(String, bool)>,
}

impl Said {
    /// Of the grants that stand in the next rows: the default one, and below it the lowest and the highest where there are several.
    fn of(page: &Page, several: bool) -> Said {
        let row = page.lines.len().saturating_add(1);
        let (low, high) = if several { (row.saturating_add(1), row.saturating_add(2)) } else { (row, row) };
        let grant = page.answer().map(|answer| answer.grant);
        let differ = format!("C{low}<>C{high}");
        let ceiling = format!("AND(N(C{high})>0,N({})=1)", page.index("ceiling"));
        let paid = grant.is_some_and(|grant| grant.high > Yuan::ZERO);
        let holds = paid && page.known("ceiling") == Value::whole(1);
        Said {
            differ: several.then(|| (differ, grant.is_some_and(|grant| grant.low != grant.high))),
            ceiling: page.sheets.published().then_some((ceiling, holds)),
        }
    }

    /// 补助（默认读法）（不超过）, and the formula that it is.
    fn label(&self, page: &Page, id: &str, ending: &str) -> (String, Option<String>) {
        let key = ["desk.sheet.", id, ending].concat();
        let mut text = page.word(&key);
        let mut formula = page.sheets.terms.single(&key);
        let bound = if id == "grant" { "desk.sheet.of_most" } else { "desk.sheet.of_least" };
        let differ = self.differ.as_ref().filter(|_| ending.is_empty());
        let parts = [(differ, "desk.sheet.of_default"), (self.ceiling.as_ref(), bound)];
        let mut follows = false;
        for ((condition, holds), key) in parts.into_iter().filter_map(|(known, key)| Some((known?, key))) {
            let word = page.word(key);
            formula = format!("{formula}&IF({condition},{},\"\")", page.sheets.terms.single(key));
            text.push_str(if *holds { &word } else { "" });
            follows = true;
        }
        (text, follows.then_some(formula))
    }
}

/// Divided at the very end, to be shown.
fn in_yuan(row: usize, fen: &Cell) -> Cell {
    let amount = match fen {
        Cell::Live(_, Value::Number(digits), _) => digits.parse().ok().map(Yuan::from_fen),
        _ => None,
    };
    Cell::Live(format!("IF(ISNUMBER(C{row}),C{row}/100,\"\")"), Value::yuan(amount), Look::Yuan)
}

/// Hundredths of a percent as a decimal fraction: 6000 is `0.6000`.
fn share_of_one(hundredths: i64) -> String {
    let whole = hundredths.div_euclid(10_000);
    let part = hundredths.rem_euclid(10_000);
    format!("{whole}.{part:04}")
}
