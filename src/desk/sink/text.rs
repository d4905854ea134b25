//! What other systems are told in words. It is put together once, as blocks, and written out for each system in its own markup,
//! where nothing of what people typed can become markup.

pub(super) mod html;
pub(super) mod markdown;
pub(super) mod plain;
pub(super) mod wiki;

use content::{
    Verify,
    ticket::{Answered, Who},
};

use jiff::Timestamp;

use super::{Event, EventKind, FileView, PageView, Requester, TicketView};

/// Most characters of a subject; every system takes as many.
const LONGEST_SUBJECT: usize = 200;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    /// What the parts that follow are about.
    Heading(&'static str),
    /// Words of the desk's own.
    Line(String),
    /// What somebody wrote.
    Quote(String),
    /// A question and its answer.
    Pair(String, String),
    /// Lines, one below the other.
    List(Vec<String>),
    /// An address of the desk.
    Link(&'static str, String),
}

/// The subject with the reference, on one line.
pub(super) fn subject(ticket: &TicketView) -> String {
    format!("[{}] {}", ticket.reference, one_line(&ticket.subject))
}

/// A text without line breaks and control characters, and not too long for a subject.
pub(super) fn one_line(text: &str) -> String {
    let words =
        text.split(|letter: char| letter.is_whitespace() || letter.is_control()).filter(|word| !word.is_empty());
    let line = words.collect::<Vec<_>>().join(" ");
    cut(line, LONGEST_SUBJECT)
}

/// A text that another system takes, which counts characters.
pub(super) fn cut(mut text: String, most: usize) -> String {
    if let Some((end, _)) = text.char_indices().nth(most) {
        text.truncate(end);
        text.push('…');
    }
    text
}

/// A ticket as somebody who works on it needs it.
pub(super) fn ticket(ticket: &TicketView) -> Vec<Block> {
    let mut blocks = Vec::new();
    if ticket.verify == Some(Verify::Callback) {
        blocks.push(Block::Line(
            "Before anything is changed: call back the number on file, never one from this ticket.".into(),
        ));
    }
    let pair = |Answered { question, answer }: &Answered| {
        let corrected = corrected(&ticket.requester).filter(|(sent, _)| *sent == answer);
        Block::Pair(question.clone(), corrected.map_or_else(|| answer.clone(), |(_, words)| words))
    };
    blocks.extend(ticket.answers.iter().map(pair));
    if !ticket.context.is_empty() {
        blocks.extend([Block::Heading("Before"), Block::List(ticket.context.clone())]);
    }
    blocks.extend([Block::Heading("Ticket"), Block::List(facts(ticket))]);
    blocks.extend(link(ticket));
    blocks
}

/// The address that was sent, and what is told in its place where the reader has corrected it: the right one first.
fn corrected(requester: &Requester) -> Option<(&String, String)> {
    let (sent, email) = (requester.corrected_from.as_ref()?, requester.email.as_ref()?);
    Some((sent, format!("{email}\n(corrected by the reader, who had typed {})", one_line(sent))))
}

/// Where agents find the ticket.
pub(super) fn link(ticket: &TicketView) -> Option<Block> {
    ticket.url.clone().map(|url| Block::Link("At the desk", url))
}

/// A page of the portal: what it is called and about, and where it is as far as that is known.
pub(super) fn page(page: &PageView) -> Vec<Block> {
    let lines = [&page.title, &page.summary].map(|text| one_line(text));
    let lines = lines.into_iter().filter(|line| !line.is_empty()).map(Block::Line);
    lines.chain(page.url.clone().map(|url| Block::Link("Read it", url))).collect()
}

fn facts(ticket: &TicketView) -> Vec<String> {
    let requester = &ticket.requester;
    let email = match (requester.corrected_from.is_some(), requester.confirmed) {
        (false, false) => "E-mail",
        (false, true) => "E-mail, confirmed",
        (true, false) => "E-mail, corrected",
        (true, true) => "E-mail, corrected and confirmed",
    };
    let facts = [
        ("Reference", Some(&ticket.reference)),
        ("Form", Some(&ticket.form)),
        ("Category", ticket.category.as_ref()),
        ("Team", ticket.team.as_ref()),
        ("Priority", ticket.priority.as_ref()),
        ("Assigned to", ticket.assignee.as_ref()),
        ("Name", requester.name.as_ref()),
        (email, requester.email.as_ref()),
        ("Phone", requester.phone.as_ref()),
    ];
    let told = facts.into_iter().filter_map(|(name, fact)| Some(format!("{name}: {}", one_line(fact?))));
    told.chain([format!("State: {}", ticket.state.told())]).collect()
}

/// What happened, and what was said with it.
pub(super) fn event(event: &Event) -> Vec<Block> {
    let mut blocks = vec![Block::Line(headline(event))];
    if event.kind == EventKind::FirstAnswer {
        blocks.extend(event.ticket.first_answer.iter().flat_map(page));
        return blocks;
    }
    if let Some(entry) = &event.entry {
        if !entry.text.is_empty() {
            blocks.push(Block::Quote(entry.text.clone()));
        }
        // What came with other news than this.
        let state_is_news = !matches!(event.kind, EventKind::StateChanged | EventKind::Solved | EventKind::Reopened);
        if let Some(brought) = entry.state.filter(|_| state_is_news) {
            blocks.push(Block::Line(format!("State: {}", brought.told())));
        }
        if let Some(due) = entry.due.as_deref().filter(|_| entry.who == Who::Desk && event.kind != EventKind::Announced)
        {
            blocks.push(Block::Line(format!("Next update: {}", time(due))));
        }
    }
    blocks
}

/// The names of files, and which of them did not come along.
pub(super) fn files(with: &[&FileView], without: &[&FileView]) -> Vec<Block> {
    let mut lines: Vec<String> = with.iter().map(|file| named(file)).collect();
    lines.extend(without.iter().map(|file| format!("{}, which stays at the desk", named(file))));
    if lines.is_empty() { Vec::new() } else { vec![Block::Heading("Files"), Block::List(lines)] }
}

fn named(file: &FileView) -> String {
    format!("{} ({}, {} bytes)", one_line(&file.name), one_line(&file.media_type), file.size)
}

/// What happened, in one sentence.
pub(super) fn headline(event: &Event) -> String {
    let entry = event.entry.as_ref();
    let by_desk = entry.is_some_and(|entry| entry.who == Who::Desk);
    let name = entry.and_then(|entry| entry.name.as_deref()).map(one_line);
    let desk = name.clone().unwrap_or_else(|| "The desk".into());
    let due = entry.and_then(|entry| entry.due.as_deref()).map(|due| format!(": {}", time(due))).unwrap_or_default();
    match event.kind {
        EventKind::Created => format!("New ticket, raised with the form “{}”", one_line(&event.ticket.form)),
        EventKind::FirstAnswer => "The search named a page to the reader, by itself".into(),
        EventKind::Replied if by_desk => format!("{desk} answered"),
        EventKind::Replied => "The reader wrote".into(),
        EventKind::StateChanged => {
            format!("The state is now: {}", event.brought().unwrap_or(event.ticket.state).told())
        }
        EventKind::Solved => "The reader says that it is solved".into(),
        EventKind::Reopened => "The reader says that it is not solved".into(),
        EventKind::Rated => match entry.and_then(|entry| entry.stars) {
            Some(stars) => format!("The reader gave {stars} of 5 stars"),
            None => "The reader said how it was".into(),
        },
        EventKind::Escalated if by_desk => match entry.and_then(|entry| entry.team.as_deref()) {
            Some(team) => format!("{desk} passed it on to the team “{}”", one_line(team)),
            None => format!("{desk} passed it on"),
        },
        EventKind::Escalated => "The reader asks to hurry".into(),
        EventKind::Announced => format!("{desk} announced the next update{due}"),
        EventKind::Assigned => match &event.ticket.assignee {
            Some(assignee) => format!("Assigned to {}", one_line(assignee)),
            None => "Assigned to nobody".into(),
        },
        EventKind::Note => format!("{desk} noted, not for the reader"),
        EventKind::Merged => "It was merged with another ticket".into(),
        EventKind::SlaWarning => format!("What was promised is due soon{due}"),
        EventKind::SlaBreached => format!("What was promised is late{due}"),
    }
}

/// A time as people read it. Nobody knows which zone they are in.
fn time(told: &str) -> String {
    match told.parse::<Timestamp>() {
        Ok(at) => at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
        Err(_) => one_line(told),
    }
}

#[cfg(test)]
mod tests;
