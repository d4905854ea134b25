//! What the desk tells, in words.

use ::desk::{AgentEntry, AgentTicket, Gone, Internal, Kind, TicketLine};
use content::Verify;
use content::ticket::{Context, EntryKind, FileNote, Who};

use crate::cmd::table::{Column, line, lines, table};

/// Tickets in a table.
pub(super) fn list(tickets: &[TicketLine], room: Option<usize>) -> String {
    let columns = [
        Column::fixed("REFERENCE"),
        Column::fixed("STATE"),
        Column::yielding("SUBJECT"),
        Column::yielding("TEAM"),
        Column::yielding("HAS IT"),
        Column::fixed("CHANGED"),
    ];
    let row = |ticket: &TicketLine| {
        let late = if ticket.late { ", late" } else { "" };
        vec![
            ticket.reference.clone(),
            format!("{}{late}{}", ticket.state.told(), unconfirmed(ticket)),
            ticket.subject.clone(),
            ticket.team.clone().unwrap_or_default(),
            ticket.assignee.clone().unwrap_or_default(),
            utc(&ticket.updated),
        ]
    };
    table(&columns, &tickets.iter().map(row).collect::<Vec<_>>(), room)
}

/// All of one ticket.
pub(super) fn ticket(ticket: &AgentTicket, version: &str) -> String {
    let mut told = head(ticket, version);
    told.push_str("\nWhat was sent\n");
    for answer in &ticket.answers {
        told.push_str(&format!("  {}: {}\n", line(&answer.question), indented(&answer.answer, "    ")));
    }
    told.extend(files(&ticket.files, "  "));
    let before = before(&ticket.context);
    if !before.is_empty() {
        told.push_str("\nWhat the reader did before\n");
        told.extend(before.iter().map(|step| format!("  {}\n", line(step))));
    }
    told.push_str("\nWhat happened\n");
    told.extend(ticket.timeline.iter().map(entry));
    told
}

fn head(
    AgentTicket { line: ticket, closed, link_ended, requester, merged_from, .. }: &AgentTicket,
    version: &str,
) -> String {
    let late = if ticket.late { ", late" } else { "" };
    let confirmed = if requester.confirmed { " (confirmed)" } else { "" };
    let email = requester.email.as_ref().map(|email| format!("{email}{confirmed}"));
    let by = [&requester.name, &email, &requester.phone];
    let by: Vec<&str> = by.into_iter().flatten().map(String::as_str).collect();
    let verify = ticket.verify.map(|Verify::Callback| {
        "call back the number on file before anything is changed, not one from the ticket".to_owned()
    });
    let facts = [
        ("state", Some(format!("{}{late}{}", ticket.state.told(), unconfirmed(ticket)))),
        ("verify", verify),
        ("by", Some(by.join(", ")).filter(|by| !by.is_empty())),
        ("form", Some(ticket.form_name.clone())),
        ("category", ticket.category.clone()),
        ("priority", ticket.priority.clone()),
        ("team", ticket.team.clone()),
        ("has it", ticket.assignee.clone()),
        ("follows", ticket.notice.clone()),
        ("merged into", ticket.merged_into.clone()),
        ("merged from", Some(merged_from.join(", ")).filter(|from| !from.is_empty())),
        ("created", Some(utc(&ticket.created))),
        ("confirm by", ticket.confirm_by.as_deref().map(utc)),
        ("let in", ticket.let_in.as_deref().map(utc)),
        ("changed", Some(utc(&ticket.updated))),
        ("due", ticket.next_update.as_deref().map(utc)),
        ("closed", closed.as_deref().map(utc)),
        ("link ended", link_ended.as_deref().map(utc)),
        ("version", Some(version.trim_matches('"').to_owned()).filter(|version| !version.is_empty())),
    ];
    let facts = facts.into_iter().filter_map(|(name, fact)| Some(format!("  {name:<12}{}\n", line(&fact?))));
    format!("{}  {}\n{}", line(&ticket.reference), line(&ticket.subject), facts.collect::<String>())
}

/// Whether a ticket waits until the address on it is confirmed.
fn unconfirmed(ticket: &TicketLine) -> &'static str {
    if ticket.confirm_by.is_some() { ", unconfirmed" } else { "" }
}

/// What the reader did before, line by line.
fn before(context: &Context) -> Vec<String> {
    let mut told = Vec::new();
    if let Some(guide) = &context.guide {
        told.push(format!("guide: {}", guide.title));
        told.extend(guide.answers.iter().map(|step| format!("  {} {}", step.question, step.answer)));
    }
    told.extend(context.articles.iter().map(|article| {
        let solved = match article.solved {
            Some(true) => ", solved it",
            Some(false) => ", did not solve it",
            None => "",
        };
        format!("read: {} ({}){solved}", article.title, article.path)
    }));
    told.extend(context.searches.iter().map(|search| format!("searched for: {search}")));
    told.extend(context.page.iter().map(|page| format!("came from: {page}")));
    let facts = context.device.clone().facts();
    told.extend(facts.into_iter().map(|(name, fact)| format!("{}: {fact}", name.replace('-', " "))));
    told
}

fn entry(entry: &AgentEntry) -> String {
    let who = match (&entry.who, &entry.name) {
        (Who::Reader, _) => "the reader".to_owned(),
        (Who::Desk, Some(name)) => line(name),
        (Who::Desk, None) => "the desk".to_owned(),
        (Who::System, _) => "by itself".to_owned(),
    };
    let mut told = format!("  {}  {}, {who}", utc(&entry.at), kind(entry.kind));
    // What these have in place of a text is no text.
    let (text, about) = match entry.kind {
        Kind::Internal(Internal::Assigned) if entry.text.is_empty() => ("", Some("to nobody".to_owned())),
        Kind::Internal(Internal::Assigned) => ("", Some(format!("to {}", line(&entry.text)))),
        Kind::Internal(Internal::Merged) => ("", Some(format!("with {}", line(&entry.text)))),
        _ => (entry.text.as_str(), None),
    };
    let details = [
        about,
        entry.state.map(|to| format!("now {}", to.told())),
        entry.stars.map(|stars| format!("{stars} of 5 stars")),
        entry.team.as_deref().map(|team| format!("to {}", line(team))),
        entry.due.as_deref().map(|due| format!("due {}", utc(due))),
        entry.internal.then(|| "internal".to_owned()),
    ];
    told.extend(details.into_iter().flatten().map(|detail| format!("; {detail}")));
    told.push('\n');
    if !text.is_empty() {
        told.push_str(&format!("    {}\n", indented(text, "    ")));
    }
    told.extend(files(&entry.files, "    "));
    told
}

fn files<'a>(files: &'a [FileNote], indent: &'a str) -> impl Iterator<Item = String> + 'a {
    files.iter().map(move |file| {
        format!(
            "{indent}file {}: {}, {} bytes, {}\n",
            line(&file.id),
            line(&file.name),
            file.size,
            line(&file.media_type)
        )
    })
}

/// Lines below each other, all but the first and empty ones with an indent.
pub(super) fn indented(text: &str, indent: &str) -> String {
    let text = lines(text);
    let indented = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("\n{indent}{line}") };
    let mut all = text.split('\n');
    all.next().map(str::to_owned).into_iter().chain(all.map(indented)).collect()
}

/// What is left to do after a ticket was erased.
pub(super) fn gone(gone: &Gone) -> String {
    let mut told = format!("{}: it is erased, with its files", line(&gone.reference));
    for place in &gone.elsewhere {
        let id = place.id.as_deref().map(|id| format!(" as {}", line(id))).unwrap_or_default();
        let url = place.url.as_deref().map(|url| format!(", {}", line(url))).unwrap_or_default();
        let was = match place.told {
            true => format!("was told of it{id}{url}"),
            false => "was to be told of it, and has not said whether it was".to_owned(),
        };
        let next = match (place.by_hand, place.told) {
            (false, _) => "the desk tells it that the ticket is erased",
            (true, true) => "what is there must be erased there",
            (true, false) => "what may be there must be erased there",
        };
        told.push_str(&format!("\n`{}` {was}; {next}", line(&place.system)));
    }
    told
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Public(EntryKind::Created) => "ticket",
        Kind::Public(EntryKind::FirstAnswer) => "first answer",
        Kind::Public(EntryKind::State) => "state",
        Kind::Public(EntryKind::Reply) => "reply",
        Kind::Public(EntryKind::Solved) => "solved",
        Kind::Public(EntryKind::Reopened) => "reopened",
        Kind::Public(EntryKind::Rated) => "rating",
        Kind::Public(EntryKind::Escalated) => "escalated",
        Kind::Public(EntryKind::Announced) => "next update",
        Kind::Public(EntryKind::Revoked) => "link ended",
        Kind::Public(EntryKind::Corrected) => "address corrected",
        Kind::Public(EntryKind::Confirmed) => "confirmed",
        Kind::Internal(Internal::Note) => "note",
        Kind::Internal(Internal::Assigned) => "assigned",
        Kind::Internal(Internal::Merged) => "merged",
        Kind::Internal(Internal::SlaWarning) => "due soon",
        Kind::Internal(Internal::SlaBreached) => "late",
        Kind::Internal(Internal::ConfirmationAsked) => "asked to confirm the address",
    }
}

/// `2026-11-28 14:00 UTC` of what the desk tells; what is no time is told as it is.
fn utc(at: &str) -> String {
    let read = at.parse::<jiff::Timestamp>();
    read.map_or_else(|_| line(at), |at| at.strftime("%Y-%m-%d %H:%M UTC").to_string())
}

#[cfg(test)]
mod tests {
    use ::desk::Elsewhere;

    use super::*;

    #[test]
    fn only_whoever_was_told_is_said_to_have_been() {
        let place = |system: &str, told, by_hand| Elsewhere {
            system: system.into(),
            id: (told && by_hand).then(|| "IT-7".into()),
            url: None,
            told,
            by_hand,
        };
        let elsewhere = vec![
            place("hook", true, false),
            place("jira", true, true),
            place("deaf-hook", false, false),
            place("mail", false, true),
        ];
        insta::assert_snapshot!(gone(&Gone { reference: "TZ-7F3K9Q".into(), elsewhere }), @"
        TZ-7F3K9Q: it is erased, with its files
        `hook` was told of it; the desk tells it that the ticket is erased
        `jira` was told of it as IT-7; what is there must be erased there
        `deaf-hook` was to be told of it, and has not said whether it was; the desk tells it that the ticket is erased
        `mail` was to be told of it, and has not said whether it was; what may be there must be erased there
        ");
    }
}
