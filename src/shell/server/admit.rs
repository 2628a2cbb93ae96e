//! Who is let in: a rate for each address, and only so many requests at a time. What is let in is counted and timed.

use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::{Body, HttpBody as _};
use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use futures_util::StreamExt as _;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::fault::Fault;
use super::{Limits, Service, Shared, address};

/// The two limits.
pub(crate) struct Gate {
    places: Arc<Semaphore>,
    rate: Option<DefaultKeyedRateLimiter<IpAddr>>,
    clock: DefaultClock,
}

impl Gate {
    pub fn new(limits: &Limits) -> Gate {
        // A page asks for a dozen files at once: a burst of four seconds' worth is let through.
        let quota = |rate: NonZeroU32| {
            Quota::per_second(rate).allow_burst(rate.saturating_mul(NonZeroU32::MIN.saturating_add(3)))
        };
        Gate {
            places: Arc::new(Semaphore::new(limits.concurrency)),
            rate: NonZeroU32::new(limits.rate).map(|rate| RateLimiter::keyed(quota(rate))),
            clock: DefaultClock::default(),
        }
    }

    fn enter(&self, address: impl FnOnce() -> IpAddr) -> Result<OwnedSemaphorePermit, Fault> {
        if let Some(rate) = &self.rate {
            let refused = |until: governor::NotUntil<_>| Fault::TooMany(until.wait_time_from(self.clock.now()));
            rate.check_key(&address()).map_err(refused)?;
        }
        Arc::clone(&self.places).try_acquire_owned().map_err(|_| Fault::Busy)
    }
}

/// Lets a request in or turns it away; either way it is counted.
pub(super) async fn admit(
    State((service, route)): State<(Shared, &'static str)>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let method = super::metrics::method(request.method());
    let address = || address::of(request.headers(), request.extensions(), service.limits.behind_proxy);
    let response = match service.gate.enter(address) {
        Ok(place) => hold(next.run(request).await, place),
        Err(fault) => fault.into_response(),
    };
    let (status, took) = (response.status().as_u16(), started.elapsed());
    service.metrics.count(route, method, status, took);
    if status >= 500 && status != 503 {
        tracing::error!(route, method, status, "failed");
    } else if service.access_log {
        // The route, not the address that was asked for: nothing that a person wrote gets here.
        tracing::info!(
            route,
            method,
            status,
            microseconds = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
            "answered"
        );
    }
    response
}

/// A stream keeps its place until its last byte; an answer that is already whole gives it back at once.
fn hold(response: Response, place: OwnedSemaphorePermit) -> Response {
    if response.body().size_hint().exact().is_some() {
        return response;
    }
    response.map(|body| {
        Body::from_stream(body.into_data_stream().map(move |chunk| {
            let _ = &place;
            chunk
        }))
    })
}

/// Forgets addresses that have been quiet.
pub(super) async fn housekeeping(service: Arc<Service>) {
    const EVERY: Duration = Duration::from_secs(60);
    while let Some(rate) = &service.gate.rate {
        tokio::time::sleep(EVERY).await;
        rate.retain_recent();
        rate.shrink_to_fit();
    }
}
