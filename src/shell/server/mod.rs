//! The server: the answers of [`crate::wire`] over HTTP, from tables that reload while it runs.
//!
//! It keeps no state but the tables and its counters, so it scales by copies.

mod address;
mod admit;
mod body;
mod budgets;
mod estimates;
mod exchange;
mod fault;
mod form;
mod headers;
mod language;
mod listen;
mod log;
mod metrics;
mod openapi;
mod operations;
mod page;
mod policies;
mod reference;
mod routes;
mod signals;
mod site;
mod stream;
mod tables;

use std::io::{self, Write as _};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::http::HeaderValue;
use serde_json::Value;
use tokio::net::TcpListener;

use crate::strings::{Language, Strings};
use admit::Gate;
use metrics::Metrics;
use tables::Tables;

/// What a server is started with.
pub(crate) struct Settings {
    pub listen: SocketAddr,
    /// The directory of the tables; the built-in ones where there is none.
    pub policies: Option<PathBuf>,
    /// How often the directory is looked at.
    pub reload_every: Duration,
    /// The directory of the static page.
    pub www: Option<PathBuf>,
    /// Origins that a browser may ask from.
    pub cors: Vec<String>,
    /// Origins whose pages may frame `frame.html`, beside this site's own.
    pub frame_ancestors: Vec<String>,
    pub limits: Limits,
    pub access_log: bool,
}

/// How much of anything is taken.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// Bytes of one application, or of one line of a stream.
    pub body: usize,
    /// Bytes of a whole stream.
    pub stream: u64,
    /// For the headers, for a whole body, and for each pause within a stream, inwards and outwards.
    pub patience: Duration,
    /// Requests at work at the same time.
    pub concurrency: usize,
    /// Connections open at the same time.
    pub connections: usize,
    /// Requests a second from one address; 0 is no limit.
    pub rate: u32,
    /// Whether the last `X-Forwarded-For` entry names the address.
    pub behind_proxy: bool,
    /// From the signal to the end of listening, so that a balancer sees `/readyz` turn first.
    pub drain: Duration,
    /// From the end of listening to the end.
    pub grace: Duration,
}

/// What every request is answered from.
pub(crate) struct Service {
    pub tables: ArcSwap<Tables>,
    pub limits: Limits,
    pub gate: Gate,
    pub metrics: Metrics,
    pub access_log: bool,
    pub www: Option<PathBuf>,
    /// The same, read.
    pub cors: Vec<HeaderValue>,
    /// What `frame.html` may do, and in whose frames.
    pub frame_policy: HeaderValue,
    strings: Vec<Strings>,
    first: Strings,
    /// The interface's document, as soon as there is a router.
    document: OnceLock<Value>,
    leaving: AtomicBool,
}

type Shared = Arc<Service>;

impl Service {
    fn new(settings: &Settings, tables: Tables) -> io::Result<Service> {
        let strings = Language::ALL.iter().map(|&language| Strings::embedded(language));
        Ok(Service {
            tables: ArcSwap::from_pointee(tables),
            limits: settings.limits.clone(),
            gate: Gate::new(&settings.limits),
            metrics: Metrics::default(),
            access_log: settings.access_log,
            www: settings.www.clone(),
            cors: origins(&settings.cors)?,
            frame_policy: headers::framed(&origins(&settings.frame_ancestors)?),
            strings: strings.collect::<Result<_, _>>().map_err(io::Error::other)?,
            first: Strings::embedded(Language::Simplified).map_err(io::Error::other)?,
            document: OnceLock::new(),
            leaving: AtomicBool::new(false),
        })
    }

    /// The words of a language.
    fn strings(&self, language: Language) -> &Strings {
        self.strings.iter().find(|strings| strings.language() == language).unwrap_or(&self.first)
    }

    fn document(&self) -> &Value {
        self.document.get().unwrap_or(&Value::Null)
    }

    fn leaving(&self) -> bool {
        self.leaving.load(Ordering::Relaxed)
    }
}

/// Runs until the process is told to end.
///
/// # Errors
/// Tables with findings, an address that cannot be had, an origin that is none, or the operating system's own.
pub(crate) fn run(settings: &Settings) -> io::Result<()> {
    log::start();
    let tables = tables::first(settings.policies.as_deref())?;
    let service = Arc::new(Service::new(settings, tables)?);
    let (router, document) = routes::router(&service);
    service.document.get_or_init(|| serde_json::to_value(document).unwrap_or_default());
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let stop = signals::wait()?;
        let listener = TcpListener::bind(settings.listen).await?;
        let address = listener.local_addr()?;
        // For the person or the script that started it; everything else goes to the log.
        writeln!(io::stdout().lock(), "Listening on http://{address}/")?;
        tracing::info!(%address, tables = service.tables.load().catalog.tables().len(), "listening");
        tokio::spawn(admit::housekeeping(Arc::clone(&service)));
        if let Some(directory) = settings.policies.clone() {
            tokio::spawn(tables::watch(Arc::clone(&service), directory, settings.reload_every));
        }
        let stop = async {
            stop.await;
            service.leaving.store(true, Ordering::Relaxed);
            tracing::info!("told to end");
            tokio::time::sleep(service.limits.drain).await;
        };
        listen::serve(listener, router, &service, stop).await;
        tracing::info!("ended");
        Ok(())
    })
}

/// Origins as they stand in headers.
///
/// # Errors
/// What is none, such as a host without its scheme, or an address with a path.
fn origins(written: &[String]) -> io::Result<Vec<HeaderValue>> {
    let read = |origin: &String| {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        let host =
            host.filter(|host| !host.is_empty() && !host.contains(['/', '*', '@', '?', '#', ' ', ';', ',', '\'']));
        host.and_then(|_| HeaderValue::from_str(origin).ok()).ok_or_else(|| {
            let told = format!("not an origin such as https://example.org: {origin}");
            io::Error::new(io::ErrorKind::InvalidInput, told)
        })
    };
    written.iter().map(read).collect()
}
