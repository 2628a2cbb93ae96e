//! What the source itself must hold: imports flow one way; the core has no float, no clock, no city and no JavaScript.
//!
//! The source is read as Rust's own tokens, so neither a comment nor a help text can raise a false alarm.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that fails should say so at once"
)]

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use serde_json::Value;

/// The flow: a module may import what stands in its own row and in the rows above.
const FLOW: [&[&str]; 8] = [
    &["error", "money", "date", "json"],
    &["policy", "programme", "application", "scenario"],
    &["terms", "catalog"],
    &[
        "eligibility",
        "estimate",
        "notes",
        "compare",
        "bulk",
        "solve",
        "quote",
        "curve",
        "timeline",
        "seal",
        "difference",
        "effect",
        "draft",
        "demand",
        "budget",
        "simulate",
        "portfolio",
        "shift",
    ],
    &["strings", "present", "list", "wire", "check", "calendar"],
    &["sheets"],
    &["shell"],
    &["lib", "main"],
];

/// Pure judgment, with the types that it speaks of.
const JUDGMENT: [&[&str]; 4] = [FLOW[0], FLOW[1], FLOW[2], FLOW[3]];

const FLOATS: &[&str] = &["f32", "f64"];
const CLOCKS: &[&str] = &["SystemTime", "Instant", "UNIX_EPOCH", "JsDate", "chrono", "time"];
const JAVASCRIPT: &[&str] = &["wasm_bindgen", "js_sys", "serde_wasm_bindgen", "JsValue", "JsCast"];
const OUTSIDE: &[&str] = &["fs", "io", "env", "net", "process", "thread", "println", "eprintln", "print", "eprint"];

#[test]
fn every_module_has_a_place_in_the_flow() {
    for file in source() {
        assert!(row(&file.module).is_some(), "{}: give its module a row in FLOW", file.name);
    }
}

#[test]
fn imports_flow_one_way() {
    let mut wrong = Vec::new();
    for file in source() {
        for (imported, line) in file.imports() {
            if row(&imported) > row(&file.module) {
                wrong.push(format!("{}:{line}: {} imports {imported}, which stands below it", file.name, file.module));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_core_has_no_float() {
    // One place tells whole numbers from others, as JavaScript does, and JSON text hands it what it read; neither sees an
    // amount.
    let whole = ["src/json/number.rs", "src/json/text.rs"];
    let documented = |file: &File| whole.contains(&&*file.name) && !file.words().any(|(word, _)| word == "Yuan");
    // A spreadsheet's cell is a binary number: one function makes it, from digits, where nothing is computed any more.
    let written = |file: &File| file.name == "src/sheets/number.rs" && file.words().count() < 12;
    // And one makes digits of it, before anything is computed.
    let read = |file: &File| file.name == "src/list/number.rs" && file.words().count() < 20;
    // Enterprises are drawn at random by floats: one file does it, which hands out whole fen and knows no amount or rate.
    let drawn = |file: &File| {
        let money = ["Yuan", "Rate", "money"];
        file.name == "src/simulate/draw.rs" && !file.words().any(|(word, _)| money.contains(&&*word))
    };
    none(FLOATS, |file| !file.is_in(&["shell"]) && !documented(file) && !written(file) && !read(file) && !drawn(file));
    for file in source().iter().filter(|file| !file.is_in(&["shell"]) && !drawn(file)) {
        let float = file
            .literals()
            .find(|(text, _)| text.starts_with(|first: char| first.is_ascii_digit()) && text.contains('.'));
        assert_eq!(float, None, "{}: a float", file.name);
    }
}

#[test]
fn the_core_has_no_clock() {
    none(CLOCKS, |file| !file.is_in(&["shell"]));
}

#[test]
fn the_core_never_touches_javascript() {
    none(JAVASCRIPT, |file| !file.name.starts_with("src/shell/wasm"));
}

#[test]
fn judgment_reads_and_writes_nothing_outside() {
    // The catalog loads tables: it alone may open a file.
    none(OUTSIDE, |file| JUDGMENT.iter().any(|row| file.is_in(row)) && !file.is_in(&["catalog"]));
}

#[test]
fn no_city_is_named_in_code() {
    let mut names = Vec::new();
    for table in tables() {
        names.extend([&table["id"], &table["name"]["en"]].into_iter().filter_map(Value::as_str).map(str::to_lowercase));
        for chinese in [&table["name"]["zh-CN"], &table["name"]["zh-Hant"]].into_iter().filter_map(Value::as_str) {
            names.push(chinese.trim_end_matches(['市', '区', '區', '县', '縣']).to_owned());
        }
    }
    assert!(names.len() >= 4, "no policy table was found");
    for file in source() {
        for (text, line) in file.words().chain(file.literals()) {
            let text = text.to_lowercase();
            let named = names.iter().find(|name| text.contains(&**name));
            assert_eq!(named, None, "{}:{line}: a city in code", file.name);
        }
    }
}

#[test]
fn the_alarms_ring_for_code_and_for_nothing_else() {
    let text = r##"
        //! f64, crate::shell
        use crate::present::View;
        #[command(after_help = "crate::shell f64")]
        fn half(fen: i64) -> f64 { super::wire::half(fen) * 0.5 }
        #[cfg(test)]
        mod tests { use crate::shell::cli; fn third() -> f32 { 0.3 } }
    "##;
    let file = File::parse("src/money.rs", text);
    assert_eq!(file.imports(), [("present".to_owned(), 3), ("wire".to_owned(), 5)]);
    assert_eq!(file.words().filter(|(word, _)| FLOATS.contains(&&**word)).count(), 1);
    assert_eq!(file.literals().collect::<Vec<_>>(), [("0.5".to_owned(), 5)]);
}

/// Fails where one of the words occurs in a file that is chosen.
fn none(words: &[&str], chosen: impl Fn(&File) -> bool) {
    let mut found = Vec::new();
    let mut looked_at = 0;
    for file in source().iter().filter(|file| chosen(file)) {
        looked_at += 1;
        let hits = file.words().filter(|(word, _)| words.contains(&&**word));
        found.extend(hits.map(|(word, line)| format!("{}:{line}: {word}", file.name)));
    }
    assert!(looked_at > 0, "no file was looked at");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The row of a top module, from the top.
fn row(module: &str) -> Option<usize> {
    FLOW.iter().position(|row| row.contains(&module))
}

/// A source file without its comments, attributes and unit tests.
struct File {
    name: String,
    /// The top module that it belongs to.
    module: String,
    tokens: Vec<Token>,
}

/// A token that is no bracket, with its line.
enum Token {
    Word(String, usize),
    Literal(String, usize),
    Sign(char),
}

impl File {
    fn read(path: &Path) -> File {
        File::parse(&path.strip_prefix(root()).unwrap().display().to_string(), &fs::read_to_string(path).unwrap())
    }

    fn parse(name: &str, text: &str) -> File {
        let module = name.trim_start_matches("src/").split(['/', '.']).next().unwrap().to_owned();
        let mut tokens = Vec::new();
        flatten(text.parse().unwrap_or_else(|error| panic!("{name}: {error}")), &mut tokens);
        File { name: name.to_owned(), module, tokens }
    }

    fn is_in(&self, modules: &[&str]) -> bool {
        modules.contains(&&*self.module)
    }

    fn words(&self) -> impl Iterator<Item = (String, usize)> {
        self.tokens.iter().filter_map(|token| match token {
            Token::Word(word, line) => Some((word.clone(), *line)),
            _ => None,
        })
    }

    fn literals(&self) -> impl Iterator<Item = (String, usize)> {
        self.tokens.iter().filter_map(|token| match token {
            Token::Literal(text, line) => Some((text.clone(), *line)),
            _ => None,
        })
    }

    /// The top modules that `crate::…` names, and `super::…` where it means a top module.
    fn imports(&self) -> Vec<(String, usize)> {
        let mut imports = Vec::new();
        for (index, token) in self.tokens.iter().enumerate() {
            let Token::Word(start, _) = token else { continue };
            if start != "crate" && start != "super" {
                continue;
            }
            let path = &self.tokens[index + 1..];
            let [Token::Sign(':'), Token::Sign(':'), rest @ ..] = path else { continue };
            match rest {
                [Token::Word(module, line), ..] if start == "crate" || row(module).is_some() => {
                    imports.push((module.clone(), *line));
                }
                // `crate::{a, b}` would need its own reading; none is written, and none may be.
                [Token::Sign('{'), ..] if start == "crate" => {
                    panic!("{}: write one `use crate::module` a line", self.name)
                }
                _ => {}
            }
        }
        // Macros and what lib.rs hands on belong to no row.
        imports.retain(|(module, _)| row(module).is_some());
        imports
    }
}

/// All tokens in a row, attributes and `#[cfg(test)]` modules left out.
fn flatten(stream: TokenStream, out: &mut Vec<Token>) {
    let mut tokens = stream.into_iter().peekable();
    let mut only_in_tests = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == '#' => {
                if let Some(TokenTree::Punct(_)) = tokens.peek() {
                    tokens.next(); // `#![…]`
                }
                if let Some(TokenTree::Group(attribute)) = tokens.next_if(|next| matches!(next, TokenTree::Group(_))) {
                    only_in_tests |= attribute.to_string().replace(' ', "") == "[cfg(test)]";
                }
            }
            TokenTree::Group(group) if only_in_tests && group.delimiter() == Delimiter::Brace => only_in_tests = false,
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::Brace {
                    out.push(Token::Sign('{'));
                }
                flatten(group.stream(), out);
            }
            TokenTree::Ident(word) => out.push(Token::Word(word.to_string(), word.span().start().line)),
            TokenTree::Literal(text) => out.push(Token::Literal(text.to_string(), text.span().start().line)),
            TokenTree::Punct(sign) => out.push(Token::Sign(sign.as_char())),
        }
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn source() -> Vec<File> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    assert!(files.len() > 10, "src/ was not found");
    files.iter().map(|path| File::read(path)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn tables() -> Vec<Value> {
    let folders = fs::read_dir(root().join("policies")).unwrap().map(|entry| entry.unwrap().path().join("policy.json"));
    let files = folders.filter(|file| file.is_file());
    files.map(|file| serde_json::from_slice(&fs::read(file).unwrap()).unwrap()).collect()
}
