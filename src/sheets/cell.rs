//! What stands on a sheet before it is written as a workbook or as CSV.

use crate::money::Yuan;

/// What a formula comes to, as the core computes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Value {
    /// The empty text.
    #[default]
    Nothing,
    /// Words.
    Text(String),
    /// The digits of a number.
    Number(String),
}

impl Value {
    pub fn text(words: impl Into<String>) -> Value {
        Value::Text(words.into())
    }

    pub fn whole(number: impl Into<i64>) -> Value {
        Value::Number(number.into().to_string())
    }

    /// An amount in whole fen.
    pub fn fen(amount: Option<Yuan>) -> Value {
        amount.map_or(Value::Nothing, |amount| Value::whole(amount.fen()))
    }

    /// An amount in yuan.
    pub fn yuan(amount: Option<Yuan>) -> Value {
        amount.map_or(Value::Nothing, |amount| Value::Number(amount.to_string()))
    }

    /// As text, which is how both kinds of file hold it.
    pub fn as_str(&self) -> &str {
        match self {
            Value::Nothing => "",
            Value::Text(text) | Value::Number(text) => text,
        }
    }
}

/// How a number is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// `300,000.00`.
    Yuan,
    /// A whole number: fen, hundredths of a percent.
    Whole,
    /// `60.00%`.
    Percent,
    /// Text.
    Words,
    /// What keeps an amount from being computed: over as many columns as it needs.
    Said,
}

/// What may be typed into a cell.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// One of these.
    Choice(Vec<String>),
    /// An amount in yuan.
    Amount,
    /// A rate.
    Rate,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub(super) enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words that stay.
    Text(String),
    /// What may be typed in, and what is.
    Entry(Entry, Value),
    /// A formula and its value.
    Live(String, Value, Look),
}

/// What a line is to the eye.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// The title of the sheet.
    Title,
    /// Names the columns.
    Head,
    /// Words across all columns.
    Paragraph,
    /// What only the workbook needs: how it is used, and what its formulas lean on.
    Guide,
    /// Begins a part.
    Heading,
    /// A step.
    #[default]
    Plain,
    /// What it comes to.
    Result,
}

/// A line of the first sheet.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    pub style: Style,
    /// What it is: column A.
    pub label: String,
    /// The formula that it is, where it follows the amounts.
    pub said: Option<String>,
    /// In yuan, or what is typed in: B.
    pub yuan: Cell,
    /// In whole fen: C.
    pub fen: Cell,
    /// What to make of it: D.
    pub remark: Cell,
    /// Where it stands: E.
    pub section: Cell,
    /// The words that stand there: F.
    pub quote: Cell,
    /// The name by which formulas find it: the cell in B, or in C where B is empty.
    pub name: Option<String>,
}

impl Line {
    /// Its cells from B on.
    pub fn cells(&self) -> [&Cell; 5] {
        [&self.yuan, &self.fen, &self.remark, &self.section, &self.quote]
    }
}
