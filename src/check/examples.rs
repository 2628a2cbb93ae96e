//! Holds the examples computed by hand against the table beside them: equal to the fen, no tolerance.

use super::log::{Log, each};
use crate::catalog::{Catalog, Table};
use crate::date::Date;
use crate::json::Value;
use crate::wire;

/// Checks that the table answers every example as it expects.
pub(super) fn check(examples: &Value, table: Table, log: &mut Log) {
    let Value::List(examples) = examples else {
        return log.add("", format!("expected array, found {}", examples.kind()));
    };
    log.expect(!examples.is_empty(), "", || "no example; expected one or more".into());
    let mut catalog = Catalog::default();
    catalog.add(table);
    for (path, example) in each("", examples) {
        let name = example.get("name").and_then(Value::as_text).unwrap_or_default();
        One { name, path, catalog: &catalog }.check(example, log);
    }
}

/// An example and its place.
struct One<'e> {
    name: &'e str,
    path: String,
    catalog: &'e Catalog,
}

impl One<'_> {
    fn add(&self, place: &str, message: &str, log: &mut Log) {
        log.add(format!("{}{place}", self.path), format!("{}: {message}", self.name));
    }

    fn check(&self, example: &Value, log: &mut Log) {
        for key in ["name", "working"] {
            if example.get(key).and_then(Value::as_text).is_none_or(|text| text.trim().is_empty()) {
                self.add("", &format!("no {key}; expected one"), log);
            }
        }
        let Some(application) = example.get("application") else {
            return self.add("", "no application; expected one", log);
        };
        if application.get("as_of").is_none() {
            self.add(".application", "no day; expected as_of", log);
        }
        // An example that proves nothing is none.
        let proves = |place, key| example.get(place).is_some_and(|expected: &Value| expected.get(key).is_some());
        let place = match (proves("expect", "amount"), proves("error", "code")) {
            (true, false) => "expect",
            (false, true) => "error",
            _ => return self.add("", "expected either the amount of an answer or the code of an error", log),
        };
        let (answered, answer) = self.answer(application);
        match (place, example.get(place)) {
            ("expect", _) if !answered => {
                let message = answer.get("message").and_then(Value::as_text).unwrap_or_default();
                self.add(".expect", &format!("refused: {message}; expected an answer"), log);
            }
            ("error", _) if answered => self.add(".error", "answered; expected an error", log),
            (_, Some(Value::Object(members))) => {
                for (key, expected) in members {
                    self.compare(place, key, expected, &answer, log);
                }
            }
            _ => {}
        }
    }

    /// Whether the application is answered, and the answer or the error as the wire has it.
    fn answer(&self, application: &Value) -> (bool, Value) {
        // The day is the example's own.
        let answer = wire::estimate(self.catalog, application.canonical().as_bytes(), Date::EPOCH);
        let answered = answer.is_ok();
        let bytes = answer.or_else(|error| wire::bytes_of(&error)).unwrap_or_default();
        (answered, Value::parse(&bytes).unwrap_or(Value::Null))
    }

    fn compare(&self, place: &str, key: &str, expected: &Value, answer: &Value, log: &mut Log) {
        let place = format!(".{place}.{key}");
        let (found, expected) = match (found(answer, key), expected) {
            (None, _) => return self.add(&place, "nothing of this name is compared", log),
            (Some(Value::List(codes)), Value::List(named)) if matches!(key, "notes" | "not_notes") => {
                let wrong = named.iter().find(|code| codes.contains(code) != (key == "notes"));
                let Some(code) = wrong else { return };
                let rule = if key == "notes" { "expected among the notes" } else { "not expected among the notes" };
                (Value::List(codes).canonical(), format!("{} {rule}", code.canonical()))
            }
            (Some(found), expected) => (found.canonical(), expected.canonical()),
        };
        if found != expected {
            self.add(&place, &format!("found {found}; expected {expected}"), log);
        }
    }
}

/// What an example may expect, taken from where it stands in the answer or the error.
fn found(answer: &Value, key: &str) -> Option<Value> {
    let at = |path: &[&str]| path.iter().try_fold(answer, |value, key| value.get(key)).cloned();
    let each = |list: &str, of: &dyn Fn(&Value) -> Value| match answer.get(list) {
        Some(Value::List(elements)) => Some(Value::List(elements.iter().map(of).collect())),
        _ => None,
    };
    let member = |key: &'static str| move |value: &Value| value.get(key).cloned().unwrap_or(Value::Null);
    let found = match key {
        "code" | "path" | "params" | "message" | "outcome" => at(&[key]),
        "status" => at(&["policy", "status"]),
        "amount" | "low" | "high" => at(&["grant", key]),
        "net_cost" => at(&["net_cost", "amount"]),
        "net_low" => at(&["net_cost", "low"]),
        "net_high" => at(&["net_cost", "high"]),
        "total" | "eligible" | "reimbursed" | "excluded" => at(&["spend", key]),
        "bound_by" => match each("lines", &member("bound_by")) {
            Some(Value::List(lines)) => lines.into_iter().next(),
            _ => None,
        },
        "counted" => each("items", &member("counted")),
        "notes" | "not_notes" => each("notes", &member("code")),
        "eligibility" => at(&["eligibility", "state"]),
        "conditions" => match at(&["eligibility", "conditions"]) {
            Some(Value::List(conditions)) => Some(Value::Object(conditions.iter().filter_map(condition).collect())),
            _ => None,
        },
        "awards" => each("awards", &|award| {
            let kept = ["benefit", "amount", "certainty"].map(|key| (key.to_owned(), member(key)(award)));
            Value::Object(kept.into())
        }),
        _ => return None,
    };
    Some(found.unwrap_or(Value::Null))
}

/// A condition's kind and where the enterprise stands with it.
fn condition(judged: &Value) -> Option<(String, Value)> {
    Some((judged.get("kind")?.as_text()?.to_owned(), judged.get("state")?.clone()))
}
