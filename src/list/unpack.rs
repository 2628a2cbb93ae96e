//! An archive before it is unpacked: how large it says that it becomes, and how large it does become.

use std::io::{BufReader, Cursor, Read, sink};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::error::{Code, Error};

/// The bytes of all its files, unpacked: a workbook of a million rows has about 200 MB.
pub(super) const MOST: u64 = 512 << 20;
/// How many times its own size a large file may become: a sheet of nothing but the same row stays below 150.
const RATIO: u64 = 250;
/// Below it no ratio matters.
const SMALL: u64 = 16 << 20;
/// What deflate can make of a byte at most.
const DEFLATE: u64 = 1032;

/// Looks at every file of an archive, and unpacks into nowhere what could become too large.
///
/// # Errors
/// `file_too_large` with the file, `protected_file` where one is encrypted, `invalid_file` where it is no archive, or
/// promises what it cannot hold.
pub(super) fn check(bytes: &[u8]) -> Result<(), Error> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut total = 0u64;
    for place in 0..archive.len() {
        let entry = match archive.by_index(place) {
            Ok(entry) => entry,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(Error::new(Code::ProtectedFile, ""));
            }
            Err(error) => return Err(damaged(error)),
        };
        let name = entry.name().map(|name| name.into_owned()).unwrap_or_default();
        let (packed, declared) = (entry.compressed_size(), entry.size());
        let most = allowed(packed).min(MOST.saturating_sub(total));
        let size = if declared > most || packed.saturating_mul(DEFLATE) <= most {
            // Where deflate cannot make more of it than is allowed, it does not matter whether it says the truth.
            declared
        } else {
            let unpacked = std::io::copy(&mut entry.take(most.saturating_add(1)), &mut sink());
            unpacked.map_err(|error| Error::new(Code::InvalidFile, &*name).with("found", error.to_string()))?
        };
        if size > most {
            let count = |size: u64| i64::try_from(size).unwrap_or(i64::MAX);
            return Err(Error::new(Code::FileTooLarge, name).with("found", count(size)).with("max", count(most)));
        }
        total = total.saturating_add(size);
    }
    check_texts(&mut archive)
}

/// How large a packed file may become.
fn allowed(packed: u64) -> u64 {
    packed.saturating_mul(RATIO).max(SMALL)
}

fn damaged(error: ZipError) -> Error {
    Error::new(Code::InvalidFile, "").with("found", error.to_string())
}

/// Whether a workbook asks to be computed anew when it is opened: who wrote it did not compute its formulas.
pub(super) fn asks_to_be_computed(bytes: &[u8]) -> bool {
    let mut text = String::new();
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let Ok(entry) = archive.by_name("xl/workbook.xml") else { return false };
    // Names of a thousand sheets are not so long.
    let read = entry.take(1 << 20).read_to_string(&mut text);
    let asked = |value: &str| [value.starts_with("=\"1"), value.starts_with("=\"true")].contains(&true);
    read.is_ok() && text.split_once("fullCalcOnLoad").is_some_and(|(_, value)| asked(value))
}

/// The table of texts may promise no more of them than there can be: room for so many is made at once.
fn check_texts(archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<(), Error> {
    // Whoever reads it finds it by a name in any case.
    let is_one = |name: &str| name.to_lowercase().ends_with("sharedstrings.xml");
    let names: Vec<String> = archive
        .file_names()
        .filter_map(|name| name.ok())
        .filter(|name| is_one(name))
        .map(|name| name.into_owned())
        .collect();
    names.iter().try_for_each(|name| check_promise(archive, name))
}

fn check_promise(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Result<(), Error> {
    let Ok(entry) = archive.by_name(name) else { return Ok(()) };
    let size = entry.size();
    let mut xml = quick_xml::Reader::from_reader(BufReader::new(entry));
    let mut held = Vec::new();
    loop {
        held.clear();
        match xml.read_event_into(&mut held) {
            Ok(Event::Start(start) | Event::Empty(start)) if start.local_name().as_ref() == "sst" => {
                let promised = start.try_get_attribute("uniqueCount").ok().flatten();
                let count = promised.as_ref().map_or("0", |count| count.value.as_ref());
                return match count.parse::<u64>() {
                    Ok(count) if count <= size => Ok(()),
                    _ => Err(Error::new(Code::InvalidFile, name).with("found", ["uniqueCount ", count].concat())),
                };
            }
            // What is wrong with it is told by whoever reads it.
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}
