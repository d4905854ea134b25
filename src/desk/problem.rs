//! Everything the endpoint says no with (RFC 9457). The client never sees an internal.

use std::{error::Error, sync::Arc, time::Duration};

use axum::{
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use content::ticket::FieldError;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    agent::Scope,
    moment,
    sink::Refused,
    standing::Refusal,
    store::{Unmergeable, is_busy},
};

const ENDING: &str = "ending";
const FILE_LOST: &str = "file-lost";

/// An answer that is not a success. As a response it has no body yet: the boundary writes it, with the request's id.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    status: StatusCode,
    /// The stable end of its `type`.
    kind: &'static str,
    detail: String,
    errors: Vec<FieldError>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// For the log only.
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

/// An answer that is not a success (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(crate) struct Wire<'a> {
    /// Which kind it is, for programs. It stays the same for good, while all words may change.
    #[serde(rename = "type")]
    kind: String,
    /// What the status is called.
    title: &'a str,
    /// The status once more.
    status: u16,
    /// What is wrong and how to mend it, for people.
    #[serde(skip_serializing_if = "str::is_empty")]
    detail: &'a str,
    /// What is wrong with single fields.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [FieldError],
    /// By this the operator finds the request in the log; the header `X-Request-Id` has it too.
    request_id: &'a str,
}

impl Problem {
    fn new(status: StatusCode, kind: &'static str, detail: impl Into<String>) -> Self {
        Self { status, kind, detail: detail.into(), errors: Vec::new(), headers: Vec::new(), cause: None }
    }

    fn header(mut self, name: HeaderName, value: impl Into<HeaderValue>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    fn retry_after(self, seconds: u64) -> Self {
        self.header(header::RETRY_AFTER, seconds)
    }

    fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(Arc::from(cause.into()));
        self
    }

    /// The request is not as the endpoint understands it.
    pub(crate) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", detail)
    }

    /// No form has this id (any more).
    pub(crate) fn unknown_form() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "unknown-form", "There is no form with this id. Open the form again.")
    }

    /// No bearer secret came along.
    pub(crate) fn no_secret() -> Self {
        let detail = "Send the ticket's secret as `Authorization: Bearer`.";
        Self::new(StatusCode::UNAUTHORIZED, "no-secret", detail)
            .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"ticket\""))
    }

    /// A token came where a ticket's secret should be.
    pub(crate) fn token_for_secret() -> Self {
        let detail = "This is a token. What it opens is below `/api/agent/`; here the ticket's secret is expected.";
        Self::new(StatusCode::UNAUTHORIZED, "no-secret", detail)
            .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"ticket\""))
    }

    /// No token came along.
    pub(crate) fn no_token() -> Self {
        let detail = "Send a token as `Authorization: Bearer tzd_…`. `tierzero desk token add` makes one.";
        Self::new(StatusCode::UNAUTHORIZED, "no-token", detail)
            .header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"agents\""))
    }

    /// The token opens nothing.
    pub(crate) fn wrong_token() -> Self {
        Self::bad_token("wrong-token", "This token opens nothing here.")
    }

    /// The token opened something once.
    pub(crate) fn token_over() -> Self {
        Self::bad_token("token-over", "This token has ended. Ask whoever runs the desk for a new one.")
    }

    fn bad_token(kind: &'static str, detail: &str) -> Self {
        let challenge = HeaderValue::from_static("Bearer realm=\"agents\", error=\"invalid_token\"");
        Self::new(StatusCode::UNAUTHORIZED, kind, detail).header(header::WWW_AUTHENTICATE, challenge)
    }

    /// The token does not let its holder do this.
    pub(crate) fn missing_scope(scope: Scope) -> Self {
        let challenge = format!("Bearer realm=\"agents\", error=\"insufficient_scope\", scope=\"{scope}\"");
        let detail = format!("This token lacks the scope `{scope}`.");
        let problem = Self::new(StatusCode::FORBIDDEN, "missing-scope", detail);
        match HeaderValue::try_from(challenge) {
            Ok(challenge) => problem.header(header::WWW_AUTHENTICATE, challenge),
            Err(_) => problem,
        }
    }

    /// No ticket has this reference, as agents are told.
    pub(crate) fn no_such_reference() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no-such-ticket", "There is no ticket with this reference.")
    }

    /// The ticket has no such file.
    pub(crate) fn no_such_file() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no-such-file", "This ticket has no file with this id.")
    }

    /// A change did not say which state of the ticket it is a change of.
    pub(crate) fn no_version() -> Self {
        let detail =
            "Send the ticket's `ETag`, as you have seen it, as `If-Match`, so that nobody's work is overwritten.";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "no-version", detail)
    }

    /// What a change says it is a change of was never a version of a ticket.
    pub(crate) fn odd_version() -> Self {
        Self::bad_request(
            "`If-Match` is no version of a ticket, such as `\"v12\"`. Send the ticket's `ETag` as the desk told it, with its quotes, or \
             `*` for however it stands.",
        )
    }

    /// Something happened that whoever wants to change the ticket has not seen.
    pub(crate) fn stale() -> Self {
        let detail = "Something has happened to the ticket since you looked at it. Look again, and decide again.";
        Self::new(StatusCode::PRECONDITION_FAILED, "changed-meanwhile", detail)
    }

    /// What is to be done would change nothing.
    pub(crate) fn unchanged() -> Self {
        Self::new(StatusCode::CONFLICT, "unchanged", "The ticket stands so already.")
    }

    /// The ticket waits for nothing, as agents are told.
    pub(crate) fn let_in_already() -> Self {
        let detail = "This ticket does not wait: its address is confirmed already, or needs no confirming.";
        Self::new(StatusCode::CONFLICT, "unchanged", detail)
    }

    /// Two tickets cannot be merged.
    pub(crate) fn unmergeable(why: Unmergeable) -> Self {
        let detail = match why {
            Unmergeable::NoSuchTicket => "There is no ticket to merge it into with this reference.".to_owned(),
            Unmergeable::Itself => "A ticket cannot be merged into itself. Name the one that goes on.".to_owned(),
            Unmergeable::IntoMerged { other, end } => {
                format!("{other} was merged itself, and {end} goes on for it. Merge into {end}.")
            }
            Unmergeable::RoundAbout { other } => {
                format!("{other} was merged into this ticket, which goes on for both: there is nothing to do.")
            }
            Unmergeable::IntoClosed { other } => {
                format!(
                    "{other} is closed, and nobody would go on with either. Open {other} again first, or merge it into this ticket if \
                     that is open."
                )
            }
            Unmergeable::IntoUnconfirmed => "The address on the other ticket is not confirmed yet.".to_owned(),
            Unmergeable::Already { end } => {
                format!(
                    "This ticket was merged before, and {end} goes on for it. It can be merged again once it is open."
                )
            }
        };
        Self::new(StatusCode::CONFLICT, "not-mergeable", detail)
    }

    /// The ticket waits until the address of its requester is confirmed, as agents are told.
    pub(crate) fn unconfirmed() -> Self {
        let detail = "The address on this ticket is not confirmed yet, and nobody but its reader would hear of this. If you know who \
                      sent it, confirm it for them first.";
        Self::new(StatusCode::CONFLICT, "unconfirmed", detail)
    }

    /// Unknown reference, or a code that is wrong or over, which is the same to everybody outside.
    pub(crate) fn no_such_code() -> Self {
        let detail = "There is no ticket with this reference and code, or the code works no more.";
        Self::new(StatusCode::NOT_FOUND, "no-such-code", detail)
    }

    /// The address of the ticket is confirmed, or need not be.
    pub(crate) fn nothing_to_confirm() -> Self {
        let detail = "There is nothing to confirm: the desk has this ticket.";
        Self::new(StatusCode::CONFLICT, "nothing-to-confirm", detail)
    }

    /// The last mail that asked to confirm went out not long ago.
    pub(crate) fn asked_lately(wait: Duration) -> Self {
        let detail = "A mail went out not long ago. Look for it, among unwanted mail, too, and ask again later.";
        Self::rate_limited(detail, wait)
    }

    /// The ticket has this file, and its bytes are gone from the storage; `file` and `reference` are for the operator.
    pub(crate) fn file_lost(reference: &str, file: &str, why: &str) -> Self {
        let detail = "The file is gone from the desk's storage.";
        Self::new(StatusCode::GONE, FILE_LOST, detail).because(format!("file {file} of {reference} is lost: {why}"))
    }

    /// The address of the ticket was corrected before.
    pub(crate) fn corrected_before() -> Self {
        let detail = "The address was corrected once. If it is still wrong, erase this ticket and send a new one.";
        Self::new(StatusCode::CONFLICT, "corrected-before", detail)
    }

    /// There never was an event with the number of this cursor.
    pub(crate) fn cursor_gone() -> Self {
        let detail = "This cursor is newer than the database, which was most likely restored from a copy. Begin again, without \
                      `after`, and drop what you have.";
        Self::new(StatusCode::GONE, "cursor-gone", detail)
    }

    /// There is nothing at this address.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "There is nothing at this address.")
    }

    /// Unknown reference or wrong secret, which is the same to everybody outside.
    pub(crate) fn no_such_ticket() -> Self {
        Self::new(StatusCode::NOT_FOUND, "no-such-ticket", "There is no ticket with this reference and secret.")
    }

    /// A call of another system is not signed as it must be, or says nothing that is understood.
    pub(crate) fn call(refused: &Refused) -> Self {
        let (status, kind) = match refused.status() {
            401 => (StatusCode::UNAUTHORIZED, "call-unverified"),
            _ => (StatusCode::BAD_REQUEST, "call-misshapen"),
        };
        let problem = Self::new(status, kind, format!("Something is wrong: {refused}."));
        match status {
            StatusCode::UNAUTHORIZED => {
                problem.header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Signature realm=\"callbacks\""))
            }
            _ => problem,
        }
    }

    /// The body took too long to arrive.
    pub(crate) fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "too-slow", "The request took too long to arrive. Send it again.")
    }

    /// The key was used with another body.
    pub(crate) fn key_reused() -> Self {
        let detail = "This `Idempotency-Key` was used for another request. Use a new key for each.";
        Self::new(StatusCode::CONFLICT, "key-reused", detail)
    }

    /// The body is larger than allowed, in bytes.
    pub(crate) fn too_large(limit: usize) -> Self {
        let detail = format!("What was sent is larger than {limit} bytes, which is the most that is taken.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too-large", detail)
    }

    /// The body is not JSON by its header.
    pub(crate) fn not_json() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "not-json", "Send it as `Content-Type: application/json`.")
            .header(HeaderName::from_static("accept-post"), HeaderValue::from_static("application/json"))
    }

    /// Other bytes are stored under this id.
    pub(crate) fn other_bytes() -> Self {
        let detail = "Another file was sent under this id. Send this one under a new id.";
        Self::new(StatusCode::CONFLICT, "other-bytes", detail)
    }

    /// The settings take no files.
    pub(crate) fn no_files() -> Self {
        Self::new(StatusCode::FORBIDDEN, "no-files", "This desk takes no files.")
    }

    /// The bytes are of a kind that is not taken; `kinds` says which are.
    pub(crate) fn file_type(kinds: &str) -> Self {
        let detail = format!("Files of this kind are not taken. Choose {kinds}.");
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "file-type", detail)
    }

    /// Bytes that a ticket names did not arrive, were removed since, or belong to another ticket.
    pub(crate) fn missing_files(errors: Vec<FieldError>) -> Self {
        let detail = "Some files are not at the desk. Send them again, each under a new id.";
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "missing-files", detail) }
    }

    /// What the reader wants to do is not possible as the ticket stands.
    pub(crate) fn refused(refusal: Refusal) -> Self {
        let (kind, detail) = match refusal {
            Refusal::Closed(Some(until)) => {
                let until = moment::told(until);
                ("closed", format!("This ticket is closed. Reopen it until {until}, or send a new ticket."))
            }
            Refusal::Closed(None) => ("closed", "This ticket is closed. Send a new ticket.".into()),
            Refusal::Open => ("not-solved", "This ticket is open. Send a reply instead.".into()),
            Refusal::Unsolved => ("not-solved", "A ticket can be rated once it is solved.".into()),
            Refusal::TooLate => {
                ("too-late", "This ticket is closed, and can no longer be reopened. Send a new ticket.".into())
            }
            Refusal::Rated => ("too-late", "This ticket was rated more than a day ago.".into()),
            Refusal::NotLate(Some(due)) => {
                let due = moment::told(due);
                ("not-late", format!("This is due at {due}. Ask to hurry once that is over."))
            }
            Refusal::NotLate(None) => ("not-late", "Nothing is due at the moment. Send a reply instead.".into()),
            Refusal::Hurried => ("hurried", "The desk knows that this is late. Send a reply instead.".into()),
            Refusal::Full => ("full", "This ticket is as long as tickets get. Send a new ticket.".into()),
        };
        Self::new(StatusCode::CONFLICT, kind, detail)
    }

    /// The answers do not fit the form.
    pub(crate) fn invalid_answers(errors: Vec<FieldError>) -> Self {
        let detail = "Some answers need another look.";
        Self { errors, ..Self::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid-answers", detail) }
    }

    /// Something was done too often; `detail` says by whom or with what.
    pub(crate) fn rate_limited(detail: &'static str, wait: Duration) -> Self {
        let seconds = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate-limited", detail).retry_after(seconds)
    }

    /// No proof of work came along.
    pub(crate) fn proof_missing() -> Self {
        let detail = "A new ticket needs a proof of work. Take token and difficulty from `GET /api/challenge`, find a counter so \
                      that the SHA-256 of `TOKEN:IDEMPOTENCY-KEY:COUNTER` begins with that many zero bits, and send \
                      `Proof-Of-Work: TOKEN;COUNTER`.";
        Self::new(StatusCode::FORBIDDEN, "proof-missing", detail)
    }

    /// The challenge was worked out, but too late.
    pub(crate) fn proof_stale() -> Self {
        let detail = "This challenge is too old. Take a new one from `GET /api/challenge`, and send its proof.";
        Self::new(StatusCode::FORBIDDEN, "proof-stale", detail)
    }

    /// The challenge is not the desk's, or was not worked out for this request.
    pub(crate) fn proof_wrong() -> Self {
        let detail = "The proof of work does not fit. Take a new challenge from `GET /api/challenge`, and work it out for the \
                      `Idempotency-Key` of this request.";
        Self::new(StatusCode::FORBIDDEN, "proof-wrong", detail)
    }

    /// The store cannot take or give anything at the moment, but will again.
    pub(crate) fn unavailable(retry_after: u64, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let detail = "The desk cannot answer at the moment. Try again later.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "unavailable", detail).retry_after(retry_after).because(cause)
    }

    /// The answer took too long. A write may still succeed; the same key then finds it.
    pub(crate) fn timed_out() -> Self {
        let detail = "The desk took too long. Try again, with the same `Idempotency-Key`.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "timed-out", detail).retry_after(5)
    }

    /// The desk is about to end, and another one most likely about to begin.
    pub(crate) fn ending() -> Self {
        let detail = "The desk is being stopped. Try again soon.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, ENDING, detail).retry_after(5)
    }

    /// Something broke that nobody outside can mend.
    pub(crate) fn broken(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let detail = "Something went wrong at the desk. The operator finds more under the request's id.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal", detail).because(cause)
    }

    /// A problem for a bare status, as frameworks answer it.
    pub(crate) fn bare(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => {
                Self::new(status, "method-not-allowed", "This address has no such method.")
            }
            _ => Self::new(status, "", ""),
        }
    }

    /// What stands in `type` for a kind.
    pub(crate) fn urn(kind: &str) -> String {
        if kind.is_empty() { "about:blank".into() } else { format!("urn:tierzero:problem:{kind}") }
    }

    /// The status that it is answered with.
    pub(crate) fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers that it comes with, beside those that every answer has.
    pub(crate) fn headers(&self) -> &[(HeaderName, HeaderValue)] {
        &self.headers
    }

    /// The stable name of its kind; empty for a bare status.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// Whether an operator has to hear of it as an error: not of what nobody has to mend, such as a desk that ends since it was told to.
    pub(crate) fn is_failure(&self) -> bool {
        self.kind == FILE_LOST || self.status.is_server_error() && self.kind != ENDING
    }

    /// What lies behind it, for the log.
    pub(crate) fn cause(&self) -> Option<&(dyn Error + Send + Sync + 'static)> {
        self.cause.as_deref()
    }

    /// What lies behind it, for the error of whoever works beside the endpoint.
    pub(crate) fn source(&self) -> Box<dyn Error + Send + Sync> {
        self.cause.as_ref().map_or_else(|| "nobody says why".into(), ToString::to_string).into()
    }

    /// Whether another program has the database for itself at the moment.
    pub(crate) fn is_of_busy_database(&self) -> bool {
        self.cause().and_then(|cause| cause.downcast_ref::<sqlx::Error>()).is_some_and(is_busy)
    }

    /// Its body.
    pub(crate) fn body(&self, request_id: &str) -> Vec<u8> {
        let wire = Wire {
            kind: Self::urn(self.kind),
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            detail: &self.detail,
            errors: &self.errors,
            request_id,
        };
        serde_json::to_vec(&wire).unwrap_or_default()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.headers_mut().extend(self.headers.iter().cloned());
        response.extensions_mut().insert(self);
        response
    }
}
