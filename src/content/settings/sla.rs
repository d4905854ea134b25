//! Reads what is promised: `[sla]` of `portal.toml`.

use super::{Priority, Sla, WHOLE_DAY, WORKING_DAY, duration, matrix};
use crate::service::{self, Service};
use crate::tree::{Spanned, Table, shortened};
use crate::{Problem, matter};

/// Ids that a priority can have.
pub(crate) const PRIORITIES: [&str; 4] = ["urgent", "high", "normal", "low"];

/// Reads the promises in a table.
pub(super) fn read(mut table: Table<'_>) -> Sla {
    let hours = table.text("hours").map(|hours| hours.value);
    let service = table.table("service").and_then(service::read);
    let day = service.as_ref().map_or(WORKING_DAY, Service::day_minutes);
    let mut priorities: Vec<Priority> = Vec::new();
    for entry in table.tables("priority") {
        let sink = entry.sink();
        let Some(Spanned { value: priority, span }) = priority(entry, day) else { continue };
        if priorities.iter().any(|other| other.id == priority.id) {
            sink.error(
                "settings/duplicate-priority",
                format!("the priority `{}` is there twice", priority.id),
                span,
                "the second one",
                Some("keep one of them".to_owned()),
            );
            continue;
        }
        priorities.push(priority);
    }
    let matrix = matrix::read(table.table("matrix"), &priorities);
    table.finish();
    Sla { hours, service, priorities, matrix }
}

/// A priority, with the place of its id; `day` is how many minutes a day of the service has.
fn priority(mut entry: Table<'_>, day: u32) -> Option<Spanned<Priority>> {
    let ids = PRIORITIES.map(|id| (id, id));
    let id = entry.need("id", "`urgent`, `high`, `normal` or `low`");
    let id = id.and_then(|id| entry.pick("id", &id, &ids).map(|known| (known, id.span)));
    let title = entry.text("title").map(|title| title.value);
    let meaning = entry.text("meaning").map(|meaning| meaning.value).unwrap_or_default();
    let always = entry.flag("always").unwrap_or_default();
    let day_minutes = if always { WHOLE_DAY } else { day };
    let respond = minutes(&mut entry, "respond", day_minutes);
    let resolve = minutes(&mut entry, "resolve", day_minutes);
    if let (Some(respond), Some(resolve)) = (respond, resolve)
        && respond > resolve
    {
        let problem = Problem::warning(
            "settings/promise-order",
            entry.sink().path(),
            "the first answer is promised for later than the solution",
        );
        let problem = problem.at(entry.span_of("respond"), "longer than `resolve`");
        entry.sink().add(problem.help("make `respond` at most as long as `resolve`"));
    }
    entry.finish();
    let (id, span) = id?;
    let title = title.unwrap_or_else(|| matter::titled(id));
    let (respond_minutes, resolve_minutes) = (respond?, resolve?);
    let id = id.to_owned();
    let priority = Priority { id, title, meaning, respond_minutes, resolve_minutes, day_minutes, always };
    Some(Spanned { value: priority, span })
}

fn minutes(table: &mut Table<'_>, key: &'static str, day: u32) -> Option<u32> {
    let text = table.need(key, "working time such as `30m`, `4h` or `2d`")?;
    let minutes = duration::parse(&text, day);
    if minutes.is_none() {
        let message = format!("`{key}` is no time: `{}`", shortened(&text));
        let help = Some("write minutes, hours or working days: `30m`, `4h`, `2d`".into());
        table.sink().error("settings/duration", message, text.span, "expected a time", help);
    }
    minutes
}
