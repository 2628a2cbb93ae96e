//! A file of customers: what kind it is, and its rows as text. Its size is looked at before anything else.

use super::records::MARK;
use super::text::{self, Encoding};
use super::workbook::Workbook;
use crate::error::{Code, Error, Param};

/// The bytes of a file that are read, at most.
pub const MOST_BYTES: u64 = 100 << 20;

/// What is read.
pub const KINDS: [&str; 3] = ["xlsx", "csv", "txt"];

/// What is found in a file in which nothing stands.
pub const NOTHING: &str = "nothing";

/// The rows of a sheet that nobody has chosen, at most: the heads of a list stand higher.
const HIGHEST: u32 = 200;

/// A file of a known kind.
pub struct Source {
    /// Of a text file.
    pub encoding: Option<Encoding>,
    /// The sheets of a workbook that can be seen, in its order.
    pub sheets: Vec<String>,
    /// Those that its author hid: they are not read.
    pub hidden: Vec<String>,
    content: Content,
}

enum Content {
    Text(Vec<u8>),
    Book(Box<Workbook>),
}

/// Whether a file of so many bytes is read.
///
/// # Errors
/// `file_too_large`.
pub fn check_size(bytes: u64) -> Result<(), Error> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let count = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    Err(Error::new(Code::FileTooLarge, "").with("found", count(bytes)).with("max", count(MOST_BYTES)))
}

impl Source {
    /// Takes a file, by what it holds and not by its name.
    ///
    /// # Errors
    /// `file_too_large`; `protected_file` for a workbook with a password; `unknown_format` for an old workbook, an
    /// OpenDocument sheet, a PDF, a web page; `invalid_file` for a damaged or empty one.
    pub fn open(bytes: Vec<u8>) -> Result<Source, Error> {
        check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
        if let Some(kind) = unread(&bytes)? {
            return Err(refused(kind));
        }
        if Source::is_book(&bytes) {
            let book = Workbook::open(bytes)?;
            let (sheets, hidden) = (book.sheets(true), book.sheets(false));
            if sheets.is_empty() {
                return Err(refused("zip"));
            }
            return Ok(Source { encoding: None, sheets, hidden, content: Content::Book(Box::new(book)) });
        }
        let (text, encoding) = text::decode(bytes);
        if text.trim_ascii().is_empty() {
            return Err(Error::new(Code::InvalidFile, "").with("found", NOTHING));
        }
        let (sheets, hidden) = Default::default();
        Ok(Source { encoding: Some(encoding), sheets, hidden, content: Content::Text(text) })
    }

    /// Whether what begins so is no text, whatever its name says: a workbook, or what [`Source::open`] refuses.
    pub fn is_no_text(first: &[u8]) -> bool {
        const ZIPS: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
        ZIPS.iter().any(|zip| first.starts_with(zip)) || first.starts_with(OLE) || first.starts_with(b"%PDF")
    }

    /// Whether a file is a workbook, by its first bytes.
    pub fn is_book(first: &[u8]) -> bool {
        first.starts_with(b"PK")
    }

    /// Its rows as text; of a workbook those of a sheet.
    ///
    /// # Errors
    /// `unknown_value` for a sheet that there is not, else as reading the sheet.
    pub fn text(&mut self, sheet: Option<&str>) -> Result<Vec<u8>, Error> {
        match &mut self.content {
            // Taken, not copied: there is no other sheet to come back from.
            Content::Text(text) => Ok(std::mem::take(text)),
            Content::Book(book) => {
                let name = sheet.or(self.sheets.first().map(String::as_str)).unwrap_or_default();
                if !self.sheets.iter().any(|known| known == name) {
                    let error = crate::application::refuse(Code::UnknownValue, "sheet", name);
                    return Err(error.with("allowed", Param::Texts(self.sheets.clone())));
                }
                book.text(name, u32::MAX)
            }
        }
    }

    /// Of a sheet of a workbook the rows among which its heads are looked for, blank ones between them.
    ///
    /// # Errors
    /// As [`Source::text`].
    pub(super) fn head(&mut self, sheet: &str) -> Result<Vec<u8>, Error> {
        match &mut self.content {
            Content::Text(_) => Ok(Vec::new()),
            Content::Book(book) => book.text(sheet, HIGHEST),
        }
    }
}

fn refused(kind: &str) -> Error {
    let allowed = Param::Texts(KINDS.map(str::to_owned).into());
    Error::new(Code::UnknownFormat, "").with("found", kind).with("allowed", allowed)
}

/// How an old workbook begins.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// The kind of a file that is not read, by its first bytes.
fn unread(bytes: &[u8]) -> Result<Option<&'static str>, Error> {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let holds = |within: &[u8], text: &str| within.windows(text.len()).any(|one| one == text.as_bytes());
    if bytes.starts_with(OLE) {
        // A workbook with a password is kept whole in the container of the old format.
        let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        if bytes.windows(name.len()).any(|one| one == name) {
            return Err(Error::new(Code::ProtectedFile, ""));
        }
        return Ok(Some("xls"));
    }
    let first = start.strip_prefix(MARK).unwrap_or(start).trim_ascii().first();
    let unicode = matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    Ok(match bytes {
        _ if Source::is_book(bytes) && holds(start, "opendocument") => Some("ods"),
        _ if Source::is_book(bytes) => None,
        _ if bytes.starts_with(b"%PDF") => Some("pdf"),
        // Many a system exports a web page and calls it a workbook.
        _ if first == Some(&b'<') => Some("html"),
        _ if matches!(first, Some(b'{' | b'[')) => Some("json"),
        _ if !unicode && start.contains(&0) => Some("binary"),
        _ => None,
    })
}
