//! `subsidy budget --portfolio`: an officer's list of enterprises against the programme's money.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::batch::Format;
use super::batch::list::{Reading, judge_all, source, tell, whole};
use super::estimate::{print, print_json};
use super::output::{heading, line, table};
use super::{Context, Failure, Outcome};
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Code, Error};
use crate::list::columns::Columns;
use crate::portfolio::Portfolio;
use crate::present::list::Table as Figures;
use crate::present::portfolio::{People, PortfolioReport, report};
use crate::programme::Programme;
use crate::sheets;
use crate::wire;

#[derive(Args)]
pub(super) struct Asked {
    /// The officer's list of enterprises, CSV or XLSX, or - for standard input
    #[arg(long, value_name = "FILE", conflicts_with_all = ["scenario", "simulate"])]
    portfolio: Option<PathBuf>,
    /// Also write the report to OUT: an .xlsx with sums and enterprises, or a .csv of the enterprises
    #[arg(short, long = "output", visible_alias = "out", value_name = "OUT", requires = "portfolio")]
    out: Option<PathBuf>,
    #[command(flatten)]
    reading: Reading,
}

impl Asked {
    /// The list, where there is one.
    ///
    /// # Errors
    /// Where it is said how to read it, and there is none.
    pub fn file(&self) -> Result<Option<&Path>, Failure> {
        if self.portfolio.is_none() && self.reading.any() {
            return Err(Failure::Told("--sheet, --map, --batch and --level go with --portfolio".to_owned()));
        }
        Ok(self.portfolio.as_deref())
    }
}

/// A city, a day, and the list.
pub(super) struct City<'c> {
    pub table: &'c Table,
    pub programme: &'c Programme,
    pub catalog: &'c Catalog,
    pub as_of: Date,
    pub asked: &'c Path,
}

/// Prints what comes out, and writes it where a file is asked for.
pub(super) fn run(context: &Context, city: &City, asked: &Asked, json: bool) -> Outcome {
    let City { table, programme, catalog, as_of, asked: path } = *city;
    let kind = asked.out.as_deref().map(|out| (out, Format::of(out)));
    if let Some((out, None | Some(Format::Ndjson))) = kind {
        return Err(Failure::Told(format!("{}: the report is written as .xlsx or .csv", out.display())));
    }
    let (input, _) = source(path)?;
    let mut list = whole(&asked.reading, (Some(table.policy.id.clone()), Some(as_of)), input, path)?;
    answerable(list.columns())?;
    tell(&list.heads, &list.meanings, super::tell);
    judge_all(&mut list, catalog, as_of)?;
    let portfolio = list.portfolio(catalog, table, programme, as_of)?;
    let strings = context.strings()?;
    let report = report(&portfolio, table, programme, catalog, &strings);
    if let Some((out, format)) = kind {
        let bytes = match format {
            Some(Format::Csv) => sheets::portfolio::csv(&list, &portfolio, table),
            _ => sheets::portfolio::workbook(&list, &portfolio, &report, (table, as_of), catalog, &strings)?,
        };
        super::take::put(out, &bytes)?;
    }
    if json {
        print_json(&wire::bytes_of(&portfolio)?)?;
    } else {
        print(&text(&report))?;
    }
    Ok(ExitCode::from(u8::from(unread(&portfolio))))
}

/// Whether a row could not be read; one that adds up others is none.
fn unread(portfolio: &Portfolio) -> bool {
    portfolio.enterprises.iter().any(|one| !one.faults.is_empty())
}

/// Fails where nothing could come out: no ceiling without spend, and nothing approved or paid.
fn answerable(columns: &Columns) -> Result<(), Failure> {
    if columns.is_chargeable() {
        return Ok(());
    }
    let words = "no column states \"spend\", \"approved\" or \"paid\"; name one with --map COLUMN=MEANING";
    Err(Failure::At(words.to_owned(), Error::new(Code::MissingField, "spend")))
}

fn text(report: &PortfolioReport) -> String {
    let mut out = String::new();
    line(&mut out, &report.title);
    line(&mut out, &report.document);
    out.push('\n');
    report.told.iter().for_each(|sentence| line(&mut out, sentence));
    figures(&mut out, &report.lines);
    report.lines_told.iter().for_each(|sentence| line(&mut out, &["  - ", sentence].concat()));
    report.tables.iter().for_each(|one| figures(&mut out, one));
    report.people.iter().for_each(|one| people(&mut out, one));
    out.push('\n');
    report.rules.iter().for_each(|sentence| line(&mut out, sentence));
    line(&mut out, &report.foot);
    out
}

fn figures(out: &mut String, figures: &Figures) {
    heading(out, &figures.caption);
    let row = |label: &String, cells: &[String]| std::iter::once(label).chain(cells).cloned().collect();
    let body = figures.rows.iter().map(|one| row(&one.label, &one.cells));
    let rows: Vec<Vec<String>> = std::iter::once(figures.columns.clone()).chain(body).collect();
    table(out, &rows, 1);
}

fn people(out: &mut String, people: &People) {
    heading(out, &people.title);
    line(out, &people.hint);
    let rows: Vec<Vec<String>> =
        people.rows.iter().map(|one| vec![one.place.clone(), one.name.clone(), one.told.clone()]).collect();
    table(out, &rows, 3);
    if !people.more.is_empty() {
        line(out, &["  ", &people.more].concat());
    }
}
