//! What is said beside the packages: assumptions, the provider's own benefits, instalments, net budget and validity.

use super::{Remark, Teller};
use crate::date::Date;
use crate::error::{Error, Params};
use crate::money::Rate;
use crate::present::amounts::certainty;
use crate::present::fields;
use crate::present::view::AwardView;
use crate::present::voice::key;
use crate::quote;

impl Teller<'_> {
    /// What is assumed, and what no document says. On paper the customer reads it, who chose nothing and cannot.
    pub(super) fn assumptions(&self, on_paper: bool) -> Vec<String> {
        let voice = &self.voice;
        let prices = self.offer.prices.unwrap_or_default();
        let params = Params::default().with("base", self.base());
        let base = match (self.offer.base.is_some(), on_paper) {
            (true, false) => "desk.quote.base_chosen",
            (false, false) => "desk.quote.base_assumed",
            (true, true) => "desk.quote.paper.base_chosen",
            (false, true) => "desk.quote.paper.base_assumed",
        };
        vec![
            voice.say(base, &params),
            voice.named("desk.quote.prices_are", prices.as_str()),
            voice.word("desk.quote.tax_rounded"),
        ]
    }

    /// What the provider itself may be given.
    pub(super) fn provider(&self) -> Vec<AwardView> {
        let award = |one: quote::ProviderBenefit| {
            let params = Params::default().with("amount", one.amount.unwrap_or_default());
            let word = certainty(&self.table.policy, one.benefit, one.certainty);
            AwardView {
                title: self.voice.benefit(one.benefit),
                amount: self.voice.say(&key("award", word), &params),
                payee: self.voice.named("desk.quote.payee", one.payee.as_str()),
                source: self.voice.source(&one.citation),
            }
        };
        quote::of_provider(&self.table.policy).into_iter().map(award).collect()
    }

    /// A remark for each instalment, and whether they add up to the whole.
    pub(super) fn instalments(&self) -> (Vec<Remark>, Option<String>) {
        let wrong = self.offer.shares_off().map(|_| self.voice.word("desk.quote.wrong.shares"));
        let remark = |share: Option<Result<Rate, Error>>| Remark {
            error: share.and_then(Result::err).map(|error| fields::wrong(&self.voice, &error)),
            read_as: None,
        };
        (self.offer.shares().into_iter().map(remark).collect(), wrong)
    }

    /// A remark on the customer's net budget.
    pub(super) fn budget(&self) -> Remark {
        let typed = self.offer.net_budget.as_deref().unwrap_or_default().trim();
        match self.offer.net_budget() {
            Err(error) => Remark { error: Some(fields::wrong(&self.voice, &error)), read_as: None },
            Ok(amount) => {
                Remark { error: None, read_as: amount.and_then(|amount| fields::read_as(&self.voice, amount, typed)) }
            }
        }
    }

    /// A remark on the last day of the offer.
    pub(super) fn valid(&self) -> Remark {
        match self.offer.valid_until(self.today) {
            Err(error) => {
                Remark { error: Some(self.voice.say("desk.quote.wrong.valid", error.params())), read_as: None }
            }
            Ok(until) => {
                let said = |until: Date| {
                    let key = if until < self.today { "desk.quote.valid_past" } else { "desk.quote.valid_until" };
                    self.voice.say(key, &Params::default().with("until", until.to_string()))
                };
                Remark { error: None, read_as: until.map(said) }
            }
        }
    }
}
