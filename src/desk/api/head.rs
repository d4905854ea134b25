//! What requests say about themselves.

use axum::{
    RequestPartsExt as _,
    extract::Path,
    http::{HeaderMap, HeaderValue, header, request::Parts},
};
use content::proof;

use crate::{agent::PREFIX, digest::Digest, problem::Problem, reference, store::Version};

/// The header that makes repeating safe.
pub(super) const KEY: &str = "idempotency-key";
const KEY_LENGTH: std::ops::RangeInclusive<usize> = 16..=128;

/// Refuses what is no JSON by its header.
pub(super) fn expect_json(headers: &HeaderMap) -> Result<(), Problem> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    if essence.eq_ignore_ascii_case("application/json") { Ok(()) } else { Err(Problem::not_json()) }
}

/// The key.
pub(super) fn key(headers: &HeaderMap) -> Result<&str, Problem> {
    let visible = |key: &&str| KEY_LENGTH.contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic());
    let key = only(headers, KEY).and_then(|key| str::from_utf8(key).ok()).filter(visible);
    key.ok_or_else(|| Problem::bad_request("Send one `Idempotency-Key` of 16 to 128 visible ASCII characters."))
}

/// The proof of work; one that comes twice is none.
pub(super) fn proof(headers: &HeaderMap) -> Option<&[u8]> {
    only(headers, proof::HEADER)
}

fn only<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a [u8]> {
    let mut values = headers.get_all(name).iter();
    values.next().filter(|_| values.next().is_none()).map(HeaderValue::as_bytes)
}

/// The reference in the address as it is stored, whichever way it was typed; empty when there is none.
pub(super) async fn reference(parts: &mut Parts) -> String {
    let path: Result<Path<Vec<(String, String)>>, _> = parts.extract().await;
    let parameters = path.map(|Path(parameters)| parameters).unwrap_or_default();
    let typed = parameters.into_iter().find(|(name, _)| name == "reference").map(|(_, typed)| typed);
    typed.map(|typed| reference::read(&typed)).unwrap_or_default()
}

/// The hash of the ticket's secret.
pub(super) fn secret_hash(headers: &HeaderMap) -> Result<Digest, Problem> {
    let secret = secret(headers).ok_or_else(Problem::no_secret)?;
    if secret.starts_with(PREFIX.as_bytes()) { Err(Problem::token_for_secret()) } else { Ok(Digest::of(secret)) }
}

/// The token of whoever answers tickets.
pub(super) fn token(headers: &HeaderMap) -> Result<&str, Problem> {
    let token = secret(headers).ok_or_else(Problem::no_token)?;
    str::from_utf8(token).map_err(|_| Problem::wrong_token())
}

/// The version of a ticket that a change is a change of.
pub(super) fn version(headers: &HeaderMap) -> Result<Version, Problem> {
    let mut tags = headers.get_all(header::IF_MATCH).iter().peekable();
    tags.peek().ok_or_else(Problem::no_version)?;
    let tags: Vec<&str> = tags.flat_map(|tags| tags.to_str().unwrap_or_default().split(',')).map(str::trim).collect();
    if tags == ["*"] {
        return Ok(Version::Any);
    }
    // Of what this desk never wrote nobody can say that something happened since.
    let seen: Option<Vec<i64>> = tags.into_iter().map(number).collect();
    seen.map(Version::OneOf).ok_or_else(Problem::odd_version)
}

fn number(tag: &str) -> Option<i64> {
    let digits = tag.strip_prefix("\"v")?.strip_suffix('"')?;
    // No ticket has a longer one, and so many fit.
    digits.parse().ok().filter(|_| digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The tag of a version. It counts what happened to the ticket, and tells nothing else.
pub(super) fn tag(version: i64) -> String {
    format!("\"v{version}\"")
}

/// What follows `Bearer `.
fn secret(headers: &HeaderMap) -> Option<&[u8]> {
    let value = headers.get(header::AUTHORIZATION)?.as_bytes();
    let (scheme, secret) = value.split_at_checked(b"Bearer ".len())?;
    let secret = secret.trim_ascii();
    (scheme.eq_ignore_ascii_case(b"Bearer ") && !secret.is_empty()).then_some(secret)
}
