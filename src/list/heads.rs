//! What the head of a column says, in Chinese or English: known words, never a guess.

use super::words::{KNOWN, OF_AMOUNTS};
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

    /// The meaning of a head, and the unit that it names.
    pub fn of_head(head: &str) -> Option<(Meaning, Option<Unit>)> {
        let (plain, unit) = plain(head);
        let known = |text: &str| KNOWN.iter().find(|(_, words)| words.contains(&text)).map(|&(meaning, _)| meaning);
        let shorter = || OF_AMOUNTS.iter().filter_map(|ending| plain.strip_suffix(ending)).find_map(known);
        let spend = |meaning: &Meaning| matches!(meaning, Meaning::Spend(..));
        match known(&plain).or_else(|| shorter().filter(spend))? {
            amount if amount.unit().is_some() => Some((amount.measured_in(unit.unwrap_or(Unit::Yuan)), unit)),
            stated => Some((stated, None)),
        }
    }
}

/// The unit that some text names for the amounts below it: `单位：万元`, `投入（万元）`.
pub fn unit_named(text: &str) -> Option<Unit> {
    let plain: String = text.chars().map(narrow).filter(|one| !one.is_whitespace()).collect();
    let inside = plain.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let behind =
        ["单位:", "單位:", "unit:"].into_iter().filter_map(|word| plain.split_once(word).map(|(_, rest)| rest));
    inside.chain(behind).find_map(|named| {
        let named = named.trim_start_matches("单位:").trim_start_matches("單位:").trim_start_matches("人民币");
        let wan = ["万元", "萬元", "wan", "10000yuan", "10,000yuan"].iter().any(|word| named.starts_with(word));
        let yuan = ["元", "yuan", "rmb", "cny"].iter().any(|word| named.starts_with(word));
        if wan || named == "万" || named == "萬" { Some(Unit::Wan) } else { yuan.then_some(Unit::Yuan) }
    })
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

/// A head without what is beside the point: spaces, signs, brackets and their unit, a star for what is required.
fn plain(head: &str) -> (String, Option<Unit>) {
    let unit = unit_named(head);
    let narrow: String = head.chars().map(narrow).collect();
    let mut plain = String::new();
    let mut depth = 0u32;
    for one in narrow.chars() {
        match one {
            '(' | '[' | '【' => depth = depth.saturating_add(1),
            ')' | ']' | '】' => depth = depth.saturating_sub(1),
            _ if depth == 0 && (one.is_alphanumeric()) => plain.push(one),
            _ => {}
        }
    }
    (plain, unit)
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
            ("（第一批）", None),
            ("Software (10,000 yuan)", Some(Unit::Wan)),
        ] {
            assert_eq!(unit_named(text), unit, "{text}");
        }
    }
}
