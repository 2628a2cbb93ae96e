//! Which spend counts: the closed list of categories, and a base drawn from it.

use super::figure::Citation;
use crate::json::{record, words};

words! {
    /// What money was spent on: the closed list by which every document's wording is read.
    pub enum Category (UnknownCategory) {
        /// 软件: purchased software and licences.
        Software = "software",
        /// 云服务: cloud services and subscriptions.
        Cloud = "cloud",
        /// 网关、路由等必要的数据采集传输设备: equipment that acquires and transmits data.
        DataEquipment = "data_equipment",
        /// Other equipment: machine tools, robots, servers.
        Hardware = "hardware",
        /// 实施、集成、定制: implementation, integration, customisation.
        Services = "services",
        /// 培训: training.
        Training = "training",
        /// 咨询诊断: consulting and diagnosis.
        Diagnosis = "diagnosis",
        /// Anything else.
        Other = "other",
    }
}

record! {
    /// The spend that a rate is applied to.
    pub struct Base {
        /// The categories that count.
        counted: Vec<Category>,
        /// The categories that count under the wider reading, where the text allows one.
        wide: Option<Vec<Category>>,
        /// Where the base is named.
        citation: Citation,
    }
}
