//! The policy tables at hand: loaded, named by digest, chosen by id and date.

use sha2::{Digest as _, Sha256};

use crate::date::Date;
use crate::error::{Code, Error, Param, excerpt};
use crate::json::{self, Value};
use crate::policy::Policy;

/// A policy table and the digest of its content.
#[derive(Clone, Debug)]
pub struct Table {
    /// What it says.
    pub policy: Policy,
    /// `sha256-` and the SHA-256, in hexadecimal, of its canonical form ([`Value::canonical`]).
    pub digest: String,
}

impl Table {
    /// Reads a policy table.
    ///
    /// # Errors
    /// The place of the first value that the format does not allow.
    pub fn read(value: &Value) -> Result<Table, Error> {
        let policy: Policy = json::read(value)?;
        Ok(Table { policy, digest: digest(value) })
    }

    /// The name of its folder: the id, and the first day where it replaces an earlier table.
    pub fn folder(&self) -> String {
        match self.policy.applies_from {
            Some(from) => format!("{}.{from}", self.policy.id),
            None => self.policy.id.clone(),
        }
    }
}

/// The digest of any JSON value, over its canonical form.
pub fn digest(value: &Value) -> String {
    const HEX: [u8; 16] = *b"0123456789abcdef";
    let mut text = String::from("sha256-");
    for byte in Sha256::digest(value.canonical().as_bytes()) {
        for nibble in [byte >> 4, byte & 0x0f] {
            text.push(HEX.get(usize::from(nibble)).map_or('0', |&digit| char::from(digit)));
        }
    }
    text
}

/// The tables that a shell can answer from.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    tables: Vec<Table>,
}

impl Catalog {
    /// Adds a table, or replaces the one of the same id and first day.
    pub fn add(&mut self, table: Table) {
        let same = |known: &Table| {
            known.policy.id == table.policy.id && known.policy.applies_from == table.policy.applies_from
        };
        self.tables.retain(|known| !same(known));
        let key = |table: &Table| (table.policy.id.clone(), table.policy.applies_from);
        let place = self.tables.partition_point(|known| key(known) < key(&table));
        self.tables.insert(place, table);
    }

    /// Every table, by id and first day.
    pub fn tables(&self) -> &[Table] {
        &self.tables
    }

    /// The table of this id on this day; before the first, the first is used.
    ///
    /// # Errors
    /// `unknown_policy` with the ids that there are.
    pub fn find(&self, id: &str, as_of: Date) -> Result<&Table, Error> {
        let of_id = || self.tables.iter().filter(|table| table.policy.id == id);
        let begun = |table: &&Table| table.policy.applies_from.is_none_or(|from| from <= as_of);
        of_id().rfind(begun).or_else(|| of_id().next()).ok_or_else(|| {
            let mut ids: Vec<String> = self.tables.iter().map(|table| table.policy.id.clone()).collect();
            ids.dedup();
            Error::new(Code::UnknownPolicy, "policy").with("found", excerpt(id)).with("allowed", Param::Texts(ids))
        })
    }
}

#[cfg(feature = "native")]
mod files {
    use std::collections::BTreeMap;
    use std::io;
    use std::path::{Path, PathBuf};

    use include_dir::{Dir, include_dir};

    use super::{Catalog, Table};
    use crate::error::{Code, Error};
    use crate::json::Value;
    use crate::programme::Programme;

    static EMBEDDED: Dir = include_dir!("$CARGO_MANIFEST_DIR/policies");

    fn embedded(name: &str) -> impl Iterator<Item = (&'static str, &'static [u8])> {
        EMBEDDED.dirs().filter_map(move |folder| {
            let file = folder.get_file(folder.path().join(name))?;
            Some((folder.path().to_str()?, file.contents()))
        })
    }

    /// The programme table in the folder of a policy table, of those that were built in or of a directory; `None` where
    /// there is none.
    ///
    /// # Errors
    /// A file that cannot be read or is no programme table.
    pub fn programme(directory: Option<&Path>, table: &Table) -> Result<Option<Programme>, Failure> {
        let folder = table.folder();
        let place = directory.map(|directory| directory.join(&folder).join("programme.json"));
        let file = place.as_ref().map_or_else(|| format!("{folder}/programme.json"), |path| path.display().to_string());
        let bytes = match &place {
            None => Catalog::embedded_programmes().find(|(name, _)| *name == folder).map(|(_, bytes)| bytes.to_vec()),
            Some(path) => match std::fs::read(path) {
                Ok(bytes) => Some(bytes),
                Err(error) if error.kind() == io::ErrorKind::NotFound => None,
                Err(error) => return Err(Failure { file, cause: Err(error) }),
            },
        };
        let read = |bytes: Vec<u8>| Value::parse(&bytes).and_then(|value| Programme::read(&value));
        bytes.map(read).transpose().map_err(|error| Failure { file, cause: Ok(error) })
    }

    /// A table that could not be loaded, and from where.
    #[derive(Debug)]
    pub struct Failure {
        /// The file.
        pub file: String,
        /// What was wrong: the contract's error, or the operating system's words.
        pub cause: Result<Error, io::Error>,
    }

    impl std::fmt::Display for Failure {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            match &self.cause {
                Ok(error) => write!(f, "{}: {error}", self.file),
                Err(error) => write!(f, "{}: {error}", self.file),
            }
        }
    }

    impl Catalog {
        /// The policy tables that were built in, as they stand in `policies/`: folder and bytes.
        pub fn embedded_files() -> impl Iterator<Item = (&'static str, &'static [u8])> {
            embedded("policy.json")
        }

        /// The programme tables that were built in: folder and bytes.
        pub fn embedded_programmes() -> impl Iterator<Item = (&'static str, &'static [u8])> {
            embedded("programme.json")
        }

        /// The examples that were built in: folder and bytes.
        pub fn embedded_examples() -> impl Iterator<Item = (&'static str, &'static [u8])> {
            embedded("examples.json")
        }

        /// The tables that were built in.
        ///
        /// # Errors
        /// None that a built program shows: a test loads them all.
        pub fn embedded() -> Result<Catalog, Failure> {
            let mut catalog = Catalog::default();
            for (folder, bytes) in Catalog::embedded_files() {
                let table = Value::parse(bytes).and_then(|value| Table::read(&value));
                catalog
                    .add(table.map_err(|error| Failure { file: format!("{folder}/policy.json"), cause: Ok(error) })?);
            }
            Ok(catalog)
        }

        /// The tables in the folders of a directory: each folder that holds a `policy.json`.
        ///
        /// # Errors
        /// The first file that cannot be read, is no policy table, or has the id and first day of another one.
        pub fn from_directory(directory: &Path) -> Result<Catalog, Failure> {
            let failed = |path: &Path, cause| Failure { file: path.display().to_string(), cause };
            let entries = std::fs::read_dir(directory).and_then(Iterator::collect::<io::Result<Vec<_>>>);
            let entries = entries.map_err(|error| failed(directory, Err(error)))?;
            let mut files: Vec<PathBuf> = entries.iter().map(|entry| entry.path().join("policy.json")).collect();
            files.sort();
            let mut catalog = Catalog::default();
            let mut known: BTreeMap<String, PathBuf> = BTreeMap::new();
            for file in files.into_iter().filter(|file| file.is_file()) {
                let bytes = std::fs::read(&file).map_err(|error| failed(&file, Err(error)))?;
                let table = Value::parse(&bytes).and_then(|value| Table::read(&value));
                let table = table.map_err(|error| failed(&file, Ok(error)))?;
                if let Some(other) = known.insert(table.folder(), file.clone()) {
                    let found = format!("{} has the same id and first day", other.display());
                    return Err(failed(&file, Ok(Error::new(Code::InvalidTable, "id").with("found", found))));
                }
                catalog.add(table);
            }
            Ok(catalog)
        }
    }

    impl Table {
        /// A table that was corrected since, by the first digits of its digest: one of those built in, or beside the
        /// tables of a directory.
        ///
        /// # Errors
        /// The file that cannot be read or is no policy table.
        pub fn superseded(directory: Option<&Path>, digits: &str) -> Result<Option<Table>, Failure> {
            let Some((file, bytes)) = (match directory {
                None => kept_within(digits),
                Some(directory) => kept_beside(directory, digits)?,
            }) else {
                return Ok(None);
            };
            let table = Value::parse(&bytes).and_then(|value| Table::read(&value));
            table.map(Some).map_err(|error| Failure { file, cause: Ok(error) })
        }
    }

    fn is_named(file: &Path, digits: &str) -> bool {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        name.strip_prefix("sha256-").is_some_and(|digest| digest.starts_with(digits))
    }

    fn kept_within(digits: &str) -> Option<(String, Vec<u8>)> {
        let kept = EMBEDDED.dirs().filter_map(|folder| folder.get_dir(folder.path().join("superseded")));
        let file = kept.flat_map(Dir::files).find(|file| is_named(file.path(), digits))?;
        Some((file.path().display().to_string(), file.contents().to_vec()))
    }

    fn kept_beside(directory: &Path, digits: &str) -> Result<Option<(String, Vec<u8>)>, Failure> {
        let listed = |folder: &Path| -> io::Result<Vec<PathBuf>> {
            std::fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
        };
        let failed = |path: &Path, error| Failure { file: path.display().to_string(), cause: Err(error) };
        for folder in listed(directory).map_err(|error| failed(directory, error))? {
            // Most folders keep none.
            let files = listed(&folder.join("superseded")).unwrap_or_default();
            if let Some(file) = files.iter().find(|file| is_named(file, digits)) {
                let bytes = std::fs::read(file).map_err(|error| failed(file, error))?;
                return Ok(Some((file.display().to_string(), bytes)));
            }
        }
        Ok(None)
    }
}
#[cfg(feature = "native")]
pub use files::{Failure, programme};

#[cfg(test)]
mod tests {
    use super::*;

    /// A table of the same document with another first day and another rate.
    fn table(applies_from: Option<&str>) -> Table {
        let (_, bytes) = Catalog::embedded_files().next().unwrap();
        let mut value = Value::parse(bytes).unwrap();
        let Value::Object(members) = &mut value else { panic!("no object") };
        members.retain(|(name, _)| name != "applies_from");
        members.extend(applies_from.map(|day| ("applies_from".to_owned(), Value::Text(day.to_owned()))));
        Table::read(&value).unwrap()
    }

    #[test]
    fn the_day_picks_the_table() {
        let mut catalog = Catalog::default();
        for day in [Some("2026-01-01"), None, Some("2025-01-01")] {
            catalog.add(table(day));
        }
        let id = catalog.tables()[0].policy.id.clone();
        let picked = |day: &str| {
            catalog.find(&id, Date::parse(day).unwrap()).unwrap().policy.applies_from.map(|day| day.to_string())
        };
        assert_eq!(picked("1999-01-01"), None);
        assert_eq!(picked("2024-12-31"), None);
        assert_eq!(picked("2025-01-01").as_deref(), Some("2025-01-01"));
        assert_eq!(picked("2025-12-31").as_deref(), Some("2025-01-01"));
        assert_eq!(picked("2026-01-01").as_deref(), Some("2026-01-01"));
    }

    #[test]
    fn before_the_first_table_the_first_is_used_and_the_same_day_replaces() {
        let mut catalog = Catalog::default();
        catalog.add(table(Some("2026-01-01")));
        catalog.add(table(Some("2027-01-01")));
        catalog.add(table(Some("2026-01-01")));
        assert_eq!(catalog.tables().len(), 2);
        let id = catalog.tables()[0].policy.id.clone();
        let found = catalog.find(&id, Date::parse("2020-01-01").unwrap()).unwrap();
        assert_eq!(found.folder(), format!("{id}.2026-01-01"));
    }

    #[test]
    fn a_digest_depends_on_content_alone() {
        let of = |text: &str| digest(&Value::parse(text.as_bytes()).unwrap());
        // SHA-256 of {"a":[1,"二"],"b":{}}, by sha256sum.
        assert_eq!(
            of(r#"{"a":[1,"二"],"b":{}}"#),
            "sha256-2484429b653ce3c6fd1175bd866200efde90ef6456bd358e8762b08aee76d56e"
        );
        assert_eq!(of("{ \"b\": {},\r\n\t\"a\": [1.0, \"\\u4e8c\"] }"), of(r#"{"a":[1,"二"],"b":{}}"#));
        assert_ne!(of(r#"{"a":[1,"三"],"b":{}}"#), of(r#"{"a":[1,"二"],"b":{}}"#));
        assert_ne!(of(r#"{"a":["二",1],"b":{}}"#), of(r#"{"a":[1,"二"],"b":{}}"#));
    }
}
