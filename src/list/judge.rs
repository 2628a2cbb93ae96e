//! A row's answer: plain cells at once by the bulk form; anything else by the explaining form, which names what is wrong.

use super::cells;
use super::columns::Columns;
use super::heads::narrow;
use super::places::Places;
use super::records::Row;
use super::remembered::Remembered;
use crate::application::Application;
use crate::bulk::{self, Answer, CATEGORIES, NONE};
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::Error;
use crate::estimate::{Estimate, Outcome, estimate};
use crate::money::Yuan;
use crate::policy::{Batch, Level, SizeClass};
use crate::present::human::{self, Unit};

/// How cells are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// As the contract has them: ids, numbers, days in one form.
    Contract,
    /// As people write them, too: 南昌市, 第一批, L2, 2024/9/30.
    Lenient,
}

/// What holds for every row whose own cell is empty, or that has none.
#[derive(Clone, Debug, Default)]
pub struct Defaults {
    /// The id of a table.
    pub policy: Option<String>,
    /// The day on which the answer is asked for.
    pub as_of: Option<Date>,
    /// The batch.
    pub batch: Option<Batch>,
    /// The level.
    pub level: Option<Level>,
    /// 规上 or 规下.
    pub size_class: Option<SizeClass>,
}

impl Defaults {
    /// What an answer needs and neither a column nor these say: `policy`, `level`, `spend`.
    pub fn missing(&self, columns: &Columns) -> Vec<&'static str> {
        let said = [
            ("policy", columns.policy.is_some() || self.policy.is_some()),
            ("level", columns.level.is_some() || self.level.is_some()),
            ("spend", columns.has_spend()),
        ];
        said.into_iter().filter(|(_, said)| !said).map(|(field, _)| field).collect()
    }
}

/// What a row comes to; amounts in whole fen, or [`NONE`].
#[derive(Clone, Copy, Debug)]
pub struct Judged {
    /// The kind of answer, as [`bulk::verdict`] reads it, or [`Judged::WRONG`].
    pub code: u8,
    /// The table, by its place in the catalog, or [`Judged::WRONG`] where it is not known.
    pub table: u8,
    /// 1 to 3; 0 is none.
    pub batch: u8,
    /// 1 to 4; 0 is none.
    pub level: u8,
    /// Whether what its batch and level pay is worded as a ceiling, which the kind of answer does not tell where the readings
    /// differ.
    pub ceiling: bool,
    /// What is spent, of a row without a fault.
    pub total: i64,
    /// What reimburses it, under the default reading.
    pub amount: i64,
    /// The grant under the least favourable reading.
    pub low: i64,
    /// The grant under the most favourable reading.
    pub high: i64,
    /// Total less grant, under the default reading.
    pub net_cost: i64,
}

impl Judged {
    /// The code of a row at fault.
    pub const WRONG: u8 = u8::MAX;

    /// The kind of answer; `None` of a row at fault.
    pub fn outcome(&self) -> Option<Outcome> {
        bulk::verdict(self.code)?.ok()
    }

    /// Whether less may be paid than the grant: it is an upper limit, or a range of them.
    #[inline]
    pub fn is_limit(&self) -> bool {
        // Asked of every row: compared, not looked up.
        (self.code == Outcome::UpperLimit as u8 && self.high > 0)
            || (self.code == Outcome::NeedsConfirmation as u8 && self.ceiling && self.low != self.high)
    }

    /// The word for the kind of answer; `None` of a row at fault.
    pub fn badge(&self) -> Option<&'static str> {
        match self.outcome()? {
            Outcome::NeedsConfirmation if self.is_limit() => Some("needs_confirmation_limit"),
            outcome => Some(outcome.as_str()),
        }
    }

    /// A row at fault of which nothing else is known.
    pub const FAULTY: Judged = Judged {
        code: Judged::WRONG,
        table: Judged::WRONG,
        batch: 0,
        level: 0,
        ceiling: false,
        total: NONE,
        amount: NONE,
        low: NONE,
        high: NONE,
        net_cost: NONE,
    };

    /// The figures of an estimate; whose terms they rest on is not among them.
    pub fn of(estimate: &Estimate) -> Judged {
        let fen = |amount: Option<Yuan>| amount.map_or(NONE, Yuan::fen);
        let (grant, net) = (estimate.grant, estimate.net_cost);
        Judged {
            code: estimate.outcome as u8,
            total: estimate.spend.total.fen(),
            amount: fen(grant.map(|grant| grant.amount)),
            low: fen(grant.map(|grant| grant.low)),
            high: fen(grant.map(|grant| grant.high)),
            net_cost: fen(net.map(|net| net.amount)),
            ..Judged::FAULTY
        }
    }
}

/// What a row states, as far as it can be read.
pub(super) struct Asked {
    pub(super) table: Option<u8>,
    pub(super) batch: Option<u8>,
    pub(super) level: Option<u8>,
}

/// Judges rows.
#[derive(Clone)]
pub struct Judge {
    pub(super) manner: Manner,
    pub(super) places: Places,
    pub(super) defaults: Defaults,
    today: Date,
    days: Remembered<Date>,
    batches: Remembered<u8>,
    levels: Remembered<u8>,
}

impl Judge {
    /// Resolves the terms of every table.
    ///
    /// # Errors
    /// `unknown_policy` for the default city; `invalid_table` for a table that does not hold together.
    pub fn new(catalog: &Catalog, manner: Manner, defaults: Defaults, today: Date) -> Result<Judge, Error> {
        if let Some(policy) = &defaults.policy {
            catalog.find(policy, today)?;
        }
        let places = Places::new(catalog, manner)?;
        let (days, batches, levels) = Default::default();
        Ok(Judge { manner, places, defaults, today, days, batches, levels })
    }

    /// A row whose cells are plain and without fault.
    #[inline]
    pub fn plain(&mut self, columns: &Columns, bytes: &[u8], row: &Row) -> Option<Judged> {
        if !columns.fit(row) || self.summing(columns, bytes, row).is_some() {
            return None;
        }
        let asked = self.asked(columns, bytes, row);
        let mut spend = [0i64; CATEGORIES];
        let mut total = 0i64;
        for &(place, category, unit) in &columns.spend {
            let cell = row.span(bytes, place);
            if cell.is_empty() {
                continue;
            }
            let fen = cells::fen(bytes, cell, unit).or_else(|| written(row, bytes, place, unit))?;
            // One above the limit is refused whatever stands beside it.
            if fen > Yuan::MAX.fen() {
                return None;
            }
            let sum = spend.get_mut(category as usize)?;
            *sum = sum.checked_add(fen)?;
            total = total.checked_add(fen)?;
        }
        if columns.size_class.is_some_and(|place| !self.is_size_class(row.raw(bytes, place))) {
            return None;
        }
        let (table, batch, level) = (asked.table?, asked.batch?, asked.level?);
        let terms = self.places.bulk(table)?;
        let Answer { code, amount, low, high, net_cost } = terms.case(batch, level, &spend);
        matches!(bulk::verdict(code), Some(Ok(_))).then_some(Judged {
            code,
            table,
            batch,
            level,
            ceiling: terms.is_ceiling(batch, level),
            total,
            amount,
            low,
            high,
            net_cost,
        })
    }

    /// A row, whatever stands in it; what is wrong with it [`Judge::fault`] says.
    #[inline]
    pub fn judge(&mut self, catalog: &Catalog, columns: &Columns, bytes: &[u8], row: &Row) -> Judged {
        self.plain(columns, bytes, row).unwrap_or_else(|| self.thoroughly(catalog, columns, bytes, row))
    }

    #[cold]
    fn thoroughly(&mut self, catalog: &Catalog, columns: &Columns, bytes: &[u8], row: &Row) -> Judged {
        let asked = self.asked(columns, bytes, row);
        let judged = self.explained(catalog, columns, bytes, row, &asked).unwrap_or(Judged::FAULTY);
        let (batch, level) = (asked.batch.unwrap_or_default(), asked.level.unwrap_or_default());
        let terms = asked.table.and_then(|table| self.places.bulk(table));
        Judged {
            table: asked.table.unwrap_or(Judged::WRONG),
            batch,
            level,
            ceiling: terms.is_some_and(|terms| terms.is_ceiling(batch, level)),
            ..judged
        }
    }

    /// What is wrong with a row; `None` where nothing is.
    pub fn fault(&mut self, catalog: &Catalog, columns: &Columns, bytes: &[u8], row: &Row) -> Option<Error> {
        let asked = self.asked(columns, bytes, row);
        self.explained(catalog, columns, bytes, row, &asked).err()
    }

    fn explained(
        &self,
        catalog: &Catalog,
        columns: &Columns,
        bytes: &[u8],
        row: &Row,
        asked: &Asked,
    ) -> Result<Judged, Error> {
        let (table, application, day) = self.opened(catalog, columns, bytes, row, asked)?;
        Ok(Judged::of(&estimate(table, &application, day)?))
    }

    /// A row as an application, with its table and its day.
    pub(super) fn opened<'c>(
        &self,
        catalog: &'c Catalog,
        columns: &Columns,
        bytes: &[u8],
        row: &Row,
        asked: &Asked,
    ) -> Result<(&'c Table, Application, Date), Error> {
        let application = self.application(columns, bytes, row, asked)?;
        let day = application.as_of.unwrap_or(self.today);
        // A name that no table has is refused here, with those that there are.
        let table = catalog.find(&application.policy, day)?;
        Ok((table, application, day))
    }

    /// City, day, batch and level; what cannot be read is missing.
    #[inline]
    pub(super) fn asked(&mut self, columns: &Columns, bytes: &[u8], row: &Row) -> Asked {
        let cell = |place: Option<usize>| place.map(|place| row.raw(bytes, place)).unwrap_or_default();
        let manner = self.manner;
        let day = match cell(columns.as_of) {
            [] => Some(self.defaults.as_of.unwrap_or(self.today)),
            cell => Date::parse_bytes(cell).or_else(|| self.days.get(cell, |cell| day(cell, manner))),
        };
        let city = match cell(columns.policy) {
            [] => self.defaults.policy.as_ref().and_then(|id| self.places.city(id.as_bytes())),
            cell => self.places.city(cell),
        };
        let batch = match cell(columns.batch) {
            [] => Some(self.defaults.batch.map(Batch::number).unwrap_or_default()),
            // What is one digit is read sooner than it is remembered.
            cell @ [_] => number(cell, 3, manner, cells::batch),
            cell => self.batches.get(cell, |cell| number(cell, 3, manner, cells::batch)),
        };
        let level = match cell(columns.level) {
            [] => Some(self.defaults.level.map(Level::number).unwrap_or_default()),
            cell @ [_] => number(cell, 4, manner, cells::level),
            cell => self.levels.get(cell, |cell| number(cell, 4, manner, cells::level)),
        };
        let table = city.and_then(|city| self.places.table(city, day.unwrap_or(self.today)));
        // Without a day there is no answer, whatever the table is.
        Asked { table, batch: batch.filter(|_| day.is_some()), level }
    }

    /// The day on which rows are judged that state none.
    pub(super) fn day_of_all(&self) -> Date {
        self.defaults.as_of.unwrap_or(self.today)
    }

    /// The day on which a row is judged; nothing where it states one that cannot be read.
    pub fn day_of(&self, columns: &Columns, bytes: &[u8], row: &Row) -> Option<Date> {
        match columns.as_of.map(|place| row.raw(bytes, place)).unwrap_or_default() {
            [] => Some(self.day_of_all()),
            cell => day(cell, self.manner),
        }
    }

    pub(super) fn is_size_class(&self, cell: &[u8]) -> bool {
        let people = || std::str::from_utf8(cell).ok().and_then(cells::size_class).is_some();
        cell.is_empty()
            || SizeClass::WORDS.iter().any(|word| word.as_bytes() == cell)
            || (self.manner == Manner::Lenient && people())
    }

    /// Where a row says that it adds up those above it: counted as a customer it would double every sum.
    #[inline]
    pub(super) fn summing(&self, columns: &Columns, bytes: &[u8], row: &Row) -> Option<usize> {
        let place = match row.raw(bytes, label(columns)) {
            // A sum stands where there is room: often under the numbers of the rows.
            [] => (0..row.len()).find(|&place| !row.raw(bytes, place).is_empty())?,
            _ => label(columns),
        };
        let cell = row.raw(bytes, place);
        // Hardly any name is like one, and only of those the letters are looked at.
        (self.manner == Manner::Lenient && cell.len() <= 48 && is_like_a_sum(cell) && is_sum(cell)).then_some(place)
    }
}

/// Whether it ends as a word for a sum does; signs may stand behind that.
#[inline]
fn is_like_a_sum(cell: &[u8]) -> bool {
    match cell {
        [.., last] if last.is_ascii_alphanumeric() => last.eq_ignore_ascii_case(&b'l'),
        // A character from U+5000 on: how a sum ends, or what it counts, and none else.
        [.., 0xe5..=0xe9, _, _] => {
            ["计", "計", "和", "额", "額", "家", "户", "戶"].iter().any(|end| cell.ends_with(end.as_bytes()))
        }
        _ => true,
    }
}

/// 合计, 本页合计, 合计（元）, 合计：2 家, Grand total.
fn is_sum(cell: &[u8]) -> bool {
    const WORDS: [&str; 12] =
        ["合计", "合計", "总计", "總計", "小计", "小計", "共计", "共計", "总和", "總和", "总额", "總額"];
    let Ok(text) = std::str::from_utf8(cell) else { return false };
    let narrow: String = text.chars().map(narrow).collect();
    let outside = narrow.split('(').next().unwrap_or_default();
    let plain: String = outside.chars().filter(|one| one.is_alphanumeric()).collect();
    // How many there are may stand behind it.
    let plain = plain.trim_end_matches(['家', '户', '戶']).trim_end_matches(|one: char| one.is_ascii_digit());
    let of = |word: &str| plain.strip_suffix(word).is_some_and(|before| SUMMED.contains(&before));
    WORDS.iter().any(|word| of(word)) || ["total", "subtotal", "grandtotal", "共"].contains(&plain)
}

/// What may stand before the word for a sum; anything else is a name.
const SUMMED: [&str; 10] = ["", "本页", "本頁", "本表", "本批", "本区", "本區", "全部", "以上", "金额"];

/// A day as a cell states it.
pub(super) fn day(cell: &[u8], manner: Manner) -> Option<Date> {
    let people = || std::str::from_utf8(cell).ok().and_then(cells::day);
    Date::parse_bytes(cell).or_else(|| (manner == Manner::Lenient).then(people)?)
}

/// A number from 1 as a cell states it: a digit, or as people write it.
pub(super) fn number(cell: &[u8], most: u8, manner: Manner, written: fn(&str) -> Option<u8>) -> Option<u8> {
    let number = match cell {
        [digit @ b'0'..=b'9'] => Some(digit & 0x0f),
        _ if manner == Manner::Lenient => std::str::from_utf8(cell).ok().and_then(written),
        _ => None,
    };
    number.filter(|number| (1..=most).contains(number))
}

/// The column that says whose row it is.
fn label(columns: &Columns) -> usize {
    columns.company.unwrap_or_default()
}

/// An amount as people write it, in whole fen.
#[cold]
fn written(row: &Row, bytes: &[u8], place: usize, unit: Unit) -> Option<i64> {
    human::amount(&row.text(bytes, place), unit).ok().flatten().map(Yuan::fen)
}
