//! A changed figure never passes: every figure, number, day, wording and level of every table is changed in several
//! ways, and each time `check` must name the place.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use subsidy::check::{Finding, check, check_programme, check_sources};
use subsidy::json::Value;

use super::{at, read, root, shown, sources, with};

/// A table to change, and the text of its document where it is at hand.
struct Case {
    file: String,
    table: Value,
    source: Option<String>,
    /// What is found before any change: nothing, once a table is finished.
    findings: Vec<Finding>,
}

/// The shipped tables and the fixtures.
fn cases() -> Vec<Case> {
    let folders = std::fs::read_dir(root().join("policies")).unwrap().map(|entry| entry.unwrap().path());
    let shipped = folders.filter(|folder| folder.join("policy.json").exists()).flat_map(|folder| {
        let name = format!("{}.txt", folder.file_name().unwrap().to_str().unwrap());
        let source = sources().map(|sources| sources.join(name));
        ["policy.json", "programme.json"].map(|table| (folder.join(table), source.clone()))
    });
    let files = std::fs::read_dir(root().join("tests/fixtures/shapes")).unwrap().map(|entry| entry.unwrap().path());
    let shapes = files
        .filter(|file| file.extension().is_some_and(|extension| extension == "json"))
        .map(|file| (file.clone(), Some(file.with_extension("txt"))));
    let case = |(file, source): (PathBuf, Option<PathBuf>)| {
        let mut case = Case {
            file: file.strip_prefix(root()).unwrap().display().to_string(),
            table: read(&file),
            source: source.and_then(|source| std::fs::read_to_string(source).ok()),
            findings: Vec::new(),
        };
        case.findings = case.check(&case.table);
        case
    };
    shipped.chain(shapes).map(case).collect()
}

impl Case {
    fn check(&self, table: &Value) -> Vec<Finding> {
        if table.get("benefits").is_some() { check(&self.file, table) } else { check_programme(&self.file, table) }
    }

    /// The change must be found at its place, even without the source.
    fn must_find(&self, place: &str, what: &str, changed: &Value) {
        let mut findings = self.check(changed);
        findings.retain(|finding| !self.findings.contains(finding));
        let named = |finding: &Finding| {
            let within = place.strip_prefix(finding.path.as_str());
            !finding.path.is_empty() && within.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        assert!(findings.iter().any(named), "{}: {place}: {what} passed: {:#?}", self.file, shown(&findings));
    }
}

/// Every value with its path.
fn places<'v>(value: &'v Value, path: String, found: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::List(elements) => {
            for (index, element) in elements.iter().enumerate() {
                places(element, format!("{path}[{index}]"), found);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let separator = if path.is_empty() { "" } else { "." };
                places(member, format!("{path}{separator}{name}"), found);
            }
        }
        _ => {}
    }
    found.push((path, value));
}

fn all(value: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    places(value, String::new(), &mut found);
    found
}

fn swapped(table: &Value, one: &str, other: &str) -> Value {
    let mut changed = table.clone();
    let first = at(&mut changed, one).clone();
    let second = std::mem::replace(at(&mut changed, other), first);
    *at(&mut changed, one) = second;
    changed
}

fn key(path: &str) -> &str {
    path.rsplit('.').next().unwrap()
}

/// The figures that a document prints in front of a unit, times what the unit stands for.
fn printed(source: &str, unit: &str, factor: f64) -> Vec<String> {
    let figure = |(end, _)| {
        let before: String =
            source[..end].chars().rev().take_while(|c: &char| c.is_ascii_digit() || *c == '.').collect();
        let digits: String = before.chars().rev().collect();
        digits.trim_start_matches('.').parse::<f64>().ok().map(|value| format!("{}", value * factor))
    };
    source.match_indices(unit).filter_map(figure).collect()
}

/// Other figures for one: of the same table, of its document, a digit more, a digit less, a digit changed.
fn other_figures(figure: &str, name: &str, case: &Case) -> Vec<String> {
    let mut others: Vec<String> = all(&case.table)
        .iter()
        .filter(|(path, _)| key(path).split('[').next() == name.split('[').next())
        .filter_map(|(_, value)| value.as_text())
        .map(Into::into)
        .collect();
    let source = case.source.as_deref().unwrap_or_default();
    let printed = match name {
        "amount" => [printed(source, "万元", 1e4), printed(source, "元", 1.0)].concat(),
        _ => printed(source, "%", 0.01),
    };
    others.extend(printed);
    for (index, digit) in figure.char_indices().filter(|(_, digit)| digit.is_ascii_digit()) {
        let (before, behind) = (&figure[..index], &figure[index + 1..]);
        others.push(format!("{before}{behind}"));
        others.push(format!("{before}{digit}{digit}{behind}"));
        others.push(format!("{before}{}{behind}", (digit.to_digit(10).unwrap() + 1) % 10));
    }
    others.extend([format!("{figure}0"), format!("1{figure}"), "0".into(), "1".into()]);
    let value: f64 = figure.parse().unwrap();
    others.retain(|other| other.parse::<f64>().ok() != Some(value));
    others.sort();
    others.dedup();
    // A budget has dozens of figures: some forty others for each tell as much as all.
    let step = others.len().div_ceil(40).max(1);
    others.into_iter().step_by(step).collect()
}

#[test]
fn a_changed_amount_or_rate_is_found() {
    let mut changes = 0;
    for case in cases() {
        for (path, value) in all(&case.table) {
            let (name, Some(figure)) = (key(&path), value.as_text()) else { continue };
            if matches!(name, "amount" | "rate") || name.starts_with("rates[") {
                for other in other_figures(figure, name, &case) {
                    case.must_find(&path, &other, &with(&case.table, &path, Value::Text(other.clone())));
                    changes += 1;
                }
            }
        }
    }
    assert!(changes > 1000, "only {changes} changes");
}

#[test]
fn a_changed_whole_number_is_found() {
    for case in cases() {
        let numbers: Vec<i64> = all(&case.table)
            .iter()
            .filter_map(|(_, value)| if let Value::Int(number) = value { Some(*number) } else { None })
            .collect();
        for (path, value) in all(&case.table) {
            let Value::Int(number) = value else { continue };
            // Counts corrections of the transcription: no figure of the document.
            if path == "revision" {
                continue;
            }
            // An annex holds hundreds of numbers: some twenty of them tell as much as all.
            let step = numbers.len().div_ceil(20).max(1);
            let mut others: Vec<i64> = numbers.iter().step_by(step).copied().collect();
            others.extend([number + 1, number - 1, number * 10, 0, 1, 2, 3, 4]);
            others.sort_unstable();
            others.dedup();
            for other in others.into_iter().filter(|other| other != number) {
                case.must_find(&path, &other.to_string(), &with(&case.table, &path, Value::Int(other)));
            }
        }
    }
}

#[test]
fn a_changed_day_or_month_is_found() {
    for case in cases() {
        let moment = |path: &str, value: &Value| {
            let text = value.as_text()?;
            (matches!(key(path), "date" | "from" | "until") && text.starts_with("20")).then(|| text.to_owned())
        };
        let moments: Vec<String> = all(&case.table).iter().filter_map(|(path, value)| moment(path, value)).collect();
        let moments = BTreeSet::from_iter(moments);
        for (path, value) in all(&case.table) {
            let Some(text) = moment(&path, value) else { continue };
            // Every fourth of the table's other moments: several changes each, in seconds.
            let mut others: BTreeSet<String> = moments.iter().step_by(4).cloned().collect();
            others.extend([
                "2024-02-29".into(),
                format!("{text}-01"),
                text[..text.len() - 3].into(),
                text.replacen("202", "203", 1),
            ]);
            for other in others.into_iter().filter(|other| *other != text) {
                case.must_find(&path, &other, &with(&case.table, &path, Value::Text(other.clone())));
            }
        }
        for (path, value) in all(&case.table) {
            if let (Value::Object(members), true) = (value, path.starts_with("stages[") && !path.contains('.')) {
                let before = value.get("before") == Some(&Value::Bool(true));
                let mut stage = members.clone();
                stage.retain(|(name, _)| name != "before");
                stage.push(("before".into(), Value::Bool(!before)));
                case.must_find(&path, "before", &with(&case.table, &path, Value::Object(stage)));
            }
        }
    }
}

#[test]
fn a_changed_word_is_found() {
    let lists: [(&str, &[&str]); 3] = [
        ("wording", &["exact", "ceiling", "floor", "about"]),
        ("reason", &["below_threshold", "not_named"]),
        ("size_class", &["above_scale", "below_scale"]),
    ];
    for case in cases() {
        for (path, value) in all(&case.table) {
            let Some((_, words)) = lists.iter().find(|(name, _)| *name == key(&path)) else { continue };
            for other in words.iter().filter(|other| value.as_text() != Some(other)) {
                case.must_find(&path, other, &with(&case.table, &path, Value::Text((*other).into())));
            }
        }
    }
}

#[test]
fn a_changed_level_operator_is_found() {
    for case in cases() {
        for (path, value) in all(&case.table) {
            let ("rule", Value::Object(members)) = (key(&path), value) else { continue };
            let (operator, level) = &members[0];
            let other = if operator == "exactly" { "at_least" } else { "exactly" };
            case.must_find(&path, other, &with(&case.table, &path, Value::Object(vec![(other.into(), level.clone())])));
        }
    }
}

#[test]
fn a_changed_unit_is_found() {
    for case in cases() {
        for (path, _) in all(&case.table).iter().filter(|(path, _)| key(path) == "unit") {
            let figure = path.strip_suffix(".citation.unit").unwrap();
            for other in ["元", "亿元", "家", ""] {
                case.must_find(
                    &format!("{figure}.citation.unit"),
                    other,
                    &with(&case.table, path, Value::Text(other.into())),
                );
            }
        }
    }
}

/// Pairs of clauses of one subsidy.
fn clause_pairs(table: &Value) -> Vec<(String, String)> {
    let clauses: Vec<String> = all(table)
        .into_iter()
        .map(|(path, _)| path)
        .filter(|path| {
            path.rsplit_once("clauses[").is_some_and(|(_, index)| index.ends_with(']') && !index.contains('.'))
        })
        .collect();
    let pair = |(index, one): (usize, &String)| {
        clauses[index + 1..].iter().map(|other| (one.clone(), other.clone())).collect::<Vec<_>>()
    };
    clauses.iter().enumerate().flat_map(pair).collect()
}

fn both<'v>(table: &'v Value, one: &str, other: &str, name: &str) -> Option<(&'v Value, &'v Value)> {
    let value = |path: &str| {
        all(table).into_iter().find(|(place, _)| *place == format!("{path}.{name}")).map(|(_, value)| value)
    };
    value(one).zip(value(other)).filter(|(one, other)| one != other)
}

#[test]
fn two_clauses_that_exchange_figures_are_found() {
    for case in cases() {
        for (one, other) in clause_pairs(&case.table) {
            for name in ["rate.rate", "cap.amount", "when.levels.rule", "when.batches.numbers"] {
                if both(&case.table, &one, &other, name).is_some() {
                    let changed = swapped(&case.table, &format!("{one}.{name}"), &format!("{other}.{name}"));
                    case.must_find(&format!("{one}.{name}"), "an exchange", &changed);
                }
            }
        }
    }
}

#[test]
fn two_clauses_that_exchange_figures_with_their_quotations_are_found_in_the_source() {
    for case in cases() {
        let Some(source) = &case.source else { continue };
        for (one, other) in clause_pairs(&case.table) {
            for names in [&["rate"][..], &["cap"], &["rate", "cap"], &["when"]] {
                let mut changed = case.table.clone();
                for name in names {
                    if both(&case.table, &one, &other, name).is_some() {
                        changed = swapped(&changed, &format!("{one}.{name}"), &format!("{other}.{name}"));
                    }
                }
                if changed != case.table {
                    let findings = [case.check(&changed), check_sources(&case.file, &changed, source)].concat();
                    assert!(!findings.is_empty(), "{}: {names:?} of {one} and {other}", case.file);
                }
            }
        }
    }
}

#[test]
fn a_clause_or_gap_more_or_less_is_found() {
    for case in cases() {
        for (path, value) in all(&case.table) {
            let (Value::List(elements), "clauses" | "gaps") = (value, key(&path)) else { continue };
            for index in 0..elements.len() {
                let mut less = elements.clone();
                let one = less.remove(index);
                case.must_find(&path, "one less", &with(&case.table, &path, Value::List(less)));
                let more = [elements.as_slice(), &[one]].concat();
                case.must_find(&path, "one more", &with(&case.table, &path, Value::List(more)));
            }
        }
    }
}

#[test]
fn a_changed_quotation_is_found_in_the_source() {
    for case in cases() {
        let Some(source) = &case.source else { continue };
        for (path, value) in all(&case.table) {
            let ("quote", Some(quote)) = (key(&path), value.as_text()) else { continue };
            let parent = path.trim_end_matches(".quote");
            let elsewhere = all(&case.table).iter().any(|(place, _)| *place == format!("{parent}.document"));
            let digits: Vec<_> =
                quote.char_indices().filter(|(_, digit)| digit.is_ascii_digit() && !elsewhere).collect();
            // A row of an annex has dozens of digits: four of them tell as much as all.
            for &(index, digit) in digits.iter().step_by(digits.len().div_ceil(4).max(1)) {
                let next = (digit.to_digit(10).unwrap() + 1) % 10;
                let other = format!("{}{next}{}", &quote[..index], &quote[index + 1..]);
                let changed = with(&case.table, &path, Value::Text(other.clone()));
                let found = !case.check(&changed).is_empty() || !check_sources(&case.file, &changed, source).is_empty();
                assert!(found, "{}: {path}: {other} passed", case.file);
            }
        }
    }
}

#[test]
fn the_sources_are_those_of_the_tables() {
    let Some(sources) = sources() else { return };
    assert!(sources.join(Path::new("nanchang.txt")).exists(), "no nanchang.txt in {}", sources.display());
}
