//! Words of the pages.

use content::NoticeKind;

use crate::date::{coming_words, is_day, is_past, moment_words};
/// Working minutes in words.
pub(crate) use content::working_time as duration;

pub(crate) const HOME_HEADING: &str = "How can we help?";
pub(crate) const NOTICES: &str = "Right now";
pub(crate) const GUIDES_HOME: &str = "Fix it step by step";
pub(crate) const GUIDES: &str = "Step by step";
pub(crate) const ARTICLES: &str = "Articles";
pub(crate) const FEATURED: &str = "Often needed";
pub(crate) const RELATED: &str = "Read next";
pub(crate) const ON_THIS_PAGE: &str = "On this page";
pub(crate) const PLATFORMS: &str = "For";
pub(crate) const SHOWN_FOR: &str = "Show what to do on";
pub(crate) const ALL_DEVICES: &str = "All devices";
pub(crate) const LAST_REVIEWED: &str = "Last reviewed ";
pub(crate) const PRINTED_FROM: &str = "Printed from ";
pub(crate) const DID_THIS_SOLVE_IT: &str = "Did this solve it?";
pub(crate) const YES: &str = "Yes";
pub(crate) const NO: &str = "No";
pub(crate) const GLAD: &str = "Glad to hear it. Thank you for telling us.";
pub(crate) const SORRY: &str =
    "Sorry about that. Hand it over to a person below; a ticket tells them which article you tried.";
pub(crate) const STILL_STUCK: &str = "Still stuck?";
pub(crate) const STILL_STUCK_LEAD: &str = "Tell us what happened and we will take it from here.";
pub(crate) const CONTACT_LEAD: &str = "Whichever way suits you. If many people are affected or data is at risk, call.";
pub(crate) const PROMISES: &str = "What to expect";
pub(crate) const AT_ANY_HOUR: &str = "Counted at any hour of any day";
pub(crate) const PRIORITY: &str = "Priority";
pub(crate) const RESPOND: &str = "First answer within";
pub(crate) const RESOLVE: &str = "Solved within";
pub(crate) const NOT_FOUND_LEAD: &str =
    "The page may have moved, or the link has a typing mistake. Search for what you need, or browse.";

/// What is seen after a reader has chosen a device.
pub(crate) fn shown_for(device: &str) -> String {
    format!("Shown: {device}")
}

/// Which hours promises are counted in.
pub(crate) fn promises_lead(hours: Option<&str>) -> String {
    match hours {
        None => "Times count within our service hours.".to_owned(),
        Some(hours) => format!("Times count within our service hours: {}.", hours.trim_end_matches('.')),
    }
}

/// How many answers a category has.
pub(crate) fn answers(count: usize) -> String {
    if count == 1 { "1 answer".into() } else { format!("{count} answers") }
}

/// Who keeps an article right.
pub(crate) fn kept_by(owner: &str) -> String {
    format!("Kept by {owner}")
}

/// An article whose check is long due.
pub(crate) fn overdue(day: &str) -> String {
    format!("This article was due for a check on {day} and may be out of date. If a step looks different, tell us.")
}

/// What kind of notice it is.
pub(crate) fn notice_kind(kind: NoticeKind) -> &'static str {
    match kind {
        NoticeKind::Issue => "Known issue",
        NoticeKind::Maintenance => "Planned maintenance",
    }
}

/// Until when a notice holds.
pub(crate) fn until(moment: &str) -> String {
    format!("until {moment}")
}

/// The same, where the reader's time zone is not known.
pub(crate) fn until_utc(moment: &str) -> String {
    if moment.contains(':') { format!("until {moment} UTC") } else { until(moment) }
}

pub(crate) const UPDATE_DUE: &str = "The next update is due";
pub(crate) const TELL_ME: &str = "Tell me about it";

/// What a screen reader says for the link to be told about a notice.
pub(crate) fn tell_me_about(title: &str) -> String {
    format!("{TELL_ME}: {title}")
}

/// When there is news of a notice; `now` is in milliseconds since 1970.
pub(crate) fn next_update(moment: i64, now: i64, minutes_ahead: i64) -> String {
    if is_past(moment, now, minutes_ahead) {
        return UPDATE_DUE.to_owned();
    }
    format!("Next update {}", coming_words(moment, now, minutes_ahead))
}

/// The same, where neither the reader's clock nor their time zone is known.
pub(crate) fn next_update_utc(moment: i64) -> String {
    let zone = if is_day(moment) { "" } else { " UTC" };
    format!("Next update: {}{zone}", moment_words(moment, 0))
}

/// Searches for the words of an address that leads nowhere.
pub(crate) fn search_for(query: &str) -> String {
    format!("Search for “{query}” instead")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_update_is_told_until_it_is_due() {
        let noon = 1_796_472_000_000;
        assert_eq!(next_update_utc(noon), "Next update: 5 December 2026, 12:00 UTC");
        assert_eq!(next_update(noon, noon - 3_600_000, 0), "Next update at 12:00");
        assert_eq!(next_update(noon, noon, 0), "The next update is due");
        assert_eq!(next_update_utc(noon - 12 * 3_600_000), "Next update: 5 December 2026");
    }

    #[test]
    fn a_day_needs_no_time_zone() {
        assert_eq!(until_utc("5 December 2026"), "until 5 December 2026");
        assert_eq!(until_utc("5 December 2026, 20:00"), "until 5 December 2026, 20:00 UTC");
    }
}
