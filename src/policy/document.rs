//! The document of a table, how long it is in force, and the format that it is transcribed in.

use super::figure::{Count, Dated};
use super::text::Text;
use crate::error::Error;
use crate::json::{Node, Read, record};

record! {
    /// The document of a table.
    pub struct Document {
        /// Its title as printed.
        title: String,
        /// Who issued it, as printed; absent where the document does not say.
        issuer: Option<String>,
        /// Its number (文号), where it has one.
        number: Option<String>,
        /// Its date; absent where the document has none.
        date: Option<Dated>,
        /// What kind of copy was read.
        copy: Option<Text>,
    }
}

record! {
    /// How long a table is in force. All absent: the document does not say.
    pub struct Validity {
        /// The first day.
        from: Option<Dated>,
        /// The last day.
        until: Option<Dated>,
        /// Years from a day that the document does not name.
        years: Option<Count>,
    }
}

/// The version of a table's format: 1, and no other is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Format(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 1)))] u8);

impl Read for Format {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Format(node.int(1, 1)?.try_into().unwrap_or(1)))
    }
}
