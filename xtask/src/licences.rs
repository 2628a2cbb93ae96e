//! The licences of everything that the WebAssembly modules and the scripts are made of: they travel with them.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use cargo_metadata::{MetadataCommand, Package};
use serde_json::Value;
use xshell::{Shell, cmd};

use crate::project;

/// Something that travels with us.
struct Part {
    /// `name v1.2.3`.
    name: String,
    /// As its manifest names it.
    licence: String,
    folder: PathBuf,
}

/// One text: each part with its licence, then each licence's wording once.
pub fn text(shell: &Shell) -> Result<String> {
    let mut list = String::from("The parts of this folder and their licences.\n\n");
    let mut wordings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for Part { name, licence, folder } in compiled(shell)?.into_iter().chain(carried()?) {
        let _ = writeln!(list, "{name}: {licence}");
        let texts = wordings_in(&folder)?;
        ensure!(!texts.is_empty(), "{name} comes without the wording of its licence");
        for text in texts {
            wordings.entry(text).or_default().insert(name.clone());
        }
    }
    list.push_str("Rust's core, alloc and std: MIT OR Apache-2.0, the Rust project's contributors\n");
    for (wording, parts) in wordings {
        let parts = Vec::from_iter(parts).join(", ");
        let _ = write!(list, "\n{}\n{parts}\n\n{wording}\n", "-".repeat(72));
    }
    Ok(list)
}

/// What is compiled into the modules: neither build scripts nor macros are.
fn compiled(shell: &Shell) -> Result<Vec<Part>> {
    let metadata = MetadataCommand::new().manifest_path(project::root().join("Cargo.toml")).exec()?;
    let modules = ["--no-default-features", "--features", "widget,desk,sheets", "--target", "wasm32-unknown-unknown"];
    let plain = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
    let tree = cmd!(shell, "cargo tree --package subsidy {modules...} {plain...}");
    let first_two = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let names: BTreeSet<String> = tree.read()?.lines().map(first_two).collect();
    let part = |name: String| {
        let is = |package: &&Package| format!("{} v{}", package.name, package.version) == name;
        let package = metadata.packages.iter().find(is).with_context(|| format!("no package {name}"))?;
        let licence = package.license.clone().with_context(|| format!("{name} names no licence"))?;
        let folder = package.manifest_path.parent().context("a manifest without a folder")?;
        Ok(Part { name, licence, folder: folder.into() })
    };
    names.into_iter().map(part).collect()
}

/// What the scripts carry: the dependencies of `package.json`, those for building and testing aside.
fn carried() -> Result<Vec<Part>> {
    let manifest = |folder: &Path| -> Result<Value> {
        Ok(serde_json::from_str(&fs::read_to_string(folder.join("package.json"))?)?)
    };
    let ours = manifest(project::root())?;
    let dependencies = ours["dependencies"].as_object().context("package.json has no dependencies")?;
    let part = |name: &String| {
        let folder = project::root().join("node_modules").join(name);
        let package = manifest(&folder)?;
        let text = |key: &str| package[key].as_str().with_context(|| format!("{name} has no {key}"));
        Ok(Part { name: format!("{name} v{}", text("version")?), licence: text("license")?.to_owned(), folder })
    };
    dependencies.keys().map(part).collect()
}

/// The licence files in a package's folder.
fn wordings_in(folder: &Path) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
        let known = ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"].iter().any(|start| name.starts_with(start));
        if known && path.is_file() {
            texts.push(read(&path)?);
        }
    }
    if texts.is_empty() {
        texts.extend(above_the_code(&fs::read_to_string(folder.join("src/lib.rs"))?));
    }
    texts.sort();
    Ok(texts)
}

/// The wording of a package that has it in its source's first comment alone.
fn above_the_code(source: &str) -> Option<String> {
    let (comment, _) = source.trim_start().strip_prefix("/*")?.split_once("*/")?;
    let lines = comment.lines().map(|line| line.trim().trim_start_matches('*').trim());
    let text = lines.collect::<Vec<_>>().join("\n").trim().to_owned();
    text.contains("Permission is hereby granted").then_some(text)
}

/// The same wording is the same text, whatever its line ends.
fn read(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned())
}
