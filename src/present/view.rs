//! What a person is shown, in one language and ready to be placed: the page and the command line share it.
//!
//! Every number in it is formatted. A shell lays it out and does no arithmetic.

use serde::Serialize;

/// An answer with the form that it belongs to.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct View {
    /// The kind of answer: an outcome's word, `range` where batch or level is open, `unreadable` where an entry is.
    pub kind: &'static str,
    /// The kind in words: 上限 · 文件写的是“不超过”.
    pub badge: String,
    /// City, batch, level: 南昌市 · 第一批 · 二级.
    pub context: String,
    /// The one number, two numbers, or the words 没有金额.
    pub headline: String,
    /// The number once more in 万元, where that is shorter.
    pub short: Option<String>,
    /// What to make of it.
    pub explain: Vec<String>,
    /// Where the money goes; empty where no rate is published or nothing is entered.
    pub bar: Vec<BarPart>,
    /// Lines that add up.
    pub sums: Vec<Sum>,
    /// How it comes about, benefit by benefit.
    pub lines: Vec<LineView>,
    /// What would change it.
    pub changes: Vec<Change>,
    /// Every batch and level.
    pub table: Option<Grid>,
    /// Awards, apart.
    pub awards: Vec<AwardView>,
    /// What has to be known.
    pub notes: Vec<String>,
    /// Names table, digest and day.
    pub foot: String,
    /// What a screen reader is told once: kind, number and context.
    pub announce: String,
    /// The answer in one line, for a bar that stays in sight.
    pub brief: String,
    /// The form's choices and hints.
    pub form: FormView,
    /// The document and what else it says, where the form asks for it.
    pub about: Option<About>,
}

/// A part of the bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct BarPart {
    /// `grant`, `own` or `excluded`.
    pub part: &'static str,
    /// 补助 24万.
    pub label: String,
    /// Its share in thousandths; the parts add up to 1000.
    pub per_mille: u16,
}

/// A line of the sum.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Sum {
    /// 计入补助基数.
    pub label: String,
    /// 400,000.00, or − 240,000.00.
    pub value: String,
    /// The last line, which the others lead to.
    pub total: bool,
}

/// A benefit's computation.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct LineView {
    /// 数字化改造补助.
    pub title: String,
    /// Its steps.
    pub steps: Vec<StepView>,
}

/// One step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct StepView {
    /// × 60%(第一批).
    pub text: String,
    /// 240,000.00.
    pub amount: String,
    /// Section and phrase; absent for the user's own terms.
    pub source: Option<SourceView>,
}

/// A place in a document.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SourceView {
    /// 四(五)第18条.
    pub section: String,
    /// The phrase, without quotation marks.
    pub quote: String,
    /// The document, where it is not the table's own.
    pub document: Option<String>,
}

/// Something that would change the amount.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Change {
    /// 计入投入再增加 266,666.67 元即达上限 40 万元.
    pub text: String,
    /// +160,000.00, −40,000.00 or 0.
    pub delta: String,
    /// `more`, `less`, `same` or `open`.
    pub sense: &'static str,
}

/// Every batch and level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Grid {
    /// 批次 × 等级.
    pub caption: String,
    /// The head: levels.
    pub columns: Vec<String>,
    /// One a batch; one without a name where the city has no batches.
    pub rows: Vec<GridRow>,
}

/// A batch.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct GridRow {
    /// 第一批, or 不分批次.
    pub label: String,
    /// One a level.
    pub cells: Vec<GridCell>,
}

/// A batch and level.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct GridCell {
    /// 240,000.00, 0–400,000.00, or —.
    pub text: String,
    /// The one that the form states.
    pub current: bool,
    /// Agrees with what the form states.
    pub possible: bool,
}

/// An award.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AwardView {
    /// 样板企业奖励.
    pub title: String,
    /// 不超过 100,000.00, or 文件未写明金额.
    pub amount: String,
    /// 由企业领取, 由服务商领取.
    pub payee: String,
    /// Where it stands.
    pub source: SourceView,
}

/// The form's choices.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct FormView {
    /// 《…》 2024-04-15.
    pub document: String,
    /// 文件未写明有效期, 有效期至 2026-10-31,已到期.
    pub term: String,
    /// `not_started`, `in_force`, `ended` or `unstated`.
    pub term_status: &'static str,
    /// The city's batches; empty where it has none.
    pub batches: Vec<Choice>,
    /// 以入选通知为准。第一批改造期 2024-03 至 2024-10,已结束。
    pub batch_hint: String,
    /// 一级 to 四级.
    pub levels: Vec<Choice>,
    /// 由第三方现场评定;达到二级及以上才有补助。
    pub level_hint: String,
    /// One a spend category.
    pub rows: Vec<SpendRow>,
    /// Whether the user's own rate and cap are asked for.
    pub own_terms: bool,
    /// What is wrong with the own rate.
    pub own_rate_error: Option<String>,
    /// What is wrong with the own cap.
    pub own_cap_error: Option<String>,
    /// The recognitions that can be ticked.
    pub awards: Vec<AwardChoice>,
    /// What is wrong with the provincial subsidy.
    pub provincial_subsidy_error: Option<String>,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Choice {
    /// Its value in the form.
    pub value: u8,
    /// 第一批.
    pub label: String,
    /// Whether the form states it.
    pub selected: bool,
}

/// A row of spend.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SpendRow {
    /// `software`.
    pub category: &'static str,
    /// 软件.
    pub label: String,
    /// 网关、路由等必要设备.
    pub hint: String,
    /// `yes`, `wide_only`, `reimbursed`, `no`, or `unknown` where no rate is published.
    pub counted: &'static str,
    /// 计入, 不计入, 待确认, 另行补助, 未公布.
    pub badge: String,
    /// Why.
    pub reason: String,
    /// What is wrong with the entry, with a hint.
    pub error: Option<String>,
    /// How the entry was read, where it was not written plainly: = 300,000.00 元.
    pub read_as: Option<String>,
}

/// A recognition that can be ticked.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AwardChoice {
    /// `model_enterprise`.
    pub benefit: String,
    /// 样板企业奖励.
    pub label: String,
    /// 每家不超过 100,000.00 元.
    pub hint: String,
    /// Whether it can be had more than once.
    pub countable: bool,
    /// Whether it needs the amount of the provincial subsidy.
    pub needs_provincial_subsidy: bool,
}

/// The document and what else it says.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct About {
    /// Windows, conditions, documents to keep, who to ask, what is not stated; empty ones are left out.
    pub sections: Vec<Section>,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Section {
    /// `windows`, `conditions`, `documents`, `contacts`, `payment`, `fees`, `remarks`, `questions`.
    pub id: &'static str,
    /// 时间安排.
    pub title: String,
    /// Its entries.
    pub entries: Vec<EntryView>,
}

/// An entry of a section.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct EntryView {
    /// In words.
    pub text: String,
    /// `ahead`, `open` or `over` for a window.
    pub state: Option<&'static str>,
    /// That state in words.
    pub state_text: Option<String>,
    /// Where it stands.
    pub source: Option<SourceView>,
}
