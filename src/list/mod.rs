//! A list of customers: a spreadsheet's rows, each with its batch, level and spend, judged one by one.
//!
//! Its cells stay where they are in the text; what is kept of a row is where it begins and what it comes to. What is wrong
//! with a row is read anew when it is asked for, so that nothing is lost and nothing is held twice.

mod arriving;
mod cells;
mod choice;
pub mod columns;
mod enterprises;
pub mod heads;
pub mod judge;
mod number;
mod places;
pub mod records;
mod remembered;
mod row;
pub mod source;
pub mod text;
pub mod totals;
mod unpack;
pub mod window;
mod words;
mod workbook;

use crate::application::Application;
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Code, Error};
use crate::list::arriving::Arriving;
use crate::list::columns::{Columns, Heads};
use crate::list::heads::Meaning;
use crate::list::judge::{Defaults, Judge, Judged, Manner};
use crate::list::records::{Reader, Row};
use crate::list::source::Source;
use crate::list::totals::Alike;
use crate::list::window::Window;

pub use cells::letters;
pub use choice::{Choice, meaning};
pub use row::unfit;

/// The rows of a list, at most: as many as a sheet has below its heads.
pub const MOST_ROWS: usize = 1_048_575;
/// Bytes of a row that is short: hardly any list has more rows than so many of them.
const SHORT_ROW: usize = 32;
/// Known columns with which a sheet is taken for the list.
const ENOUGH: usize = 2;

/// What is kept of a row.
#[derive(Clone, Copy, Debug)]
pub struct Kept {
    /// Where it begins in the text.
    from: u32,
    /// Which row it is to a spreadsheet, from 1.
    pub number: u32,
    /// What it comes to.
    pub judged: Judged,
}

/// A list, from the file to its answers.
pub struct List {
    /// The file's name, without its ending.
    pub name: String,
    /// What it was taken for.
    pub source: Source,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// The others that have known heads as well.
    rivals: Vec<String>,
    /// Where the heads stand.
    pub heads: Heads,
    /// What each column is taken for: what its head says, or what was chosen.
    pub meanings: Vec<Option<Meaning>>,
    /// What holds where no column says so.
    pub defaults: Defaults,
    text: Vec<u8>,
    /// Of a file that is not all there.
    arriving: Option<Arriving>,
    columns: Columns,
    run: Option<Run>,
    window: Window,
}

/// The rows so far.
struct Run {
    judge: Judge,
    reader: Reader,
    rows: Vec<Kept>,
    alike: Alike,
    bad: usize,
    finished: bool,
}

/// How far a run is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows judged.
    pub done: usize,
    /// Of them with a fault.
    pub bad: usize,
    /// How much of the text is read, in thousandths.
    pub part: u16,
    /// Whether there is no other row.
    pub finished: bool,
    /// Whether the next row is yet to arrive.
    pub waiting: bool,
}

impl List {
    /// Opens a file and finds its heads; of several sheets it takes the first with known ones.
    ///
    /// # Errors
    /// As [`Source::open`] and [`Source::text`].
    pub fn open(name: &str, bytes: Vec<u8>) -> Result<List, Error> {
        let mut source = Source::open(bytes)?;
        let (mut sheet, mut text, mut heads) = read(&mut source, None)?;
        let mut rivals = Vec::new();
        for other in source.sheets.clone().into_iter().skip(1) {
            if heads.known() >= ENOUGH {
                // What cannot be read may be what is meant.
                if source.head(&other).map_or(true, |head| Heads::find(&head, b',', None).known() >= ENOUGH) {
                    rivals.push(other);
                }
                continue;
            }
            let found = read(&mut source, Some(other))?;
            if found.2.known() > heads.known() {
                (sheet, text, heads) = found;
            }
        }
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        let meanings = heads.meanings.clone();
        let mut list = List {
            name: stem,
            source,
            sheet,
            rivals,
            heads,
            meanings,
            defaults: Defaults::default(),
            text,
            arriving: None,
            columns: Columns::default(),
            run: None,
            window: Window::default(),
        };
        list.settle()?;
        Ok(list)
    }

    /// Whether rows of another width are none: a workbook's cells stay in their columns.
    fn strict(&self) -> bool {
        self.sheet.is_none() && self.heads.number > 0
    }

    /// Takes another choice into account; judging begins anew.
    fn settle(&mut self) -> Result<(), Error> {
        self.columns = Columns::new(&self.meanings, self.strict())?;
        self.run = None;
        self.window = Window::default();
        Ok(())
    }

    /// Reads another sheet, or the same with its heads elsewhere.
    fn reread(&mut self, sheet: Option<String>, number: Option<usize>) -> Result<(), Error> {
        if sheet.is_some() && sheet != self.sheet {
            (self.sheet, self.text, self.heads) = read(&mut self.source, sheet)?;
        }
        if let Some(number) = number {
            self.heads = Heads::find(&self.text, self.heads.reader.delimiter, Some(number));
        }
        self.meanings = self.heads.meanings.clone();
        Ok(())
    }

    /// Reads and judges the next rows.
    ///
    /// # Errors
    /// `too_many_items` above [`MOST_ROWS`]; else as [`Judge::new`].
    pub fn step(&mut self, catalog: &Catalog, today: Date, rows: usize) -> Result<Progress, Error> {
        let width = self.columns.strict.then_some(self.columns.width);
        // Taken out, as the text is read beside it.
        let mut run = match self.run.take() {
            Some(run) => run,
            None => self.fresh(catalog, today)?,
        };
        let (text, size) = self.readable();
        let (mut row, mut waiting) = (Row::default(), false);
        for _ in 0..rows {
            let before = run.reader;
            if !run.reader.next(text, width, &mut row) {
                (run.finished, waiting) = (self.arriving.is_none(), self.arriving.is_some());
                break;
            }
            if self.arriving.is_some() && arriving::goes_on(&row, text) {
                (run.reader, waiting) = (before, true);
                break;
            }
            if is_empty(text, &row) {
                continue;
            }
            if run.rows.len() >= MOST_ROWS {
                return Err(Error::new(Code::TooManyItems, "rows").with("found", row.number).with("max", MOST_ROWS));
            }
            let judged = run.judge.judge(catalog, &self.columns, text, &row);
            run.alike.add(&judged);
            run.bad = run.bad.saturating_add(usize::from(judged.code == Judged::WRONG));
            let (from, number) = (u32::try_from(row.from), u32::try_from(row.number));
            run.rows.push(Kept { from: from.unwrap_or(u32::MAX), number: number.unwrap_or(u32::MAX), judged });
        }
        let read = run.reader.at.saturating_mul(1000).checked_div(size).unwrap_or(1000);
        let part = if run.finished { 1000 } else { u16::try_from(read).unwrap_or(1000) };
        let progress = Progress { done: run.rows.len(), bad: run.bad, part, finished: run.finished, waiting };
        self.run = Some(run);
        Ok(progress)
    }

    /// A run that has not begun.
    fn fresh(&self, catalog: &Catalog, today: Date) -> Result<Run, Error> {
        let judge = Judge::new(catalog, Manner::Lenient, self.defaults.clone(), today)?;
        // Memory that grows by and by is copied each time.
        let rows = Vec::with_capacity((self.readable().1 / SHORT_ROW).min(MOST_ROWS));
        Ok(Run { judge, reader: self.heads.reader, rows, alike: Alike::default(), bad: 0, finished: false })
    }

    /// The rows judged so far.
    pub fn rows(&self) -> &[Kept] {
        self.run.as_ref().map(|run| run.rows.as_slice()).unwrap_or_default()
    }

    /// Which column says what.
    pub fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The text of the rows.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// A row read once more; its line is its number.
    pub fn reread_row(&self, kept: &Kept, row: &mut Row) {
        let number = usize::try_from(kept.number).unwrap_or_default().saturating_sub(1);
        let at = usize::try_from(kept.from).unwrap_or_default();
        let mut reader = Reader { at, line: number, number, ..self.heads.reader };
        reader.next(&self.text, self.columns.strict.then_some(self.columns.width), row);
    }

    /// The day on which a row is judged.
    pub fn day(&self, row: &Row) -> Option<Date> {
        self.run.as_ref()?.judge.day_of(&self.columns, &self.text, row)
    }

    /// The day on which rows are judged that state none, where no column states one.
    pub fn as_of(&self) -> Option<Date> {
        self.run.as_ref().filter(|_| self.columns.as_of.is_none()).map(|run| run.judge.day_of_all())
    }

    /// A row as an application, with its table and its day; nothing of a row at fault.
    pub fn application<'c>(&mut self, catalog: &'c Catalog, row: &Row) -> Option<(&'c Table, Application, Date)> {
        let judge = &mut self.run.as_mut()?.judge;
        let asked = judge.asked(&self.columns, &self.text, row);
        judge.opened(catalog, &self.columns, &self.text, row, &asked).ok()
    }

    /// What is wrong with a row.
    pub fn fault(&mut self, catalog: &Catalog, row: &Row) -> Option<Error> {
        self.run.as_mut()?.judge.fault(catalog, &self.columns, &self.text, row)
    }

    /// Whether nothing is left to ask before rows are judged: the heads are clear, nothing is missing, the batch included, and
    /// there is no other sheet that could be meant.
    pub fn is_clear(&self) -> bool {
        let batch = self.columns.batch.is_some() || self.defaults.batch.is_some();
        self.heads.are_clear() && self.defaults.missing(&self.columns).is_empty() && batch && self.rivals.is_empty()
    }

    /// The sheets that could be meant, where there are several: the one that is read, and others with known heads.
    #[cfg(feature = "cli")]
    pub fn rivals(&self) -> Vec<String> {
        let all = || self.sheet.iter().chain(&self.rivals).cloned().collect();
        if self.rivals.is_empty() { Vec::new() } else { all() }
    }

    /// The first rows under the heads, as samples.
    pub fn samples(&self, most: usize) -> Vec<Vec<String>> {
        let (mut reader, mut row) = (self.heads.reader, Row::default());
        let mut samples = Vec::new();
        while samples.len() < most && reader.next(&self.text, None, &mut row) {
            samples.push((0..row.len()).map(|place| row.text(&self.text, place).into_owned()).collect());
        }
        samples
    }
}

/// The text of a sheet, or of a text file, and its heads.
fn read(source: &mut Source, sheet: Option<String>) -> Result<(Option<String>, Vec<u8>, Heads), Error> {
    let text = source.text(sheet.as_deref())?;
    let first = || source.sheets.first().cloned();
    let sheet = sheet.or_else(first);
    let heads = if sheet.is_some() { Heads::find(&text, b',', None) } else { Heads::sniff(&text) };
    heads.check_width()?;
    Ok((sheet, text, heads))
}

/// Whether nothing is typed into a row.
pub fn is_empty(bytes: &[u8], row: &Row) -> bool {
    (0..row.len()).all(|place| row.raw(bytes, place).is_empty())
}

/// Where a cell stands, as a spreadsheet names it: `C17`; without a column the row alone.
pub fn place(column: Option<usize>, number: usize) -> String {
    let letters = column.map(letters).unwrap_or_default();
    format!("{letters}{number}")
}
