//! Builds the page: the WebAssembly module, the list of tables, the bundle.

use std::fs;

use anyhow::{Context, Result};
use xshell::{Shell, cmd};

use crate::{licences, project, setup};

/// Builds the page into `dist/`.
pub fn page() -> Result<()> {
    // A copy that the tests build borrows the tools of the original: nothing is installed there.
    if std::env::var_os(project::ROOT).is_none() {
        setup::for_build()?;
    }
    let shell = project::shell()?;
    module(&shell, ".", "subsidy", "widget")?;
    module(&shell, ".", "desk", "desk")?;
    module(&shell, ".", "sheets", "sheets")?;
    native(&shell)?;
    shell.write_file(project::target().join("licences.txt"), licences::text(&shell)?)?;
    cmd!(shell, "node www/build.mjs").run().context("the page could not be bundled")
}

/// What the native program says once and the page carries: which tables there are, and their rates in plain tables.
fn native(shell: &Shell) -> Result<()> {
    let subsidy = program(shell)?;
    let list = cmd!(shell, "{subsidy} policies --json").read()?;
    shell.write_file(project::target().join("policies.json"), &list)?;
    let list: Vec<serde_json::Value> = serde_json::from_str(&list)?;
    let cities: Vec<&str> = list.iter().filter_map(|table| table["id"].as_str()).collect();
    for language in ["zh-CN", "zh-Hant", "en"] {
        let file = |name: &str| project::target().join(format!("rates/{name}.{language}.html"));
        let all = cmd!(shell, "{subsidy} --lang {language} rates --html").read()?;
        shell.write_file(file("all"), all)?;
        for city in &cities {
            let one = cmd!(shell, "{subsidy} --lang {language} rates --html --policy {city}").read()?;
            shell.write_file(file(city), one)?;
        }
    }
    Ok(())
}

/// The native program: the one at hand, or a fresh one.
fn program(shell: &Shell) -> Result<std::path::PathBuf> {
    if let Some(program) = std::env::var_os("SUBSIDY") {
        return Ok(program.into());
    }
    cmd!(shell, "cargo build --quiet --package subsidy").run()?;
    Ok(project::cargo_target().join("debug").join(format!("subsidy{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds a wasm-bindgen module of the workspace into `target/<folder>/<name>.js` and `<name>_bg.wasm`.
pub fn module(shell: &Shell, package: &str, name: &str, folder: &str) -> Result<()> {
    let bound = project::target().join("bound").join(folder);
    let finished = project::target().join(folder);
    let flags = reproducible(shell)?;
    // Ours are named by the feature that they are built with.
    let features: &[&str] = if package == "." { &["--no-default-features", "--features", folder] } else { &[] };
    // A list has a hundred thousand rows, and nobody downloads this one who has no file.
    let speed: &[&str] =
        if folder == "sheets" { &["--config", "profile.widget.package.subsidy.opt-level=3"] } else { &[] };
    cmd!(
        shell,
        "wasm-pack --quiet build {package} --target web --profile widget --no-opt --no-pack
            --out-dir {bound} --out-name {name} -- {features...} --config {flags} {speed...}"
    )
    .run()?;

    shell.create_dir(&finished)?;
    for file in [format!("{name}.js"), format!("{name}.d.ts"), format!("{name}_bg.wasm.d.ts")] {
        shell.copy_file(bound.join(&file), finished.join(&file))?;
    }
    let wasm = format!("{name}_bg.wasm");
    smaller(shell, &bound.join(&wasm), &finished.join(&wasm))
}

/// A module holds the paths of its sources; naming them from the same roots everywhere gives the same bytes everywhere.
fn reproducible(shell: &Shell) -> Result<String> {
    let sysroot = cmd!(shell, "rustc --print sysroot").read()?;
    let version = cmd!(shell, "rustc --version --verbose").read()?;
    let commit = version.lines().find_map(|line| line.strip_prefix("commit-hash: ")).unwrap_or("unknown");
    let home = std::env::home_dir().context("no home folder")?;
    let cargo = std::env::var_os("CARGO_HOME").map_or_else(|| home.join(".cargo"), Into::into);
    let roots = [
        (project::root().display().to_string(), String::from("subsidy")),
        (cargo.display().to_string(), String::from("cargo")),
        // What the compiler itself writes where its source is not installed.
        (format!("{sysroot}/lib/rustlib/src/rust"), format!("/rustc/{commit}")),
    ];
    let flags: Vec<String> = roots.iter().map(|(from, to)| format!("--remap-path-prefix={from}={to}")).collect();
    // On the command line of cargo it adds to .cargo/config.toml; RUSTFLAGS would replace that.
    Ok(format!("target.wasm32-unknown-unknown.rustflags={flags:?}"))
}

/// Sheds what the compiler left, names included.
fn smaller(shell: &Shell, from: &std::path::Path, to: &std::path::Path) -> Result<()> {
    // What rustc uses by default.
    const FEATURES: [&str; 6] = [
        "--enable-bulk-memory",
        "--enable-multivalue",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-sign-ext",
    ];
    let optimise = project::root().join("node_modules/.bin/wasm-opt");
    // Functions called once stay apart, next to their likes: brotli finds more that is alike, which saves 5 KB of the widget.
    cmd!(
        shell,
        "{optimise} -O2 --one-caller-inline-max-function-size=20 --strip-producers --strip-target-features
            --reorder-functions-by-name {FEATURES...} {from} --output {to}"
    )
    .run()?;
    let (before, after) = (fs::metadata(from)?.len(), fs::metadata(to)?.len());
    eprintln!("wasm-opt: {before} bytes to {after}");
    Ok(())
}
