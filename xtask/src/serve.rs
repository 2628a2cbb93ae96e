//! The page on this machine, under the strict policy that it is made for.

use std::io::{self, IsTerminal};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderName, HeaderValue, header};
use tokio::net::TcpListener;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::{build, project, weight};

/// Nothing from elsewhere, nothing inline: the page keeps to what a careful host would impose.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; frame-src 'self'; base-uri 'none'; form-action 'self'; \
     require-trusted-types-for 'script'; trusted-types subsidy-worker";

/// Builds the page, serves it on loopback and opens it.
pub fn run(port: u16, open: bool) -> Result<()> {
    build::page()?;
    weight::print()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    runtime.block_on(async {
        let listener = listen(port).await?;
        let address = format!("http://{}/", listener.local_addr()?);
        println!("\nThe page: {address}\nCtrl+C ends it.");
        if open && io::stdout().is_terminal() && open::that_detached(&address).is_err() {
            println!("No browser could be opened: open the address above.");
        }
        Ok(axum::serve(listener, router(&project::dist())).await?)
    })
}

/// The port, or the next free one.
async fn listen(port: u16) -> Result<TcpListener> {
    const TRIES: u16 = 20;
    let mut last = None;
    for port in port..=port.saturating_add(TRIES) {
        match TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port))).await {
            Ok(listener) => return Ok(listener),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into())).context("no free port")
}

fn router(folder: &Path) -> Router {
    let header = |name: HeaderName, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .fallback_service(ServeDir::new(folder))
        .layer(header(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
        .layer(header(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        // A page built anew is seen at the next reload.
        .layer(header(header::CACHE_CONTROL, "no-cache"))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt as _;

    use super::*;

    async fn get(path: &str) -> axum::response::Response {
        let request = Request::get(path).body(Body::empty()).unwrap();
        router(&project::root().join("policies")).oneshot(request).await.unwrap()
    }

    #[tokio::test]
    async fn files_come_with_their_type_and_the_strict_policy() {
        let answer = get("/README.md").await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(answer.headers()[header::CONTENT_TYPE], "text/markdown");
        assert_eq!(answer.headers()[header::CONTENT_SECURITY_POLICY], CONTENT_SECURITY_POLICY);
    }

    #[tokio::test]
    async fn nothing_outside_the_folder_is_served() {
        assert_eq!(get("/../Cargo.toml").await.status(), StatusCode::NOT_FOUND);
        assert_eq!(get("/%2e%2e/Cargo.toml").await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn a_busy_port_leads_to_the_next() {
        let first = listen(18_080).await.unwrap().local_addr().unwrap().port();
        let held = TcpListener::bind((Ipv4Addr::LOCALHOST, first)).await.unwrap();
        assert!(listen(first).await.unwrap().local_addr().unwrap().port() > held.local_addr().unwrap().port());
    }
}
