//! Reads figures from Chinese wording: money, percentages, counts, days, levels, batches.
//!
//! A text becomes tokens once; every figure is then a pattern of tokens.

use rust_decimal::Decimal;

use super::tokens::Token::{self, Char, Number, Numeral};
use super::tokens::{folded, tokens};
use crate::date::{Date, Moment};
use crate::policy::{Level, Levels, Wording};

/// What each place of a text reads as.
fn every<T>(tokens: &[Token], read: impl Fn(&[Token]) -> Option<T>) -> Vec<T> {
    (0..tokens.len()).filter_map(|from| read(tokens.get(from..)?)).collect()
}

/// The number at the beginning, times 万 or 亿 behind it; whether there was one; and what follows.
fn scaled(tokens: &[Token]) -> Option<(Decimal, bool, &[Token])> {
    let (first, mut behind) = tokens.split_first()?;
    let (mut value, mut large) = (first.value()?, false);
    while let [Char(unit), next @ ..] = behind
        && let Some(factor) = factor(*unit)
    {
        value = value.checked_mul(factor)?;
        large |= matches!(unit, '万' | '亿');
        behind = next;
    }
    for (word, factor) in [("million", 1_000_000), ("thousand", 1000), ("wan", 10_000)] {
        if let Some(next) = behind_word(behind, word) {
            return Some((value.checked_mul(Decimal::from(factor))?, true, next));
        }
    }
    Some((value, large, behind))
}

/// What follows an English word; the word may run into `yuan`, since white space is dropped, and into no other.
fn behind_word<'t>(tokens: &'t [Token], word: &str) -> Option<&'t [Token]> {
    let begins = |tokens: &[Token], word: &str| {
        word.chars().zip(tokens).filter(|(one, token)| Char(*one) == **token).count() == word.len()
    };
    let next = tokens.get(word.len()..).filter(|_| begins(tokens, word))?;
    let ends = !matches!(next.first(), Some(Char(letter)) if letter.is_ascii_alphabetic());
    (ends || begins(next, "yuan")).then_some(next)
}

fn factor(unit: char) -> Option<Decimal> {
    match unit {
        '百' => Some(Decimal::ONE_HUNDRED),
        '千' => Some(Decimal::ONE_THOUSAND),
        '万' => Some(Decimal::from(10_000)),
        '亿' => Some(Decimal::from(100_000_000)),
        _ => None,
    }
}

/// What is counted by a number in front of it.
fn counts_things(unit: char) -> bool {
    "家个户项名例场条台套人".contains(unit)
}

/// The amounts of money in yuan: `40万元`, `1.02亿元`, `5000元`, `40万`, 四十万.
pub(super) fn money(tokens: &[Token]) -> Vec<Decimal> {
    every(tokens, |here| match (here.first()?, scaled(here)?) {
        (_, (value, _, [Char('元'), ..])) => Some(value),
        (_, (_, true, [Char(next), ..])) if counts_things(*next) => None,
        (_, (value, true, _)) => Some(value),
        _ => None,
    })
}

/// The value in yuan of one unit that stands in a column's head: 万元, 亿元, 元.
pub(super) fn money_unit(unit: &str) -> Option<Decimal> {
    match folded(unit).as_str() {
        "元" => Some(Decimal::ONE),
        "万元" => factor('万'),
        "亿元" => factor('亿'),
        _ => None,
    }
}

/// The percentages: `60%`, `60 ％`, 六十%, 百分之六十.
pub(super) fn percentages(tokens: &[Token]) -> Vec<Decimal> {
    every(tokens, |here| match here {
        [value, Char('%'), ..] => value.value(),
        [Numeral(hundred), Char('分'), Char('之'), value, ..] if *hundred == Decimal::ONE_HUNDRED => value.value(),
        _ => None,
    })
}

/// The numbers of a text, by 万 and 亿 where these follow: digits, and numerals in front of what they count (四个, 两年).
pub(super) fn counts(tokens: &[Token]) -> Vec<Decimal> {
    every(tokens, |here| match (here.first()?, scaled(here)?) {
        (Number(_), (value, ..)) => Some(value),
        (Numeral(_), (value, _, [Char(next), ..])) if *next == '年' || counts_things(*next) => Some(value),
        _ => None,
    })
}

/// The numbers of people: 1000人.
pub(super) fn people(tokens: &[Token]) -> Vec<Decimal> {
    every(tokens, |here| match (here.first()?, scaled(here)?) {
        (Number(_), (value, _, [Char('人'), ..])) => Some(value),
        _ => None,
    })
}

/// Every number in digits, and the numerals as well where `numerals` is set.
pub(super) fn values(tokens: &[Token], numerals: bool) -> Vec<Decimal> {
    every(tokens, |here| match here.first()? {
        Numeral(_) if !numerals => None,
        _ => scaled(here).map(|(value, ..)| value),
    })
}

/// The years of the calendar: `2025年`.
pub(super) fn years(tokens: &[Token]) -> Vec<Decimal> {
    every(tokens, |here| match here {
        [Number(year), Char('年'), ..] if *year >= Decimal::ONE_THOUSAND => Some(*year),
        _ => None,
    })
}

/// The ratios, as `1:2`.
pub(super) fn ratios(tokens: &[Token]) -> Vec<String> {
    every(tokens, |here| match here {
        [Number(one), Char(':' | '：'), Number(other), ..] => Some(format!("{one}:{other}")),
        _ => None,
    })
}

/// The levels: 二级及以上 is "2 and above", 达到二级 is "2 and no other".
pub(super) fn levels(tokens: &[Token]) -> Vec<Levels> {
    let mut found = every(tokens, |here| {
        let [number, Char('级'), behind @ ..] = here else { return None };
        let named = number.whole()?;
        let level = *Level::ALL.iter().find(|level| u16::from(level.number()) == named)?;
        Some(match behind {
            [Char('及'), Char('以'), Char('上'), ..] | [Char('以'), Char('上'), ..] => Levels::AtLeast(level),
            _ => Levels::Exactly(level),
        })
    });
    found.dedup();
    found
}

/// The batches, in order and once each: 第一批, 首批.
pub(super) fn batches(tokens: &[Token]) -> Vec<u16> {
    let mut found = every(tokens, |here| match here {
        [Char('第'), number, Char('批'), ..] => number.whole(),
        [Char('首'), Char('批'), ..] => Some(1),
        _ => None,
    });
    found.sort_unstable();
    found.dedup();
    found
}

/// The days and months, and whether the last of them is an end that no longer belongs to it (`2024年3月前`).
///
/// A year that a later part leaves out is the one before it: `2024年10月-12月`.
pub(super) fn moments(tokens: &[Token]) -> (Vec<Moment>, bool) {
    let (mut found, mut year, mut before) = (Vec::new(), None, false);
    let mut rest = tokens;
    while let Some((_, next)) = rest.split_first() {
        if let [number, Char('年'), ..] = rest {
            year = number.whole();
        }
        match moment(rest, year) {
            Some((moment, behind)) => {
                before = matches!(behind.first(), Some(Char('前')));
                found.push(moment);
                rest = behind;
            }
            None => rest = next,
        }
    }
    (found, before)
}

fn moment(tokens: &[Token], year: Option<u16>) -> Option<(Moment, &[Token])> {
    let (year, month, day, behind) = match tokens {
        [year, Char('-'), month, Char('-'), day, behind @ ..] => (year.whole(), month, Some(day), behind),
        [month, Char('月'), day, Char('日'), behind @ ..] => (year, month, Some(day), behind),
        [month, Char('月'), behind @ ..] => (year, month, None, behind),
        _ => return None,
    };
    let part = |token: &Token| u8::try_from(token.whole()?).ok();
    let first = Date::new(year?, part(month)?, day.map_or(Some(1), part)?)?;
    Some((if day.is_some() { Moment::Day(first) } else { Moment::Month { first } }, behind))
}

/// The wordings that a text holds; none of them is [`Wording::Exact`].
pub(super) fn wordings(text: &str) -> Vec<Wording> {
    let text = folded(text).replace("级及以上", "").replace("级以上", "");
    let any = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let about = |here: &[Token]| {
        let behind = here.strip_prefix(&[Char('约')]).map(|rest| rest.strip_prefix(&[Char('为')]).unwrap_or(rest));
        matches!(behind, Some([Number(_) | Numeral(_), ..])).then_some(())
    };
    let found = [
        (Wording::Ceiling, any(&["不超过", "不高于", "不多于", "最高", "最多", "以内"])),
        (Wording::Floor, any(&["不低于", "不少于", "至少", "以上"])),
        (Wording::About, !every(&tokens(&text), about).is_empty()),
    ];
    found.into_iter().filter_map(|(wording, there)| there.then_some(wording)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown<T: ToString>(values: Vec<T>) -> Vec<String> {
        values.iter().map(T::to_string).collect()
    }

    #[test]
    fn money_in_every_notation() {
        for (text, yuan) in [
            ("每家补助金额不超过40万元", "400000"),
            ("４０ 萬元", "400000"),
            ("區配套資金1.02億元", "102000000.00"),
            ("费用不超过21000元", "21000"),
            ("最高2,000.50元", "2000.50"),
            ("2000.5万", "20005000.0"),
            ("五十万元", "500000"),
            ("一次性奖励20万元", "200000"),
            ("3千万元", "30000000"),
            ("四十八万", "480000"),
            ("48 wan", "480000"),
            ("48 wan yuan", "480000"),
            ("1.02 million", "1020000.00"),
        ] {
            assert_eq!(shown(money(&tokens(text))), [yuan], "{text}");
        }
        for none in
            ["遴选20家", "2万家企业", "两万家", "2 wanted", "2 millionaires", "60%", "2024年", "1级", "电子元器件"]
        {
            assert_eq!(money(&tokens(none)), [], "{none}");
        }
        assert_eq!(shown(money(&tokens("200万元,其中5000元"))), ["2000000", "5000"]);
    }

    #[test]
    fn percentages_in_every_notation() {
        for text in ["的60%", "60 %", "六十%", "６０％", "百分之六十", "百分之60"] {
            assert_eq!(shown(percentages(&tokens(text))), ["60"], "{text}");
        }
        assert_eq!(shown(percentages(&tokens("83.2% | 16.8%"))), ["83.2", "16.8"]);
    }

    #[test]
    fn counts_in_every_notation() {
        for (text, count) in [
            ("不少于25家", "25"),
            ("有效期两年", "2"),
            ("四个试点行业", "4"),
            ("十二家", "12"),
            ("二百五十个", "250"),
            ("1万家", "10000"),
            ("340", "340"),
        ] {
            assert_eq!(shown(counts(&tokens(text))), [count], "{text}");
        }
        assert_eq!(shown(counts(&tokens("200 | 60"))), ["200", "60"]);
        assert_eq!(counts(&tokens("遴选一批,一次性")), []);
    }

    #[test]
    fn levels_with_their_operator() {
        let [one, two, _, four] = Level::ALL;
        assert_eq!(levels(&tokens("达到国家二级及以上水平")), [Levels::AtLeast(two)]);
        assert_eq!(levels(&tokens("達到二級的")), [Levels::Exactly(two)]);
        assert_eq!(levels(&tokens("数字化水平4级")), [Levels::Exactly(four)]);
        assert_eq!(levels(&tokens("一级,四级以上")), [Levels::Exactly(one), Levels::AtLeast(four)]);
        assert_eq!(levels(&tokens("省级、五级")), []);
    }

    #[test]
    fn batches_in_every_notation() {
        assert_eq!(batches(&tokens("第三批、第1批和首批")), [1, 3]);
        assert!(batches(&tokens("树立一批")).is_empty());
    }

    #[test]
    fn moments_with_elided_years() {
        for (text, found, before) in [
            ("2024年3月—2024年10月", vec!["2024-03", "2024-10"], false),
            ("(2024年10月-12月)", vec!["2024-10", "2024-12"], false),
            ("2024年3月前", vec!["2024-03"], true),
            ("2024年2月底前", vec!["2024-02"], false),
            ("自2025年6月1日起", vec!["2025-06-01"], false),
            ("2024-04-15", vec!["2024-04-15"], false),
            ("二〇二四年四月十五日", vec!["2024-04-15"], false),
            ("5月1日至6月", vec![], false),
            ("2024年2月30日", vec![], false),
        ] {
            let (moments, ends_before) = moments(&tokens(text));
            assert_eq!(
                (shown(moments), ends_before),
                (found.iter().map(ToString::to_string).collect(), before),
                "{text}"
            );
        }
    }

    #[test]
    fn wordings_of_every_kind() {
        for (text, found) in [
            ("最高不超过50万元", vec![Wording::Ceiling]),
            ("不低於80%", vec![Wording::Floor]),
            ("服务商10家以上", vec![Wording::Floor]),
            ("約250万元", vec![Wording::About]),
            ("合计约为160万元", vec![Wording::About]),
            ("二级及以上的30%予以补助", vec![]),
            ("节约能源", vec![]),
            ("不少于25家,每家不超过10万元", vec![Wording::Ceiling, Wording::Floor]),
        ] {
            assert_eq!(wordings(text), found, "{text}");
        }
    }
}
