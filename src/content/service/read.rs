//! Reads `[sla.service]` of `portal.toml`.

use jiff::civil::Date;

use super::{Holiday, Service, Window, Zone};
use crate::spelling;
use crate::tree::{Kind, Node, Sink, Spanned, Table, Value, shortened};

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// How hours are written.
const EXAMPLE: &str = "write days and hours, such as `mon-fri 08:00-12:00 13:00-17:00` or `sat,sun 22:00-06:00`";
const MIDNIGHT: u16 = 24 * 60;

/// The service hours in a table; `None` when they cannot be known, which has been told then.
pub(crate) fn read(mut table: Table<'_>) -> Option<Service> {
    let zone = table.need("zone", "the time zone of these hours, such as `Europe/London`");
    let zone = zone.and_then(|name| zone_of(&name, table.sink()));
    if !table.has("open") {
        table.missing("open", EXAMPLE);
    }
    let open = table.span_of("open");
    let mut week = Week { sink: table.sink(), windows: Default::default(), flawed: false };
    for entry in table.texts("open") {
        week.entry(&entry);
    }
    let holidays = holidays(&mut table);
    let sink = table.sink();
    let written = table.has("open");
    table.finish();
    if week.flawed || !written {
        return None;
    }
    let service = Service { zone: zone?, week: week.windows, holidays };
    if service.week_minutes() == 0 {
        let help = Some(EXAMPLE.to_owned());
        sink.error("service/never-open", "the service is never open", open, "expected hours", help);
        return None;
    }
    Some(service)
}

fn zone_of(name: &Spanned<String>, sink: &Sink<'_>) -> Option<Zone> {
    match Zone::named(name) {
        Ok(zone) => Some(zone),
        Err(help) => {
            let message = format!("there is no time zone `{}`", shortened(name));
            sink.error("service/zone", message, name.span.clone(), "not known", Some(help));
            None
        }
    }
}

/// The hours read so far.
struct Week<'n> {
    sink: &'n Sink<'n>,
    windows: [Vec<Window>; 7],
    /// Whether anything was wrong, so that what is there is not all that was meant.
    flawed: bool,
}

impl Week<'_> {
    /// One entry: days, then hours.
    fn entry(&mut self, entry: &Spanned<String>) {
        let tidy = entry.replace(['–', '—'], "-").replace(" -", "-").replace("- ", "-").replace(", ", ",");
        let mut words = tidy.split(' ');
        let Some(days) = self.days(words.next().unwrap_or_default(), entry) else { return };
        let mut windows = Vec::new();
        for word in words {
            match window(word) {
                Ok(window) => windows.push(window),
                Err(why) => return self.wrong(entry, why),
            }
        }
        if windows.is_empty() {
            return self.wrong(entry, format!("`{}` has days and no hours", shortened(entry)));
        }
        for window in windows {
            for day in &days {
                if let Some(other) = self.clash(*day, window) {
                    return self.overlap(entry, window, other);
                }
                self.windows[*day].push(window);
            }
        }
    }

    fn wrong(&mut self, entry: &Spanned<String>, message: impl Into<String>) {
        self.flawed = true;
        self.sink.error("service/hours", message, entry.span.clone(), "expected days and hours", Some(EXAMPLE.into()));
    }

    fn overlap(&mut self, entry: &Spanned<String>, new: Window, other: Window) {
        self.flawed = true;
        let message = format!("{} overlaps {} of the same day or night", said(new), said(other));
        let help = "write one entry for both, or let one end where the other begins".to_owned();
        self.sink.error("service/hours", message, entry.span.clone(), "counts twice", Some(help));
    }

    /// The days of `mon-fri`, `sat,sun`, `daily`, as places in the week.
    fn days(&mut self, text: &str, entry: &Spanned<String>) -> Option<Vec<usize>> {
        if text.eq_ignore_ascii_case("daily") {
            return Some((0..7).collect());
        }
        let mut days = Vec::new();
        for part in text.split(',') {
            let (first, last) = part.split_once('-').unwrap_or((part, part));
            let unknown = match (weekday(first), weekday(last)) {
                (Some(first), Some(last)) => {
                    days.extend((0..(last + 7 - first) % 7 + 1).map(|step| (first + step) % 7));
                    continue;
                }
                (None, _) => first,
                (_, None) => last,
            };
            self.flawed = true;
            let known = DAYS.iter().map(|day| &day[..3]).chain(DAYS);
            let help = spelling::closest(unknown, known).map(|day| format!("did you mean `{day}`?"));
            let help = help.unwrap_or_else(|| EXAMPLE.to_owned());
            let message = format!("`{}` is no day of the week", shortened(unknown));
            self.sink.error("service/hours", message, entry.span.clone(), "expected days first", Some(help));
            return None;
        }
        Some(days)
    }

    /// Hours read before that some on this day would overlap, at night too.
    fn clash(&self, day: usize, new: Window) -> Option<Window> {
        let near = [(day + 6, -1), (day, 0), (day + 1, 1)];
        let moved = |window: Window, by: i32| {
            let by = by * i32::from(MIDNIGHT);
            (i32::from(window.opens) + by, i32::from(window.closes) + by)
        };
        let (opens, closes) = moved(new, 0);
        near.iter().find_map(|(other, by)| {
            self.windows[other % 7].iter().copied().find(|window| {
                let (from, to) = moved(*window, *by);
                from < closes && opens < to
            })
        })
    }
}

fn weekday(word: &str) -> Option<usize> {
    let word = word.trim().to_lowercase();
    DAYS.iter().position(|day| *day == word || day[..3] == word)
}

/// `08:00-12:00`, or over midnight `22:00-06:00`.
fn window(word: &str) -> Result<Window, String> {
    let (opens, closes) = word.split_once('-').ok_or_else(|| format!("`{}` are no hours", shortened(word)))?;
    let time = |text: &str| time(text).ok_or_else(|| format!("`{}` is no time of the day", shortened(text)));
    let (opens, closes) = (time(opens)?, time(closes)?);
    match opens.cmp(&closes) {
        _ if opens == MIDNIGHT => Err("a day begins at `00:00`; `24:00` is its end".to_owned()),
        std::cmp::Ordering::Less => Ok(Window { opens, closes }),
        std::cmp::Ordering::Equal => {
            Err(format!("`{word}` opens and closes at the same time; a whole day is `00:00-24:00`"))
        }
        std::cmp::Ordering::Greater => Ok(Window { opens, closes: closes + MIDNIGHT }),
    }
}

/// Minutes from midnight of `8:00` to `24:00`.
fn time(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let digits = |text: &str, most: usize| {
        let fits = (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if fits { text.parse::<u16>().ok() } else { None }
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2).filter(|_| minutes.len() == 2)?);
    (minutes < 60 && hours * 60 + minutes <= MIDNIGHT).then_some(hours * 60 + minutes)
}

/// Hours in words, for a message.
fn said(window: Window) -> String {
    let time = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let closes = if window.closes > MIDNIGHT { window.closes - MIDNIGHT } else { window.closes };
    format!("`{}-{}`", time(window.opens), time(closes))
}

/// Dates, each with a name behind it or without one.
fn holidays(table: &mut Table<'_>) -> Vec<Holiday> {
    let mut holidays: Vec<Holiday> = Vec::new();
    let sink = table.sink();
    for item in table.list("holidays") {
        let Some(holiday) = holiday(item) else {
            let help = Some("write `\"2026-12-25 Christmas Day\"`, or a date alone: `2026-12-25`".to_owned());
            sink.error("service/holiday", "this is no date", item.span.clone(), "expected a date", help);
            continue;
        };
        if holidays.iter().any(|other| other.date() == holiday.date()) {
            let message = format!("the holiday {} is there twice", holiday.date());
            let help = Some("keep one of them".to_owned());
            sink.error("service/holiday", message, item.span.clone(), "the second one", help);
            continue;
        }
        holidays.push(holiday);
    }
    holidays.sort();
    holidays
}

fn holiday(item: &Node) -> Option<Holiday> {
    let Value::Scalar { text, kind: Kind::Text | Kind::Moment } = &item.value else { return None };
    let (date, name) = text.trim().split_once(' ').unwrap_or((text.trim(), ""));
    let date: Date = (date.len() == 10).then(|| date.parse().ok()).flatten()?;
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Holiday::new(date, Some(name).filter(|name| !name.is_empty())))
}
