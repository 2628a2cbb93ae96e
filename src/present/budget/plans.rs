//! The numbers that a document plans, annex by annex, cell by cell as printed.

use serde::Serialize;

use crate::catalog::Table;
use crate::error::Params;
use crate::policy::{SizeClass, Text, Wording};
use crate::present::view::SourceView;
use crate::present::voice::{Voice, key};
use crate::programme::{Axes, Named, Plan, Programme, Row};
use crate::strings::Strings;

/// An annex.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PlanView {
    /// Its name.
    pub title: String,
    /// The heads of the columns; none where every row has one number.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<PlanRow>,
}

/// A row of an annex.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PlanRow {
    /// What it is about.
    pub label: String,
    /// A number or a share for each column: 不低于 450.
    pub cells: Vec<String>,
    /// The row as printed.
    pub source: SourceView,
}

/// The annexes of a programme, for a person.
pub fn annexes(table: &Table, programme: &Programme, strings: &Strings) -> Vec<PlanView> {
    plans(Voice { strings, policy: &table.policy }, programme)
}

/// The annexes of a programme.
pub(super) fn plans(voice: Voice, programme: &Programme) -> Vec<PlanView> {
    let teller = Teller { voice, programme };
    programme.plans.iter().map(|plan| teller.plan(plan)).collect()
}

struct Teller<'t> {
    voice: Voice<'t>,
    programme: &'t Programme,
}

impl Teller<'_> {
    fn of(&self, text: &Text) -> String {
        self.voice.strings.language().of(text).to_owned()
    }

    fn plan(&self, plan: &Plan) -> PlanView {
        PlanView {
            title: self.of(&plan.title),
            columns: plan.columns.iter().map(|column| self.about(&column.axes)).collect(),
            rows: plan.rows.iter().map(|row| self.row(row)).collect(),
        }
    }

    fn row(&self, row: &Row) -> PlanRow {
        let worded = |text: String| match row.wording {
            Wording::Exact => text,
            wording => {
                self.voice.say(&key("desk.budget.count", wording.as_str()), &Params::default().with("count", text))
            }
        };
        let counts = row.counts.iter().map(|count| worded(crate::present::voice::group(&count.0.to_string())));
        let share = |rate: &crate::money::Rate| worded(self.voice.rate(rate));
        PlanRow {
            label: self.about(&row.axes),
            cells: counts.chain(row.rates.iter().map(share)).collect(),
            source: self.voice.citation(&row.citation),
        }
    }

    /// 改造企业 · 规模以上 · 第一批; of nothing in particular, that it is all of them.
    fn about(&self, axes: &Axes) -> String {
        let named = |id: &Option<String>, list: &[Named]| {
            let id = id.as_ref()?;
            list.iter().find(|one| one.id == *id).map(|one| self.of(&one.title))
        };
        let measure = axes.measure.as_ref().and_then(|id| self.programme.measures.iter().find(|one| one.id == *id));
        let size = |class: SizeClass| self.voice.named("word", class.as_str());
        let parts = [
            named(&axes.district, &self.programme.districts),
            named(&axes.industry, &self.programme.industries),
            measure.map(|one| self.of(&one.title)),
            axes.batch.map(|batch| self.voice.batch(batch)),
            axes.size_class.map(size),
            axes.year
                .map(|year| self.voice.say("desk.budget.year", &Params::default().with("year", i64::from(year.0)))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { self.voice.word("desk.budget.whole") } else { parts.join(" · ") }
    }
}
