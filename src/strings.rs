//! The sentence table of one language: every word that a person reads, by key.

use crate::error::{Code, Error};
use crate::json::{Value, words};
use crate::policy::Text;

words! {
    /// A language that people read.
    pub enum Language (UnknownValue) {
        /// 简体中文.
        Simplified = "zh-CN",
        /// 繁體中文.
        Traditional = "zh-Hant",
        /// English.
        English = "en",
    }
}

impl Language {
    /// The nearest language to a BCP 47 tag: `zh-TW` is traditional, `en-GB` English, anything else simplified Chinese.
    pub fn nearest(tag: &str) -> Language {
        let tag = tag.to_ascii_lowercase();
        let traditional = ["zh-hant", "zh-tw", "zh-hk", "zh-mo"];
        if tag == "en" || tag.starts_with("en-") {
            Language::English
        } else if traditional.iter().any(|start| tag.starts_with(start)) {
            Language::Traditional
        } else {
            Language::Simplified
        }
    }

    /// The text in this language.
    pub fn of(self, text: &Text) -> &str {
        match self {
            Language::Simplified => &text.zh_cn,
            Language::Traditional => &text.zh_hant,
            Language::English => &text.en,
        }
    }
}

/// A sentence table.
#[derive(Clone, Debug)]
pub struct Strings {
    language: Language,
    sentences: Vec<(String, String)>,
}

impl Strings {
    /// Reads a flat object of sentences.
    ///
    /// # Errors
    /// `wrong_type` where it is not a flat object of strings.
    pub fn read(language: Language, value: &Value) -> Result<Strings, Error> {
        let wrong = |path: &str, found: &Value| {
            Error::new(Code::WrongType, path).with("found", found.kind()).with("expected", "string")
        };
        let Value::Object(members) = value else { return Err(wrong("", value)) };
        let mut sentences: Vec<(String, String)> = Vec::with_capacity(members.len());
        for (key, value) in members {
            let Value::Text(text) = value else { return Err(wrong(key, value)) };
            // The files are sorted, so each goes to the end: a sort would weigh 10 KB in the browser.
            let place = sentences.partition_point(|(known, _)| known <= key);
            sentences.insert(place, (key.clone(), text.clone()));
        }
        Ok(Strings { language, sentences })
    }

    /// The table that was built in.
    ///
    /// # Errors
    /// None that a built program shows: the build refuses a table that is not one.
    #[cfg(feature = "native")]
    pub fn embedded(language: Language) -> Result<Strings, Error> {
        let text: &str = match language {
            Language::Simplified => include_str!("../strings/zh-CN.json"),
            Language::Traditional => include_str!("../strings/zh-Hant.json"),
            Language::English => include_str!("../strings/en.json"),
        };
        Strings::read(language, &Value::parse(text.as_bytes())?)
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// The sentence of this key, as it stands; a missing one shows its key, so that it is seen.
    pub fn get<'s>(&'s self, key: &'s str) -> &'s str {
        self.find(key).unwrap_or(key)
    }

    /// The sentence of this key, if there is one.
    pub fn find(&self, key: &str) -> Option<&str> {
        let index = self.sentences.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
        self.sentences.get(index).map(|(_, sentence)| sentence.as_str())
    }
}
