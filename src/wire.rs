//! JSON text in, JSON text out: what the command line and the server speak.

use serde::Serialize;

use crate::application::Application;
use crate::catalog::{Catalog, Table};
use crate::compare;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate;
use crate::json::Value;

/// One application in, one estimate out, as compact JSON.
///
/// # Errors
/// The contract's error, from reading, choosing the table, or judging.
pub fn estimate(catalog: &Catalog, bytes: &[u8], today: Date) -> Result<Vec<u8>, Error> {
    let (application, table, as_of) = open(catalog, &Value::parse(bytes)?, today)?;
    bytes_of(&estimate::estimate(table, &application, as_of)?)
}

/// One application in, its comparison at every batch and level out, as compact JSON.
///
/// # Errors
/// As [`estimate()`].
pub fn compare(catalog: &Catalog, bytes: &[u8], today: Date) -> Result<Vec<u8>, Error> {
    let (application, table, as_of) = open(catalog, &Value::parse(bytes)?, today)?;
    bytes_of(&compare::compare(table, &application, as_of)?)
}

/// Reads an application and finds its table.
///
/// # Errors
/// The contract's error.
pub fn open<'c>(catalog: &'c Catalog, value: &Value, today: Date) -> Result<(Application, &'c Table, Date), Error> {
    let application = Application::read(value)?;
    let as_of = application.as_of.unwrap_or(today);
    let table = catalog.find(&application.policy, as_of)?;
    Ok((application, table, as_of))
}

/// Compact JSON.
///
/// # Errors
/// None that an answer of this crate reaches.
pub fn bytes_of(answer: &impl Serialize) -> Result<Vec<u8>, Error> {
    serde_json::to_vec(answer).map_err(|_| Error::new(Code::Overflow, ""))
}

/// An error as the contract writes it: `{"error": {…}}`.
#[derive(Serialize)]
pub struct Failed<'e> {
    /// The error.
    pub error: &'e Error,
    /// The line of a batch, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
}
