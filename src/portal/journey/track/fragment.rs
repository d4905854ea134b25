//! The part of a private link that names a ticket and opens it.

use content::ticket::code_of;

use crate::query::decode;

/// A ticket's reference and the secret that opens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::journey) struct Pass {
    pub(in crate::journey) reference: String,
    pub(in crate::journey) secret: String,
}

/// What stands after the `#`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fragment {
    /// Nothing: the reader came without a private link.
    Empty,
    /// Something that is no private link, or only a part of one.
    Torn,
    /// A reference alone, or with a part of its secret.
    Reference(String),
    /// A private link.
    Pass(Pass),
    /// The link of a mail that asks to confirm an address.
    Code(CodeLink),
}

/// A ticket's reference and a code that lets it in, and opens nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CodeLink {
    pub(super) reference: String,
    pub(super) code: String,
}

/// What stands before a code.
const CODE: &str = "code.";

/// Shortest secret that browsers make.
const SHORTEST_SECRET: usize = 22;
/// How many letters stand behind the dash of a reference.
const REFERENCE_LETTERS: usize = 6;

impl Fragment {
    /// Reads what stands after the `#`, with or without it. Links come out of mails and chats, with whatever stood around
    /// them there: escapes, brackets, the full stop of a sentence, a line end in the middle.
    pub(super) fn read(hash: &str) -> Self {
        let text = decode(hash);
        let text = text.rsplit('#').next().unwrap_or_default().trim_matches(|c: char| !is_letter(c));
        if text.is_empty() {
            return Self::Empty;
        }
        let (reference, rest) = text.split_once('.').unwrap_or((text, ""));
        let reference = reference.trim().to_ascii_uppercase();
        if !is_reference(&reference) {
            return Self::Torn;
        }
        let rest = rest.trim_start();
        if let Some(code) = rest.strip_prefix(CODE) {
            let code: String = code.split_whitespace().collect();
            let code = code_of(leading_letters(&code));
            return code.map_or(Self::Torn, |code| Self::Code(CodeLink { reference, code }));
        }
        let mut secret = leading_letters(rest);
        let joined: String = rest.split_whitespace().collect();
        if secret.len() < SHORTEST_SECRET {
            secret = leading_letters(&joined);
        }
        if secret.len() < SHORTEST_SECRET {
            return Self::Reference(reference);
        }
        Self::Pass(Pass { reference, secret: secret.to_owned() })
    }
}

/// Whether a secret may hold this character.
fn is_letter(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-' || c == '_'
}

fn leading_letters(text: &str) -> &str {
    text.find(|c| !is_letter(c)).and_then(|end| text.get(..end)).unwrap_or(text)
}

/// Whether a text looks like `TZ-7F3K9Q`, whatever its prefix is.
fn is_reference(text: &str) -> bool {
    text.rsplit_once('-').is_some_and(|(prefix, letters)| {
        !prefix.is_empty()
            && letters.len() == REFERENCE_LETTERS
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "abcdefghijkl-nopqrstuvw_";

    fn pass() -> Fragment {
        Fragment::Pass(Pass { reference: "TZ-7F3K9Q".into(), secret: SECRET.into() })
    }

    #[test]
    fn a_private_link_gives_reference_and_secret() {
        assert_eq!(Fragment::read(&format!("#TZ-7F3K9Q.{SECRET}")), pass());
        assert_eq!(Fragment::read(&format!("tz-7f3k9q.{SECRET}")), pass());
    }

    #[test]
    fn what_stood_around_a_link_does_no_harm() {
        for (before, after) in [
            ("", "."),
            ("", ","),
            ("", ")"),
            ("", ">"),
            ("", "%3E"),
            ("", "%22"),
            ("", ")."),
            ("", "\u{201d}"),
            ("%20", "%20"),
            (" ", "\n"),
            ("", "%0A"),
            ("", "\u{200b}"),
            ("", ". Please look at it"),
            ("https://help.example/track/#", ""),
        ] {
            let link = format!("#{before}TZ-7F3K9Q.{SECRET}{after}");
            assert_eq!(Fragment::read(&link), pass(), "{link}");
        }
        let (one, two) = SECRET.split_at(10);
        assert_eq!(Fragment::read(&format!("#TZ-7F3K9Q.{one}%0D%0A{two}")), pass());
        assert_eq!(Fragment::read(&format!("#TZ-7F3K9Q%2E{SECRET}")), pass());
    }

    #[test]
    fn the_link_of_a_mail_gives_reference_and_code() {
        let link = CodeLink { reference: "TZ-7F3K9Q".into(), code: "7F3K9QXM".into() };
        for hash in [
            "#TZ-7F3K9Q.code.7F3K9QXM",
            "tz-7f3k9q.code.7f3k-9qxm",
            "#TZ-7F3K9Q.code.7F3K%0D%0A9QXM.",
            "#TZ-7F3K9Q.code.7F3K9QXM)",
        ] {
            assert_eq!(Fragment::read(hash), Fragment::Code(link.clone()), "{hash}");
        }
        assert_eq!(Fragment::read("#TZ-7F3K9Q.code.7F3K"), Fragment::Torn);
    }

    #[test]
    fn nothing_and_half_a_link_are_told_apart() {
        for empty in ["", "#", "#%20", "#."] {
            assert_eq!(Fragment::read(empty), Fragment::Empty, "{empty}");
        }
        for bare in ["#TZ-7F3K9Q", "#tz-7f3k9q.", "#TZ-7F3K9Q.short", "#TZ-7F3K9Q)"] {
            assert_eq!(Fragment::read(bare), Fragment::Reference("TZ-7F3K9Q".into()), "{bare}");
        }
        for torn in ["#main", "#TZ/7F.abcdefghijklmnopqrstuvwx", "#7F3K9Q", "#.abcdefghijklmnopqrstuvwx"] {
            assert_eq!(Fragment::read(torn), Fragment::Torn, "{torn}");
        }
    }
}
