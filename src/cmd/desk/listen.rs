//! The address to listen at, as people write it.

use std::net::SocketAddr;
use std::str::FromStr;

/// An address and a port.
#[derive(Debug, Clone, Copy)]
pub(super) struct Listen(pub(super) SocketAddr);

impl FromStr for Listen {
    type Err = String;

    /// A name is refused, not looked up: it can mean several addresses, and the desk would listen at one of them only.
    fn from_str(text: &str) -> Result<Self, String> {
        text.parse().map(Self).map_err(|_| {
            let (host, port) = match text.rsplit_once(':') {
                Some((host, port)) => (host, port.parse::<u16>().ok()),
                None => ("", text.parse().ok()),
            };
            let port = port.unwrap_or(8081);
            match host {
                "localhost" => format!("a name is no address; write `127.0.0.1:{port}`"),
                _ => format!(
                    "write an address and a port: `127.0.0.1:{port}` for this computer only, `0.0.0.0:{port}` for every \
                     network it is in, or one of its own addresses"
                ),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        text.parse::<Listen>().err().unwrap_or_default()
    }

    #[test]
    fn an_address_with_a_port_is_taken() {
        assert_eq!(told("127.0.0.1:8081"), "");
        assert_eq!(told("[::1]:0"), "");
    }

    #[test]
    fn anything_else_is_told_what_to_write() {
        insta::assert_snapshot!(told("localhost:8085"), @"a name is no address; write `127.0.0.1:8085`");
        let general = told(":8085");
        insta::assert_snapshot!(general, @"write an address and a port: `127.0.0.1:8085` for this computer only, `0.0.0.0:8085` for every network it is in, or one of its own addresses");
        assert_eq!(told("8085"), general);
        assert_eq!(told("help.example.com:8085"), general);
        assert!(told("0.0.0.0").contains("`0.0.0.0:8081`"));
    }
}
