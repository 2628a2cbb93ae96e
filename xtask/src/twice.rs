//! The same sources give the same bytes, wherever they lie: the folder to copy is built a second time, elsewhere.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use xshell::{Shell, cmd};

use crate::project;

/// Builds a copy of the sources in another folder and compares every file.
pub fn check(shell: &Shell, xtask: &Path) -> Result<()> {
    let elsewhere = shell.create_temp_dir()?;
    let copy = elsewhere.path().join("another/place");
    for file in cmd!(shell, "git ls-files --cached --others --exclude-standard").read()?.lines() {
        // What was deleted and not yet committed is still listed.
        if project::root().join(file).is_file() {
            shell.create_dir(copy.join(file).parent().context("a file without a folder")?)?;
            shell.copy_file(project::root().join(file), copy.join(file))?;
        }
    }
    std::os::unix::fs::symlink(project::root().join("node_modules"), copy.join("node_modules"))?;
    let subsidy = project::release_program("subsidy");
    cmd!(shell, "{xtask} dist")
        .env(project::ROOT, &copy)
        .env("CARGO_TARGET_DIR", copy.join("target"))
        // Its bytes are not shipped; what it says is, and is compared.
        .env("SUBSIDY", subsidy)
        .run()?;
    let (here, there) = (listed(&project::dist())?, listed(&copy.join("dist"))?);
    ensure!(here.keys().eq(there.keys()), "not the same files: {:?}, {:?}", here.keys(), there.keys());
    ensure!(here.len() > 20, "only {} files were compared", here.len());
    for (name, content) in &here {
        ensure!(there.get(name) == Some(content), "{} depends on the folder that it was built in", name.display());
    }
    println!("{} files, the same bytes from two folders", here.len());
    Ok(())
}

/// Every file below a folder.
fn listed(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next)? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path.strip_prefix(folder)?.to_path_buf(), fs::read(&path)?);
            }
        }
    }
    Ok(files)
}
