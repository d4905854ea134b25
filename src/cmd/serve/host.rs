//! Who may be asked for: this computer, by its own names.

use axum::extract::Request;
use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

/// Lets through what asks for this computer. Any page of the web can have its own name lead to 127.0.0.1 once a browser
/// shows it, and would then read drafts and tickets as if they were its own.
pub(super) async fn guard(request: Request, next: Next) -> Response {
    if is_here(request.uri(), request.headers()) {
        return next.run(request).await;
    }
    let told = "421: `tierzero serve` answers only at `localhost`, `127.0.0.1` and `[::1]`, for the person at this \
                computer. To show the portal to others, publish it with `tierzero build`.\n";
    (StatusCode::MISDIRECTED_REQUEST, told).into_response()
}

fn is_here(uri: &Uri, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else { return false };
    let Ok(host) = Authority::try_from(host.as_bytes()) else { return false };
    is_name_of_this_computer(&host) && uri.authority().is_none_or(is_name_of_this_computer)
}

fn is_name_of_this_computer(authority: &Authority) -> bool {
    let name = authority.host();
    !authority.as_str().contains('@')
        && ["localhost", "127.0.0.1", "[::1]"].iter().any(|own| name.eq_ignore_ascii_case(own))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn asked(uri: &str, hosts: &[&str]) -> bool {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(HOST, host.parse().unwrap());
        }
        is_here(&uri.parse().unwrap(), &headers)
    }

    #[test]
    fn this_computer_is_asked_by_its_own_names_at_any_port() {
        for host in ["localhost", "LocalHost:8080", "127.0.0.1:1", "[::1]", "[::1]:8080"] {
            assert!(asked("/", &[host]), "{host}");
            assert!(asked(&format!("http://{host}/"), &[host]), "{host}");
        }
    }

    #[test]
    fn any_other_name_is_refused() {
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:8080",
            "127.0.0.2",
            "x@localhost",
            "",
            "::1",
        ] {
            assert!(!asked("/", &[host]), "{host}");
        }
        assert!(!asked("/", &[]));
        assert!(!asked("/", &["localhost", "evil.example"]));
        assert!(!asked("http://evil.example/", &["localhost"]));
    }
}
