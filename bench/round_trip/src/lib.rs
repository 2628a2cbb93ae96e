//! What it costs to carry an application into WebAssembly and an estimate out, with no calculation: the yardstick of
//! the widget. The estimates are the calculator's own types, made beforehand.

#![cfg(target_arch = "wasm32")]

use std::hint::black_box;

use serde::{Deserialize, Serialize};
use serde_wasm_bindgen::Serializer;
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::estimate::{Estimate, estimate};
use subsidy::json::Value;
use subsidy::wire;
use wasm_bindgen::prelude::*;

/// The contract's application, as serde would read it.
#[derive(Deserialize)]
#[allow(dead_code, reason = "reading is all that is measured")]
struct Application {
    policy: String,
    as_of: Option<String>,
    batch: Option<u8>,
    level: Option<u8>,
    size_class: Option<String>,
    spend: Vec<Spend>,
    awards: Option<Vec<Award>>,
    provincial_subsidy: Option<String>,
    own_terms: Option<OwnTerms>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading is all that is measured")]
struct Spend {
    category: String,
    amount: String,
    label: Option<String>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading is all that is measured")]
struct Award {
    benefit: String,
    count: Option<u32>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "reading is all that is measured")]
struct OwnTerms {
    rate: String,
    cap: String,
}

/// Estimates that are ready to be handed out.
#[wasm_bindgen]
pub struct RoundTrip {
    answers: Vec<Estimate<'static>>,
}

#[wasm_bindgen]
impl RoundTrip {
    /// Judges the applications, one a line.
    #[wasm_bindgen(constructor)]
    pub fn new(lines: &str) -> Result<RoundTrip, String> {
        // Lives as long as the module does.
        let catalog: &'static Catalog =
            Box::leak(Box::new(Catalog::embedded().map_err(|failure| failure.to_string())?));
        let judge = |line: &str| {
            let (application, table, as_of) = wire::open(catalog, &Value::parse(line.as_bytes())?, Date::EPOCH)?;
            estimate(table, Box::leak(Box::new(application)), as_of)
        };
        let answers = lines.lines().map(judge).collect::<Result<_, _>>().map_err(|error| error.to_string())?;
        Ok(RoundTrip { answers })
    }

    /// Takes an application, hands out the estimate that belongs to it.
    pub fn carry(&self, index: usize, application: JsValue) -> Result<JsValue, JsValue> {
        black_box(serde_wasm_bindgen::from_value::<Application>(application)?);
        Ok(self.answers[index].serialize(&Serializer::json_compatible())?)
    }
}
