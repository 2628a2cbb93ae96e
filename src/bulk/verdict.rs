//! What a case's code says: the kind of answer, or what is wrong with the case.

use crate::error::Code;
use crate::estimate::Outcome;

/// The code of the first fault; below stand the outcomes.
const FIRST_FAULT: u8 = 16;

/// What is wrong with a case. Of several, the one that the estimate names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The batch is above 3.
    BatchOutOfRange,
    /// The level is above 4.
    LevelOutOfRange,
    /// An amount is negative.
    InvalidAmount,
    /// An amount is above the limit.
    AmountTooLarge,
    /// The amounts add up to more than the limit.
    SumTooLarge,
    /// No level is given.
    LevelMissing,
    /// The clause depends on the batch, and none is given.
    BatchRequired,
    /// The city has no such batch.
    UnknownBatch,
}

impl Fault {
    /// Every fault, in the order of the codes.
    pub const ALL: [Fault; 8] = [
        Fault::BatchOutOfRange,
        Fault::LevelOutOfRange,
        Fault::InvalidAmount,
        Fault::AmountTooLarge,
        Fault::SumTooLarge,
        Fault::LevelMissing,
        Fault::BatchRequired,
        Fault::UnknownBatch,
    ];

    /// The contract's code.
    pub fn code(self) -> Code {
        match self {
            Fault::BatchOutOfRange | Fault::LevelOutOfRange => Code::OutOfRange,
            Fault::InvalidAmount => Code::InvalidAmount,
            Fault::AmountTooLarge => Code::AmountTooLarge,
            Fault::SumTooLarge => Code::SumTooLarge,
            Fault::LevelMissing => Code::MissingField,
            Fault::BatchRequired => Code::BatchRequired,
            Fault::UnknownBatch => Code::UnknownBatch,
        }
    }

    /// Its code in the column of verdicts.
    pub(super) const fn in_column(self) -> u8 {
        FIRST_FAULT.wrapping_add(self as u8)
    }

    /// The field that it is about.
    pub fn path(self) -> &'static str {
        match self {
            Fault::BatchOutOfRange | Fault::BatchRequired | Fault::UnknownBatch => "batch",
            Fault::LevelOutOfRange | Fault::LevelMissing => "level",
            Fault::InvalidAmount | Fault::AmountTooLarge | Fault::SumTooLarge => "spend",
        }
    }
}

/// What a code in the column of verdicts says: the kind of answer, or the fault; `None` for a code that is never given.
pub fn verdict(code: u8) -> Option<Result<Outcome, Fault>> {
    match code.checked_sub(FIRST_FAULT) {
        None => Outcome::ALL.get(usize::from(code)).copied().map(Ok),
        Some(fault) => Fault::ALL.get(usize::from(fault)).copied().map(Err),
    }
}
