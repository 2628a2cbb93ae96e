//! The planned numbers: annexes as printed, and the number that they give for what one asks.

use super::{Axes, Axis, Programme};
use crate::json::record;
use crate::money::Rate;
use crate::policy::{Citation, Number, Share, Text, Wording};

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
    /// A column of planned numbers.
    pub struct Column {
        /// What all its numbers are about.
        axes: Axes,
        /// Its head as printed.
        citation: Citation,
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

impl Plan {
    /// The numbers of one of its rows, each with what it is about.
    pub fn cells<'p>(&'p self, row: &'p Row) -> impl Iterator<Item = (Axes, u32)> + 'p {
        row.counts.iter().enumerate().map(|(index, count)| {
            let column = self.columns.get(index).map(|column| &column.axes);
            (column.map_or_else(|| row.axes.clone(), |column| row.axes.and(column)), count.0)
        })
    }
}

impl Programme {
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
