//! Who is eligible: the conditions, the line between small and large, the pilot industries.

use super::figure::{Citation, Number};
use super::text::Text;
use crate::json::{record, words};
use crate::money::Yuan;

record! {
    /// A condition of eligibility (R17).
    pub struct Condition {
        /// What it asks about.
        kind: ConditionKind,
        /// The condition in words.
        text: Text,
        /// Where it stands.
        citation: Citation,
        /// By which limits a size is told, where it asks about the size.
        standard: Option<SizeStandard>,
    }
}

words! {
    /// What a condition of eligibility asks about, so that a checklist can ask it.
    pub enum ConditionKind (UnknownValue) {
        /// The enterprise works in one of the pilot industries.
        Industry = "industry",
        /// It is in the city and runs its business there.
        Place = "place",
        /// It is a small or medium enterprise.
        SmallOrMedium = "small_or_medium",
        /// Its credit record.
        Credit = "credit",
        /// It is an independent legal person.
        LegalPerson = "legal_person",
        /// It stands on the list of pilot enterprises.
        Listed = "listed",
        /// It reaches the level after the transformation.
        Level = "level",
        /// The project was registered beforehand.
        Registered = "registered",
        /// The project passed acceptance.
        Accepted = "accepted",
        /// The spend was audited.
        Audited = "audited",
    }
}

words! {
    /// Where an enterprise stands with a condition.
    pub enum ConditionState (UnknownValue) {
        /// It meets it.
        Met = "met",
        /// It does not.
        Unmet = "unmet",
        /// Not known: as good as not stated.
        Open = "open",
    }
}

record! {
    /// The line between small and medium enterprises and large ones, in one industry.
    ///
    /// Fewer people **or** less revenue is enough: only who reaches both limits is large.
    pub struct SizeStandard {
        /// So many people are too many, and one fewer is not.
        employees_below: Number,
        /// So much revenue a year, in yuan (元), is too much, and one fen less is not.
        revenue_below: Yuan,
        /// Where the two limits stand.
        citation: Citation,
    }
}

record! {
    /// The pilot industries.
    pub struct Industries {
        /// Their names.
        names: Vec<Text>,
        /// Where they stand.
        citation: Citation,
    }
}
