//! One package in every city at hand, at every batch and level: what would be granted, and what would be left to pay.

use crate::application::Application;
use crate::catalog::Table;
use crate::compare::{self, Cell};
use crate::date::Date;
use crate::error::{Error, Params, fill};
use crate::estimate::Outcome;
use crate::money::Yuan;
use crate::policy::Level;
use crate::present::voice::{Voice, key};
use crate::quote;
use crate::strings::Strings;
use crate::terms::{Range, Terms};

use super::{MatrixCell, MatrixRow, MatrixView, NONE, TypedOffer, stated};

/// The package at `index` by each table: the cities in the order given, and each city's batches.
///
/// # Errors
/// As [`crate::compare::compare`]; an offer that cannot be read is told in the view.
pub fn matrix(
    tables: &[(&Table, Date)],
    offer: &TypedOffer,
    index: usize,
    strings: &Strings,
) -> Result<MatrixView, Error> {
    let blank = |open| MatrixView { caption: String::new(), columns: Vec::new(), rows: Vec::new(), open };
    let word = |key: &str| strings.get(key).to_owned();
    let (quote, spend) = match stated(offer, index) {
        Ok(stated) if !stated.1.items().is_empty() => stated,
        Ok(_) => return Ok(blank(Some(word("desk.quote.nothing")))),
        Err(_) => return Ok(blank(Some(word("desk.quote.blocked")))),
    };
    let mut rows = Vec::new();
    for &(table, as_of) in tables {
        let own = table.policy.id == offer.policy;
        let mut application = quote::application(&quote, spend.clone());
        application.policy.clone_from(&table.policy.id);
        (application.batch, application.level) = (None, None);
        if !own {
            application.own_terms = None;
        }
        let compared = compare::compare(table, &application, as_of)?;
        let voice = Voice { strings, policy: &table.policy };
        for cells in compared.cells.chunks(Level::ALL.len()) {
            let batch = cells.first().and_then(|cell| cell.batch);
            let label =
                batch.map_or_else(|| voice.city(), |batch| [&voice.city(), " · ", &voice.batch(batch)].concat());
            let current = |cell: &Cell| {
                own && cell.batch == offer.batch.filter(|_| batch.is_some()) && Some(cell.level) == offer.level
            };
            let cells = cells.iter().map(|one| cell(&voice, &application, one, current(one))).collect();
            rows.push(MatrixRow { label, cells });
        }
    }
    let basis = word(&key("desk.quote.basis", offer.base.unwrap_or_default().as_str()));
    let caption = fill(strings.get("desk.quote.matrix"), |_| Some(basis.clone()));
    let levels = Level::ALL.map(|level| strings.get(&format!("level.{}", level.number())).to_owned());
    Ok(MatrixView { caption, columns: levels.into(), rows, open: None })
}

fn cell(voice: &Voice, application: &Application, cell: &Cell, current: bool) -> MatrixCell {
    let own = application.own_terms.as_ref();
    let ceilings = || Terms::resolve(voice.policy, cell.level, cell.batch, own).is_ok_and(|terms| terms.ceilings());
    let limit = match cell.outcome {
        Outcome::UpperLimit => cell.grant.is_some_and(|grant| grant.high > Yuan::ZERO),
        Outcome::NeedsConfirmation => ceilings(),
        _ => false,
    };
    let text = |range: Range| voice.one_or_span(range.low, range.high);
    let net_is = if limit { "desk.quote.net_at_least" } else { "desk.quote.net_exactly" };
    match (cell.grant, cell.net_cost) {
        (Some(grant), Some(net)) => MatrixCell {
            grant: voice.most(text(grant), limit),
            net: voice.say(net_is, &Params::default().with("value", text(net))),
            current,
        },
        _ => MatrixCell { grant: NONE.into(), net: voice.word("counted.unknown"), current },
    }
}
