//! Seeded random applications: what the shells are compared on, and what the benchmarks eat.
//!
//! Cities, batches, awards and caps are read from the policy tables, so a new city takes part by itself.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use fastrand::Rng;
use serde_json::{Map, Value, json};

use crate::project;

mod spoil;

/// The day on which the first of the tables was issued: any number would do, as long as it stays.
pub const SEED: u64 = 20_240_415;

/// The categories of spend, in the contract's order.
pub const CATEGORIES: [&str; 8] =
    ["software", "cloud", "data_equipment", "hardware", "services", "training", "diagnosis", "other"];

const CONDITIONS: [&str; 10] = [
    "industry",
    "place",
    "small_or_medium",
    "credit",
    "legal_person",
    "listed",
    "level",
    "registered",
    "accepted",
    "audited",
];

/// Writes applications to the standard output, one a line.
pub fn write(count: u64, seed: u64, valid: bool) -> Result<()> {
    write_to(&mut BufWriter::new(io::stdout().lock()), count, seed, valid)
}

/// Writes applications, one a line.
pub fn write_to(out: &mut impl Write, count: u64, seed: u64, valid: bool) -> Result<()> {
    let mut random = Random::new(seed)?;
    for _ in 0..count {
        let application = if valid { random.valid() } else { random.any() };
        serde_json::to_writer(&mut *out, &application)?;
        out.write_all(b"\n")?;
    }
    Ok(out.flush()?)
}

/// What a table lets an application say.
struct City {
    id: String,
    batches: Vec<u64>,
    awards: Vec<Award>,
    publishes_rate: bool,
    /// The spends, in fen, at which a cap is reached.
    thresholds: Vec<u64>,
}

struct Award {
    id: String,
    once: bool,
    matching: bool,
}

/// The stream of applications.
pub struct Random {
    rng: Rng,
    cities: Vec<City>,
}

impl Random {
    /// The same seed and the same tables give the same stream.
    pub fn new(seed: u64) -> Result<Random> {
        let cities = project::tables()?.iter().map(City::read).collect();
        Ok(Random { rng: Rng::with_seed(seed), cities })
    }

    /// An application, in one of three cases with a word on conditions, in one of five with something wrong.
    pub fn any(&mut self) -> Value {
        let mut application = self.valid();
        if self.rng.u8(..3) == 0 {
            application["eligibility"] = eligibility(&mut self.rng);
        }
        if self.rng.u8(..5) == 0 {
            spoil::spoil(&mut application, &mut self.rng);
        }
        application
    }

    /// An application that has an answer.
    pub fn valid(&mut self) -> Value {
        let Random { rng, cities } = self;
        let city = &cities[rng.usize(..cities.len())];
        let mut fields = Map::new();
        fields.insert("policy".into(), json!(city.id));
        fields.insert("as_of".into(), json!(day(rng)));
        fields.insert("level".into(), json!(rng.u8(1..=4)));
        if let Some(batch) = rng.choice(&city.batches) {
            fields.insert("batch".into(), json!(batch));
        }
        if rng.bool() {
            fields.insert("size_class".into(), json!(if rng.bool() { "above_scale" } else { "below_scale" }));
        }
        fields.insert("spend".into(), spend(rng, city));
        if rng.u8(..3) == 0 {
            awards(rng, city, &mut fields);
        }
        if !city.publishes_rate && rng.bool() {
            let rate = format!("0.{:02}", rng.u8(..100));
            fields.insert("own_terms".into(), json!({"rate": rate, "cap": amount(rng, city)}));
        }
        Value::Object(fields)
    }
}

impl City {
    fn read(table: &Value) -> City {
        let benefits = || table["benefits"].as_array().into_iter().flatten();
        City {
            id: table["id"].as_str().unwrap_or_default().into(),
            batches: table["batches"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect(),
            awards: benefits().filter_map(Award::read).collect(),
            publishes_rate: !benefits().any(|benefit| benefit["gives"].get("unpublished").is_some()),
            thresholds: benefits().flat_map(|benefit| thresholds(&benefit["gives"])).collect(),
        }
    }
}

impl Award {
    fn read(benefit: &Value) -> Option<Award> {
        let id = benefit["id"].as_str()?.into();
        let gives = &benefit["gives"];
        let matching = gives.get("matching").is_some();
        let award = matching || gives.get("lump_sum").is_some() || gives.get("without_figure").is_some();
        award.then_some(Award { id, once: gives["lump_sum"]["once"] != false, matching })
    }
}

/// Where `spend × rate` reaches the cap, clause by clause, and where a reimbursement is used up.
fn thresholds(gives: &Value) -> Vec<u64> {
    let clauses = gives["spend_share"]["clauses"].as_array().into_iter().flatten();
    let reached = clauses.filter_map(|clause| {
        let cap = fen(clause["cap"]["amount"].as_str()?)?;
        let rate = fen(clause["rate"]["rate"].as_str()?)?; // hundredths, as fen are hundredths of a yuan
        (cap * 100).checked_div(rate)
    });
    reached.chain(gives["reimbursement"]["cap"]["amount"].as_str().and_then(fen)).collect()
}

fn fen(yuan: &str) -> Option<u64> {
    let (whole, part) = yuan.split_once('.').unwrap_or((yuan, ""));
    Some(whole.parse::<u64>().ok()? * 100 + format!("{part:0<2}").parse::<u64>().ok()?)
}

fn day(rng: &mut Rng) -> String {
    // A few years around every table's term.
    format!("{}-{:02}-{:02}", rng.u16(2023..=2028), rng.u8(1..=12), rng.u8(1..=28))
}

fn spend(rng: &mut Rng, city: &City) -> Value {
    // Mostly as a person writes it, now and then none, now and then many.
    let count = match rng.u8(..40) {
        0 => 0,
        1 => rng.usize(20..60),
        _ => rng.usize(1..6),
    };
    let item = |_| {
        let mut item = json!({"category": CATEGORIES[rng.usize(..CATEGORIES.len())], "amount": amount(rng, city)});
        if rng.u8(..8) == 0 {
            item["label"] = json!(["MES", "排产软件", "\"quoted\" \\ slash", "emoji 🏭", ""][rng.usize(..5)]);
        }
        item
    };
    (0..count).map(item).collect()
}

fn amount(rng: &mut Rng, city: &City) -> String {
    let close = rng.choice(&city.thresholds).copied();
    let fen = match (rng.u8(..10), close) {
        (0, _) => 0,
        (1..=4, Some(threshold)) => (threshold + rng.u64(..=4)).saturating_sub(2),
        (5..=6, _) => rng.u64(..100_000) * 100_000,
        (7, _) => rng.u64(..1_000_000_000_000),
        _ => rng.u64(..200_000_000),
    };
    let (yuan, rest) = (fen / 100, fen % 100);
    match rest {
        0 if rng.bool() => yuan.to_string(),
        _ if rest % 10 == 0 && rng.bool() => format!("{yuan}.{}", rest / 10),
        _ => format!("{yuan}.{rest:02}"),
    }
}

/// Conditions of any kind, also such as the city does not have, and figures around the limits of a size.
fn eligibility(rng: &mut Rng) -> Value {
    let mut stated = Map::new();
    let mut conditions = Map::new();
    for kind in CONDITIONS {
        if rng.u8(..4) == 0 {
            conditions.insert(kind.into(), json!(["met", "met", "met", "open", "unmet"][rng.usize(..5)]));
        }
    }
    if !conditions.is_empty() || rng.bool() {
        stated.insert("conditions".into(), Value::Object(conditions));
    }
    if rng.bool() {
        stated.insert("employees".into(), json!([0, 120, 999, 1000, 1001, 1_000_000][rng.usize(..6)]));
    }
    if rng.bool() {
        stated.insert(
            "revenue".into(),
            json!(["0", "30000000", "399999999.99", "400000000", "400000000.01"][rng.usize(..5)]),
        );
    }
    Value::Object(stated)
}

fn awards(rng: &mut Rng, city: &City, fields: &mut Map<String, Value>) {
    let chosen: Vec<&Award> = city.awards.iter().filter(|_| rng.u8(..3) == 0).collect();
    if chosen.iter().any(|award| award.matching) {
        fields.insert("provincial_subsidy".into(), json!(amount(rng, city)));
    }
    let stated = chosen.into_iter().map(|award| match award.once || rng.bool() {
        true => json!({"benefit": award.id}),
        false => json!({"benefit": award.id, "count": rng.u16(1..=1000)}),
    });
    let stated = stated.collect();
    fields.insert("awards".into(), stated);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(seed: u64) -> String {
        let mut out = Vec::new();
        write_to(&mut out, 200, seed, false).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_lines() {
        assert_eq!(lines(1), lines(1));
        assert_ne!(lines(1), lines(2));
    }

    #[test]
    fn every_city_takes_part() {
        let lines = lines(SEED);
        for table in project::tables().unwrap() {
            assert!(lines.contains(&format!("\"policy\":{}", table["id"])), "{}", table["id"]);
        }
    }
}
