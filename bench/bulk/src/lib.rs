//! The yardstick of the bulk form: what one would write by hand for one table. A loop without a branch over whole fen,
//! which believes its input: every batch and level is the table's, every amount is valid.

use subsidy::error::Error;
use subsidy::policy::{Batch, Category, Level, Policy};
use subsidy::terms::{Categories, Formula, Terms};

#[cfg(target_arch = "wasm32")]
mod wasm;

/// Cases in and answers out, a column each, all of the same length; amounts in fen.
pub struct Columns<'a> {
    pub batch: &'a [u8],
    pub level: &'a [u8],
    pub spend: &'a [[i64; 8]],
    pub amount: &'a mut [i64],
    pub low: &'a mut [i64],
    pub high: &'a mut [i64],
    pub net_cost: &'a mut [i64],
}

/// A share of some spend, up to a limit and a cap.
#[derive(Clone, Copy, Default)]
struct Share {
    mask: [i64; 8],
    limit: i64,
    rate: i64,
    cap: i64,
}

impl Share {
    fn new((formula, base): (Formula, Categories)) -> Share {
        Share {
            mask: std::array::from_fn(|at| if base.contains(Category::ALL[at]) { -1 } else { 0 }),
            limit: formula.base_limit.map_or(i64::MAX, |limit| limit.fen()),
            rate: formula.rate.per_ten_thousand().into(),
            cap: formula.cap.map_or(i64::MAX, |cap| cap.fen()),
        }
    }

    #[inline(always)]
    fn of(&self, spend: &[i64; 8]) -> i64 {
        let mut base = 0;
        for (fen, bits) in spend.iter().zip(&self.mask) {
            base += fen & bits;
        }
        (base.min(self.limit) * self.rate / 10_000).min(self.cap)
    }
}

/// What a batch and level get.
#[derive(Clone, Copy, Default)]
struct Row {
    default: Share,
    wide: Share,
    strict: i64,
    fee: Share,
}

/// A table's terms, by batch and level.
pub struct Table {
    rows: [Row; 32],
    spans: bool,
    fees: bool,
}

impl Table {
    /// The same terms as the bulk form's. Of a table that publishes its rate and pays back one fee at most.
    pub fn new(policy: &Policy) -> Result<Table, Error> {
        let mut table = Table { rows: [Row::default(); 32], spans: false, fees: false };
        let batches = policy.batches.iter().map(|&one| Some(one));
        for batch in std::iter::once(None).chain(batches) {
            for (level, of_level) in (1..).zip(Level::ALL) {
                let Ok(terms) = Terms::resolve(policy, of_level, batch, None) else { continue };
                let [default, wide, strict] = terms.formulas();
                let fee = terms.reimbursements.first();
                table.spans |= wide != default || strict != default;
                table.fees |= fee.is_some();
                table.rows[at(batch.map_or(0, Batch::number), level)] = Row {
                    default: default.map_or(Share::default(), Share::new),
                    wide: wide.map_or(Share::default(), Share::new),
                    strict: if strict.is_some() { -1 } else { 0 },
                    fee: fee
                        .map_or(Share::default(), |(_, one)| Share::new((one.formula(), Categories::of(&one.base)))),
                };
            }
        }
        Ok(table)
    }

    /// Judges the cases; the table alone decides what is left out of the loop.
    pub fn judge(&self, columns: Columns) {
        match (self.spans, self.fees) {
            (false, false) => self.run::<false, false>(columns),
            (false, true) => self.run::<false, true>(columns),
            (true, false) => self.run::<true, false>(columns),
            (true, true) => self.run::<true, true>(columns),
        }
    }

    fn run<const SPANS: bool, const FEES: bool>(&self, columns: Columns) {
        let Columns { batch, level, spend, amount, low, high, net_cost } = columns;
        let cases = spend.len();
        let (batch, level) = (&batch[..cases], &level[..cases]);
        let (amount, net_cost) = (&mut amount[..cases], &mut net_cost[..cases]);
        let (low, high) = (&mut low[..cases], &mut high[..cases]);
        for case in 0..cases {
            let row = &self.rows[at(batch[case], level[case])];
            let spend = &spend[case];
            let fee = if FEES { row.fee.of(spend) } else { 0 };
            let default = row.default.of(spend);
            let (least, most) = if SPANS {
                let (wide, strict) = (row.wide.of(spend), default & row.strict);
                (default.min(wide).min(strict), default.max(wide).max(strict))
            } else {
                (default, default)
            };
            let mut total = 0;
            for &fen in spend {
                total += fen;
            }
            amount[case] = default + fee;
            low[case] = least + fee;
            high[case] = most + fee;
            net_cost[case] = total - (default + fee);
        }
    }
}

/// Within the 32 rows whatever it is given, so that nothing is checked in the loop.
#[inline(always)]
fn at(batch: u8, level: u8) -> usize {
    usize::from(batch << 3 | level & 7) & 31
}
