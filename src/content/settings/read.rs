//! Reads `portal.toml`.

use super::routing::{self, Rule};
use super::{Brand, Category, Channel, ChannelKind, Settings, files, sla};
use crate::link::names_a_site;
use crate::tree::{Sink, Spanned, Table, parse_toml, shortened};
use crate::{Problem, secret};

/// What `portal.toml` says about other files, to be checked when these are known.
#[derive(Debug, Default)]
pub(crate) struct References {
    pub(crate) logo: Option<Spanned<String>>,
    /// Forms that are named anywhere.
    pub(crate) forms: Vec<Spanned<String>>,
    /// The rules of routing, in the order of the settings.
    pub(crate) rules: Vec<Rule>,
}

/// Longest time after closing that can be counted on.
const MOST_DAYS: u32 = 3_650;

const CHANNELS: [(&str, ChannelKind); 5] = [
    ("phone", ChannelKind::Phone),
    ("email", ChannelKind::Email),
    ("chat", ChannelKind::Chat),
    ("place", ChannelKind::Place),
    ("link", ChannelKind::Link),
];

/// Reads `portal.toml`. When its TOML has mistakes, these alone are told: what they swallow would only look missing.
pub(crate) fn read(path: &str, text: &str) -> (Settings, References, Vec<Problem>) {
    let (node, mut problems) = parse_toml(path, text);
    let sink = Sink::toml(path);
    let mut settings = Settings::default();
    let mut references = References::default();
    if let Some(table) = Table::open(&node, path, &sink) {
        fill(&mut settings, &mut references, table);
    }
    if problems.is_empty() {
        problems = sink.finish();
    }
    (settings, references, problems)
}

fn fill(settings: &mut Settings, references: &mut References, mut table: Table<'_>) {
    let set = |target: &mut String, text: Option<Spanned<String>>| {
        if let Some(text) = text.filter(|text| !text.is_empty()) {
            *target = text.value;
        }
    };
    set(&mut settings.name, table.text("name"));
    set(&mut settings.summary, table.text("summary"));
    set(&mut settings.language, table.text("language").filter(|language| check_language(&table, language)));
    settings.url = table.text("url").filter(|url| check_address(&table, "url", url)).map(|url| url.value);
    references.logo = table.text("logo");
    settings.logo = references.logo.as_ref().map(|logo| logo.trim_start_matches('/').to_owned());
    if let Some(brand) = table.table("brand").and_then(brand) {
        settings.brand = brand;
    }
    settings.contact = table.tables("contact").into_iter().filter_map(channel).collect();
    settings.categories = categories(&mut table);
    if let Some(tickets) = table.table("tickets") {
        tickets_of(settings, references, tickets);
    }
    if let Some(table) = table.table("sla") {
        settings.sla = sla::read(table);
    }
    if let Some(privacy) = table.table("privacy") {
        settings.privacy = secret::read(privacy);
    }
    let rules = (1..).zip(table.tables("routing"));
    settings.routing = rules.filter_map(|(number, rule)| routing::read(settings, references, number, rule)).collect();
    table.finish();
}

fn check_language(table: &Table<'_>, language: &Spanned<String>) -> bool {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let first = language.split('-').next().unwrap_or_default();
    let fits = language.split('-').all(part)
        && (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    if !fits {
        let message = format!("`{}` is no language tag", shortened(language));
        let help = Some("write it as browsers know it: `en`, `en-GB`, `de`".into());
        table.sink().error("settings/language", message, language.span.clone(), "expected a language tag", help);
    }
    fits
}

/// Whether a text is an address with `http://` or `https://` and a host.
fn check_address(table: &Table<'_>, key: &str, url: &Spanned<String>) -> bool {
    let of_web = url.starts_with("https://") || url.starts_with("http://");
    let fits = of_web && names_a_site(url) && !url.contains(char::is_whitespace);
    if !fits {
        let message = format!("`{key}` is no address: `{}`", shortened(url));
        let help = Some("write it in full, such as `https://help.example.com`".into());
        table.sink().error("settings/address", message, url.span.clone(), "expected an address", help);
    }
    fits
}

fn brand(mut table: Table<'_>) -> Option<Brand> {
    let colour = table.text("colour");
    let sink = table.sink();
    table.finish();
    let colour = colour?;
    let Some(brand) = Brand::parse(&colour) else {
        let message = format!("`{}` is no colour", shortened(&colour));
        let help =
            Some("write an opaque CSS colour such as `#1f5fa8`, `oklch(0.50 0.13 255)` or `darkslateblue`".into());
        sink.error("brand/colour", message, colour.span, "expected a colour", help);
        return None;
    };
    let (contrast, place) = brand.weakest_contrast();
    if contrast < Brand::LEAST_CONTRAST {
        // Rounded down, so that 4.49 does not read as 4.5.
        let message =
            format!("the brand colour is hard to read {place}: contrast {:.2}", (contrast * 100.0).floor() / 100.0);
        sink.error("brand/contrast", message, colour.span, "at least 4.5 is needed", darker(brand));
    }
    Some(brand)
}

/// The nearest darker colour that can be read everywhere.
fn darker(brand: Brand) -> Option<String> {
    let found = (1..100_u8)
        .rev()
        .map(|percent| Brand { lightness: f32::from(percent) / 100.0, ..brand })
        .find(|darker| darker.lightness <= brand.lightness && darker.weakest_contrast().0 >= Brand::LEAST_CONTRAST)?;
    Some(format!("a darker one of the same hue is `oklch({:.2} {} {})`", found.lightness, found.chroma, found.hue))
}

fn channel(mut table: Table<'_>) -> Option<Channel> {
    let kind = table.need("kind", "`phone`, `email`, `chat`, `place` or `link`");
    let kind = kind.and_then(|kind| table.pick("kind", &kind, &CHANNELS));
    let label = table.need("label", "what the link says");
    let value = table.need("value", "the number, address or place");
    let hours = table.text("hours").map(|hours| hours.value);
    if let (Some(kind), Some(value)) = (kind, &value) {
        check_channel(&table, kind, value);
    }
    table.finish();
    Some(Channel { kind: kind?, label: label?.value, value: value?.value, hours })
}

fn check_channel(table: &Table<'_>, kind: ChannelKind, value: &Spanned<String>) {
    let sink = table.sink();
    match kind {
        ChannelKind::Phone if value.chars().filter(char::is_ascii_digit).count() < 2 => {
            sink.error(
                "settings/contact",
                "a phone number has digits",
                value.span.clone(),
                "expected a phone number",
                Some("write it with the country in front, such as `+44 20 7946 0123`".to_owned()),
            );
        }
        ChannelKind::Email if !crate::ticket::looks_like_email(value) => {
            let message = format!("`{}` is no e-mail address", shortened(value));
            let help = Some("write it in full, such as `help@example.com`".to_owned());
            sink.error("settings/contact", message, value.span.clone(), "expected an e-mail address", help);
        }
        ChannelKind::Chat | ChannelKind::Link => {
            check_address(table, "value", value);
        }
        _ => {}
    }
}

fn categories(table: &mut Table<'_>) -> Vec<Category> {
    let mut categories: Vec<Category> = Vec::new();
    for mut entry in table.tables("category") {
        let id = entry.need("id", "the name of its folder");
        let title = entry.text("title").filter(|title| !title.is_empty());
        let summary = entry.text("summary").map(|summary| summary.value).unwrap_or_default();
        let icons = Category::ICONS.map(|icon| (icon, icon));
        let icon = entry.one_of("icon", &icons).unwrap_or(Category::DEFAULT_ICON).to_owned();
        let sink = entry.sink();
        entry.finish();
        let Some(id) = id else { continue };
        if crate::slug::word(&id) != id.value {
            let message = format!("`{}` cannot be the id of a category", shortened(&id));
            let help = Some(format!("write `{}`", crate::slug::word(&id)));
            sink.error(
                "settings/category-id",
                message,
                id.span.clone(),
                "lower-case letters, digits and `-` only",
                help,
            );
        }
        if categories.iter().any(|category| category.id == id.value) {
            let message = format!("the category `{}` is there twice", id.value);
            sink.error(
                "settings/duplicate-category",
                message,
                id.span.clone(),
                "the second one",
                Some("keep one of them".to_owned()),
            );
            continue;
        }
        let title = title.map_or_else(|| crate::matter::titled(&id), |title| title.value);
        categories.push(Category { id: id.value, title, summary, icon });
    }
    categories
}

fn tickets_of(settings: &mut Settings, references: &mut References, mut table: Table<'_>) {
    if let Some(endpoint) = table.text("endpoint")
        && (endpoint.starts_with('/') && !endpoint.starts_with("//") || check_address(&table, "endpoint", &endpoint))
    {
        settings.tickets.endpoint = format!("{}/", endpoint.trim_end_matches('/'));
    }
    if let Some(prefix) = table.text("prefix") {
        if (1..=8).contains(&prefix.len())
            && prefix.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        {
            settings.tickets.prefix = prefix.value;
        } else {
            let message = format!("`{}` cannot start a reference", shortened(&prefix));
            let help = Some("write one to eight capital letters or digits, such as `TZ`".into());
            table.sink().error("settings/prefix", message, prefix.span, "expected a few capital letters", help);
        }
    }
    if let Some(form) = table.text("form") {
        settings.tickets.form = Some(form.value.clone());
        references.forms.push(form);
    }
    if let Some(table) = table.table("files") {
        settings.tickets.files = files::read(table);
    }
    settings.tickets.teams = table.texts("teams").into_iter().map(|team| team.value).collect();
    let tickets = &mut settings.tickets;
    tickets.reopen_days = days(&mut table, "reopen_days", 0).unwrap_or(tickets.reopen_days);
    tickets.link_days = days(&mut table, "link_days", 1).unwrap_or(tickets.link_days);
    tickets.close_days = days(&mut table, "close_days", 0).unwrap_or(tickets.close_days);
    tickets.retention_days = days(&mut table, "retention_days", 0).unwrap_or(tickets.retention_days);
    if (1..tickets.reopen_days).contains(&tickets.retention_days) {
        let (reopen, kept) = (tickets.reopen_days, tickets.retention_days);
        let message = format!("tickets could be reopened for {reopen} days, but are erased after {kept}");
        let problem = Problem::warning("settings/retention-days", table.sink().path(), message);
        let problem = problem.at(table.span_of("retention_days"), "nothing is left to reopen");
        table.sink().add(problem.help("make `retention_days` at least as long as `reopen_days`, or that one shorter"));
    }
    if tickets.reopen_days > tickets.link_days {
        let (reopen, link) = (tickets.reopen_days, tickets.link_days);
        let message = format!("tickets could be reopened for {reopen} days, but their links end after {link}");
        let problem = Problem::warning("settings/link-days", table.sink().path(), message);
        let key = if table.has("link_days") { "link_days" } else { "reopen_days" };
        let problem = problem.at(table.span_of(key), "the link is needed to reopen a ticket");
        table.sink().add(problem.help("make `link_days` at least as long as `reopen_days`, or that one shorter"));
    }
    table.finish();
}

/// Days after closing, from `least` to ten years.
fn days(table: &mut Table<'_>, key: &'static str, least: u32) -> Option<u32> {
    let days = table.count(key)?;
    let fits = u32::try_from(days.value).ok().filter(|days| (least..=MOST_DAYS).contains(days));
    if fits.is_none() {
        let message = format!("`{key}` cannot be {} days", days.value);
        let help = Some(format!("write a whole number of days from {least} to {MOST_DAYS}"));
        table.sink().error("settings/days", message, days.span, "expected days after closing", help);
    }
    fits
}
