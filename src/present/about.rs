//! The document and what else it says: windows, conditions, papers to keep, who to ask, what it leaves open.

use crate::date::Date;
use crate::error::Params;
use crate::policy::{Benefit, Citation, Entry, Gives, PaymentMode, StackingRule, Stage, Text};
use crate::present::view::{About, EntryView, Section};
use crate::present::voice::{Voice, key};

/// Every section that has something to say.
pub(crate) fn about(voice: &Voice, as_of: Date) -> About {
    let policy = voice.policy;
    let text = |text: &Text| voice.strings.language().of(text).to_owned();
    let cited = |text: String, citation: Option<&Citation>| EntryView {
        text,
        state: None,
        state_text: None,
        source: citation.map(|citation| voice.citation(citation)),
    };
    let entry = |entry: &Entry| cited(text(&entry.text), entry.citation.as_ref());
    let section = |id, entries: Vec<EntryView>| Section { id, title: voice.named("section", id), entries };

    let payment = match policy.payment.mode {
        PaymentMode::AfterAcceptance => "payment.after_acceptance",
        PaymentMode::Unstated => "payment.unstated",
    };
    let stacking = match policy.stacking.rule {
        StackingRule::DistrictEncouraged => "stacking.district_encouraged",
        StackingRule::Unstated => "stacking.unstated",
    };
    let mut money = vec![
        cited(voice.word(payment), policy.payment.citation.as_ref()),
        cited(voice.word(stacking), policy.stacking.citation.as_ref()),
    ];
    money.extend(policy.clawback.iter().map(entry));
    let industries =
        policy.industries.names.iter().map(text).collect::<Vec<_>>().join(voice.strings.get("format.comma"));
    let industries = cited(
        voice.say("about.industries", &Params::default().with("names", industries)),
        Some(&policy.industries.citation),
    );
    let conditions = policy.conditions.iter().map(|condition| cited(text(&condition.text), Some(&condition.citation)));

    let sections = vec![
        section("windows", policy.stages.iter().map(|stage| window(voice, stage, as_of)).collect()),
        section("conditions", std::iter::once(industries).chain(conditions).collect()),
        section("documents", policy.documents.iter().map(entry).collect()),
        section("payment", money),
        section("fees", policy.benefits.iter().filter_map(|benefit| fee(voice, benefit)).collect()),
        section("remarks", policy.remarks.iter().map(entry).collect()),
        section("contacts", policy.contacts.iter().map(entry).collect()),
        section("questions", policy.open_questions.iter().map(|question| cited(text(question), None)).collect()),
    ];
    About { sections: sections.into_iter().filter(|section| !section.entries.is_empty()).collect() }
}

/// A stage and whether it is ahead, open or over.
fn window(voice: &Voice, stage: &Stage, as_of: Date) -> EntryView {
    let state = stage.state(as_of).as_str();
    let kind = voice.named("stage", stage.kind.as_str());
    let params = Params::default()
        .with("kind", kind)
        .with("batch", stage.batch.map(|batch| voice.batch(batch)).unwrap_or_default())
        .with("period", voice.period(stage.from, stage.until, stage.before));
    let key = if stage.batch.is_some() { "about.window_of_batch" } else { "about.window" };
    EntryView {
        text: voice.say(key, &params),
        state: Some(state),
        state_text: Some(voice.named("word", state)),
        source: Some(voice.citation(&stage.citation)),
    }
}

/// A fee that the programme pays: neither income nor cost of the enterprise.
fn fee(voice: &Voice, benefit: &Benefit) -> Option<EntryView> {
    let Gives::ProgrammeFee(fee) = &benefit.gives else { return None };
    let params = Params::default().with("benefit", &*benefit.id).with("amount", fee.amount.amount);
    Some(EntryView {
        text: voice.say(&key("about.fee", fee.amount.wording.as_str()), &params),
        state: None,
        state_text: None,
        source: Some(voice.citation(&fee.amount.citation)),
    })
}
