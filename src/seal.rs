//! The verification code (核验码): twelve signs over what was asked, of which table, and what came out.
//!
//! It shows that a figure was changed or copied wrongly. It is **no signature**: whoever has this program can compute
//! the code of whatever he writes.
//!
//! The code is the first 60 bits of SHA-256 over the lines that [`code`] writes, which begin with the version of this
//! very form, in Crockford's base 32: `7K2M-Q0XA-9D4T`. Labels are no part of it, and neither is the order of the items.

use std::fmt::{self, Write as _};

use sha2::{Digest as _, Sha256};

use crate::application::{Application, Award};
use crate::catalog::Table;
use crate::compare;
use crate::date::Date;
use crate::error::{Code, Error};
use crate::estimate::{self, AwardLine, Outcome};
use crate::money::Yuan;
use crate::policy::{Category, Level};
use crate::terms::{Categories, Range, Totals};

/// What the lines begin with; another form of them begins with another.
const FORM: &str = "subsidy-seal-v1";
/// Without I, L, O and U, which are mistaken for others.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Signs of a code.
const LENGTH: usize = 12;

/// A verification code. Shown as `7K2M-Q0XA-9D4T`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seal([u8; LENGTH]);

impl Seal {
    /// Reads a code as a person copies it: small letters, spaces and other hyphens, `O` for 0, `I` and `L` for 1.
    ///
    /// `None` for any other sign and any other length.
    pub fn read(text: &str) -> Option<Seal> {
        let mut signs = text.chars().filter(|one| !one.is_whitespace() && !"-‐‑–—－".contains(*one));
        let mut code = [0; LENGTH];
        for place in &mut code {
            let sign = match signs.next()?.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                other => other,
            };
            *place = *SIGNS.iter().find(|&&known| char::from(known) == sign)?;
        }
        signs.next().is_none().then_some(Seal(code))
    }

    fn of(text: &str) -> Seal {
        let mut bits =
            Sha256::digest(text.as_bytes()).iter().take(8).fold(0u64, |bits, &byte| bits << 8 | u64::from(byte));
        let mut code = [0; LENGTH];
        for place in &mut code {
            // The topmost five bits are the next sign.
            *place = SIGNS.get(usize::from((bits >> 59) as u8)).copied().unwrap_or(b'0');
            bits <<= 5;
        }
        Seal(code)
    }
}

impl fmt::Display for Seal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, &sign) in self.0.iter().enumerate() {
            if place > 0 && place.is_multiple_of(4) {
                f.write_char('-')?;
            }
            f.write_char(char::from(sign))?;
        }
        Ok(())
    }
}

/// What an application comes to: one amount, or what the open batches and levels span.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The kind; `None` where batch or level is open.
    pub outcome: Option<Outcome>,
    /// The grant; `None` where no rate is published. Its `amount` is the highest one where batch or level is open.
    pub grant: Option<Range>,
}

/// The answer that a page shows: an estimate, or the span where batch or level is open.
///
/// # Errors
/// As [`estimate::estimate`], but neither `level` nor `batch` is asked for.
pub fn answer(table: &Table, application: &Application, as_of: Date) -> Result<Answer, Error> {
    judged(table, application, as_of).map(|(answer, _)| answer)
}

type Judged<'t> = (Answer, Vec<AwardLine<'t>>);

fn judged<'t>(table: &'t Table, application: &Application, as_of: Date) -> Result<Judged<'t>, Error> {
    let estimate = match table.policy.spend_share() {
        Some(_) if application.level.is_none() => None,
        Some(_) => match estimate::estimate(table, application, as_of) {
            Err(error) if error.code() == Code::BatchRequired => None,
            estimate => Some(estimate?),
        },
        // Without a published rate neither batch nor level matters.
        None => {
            let level = application.level.unwrap_or(Level::HIGHEST);
            Some(estimate::at(table, application, application.batch, level, as_of)?)
        }
    };
    if let Some(estimate) = estimate {
        let answer = Answer { outcome: Some(estimate.outcome), grant: estimate.grant };
        return Ok((answer, estimate.awards));
    }
    let span = compare::compare(table, application, as_of)?.span;
    let grant = span.map(|span| Range { amount: span.high, low: span.low, high: span.high });
    Ok((Answer { outcome: None, grant }, Vec::new()))
}

/// The verification code of an application on this day.
///
/// # Errors
/// As [`answer`].
pub fn code(table: &Table, application: &Application, as_of: Date) -> Result<Seal, Error> {
    let (answer, awards) = judged(table, application, as_of)?;
    let mut lines = String::from(FORM);
    let mut line = |name: &str, value: &dyn fmt::Display| {
        let _ = write!(lines, "\n{name} {value}");
    };
    line("policy", &table.policy.id);
    line("table", &table.digest);
    line("as_of", &as_of);
    application.batch.iter().for_each(|batch| line("batch", &batch.number()));
    application.level.iter().for_each(|level| line("level", &level.number()));
    application.size_class.iter().for_each(|class| line("size_class", &class.as_str()));
    let totals = Totals::of(application.spend.items())?;
    for &category in Category::ALL {
        let amount = totals.within(Categories::of(&[category]))?;
        if amount > Yuan::ZERO {
            line(category.as_str(), &amount);
        }
    }
    application.provincial_subsidy.iter().for_each(|amount| line("provincial_subsidy", amount));
    if let Some(own) = &application.own_terms {
        line("own_rate", &own.rate);
        line("own_cap", &own.cap);
    }
    if let Some(known) = &application.eligibility {
        known.conditions.iter().for_each(|(kind, state)| line(kind.as_str(), &state.as_str()));
        known.employees.iter().for_each(|employees| line("employees", &employees.0));
        known.revenue.iter().for_each(|revenue| line("revenue", revenue));
    }
    line("outcome", &answer.outcome.map_or("range", Outcome::as_str));
    if let Some(Range { amount, low, high }) = answer.grant {
        line("amount", &amount);
        line("low", &low);
        line("high", &high);
    }
    let mut awards: Vec<String> = awards.iter().map(award).collect();
    awards.sort_unstable();
    awards.iter().for_each(|award| line("award", award));
    if answer.outcome.is_none() {
        let asked = |award: &Award| format!("{} {}", award.benefit, award.count.map_or(1, |count| count.0));
        let mut asked: Vec<String> = application.awards.iter().map(asked).collect();
        asked.sort_unstable();
        asked.iter().for_each(|benefit| line("asked", benefit));
    }
    Ok(Seal::of(&lines))
}

/// Benefit, count and amount.
fn award(award: &AwardLine) -> String {
    let amount = award.amount.map_or_else(|| "none".to_owned(), |amount| amount.to_string());
    format!("{} {} {amount}", award.benefit, award.count)
}
