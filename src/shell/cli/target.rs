//! Where an answer goes that is a file: it is replaced at the end, or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// An open output.
pub(super) enum Target {
    /// Standard output, a device, a pipe.
    Stream(Box<dyn Write>),
    /// A file beside the one that it will replace: the input may be that very file.
    Replacement(NamedTempFile, PathBuf),
}

impl Target {
    /// Opens the output of this path, or standard output.
    pub fn open(path: Option<&Path>) -> io::Result<Target> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Target::Stream(Box::new(io::stdout().lock())));
        };
        // Where a link leads; what is not there yet stays as it is named.
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let known = fs::metadata(&path).ok();
        if known.as_ref().is_some_and(|known| !known.is_file()) {
            return Ok(Target::Stream(Box::new(File::options().write(true).open(&path)?)));
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let file = beside(folder)?;
        if let Some(known) = known {
            file.as_file().set_permissions(known.permissions())?;
        }
        Ok(Target::Replacement(file, path))
    }

    /// What to write to.
    pub fn writer(&mut self) -> &mut dyn Write {
        match self {
            Target::Stream(stream) => stream,
            Target::Replacement(file, _) => file,
        }
    }

    /// Puts the answers where they belong; an output that is dropped instead leaves no trace.
    pub fn finish(self) -> io::Result<()> {
        match self {
            Target::Stream(_) => Ok(()),
            Target::Replacement(file, path) => file.persist(path).map(drop).map_err(|error| error.error),
        }
    }
}

/// A new file with the permissions that any new file has.
fn beside(folder: &Path) -> io::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".subsidy-");
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}
