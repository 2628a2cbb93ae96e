//! The licences of everything that the WebAssembly module is made of: they travel with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use cargo_metadata::{MetadataCommand, Package};
use xshell::{Shell, cmd};

use crate::project;

/// One text: each part with its licence, then each licence's wording once.
pub fn text(shell: &Shell) -> Result<String> {
    let metadata = MetadataCommand::new().manifest_path(project::root().join("Cargo.toml")).exec()?;
    let mut list = String::from("The parts of this folder and their licences.\n\n");
    let mut wordings: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in compiled(shell)? {
        let is = |package: &&Package| format!("{} v{}", package.name, package.version) == name;
        let part = metadata.packages.iter().find(is).with_context(|| format!("no package {name}"))?;
        let licence = part.license.as_deref().with_context(|| format!("{name} names no licence"))?;
        let _ = writeln!(list, "{name}: {licence}");
        let texts = wordings_of(part)?;
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

/// What is compiled into the modules, as `name v1.2.3`: neither build scripts nor macros are.
fn compiled(shell: &Shell) -> Result<BTreeSet<String>> {
    let modules = ["--no-default-features", "--features", "widget,desk,sheets", "--target", "wasm32-unknown-unknown"];
    let plain = ["--edges", "normal,no-proc-macro", "--prefix", "none", "--format", "{p}"];
    let tree = cmd!(shell, "cargo tree --package subsidy {modules...} {plain...}");
    let first_two = |line: &str| line.split(' ').take(2).collect::<Vec<_>>().join(" ");
    Ok(tree.read()?.lines().map(first_two).collect())
}

/// The licence files beside a package's manifest.
fn wordings_of(package: &Package) -> Result<Vec<String>> {
    let folder = package.manifest_path.parent().context("a manifest without a folder")?;
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_ascii_uppercase();
        let known = ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"].iter().any(|start| name.starts_with(start));
        if known && path.is_file() {
            texts.push(read(&path)?);
        }
    }
    texts.sort();
    Ok(texts)
}

/// The same wording is the same text, whatever its line ends.
fn read(path: &Path) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    Ok(text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n").trim().to_owned())
}
