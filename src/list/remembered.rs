//! What cells were read as: a column says few things, each many times.

/// Ways of writing that are remembered.
const MOST: usize = 256;

/// Cells as they were written, and what each says; what could not be read is not kept.
#[derive(Clone)]
pub(super) struct Remembered<T> {
    known: Vec<(Vec<u8>, T)>,
    /// Which of them the last row had.
    last: usize,
}

impl<T> Default for Remembered<T> {
    fn default() -> Remembered<T> {
        Remembered { known: Vec::new(), last: 0 }
    }
}

impl<T: Copy> Remembered<T> {
    /// What a cell says: remembered, or read now.
    #[inline]
    pub fn get(&mut self, cell: &[u8], read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        match self.known.get(self.last) {
            Some((known, says)) if known == cell => Some(*says),
            _ => self.find(cell, read),
        }
    }

    fn find(&mut self, cell: &[u8], read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        if let Some(at) = self.known.iter().position(|(known, _)| known == cell) {
            self.last = at;
            return self.known.get(at).map(|&(_, says)| says);
        }
        let says = read(cell)?;
        if self.known.len() < MOST {
            self.last = self.known.len();
            self.known.push((cell.to_owned(), says));
        }
        Some(says)
    }
}
