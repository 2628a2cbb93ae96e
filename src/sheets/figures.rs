//! What the core says to the application: the values that the formulas must come to.

use crate::application::{Application, OwnTerms};
use crate::error::{Code, Error};
use crate::money::Yuan;
use crate::policy::{Batch, Category, Gives, Level, Policy, Reimbursement};
use crate::terms::{self, BoundBy, Categories, Product, Range, Readings, Reading, Subsidy, Terms, Totals};

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

/// Amounts by the steps of the sheet.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    /// The spend by category.
    pub totals: Totals,
    /// All of it.
    pub total: Yuan,
    /// The column of the terms; `None` where no level is chosen, or the columns make no difference.
    pub column: Option<(Option<Batch>, Level)>,
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
    /// What is left.
    pub net: Range,
}

impl Figures {
    pub fn of(policy: &Policy, application: &Application) -> Result<Figures, Error> {
        let totals = Totals::of(application.spend.items())?;
        let total = application.spend.total();
        let published = policy.spend_share().is_some();
        let batch = application.batch.filter(|_| !policy.batches.is_empty());
        terms::check_batch(policy, batch)?;
        let column = application.level.filter(|_| published).map(|level| (batch, level));
        let resolved = resolve(policy, application, published)?;
        let answer = match resolved {
            Ok(terms) => Ok(Answer::of(policy, &terms, &totals, total)?),
            Err(open) => Err(open),
        };
        Ok(Figures { totals, total, column, answer })
    }
}

fn resolve<'p>(
    policy: &'p Policy,
    application: &Application,
    published: bool,
) -> Result<Result<Terms<'p>, Open>, Error> {
    let own = application.own_terms.as_ref();
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
    fn of(policy: &Policy, terms: &Terms, totals: &Totals, total: Yuan) -> Result<Answer, Error> {
        let grant = terms.grant(totals)?.map(Readings::range).ok_or_else(unjudged)?;
        let subsidy = terms.subsidy_amount(totals)?.ok_or_else(unjudged)?;
        let (default, wide) = products(terms, totals)?;
        let given = |id: &str| terms.reimbursements.iter().any(|(benefit, _)| benefit.id == id);
        let fee = |(id, one): (&str, &Reimbursement)| {
            if given(id) { terms::reimburse(one, totals).map(|fee| fee.amount) } else { Ok(Yuan::ZERO) }
        };
        let fees = reimbursements(policy).map(fee).collect::<Result<_, _>>()?;
        Ok(Answer { default, wide, strict: subsidy.strict, fees, grant, net: grant.rest_of(total)? })
    }
}

/// The subsidy under the default and the wider reading; where no clause pays, the base is shown all the same.
fn products(terms: &Terms, totals: &Totals) -> Result<(Product, Product), Error> {
    let counted = totals.within(terms.counted)?;
    let nothing =
        Product { base: counted, rated: counted, uncapped: Yuan::ZERO, amount: Yuan::ZERO, bound_by: BoundBy::Rate };
    match &terms.subsidy {
        Subsidy::Own(_, OwnTerms { rate, cap }) => {
            let product = terms::apply(counted, None, *rate, Some(*cap))?;
            Ok((product, product))
        }
        Subsidy::Published { default, wide, .. } => {
            let apply = |reading: &Reading| reading.apply(totals);
            let default = default.as_ref().map_or(Ok(nothing), apply)?;
            Ok((default, wide.as_ref().map_or(Ok(default), apply)?))
        }
        Subsidy::NotPublished(..) => Ok((nothing, nothing)),
    }
}

/// What was spent on one category.
pub(super) fn spent(totals: &Totals, category: Category) -> Result<Yuan, Error> {
    totals.within(Categories::of(&[category]))
}

fn unjudged() -> Error {
    Error::new(Code::Overflow, "")
}
