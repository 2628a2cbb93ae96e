//! Amounts and shares in a table: what is a ceiling is told as one, never as a promise.

use crate::error::Params;
use crate::money::{Rate, Yuan};
use crate::present::voice::Voice;

impl Voice<'_> {
    /// 不超过 240,000.00, where it is a ceiling.
    pub(super) fn most(&self, text: String, limit: bool) -> String {
        if limit { self.about("desk.bound.at_most", text) } else { text }
    }

    /// 不低于 182,000.00, where what it is taken from is a ceiling.
    pub(super) fn least(&self, text: String, limit: bool) -> String {
        if limit { self.about("desk.bound.at_least", text) } else { text }
    }

    /// 0 – 400,000.00, or one amount where both are the same.
    pub(super) fn one_or_span(&self, low: Yuan, high: Yuan) -> String {
        if low == high { self.yuan(high) } else { self.span(low, high) }
    }

    /// 不超过 52.4%, or 33.3% – 50%: amounts as parts of a whole.
    pub(super) fn share(&self, low: Yuan, high: Yuan, whole: Yuan, limit: bool) -> String {
        let one = |amount| self.part(amount, whole, limit);
        let text = if low == high { one(high) } else { [&one(low), " – ", &one(high)].concat() };
        self.most(text, limit)
    }

    /// 52.3%: cut down, but up where it is a ceiling, which what is cut would otherwise exceed; what is too little is said so.
    fn part(&self, amount: Yuan, whole: Yuan, limit: bool) -> String {
        let up = amount.tenths_of_percent_up(whole);
        let rate = if limit { up } else { amount.tenths_of_percent(whole) };
        match rate == Rate::ZERO && up > Rate::ZERO {
            true => self.about("desk.bound.below", self.rate(up)),
            false => self.rate(rate),
        }
    }

    fn about(&self, key: &str, text: String) -> String {
        self.say(key, &Params::default().with("value", text))
    }
}
