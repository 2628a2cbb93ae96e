//! The money: funds, the budget's lines, their shares, and pools that benefits draw on together.

use crate::json::{record, words};
use crate::policy::{Amount, Citation, Count, Entry, Number, Share, Text};

record! {
    /// Money that the programme draws on: central, municipal.
    pub struct Fund {
        /// Unique in the table.
        id: String,
        /// Its name.
        title: Text,
        /// How much; absent where the document does not print it.
        amount: Option<Amount>,
        /// Where it is named, if without an amount.
        mentioned: Option<Citation>,
        /// What it is for.
        uses: Vec<Entry>,
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
    /// A line of the budget (R13).
    pub struct Line {
        /// Unique in the table.
        id: String,
        /// What it pays for.
        title: Text,
        /// How much; absent where the document does not print it.
        amount: Option<Amount>,
        /// Where it is named, if without an amount.
        mentioned: Option<Citation>,
        /// The benefit of the policy table that is paid from it, as an id.
        benefit: Option<String>,
        /// The fee that it is reckoned from.
        fee: Option<UnitFee>,
        /// Its parts, where the document prints any.
        parts: Vec<Part>,
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
        /// The benefit of the policy table that is paid from it, as an id.
        benefit: Option<String>,
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
        /// The measure that counts who draws on it; absent where none does.
        measure: Option<String>,
        /// What happens when it is used up (R15).
        overflow: Overflow,
    }
}

words! {
    /// What happens when a pool is used up.
    pub enum Overflow (UnknownValue) {
        /// The document does not say.
        Unstated = "unstated",
    }
}
