//! The packages side by side: a row for each figure, in the order in which a customer asks.

use crate::error::Params;
use crate::money::Yuan;
use crate::quote::{Basis, Spread};

use super::package::{Figures, Judged};
use super::{BesideRow, NONE, Teller};

impl Teller<'_> {
    /// One row a figure; what no package has is left out.
    pub(super) fn beside(&self, judged: &[Judged]) -> Vec<BesideRow> {
        if judged.iter().all(|one| one.figures.is_none()) {
            return Vec::new();
        }
        let mut rows = Vec::new();
        let mut row = |id: &'static str, of: &dyn Fn(&Figures) -> Option<String>| {
            let cells: Vec<_> = judged.iter().map(|one| one.figures.as_ref().and_then(of)).collect();
            if cells.iter().any(Option::is_some) {
                let cells = cells.into_iter().map(|cell| cell.unwrap_or_else(|| NONE.into())).collect();
                rows.push(BesideRow { id, label: self.label(id), cells });
            }
        };
        let yuan = |amount: Yuan| Some(self.voice.yuan(amount));
        row("with_tax", &|one| yuan(one.total.with_tax));
        row("without_tax", &|one| yuan(one.total.without_tax));
        row("spend", &|one| yuan(one.spend));
        row("eligible", &|one| yuan(one.eligible?));
        row("kind", &|one| Some(one.badge.clone()));
        row("grant", &|one| self.grant(one));
        row("net", &|one| self.net(one));
        row("payment", &|one| self.payment(one));
        row("effective", &|one| self.effective(one));
        row("highest", &|one| yuan(one.highest.as_ref()?.total?));
        rows
    }

    pub(super) fn label(&self, id: &str) -> String {
        let params = Params::default().with("base", self.base());
        self.voice.say(&["desk.quote.row.", id].concat(), &params)
    }

    /// 不超过 210,000.00, or 0 – 400,000.00 where the document gives its rates outright.
    pub(super) fn grant(&self, figures: &Figures) -> Option<String> {
        let Spread { low, high, .. } = figures.grant?;
        Some(self.voice.most(self.voice.one_or_span(low, high), figures.limit))
    }

    /// 不低于 182,000.00.
    pub(super) fn net(&self, figures: &Figures) -> Option<String> {
        self.rest(figures, figures.net?)
    }

    /// What is paid in all, 不低于 229,220.00; nothing where tax counts, for then it is the net cost.
    pub(super) fn payment(&self, figures: &Figures) -> Option<String> {
        let apart = self.offer.base.unwrap_or_default() == Basis::WithoutTax;
        self.rest(figures, figures.payment.filter(|_| apart)?)
    }

    fn rest(&self, figures: &Figures, Spread { low, high, .. }: Spread<Yuan>) -> Option<String> {
        Some(self.voice.least(self.voice.one_or_span(low, high), figures.limit))
    }

    /// 不超过 52.4%: the grant as a part of the spend.
    pub(super) fn effective(&self, figures: &Figures) -> Option<String> {
        let Spread { low, high, .. } = figures.grant?;
        Some(self.voice.share(low, high, figures.spend, figures.limit))
    }
}
