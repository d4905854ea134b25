//! What can go wrong between a reader and the desk, sorted by what the reader can do about it.

use content::ticket::FieldError;
use serde::{Deserialize, Serialize};

/// Why the desk gave no answer, or not the one hoped for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Failure {
    /// The device has no connection.
    Offline,
    /// The device has a connection, the desk cannot be reached.
    Unreachable,
    /// No answer came in time.
    Slow,
    /// Too many tickets in a short time; the seconds to wait, when the desk says them.
    Busy(Option<u32>),
    /// An earlier version of the ticket has arrived after all; its reference, when it could be found out.
    Earlier(Option<String>),
    /// It has been taken back, in another tab.
    Elsewhere,
    /// More than the desk takes.
    TooLarge,
    /// Some fields must be mended.
    Invalid(Vec<FieldError>),
    /// There is no such ticket, or the secret is another.
    Unknown,
    /// The desk did not understand or could not store it; its status code.
    Broken(u16),
}

/// The part of a problem report that fields are mended by.
#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    errors: Vec<FieldError>,
}

impl Failure {
    /// Whether it passes: the very same, sent later, may be taken.
    pub(crate) fn passes(&self) -> bool {
        match self {
            Self::Offline | Self::Unreachable | Self::Slow | Self::Busy(_) | Self::Unknown => true,
            Self::Broken(status) => !(400..500).contains(status),
            Self::Earlier(_) | Self::Elsewhere | Self::TooLarge | Self::Invalid(_) => false,
        }
    }

    /// What an answer other than success means.
    pub(in crate::journey) fn of_answer(status: u16, retry_after: Option<&str>, body: &str) -> Self {
        match status {
            401 | 403 | 404 | 410 => Self::Unknown,
            408 | 504 => Self::Slow,
            409 => Self::Earlier(None),
            413 => Self::TooLarge,
            502 | 503 => Self::Unreachable,
            422 => match serde_json::from_str::<Report>(body) {
                Ok(report) if !report.errors.is_empty() => Self::Invalid(report.errors),
                _ => Self::Broken(status),
            },
            429 => Self::Busy(retry_after.and_then(|seconds| seconds.trim().parse().ok())),
            _ => Self::Broken(status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_is_sorted_by_what_the_reader_can_do() {
        let of = |status| Failure::of_answer(status, None, "");
        assert_eq!(of(404), Failure::Unknown);
        assert_eq!(of(409), Failure::Earlier(None));
        assert_eq!(of(413), Failure::TooLarge);
        assert_eq!(of(503), Failure::Unreachable);
        assert_eq!(of(500), Failure::Broken(500));
        assert_eq!(of(504), Failure::Slow);
        assert_eq!(of(422), Failure::Broken(422));
    }

    #[test]
    fn a_wait_is_read_in_seconds() {
        assert_eq!(Failure::of_answer(429, Some(" 30"), ""), Failure::Busy(Some(30)));
        assert_eq!(Failure::of_answer(429, Some("Sun, 22 Nov 2026 10:00:00 GMT"), ""), Failure::Busy(None));
        assert_eq!(Failure::of_answer(429, None, ""), Failure::Busy(None));
    }

    #[test]
    fn field_errors_come_from_the_report_whatever_else_is_in_it() {
        let body = r#"{"type":"about:blank","title":"Invalid","status":422,
            "errors":[{"field":"email","message":"“Email” must be an email address"}]}"#;
        let error = FieldError { field: "email".into(), message: "“Email” must be an email address".into() };
        assert_eq!(Failure::of_answer(422, None, body), Failure::Invalid(vec![error]));
    }
}
