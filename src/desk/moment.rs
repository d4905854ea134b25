//! Times as they are stored and told: RFC 3339 in UTC with milliseconds, so that they sort as text.

use jiff::Timestamp;

pub(crate) fn now() -> String {
    told(Timestamp::now())
}

pub(crate) fn told(moment: Timestamp) -> String {
    moment.strftime("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()
}
