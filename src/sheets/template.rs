//! A list to fill in: heads that are known, an example for each city that publishes a rate, and what each column takes.

use rust_xlsxwriter::{Format, Workbook};

use super::list::{named, plain, record, refused, text};
use super::number::binary;
use super::text::width;
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::error::{Error, Params};
use crate::list::heads::Meaning;
use crate::list::records::MARK;
use crate::policy::{Category, Level};
use crate::present::human::Unit;
use crate::present::list as present;
use crate::present::voice::Voice;
use crate::strings::Strings;

/// What is approved and paid of an example, in yuan: less than any city's ceiling for it.
const APPROVED: &str = "100000";
const PAID: &str = "50000";
/// What the examples spend, in yuan; what is not named is left empty.
const SPENT: [(Category, &str); 3] =
    [(Category::Software, "300000"), (Category::Cloud, "50000"), (Category::Services, "80000")];

/// Whose list it is.
#[derive(Clone, Copy)]
pub enum Whose<'c> {
    /// A provider's: customers of any city.
    Provider,
    /// An officer's: the enterprises of this city, by its id, with their districts and what is approved and paid.
    Officer(&'c str),
}

impl Whose<'_> {
    /// The columns: all but the day, which is today.
    fn columns(self) -> Vec<Meaning> {
        let (place, noted) = match self {
            Whose::Provider => (Meaning::Policy, [None; 2]),
            Whose::Officer(_) => {
                (Meaning::District, [Meaning::Approved(Unit::Yuan), Meaning::Paid(Unit::Yuan)].map(Some))
            }
        };
        let stated = [Meaning::Company, Meaning::CompanyId, place, Meaning::Batch, Meaning::Level, Meaning::SizeClass];
        let spend = Category::ALL.iter().map(|&category| Meaning::Spend(category, Unit::Yuan));
        stated.into_iter().chain(spend).chain(noted.into_iter().flatten()).collect()
    }

    /// The tables that examples are of: of each city that publishes a rate, or of the officer's own.
    fn tables(self, catalog: &Catalog, today: Date) -> Vec<&Table> {
        match self {
            Whose::Provider => published(catalog, today),
            Whose::Officer(city) => catalog.find(city, today).into_iter().collect(),
        }
    }
}

/// An example's cell.
fn example(voice: &Voice, meaning: Meaning, number: usize) -> String {
    let policy = voice.policy;
    match meaning {
        Meaning::Company => voice.say("desk.list.template.company", &Params::default().with("number", number)),
        Meaning::Policy => voice.city(),
        Meaning::Batch => policy.batches.first().map(|&batch| voice.batch(batch)).unwrap_or_default(),
        Meaning::Level => Level::ALL.get(1).map(|&level| voice.level(level)).unwrap_or_default(),
        Meaning::SizeClass => voice.word("ui.above_scale"),
        Meaning::Spend(category, _) => {
            SPENT.iter().find(|(spent, _)| *spent == category).map(|&(_, yuan)| yuan.to_owned()).unwrap_or_default()
        }
        Meaning::Approved(_) => APPROVED.to_owned(),
        Meaning::Paid(_) => PAID.to_owned(),
        Meaning::CompanyId | Meaning::District | Meaning::AsOf => String::new(),
    }
}

/// The table of each city that publishes a rate.
fn published(catalog: &Catalog, today: Date) -> Vec<&Table> {
    let mut tables: Vec<&Table> =
        catalog.tables().iter().filter_map(|table| catalog.find(&table.policy.id, today).ok()).collect();
    tables.dedup_by_key(|table| &table.policy.id);
    tables.retain(|table| table.policy.spend_share().is_some());
    tables
}

/// Heads and examples as CSV in UTF-8 with a byte order mark.
///
/// # Errors
/// As [`present::voice`].
pub fn csv(whose: Whose, catalog: &Catalog, today: Date, strings: &Strings) -> Result<Vec<u8>, Error> {
    let voice = present::voice(catalog, strings)?;
    let mut out = Vec::from(MARK);
    record(&mut out, whose.columns().into_iter().map(|meaning| present::label(&voice, meaning)));
    for (number, table) in (1..).zip(whose.tables(catalog, today)) {
        let voice = Voice { policy: &table.policy, ..voice };
        record(&mut out, whose.columns().into_iter().map(|meaning| example(&voice, meaning, number)));
    }
    Ok(out)
}

/// The same as a workbook, with a second sheet that says what may stand in each column.
///
/// # Errors
/// `invalid_strings` where a sentence does not fit a spreadsheet.
pub fn workbook(whose: Whose, catalog: &Catalog, today: Date, strings: &Strings) -> Result<Vec<u8>, Error> {
    let voice = present::voice(catalog, strings)?;
    let mut book = Workbook::new();
    named(&mut book, &voice, today).map_err(refused)?;
    let (bold, wrapped) = (Format::new().set_bold(), Format::new().set_text_wrap());
    let yuan = Format::new().set_num_format("#,##0.00");
    let sheet = book.add_worksheet().set_name(voice.word("desk.list.template.rows")).map_err(refused)?;
    for (column, meaning) in (0u16..).zip(whose.columns()) {
        let head = present::label(&voice, meaning);
        sheet.set_column_width(column, u16::try_from(width(&head).max(14)).unwrap_or(14)).map_err(refused)?;
        text(sheet, 0, column, &head, &bold).map_err(refused)?;
        for (row, table) in (1u32..).zip(whose.tables(catalog, today)) {
            let voice = Voice { policy: &table.policy, ..voice };
            let cell = example(&voice, meaning, usize::try_from(row).unwrap_or_default());
            match meaning {
                _ if cell.is_empty() => {}
                Meaning::Spend(..) | Meaning::Approved(_) | Meaning::Paid(_) => {
                    sheet.write_number_with_format(row, column, binary(&cell), &yuan).map_err(refused)?;
                }
                _ => plain(sheet, row, column, &cell).map_err(refused)?,
            }
        }
    }
    sheet.set_freeze_panes(1, 1).map_err(refused)?;
    let sheet = book.add_worksheet().set_name(voice.word("desk.list.template.guide")).map_err(refused)?;
    sheet.set_column_width(0, 34).and_then(|sheet| sheet.set_column_width(1, 100)).map_err(refused)?;
    for (row, (head, words)) in (0u32..).zip(guide(whose, catalog, &voice)) {
        match row {
            0 => text(sheet, row, 0, &head, &bold),
            _ => plain(sheet, row, 0, &head),
        }
        .and_then(|()| text(sheet, row, 1, &words, &wrapped))
        .map_err(refused)?;
    }
    book.save_to_buffer().map_err(refused)
}

/// Each column and what may stand in it.
fn guide(whose: Whose, catalog: &Catalog, voice: &Voice) -> Vec<(String, String)> {
    let mut cities: Vec<String> =
        catalog.tables().iter().map(|table| Voice { policy: &table.policy, ..*voice }.city()).collect();
    cities.dedup();
    let params = Params::default().with("cities", cities.join(voice.strings.get("format.comma")));
    let said = |meaning: Meaning| match meaning {
        Meaning::Spend(..) => voice.word("desk.list.guide.spend"),
        stated => voice.say(&["desk.list.guide.", stated.field()].concat(), &params),
    };
    let first = (voice.word("desk.list.template.column"), voice.word("desk.list.template.takes"));
    let rows = whose
        .columns()
        .into_iter()
        .chain([Meaning::AsOf])
        .map(|meaning| (present::label(voice, meaning), said(meaning)));
    let last = (voice.word("desk.list.template.others"), voice.word("desk.list.guide.others"));
    std::iter::once(first).chain(rows).chain([last]).collect()
}
