//! The form as a person filled it in: raw texts, read into an application or into errors tied to their fields.

use crate::application::{Application, Award, OwnTerms, Spend, SpendList, StatedConditions, StatedEligibility};
use crate::date::Date;
use crate::error::Error;
use crate::json::{self, Value, record};
use crate::money::{Rate, Yuan};
use crate::policy::{Batch, Category, Level, Number, SizeClass};
use crate::present::human::{self, Unit};

record! {
    /// One row of spend as typed.
    pub struct TypedSpend {
        /// What it was spent on.
        category: Category,
        /// The text as typed.
        text: String,
    }
}

record! {
    /// What is known of the conditions, as typed.
    #[derive(Default)]
    pub struct TypedEligibility {
        /// Condition by condition.
        conditions: StatedConditions,
        /// How many people work there, as typed.
        employees: Option<String>,
        /// The revenue of a year, as typed.
        revenue: Option<String>,
    }
}

impl TypedEligibility {
    /// How many people work there.
    ///
    /// # Errors
    /// As [`human::count`].
    pub fn employees(&self) -> Result<Option<Number>, Error> {
        self.employees.as_deref().map_or(Ok(None), human::count)
    }

    /// The revenue of a year; a bare number is in this unit.
    ///
    /// # Errors
    /// As [`human::amount`].
    pub fn revenue(&self, unit: Unit) -> Result<Option<Yuan>, Error> {
        self.revenue.as_deref().map_or(Ok(None), |text| human::amount(text, unit))
    }

    /// What it states; a figure that cannot be read is not known, so it leaves the number of the answer alone.
    pub fn stated(&self, unit: Unit) -> StatedEligibility {
        StatedEligibility {
            conditions: self.conditions,
            employees: self.employees().ok().flatten(),
            revenue: self.revenue(unit).ok().flatten(),
        }
    }
}

record! {
    /// The form of the page.
    pub struct Form {
        /// Id of a policy table.
        policy: String,
        /// The day on which the answer is asked for.
        as_of: Option<Date>,
        /// The batch; absent where the user does not know it.
        batch: Option<Batch>,
        /// The level; absent where the user does not know it.
        level: Option<Level>,
        /// 规上 or 规下.
        size_class: Option<SizeClass>,
        /// The unit of bare numbers.
        unit: Unit,
        /// The rows of spend.
        spend: Vec<TypedSpend>,
        /// The user's own rate as typed.
        own_rate: Option<String>,
        /// The user's own cap as typed.
        own_cap: Option<String>,
        /// Recognitions ticked.
        awards: Vec<Award>,
        /// The provincial subsidy as typed.
        provincial_subsidy: Option<String>,
        /// What is known of the conditions; absent where none was answered.
        eligibility: Option<TypedEligibility>,
        /// Whether the answer also tells what else the document says, which no entry changes; absent is no.
        about: bool,
    }
}

impl Form {
    /// Reads a form.
    ///
    /// # Errors
    /// The contract's error: a form is written by a program, so what does not fit is the program's fault.
    pub fn read(value: &Value) -> Result<Form, Error> {
        json::read(value)
    }

    /// What the texts say.
    pub fn entries(&self) -> Entries {
        let amount = |text: &str| human::amount(text, self.unit);
        let optional = |text: &Option<String>| text.as_deref().map_or(Ok(None), amount);
        Entries {
            spend: self.spend.iter().map(|entry| (entry.category, amount(&entry.text))).collect(),
            own_rate: self.own_rate.as_deref().map_or(Ok(None), human::rate),
            own_cap: optional(&self.own_cap),
            provincial_subsidy: optional(&self.provincial_subsidy),
        }
    }

    /// The application that the form states; `Err(None)` where an entry is unreadable.
    pub(crate) fn application(&self, entries: &Entries) -> Result<Application, Option<Error>> {
        if entries.unreadable() {
            return Err(None);
        }
        let filled = |(category, amount): &(Category, Result<Option<Yuan>, Error>)| {
            let amount = amount.as_ref().ok().copied().flatten()?;
            Some(Spend { category: *category, amount, label: None })
        };
        let own_rate = entries.own_rate.as_ref().ok().copied().flatten();
        let own_cap = entries.own_cap.as_ref().ok().copied().flatten();
        Ok(Application {
            policy: self.policy.clone(),
            as_of: self.as_of,
            batch: self.batch,
            level: self.level,
            size_class: self.size_class,
            spend: SpendList::new(entries.spend.iter().filter_map(filled).collect())?,
            awards: self.awards.clone(),
            provincial_subsidy: entries.provincial_subsidy.as_ref().ok().copied().flatten(),
            own_terms: own_rate.zip(own_cap).map(|(rate, cap)| OwnTerms { rate, cap }),
            eligibility: self.eligibility.as_ref().map(|typed| typed.stated(self.unit)),
        })
    }
}

/// The texts of a form, read.
pub struct Entries {
    /// Each row of spend.
    pub spend: Vec<(Category, Result<Option<Yuan>, Error>)>,
    /// The user's own rate.
    pub own_rate: Result<Option<Rate>, Error>,
    /// The user's own cap.
    pub own_cap: Result<Option<Yuan>, Error>,
    /// The provincial subsidy.
    pub provincial_subsidy: Result<Option<Yuan>, Error>,
}

impl Entries {
    /// Nothing typed at all.
    pub const BLANK: Entries =
        Entries { spend: Vec::new(), own_rate: Ok(None), own_cap: Ok(None), provincial_subsidy: Ok(None) };

    /// Whether any entry could not be read.
    pub fn unreadable(&self) -> bool {
        self.spend.iter().any(|(_, amount)| amount.is_err())
            || self.own_rate.is_err()
            || self.own_cap.is_err()
            || self.provincial_subsidy.is_err()
    }

    /// What is wrong with them, in the form's order.
    #[cfg(feature = "desk")]
    pub(crate) fn errors(&self) -> impl Iterator<Item = &Error> {
        let spend = self.spend.iter().filter_map(|(_, amount)| amount.as_ref().err());
        let own_cap = self.own_cap.as_ref().err();
        spend.chain(self.own_rate.as_ref().err()).chain(own_cap).chain(self.provincial_subsidy.as_ref().err())
    }

    /// Whether nothing was entered as spend.
    pub fn nothing(&self) -> bool {
        self.spend.iter().all(|(_, amount)| matches!(amount, Ok(None)))
    }

    /// Whether one of the own terms is missing while the other is there.
    pub(crate) fn half_own_terms(&self) -> bool {
        matches!((&self.own_rate, &self.own_cap), (Ok(Some(_)), Ok(None)) | (Ok(None), Ok(Some(_))))
    }
}
