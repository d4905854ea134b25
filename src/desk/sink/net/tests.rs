#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use super::*;

fn site(base: &str) -> Result<Site, SinkError> {
    Site::open(&base.parse().unwrap(), &HttpConfig::default())
}

#[test]
fn only_this_computer_is_spoken_to_unencrypted() {
    for good in [
        "https://zammad.example.com",
        "https://192.0.2.7:8443/glpi",
        "http://127.0.0.1:3000",
        "http://[::1]/",
        "http://localhost:1",
        "http://[::ffff:127.0.0.1]/",
    ] {
        assert!(site(good).is_ok(), "{good}");
    }
    for bad in [
        "http://zammad.example.com",
        "http://10.0.0.7",
        "http://localhost.example.com",
        "http://[::2]",
        "ftp://127.0.0.1/",
        "https://ada:pw@example.com",
        "https://example.com/#a",
        "data:text/plain,x",
    ] {
        assert!(matches!(site(bad), Err(SinkError::Address { .. })), "{bad}");
    }
    let config = HttpConfig { allow_http: true, ..HttpConfig::default() };
    assert!(Site::open(&"http://10.0.0.7".parse().unwrap(), &config).is_ok());
}

#[test]
fn no_part_of_a_path_leads_elsewhere() {
    let at = |base: &str, path: &[&str]| site(base).unwrap().at(path).to_string();
    assert_eq!(at("https://a.example", &["api", "v1"]), "https://a.example/api/v1");
    assert_eq!(at("https://a.example/glpi/", &["apirest.php"]), "https://a.example/glpi/apirest.php");
    assert_eq!(
        at("https://a.example", &["x/../y", "?a=b", "#c", "é"]),
        "https://a.example/x%2F..%2Fy/%3Fa=b/%23c/%C3%A9"
    );
    assert_eq!(at("https://a.example/b", &["..", "//evil.example"]), "https://a.example/b/%2F%2Fevil.example");
}

#[tokio::test]
async fn no_request_leaves_for_another_place() {
    let site = site("https://a.example").unwrap();
    for other in ["https://b.example/", "http://a.example/", "https://a.example:444/"] {
        let Err(Failure::Never { why }) = site.send(site.request(Method::GET, other.parse().unwrap())).await else {
            panic!("{other} was asked");
        };
        assert_eq!(why, "a request would have left `a.example`");
    }
}

#[test]
fn hosts_of_this_computer_are_known() {
    for here in ["localhost", "LOCALHOST.", "mail.localhost", "127.0.0.1", "127.9.9.9", "::1", "[::1]"] {
        assert!(is_loopback_host(here), "{here}");
    }
    for elsewhere in ["mail.example.com", "10.0.0.1", "localhost.example.com", "notlocalhost", "0.0.0.0", ""] {
        assert!(!is_loopback_host(elsewhere), "{elsewhere}");
    }
}
