//! An offer of one package, stated by arguments: the JSON that a file would hold.

use clap::Args;

use crate::error::{Code, Error};
use crate::json::Value;
use crate::shell::cli::argument_error;

#[derive(Args)]
#[group(id = "offer", multiple = true)]
pub(super) struct Stated {
    /// Id of the policy table
    #[arg(long, value_name = "ID")]
    policy: Option<String>,
    /// The day on which the answer is asked for (default: today in UTC+8)
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// The customer's batch: 1, 2 or 3
    #[arg(long, value_name = "N")]
    batch: Option<i64>,
    /// The level that is expected: 1 to 4
    #[arg(long, value_name = "N")]
    level: Option<i64>,
    /// One line, once or more: category=price,quantity=…,discount=…,tax=…,years=…,label=…
    #[arg(long, value_name = "LINE")]
    line: Vec<String>,
    /// Whether the prices hold the tax: without_tax (default) or with_tax
    #[arg(long, value_name = "BASIS")]
    prices: Option<String>,
    /// Whether tax counts as spend: without_tax (default, an assumption) or with_tax
    #[arg(long, value_name = "BASIS")]
    base: Option<String>,
    /// The most that the customer can pay after the grant, read on the base: without tax, unless that is with_tax
    #[arg(long, value_name = "AMOUNT")]
    net_budget: Option<String>,
    /// Your own rate, where the document publishes none: 30% or 0.3
    #[arg(long, value_name = "RATE", requires = "own_cap")]
    own_rate: Option<String>,
    /// Your own cap, where the document publishes none
    #[arg(long, value_name = "AMOUNT", requires = "own_rate")]
    own_cap: Option<String>,
}

impl Stated {
    /// Read by the one strict reader, like a file.
    pub(super) fn value(&self) -> Result<Value, Error> {
        // A bare number as a discount, which a file may hold as the contract's rate, may mean two things here.
        let mut members: Vec<(String, Value)> = vec![("by_hand".into(), Value::Bool(true))];
        let mut text = |name: &str, value: &Option<String>| {
            members.extend(value.iter().map(|value| (name.to_owned(), Value::Text(value.clone()))));
        };
        text("policy", &self.policy);
        text("as_of", &self.as_of);
        text("prices", &self.prices);
        text("base", &self.base);
        text("net_budget", &self.net_budget);
        for (name, value) in [("batch", self.batch), ("level", self.level)] {
            members.extend(value.map(|value| (name.to_owned(), Value::Int(value))));
        }
        if let (Some(rate), Some(cap)) = (&self.own_rate, &self.own_cap) {
            let own = [("rate", rate), ("cap", cap)].map(|(name, text)| (name.to_owned(), Value::Text(text.clone())));
            members.push(("own_terms".into(), Value::Object(own.into())));
        }
        let lines = self.line.iter().enumerate().map(|(index, text)| line(index, text)).collect::<Result<_, _>>()?;
        let package = [("name".to_owned(), Value::Text(String::new())), ("lines".to_owned(), Value::List(lines))];
        members.push(("packages".into(), Value::List(vec![Value::Object(package.into())])));
        Ok(Value::Object(members))
    }
}

/// `software=10万,quantity=3,tax=13%`: one of them where no quantity is named.
fn line(index: usize, text: &str) -> Result<Value, Error> {
    let mut members: Vec<(String, Value)> = Vec::new();
    for (at, part) in text.split(',').enumerate() {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let value = Value::Text(value.trim().to_owned());
        match name.trim() {
            // Of a file's lines one without a price is not filled in yet; here it was asked for.
            _ if at == 0 && value.as_text().is_none_or(str::is_empty) => {
                return Err(Error::new(Code::MissingField, format!("packages[0].lines[{index}].unit_price")));
            }
            category if at == 0 => {
                members.push(("category".into(), Value::Text(category.into())));
                members.push(("unit_price".into(), value));
            }
            "tax" => members.push(("tax_rate".into(), value)),
            name @ ("label" | "quantity" | "discount" | "years") => members.push((name.into(), value)),
            name => {
                let place = format!("packages[0].lines[{index}]");
                let allowed = "label, quantity, discount, tax, years";
                return Err(argument_error(Code::UnknownKey, &place, name).with("allowed", allowed));
            }
        }
    }
    if !members.iter().any(|(name, _)| name == "quantity") {
        members.push(("quantity".into(), Value::Int(1)));
    }
    Ok(Value::Object(members))
}
