//! Confirming that the address on a ticket is the reader's.

use serde::{Deserialize, Serialize};

/// Letters of a code.
const LETTERS: usize = 8;

/// What a reader has to confirm before anybody looks at the ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirm {
    /// The address that a code was sent to, but for most of its letters: `a…@example.com`.
    pub address: String,
    /// Until when it can be confirmed, RFC 3339 in UTC; then the ticket is removed.
    pub until: String,
    /// From when on the mail can be sent again, RFC 3339 in UTC.
    pub again_from: String,
    /// Whether the address can still be corrected.
    pub correct: bool,
}

/// What the browser sends to `POST /api/tickets/{reference}/confirm`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Confirmation {
    /// The code, whichever way it was typed.
    pub code: String,
}

/// What the desk answers when the code is right, also when it was right before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Confirmed {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// When the ticket was let in, RFC 3339 in UTC.
    pub let_in: String,
}

/// What the browser sends to `POST /api/tickets/{reference}/confirm/again`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AskAgain {
    /// The right address, where the one that was sent is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(nullable))]
    pub email: Option<String>,
}

/// What the desk answers when it sends the mail once more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asked {
    /// Such as `TZ-7F3K9Q`.
    pub reference: String,
    /// What there is to confirm now.
    pub confirm: Confirm,
}

impl Confirm {
    /// An address as it is shown to those who know it: who looks over their shoulder learns little.
    pub fn masked(address: &str) -> String {
        let (name, domain) = address.rsplit_once('@').unwrap_or((address, ""));
        let first = name.chars().next().map(String::from).unwrap_or_default();
        format!("{first}…@{domain}")
    }
}

/// Reads a code as people type it: in any case, with spaces and dashes, O for 0 and I or L for 1. Nothing for what can be none.
pub fn code_of(typed: &str) -> Option<String> {
    let letters = typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '–'));
    let code: String = letters.map(|c| c.to_ascii_uppercase()).take(LETTERS + 1).collect();
    let code = code.replace('O', "0").replace(['I', 'L'], "1");
    let fits = code.len() == LETTERS && code.bytes().all(|byte| byte.is_ascii_alphanumeric() && byte != b'U');
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_whichever_way_it_was_typed() {
        for typed in ["7F3K-9Q01", "7f3k 9qol", " 7F3K9QOI ", "7f3k–9q01"] {
            assert_eq!(code_of(typed).as_deref(), Some("7F3K9Q01"), "{typed}");
        }
        for odd in ["", "7F3K", "7F3K-9Q011", "7F3K-9Q0U", "7F3K-9Qé1", "7F3K.9Q01"] {
            assert_eq!(code_of(odd), None, "{odd}");
        }
    }

    #[test]
    fn an_address_is_shown_by_its_first_letter_and_its_domain() {
        assert_eq!(Confirm::masked("ada.osei@northwind.example"), "a…@northwind.example");
        assert_eq!(Confirm::masked("éva@example.com"), "é…@example.com");
    }
}
