//! The explained estimate: the grant, the net cost, and every step to the clause that it rests on.

use crate::application::{Application, Award, OwnTerms};
use crate::catalog::Table;
use crate::date::Date;
use crate::eligibility::{self, Eligibility};
use crate::error::{Code, Error, Param, Params};
use crate::json::words;
use crate::money::{Rate, Yuan};
use crate::notes::{self, Note};
use crate::policy::{Batch, Benefit, Category, Citation, Gives, Level, Payee, Policy, Reimbursement, Wording};
use crate::terms::{self, BoundBy, Categories, Formula, Product, Range, Reading, Readings, Subsidy, Terms, Totals};

words! {
    /// The kind of answer, the first that applies.
    pub enum Outcome (UnknownValue) {
        /// The document publishes no rate and none was given: there is no amount, which is not 0.
        NotPublished = "not_published",
        /// Computed by the user's own rate and cap.
        OwnTerms = "own_terms",
        /// No clause pays at this level, or a condition is not met: 0.00.
        NotEligible = "not_eligible",
        /// Readings of the text give different amounts.
        NeedsConfirmation = "needs_confirmation",
        /// The document's rate is a ceiling (不超过): less may be paid.
        UpperLimit = "upper_limit",
        /// The document gives its rate outright.
        PublishedRate = "published_rate",
    }
}

words! {
    /// The term of the document on the as-of date.
    pub enum Status (UnknownValue) {
        /// Before the first day.
        NotStarted = "not_started",
        /// Within the term.
        InForce = "in_force",
        /// After the last day.
        Ended = "ended",
        /// The document does not give the days needed.
        Unstated = "unstated",
    }
}

words! {
    /// Whether an item of spend counts.
    pub enum Counted (UnknownValue) {
        /// It belongs to the base.
        Yes = "yes",
        /// Only under a wider reading of the text.
        WideOnly = "wide_only",
        /// It is paid back by a benefit of its own.
        Reimbursed = "reimbursed",
        /// It does not count.
        No = "no",
    }
}

words! {
    /// Why an item counts or not.
    pub enum ItemReason (UnknownValue) {
        /// The clause's list names it.
        Listed = "listed",
        /// The clause's list does not name it.
        NotListed = "not_listed",
        /// A wider reading of the clause would take it in.
        WideReading = "wide_reading",
        /// A reimbursement takes it as its base.
        Reimbursed = "reimbursed",
        /// A reimbursement would take it at another level.
        LevelTooLow = "level_too_low",
        /// The document does not say what counts at which rate.
        RateNotPublished = "rate_not_published",
        /// The document does not say what counts; the list is this calculator's own, for the user's own terms.
        Assumed = "assumed",
    }
}

words! {
    /// One step of a computation.
    pub enum StepCode (UnknownValue) {
        /// The spend that counts, added up.
        Base = "base",
        /// The most spend that is taken into account.
        BaseLimit = "base_limit",
        /// The rate applied, cut down to the fen.
        Rate = "rate",
        /// Above the cap: the cap.
        CapReached = "cap_reached",
        /// Below the cap: unchanged.
        CapNotReached = "cap_not_reached",
        /// The fee that is paid back.
        Fee = "fee",
    }
}

/// Names the table that an answer rests on.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct PolicyId<'p> {
    /// The table's id.
    pub id: &'p str,
    /// The document's date, or `undated`.
    pub version: String,
    /// Counts corrected transcriptions of the same document.
    pub revision: u32,
    /// SHA-256 over the table's canonical form.
    pub digest: &'p str,
    /// The term on the as-of date.
    pub status: Status,
}

/// A place in a document and the phrase that stands there.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Cited<'p> {
    /// The document's title.
    pub document: &'p str,
    /// Section or clause.
    pub section: &'p str,
    /// The phrase.
    pub quote: &'p str,
}

impl<'p> Cited<'p> {
    pub(crate) fn new(policy: &'p Policy, citation: &'p Citation) -> Cited<'p> {
        Cited {
            document: citation.document.as_deref().unwrap_or(&policy.document.title),
            section: &citation.section,
            quote: &citation.quote,
        }
    }
}

/// How the spend splits; all but the total are `null` where no rate is published.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SpendSplit {
    /// All of it.
    pub total: Yuan,
    /// The subsidy's base under the default reading.
    pub eligible: Option<Yuan>,
    /// What a reimbursement takes as its base.
    pub reimbursed: Option<Yuan>,
    /// The rest.
    pub excluded: Option<Yuan>,
}

/// Whether one item of spend counts, and why.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Item<'p> {
    /// Its place in the application's list, from 0.
    pub index: u32,
    /// Whether it counts; `null` where the document does not say.
    pub counted: Option<Counted>,
    /// Why.
    pub reason: ItemReason,
    /// Under which wording.
    pub citation: Cited<'p>,
}

/// A rate as applied.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AppliedRate<'p> {
    /// From 0 to 1.
    pub rate: Rate,
    /// The document's wording; `null` for the user's own.
    pub wording: Option<Wording>,
    /// Where it stands; `null` for the user's own.
    pub citation: Option<Cited<'p>>,
}

/// A cap as applied.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AppliedCap<'p> {
    /// In yuan (元).
    pub amount: Yuan,
    /// The document's wording; `null` for the user's own.
    pub wording: Option<Wording>,
    /// Where it stands; `null` for the user's own.
    pub citation: Option<Cited<'p>>,
}

/// One step: what was done, and what came out.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Step<'p> {
    /// What was done.
    pub code: StepCode,
    /// What came out, in yuan (元).
    pub amount: Yuan,
    /// What the sentence speaks of.
    #[cfg_attr(feature = "native", schemars(with = "std::collections::BTreeMap<String, serde_json::Value>"))]
    pub params: Params,
    /// The wording; `null` for the user's own terms.
    pub citation: Option<Cited<'p>>,
}

/// One benefit that reimburses spend.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Line<'p> {
    /// The benefit's id.
    pub benefit: &'p str,
    /// Under the default reading.
    pub amount: Yuan,
    /// Under the least favourable reading.
    pub low: Yuan,
    /// Under the most favourable reading.
    pub high: Yuan,
    /// The rate; `null` for a fee that is paid back in full.
    pub rate: Option<AppliedRate<'p>>,
    /// The cap; `null` where there is none.
    pub cap: Option<AppliedCap<'p>>,
    /// What limits the amount.
    pub bound_by: BoundBy,
    /// How it comes about.
    pub steps: Vec<Step<'p>>,
    /// The clause; `null` for the user's own terms.
    pub citation: Option<Cited<'p>>,
}

/// An award or matching grant: listed apart, never added to the grant.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AwardLine<'p> {
    /// The benefit's id.
    pub benefit: &'p str,
    /// In yuan (元); `null` where the document names no figure.
    pub amount: Option<Yuan>,
    /// How many.
    pub count: u32,
    /// The wording of the figure, or `none` where there is none.
    pub certainty: &'static str,
    /// Who receives it.
    pub payee: Payee,
    /// Where it stands.
    pub citation: Cited<'p>,
}

/// The answer to an application.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Estimate<'p> {
    /// The table.
    pub policy: PolicyId<'p>,
    /// The day on which the answer holds.
    pub as_of: Date,
    /// The kind of answer.
    pub outcome: Outcome,
    /// What reimburses the spend; `null` where no rate is published.
    pub grant: Option<Range>,
    /// Total spend less the grant; its `low` goes with the grant's `high`.
    pub net_cost: Option<Range>,
    /// How the spend splits.
    pub spend: SpendSplit,
    /// Each item of spend.
    pub items: Vec<Item<'p>>,
    /// Each benefit that reimburses spend.
    pub lines: Vec<Line<'p>>,
    /// Awards, apart.
    pub awards: Vec<AwardLine<'p>>,
    /// Where the enterprise stands with the conditions; only where the application says anything of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "native", schemars(with = "Eligibility"))]
    pub eligibility: Option<Eligibility<'p>>,
    /// What has to be known.
    pub notes: Vec<Note>,
    /// The grant, reading by reading, for those who explain differences.
    #[serde(skip)]
    pub(crate) readings: Option<Readings>,
}

/// What an application was judged by, for those who explain it further.
pub(crate) struct Case<'p, 'a> {
    pub policy: &'p Policy,
    pub application: &'a Application,
    pub batch: Option<Batch>,
    pub level: Level,
    pub as_of: Date,
    pub terms: Terms<'p>,
    pub totals: Totals,
}

/// Judges an application by a table, explaining every step.
///
/// # Errors
/// `missing_field` for `level`; `batch_required`, `unknown_batch`, `own_terms_not_allowed` as [`Terms::resolve`] says;
/// `unknown_award`, `duplicate_award`, `out_of_range` (a count of what is given once) and `provincial_subsidy_required`
/// for the awards.
pub fn estimate<'p>(table: &'p Table, application: &Application, as_of: Date) -> Result<Estimate<'p>, Error> {
    let level = application.level.ok_or_else(|| Error::new(Code::MissingField, "level"))?;
    at(table, application, application.batch, level, as_of)
}

/// As [`estimate`], at this batch and level, whatever the application states of them.
pub(crate) fn at<'p>(
    table: &'p Table,
    application: &Application,
    batch: Option<Batch>,
    level: Level,
    as_of: Date,
) -> Result<Estimate<'p>, Error> {
    let policy = &table.policy;
    let stated = application.eligibility.as_ref();
    let eligibility = stated.map(|stated| eligibility::judge(policy, stated, Some(level)));
    let own = application.own_terms.as_ref();
    let terms = match &eligibility {
        Some(eligibility) if eligibility.noted.bars => Terms::unpaid(policy, own)?,
        _ => Terms::resolve(policy, level, batch, own)?,
    };
    let totals = Totals::of(application.spend.items())?;
    let case = Case { policy, application, batch, level, as_of, terms, totals };

    let readings = case.terms.grant(&totals)?;
    let grant = readings.map(Readings::range);
    let total = application.spend.total();
    let lines = case.lines()?;
    let awards = case.awards()?;
    let status = status(policy, as_of);
    let estimate = Estimate {
        policy: identify(table, status),
        as_of,
        outcome: outcome(&case.terms, grant),
        grant,
        net_cost: grant.map(|grant| grant.rest_of(total)).transpose()?,
        spend: case.split()?,
        items: case.items(),
        lines,
        awards,
        eligibility,
        notes: Vec::new(),
        readings,
    };
    let notes = notes::of(&case, &estimate)?;
    Ok(Estimate { notes, ..estimate })
}

/// Names a table in an answer.
pub(crate) fn identify(table: &Table, status: Status) -> PolicyId<'_> {
    PolicyId {
        id: &table.policy.id,
        version: table.policy.version(),
        revision: table.policy.revision.0,
        digest: &table.digest,
        status,
    }
}

/// The term of a table on a day.
pub fn status(policy: &Policy, as_of: Date) -> Status {
    let validity = &policy.validity;
    match (&validity.from, &validity.until) {
        (Some(from), _) if as_of < from.date => Status::NotStarted,
        (_, Some(until)) if as_of > until.date => Status::Ended,
        (Some(_), Some(_)) => Status::InForce,
        _ => Status::Unstated,
    }
}

/// The kind of answer, the first that applies.
pub(crate) fn outcome(terms: &Terms, grant: Option<Range>) -> Outcome {
    let Some(grant) = grant else { return Outcome::NotPublished };
    match terms.subsidy {
        Subsidy::NotPublished(..) => Outcome::NotPublished,
        Subsidy::Own(..) => Outcome::OwnTerms,
        _ if !terms.pays() => Outcome::NotEligible,
        _ if grant.low != grant.high => Outcome::NeedsConfirmation,
        _ if terms.outright() => Outcome::PublishedRate,
        _ => Outcome::UpperLimit,
    }
}

impl<'p> Case<'p, '_> {
    fn cited(&self, citation: &'p Citation) -> Cited<'p> {
        Cited::new(self.policy, citation)
    }

    fn split(&self) -> Result<SpendSplit, Error> {
        let total = self.application.spend.total();
        if matches!(self.terms.subsidy, Subsidy::NotPublished(..)) {
            return Ok(SpendSplit { total, eligible: None, reimbursed: None, excluded: None });
        }
        let eligible = self.totals.within(self.terms.counted)?;
        let reimbursed = self.totals.within(self.terms.reimbursed)?;
        let excluded = total.minus(eligible)?.minus(reimbursed)?;
        Ok(SpendSplit { total, eligible: Some(eligible), reimbursed: Some(reimbursed), excluded: Some(excluded) })
    }

    fn items(&self) -> Vec<Item<'p>> {
        // One verdict a category, not one an item: a list may have 10,000.
        let verdicts: Vec<_> = Category::ALL.iter().map(|&category| self.verdict(category)).collect();
        let items = self.application.spend.items().iter().enumerate();
        items
            .filter_map(|(index, item)| {
                let (counted, reason, citation) = *verdicts.get(item.category as usize)?;
                Some(Item { index: u32::try_from(index).ok()?, counted, reason, citation })
            })
            .collect()
    }

    /// Whether a category counts, why, and under which wording.
    pub(crate) fn verdict(&self, category: Category) -> (Option<Counted>, ItemReason, Cited<'p>) {
        let terms = &self.terms;
        if let Subsidy::NotPublished(_, unpublished) = terms.subsidy {
            return (None, ItemReason::RateNotPublished, self.cited(&unpublished.citation));
        }
        let names = |one: &Reimbursement| one.base.contains(&category);
        if let Some((_, one)) = terms.reimbursements.iter().find(|(_, one)| names(one)) {
            return (Some(Counted::Reimbursed), ItemReason::Reimbursed, self.cited(&one.cap.citation));
        }
        let list = self.cited(terms.counted_citation);
        let counts = if terms.counted.contains(category) { Counted::Yes } else { Counted::No };
        if matches!(terms.subsidy, Subsidy::Own(..)) {
            return (Some(counts), ItemReason::Assumed, list);
        }
        if counts == Counted::Yes {
            return (Some(counts), ItemReason::Listed, list);
        }
        if terms.wide.contains(category) {
            return (Some(Counted::WideOnly), ItemReason::WideReading, self.cited(terms.wide_citation));
        }
        match terms.withheld.iter().find(|one| names(one)) {
            Some(one) => (Some(Counted::No), ItemReason::LevelTooLow, self.cited(&one.when.levels.citation)),
            None => (Some(Counted::No), ItemReason::NotListed, list),
        }
    }

    fn lines(&self) -> Result<Vec<Line<'p>>, Error> {
        let mut lines = Vec::new();
        match &self.terms.subsidy {
            Subsidy::NotPublished(..) | Subsidy::Published { default: None, .. } => {}
            Subsidy::Own(benefit, own) => lines.push(self.own_line(benefit, own)?),
            Subsidy::Published { benefit, default: Some(reading), .. } => {
                lines.push(self.clause_line(benefit, reading)?);
            }
        }
        for (benefit, one) in &self.terms.reimbursements {
            lines.push(self.fee_line(benefit, one)?);
        }
        Ok(lines)
    }

    fn clause_line(&self, benefit: &'p Benefit, reading: &Reading<'p>) -> Result<Line<'p>, Error> {
        let clause = reading.clause;
        let product = reading.formula().apply(self.totals.within(reading.base)?)?;
        let range = self.terms.subsidy_amount(&self.totals)?.unwrap_or(Readings::of(product.amount)).range();
        let rate_place = self.cited(&clause.rate.citation);
        let mut steps = vec![self.base_step(product.base, reading.base)];
        if let Some(limit) = clause.base_limit.as_ref().filter(|_| product.rated < product.base) {
            steps.push(Step {
                code: StepCode::BaseLimit,
                amount: product.rated,
                params: Params::default().with("limit", limit.amount),
                citation: Some(self.cited(&limit.citation)),
            });
        }
        steps.push(rate_step(&product, clause.rate.rate, Some(rate_place)));
        if let Some(cap) = &clause.cap {
            steps.push(cap_step(&product, cap.amount, Some(self.cited(&cap.citation))));
        }
        Ok(Line {
            benefit: &benefit.id,
            amount: range.amount,
            low: range.low,
            high: range.high,
            rate: Some(AppliedRate {
                rate: clause.rate.rate,
                wording: Some(clause.rate.wording),
                citation: Some(rate_place),
            }),
            cap: clause.cap.as_ref().map(|cap| AppliedCap {
                amount: cap.amount,
                wording: Some(cap.wording),
                citation: Some(self.cited(&cap.citation)),
            }),
            bound_by: product.bound_by,
            steps,
            citation: Some(self.cited(&clause.when.levels.citation)),
        })
    }

    fn own_line(&self, benefit: &'p Benefit, own: &OwnTerms) -> Result<Line<'p>, Error> {
        let OwnTerms { rate, cap } = *own;
        let product = own.formula().apply(self.totals.within(self.terms.counted)?)?;
        Ok(Line {
            benefit: &benefit.id,
            amount: product.amount,
            low: product.amount,
            high: product.amount,
            rate: Some(AppliedRate { rate, wording: None, citation: None }),
            cap: Some(AppliedCap { amount: cap, wording: None, citation: None }),
            bound_by: product.bound_by,
            steps: vec![
                self.base_step(product.base, self.terms.counted),
                rate_step(&product, rate, None),
                cap_step(&product, cap, None),
            ],
            citation: None,
        })
    }

    fn fee_line(&self, benefit: &'p Benefit, fee: &'p Reimbursement) -> Result<Line<'p>, Error> {
        let product = terms::reimburse(fee, &self.totals)?;
        let cap_place = self.cited(&fee.cap.citation);
        let fee_step = Step {
            code: StepCode::Fee,
            amount: product.base,
            params: categories(Categories::of(&fee.base)),
            citation: Some(cap_place),
        };
        Ok(Line {
            benefit: &benefit.id,
            amount: product.amount,
            low: product.amount,
            high: product.amount,
            rate: None,
            cap: Some(AppliedCap { amount: fee.cap.amount, wording: Some(fee.cap.wording), citation: Some(cap_place) }),
            bound_by: product.bound_by,
            steps: vec![fee_step, cap_step(&product, fee.cap.amount, Some(cap_place))],
            citation: Some(self.cited(&fee.when.levels.citation)),
        })
    }

    fn base_step(&self, base: Yuan, set: Categories) -> Step<'p> {
        Step {
            code: StepCode::Base,
            amount: base,
            params: categories(set),
            citation: Some(self.cited(self.terms.counted_citation)),
        }
    }

    fn awards(&self) -> Result<Vec<AwardLine<'p>>, Error> {
        let awards = &self.application.awards;
        let one = |(index, award): (usize, &Award)| {
            if awards.iter().take(index).any(|earlier| earlier.benefit == award.benefit) {
                let path = format!("awards[{index}].benefit");
                return Err(crate::application::refuse(Code::DuplicateAward, path, &award.benefit));
            }
            self.award(index, award)
        };
        awards.iter().enumerate().map(one).collect()
    }

    fn award(&self, index: usize, award: &Award) -> Result<AwardLine<'p>, Error> {
        let Some(benefit) = self.policy.awards().find(|benefit| benefit.id == award.benefit) else {
            let ids = self.policy.awards().map(|benefit| benefit.id.clone()).collect();
            let path = format!("awards[{index}].benefit");
            return Err(
                crate::application::refuse(Code::UnknownAward, path, &award.benefit).with("allowed", Param::Texts(ids))
            );
        };
        let count = award.count.map_or(1, |count| count.0);
        let once = match &benefit.gives {
            Gives::LumpSum(sum) => sum.once,
            _ => true,
        };
        if once && count != 1 {
            let found = i64::from(count);
            let path = format!("awards[{index}].count");
            return Err(Error::new(Code::OutOfRange, path).with("found", found).with("min", 1u8).with("max", 1u8));
        }
        let (amount, certainty, citation) = match &benefit.gives {
            Gives::LumpSum(sum) => {
                (Some(sum.amount.amount.times(count)?), sum.amount.wording.as_str(), &sum.amount.citation)
            }
            Gives::Matching(matching) => {
                let base = self.application.provincial_subsidy.ok_or_else(|| {
                    Error::new(Code::ProvincialSubsidyRequired, "provincial_subsidy").with("award", &*award.benefit)
                })?;
                let cap = Some(matching.cap.amount);
                let product = Formula { rate: matching.rate.rate, cap, base_limit: None }.apply(base)?;
                // The rate's wording decides, also where the cap binds; the phrase is the one that carries the amount.
                let phrase = match product.bound_by {
                    BoundBy::Cap => &matching.cap.citation,
                    _ => &matching.rate.citation,
                };
                (Some(product.amount), matching.rate.wording.as_str(), phrase)
            }
            Gives::WithoutFigure(without) => (None, "none", &without.citation),
            _ => return Err(Error::new(Code::Overflow, "awards")),
        };
        Ok(AwardLine {
            benefit: &benefit.id,
            amount,
            count,
            certainty,
            payee: benefit.payee,
            citation: self.cited(citation),
        })
    }
}

fn categories(set: Categories) -> Params {
    Params::default().with("categories", Param::Texts(set.iter().map(|one| one.as_str().into()).collect()))
}

fn rate_step<'p>(product: &Product, rate: Rate, citation: Option<Cited<'p>>) -> Step<'p> {
    let params = Params::default().with("rate", rate).with("base", product.rated);
    Step { code: StepCode::Rate, amount: product.uncapped, params, citation }
}

fn cap_step<'p>(product: &Product, cap: Yuan, citation: Option<Cited<'p>>) -> Step<'p> {
    let code = match product.bound_by {
        BoundBy::Cap => StepCode::CapReached,
        _ => StepCode::CapNotReached,
    };
    Step { code, amount: product.amount, params: Params::default().with("cap", cap), citation }
}
