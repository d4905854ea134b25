//! Days and moments of a table.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::{Spanned, Table, scalar};
use crate::tree::{Node, shortened};

impl<'n> Table<'n> {
    /// A day.
    pub(crate) fn date(&mut self, key: &'static str) -> Option<Spanned<Date>> {
        let node = self.get(key)?;
        let text = scalar(node)?;
        match date(text) {
            Some(value) => Some(Spanned { value, span: node.span.clone() }),
            None => {
                self.bad_date(node, key, text, "a date", "write year, month and day: `2026-11-22`");
                None
            }
        }
    }

    /// A moment: a date-time with an offset, or a day. A day means its start, or with `through` its end, in UTC.
    pub(crate) fn moment(&mut self, key: &'static str, through: bool) -> Option<Spanned<Timestamp>> {
        let node = self.get(key)?;
        let text = scalar(node)?;
        let day = |date: Date| {
            let date = if through { date.checked_add(1.day()).ok()? } else { date };
            date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
        };
        let value = date(text).map_or_else(|| text.parse::<Timestamp>().ok(), day);
        if value.is_none() {
            let local = text.parse::<jiff::civil::DateTime>().is_ok();
            let help = if local {
                format!("add the offset from UTC, such as `{text}+00:00`")
            } else {
                "write a date such as `2026-11-22`, or a time such as `2026-11-22T18:00+00:00`".to_owned()
            };
            self.bad_date(node, key, text, "a date, or a time with its offset", &help);
        }
        value.map(|value| Spanned { value, span: node.span.clone() })
    }

    fn bad_date(&self, node: &Node, key: &str, text: &str, expected: &str, help: &str) {
        let message = format!("`{key}` is no date: `{}`", shortened(text));
        self.sink.error(
            "value/date",
            message,
            node.span.clone(),
            format!("expected {expected}"),
            Some(help.to_owned()),
        );
    }
}

/// A day as `2026-11-22` and nothing more.
fn date(text: &str) -> Option<Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}
