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
use crate::programme::Programme;

/// What a programme's file is called, behind its folder.
const PROGRAMME: &str = "/programme.json";

/// The bytes of each `policy.json`, by folder, and of the `programme.json` beside it, by folder and name.
type Files = BTreeMap<String, Bytes>;

/// A set of tables with the files that they were read from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    pub catalog: Catalog,
    pub programmes: BTreeMap<String, Arc<Programme>>,
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
            let policies = Catalog::embedded_files().map(|(folder, bytes)| (folder.to_owned(), bytes));
            let programmes =
                Catalog::embedded_programmes().map(|(folder, bytes)| ([folder, PROGRAMME].concat(), bytes));
            policies.chain(programmes).map(|(name, bytes)| (name, Bytes::from_static(bytes))).collect()
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
        for (folder, bytes) in files.iter().filter(|(name, _)| !name.ends_with(PROGRAMME)) {
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
        findings.extend(tables.plan(self, files));
        (tables, findings)
    }

    /// Takes the programmes of these tables' folders; of what is not good the old one stays.
    fn plan(&mut self, old: &Tables, files: &Files) -> Vec<Finding> {
        let mut findings = Vec::new();
        for folder in self.catalog.tables().iter().map(Table::folder).collect::<Vec<_>>() {
            let name = [&*folder, PROGRAMME].concat();
            let (Some(bytes), Some(policy)) = (files.get(&name), self.files.get(&folder)) else { continue };
            let known = old.programmes.get(&folder).zip(old.files.get(&name));
            let same = known.filter(|(_, before)| *before == bytes && old.files.get(&folder) == Some(policy));
            let found = match same {
                Some((programme, _)) => Ok(Arc::clone(programme)),
                None => programme(&name, bytes, policy),
            };
            let (programme, bytes) = match (found, known) {
                (Ok(programme), _) => (programme, bytes.clone()),
                (Err(found), known) => {
                    findings.extend(found);
                    let Some((programme, bytes)) = known else { continue };
                    (Arc::clone(programme), bytes.clone())
                }
            };
            self.programmes.insert(folder, programme);
            self.files.insert(name, bytes);
        }
        findings
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

/// A programme from its file, or everything that is wrong with it, also beside its policy table.
fn programme(file: &str, bytes: &[u8], policy: &[u8]) -> Result<Arc<Programme>, Vec<Finding>> {
    let refused = |error: &crate::error::Error| {
        vec![Finding { file: file.to_owned(), path: error.path().to_owned(), message: error.message() }]
    };
    let value = Value::parse(bytes).map_err(|error| refused(&error))?;
    let mut findings = check::check_programme(file, &value);
    if let Ok(policy) = Value::parse(policy) {
        findings.extend(check::check_agreement(file, &value, &policy));
    }
    if !findings.is_empty() {
        return Err(findings);
    }
    Programme::read(&value).map(Arc::new).map_err(|error| refused(&error))
}

fn finding(file: &str, message: &str) -> Finding {
    Finding { file: file.to_owned(), path: String::new(), message: message.to_owned() }
}

/// Every `policy.json` in the folders of a directory, and each `programme.json` beside one.
fn read(directory: &Path) -> io::Result<Files> {
    let named = |path: &Path, error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", path.display()));
    let mut files = Files::new();
    for entry in std::fs::read_dir(directory).map_err(|error| named(directory, error))? {
        let folder = entry.map_err(|error| named(directory, error))?;
        let name = folder.file_name().to_string_lossy().into_owned();
        let policy = folder.path().join("policy.json");
        let programme = folder.path().join("programme.json");
        let both = [(policy, name.clone()), (programme, name + PROGRAMME)];
        for (file, name) in both.into_iter().take_while(|(file, _)| file.is_file()) {
            let bytes = std::fs::read(&file).map_err(|error| named(&file, error))?;
            files.insert(name, Bytes::from(bytes));
        }
    }
    Ok(files)
}
