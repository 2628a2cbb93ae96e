//! Puts one thing wrong.
//!
//! Only what both a JSON text and a JavaScript object can hold: a duplicate key or broken text never reaches an object,
//! so the strictness tests try those by themselves.

use fastrand::Rng;
use serde_json::{Value, json};

/// Text in place of an amount, a rate or a day.
const NO_AMOUNT: [&str; 12] =
    ["", "-1", "+1", "1e3", "1,000", "0x10", "1.234", ".5", "5.", "01", "1000000000000.01", "30万"];

/// Spoils an application; now and then it comes out valid all the same, where a city does not need what is taken away.
pub fn spoil(application: &mut Value, rng: &mut Rng) {
    if rng.u8(..50) == 0 {
        *application = pick(rng, [json!([]), json!(null), json!(7), json!("text"), json!({})]);
        return;
    }
    let wrong = pick(rng, NO_AMOUNT);
    match rng.u8(..19) {
        0 => application[pick(rng, ["extra", "Level", "__proto__", "constructor", ""])] = json!(1),
        1 => remove(application, pick(rng, ["policy", "level", "spend", "batch", "provincial_subsidy"])),
        2 => application["policy"] = json!(pick(rng, ["atlantis", "", "../x"])),
        3 => application["level"] = other_type(rng),
        4 => {
            application["level"] =
                pick(rng, [json!(0), json!(5), json!(-1), json!(1.5), json!(9_007_199_254_740_993_u64)])
        }
        5 => application["batch"] = pick(rng, [json!(0), json!(4), json!("1"), json!(null)]),
        6 => application["as_of"] = json!(pick(rng, ["2024-02-30", "2024-2-3", "20240415", "today", ""])),
        7 => application["spend"] = other_type(rng),
        8 => item(application, rng)["amount"] = json!(wrong),
        9 => item(application, rng)["amount"] = other_type(rng),
        10 => item(application, rng)["category"] = json!(pick(rng, ["Software", "软件", ""])),
        11 => item(application, rng)["colour"] = json!("red"),
        12 => item(application, rng)["label"] = json!("长".repeat(201)),
        13 => application["awards"] = json!([{"benefit": "no_such_award"}]),
        14 => application["own_terms"] = json!({"rate": pick(rng, ["0.30", "1.01", "0.12345", "60%"]), "cap": "1"}),
        15 => application["size_class"] = json!("medium_scale"),
        16 => twice(application),
        17 => {
            application["eligibility"] = pick(
                rng,
                [
                    json!({"conditions": {"weather": "met"}}),
                    json!({"conditions": {"industry": "yes"}}),
                    json!({"employees": -1}),
                    json!({"revenue": wrong}),
                    json!([]),
                ],
            );
        }
        _ => too_much(application, rng),
    }
}

fn pick<T, const N: usize>(rng: &mut Rng, from: [T; N]) -> T {
    let chosen = rng.usize(..N);
    from.into_iter().nth(chosen).unwrap_or_else(|| unreachable!("chosen below N"))
}

fn remove(application: &mut Value, field: &str) {
    if let Some(fields) = application.as_object_mut() {
        fields.remove(field);
    }
}

fn other_type(rng: &mut Rng) -> Value {
    pick(rng, [json!(null), json!(true), json!(300_000), json!(0.5), json!([1]), json!({"a": 1})])
}

/// Names the awards once more.
fn twice(application: &mut Value) {
    match application.get_mut("awards").and_then(Value::as_array_mut) {
        Some(awards) => awards.extend_from_within(..),
        None => application["awards"] = json!([{"benefit": "no_such_award"}, {"benefit": "no_such_award"}]),
    }
}

fn too_much(application: &mut Value, rng: &mut Rng) {
    // One such list is as long as a thousand other applications.
    let items = if rng.u8(..100) == 0 {
        vec![json!({"category": "cloud", "amount": "1"}); 10_001]
    } else {
        vec![json!({"category": "cloud", "amount": "1000000000000"}); 2]
    };
    application["spend"] = json!(items);
}

/// One of the items; one is added where there is none.
fn item<'a>(application: &'a mut Value, rng: &mut Rng) -> &'a mut Value {
    let Value::Array(items) = &mut application["spend"] else { unreachable!("a valid application has a list") };
    if items.is_empty() {
        items.push(json!({"category": "cloud", "amount": "1"}));
    }
    let chosen = rng.usize(..items.len());
    &mut items[chosen]
}
