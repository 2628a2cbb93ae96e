//! Resolving once: policy, batch and level become rate, cap, base and readings, which every form of judgment evaluates.

use crate::application::{OwnTerms, Spend};
use crate::error::{Code, Error, Param};
use crate::money::{Rate, Yuan};
use crate::policy::{
    Amount, Batch, Benefit, Category, Citation, Clause, Gap, Gives, Level, Policy, Reimbursement, SpendShare,
    Unpublished, When, Wording,
};

/// A set of spend categories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Categories(u8);

impl Categories {
    /// The set of these.
    pub fn of(all: &[Category]) -> Categories {
        Categories(all.iter().fold(0, |set, &one| set | 1 << one as u8))
    }

    /// Whether the category belongs to it.
    pub fn contains(self, one: Category) -> bool {
        self.0 & (1 << one as u8) != 0
    }

    /// What belongs to this set and not to the other.
    #[must_use]
    pub fn without(self, other: Categories) -> Categories {
        Categories(self.0 & !other.0)
    }

    /// The categories in the contract's order.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.iter().copied().filter(move |&one| self.contains(one))
    }
}

/// Spend summed up by category: all that a judgment needs of it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Totals([Yuan; 8]);

impl Totals {
    /// Sums up a spend list.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn of(spend: &[Spend]) -> Result<Totals, Error> {
        let mut totals = Totals::default();
        for item in spend {
            if let Some(sum) = totals.0.get_mut(item.category as usize) {
                *sum = sum.plus(item.amount)?;
            }
        }
        Ok(totals)
    }

    /// The same spend, but this much in all on the categories of a set.
    #[must_use]
    pub fn holding(mut self, set: Categories, amount: Yuan) -> Totals {
        let mut rest = amount;
        for one in set.iter() {
            if let Some(sum) = self.0.get_mut(one as usize) {
                *sum = std::mem::take(&mut rest);
            }
        }
        self
    }

    /// What was spent on the categories of a set.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn within(&self, set: Categories) -> Result<Yuan, Error> {
        set.iter().try_fold(Yuan::ZERO, |sum, one| sum.plus(self.0.get(one as usize).copied().unwrap_or_default()))
    }
}

/// What limits an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum BoundBy {
    /// The rate: more spend would bring more.
    Rate,
    /// The cap, also where it is just reached.
    Cap,
    /// The spend that is paid back.
    Spend,
}

/// One way to read the document for this application: a clause and the base that it counts.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'p> {
    /// The clause.
    pub clause: &'p Clause,
    /// The spend that counts.
    pub base: Categories,
}

/// Base, rate and cap applied: `min(min(base, base limit) × rate, cap)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Product {
    /// The spend that counts.
    pub base: Yuan,
    /// The spend that the rate was applied to: the base, or the limit on it.
    pub rated: Yuan,
    /// Before the cap.
    pub uncapped: Yuan,
    /// After the cap.
    pub amount: Yuan,
    /// What limits it.
    pub bound_by: BoundBy,
}

/// The one formula of every spend-based subsidy, as a function of the spend that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Formula {
    /// The share that is paid.
    pub rate: Rate,
    /// The most that is paid; `None` where there is no cap.
    pub cap: Option<Yuan>,
    /// The most spend that is taken into account; `None` where there is no limit.
    pub base_limit: Option<Yuan>,
}

impl Formula {
    /// What it gives for this much spend that counts.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn apply(self, base: Yuan) -> Result<Product, Error> {
        let rated = self.base_limit.map_or(base, |limit| base.min(limit));
        let uncapped = rated.share(self.rate)?;
        let (amount, bound_by) = match self.cap {
            Some(cap) if uncapped >= cap => (cap, BoundBy::Cap),
            _ => (uncapped, BoundBy::Rate),
        };
        Ok(Product { base, rated, uncapped, amount, bound_by })
    }
}

impl Reading<'_> {
    /// Its clause's formula.
    pub fn formula(&self) -> Formula {
        let amount = |limit: &Option<Amount>| limit.as_ref().map(|limit| limit.amount);
        let clause = self.clause;
        Formula { rate: clause.rate.rate, cap: amount(&clause.cap), base_limit: amount(&clause.base_limit) }
    }
}

impl OwnTerms {
    /// The same formula with the user's rate and cap.
    pub fn formula(&self) -> Formula {
        Formula { rate: self.rate, cap: Some(self.cap), base_limit: None }
    }
}

impl Reimbursement {
    /// The spend itself, up to the cap.
    pub fn formula(&self) -> Formula {
        Formula { rate: Rate::WHOLE, cap: Some(self.cap.amount), base_limit: None }
    }
}

/// What the main subsidy rests on.
#[derive(Clone, Debug)]
pub enum Subsidy<'p> {
    /// The document publishes no rate.
    NotPublished(&'p Benefit, &'p Unpublished),
    /// The user's own rate and cap on the table's base.
    Own(&'p Benefit, OwnTerms),
    /// The document's clauses.
    Published {
        /// The benefit.
        benefit: &'p Benefit,
        /// The default reading; `None` where no clause pays.
        default: Option<Reading<'p>>,
        /// The reading that takes in more spend, where the text allows one.
        wide: Option<Reading<'p>>,
        /// The gap that the level falls into.
        gap: Option<&'p Gap>,
    },
}

/// What a policy table says to one batch and level.
#[derive(Clone, Debug)]
pub struct Terms<'p> {
    /// The main subsidy.
    pub subsidy: Subsidy<'p>,
    /// The reimbursements of this level.
    pub reimbursements: Vec<(&'p Benefit, &'p Reimbursement)>,
    /// The reimbursements that ask for another level or batch.
    pub withheld: Vec<&'p Reimbursement>,
    /// The spend that counts under the default reading.
    pub counted: Categories,
    /// Where the list stands that names it.
    pub counted_citation: &'p Citation,
    /// The spend that counts under a wider reading only.
    pub wide: Categories,
    /// The wording that can be read more widely.
    pub wide_citation: &'p Citation,
    /// The spend that is paid back instead.
    pub reimbursed: Categories,
    /// Whether a clause depends on the batch.
    pub uses_batch: bool,
}

/// An amount under each way to read the text; where a reading makes no difference, the default one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readings {
    /// As decided for the table.
    pub default: Yuan,
    /// With the wider base.
    pub wide: Yuan,
    /// Without a clause for a level that none names.
    pub strict: Yuan,
}

impl Readings {
    /// One amount under every reading.
    pub fn of(amount: Yuan) -> Readings {
        Readings { default: amount, wide: amount, strict: amount }
    }

    fn plus(self, more: Yuan) -> Result<Readings, Error> {
        let Readings { default, wide, strict } = self;
        Ok(Readings { default: default.plus(more)?, wide: wide.plus(more)?, strict: strict.plus(more)? })
    }

    /// The amounts, reading by reading.
    pub fn each(self) -> [Yuan; 3] {
        [self.default, self.wide, self.strict]
    }

    /// What they span.
    pub fn range(self) -> Range {
        let Readings { default, wide, strict } = self;
        Range { amount: default, low: default.min(wide).min(strict), high: default.max(wide).max(strict) }
    }
}

/// The amounts that readings span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Range {
    /// Under the default reading.
    pub amount: Yuan,
    /// Under the least favourable reading.
    pub low: Yuan,
    /// Under the most favourable reading.
    pub high: Yuan,
}

impl Range {
    /// 0.00 under every reading.
    pub const NOTHING: Range = Range { amount: Yuan::ZERO, low: Yuan::ZERO, high: Yuan::ZERO };

    /// The same under every reading.
    pub fn of(amount: Yuan) -> Range {
        Range { amount, low: amount, high: amount }
    }

    /// Both together, reading by reading.
    ///
    /// # Errors
    /// `overflow`.
    pub fn plus(self, other: Range) -> Result<Range, Error> {
        Ok(Range {
            amount: self.amount.plus(other.amount)?,
            low: self.low.plus(other.low)?,
            high: self.high.plus(other.high)?,
        })
    }

    /// Less an amount that is the same under every reading.
    ///
    /// # Errors
    /// `overflow`.
    pub fn less(self, amount: Yuan) -> Result<Range, Error> {
        Ok(Range { amount: self.amount.minus(amount)?, low: self.low.minus(amount)?, high: self.high.minus(amount)? })
    }

    /// By how much it is above another, of which it knows no reading; 0.00 where it is not.
    ///
    /// # Errors
    /// `overflow`.
    pub fn above(self, other: Range) -> Result<Range, Error> {
        let more = |one: Yuan, other: Yuan| Ok::<_, Error>(one.minus(other)?.max(Yuan::ZERO));
        Ok(Range {
            amount: more(self.amount, other.amount)?,
            low: more(self.low, other.high)?,
            high: more(self.high, other.low)?,
        })
    }

    /// What is left of a total; the lowest rest goes with the highest amount.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn rest_of(self, total: Yuan) -> Result<Range, Error> {
        Ok(Range { amount: total.minus(self.amount)?, low: total.minus(self.high)?, high: total.minus(self.low)? })
    }
}

impl<'p> Terms<'p> {
    /// Resolves a table for one batch and level.
    ///
    /// # Errors
    /// `batch_required` where the clause depends on a batch that is missing, `unknown_batch` where the city has no such
    /// batch, `own_terms_not_allowed` where the document publishes its rate, `invalid_table` where the table leaves a
    /// level without clause or gap.
    pub fn resolve(
        policy: &'p Policy,
        level: Level,
        batch: Option<Batch>,
        own: Option<&OwnTerms>,
    ) -> Result<Terms<'p>, Error> {
        Terms::of(policy, Some(level), batch, own)
    }

    /// The terms of whom no clause pays, at any batch and level; where the document publishes no rate, as ever.
    ///
    /// # Errors
    /// `own_terms_not_allowed`, `invalid_table`, as [`Terms::resolve`].
    pub fn unpaid(policy: &'p Policy, own: Option<&OwnTerms>) -> Result<Terms<'p>, Error> {
        Terms::of(policy, None, None, own)
    }

    fn of(
        policy: &'p Policy,
        level: Option<Level>,
        batch: Option<Batch>,
        own: Option<&OwnTerms>,
    ) -> Result<Terms<'p>, Error> {
        let Some((benefit, share)) = policy.spend_share() else {
            return Terms::without_rate(policy, own);
        };
        if own.is_some() {
            return Err(Error::new(Code::OwnTermsNotAllowed, "own_terms"));
        }
        let gap = level.and_then(|level| share.gaps.iter().find(|gap| gap.levels.rule.includes(level)));
        let paid_level = gap.map_or(level, |gap| gap.read_as);
        let clause = paid_level.map(|level| choose(policy, share, level, batch)).transpose()?;
        let (reimbursements, withheld) =
            level.map(|level| reimbursements(policy, level, batch)).transpose()?.unwrap_or_default();
        let reimbursed = reimbursements
            .iter()
            .fold(Categories::default(), |set, (_, one)| Categories(set.0 | Categories::of(&one.base).0));
        let base = clause.and_then(|clause| clause.base.as_ref()).unwrap_or(&policy.base);
        let reading =
            |counted: &[Category], clause| Reading { clause, base: Categories::of(counted).without(reimbursed) };
        let counted = Categories::of(&base.counted).without(reimbursed);
        let wide = clause.and_then(|clause| base.wide.as_ref().map(|wide| reading(wide, clause)));
        let by_batch = |when: &When| when.batches.is_some();
        Ok(Terms {
            wide: wide.map_or_else(Categories::default, |wide| wide.base.without(counted)),
            wide_citation: &base.citation,
            uses_batch: clause.is_some_and(|clause| by_batch(&clause.when))
                || reimbursements.iter().any(|(_, one)| by_batch(&one.when)),
            subsidy: Subsidy::Published {
                benefit,
                default: clause.map(|clause| reading(&base.counted, clause)),
                wide,
                gap,
            },
            reimbursements,
            withheld,
            counted,
            // A wording that can be read widely names no list, so the table's own is the default one.
            counted_citation: if base.wide.is_some() { &policy.base.citation } else { &base.citation },
            reimbursed,
        })
    }

    fn without_rate(policy: &'p Policy, own: Option<&OwnTerms>) -> Result<Terms<'p>, Error> {
        let (benefit, unpublished) = policy
            .unpublished()
            .ok_or_else(|| Error::new(Code::InvalidTable, "policy").with("found", "no subsidy, published or not"))?;
        let subsidy = match own {
            Some(own) => Subsidy::Own(benefit, own.clone()),
            None => Subsidy::NotPublished(benefit, unpublished),
        };
        Ok(Terms {
            subsidy,
            reimbursements: Vec::new(),
            withheld: Vec::new(),
            counted: Categories::of(&policy.base.counted),
            counted_citation: &policy.base.citation,
            wide: Categories::default(),
            wide_citation: &policy.base.citation,
            reimbursed: Categories::default(),
            uses_batch: false,
        })
    }

    /// What reimburses the spend, under each reading; `None` where no rate is published.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn grant(&self, totals: &Totals) -> Result<Option<Readings>, Error> {
        let Some(grant) = self.subsidy_amount(totals)? else { return Ok(None) };
        grant.plus(self.paid_back(totals)?).map(Some)
    }

    /// What the reimbursements pay back, which no reading changes.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn paid_back(&self, totals: &Totals) -> Result<Yuan, Error> {
        self.reimbursements.iter().try_fold(Yuan::ZERO, |sum, (_, one)| sum.plus(reimburse(one, totals)?.amount))
    }

    /// The main subsidy alone, under each reading; `None` where no rate is published.
    ///
    /// # Errors
    /// `overflow`, which a valid application never reaches.
    pub fn subsidy_amount(&self, totals: &Totals) -> Result<Option<Readings>, Error> {
        if matches!(self.subsidy, Subsidy::NotPublished(..)) {
            return Ok(None);
        }
        let mut amounts = [Yuan::ZERO; 3];
        for (amount, formula) in amounts.iter_mut().zip(self.formulas()) {
            if let Some((formula, base)) = formula {
                *amount = formula.apply(totals.within(base)?)?.amount;
            }
        }
        let [default, wide, strict] = amounts;
        Ok(Some(Readings { default, wide, strict }))
    }

    /// The main subsidy under the default, the wide and the strict reading: its formula and the spend that counts;
    /// `None` where that reading pays nothing.
    pub fn formulas(&self) -> [Option<(Formula, Categories)>; 3] {
        let of = |reading: Reading| (reading.formula(), reading.base);
        match &self.subsidy {
            Subsidy::NotPublished(..) => [None; 3],
            Subsidy::Own(_, own) => [Some((own.formula(), self.counted)); 3],
            Subsidy::Published { default, wide, gap, .. } => {
                let default = default.map(of);
                [default, wide.map(of).or(default), default.filter(|_| gap.is_none())]
            }
        }
    }

    /// Whether any reading or reimbursement pays anything at this level.
    pub fn pays(&self) -> bool {
        match &self.subsidy {
            Subsidy::Published { default, .. } => default.is_some() || !self.reimbursements.is_empty(),
            _ => true,
        }
    }

    /// Whether the document gives outright what the default reading pays. The rate's wording decides, also where the cap
    /// binds; a fee paid back has only its cap's.
    pub fn outright(&self) -> bool {
        let clause = match &self.subsidy {
            Subsidy::Published { default: Some(reading), .. } => reading.clause.rate.wording == Wording::Exact,
            _ => true,
        };
        clause && self.reimbursements.iter().all(|(_, fee)| fee.cap.wording == Wording::Exact)
    }
}

/// A fee paid back: the spend itself, up to the cap.
///
/// # Errors
/// `overflow`, which a valid application never reaches.
pub fn reimburse(reimbursement: &Reimbursement, totals: &Totals) -> Result<Product, Error> {
    let spend = totals.within(Categories::of(&reimbursement.base))?;
    let product = reimbursement.formula().apply(spend)?;
    let bound_by = if product.bound_by == BoundBy::Cap { BoundBy::Cap } else { BoundBy::Spend };
    Ok(Product { bound_by, ..product })
}

/// The one clause for this level and batch.
fn choose<'p>(
    policy: &'p Policy,
    share: &'p SpendShare,
    level: Level,
    batch: Option<Batch>,
) -> Result<&'p Clause, Error> {
    let of_level = || share.clauses.iter().filter(|clause| clause.when.levels.rule.includes(level));
    if let Some(any_batch) = of_level().find(|clause| clause.when.batches.is_none()) {
        return Ok(any_batch);
    }
    let batch = known_batch(policy, batch)?;
    of_level()
        .find(|clause| names_batch(&clause.when, batch))
        .ok_or_else(|| Error::new(Code::InvalidTable, "policy").with("found", "a level and batch without a clause"))
}

fn names_batch(when: &When, batch: Batch) -> bool {
    when.batches.as_ref().is_none_or(|rule| rule.numbers.contains(&batch))
}

type Reimbursements<'p> = (Vec<(&'p Benefit, &'p Reimbursement)>, Vec<&'p Reimbursement>);

/// The reimbursements that are given, and those that are withheld.
fn reimbursements(policy: &Policy, level: Level, batch: Option<Batch>) -> Result<Reimbursements<'_>, Error> {
    let mut given = Vec::new();
    let mut withheld = Vec::new();
    for benefit in &policy.benefits {
        let Gives::Reimbursement(one) = &benefit.gives else { continue };
        if !one.when.levels.rule.includes(level) {
            withheld.push(one);
        } else if one.when.batches.is_none() || names_batch(&one.when, known_batch(policy, batch)?) {
            given.push((benefit, one));
        } else {
            withheld.push(one);
        }
    }
    Ok((given, withheld))
}

/// The batch, where a clause depends on it.
fn known_batch(policy: &Policy, batch: Option<Batch>) -> Result<Batch, Error> {
    let known = || Param::Ints(policy.batches.iter().map(|batch| batch.0.into()).collect());
    match batch {
        None => Err(Error::new(Code::BatchRequired, "batch").with("allowed", known())),
        Some(batch) if !policy.batches.contains(&batch) => {
            Err(Error::new(Code::UnknownBatch, "batch").with("found", batch.0).with("allowed", known()))
        }
        Some(batch) => Ok(batch),
    }
}

/// Refuses a batch that the city does not have; a city without batches takes any, and a note says that it is not used.
///
/// # Errors
/// `unknown_batch` with the batches that there are.
pub fn check_batch(policy: &Policy, batch: Option<Batch>) -> Result<(), Error> {
    match batch {
        Some(batch) if !policy.batches.is_empty() => known_batch(policy, Some(batch)).map(|_| ()),
        _ => Ok(()),
    }
}
