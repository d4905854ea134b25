//! When another system wants to be asked again.

use std::time::Duration;

use axum::http::{HeaderMap, header::RETRY_AFTER};
use jiff::{Timestamp, fmt::rfc2822};

/// Nobody waits longer because another system says so: it may be out of order when it does.
const LONGEST: Duration = Duration::from_secs(24 * 60 * 60);

/// How long to wait by `Retry-After`, in seconds or as a date, or by the rate limits of GitHub when they are used up.
pub(in crate::sink) fn after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
    let asked = text(RETRY_AFTER.as_str()).and_then(|value| {
        value.parse().ok().map(Duration::from_secs).or_else(|| until(rfc2822::parse(value).ok()?.timestamp(), now))
    });
    let used_up = || {
        text("x-ratelimit-remaining").filter(|left| *left == "0")?;
        until(Timestamp::from_second(text("x-ratelimit-reset")?.parse().ok()?).ok()?, now)
    };
    asked.or_else(used_up).map(|wait| wait.min(LONGEST))
}

/// From now until then; no time at all when that is over.
fn until(then: Timestamp, now: Timestamp) -> Option<Duration> {
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use axum::http::{HeaderName, HeaderValue};

    use super::*;

    fn check(headers: &[(&'static str, &str)], expected: Option<u64>) {
        let named = headers
            .iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect();
        let now = "2026-11-28T09:00:00Z".parse().unwrap();
        assert_eq!(after(&named, now), expected.map(Duration::from_secs), "{headers:?}");
    }

    #[test]
    fn seconds_and_dates_are_read() {
        check(&[("retry-after", "120")], Some(120));
        check(&[("retry-after", " 0 ")], Some(0));
        check(&[("retry-after", "Sat, 28 Nov 2026 09:05:00 GMT")], Some(300));
        check(&[("retry-after", "Sat, 28 Nov 2026 08:00:00 GMT")], Some(0));
        check(&[("retry-after", "99999999999")], Some(24 * 60 * 60));
        for odd in ["", "soon", "-5", "1.5", "99999999999999999999999", "Sat, 99 Nov 2026 09:05:00 GMT"] {
            check(&[("retry-after", odd)], None);
        }
    }

    #[test]
    fn limits_of_github_count_when_they_are_used_up() {
        // 2026-11-28T09:10:00Z
        let reset = ("x-ratelimit-reset", "1795857000");
        check(&[("x-ratelimit-remaining", "0"), reset], Some(600));
        check(&[("x-ratelimit-remaining", "12"), reset], None);
        check(&[("x-ratelimit-remaining", "0"), reset, ("retry-after", "60")], Some(60));
        check(&[("x-ratelimit-remaining", "0")], None);
    }
}
