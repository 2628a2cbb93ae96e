//! `subsidy timeline`: a city's windows against the day, and the same as a calendar file.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::output::line;
use super::{Context, Failure, Outcome, argument_error};
use crate::date::Date;
use crate::error::Code;
use crate::json::{self, Value};
use crate::present::human;
use crate::present::timeline::{self, TimelineView};
use crate::present::view::{EntryView, SourceView};
use crate::strings::Strings;
use crate::timeline::{Stated, timeline};

#[derive(Args)]
#[command(after_help = "Examples:
  subsidy timeline --policy hebi
  subsidy timeline --policy nanchang --batch 1 --spend 40万 --as-of 2024-09-30
  subsidy timeline --policy nanchang --batch 2 --ics nanchang.ics")]
pub(super) struct Arguments {
    /// Id of the policy table
    #[arg(long, value_name = "ID")]
    policy: String,
    /// The day on which the answer is asked for (default: today in UTC+8)
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// The batch on the notice of selection: 1, 2 or 3
    #[arg(long, value_name = "N")]
    batch: Option<i64>,
    /// The level expected after the transformation: 1 to 4
    #[arg(long, value_name = "N")]
    level: Option<i64>,
    /// All of the spend, for the cash that is needed until the grant is paid
    #[arg(long, value_name = "AMOUNT")]
    spend: Option<String>,
    /// Write the windows to FILE for a calendar (or - for standard output alone)
    #[arg(long, value_name = "FILE")]
    ics: Option<PathBuf>,
    /// Print as one compact JSON line
    #[arg(long)]
    json: bool,
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let catalog = context.catalog()?;
    let as_of = match &arguments.as_of {
        Some(text) => Date::parse(text).ok_or_else(|| argument_error(Code::InvalidDate, "as_of", text))?,
        None => context.today,
    };
    let table = catalog.find(&arguments.policy, as_of)?;
    let stated = arguments.stated()?;
    let strings = context.strings()?;
    let mut out = std::io::stdout().lock();
    if let Some(file) = &arguments.ics {
        let text = timeline::file(table, stated, as_of, &strings)?;
        if file.as_os_str() == "-" {
            out.write_all(text.as_bytes())?;
            return Ok(ExitCode::SUCCESS);
        }
        std::fs::write(file, text).map_err(|error| Failure::Told(format!("{}: {error}", file.display())))?;
    }
    if arguments.json {
        out.write_all(&crate::wire::bytes_of(&timeline(table, stated, as_of)?)?)?;
        writeln!(out)?;
    } else {
        out.write_all(text(&timeline::view(table, stated, as_of, &strings)?, &strings).as_bytes())?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Arguments {
    fn stated(&self) -> Result<Stated, Failure> {
        let batch = self.batch.map(|number| json::read(&Value::Int(number)).map_err(|error| error.at("batch")));
        let level = self.level.map(|number| json::read(&Value::Int(number)).map_err(|error| error.at("level")));
        let spend = self.spend.as_deref().map(|text| human::amount(text, human::Unit::Yuan));
        Ok(Stated {
            batch: batch.transpose()?,
            level: level.transpose()?,
            spend: spend.transpose().map_err(|error| error.at("spend"))?.flatten(),
            barred: false,
        })
    }
}

/// For the terminal.
fn text(view: &TimelineView, strings: &Strings) -> String {
    let mut out = String::new();
    line(&mut out, &view.context);
    view.lead.iter().for_each(|sentence| line(&mut out, sentence));
    line(&mut out, "");
    line(&mut out, strings.get("desk.timeline.windows"));
    for window in &view.windows {
        let words = [Some(&window.state_text), window.days.as_ref(), window.concern_text.as_ref()];
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        let said = [&window.title, "  ", &window.period, "  [", &words.join(" · "), "]"].concat();
        entry(&mut out, &said, Some(&window.source));
    }
    line(&mut out, "");
    line(&mut out, strings.get("desk.timeline.money"));
    view.cash.iter().for_each(|cash| entry(&mut out, &[&cash.label, "  ", &cash.value].concat(), None));
    entries(&mut out, &view.money);
    for section in &view.sections {
        line(&mut out, "");
        line(&mut out, &section.title);
        entries(&mut out, &section.entries);
    }
    line(&mut out, "");
    line(&mut out, &view.foot);
    out
}

fn entries(out: &mut String, entries: &[EntryView]) {
    entries.iter().for_each(|one| entry(out, &one.text, one.source.as_ref()));
}

fn entry(out: &mut String, text: &str, source: Option<&SourceView>) {
    line(out, &["  - ", text].concat());
    source.iter().for_each(|place| super::output::source(out, 4, place));
}
