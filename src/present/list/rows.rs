//! The rows of a list as a table, and what is wrong with one.

use serde::Serialize;

use super::{count, voice};
use crate::bulk::NONE;
use crate::catalog::Catalog;
use crate::error::{Code, Error, Param, Params};
use crate::estimate::estimate;
use crate::list::judge::Judged;
use crate::list::records::Row;
use crate::list::window::Query;
use crate::list::{Kept, List, place};
use crate::money::Yuan;
use crate::present::Scene;
use crate::present::voice::Voice;
use crate::strings::Strings;

/// The columns of the table: what they are called and sorted by.
const COLUMNS: [&str; 9] = ["row", "company", "city", "batch", "level", "spend", "grant", "net_cost", "outcome"];

/// Rows, and how many there are.
#[derive(Debug, Serialize)]
pub struct Rows {
    /// How many there are of what is asked for.
    pub matching: usize,
    /// The same in words.
    pub label: String,
    /// From where to where they are shown, in words; empty where there are none.
    pub shown: String,
    /// The columns of the table.
    pub columns: Vec<Head>,
    /// Those from here to there.
    pub rows: Vec<Line>,
}

/// A column of the table.
#[derive(Debug, Serialize)]
pub struct Head {
    /// By which it is sorted.
    pub id: &'static str,
    /// For people.
    pub label: String,
    /// Whether it holds numbers.
    pub numeric: bool,
}

/// A row of the table.
#[derive(Debug, Serialize)]
pub struct Line {
    /// Which row of the file it is.
    pub number: u32,
    /// Its cells, in the order of the columns.
    pub cells: Vec<String>,
    /// How its amount comes about, or why there is none; nothing of a row at fault, or where rows are asked for without it.
    pub why: Option<String>,
    /// Whether it is at fault.
    pub bad: bool,
    /// The cell that is at fault, as a spreadsheet names it; the row where it is no one cell.
    pub place: Option<String>,
    /// What is wrong.
    pub reason: Option<String>,
}

/// The rows that are asked for.
///
/// # Errors
/// As [`voice`].
pub fn rows(list: &mut List, query: &Query, catalog: &Catalog, strings: &Strings) -> Result<Rows, Error> {
    let voice = voice(catalog, strings)?;
    let (matching, kept) = list.window(catalog, query);
    let mut row = Row::default();
    let lines = kept.iter().map(|kept| {
        list.reread_row(kept, &mut row);
        line(list, kept, &row, catalog, &voice, query.plain)
    });
    let rows: Vec<Line> = lines.collect();
    let params = Params::default().with("matching", count(matching)).with("all", count(list.rows().len()));
    let key = if matching == list.rows().len() { "desk.list.rows" } else { "desk.list.rows_of" };
    let before = usize::try_from(query.from.0).unwrap_or_default();
    let nth = |row: usize| count(before.saturating_add(row));
    let ends = Params::default().with("first", nth(1)).with("last", nth(rows.len()));
    let shown = if rows.is_empty() { String::new() } else { voice.say("desk.list.shown", &ends) };
    let head = |id| Head {
        id,
        label: voice.word(&["desk.list.column.", id].concat()),
        numeric: matches!(id, "row" | "spend" | "grant" | "net_cost"),
    };
    Ok(Rows { matching, label: voice.say(key, &params), shown, columns: COLUMNS.map(head).into(), rows })
}

fn line(list: &mut List, kept: &Kept, row: &Row, catalog: &Catalog, voice: &Voice, plain: bool) -> Line {
    let Kept { number, judged, .. } = kept;
    let bad = judged.code == Judged::WRONG;
    let fault = bad.then(|| list.fault(catalog, row)).flatten();
    let why = if bad || plain { None } else { why(list, row, catalog, voice).filter(|why| !why.is_empty()) };
    let spoken = Spoken { list, row, voice, catalog };
    let cells = vec![
        count(usize::try_from(*number).unwrap_or_default()),
        spoken.typed(list.columns().company),
        spoken.city(judged),
        spoken.numbered("batch", judged.batch, list.columns().batch),
        spoken.numbered("level", judged.level, list.columns().level),
        spoken.yuan(judged.total),
        spoken.grant(judged),
        spoken.net_cost(judged),
        judged.badge().map_or_else(|| voice.word("desk.list.bad"), |badge| voice.named("badge", badge)),
    ];
    let column = fault.as_ref().and_then(|error| list.columns().place_of(error, row, list.text()));
    Line {
        number: *number,
        cells,
        why,
        bad,
        place: bad.then(|| place_named(column, *number, voice)),
        reason: fault.map(|error| reason(&error, catalog, voice)),
    }
}

/// How a row's amount comes about, or why there is none; nothing of a row at fault.
pub fn why(list: &mut List, row: &Row, catalog: &Catalog, voice: &Voice) -> Option<String> {
    let (table, application, as_of) = list.application(catalog, row)?;
    let estimate = estimate(table, &application, as_of).ok()?;
    let voice = Voice { policy: &table.policy, ..*voice };
    Some(Scene { voice, table, as_of, application: &application }.why(&estimate))
}

/// Where a fault is: the cell as a spreadsheet names it, or the whole row.
pub fn place_named(column: Option<usize>, number: u32, voice: &Voice) -> String {
    let row = usize::try_from(number).unwrap_or_default();
    match column {
        Some(column) => place(Some(column), row),
        None => voice.say("desk.list.whole_row", &Params::default().with("row", count(row))),
    }
}

/// A row and what speaks of it.
struct Spoken<'s> {
    list: &'s List,
    row: &'s Row,
    voice: &'s Voice<'s>,
    catalog: &'s Catalog,
}

impl Spoken<'_> {
    /// A cell as it was typed.
    fn typed(&self, column: Option<usize>) -> String {
        column.map(|column| self.row.text(self.list.text(), column).into_owned()).unwrap_or_default()
    }

    fn city(&self, judged: &Judged) -> String {
        match self.catalog.tables().get(usize::from(judged.table)) {
            Some(table) => Voice { policy: &table.policy, ..*self.voice }.city(),
            None => self.typed(self.list.columns().policy),
        }
    }

    fn numbered(&self, list: &str, number: u8, column: Option<usize>) -> String {
        if number > 0 { self.voice.named(list, &number.to_string()) } else { self.typed(column) }
    }

    fn yuan(&self, fen: i64) -> String {
        if fen == NONE { "—".into() } else { self.voice.yuan(Yuan::from_fen(fen)) }
    }

    /// Of an upper limit the amount says so itself, and so does a range of them: neither of its ends is a promise.
    fn grant(&self, judged: &Judged) -> String {
        let amount = match judged.amount {
            NONE => self.yuan(NONE),
            _ => self.voice.one_or_span(Yuan::from_fen(judged.low), Yuan::from_fen(judged.high)),
        };
        self.limited(judged, "desk.list.at_most", amount)
    }

    fn limited(&self, judged: &Judged, bound: &str, amount: String) -> String {
        if judged.is_limit() { self.voice.say(bound, &Params::default().with("amount", amount)) } else { amount }
    }

    /// What is left to pay is as open as the grant.
    fn net_cost(&self, judged: &Judged) -> String {
        let less = |grant: i64| judged.total.checked_sub(grant).map(Yuan::from_fen);
        let amount = match (less(judged.high), less(judged.low)) {
            (Some(least), Some(most)) if judged.amount != NONE && least != most => self.voice.span(least, most),
            _ => self.yuan(judged.net_cost),
        };
        self.limited(judged, "desk.list.at_least", amount)
    }
}

/// What is wrong with a row, in words.
pub fn reason(error: &Error, catalog: &Catalog, voice: &Voice) -> String {
    let field = || match error.path() {
        "" | "spend" => voice.word("desk.list.column.spend"),
        path => {
            let category = crate::policy::Category::WORDS.contains(&path);
            voice.word(&[if category { "category." } else { "desk.list.column." }, path].concat())
        }
    };
    let params = || error.params().clone().with("field", field());
    // No cell that can be read begins so: it is a formula that no program has computed, or that a CSV has as text.
    let is_formula = matches!(error.params().get("found"), Some(Param::Text(found)) if found.starts_with('='));
    match error.code() {
        Code::InvalidRow => voice.say("desk.list.reason.invalid_row", &params()),
        _ if is_formula => voice.say("desk.list.reason.formula", &params()),
        Code::UnknownPolicy => {
            let mut names: Vec<String> =
                catalog.tables().iter().map(|table| Voice { policy: &table.policy, ..*voice }.city()).collect();
            names.dedup();
            let found = error.params().get("found").cloned().unwrap_or_else(|| Param::Text(String::new()));
            let cities = names.join(voice.strings.get("format.comma"));
            voice.say("desk.list.reason.unknown_policy", &Params(vec![("found", found)]).with("cities", cities))
        }
        Code::MissingField => voice.say("desk.list.reason.missing_field", &params()),
        Code::UnknownValue if error.path() == "company" => voice.say("desk.list.reason.sums_up", &params()),
        Code::UnknownValue => voice.say("desk.list.reason.unknown_value", &params()),
        Code::InvalidAmount => voice.say("desk.list.reason.invalid_amount", &params()),
        _ => voice.error(error),
    }
}
