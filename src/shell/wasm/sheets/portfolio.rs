//! An officer's list in the browser: the rows of a list that was run, against the money of a city's programme.

use wasm_bindgen::prelude::*;

use super::super::{object, thrown, today, value};
use super::list::{List, nothing_open};
use crate::catalog::Table;
use crate::date::Date;
use crate::error::{Code, Error, excerpt};
use crate::list;
use crate::portfolio::Portfolio;
use crate::present::portfolio::{self as present, PortfolioReport};
use crate::programme::Programme;
use crate::sheets;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "ProgrammeTable")]
    pub type JsProgramme;
    #[wasm_bindgen(typescript_type = "Portfolio")]
    pub type JsPortfolio;
    #[wasm_bindgen(typescript_type = "PortfolioReport")]
    pub type JsReport;
}

/// A city's tables on a day.
type City<'c> = (&'c Table, &'c Programme, Date);

#[wasm_bindgen]
impl List {
    /// Adds the programme of a city, the parsed content of a `programme.json`; one of the same id is replaced.
    #[wasm_bindgen(js_name = addProgramme)]
    pub fn add_programme(&mut self, table: JsProgramme) -> Result<(), JsValue> {
        let programme = Programme::read(&value(&table)).map_err(thrown)?;
        self.2.retain(|known| known.id != programme.id);
        self.2.push(programme);
        Ok(())
    }

    /// The rows judged so far against the money of a city's programme, for a person.
    #[wasm_bindgen(js_name = portfolio)]
    pub fn portfolio(&mut self, policy: &str) -> Result<JsReport, JsValue> {
        let view = self.against(policy, |list, _, city, portfolio| list.report(city, portfolio)).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// The same as the command line prints it with `--json`.
    #[wasm_bindgen(js_name = portfolioFigures)]
    pub fn figures(&mut self, policy: &str) -> Result<JsPortfolio, JsValue> {
        let text = self.against(policy, |_, _, _, portfolio| Ok(object(portfolio))).map_err(thrown)?;
        Ok(text?.unchecked_into())
    }

    /// The report as a workbook: the sums, and every enterprise.
    #[wasm_bindgen(js_name = portfolioXlsx)]
    pub fn portfolio_xlsx(&mut self, policy: &str) -> Result<Vec<u8>, JsValue> {
        let file = self.against(policy, |list, open, city, portfolio| {
            let report = list.report(city, portfolio)?;
            let (table, _, day) = city;
            sheets::portfolio::workbook(open, portfolio, &report, (table, day), &list.0.catalog, list.0.strings()?)
        });
        file.map_err(thrown)
    }

    /// Every enterprise as CSV, with a byte order mark.
    #[wasm_bindgen(js_name = portfolioCsv)]
    pub fn portfolio_csv(&mut self, policy: &str) -> Result<Vec<u8>, JsValue> {
        let file =
            self.against(policy, |_, open, (table, ..), portfolio| Ok(sheets::portfolio::csv(open, portfolio, table)));
        file.map_err(thrown)
    }

    /// What a file of the report is called, without its ending.
    #[wasm_bindgen(js_name = portfolioName)]
    pub fn portfolio_name(&self, policy: &str) -> Result<String, JsValue> {
        let day = self.1.as_ref().and_then(|open| open.defaults.as_of).unwrap_or_else(today);
        let name =
            self.city(policy, day).and_then(|(table, _, day)| Ok(present::file_name(table, day, self.0.strings()?)));
        name.map_err(thrown)
    }

    fn report(&self, (table, programme, _): City, portfolio: &Portfolio) -> Result<PortfolioReport, Error> {
        Ok(present::report(portfolio, table, programme, &self.0.catalog, self.0.strings()?))
    }

    fn city(&self, policy: &str, day: Date) -> Result<City<'_>, Error> {
        let unknown = || Error::new(Code::UnknownPolicy, "programme").with("found", excerpt(policy));
        let programme = self.2.iter().find(|programme| programme.id == policy).ok_or_else(unknown)?;
        Ok((self.0.catalog.find(policy, day)?, programme, day))
    }

    /// Holds the rows against a city's money, and has something made of it.
    fn against<T>(
        &mut self,
        policy: &str,
        make: impl FnOnce(&List, &list::List, City, &Portfolio) -> Result<T, Error>,
    ) -> Result<T, Error> {
        // Taken out while it is read, so that the tables can be lent.
        let mut open = self.1.take().ok_or_else(nothing_open)?;
        let day = open.defaults.as_of.unwrap_or_else(today);
        let made = self.city(policy, day).and_then(|city| {
            let (table, programme, day) = city;
            let portfolio = open.portfolio(&self.0.catalog, table, programme, day)?;
            make(self, &open, city, &portfolio)
        });
        self.1 = Some(open);
        made
    }
}
