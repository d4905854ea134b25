//! What all systems share that keep tickets of their own: find the ticket or create it, say what happened once, and set its state.
//!
//! Whatever is written there bears a marker with the reference and the event's key. Before anything is written, it is looked for, so
//! that something whose answer was lost is found again. What the search of the other system finds late is told in its own module;
//! for this process a memory of what was created fills that gap.

use std::future::Future;

use super::{
    Delivered, Event, EventKind, Failure, Fetch, FileView, Remote, TicketView,
    fetch::{self, Fetched},
    recent::Recent,
    text::{self, Block},
};

/// A system that keeps tickets of its own.
pub(super) trait Tracker: Sync {
    /// What was created a moment ago, by reference.
    fn recent(&self) -> &Recent<Remote>;

    /// Most bytes of the files of one event that go along.
    fn most(&self) -> u64;

    /// The ticket with this reference, if there is one already.
    fn find(&self, ticket: &TicketView) -> impl Future<Output = Result<Option<Remote>, Failure>> + Send;

    /// Creates the ticket, with files where that is one step.
    fn create(&self, event: &Event, files: &Files<'_>) -> impl Future<Output = Result<Remote, Failure>> + Send;

    /// Adds the files of a new ticket that are not there yet, where that is a step of its own.
    fn complete(
        &self,
        remote: &Remote,
        event: &Event,
        files: &Files<'_>,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Whether this event was said there already.
    fn said(&self, remote: &Remote, event: &Event) -> impl Future<Output = Result<bool, Failure>> + Send;

    /// Says what happened.
    fn say(
        &self,
        remote: &Remote,
        event: &Event,
        files: &Files<'_>,
    ) -> impl Future<Output = Result<(), Failure>> + Send;

    /// Sets the state and the team that the event brought. The same any number of times; false when the other system does not know
    /// them.
    fn update(&self, remote: &Remote, event: &Event) -> impl Future<Output = Result<bool, Failure>> + Send;
}

/// The files of an event: those with their bytes, and those that are too large.
#[derive(Default)]
pub(super) struct Files<'a> {
    pub(super) with: Vec<Fetched<'a>>,
    pub(super) without: Vec<&'a FileView>,
}

impl<'a> Files<'a> {
    /// What is said of them.
    pub(super) fn blocks(&self) -> Vec<Block> {
        self.blocks_but(&[])
    }

    /// The same when some of them were refused.
    pub(super) fn blocks_but(&self, refused: &[&'a FileView]) -> Vec<Block> {
        let (without, with): (Vec<_>, Vec<_>) = self
            .with
            .iter()
            .map(|fetched| fetched.file)
            .partition(|file| refused.iter().any(|other| other.id == file.id));
        text::files(&with, &[self.without.clone(), without].concat())
    }
}

/// What became of a file: a system that does not take it, for its kind or its size, holds up no word. It stays at the desk.
pub(super) fn unless_refused<T>(taken: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match taken {
        Ok(taken) => Ok(Some(taken)),
        Err(Failure::Never { .. }) => Ok(None),
        Err(later) => Err(later),
    }
}

/// Hands an event over to a tracker.
pub(super) async fn hand_over(
    tracker: &impl Tracker,
    event: &Event,
    known: Option<&Remote>,
    fetch: &dyn Fetch,
) -> Result<Delivered, Failure> {
    let remote = ticket(tracker, event, known, fetch).await?;
    if event.kind == EventKind::Created {
        if !event.files.is_empty() {
            tracker.complete(&remote, event, &files(tracker, event, fetch).await?).await?;
        }
    } else if is_silent(event) {
        if !tracker.update(&remote, event).await? {
            say(tracker, &remote, event, fetch).await?;
        }
    } else {
        say(tracker, &remote, event, fetch).await?;
        tracker.update(&remote, event).await?;
    }
    Ok(Delivered { remote: Some(remote) })
}

/// The ticket there: the one that is known, that is found, or a new one.
async fn ticket(
    tracker: &impl Tracker,
    event: &Event,
    known: Option<&Remote>,
    fetch: &dyn Fetch,
) -> Result<Remote, Failure> {
    let reference = &event.ticket.reference;
    if let Some(remote) = known.cloned().or_else(|| tracker.recent().get(reference)) {
        return Ok(remote);
    }
    let remote = match tracker.find(&event.ticket).await? {
        Some(remote) => remote,
        // Files of a later event are said with it.
        None if event.kind == EventKind::Created => tracker.create(event, &files(tracker, event, fetch).await?).await?,
        None => tracker.create(event, &Files::default()).await?,
    };
    tracker.recent().add(reference.clone(), remote.clone());
    Ok(remote)
}

async fn say(tracker: &impl Tracker, remote: &Remote, event: &Event, fetch: &dyn Fetch) -> Result<(), Failure> {
    if tracker.said(remote, event).await? {
        return Ok(());
    }
    tracker.say(remote, event, &files(tracker, event, fetch).await?).await
}

async fn files<'a>(tracker: &impl Tracker, event: &'a Event, fetch: &dyn Fetch) -> Result<Files<'a>, Failure> {
    let (with, without) = fetch::within(tracker.most(), event, fetch).await?;
    Ok(Files { with, without })
}

/// Whether a state changed and nothing else is to be told.
fn is_silent(event: &Event) -> bool {
    let wordless = event.entry.as_ref().is_none_or(|entry| entry.text.is_empty());
    event.kind == EventKind::StateChanged && wordless && event.files.is_empty()
}

/// Whether readers may see what happened: only what they said, and what the desk said to them.
pub(super) fn is_public(event: &Event) -> bool {
    match event.kind {
        EventKind::Created => true,
        EventKind::Replied | EventKind::Reopened => event.is_of_the_reader() || event.is_public_word_of_the_desk(),
        _ => event.is_public_word_of_the_desk(),
    }
}

#[cfg(test)]
mod tests {
    use content::ticket::{EntryKind, Who};

    use super::super::sample;
    use super::*;

    fn public(who: Who, text: &str) -> Vec<&'static str> {
        let entry = Some(sample::entry(EntryKind::Reply, who, text));
        let all = EventKind::WORDS
            .iter()
            .filter(|(_, kind)| is_public(&Event { kind: *kind, entry: entry.clone(), ..sample::created() }));
        all.map(|(word, _)| *word).collect()
    }

    #[test]
    fn readers_may_see_only_what_they_said_and_what_was_said_to_them() {
        let to_reader =
            ["ticket.created", "ticket.replied", "ticket.state_changed", "ticket.escalated", "ticket.announced"];
        assert_eq!(public(Who::Desk, "Which tray?"), to_reader);
        assert_eq!(public(Who::Desk, ""), ["ticket.created"]);
        assert_eq!(public(Who::Reader, "It hums"), ["ticket.created", "ticket.replied", "ticket.reopened"]);
        assert_eq!(public(Who::System, "By itself"), ["ticket.created"]);
    }
}
