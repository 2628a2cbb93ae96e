//! What a programme table says: the types of `policies/<id>/programme.json`, the money and the plan of one document.
//!
//! Only what the document prints stands here. Sums are computed; where the document's own do not agree, that is a flag.

use crate::error::Error;
use crate::json::{self, Value, record, words};
use crate::policy::{Amount, Batch, Citation, Count, Format, Number, Share, SizeClass, Text};

words! {
    /// What happens when a pool is used up.
    pub enum Overflow (UnknownValue) {
        /// The document does not say.
        Unstated = "unstated",
    }
}

record! {
    /// Something that other parts of the table name by its id: a district, an industry, what is counted.
    pub struct Named {
        /// Unique in its list.
        id: String,
        /// Its name.
        title: Text,
    }
}

record! {
    /// Money that the programme draws on: central, municipal.
    pub struct Fund {
        /// Unique in the table.
        id: String,
        /// Its name.
        title: Text,
        /// How much; absent where the document does not print it.
        amount: Option<Amount>,
    }
}

record! {
    /// Funds that stand in a ratio: 「按照中央支持资金1:2配套」.
    pub struct Ratio {
        /// The two funds, as ids.
        funds: Vec<String>,
        /// Their parts, in the same order.
        parts: Vec<Number>,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// A fee for each of a number of enterprises (R12).
    pub struct UnitFee {
        /// For one.
        amount: Amount,
        /// For how many it was reckoned.
        count: Count,
    }
}

record! {
    /// A part of a line.
    pub struct Part {
        /// Unique in the table.
        id: String,
        /// What it pays for.
        title: Text,
        /// How much.
        amount: Amount,
    }
}

record! {
    /// A line of the budget (R13).
    pub struct Line {
        /// Unique in the table.
        id: String,
        /// What it pays for.
        title: Text,
        /// How much.
        amount: Amount,
        /// The fee that it is reckoned from.
        fee: Option<UnitFee>,
        /// Its parts, where the document prints any.
        parts: Vec<Part>,
    }
}

record! {
    /// A share of the total, or of a fund, for one line or for several together: printed (83.2%) or a limit (不低于80%).
    pub struct Joint {
        /// The lines, as ids.
        lines: Vec<String>,
        /// The fund of which it is a share; absent for the total.
        fund: Option<String>,
        /// The share.
        share: Share,
    }
}

record! {
    /// Money that several benefits are paid from (R14).
    pub struct Pool {
        /// Unique in the table.
        id: String,
        /// The line that holds the money.
        line: Option<String>,
        /// The money, where no line does.
        amount: Option<Amount>,
        /// The benefits and clauses of the policy table that share it, as ids.
        shared_by: Vec<String>,
        /// What happens when it is used up (R15).
        overflow: Overflow,
    }
}

record! {
    /// What a planned number is about. Row and column of a table give an axis each; a cell has those of both.
    pub struct Axes {
        /// What is counted, as an id.
        measure: Option<String>,
        /// The district, as an id.
        district: Option<String>,
        /// The industry, as an id.
        industry: Option<String>,
        /// The batch.
        batch: Option<Batch>,
        /// The size class.
        size_class: Option<SizeClass>,
        /// The year.
        year: Option<Number>,
    }
}

record! {
    /// A row of planned numbers.
    pub struct Row {
        /// What all its numbers are about.
        axes: Axes,
        /// The numbers, one for each column.
        counts: Vec<Number>,
        /// The row as printed.
        citation: Citation,
    }
}

record! {
    /// A column of planned numbers.
    pub struct Column {
        /// What all its numbers are about.
        axes: Axes,
        /// Its head as printed.
        citation: Citation,
    }
}

record! {
    /// Planned numbers as the document prints them: an annex.
    pub struct Plan {
        /// Unique in the table.
        id: String,
        /// Its name.
        title: Text,
        /// The columns.
        columns: Vec<Column>,
        /// The rows.
        rows: Vec<Row>,
    }
}

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
        measures: Vec<Named>,
        /// The districts.
        districts: Vec<Named>,
        /// The industries.
        industries: Vec<Named>,
        /// The planned numbers.
        plans: Vec<Plan>,
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
