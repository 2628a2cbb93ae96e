//! NDJSON in, NDJSON out, line by line: the same lines as `subsidy batch`, in constant memory.

use std::sync::Arc;

use axum::body::{Body, BodyDataStream, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{StreamExt as _, stream};
use tokio::time::timeout;

use super::fault::Fault;
use super::tables::Tables;
use super::{Limits, Shared};
use crate::date::Date;
use crate::shell::clock::today;
use crate::wire;

/// Answers a stream while it comes in. Table and day are those of its beginning.
pub(super) fn answer(service: Shared, body: Body) -> Response {
    let lines = Lines::new(service.tables.load_full(), service.limits.clone(), today());
    let begun = Some((body.into_data_stream(), lines, service));
    let answers = stream::unfold(begun, |state| async move {
        let (mut chunks, mut lines, service) = state?;
        loop {
            let step = lines.next(&mut chunks).await;
            if matches!(step, Step::Go(ref answers) if answers.is_empty()) {
                continue;
            }
            service.metrics.lines(std::mem::take(&mut lines.answered), std::mem::take(&mut lines.refused));
            return Some(match step {
                Step::Go(answers) => (Ok(Bytes::from(answers)), Some((chunks, lines, service))),
                Step::Last(answers) => (Ok(Bytes::from(answers)), None),
                // The asker is gone, or its body broke off: so does the answer, visibly.
                Step::Broken => (Err(std::io::Error::from(std::io::ErrorKind::UnexpectedEof)), None),
            });
        }
    });
    let mut response = Response::new(Body::from_stream(answers));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-ndjson"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    // A proxy that collects the answer first would make both ends wait.
    headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

enum Step {
    Go(Vec<u8>),
    Last(Vec<u8>),
    Broken,
}

/// Cuts chunks into lines and answers them.
struct Lines {
    tables: Arc<Tables>,
    limits: Limits,
    today: Date,
    number: u64,
    taken: u64,
    /// The beginning of a line whose end has not come yet.
    begun: Vec<u8>,
    /// The rest of a line that is too long is passed over.
    passing: bool,
    answered: u64,
    refused: u64,
}

impl Lines {
    fn new(tables: Arc<Tables>, limits: Limits, today: Date) -> Lines {
        let begun = Vec::new();
        Lines { tables, limits, today, number: 1, taken: 0, begun, passing: false, answered: 0, refused: 0 }
    }

    async fn next(&mut self, chunks: &mut BodyDataStream) -> Step {
        let mut out = Vec::new();
        match timeout(self.limits.patience, chunks.next()).await {
            Err(_) => self.refuse(Fault::TooSlow, &mut out),
            Ok(Some(Err(_))) => return Step::Broken,
            Ok(Some(Ok(chunk))) => {
                self.taken = self.taken.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
                if self.taken <= self.limits.stream {
                    self.cut(&chunk, &mut out);
                    return Step::Go(out);
                }
                self.refuse(Fault::TooLarge(self.limits.stream), &mut out);
            }
            Ok(None) => {
                let last = std::mem::take(&mut self.begun);
                self.end(&last, &mut out);
            }
        }
        Step::Last(out)
    }

    fn cut(&mut self, chunk: &[u8], out: &mut Vec<u8>) {
        let mut pieces = chunk.split(|&byte| byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            let ended = pieces.peek().is_some();
            if ended && self.begun.is_empty() {
                self.end(piece, out);
            } else {
                self.keep(piece, out);
                if ended {
                    let line = std::mem::take(&mut self.begun);
                    self.end(&line, out);
                }
            }
        }
    }

    fn keep(&mut self, piece: &[u8], out: &mut Vec<u8>) {
        if self.passing {
            return;
        }
        if self.begun.len().saturating_add(piece.len()) > self.limits.body {
            self.too_long(out);
            self.passing = true;
            self.begun = Vec::new();
        } else {
            self.begun.extend_from_slice(piece);
        }
    }

    /// A line is whole.
    fn end(&mut self, line: &[u8], out: &mut Vec<u8>) {
        if std::mem::take(&mut self.passing) {
            // Answered when it grew too long.
        } else if line.len() > self.limits.body {
            self.too_long(out);
        } else if let Some(answer) = wire::line(&self.tables.catalog, line, self.number, self.today) {
            out.extend_from_slice(&answer.bytes);
            out.push(b'\n');
            let count = if answer.failed { &mut self.refused } else { &mut self.answered };
            *count = count.saturating_add(1);
        }
        self.number = self.number.saturating_add(1);
    }

    fn too_long(&mut self, out: &mut Vec<u8>) {
        self.refuse(Fault::TooLarge(u64::try_from(self.limits.body).unwrap_or(u64::MAX)), out);
    }

    fn refuse(&mut self, fault: Fault, out: &mut Vec<u8>) {
        out.extend_from_slice(&fault.bytes(Some(self.number)));
        out.push(b'\n');
        self.refused = self.refused.saturating_add(1);
    }
}
