#![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

use insta::assert_snapshot;

use crate::fixture::{problems, problems_of, read};
use crate::{Brand, Priority, Route};

#[test]
fn every_key_is_read() {
    let text = r##"
name = "Northwind"
summary = "Help yourself"
language = "en-GB"
url = "https://help.example"
logo = "assets/logo.svg"
[brand]
colour = "#0b5cad"
[[contact]]
kind = "phone"
label = "Call"
value = "+44 20 7946 0123"
[[category]]
id = "it"
title = "All of IT"
icon = "key"
[tickets]
endpoint = "https://desk.example"
prefix = "NW"
form = "help"
reopen_days = 7
link_days = 30
[sla]
hours = "always"
[[sla.priority]]
id = "urgent"
title = "Urgent"
respond = "30m"
resolve = "2d"
[[routing]]
category = "it"
team = "Desk"
"##;
    let files = [
        ("portal.toml", text),
        ("assets/logo.svg", ""),
        ("articles/it/a.md", "# A\nText"),
        ("forms/help.yml", "name: Help\nbody:\n  - {type: input, attributes: {label: Name}}\n"),
    ];
    assert_eq!(problems(&files), "");
    let (kb, _) = read(&files);
    let settings = kb.settings;
    assert_eq!((settings.name.as_str(), settings.language.as_str()), ("Northwind", "en-GB"));
    assert_eq!(settings.brand, Brand::parse("#0b5cad").unwrap());
    assert_eq!(settings.tickets.endpoint, "https://desk.example/");
    assert_eq!((settings.tickets.reopen_days, settings.tickets.link_days), (7, 30));
    assert_eq!(settings.categories.len(), 1);
    let Priority { respond_minutes, resolve_minutes, .. } = settings.sla.priorities[0];
    assert_eq!((respond_minutes, resolve_minutes), (30, 960));
    assert_eq!(settings.routing, [Route { category: Some("it".into()), team: "Desk".into(), ..Route::default() }]);
}

#[test]
fn all_mistakes_come_at_once() {
    let text = r##"
nam = "Help"
summary = 3
language = "english please"
url = "help.example"
logo = "logo.png"
[brand]
color = "#fff"
[[contact]]
kind = "fax"
label = ""
[[contact]]
kind = "email"
label = "Write"
value = "it at example"
[[category]]
id = "Wi-Fi & more"
icon = "keys"
[[category]]
id = "it"
[[category]]
id = "it"
[tickets]
endpoint = "desk.example"
prefix = "tz-"
form = "hlp"
[sla]
[[sla.priority]]
id = "hihg"
respond = "4 weeks"
resolve = "1d"
[[routing]]
category = "itt"
"##;
    assert_snapshot!(problems_of("portal.toml", text), @"
    portal.toml:2:1 error key/unknown unknown key `nam` | did you mean `name`?
    portal.toml:3:11 error value/type `summary` must be a text, not the number `3` | put it in quotes
    portal.toml:4:12 error settings/language `english please` is no language tag | write it as browsers know it: `en`, `en-GB`, `de`
    portal.toml:5:7 error settings/address `url` is no address: `help.example` | write it in full, such as `https://help.example.com`
    portal.toml:6:8 error settings/logo there is no file `logo.png` | give the path of a picture from the top of the knowledge base, or leave `logo` out
    portal.toml:8:1 error key/unknown unknown key `color` | did you mean `colour`?
    portal.toml:9:1 error key/missing `value` is missing | the number, address or place
    portal.toml:10:8 error value/unknown `fax` is no value for `kind` | expected one of `phone`, `email`, `chat`, `place`, `link`
    portal.toml:11:1 error key/missing `label` is missing | what the link says
    portal.toml:15:9 error settings/contact `it at example` is no e-mail address | write it in full, such as `help@example.com`
    portal.toml:17:6 error settings/category-id `Wi-Fi & more` cannot be the id of a category | write `wi-fi-and-more`
    portal.toml:18:8 error value/unknown `keys` is no value for `icon` | did you mean `key`?
    portal.toml:22:6 error settings/duplicate-category the category `it` is there twice | keep one of them
    portal.toml:24:12 error settings/address `endpoint` is no address: `desk.example` | write it in full, such as `https://help.example.com`
    portal.toml:25:10 error settings/prefix `tz-` cannot start a reference | write one to eight capital letters or digits, such as `TZ`
    portal.toml:26:8 error form/unknown there is no form `hlp` | did you mean `help`?
    portal.toml:29:6 error value/unknown `hihg` is no value for `id` | did you mean `high`?
    portal.toml:30:11 error settings/duration `respond` is no time: `4 weeks` | write minutes, hours or working days: `30m`, `4h`, `2d`
    portal.toml:32:1 error key/missing `team` is missing | the team that gets these tickets
    portal.toml:33:12 error category/unknown there is no category `itt` | did you mean `it`?
    ");
}

#[test]
fn a_brand_colour_must_be_readable() {
    assert_snapshot!(problems_of("portal.toml", "[brand]\ncolour = \"#ffd400\"\n"), @"portal.toml:2:10 error brand/contrast the brand colour is hard to read as text in the light theme: contrast 1.39 | a darker one of the same hue is `oklch(0.55 0.1806 94.02)`");
    assert_snapshot!(problems_of("portal.toml", "[brand]\ncolour = \"navy-ish\"\n"), @"portal.toml:2:10 error brand/colour `navy-ish` is no colour | write an opaque CSS colour such as `#1f5fa8`, `oklch(0.50 0.13 255)` or `darkslateblue`");
    assert_eq!(problems_of("portal.toml", "[brand]\ncolour = \"oklch(0.50 0.13 255)\"\n"), "");
}

#[test]
fn days_after_closing_are_whole_and_few_enough_to_count_on() {
    let said = |text: &str| problems_of("portal.toml", &format!("[tickets]\n{text}\n"));
    assert_eq!(said("reopen_days = 0\nlink_days = 3650"), "");
    assert_snapshot!(said("reopen_days = \"two weeks\"\nlink_days = 0"), @"
    portal.toml:2:15 error value/type `reopen_days` must be a whole number, not the text `two weeks` | write digits only, such as `3`
    portal.toml:3:13 error settings/days `link_days` cannot be 0 days | write a whole number of days from 1 to 3650
    ");
    assert_snapshot!(said("reopen_days = -1\nlink_days = 99999999999"), @"
    portal.toml:2:15 error value/type `reopen_days` must be a whole number, not the number `-1` | write digits only, such as `3`
    portal.toml:3:13 error settings/days `link_days` cannot be 99999999999 days | write a whole number of days from 1 to 3650
    ");
    assert_snapshot!(said("reopen_days = 30\nlink_days = 7"), @"portal.toml:3:13 warning settings/link-days tickets could be reopened for 30 days, but their links end after 7 | make `link_days` at least as long as `reopen_days`, or that one shorter");
    assert_eq!(said("close_days = 0\nretention_days = 730"), "");
    assert_snapshot!(said("retention_days = 7"), @"portal.toml:2:18 warning settings/retention-days tickets could be reopened for 14 days, but are erased after 7 | make `retention_days` at least as long as `reopen_days`, or that one shorter");
    assert_snapshot!(said("reopen_days = 400"), @"portal.toml:2:15 warning settings/link-days tickets could be reopened for 400 days, but their links end after 365 | make `link_days` at least as long as `reopen_days`, or that one shorter");
    assert_snapshot!(said("link_days = 7"), @"portal.toml:2:13 warning settings/link-days tickets could be reopened for 14 days, but their links end after 7 | make `link_days` at least as long as `reopen_days`, or that one shorter");
}

#[test]
fn mistakes_of_toml_hide_what_they_swallow() {
    assert_snapshot!(problems_of("portal.toml", "name = Help\n[brand\ncolour = 1\n"), @r#"
    portal.toml:1:8 error toml/syntax string values must be quoted, expected literal string | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed
    portal.toml:2:7 error toml/syntax unclosed table, expected `]` | write `key = "words"`: texts stand in quotes, and every quote and bracket is closed
    "#);
}
