//! Sentences and formatted numbers, in one language: the only place where either is made.

use crate::date::Moment;
use crate::error::{Error, Param, Params, fill};
use crate::estimate::Cited;
use crate::money::Yuan;
use crate::policy::{Batch, Category, Citation, Level, Policy};
use crate::present::view::SourceView;
use crate::strings::Strings;

/// Speaks one language about one policy.
#[derive(Clone, Copy)]
pub struct Voice<'v> {
    /// The sentences.
    pub strings: &'v Strings,
    /// The policy, for the names of its benefits.
    pub policy: &'v Policy,
}

impl<'v> Voice<'v> {
    /// The sentence of a key, without places to fill.
    pub fn word(&self, key: &str) -> String {
        self.strings.get(key).to_owned()
    }

    /// The sentence of a word of a closed list: `badge.upper_limit`.
    pub fn named(&self, list: &str, word: &str) -> String {
        self.word(&key(list, word))
    }

    /// The sentence of a key with its places filled: `{name}` as it is, `{name:yuan}` in the format of that name.
    pub fn say(&self, key: &str, params: &Params) -> String {
        fill(self.strings.get(key), |place| {
            let (name, format) = place.split_once(':').unwrap_or((place, ""));
            params.get(name).map(|value| self.format(value, format))
        })
    }

    fn format(&self, value: &Param, format: &str) -> String {
        match (value, format) {
            (Param::Text(text), "yuan") => group(text),
            (Param::Text(text), "wan") => self.wan_of(text),
            (Param::Text(text), "rate") => percent(text),
            (Param::Text(text), "benefit") => self.benefit(text),
            (Param::Text(text), "word") => self.named("word", text),
            (Param::Int(number), "level") => self.named("level", &number.to_string()),
            (Param::Int(number), "batch") => self.named("batch", &number.to_string()),
            (Param::Texts(words), "categories" | "conditions") => {
                let (list, between) =
                    if format == "categories" { ("category", "format.plus") } else { ("condition", "format.comma") };
                let names: Vec<_> = words.iter().map(|word| self.named(list, word)).collect();
                names.join(self.strings.get(between))
            }
            (Param::Ints(numbers), "batches") => {
                let names: Vec<_> = numbers.iter().map(|number| self.named("batch", &number.to_string())).collect();
                names.join(self.strings.get("format.comma"))
            }
            (value, _) => value.to_string(),
        }
    }

    /// `400,000.00`.
    pub fn yuan(&self, amount: Yuan) -> String {
        group(&amount.to_string())
    }

    /// `+40,000.00`, `−40,000.00`, `0.00`.
    #[cfg(any(feature = "desk", feature = "sheets"))]
    pub fn signed(&self, delta: Yuan) -> String {
        [if delta > Yuan::ZERO { "+" } else { "" }, &self.yuan(delta)].concat()
    }

    /// `60%`.
    #[cfg(any(feature = "desk", feature = "native", feature = "sheets"))]
    pub fn rate(&self, rate: impl std::fmt::Display) -> String {
        percent(&rate.to_string())
    }

    /// `¥400,000.00`, the largest thing on the page.
    pub fn headline(&self, amount: Yuan) -> String {
        ["¥", &self.yuan(amount)].concat()
    }

    /// `0 – 400,000.00`.
    pub fn span(&self, low: Yuan, high: Yuan) -> String {
        let low = if low == Yuan::ZERO { "0".into() } else { self.yuan(low) };
        [&low, " – ", &self.yuan(high)].concat()
    }

    /// `24 万元` where that says the same in fewer digits; the table of a language may have no such unit.
    pub fn short(&self, amount: Yuan) -> Option<String> {
        let digits = wan_digits(&amount.to_string())?;
        let template = self.strings.find("format.wan").filter(|template| !template.is_empty())?;
        Some(fill(template, |_| Some(digits.clone())))
    }

    /// `24万` for narrow places, else the full amount.
    pub fn tiny(&self, amount: Yuan) -> String {
        let template = self.strings.find("format.wan_tiny").filter(|template| !template.is_empty());
        match (template, wan_digits(&amount.to_string())) {
            (Some(template), Some(digits)) => fill(template, |_| Some(digits.clone())),
            _ => self.yuan(amount),
        }
    }

    fn wan_of(&self, text: &str) -> String {
        let template = self.strings.find("format.wan").filter(|template| !template.is_empty());
        match (template, wan_digits(text)) {
            (Some(template), Some(digits)) => fill(template, |_| Some(digits.clone())),
            _ => fill(self.strings.get("format.yuan"), |_| Some(group(text))),
        }
    }

    /// 二级.
    pub fn level(&self, level: Level) -> String {
        self.named("level", &level.number().to_string())
    }

    /// 第一批.
    pub fn batch(&self, batch: Batch) -> String {
        self.named("batch", &batch.number().to_string())
    }

    /// 软件.
    pub fn category(&self, category: Category) -> String {
        self.named("category", category.as_str())
    }

    /// 数字化改造补助.
    pub fn benefit(&self, id: &str) -> String {
        self.policy
            .benefit(id)
            .map_or_else(|| id.to_owned(), |benefit| self.strings.language().of(&benefit.title).to_owned())
    }

    /// 南昌市.
    pub fn city(&self) -> String {
        self.strings.language().of(&self.policy.name).to_owned()
    }

    /// 2024-03 至 2024-10.
    pub fn period(&self, from: Option<Moment>, until: Moment, before: bool) -> String {
        let key = match (from, before) {
            (_, true) => "format.before",
            (None, false) => "format.until",
            (Some(from), false) if from == until => "format.within",
            (Some(_), false) => "format.period",
        };
        let from = from.map(|from| from.to_string()).unwrap_or_default();
        self.say(key, &Params::default().with("from", from).with("until", until.to_string()))
    }

    /// An error about an entry, with a hint.
    pub fn error(&self, error: &Error) -> String {
        self.say(&key("error", error.code().as_str()), error.params())
    }

    /// A place in a document; the document is named where it is not the table's own.
    pub fn source(&self, cited: &Cited) -> SourceView {
        let own = cited.document == self.policy.document.title;
        SourceView {
            section: cited.section.into(),
            quote: cited.quote.into(),
            document: (!own).then(|| cited.document.into()),
        }
    }

    /// As [`Voice::source`], from a table's citation.
    pub fn citation(&self, citation: &Citation) -> SourceView {
        self.source(&Cited::new(self.policy, citation))
    }
}

/// `badge` and `upper_limit` to `badge.upper_limit`.
pub(crate) fn key(list: &str, word: &str) -> String {
    [list, ".", word].concat()
}

/// `1234567.00` to `1,234,567.00`.
pub(crate) fn group(amount: &str) -> String {
    let (sign, digits) = amount.strip_prefix('-').map_or(("", amount), |digits| ("−", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().abs_diff(index) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// The digits of an amount in 万元, where it is at least one of them and has at most two decimals.
fn wan_digits(amount: &str) -> Option<String> {
    let whole = amount.strip_suffix(".00")?.strip_suffix("00")?;
    let cut = whole.len().checked_sub(2)?;
    let (wan, part) = whole.split_at_checked(cut)?;
    if wan.is_empty() || wan == "-" {
        return None;
    }
    let part = part.trim_end_matches('0');
    let wan = group(wan);
    Some(if part.is_empty() { wan } else { [&wan, ".", part].concat() })
}

/// `0.6` to `60%`, `0.3333` to `33.33%`.
fn percent(rate: &str) -> String {
    let (whole, part) = rate.split_once('.').unwrap_or((rate, ""));
    let part = if part.len() < 2 { [part, "0"].concat() } else { part.to_owned() };
    let (moved, rest) = part.split_at_checked(2).unwrap_or(("00", ""));
    let digits = [whole, moved].concat();
    let digits = digits.trim_start_matches('0');
    let digits = if digits.is_empty() { "0" } else { digits };
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { [digits, "%"].concat() } else { [digits, ".", rest, "%"].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_grouped() {
        for (plain, grouped) in [
            ("0.00", "0.00"),
            ("999.99", "999.99"),
            ("1000.00", "1,000.00"),
            ("1234567.80", "1,234,567.80"),
            ("-40000.00", "−40,000.00"),
        ] {
            assert_eq!(group(plain), grouped);
        }
    }

    #[test]
    fn wan_only_where_it_is_shorter_and_exact() {
        for (amount, wan) in [
            ("400000.00", Some("40")),
            ("12345600.00", Some("1,234.56")),
            ("10000.00", Some("1")),
            ("9900.00", None),
            ("399999.60", None),
            ("266666.00", None),
        ] {
            assert_eq!(wan_digits(amount).as_deref(), wan, "{amount}");
        }
    }

    #[test]
    fn rates_are_percentages() {
        for (rate, shown) in
            [("0.6", "60%"), ("1", "100%"), ("0", "0%"), ("0.05", "5%"), ("0.3333", "33.33%"), ("0.125", "12.5%")]
        {
            assert_eq!(percent(rate), shown);
        }
    }
}
