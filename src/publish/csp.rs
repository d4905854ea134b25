//! The content security policy: what a page may load and run.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// The policy of a page made of these parts of HTML: files of its own origin, its inline scripts by their hashes, and
/// requests to the ticket endpoint.
pub(crate) fn policy(parts: &[&str], connect: Option<&str>) -> String {
    let mut scripts = String::new();
    for script in parts.iter().flat_map(|part| inline_scripts(part)) {
        let _ = write!(scripts, " 'sha256-{}'", base64(&Sha256::digest(script)));
    }
    let connect = connect.map_or_else(String::new, |origin| format!(" {origin}"));
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'{scripts}; style-src 'self'; img-src 'self' data:; \
         connect-src 'self'{connect}; object-src 'none'; base-uri 'none'; form-action 'self'"
    )
}

/// The origin of an address, when it has one.
pub(crate) fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let sound = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    (matches!(scheme, "http" | "https") && !host.is_empty() && host.chars().all(sound))
        .then(|| format!("{scheme}://{host}"))
}

/// The text of every script without `src` that a browser would run.
fn inline_scripts(html: &str) -> Vec<&str> {
    let mut scripts = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find("<script") {
        let Some(open) = rest[start..].find('>').map(|end| start + end + 1) else { break };
        let Some(close) = rest[open..].find("</script").map(|end| open + end) else { break };
        let tag = &rest[start..open];
        if !tag.contains(" src=") && !tag.contains("application/json") {
            scripts.push(&rest[open..close]);
        }
        rest = &rest[close..];
    }
    scripts
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let get = |at: usize| u32::from(chunk.get(at).copied().unwrap_or_default());
        let bits = get(0) << 16 | get(1) << 8 | get(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            text.push(if at <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inline_scripts_are_allowed_by_hash_and_nothing_looser() {
        let html = "<script>alert(1)</script><script type=\"module\" src=\"/a.js\"></script><script type=\"application/json\">{}</script>";
        assert_eq!(
            policy(&[html], Some("https://desk.example")),
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='; \
             style-src 'self'; img-src 'self' data:; connect-src 'self' https://desk.example; object-src 'none'; \
             base-uri 'none'; form-action 'self'"
        );
    }

    #[test]
    fn only_an_origin_gets_into_the_policy() {
        assert_eq!(origin("https://desk.example/x"), Some("https://desk.example".into()));
        assert_eq!(origin("/"), None);
        assert_eq!(origin("https://a.example; script-src *"), None);
    }

    #[test]
    fn base64_is_padded() {
        assert_eq!([&b""[..], b"a", b"ab", b"abc"].map(base64), ["", "YQ==", "YWI=", "YWJj"]);
    }
}
