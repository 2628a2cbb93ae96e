//! `bulk ROUNDS`: nanoseconds a case of the bulk form, and of the yardstick on the same cases; in turns, medians of the
//! rounds, of the table on which the bulk form does worst.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use bench_bulk::{Columns, Table};
use fastrand::Rng;
use serde_json::json;
use subsidy::bulk::{Answers, Bulk, Cases, verdict};
use subsidy::catalog::Catalog;
use subsidy::policy::{Gives, Policy};

/// As many as stay in the nearer caches with their answers: what is measured is the judging, not the memory.
const CASES: usize = 4096;
/// A turn is short, so that few are interrupted, and there are many: passes a turn, turns a round.
const PASSES: usize = 4;
const TURNS: usize = 32;

/// Columns in and out.
struct Run {
    batch: Vec<u8>,
    level: Vec<u8>,
    spend: Vec<[i64; 8]>,
    code: Vec<u8>,
    amounts: [Vec<i64>; 4],
}

impl Run {
    /// Cases that the table answers, each category in two of three.
    fn new(policy: &Policy) -> Run {
        let mut rng = Rng::with_seed(20_240_415);
        let batches: Vec<u8> =
            if policy.batches.is_empty() { vec![0] } else { policy.batches.iter().map(|one| one.number()).collect() };
        let mut fen = || if rng.u8(..3) == 0 { 0 } else { rng.i64(0..200_000_000) };
        let spend = (0..CASES).map(|_| std::array::from_fn(|_| fen())).collect();
        let batch = (0..CASES).map(|_| batches[rng.usize(..batches.len())]).collect();
        let level = (0..CASES).map(|_| rng.u8(1..=4)).collect();
        Run { batch, level, spend, code: vec![0; CASES], amounts: std::array::from_fn(|_| vec![0; CASES]) }
    }

    fn ours(&mut self, bulk: &Bulk) {
        let cases = Cases { batch: &self.batch, level: &self.level, spend: &self.spend };
        let [amount, low, high, net_cost] = &mut self.amounts;
        bulk.judge(black_box(cases), Answers { code: &mut self.code, amount, low, high, net_cost });
        black_box(&mut self.amounts);
    }

    fn yardstick(&mut self, table: &Table) {
        let Run { batch, level, spend, amounts: [amount, low, high, net_cost], .. } = self;
        table.judge(black_box(Columns { batch, level, spend, amount, low, high, net_cost }));
        black_box(&mut self.amounts);
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let rounds: usize = std::env::args().nth(1).ok_or("usage: bulk ROUNDS")?.parse()?;
    let catalog = Catalog::embedded().map_err(|failure| failure.to_string())?;
    let mut worst = [0.0, f64::INFINITY];
    for table in catalog.tables() {
        let policy = &table.policy;
        if policy.benefits.iter().any(|benefit| matches!(benefit.gives, Gives::Unpublished(_))) {
            continue;
        }
        let times = measure(policy, rounds)?;
        eprintln!("{}: {:.2} ns, by hand {:.2} ns, {:.2}", policy.id, times[0], times[1], times[1] / times[0]);
        if times[1] / times[0] < worst[1] / worst[0] {
            worst = times;
        }
    }
    println!("{}", json!({"ours": worst[0], "yardstick": worst[1]}));
    Ok(())
}

fn measure(policy: &Policy, rounds: usize) -> Result<[f64; 2], Box<dyn Error>> {
    let (bulk, table, mut run) = (Bulk::new(policy, None)?, Table::new(policy)?, Run::new(policy));
    run.ours(&bulk);
    let ours = run.amounts.clone();
    run.yardstick(&table);
    let valid = run.code.iter().all(|&code| matches!(verdict(code), Some(Ok(_))));
    if ours != run.amounts || !valid {
        let at = (0..CASES).find(|&at| (0..4).any(|one| ours[one][at] != run.amounts[one][at])).unwrap_or(0);
        let case = (run.batch[at], run.level[at], run.spend[at], run.code[at]);
        let [ours, yardstick] = [&ours, &run.amounts].map(|amounts| amounts.each_ref().map(|one| one[at]));
        return Err(format!("{}: {case:?}: {ours:?} by us, {yardstick:?} by the yardstick", policy.id).into());
    }

    let mut times = [const { Vec::new() }; 2];
    for _ in 0..rounds * TURNS {
        times[0].push(timed(|| run.ours(&bulk)));
        times[1].push(timed(|| run.yardstick(&table)));
    }
    Ok(times.map(median))
}

/// Nanoseconds a case.
fn timed(mut pass: impl FnMut()) -> f64 {
    let begun = Instant::now();
    (0..PASSES).for_each(|_| pass());
    begun.elapsed().as_secs_f64() * 1e9 / (CASES * PASSES) as f64
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
