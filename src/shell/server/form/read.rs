//! What a browser sent, as the form of [`crate::present::form`].

use crate::application::{Award, AwardCount, StatedConditions};
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Code, Error, excerpt};
use crate::policy::{Batch, Category, Condition, ConditionState, Level, Policy, SizeClass};
use crate::present::form::{Form, TypedEligibility, TypedSpend};
use crate::present::human::Unit;

/// Names and values, as sent.
pub(super) struct Posted(Vec<(String, String)>);

impl Posted {
    /// Reads `a=1&b=2`; bytes that are not UTF-8 become replacement signs, which no field takes for a figure.
    pub fn parse(bytes: &[u8]) -> Posted {
        Posted(form_urlencoded::parse(bytes).into_owned().collect())
    }

    /// The same with these names only.
    pub fn only(mut self, names: &[&str]) -> Posted {
        self.0.retain(|(name, _)| names.contains(&&**name));
        self
    }

    /// The value of a field; an empty one is none.
    pub fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.0.iter().find(|(known, _)| known == name)?;
        Some(value.as_str()).filter(|value| !value.trim().is_empty())
    }

    /// The table that the form is about, and the day.
    ///
    /// # Errors
    /// `unknown_policy`, `invalid_date`.
    pub fn table<'c>(&self, catalog: &'c Catalog, today: Date) -> Result<(&'c Table, Date), Error> {
        let as_of = match self.get("as_of") {
            Some(text) => day(text)?,
            None => today,
        };
        let first = || catalog.tables().first().map(|table| table.policy.id.as_str());
        let id = self.get("policy").or_else(first).unwrap_or_default();
        Ok((catalog.find(id, as_of)?, as_of))
    }

    /// The form, with what belongs to another city left out: city and figures are sent together. A recognition's count
    /// that is none comes back beside it.
    ///
    /// # Errors
    /// `invalid_date`.
    pub fn form(&self, table: &Table) -> Result<(Form, Option<Error>), Error> {
        let policy = &table.policy;
        let owned = |name: &str| self.get(name).map(str::to_owned);
        let (awards, trouble) = self.awards(table);
        let own = policy.spend_share().is_none();
        let form = Form {
            policy: policy.id.clone(),
            as_of: self.get("as_of").map(day).transpose()?,
            batch: self.among("batch", &policy.batches, |batch: &Batch| batch.number().to_string()),
            level: self.among("level", &Level::ALL, |level: &Level| level.number().to_string()),
            size_class: self.among("size_class", SizeClass::ALL, |class: &SizeClass| class.as_str().to_owned()),
            unit: self.among("unit", Unit::ALL, |unit: &Unit| unit.as_str().to_owned()).unwrap_or(Unit::Yuan),
            spend: Category::ALL.iter().filter_map(|&category| self.entry(category)).collect(),
            own_rate: owned("own_rate").filter(|_| own),
            own_cap: owned("own_cap").filter(|_| own),
            awards,
            provincial_subsidy: owned("provincial_subsidy"),
            eligibility: self.eligibility(policy),
            about: true,
        };
        Ok((form, trouble))
    }

    /// What is answered of this city's conditions; nothing where nothing is.
    fn eligibility(&self, policy: &Policy) -> Option<TypedEligibility> {
        let stated = |conditions: StatedConditions, condition: &Condition| {
            let name = ["condition_", condition.kind.as_str()].concat();
            let state = self.among(&name, ConditionState::ALL, |state: &ConditionState| state.as_str().to_owned());
            conditions.with(condition.kind, state)
        };
        let sized = policy.conditions.iter().any(|condition| condition.standard.is_some());
        let figure = |name: &str| self.get(name).filter(|_| sized).map(str::to_owned);
        let typed = TypedEligibility {
            conditions: policy.conditions.iter().fold(StatedConditions::default(), stated),
            employees: figure("employees"),
            revenue: figure("revenue"),
        };
        (typed != TypedEligibility::default()).then_some(typed)
    }

    fn entry(&self, category: Category) -> Option<TypedSpend> {
        let text = self.get(&["spend_", category.as_str()].concat())?.to_owned();
        Some(TypedSpend { category, text })
    }

    fn among<T: Copy>(&self, name: &str, known: &[T], written: impl Fn(&T) -> String) -> Option<T> {
        let value = self.get(name)?;
        known.iter().find(|one| written(one) == value).copied()
    }

    fn awards(&self, table: &Table) -> (Vec<Award>, Option<Error>) {
        let (mut awards, mut trouble) = (Vec::new(), None);
        for benefit in table.policy.awards() {
            if self.get(&["award_", &benefit.id].concat()).is_none() {
                continue;
            }
            let count = match self.get(&["count_", &benefit.id].concat()).map(|text| (text, text.trim().parse())) {
                None => None,
                Some((_, Ok(count @ 1..=1000))) => Some(AwardCount(count)),
                Some((text, _)) => {
                    let path = format!("awards[{}].count", awards.len());
                    let error = Error::new(Code::OutOfRange, path).with("found", excerpt(text));
                    trouble = Some(error.with("min", 1u8).with("max", 1000i64));
                    None
                }
            };
            awards.push(Award { benefit: benefit.id.clone(), count });
        }
        (awards, trouble)
    }
}

fn day(text: &str) -> Result<Date, Error> {
    crate::json::read::<Date>(&crate::json::Value::Text(text.trim().to_owned())).map_err(|error| error.at("as_of"))
}
