//! Where the heads stand, and which column says what: found by known words, changed by the user.

use super::heads::{Meaning, is_of_money, is_of_spend, unit_named, unit_of_head, unit_stated};
use super::records::{Reader, Row};
use crate::error::{Code, Error};
use crate::policy::Category;
use crate::present::human::{self, Unit};

/// Rows among which the heads are looked for: a title, remarks and a unit may stand above them.
pub(super) const LOOKED_AT: usize = 20;
/// Rows above from which a head reaches down, as merged cells do.
const REACH: usize = 2;
/// The columns that are read; a list of customers has about twenty.
pub(super) const MOST_COLUMNS: usize = 1000;
/// Tried in this order.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// The heads of a list, and where its rows begin.
#[derive(Clone, Debug)]
pub struct Heads {
    /// Reads on behind the heads.
    pub reader: Reader,
    /// The row in which they stand, as a spreadsheet counts; 0 where there are none.
    pub number: usize,
    /// The heads, as they stand.
    pub heads: Vec<String>,
    /// What is known to be meant, by column.
    pub meanings: Vec<Option<Meaning>>,
    /// Columns that mean what an earlier one means already.
    pub repeated: Vec<usize>,
    /// Columns of amounts whose unit is named nowhere: taken for yuan.
    pub unmeasured: Vec<usize>,
    /// Columns that would be known but for what their heads say in brackets: not taken.
    pub doubtful: Vec<usize>,
    /// Columns of which someone has said what they state.
    settled: Vec<usize>,
}

/// One row of those that are looked at.
struct Looked {
    /// Which row it is to a spreadsheet.
    number: usize,
    reader: Reader,
    cells: Vec<String>,
}

impl Heads {
    /// Finds the heads of a CSV whose delimiter is not known: the one under which most is known, or the most columns.
    pub fn sniff(bytes: &[u8]) -> Heads {
        let found = DELIMITERS.map(|delimiter| Heads::find(bytes, delimiter, None));
        let mut found = found.into_iter();
        let first = found.next();
        let better = |best: Heads, other: Heads| if other.weight() > best.weight() { other } else { best };
        found
            .fold(first, |best, other| best.map(|best| better(best, other)))
            .unwrap_or_else(|| Heads::none(bytes, b','))
    }

    fn weight(&self) -> (usize, usize) {
        (self.known(), self.heads.len())
    }

    /// What the heads mean; of two that mean the same the first.
    fn read(mut self, unit_above: impl Fn(usize) -> Option<Unit>) -> Heads {
        for (column, head) in self.heads.iter().enumerate() {
            let found = Meaning::of_head(head);
            if Meaning::nearly(head).is_some() {
                self.doubtful.push(column);
            }
            let known =
                |meaning: Meaning| self.meanings.iter().flatten().any(|earlier| earlier.field() == meaning.field());
            if found.is_some_and(|(meaning, _)| known(meaning)) {
                self.repeated.push(column);
                self.meanings.push(None);
                continue;
            }
            self.meanings.push(found.map(|(meaning, named)| {
                let unit = named.or_else(|| unit_above(column));
                // The contract's own column is in yuan, as all of its amounts are.
                if meaning.unit().is_some() && unit.is_none() && head.trim() != meaning.field() {
                    self.unmeasured.push(column);
                }
                meaning.measured_in(unit.unwrap_or(Unit::Yuan))
            }));
        }
        self
    }

    /// Whether it has no more columns than are read.
    ///
    /// # Errors
    /// `too_many_items`.
    pub fn check_width(&self) -> Result<(), Error> {
        match self.heads.len() > MOST_COLUMNS {
            true => {
                Err(Error::new(Code::TooManyItems, "columns").with("found", self.heads.len()).with("max", MOST_COLUMNS))
            }
            false => Ok(()),
        }
    }

    /// What someone says of a column settles what was open about it.
    pub fn settle(&mut self, column: usize) {
        self.repeated.retain(|&one| one != column);
        self.unmeasured.retain(|&one| one != column);
        self.doubtful.retain(|&one| one != column);
        self.settled.push(column);
    }

    /// Columns that nothing is read from and that speak of money, for these meanings.
    pub fn left_out(&self, meanings: &[Option<Meaning>]) -> Vec<usize> {
        let told = [&self.repeated, &self.doubtful, &self.settled];
        let open = |column: &usize| !told.iter().any(|columns| columns.contains(column));
        let unread = (0..).zip(meanings).filter(|(_, meaning)| meaning.is_none()).map(|(column, _)| column);
        unread.filter(open).filter(|&column| self.heads.get(column).is_some_and(|head| is_of_money(head))).collect()
    }

    /// Columns whose heads name another unit than the one they are read in.
    pub fn contradicted(&self, meanings: &[Option<Meaning>]) -> Vec<usize> {
        let other = |(head, meaning): (&String, &Option<Meaning>)| {
            let (named, read) = (unit_of_head(head), meaning.and_then(Meaning::unit));
            named.is_some() && read.is_some() && named != read
        };
        let pairs = (0..).zip(self.heads.iter().zip(meanings));
        pairs.filter(|&(_, pair)| other(pair)).map(|(column, _)| column).collect()
    }

    /// Whether they leave no question: each is known, none twice, and the unit of every amount is named.
    pub fn are_clear(&self) -> bool {
        self.known() == self.heads.len() && self.known() > 0 && self.unmeasured.is_empty()
    }

    /// How many columns are known.
    pub fn known(&self) -> usize {
        self.meanings.iter().flatten().count()
    }

    fn none(bytes: &[u8], delimiter: u8) -> Heads {
        let reader = Reader::new(bytes, delimiter);
        let (heads, meanings) = Default::default();
        let (repeated, unmeasured, doubtful, settled) = Default::default();
        Heads { reader, number: 0, heads, meanings, repeated, unmeasured, doubtful, settled }
    }

    /// Finds the heads: in the row that is told, or in the one of the first rows in which most are known; where none is,
    /// in the first that has as many cells as any.
    pub fn find(bytes: &[u8], delimiter: u8, told: Option<usize>) -> Heads {
        let looked = look(bytes, delimiter, told.unwrap_or_default().max(LOOKED_AT));
        let chosen = match told {
            // Without heads the columns are as many as the widest row has.
            Some(0) => {
                let width = looked.iter().map(|one| one.cells.len()).max().unwrap_or_default();
                let heads = vec![String::new(); width];
                return Heads { meanings: vec![None; width], heads, ..Heads::none(bytes, delimiter) };
            }
            Some(number) => looked.iter().position(|one| one.number == number),
            None => best(&looked).or_else(|| fullest(&looked)),
        };
        let Some((at, one)) = chosen.and_then(|at| Some((at, looked.get(at)?))) else {
            return Heads::none(bytes, delimiter);
        };
        let heads = reaching(&looked, at);
        let found = Heads { reader: one.reader, number: one.number, heads, ..Heads::none(bytes, delimiter) };
        found.read(|column| unit_above(&looked, at, column))
    }
}

/// The first rows.
fn look(bytes: &[u8], delimiter: u8, most: usize) -> Vec<Looked> {
    let mut reader = Reader::new(bytes, delimiter);
    let mut row = Row::default();
    let mut looked = Vec::new();
    while looked.len() < most && reader.next(bytes, None, &mut row) {
        // One more than are read tells that there are more.
        let width = row.len().min(MOST_COLUMNS.saturating_add(1));
        let cells = (0..width).map(|place| row.text(bytes, place).into_owned()).collect();
        looked.push(Looked { number: row.number, reader, cells });
    }
    looked
}

/// The row in which most heads are known, the first of several; a row of one known head is one only if it has no more.
fn best(looked: &[Looked]) -> Option<usize> {
    let known = |at: usize| {
        let of = |heads: &[String]| heads.iter().filter(|head| Meaning::of_head(head).is_some()).count();
        let own = looked.get(at).map(|one| of(&one.cells)).unwrap_or_default();
        if own == 0 { 0 } else { of(&reaching(looked, at)) }
    };
    let counted = (0..looked.len()).map(|at| (at, known(at))).filter(|&(_, known)| known > 0);
    counted.rev().max_by_key(|&(_, known)| known).map(|(at, _)| at)
}

fn fullest(looked: &[Looked]) -> Option<usize> {
    let filled = |one: &Looked| one.cells.iter().filter(|cell| !cell.is_empty()).count();
    looked.iter().enumerate().rev().max_by_key(|(_, one)| filled(one)).map(|(at, _)| at)
}

/// The heads of a row; where a cell is empty, what reaches down from above.
fn reaching(looked: &[Looked], at: usize) -> Vec<String> {
    let from = at.saturating_sub(REACH);
    let above: Vec<&Looked> = looked.get(from..=at).unwrap_or_default().iter().rev().collect();
    let width = above.iter().map(|one| one.cells.len()).max().unwrap_or_default();
    let head = |column: usize| {
        let cells = above.iter().filter_map(|one| one.cells.get(column));
        cells.into_iter().find(|cell| !cell.is_empty()).cloned().unwrap_or_default()
    };
    (0..width).map(head).collect()
}

/// The unit that stands above a column: over its group of amounts, in a title, or where it is said to be the unit. What stands
/// over another column says nothing of this one.
fn unit_above(looked: &[Looked], at: usize, column: usize) -> Option<Unit> {
    let heads = looked.get(at).map(|one| one.cells.as_slice()).unwrap_or_default();
    let headed = |place: usize| heads.get(place).is_some_and(|head| !head.is_empty());
    let group = |one: &Looked| {
        let up_to_here = one.cells.iter().enumerate().take(column.saturating_add(1));
        let (place, cell) = up_to_here.into_iter().rfind(|(_, cell)| !cell.is_empty())?;
        // Without a head below it, it is that column's own.
        if headed(place) && is_of_spend(cell) { unit_named(cell) } else { None }
    };
    let title = |one: &Looked| match one.cells.as_slice() {
        [title, rest @ ..] if rest.iter().all(String::is_empty) => unit_named(title),
        _ => None,
    };
    let above = looked.get(..at).unwrap_or_default().iter().rev().zip(1..);
    above.into_iter().find_map(|(one, distance)| {
        let stated = || one.cells.iter().find_map(|cell| unit_stated(cell));
        let near = || if distance <= REACH { group(one) } else { None };
        title(one).or_else(stated).or_else(near)
    })
}

/// Which column states what.
#[derive(Clone, Debug, Default)]
pub struct Columns {
    /// How many there are.
    pub width: usize,
    /// How many a row needs: up to the last that is read.
    pub needed: usize,
    /// Whether a row of another width is none: in a CSV a comma too many moves what stands behind it.
    pub strict: bool,
    pub(crate) policy: Option<usize>,
    pub(super) as_of: Option<usize>,
    pub(crate) batch: Option<usize>,
    pub(crate) level: Option<usize>,
    pub(super) size_class: Option<usize>,
    pub(crate) company: Option<usize>,
    pub(crate) company_id: Option<usize>,
    pub(super) district: Option<usize>,
    pub(super) approved: Option<(usize, Unit)>,
    pub(super) paid: Option<(usize, Unit)>,
    pub(super) spend: Vec<(usize, Category, Unit)>,
}

impl Columns {
    /// Sorts the columns by what they state; several may add up to one category.
    ///
    /// # Errors
    /// `duplicate_key` where two state the same.
    pub fn new(meanings: &[Option<Meaning>], strict: bool) -> Result<Columns, Error> {
        let mut columns = Columns { width: meanings.len(), strict, ..Columns::default() };
        for (place, meaning) in meanings.iter().enumerate() {
            let Some(meaning) = *meaning else { continue };
            // No estimate is made of what an officer notes beside a row: it may end before that.
            if !matches!(meaning, Meaning::District | Meaning::Approved(_) | Meaning::Paid(_)) {
                columns.needed = place.saturating_add(1);
            }
            let twice = || Err(crate::application::refuse(Code::DuplicateKey, meaning.field(), meaning.field()));
            let at = match meaning {
                Meaning::Policy => &mut columns.policy,
                Meaning::AsOf => &mut columns.as_of,
                Meaning::Batch => &mut columns.batch,
                Meaning::Level => &mut columns.level,
                Meaning::SizeClass => &mut columns.size_class,
                Meaning::Company => &mut columns.company,
                Meaning::CompanyId => &mut columns.company_id,
                Meaning::District => &mut columns.district,
                Meaning::Approved(unit) | Meaning::Paid(unit) => {
                    let approved = matches!(meaning, Meaning::Approved(_));
                    let at = if approved { &mut columns.approved } else { &mut columns.paid };
                    if at.replace((place, unit)).is_some() {
                        return twice();
                    }
                    continue;
                }
                Meaning::Spend(category, unit) => {
                    columns.spend.push((place, category, unit));
                    continue;
                }
            };
            if at.replace(place).is_some() {
                return twice();
            }
        }
        Ok(columns)
    }

    /// The column that an error speaks of; of several columns of a category the one that cannot be read.
    pub fn place_of(&self, error: &Error, row: &Row, bytes: &[u8]) -> Option<usize> {
        let of_category = self.spend.iter().filter(|(_, category, _)| category.as_str() == error.path());
        let unread =
            |&&(place, _, unit): &&(usize, Category, Unit)| human::amount(&row.text(bytes, place), unit).is_err();
        of_category.clone().find(unread).map(|&(place, ..)| place).or_else(|| self.place(error.path()))
    }

    /// The column that states a field; of a category the first.
    pub fn place(&self, path: &str) -> Option<usize> {
        match path {
            "policy" => self.policy,
            "as_of" => self.as_of,
            "batch" => self.batch,
            "level" => self.level,
            "size_class" => self.size_class,
            "company" => self.company,
            "district" => self.district,
            "approved" => self.approved.map(|(place, _)| place),
            "paid" => self.paid.map(|(place, _)| place),
            other => self.spend.iter().find(|(_, category, _)| category.as_str() == other).map(|&(place, ..)| place),
        }
    }

    /// Whether a row has its cells.
    #[inline]
    pub fn fit(&self, row: &Row) -> bool {
        row.whole && (!self.strict || (row.len() >= self.needed && row.len() <= self.width))
    }

    /// Whether a column states an amount.
    pub fn is_amount(&self, column: usize) -> bool {
        let noted = [self.approved, self.paid].into_iter().flatten();
        self.spend.iter().map(|&(place, ..)| place).chain(noted.map(|(place, _)| place)).any(|place| place == column)
    }

    /// Whether spend is stated, or what is approved or paid.
    pub fn is_chargeable(&self) -> bool {
        self.has_spend() || self.approved.or(self.paid).is_some()
    }

    /// Whether any spend is stated.
    pub fn has_spend(&self) -> bool {
        !self.spend.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> (usize, u8, Vec<String>) {
        let heads = Heads::sniff(text.as_bytes());
        let named = |meaning: &Option<Meaning>| meaning.map_or_else(|| "-".into(), Meaning::id);
        (heads.number, heads.reader.delimiter, heads.meanings.iter().map(named).collect())
    }

    #[test]
    fn heads_below_a_title_and_under_any_delimiter() {
        let row = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
        let all = row(&["company", "policy", "level", "software", "-"]);
        for (text, number, delimiter) in [
            ("企业名称,城市,等级,软件,备注\n甲,南,2,1,\n", 1, b','),
            ("2024 年客户名单\n\n企业名称,城市,等级,软件,备注\n甲,南,2,1,\n", 3, b','),
            ("企业名称;城市;等级;软件;备注\n甲;南;2;1,5;\n", 1, b';'),
            ("企业名称\t城市\t等级\t软件\t备注\n甲\t南\t2\t1\t\n", 1, b'\t'),
        ] {
            assert_eq!(found(text), (number, delimiter, all.clone()), "{text}");
        }
    }

    #[test]
    fn merged_heads_reach_down_and_a_unit_above_holds_below() {
        let text = "名单,,,,\n企业名称,城市,等级,投入（万元）,\n,,,软件,云服务（元）\n甲,南,2,30,500\n";
        let (number, _, meanings) = found(text);
        assert_eq!((number, meanings.join(" ")), (3, "company policy level software:wan cloud".into()));
        let text = "单位：万元,,,\n企业名称,城市,等级,软件\n";
        assert_eq!(found(text).2.join(" "), "company policy level software:wan");
    }

    /// In a head of two rows the second names the columns; what is merged downwards is a head of its own.
    #[test]
    fn a_unit_over_another_column_is_none_of_this_one() {
        let below = ["", "", "", "", "", "软件", "云服务"];
        for above in [
            ["企业名称", "城市", "批次", "等级", "注册资本（万元）", "投入", ""],
            ["企业名称", "城市", "批次", "等级", "注册资本（万元）", "", ""],
            ["企业名称", "城市", "批次", "等级", "核定金额（万元）", "投入", ""],
            ["企业名称", "城市", "批次", "等级", "年营业收入（万元）", "数字化投入", ""],
        ] {
            let heads = Heads::sniff([above.join(","), below.join(","), String::new()].join("\n").as_bytes());
            let named: Vec<_> = heads.meanings.iter().skip(5).map(|meaning| meaning.unwrap().id()).collect();
            assert_eq!((named.join(" "), heads.unmeasured), ("software cloud".into(), vec![5, 6]), "{above:?}");
        }
        for (text, expected) in [
            ("企业情况,,财务数据（万元）,,\n企业名称,城市,收入,等级,软件\n", "company policy - level software"),
            ("2024年重点客户名单（万元以上项目）,,,\n企业名称,城市,等级,软件\n", "company policy level software"),
            ("说明：企业数,3,补助上限（万元）,40\n企业名称,城市,等级,软件\n", "company policy level software"),
            ("填报单位：甲,,,单位：万元\n企业名称,城市,等级,软件\n", "company policy level software:wan"),
            ("2024年重点客户名单（万元）,,,\n\n企业名称,城市,等级,软件\n", "company policy level software:wan"),
            (
                "企业,,,改造费用（万元）,\n企业名称,城市,等级,软件,云服务\n",
                "company policy level software:wan cloud:wan",
            ),
        ] {
            assert_eq!(found(text).2.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn of_two_heads_that_mean_the_same_the_first_is_taken() {
        let heads = Heads::sniff("城市,city,软件,软件费\n".as_bytes());
        assert_eq!(heads.repeated, [1, 3]);
        assert_eq!(heads.known(), 2);
    }

    #[test]
    fn without_a_known_head_the_first_full_row_is_taken() {
        let heads = Heads::sniff("名单\nA,B,C\n1,2,3\n".as_bytes());
        assert_eq!((heads.number, heads.known(), heads.heads.join("")), (2, 0, "ABC".into()));
    }
}
