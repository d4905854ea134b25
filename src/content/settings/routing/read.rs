//! Reads `[[routing]]` of `portal.toml`.

use super::example::{Example, Rule};
use super::{Route, Words};
use crate::settings::read::References;
use crate::settings::{PRIORITIES, Settings};
use crate::tree::{Node, Spanned, Table, Value, shortened};
use crate::{Platform, Verify, spelling};

/// One rule, and what is checked of it later. `number` is its place among the rules, from 1.
pub(crate) fn read(
    settings: &Settings,
    references: &mut References,
    number: usize,
    mut table: Table<'_>,
) -> Option<Route> {
    let first = table.entries().first().map(|entry| entry.key_span.start..entry.node.span.end);
    let span = first.unwrap_or_else(|| table.span());
    let form = form(references, &mut table);
    let category = category(settings, &mut table);
    let priority = priority(settings, &mut table);
    let platform = table.one_of("platform", &platforms());
    let keywords = keywords(&mut table);
    let examples = table.list("examples").iter();
    let examples = examples.filter_map(|item| example(settings, references, item, &table)).collect();
    let team = table.need("team", "the team that gets these tickets");
    let verify = table.one_of("verify", &Verify::WORDS);
    // A condition that could not be read would make the rule match what its author never meant.
    let whole = table.has("platform") == platform.is_some() && table.has("keywords") != keywords.is_empty();
    table.finish();
    let team = team.filter(|_| whole)?.value;
    references.rules.push(Rule { number, span, examples });
    Some(Route { category, form, priority, platform, keywords, team, verify })
}

fn platforms() -> [(&'static str, Platform); 5] {
    Platform::ALL.map(|platform| (platform.id(), platform))
}

fn form(references: &mut References, table: &mut Table<'_>) -> Option<String> {
    let form = table.text("form")?;
    references.forms.push(form.clone());
    Some(form.value)
}

fn category(settings: &Settings, table: &mut Table<'_>) -> Option<String> {
    let category = table.text("category")?;
    let known = || settings.categories.iter().map(|category| category.id.as_str());
    if !settings.categories.is_empty() && !known().any(|known| known == category.value) {
        let help = spelling::help(&category, known().collect::<Vec<_>>());
        let message = format!("there is no category `{}`", shortened(&category));
        table.sink().error("category/unknown", message, category.span.clone(), "not known", help);
    }
    Some(category.value)
}

fn priority(settings: &Settings, table: &mut Table<'_>) -> Option<String> {
    let priority = table.text("priority")?;
    let mut known: Vec<&str> = settings.sla.priorities.iter().map(|priority| priority.id.as_str()).collect();
    if known.is_empty() {
        known.extend(PRIORITIES);
    }
    if !known.contains(&priority.as_str()) {
        let message = format!("there is no priority `{}`", shortened(&priority));
        let help = spelling::help(&priority, known);
        table.sink().error("routing/priority", message, priority.span.clone(), "not known", help);
    }
    Some(priority.value)
}

fn keywords(table: &mut Table<'_>) -> Vec<String> {
    let texts = table.texts("keywords");
    let words = texts.into_iter().filter(|text| {
        let none = Words::of(text).are_none();
        if none {
            let message = format!("`{}` is no word", shortened(text));
            let help = Some("write words of letters and digits, as people type them".to_owned());
            table.sink().error("routing/keyword", message, text.span.clone(), "can never be found", help);
        }
        !none
    });
    words.map(|text| text.value).collect()
}

/// The text of a short ticket, or a table that says more of it.
fn example(
    settings: &Settings,
    references: &mut References,
    item: &Node,
    rule: &Table<'_>,
) -> Option<Spanned<Example>> {
    let sink = rule.sink();
    if !matches!(item.value, Value::Table(_)) {
        let text = sink.item(item, "examples[]")?;
        return Some(Spanned { value: Example { text: text.value, ..Example::default() }, span: text.span });
    }
    let mut table = Table::open(item, "examples[]", sink)?;
    let text = table.need("text", "what somebody would write in the ticket").map(|text| text.value);
    let value = Example {
        text: text.unwrap_or_default(),
        form: form(references, &mut table),
        category: category(settings, &mut table),
        priority: priority(settings, &mut table),
        platform: table.one_of("platform", &platforms()),
    };
    table.finish();
    Some(Spanned { value, span: item.span.clone() })
}
