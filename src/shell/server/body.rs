//! A whole body, within limits of length and time.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt as _;
use tokio::time::timeout;

use super::fault::Fault;

/// Reads a body.
///
/// # Errors
/// [`Fault::TooLarge`] before a byte of it is read where its length is stated, [`Fault::TooSlow`], [`Fault::Incomplete`].
pub(super) async fn read(headers: &HeaderMap, body: Body, max: usize, patience: Duration) -> Result<Bytes, Fault> {
    let too_large = Fault::TooLarge(u64::try_from(max).unwrap_or(u64::MAX));
    if stated(headers).is_some_and(|length| usize::try_from(length).map_or(true, |length| length > max)) {
        return Err(too_large);
    }
    let whole = async {
        let mut chunks = body.into_data_stream();
        let Some(first) = chunks.next().await else { return Ok(Bytes::new()) };
        let first = first.map_err(|_| Fault::Incomplete)?;
        if first.len() > max {
            return Err(too_large);
        }
        let Some(second) = chunks.next().await else { return Ok(first) };
        let mut all = Vec::from(first);
        let mut next = Some(second);
        while let Some(chunk) = next {
            let chunk = chunk.map_err(|_| Fault::Incomplete)?;
            if all.len().saturating_add(chunk.len()) > max {
                return Err(too_large);
            }
            all.extend_from_slice(&chunk);
            next = chunks.next().await;
        }
        Ok(Bytes::from(all))
    };
    timeout(patience, whole).await.unwrap_or(Err(Fault::TooSlow))
}

/// The length that the headers state.
pub(super) fn stated(headers: &HeaderMap) -> Option<u64> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
