//! The checklist before the amounts: each condition as a question, with the document's phrase and where one stands.

use serde::Serialize;

use crate::catalog::Table;
use crate::eligibility::{self, Eligibility, JudgedCondition};
use crate::error::{Error, Params};
use crate::policy::{Condition, ConditionKind, ConditionState, SizeStandard};
use crate::present::fields::{read_as, wrong};
use crate::present::form::{Form, TypedEligibility};
use crate::present::view::SourceView;
use crate::present::voice::{Voice, key};
use crate::strings::Strings;

/// The conditions of a document, asked one by one.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Checklist {
    /// 7 项：3 符合、4 未定.
    pub summary: String,
    /// In the document's order.
    pub questions: Vec<Question>,
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct Question {
    /// `industry`.
    pub kind: &'static str,
    /// 属于试点行业.
    pub text: String,
    /// `met`, `unmet` or `open`, as judged.
    pub state: &'static str,
    /// 符合, 不符合 or 未定.
    pub verdict: String,
    /// What can be answered, the last of it being nothing; empty where the answer follows from the form's level.
    pub answers: Vec<AnswerChoice>,
    /// Where it stands.
    pub source: SourceView,
    /// The figures that tell a size, where the table names a standard.
    pub size: Option<SizeQuestion>,
}

/// An answer to a condition.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct AnswerChoice {
    /// `met`, `unmet`, or empty where nothing is stated.
    pub value: &'static str,
    /// 符合.
    pub label: String,
    /// Whether the form states it.
    pub selected: bool,
}

/// The two figures by which a size is told.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
pub struct SizeQuestion {
    /// What is wrong with the number of people.
    pub employees_error: Option<String>,
    /// What is wrong with the revenue.
    pub revenue_error: Option<String>,
    /// How the revenue was read, where it was not written plainly: = 30,000,000.00 元.
    pub revenue_read_as: Option<String>,
    /// The standard.
    pub source: SourceView,
}

/// The checklist of a table, as the form answers it so far.
pub fn checklist(table: &Table, form: &Form, strings: &Strings) -> Checklist {
    let policy = &table.policy;
    let voice = Voice { strings, policy };
    let typed = form.eligibility.clone().unwrap_or_default();
    let judged = eligibility::judge(policy, &typed.stated(form.unit), form.level);
    let asked = policy.conditions.iter().zip(&judged.conditions);
    let questions = asked.map(|(condition, judged)| question(&voice, form, &typed, condition, judged)).collect();
    Checklist { summary: summary(&voice, &judged), questions }
}

/// How many are met, not met and open; what there is none of is not counted.
fn summary(voice: &Voice, judged: &Eligibility) -> String {
    let count = |state: &ConditionState| {
        let count = judged.conditions.iter().filter(|one| one.state == *state).count();
        let key = key("desk.eligibility.count", state.as_str());
        (count > 0).then(|| voice.say(&key, &Params::default().with("count", count)))
    };
    let counts: Vec<_> = ConditionState::ALL.iter().filter_map(count).collect();
    let counts = counts.join(voice.strings.get("format.comma"));
    voice
        .say("desk.eligibility.summary", &Params::default().with("all", judged.conditions.len()).with("counts", counts))
}

fn question(
    voice: &Voice,
    form: &Form,
    typed: &TypedEligibility,
    condition: &Condition,
    judged: &JudgedCondition,
) -> Question {
    let kind = condition.kind;
    let said = typed.conditions.get(kind).filter(|state| *state != ConditionState::Open);
    let choice = |state: Option<ConditionState>| AnswerChoice {
        value: state.map_or("", ConditionState::as_str),
        label: match state {
            Some(state) => voice.named("desk.eligibility", state.as_str()),
            None => voice.word("ui.unknown"),
        },
        selected: said == state,
    };
    let asked = kind != ConditionKind::Level;
    let choices = [Some(ConditionState::Met), Some(ConditionState::Unmet), None];
    Question {
        kind: kind.as_str(),
        text: voice.strings.language().of(&condition.text).to_owned(),
        state: judged.state.as_str(),
        verdict: voice.named("desk.eligibility", judged.state.as_str()),
        answers: choices.into_iter().filter(|_| asked).map(choice).collect(),
        source: voice.citation(&condition.citation),
        size: condition.standard.as_ref().map(|standard| size(voice, form, typed, standard)),
    }
}

fn size(voice: &Voice, form: &Form, typed: &TypedEligibility, standard: &SizeStandard) -> SizeQuestion {
    let revenue = typed.revenue(form.unit);
    let text = typed.revenue.as_deref().unwrap_or_default().trim();
    let no_count = |error: Error| voice.say("desk.eligibility.employees_error", error.params());
    SizeQuestion {
        employees_error: typed.employees().err().map(no_count),
        revenue_error: revenue.as_ref().err().map(|error| wrong(voice, error)),
        revenue_read_as: revenue.ok().flatten().and_then(|amount| read_as(voice, amount, text)),
        source: voice.citation(&standard.citation),
    }
}
