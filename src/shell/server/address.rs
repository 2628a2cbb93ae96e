//! Whose request it is.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{Extensions, HeaderMap};

/// The other end of the connection.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer(pub SocketAddr);

/// The address that a limit is counted for: the peer's, or behind a proxy the last entry of `X-Forwarded-For`, which
/// is the proxy's own; what stands before it, anyone can write.
pub(super) fn of(headers: &HeaderMap, extensions: &Extensions, behind_proxy: bool) -> IpAddr {
    let peer = extensions.get::<Peer>().map_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED), |peer| peer.0.ip());
    let address = behind_proxy.then(|| forwarded(headers)).flatten().unwrap_or(peer);
    network(address.to_canonical())
}

fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all("x-forwarded-for").iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
}

/// One customer has a whole /64 of IPv6: it counts as one.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn address(headers: &[&str], behind_proxy: bool) -> String {
        let mut request = Request::builder();
        for value in headers {
            request = request.header("x-forwarded-for", *value);
        }
        let (mut parts, ()) = request.body(()).unwrap().into_parts();
        parts.extensions.insert(Peer("127.0.0.1:9".parse().unwrap()));
        of(&parts.headers, &parts.extensions, behind_proxy).to_string()
    }

    #[test]
    fn a_proxys_header_counts_only_when_told_to() {
        assert_eq!(address(&["198.51.100.7"], false), "127.0.0.1");
        assert_eq!(address(&["198.51.100.7"], true), "198.51.100.7");
        assert_eq!(address(&[], true), "127.0.0.1");
    }

    #[test]
    fn only_the_entry_of_the_proxy_itself_counts() {
        assert_eq!(address(&["203.0.113.1, 198.51.100.7"], true), "198.51.100.7");
        assert_eq!(address(&["203.0.113.1", "198.51.100.7"], true), "198.51.100.7");
        assert_eq!(address(&["198.51.100.7, nonsense"], true), "127.0.0.1");
    }

    #[test]
    fn a_customers_network_counts_as_one() {
        assert_eq!(address(&["2001:db8:1:2:3:4:5:6"], true), "2001:db8:1:2::");
        assert_eq!(address(&["::ffff:198.51.100.7"], true), "198.51.100.7");
    }
}
