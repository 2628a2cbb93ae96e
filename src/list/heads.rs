//! What the head of a column says, in Chinese or English: known words, never a guess.

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
    /// Spend of a category; a number that names no unit is in this one.
    Spend(Category, Unit),
}

impl Meaning {
    /// Those beside spend.
    pub const STATED: [Meaning; 7] = [
        Meaning::Policy,
        Meaning::AsOf,
        Meaning::Batch,
        Meaning::Level,
        Meaning::SizeClass,
        Meaning::Company,
        Meaning::CompanyId,
    ];

    /// Every meaning; spend in yuan first.
    pub fn all() -> impl Iterator<Item = Meaning> {
        let spend = |unit| Category::ALL.iter().map(move |&category| Meaning::Spend(category, unit));
        Meaning::STATED.into_iter().chain(spend(Unit::Yuan)).chain(spend(Unit::Wan))
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
            Meaning::Spend(category, _) => category.as_str(),
        }
    }

    /// The word by which a mapping names it: `level`, `software`, `software:wan`.
    pub fn id(self) -> String {
        match self {
            Meaning::Spend(_, Unit::Wan) => [self.field(), ":wan"].concat(),
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
            Meaning::Spend(category, _) => Some((Meaning::Spend(category, unit.unwrap_or(Unit::Yuan)), unit)),
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
        if wan || named == "万" || named == "萬" {
            Some(Unit::Wan)
        } else {
            yuan.then_some(Unit::Yuan)
        }
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

/// What may stand behind the name of a category.
const OF_AMOUNTS: [&str; 22] = [
    "投入金额",
    "投入金額",
    "投入",
    "金额",
    "金額",
    "费用",
    "費用",
    "支出",
    "费",
    "費",
    "采购费",
    "採購費",
    "万元",
    "萬元",
    "元",
    "amount",
    "spend",
    "spending",
    "cost",
    "costs",
    "fee",
    "fees",
];

/// Heads, without spaces and signs.
const KNOWN: [(Meaning, &[&str]); 15] = {
    use Category::{Cloud, DataEquipment, Diagnosis, Hardware, Other, Services, Software, Training};
    const fn spend(category: Category) -> Meaning {
        Meaning::Spend(category, Unit::Yuan)
    }
    [
        (
            Meaning::Policy,
            &[
                "policy",
                "city",
                "pilotcity",
                "城市",
                "所在城市",
                "所属城市",
                "所屬城市",
                "试点城市",
                "試點城市",
                "地市",
                "所在市",
                "政策",
                "政策城市",
                "城市政策",
            ],
        ),
        (
            Meaning::AsOf,
            &[
                "asof",
                "asofdate",
                "测算日",
                "測算日",
                "测算日期",
                "測算日期",
                "基准日",
                "基準日",
                "基准日期",
                "基準日期",
            ],
        ),
        (
            Meaning::Batch,
            &["batch", "batchno", "批次", "试点批次", "試點批次", "企业批次", "企業批次", "所属批次", "所屬批次"],
        ),
        (
            Meaning::Level,
            &[
                "level",
                "targetlevel",
                "expectedlevel",
                "等级",
                "等級",
                "级别",
                "級別",
                "水平等级",
                "水平等級",
                "目标等级",
                "目標等級",
                "预计等级",
                "預計等級",
                "预期等级",
                "預期等級",
                "改造后等级",
                "改造後等級",
                "改造后水平",
                "改造後水平",
                "达到等级",
                "達到等級",
                "预计达到等级",
                "預計達到等級",
                "改造后预计达到的等级",
                "改造後預計達到的等級",
                "数字化水平",
                "數字化水平",
                "数字化水平等级",
                "數字化水平等級",
                "改造后数字化水平",
                "改造後數字化水平",
            ],
        ),
        (
            Meaning::SizeClass,
            &["sizeclass", "规上规下", "規上規下", "规上", "規上", "是否规上", "是否規上", "规模类别", "規模類別"],
        ),
        (
            Meaning::Company,
            &[
                "name",
                "company",
                "companyname",
                "enterprise",
                "enterprisename",
                "customer",
                "customername",
                "企业",
                "企業",
                "企业名称",
                "企業名稱",
                "公司",
                "公司名称",
                "公司名稱",
                "单位名称",
                "單位名稱",
                "客户",
                "客戶",
                "客户名称",
                "客戶名稱",
                "名称",
                "名稱",
            ],
        ),
        (
            Meaning::CompanyId,
            &[
                "id",
                "companyid",
                "uscc",
                "creditcode",
                "统一社会信用代码",
                "統一社會信用代碼",
                "社会信用代码",
                "社會信用代碼",
                "信用代码",
                "信用代碼",
                "统一信用代码",
                "統一信用代碼",
                "企业编号",
                "企業編號",
                "客户编号",
                "客戶編號",
                "编号",
                "編號",
                "税号",
                "稅號",
            ],
        ),
        (
            spend(Software),
            &["software", "软件", "軟件", "软件采购", "軟件採購", "软件及许可", "軟件及許可", "软件许可", "軟件許可"],
        ),
        (
            spend(Cloud),
            &[
                "cloud",
                "cloudservice",
                "cloudservices",
                "云服务",
                "雲服務",
                "云",
                "雲",
                "上云",
                "上雲",
                "云服务订阅",
                "雲服務訂閱",
            ],
        ),
        (
            spend(DataEquipment),
            &[
                "dataequipment",
                "dataacquisitionequipment",
                "dataacquisitionandtransmissionequipment",
                "数据采集传输设备",
                "數據採集傳輸設備",
                "数据采集设备",
                "數據採集設備",
                "数采设备",
                "數採設備",
                "采集传输设备",
                "採集傳輸設備",
                "网关路由",
                "網關路由",
                "网关路由等",
                "網關路由等",
                "网关",
                "網關",
            ],
        ),
        (
            spend(Hardware),
            &[
                "hardware",
                "otherequipment",
                "其他设备",
                "其他設備",
                "其它设备",
                "其它設備",
                "其他硬件",
                "其他硬體",
                "硬件",
                "硬體",
            ],
        ),
        (
            spend(Services),
            &[
                "services",
                "service",
                "implementation",
                "implementationintegrationcustomisation",
                "实施",
                "實施",
                "实施集成定制",
                "實施集成定制",
                "实施服务",
                "實施服務",
                "系统集成",
                "系統集成",
                "集成",
                "定制",
                "定制开发",
                "定制開發",
                "实施集成",
                "實施集成",
            ],
        ),
        (spend(Training), &["training", "培训", "培訓"]),
        (
            spend(Diagnosis),
            &[
                "diagnosis",
                "consulting",
                "consultinganddiagnosis",
                "咨询诊断",
                "諮詢診斷",
                "诊断",
                "診斷",
                "诊断咨询",
                "診斷諮詢",
                "咨询",
                "諮詢",
            ],
        ),
        (spend(Other), &["other", "others", "其他", "其它", "其他投入", "其它投入"]),
    ]
};

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
        ] {
            assert_eq!(read(head), meaning, "{head}");
        }
    }

    #[test]
    fn what_could_mean_something_else_is_left_to_the_user() {
        for head in
            ["", "金额", "设备", "改造前等级", "日期", "备注", "投入总额", "合计", "电话", "batch level", "序号"]
        {
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
