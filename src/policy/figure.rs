//! A figure of the document: an amount, a share, a number or a day, with its wording and its place.

use crate::date::Date;
use crate::error::Error;
use crate::json::{Node, Read, record, words};
use crate::money::{Rate, Yuan};

words! {
    /// How the document words a figure, which decides how it may be shown.
    pub enum Wording (UnknownValue) {
        /// The figure itself: 「给予补助」, 「一次性奖励20万元」.
        Exact = "exact",
        /// A limit from above: 不超过, 最高. Less may be paid.
        Ceiling = "ceiling",
        /// A limit from below: 不低于, 不少于.
        Floor = "floor",
        /// An approximation: 约.
        About = "about",
    }
}

record! {
    /// Where a figure stands: the shortest phrase of the document that carries it.
    pub struct Citation {
        /// The document, where it is not the table's own.
        document: Option<String>,
        /// Section or clause, as the document counts: `第四部分(五)第18条`.
        section: String,
        /// The phrase, byte for byte; table cells are joined by ` | `.
        quote: String,
        /// The unit in a column's head, where the number stands in a cell of it: `万元`.
        unit: Option<String>,
    }
}

impl Citation {
    /// Section and quotation of a draft's figure, which no document carries yet: no table that has one is published.
    pub const UNSOURCED: (&str, &str) = ("草案（draft）", "尚无出处（no source yet）");

    /// Whether no document carries its figure yet.
    pub fn is_unsourced(&self) -> bool {
        (self.section.as_str(), self.quote.as_str()) == Citation::UNSOURCED
    }
}

record! {
    /// An amount of money in the document.
    pub struct Amount {
        /// In yuan (元).
        amount: Yuan,
        /// How the document words it.
        wording: Wording,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// A rate in the document.
    pub struct Share {
        /// From 0 to 1.
        rate: Rate,
        /// How the document words it.
        wording: Wording,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// A planned or selected number.
    pub struct Count {
        /// How many.
        count: Number,
        /// How the document words it.
        wording: Wording,
        /// Where it stands.
        citation: Citation,
    }
}

/// A whole number from 0 to 1,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Number(#[cfg_attr(feature = "native", schemars(range(min = 0, max = 1_000_000)))] pub u32);

impl Read for Number {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Number(node.int(0, 1_000_000)?.try_into().unwrap_or(0)))
    }
}

record! {
    /// A day in the document.
    pub struct Dated {
        /// The day.
        date: Date,
        /// Where it stands.
        citation: Citation,
    }
}
