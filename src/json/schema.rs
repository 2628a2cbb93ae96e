//! What absence means, said in a JSON Schema.

use serde_json::Value as Json;

/// Takes a key out of a schema's `required`, and `null` out of its type: absent is not `null` here.
pub(crate) fn may_be_absent(schema: &mut schemars::Schema, key: &str) {
    if let Some(Json::Array(required)) = schema.get_mut("required") {
        required.retain(|name| name != key);
    }
    let Some(Json::Object(property)) = schema.get_mut("properties").and_then(|all| all.get_mut(key)) else { return };
    for (word, null) in
        [("type", Json::from("null")), ("enum", Json::Null), ("anyOf", serde_json::json!({"type": "null"}))]
    {
        let Some(Json::Array(forms)) = property.get_mut(word) else { continue };
        forms.retain(|form| *form != null);
        // One type is written without a list.
        if let ("type", [only]) = (word, forms.as_slice()) {
            let only = only.clone();
            property.insert("type".into(), only);
        }
    }
}
