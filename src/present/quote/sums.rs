//! What a package comes to, in words: its totals, the grant and the net cost, the highest price.

use super::Teller;
use super::package::Figures;
use crate::error::Params;
use crate::money::Yuan;
use crate::present::view::Sum;

impl Teller<'_> {
    /// The price, from the list to the sum with tax.
    pub(super) fn totals(&self, figures: &Figures) -> Vec<Sum> {
        let sum = |id: &str, value: String, total| Sum { label: self.voice.named("desk.quote.row", id), value, total };
        let of = |amount| self.voice.yuan(amount);
        let total = &figures.total;
        let mut sums = Vec::new();
        if total.discount > Yuan::ZERO {
            sums.push(sum("list", of(total.list), false));
            sums.push(sum("discount", ["− ", &of(total.discount)].concat(), false));
        }
        sums.push(sum("without_tax", of(total.without_tax), false));
        sums.push(sum("tax", of(total.tax), false));
        sums.push(sum("with_tax", of(total.with_tax), true));
        sums
    }

    /// The estimate's own lines, with what counts as spend named after the base.
    pub(super) fn sums(&self, mut sums: Vec<Sum>, figures: Option<&Figures>) -> Vec<Sum> {
        let Some(figures) = figures else { return Vec::new() };
        if let Some(first) = sums.first_mut() {
            first.label = self.voice.say("desk.quote.row.spend_on", &Params::default().with("base", self.base()));
        }
        let open = sums.len() == 1;
        // Its last line does not say on which base the rest is.
        sums.retain(|sum| !sum.total);
        if let Some(grant) = self.grant(figures).filter(|_| open) {
            sums.push(Sum { label: self.label("grant"), value: grant, total: false });
        }
        for (id, value) in [("net", self.net(figures)), ("payment", self.payment(figures))] {
            sums.extend(value.map(|value| Sum { label: self.label(id), value, total: true }));
        }
        if let Some(effective) = self.effective(figures) {
            sums.push(Sum { label: self.voice.word("desk.quote.row.effective"), value: effective, total: false });
        }
        sums
    }

    /// 不含税 or 含税.
    pub(super) fn base(&self) -> String {
        self.voice.named("desk.quote.basis", self.offer.base.unwrap_or_default().as_str())
    }
}
