//! What cells were read as: a column says few things, each many times.

/// Places for ways of writing; one that finds its own taken takes it over.
const PLACES: usize = 64;

/// Cells as they were written, and what each says; what could not be read is not kept.
#[derive(Clone)]
pub(super) struct Remembered<T> {
    known: Vec<Option<(Vec<u8>, T)>>,
}

impl<T: Clone> Default for Remembered<T> {
    fn default() -> Remembered<T> {
        Remembered { known: vec![None; PLACES] }
    }
}

impl<T: Copy> Remembered<T> {
    /// What a cell says: remembered, or read now.
    #[inline]
    pub fn get(&mut self, cell: &[u8], read: impl FnOnce(&[u8]) -> Option<T>) -> Option<T> {
        let known = self.known.get_mut(place(cell))?;
        match known {
            Some((written, says)) if written == cell => Some(*says),
            _ => {
                let says = read(cell)?;
                *known = Some((cell.to_owned(), says));
                Some(says)
            }
        }
    }
}

/// The few cells of a column hardly ever meet at a place: 第一批 and 第二批 differ in the middle, 1 and 2 at the end.
#[inline]
fn place(cell: &[u8]) -> usize {
    let byte = |at: usize| cell.get(at).copied().map_or(0, usize::from);
    let length = cell.len();
    let mixed = byte(0)
        .wrapping_add(byte(length / 2).wrapping_mul(5))
        .wrapping_add(byte(length.wrapping_sub(1)).wrapping_mul(3))
        .wrapping_add(length.wrapping_mul(7));
    mixed % PLACES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_not_read_again_and_what_is_unreadable_is_no_other() {
        let mut remembered = Remembered::default();
        let number = |cell: &[u8]| std::str::from_utf8(cell).ok()?.parse::<u16>().ok();
        for value in (0..500).chain(0..500) {
            assert_eq!(remembered.get(value.to_string().as_bytes(), number), Some(value));
        }
        assert_eq!(remembered.get(b"499", |_| None), Some(499));
        assert_eq!(remembered.get(b"x", number), None);
        assert_eq!(remembered.get(b"x", |_| Some(1)), Some(1));
    }
}
