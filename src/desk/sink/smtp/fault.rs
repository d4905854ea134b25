//! What an error of a mail server means. Its own words are left out: they often hold the address.

use std::error::Error as _;

use lettre::transport::smtp::Error;

use super::letter::Audience;
use crate::sink::Failure;

pub(super) fn meaning(host: &str, audience: &Audience, error: &Error) -> Failure {
    let whose = match audience {
        Audience::Team => "the mail to the team",
        Audience::Reader(_) => "the mail to the reader",
    };
    let Some(code) = error.status() else { return without_code(host, error) };
    let code = code.to_string();
    if error.is_transient() {
        return Failure::later(format!("`{host}` does not take {whose} now ({code})"));
    }
    let mend = match code.as_str() {
        "530" | "534" | "535" | "538" => "check name and password, and whether it asks for encryption",
        "550" | "551" | "553" | "554" => "check the addresses, and whether it lets this sender through",
        "552" => "it is too large; lower the limit for files",
        _ => "its log says why",
    };
    Failure::never(format!("`{host}` refuses {whose} ({code}): {mend}"))
}

fn without_code(host: &str, error: &Error) -> Failure {
    if error.is_timeout() {
        return Failure::later(format!("`{host}` does not answer in time"));
    }
    let cause = root(error);
    if error.is_client() {
        return Failure::never(format!("no mail can be sent over `{host}`: {cause}"));
    }
    if error.is_response() {
        return Failure::later(format!("`{host}` does not answer as a mail server does"));
    }
    Failure::later(format!("no mail can be sent over `{host}` now: {cause}"))
}

/// The innermost cause, which says most and comes from this computer, not from the server.
fn root(error: &Error) -> String {
    let mut cause = error.source();
    while let Some(inner) = cause.and_then(|cause| cause.source()) {
        cause = Some(inner);
    }
    cause.map_or_else(|| "the connection breaks off".into(), ToString::to_string)
}
