//! What a list charges to the lines and pools of a programme, and what it leaves in each.

use super::ceiling::{Ceiling, Part};
use super::sum::count;
use super::{Charged, paying};
use crate::error::Error;
use crate::money::Yuan;
use crate::policy::Policy;
use crate::programme::{self, Pool, Programme};
use crate::terms::Range;

/// What is charged to a line; amounts in yuan (元).
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Charge {
    /// How many enterprises draw on it.
    pub count: u32,
    /// What they are owed of it.
    pub liability: Range,
    /// What they were paid of it.
    pub paid: Yuan,
    /// What the liability leaves; 0.00 where it is an overrun; `null` where the line prints no amount.
    pub left: Option<Range>,
    /// The overrun; 0.00 where something is left.
    pub short: Option<Range>,
    /// What the payments leave; 0.00 where they are more than the line has.
    pub left_unpaid: Option<Yuan>,
    /// By how much payments are more than the line has.
    pub short_unpaid: Option<Yuan>,
}

/// A line of the budget, or a pool: one of several that a line has, or one that no line holds.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Line<'p> {
    /// The line's id; `null` of a pool that no line holds.
    pub line: Option<&'p str>,
    /// The pool's id; `null` of a line that is none, or that holds several.
    pub pool: Option<&'p str>,
    /// What it has, in yuan (元); `null` where the document does not print it.
    pub amount: Option<Yuan>,
    /// What this list charges to it; `null` where nothing of such a list is paid from it.
    pub charged: Option<Charge>,
}

/// A line while a list is gone through.
struct Open<'p> {
    line: Option<&'p programme::Line>,
    pool: Option<&'p Pool>,
    /// The line of a pool that is one of several.
    within: Option<usize>,
    amount: Option<Yuan>,
    charge: Charge,
}

/// The lines of a programme, and what no one line can be charged with.
pub(super) struct Lines<'p> {
    policy: &'p Policy,
    open: Vec<Open<'p>>,
    unplaced: Charge,
}

const NOTHING: Charge = Charge {
    count: 0,
    liability: Range::NOTHING,
    paid: Yuan::ZERO,
    left: None,
    short: None,
    left_unpaid: None,
    short_unpaid: None,
};

impl<'p> Lines<'p> {
    pub fn new(policy: &'p Policy, programme: &'p Programme) -> Lines<'p> {
        let mut open: Vec<Open> = Vec::new();
        for line in &programme.lines {
            let pools: Vec<&Pool> =
                programme.pools.iter().filter(|pool| pool.line.as_ref() == Some(&line.id)).collect();
            let amount = line.amount.as_ref().map(|amount| amount.amount);
            let own = |pool: &Pool| pool.amount.as_ref().map(|amount| amount.amount);
            if let [only] = pools.as_slice() {
                let amount = own(only).or(amount);
                open.push(Open { line: Some(line), pool: Some(only), within: None, amount, charge: NOTHING });
                continue;
            }
            let within = Some(open.len());
            open.push(Open { line: Some(line), pool: None, within: None, amount, charge: NOTHING });
            // What the line has is theirs together: none of them has it alone.
            open.extend(pools.into_iter().map(|pool| Open {
                line: Some(line),
                pool: Some(pool),
                within,
                amount: own(pool),
                charge: NOTHING,
            }));
        }
        let alone = programme.pools.iter().filter(|pool| pool.line.is_none());
        open.extend(alone.map(|pool| {
            let amount = pool.amount.as_ref().map(|amount| amount.amount);
            Open { line: None, pool: Some(pool), within: None, amount, charge: NOTHING }
        }));
        Lines { policy, open, unplaced: NOTHING }
    }

    /// Charges an enterprise to the lines that pay it. Of a ceiling each part has its line; an amount that is for
    /// several lines together is not divided.
    pub fn add(&mut self, policy: &Policy, ceiling: Option<&Ceiling>, one: &Charged) -> Result<(), Error> {
        let owed = one.liability.unwrap_or(Range::NOTHING);
        let paid = one.paid.unwrap_or_default();
        let some = |part: &&Part| part.amount != Range::NOTHING;
        let parts: Vec<&Part> = ceiling.map(|ceiling| ceiling.parts.iter().filter(some).collect()).unwrap_or_default();
        let mut places: Vec<Option<usize>> = match parts.as_slice() {
            [] => paying(policy).map(|benefit| self.place(policy, benefit, None)).collect(),
            parts => parts.iter().map(|part| self.place(policy, part.benefit, part.clause)).collect(),
        };
        places.sort_unstable();
        places.dedup();
        if let [place] = places.as_slice() {
            return self.charge(*place, owed, paid);
        }
        if one.approved.is_some() || ceiling.is_none() {
            return self.charge(None, owed, paid);
        }
        for part in parts {
            self.charge(self.place(policy, part.benefit, part.clause), part.amount, Yuan::ZERO)?;
        }
        self.charge(None, Range::NOTHING, paid)
    }

    /// The pool or line that pays a benefit's clause; of a benefit whose clause is not known the only one that does.
    fn place(&self, policy: &Policy, benefit: &str, clause: Option<&str>) -> Option<usize> {
        let share = policy.spend_share().filter(|(share, _)| share.id == benefit);
        let of_benefit = |id: &String| {
            id == benefit || share.is_some_and(|(_, share)| share.clauses.iter().any(|clause| clause.id == *id))
        };
        let shares =
            |open: &Open, paid: &dyn Fn(&String) -> bool| open.pool.is_some_and(|pool| pool.shared_by.iter().any(paid));
        let find = |paid: &dyn Fn(&String) -> bool| -> Vec<usize> {
            let all = self.open.iter().enumerate();
            all.filter(|(_, open)| shares(open, paid)).map(|(place, _)| place).collect()
        };
        let named = |id: &String| id == benefit || Some(id.as_str()) == clause;
        let pools = if clause.is_some() { find(&named) } else { find(&of_benefit) };
        match pools.as_slice() {
            [] => self.open.iter().position(|open| open.line.is_some_and(|line| pays(line, benefit))),
            [only] => Some(*only),
            // Several, and which of them is not known; what they are held in is, where that is one line.
            [first, rest @ ..] => {
                let within = |place: &usize| self.open.get(*place).and_then(|open| open.within);
                within(first).filter(|line| rest.iter().all(|place| within(place) == Some(*line)))
            }
        }
    }

    fn charge(&mut self, place: Option<usize>, owed: Range, paid: Yuan) -> Result<(), Error> {
        if owed == Range::NOTHING && paid == Yuan::ZERO {
            return Ok(());
        }
        let within = match place.and_then(|place| self.open.get_mut(place)) {
            None => {
                self.unplaced.add(owed, paid)?;
                None
            }
            Some(open) => {
                open.charge.add(owed, paid)?;
                open.within
            }
        };
        match within.and_then(|line| self.open.get_mut(line)) {
            Some(line) => line.charge.add(owed, paid),
            None => Ok(()),
        }
    }

    /// What is left in each.
    pub fn close(self) -> Result<(Vec<Line<'p>>, Option<Charge>), Error> {
        let benefits: Vec<&str> = paying(self.policy).collect();
        let clauses = self.policy.spend_share().map(|(_, share)| share.clauses.as_slice()).unwrap_or_default();
        let mut lines = Vec::with_capacity(self.open.len());
        for open in self.open {
            let Open { line, pool, amount, charge, .. } = open;
            let of_list =
                |id: &String| benefits.contains(&id.as_str()) || clauses.iter().any(|clause| clause.id == *id);
            let by_line = line.is_some_and(|line| benefits.iter().any(|benefit| pays(line, benefit)));
            let by_pool = pool.is_some_and(|pool| pool.shared_by.iter().any(of_list));
            let charged = if by_line || by_pool || charge != NOTHING { Some(charge.against(amount)?) } else { None };
            let (line, pool) = (line.map(|line| line.id.as_str()), pool.map(|pool| pool.id.as_str()));
            lines.push(Line { line, pool, amount, charged });
        }
        Ok((lines, Some(self.unplaced).filter(|charge| *charge != NOTHING)))
    }
}

/// Whether a benefit is paid from a line, or from a part of it.
fn pays(line: &programme::Line, benefit: &str) -> bool {
    let mut named = std::iter::once(&line.benefit).chain(line.parts.iter().map(|part| &part.benefit));
    named.any(|named| named.as_deref() == Some(benefit))
}

impl Charge {
    fn add(&mut self, owed: Range, paid: Yuan) -> Result<(), Error> {
        count(&mut self.count, true)?;
        self.liability = self.liability.plus(owed)?;
        self.paid = self.paid.plus(paid)?;
        Ok(())
    }

    fn against(self, amount: Option<Yuan>) -> Result<Charge, Error> {
        let Some(amount) = amount else { return Ok(self) };
        let (all, paid) = (Range::of(amount), Range::of(self.paid));
        Ok(Charge {
            left: Some(all.above(self.liability)?),
            short: Some(self.liability.above(all)?),
            left_unpaid: Some(all.above(paid)?.amount),
            short_unpaid: Some(paid.above(all)?.amount),
            ..self
        })
    }
}
