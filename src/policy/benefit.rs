//! What a document gives: one benefit, who receives it, and what it is computed from.

use super::clause::SpendShare;
use super::figure::{Amount, Citation, Count, Share};
use super::spend::Category;
use super::text::Text;
use super::when::When;
use crate::json::{choice, record, words};

words! {
    /// Who receives a benefit.
    pub enum Payee (UnknownValue) {
        /// The pilot enterprise (试点企业).
        Enterprise = "enterprise",
        /// The digital service provider (数字化服务商).
        Provider = "provider",
        /// Whoever owns the case; the document does not say who that is.
        CaseOwner = "case_owner",
        /// A public platform.
        Platform = "platform",
        /// A service institution paid by the programme.
        Institution = "institution",
    }
}

words! {
    /// What one award is given for.
    pub enum Per (UnknownValue) {
        /// Each enterprise: 每家, 单个企业.
        Enterprise = "enterprise",
        /// Each product or solution.
        Product = "product",
        /// Each case.
        Case = "case",
    }
}

record! {
    /// One benefit of the document.
    pub struct Benefit {
        /// Unique within the table: `transformation`, `diagnosis`, `model_enterprise`.
        id: String,
        /// Its name.
        title: Text,
        /// Who receives it.
        payee: Payee,
        /// What it gives.
        gives: Gives,
        /// What has to be known about it.
        remark: Option<Text>,
    }
}

choice! {
    /// What a benefit gives, and so how it is computed.
    pub enum Gives {
        /// A share of spend.
        SpendShare(SpendShare) = "spend_share",
        /// A fee paid back.
        Reimbursement(Reimbursement) = "reimbursement",
        /// A lump sum.
        LumpSum(LumpSum) = "lump_sum",
        /// A share of another grant.
        Matching(Matching) = "matching",
        /// A fee that the programme pays.
        ProgrammeFee(ProgrammeFee) = "programme_fee",
        /// A promise or recognition without a figure.
        WithoutFigure(WithoutFigure) = "without_figure",
        /// A subsidy whose rate is not published.
        Unpublished(Unpublished) = "unpublished",
    }
}

record! {
    /// A fee paid back up to a limit (R10).
    pub struct Reimbursement {
        /// The spend that is paid back.
        base: Vec<Category>,
        /// When.
        when: When,
        /// The most that one enterprise is paid back.
        cap: Amount,
        /// The most that the programme pays back in all.
        pool: Option<Amount>,
    }
}

record! {
    /// A lump sum (R7, R8), given for a recognition.
    pub struct LumpSum {
        /// The sum for one.
        amount: Amount,
        /// What one is.
        per: Per,
        /// Given once only, so its count is 1.
        once: bool,
        /// How many are to be given.
        planned: Option<Count>,
    }
}

record! {
    /// A share of another grant (R9): here of the provincial subsidy.
    pub struct Matching {
        /// The share.
        rate: Share,
        /// The most that is paid.
        cap: Amount,
    }
}

record! {
    /// A fee that the programme pays to an institution for each enterprise (R12): neither income nor cost of the enterprise.
    pub struct ProgrammeFee {
        /// For one enterprise.
        amount: Amount,
    }
}

record! {
    /// A support or recognition without a figure (R19).
    pub struct WithoutFigure {
        /// Whether money is promised at all.
        promised: bool,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// A subsidy whose rate the document does not publish (R18): it blocks any amount.
    pub struct Unpublished {
        /// What the document says instead, and who can be asked.
        explanation: Text,
        /// The document that would hold the rate.
        would_be_in: Text,
        /// What the document does say of it.
        citation: Citation,
    }
}
