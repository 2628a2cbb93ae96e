//! Holds every figure against the phrase that it is quoted from.
//!
//! The walk knows a record by its strict reader: what reads as an [`Amount`] is one. So a figure is checked wherever
//! it stands, also in a field that is added later.

use rust_decimal::Decimal;

use super::log::{Log, join, listed, prose, walk};
use super::numbers;
use super::tokens::{Token, folded, tokens};
use crate::date::Moment;
use crate::json::{Value, read};
use crate::policy::{
    Amount, Base, Batch, Category, Citation, Count, Dated, Gap, Levels, Planned, Share, SizeClass, SizeStandard, Stage,
    When, Wording,
};

/// The longest quotation, in characters without white space: a phrase, not a sentence.
const LONGEST_QUOTE: usize = 60;

/// Checks every figure and citation of a tree.
pub(super) fn check(value: &Value, log: &mut Log) {
    walk(value, "", &mut |path, value| {
        // Everything that is checked here quotes the document, or names levels that do.
        if ["quote", "citation", "levels"].iter().all(|key| value.get(key).is_none()) {
            return;
        }
        if let Ok(citation) = read::<Citation>(value) {
            phrase(&citation, path, log);
            log.expect(!citation.is_unsourced(), path, || {
                "a draft's figure; expected the document's own phrase".into()
            });
            log.expect(citation.document.is_none() || prose(path), join(path, "document"), || {
                "a figure of another document, whose text is not at hand; expected one of the table's own".into()
            });
        } else if let Ok(amount) = read::<Amount>(value) {
            money(&amount, path, log);
        } else if let Ok(share) = read::<Share>(value) {
            percentage(&share, path, log);
        } else if let Ok(count) = read::<Count>(value) {
            number(count.count.0, &count.citation, path, log);
            worded(count.wording, &count.citation, path, log);
        } else if let Ok(planned) = read::<Planned>(value) {
            plan(&planned, path, log);
        } else if let Ok(stage) = read::<Stage>(value) {
            window(&stage, path, log);
        } else if let Ok(when) = read::<When>(value) {
            condition(&when, path, log);
        } else if let Ok(gap) = read::<Gap>(value) {
            left_out(&gap, path, log);
        } else if let Ok(standard) = read::<SizeStandard>(value) {
            size(&standard, path, log);
        } else if let Ok(base) = read::<Base>(value) {
            categories(&base, path, log);
        }
    });
}

fn phrase(citation: &Citation, path: &str, log: &mut Log) {
    let length = citation.quote.chars().filter(|character| !character.is_whitespace() && *character != '|').count();
    log.expect(!citation.section.trim().is_empty(), join(path, "section"), || "the section is empty".into());
    log.expect(length > 0, join(path, "quote"), || "the quotation is empty".into());
    log.expect(length <= LONGEST_QUOTE, join(path, "quote"), || {
        format!("the quotation has {length} characters; expected at most {LONGEST_QUOTE}")
    });
    log.expect(!citation.quote.contains('。'), join(path, "quote"), || {
        "the quotation runs over the end of a sentence; expected a phrase".into()
    });
}

/// The part of a quotation that carries its figure: over several cells of a table it is the last one.
fn figure(citation: &Citation) -> Vec<Token> {
    let cell = citation.quote.trim_end_matches(|end: char| end.is_whitespace() || end == '|').rsplit('|').next();
    tokens(cell.unwrap_or_default())
}

/// Compares the one value that a quotation holds with the table's.
fn same(found: &[Decimal], expected: Decimal, what: &str, citation: &Citation, path: &str, log: &mut Log) {
    let quote = &citation.quote;
    match found {
        [one] if *one == expected => {}
        [one] => {
            let (one, expected) = (one.normalize(), expected.normalize());
            log.add(path, format!("{what} {expected} does not match 「{quote}」; expected {one}"));
        }
        [] => log.add(path, format!("{what} {} is not in 「{quote}」, which holds none", expected.normalize())),
        several => {
            let several = listed(several.iter().map(Decimal::normalize));
            log.add(path, format!("「{quote}」 holds more than one {what}: {several}; expected a phrase with one"));
        }
    }
}

fn money(amount: &Amount, path: &str, log: &mut Log) {
    let citation = &amount.citation;
    let cell = figure(citation);
    let found = match &citation.unit {
        None => numbers::money(&cell),
        Some(unit) => match numbers::money_unit(unit) {
            Some(factor) if numbers::money(&cell).is_empty() => times(&numbers::counts(&cell), factor),
            Some(_) => return log.add(join(path, "citation.unit"), "the quotation names its own unit; expected none"),
            None => {
                let message = format!("unit {unit} is not known; expected 元, 万元 or 亿元");
                return log.add(join(path, "citation.unit"), message);
            }
        },
    };
    same(&found, Decimal::new(amount.amount.fen(), 2), "amount", citation, path, log);
    log.expect(amount.amount.fen() > 0, path, || "an amount of 0; expected more".into());
    worded(amount.wording, citation, path, log);
}

/// Both limits stand in one phrase, which says 或: either is enough.
fn size(standard: &SizeStandard, path: &str, log: &mut Log) {
    let citation = &standard.citation;
    let quote = tokens(&citation.quote);
    let people = Decimal::from(standard.employees_below.0);
    same(&numbers::people(&quote), people, "number of people", citation, &join(path, "employees_below"), log);
    let revenue = Decimal::new(standard.revenue_below.fen(), 2);
    same(&numbers::money(&quote), revenue, "amount", citation, &join(path, "revenue_below"), log);
    log.expect(citation.quote.contains("以下或"), path, || {
        format!("「{}」 does not join its limits by 以下或; expected either to be enough", citation.quote)
    });
}

fn times(values: &[Decimal], factor: Decimal) -> Vec<Decimal> {
    values.iter().map(|value| value.checked_mul(factor).unwrap_or(Decimal::MAX)).collect()
}

fn percentage(share: &Share, path: &str, log: &mut Log) {
    let cell = figure(&share.citation);
    let found = match share.citation.unit.as_deref() {
        Some("%" | "％") if numbers::percentages(&cell).is_empty() => numbers::counts(&cell),
        _ => numbers::percentages(&cell),
    };
    let percent = Decimal::new(share.rate.per_ten_thousand().into(), 2);
    same(&found, percent, "percentage", &share.citation, path, log);
    log.expect(!percent.is_zero(), path, || "a rate of 0; expected more".into());
    worded(share.wording, &share.citation, path, log);
}

fn number(count: u32, citation: &Citation, path: &str, log: &mut Log) {
    same(&numbers::counts(&figure(citation)), count.into(), "number", citation, path, log);
}

/// The quotation must hold words of the stated wording, and of no other.
pub(super) fn worded(wording: Wording, citation: &Citation, path: &str, log: &mut Log) {
    let found = numbers::wordings(&citation.quote);
    let expected = match found.as_slice() {
        [] => Wording::Exact,
        [one] => *one,
        several => {
            let several = listed(several.iter().map(|wording| wording.as_str()));
            let message =
                format!("「{}」 holds several wordings: {several}; expected a phrase with one", citation.quote);
            return log.add(path, message);
        }
    };
    log.expect(wording == expected, path, || {
        let (wording, expected) = (wording.as_str(), expected.as_str());
        format!("worded {wording}, but 「{}」 reads {expected}", citation.quote)
    });
}

/// Section and quotation together, where the batch or size class of a figure may be named by either.
pub(super) fn context(citation: &Citation) -> Vec<Token> {
    tokens(&format!("{} | {}", citation.section, citation.quote))
}

fn plan(planned: &Planned, path: &str, log: &mut Log) {
    let citation = &planned.citation;
    number(planned.count.0, citation, path, log);
    in_batch(Some(planned.batch), citation, path, log);
    let named = folded(&format!("{}{}", citation.section, citation.quote));
    let class = |word: &str, long: &str| named.contains(word) || named.contains(long);
    let found = match (class("规上", "规模以上"), class("规下", "规模以下")) {
        (true, false) => Some(SizeClass::AboveScale),
        (false, true) => Some(SizeClass::BelowScale),
        _ => None,
    };
    log.expect(found == Some(planned.size_class), path, || {
        let expected = found.map_or("规上 or 规下", SizeClass::as_str);
        format!(
            "size class {} is not what section and quotation name; expected {expected}",
            planned.size_class.as_str()
        )
    });
}

/// A figure for one batch names it, in its quotation or its section.
pub(super) fn in_batch(batch: Option<Batch>, citation: &Citation, path: &str, log: &mut Log) {
    let found = numbers::batches(&context(citation));
    let stated: Vec<u16> = batch.iter().map(|batch| batch.number().into()).collect();
    log.expect(found == stated, path, || {
        let names =
            |batches: &[u16]| if batches.is_empty() { "no batch".into() } else { format!("batch {}", listed(batches)) };
        format!("{} stands here, but section and quotation name {}", names(&stated), names(&found))
    });
}

fn window(stage: &Stage, path: &str, log: &mut Log) {
    let (found, before) = numbers::moments(&tokens(&stage.citation.quote));
    let stated: Vec<Moment> = stage.from.into_iter().chain([stage.until]).collect();
    let quote = &stage.citation.quote;
    log.expect(found == stated, path, || {
        format!("{} does not match 「{quote}」; expected {}", listed(&stated), listed(&found))
    });
    log.expect(before == stage.before, path, || match before {
        true => format!("「{quote}」 ends before its last month or day; expected \"before\": true"),
        false => format!("「{quote}」 does not say 前; expected no \"before\""),
    });
    log.expect(stage.from.is_none_or(|from| from.first() <= stage.until.last()), path, || {
        format!("begins {} and ends {}; expected the beginning first", listed(stage.from), stage.until)
    });
}

/// What a level rule names, in words.
pub(super) fn shown(levels: &Levels) -> String {
    match levels {
        Levels::Exactly(level) => format!("level {}", level.number()),
        Levels::AtLeast(level) => format!("level {} and above", level.number()),
    }
}

fn condition(when: &When, path: &str, log: &mut Log) {
    let quote = &when.levels.citation.quote;
    let found = numbers::levels(&tokens(quote));
    log.expect(found == [when.levels.rule.clone()], join(path, "levels"), || {
        let (stated, found) = (shown(&when.levels.rule), listed(found.iter().map(shown)));
        format!(
            "{stated} is not what 「{quote}」 names; expected {}",
            if found.is_empty() { "a level" } else { &found }
        )
    });
    let Some(batches) = &when.batches else { return };
    let quote = &batches.citation.quote;
    let stated: Vec<u16> = batches.numbers.iter().map(|batch| batch.number().into()).collect();
    let found = numbers::batches(&tokens(quote));
    log.expect(found == stated && !stated.is_empty(), join(path, "batches"), || {
        format!("batches [{}] are not what 「{quote}」 names; expected [{}]", listed(&stated), listed(&found))
    });
}

/// A gap quotes the wording that leaves its level out.
fn left_out(gap: &Gap, path: &str, log: &mut Log) {
    let quote = &gap.levels.citation.quote;
    let named = numbers::levels(&tokens(quote));
    log.expect(!named.is_empty(), join(path, "levels"), || format!("「{quote}」 names no level; expected one"));
    for level in crate::policy::Level::ALL.into_iter().filter(|level| gap.levels.rule.includes(*level)) {
        log.expect(!named.iter().any(|levels| levels.includes(level)), join(path, "levels"), || {
            format!("level {} is a gap, but 「{quote}」 includes it", level.number())
        });
    }
}

/// Of software, cloud and data equipment, a base counts those that its quotation lists, if it lists any.
fn categories(base: &Base, path: &str, log: &mut Log) {
    let quote = folded(&base.citation.quote);
    let words = [(Category::Software, "软件"), (Category::Cloud, "云服务"), (Category::DataEquipment, "采集传输设备")];
    if !words.iter().any(|(_, word)| quote.contains(word)) {
        return;
    }
    for (category, word) in words {
        let counted = base.counted.contains(&category);
        log.expect(counted == quote.contains(word), join(path, "counted"), || {
            let counted = if counted { "counts" } else { "leaves out" };
            format!("{counted} {}, unlike 「{}」", category.as_str(), base.citation.quote)
        });
    }
}

/// A day is the one in its quotation, or the document's own where the quotation says 自印发之日起.
pub(super) fn day(dated: &Dated, issued: Option<&Dated>, path: &str, log: &mut Log) {
    let quote = &dated.citation.quote;
    let (mut found, _) = numbers::moments(&tokens(quote));
    if found.is_empty() && quote.contains("之日") {
        found.extend(issued.map(|issued| Moment::Day(issued.date)));
    }
    log.expect(found == [Moment::Day(dated.date)], path, || {
        let expected = if found.is_empty() { "a phrase with one day".into() } else { listed(&found) };
        format!("{} does not match 「{quote}」; expected {expected}", dated.date)
    });
}
