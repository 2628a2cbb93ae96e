//! What is counted, in Prometheus' text form. Routes, methods and statuses only: no address, no figure.

use std::time::Duration;

use axum::http::Method;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Exchange {
    route: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Outcome {
    result: &'static str,
}

/// The counters of a server.
pub(crate) struct Metrics {
    registry: Registry,
    requests: Family<Exchange, Counter>,
    seconds: Histogram,
    lines: Family<Outcome, Counter>,
    reloads: Family<Outcome, Counter>,
    tables: Gauge,
}

impl Default for Metrics {
    fn default() -> Self {
        // From a tenth of a millisecond to some ten seconds.
        let bounds = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5, 10.0];
        let mut metrics = Metrics {
            registry: Registry::with_prefix("subsidy"),
            requests: Family::default(),
            seconds: Histogram::new(bounds),
            lines: Family::default(),
            reloads: Family::default(),
            tables: Gauge::default(),
        };
        let registry = &mut metrics.registry;
        registry.register("http_requests", "Requests, by route, method and status", metrics.requests.clone());
        registry.register("http_request_seconds", "From the headers to the answer's", metrics.seconds.clone());
        registry.register("stream_lines", "Lines of streams, answered or refused", metrics.lines.clone());
        registry.register("reloads", "Changes of the tables, taken or refused", metrics.reloads.clone());
        registry.register("tables", "Policy tables in service", metrics.tables.clone());
        metrics
    }
}

impl Metrics {
    /// Counts an exchange.
    pub fn count(&self, route: &'static str, method: &'static str, status: u16, took: Duration) {
        self.requests.get_or_create(&Exchange { route, method, status }).inc();
        self.seconds.observe(took.as_secs_f64());
    }

    /// Counts the lines of a stream.
    pub fn lines(&self, answered: u64, refused: u64) {
        self.lines.get_or_create(&Outcome { result: "answered" }).inc_by(answered);
        self.lines.get_or_create(&Outcome { result: "refused" }).inc_by(refused);
    }

    /// Counts a change of the tables.
    pub fn reload(&self, taken: bool) {
        self.reloads.get_or_create(&Outcome { result: if taken { "taken" } else { "refused" } }).inc();
    }

    /// All of it, as text.
    pub fn text(&self, tables: usize) -> String {
        self.tables.set(i64::try_from(tables).unwrap_or(i64::MAX));
        let mut text = String::new();
        let _ = encode(&mut text, &self.registry);
        text
    }
}

/// A method from a short list, so that nobody can make the counters many.
pub(super) fn method(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
