//! Installs what is missing and says what it does and why; what is there is left as it is.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail, ensure};
use xshell::{Shell, cmd};

use crate::project;

/// Other releases make other tests of the same document.
const SCHEMATHESIS: &str = "4.32.5";

/// The browsers as Debian names package and program, and where the tests let another one be named.
const BROWSERS: [(&str, &str); 2] = [("chromium", "CHROMIUM"), ("firefox-esr", "FIREFOX")];

/// What building the page needs.
pub fn for_build() -> Result<()> {
    let shell = project::shell()?;
    wasm_target(&shell)?;
    wasm_pack(&shell)?;
    node(&shell)?;
    node_modules(&shell, ".", "the page's build tools")
}

/// What building and testing need.
pub fn for_tests() -> Result<()> {
    for_build()?;
    let shell = project::shell()?;
    components(&shell)?;
    node_modules(&shell, "tests/minimum", "the oldest browsers that are promised, about 100 MB")?;
    browsers(&shell)?;
    spreadsheet(&shell)?;
    deployment(&shell)?;
    schemathesis(&shell)
}

/// Where the Python program that reads our OpenAPI document and attacks the server lies.
pub fn schemathesis_program() -> PathBuf {
    project::target().join("schemathesis").join(SCHEMATHESIS).join("bin/schemathesis")
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

fn node_modules(shell: &Shell, folder: &str, what: &str) -> Result<()> {
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
    packages(shell, &missing, "the tests open the page in real browsers, in Chinese")
}

/// What recalculates the workbook in `tests/workbook.test.mjs`: the build without a screen, and the Python that drives it.
fn spreadsheet(shell: &Shell) -> Result<()> {
    let mut missing = Vec::new();
    if !on_path("soffice") {
        missing.push("libreoffice-calc-nogui");
    }
    // The system's own Python: the modules are built for no other. UNO names one that has them elsewhere.
    let python = env::var_os("UNO").unwrap_or_else(|| "/usr/bin/python3".into());
    if cmd!(shell, "{python} -c 'import uno'").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        missing.push("python3-uno");
    }
    packages(shell, &missing, "the workbook's formulas are recalculated in LibreOffice, about 280 MB")
}

/// What `deploy/try.sh` and `bench/server/load.sh` run.
fn deployment(shell: &Shell) -> Result<()> {
    let programs = [
        ("nginx", "nginx-light"),
        ("apache2", "apache2-bin"),
        ("systemd-analyze", "systemd"),
        ("wrk", "wrk"),
        ("curl", "curl"),
        ("python3", "python3"),
    ];
    let missing: Vec<_> =
        programs.iter().filter(|(program, _)| !on_path(program)).map(|(_, package)| *package).collect();
    packages(shell, &missing, "the server is tried behind a real front and under real load")?;
    if missing.contains(&"nginx-light") && fs::exists("/run/systemd/system")? {
        say("stopping the nginx service that came with the package", "the tests start one of their own, on loopback");
        as_root(shell, "systemctl", &["disable", "--quiet", "--now", "nginx"])?;
    }
    Ok(())
}

fn schemathesis(shell: &Shell) -> Result<()> {
    let program = schemathesis_program();
    if program.is_file() {
        return Ok(());
    }
    let folder = project::target().join("schemathesis").join(SCHEMATHESIS);
    // Debian has the module that fills a virtual environment in a package of its own.
    if cmd!(shell, "python3 -c 'import ensurepip'").quiet().ignore_stdout().ignore_stderr().run().is_err() {
        packages(shell, &["python3-venv"], "Python's programs are installed apart from the system's")?;
    }
    say("installing schemathesis into target/schemathesis", "it holds the server to its own OpenAPI document");
    cmd!(shell, "python3 -m venv --clear {folder}").run()?;
    let python = folder.join("bin/python");
    cmd!(shell, "{python} -m pip install --quiet --disable-pip-version-check schemathesis=={SCHEMATHESIS}").run()?;
    Ok(())
}

/// Installs Debian's packages; `why` says what they are needed for.
fn packages(shell: &Shell, missing: &[&str], why: &str) -> Result<()> {
    if missing.is_empty() {
        return Ok(());
    }
    let names = missing.join(" ");
    if !on_path("apt-get") || !(is_root(shell) || on_path("sudo")) {
        bail!("{why}, which needs Debian's {names}, or the same under other names: install it and run this again");
    }
    say(&format!("installing Debian's {names}"), why);
    as_root(shell, "apt-get", &["update", "--quiet"])?;
    let install = ["install", "--quiet", "--yes", "--no-install-recommends"];
    as_root(shell, "apt-get", &[&install, missing].concat())
}

fn is_root(shell: &Shell) -> bool {
    cmd!(shell, "id -u").read().is_ok_and(|id| id == "0")
}

fn as_root(shell: &Shell, program: &str, arguments: &[&str]) -> Result<()> {
    let command = if is_root(shell) {
        cmd!(shell, "{program} {arguments...}")
    } else {
        cmd!(shell, "sudo DEBIAN_FRONTEND=noninteractive {program} {arguments...}")
    };
    Ok(command.env("DEBIAN_FRONTEND", "noninteractive").run()?)
}

/// Whether a program is on the PATH, or where Debian keeps what only root has there.
fn on_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders = env::split_paths(&path).chain([PathBuf::from("/usr/sbin")]);
    folders.any(|folder| folder.join(program).with_extension(env::consts::EXE_EXTENSION).is_file())
}
