//! The cities that there are tables of, by id and by what people call them; the names stand in the tables.

use super::heads::narrow;
use super::judge::Manner;
use super::remembered::Remembered;
use crate::bulk::Bulk;
use crate::catalog::Catalog;
use crate::date::Date;
use crate::error::Error;

/// What may stand behind a name.
const BEHIND: [&str; 7] = ["市", "区", "區", "县", "縣", "city", "district"];

#[derive(Clone)]
struct City {
    id: String,
    /// Its names without what stands behind them.
    names: Vec<String>,
    /// Its tables by their first day.
    tables: Vec<(Option<Date>, u8)>,
}

/// Cities, tables and the terms of each.
#[derive(Clone)]
pub(super) struct Places {
    manner: Manner,
    cities: Vec<City>,
    /// The terms, by the table's place in the catalog.
    terms: Vec<Bulk>,
    /// Cells, and their city.
    written: Remembered<usize>,
}

impl Places {
    pub fn new(catalog: &Catalog, manner: Manner) -> Result<Places, Error> {
        let mut places = Places { manner, cities: Vec::new(), terms: Vec::new(), written: Remembered::default() };
        // More tables than a byte counts are not to be had; those would be no city's.
        for (at, table) in (0..u8::MAX).zip(catalog.tables()) {
            let policy = &table.policy;
            places.terms.push(Bulk::new(policy, None)?);
            let dated = (policy.applies_from, at);
            match places.cities.iter_mut().find(|city| city.id == policy.id) {
                Some(city) => city.tables.push(dated),
                None => {
                    let names = [&policy.id, &policy.name.zh_cn, &policy.name.zh_hant, &policy.name.en];
                    let names = names.map(|name| bare(&plain(name)).to_owned()).into();
                    places.cities.push(City { id: policy.id.clone(), names, tables: vec![dated] });
                }
            }
        }
        Ok(places)
    }

    /// The city of a cell.
    #[inline]
    pub fn city(&mut self, cell: &[u8]) -> Option<usize> {
        let Places { manner, cities, written, .. } = self;
        written.get(cell, |cell| named(cities, *manner, cell))
    }

    /// The city's table on a day: before the first, the first.
    #[inline]
    pub fn table(&self, city: usize, day: Date) -> Option<u8> {
        let tables = &self.cities.get(city)?.tables;
        let begun = |(from, _): &&(Option<Date>, u8)| from.is_none_or(|from| from <= day);
        tables.iter().rfind(begun).or_else(|| tables.first()).map(|&(_, table)| table)
    }

    /// The terms of a table.
    #[inline]
    pub fn bulk(&self, table: u8) -> Option<&Bulk> {
        self.terms.get(usize::from(table))
    }

    /// The id of a table's city.
    pub fn id(&self, table: u8) -> Option<&str> {
        let of = |city: &&City| city.tables.iter().any(|&(_, known)| known == table);
        self.cities.iter().find(of).map(|city| city.id.as_str())
    }
}

/// By its id, or by any of its names, the province before it or not.
fn named(cities: &[City], manner: Manner, cell: &[u8]) -> Option<usize> {
    let text = std::str::from_utf8(cell).ok()?;
    let id = cities.iter().position(|city| city.id == text);
    if id.is_some() || manner == Manner::Contract {
        return id;
    }
    let plain = plain(text);
    let is = |city: &City| {
        let within = |name: &String| bare(&plain) == name || (plain != *name && is_within_region(&plain, name));
        city.names.iter().any(within)
    };
    cities.iter().position(is)
}

/// Small letters, narrow signs, no spaces.
fn plain(text: &str) -> String {
    text.chars().map(narrow).filter(|one| one.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn bare(plain: &str) -> &str {
    let bare = BEHIND.iter().find_map(|word| plain.strip_suffix(word)).unwrap_or(plain);
    if bare.is_empty() { plain } else { bare }
}

/// Whether a province or municipality stands before the name, ending as such a one does.
fn is_within_region(plain: &str, name: &str) -> bool {
    let before = bare(plain).strip_suffix(name);
    before.is_some_and(|region| region.ends_with(['省', '市']) && !name.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_by_each_of_its_names() {
        let catalog = Catalog::embedded().unwrap();
        let mut places = Places::new(&catalog, Manner::Lenient).unwrap();
        let mut id = |text: &str| {
            let city = places.city(text.as_bytes())?;
            places.id(places.table(city, Date::EPOCH)?).map(str::to_owned)
        };
        for table in catalog.tables() {
            let name = &table.policy.name;
            let [chinese, traditional] = [&name.zh_cn, &name.zh_hant];
            let short = chinese.trim_end_matches(['市', '区', '县']).to_owned();
            let region = ["某某省", chinese].concat();
            let english = [&name.en, " City"].concat().to_uppercase();
            for text in [&table.policy.id, chinese, traditional, &short, &region, &name.en, &english] {
                assert_eq!(id(text).as_deref(), Some(&*table.policy.id), "{text}");
                assert_eq!(id(text).as_deref(), Some(&*table.policy.id), "{text}, remembered");
            }
        }
        for text in ["", "市", "某市", "省"] {
            assert_eq!(id(text), None, "{text}");
        }
    }

    #[test]
    fn the_contract_knows_ids_alone() {
        let catalog = Catalog::embedded().unwrap();
        let mut places = Places::new(&catalog, Manner::Contract).unwrap();
        for table in catalog.tables() {
            assert!(places.city(table.policy.id.as_bytes()).is_some());
            assert_eq!(places.city(table.policy.name.zh_cn.as_bytes()), None);
        }
    }
}
