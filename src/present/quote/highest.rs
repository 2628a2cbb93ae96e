//! The highest price for a net budget in words, and on what it rests.

use super::Teller;
use super::package::Figures;
use crate::error::Params;
use crate::money::Yuan;
use crate::present::limits;
use crate::present::voice::key;
use crate::quote::Footing;
use crate::solve::Bound;

impl Teller<'_> {
    /// The highest price for the net budget, or why there is none.
    pub(super) fn highest(&self, figures: &Figures) -> Vec<String> {
        let Some(highest) = &figures.highest else { return Vec::new() };
        let voice = &self.voice;
        let budget = self.offer.net_budget().ok().flatten().unwrap_or_default();
        let (now, counted) = (highest.now, highest.counted.unwrap_or_default());
        let params = Params::default()
            .with("budget", budget)
            .with("base", self.base())
            .with("total", highest.total.unwrap_or_default())
            .with("counted", counted)
            .with("grant", highest.grant.unwrap_or_default())
            .with("now", now)
            .with("more", counted.minus(now).unwrap_or_default())
            .with("less", now.minus(counted).unwrap_or_default());
        let say = |key: &str| voice.say(key, &params);
        let grows = highest.hindrance.is_none() && highest.bound != Some(Bound::Level);
        let one = highest.footing.is_none_or(|footing| footing == Footing::OneReading);
        let mut sentences = Vec::new();
        if highest.total.is_some() {
            sentences.push(say(match (grows, one) {
                (false, _) => "desk.quote.highest_plain",
                (true, true) => "desk.quote.highest",
                (true, false) => "desk.quote.highest_default",
            }));
        }
        sentences.extend(highest.hindrance.map(|hindrance| say(&key("desk.quote.hindrance", hindrance.as_str()))));
        if grows && counted != now {
            sentences.push(say(if counted > now { "desk.quote.highest_more" } else { "desk.quote.highest_less" }));
        }
        let bound = highest.bound.map(|bound| key("desk.quote.bound", bound.as_str()));
        sentences.extend(bound.filter(|key| voice.strings.find(key).is_some()).map(|key| say(&key)));
        // That less may be paid leaves what does not fit as it is.
        let said = highest.footing.filter(|&footing| footing == Footing::DefaultReading || highest.total.is_some());
        let footing = said.filter(|_| !one).map(|footing| key("desk.quote.footing", footing.as_str()));
        sentences.extend(footing.map(|key| say(&key)));
        if highest.grant.is_some_and(|grant| grant > Yuan::ZERO) && limits(&self.table.policy) {
            sentences.push(voice.word("desk.quote.highest_limit"));
        }
        sentences
    }
}
