//! Reading a type of the contract from the tree, and what the absence of a field means.

use super::{Node, Value};
use crate::error::Error;

/// A type of the contract, readable from its JSON form.
pub(crate) trait Read: Sized {
    /// Whether an absent field is a value of this type: what the JSON Schemas do not require.
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = false;

    /// # Errors
    /// The contract's error, with the place of the first value that does not fit.
    fn read(node: Node) -> Result<Self, Error>;

    /// What a missing field means: by default an error.
    fn absent() -> Option<Self> {
        None
    }
}

/// Reads a whole document.
pub(crate) fn read<T: Read>(value: &Value) -> Result<T, Error> {
    T::read(Node::root(value))
}

impl<T: Read> Read for Option<T> {
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = true;

    fn read(node: Node) -> Result<Self, Error> {
        T::read(node).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
}

/// An absent list is an empty one; `Required` is for lists that must be there.
impl<T: Read> Read for Vec<T> {
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = true;

    #[inline(never)]
    fn read(node: Node) -> Result<Self, Error> {
        node.list(10_000, T::read)
    }
    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl Read for String {
    #[inline(never)]
    fn read(node: Node) -> Result<Self, Error> {
        node.text().map(Into::into)
    }
}

impl Read for bool {
    #[cfg(feature = "native")]
    const MAY_BE_ABSENT: bool = true;

    fn read(node: Node) -> Result<Self, Error> {
        node.bool()
    }
    fn absent() -> Option<Self> {
        Some(false)
    }
}
