//! Addresses outside of a knowledge base that nobody can follow.

use std::net::Ipv6Addr;

use percent_encoding::percent_decode_str;

use crate::ticket::looks_like_email;

/// What is wrong with such an address.
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) label: &'static str,
    pub(super) help: &'static str,
}

/// What is wrong with an address that has this scheme, in lower case.
pub(super) fn fault(scheme: &str, href: &str) -> Option<Fault> {
    let rest = href.get(scheme.len() + 1..).unwrap_or_default();
    let (code, message, label, help) = match scheme {
        "http" | "https" if !has_host(rest) => (
            "link/host",
            format!("`{href}` names no site"),
            "no host that browsers can ask",
            "write it in full: `https://example.com/`",
        ),
        "tel" if !is_number(rest) => (
            "link/telephone",
            format!("`{href}` is no telephone number"),
            "not a number",
            "write digits, with the country in front: `tel:+442079460123`",
        ),
        "mailto" if !is_mail(rest) => (
            "link/mail",
            format!("`{href}` is no address of mail"),
            "not an address",
            "write it as `mailto:name@example.com`",
        ),
        _ => return None,
    };
    Some(Fault { code, message, label, help })
}

/// Whether an address with `http` or `https` names a site that browsers can ask for.
pub(crate) fn names_a_site(url: &str) -> bool {
    url.split_once(':').is_some_and(|(_, rest)| has_host(rest))
}

/// Whether an address names a site, such as `//example.com/a`.
fn has_host(rest: &str) -> bool {
    rest.starts_with("//") && is_host(authority(rest))
}

/// What stands between the slashes of an address and its path.
fn authority(rest: &str) -> &str {
    let host = rest.trim_start_matches(['/', '\\']).split(['/', '?', '#', '\\']).next().unwrap_or_default();
    host.rsplit('@').next().unwrap_or_default()
}

/// Whether browsers take this for a host, with or without a port.
fn is_host(host: &str) -> bool {
    // `[::1]` is a host too, and its colons are no port.
    let (sound, port) = match host.strip_prefix('[') {
        Some(rest) => {
            let (name, port) = rest.split_once(']').unwrap_or((rest, "unclosed"));
            (name.parse::<Ipv6Addr>().is_ok(), port.strip_prefix(':').unwrap_or(port))
        }
        None => {
            let (name, port) = host.split_once(':').unwrap_or((host, ""));
            (is_name(&decoded(name)), port)
        }
    };
    sound && (port.is_empty() || port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok())
}

/// Whether a host has a name, and no character that no name may have.
fn is_name(name: &str) -> bool {
    let strange = |c: char| c.is_whitespace() || c.is_control() || "#%/:<>?@[\\]^|".contains(c);
    name.contains(char::is_alphanumeric) && !name.contains(strange)
}

/// Whether something can be dialled: digits, and what people write between them; parameters may follow.
fn is_number(rest: &str) -> bool {
    let number = decoded(rest.split([';', '?']).next().unwrap_or_default());
    let between = |c: char| matches!(c, '+' | '-' | '.' | ' ' | '(' | ')' | '/' | '*' | '#' | '\u{a0}');
    number.contains(|c: char| c.is_ascii_digit()) && number.chars().all(|c| c.is_ascii_digit() || between(c))
}

/// Whether mail can be sent there: to nobody yet with `?to=`, or to one or more addresses.
fn is_mail(rest: &str) -> bool {
    let (to, query) = rest.split_once('?').unwrap_or((rest, ""));
    let to = decoded(to);
    if to.trim().is_empty() { !query.is_empty() } else { to.split(',').all(|to| looks_like_email(to.trim())) }
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::fault;

    fn check(href: &str, code: &str) {
        let scheme = href.split(':').next().unwrap_or_default().to_lowercase();
        assert_eq!(fault(&scheme, href).map_or("", |fault| fault.code), code, "{href}");
    }

    #[test]
    fn an_address_must_name_a_site() {
        for href in ["http://", "https:///", "HTTPS://?x", "http:example", "https://:80/", "https:// /", "http://."] {
            check(href, "link/host");
        }
        for href in
            ["http://[bad", "http://[bad]", "http://[::1", "http://a[b]", "http://a<b>", "http://a:b", "http://a:99999"]
        {
            check(href, "link/host");
        }
        for href in [
            "https://intranet",
            "http://a@b.example:80/x",
            "https://[::1]/",
            "https://[::1]:80/",
            "https://m%C3%BCnchen.example",
            "https://münchen.example",
        ] {
            check(href, "");
        }
    }

    #[test]
    fn a_telephone_number_must_be_one() {
        for href in ["tel:", "tel:service-desk", "tel:12x", "tel:%2B"] {
            check(href, "link/telephone");
        }
        for href in ["tel:1", "tel:+44%2020%207946", "TEL:(020)7946-0123;ext=4", "tel:*100#"] {
            check(href, "");
        }
    }

    #[test]
    fn mail_must_have_somebody_to_go_to() {
        for href in ["mailto:", "mailto:it", "mailto:a@b.example,c", "mailto:a@b.example, "] {
            check(href, "link/mail");
        }
        for href in ["mailto:a@b.example", "mailto:a@b.example,c@b.example?subject=x", "mailto:?subject=x"] {
            check(href, "");
        }
    }
}
