//! The yardstick in WebAssembly, with the very copies that the bulk form of the desk makes.

use js_sys::{BigInt64Array, Object, Reflect, Uint8Array};
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use wasm_bindgen::prelude::*;

use crate::{Columns, Table};

const BLOCK: usize = 4096;
const AMOUNTS: [&str; 4] = ["amount", "low", "high", "net_cost"];

/// A table's terms.
#[wasm_bindgen]
pub struct ByHand {
    table: Table,
    batch: Vec<u8>,
    level: Vec<u8>,
    spend: Vec<[i64; 8]>,
    amounts: [Vec<i64>; 4],
}

#[wasm_bindgen]
impl ByHand {
    /// Of the embedded table of this id.
    #[wasm_bindgen(constructor)]
    pub fn new(policy: &str) -> Result<ByHand, String> {
        let catalog = Catalog::embedded().map_err(|failure| failure.to_string())?;
        let table = catalog.find(policy, Date::EPOCH).map_err(|error| error.to_string())?;
        Ok(ByHand {
            table: Table::new(&table.policy).map_err(|error| error.to_string())?,
            batch: Vec::new(),
            level: Vec::new(),
            spend: Vec::new(),
            amounts: AMOUNTS.map(|_| Vec::new()),
        })
    }

    /// Columns in, columns out.
    pub fn judge(&mut self, batch: &Uint8Array, level: &Uint8Array, spend: &BigInt64Array) -> Result<Object, JsValue> {
        let count = batch.length();
        let columns = AMOUNTS.map(|_| BigInt64Array::new_with_length(count));
        for begin in (0..count).step_by(BLOCK) {
            let end = count.min(begin + BLOCK as u32);
            let cases = (end - begin) as usize;
            self.batch.resize(cases, 0);
            self.level.resize(cases, 0);
            self.spend.resize(cases, [0; 8]);
            self.amounts.iter_mut().for_each(|amounts| amounts.resize(cases, 0));
            batch.subarray(begin, end).copy_to(&mut self.batch);
            level.subarray(begin, end).copy_to(&mut self.level);
            spend.subarray(begin * 8, end * 8).copy_to(self.spend.as_flattened_mut());
            let ByHand { table, batch, level, spend, amounts: [amount, low, high, net_cost] } = self;
            table.judge(Columns { batch, level, spend, amount, low, high, net_cost });
            for (column, amounts) in columns.iter().zip(&self.amounts) {
                column.subarray(begin, end).copy_from(amounts);
            }
        }
        let answers = Object::new();
        for (name, column) in AMOUNTS.iter().zip(&columns) {
            Reflect::set(&answers, &(*name).into(), column)?;
        }
        Ok(answers)
    }
}
