//! Connections: so many at a time, each with limits on its headers and its pauses, and an end that finishes what was
//! begun.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use futures_util::FutureExt as _;
use hyper::body::Incoming;
use hyper::server::conn::http1::Builder;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutStream;
use tower::ServiceExt as _;

use super::address::Peer;
use super::{Service, headers};

/// Bytes of a request's line and headers, at most.
const HEADER_BYTES: usize = 16 * 1024;
/// Headers, at most.
const HEADERS: usize = 64;

/// Answers connections until `stop`, then finishes those that are there.
pub(super) async fn serve(listener: TcpListener, router: Router, service: &Service, stop: impl Future<Output = ()>) {
    let limits = &service.limits;
    let server =
        Server { router, patience: limits.patience, shared: !service.cors.is_empty(), ending: GracefulShutdown::new() };
    let places = Arc::new(Semaphore::new(limits.connections));
    let accepting = async {
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else { return };
            match listener.accept().await {
                Ok((stream, address)) => server.answer(stream, address, Some(place)),
                Err(error) => {
                    // Out of file handles, mostly: what is open will end.
                    tracing::warn!(%error, "no connection could be taken");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    };
    tokio::select! {
        () = accepting => {}
        () = stop => {}
    }
    // Who had already knocked is still let in.
    while let Some(Ok((stream, address))) = listener.accept().now_or_never() {
        server.answer(stream, address, None);
    }
    drop(listener);
    if tokio::time::timeout(limits.grace, server.ending.shutdown()).await.is_err() {
        tracing::warn!("ended before every answer was out");
    }
}

struct Server {
    router: Router,
    patience: Duration,
    /// Whether pages of other sites may use what is answered.
    shared: bool,
    ending: GracefulShutdown,
}

impl Server {
    fn answer(&self, stream: TcpStream, address: SocketAddr, place: Option<OwnedSemaphorePermit>) {
        let _ = stream.set_nodelay(true);
        let mut stream = TimeoutStream::new(stream);
        // Who does not read its answer is not waited for.
        stream.set_write_timeout(Some(self.patience));
        let (router, shared) = (self.router.clone(), self.shared);
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(Peer(address));
            let router = router.clone();
            async move {
                let mut answered = router.oneshot(request).await;
                if let Ok(response) = &mut answered {
                    headers::secure(response, shared);
                }
                answered
            }
        });
        let connection = Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.patience)
            .max_buf_size(HEADER_BYTES)
            .max_headers(HEADERS)
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        let connection = self.ending.watch(connection);
        tokio::spawn(async move {
            // What goes wrong on a connection is the other end's affair.
            let _ = connection.await;
            drop(place);
        });
    }
}
