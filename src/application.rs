//! What an enterprise states: the contract's input, valid once read.

use crate::date::Date;
use crate::error::{Code, Error, excerpt};
use crate::json::{self, Node, Read, Value, record};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Category, ConditionKind, ConditionState, Level, Number, SizeClass};

/// Items in a spend list, at most.
pub const MAX_ITEMS: usize = 10_000;
/// Characters in a label, at most.
const MAX_LABEL: usize = 200;

record! {
    /// One item of spend.
    pub struct Spend {
        /// What it was spent on.
        category: Category,
        /// In yuan (元), as invoiced.
        amount: Yuan,
        /// Free text of the user's.
        label: Option<Label>,
    }
}

record! {
    /// A recognition that the enterprise expects.
    pub struct Award {
        /// The benefit's id in the policy table.
        benefit: String,
        /// How many; 1 where absent, and only 1 for what is given once.
        count: Option<AwardCount>,
    }
}

record! {
    /// The user's own rate and cap, where the document publishes none.
    pub struct OwnTerms {
        /// From 0 to 1.
        rate: Rate,
        /// In yuan (元).
        cap: Yuan,
    }
}

record! {
    /// What is known of the conditions; what is not said stays open.
    pub struct StatedEligibility {
        /// Condition by condition.
        conditions: StatedConditions,
        /// How many people work there.
        employees: Option<Number>,
        /// The revenue of a year, in yuan (元).
        revenue: Option<Yuan>,
    }
}

record! {
    /// An application: what a grant is asked for.
    ///
    /// # Errors
    /// Reading refuses an unknown, duplicate or missing key, a wrong type, an amount that is negative, above the limit,
    /// with an exponent, a separator or more than two decimals, more than 10,000 items, and a sum above the limit.
    pub struct Application {
        /// Id of a policy table.
        policy: String,
        /// The day on which the answer is asked for; a shell fills in today where it is absent.
        as_of: Option<Date>,
        /// The batch on the enterprise's notice.
        batch: Option<Batch>,
        /// The level expected after the transformation; `compare` alone may do without.
        level: Option<Level>,
        /// 规上 or 规下, for notes only.
        size_class: Option<SizeClass>,
        /// The spend, item by item.
        spend: SpendList,
        /// Recognitions that the enterprise expects.
        awards: Vec<Award>,
        /// The base of a matching grant.
        provincial_subsidy: Option<Yuan>,
        /// The user's own terms.
        own_terms: Option<OwnTerms>,
        /// What is known of the conditions; where it is absent, none is asked about.
        eligibility: Option<StatedEligibility>,
    }
}

impl Application {
    /// Whether a batch and level agree with what it states of them; `None` is a city without batches.
    pub fn allows(&self, batch: Option<Batch>, level: Level) -> bool {
        self.level.is_none_or(|stated| stated == level)
            && (batch.is_none() || self.batch.is_none_or(|stated| Some(stated) == batch))
    }

    /// Reads an application.
    ///
    /// # Errors
    /// As the type says; the path names the first value that does not fit.
    pub fn read(value: &Value) -> Result<Application, Error> {
        json::read(value)
    }
}

/// A spend list: required, of at most 10,000 items, adding up to at most the limit.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(transparent))]
pub struct SpendList {
    #[cfg_attr(feature = "native", schemars(length(max = 10_000)))]
    items: Vec<Spend>,
    #[cfg_attr(feature = "native", schemars(skip))]
    total: Yuan,
}

impl SpendList {
    /// A list of items.
    ///
    /// # Errors
    /// `too_many_items` above 10,000, `sum_too_large` where they add up to more than the limit.
    pub fn new(items: Vec<Spend>) -> Result<SpendList, Error> {
        if items.len() > MAX_ITEMS {
            return Err(Error::new(Code::TooManyItems, "spend").with("found", items.len()).with("max", MAX_ITEMS));
        }
        let total = items.iter().try_fold(Yuan::ZERO, |sum, item| sum.plus(item.amount))?;
        if total > Yuan::MAX {
            return Err(Error::new(Code::SumTooLarge, "spend").with("max", "1000000000000"));
        }
        Ok(SpendList { items, total })
    }

    /// The items in their order.
    pub fn items(&self) -> &[Spend] {
        &self.items
    }

    /// Their sum.
    pub fn total(&self) -> Yuan {
        self.total
    }
}

impl Read for SpendList {
    fn read(node: Node) -> Result<Self, Error> {
        SpendList::new(node.list(MAX_ITEMS, Spend::read)?)
    }
}

/// Where the enterprise stands with conditions, by kind: an object whose keys are the kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct StatedConditions([Option<ConditionState>; ConditionKind::ALL.len()]);

impl StatedConditions {
    /// What is stated of this kind.
    pub fn get(&self, kind: ConditionKind) -> Option<ConditionState> {
        self.0.get(kind as usize).copied().flatten()
    }

    /// What is stated, in the order of the kinds.
    pub fn iter(&self) -> impl Iterator<Item = (ConditionKind, ConditionState)> {
        ConditionKind::ALL.iter().filter_map(|&kind| Some((kind, self.get(kind)?)))
    }

    /// The same, with this stated of this kind.
    #[must_use]
    pub fn with(mut self, kind: ConditionKind, state: Option<ConditionState>) -> StatedConditions {
        if let Some(place) = self.0.get_mut(kind as usize) {
            *place = state;
        }
        self
    }
}

impl Read for StatedConditions {
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = true;

    fn read(node: Node) -> Result<Self, Error> {
        let fields = node.fields(ConditionKind::WORDS)?;
        let mut stated = StatedConditions::default();
        for (place, word) in stated.0.iter_mut().zip(ConditionKind::WORDS) {
            *place = fields.get(word)?;
        }
        Ok(stated)
    }
    fn absent() -> Option<Self> {
        Some(StatedConditions::default())
    }
}

#[cfg(feature = "native")]
impl schemars::JsonSchema for StatedConditions {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "StatedConditions".into()
    }
    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let state = generator.subschema_for::<ConditionState>();
        let properties: serde_json::Map<_, _> =
            ConditionKind::ALL.iter().map(|kind| (kind.as_str().to_owned(), state.clone().to_value())).collect();
        schemars::json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
    }
}

/// Free text of at most 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(transparent))]
pub struct Label(#[cfg_attr(feature = "native", schemars(length(max = 200)))] pub String);

impl Read for Label {
    fn read(node: Node) -> Result<Self, Error> {
        let text = node.text()?;
        let length = text.chars().count();
        if length > MAX_LABEL {
            return Err(node.error(Code::TextTooLong).with("found", length).with("max", MAX_LABEL));
        }
        Ok(Label(text.into()))
    }
}

/// How many of an award, from 1 to 1000.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema), schemars(transparent))]
pub struct AwardCount(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 1000)))] pub u32);

impl Read for AwardCount {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(AwardCount(node.int(1, 1000)?.try_into().unwrap_or(1)))
    }
}

/// An error about what was found at `path`.
pub(crate) fn refuse(code: Code, path: impl Into<String>, found: &str) -> Error {
    Error::new(code, path).with("found", excerpt(found))
}
