//! Holds the sentence tables together: the same keys in every language, or it does not build.

use std::collections::BTreeSet;
use std::{env, fs, path::Path, process};

const LANGUAGES: [&str; 3] = ["zh-CN", "zh-Hant", "en"];

fn main() {
    println!("cargo:rerun-if-changed=strings");
    println!("cargo:rerun-if-changed=policies");
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let tables: Vec<_> =
        LANGUAGES.iter().map(|language| keys(&Path::new(&root).join(format!("strings/{language}.json")))).collect();
    let every: BTreeSet<_> = tables.iter().flatten().collect();
    let mut complete = true;
    for (language, table) in LANGUAGES.iter().zip(&tables) {
        for key in every.iter().filter(|key| !table.contains(**key)) {
            println!("cargo:error=strings/{language}.json lacks \"{key}\"");
            complete = false;
        }
    }
    if !complete {
        process::exit(1);
    }
}

fn keys(file: &Path) -> BTreeSet<String> {
    let parsed = fs::read(file).ok().and_then(|bytes| serde_json::from_slice::<serde_json::Value>(&bytes).ok());
    match parsed.as_ref().and_then(serde_json::Value::as_object) {
        Some(table) if table.values().all(serde_json::Value::is_string) => table.keys().cloned().collect(),
        _ => {
            println!("cargo:error={} is not a flat JSON object of strings", file.display());
            process::exit(1)
        }
    }
}
