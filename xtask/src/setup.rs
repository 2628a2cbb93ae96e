//! Installs what is missing and says what it does and why; what is there is left as it is.

use std::env;
use std::fs;

use anyhow::{Result, bail, ensure};
use xshell::{Shell, cmd};

use crate::project;

/// The browsers as Debian names package and program, and where the tests let another one be named. Nowhere else is a distribution named.
const BROWSERS: [(&str, &str); 2] = [("chromium", "CHROMIUM"), ("firefox-esr", "FIREFOX")];

/// What building the page needs.
pub fn for_build() -> Result<()> {
    let shell = project::shell()?;
    wasm_target(&shell)?;
    wasm_pack(&shell)?;
    node(&shell)?;
    packages(&shell, ".", "the page's build tools")
}

/// What building and testing need.
pub fn for_tests() -> Result<()> {
    for_build()?;
    let shell = project::shell()?;
    components(&shell)?;
    packages(&shell, "tests/minimum", "the oldest browsers that are promised, about 100 MB")?;
    browsers(&shell)
}

fn say(what: &str, why: &str) {
    eprintln!("setup: {what}: {why}");
}

fn wasm_target(shell: &Shell) -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let libraries = cmd!(shell, "rustc --print target-libdir --target {TARGET}").read()?;
    if !fs::exists(libraries)? {
        say("adding the Rust target wasm32-unknown-unknown", "the page runs the calculator as WebAssembly");
        cmd!(shell, "rustup target add {TARGET}").run()?;
    }
    Ok(())
}

fn wasm_pack(shell: &Shell) -> Result<()> {
    if !on_path("wasm-pack") {
        say("installing wasm-pack from source, about 4 minutes", "it builds the WebAssembly module and its JavaScript");
        eprintln!("setup: its first build also compiles the wasm-bindgen command, about 8 minutes, once");
        cmd!(shell, "cargo install wasm-pack --locked --version 0.15.1").run()?;
    }
    Ok(())
}

fn node(shell: &Shell) -> Result<()> {
    const OLDEST: u32 = 20;
    ensure!(
        on_path("node") && on_path("npm"),
        "Node.js {OLDEST} or newer with npm is needed to bundle the page: install it and run this again"
    );
    let version = cmd!(shell, "node --version").read()?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    ensure!(major >= Some(OLDEST), "Node.js {OLDEST} or newer is needed, this is {version}");
    Ok(())
}

fn packages(shell: &Shell, folder: &str, what: &str) -> Result<()> {
    let _inside = shell.push_dir(folder);
    let written = |file: &str| fs::metadata(shell.current_dir().join(file)).and_then(|meta| meta.modified()).ok();
    // npm writes this file last, so a broken-off install is repeated.
    if written("node_modules/.package-lock.json") < written("package-lock.json") {
        say(&format!("installing {what} into {folder}/node_modules"), "package-lock.json names newer ones");
        cmd!(shell, "npm ci --no-audit --no-fund").run()?;
    }
    Ok(())
}

fn components(shell: &Shell) -> Result<()> {
    for (command, component) in [("cargo-fmt", "rustfmt"), ("cargo-clippy", "clippy")] {
        if !on_path(command) {
            say(&format!("adding the Rust component {component}"), "the tests hold the code to it");
            cmd!(shell, "rustup component add {component}").run()?;
        }
    }
    Ok(())
}

fn browsers(shell: &Shell) -> Result<()> {
    let mut missing = Vec::new();
    for (browser, named) in BROWSERS {
        if !on_path(browser) && env::var_os(named).is_none() {
            missing.push(browser);
        }
    }
    // The font of the reference images.
    let font = "Noto Sans CJK SC";
    if cmd!(shell, "fc-list {font}").quiet().ignore_stderr().read().unwrap_or_default().is_empty() {
        missing.push("fonts-noto-cjk");
    }
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    let root = cmd!(shell, "id -u").read().is_ok_and(|id| id == "0");
    if !on_path("apt-get") || !(root || on_path("sudo")) {
        bail!(
            "the browser tests need {names} (Chromium, Firefox, and a font with Chinese): install them and run this again"
        );
    }
    say(&format!("installing Debian's {names}"), "the tests open the page in real browsers, in Chinese");
    let (program, rest): (_, &[_]) = if root { ("apt-get", &[]) } else { ("sudo", &["apt-get"]) };
    cmd!(shell, "{program} {rest...} update --quiet").run()?;
    cmd!(shell, "{program} {rest...} install --quiet --yes --no-install-recommends {missing...}")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .run()?;
    Ok(())
}

/// Whether a program is on the PATH.
fn on_path(program: &str) -> bool {
    let Some(path) = env::var_os("PATH") else { return false };
    env::split_paths(&path).any(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION).is_file())
}
