//! An officer's list in the browser under two tables: the rows of a list that was run, before and after a draft.

use wasm_bindgen::prelude::*;

use super::super::{JsPolicyTable, object, thrown, today, value};
use super::list::{List, nothing_open};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::list;
use crate::present::shift::{self as present, ShiftReport};
use crate::sheets;
use crate::shift::Shifts;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "ShiftReport")]
    pub type JsShiftReport;
}

#[wasm_bindgen]
impl List {
    /// The rows judged so far under a city's table and a draft, for a person.
    pub fn shifts(&mut self, then: JsPolicyTable, now: JsPolicyTable) -> Result<JsShiftReport, JsValue> {
        let view = self.under(&then, &now, |list, _, shifts, tables, _| list.shift_report(shifts, tables));
        Ok(object(&view.map_err(thrown)?)?.unchecked_into())
    }

    /// The report as a workbook: the sums, and every enterprise.
    #[wasm_bindgen(js_name = shiftsXlsx)]
    pub fn shifts_xlsx(&mut self, then: JsPolicyTable, now: JsPolicyTable) -> Result<Vec<u8>, JsValue> {
        let file = self.under(&then, &now, |list, open, shifts, tables, day| {
            let report = list.shift_report(shifts, tables)?;
            sheets::shift::workbook(open, shifts, &report, (tables, day), &list.0.catalog, list.0.strings()?)
        });
        file.map_err(thrown)
    }

    /// Every enterprise as CSV, with a byte order mark.
    #[wasm_bindgen(js_name = shiftsCsv)]
    pub fn shifts_csv(&mut self, then: JsPolicyTable, now: JsPolicyTable) -> Result<Vec<u8>, JsValue> {
        let file = self.under(&then, &now, |_, open, shifts, tables, _| Ok(sheets::shift::csv(open, shifts, tables)));
        file.map_err(thrown)
    }

    /// What a file of the report is called, without its ending.
    #[wasm_bindgen(js_name = shiftsName)]
    pub fn shifts_name(&self, then: JsPolicyTable) -> Result<String, JsValue> {
        let day = self.1.as_ref().and_then(|open| open.defaults.as_of).unwrap_or_else(today);
        let name = Table::read(&value(&then)).and_then(|table| Ok(present::file_name(&table, day, self.0.strings()?)));
        name.map_err(thrown)
    }

    fn shift_report(&self, shifts: &Shifts, tables: [&Table; 2]) -> Result<ShiftReport, Error> {
        Ok(present::report(shifts, tables, &self.0.catalog, self.0.strings()?))
    }

    /// Holds the rows against both tables, and has something made of it.
    fn under<T>(
        &mut self,
        then: &JsValue,
        now: &JsValue,
        make: impl FnOnce(&List, &list::List, &Shifts, [&Table; 2], Date) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let (then, now) = (Table::read(&value(then))?, Table::read(&value(now))?);
        // Taken out while it is read, so that the tables can be lent.
        let mut open = self.1.take().ok_or_else(nothing_open)?;
        let day = open.defaults.as_of.unwrap_or_else(today);
        let shifts = open.shifts(&self.0.catalog, &then, &now, day);
        let made = shifts.and_then(|shifts| make(self, &open, &shifts, [&then, &now], day));
        self.1 = Some(open);
        made
    }
}
