//! What an input is and what an output becomes: by what a file holds, then by its name.

use std::io::{self, Cursor, Read};
use std::path::Path;

use super::Format;
use crate::error::{Code, Error, Param};
use crate::list::source::Source;

/// The bytes that tell it.
const LOOKED_AT: u64 = 512;

/// The first bytes of an input, and the whole of it still to be read.
pub(super) fn peek(mut input: Box<dyn Read>) -> io::Result<(Vec<u8>, Box<dyn Read>)> {
    let mut first = Vec::new();
    (&mut input).take(LOOKED_AT).read_to_end(&mut first)?;
    Ok((first.clone(), Box::new(Cursor::new(first).chain(input))))
}

/// What an input is read as. What is no text is read whole, as a workbook, or is refused with its kind; so is a web page under
/// a name that says nothing else, which many a system exports as a workbook.
pub(super) fn of(first: &[u8], chosen: Option<Format>, named: Option<Format>) -> Format {
    let page = named.is_none() && first.trim_ascii_start().starts_with(b"<");
    if chosen != Some(Format::Ndjson) && (page || Source::is_no_text(first)) {
        return Format::Xlsx;
    }
    named.unwrap_or(Format::Ndjson)
}

/// What an output is written as, where its name or a choice tells: a list under a name that promises something else is refused.
///
/// # Errors
/// `unknown_value` for an ending that no list is written under.
pub(super) fn written(out: Option<&Path>, format: Format, chosen: Option<Format>) -> Result<Option<Format>, Error> {
    if chosen.is_some() {
        return Ok(chosen);
    }
    let Some(out) = out else { return Ok(None) };
    let known = Format::of(out);
    match out.extension() {
        Some(ending) if known.is_none() && format != Format::Ndjson => {
            let allowed = ["csv", "txt", "xlsx"].map(str::to_owned).into();
            let error = crate::application::refuse(Code::UnknownValue, "output", &ending.to_string_lossy());
            Err(error.with("allowed", Param::Texts(allowed)))
        }
        _ => Ok(known),
    }
}
