//! The part of a private link that names a ticket and opens it.

/// A ticket's reference and the secret that opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) reference: String,
    pub(super) secret: String,
}

/// What stands after the `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fragment {
    /// Nothing: the reader came without a private link.
    Empty,
    /// Something that is no private link, or only a part of one.
    Torn,
    /// A private link.
    Pass(Pass),
}

/// Shortest secret that browsers make.
const SHORTEST_SECRET: usize = 22;

impl Fragment {
    /// Reads what stands after the `#`, with or without it.
    pub(super) fn read(hash: &str) -> Self {
        let text = hash.strip_prefix('#').unwrap_or(hash).trim();
        if text.is_empty() {
            return Self::Empty;
        }
        let Some((reference, secret)) = text.split_once('.') else { return Self::Torn };
        let sound = is_word(reference) && is_word(secret) && secret.len() >= SHORTEST_SECRET;
        if !sound {
            return Self::Torn;
        }
        Self::Pass(Pass { reference: reference.to_ascii_uppercase(), secret: secret.to_owned() })
    }
}

fn is_word(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_link_gives_reference_and_secret() {
        let pass = Pass { reference: "TZ-7F3K9Q".into(), secret: "abcdefghijklmnopqrstuvwx".into() };
        assert_eq!(Fragment::read("#TZ-7F3K9Q.abcdefghijklmnopqrstuvwx"), Fragment::Pass(pass.clone()));
        assert_eq!(Fragment::read("tz-7f3k9q.abcdefghijklmnopqrstuvwx"), Fragment::Pass(pass));
    }

    #[test]
    fn nothing_and_half_a_link_are_told_apart() {
        assert_eq!(Fragment::read(""), Fragment::Empty);
        assert_eq!(Fragment::read("#"), Fragment::Empty);
        for torn in ["#TZ-7F3K9Q", "#TZ-7F3K9Q.", "#TZ-7F3K9Q.short", "#main", "#TZ/7F.abcdefghijklmnopqrstuvwx"] {
            assert_eq!(Fragment::read(torn), Fragment::Torn, "{torn}");
        }
    }
}
