//! Texts for people, as a table holds them.

use super::figure::Citation;
use crate::json::record;

record! {
    /// A text for people in the three languages.
    pub struct Text {
        /// Simplified Chinese.
        zh_cn as "zh-CN": String,
        /// Traditional Chinese.
        zh_hant as "zh-Hant": String,
        /// English.
        en: String,
    }
}

record! {
    /// Something to know, with its place in the document where it has one.
    pub struct Entry {
        /// In words.
        text: Text,
        /// Where it stands.
        citation: Option<Citation>,
    }
}
