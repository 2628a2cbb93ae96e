//! The desk's bulk form: typed arrays in and out, each copied once.

use js_sys::{Array, BigInt64Array, Object, Reflect, Uint8Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::Desk;
use crate::bulk::{self, Answers, Basis, CATEGORIES, Cases};
use crate::error::{Code, Error, Param};
use crate::estimate::Outcome;
use crate::shell::wasm::{object, thrown, today, value};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "BulkBasis")]
    pub type JsBasis;
    #[wasm_bindgen(typescript_type = "BulkCases")]
    pub type JsCases;
    #[wasm_bindgen(typescript_type = "BulkAnswers")]
    pub type JsAnswers;
    #[wasm_bindgen(typescript_type = "BulkVerdict")]
    pub type JsVerdict;
}

/// So many cases are copied in, judged and copied out at a time: they stay in the nearer caches, and the module's memory,
/// which never shrinks, does not grow with the columns.
const BLOCK: usize = 4096;

/// A table's terms, resolved for every batch and level; judges cases by the million.
#[wasm_bindgen]
pub struct Bulk {
    terms: bulk::Bulk,
    batch: Vec<u8>,
    level: Vec<u8>,
    spend: Vec<[i64; CATEGORIES]>,
    code: Vec<u8>,
    amounts: [Vec<i64>; AMOUNTS.len()],
}

/// The columns of amounts.
const AMOUNTS: [&str; 4] = ["amount", "low", "high", "net_cost"];

#[wasm_bindgen]
impl Desk {
    /// One table, day and own terms in, the judge of any number of cases out; `free()` gives its memory back.
    pub fn bulk(&self, basis: JsBasis) -> Result<Bulk, JsValue> {
        let basis = Basis::read(&value(&basis)).map_err(thrown)?;
        let as_of = basis.as_of.unwrap_or_else(today);
        let table = self.0.catalog.find(&basis.policy, as_of).map_err(thrown)?;
        Ok(Bulk {
            terms: bulk::Bulk::new(&table.policy, basis.own_terms.as_ref()).map_err(thrown)?,
            batch: Vec::new(),
            level: Vec::new(),
            spend: Vec::new(),
            code: Vec::new(),
            amounts: AMOUNTS.map(|_| Vec::new()),
        })
    }
}

#[wasm_bindgen]
impl Bulk {
    /// Columns of cases in, columns of answers out, in the same order.
    pub fn judge(&mut self, cases: JsCases) -> Result<JsAnswers, JsValue> {
        let asked = Columns::open(&cases).map_err(thrown)?;
        let count = asked.batch.length();
        let code = Uint8Array::new_with_length(count);
        let amounts = AMOUNTS.map(|_| BigInt64Array::new_with_length(count));
        for begin in (0..count).step_by(BLOCK) {
            let end = begin.saturating_add(BLOCK as u32).min(count);
            self.block(&asked, begin, end);
            code.subarray(begin, end).copy_from(&self.code);
            for (column, amounts) in amounts.iter().zip(&self.amounts) {
                column.subarray(begin, end).copy_from(amounts);
            }
        }
        let answers = Object::new();
        Reflect::set(&answers, &"code".into(), &code)?;
        for (name, column) in AMOUNTS.into_iter().zip(&amounts) {
            Reflect::set(&answers, &name.into(), column)?;
        }
        Ok(answers.unchecked_into())
    }

    /// What a code in the column says; nothing for a code that is never given.
    pub fn verdict(&self, code: u8) -> Result<Option<JsVerdict>, JsValue> {
        let Some(told) = bulk::verdict(code) else { return Ok(None) };
        let told = match told {
            Ok(outcome) => Verdict { outcome: Some(outcome), error: None },
            Err(fault) => {
                Verdict { outcome: None, error: Some(Refusal { code: fault.code().as_str(), path: fault.path() }) }
            }
        };
        Ok(Some(object(&told)?.unchecked_into()))
    }

    fn block(&mut self, asked: &Columns, begin: u32, end: u32) {
        let (first, last) = (begin.saturating_mul(CATEGORIES as u32), end.saturating_mul(CATEGORIES as u32));
        let count = end.saturating_sub(begin) as usize;
        self.batch.resize(count, 0);
        self.level.resize(count, 0);
        self.spend.resize(count, [0; CATEGORIES]);
        self.code.resize(count, 0);
        self.amounts.iter_mut().for_each(|column| column.resize(count, 0));
        asked.batch.subarray(begin, end).copy_to(&mut self.batch);
        asked.level.subarray(begin, end).copy_to(&mut self.level);
        asked.spend.subarray(first, last).copy_to(self.spend.as_flattened_mut());
        let cases = Cases { batch: &self.batch, level: &self.level, spend: &self.spend };
        let [amount, low, high, net_cost] = &mut self.amounts;
        self.terms.judge(cases, Answers { code: &mut self.code, amount, low, high, net_cost });
    }
}

/// The cases as JavaScript holds them.
struct Columns {
    batch: Uint8Array,
    level: Uint8Array,
    spend: BigInt64Array,
}

impl Columns {
    /// As strict as JSON, but that a column's length is a matter of its own.
    fn open(cases: &JsValue) -> Result<Columns, Error> {
        const NAMES: [&str; 3] = ["batch", "level", "spend"];
        let Some(cases) = cases.dyn_ref::<Object>() else { return Err(wrong_type("", cases, "object")) };
        for name in Object::keys(cases).iter().filter_map(|name| name.as_string()) {
            if !NAMES.contains(&&*name) {
                let allowed = Param::Texts(NAMES.map(String::from).into());
                return Err(Error::new(Code::UnknownKey, &*name).with("found", &*name).with("allowed", allowed));
            }
        }
        let [batch, level] = ["batch", "level"].map(|name| column::<Uint8Array>(cases, name, "Uint8Array"));
        let columns = Columns { batch: batch?, level: level?, spend: column(cases, "spend", "BigInt64Array")? };
        let count = columns.batch.length();
        of_length("level", columns.level.length(), count.into())?;
        of_length("spend", columns.spend.length(), u64::from(count).saturating_mul(CATEGORIES as u64))?;
        Ok(columns)
    }
}

fn column<T: JsCast>(cases: &Object, name: &'static str, expected: &'static str) -> Result<T, Error> {
    let found = Reflect::get(cases, &name.into()).unwrap_or_default();
    if found.is_undefined() {
        return Err(Error::new(Code::MissingField, name));
    }
    found.dyn_into().map_err(|found| wrong_type(name, &found, expected))
}

fn wrong_type(path: &str, found: &JsValue, expected: &'static str) -> Error {
    let kind = if Array::is_array(found) { Some("array".into()) } else { found.js_typeof().as_string() };
    Error::new(Code::WrongType, path).with("found", kind.unwrap_or_default()).with("expected", expected)
}

fn of_length(path: &str, found: u32, expected: u64) -> Result<(), Error> {
    let expected = i64::try_from(expected).unwrap_or(i64::MAX);
    match i64::from(found) {
        found if found == expected => Ok(()),
        found => {
            Err(Error::new(Code::OutOfRange, path).with("found", found).with("min", expected).with("max", expected))
        }
    }
}

/// A code in words.
#[derive(Serialize)]
struct Verdict {
    outcome: Option<Outcome>,
    error: Option<Refusal>,
}

/// What the estimate of such a case says is wrong.
#[derive(Serialize)]
struct Refusal {
    code: &'static str,
    path: &'static str,
}
