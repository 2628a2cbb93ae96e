//! The number in large print, the word for its kind, and whether both are limits.

use crate::error::Params;
use crate::estimate::{Estimate, Line};
use crate::money::Yuan;
use crate::policy::{Clause, Policy, Wording};
use crate::present::{Scene, Showing};

impl Scene<'_> {
    /// The kind of answer, the number as large print, and the same in short where it is long.
    pub(super) fn headline(&self, showing: &Showing) -> (&'static str, String, Option<String>) {
        let voice = &self.voice;
        match showing {
            Showing::Unreadable(_) => ("unreadable", "—".into(), None),
            Showing::Empty => ("empty", voice.word("headline.empty"), None),
            Showing::Span(comparison) => match &comparison.span {
                Some(span) if span.low == span.high => ("range", voice.headline(span.high), voice.short(span.high)),
                Some(span) => ("range", ["¥", &voice.span(span.low, span.high)].concat(), None),
                None => ("not_published", voice.word("headline.none"), None),
            },
            Showing::Estimate(estimate, _) => {
                let kind = estimate.outcome.as_str();
                match estimate.grant {
                    None => (kind, voice.word("headline.none"), None),
                    Some(grant) if grant.low != grant.high => {
                        let params = Params::default().with("amount", grant.amount);
                        let default = voice.say("headline.default", &params);
                        (kind, ["¥", &voice.span(grant.low, grant.high)].concat(), Some(default))
                    }
                    Some(grant) => (kind, voice.headline(grant.amount), voice.short(grant.amount)),
                }
            }
        }
    }

    /// The kind, where it is a range whose ends are limits: that less may be paid has to be said of these as well.
    pub(super) fn worded(&self, kind: &'static str, showing: &Showing) -> &'static str {
        match (kind, showing) {
            ("needs_confirmation", Showing::Estimate(estimate, _)) if is_limit(estimate) => "needs_confirmation_limit",
            ("range", _) if limits(&self.table.policy) => "range_limit",
            _ => kind,
        }
    }
}

/// Whether the document words its rates as ceilings.
pub(crate) fn limits(policy: &Policy) -> bool {
    let ceiling = |clause: &Clause| clause.rate.wording == Wording::Ceiling;
    policy.spend_share().is_some_and(|(_, share)| share.clauses.iter().any(ceiling))
}

/// Whether any benefit that pays is worded as a ceiling.
pub(super) fn is_limit(estimate: &Estimate) -> bool {
    let wording = |line: &Line| match (&line.rate, &line.cap) {
        (Some(rate), _) => rate.wording,
        (None, cap) => cap.as_ref().and_then(|cap| cap.wording),
    };
    estimate.lines.iter().any(|line| line.high > Yuan::ZERO && wording(line) == Some(Wording::Ceiling))
}
