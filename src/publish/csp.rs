//! The content security policy: what a page may load and run.

/// The policy of a page: files of its own origin, pictures that the page itself holds, and requests to the ticket endpoint. Nothing runs from the page itself,
/// so it holds no hashes and a host can send the very same.
pub(crate) fn policy(connect: Option<&str>) -> String {
    let connect = connect.map_or_else(String::new, |origin| format!(" {origin}"));
    format!(
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_of_the_site_run() {
        assert_eq!(
            policy(Some("https://desk.example")),
            "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; \
             connect-src 'self' https://desk.example; object-src 'none'; base-uri 'none'; form-action 'self'"
        );
    }

    #[test]
    fn only_an_origin_gets_into_the_policy() {
        assert_eq!(origin("https://desk.example/x"), Some("https://desk.example".into()));
        assert_eq!(origin("/"), None);
        assert_eq!(origin("https://a.example; script-src *"), None);
    }
}
