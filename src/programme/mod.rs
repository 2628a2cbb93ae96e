//! What a programme table says: the types of `policies/<id>/programme.json`, the money and the plan of one document.
//!
//! Only what the document prints stands here. Sums are computed; where the document's own do not agree, that is a flag.

mod axes;
mod funds;
mod plans;

pub use axes::{Axes, Axis};
pub use funds::{Fund, Joint, Line, Overflow, Part, Pool, Ratio, UnitFee};
pub use plans::{Column, Excess, Measure, Plan, Row, Target};

use crate::date::Date;
use crate::error::Error;
use crate::json::{self, Value, record};
use crate::policy::{Amount, Citation, Format, Stage, Text};

record! {
    /// A programme table: budget, pools and planned numbers of one document.
    pub struct Programme {
        /// The format's version: 1.
        format: Format,
        /// The id of the policy table that it belongs to.
        id: String,
        /// Where the money comes from.
        funds: Vec<Fund>,
        /// How funds stand to each other.
        ratios: Vec<Ratio>,
        /// Where the document says that the funds together are all of the money.
        whole: Option<Citation>,
        /// When the money is to be used.
        used: Option<Stage>,
        /// The total as printed.
        total: Option<Amount>,
        /// The budget's lines.
        lines: Vec<Line>,
        /// Shares of the total, printed or as limits.
        shares: Vec<Joint>,
        /// Where the document says that money may be moved between lines.
        adjustable: Option<Citation>,
        /// Money that benefits share.
        pools: Vec<Pool>,
        /// What is counted.
        measures: Vec<Measure>,
        /// The districts.
        districts: Vec<Named>,
        /// The industries.
        industries: Vec<Named>,
        /// The planned numbers.
        plans: Vec<Plan>,
        /// The shares aimed at.
        targets: Vec<Target>,
        /// What the document does not give.
        missing: Vec<Missing>,
        /// Who reviewed the tables.
        reviews: Vec<Review>,
    }
}

impl Programme {
    /// Reads a programme table.
    ///
    /// # Errors
    /// The place of the first value that the format does not allow.
    pub fn read(value: &Value) -> Result<Programme, Error> {
        json::read(value)
    }
}

record! {
    /// Something that other parts of the table name by its id: a district, an industry.
    pub struct Named {
        /// Unique in its list.
        id: String,
        /// Its name.
        title: Text,
    }
}

record! {
    /// What the document does not give.
    pub struct Missing {
        /// In words.
        what: Text,
        /// The document that would hold it, where one is named.
        would_be_in: Option<Text>,
        /// Where it is spoken of.
        citation: Option<Citation>,
    }
}

record! {
    /// That a person held both tables of a document against it.
    pub struct Review {
        /// Who.
        by: String,
        /// When.
        on: Date,
        /// The digest of the policy table that was reviewed: a later one is not.
        digest: String,
    }
}
