//! The lines of an offer as a sheet of their own: what the estimate's spend is summed from, each cell a formula in whole fen.
//!
//! Products are split so that none has more than 15 digits; half a fen is rounded up as on an invoice.

use crate::catalog::Table;
use crate::date::Date;
use crate::error::Error;
use crate::money::{Rate, Yuan};
use crate::policy::Category;
use crate::present::Voice;
use crate::present::quote::{TypedOffer, stated};
use crate::quote::{self, Basis, Quote, QuoteLine, Sum};
use crate::strings::Strings;

use super::cell::Value;
use super::entries::MAX_FEN;
use super::{Sheets, workbook};

/// The row of the first line, as a spreadsheet counts; above stand title, notice, the two choices and the head.
pub(super) const FIRST: usize = 7;
/// Blank lines below those of the offer.
const SPARE: usize = 10;
/// What may be typed into a line, by column: whether it may be left empty, and the rule for a number, the cell as `#`. They are the
/// core's own; the cell refuses what is typed, and the line what was pasted past that.
pub(super) const RULES: [(char, bool, &str); 5] = [
    ('C', false, "AND(#>=1,#<=1000000,#=INT(#))"),
    ('D', false, "AND(#>=0,#<=1000000000000,ROUND(#,2)=#)"),
    ('E', true, "AND(#>=0,#<=1,ROUND(#,4)=#)"),
    ('F', false, "AND(#>=0,#<=1,ROUND(#,4)=#)"),
    ('G', true, "AND(#>=1,#<=10,#=INT(#))"),
];
/// Parts of a whole.
const WHOLE: &str = "10000";

/// The sheet of lines.
pub(super) struct Offered {
    /// The sheet's name.
    pub name: String,
    /// The package's name, with the customer's.
    pub title: String,
    /// What the two choices are, and what may be chosen.
    pub choices: [(String, Basis); 2],
    /// Without tax, with tax.
    pub bases: [String; 2],
    /// The categories by name.
    pub categories: Vec<String>,
    /// The lines, each with what it comes to.
    pub lines: Vec<(QuoteLine, Sum)>,
    /// The offer's sum.
    pub total: Sum,
    /// What counts as spend.
    pub base: Basis,
    message: String,
}

/// The workbook of one package: its lines, the estimate that is made of them, and the terms that it looks up.
///
/// # Errors
/// What keeps the offer from being judged, as [`TypedOffer::check`] and [`super::workbook()`]; `out_of_range` where there is no
/// such package.
pub fn offer(
    table: &Table,
    offer: &TypedOffer,
    package: usize,
    as_of: Date,
    strings: &Strings,
) -> Result<Vec<u8>, Error> {
    let (quote, spend) = stated(offer, package)?;
    let application = quote::application(&quote, spend);
    let mut sheets = Sheets::new(table, &application, as_of, strings)?;
    sheets.offered = Some(Offered::of(&sheets.voice, offer, &quote)?);
    workbook::write(&sheets)
}

impl Offered {
    fn of(voice: &Voice, offer: &TypedOffer, quote: &Quote) -> Result<Offered, Error> {
        let prices = quote.prices.unwrap_or_default();
        let (mut lines, mut total, mut name) = (Vec::new(), Sum::default(), String::new());
        for package in &quote.packages {
            name.clone_from(&package.name.0);
            for line in &package.lines {
                let sum = Sum::of(line, prices)?;
                total = total.plus(sum)?;
                lines.push((line.clone(), sum));
            }
        }
        let customer = offer.customer.as_deref().unwrap_or_default().trim();
        let title = [voice.strings.get("desk.quote.sheet"), customer, &name];
        Ok(Offered {
            name: voice.word("desk.quote.book.name"),
            title: title.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
            choices: [(voice.word("desk.quote.prices"), prices), (voice.word("desk.quote.base"), quote::base(quote))],
            bases: Basis::ALL
                .iter()
                .map(|basis| voice.named("desk.quote.basis", basis.as_str()))
                .collect::<Vec<_>>()
                .try_into()
                .unwrap_or_default(),
            categories: Category::ALL.iter().map(|&category| voice.category(category)).collect(),
            lines,
            total,
            base: quote::base(quote),
            message: voice.word("desk.quote.book.wrong"),
        })
    }

    /// The row of the last line, spare ones included.
    pub fn last(&self) -> usize {
        FIRST.saturating_add(self.lines.len()).saturating_add(SPARE).saturating_sub(1)
    }

    /// A basis as the sheet names it.
    pub fn basis(&self, basis: Basis) -> &str {
        let [without, with] = &self.bases;
        if basis == Basis::WithTax { with } else { without }
    }

    /// What was spent on a category, in whole fen, as a formula of another sheet.
    pub fn spent(&self, category: &str) -> String {
        let (name, last) = (&self.name, self.last());
        format!("SUMIFS('{name}'!$N${FIRST}:$N${last},'{name}'!$A${FIRST}:$A${last},\"{category}\")")
    }

    /// The offer's sum with tax, in whole fen, as a formula of another sheet.
    pub fn invoiced(&self) -> String {
        format!("'{}'!$L${}", self.name, self.last().saturating_add(1))
    }

    /// The names of the cells that are typed into, and of the sums in whole fen: column and row.
    pub fn names(&self) -> Vec<(String, char, usize)> {
        let mut names = vec![("input_prices".to_owned(), 'B', 3), ("input_base".to_owned(), 'B', 4)];
        let cells =
            [("category", 'A'), ("quantity", 'C'), ("price", 'D'), ("discount", 'E'), ("tax", 'F'), ("years", 'G')];
        for row in FIRST..=self.last() {
            let number = row.saturating_sub(FIRST).saturating_add(1);
            names.extend(cells.iter().map(|(name, column)| (format!("input_line{number}_{name}"), *column, row)));
        }
        let sums = [("list", 'H'), ("discount", 'I'), ("without_tax", 'J'), ("tax", 'K'), ("with_tax", 'L')];
        let below = self.last().saturating_add(1);
        names.extend(sums.iter().map(|(name, column)| (format!("result_{name}"), *column, below)));
        names
    }

    /// How many lines cannot be computed, as a formula of another sheet.
    pub fn wrong(&self) -> String {
        format!("COUNTIF('{}'!$R${FIRST}:$R${},\"?*\")", self.name, self.last())
    }

    /// The formulas of a line, from column H on: list, discount, without tax, tax, with tax, tax's base, what counts as
    /// spend, the three in yuan, and what keeps it from being computed.
    pub fn formulas(&self, row: usize) -> [String; 11] {
        let with = self.basis(Basis::WithTax);
        let cut = |amount: &str, rate: &str| {
            format!("INT({amount}/{WHOLE})*{rate}+INT(({amount}-INT({amount}/{WHOLE})*{WHOLE})*{rate}/{WHOLE})")
        };
        let (off, tax) = (format!("ROUND(N(E{row})*{WHOLE},0)"), format!("ROUND(N(F{row})*{WHOLE},0)"));
        let price = format!("(H{row}-I{row})");
        let half_up = |whole: &str| {
            let rest = format!("({price}-INT({price}/{whole})*{whole})");
            format!("INT({price}/{whole})*{tax}+INT((2*{rest}*{tax}+{whole})/(2*{whole}))")
        };
        let (on, within) = (half_up(WHOLE), half_up(&format!("({WHOLE}+{tax})")));
        let sound = format!("AND(R{row}=\"\",COUNT(C{row}:D{row})=2)");
        let list = format!("ROUND(D{row}*100,0)*C{row}*IF(N(G{row})=0,1,G{row})");
        [
            format!("IF({sound},{list},0)"),
            cut(&format!("H{row}"), &off),
            format!("H{row}-I{row}-IF(input_prices=\"{with}\",K{row},0)"),
            format!("IF(input_prices=\"{with}\",{within},{on})"),
            format!("J{row}+K{row}"),
            tax,
            format!("IF(input_base=\"{with}\",L{row},J{row})"),
            format!("J{row}/100"),
            format!("K{row}/100"),
            format!("L{row}/100"),
            self.objection(row, &list),
        ]
    }

    /// What keeps a line from being computed: what the core would refuse, however it came into the cells.
    fn objection(&self, row: usize, list: &str) -> String {
        let kept = RULES.map(|(column, optional, rule)| {
            let cell = format!("{column}{row}");
            let rule = format!("IF(ISNUMBER({cell}),{},FALSE)", rule.replace('#', &cell));
            if optional { format!("IF(ISBLANK({cell}),TRUE,{rule})") } else { rule }
        });
        let (last, kept, said) = (self.last(), kept.join(","), ["\"", &self.message, "\""].concat());
        let category = format!("A{row}<>\"\",COUNTIF($A${FIRST}:$A${last},A{row})>0");
        format!(
            "IF(COUNTA(B{row}:E{row},G{row})=0,\"\",IF(AND({category},{kept}),IF({list}<={MAX_FEN},\"\",{said}),{said}))"
        )
    }

    /// Whether the offer's price is beyond the largest amount, as a formula of another sheet.
    pub fn too_large(&self) -> String {
        let (name, below) = (&self.name, self.last().saturating_add(1));
        format!("MAX('{name}'!$H${below},'{name}'!$L${below})>{MAX_FEN}")
    }

    /// What the formulas of a line come to.
    pub fn values(&self, line: Option<&(QuoteLine, Sum)>) -> [Value; 11] {
        let sum = line.map(|(_, sum)| *sum).unwrap_or_default();
        let tax = line.map_or(Rate::ZERO, |(line, _)| line.tax_rate);
        let fen = |amount: Yuan| Value::fen(Some(amount));
        let yuan = |amount: Yuan| Value::yuan(Some(amount));
        [
            fen(sum.list),
            fen(sum.discount),
            fen(sum.without_tax),
            fen(sum.tax),
            fen(sum.with_tax),
            Value::whole(tax.per_ten_thousand()),
            fen(sum.on(self.base)),
            yuan(sum.without_tax),
            yuan(sum.tax),
            yuan(sum.with_tax),
            Value::Nothing,
        ]
    }
}
