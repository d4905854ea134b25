//! What only the day tells: reviews that are overdue, notices that are over, holidays that run out.

use content::{Kb, Notice, Problem, Source};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Everything that the day makes a problem.
pub(crate) fn check(kb: &Kb, sources: &[Source], today: Date) -> Vec<Problem> {
    let articles = kb.articles.iter().map(|article| (&article.path, article.review_by));
    let guides = kb.guides.iter().map(|guide| (&guide.path, guide.review_by));
    let reviews = articles.chain(guides).filter_map(|(path, by)| Some((path, by.filter(|by| *by < today)?)));
    let reviews = reviews.map(|(path, by)| {
        let problem = Problem::warning("review/overdue", path, format!("this was to be checked by {by}"))
            .help("check it, then set `reviewed` to today and `review_by` to a later day");
        pointing_at(problem, sources, "review_by", "this day has passed")
    });
    let notices = kb.notices.iter().filter_map(|notice| Some((notice, last_day(notice.until?))));
    let notices = notices.filter(|(_, until)| *until < today).map(|(notice, until)| {
        let problem =
            Problem::hint("notice/over", &notice.path, format!("this notice was over on {until} and is not shown"))
                .help("remove the file when nobody needs it any more");
        pointing_at(problem, sources, "until", "this day has passed")
    });
    let updates = kb.notices.iter().filter(|notice| !is_over(notice, today));
    let updates = updates.filter_map(|notice| Some((notice, notice.next_update?.to_zoned(TimeZone::UTC).date())));
    let updates = updates.filter(|(_, due)| *due < today).map(|(notice, due)| {
        let message = format!("the next update was due on {due}, and readers are told so");
        let problem = Problem::warning("notice/update-due", &notice.path, message)
            .help("tell what is new, then set `next_update` to a later moment or leave it out");
        pointing_at(problem, sources, "next_update", "this day has passed")
    });
    reviews.chain(notices).chain(updates).chain(holidays(kb, sources, today)).collect()
}

/// Holidays that are all over: whoever lists them forgot to go on, and promises would fall on the next ones.
fn holidays(kb: &Kb, sources: &[Source], today: Date) -> Option<Problem> {
    let last = kb.settings.sla.service.as_ref()?.holidays.last()?.date();
    let message = format!("the last holiday that is listed was on {last}");
    let problem = Problem::warning("service/holidays-over", "portal.toml", message)
        .help("add those of the coming year; without them tickets are promised for days on which nobody works");
    (last < today).then(|| pointing_at(problem, sources, "holidays", "all of these are over"))
}

/// Whether a notice is not shown any more on a day.
pub(crate) fn is_over(notice: &Notice, today: Date) -> bool {
    notice.until.is_some_and(|until| last_day(until) < today)
}

/// The first day, in UTC, on which a notice is shown.
pub(crate) fn first_day(notice: &Notice) -> Option<Date> {
    notice.from.map(|from| from.to_zoned(TimeZone::UTC).date())
}

/// The last day, in UTC, on which something is shown until `end`.
pub(crate) fn last_day(end: Timestamp) -> Date {
    let within = end.checked_sub(SignedDuration::from_nanos(1)).unwrap_or(end);
    within.to_zoned(TimeZone::UTC).date()
}

/// Points a problem at the value of a key in the front matter of its file, or in a file of TOML.
pub(crate) fn pointing_at(problem: Problem, sources: &[Source], key: &str, label: &str) -> Problem {
    let found = sources.binary_search_by(|source| source.path.cmp(&problem.path)).ok().and_then(|at| {
        let text = &sources[at].text;
        let matter = content::markdown::split(text).yaml.unwrap_or(0..text.len());
        let mut start = matter.start;
        for line in text[matter].split_inclusive('\n') {
            let rest = line.strip_prefix(key).map(str::trim_start);
            if let Some(value) = rest.and_then(|rest| rest.strip_prefix([':', '='])) {
                let from = start + line.len() - value.trim_start().len();
                return Some(from..from + value.trim().len());
            }
            start += line.len();
        }
        None
    });
    match found {
        Some(span) => problem.at(span, label),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn an_update_that_is_due_is_told_while_the_notice_is_shown() {
        let text = "---\ntitle: Slow\nkind: issue\nuntil: 2026-12-31\nnext_update: 2026-12-11T12:00Z\n---\nText\n";
        let sources = [Source { path: "notices/slow.md".into(), text: text.into() }];
        let (kb, _) = Kb::read(&sources, BTreeSet::new());
        assert_eq!(check(&kb, &sources, Date::constant(2026, 12, 11)), []);
        let told = check(&kb, &sources, Date::constant(2026, 12, 12)).remove(0);
        assert_eq!((told.code, told.span.map(|span| &text[span])), ("notice/update-due", Some("2026-12-11T12:00Z")));
        let over = check(&kb, &sources, Date::constant(2027, 1, 1));
        assert_eq!(over.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["notice/over"]);
    }

    #[test]
    fn holidays_that_are_all_over_are_told() {
        let text =
            "[sla.service]\nzone = \"UTC\"\nopen = [\"mon-fri 08:00-18:00\"]\nholidays = [2026-12-25, 2027-01-01]\n";
        let sources = [Source { path: "portal.toml".into(), text: text.into() }];
        let (kb, _) = Kb::read(&sources, BTreeSet::new());
        assert_eq!(check(&kb, &sources, Date::constant(2027, 1, 1)), []);
        let told = check(&kb, &sources, Date::constant(2027, 1, 2)).remove(0);
        assert_eq!(told.message, "the last holiday that is listed was on 2027-01-01");
        assert_eq!(told.span.map(|span| &text[span]), Some("[2026-12-25, 2027-01-01]"));
    }
}
