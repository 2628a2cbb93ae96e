//! Declaring a type of the contract once: record, closed list of words, choice of forms.

/// Declares a record once: the struct, its strict reader and (natively) its JSON Schema.
///
/// `Option`, `Vec` and `bool` fields may be absent; all others are required. `name as "key"` renames.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident {
        $( $(#[$field_meta:meta])* $field:ident $(as $key:literal)? : $type:ty ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(
            feature = "native",
            derive(schemars::JsonSchema),
            schemars(deny_unknown_fields, transform = Self::absent_fields)
        )]
        pub struct $name {
            $( $(#[$field_meta])* $( #[cfg_attr(feature = "native", schemars(rename = $key))] )? pub $field: $type ),*
        }
        impl $name {
            /// The schema requires what the reader requires: a type says what its absence means.
            #[cfg(feature = "native")]
            fn absent_fields(schema: &mut schemars::Schema) {
                $( if <$type as $crate::json::Read>::MAY_BE_ABSENT {
                    $crate::json::may_be_absent(schema, $crate::json::record!(@key $field $($key)?));
                } )*
            }
        }
        impl $crate::json::Read for $name {
            // Out of line: inlined, every reader would hold a copy of those below it.
            #[inline(never)]
            fn read(node: $crate::json::Node) -> Result<Self, $crate::error::Error> {
                let fields = node.fields(&[ $( $crate::json::record!(@key $field $($key)?) ),* ])?;
                Ok(Self { $( $field: fields.get($crate::json::record!(@key $field $($key)?))? ),* })
            }
        }
    };
    (@key $field:ident $key:literal) => { $key };
    (@key $field:ident) => { stringify!($field) };
}

pub(crate) use record;

/// Declares a closed list of words once: the enum, its strict reader, its text and its JSON Schema.
macro_rules! words {
    ($(#[$meta:meta])* pub enum $name:ident ($code:ident) {
        $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
        pub enum $name {
            $( $(#[$variant_meta])* #[cfg_attr(feature = "native", schemars(rename = $word))] $variant ),*
        }
        impl $name {
            /// Every word, in the contract's order.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),* ];
            /// The words as they stand on the wire, in the same order.
            pub const WORDS: &'static [&'static str] = &[ $( $word ),* ];
            /// The word as it stands on the wire.
            pub fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word ),* }
            }
        }
        // Not derived: that would hold every word once more.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }
        impl $crate::json::Read for $name {
            #[inline(never)]
            fn read(node: $crate::json::Node) -> Result<Self, $crate::error::Error> {
                let place = node.word(Self::WORDS, $crate::error::Code::$code)?;
                Self::ALL.get(place).copied().ok_or_else(|| node.error($crate::error::Code::$code))
            }
        }
    };
}

pub(crate) use words;

/// Declares a choice of forms once: an object whose only key says which one it is.
macro_rules! choice {
    ($(#[$meta:meta])* pub enum $name:ident {
        $( $(#[$variant_meta:meta])* $variant:ident ($type:ty) = $key:literal ),* $(,)?
    }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq)]
        #[cfg_attr(feature = "native", derive(schemars::JsonSchema))]
        #[allow(clippy::large_enum_variant, reason = "a table has a handful of them, and they are never moved about")]
        pub enum $name {
            $( $(#[$variant_meta])* #[cfg_attr(feature = "native", schemars(rename = $key))] $variant($type) ),*
        }
        impl $crate::json::Read for $name {
            #[inline(never)]
            fn read(node: $crate::json::Node) -> Result<Self, $crate::error::Error> {
                node.only(&[ $( $key ),* ], |key, node| match key {
                    $( $key => $crate::json::Read::read(node).map($name::$variant), )*
                    _ => Err(node.error($crate::error::Code::UnknownKey)),
                })
            }
        }
    };
}

pub(crate) use choice;
