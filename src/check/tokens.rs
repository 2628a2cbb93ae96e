//! Reads a text as tokens: digits of either width, Chinese numerals, single characters.
//!
//! Traditional forms are folded and white space is dropped, so that every wording of a figure is one pattern.

use rust_decimal::Decimal;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token {
    /// A number in digits: `1,000`, `１.02`.
    Number(Decimal),
    /// A number in Chinese numerals: 二, 十五, 二〇二四.
    Numeral(Decimal),
    /// Any other character.
    Char(char),
}

use Token::{Char, Number, Numeral};

impl Token {
    /// The number that it is, in digits or numerals.
    pub(super) fn value(&self) -> Option<Decimal> {
        match self {
            Number(value) | Numeral(value) => Some(*value),
            Char(_) => None,
        }
    }

    /// The same, where it is whole and as small as a year.
    pub(super) fn whole(&self) -> Option<u16> {
        self.value().filter(Decimal::is_integer).and_then(|value| value.try_into().ok())
    }
}

/// The one form in which a character is compared: half width, simplified where a figure's words need it.
fn fold(character: char) -> char {
    match character {
        '０'..='９' | '％' | '．' | '，' | '－' => {
            u32::from(character).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(character)
        }
        '億' => '亿',
        '萬' => '万',
        '圓' => '元',
        '級' => '级',
        '個' => '个',
        '戶' => '户',
        '項' => '项',
        '過' => '过',
        '於' => '于',
        '約' => '约',
        '內' => '内',
        '規' => '规',
        '雲' => '云',
        '軟' => '软',
        '網' => '网',
        '關' => '关',
        '採' => '采',
        '數' => '数',
        '據' => '据',
        '總' => '总',
        '計' => '计',
        '單' => '单',
        '業' => '业',
        '費' => '费',
        '補' => '补',
        '貼' => '贴',
        '獎' => '奖',
        '勵' => '励',
        '兩' | '两' => '二',
        '〇' => '零',
        '–' | '—' | '~' | '～' | '至' => '-',
        other => other,
    }
}

/// The text with every character folded, white space dropped.
pub(super) fn folded(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).map(fold).collect()
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().map(fold).collect();
    let mut rest = characters.as_slice();
    let mut found = Vec::new();
    while let Some(&first) = rest.first() {
        let behind_digits = matches!(found.last(), Some(Number(_)));
        let (token, length) = match first {
            '0'..='9' => number(rest),
            _ if !behind_digits && is_numeral(&first) => numeral(rest),
            _ => (Char(first), 1),
        };
        if !matches!(token, Char(character) if character.is_whitespace()) {
            found.push(token);
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    found
}

fn digits(rest: &[char]) -> usize {
    rest.iter().take_while(|character| character.is_ascii_digit()).count()
}

/// A number in digits, and how many characters it takes: `2,000.50` is one number, `2024,500` is two.
fn number(rest: &[char]) -> (Token, usize) {
    let mut length = digits(rest);
    let grouped = length <= 3;
    while grouped
        && let Some([',', behind @ ..]) = rest.get(length..)
        && digits(behind) == 3
    {
        length = length.saturating_add(4);
    }
    if let Some(['.', behind @ ..]) = rest.get(length..)
        && digits(behind) > 0
    {
        length = length.saturating_add(1).saturating_add(digits(behind));
    }
    let text: String = rest.iter().take(length).filter(|character| **character != ',').collect();
    // More digits than a decimal holds match nothing that a table can say.
    (Number(Decimal::from_str_exact(&text).unwrap_or(Decimal::MAX)), length)
}

fn digit(numeral: char) -> Option<i64> {
    match numeral {
        '零' => Some(0),
        '一' => Some(1),
        '二' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        _ => None,
    }
}

fn ten_power(numeral: char) -> Option<i64> {
    match numeral {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        _ => None,
    }
}

fn is_numeral(character: &char) -> bool {
    digit(*character).is_some() || ten_power(*character).is_some()
}

/// A number in Chinese numerals, and how many characters it takes: 二百五十, or digit by digit 二〇二四.
fn numeral(rest: &[char]) -> (Token, usize) {
    let run: Vec<char> = rest.iter().copied().take_while(is_numeral).collect();
    let by_place = run.iter().any(|&character| ten_power(character).is_some());
    let (mut total, mut last) = (0_i64, None);
    for &character in &run {
        match (digit(character), ten_power(character)) {
            (Some(value), _) if by_place => last = Some(value),
            (Some(value), _) => total = total.saturating_mul(10).saturating_add(value),
            (None, Some(power)) => total = total.saturating_add(last.take().unwrap_or(1).saturating_mul(power)),
            (None, None) => {}
        }
    }
    (Numeral(total.saturating_add(last.unwrap_or(0)).into()), run.len())
}
