//! What the head of a column says, in Chinese or English: known words, never a guess.

use super::words::{BESIDE_THE_POINT, KNOWN, OF_AMOUNTS};
use crate::policy::Category;
use crate::present::human::Unit;

/// What a column states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// The city.
    Policy,
    /// The day on which the answer is asked for.
    AsOf,
    /// The batch on the enterprise's notice.
    Batch,
    /// The level expected after the transformation.
    Level,
    /// 规上 or 规下.
    SizeClass,
    /// The enterprise's name: kept and shown.
    Company,
    /// The enterprise's number: kept and shown.
    CompanyId,
    /// The district that looks after it: an officer's list is summed by it.
    District,
    /// What the authority approved; a number that names no unit is in this one. No part of the spend.
    Approved(Unit),
    /// What is paid out so far, likewise.
    Paid(Unit),
    /// Spend of a category; a number that names no unit is in this one.
    Spend(Category, Unit),
}

impl Meaning {
    /// Those that are no amount.
    pub const STATED: [Meaning; 8] = [
        Meaning::Policy,
        Meaning::AsOf,
        Meaning::Batch,
        Meaning::Level,
        Meaning::SizeClass,
        Meaning::Company,
        Meaning::CompanyId,
        Meaning::District,
    ];

    /// Every meaning; amounts in yuan first.
    pub fn all() -> impl Iterator<Item = Meaning> {
        let spend = |unit| Category::ALL.iter().map(move |&category| Meaning::Spend(category, unit));
        let amounts = move |unit| spend(unit).chain([Meaning::Approved(unit), Meaning::Paid(unit)]);
        Meaning::STATED.into_iter().chain(amounts(Unit::Yuan)).chain(amounts(Unit::Wan))
    }

    /// The unit of an amount; `None` of what is none.
    pub fn unit(self) -> Option<Unit> {
        match self {
            Meaning::Spend(_, unit) | Meaning::Approved(unit) | Meaning::Paid(unit) => Some(unit),
            _ => None,
        }
    }

    /// The same in another unit; what is no amount stays as it is.
    #[must_use]
    pub fn measured_in(self, unit: Unit) -> Meaning {
        match self {
            Meaning::Spend(category, _) => Meaning::Spend(category, unit),
            Meaning::Approved(_) => Meaning::Approved(unit),
            Meaning::Paid(_) => Meaning::Paid(unit),
            stated => stated,
        }
    }

    /// The field that it states: `policy`, `software`.
    pub fn field(self) -> &'static str {
        match self {
            Meaning::Policy => "policy",
            Meaning::AsOf => "as_of",
            Meaning::Batch => "batch",
            Meaning::Level => "level",
            Meaning::SizeClass => "size_class",
            Meaning::Company => "company",
            Meaning::CompanyId => "company_id",
            Meaning::District => "district",
            Meaning::Approved(_) => "approved",
            Meaning::Paid(_) => "paid",
            Meaning::Spend(category, _) => category.as_str(),
        }
    }

    /// The word by which a mapping names it: `level`, `software`, `software:wan`.
    pub fn id(self) -> String {
        match self.unit() {
            Some(Unit::Wan) => [self.field(), ":wan"].concat(),
            _ => self.field().to_owned(),
        }
    }

    /// The meaning of this word.
    pub fn of(id: &str) -> Option<Meaning> {
        let id = id.strip_suffix(":yuan").unwrap_or(id);
        Meaning::all().find(|meaning| meaning.id() == id)
    }

    /// The meaning of a head, and the unit that it names. Nothing where brackets say more of an amount, a batch or a level than is
    /// understood: 等级（改造前）, 软件（数量）, 软件（千元）.
    pub fn of_head(head: &str) -> Option<(Meaning, Option<Unit>)> {
        let Said { plain, unit, behind, aside } = Said::by(head);
        let meaning = Meaning::of_words(&plain)?;
        let decides = matches!(meaning, Meaning::Batch | Meaning::Level) || meaning.unit().is_some();
        if decides && !aside.iter().all(|said| is_beside_the_point(said)) {
            return None;
        }
        let unit = unit.or(behind).filter(|_| meaning.unit().is_some());
        Some((meaning.measured_in(unit.unwrap_or(Unit::Yuan)), unit))
    }

    /// What a head would mean but for its brackets, where they keep it from being known.
    pub fn nearly(head: &str) -> Option<Meaning> {
        if Meaning::of_head(head).is_some() { None } else { Meaning::of_words(&Said::by(head).plain) }
    }

    fn of_words(plain: &str) -> Option<Meaning> {
        let known = |text: &str| KNOWN.iter().find(|(_, words)| words.contains(&text)).map(|&(meaning, _)| meaning);
        let shorter = || OF_AMOUNTS.iter().filter_map(|ending| plain.strip_suffix(ending)).find_map(known);
        known(plain).or_else(|| shorter().filter(|meaning| matches!(meaning, Meaning::Spend(..))))
    }
}

/// The unit that some text names for the amounts below it: `投入（万元）`, `单位：万元`.
pub fn unit_named(text: &str) -> Option<Unit> {
    Said::by(text).unit.or_else(|| unit_stated(text))
}

/// The unit that a head names.
pub fn unit_of_head(head: &str) -> Option<Unit> {
    let Said { unit, behind, .. } = Said::by(head);
    unit.or(behind)
}

/// The unit that some text is there to state: `单位：万元`.
pub fn unit_stated(text: &str) -> Option<Unit> {
    let plain = squeezed(text);
    let behind = UNIT_IS.iter().flat_map(|&word| plain.split(word).skip(1));
    behind.filter_map(|rest| rest.split([')', '(', ',', ';', '、', '。']).next()).find_map(unit)
}

/// Whether a head speaks of money: it names a unit, or ends as amounts do.
pub fn is_of_money(head: &str) -> bool {
    unit_of_head(head).is_some() || is_of_spend(head)
}

/// Whether a head speaks of what is spent: 投入, 费用, or a category.
pub fn is_of_spend(head: &str) -> bool {
    let plain = Said::by(head).plain;
    let category = || Meaning::of_words(&plain).is_some_and(|meaning| matches!(meaning, Meaning::Spend(..)));
    OF_AMOUNTS.iter().any(|ending| plain.ends_with(ending)) || category()
}

/// What goes before a unit.
const UNIT_IS: [&str; 3] = ["单位:", "單位:", "unit:"];

/// The unit that a word is; other units are none: 千元, 美元.
fn unit(word: &str) -> Option<Unit> {
    let word = UNIT_IS.iter().find_map(|before| word.strip_prefix(before)).unwrap_or(word);
    let word = word.strip_prefix("人民币").or_else(|| word.strip_prefix("in")).unwrap_or(word);
    match word.strip_suffix("人民币").unwrap_or(word) {
        "万元" | "萬元" | "万" | "萬" | "wan" | "10000yuan" | "10,000yuan" => Some(Unit::Wan),
        "元" | "yuan" | "rmb" | "cny" => Some(Unit::Yuan),
        _ => None,
    }
}

/// Whether what brackets say of a head changes nothing: how it is to be filled in, whether tax is in it, which numbers there are.
fn is_beside_the_point(said: &str) -> bool {
    let numbers = |one: char| one.is_ascii_digit() || "-~—至到或一二三四级級第批".contains(one);
    said.is_empty() || BESIDE_THE_POINT.contains(&said) || (said.chars().all(numbers) && said.chars().count() > 1)
}

/// A full-width sign or letter as the plain one, in small letters.
pub fn narrow(one: char) -> char {
    match one {
        '！'..='～' => char::from_u32(u32::from(one).saturating_sub(0xfee0)).unwrap_or(one),
        '\u{3000}' | '\u{a0}' => ' ',
        other => other,
    }
    .to_ascii_lowercase()
}

/// Narrow signs, small letters, no spaces.
fn squeezed(text: &str) -> String {
    text.chars().map(narrow).filter(|one| !one.is_whitespace()).collect()
}

/// What a head says.
struct Said {
    /// Outside of brackets, without signs and without a unit.
    plain: String,
    /// The unit in brackets.
    unit: Option<Unit>,
    /// The unit behind the words.
    behind: Option<Unit>,
    /// What else stands in brackets, part by part.
    aside: Vec<String>,
}

impl Said {
    fn by(head: &str) -> Said {
        let mut plain = String::new();
        let mut brackets: Vec<String> = Vec::new();
        let mut depth = 0u32;
        for one in squeezed(head).chars() {
            match one {
                '(' | '[' | '【' => {
                    depth = depth.saturating_add(1);
                    brackets.push(String::new());
                }
                ')' | ']' | '】' => depth = depth.saturating_sub(1),
                _ if depth > 0 => {
                    if let Some(text) = brackets.last_mut() {
                        text.push(one);
                    }
                }
                _ if one.is_alphanumeric() => plain.push(one),
                _ => {}
            }
        }
        let mut found = None;
        let mut aside = Vec::new();
        for text in brackets {
            // Ten thousands may be written with a comma.
            let whole = unit(&text);
            found = found.or(whole);
            let parts = text.split(['、', ',', ';', '/']).filter(|_| whole.is_none());
            for part in parts {
                match unit(part) {
                    None => aside.push(part.to_owned()),
                    named => found = found.or(named),
                }
            }
        }
        let ending =
            ["万元", "萬元", "元"].iter().find_map(|&ending| Some((plain.strip_suffix(ending)?, unit(ending))));
        let (plain, behind) = ending.map_or((plain.clone(), None), |(rest, named)| (rest.to_owned(), named));
        Said { plain, unit: found, behind, aside }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(head: &str) -> String {
        Meaning::of_head(head).map_or_else(|| "?".into(), |(meaning, _)| meaning.id())
    }

    #[test]
    fn heads_as_people_write_them() {
        for (head, meaning) in [
            ("policy", "policy"),
            (" 城市 *", "policy"),
            ("City", "policy"),
            ("批次", "batch"),
            ("数字化水平等级", "level"),
            ("改造後等級", "level"),
            ("Level (1-4)", "level"),
            ("软件", "software"),
            ("软件投入（万元）", "software:wan"),
            ("软件费(元)", "software"),
            ("雲服務（萬元）", "cloud:wan"),
            ("咨询诊断费", "diagnosis"),
            ("data_equipment", "data_equipment"),
            ("Software cost (RMB)", "software"),
            ("实施、集成、定制", "services"),
            ("数据采集\n传输设备", "data_equipment"),
            ("ＳＯＦＴＷＡＲＥ", "software"),
            ("企业名称", "company"),
            ("统一社会信用代码", "company_id"),
            ("区县", "district"),
            ("所屬縣區", "district"),
            ("核定金额（万元）", "approved:wan"),
            ("审定补助金额(元)", "approved"),
            ("批復金額", "approved"),
            ("Approved amount (RMB)", "approved"),
            ("软件万元", "software:wan"),
            ("软件投入 万元", "software:wan"),
            ("云服务费元", "cloud"),
            ("软件费（不含税，万元）", "software:wan"),
            ("软件（单位：万元）", "software:wan"),
            ("软件（人民币万元）*", "software:wan"),
            ("Software [10,000 yuan]", "software:wan"),
            ("等级（一级至四级）", "level"),
            ("等级（改造后、必填）", "level"),
            ("企业名称（全称）", "company"),
            ("已拨付", "paid"),
            ("已兑付金额（万元）", "paid:wan"),
            ("Paid to date", "paid"),
        ] {
            assert_eq!(read(head), meaning, "{head}");
        }
    }

    #[test]
    fn what_could_mean_something_else_is_left_to_the_user() {
        for head in [
            "",
            "金额",
            "设备",
            "改造前等级",
            "日期",
            "备注",
            "投入总额",
            "合计",
            "电话",
            "batch level",
            "序号",
            "核定",
            "地区",
            "拨付时间",
            "等级（改造前）",
            "等级（现状）",
            "批次（申报）",
            "软件（数量）",
            "软件（套）",
            "软件(已享受其他补贴)",
            "软件（千元）",
            "软件千元",
            "软件（美元）",
            "软件（亿元）",
            "软件（USD）",
            "软件（万美元）",
            "Software (RMB million)",
            "云服务（元/年）",
        ] {
            assert_eq!(read(head), "?", "{head}");
        }
    }

    #[test]
    fn every_meaning_is_found_by_its_word() {
        for meaning in Meaning::all() {
            assert_eq!(Meaning::of(&meaning.id()), Some(meaning));
        }
        assert_eq!(Meaning::of("software:yuan"), Meaning::of("software"));
        assert_eq!(Meaning::of("softwear"), None);
    }

    #[test]
    fn a_unit_above_the_amounts() {
        for (text, unit) in [
            ("单位：万元", Some(Unit::Wan)),
            ("投入（单位：萬元）", Some(Unit::Wan)),
            ("2024 年名单（单位: 元）", Some(Unit::Yuan)),
            ("每家不超过 40 万元", None),
            ("名单（万元以上项目）", None),
            ("填报单位：某公司", None),
            ("填报单位：某公司，单位：万元", Some(Unit::Wan)),
            ("（第一批）", None),
            ("Software (10,000 yuan)", Some(Unit::Wan)),
        ] {
            assert_eq!(unit_named(text), unit, "{text}");
        }
    }
}
