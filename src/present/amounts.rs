//! The number and where it comes from: the bar, the sum, the steps, the awards.

use crate::error::Params;
use crate::estimate::{Estimate, Outcome, Step};
use crate::money::Yuan;
use crate::policy::{Benefit, Category, Gives, Policy};
use crate::present::view::{AwardView, BarPart, LineView, StepView, Sum};
use crate::present::voice::key;
use crate::present::{Scene, Showing};
use crate::terms::Range;

impl Scene<'_> {
    /// Grant, own part of what counts, what does not count: three parts of the total.
    pub(super) fn bar(&self, estimate: &Estimate) -> Vec<BarPart> {
        let part = |(part, amount, per_mille)| {
            let params = Params::default().with("amount", self.voice.tiny(amount));
            BarPart { part, label: self.voice.say(&key("bar", part), &params), per_mille }
        };
        parts(estimate).into_iter().map(part).collect()
    }

    /// Lines that add up to the net cost.
    pub(super) fn sums(&self, showing: &Showing) -> Vec<Sum> {
        let voice = &self.voice;
        let sum = |key: &str, value: String, total| Sum { label: voice.word(key), value, total };
        let estimate = match showing {
            Showing::Estimate(estimate, _) => estimate,
            Showing::Span(_) => return vec![sum("sum.total", voice.yuan(self.application.spend.total()), false)],
            _ => return Vec::new(),
        };
        let mut sums = vec![sum("sum.total", voice.yuan(estimate.spend.total), false)];
        let (Some(grant), Some(net)) = (estimate.grant, estimate.net_cost) else { return sums };
        sums.push(sum("sum.eligible", voice.yuan(estimate.spend.eligible.unwrap_or_default()), false));
        if let Some(reimbursed) = estimate.spend.reimbursed.filter(|&amount| amount > Yuan::ZERO) {
            sums.push(sum("sum.reimbursed", voice.yuan(reimbursed), false));
        }
        let span = |range: Range| match range.low == range.high {
            true => voice.yuan(range.amount),
            false => voice.span(range.low, range.high),
        };
        let outcome = self.worded(estimate.outcome.as_str(), showing);
        // A minus before a range would seem to belong to its first number alone.
        let sign = if grant.low == grant.high { "− " } else { "" };
        sums.push(sum(&key("sum.grant", outcome), [sign, &span(grant)].concat(), false));
        sums.push(sum(&key("sum.net", outcome), span(net), true));
        sums
    }

    /// How each benefit comes about.
    pub(super) fn lines(&self, estimate: &Estimate) -> Vec<LineView> {
        let line = |line: &crate::estimate::Line| LineView {
            title: self.voice.benefit(line.benefit),
            steps: line.steps.iter().map(|step| self.step(step, estimate)).collect(),
        };
        let shown = |line: &&crate::estimate::Line| line.rate.is_some() || line.amount > Yuan::ZERO;
        estimate.lines.iter().filter(shown).map(line).collect()
    }

    fn step(&self, step: &Step, estimate: &Estimate) -> StepView {
        let own = estimate.outcome == Outcome::OwnTerms;
        let plain = key("step", step.code.as_str());
        let of_own = key(&plain, "own");
        let key = if own && self.voice.strings.find(&of_own).is_some() { &of_own } else { &plain };
        StepView {
            text: self.voice.say(key, &step.params),
            amount: self.voice.yuan(step.amount),
            source: step.citation.as_ref().map(|cited| self.voice.source(cited)),
        }
    }

    /// Awards, apart from the grant.
    pub(super) fn awards(&self, estimate: &Estimate) -> Vec<AwardView> {
        let award = |award: &crate::estimate::AwardLine| {
            let params = Params::default().with("amount", award.amount.unwrap_or_default());
            let word = certainty(self.voice.policy, award.benefit, award.certainty);
            let amount = self.voice.say(&key("award", word), &params);
            let several = Params::default().with("amount", &*amount).with("count", i64::from(award.count));
            AwardView {
                title: self.voice.benefit(award.benefit),
                amount: if award.count > 1 { self.voice.say("award.several", &several) } else { amount },
                payee: self.voice.named("payee", award.payee.as_str()),
                source: self.voice.source(&award.citation),
            }
        };
        estimate.awards.iter().map(award).collect()
    }

    /// The hint of a category.
    pub(super) fn category_hint(&self, category: Category) -> String {
        self.voice.strings.find(&key("category_hint", category.as_str())).unwrap_or_default().to_owned()
    }
}

/// The word for an award's amount: a promise without a figure is more than nothing.
pub(super) fn certainty(policy: &Policy, benefit: &str, certainty: &'static str) -> &'static str {
    let promised = |one: &Benefit| matches!(&one.gives, Gives::WithoutFigure(without) if without.promised);
    if policy.benefit(benefit).is_some_and(promised) { "promised" } else { certainty }
}

/// Grant, own part of what counts, what does not count: those that are any, each with its share of the total in thousandths.
pub(super) fn parts(estimate: &Estimate) -> Vec<(&'static str, Yuan, u16)> {
    let total = estimate.spend.total;
    let (Some(grant), Some(excluded)) = (estimate.grant, estimate.spend.excluded) else { return Vec::new() };
    if total == Yuan::ZERO {
        return Vec::new();
    }
    let own = total.minus(excluded).and_then(|counted| counted.minus(grant.amount)).unwrap_or_default();
    let (grant_part, excluded_part) = (grant.amount.per_mille(total), excluded.per_mille(total));
    let own_part = 1000u16.saturating_sub(grant_part).saturating_sub(excluded_part);
    let parts = [("grant", grant.amount, grant_part), ("own", own, own_part), ("excluded", excluded, excluded_part)];
    parts.into_iter().filter(|(_, amount, _)| *amount > Yuan::ZERO).collect()
}
