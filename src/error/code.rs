//! What can go wrong, and the wording of every message.

/// What went wrong: a closed list, stable across versions.
///
/// The wording of every message stands in [`Code::message`], nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The text is not JSON at all, or stops early. `line`, `column`.
    InvalidJson,
    /// The bytes are not UTF-8.
    InvalidUtf8,
    /// A key that the contract does not know. `found`, `allowed`.
    UnknownKey,
    /// The same key twice in one object. `found`.
    DuplicateKey,
    /// A required field is absent.
    MissingField,
    /// Another JSON type than the contract's. `found`, `expected`.
    WrongType,
    /// Text that is not an amount in yuan. `found`.
    InvalidAmount,
    /// One amount above the limit. `found`, `max`.
    AmountTooLarge,
    /// The amounts of a list add up to more than the limit. `max`.
    SumTooLarge,
    /// Text that is not a rate from 0 to 1 with at most four decimals. `found`.
    InvalidRate,
    /// Text that is not a day of the calendar as `YYYY-MM-DD`. `found`.
    InvalidDate,
    /// A whole number outside its range. `found`, `min`, `max`.
    OutOfRange,
    /// A list longer than allowed. `found`, `max`.
    TooManyItems,
    /// A text longer than allowed, in characters. `found`, `max`.
    TextTooLong,
    /// A word that is not in a closed list. `found`, `allowed`.
    UnknownValue,
    /// No policy table has this id. `found`, `allowed`.
    UnknownPolicy,
    /// No such spend category. `found`, `allowed`.
    UnknownCategory,
    /// The table has no award of this id. `found`, `allowed`.
    UnknownAward,
    /// The same award named twice. `found`.
    DuplicateAward,
    /// The clause for this level depends on the batch. `allowed`.
    BatchRequired,
    /// The city has no such batch. `found`, `allowed`.
    UnknownBatch,
    /// Own rate and cap where the document publishes them.
    OwnTermsNotAllowed,
    /// A matching grant needs the amount that it matches.
    ProvincialSubsidyRequired,
    /// A policy table that contradicts itself. `found`.
    InvalidTable,
    /// A row of a sheet that is no row: another count of cells than the header's, or an open quote. `line`, `found`,
    /// `expected`.
    InvalidRow,
    /// A file that is larger than is read, or becomes so when it is unpacked. `found`, `max`, in bytes.
    #[cfg(feature = "sheets")]
    FileTooLarge,
    /// A file of a kind that is not read. `found`, `allowed`.
    #[cfg(feature = "sheets")]
    UnknownFormat,
    /// A workbook that is locked with a password.
    #[cfg(feature = "sheets")]
    ProtectedFile,
    /// A file that is damaged or empty. `found`.
    #[cfg(feature = "sheets")]
    InvalidFile,
    /// A sentence table that lacks a key. `found`.
    InvalidStrings,
    /// A result beyond what exact arithmetic holds; valid input never gets here.
    Overflow,
}

impl Code {
    /// Every code, for schemas, translations and the tests that hold them together.
    pub const ALL: &'static [Code] = &[
        Code::InvalidJson,
        Code::InvalidUtf8,
        Code::UnknownKey,
        Code::DuplicateKey,
        Code::MissingField,
        Code::WrongType,
        Code::InvalidAmount,
        Code::AmountTooLarge,
        Code::SumTooLarge,
        Code::InvalidRate,
        Code::InvalidDate,
        Code::OutOfRange,
        Code::TooManyItems,
        Code::TextTooLong,
        Code::UnknownValue,
        Code::UnknownPolicy,
        Code::UnknownCategory,
        Code::UnknownAward,
        Code::DuplicateAward,
        Code::BatchRequired,
        Code::UnknownBatch,
        Code::OwnTermsNotAllowed,
        Code::ProvincialSubsidyRequired,
        Code::InvalidTable,
        Code::InvalidRow,
        #[cfg(feature = "sheets")]
        Code::FileTooLarge,
        #[cfg(feature = "sheets")]
        Code::UnknownFormat,
        #[cfg(feature = "sheets")]
        Code::ProtectedFile,
        #[cfg(feature = "sheets")]
        Code::InvalidFile,
        Code::InvalidStrings,
        Code::Overflow,
    ];

    /// The code as it stands on the wire.
    pub fn as_str(self) -> &'static str {
        self.wording().0
    }

    /// The English message, with `{param}` where a parameter goes.
    pub fn message(self) -> &'static str {
        self.wording().1
    }

    fn wording(self) -> (&'static str, &'static str) {
        match self {
            Code::InvalidJson => ("invalid_json", "not valid JSON at line {line}, column {column}"),
            Code::InvalidUtf8 => ("invalid_utf8", "the bytes are not UTF-8"),
            Code::UnknownKey => ("unknown_key", "unknown key \"{found}\"; allowed: {allowed}"),
            Code::DuplicateKey => ("duplicate_key", "key \"{found}\" occurs twice"),
            Code::MissingField => ("missing_field", "required field is missing"),
            Code::WrongType => ("wrong_type", "expected {expected}, found {found}"),
            Code::InvalidAmount => (
                "invalid_amount",
                "\"{found}\" is not an amount; write yuan as a string of digits with at most two decimals, such as \"300000.00\"",
            ),
            Code::AmountTooLarge => ("amount_too_large", "{found} is above the limit of {max} yuan"),
            Code::SumTooLarge => ("sum_too_large", "the amounts add up to more than the limit of {max} yuan"),
            Code::InvalidRate => (
                "invalid_rate",
                "\"{found}\" is not a rate; write a string from \"0\" to \"1\" with at most four decimals, such as \"0.30\"",
            ),
            Code::InvalidDate => ("invalid_date", "\"{found}\" is not a date; write YYYY-MM-DD"),
            Code::OutOfRange => ("out_of_range", "{found} is out of range; allowed: {min} to {max}"),
            Code::TooManyItems => ("too_many_items", "{found} items; at most {max} are allowed"),
            Code::TextTooLong => ("text_too_long", "{found} characters; at most {max} are allowed"),
            Code::UnknownValue => ("unknown_value", "unknown value \"{found}\"; allowed: {allowed}"),
            Code::UnknownPolicy => ("unknown_policy", "no policy table \"{found}\"; there are: {allowed}"),
            Code::UnknownCategory => ("unknown_category", "unknown spend category \"{found}\"; allowed: {allowed}"),
            Code::UnknownAward => ("unknown_award", "this policy has no award \"{found}\"; there are: {allowed}"),
            Code::DuplicateAward => ("duplicate_award", "award \"{found}\" is named twice; use its count"),
            Code::BatchRequired => {
                ("batch_required", "the clause for this level depends on the batch; allowed: {allowed}")
            }
            Code::UnknownBatch => ("unknown_batch", "this policy has no batch {found}; allowed: {allowed}"),
            Code::OwnTermsNotAllowed => {
                ("own_terms_not_allowed", "the document publishes its rate, so own terms are not taken")
            }
            Code::ProvincialSubsidyRequired => (
                "provincial_subsidy_required",
                "award \"{award}\" is a share of the provincial subsidy; its amount is missing",
            ),
            Code::InvalidTable => ("invalid_table", "the policy table does not hold together: {found}"),
            Code::InvalidRow => {
                ("invalid_row", "line {line} has {found} cells for {expected} columns, or a quote that is not closed")
            }
            #[cfg(feature = "sheets")]
            Code::FileTooLarge => ("file_too_large", "{found} bytes; at most {max} are read"),
            #[cfg(feature = "sheets")]
            Code::UnknownFormat => ("unknown_format", "a file of the kind {found} is not read; allowed: {allowed}"),
            #[cfg(feature = "sheets")]
            Code::ProtectedFile => ("protected_file", "the workbook is locked with a password; save it without one"),
            #[cfg(feature = "sheets")]
            Code::InvalidFile => ("invalid_file", "the file is damaged or empty: {found}"),
            Code::InvalidStrings => ("invalid_strings", "the sentence table lacks \"{found}\""),
            Code::Overflow => ("overflow", "the result is beyond what exact arithmetic holds"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique() {
        let mut seen: Vec<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), Code::ALL.len());
    }
}
