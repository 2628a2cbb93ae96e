//! `native APPLICATIONS ROUNDS`: microseconds for an explained estimate, JSON in and out, and for serde_json parsing
//! the same input and writing the same output; in turns, medians of the rounds.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;
use std::{env, fs};

use serde_json::{Value, json};
use subsidy::catalog::Catalog;
use subsidy::date::Date;
use subsidy::wire;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().collect();
    let [_, file, rounds] = arguments.as_slice() else { return Err("usage: native APPLICATIONS ROUNDS".into()) };
    let text = fs::read_to_string(file)?;
    let applications: Vec<&[u8]> = text.lines().map(str::as_bytes).collect();
    let catalog = Catalog::embedded().map_err(|failure| failure.to_string())?;
    // Every application states its own day.
    let estimate = |application| wire::estimate(&catalog, application, Date::EPOCH);
    let answers = applications.iter().map(|application| Ok(serde_json::from_slice(&estimate(application)?)?));
    let answers: Vec<Value> = answers.collect::<Result<_, Box<dyn Error>>>()?;

    let (mut ours, mut yardstick) = (Vec::new(), Vec::new());
    for _ in 0..rounds.parse()? {
        let begun = Instant::now();
        for application in &applications {
            black_box(estimate(black_box(application))?);
        }
        ours.push(begun.elapsed().as_secs_f64());
        let begun = Instant::now();
        for (application, answer) in applications.iter().zip(&answers) {
            black_box(serde_json::from_slice::<Value>(black_box(application))?);
            black_box(serde_json::to_vec(black_box(answer))?);
        }
        yardstick.push(begun.elapsed().as_secs_f64());
    }
    let each = |times| median(times) * 1e6 / applications.len() as f64;
    println!("{}", json!({"ours": each(ours), "yardstick": each(yardstick)}));
    Ok(())
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
