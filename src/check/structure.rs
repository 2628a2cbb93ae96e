//! Holds a table to what its types cannot say: ids, references, and every level and batch covered once.

use std::collections::BTreeSet;

use super::figures::{context, day, shown};
use super::log::{Log, each, join, listed};
use super::numbers;
use super::tokens::tokens;
use crate::policy::{
    Base, Batch, Category, Citation, Clause, ConditionKind, Gap, GapReason, Gives, Level, Planned, Policy,
    Reimbursement, SpendShare, StageKind, When,
};

/// Checks a table as a whole.
pub(super) fn check(policy: &Policy, log: &mut Log) {
    log.expect(policy.revision.0 >= 1, "revision", || "revision 0 is a draft; expected 1 or more".into());
    id(&policy.id, "id", log);
    ids("benefits", policy.benefits.iter().map(|benefit| benefit.id.as_str()), log);
    ascending("batches", &policy.batches, log);
    base(&policy.base, "base", log);
    dates(policy, log);
    batches(policy, log);
    benefits(policy, log);
    conditions(policy, log);
}

fn id(id: &str, path: &str, log: &mut Log) {
    let mut characters = id.chars();
    let first = characters.next().is_some_and(|first| first.is_ascii_lowercase());
    let rest = characters.all(|other| other.is_ascii_lowercase() || other.is_ascii_digit() || other == '_');
    log.expect(first && rest, path, || {
        format!("id \"{id}\"; expected a lower-case letter, then lower-case letters, digits or _")
    });
}

/// Ids are well formed and occur once.
pub(super) fn ids<'t>(path: &str, found: impl Iterator<Item = &'t str>, log: &mut Log) {
    let mut seen = BTreeSet::new();
    for (index, one) in found.enumerate() {
        let path = format!("{path}[{index}].id");
        id(one, &path, log);
        log.expect(seen.insert(one), path, || format!("id \"{one}\" occurs twice; expected it once"));
    }
}

/// A checklist asks each kind once, and a size standard stands where the size is asked about.
fn conditions(policy: &Policy, log: &mut Log) {
    for (path, condition) in each("conditions", &policy.conditions) {
        let kind = condition.kind;
        let times = policy.conditions.iter().filter(|other| other.kind == kind).count();
        log.expect(times == 1, join(&path, "kind"), || {
            format!("{} occurs {times} times; expected it once", kind.as_str())
        });
        let placed = condition.standard.is_none() || kind == ConditionKind::SmallOrMedium;
        log.expect(placed, join(&path, "standard"), || {
            format!("a size standard for {}; expected it for {}", kind.as_str(), ConditionKind::SmallOrMedium.as_str())
        });
    }
}

fn ascending(path: &str, batches: &[Batch], log: &mut Log) {
    log.expect(batches.is_sorted_by(|a, b| a < b), path, || {
        let found = listed(batches.iter().map(|batch| batch.number()));
        format!("batches [{found}]; expected each once, in order")
    });
}

fn among(batch: Batch, policy: &Policy, path: &str, log: &mut Log) {
    log.expect(policy.batches.contains(&batch), path, || {
        let known = listed(policy.batches.iter().map(|batch| batch.number()));
        format!("batch {} is not among the table's batches [{known}]", batch.number())
    });
}

fn words(categories: &[Category]) -> String {
    listed(categories.iter().map(|category| category.as_str()))
}

fn once(categories: &[Category], path: String, log: &mut Log) {
    log.expect(!categories.is_empty(), path.clone(), || "no category; expected one or more".into());
    let twice =
        categories.iter().enumerate().find(|(index, one)| categories.iter().take(*index).any(|two| two == *one));
    log.expect(twice.is_none(), path, || format!("[{}] names a category twice; expected each once", words(categories)));
}

/// What a rate can be applied to: a diagnosis has a benefit of its own, and anything else is no transformation.
const TRANSFORMATION: [Category; 6] = [
    Category::Software,
    Category::Cloud,
    Category::DataEquipment,
    Category::Hardware,
    Category::Services,
    Category::Training,
];

fn spend(categories: &[Category], path: String, log: &mut Log) {
    let stray: Vec<Category> = categories.iter().copied().filter(|one| !TRANSFORMATION.contains(one)).collect();
    log.expect(stray.is_empty(), path.clone(), || {
        format!("[{}] never counts; expected only [{}]", words(&stray), words(&TRANSFORMATION))
    });
    once(categories, path, log);
}

fn base(base: &Base, path: &str, log: &mut Log) {
    spend(&base.counted, join(path, "counted"), log);
    let Some(wide) = &base.wide else { return };
    spend(wide, join(path, "wide"), log);
    let superset = base.counted.iter().all(|category| wide.contains(category)) && wide.len() > base.counted.len();
    log.expect(superset, join(path, "wide"), || {
        format!("[{}] is not wider than [{}]; expected all of it and more", words(wide), words(&base.counted))
    });
}

fn dates(policy: &Policy, log: &mut Log) {
    let issued = policy.document.date.as_ref();
    let validity = &policy.validity;
    for (path, dated) in [
        ("document.date", issued),
        ("validity.from", validity.from.as_ref()),
        ("validity.until", validity.until.as_ref()),
    ] {
        if let Some(dated) = dated {
            day(dated, issued, path, log);
        }
    }
    if let (Some(from), Some(until)) = (&validity.from, &validity.until) {
        log.expect(from.date <= until.date, "validity", || {
            format!("begins {} and ends {}; expected the beginning first", from.date, until.date)
        });
    }
}

/// Batches outside the benefits are the table's, planned numbers stand once, and every batch is put to use.
fn batches(policy: &Policy, log: &mut Log) {
    for (path, planned) in each("planned", &policy.planned) {
        among(planned.batch, policy, &join(&path, "batch"), log);
        let place = |planned: &Planned| (planned.batch, planned.size_class);
        let times = policy.planned.iter().map(place).filter(|other| *other == place(planned)).count();
        log.expect(times == 1, path, || {
            let (batch, class) = (planned.batch.number(), planned.size_class.as_str());
            format!("batch {batch}, {class} is planned {times} times; expected once")
        });
    }
    for kind in StageKind::ALL {
        stages(*kind, policy, log);
    }
    for (path, batch) in each("batches", &policy.batches) {
        let clauses = policy.spend_share().map_or(&[][..], |(_, share)| &share.clauses);
        let in_clause = clauses.iter().filter_map(|clause| clause.when.batches.as_ref());
        let named = in_clause.flat_map(|rule| &rule.numbers).any(|named| named == batch)
            || policy.stages.iter().any(|stage| stage.batch == Some(*batch));
        log.expect(named, path, || format!("batch {} is named by no clause and no stage", batch.number()));
    }
}

/// A window for one batch names it, or stands in a row of such windows, one for each batch from the first, in order.
fn stages(kind: StageKind, policy: &Policy, log: &mut Log) {
    let of_kind: Vec<_> = each("stages", &policy.stages)
        .filter_map(|(path, stage)| (stage.kind == kind).then_some((path, stage, stage.batch?)))
        .collect();
    let all: Vec<Batch> = of_kind.iter().map(|(_, _, batch)| *batch).collect();
    let row = policy.batches.starts_with(&all) && of_kind.is_sorted_by_key(|(_, stage, _)| stage.until.last());
    for (path, stage, batch) in &of_kind {
        among(*batch, policy, &join(path, "batch"), log);
        let named = numbers::batches(&context(&stage.citation));
        let holds = if named.is_empty() { row } else { named == [u16::from(batch.number())] };
        log.expect(holds, join(path, "batch"), || {
            let found = if named.is_empty() { "no batch".into() } else { format!("batch {}", listed(&named)) };
            let batch = batch.number();
            format!("batch {batch}, but section and quotation name {found}, and {} windows do not go from the first batch on, one for each", kind.as_str())
        });
    }
}

fn benefits(policy: &Policy, log: &mut Log) {
    let subsidy = |gives: &Gives| matches!(gives, Gives::SpendShare(_) | Gives::Unpublished(_));
    let count = policy.benefits.iter().filter(|benefit| subsidy(&benefit.gives)).count();
    log.expect(count == 1, "benefits", || format!("{count} subsidies on spend, published or not; expected one"));
    let mut paid = rated(policy);
    for (path, benefit) in each("benefits", &policy.benefits) {
        let path = format!("{path}.gives");
        match &benefit.gives {
            Gives::SpendShare(share) => spend_share(share, policy, &join(&path, "spend_share"), log),
            Gives::Reimbursement(back) => {
                reimbursement(back, policy, &paid, &join(&path, "reimbursement"), log);
                paid.extend_from_slice(&back.base);
            }
            Gives::WithoutFigure(without) => {
                let quote = tokens(&without.citation.quote);
                let none = numbers::money(&quote).is_empty() && numbers::percentages(&quote).is_empty();
                log.expect(none, join(&path, "without_figure"), || {
                    format!("「{}」 holds a figure; expected none", without.citation.quote)
                });
            }
            _ => {}
        }
    }
}

/// All that a rate is applied to, under any reading.
fn rated(policy: &Policy) -> Vec<Category> {
    let clauses = policy.spend_share().map_or(&[][..], |(_, share)| &share.clauses);
    let bases = clauses.iter().filter_map(|clause| clause.base.as_ref()).chain([&policy.base]);
    bases.flat_map(|base| base.counted.iter().chain(base.wide.iter().flatten())).copied().collect()
}

fn reimbursement(back: &Reimbursement, policy: &Policy, paid: &[Category], path: &str, log: &mut Log) {
    once(&back.base, join(path, "base"), log);
    when(&back.when, policy, &join(path, "when"), log);
    let twice: Vec<Category> = back.base.iter().copied().filter(|category| paid.contains(category)).collect();
    log.expect(twice.is_empty(), join(path, "base"), || {
        format!("[{}] counts for another benefit as well; expected spend that is paid once", words(&twice))
    });
}

fn when(when: &When, policy: &Policy, path: &str, log: &mut Log) {
    let Some(batches) = &when.batches else { return };
    ascending(&join(path, "batches"), &batches.numbers, log);
    for batch in &batches.numbers {
        among(*batch, policy, &join(path, "batches"), log);
    }
}

fn spend_share(share: &SpendShare, policy: &Policy, path: &str, log: &mut Log) {
    ids(&join(path, "clauses"), share.clauses.iter().map(|clause| clause.id.as_str()), log);
    for (path, clause) in each(&join(path, "clauses"), &share.clauses) {
        when(&clause.when, policy, &join(&path, "when"), log);
        if let Some(own) = &clause.base {
            base(own, &join(&path, "base"), log);
        }
        own_words(clause, &path, log);
    }
    for (path, one) in each(&join(path, "gaps"), &share.gaps) {
        gap(one, share, &path, log);
    }
    coverage(share, policy, path, log);
}

/// A figure's quotation that names a level or batch names the clause's own: no figure of another clause gets in.
fn own_words(clause: &Clause, path: &str, log: &mut Log) {
    let figures: [(&str, Option<&Citation>); 4] = [
        ("rate", Some(&clause.rate.citation)),
        ("cap", clause.cap.as_ref().map(|cap| &cap.citation)),
        ("base_limit", clause.base_limit.as_ref().map(|limit| &limit.citation)),
        ("base", clause.base.as_ref().map(|base| &base.citation)),
    ];
    let own = clause.when.batches.as_ref();
    let own: Vec<u16> = own.iter().flat_map(|rule| &rule.numbers).map(|batch| batch.number().into()).collect();
    for (name, citation) in figures {
        let Some(citation) = citation else { continue };
        let quote = tokens(&citation.quote);
        let (batches, levels) = (numbers::batches(&quote), numbers::levels(&quote));
        log.expect(batches.is_empty() || batches == own, join(path, name), || {
            format!("「{}」 is for batch {}; the clause is for [{}]", citation.quote, listed(&batches), listed(&own))
        });
        log.expect(levels.iter().all(|named| *named == clause.when.levels.rule), join(path, name), || {
            let (found, stated) = (listed(levels.iter().map(shown)), shown(&clause.when.levels.rule));
            format!("「{}」 is for {found}; the clause is for {stated}", citation.quote)
        });
    }
}

/// A gap lies where its reason says, and is read as the next level below that a clause names, if as any.
fn gap(gap: &Gap, share: &SpendShare, path: &str, log: &mut Log) {
    let gap_levels = || Level::ALL.into_iter().filter(|level| gap.levels.rule.includes(*level));
    let named = |level: &Level| share.clauses.iter().any(|clause| clause.when.levels.rule.includes(*level));
    for level in gap_levels() {
        let below = Level::ALL.into_iter().filter(|other| *other < level).rfind(named);
        let reason = if below.is_some() { GapReason::NotNamed } else { GapReason::BelowThreshold };
        log.expect(gap.reason == reason, join(path, "reason"), || {
            format!("level {} is {}; expected {}", level.number(), gap.reason.as_str(), reason.as_str())
        });
        log.expect(gap.read_as.is_none() || gap.read_as == below, join(path, "read_as"), || {
            let read_as = listed(gap.read_as.map(Level::number));
            let expected = below.map_or("none".into(), |below| format!("level {}", below.number()));
            format!(
                "level {} is read as level {read_as}; expected {expected}, the next below with a clause",
                level.number()
            )
        });
    }
}

fn in_batches(when: &When, batch: Option<Batch>) -> bool {
    match (&when.batches, batch) {
        (None, _) => true,
        (Some(rule), Some(batch)) => rule.numbers.contains(&batch),
        (Some(_), None) => false,
    }
}

/// Every level and batch has exactly one clause, or a gap.
fn coverage(share: &SpendShare, policy: &Policy, path: &str, log: &mut Log) {
    let batches: Vec<Option<Batch>> = match policy.batches.as_slice() {
        [] => vec![None],
        batches => batches.iter().copied().map(Some).collect(),
    };
    for level in Level::ALL {
        for batch in &batches {
            let clauses = each("clauses", &share.clauses)
                .filter(|(_, clause)| clause.when.levels.rule.includes(level) && in_batches(&clause.when, *batch));
            let gaps = each("gaps", &share.gaps).filter(|(_, gap)| gap.levels.rule.includes(level));
            let found: Vec<String> = clauses.map(|(place, _)| place).chain(gaps.map(|(place, _)| place)).collect();
            let which = batch.map_or(String::new(), |batch| format!(", batch {}", batch.number()));
            log.expect(found.len() == 1, path, || match found.len() {
                0 => format!("level {}{which} has no clause and no gap; expected one", level.number()),
                _ => format!("level {}{which} has {}; expected one", level.number(), found.join(" and ")),
            });
        }
    }
}
