//! `simulate RUNS ROUNDS`: milliseconds for a simulation of the first city's 450 enterprises, from what is asked to what is
//! answered, and for drawing the same random numbers alone and adding them up; in turns, medians of the rounds.

use std::env;
use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use rand_distr::{Distribution, LogNormal, Uniform};
use rand_pcg::{Pcg32, rand_core::SeedableRng};
use serde_json::json;
use subsidy::catalog::{Catalog, programme};
use subsidy::date::Date;
use subsidy::json::Value;
use subsidy::simulate::Simulation;
use subsidy::wire;

const ENTERPRISES: u32 = 260 + 150 + 40;
const NINE_IN_TEN: f64 = 1.281_551_565_544_600_4;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, runs, rounds] = arguments.as_slice() else { return Err("usage: simulate RUNS ROUNDS".into()) };
    let runs: u32 = runs.parse()?;
    let catalog = Catalog::embedded().map_err(|failure| failure.to_string())?;
    let table = catalog.find("nanchang", Date::EPOCH)?;
    let programme = programme(None, table).map_err(|failure| failure.to_string())?.ok_or("no programme")?;
    let asked = json!({
        "seed": 7, "runs": runs, "spend": {"log_normal": {"median": "500000", "p90": "900000"}},
        "levels": [{"level": 1, "share": "0.05"}, {"level": 2, "share": "0.7"}, {"level": 3, "share": "0.25"}]
    });
    let asked = Simulation::read(&Value::parse(asked.to_string().as_bytes())?)?;
    let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
    for _ in 0..rounds.parse()? {
        let begun = Instant::now();
        black_box(wire::simulate(table, &programme, black_box(&asked), Date::EPOCH)?);
        ours.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        black_box(alone(black_box(runs))?);
        yardstick.push(begun.elapsed().as_secs_f64());
    }
    println!("{}", json!({"ours": median(ours) * 1e3, "yardstick": median(yardstick) * 1e3}));
    Ok(())
}

/// A level and a spend for each enterprise of each run.
fn alone(runs: u32) -> Result<f64, Box<dyn Error>> {
    let mut chance = Pcg32::seed_from_u64(7);
    let levels = Uniform::new(0u32, 10_000).map_err(|error| error.to_string())?;
    let spend = LogNormal::new(50_000_000f64.ln(), (9f64 / 5.0).ln() / NINE_IN_TEN);
    let spend = spend.map_err(|error| error.to_string())?;
    let mut sum = 0.0;
    for _ in 0..runs {
        for _ in 0..ENTERPRISES {
            sum += f64::from(levels.sample(&mut chance)) + spend.sample(&mut chance);
        }
    }
    Ok(sum)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
