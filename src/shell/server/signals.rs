//! When to end: SIGTERM from a service manager, SIGINT from a keyboard.

use std::io;

/// Listens for the signals from now on; the future resolves at the first one.
#[cfg(unix)]
pub(super) fn wait() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Listens for Ctrl+C.
#[cfg(not(unix))]
pub(super) fn wait() -> io::Result<impl Future<Output = ()>> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
