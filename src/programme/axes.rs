//! What a planned number is about: measure, district, industry, batch, size class, year.

use crate::json::record;
use crate::policy::{Batch, Number, SizeClass};

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
