//! `subsidy serve`: the same answers over HTTP.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::{Context, Outcome};
use crate::shell::server::{self, Limits, Settings};

#[derive(Args)]
#[command(
    after_help = "With --policies DIR the tables are read anew when a file changes; a bad one is refused and the old one stays.
/form works without a script, /api/v1/docs describes the interface, /metrics is for Prometheus (keep it inside).
SIGTERM ends it when the answers that were begun are out."
)]
pub(super) struct Arguments {
    /// Where to listen; anything but loopback only behind a proxy that speaks TLS
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    listen: SocketAddr,
    /// The directory of the static page and widget, such as dist
    #[arg(long, value_name = "DIR")]
    www: Option<PathBuf>,
    /// An origin whose pages may ask, once or more (default: none)
    #[arg(long, value_name = "ORIGIN")]
    cors_origin: Vec<String>,
    /// An origin whose pages may show frame.html in a frame, once or more (default: this site alone)
    #[arg(long, value_name = "ORIGIN")]
    frame_ancestors: Vec<String>,
    /// Take a visitor's address from the last X-Forwarded-For entry: only behind a proxy of your own
    #[arg(long)]
    behind_proxy: bool,
    /// Requests a second from one address, with bursts of four times that; 0 for no limit
    #[arg(long, value_name = "N", default_value_t = 50)]
    rate: u32,
    /// Requests at work at the same time; more are told to come again
    #[arg(long, value_name = "N", default_value_t = 256)]
    concurrency: usize,
    /// Connections open at the same time; more wait
    #[arg(long, value_name = "N", default_value_t = 4096)]
    connections: usize,
    /// Bytes of one application, or of one line of a stream
    #[arg(long, value_name = "BYTES", default_value_t = 2 << 20)]
    max_body: usize,
    /// Bytes of a whole stream
    #[arg(long, value_name = "BYTES", default_value_t = 256 << 20)]
    max_stream: u64,
    /// Seconds for the headers, for a body, and for each pause in a stream
    #[arg(long, value_name = "SECONDS", default_value_t = 10.0, value_parser = seconds)]
    patience: f64,
    /// Seconds from SIGTERM to the end of listening, in which /readyz already says no
    #[arg(long, value_name = "SECONDS", default_value_t = 0.0, value_parser = seconds)]
    drain: f64,
    /// Seconds from the end of listening to the end of answers that are still going out
    #[arg(long, value_name = "SECONDS", default_value_t = 30.0, value_parser = seconds)]
    grace: f64,
    /// Seconds between two looks at the tables
    #[arg(long, value_name = "SECONDS", default_value_t = 1.0, value_parser = seconds)]
    reload_every: f64,
    /// Log every request: route, method, status and time, never what was asked
    #[arg(long)]
    access_log: bool,
}

fn seconds(text: &str) -> Result<f64, String> {
    let seconds: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=86_400.0).contains(&seconds) { Ok(seconds) } else { Err("not from 0 to 86400".to_owned()) }
}

pub(super) fn run(context: &Context, arguments: &Arguments) -> Outcome {
    let time = Duration::from_secs_f64;
    server::run(&Settings {
        listen: arguments.listen,
        policies: context.policies.clone(),
        reload_every: time(arguments.reload_every.max(0.05)),
        www: arguments.www.clone(),
        cors: arguments.cors_origin.clone(),
        frame_ancestors: arguments.frame_ancestors.clone(),
        access_log: arguments.access_log,
        limits: Limits {
            body: arguments.max_body,
            stream: arguments.max_stream,
            patience: time(arguments.patience.max(0.1)),
            concurrency: arguments.concurrency.min(tokio::sync::Semaphore::MAX_PERMITS),
            connections: arguments.connections.min(tokio::sync::Semaphore::MAX_PERMITS),
            rate: arguments.rate,
            behind_proxy: arguments.behind_proxy,
            drain: time(arguments.drain),
            grace: time(arguments.grace),
        },
    })?;
    Ok(ExitCode::SUCCESS)
}
