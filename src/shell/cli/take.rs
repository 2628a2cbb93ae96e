//! `--xlsx` and `--csv`: the estimate as a file to take along.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;

use super::Failure;
use super::target::Target;
use crate::application::Application;
use crate::catalog::Table;
use crate::date::Date;
use crate::sheets;
use crate::strings::Strings;

#[derive(Args)]
pub(super) struct Files {
    /// Also write an Excel workbook with live formulas; with `compare`, batch and level may be left open in it
    #[arg(long, value_name = "FILE")]
    xlsx: Option<PathBuf>,
    /// Also write entries, steps and result as CSV for Excel
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

impl Files {
    /// Writes what was asked for; a file that is there is replaced, unless it is the input.
    pub fn write(
        &self,
        input: Option<&Path>,
        table: &Table,
        application: &Application,
        as_of: Date,
        strings: &Strings,
    ) -> Result<(), Failure> {
        let real = |path: &Path| fs::canonicalize(path).ok();
        let read = input.and_then(real);
        let out = [self.xlsx.as_deref(), self.csv.as_deref()];
        if let Some(path) = out.into_iter().flatten().find(|path| read.is_some() && real(path) == read) {
            return Err(Failure::Told(format!("{}: is the input and is not overwritten", path.display())));
        }
        if let Some(path) = &self.xlsx {
            put(path, &sheets::workbook(table, application, as_of, strings)?)?;
        }
        if let Some(path) = &self.csv {
            put(path, &sheets::csv(table, application, as_of, strings)?)?;
        }
        Ok(())
    }
}

pub(super) fn put(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let named = |error: std::io::Error| Failure::Told(format!("{}: {error}", path.display()));
    let mut target = Target::open(Some(path)).map_err(named)?;
    target.writer().write_all(bytes).map_err(named)?;
    target.finish().map_err(named)
}
