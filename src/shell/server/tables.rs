//! The tables in service, and how they are replaced while answers are given.
//!
//! A set of tables never changes: a new one is made, checked, and put in its place in one step. An answer holds the set
//! that it began with.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;

use super::Service;
use crate::catalog::{Catalog, Table};
use crate::check::{self, Finding};
use crate::json::Value;

/// The bytes of each `policy.json`, by folder.
type Files = BTreeMap<String, Bytes>;

/// A set of tables with the files that they were read from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub catalog: Catalog,
    pub files: Files,
}

/// The tables to begin with.
///
/// # Errors
/// The findings, or the operating system's error: a server does not start on bad tables.
pub(super) fn first(directory: Option<&Path>) -> io::Result<Tables> {
    let files = match directory {
        Some(directory) => read(directory)?,
        None => {
            Catalog::embedded_files().map(|(folder, bytes)| (folder.to_owned(), Bytes::from_static(bytes))).collect()
        }
    };
    let (tables, findings) = Tables::default().replaced(&files);
    if findings.is_empty() {
        return Ok(tables);
    }
    let told: Vec<_> = findings.iter().map(Finding::to_string).collect();
    Err(io::Error::new(io::ErrorKind::InvalidData, told.join("\n")))
}

/// Looks at the directory time and again. Contents are compared, not times: a link that is turned to another
/// directory and a file that is put in place by renaming are seen alike. A change is taken when two looks in a row agree,
/// so that a directory is not read in the middle of being copied.
pub(super) async fn watch(service: Arc<Service>, directory: PathBuf, every: Duration) {
    let mut seen = service.tables.load().files.clone();
    let mut before = seen.clone();
    let mut trouble = String::new();
    loop {
        tokio::time::sleep(every).await;
        let place = directory.clone();
        let files = match tokio::task::spawn_blocking(move || read(&place)).await {
            Ok(Ok(files)) => files,
            Ok(Err(error)) => {
                // Said once, not every second.
                let told = error.to_string();
                if told != trouble {
                    tracing::error!(error = told, "the tables cannot be read; the old ones stay");
                    trouble = told;
                }
                continue;
            }
            Err(_) => continue,
        };
        trouble.clear();
        if files != seen && files == before {
            seen.clone_from(&files);
            // Checking takes its time: not on a thread that answers.
            let service = Arc::clone(&service);
            let _ = tokio::task::spawn_blocking(move || renew(&service, &files)).await;
        } else {
            before = files;
        }
    }
}

/// Takes what is good; of what is not, the old table stays and the log says why.
fn renew(service: &Service, files: &Files) {
    let old = service.tables.load_full();
    let (tables, findings) = old.replaced(files);
    for finding in &findings {
        tracing::error!(file = finding.file, path = finding.path, finding = finding.message, "table refused");
    }
    if !findings.is_empty() {
        service.metrics.reload(false);
    }
    if tables.files == old.files {
        return;
    }
    for table in tables.catalog.tables() {
        let folder = table.folder();
        if tables.files.get(&folder) != old.files.get(&folder) {
            tracing::info!(folder, digest = table.digest, "table in service");
        }
    }
    for folder in old.files.keys().filter(|folder| !tables.files.contains_key(*folder)) {
        tracing::warn!(folder, "table out of service");
    }
    service.tables.store(Arc::new(tables));
    service.metrics.reload(true);
}

impl Tables {
    /// These tables with the files in their place, and what is wrong with the files that were refused.
    fn replaced(&self, files: &Files) -> (Tables, Vec<Finding>) {
        let (mut tables, mut findings) = (Tables::default(), Vec::new());
        for (folder, bytes) in files {
            let known = self.catalog.tables().iter().find(|table| table.folder() == *folder);
            if let Some(table) = known.filter(|_| self.files.get(folder) == Some(bytes)) {
                tables.put(folder, table.clone(), bytes);
                continue;
            }
            match table(folder, bytes) {
                Ok(table) => tables.put(folder, table, bytes),
                Err(found) => {
                    findings.extend(found);
                    if let (Some(table), Some(bytes)) = (known, self.files.get(folder)) {
                        tables.put(folder, table.clone(), bytes);
                    }
                }
            }
        }
        if tables.files.is_empty() {
            findings.push(finding("", "no folder with a good policy.json; expected one or more"));
            return (self.clone(), findings);
        }
        (tables, findings)
    }

    fn put(&mut self, folder: &str, table: Table, bytes: &Bytes) {
        self.catalog.add(table);
        self.files.insert(folder.to_owned(), bytes.clone());
    }
}

/// A table from its file, or everything that is wrong with it.
fn table(folder: &str, bytes: &[u8]) -> Result<Table, Vec<Finding>> {
    let file = format!("{folder}/policy.json");
    let refused = |error: &crate::error::Error| {
        vec![Finding { file: file.clone(), path: error.path().to_owned(), message: error.message() }]
    };
    let value = Value::parse(bytes).map_err(|error| refused(&error))?;
    let findings = check::check(&file, &value);
    if !findings.is_empty() {
        return Err(findings);
    }
    let table = Table::read(&value).map_err(|error| refused(&error))?;
    if table.folder() != folder {
        return Err(vec![finding(&file, &format!("the folder is {folder}; expected {}", table.folder()))]);
    }
    Ok(table)
}

fn finding(file: &str, message: &str) -> Finding {
    Finding { file: file.to_owned(), path: String::new(), message: message.to_owned() }
}

/// Every `policy.json` in the folders of a directory.
fn read(directory: &Path) -> io::Result<Files> {
    let named = |path: &Path, error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut files = Files::new();
    for entry in std::fs::read_dir(directory).map_err(|error| named(directory, error))? {
        let folder = entry.map_err(|error| named(directory, error))?;
        let file = folder.path().join("policy.json");
        if file.is_file() {
            let bytes = std::fs::read(&file).map_err(|error| named(&file, error))?;
            files.insert(folder.file_name().to_string_lossy().into_owned(), Bytes::from(bytes));
        }
    }
    Ok(files)
}
