//! What a programme table says: the types of `policies/<id>/programme.json`, the money and the plan of one document.
//!
//! Only what the document prints stands here. Sums are computed; where the document's own do not agree, that is a flag.

use crate::date::Date;
use crate::error::Error;
use crate::json::{self, Value, record, words};
use crate::money::Rate;
use crate::policy::{Amount, Batch, Citation, Count, Entry, Format, Number, Share, SizeClass, Stage, Text, Wording};

words! {
    /// What happens when a pool is used up.
    pub enum Overflow (UnknownValue) {
        /// The document does not say.
        Unstated = "unstated",
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
    /// What is counted.
    pub struct Measure {
        /// Unique in the table.
        id: String,
        /// Its name.
        title: Text,
        /// The measure of which it counts a part, so that it can nowhere be more.
        part_of: Option<String>,
        /// The measures that it adds up, where the document counts several as one.
        sum_of: Vec<String>,
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
        /// The benefit of the policy table that is paid from it, as an id.
        benefit: Option<String>,
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
    /// A row of planned numbers, or of planned shares.
    pub struct Row {
        /// What all its numbers are about.
        axes: Axes,
        /// The numbers, one for each column.
        counts: Vec<Number>,
        /// Shares in the place of numbers, one for each column.
        rates: Vec<Rate>,
        /// How the document words them.
        wording: Wording,
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
        /// The columns; none where every row has one number.
        columns: Vec<Column>,
        /// The rows.
        rows: Vec<Row>,
    }
}

record! {
    /// A share that the programme aims at: 三级及以上的比例不低于50%.
    pub struct Target {
        /// Unique in the table.
        id: String,
        /// Its name.
        title: Text,
        /// The share.
        share: Share,
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

    /// Every planned number with what it is about, in the document's order.
    pub fn numbers(&self) -> impl Iterator<Item = (Axes, u32)> {
        self.plans.iter().flat_map(|plan| plan.rows.iter().flat_map(|row| plan.cells(row)))
    }

    /// The number that the document plans for these axes: as printed, else the sum over one axis more; `None` where it
    /// gives neither.
    pub fn planned(&self, axes: &Axes) -> Option<u32> {
        let printed = self.numbers().find(|(about, _)| about == axes).map(|(_, number)| number);
        printed.or_else(|| Axis::ALL.iter().find_map(|&axis| self.sum_over(axes, axis)))
    }

    /// The printed numbers that are more than what they count a part of: an oddity of the document, kept as it stands.
    pub fn excesses(&self) -> Vec<Excess> {
        let excess = |(axes, found): (Axes, u32)| {
            let measure = self.measures.iter().find(|one| Some(&one.id) == axes.measure.as_ref())?;
            let part_of = measure.part_of.clone()?;
            let whole = self.planned(&Axes { measure: Some(part_of.clone()), ..axes.clone() })?;
            (found > whole).then_some(Excess { axes, part_of, found, whole })
        };
        self.numbers().filter_map(excess).collect()
    }

    /// The sum of the numbers that say the same with one axis more; `None` where there are none.
    pub fn sum_over(&self, axes: &Axes, axis: Axis) -> Option<u32> {
        let mut seen: Vec<Axes> = Vec::new();
        let mut sum = None;
        for (about, number) in self.numbers() {
            if !axes.has(axis) && about.has(axis) && about.without(axis) == *axes && !seen.contains(&about) {
                sum = Some(sum.unwrap_or(0_u32).saturating_add(number));
                seen.push(about);
            }
        }
        sum
    }
}

impl Plan {
    /// The numbers of one of its rows, each with what it is about.
    pub fn cells<'p>(&'p self, row: &'p Row) -> impl Iterator<Item = (Axes, u32)> + 'p {
        row.counts.iter().enumerate().map(|(index, count)| {
            let column = self.columns.get(index).map(|column| &column.axes);
            (column.map_or_else(|| row.axes.clone(), |column| row.axes.and(column)), count.0)
        })
    }
}

/// A printed number that is more than what it counts a part of.
#[derive(Clone, Debug, PartialEq)]
pub struct Excess {
    /// What it is about.
    pub axes: Axes,
    /// The measure of which it counts a part, as an id.
    pub part_of: String,
    /// The number.
    pub found: u32,
    /// The number of which it is a part.
    pub whole: u32,
}

/// One of the things that a planned number is about, besides its measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// By district.
    District,
    /// By industry.
    Industry,
    /// By batch.
    Batch,
    /// By size class.
    SizeClass,
    /// By year.
    Year,
}

impl Axis {
    /// Every axis.
    pub const ALL: [Axis; 5] = [Axis::District, Axis::Industry, Axis::Batch, Axis::SizeClass, Axis::Year];

    /// The word in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Axis::District => "district",
            Axis::Industry => "industry",
            Axis::Batch => "batch",
            Axis::SizeClass => "size_class",
            Axis::Year => "year",
        }
    }
}

impl Axes {
    /// All that is counted by a measure.
    pub fn of(measure: &str) -> Axes {
        let measure = Some(measure.to_owned());
        Axes { measure, district: None, industry: None, batch: None, size_class: None, year: None }
    }

    /// What row and column say together.
    #[must_use]
    pub fn and(&self, other: &Axes) -> Axes {
        Axes {
            measure: self.measure.clone().or_else(|| other.measure.clone()),
            district: self.district.clone().or_else(|| other.district.clone()),
            industry: self.industry.clone().or_else(|| other.industry.clone()),
            batch: self.batch.or(other.batch),
            size_class: self.size_class.or(other.size_class),
            year: self.year.or(other.year),
        }
    }

    /// Whether they name this axis.
    pub fn has(&self, axis: Axis) -> bool {
        match axis {
            Axis::District => self.district.is_some(),
            Axis::Industry => self.industry.is_some(),
            Axis::Batch => self.batch.is_some(),
            Axis::SizeClass => self.size_class.is_some(),
            Axis::Year => self.year.is_some(),
        }
    }

    /// The same with one axis less.
    #[must_use]
    pub fn without(&self, axis: Axis) -> Axes {
        let mut rest = self.clone();
        match axis {
            Axis::District => rest.district = None,
            Axis::Industry => rest.industry = None,
            Axis::Batch => rest.batch = None,
            Axis::SizeClass => rest.size_class = None,
            Axis::Year => rest.year = None,
        }
        rest
    }
}
