//! An officer's list: each row with what is approved and paid beside what it states, against a programme's money or under
//! two tables.

use super::columns::Columns;
use super::judge::{Judge, Judged};
use super::records::Row;
use super::{List, place, unfit};
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::Error;
use crate::money::Yuan;
use crate::policy::{Batch, Level};
use crate::portfolio::{Aside, Book, Enterprise, Fault, Portfolio};
use crate::present::human::{self, Unit};
use crate::programme::Programme;
use crate::shift::{Shifting, Shifts};

impl List {
    /// The rows judged so far against the money of a city's programme.
    ///
    /// # Errors
    /// `overflow` where a sum is beyond exact arithmetic.
    pub fn portfolio<'p>(
        &mut self,
        catalog: &Catalog,
        table: &'p Table,
        programme: &'p Programme,
        as_of: Date,
    ) -> Result<Portfolio<'p>, Error> {
        let mut book = Book::new(table, programme, as_of);
        self.each_enterprise(catalog, &table.policy.id, Asked::Judged, |one| book.add(one))?;
        book.close()
    }

    /// The rows judged so far under two tables of a city, the list's own day being `as_of`.
    ///
    /// # Errors
    /// As [`Shifting::new`]; `overflow` where a sum is beyond exact arithmetic.
    pub fn shifts(&mut self, catalog: &Catalog, then: &Table, now: &Table, as_of: Date) -> Result<Shifts, Error> {
        let mut shifting = Shifting::new(then, now, as_of)?;
        // What a table of its own day makes of a row is beside the point: these two judge it.
        self.each_enterprise(catalog, &then.policy.id, Asked::Read, |one| shifting.add(one))?;
        Ok(shifting.close())
    }

    fn each_enterprise(
        &mut self,
        catalog: &Catalog,
        city: &str,
        asked: Asked,
        mut take: impl FnMut(Enterprise) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut row = Row::default();
        for index in 0..self.rows().len() {
            let Some(kept) = self.rows().get(index).copied() else { break };
            self.reread_row(&kept, &mut row);
            let wrong = asked == Asked::Judged && kept.judged.code == Judged::WRONG;
            let Some(run) = &mut self.run else { break };
            let reading = Reading { columns: &self.columns, bytes: &self.text, row: &row, number: kept.number };
            take(reading.enterprise(&mut run.judge, catalog, city, wrong))?;
        }
        Ok(())
    }
}

/// What is wanted of rows: that the table of their day judges them, or only that they can be read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Judged,
    Read,
}

/// A row that is read.
struct Reading<'r> {
    columns: &'r Columns,
    bytes: &'r [u8],
    row: &'r Row,
    number: u32,
}

impl Reading<'_> {
    fn enterprise<'c>(&self, judge: &mut Judge, catalog: &'c Catalog, city: &str, wrong: bool) -> Enterprise<'c> {
        let Reading { columns, bytes, row, number } = *self;
        let text = |place: Option<usize>| place.map(|place| row.text(bytes, place).into_owned()).unwrap_or_default();
        let asked = judge.asked(columns, bytes, row);
        let stated = match wrong.then(|| judge.fault(catalog, columns, bytes, row)).flatten() {
            Some(error) => Err(error),
            None => {
                judge.opened(catalog, columns, bytes, row, &asked).map(|(table, application, _)| (table, application))
            }
        };
        let elsewhere = asked.table.and_then(|table| judge.places.id(table)).is_some_and(|known| known != city);
        let aside = match judge.summing(columns, bytes, row).is_some() {
            true => Some(Aside::SumsUp),
            false => elsewhere.then_some(Aside::OtherCity),
        };
        Enterprise {
            row: number,
            name: text(columns.company),
            id: text(columns.company_id),
            batch: asked.batch.filter(|&number| number > 0).map(Batch),
            level: asked.level.filter(|&number| number > 0).map(Level),
            district: text(columns.district),
            aside,
            stated: stated.map_err(|error| self.fault(error)),
            approved: self.amount("approved", columns.approved),
            paid: self.amount("paid", columns.paid),
        }
    }

    /// What an officer notes beside a row; of a row whose cells are not in their columns it is not known.
    fn amount(&self, field: &str, column: Option<(usize, Unit)>) -> Result<Option<Yuan>, Fault> {
        let Some((place, unit)) = column else { return Ok(None) };
        if !self.columns.fit(self.row) {
            return Err(self.fault(unfit(self.columns, self.row)));
        }
        human::amount(&self.row.text(self.bytes, place), unit).map_err(|error| self.fault(error.at(field)))
    }

    fn fault(&self, error: Error) -> Fault {
        let number = usize::try_from(self.number).unwrap_or_default();
        Fault { cell: place(self.columns.place_of(&error, self.row, self.bytes), number), error }
    }
}
