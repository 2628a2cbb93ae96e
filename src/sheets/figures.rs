//! What the core says to the application: the values that the formulas must come to.

use crate::application::Application;
use crate::eligibility::judge;
use crate::error::{Code, Error};
use crate::money::Yuan;
use crate::policy::{Batch, Category, ConditionState, Gives, Level, Policy, Reimbursement};
use crate::terms::{self, BoundBy, Categories, Formula, Product, Range, Readings, Terms, Totals};

/// Why there is no amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// No level is chosen.
    Level,
    /// The clause of this level depends on the batch, and none is chosen.
    Batch,
    /// The document publishes no rate, and none was given.
    Rate,
}

/// A column of the terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// A batch, where one is chosen, and a level.
    Of(Option<Batch>, Level),
    /// A condition is not met: no clause pays, whatever batch and level.
    Unpaid,
}

/// Amounts by the steps of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// The spend by category.
    pub totals: Totals,
    /// All of it.
    pub total: Yuan,
    /// The column of the terms; `None` where no level is chosen, or the columns make no difference.
    pub column: Option<Column>,
    /// Where the enterprise stands with the conditions; `None` where that is open.
    pub conditions: Option<ConditionState>,
    /// What comes out, or why nothing does.
    pub answer: Result<Answer, Open>,
}

/// What comes out.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    /// Under the default reading.
    pub default: Product,
    /// With the wider base.
    pub wide: Product,
    /// Without a clause for a level that none names.
    pub strict: Yuan,
    /// Each reimbursement of the table, whether it is given at this level or not.
    pub fees: Vec<Yuan>,
    /// All that reimburses spend.
    pub grant: Range,
}

impl Figures {
    pub fn of(policy: &Policy, application: &Application) -> Result<Figures, Error> {
        let totals = Totals::of(application.spend.items())?;
        let total = application.spend.total();
        let published = policy.spend_share().is_some();
        let batch = application.batch.filter(|_| !policy.batches.is_empty());
        terms::check_batch(policy, batch)?;
        let judged = application.eligibility.as_ref().map(|stated| judge(policy, stated, application.level));
        // A level that is too low bars nothing: the clauses themselves pay nothing there.
        let conditions = judged.and_then(|judged| match judged.state {
            _ if judged.noted.bars => Some(ConditionState::Unmet),
            ConditionState::Met => Some(ConditionState::Met),
            _ => None,
        });
        let unpaid = conditions == Some(ConditionState::Unmet);
        let column = match application.level {
            _ if !published => None,
            _ if unpaid => Some(Column::Unpaid),
            level => level.map(|level| Column::Of(batch, level)),
        };
        let answer = match resolve(policy, application, published, unpaid)? {
            Ok(terms) => Ok(Answer::of(policy, &terms, &totals)?),
            Err(open) => Err(open),
        };
        Ok(Figures { totals, total, column, conditions, answer })
    }
}

fn resolve<'p>(
    policy: &'p Policy,
    application: &Application,
    published: bool,
    unpaid: bool,
) -> Result<Result<Terms<'p>, Open>, Error> {
    let own = application.own_terms.as_ref();
    if published && unpaid {
        return Terms::unpaid(policy, own).map(Ok);
    }
    if !published && own.is_none() {
        return Ok(Err(Open::Rate));
    }
    // Without a published rate the level makes no difference.
    let Some(level) = application.level.or((!published).then_some(Level::HIGHEST)) else {
        return Ok(Err(Open::Level));
    };
    match Terms::resolve(policy, level, application.batch, own) {
        Ok(terms) => Ok(Ok(terms)),
        Err(error) if error.code() == Code::BatchRequired => Ok(Err(Open::Batch)),
        Err(error) => Err(error),
    }
}

/// The reimbursements of a table, in its order: a block of the sheet each.
pub(super) fn reimbursements(policy: &Policy) -> impl Iterator<Item = (&str, &Reimbursement)> {
    policy.benefits.iter().filter_map(|benefit| match &benefit.gives {
        Gives::Reimbursement(one) => Some((&*benefit.id, one)),
        _ => None,
    })
}

impl Answer {
    fn of(policy: &Policy, terms: &Terms, totals: &Totals) -> Result<Answer, Error> {
        let grant = terms.grant(totals)?.map(Readings::range).ok_or_else(unjudged)?;
        let subsidy = terms.subsidy_amount(totals)?.ok_or_else(unjudged)?;
        let (default, wide) = products(terms, totals)?;
        let given = |id: &str| terms.reimbursements.iter().any(|(benefit, _)| benefit.id == id);
        let fee = |(id, one): (&str, &Reimbursement)| {
            if given(id) { terms::reimburse(one, totals).map(|fee| fee.amount) } else { Ok(Yuan::ZERO) }
        };
        let fees = reimbursements(policy).map(fee).collect::<Result<_, _>>()?;
        Ok(Answer { default, wide, strict: subsidy.strict, fees, grant })
    }
}

/// The subsidy under the default and the wider reading; where no clause pays, the base is shown all the same.
fn products(terms: &Terms, totals: &Totals) -> Result<(Product, Product), Error> {
    let [default, wide, _] = terms.formulas();
    let apply = |one: Option<(Formula, Categories)>| match one {
        Some((formula, base)) => formula.apply(totals.within(base)?),
        None => {
            let base = totals.within(terms.counted)?;
            let nothing = Yuan::ZERO;
            Ok(Product { base, rated: base, uncapped: nothing, amount: nothing, bound_by: BoundBy::Rate })
        }
    };
    Ok((apply(default)?, apply(wide)?))
}

/// What was spent on one category.
pub(super) fn spent(totals: &Totals, category: Category) -> Result<Yuan, Error> {
    totals.within(Categories::of(&[category]))
}

fn unjudged() -> Error {
    Error::new(Code::Overflow, "")
}
