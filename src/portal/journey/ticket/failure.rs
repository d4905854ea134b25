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
    /// The desk asked for a proof of work, and got none that it took.
    Unproven,
    /// An earlier version of the ticket has arrived after all; its reference, when it could be found out.
    Earlier(Option<String>),
    /// It has been taken back, in another tab.
    Elsewhere,
    /// More than the desk takes.
    TooLarge,
    /// The desk has no room for these bytes any more, or never got them: files have to be sent again.
    MissingFiles,
    /// A file that is no longer on the device; its name.
    LostFile(String),
    /// The desk had the file that was asked for, and has lost its bytes.
    Gone,
    /// A file that the desk does not take, and why.
    Refused(String),
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
    #[serde(default, rename = "type")]
    kind: String,
    #[serde(default)]
    detail: String,
}

impl Failure {
    /// Whether it passes: the very same, sent later, may be taken.
    pub(crate) fn passes(&self) -> bool {
        match self {
            Self::Offline
            | Self::Unreachable
            | Self::Slow
            | Self::Busy(_)
            | Self::Unproven
            | Self::Unknown
            | Self::MissingFiles => true,
            Self::Broken(status) => !(400..500).contains(status),
            Self::Earlier(_)
            | Self::Elsewhere
            | Self::TooLarge
            | Self::LostFile(_)
            | Self::Gone
            | Self::Refused(_)
            | Self::Invalid(_) => false,
        }
    }

    /// What an answer to the bytes of a file means that is no success.
    pub(in crate::journey) fn of_file(status: u16, retry_after: Option<&str>, body: &str, name: &str) -> Self {
        let said = || serde_json::from_str::<Report>(body).map(|report| report.detail).unwrap_or_default();
        match status {
            // Other bytes lie under the id: this file has been changed since they were sent.
            409 => Self::LostFile(name.to_owned()),
            413 | 415 | 422 => Self::Refused(format!("{name}: {}", said())),
            // A desk that takes no files knows no address for them.
            405 => Self::Broken(404),
            status => Self::of_answer(status, retry_after, body),
        }
    }

    /// What an answer other than success means.
    pub(in crate::journey) fn of_answer(status: u16, retry_after: Option<&str>, body: &str) -> Self {
        match status {
            403 if asks_for_proof(body) => Self::Unproven,
            401 | 403 | 404 | 410 => Self::Unknown,
            408 | 504 => Self::Slow,
            409 => Self::Earlier(None),
            413 => Self::TooLarge,
            502 | 503 => Self::Unreachable,
            422 => match serde_json::from_str::<Report>(body) {
                Ok(report) if report.kind.ends_with(":missing-files") => Self::MissingFiles,
                Ok(report) if !report.errors.is_empty() => Self::Invalid(report.errors),
                _ => Self::Broken(status),
            },
            429 => Self::Busy(retry_after.and_then(|seconds| seconds.trim().parse().ok())),
            _ => Self::Broken(status),
        }
    }
}

/// Whether a request was refused for its proof of work: another one may be taken.
fn asks_for_proof(body: &str) -> bool {
    serde_json::from_str::<Report>(body).is_ok_and(|report| report.kind.contains(":proof-"))
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
    fn a_proof_that_was_not_taken_is_told_from_a_ticket_that_is_not_there() {
        let of = |kind: &str| Failure::of_answer(403, None, &format!(r#"{{"type":"urn:tierzero:problem:{kind}"}}"#));
        let proofs = ["proof-missing", "proof-stale", "proof-wrong"];
        assert_eq!(proofs.map(of), [Failure::Unproven, Failure::Unproven, Failure::Unproven]);
        assert_eq!(of("no-files"), Failure::Unknown);
        assert!(Failure::Unproven.passes());
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
