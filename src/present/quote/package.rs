//! A package as far as it can be judged: its lines, what they come to, and the estimate's own sentences.

use super::stated::{named, spend};
use super::{PackageView, Teller, TypedPackage};
use crate::application::SpendList;
use crate::error::{Code, Error, Params};
use crate::estimate::Counted;
use crate::money::Yuan;
use crate::present::view::{BarPart, FormView};
use crate::present::{Showing, amounts};
use crate::quote::{self, Highest, Package, QuoteLine, Spread};

/// A package as far as it can be judged.
pub(super) struct Judged {
    pub view: PackageView,
    pub figures: Option<Figures>,
}

/// What a package comes to.
pub(super) struct Figures {
    pub total: quote::Sum,
    pub spend: Yuan,
    pub eligible: Option<Yuan>,
    pub limit: bool,
    pub badge: String,
    pub grant: Option<Spread<Yuan>>,
    pub net: Option<Spread<Yuan>>,
    pub payment: Option<Spread<Yuan>>,
    pub highest: Option<Highest>,
    pub notes: Vec<String>,
}

impl Teller<'_> {
    /// Judges one package; what its lines together may get wrong is told in its view.
    pub(super) fn package(&self, package: &TypedPackage, form: &FormView) -> Result<Judged, Error> {
        let read: Vec<_> = package.lines.iter().map(|line| line.read(self.offer.by_hand)).collect();
        let prices = self.offer.prices.unwrap_or_default();
        let mut lines = Vec::new();
        for (typed, read) in package.lines.iter().zip(&read) {
            let row = form.rows.iter().find(|row| row.category == typed.category.as_str());
            lines.push(self.line(typed, read, prices, row));
        }
        let sound = lines.iter().all(|line| line.errors.is_empty());
        let readable: Vec<QuoteLine> = read.into_iter().filter_map(|line| line.ok().flatten()).collect();
        let empty = readable.is_empty();
        let quote = self.offer.quote(vec![Package { name: named(&package.name), lines: readable }]);
        let offered = quote::quote(self.table, &quote, self.as_of);
        // The one thing that its lines together may get wrong.
        let refused = match &offered {
            Err(error) if matches!(error.code(), Code::SumTooLarge | Code::AmountTooLarge) => Some(error.clone()),
            Err(error) => return Err(error.clone()),
            Ok(_) => None,
        };
        let application = match spend(&quote) {
            Ok(spend) if sound => quote::application(&quote, spend),
            _ => quote::application(&quote, SpendList::new(Vec::new())?),
        };
        let scene = self.scene(&application);
        let showing = match refused {
            _ if !sound => Showing::Unreadable(None),
            Some(error) => Showing::Unreadable(Some(error)),
            None => scene.judge(empty)?,
        };
        let shown = scene.compose(&showing);
        let limit = scene.worded(shown.kind, &showing).ends_with("_limit");
        let mut explain = shown.explain;
        // The estimate's own sentences of these point to a table below, which is not here.
        let own = ["desk.quote.explain.", scene.worded(shown.kind, &showing)].concat();
        if let Some((first, own)) = explain.first_mut().zip(self.voice.strings.find(&own)) {
            own.clone_into(first);
        }
        let answer = offered.ok().filter(|_| sound && !empty).and_then(|offer| offer.packages.into_iter().next());
        let figures = answer.map(|answer| Figures {
            total: answer.total,
            spend: answer.spend,
            eligible: eligible(&showing),
            // Of nothing that is granted there is no most.
            limit: limit && answer.grant.is_some_and(|grant| grant.high > Yuan::ZERO),
            badge: shown.badge.clone(),
            grant: answer.grant,
            net: answer.net_cost,
            payment: answer.payment,
            highest: answer.highest,
            notes: shown.notes,
        });
        let view = PackageView {
            name: package.name.trim().to_owned(),
            kind: shown.kind,
            badge: shown.badge,
            headline: shown.headline,
            explain,
            bar: self.bar(&showing, limit),
            lines,
            totals: figures.iter().flat_map(|figures| self.totals(figures)).collect(),
            sums: self.sums(shown.sums, figures.as_ref()),
            highest: figures.iter().flat_map(|figures| self.highest(figures)).collect(),
            steps: shown.lines,
        };
        Ok(Judged { view, figures })
    }
}

impl Teller<'_> {
    /// Where the money goes, in the words of the lines; none where readings differ, for one bar would be one of them.
    fn bar(&self, showing: &Showing, limit: bool) -> Vec<BarPart> {
        let Showing::Estimate(estimate, _) = showing else { return Vec::new() };
        let open = estimate.items.iter().any(|item| item.counted == Some(Counted::WideOnly));
        if open || estimate.grant.is_none_or(|grant| grant.low != grant.high) {
            return Vec::new();
        }
        let label = |part: &str, amount: Yuan| {
            let limit = if limit && part != "excluded" { "_limit" } else { "" };
            let params = Params::default().with("amount", self.voice.tiny(amount));
            self.voice.say(&["desk.quote.bar.", part, limit].concat(), &params)
        };
        let parts = amounts::parts(estimate).into_iter();
        parts.map(|(part, amount, per_mille)| BarPart { part, label: label(part, amount), per_mille }).collect()
    }
}

/// The base of the default reading.
fn eligible(showing: &Showing) -> Option<Yuan> {
    match showing {
        Showing::Estimate(estimate, _) => estimate.spend.eligible,
        _ => None,
    }
}
