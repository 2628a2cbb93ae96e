//! A progress bar on a terminal, and nothing anywhere else.

use std::io::IsTerminal as _;

use indicatif::{ProgressBar, ProgressStyle};

/// Counts bytes of the input where its length is known, lines where it is not.
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A bar on standard error, hidden where that is no terminal.
    pub fn new(length: Option<u64>) -> Progress {
        let bar = match length {
            _ if !std::io::stderr().is_terminal() => ProgressBar::hidden(),
            Some(length) => {
                let style = ProgressStyle::with_template("{bar:40} {percent}% {bytes_per_sec} {eta}");
                ProgressBar::new(length).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
            }
            None => ProgressBar::new_spinner(),
        };
        Progress { bar }
    }

    /// So many bytes more were read.
    pub fn advance(&self, bytes: usize) {
        self.bar.inc(u64::try_from(bytes).unwrap_or(0));
    }

    /// A sentence on standard error, above the bar.
    pub fn tell(&self, sentence: &str) {
        self.bar.suspend(|| super::tell(sentence));
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}
