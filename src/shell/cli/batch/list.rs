//! A list as people keep it: heads in Chinese or English, any delimiter and encoding, or a workbook.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use clap::Args;

use super::blocks::{Block, Blocks};
use super::{Format, Run, lanes};
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::{Code, Error, Param};
use crate::list::columns::{Columns, Heads};
use crate::list::heads::Meaning;
use crate::list::judge::{Defaults, Judge, Judged, Manner};
use crate::list::records::{MARK, Reader, Row};
use crate::list::source::check_size;
use crate::list::{List, Progress, is_empty, letters, meaning};
use crate::policy::{Batch, Level};
use crate::sheets;
use crate::shell::cli::{Failure, argument_error};
use crate::strings::Strings;

/// Rows of a workbook that are judged at a time.
const STEP: usize = 10_000;

/// What is chosen where a file does not say it by itself.
#[derive(Args)]
pub(in crate::shell::cli) struct Choices {
    #[command(flatten)]
    pub reading: Reading,
    /// The city of rows that state none
    #[arg(long, value_name = "ID")]
    policy: Option<String>,
    /// The day of rows that state none (default: today in UTC+8)
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
}

/// How the file is read.
#[derive(Args)]
pub(in crate::shell::cli) struct Reading {
    /// The sheet of a workbook (default: the one with known heads)
    #[arg(long, value_name = "NAME")]
    sheet: Option<String>,
    /// What a column states, by its head or its letters: 总价=software:wan, or D=level; a column mapped to nothing is only kept
    #[arg(long, value_name = "COLUMN=MEANING")]
    map: Vec<String>,
    /// The batch of rows that state none
    #[arg(long, value_name = "N")]
    batch: Option<i64>,
    /// The level of rows that state none
    #[arg(long, value_name = "N")]
    level: Option<i64>,
}

impl Choices {
    /// Whether anything was chosen: the contract's own columns need nothing of it.
    pub fn any(&self) -> bool {
        self.policy.is_some() || self.as_of.is_some() || self.reading.any()
    }

    fn defaults(&self) -> Result<Defaults, Error> {
        let day = |text: &String| Date::parse(text).ok_or_else(|| argument_error(Code::InvalidDate, "as_of", text));
        self.reading.defaults(self.policy.clone(), self.as_of.as_ref().map(day).transpose()?)
    }
}

impl Reading {
    /// Whether anything was chosen.
    pub fn any(&self) -> bool {
        self.sheet.is_some() || self.batch.is_some() || self.level.is_some() || !self.map.is_empty()
    }

    fn defaults(&self, policy: Option<String>, as_of: Option<Date>) -> Result<Defaults, Error> {
        let within = |path: &str, number: i64, most: u8| {
            let known = u8::try_from(number).ok().filter(|number| (1..=most).contains(number));
            known.ok_or_else(|| {
                Error::new(Code::OutOfRange, path).with("found", number).with("min", 1u8).with("max", most)
            })
        };
        Ok(Defaults {
            policy,
            as_of,
            batch: self.batch.map(|number| within("batch", number, 3)).transpose()?.map(Batch),
            level: self.level.map(|number| within("level", number, 4)).transpose()?.map(Level),
            size_class: None,
        })
    }

    /// What each column states: what was mapped in the place of what its head says, which is then no question any more.
    fn map(&self, heads: &mut Heads) -> Result<Vec<Option<Meaning>>, Failure> {
        let mut meanings = heads.meanings.clone();
        for mapped in &self.map {
            let (column, word) = mapped.rsplit_once('=').unwrap_or((mapped, ""));
            let names = &heads.heads;
            let by_head = names.iter().position(|head| head == column.trim());
            let by_letters = || (0..names.len()).find(|&place| letters(place).eq_ignore_ascii_case(column.trim()));
            let place = by_head.or_else(by_letters);
            let stated = if word.is_empty() { None } else { Some(meaning("map", word)?) };
            let Some((place, known)) = place.and_then(|place| Some((place, meanings.get_mut(place)?))) else {
                let allowed = Param::Texts(names.iter().filter(|head| !head.is_empty()).cloned().collect());
                let error = crate::application::refuse(Code::UnknownValue, "map", column);
                return Err(error.with("allowed", allowed).into());
            };
            *known = stated;
            heads.settle(place);
        }
        certain(heads)?;
        Ok(meanings)
    }
}

/// Fails where what decides an answer would be left out, because its head means what an earlier one means or says more in
/// brackets than is understood: nobody sees that in the answers.
fn certain(heads: &Heads) -> Result<(), Failure> {
    if let Some((&place, head)) = heads.doubtful.first().and_then(|place| Some((place, heads.heads.get(*place)?))) {
        let (letters, field) = (letters(place), Meaning::nearly(head).map(Meaning::field).unwrap_or_default());
        let words = format!(
            "column {letters} ({head}) may state \"{field}\", but what stands in brackets is not understood; say what it states: --map {letters}=MEANING, or --map {letters}= to keep it unread"
        );
        let error = crate::application::refuse(Code::UnknownValue, field, head);
        return Err(Failure::At(words, error));
    }
    let means =
        |place: usize| heads.heads.get(place).and_then(|head| Meaning::of_head(head)).map(|(meaning, _)| meaning);
    let names = [Meaning::Company, Meaning::CompanyId, Meaning::District];
    let decides = |place: usize| means(place).filter(|meaning| !names.contains(meaning));
    let Some((repeated, stated)) = heads.repeated.iter().find_map(|&place| Some((place, decides(place)?))) else {
        return Ok(());
    };
    let alike = |&place: &usize| means(place).is_some_and(|meaning| meaning.field() == stated.field());
    let places: Vec<usize> = (0..heads.heads.len()).filter(alike).collect();
    let joined =
        |said: &dyn Fn(usize) -> String| places.iter().map(|&place| said(place)).collect::<Vec<_>>().join(", ");
    let named = joined(&|place| heads.heads.get(place).cloned().unwrap_or_default());
    let (columns, letters, field) = (joined(&letters), letters(repeated), stated.field());
    let words = format!(
        "columns {columns} ({named}) all state \"{field}\"; say what {letters} states: --map {letters}=MEANING, or --map {letters}= to keep it unread"
    );
    Err(Failure::At(words, crate::application::refuse(Code::DuplicateKey, field, field)))
}

/// Opens an input, `-` for standard input, and tells its length where it is known.
pub(in crate::shell::cli) fn source(path: &Path) -> Result<(Box<dyn Read>, Option<u64>), Failure> {
    if path.as_os_str() == "-" {
        return Ok((Box::new(io::stdin().lock()), None));
    }
    let file = File::open(path).map_err(|error| Failure::Told(format!("{}: {error}", path.display())))?;
    let length = file.metadata().ok().map(|metadata| metadata.len());
    Ok((Box::new(file), length))
}

/// Reads a whole file as a list, its columns taken as they are chosen.
pub(in crate::shell::cli) fn whole(
    reading: &Reading,
    (policy, as_of): (Option<String>, Option<Date>),
    mut input: Box<dyn Read>,
    name: &Path,
) -> Result<List, Failure> {
    let mut bytes = Vec::new();
    // One byte more than is read tells that there are more.
    (&mut input).take(crate::list::source::MOST_BYTES.saturating_add(1)).read_to_end(&mut bytes)?;
    check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut list = List::open(&name, bytes)?;
    match &reading.sheet {
        Some(sheet) => list.choose_sheet(sheet)?,
        None => several(list.rivals())?,
    }
    let meanings = reading.map(&mut list.heads)?;
    list.take(meanings, reading.defaults(policy, as_of)?)?;
    Ok(list)
}

/// Fails where another sheet has known heads as well: that its rows are left out nobody sees in the answers.
fn several(sheets: Vec<String>) -> Result<(), Failure> {
    if sheets.is_empty() {
        return Ok(());
    }
    let words = format!("several sheets have known heads ({}); say which is meant: --sheet NAME", sheets.join(", "));
    Err(Failure::At(words, Error::new(Code::MissingField, "sheet").with("allowed", Param::Texts(sheets))))
}

/// Judges every row.
pub(in crate::shell::cli) fn judge_all(list: &mut List, catalog: &Catalog, today: Date) -> Result<Progress, Error> {
    loop {
        let progress = list.step(catalog, today, STEP)?;
        if progress.finished {
            return Ok(progress);
        }
    }
}

/// A list in a stream of text; returns how many rows failed.
pub(super) fn csv(run: &Run, choices: &Choices, mut blocks: Blocks, mut output: impl Write) -> Result<u64, Failure> {
    blocks.decode();
    let mut heads = Heads::sniff(&blocks.held);
    heads.check_width()?;
    let meanings = choices.reading.map(&mut heads)?;
    let columns = Columns::new(&meanings, true)?;
    let defaults = choices.defaults()?;
    answerable(&columns, &defaults)?;
    tell(&heads, &meanings, |told| run.progress.tell(told));
    let judge = Judge::new(&run.catalog, Manner::Lenient, defaults, run.today)?;

    let mut head = Vec::from(MARK);
    sheets::list::heads(&mut head, &heads.heads);
    output.write_all(&head)?;
    blocks.skip(&heads.reader);
    let (width, delimiter) = (columns.width, heads.reader.delimiter);
    let worker = || {
        let (mut judge, columns) = (judge.clone(), &columns);
        move |block: &mut Block| judged(run, columns, &mut judge, block, delimiter)
    };
    let rows = |blocks: &mut Blocks| blocks.rows(delimiter, Some(width));
    let failed = lanes::run(&mut blocks, rows, worker, |answers| output.write_all(answers))?;
    output.flush()?;
    Ok(failed)
}

/// Answers the rows of a block.
fn judged(run: &Run, columns: &Columns, judge: &mut Judge, block: &mut Block, delimiter: u8) {
    let mut reader = Reader { delimiter, at: 0, line: block.line, number: block.number };
    let mut row = Row::default();
    while reader.next(&block.bytes, Some(columns.width), &mut row) {
        if is_empty(&block.bytes, &row) {
            continue;
        }
        let judged = judge.judge(&run.catalog, columns, &block.bytes, &row);
        let wrong = judged.code == Judged::WRONG;
        let error = wrong.then(|| judge.fault(&run.catalog, columns, &block.bytes, &row)).flatten();
        block.failed = block.failed.saturating_add(u64::from(wrong));
        let day = judge.day_of(columns, &block.bytes, &row);
        let place = error.as_ref().map(|error| columns.place_of(error, &row, &block.bytes));
        let cell = place.map(|column| crate::list::place(column, row.number)).unwrap_or_default();
        let answered = sheets::list::Line { judged: &judged, error: error.as_ref(), cell, day };
        sheets::list::line(&mut block.answers, &block.bytes, &row, columns.width, &answered, &run.catalog);
    }
}

/// A workbook in, or one out: all of it at once, as such files are.
pub(super) fn book(
    run: &Run,
    choices: &Choices,
    input: Box<dyn Read>,
    name: &Path,
    mut output: impl Write,
    (format, strings): (Format, &Strings),
) -> Result<u64, Failure> {
    let Defaults { policy, as_of, .. } = choices.defaults()?;
    let mut list = whole(&choices.reading, (policy, as_of), input, name)?;
    run.progress.advance(list.text().len());
    answerable(list.columns(), &list.defaults)?;
    tell(&list.heads, &list.meanings, |told| run.progress.tell(told));
    let progress = judge_all(&mut list, &run.catalog, run.today)?;
    let file = match format {
        Format::Xlsx => sheets::list::workbook(&mut list, &run.catalog, run.today, strings)?,
        Format::Csv | Format::Ndjson => sheets::list::csv(&mut list, &run.catalog)?,
    };
    output.write_all(&file)?;
    output.flush()?;
    Ok(u64::try_from(progress.bad).unwrap_or(u64::MAX))
}

/// Fails where no row could have an answer: what is missing is told once, and not on every row.
fn answerable(columns: &Columns, defaults: &Defaults) -> Result<(), Failure> {
    match defaults.missing(columns).first() {
        None => Ok(()),
        Some(&field) => {
            let words = format!("no column states \"{field}\"; name one with --map COLUMN=MEANING");
            Err(Failure::At(words, Error::new(Code::MissingField, field)))
        }
    }
}

/// Says which column was taken for what, in which unit where none is named, and which are only kept.
pub(in crate::shell::cli) fn tell(heads: &Heads, meanings: &[Option<Meaning>], say: impl Fn(&str)) {
    let named =
        |place: usize| heads.heads.get(place).filter(|head| !head.is_empty()).cloned().unwrap_or(letters(place));
    let read: Vec<String> = (0..)
        .zip(meanings)
        .filter_map(|(place, meaning)| Some(format!("{} = {}", named(place), (*meaning)?.id())))
        .collect();
    say(&format!("subsidy: columns read: {}", read.join(", ")));
    let unmeasured: Vec<String> = heads.unmeasured.iter().map(|&place| named(place)).collect();
    if !unmeasured.is_empty() {
        let columns = unmeasured.join(", ");
        say(&format!("subsidy: no unit is named, read as yuan: {columns} (ten thousands: --map COLUMN=MEANING:wan)"));
    }
    for place in heads.contradicted(meanings) {
        let read = meanings.get(place).copied().flatten().map(Meaning::id).unwrap_or_default();
        say(&format!(
            "subsidy: column {} ({}) names another unit than it is read in: {read}",
            letters(place),
            named(place)
        ));
    }
    let kept: Vec<String> =
        (0..).zip(meanings).filter(|(_, meaning)| meaning.is_none()).map(|(place, _)| named(place)).collect();
    if !kept.is_empty() {
        say(&format!("subsidy: columns kept and not read: {}", kept.join(", ")));
    }
}
