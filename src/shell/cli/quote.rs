//! `subsidy quote`.

use std::path::PathBuf;

use clap::Args;

use super::estimate::{print_json, read};
use super::{Context, Outcome};
use crate::wire;

#[derive(Args)]
#[command(after_help = "An offer:
  {\"policy\": \"nanchang\", \"batch\": 1, \"level\": 2, \"prices\": \"without_tax\", \"base\": \"without_tax\", \"net_budget\": \"200000\",
   \"packages\": [{\"name\": \"MES\", \"lines\": [
     {\"category\": \"software\", \"quantity\": 3, \"unit_price\": \"100000\", \"discount\": \"0.10\", \"tax_rate\": \"0.13\"},
     {\"category\": \"cloud\", \"quantity\": 1, \"unit_price\": \"12000\", \"tax_rate\": \"0.06\", \"years\": 3}]}]}
Without batch or level the grant is a span. No document says whether tax counts as spend: without base it is left out, and
the answer says that this is assumed.

Examples:
  subsidy quote --json offer.json
  subsidy schema quote")]
pub(super) struct Arguments {
    /// Read one offer as JSON from FILE (or - for standard input) and print the answer as one compact JSON line
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-", required = true)]
    json: Option<PathBuf>,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let input = read(arguments.json.as_deref().unwrap_or_else(|| "-".as_ref()))?;
    print_json(&wire::quote(&context.catalog()?, &input, context.today)?)
}
