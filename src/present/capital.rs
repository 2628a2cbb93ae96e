//! Amounts in capital numerals (大写), as bills and receipts write them: 人民币壹万陆仟肆佰零玖元零贰分.
//!
//! The rules are those of the payment order's annex (《支付结算办法》附一): one 零 for zeros between digits, 零 before a
//! 分 without 角, 整 behind 元 and 角. Where the annex leaves a 零 free, as in ¥107,000.53, none is written.

use crate::money::Yuan;
use crate::strings::Language;

/// The characters of a script.
struct Script {
    currency: &'static str,
    digits: [char; 10],
    /// 拾, 佰, 仟 by the power of ten; the first is none.
    places: [&'static str; 4],
    wan: char,
    yi: char,
    yuan: char,
}

const SIMPLIFIED: Script = Script {
    currency: "人民币",
    digits: ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'],
    places: ["", "拾", "佰", "仟"],
    wan: '万',
    yi: '亿',
    yuan: '元',
};

const TRADITIONAL: Script = Script {
    currency: "人民幣",
    digits: ['零', '壹', '貳', '叁', '肆', '伍', '陸', '柒', '捌', '玖'],
    wan: '萬',
    yi: '億',
    ..SIMPLIFIED
};

/// The amount in capital numerals, exact to the fen, for every amount of the contract (0.00 to 10^12); other languages
/// than traditional Chinese take the simplified ones.
pub fn capital(amount: Yuan, language: Language) -> String {
    let script = if language == Language::Traditional { TRADITIONAL } else { SIMPLIFIED };
    let fen = amount.fen().unsigned_abs();
    let (yuan, part) = (fen / 100, fen % 100);
    let mut text = String::from(script.currency);
    if yuan > 0 || part == 0 {
        script.number(yuan, &mut text);
        text.push(script.yuan);
    }
    let (jiao, fen) = (part / 10, part % 10);
    if jiao > 0 {
        text.push(script.digit(jiao));
        text.push('角');
    } else if yuan > 0 && fen > 0 {
        text.push(script.digit(0));
    }
    match fen {
        0 => text.push('整'),
        fen => {
            text.push(script.digit(fen));
            text.push('分');
        }
    }
    text
}

impl Script {
    fn digit(&self, digit: u64) -> char {
        usize::try_from(digit).ok().and_then(|place| self.digits.get(place)).copied().unwrap_or('零')
    }

    /// A whole number: 壹万亿零壹.
    fn number(&self, number: u64, out: &mut String) {
        for (unit, mark) in [(100_000_000, self.yi), (10_000, self.wan)] {
            if number >= unit {
                let (many, rest) = (number.checked_div(unit), number.checked_rem(unit));
                self.number(many.unwrap_or_default(), out);
                out.push(mark);
                let rest = rest.unwrap_or_default();
                if rest > 0 {
                    // A zero stands for every empty place between the unit and the first digit of the rest.
                    if rest < unit / 10 {
                        out.push(self.digit(0));
                    }
                    self.number(rest, out);
                }
                return;
            }
        }
        self.thousands(number, out);
    }

    /// A number below ten thousand: 壹仟零壹.
    fn thousands(&self, number: u64, out: &mut String) {
        let mut gap = false;
        let mut begun = number == 0;
        if begun {
            out.push(self.digit(0));
        }
        for (place, unit) in self.places.iter().zip([1, 10, 100, 1000]).rev() {
            let digit = number.checked_div(unit).unwrap_or_default() % 10;
            if digit == 0 {
                gap = begun;
                continue;
            }
            if gap {
                out.push(self.digit(0));
            }
            out.push(self.digit(digit));
            out.push_str(place);
            (gap, begun) = (false, true);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::panic)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(fen: i64) -> String {
        capital(Yuan::from_fen(fen), Language::Simplified).strip_prefix("人民币").unwrap().to_owned()
    }

    /// By hand, the first eight from the annex's own examples.
    #[test]
    fn amounts_as_bills_write_them() {
        for (fen, words) in [
            (140_950, "壹仟肆佰零玖元伍角整"),
            (600_714, "陆仟零柒元壹角肆分"),
            (168_032, "壹仟陆佰捌拾元叁角贰分"),
            (10_700_053, "壹拾万柒仟元伍角叁分"),
            (1_640_902, "壹万陆仟肆佰零玖元零贰分"),
            (32_504, "叁佰贰拾伍元零肆分"),
            (40_000_000, "肆拾万元整"),
            (10_000_000, "壹拾万元整"),
            (0, "零元整"),
            (1, "壹分"),
            (7, "柒分"),
            (10, "壹角整"),
            (57, "伍角柒分"),
            (100, "壹元整"),
            (101, "壹元零壹分"),
            (1_000, "壹拾元整"),
            (1_100, "壹拾壹元整"),
            (10_100, "壹佰零壹元整"),
            (100_100, "壹仟零壹元整"),
            (101_000, "壹仟零壹拾元整"),
            (110_000, "壹仟壹佰元整"),
            (1_000_100, "壹万零壹元整"),
            (1_010_000, "壹万零壹佰元整"),
            (1_100_000, "壹万壹仟元整"),
            (10_000_100, "壹拾万零壹元整"),
            (1_001_000_005, "壹仟零壹万元零伍分"),
            (1_001_000_100, "壹仟零壹万零壹元整"),
            (10_000_000_000, "壹亿元整"),
            (10_000_000_100, "壹亿零壹元整"),
            (10_001_000_000, "壹亿零壹万元整"),
            (10_010_000_000, "壹亿零壹拾万元整"),
            (11_000_000_000, "壹亿壹仟万元整"),
            (10_100_100_000, "壹亿零壹佰万壹仟元整"),
            (100_000_000_000_000, "壹万亿元整"),
            (100_000_000_000_000 - 1, "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
            (10_000_000_000_000 + 100, "壹仟亿零壹元整"),
            (1_234_567_890_123, "壹佰贰拾叁亿肆仟伍佰陆拾柒万捌仟玖佰零壹元贰角叁分"),
        ] {
            assert_eq!(said(fen), words, "{fen}");
        }
        let traditional = capital(Yuan::from_fen(2_468_000_000_000), Language::Traditional);
        assert_eq!(traditional, "人民幣貳佰肆拾陸億捌仟萬元整");
    }

    /// Reads capital numerals back: digits and units from left to right, which knows nothing of how they were written.
    fn read(words: &str) -> i64 {
        let (mut total, mut wan, mut small, mut digit, mut fen) = (0i64, 0i64, 0i64, 0i64, 0i64);
        for one in words.chars() {
            match one {
                '拾' => (small, digit) = (small + digit * 10, 0),
                '佰' => (small, digit) = (small + digit * 100, 0),
                '仟' => (small, digit) = (small + digit * 1000, 0),
                '万' => (wan, small, digit) = (wan + (small + digit) * 10_000, 0, 0),
                '亿' => (total, wan, small, digit) = ((wan + small + digit) * 100_000_000, 0, 0, 0),
                '元' => (total, wan, small, digit) = (total + wan + small + digit, 0, 0, 0),
                '角' => (fen, digit) = (fen + digit * 10, 0),
                '分' => (fen, digit) = (fen + digit, 0),
                '整' => {}
                numeral => {
                    digit =
                        i64::try_from("零壹贰叁肆伍陆柒捌玖".chars().position(|one| one == numeral).unwrap()).unwrap()
                }
            }
        }
        total * 100 + fen
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(fen in prop_oneof![0i64..=100_000_000_000_000, 0i64..2_000_000, (0i64..=1_000_000).prop_map(|wan| wan * 100_000_000)]) {
            let words = said(fen);
            prop_assert_eq!(read(&words), fen, "{}", words);
            prop_assert!(!words.contains("零零") && !words.ends_with('零'), "{}", words);
            for spoilt in ["零万", "零亿", "零角", "零拾"] {
                prop_assert!(!words.contains(spoilt), "{}", words);
            }
            prop_assert!(words == "零元整" || !words.contains("零元"), "{}", words);
            prop_assert_eq!(words.ends_with('整'), fen % 10 == 0, "{}", words);
        }
    }
}
