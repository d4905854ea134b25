//! Whether a call comes from whoever knows the secret. All comparisons take the same time wherever the first difference is.

use std::time::Duration;

use hmac::{Hmac, Mac, digest::KeyInit};
use jiff::{SignedDuration, Timestamp};
use sha1::Sha1;
use sha2::Sha256;

use super::{Call, Refused};
use crate::{digest::Digest, sink::Secret};

/// How far the time of a signature may be from now.
pub(super) const TOLERANCE: Duration = Duration::from_secs(5 * 60);

/// A header as text.
pub(super) fn header<'a>(call: &Call<'a>, name: &'static str) -> Option<&'a str> {
    call.headers.get(name).and_then(|value| value.to_str().ok())
}

/// A header that has to be there, or the call is not signed.
pub(super) fn signature<'a>(call: &Call<'a>, name: &'static str) -> Result<&'a str, Refused> {
    header(call, name).ok_or(Refused::Unsigned { place: name })
}

/// Checks an HMAC-SHA256 of some parts, written in hexadecimal digits.
pub(super) fn sha256(secret: &Secret, parts: &[&[u8]], digits: &str) -> Result<(), Refused> {
    check::<Hmac<Sha256>>(secret, parts, digits)
}

/// The same with SHA-1, which as part of an HMAC is still sound.
pub(super) fn sha1(secret: &Secret, parts: &[&[u8]], digits: &str) -> Result<(), Refused> {
    check::<Hmac<Sha1>>(secret, parts, digits)
}

fn check<M: Mac + KeyInit>(secret: &Secret, parts: &[&[u8]], digits: &str) -> Result<(), Refused> {
    let given = bytes(digits).ok_or(Refused::Forged)?;
    let key = secret.expose().as_bytes();
    let mut mac = <M as Mac>::new_from_slice(key).map_err(|_| Refused::Forged)?;
    parts.iter().for_each(|part| mac.update(part));
    mac.verify_slice(&given).map_err(|_| Refused::Forged)
}

/// Checks a secret itself.
pub(super) fn same(secret: &Secret, given: &str) -> Result<(), Refused> {
    let right = Digest::of(secret.expose().as_bytes()).matches(&Digest::of(given.as_bytes()));
    if right { Ok(()) } else { Err(Refused::Forged) }
}

/// Checks that seconds since 1970 are about now.
pub(super) fn fresh(seconds: &str, now: Timestamp, tolerance: Duration) -> Result<(), Refused> {
    let stale = Refused::Stale { tolerance };
    let plain = !seconds.is_empty() && seconds.bytes().all(|byte| byte.is_ascii_digit());
    let at = seconds.parse().ok().filter(|_| plain).and_then(|seconds| Timestamp::from_second(seconds).ok());
    let most = SignedDuration::try_from(tolerance).unwrap_or(SignedDuration::MAX);
    match at {
        Some(at) if now.duration_since(at).abs() <= most => Ok(()),
        _ => Err(stale),
    }
}

fn bytes(digits: &str) -> Option<Vec<u8>> {
    let (pairs, []) = digits.trim().as_bytes().as_chunks::<2>() else { return None };
    let digit = |byte: u8| char::from(byte).to_digit(16);
    pairs.iter().map(|[high, low]| u8::try_from(digit(*high)? << 4 | digit(*low)?).ok()).collect()
}
