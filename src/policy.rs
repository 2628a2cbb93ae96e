//! What a policy table says: the types of `policies/<id>/policy.json`, one document each.
//!
//! Every figure carries its wording (exact, ceiling, floor, about) and a citation. "Not published", "promised without a
//! figure" and zero are three different things here. `check` holds a table to what its types cannot say.

use crate::date::{Date, Moment};
use crate::error::Error;
use crate::json::{Node, Read, choice, record, words};
use crate::money::{Rate, Yuan};

words! {
    /// How the document words a figure, which decides how it may be shown.
    pub enum Wording (UnknownValue) {
        /// The figure itself: 「给予补助」, 「一次性奖励20万元」.
        Exact = "exact",
        /// A limit from above: 不超过, 最高. Less may be paid.
        Ceiling = "ceiling",
        /// A limit from below: 不低于, 不少于.
        Floor = "floor",
        /// An approximation: 约.
        About = "about",
    }
}

words! {
    /// What money was spent on: the closed list by which every document's wording is read.
    pub enum Category (UnknownCategory) {
        /// 软件: purchased software and licences.
        Software = "software",
        /// 云服务: cloud services and subscriptions.
        Cloud = "cloud",
        /// 网关、路由等必要的数据采集传输设备: equipment that acquires and transmits data.
        DataEquipment = "data_equipment",
        /// Other equipment: machine tools, robots, servers.
        Hardware = "hardware",
        /// 实施、集成、定制: implementation, integration, customisation.
        Services = "services",
        /// 培训: training.
        Training = "training",
        /// 咨询诊断: consulting and diagnosis.
        Diagnosis = "diagnosis",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// 规上 or 规下: the statistical size class. Used for notes only.
    pub enum SizeClass (UnknownValue) {
        /// 规模以上.
        AboveScale = "above_scale",
        /// 规模以下.
        BelowScale = "below_scale",
    }
}

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

words! {
    /// What happens in a stage or window of the programme.
    pub enum StageKind (UnknownValue) {
        /// A stage of the whole programme.
        Programme = "programme",
        /// Application, selection.
        Apply = "apply",
        /// Diagnosis.
        Diagnose = "diagnose",
        /// Transformation.
        Transform = "transform",
        /// Acceptance and payment.
        AcceptAndPay = "accept_and_pay",
        /// Acceptance and level evaluation.
        Accept = "accept",
        /// Selection of model enterprises, products, cases.
        Select = "select",
    }
}

words! {
    /// What a condition of eligibility asks about, so that a checklist can ask it.
    pub enum ConditionKind (UnknownValue) {
        /// The enterprise works in one of the pilot industries.
        Industry = "industry",
        /// It is in the city and runs its business there.
        Place = "place",
        /// It is a small or medium enterprise.
        SmallOrMedium = "small_or_medium",
        /// Its credit record.
        Credit = "credit",
        /// It is an independent legal person.
        LegalPerson = "legal_person",
        /// It stands on the list of pilot enterprises.
        Listed = "listed",
        /// It reaches the level after the transformation.
        Level = "level",
        /// The project was registered beforehand.
        Registered = "registered",
        /// The project passed acceptance.
        Accepted = "accepted",
        /// The spend was audited.
        Audited = "audited",
    }
}

words! {
    /// Where an enterprise stands with a condition.
    pub enum ConditionState (UnknownValue) {
        /// It meets it.
        Met = "met",
        /// It does not.
        Unmet = "unmet",
        /// Not known: as good as not stated.
        Open = "open",
    }
}

words! {
    /// Why a level has no clause of its own.
    pub enum GapReason (UnknownValue) {
        /// The document asks for a higher level.
        BelowThreshold = "below_threshold",
        /// The document names levels around it, but not this one.
        NotNamed = "not_named",
    }
}

words! {
    /// What the document says of combining benefits.
    pub enum StackingRule (UnknownValue) {
        /// Nothing.
        Unstated = "unstated",
        /// District policies on top are encouraged.
        DistrictEncouraged = "district_encouraged",
    }
}

words! {
    /// When the money is paid.
    pub enum PaymentMode (UnknownValue) {
        /// After acceptance.
        AfterAcceptance = "after_acceptance",
        /// Not stated.
        Unstated = "unstated",
    }
}

record! {
    /// A text for people in the three languages.
    pub struct Text {
        /// Simplified Chinese.
        zh_cn as "zh-CN": String,
        /// Traditional Chinese.
        zh_hant as "zh-Hant": String,
        /// English.
        en: String,
    }
}

record! {
    /// Where a figure stands: the shortest phrase of the document that carries it.
    pub struct Citation {
        /// The document, where it is not the table's own.
        document: Option<String>,
        /// Section or clause, as the document counts: `第四部分(五)第18条`.
        section: String,
        /// The phrase, byte for byte; table cells are joined by ` | `.
        quote: String,
        /// The unit in a column's head, where the number stands in a cell of it: `万元`.
        unit: Option<String>,
    }
}

impl Citation {
    /// Section and quotation of a draft's figure, which no document carries yet: no table that has one is published.
    pub const UNSOURCED: (&str, &str) = ("草案（draft）", "尚无出处（no source yet）");

    /// Whether no document carries its figure yet.
    pub fn is_unsourced(&self) -> bool {
        (self.section.as_str(), self.quote.as_str()) == Citation::UNSOURCED
    }
}

record! {
    /// An amount of money in the document.
    pub struct Amount {
        /// In yuan (元).
        amount: Yuan,
        /// How the document words it.
        wording: Wording,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// A rate in the document.
    pub struct Share {
        /// From 0 to 1.
        rate: Rate,
        /// How the document words it.
        wording: Wording,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// A planned or selected number.
    pub struct Count {
        /// How many.
        count: Number,
        /// How the document words it.
        wording: Wording,
        /// Where it stands.
        citation: Citation,
    }
}

/// A whole number from 0 to 1,000,000.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Number(#[cfg_attr(feature = "native", schemars(range(min = 0, max = 1_000_000)))] pub u32);

impl Read for Number {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Number(node.int(0, 1_000_000)?.try_into().unwrap_or(0)))
    }
}

/// The version of a table's format: 1, and no other is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Format(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 1)))] u8);

impl Read for Format {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Format(node.int(1, 1)?.try_into().unwrap_or(1)))
    }
}

/// A digital level (数字化水平): 1 is 一级, 4 is 四级.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Level(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 4)))] pub(crate) u8);

impl Level {
    /// 一级 to 四级.
    pub const ALL: [Level; 4] = [Level(1), Level(2), Level(3), Level::HIGHEST];
    /// 四级.
    pub const HIGHEST: Level = Level(4);

    /// 1 to 4.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Read for Level {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Level(node.int(1, 4)?.try_into().unwrap_or(1)))
    }
}

/// A batch (批次): 1 is 第一批, 3 is 第三批.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Batch(#[cfg_attr(feature = "native", schemars(range(min = 1, max = 3)))] pub(crate) u8);

impl Batch {
    /// 1 to 3.
    pub fn number(self) -> u8 {
        self.0
    }
}

impl Read for Batch {
    fn read(node: Node) -> Result<Self, Error> {
        Ok(Batch(node.int(1, 3)?.try_into().unwrap_or(1)))
    }
}

choice! {
    /// The levels that a clause names, with the operator of its wording.
    pub enum Levels {
        /// 达到二级: this level and no other.
        Exactly(Level) = "exactly",
        /// 二级及以上: this level and every higher one.
        AtLeast(Level) = "at_least",
    }
}

impl Levels {
    /// Whether the wording names this level.
    pub fn includes(&self, level: Level) -> bool {
        match self {
            Levels::Exactly(only) => level == *only,
            Levels::AtLeast(least) => level >= *least,
        }
    }
}

record! {
    /// The levels that a wording names.
    pub struct LevelRule {
        /// Which.
        rule: Levels,
        /// Where it says so: 「二级及以上」 for `at_least`, 「达到二级的」 for `exactly`.
        citation: Citation,
    }
}

record! {
    /// The batches that a wording names.
    pub struct BatchRule {
        /// Which.
        numbers: Vec<Batch>,
        /// Where it says so: 「第一批」.
        citation: Citation,
    }
}

record! {
    /// When a clause applies.
    pub struct When {
        /// The levels that it names.
        levels: LevelRule,
        /// The batches that it names; absent where the clause does not depend on the batch.
        batches: Option<BatchRule>,
    }
}

record! {
    /// The spend that a rate is applied to.
    pub struct Base {
        /// The categories that count.
        counted: Vec<Category>,
        /// The categories that count under the wider reading, where the text allows one.
        wide: Option<Vec<Category>>,
        /// Where the base is named.
        citation: Citation,
    }
}

record! {
    /// One clause of a spend-based subsidy: `min(base × rate, cap)`.
    pub struct Clause {
        /// Unique within the table.
        id: String,
        /// Levels and batches.
        when: When,
        /// The share of the base that is paid.
        rate: Share,
        /// The most that one enterprise is paid (a cap on the grant); absent where there is none.
        cap: Option<Amount>,
        /// The most spend that is taken into account (a cap on the base); absent where there is none.
        base_limit: Option<Amount>,
        /// The base; absent where the table's own holds.
        base: Option<Base>,
    }
}

record! {
    /// A level that no clause names, and what to make of it.
    pub struct Gap {
        /// The level, and the wording that leaves it out.
        levels: LevelRule,
        /// Why there is no clause.
        reason: GapReason,
        /// The level whose clause the default reading takes; absent where nothing is paid under any reading.
        read_as: Option<Level>,
    }
}

record! {
    /// A subsidy on spend (R1–R6).
    pub struct SpendShare {
        /// The clauses: for every level and batch exactly one, or a gap.
        clauses: Vec<Clause>,
        /// The levels that no clause names.
        gaps: Vec<Gap>,
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

record! {
    /// The document of a table.
    pub struct Document {
        /// Its title as printed.
        title: String,
        /// Who issued it, as printed; absent where the document does not say.
        issuer: Option<String>,
        /// Its number (文号), where it has one.
        number: Option<String>,
        /// Its date; absent where the document has none.
        date: Option<Dated>,
        /// What kind of copy was read.
        copy: Option<Text>,
    }
}

record! {
    /// A day in the document.
    pub struct Dated {
        /// The day.
        date: Date,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// How long a table is in force. All absent: the document does not say.
    pub struct Validity {
        /// The first day.
        from: Option<Dated>,
        /// The last day.
        until: Option<Dated>,
        /// Years from a day that the document does not name.
        years: Option<Count>,
    }
}

record! {
    /// A stage of the programme or a window for one batch; windows may overlap.
    pub struct Stage {
        /// What happens.
        kind: StageKind,
        /// For which batch; absent for all.
        batch: Option<Batch>,
        /// The beginning; absent where only an end is named.
        from: Option<Moment>,
        /// The end.
        until: Moment,
        /// The document says "before", so `until` itself no longer belongs to it.
        before: bool,
        /// Where it stands.
        citation: Citation,
    }
}

/// Where a day stands in a stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageState {
    /// Before its first day.
    Ahead,
    /// Within it.
    Open,
    /// After its last day.
    Over,
}

impl StageState {
    /// The word as it stands in notes and views.
    pub fn as_str(self) -> &'static str {
        match self {
            StageState::Ahead => "ahead",
            StageState::Open => "open",
            StageState::Over => "over",
        }
    }
}

impl Stage {
    /// Where a day stands; where the document says "before", the moment it names is already over.
    pub fn state(&self, day: Date) -> StageState {
        let over = if self.before { day >= self.until.first() } else { day > self.until.last() };
        let ahead = self.from.is_some_and(|from| day < from.first());
        match (over, ahead) {
            (true, _) => StageState::Over,
            (_, true) => StageState::Ahead,
            _ => StageState::Open,
        }
    }

    /// The last day that belongs to it.
    pub fn last_day(&self) -> Date {
        let named = self.until.first();
        if self.before { named.plus_days(-1).unwrap_or(named) } else { self.until.last() }
    }
}

record! {
    /// The line between small and medium enterprises and large ones, in one industry.
    ///
    /// Fewer people **or** less revenue is enough: only who reaches both limits is large.
    pub struct SizeStandard {
        /// So many people are too many, and one fewer is not.
        employees_below: Number,
        /// So much revenue a year, in yuan (元), is too much, and one fen less is not.
        revenue_below: Yuan,
        /// Where the two limits stand.
        citation: Citation,
    }
}

record! {
    /// A condition of eligibility (R17).
    pub struct Condition {
        /// What it asks about.
        kind: ConditionKind,
        /// The condition in words.
        text: Text,
        /// Where it stands.
        citation: Citation,
        /// By which limits a size is told, where it asks about the size.
        standard: Option<SizeStandard>,
    }
}

record! {
    /// Something to know, with its place in the document where it has one.
    pub struct Entry {
        /// In words.
        text: Text,
        /// Where it stands.
        citation: Option<Citation>,
    }
}

record! {
    /// A number of enterprises that the plan gives to a batch and size class.
    pub struct Planned {
        /// The batch.
        batch: Batch,
        /// The size class.
        size_class: SizeClass,
        /// How many.
        count: Number,
        /// Where it stands.
        citation: Citation,
    }
}

record! {
    /// The pilot industries.
    pub struct Industries {
        /// Their names.
        names: Vec<Text>,
        /// Where they stand.
        citation: Citation,
    }
}

record! {
    /// How the subsidy is paid (R22).
    pub struct Payment {
        /// When.
        mode: PaymentMode,
        /// Where it says so; absent where it does not.
        citation: Option<Citation>,
    }
}

record! {
    /// What the document says of combining benefits (R21).
    pub struct Stacking {
        /// The rule.
        rule: StackingRule,
        /// Where it stands.
        citation: Option<Citation>,
    }
}

record! {
    /// A policy table: everything that an enterprise's estimate needs from one document.
    pub struct Policy {
        /// The format's version: 1.
        format: Format,
        /// The id by which an application names it.
        id: String,
        /// Counts corrected transcriptions of the same document, from 1; 0 is a draft, which no document stands behind.
        revision: Number,
        /// From which day this table replaces the ones before it; absent for the first of its id.
        applies_from: Option<Date>,
        /// The city.
        name: Text,
        /// The province or municipality.
        region: Text,
        /// The document.
        document: Document,
        /// Its term.
        validity: Validity,
        /// The pilot industries.
        industries: Industries,
        /// The batches that the document knows; empty where it knows none.
        batches: Vec<Batch>,
        /// The spend that counts where a clause has no list of its own.
        base: Base,
        /// The benefits, in the document's order.
        benefits: Vec<Benefit>,
        /// Planned numbers that a note needs.
        planned: Vec<Planned>,
        /// Stages and windows, in the document's order.
        stages: Vec<Stage>,
        /// Who is eligible.
        conditions: Vec<Condition>,
        /// What to keep and hand in.
        documents: Vec<Entry>,
        /// Who to ask.
        contacts: Vec<Entry>,
        /// When the money comes.
        payment: Payment,
        /// Whether benefits combine.
        stacking: Stacking,
        /// What the document says on taking money back.
        clawback: Vec<Entry>,
        /// What has to be known: who confirms spend, who pays evaluation, how an ambiguity was decided.
        remarks: Vec<Entry>,
        /// What the document leaves open, for the user to ask.
        open_questions: Vec<Text>,
    }
}

impl Policy {
    /// Whether it is a draft: computed like any table, and never published.
    pub fn is_draft(&self) -> bool {
        self.revision.0 == 0
    }

    /// The spend-based subsidy and the benefit that it belongs to.
    pub fn spend_share(&self) -> Option<(&Benefit, &SpendShare)> {
        self.benefits.iter().find_map(|benefit| match &benefit.gives {
            Gives::SpendShare(share) => Some((benefit, share)),
            _ => None,
        })
    }

    /// The subsidy whose rate is not published.
    pub fn unpublished(&self) -> Option<(&Benefit, &Unpublished)> {
        self.benefits.iter().find_map(|benefit| match &benefit.gives {
            Gives::Unpublished(unpublished) => Some((benefit, unpublished)),
            _ => None,
        })
    }

    /// The benefits that an application may name as awards.
    pub fn awards(&self) -> impl Iterator<Item = &Benefit> {
        self.benefits
            .iter()
            .filter(|benefit| matches!(benefit.gives, Gives::LumpSum(_) | Gives::Matching(_) | Gives::WithoutFigure(_)))
    }

    /// The condition of this kind.
    pub fn condition(&self, kind: ConditionKind) -> Option<&Condition> {
        self.conditions.iter().find(|condition| condition.kind == kind)
    }

    /// The benefit of this id.
    pub fn benefit(&self, id: &str) -> Option<&Benefit> {
        self.benefits.iter().find(|benefit| benefit.id == id)
    }

    /// The batches to go through: one without a name where the document knows none.
    pub fn batch_axis(&self) -> Vec<Option<Batch>> {
        match self.batches.as_slice() {
            [] => vec![None],
            batches => batches.iter().copied().map(Some).collect(),
        }
    }

    /// The document's date, or `undated`.
    pub fn version(&self) -> String {
        self.document.date.as_ref().map_or_else(|| "undated".into(), |dated| dated.date.to_string())
    }
}
