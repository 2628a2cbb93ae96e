//! A line of an offer as typed: what it comes to, whether it counts, and what is wrong with which cell.

use super::typed::CellError;
use super::{CellText, NONE, OfferLine, Teller, TypedLine, discount};
use crate::error::{Code, Error, Params};
use crate::money::{Rate, Yuan};
use crate::present::fields;
use crate::present::view::SpendRow;
use crate::present::voice::key;
use crate::quote::{self, Basis, QuoteLine};

impl Teller<'_> {
    /// One line, with the verdict on its category.
    pub(super) fn line(
        &self,
        typed: &TypedLine,
        read: &Result<Option<QuoteLine>, Vec<CellError>>,
        prices: Basis,
        row: Option<&SpendRow>,
    ) -> OfferLine {
        let voice = &self.voice;
        let line = read.as_ref().ok().and_then(Option::as_ref);
        let sum = line.map(|line| quote::Sum::of(line, prices));
        let mut errors: Vec<CellText> = Vec::new();
        for (cell, error) in read.as_ref().err().into_iter().flatten() {
            errors.push(CellText { cell, text: self.wrong(cell, error) });
        }
        if let Some(Err(_)) = sum {
            errors.push(CellText { cell: "unit_price", text: voice.word("desk.quote.wrong.line_too_large") });
        }
        let sum = sum.and_then(Result::ok);
        let money =
            |amount: fn(&quote::Sum) -> Yuan| sum.as_ref().map_or_else(|| NONE.into(), |sum| voice.yuan(amount(sum)));
        let off = typed.off(self.offer.by_hand).ok().flatten();
        let name = typed.label.as_deref().map(str::trim).filter(|name| !name.is_empty());
        let category = voice.category(typed.category);
        OfferLine {
            title: name.map_or_else(|| category.clone(), str::to_owned),
            category,
            quantity: line.map_or_else(|| NONE.into(), |line| self.quantity(line)),
            unit_price: line.map_or_else(|| NONE.into(), |line| voice.yuan(line.unit_price)),
            discount: off.filter(|&off| off != Rate::ZERO).map(|off| voice.rate(off)).unwrap_or_default(),
            tax_rate: line.map_or_else(|| NONE.into(), |line| voice.rate(line.tax_rate)),
            without_tax: money(|sum| sum.without_tax),
            tax: money(|sum| sum.tax),
            with_tax: money(|sum| sum.with_tax),
            counted: row.map_or("unknown", |row| row.counted),
            badge: row.map(|row| row.badge.clone()).unwrap_or_default(),
            reason: row.map(|row| row.reason.clone()).unwrap_or_default(),
            errors,
            read_as: typed.price().and_then(|(price, text)| fields::read_as(voice, price, text)),
            discount_read_as: off.map(|off| self.discount(off)),
            blank: matches!(read, Ok(None)),
        }
    }

    /// How a discount was read: two people may take the same digits for what is off and for what is left.
    fn discount(&self, off: Rate) -> String {
        match discount::tenths(off) {
            None => self.voice.word("desk.quote.discount_all"),
            Some(_) if off == Rate::ZERO => self.voice.word("desk.quote.discount_nothing"),
            Some(tenths) => {
                let params = Params::default().with("rate", off).with("tenths", tenths);
                self.voice.say("desk.quote.discount_read", &params)
            }
        }
    }

    /// What is wrong with a cell, with a hint.
    fn wrong(&self, cell: &str, error: &Error) -> String {
        match (cell, error.code()) {
            ("discount", _) | (_, Code::OutOfRange) => self.voice.say(&key("desk.quote.wrong", cell), error.params()),
            (_, Code::TextTooLong) => self.voice.error(error),
            _ => fields::wrong(&self.voice, error),
        }
    }

    /// 2, or 2 × 3 年.
    fn quantity(&self, line: &QuoteLine) -> String {
        let params = Params::default().with("quantity", i64::from(line.quantity.0));
        match line.years {
            None => self.voice.say("desk.quote.quantity", &params),
            Some(years) => self.voice.say("desk.quote.quantity_years", &params.with("years", i64::from(years.0))),
        }
    }
}
