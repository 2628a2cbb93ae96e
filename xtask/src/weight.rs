//! What a browser loads until the first estimate stands, brotli-compressed as the build lays it out.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::project;

/// The build fails above this.
const MOST: usize = 96 * 1024;
/// What we aim at.
const AIM: usize = 64 * 1024;
/// Requests, at most: HTML, CSS, JavaScript, WebAssembly, one language, one table.
const REQUESTS: usize = 6;

/// A file and its compressed size.
pub struct Weighed {
    pub file: String,
    pub bytes: usize,
    pub brotli: usize,
}

/// Prints what the first estimate weighs.
pub fn print() -> Result<()> {
    show(&first_estimate()?);
    Ok(())
}

fn show(files: &[Weighed]) {
    println!("\n| to the first estimate | bytes | brotli |\n|---|---:|---:|");
    for Weighed { file, bytes, brotli } in files {
        println!("| {file} | {bytes} | {brotli} |");
    }
    let total = total(files);
    let plain: usize = files.iter().map(|file| file.bytes).sum();
    println!("| {} requests | {plain} | {total} = {:.1} KB |", files.len(), kilobytes(total));
}

/// Fails where the page has grown too heavy.
pub fn check() -> Result<()> {
    let files = first_estimate()?;
    show(&files);
    let total = total(&files);
    ensure!(total <= MOST, "{:.1} KB to the first estimate; at most {:.0}", kilobytes(total), kilobytes(MOST));
    ensure!(files.len() <= REQUESTS, "{} requests to the first estimate; at most {REQUESTS}", files.len());
    if total > AIM {
        println!("{:.1} KB above the aim of {:.0} KB", kilobytes(total - AIM), kilobytes(AIM));
    }
    Ok(())
}

/// Everything that the page itself loads, the default language, and the heaviest of the tables.
pub fn first_estimate() -> Result<Vec<Weighed>> {
    let dist = project::dist();
    let kept = project::versioned(&dist)?;
    let mut files = vec![weigh(&dist.join("index.html"))?];
    for name in ["page.css", "element.js", "subsidy.wasm", "strings/zh-CN.json"] {
        files.push(weigh(&kept.join(name))?);
    }
    let entries = fs::read_dir(kept.join("policies"))?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    let tables = entries.iter().filter(|file| file.extension().is_some_and(|ending| ending == "json"));
    let tables = tables.map(|file| weigh(file)).collect::<Result<Vec<_>>>()?;
    files.push(tables.into_iter().max_by_key(|table| table.brotli).context("the build holds no table")?);
    Ok(files)
}

/// The sum of the compressed sizes.
pub fn total(files: &[Weighed]) -> usize {
    files.iter().map(|file| file.brotli).sum()
}

/// In units of 1024 bytes.
pub fn kilobytes(bytes: usize) -> f64 {
    bytes as f64 / 1024.0
}

/// A file's size, and that of its twin which the build compressed.
fn weigh(file: &Path) -> Result<Weighed> {
    let size = |file: &Path| -> Result<usize> {
        let length = fs::metadata(file).with_context(|| format!("cannot read {}", file.display()))?.len();
        Ok(usize::try_from(length)?)
    };
    let mut compressed = file.as_os_str().to_owned();
    compressed.push(".br");
    let name = file.strip_prefix(project::root()).unwrap_or(file).display().to_string();
    Ok(Weighed { file: name, bytes: size(file)?, brotli: size(Path::new(&compressed))? })
}
