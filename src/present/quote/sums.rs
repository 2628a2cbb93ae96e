//! What a package comes to, in words: its totals, the grant and the net cost, the highest price.

use super::Teller;
use super::package::Figures;
use crate::error::Params;
use crate::money::Yuan;
use crate::present::view::Sum;
use crate::quote::Basis;

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
        if let Some((grant, net)) = self.grant(figures).zip(self.net(figures)).filter(|_| sums.len() == 1) {
            sums.push(Sum { label: self.voice.word("desk.quote.row.grant"), value: grant, total: false });
            sums.push(Sum { label: self.label("net"), value: net, total: true });
        }
        if let Some(effective) = self.effective(figures) {
            sums.push(Sum { label: self.voice.word("desk.quote.row.effective"), value: effective, total: false });
        }
        sums
    }

    /// 不含税 or 含税.
    pub(super) fn base(&self) -> String {
        self.voice.named("desk.quote.basis", self.offer.base.unwrap_or(Basis::WithoutTax).as_str())
    }
}
