//! CSV: known columns become an application, every column is kept, the answer is appended.

use std::io::{Read, Write};

use csv::{ByteRecord, ReaderBuilder, WriterBuilder};

use super::Run;
use crate::error::{Code, Error};
use crate::estimate::{Estimate, estimate};
use crate::json::Value;
use crate::policy::Category;
use crate::present::human::{self, Unit};
use crate::shell::cli::Failure;
use crate::wire;

/// Appended to every row, in this order.
const APPENDED: [&str; 7] = ["outcome", "grant", "low", "high", "net_cost", "error_code", "error_path"];
/// The columns of an application beside its spend.
const STATED: [&str; 5] = ["policy", "as_of", "batch", "level", "size_class"];

/// One application a row; returns how many failed.
pub(super) fn csv(run: &Run, input: impl Read, output: impl Write) -> Result<u64, Failure> {
    let told = |error: csv::Error| Failure::Told(error.to_string());
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(input);
    let mut writer = WriterBuilder::new().flexible(true).from_writer(output);
    let header = reader.byte_headers().map_err(told)?.clone();
    let columns = Columns::of(&header)?;
    writer.write_byte_record(&appended(&header, header.len(), APPENDED.map(str::as_bytes))).map_err(told)?;

    let mut failed = 0u64;
    let mut row = ByteRecord::new();
    let mut position = 0;
    while reader.read_byte_record(&mut row).map_err(told)? {
        let answer = columns.value(&row).and_then(|value| {
            let (application, table, as_of) = wire::open(&run.catalog, &value, run.today)?;
            estimate(table, &application, as_of).map(|estimate| cells(&estimate))
        });
        let cells = answer.unwrap_or_else(|error| {
            failed = failed.saturating_add(1);
            let empty = String::new;
            [empty(), empty(), empty(), empty(), empty(), error.code().as_str().into(), error.path().into()]
        });
        let row = appended(&row, header.len(), cells.each_ref().map(String::as_bytes));
        writer.write_byte_record(&row).map_err(told)?;
        let read = usize::try_from(reader.position().byte()).unwrap_or(position);
        run.progress.advance(read.saturating_sub(position));
        position = read;
    }
    writer.flush()?;
    Ok(failed)
}

/// A row with the answer behind as many columns as the header has.
fn appended(row: &ByteRecord, width: usize, cells: [&[u8]; 7]) -> ByteRecord {
    let mut longer: ByteRecord = row.iter().collect();
    while longer.len() < width {
        longer.push_field(b"");
    }
    cells.iter().for_each(|cell| longer.push_field(cell));
    longer
}

fn cells(estimate: &Estimate) -> [String; 7] {
    let empty = String::new;
    let [mut grant, mut low, mut high, mut net] = [empty(), empty(), empty(), empty()];
    if let (Some(range), Some(cost)) = (estimate.grant, estimate.net_cost) {
        [grant, low, high, net] = [range.amount, range.low, range.high, cost.amount].map(|amount| amount.to_string());
    }
    [estimate.outcome.as_str().into(), grant, low, high, net, empty(), empty()]
}

/// Where each known column stands.
struct Columns {
    width: usize,
    stated: Vec<(&'static str, usize)>,
    spend: Vec<(Category, usize)>,
}

impl Columns {
    /// Finds the known columns by name.
    fn of(header: &ByteRecord) -> Result<Columns, Failure> {
        let names: Vec<_> = header.iter().map(|name| name.trim_ascii()).collect();
        let find = |name: &str| -> Result<Option<usize>, Failure> {
            let mut places = names.iter().enumerate().filter(|(_, known)| **known == name.as_bytes());
            let first = places.next().map(|(index, _)| index);
            match places.next() {
                Some(_) => Err(Failure::Told(format!("column \"{name}\" occurs twice"))),
                None => Ok(first),
            }
        };
        if find("policy")?.is_none() {
            let known = STATED.iter().copied().chain(Category::ALL.iter().map(|one| one.as_str())).collect::<Vec<_>>();
            return Err(Failure::Told(format!("column \"policy\" is missing; known columns: {}", known.join(", "))));
        }
        let mut columns = Columns { width: header.len(), stated: Vec::new(), spend: Vec::new() };
        for name in STATED {
            columns.stated.extend(find(name)?.map(|place| (name, place)));
        }
        for &category in Category::ALL {
            columns.spend.extend(find(category.as_str())?.map(|place| (category, place)));
        }
        Ok(columns)
    }

    /// A row as the contract's JSON; an empty cell is an absent field.
    fn value(&self, row: &ByteRecord) -> Result<Value, Error> {
        if row.len() > self.width {
            return Err(Error::new(Code::TooManyItems, "").with("found", row.len()).with("max", self.width));
        }
        let cell = |name: &str, place: usize| -> Result<String, Error> {
            let bytes = row.get(place).unwrap_or_default().trim_ascii();
            std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| Error::new(Code::InvalidUtf8, name))
        };
        let mut members = Vec::new();
        for &(name, place) in &self.stated {
            let text = cell(name, place)?;
            if text.is_empty() {
                continue;
            }
            let whole = matches!(name, "batch" | "level").then(|| text.parse().ok()).flatten();
            members.push((name.to_owned(), whole.map_or(Value::Text(text), Value::Int)));
        }
        let mut spend = Vec::new();
        for &(category, place) in &self.spend {
            let name = category.as_str();
            let text = cell(name, place)?;
            let amount = human::amount(&text, Unit::Yuan).map_err(|error| error.at(name))?;
            spend.extend(amount.map(|amount| {
                let members = [("category", name.to_owned()), ("amount", amount.to_string())];
                Value::Object(members.map(|(key, text)| (key.to_owned(), Value::Text(text))).into())
            }));
        }
        members.push(("spend".to_owned(), Value::List(spend)));
        Ok(Value::Object(members))
    }
}
