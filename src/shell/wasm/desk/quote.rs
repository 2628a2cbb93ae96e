//! The desk's questions about a provider's offer.

use wasm_bindgen::prelude::*;

use super::Desk;
use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::present::quote::{self, TypedOffer};
use crate::shell::wasm::{object, thrown, today, value};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(typescript_type = "TypedOffer")]
    pub type JsTypedOffer;
    #[wasm_bindgen(typescript_type = "QuoteView")]
    pub type JsQuoteView;
    #[wasm_bindgen(typescript_type = "MatrixView")]
    pub type JsMatrixView;
    #[wasm_bindgen(typescript_type = "OfferSheet")]
    pub type JsOfferSheet;
}

#[wasm_bindgen]
impl Desk {
    /// One offer as typed in, what it comes to for a person out.
    pub fn quote(&self, offer: JsTypedOffer) -> Result<JsQuoteView, JsValue> {
        let (offer, table, as_of) = self.offer(&offer).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = quote::answer(table, &offer, as_of, today(), strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// The package at this place at every batch and level of these cities, as far as their tables were added.
    #[wasm_bindgen(js_name = quoteMatrix)]
    pub fn quote_matrix(
        &self,
        offer: JsTypedOffer,
        package: usize,
        cities: Vec<String>,
    ) -> Result<JsMatrixView, JsValue> {
        let (offer, _, as_of) = self.offer(&offer).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let found = cities.iter().filter_map(|city| Some((self.0.catalog.find(city, as_of).ok()?, as_of)));
        let view = quote::matrix(&found.collect::<Vec<_>>(), &offer, package, strings).map_err(thrown)?;
        Ok(object(&view)?.unchecked_into())
    }

    /// The offer on paper, with the customer's link of one package behind the address of the page that opens it; nothing
    /// where an entry cannot be read or nothing is offered.
    #[wasm_bindgen(js_name = quotePaper)]
    pub fn quote_paper(
        &self,
        offer: JsTypedOffer,
        package: usize,
        page: &str,
    ) -> Result<Option<JsOfferSheet>, JsValue> {
        let (offer, table, as_of) = self.offer(&offer).map_err(thrown)?;
        let strings = self.0.strings().map_err(thrown)?;
        let view = quote::paper(table, &offer, (as_of, today()), package, page, strings).map_err(thrown)?;
        view.map(|view| Ok(object(&view)?.unchecked_into())).transpose()
    }

    /// Why the parsed content of a file is no offer, in itself or, as far as its table was added, in its city; nothing where
    /// it is one.
    #[wasm_bindgen(js_name = offerTrouble)]
    pub fn offer_trouble(&self, offer: JsValue) -> Result<Option<String>, JsValue> {
        let strings = self.0.strings().map_err(thrown)?;
        Ok(quote::refused(&self.0.catalog, &value(&offer), today(), strings))
    }

    fn offer(&self, offer: &JsValue) -> Result<(TypedOffer, &Table, Date), Error> {
        let offer = TypedOffer::read(&value(offer))?;
        let as_of = offer.as_of.unwrap_or_else(today);
        let table = self.0.catalog.find(&offer.policy, as_of)?;
        Ok((offer, table, as_of))
    }
}
