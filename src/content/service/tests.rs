#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use insta::assert_snapshot;
use jiff::civil::Date;
use proptest::prelude::*;

use super::*;
use crate::fixture::{problems_of, read};

/// Service hours as `portal.toml` has them.
fn service(lines: &str) -> Service {
    let text = format!("[sla.service]\n{lines}\n");
    assert_eq!(problems_of("portal.toml", &text), "");
    read(&[("portal.toml", &text)]).0.settings.sla.service.unwrap()
}

fn london() -> Service {
    service(
        "zone = \"Europe/London\"\nopen = [\"mon-fri 08:00-18:00\"]\nholidays = [2026-12-25, \"2026-12-28 Boxing Day\"]",
    )
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn priority(respond_minutes: u32, resolve_minutes: u32) -> Priority {
    let [id, title, meaning] = ["normal", "Normal", ""].map(str::to_owned);
    Priority { id, title, meaning, respond_minutes, resolve_minutes, day_minutes: 600, always: false }
}

/// Where so many minutes of service after an instant lead.
fn after(service: &Service, from: &str, minutes: u64) -> String {
    Clock::Hours(service).after(at(from), minutes * 60).to_string()
}

#[test]
fn only_service_hours_count() {
    let london = london();
    // A Monday in winter, where the clocks show UTC.
    assert_eq!(after(&london, "2026-11-23T09:00Z", 240), "2026-11-23T13:00:00Z");
    assert_eq!(after(&london, "2026-11-23T16:00Z", 240), "2026-11-24T10:00:00Z");
    // What is due when the service closes is due then, not when it opens again.
    assert_eq!(after(&london, "2026-11-23T16:00Z", 120), "2026-11-23T18:00:00Z");
    assert_eq!(after(&london, "2026-11-23T18:00Z", 1), "2026-11-24T08:01:00Z");
    // From Friday evening over the weekend, and over Christmas, which is a Friday, and Boxing Day.
    assert_eq!(after(&london, "2026-11-27T23:59Z", 30), "2026-11-30T08:30:00Z");
    assert_eq!(after(&london, "2026-12-24T17:00Z", 120), "2026-12-29T09:00:00Z");
    let promised = promise(at("2026-11-23T16:00:30Z"), &priority(60, 1_200), &london);
    assert_eq!(promised.respond_by, at("2026-11-23T17:00:30Z"));
    assert_eq!(promised.resolve_by, at("2026-11-25T16:00:30Z"));
}

#[test]
fn hours_follow_the_clock_on_the_wall_when_it_is_changed() {
    let london = london();
    // The clocks go forward on 29 March 2026 and back on 25 October, both on a Sunday.
    assert_eq!(after(&london, "2026-03-27T17:00Z", 120), "2026-03-30T08:00:00Z");
    assert_eq!(after(&london, "2026-10-23T16:00Z", 120), "2026-10-26T09:00:00Z");
    // Open through the night of the change: an hour that is left out is not worked, one that is repeated is worked twice.
    let night = service("zone = \"Europe/London\"\nopen = [\"sat 22:00-06:00\"]");
    let hours = |from, until| Clock::Hours(&night).minutes_between(at(from), at(until)) / 60;
    assert_eq!(hours("2026-03-21T12:00Z", "2026-03-22T12:00Z"), 8);
    assert_eq!(hours("2026-03-28T12:00Z", "2026-03-29T12:00Z"), 7);
    assert_eq!(hours("2026-10-24T12:00Z", "2026-10-25T12:00Z"), 9);
    assert_eq!(after(&night, "2026-03-28T12:00Z", 7 * 60), "2026-03-29T05:00:00Z");
    assert_eq!(after(&night, "2026-10-24T12:00Z", 9 * 60), "2026-10-25T06:00:00Z");
}

#[test]
fn a_holiday_takes_the_hours_that_begin_on_it_and_what_reaches_into_it() {
    let night = service("zone = \"UTC\"\nopen = [\"daily 22:00-06:00\"]\nholidays = [2026-12-25]");
    let open = |text: &str| night.is_open(at(text));
    assert!(open("2026-12-24T23:59:59Z") && !open("2026-12-25T00:00Z"));
    assert!(!open("2026-12-25T23:00Z") && !open("2026-12-26T03:00Z") && open("2026-12-26T22:00Z"));
    assert_eq!(night.opens(at("2026-12-25T00:00Z")), Some(at("2026-12-26T22:00Z")));
    assert_eq!(night.opens(at("2026-12-24T22:30Z")), Some(at("2026-12-24T22:30Z")));
}

#[test]
fn a_working_day_is_as_long_as_most_of_them() {
    let minutes = |open: &str| service(&format!("zone = \"UTC\"\nopen = [{open}]")).day_minutes();
    assert_eq!(minutes("\"mon-fri 08:00-18:00\""), 600);
    assert_eq!(minutes("\"mon-thu 08:00-12:00 13:00-17:00\", \"fri 08:00-14:00\""), 480);
    assert_eq!(minutes("\"mon 08:00-12:00\", \"tue 08:00-14:00\""), 360);
    assert_eq!(minutes("\"daily 00:00-24:00\""), 1_440);
    assert_eq!(minutes("\"sat 22:00-06:00\""), 480);
    let text = "[sla.service]\nzone = \"UTC\"\nopen = \"mon-fri 08:00-18:00\"\n\
        [[sla.priority]]\nid = \"urgent\"\nalways = true\nrespond = \"30m\"\nresolve = \"1d\"\n\
        [[sla.priority]]\nid = \"low\"\nrespond = \"1d\"\nresolve = \"5d\"\n";
    assert_eq!(problems_of("portal.toml", text), "");
    let sla = read(&[("portal.toml", text)]).0.settings.sla;
    let saturday = at("2026-11-28T10:00Z");
    let due = |index: usize| sla.promise(saturday, &sla.priorities[index]).unwrap().resolve_by.to_string();
    assert_eq!([due(0), due(1)], ["2026-11-29T10:00:00Z", "2026-12-04T18:00:00Z"]);
}

#[test]
fn without_service_hours_nothing_is_promised_but_at_every_hour() {
    let sla = crate::Sla::default();
    assert_eq!(sla.promise(at("2026-11-23T09:00Z"), &priority(1, 2)), None);
    let always = Priority { always: true, ..priority(1, 2) };
    assert_eq!(sla.promise(at("2026-11-22T23:59Z"), &always).unwrap().respond_by, at("2026-11-23T00:00Z"));
}

#[test]
fn the_far_future_is_reached_at_once_and_has_an_end() {
    let short = service("zone = \"Europe/London\"\nopen = [\"mon 08:00-08:01\"]\nholidays = [2040-01-02]");
    assert_eq!(
        after(&short, "2026-11-23T09:00Z", u64::from(u32::MAX)),
        Timestamp::from_second(Timestamp::MAX.as_second()).unwrap().to_string()
    );
    assert_eq!(Clock::Hours(&short).after(Timestamp::MAX, u64::MAX).as_second(), Timestamp::MAX.as_second());
    assert_eq!(Clock::Always.after(at("2026-11-23T09:00Z"), u64::MAX).as_second(), Timestamp::MAX.as_second());
    assert_eq!(Clock::Hours(&short).seconds_between(Timestamp::MAX, Timestamp::MIN), 0);
    assert!(Clock::Hours(&short).seconds_between(Timestamp::MIN, Timestamp::MAX) > 0);
    let never = Service { zone: Zone::utc(), week: Default::default(), holidays: Vec::new() };
    assert_eq!((never.opens(Timestamp::MIN), never.is_open(Timestamp::MAX)), (None, false));
    assert_eq!(after(&never, "2026-11-23T09:00Z", 1), "9999-12-30T22:00:00Z");
}

#[test]
fn a_zone_has_its_offsets_and_keeps_the_last() {
    let zone = Zone::named("europe/london").unwrap();
    assert_eq!(zone.name, "Europe/London");
    let shown = |zone: &Zone, text| zone.local(at(text)).to_string();
    assert_eq!(shown(&zone, "2026-07-01T12:00Z"), "2026-07-01T13:00:00");
    assert_eq!(shown(&zone, "2099-07-01T12:00Z"), "2099-07-01T13:00:00");
    assert_eq!(shown(&zone, "2150-07-01T12:00Z"), "2150-07-01T12:00:00");
    let few = zone.during(at("2026-06-01T00:00Z")..at("2027-06-01T00:00Z"));
    assert_eq!(
        serde_json::to_string(&few).unwrap(),
        r#"{"name":"Europe/London","offset":3600,"changes":[[1792890000,0],[1806195600,3600]]}"#
    );
    assert_eq!(shown(&few, "2026-07-01T12:00Z"), "2026-07-01T13:00:00");
    assert_eq!(shown(&few, "2030-12-01T12:00Z"), "2030-12-01T13:00:00");
    assert_eq!(shown(&Zone::named("Asia/Kathmandu").unwrap(), "2026-07-01T12:00Z"), "2026-07-01T17:45:00");
}

#[test]
fn wrong_hours_are_told_at_once() {
    let text = r#"
[sla.service]
zone = "London"
open = ["mon-fry 08:00-18:00", "mon 8-18", "tue", "wed 09:00-09:00", "thu 08:00-12:00 11:30-17:00",
  "sat 22:00-06:00", "sun 05:00-06:00", "fri 08:00-25:00", "fri 24:00-08:00"]
holidays = ["2026-12-25 Christmas Day", 2026-12-25, "Boxing Day", 2026-12-25T10:00:00]
closed = "never"
[[sla.priority]]
id = "high"
always = "yes"
respond = "2d"
resolve = "1d"
"#;
    assert_snapshot!(problems_of("portal.toml", text), @r#"
    portal.toml:3:8 error service/zone there is no time zone `London` | did you mean `Europe/London`?
    portal.toml:4:9 error service/hours `fry` is no day of the week | did you mean `fri`?
    portal.toml:4:32 error service/hours `8` is no time of the day | write days and hours, such as `mon-fri 08:00-12:00 13:00-17:00` or `sat,sun 22:00-06:00`
    portal.toml:4:44 error service/hours `tue` has days and no hours | write days and hours, such as `mon-fri 08:00-12:00 13:00-17:00` or `sat,sun 22:00-06:00`
    portal.toml:4:51 error service/hours `09:00-09:00` opens and closes at the same time; a whole day is `00:00-24:00` | write days and hours, such as `mon-fri 08:00-12:00 13:00-17:00` or `sat,sun 22:00-06:00`
    portal.toml:4:70 error service/hours `11:30-17:00` overlaps `08:00-12:00` of the same day or night | write one entry for both, or let one end where the other begins
    portal.toml:5:22 error service/hours `05:00-06:00` overlaps `22:00-06:00` of the same day or night | write one entry for both, or let one end where the other begins
    portal.toml:5:41 error service/hours `25:00` is no time of the day | write days and hours, such as `mon-fri 08:00-12:00 13:00-17:00` or `sat,sun 22:00-06:00`
    portal.toml:5:60 error service/hours a day begins at `00:00`; `24:00` is its end | write days and hours, such as `mon-fri 08:00-12:00 13:00-17:00` or `sat,sun 22:00-06:00`
    portal.toml:6:41 error service/holiday the holiday 2026-12-25 is there twice | keep one of them
    portal.toml:6:53 error service/holiday this is no date | write `"2026-12-25 Christmas Day"`, or a date alone: `2026-12-25`
    portal.toml:6:67 error service/holiday this is no date | write `"2026-12-25 Christmas Day"`, or a date alone: `2026-12-25`
    portal.toml:7:1 error key/unknown unknown key `closed` | expected one of `zone`, `open`, `holidays`
    portal.toml:10:10 error value/type `always` must be `true` or `false`, not the text `yes` | write `true`
    portal.toml:11:11 warning settings/promise-order the first answer is promised for later than the solution | make `respond` at most as long as `resolve`
    "#);
    let text = "[sla.service]\nzone = \"Mars/Olympus\"\nopen = []\n";
    assert_snapshot!(problems_of("portal.toml", text), @"portal.toml:2:8 error service/zone there is no time zone `Mars/Olympus` | write the zone as the IANA database names it, by its largest city: `Europe/London`");
    assert_snapshot!(problems_of("portal.toml", "[sla.service]\nzone = \"UTC\"\nopen = []\n"), @"portal.toml:3:8 error service/never-open the service is never open | write days and hours, such as `mon-fri 08:00-12:00 13:00-17:00` or `sat,sun 22:00-06:00`");
    assert_snapshot!(problems_of("portal.toml", "[sla.service]\nzone = \"Europe/Londn\"\nopen = \"daily 00:00-24:00\"\n"), @"portal.toml:2:8 error service/zone there is no time zone `Europe/Londn` | did you mean `Europe/London`?");
}

#[test]
fn days_are_counted_to_their_dates_and_back() {
    let dates = ["-000400-02-29", "1600-02-29", "1900-03-01", "1969-12-31", "2000-02-29", "2100-02-28", "9999-12-30"];
    for text in dates {
        let day: Date = text.parse().unwrap();
        assert_eq!(super::date(days(day)), day, "{text}");
    }
    assert_eq!(days(Date::constant(1970, 1, 1)), 0);
    assert_eq!(days(Date::constant(2026, 11, 23)), 20_780);
}

/// Random calendars around the changes of the clocks in 2026, and an instant in them.
fn calendars() -> impl Strategy<Value = (Service, Timestamp)> {
    let zones = prop::sample::select(vec![
        "UTC",
        "Europe/London",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Africa/Casablanca",
    ]);
    let window = (0..1_440_u16, 1..1_440_u16).prop_map(|(opens, long)| Window { opens, closes: opens + long });
    let week = prop::array::uniform7(prop::collection::vec(window, 0..3));
    let holiday = (0..400_i16).prop_map(|after| Holiday::new(super::date(20_454 + i64::from(after)), None));
    let holidays = prop::collection::btree_set(holiday, 0..12);
    (zones, week, holidays, 1_767_225_600_i64..1_798_761_600).prop_map(|(zone, week, holidays, from)| {
        let zone = Zone::named(zone).unwrap();
        (Service { zone, week, holidays: holidays.into_iter().collect() }, Timestamp::from_second(from).unwrap())
    })
}

/// Whether the service is open at an instant, from nothing but what its fields say.
fn open_by_the_book(service: &Service, at: Timestamp) -> bool {
    let local = service.zone.local(at);
    let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap();
    let holiday = |date: Date| service.holidays.iter().any(|holiday| holiday.date() == date);
    let windows = |date: Date| &service.week[usize::try_from(date.weekday().to_monday_zero_offset()).unwrap()];
    let (today, before) = (local.date(), local.date().yesterday().unwrap());
    let own = windows(today).iter().any(|window| (window.opens..window.closes).contains(&minute));
    let night = windows(before).iter().any(|window| (window.opens..window.closes).contains(&(minute + 1_440)));
    !holiday(today) && (own || night && !holiday(before))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn walking_is_what_counting_minute_by_minute_gives((service, from) in calendars(), minutes in 1..4_000_u64) {
        let from = Timestamp::from_second(from.as_second() / 60 * 60).unwrap();
        let found = Clock::Hours(&service).after(from, minutes * 60);
        let (mut now, mut left) = (from, minutes);
        for _ in 0..70 * 24 * 60 {
            prop_assert_eq!(service.is_open(now), open_by_the_book(&service, now), "{}", now);
            left -= u64::from(open_by_the_book(&service, now));
            now += jiff::SignedDuration::from_mins(1);
            if left == 0 {
                break;
            }
        }
        if left == 0 {
            prop_assert_eq!(found, now);
        } else {
            prop_assert!(found > now);
        }
    }

    #[test]
    fn what_was_promised_is_what_lies_between((service, from) in calendars(), seconds in 1..20_000_000_u64) {
        prop_assume!(service.week_minutes() > 0);
        let clock = Clock::Hours(&service);
        let due = clock.after(from, seconds);
        prop_assert_eq!(clock.seconds_between(from, due), seconds);
        // The last second before it is worked, so nothing is due in closed time or on a holiday.
        prop_assert!(open_by_the_book(&service, due - jiff::SignedDuration::from_secs(1)));
    }

    #[test]
    fn who_writes_later_is_answered_no_sooner((service, from) in calendars(), later in 0..1_000_000_i64, seconds in 0..5_000_000_u64) {
        let clock = Clock::Hours(&service);
        let second = from + jiff::SignedDuration::from_secs(later);
        prop_assert!(clock.after(from, seconds) <= clock.after(second, seconds));
        let both = clock.seconds_between(from, second) + clock.seconds_between(second, second + jiff::SignedDuration::from_secs(later));
        prop_assert_eq!(both, clock.seconds_between(from, second + jiff::SignedDuration::from_secs(later)));
    }

    #[test]
    fn every_text_of_hours_is_read_or_told(open in "(mon|tue-sat|daily|sun,mon|x)( [0-9]{1,2}:[0-9]{2}-[0-9]{1,2}:[0-9]{2}){0,3}") {
        let text = format!("[sla.service]\nzone = \"UTC\"\nopen = [\"{open}\"]\n");
        let (kb, problems) = read(&[("portal.toml", &text), ("articles/a.md", "# A\nText")]);
        prop_assert_eq!(kb.settings.sla.service.is_some(), problems.is_empty());
    }
}
