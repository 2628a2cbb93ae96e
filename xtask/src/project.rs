//! Where things are.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use anyhow::{Context, Result};
use serde_json::Value;
use xshell::Shell;

/// Another root than this program's own: the tests build a copy elsewhere and compare.
pub const ROOT: &str = "XTASK_ROOT";

/// The repository's root.
pub fn root() -> &'static Path {
    static FOUND: LazyLock<PathBuf> = LazyLock::new(|| {
        let own = || Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(PathBuf::from).unwrap_or_default();
        env::var_os(ROOT).map_or_else(own, PathBuf::from)
    });
    &FOUND
}

/// The built page.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The folder of a built page whose files never change under their names.
pub fn versioned(dist: &Path) -> Result<PathBuf> {
    let list = dist.join("integrity.json");
    let text = fs::read(&list).with_context(|| format!("no {}: build the page first", list.display()))?;
    let list: Value = serde_json::from_slice(&text)?;
    Ok(dist.join(list["folder"].as_str().context("integrity.json names no folder")?))
}

/// What a step hands to the next one; cargo's own files may lie elsewhere ([`cargo_target`]).
pub fn target() -> PathBuf {
    root().join("target")
}

/// Where cargo builds.
pub fn cargo_target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(target, |folder| root().join(folder))
}

/// A program of the workspace, as `cargo build --release` leaves it.
pub fn release_program(name: &str) -> PathBuf {
    cargo_target().join("release").join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// A shell that stands in the root.
pub fn shell() -> Result<Shell> {
    let shell = Shell::new()?;
    shell.change_dir(root());
    Ok(shell)
}

/// The policy tables, as JSON, by id: what a city allows is read there, never written into the tools.
pub fn tables() -> Result<Vec<Value>> {
    let folder = root().join("policies");
    let mut tables = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let file = entry?.path().join("policy.json");
        if file.is_file() {
            let text = fs::read(&file)?;
            tables.push(serde_json::from_slice(&text).with_context(|| file.display().to_string())?);
        }
    }
    tables.sort_by_key(|table: &Value| table["id"].as_str().map(String::from));
    Ok(tables)
}
