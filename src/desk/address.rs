//! Who sends a request, as far as limits and logs need to know.

use std::{
    fmt,
    net::{IpAddr, SocketAddr},
};

use axum::http::{HeaderMap, HeaderName};

/// The address of a client; unknown when the server was started without connection information.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address(Option<IpAddr>);

impl Address {
    /// Takes the address of the connection, or, where a proxy's header is trusted, the last address in that header.
    pub(crate) fn of(peer: Option<SocketAddr>, headers: &HeaderMap, trusted: Option<&HeaderName>) -> Self {
        let forwarded = trusted
            .and_then(|name| headers.get_all(name).iter().next_back())
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(read);
        Self(forwarded.or(peer.map(|peer| peer.ip())).map(|address| address.to_canonical()))
    }

    /// What limits count by: one IPv4 address, or one IPv6 /64, which is what one household or machine has.
    pub(crate) fn bucket(&self) -> u128 {
        match self.0 {
            None => 0,
            Some(IpAddr::V4(address)) => address.to_ipv6_mapped().to_bits(),
            Some(IpAddr::V6(address)) => address.to_bits() & !u128::from(u64::MAX),
        }
    }
}

/// Truncated, as logs have it: the /24 of an IPv4 address, the /48 of an IPv6 address.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            None => f.write_str("unknown"),
            Some(IpAddr::V4(address)) => {
                let [a, b, c, _] = address.octets();
                write!(f, "{a}.{b}.{c}.0/24")
            }
            Some(IpAddr::V6(address)) => {
                let [a, b, c, ..] = address.segments();
                write!(f, "{a:x}:{b:x}:{c:x}::/48")
            }
        }
    }
}

/// Reads `192.0.2.1`, `192.0.2.1:80`, `2001:db8::1` or `[2001:db8::1]:80`.
fn read(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    text.parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()))
        .or_else(|_| text.trim_start_matches('[').trim_end_matches(']').parse())
        .ok()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use axum::http::{HeaderValue, header::FORWARDED};

    use super::*;

    const PROXY: HeaderName = HeaderName::from_static("x-forwarded-for");

    fn address(peer: &str, header: &str, trusted: Option<&HeaderName>) -> Address {
        let mut headers = HeaderMap::new();
        headers.insert(PROXY, HeaderValue::from_str(header).unwrap());
        Address::of(peer.parse().ok(), &headers, trusted)
    }

    fn check(peer: &str, header: &str, trusted: Option<&HeaderName>, expected: &str) {
        assert_eq!(address(peer, header, trusted).to_string(), expected);
    }

    #[test]
    fn a_header_counts_only_when_it_is_trusted() {
        check("198.51.100.7:9", "203.0.113.9", None, "198.51.100.0/24");
        check("198.51.100.7:9", "203.0.113.9", Some(&FORWARDED), "198.51.100.0/24");
        check("198.51.100.7:9", "203.0.113.9", Some(&PROXY), "203.0.113.0/24");
    }

    #[test]
    fn the_address_the_nearest_proxy_wrote_counts() {
        check("198.51.100.7:9", "10.0.0.1, 203.0.113.9", Some(&PROXY), "203.0.113.0/24");
        check("198.51.100.7:9", "10.0.0.1, [2001:db8:7:8::1]:443", Some(&PROXY), "2001:db8:7::/48");
        check("198.51.100.7:9", "10.0.0.1, nonsense", Some(&PROXY), "198.51.100.0/24");
    }

    #[test]
    fn limits_count_by_ipv4_address_and_by_ipv6_network() {
        let bucket = |peer: &str| address(peer, "", None).bucket();
        assert_ne!(bucket("192.0.2.1:1"), bucket("192.0.2.2:1"));
        assert_eq!(bucket("192.0.2.1:1"), bucket("[::ffff:192.0.2.1]:2"));
        assert_eq!(bucket("[2001:db8::1]:1"), bucket("[2001:db8::ffff:0:0:2]:1"));
        assert_ne!(bucket("[2001:db8::1]:1"), bucket("[2001:db8:0:1::1]:1"));
        assert_eq!(address("nobody", "", None).to_string(), "unknown");
    }
}
