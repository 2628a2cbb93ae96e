//! The least that axum can do: reads a body and answers with bytes that are there already.
//!
//! `bench-server FILE` answers every POST with FILE's bytes, on a loopback port that it prints. `load.sh` sets
//! `subsidy serve` against it.

use std::net::Ipv4Addr;

use axum::Router;
use axum::body::Bytes;
use axum::http::header;
use axum::routing::post;
use tokio::net::TcpListener;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let file = std::env::args_os().nth(1).ok_or("usage: bench-server FILE")?;
    let answer = Bytes::from(std::fs::read(file)?);
    tokio::runtime::Builder::new_multi_thread().enable_io().build()?.block_on(async {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
        println!("Listening on http://{}/", listener.local_addr()?);
        let handler = |_: Bytes| async move { ([(header::CONTENT_TYPE, "application/json")], answer) };
        Ok(axum::serve(listener, Router::new().route("/api/v1/estimates", post(handler))).await?)
    })
}
