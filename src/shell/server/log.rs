//! Structured logs: one JSON object a line on standard error. Nothing that an enterprise states is ever written there.

/// Sets the log up for this process.
pub(super) fn start() {
    let built = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_target(false)
        .with_current_span(false)
        .with_span_list(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(std::io::stderr)
        .finish();
    // A second server in one process keeps the first one's log.
    let _ = tracing::subscriber::set_global_default(built);
}
