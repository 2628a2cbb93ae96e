//! A list of customers for a person: what its file was taken for, how far it is, what it comes to. Every number is written.

mod rows;
mod totals;

use serde::Serialize;

pub use rows::{Head, Line, Rows, place_named, reason, rows, why};
pub use totals::{Group, Table, Totals, totals};

use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::{Code, Error, Param, Params};
use crate::list::heads::Meaning;
use crate::list::{self, List, letters};
use crate::policy::{Batch, Level};
use crate::present::human::Unit;
use crate::present::voice::{Voice, group};
use crate::strings::Strings;

/// Rows that are shown under the heads.
const SAMPLES: usize = 3;

/// A file that is open.
#[derive(Debug, Serialize)]
pub struct Opened {
    /// `xlsx` or `csv`.
    pub format: &'static str,
    /// Of a text file.
    pub encoding: Option<&'static str>,
    /// Of a text file.
    pub delimiter: Option<String>,
    /// The sheets of a workbook.
    pub sheets: Vec<Sheet>,
    /// The row of the heads, as a spreadsheet counts; 0 where there are none.
    pub header_row: usize,
    /// Every column.
    pub columns: Vec<Column>,
    /// What a column may state.
    pub meanings: Vec<Stated>,
    /// What holds where no column says so.
    pub defaults: Held,
    /// What the file was taken for.
    pub told: Vec<String>,
    /// What each column that is read was taken for, in a sentence.
    pub taken: String,
    /// What is missing, or was left out.
    pub problems: Vec<String>,
    /// Whether city, level and spend are known, so that rows have answers.
    pub ready: bool,
    /// Whether nothing is left to ask: every column is known by its head, with its unit.
    pub clear: bool,
    /// Whether spend, or what is approved or paid, is known: enough to hold the list against a programme's money.
    pub chargeable: bool,
}

/// A sheet of a workbook.
#[derive(Debug, Serialize)]
pub struct Sheet {
    /// As it is named there.
    pub name: String,
    /// Whether it is the one that is read.
    pub chosen: bool,
}

/// A column.
#[derive(Debug, Serialize)]
pub struct Column {
    /// From 0.
    pub index: usize,
    /// As a spreadsheet names it.
    pub letter: String,
    /// Its head.
    pub head: String,
    /// What it states; `None` where it is only kept.
    pub meaning: Option<String>,
    /// Its first cells.
    pub samples: Vec<String>,
}

/// What a column may state.
#[derive(Debug, Serialize)]
pub struct Stated {
    /// What is chosen.
    pub id: String,
    /// For people.
    pub label: String,
    /// Whether several columns of it add up; if not, one states it.
    pub adds: bool,
}

/// Something to choose.
#[derive(Debug, Serialize)]
pub struct Offered {
    /// What is chosen.
    pub id: String,
    /// For people.
    pub label: String,
}

/// What holds where no column says so, with what may be chosen.
#[derive(Debug, Serialize)]
pub struct Held {
    /// The id of a table.
    pub policy: Option<String>,
    /// The day.
    pub as_of: Option<Date>,
    /// The batch.
    pub batch: Option<Batch>,
    /// The level.
    pub level: Option<Level>,
    /// 规上 or 规下.
    pub size_class: Option<&'static str>,
    /// Cities that there are tables of.
    pub policies: Vec<Offered>,
    /// Batches that any of them has.
    pub batches: Vec<Offered>,
    /// Every level.
    pub levels: Vec<Offered>,
}

/// How far a run is.
#[derive(Debug, Serialize)]
pub struct Progress {
    /// Rows judged.
    pub done: usize,
    /// Of them with a fault.
    pub bad: usize,
    /// How much is read, in thousandths.
    pub part: u16,
    /// Whether there is no other row.
    pub finished: bool,
    /// Whether the next row is yet to arrive.
    pub waiting: bool,
    /// 12,000 rows, 31 with a fault.
    pub label: String,
}

/// The voice that speaks about a list; its rows may be of any table.
///
/// # Errors
/// `unknown_policy` where there is no table at all.
pub fn voice<'s>(catalog: &'s Catalog, strings: &'s Strings) -> Result<Voice<'s>, Error> {
    let first = catalog.tables().first().ok_or_else(|| Error::new(Code::UnknownPolicy, "policy"))?;
    Ok(Voice { strings, policy: &first.policy })
}

/// What a file was taken for.
///
/// # Errors
/// As [`voice`].
pub fn opened(list: &List, catalog: &Catalog, strings: &Strings) -> Result<Opened, Error> {
    let voice = voice(catalog, strings)?;
    let missing = list.defaults.missing(list.columns());
    let mut problems: Vec<String> =
        missing.iter().map(|field| voice.word(&["desk.list.needs.", field].concat())).collect();
    problems.extend(list.heads.repeated.iter().filter(|&&column| list.meanings.get(column) == Some(&None)).map(
        |&column| {
            let head = list.heads.heads.get(column).cloned().unwrap_or_default();
            let params = Params::default().with("column", letters(column)).with("head", head);
            voice.say("desk.list.repeated", &params)
        },
    ));
    for (key, columns) in [
        ("desk.list.unmeasured", &list.heads.unmeasured),
        ("desk.list.doubtful", &list.heads.doubtful),
        ("desk.list.left_out", &list.heads.left_out(&list.meanings)),
        ("desk.list.contradicted", &list.heads.contradicted(&list.meanings)),
    ] {
        if !columns.is_empty() {
            problems.push(of_columns(&voice, key, columns));
        }
    }
    Ok(Opened {
        format: if list.sheet.is_some() { "xlsx" } else { "csv" },
        encoding: list.source.encoding.map(|encoding| encoding.as_str()),
        delimiter: list.sheet.is_none().then(|| char::from(list.heads.reader.delimiter).to_string()),
        sheets: list.source.sheets.iter().map(|name| sheet(list, name)).collect(),
        header_row: list.heads.number,
        columns: columns(list),
        meanings: Meaning::all().map(|meaning| stated(&voice, meaning)).collect(),
        defaults: held(list, catalog, &voice),
        told: told(list, &voice),
        taken: taken(list, &voice),
        ready: missing.is_empty(),
        clear: list.is_clear(),
        chargeable: list.columns().is_chargeable(),
        problems,
    })
}

fn sheet(list: &List, name: &str) -> Sheet {
    Sheet { name: name.to_owned(), chosen: list.sheet.as_deref() == Some(name) }
}

fn columns(list: &List) -> Vec<Column> {
    let samples = list.samples(SAMPLES);
    let column = |(index, meaning): (usize, &Option<Meaning>)| Column {
        index,
        letter: letters(index),
        head: list.heads.heads.get(index).cloned().unwrap_or_default(),
        meaning: meaning.map(Meaning::id),
        samples: samples.iter().map(|row| row.get(index).cloned().unwrap_or_default()).collect(),
    };
    list.meanings.iter().enumerate().map(column).collect()
}

fn stated(voice: &Voice, meaning: Meaning) -> Stated {
    Stated { id: meaning.id(), label: label(voice, meaning), adds: matches!(meaning, Meaning::Spend(..)) }
}

/// What a column states, for people.
pub fn label(voice: &Voice, meaning: Meaning) -> String {
    match meaning {
        Meaning::Spend(category, unit) => amount(voice, voice.category(category), unit),
        Meaning::Approved(unit) | Meaning::Paid(unit) => {
            amount(voice, voice.word(&["desk.list.column.", meaning.field()].concat()), unit)
        }
        stated => voice.word(&["desk.list.column.", stated.field()].concat()),
    }
}

/// 软件（万元）.
fn amount(voice: &Voice, category: String, unit: Unit) -> String {
    let key = if unit == Unit::Wan { "desk.list.spend_wan" } else { "desk.list.spend_yuan" };
    voice.say(key, &Params::default().with("category", category))
}

fn held(list: &List, catalog: &Catalog, voice: &Voice) -> Held {
    let mut policies: Vec<Offered> = Vec::new();
    let mut batches: Vec<Batch> = Vec::new();
    for table in catalog.tables() {
        let policy = &table.policy;
        if policies.last().is_none_or(|last| last.id != policy.id) {
            let label = Voice { policy, ..*voice }.city();
            policies.push(Offered { id: policy.id.clone(), label });
        }
        batches.extend(&policy.batches);
    }
    batches.sort();
    batches.dedup();
    let offered = |number: u8, label: String| Offered { id: number.to_string(), label };
    let defaults = &list.defaults;
    Held {
        policy: defaults.policy.clone(),
        as_of: defaults.as_of,
        batch: defaults.batch,
        level: defaults.level,
        size_class: defaults.size_class.map(|size| size.as_str()),
        policies,
        batches: batches.iter().map(|&batch| offered(batch.number(), voice.batch(batch))).collect(),
        levels: Level::ALL.iter().map(|&level| offered(level.number(), voice.level(level))).collect(),
    }
}

/// What the file was taken for, in sentences.
fn told(list: &List, voice: &Voice) -> Vec<String> {
    let mut told = Vec::new();
    match &list.sheet {
        Some(sheet) => {
            told.push(sheet_read(list, sheet, voice));
            if !list.source.hidden.is_empty() {
                let hidden = list.source.hidden.join(voice.strings.get("format.comma"));
                told.push(voice.say("desk.list.hidden_sheets", &Params::default().with("sheets", hidden)));
            }
        }
        None => {
            let name = match list.heads.reader.delimiter {
                b'\t' => "tab",
                b';' => "semicolon",
                b'|' => "bar",
                _ => "comma",
            };
            let encoding = list.source.encoding.map(|encoding| encoding.as_str()).unwrap_or_default();
            let delimiter = voice.word(&["desk.list.delimiter.", name].concat());
            let params = Params::default().with("encoding", encoding).with("delimiter", delimiter);
            told.push(voice.say("desk.list.text", &params));
        }
    }
    let key = if list.heads.number > 0 { "desk.list.heads" } else { "desk.list.no_heads" };
    told.push(voice.say(key, &Params::default().with("row", list.heads.number)));
    let in_wan = |(_, meaning): &(usize, &Option<Meaning>)| meaning.and_then(Meaning::unit) == Some(Unit::Wan);
    let wan: Vec<usize> = (0..).zip(&list.meanings).filter(in_wan).map(|(column, _)| column).collect();
    if !wan.is_empty() {
        told.push(of_columns(voice, "desk.list.wan", &wan));
    }
    told
}

/// What a sentence says of some columns.
fn of_columns(voice: &Voice, key: &str, columns: &[usize]) -> String {
    let letters = columns.iter().map(|&column| letters(column)).collect::<Vec<_>>();
    voice.say(key, &Params::default().with("columns", letters.join(voice.strings.get("format.comma"))))
}

/// Which sheet is read, of how many.
fn sheet_read(list: &List, name: &str, voice: &Voice) -> String {
    let several = list.source.sheets.len() > 1;
    let params = Params::default().with("sheet", name).with("count", list.source.sheets.len());
    voice.say(if several { "desk.list.one_of_sheets" } else { "desk.list.one_sheet" }, &params)
}

/// What each column that is read was taken for; of several sheets also which was read.
fn taken(list: &List, voice: &Voice) -> String {
    let said = (0..).zip(&list.meanings).filter_map(|(column, meaning)| {
        let (head, meaning) = (list.heads.heads.get(column)?.as_str(), label(voice, (*meaning)?));
        if head.is_empty() || head == meaning {
            return Some([&letters(column), " ", &meaning].concat());
        }
        let params = Params::default().with("column", letters(column)).with("head", head).with("meaning", meaning);
        Some(voice.say("desk.list.taken_for", &params))
    });
    let columns = said.collect::<Vec<_>>().join(voice.strings.get("format.comma"));
    let columns = voice.say("desk.list.taken", &Params::default().with("columns", columns));
    match &list.sheet {
        // Whoever was not asked which sheet is meant sees here which it was.
        Some(name) if list.source.sheets.len() > 1 => [&sheet_read(list, name, voice), " ", &columns].concat(),
        _ => columns,
    }
}

/// How far a run is, in words.
///
/// # Errors
/// As [`voice`].
pub fn progress(progress: list::Progress, catalog: &Catalog, strings: &Strings) -> Result<Progress, Error> {
    let list::Progress { done, bad, part, finished, waiting } = progress;
    let params = Params::default().with("done", count(done)).with("bad", count(bad));
    let key = if bad == 0 { "desk.list.done" } else { "desk.list.done_bad" };
    Ok(Progress { done, bad, part, finished, waiting, label: voice(catalog, strings)?.say(key, &params) })
}

/// What is wrong with a file or a choice, in words: what to do about it, where that is known.
///
/// # Errors
/// As [`voice`].
pub fn trouble(error: &Error, catalog: &Catalog, strings: &Strings) -> Result<String, Error> {
    let voice = voice(catalog, strings)?;
    let megabytes = |name| match error.params().get(name) {
        Some(Param::Int(bytes)) => count(usize::try_from(*bytes).unwrap_or_default().div_ceil(1 << 20)),
        other => other.map(Param::to_string).unwrap_or_default(),
    };
    let params = error.params().clone().with("place", error.path());
    Ok(match error.code() {
        Code::FileTooLarge => {
            let params = Params::default().with("found", megabytes("found")).with("max", megabytes("max"));
            let unpacked = !error.path().is_empty();
            let key = if unpacked { "desk.list.trouble.unpacks" } else { "desk.list.trouble.file_too_large" };
            voice.say(key, &params.with("place", error.path()))
        }
        Code::TooManyItems => {
            let number = |name| match error.params().get(name) {
                Some(Param::Int(number)) => count(usize::try_from(*number).unwrap_or_default()),
                other => other.map(Param::to_string).unwrap_or_default(),
            };
            let params = Params::default().with("found", number("found")).with("max", number("max"));
            let rows = error.path() == "rows";
            let key = match error.path() {
                _ if rows => "desk.list.trouble.too_many_rows",
                "columns" => "desk.list.trouble.too_wide",
                _ => "desk.list.trouble.too_many_columns",
            };
            voice.say(key, &params.with("place", error.path()))
        }
        // What an archive's reader says of it helps nobody who only has the file.
        Code::InvalidFile if error.params().get("found") == Some(&Param::Text(list::source::NOTHING.into())) => {
            voice.word("desk.list.trouble.empty")
        }
        code => {
            let key = ["desk.list.trouble.", code.as_str()].concat();
            if strings.find(&key).is_some() { voice.say(&key, &params) } else { voice.error(error) }
        }
    })
}

/// `12,000`.
fn count(number: usize) -> String {
    group(&number.to_string())
}
