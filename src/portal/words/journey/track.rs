//! Words of a ticket's status.

use content::ticket::{Entry, EntryKind, State, Ticket, Who};

use super::sending::why_not_sent;
use crate::date::{full_words, minutes_ahead, near_words};
use crate::journey::{Failure, milliseconds};

pub(crate) const TRACK_NEEDS_JS: &str =
    "To show a ticket, this page needs JavaScript: the key to your ticket never leaves your browser's address bar.";
pub(crate) const NO_LINK: &str = "Open a ticket with its private link";
pub(crate) const NO_LINK_LEAD: &str = "Each ticket has a private link, which you got when you sent it. Tickets sent from this device are under My tickets.";
pub(crate) const TORN_LINK: &str = "This link is not complete";
pub(crate) const TORN_LINK_LEAD: &str = "Copy the whole private link, with everything after the # sign. Tickets sent from this device are under My tickets.";
pub(crate) const NO_KEY: &str = "The key to this ticket is missing";
pub(crate) const UNKNOWN_TICKET: &str = "We do not know this ticket";
pub(crate) const UNKNOWN_TICKET_LEAD: &str =
    "Perhaps it was deleted, its private link has ended, or the link is not whole. Check that you copied all of it.";
pub(crate) const ASKING_THE_DESK: &str = "Asking the service desk …";
pub(crate) const DESK_DOWN: &str = "We cannot show your ticket right now";
pub(crate) const TICKET_IS_SAFE: &str = "Your ticket is not affected. This page tries again by itself.";
pub(crate) const SAFELY_WITH_US: &str = "Your ticket is safely with us";
pub(crate) const SAFELY_WITH_US_LEAD: &str = "Here is how it stands. Keep the private link below to come back to it.";
pub(crate) const MAY_SOLVE_IT: &str = "This may solve it while you wait";
pub(crate) const MAY_SOLVE_IT_LEAD: &str = "Our search found this page by itself. If it does not help, you need do nothing: we look at your ticket all the same.";
pub(crate) const IT_HELPED: &str = "It helped: mark as solved";
pub(crate) const READ_THE_NOTICE: &str = "Read the notice";
pub(crate) const SENT_ON: &str = "Sent";
pub(crate) const LAST_CHANGE: &str = "Last change";
pub(crate) const TEAM: &str = "Team";
pub(crate) const STATION_PASSED: &str = "(done)";
pub(crate) const STATION_HERE: &str = "(now)";
pub(crate) const STATION_TO_COME: &str = "(to come)";
pub(crate) const HOW_FAR: &str = "How far it has come";
pub(crate) const PRIVATE_LINK: &str = "Your private link";
pub(crate) const PRIVATE_LINK_LEAD: &str = "This page's address is the key to your ticket. Whoever has it can read the ticket, so share it only with people you trust.";
pub(crate) const COPY_PRIVATE_LINK: &str = "Copy the private link";
pub(crate) const KEPT_ON_DEVICE: &str = "This device remembers the ticket, too:";
pub(crate) const KEEP_ON_DEVICE: &str = "Remember this ticket on this device";
pub(crate) const NOT_ON_DEVICE: &str = "Your browser keeps nothing, so this device will not remember the ticket. Copy the private link now and keep it in a safe place.";
pub(crate) const WHAT_HAPPENED: &str = "What happened so far";
pub(crate) const TALK_TO_US: &str = "Talk to us about this ticket";
pub(crate) const YOUR_REPLY: &str = "Your reply";
pub(crate) const WHAT_IS_STILL_WRONG: &str = "What is still wrong?";
pub(crate) const SEND_REPLY: &str = "Send reply";
pub(crate) const IT_IS_SOLVED: &str = "It is solved";
pub(crate) const IT_IS_NOT_SOLVED: &str = "Not solved: open it again";
pub(crate) const SEND_AND_LEAVE_IT: &str = "Send, and leave it solved";
pub(crate) const NOTHING_MORE_HERE: &str =
    "Nothing more can be said here. If something is still wrong, send a new ticket.";
pub(crate) const HOW_WAS_IT: &str = "How was it?";
pub(crate) const ANYTHING_ELSE: &str = "Anything else you want to say";
pub(crate) const SEND_RATING: &str = "Send these words";
pub(crate) const ASK_TO_HURRY: &str = "Ask us to hurry";
pub(crate) const WHY_URGENT: &str = "Why is it urgent?";
pub(crate) const NEXT_UPDATE_BY: &str = "Next update by";
pub(crate) const END_THE_LINK: &str = "End this private link";
pub(crate) const END_THE_LINK_LEAD: &str = "For a lost phone, or a link that went to the wrong person: from then on nobody can open the ticket with it, nor can you. The ticket stays with us.";
pub(crate) const END_IT_NOW: &str = "End it now";
pub(crate) const CHANGED_MEANWHILE: &str =
    "Something else happened to the ticket meanwhile. Look at how it stands now.";
pub(crate) const WHAT_YOU_SENT: &str = "What you sent";
pub(crate) const WHAT_WENT_ALONG: &str = "What went along";

/// A reference alone opens nothing.
pub(crate) fn no_key(reference: &str) -> String {
    format!(
        "{reference} is only the reference of a ticket. To open it here, use the whole private link, with everything after the dot. If you have lost it, contact us and name the reference."
    )
}

/// Entries of a timeline that are not shown.
pub(crate) fn earlier_entries(count: usize) -> String {
    if count == 1 {
        "1 earlier entry is not shown.".to_owned()
    } else {
        format!("{count} earlier entries are not shown.")
    }
}

/// What happened, in a sentence.
pub(crate) fn entry(entry: &Entry) -> String {
    let who = match (entry.who, &entry.name) {
        (Who::Reader, _) => "You",
        (Who::Desk, Some(name)) => name.as_str(),
        (Who::Desk, None) => "The service desk",
        (Who::System, _) => "The system",
    };
    let what = match entry.kind {
        EntryKind::Created => "sent the ticket".to_owned(),
        EntryKind::FirstAnswer => "named a page that may solve it, by itself".to_owned(),
        EntryKind::Reply => "wrote".to_owned(),
        EntryKind::State => "changed the state".to_owned(),
        EntryKind::Solved => "said that it is solved".to_owned(),
        EntryKind::Reopened => "said that it is not solved".to_owned(),
        EntryKind::Rated => match entry.stars {
            Some(stars) => format!("said how it was: {}", self::stars(stars)),
            None => "said how it was".to_owned(),
        },
        EntryKind::Escalated => match &entry.team {
            Some(team) => format!("passed it on to {team}"),
            None => "asked us to hurry".to_owned(),
        },
        EntryKind::Announced => "said when you hear more".to_owned(),
        EntryKind::Revoked => "ended the private link".to_owned(),
        EntryKind::Corrected => "corrected the email address".to_owned(),
        EntryKind::Confirmed if entry.who == Who::System => "let the ticket in without a confirmed address".to_owned(),
        EntryKind::Confirmed => "confirmed the email address".to_owned(),
        EntryKind::Unknown => "changed something".to_owned(),
    };
    match entry.state.filter(|_| entry.kind != EntryKind::Created) {
        Some(now) => format!("{who} {what}. Now: {}.", state(now)),
        None => format!("{who} {what}."),
    }
}

/// What a reader should know before writing: that nobody reads it yet, or until when it opens a closed ticket again.
pub(crate) fn reply_hint(waits: bool, reopen_until: Option<&str>) -> Option<String> {
    if waits {
        return Some("We read it once you have confirmed your address.".to_owned());
    }
    let until = milliseconds(reopen_until?)?;
    Some(format!("You can open it again until {}.", full_words(until, minutes_ahead(until))))
}

/// So many stars of five.
pub(crate) fn stars(stars: u8) -> &'static str {
    match stars {
        1 => "1 of 5: very bad",
        2 => "2 of 5: bad",
        3 => "3 of 5: so-so",
        4 => "4 of 5: good",
        _ => "5 of 5: very good",
    }
}

/// Why something about a ticket was not done.
pub(crate) fn why_not_done(failure: &Failure) -> String {
    match failure {
        Failure::Earlier(_) => CHANGED_MEANWHILE.to_owned(),
        Failure::Invalid(errors) => errors.first().map(|error| error.message.clone()).unwrap_or_default(),
        Failure::Unknown => UNKNOWN_TICKET_LEAD.to_owned(),
        _ => format!("{} What you wrote is still here.", why_not_sent(failure)),
    }
}

/// How a ticket stands, in a word or two.
pub(crate) fn state(state: State) -> &'static str {
    match state {
        State::New => "Received",
        State::InProgress => "Being worked on",
        State::WaitingForReader => "Waiting for you",
        State::Solved => "Solved",
        State::Closed => "Closed",
        State::Unknown => "Changed",
    }
}

/// What that means for the reader.
fn state_meaning(state: State) -> &'static str {
    match state {
        State::New => "We have it. Somebody will look at it soon.",
        State::InProgress => "Somebody is working on it.",
        State::WaitingForReader => "We need something from you. Please look for a message from us.",
        State::Solved => "We think it is solved. If it is not, tell us and we go on.",
        State::Closed => "This ticket is closed.",
        State::Unknown => "Something changed that this page cannot show yet. Load it again in a while.",
    }
}

/// What its state means for the reader of a ticket.
pub(crate) fn meaning(ticket: &Ticket) -> &'static str {
    match ticket.state {
        _ if ticket.confirm.is_some() => "We have it. Nobody reads it before you confirm your address.",
        State::New | State::InProgress if ticket.notice.is_some() => {
            "You are told about this. As soon as there is news, it stands here."
        }
        state => state_meaning(state),
    }
}

/// How a ticket stands, as a screen reader says it.
pub(crate) fn standing(ticket: &Ticket) -> String {
    format!("{}: {}. {}", ticket.reference, state(ticket.state), meaning(ticket))
}

/// Whether there is anything to tell about when the reader hears next.
pub(crate) fn has_next(ticket: &Ticket) -> bool {
    ticket.state == State::WaitingForReader || ticket.next_update.is_some()
}

/// When the reader hears next; empty when there is nothing to tell. `now` is in milliseconds since 1970.
pub(crate) fn next(ticket: &Ticket, now: i64) -> String {
    let near = |due: &String| milliseconds(due).map(|due| near_words(due, now, minutes_ahead(due)));
    next_by(ticket, &ticket.next_update.as_ref().map(|due| near(due).unwrap_or_else(|| due.clone())))
}

fn next_by(ticket: &Ticket, when: &Option<String>) -> String {
    match when {
        _ if ticket.state == State::WaitingForReader => {
            "We wait for you. Our clock stands still until you answer.".to_owned()
        }
        None => String::new(),
        Some(when) if !ticket.late => format!("You hear from us by {when}."),
        Some(when) if ticket.can.escalate => {
            format!("This was due at {when}. We are late; you can ask us to hurry.")
        }
        Some(when) => format!("This was due at {when}. We are late, and we know that you are waiting."),
    }
}

/// A name of the state for the style sheet.
pub(crate) fn state_id(state: State) -> &'static str {
    match state {
        State::New => "new",
        State::InProgress => "in-progress",
        State::WaitingForReader => "waiting",
        State::Solved => "solved",
        State::Closed => "closed",
        State::Unknown => "unknown",
    }
}

/// Why a ticket cannot be shown.
pub(crate) fn why_not_shown(failure: &Failure) -> String {
    match failure {
        Failure::Offline => "Your device is offline.".to_owned(),
        Failure::Slow => "The service desk takes too long to answer.".to_owned(),
        Failure::Busy(_) => "The service desk is very busy.".to_owned(),
        _ => "The service desk cannot be reached at the moment.".to_owned(),
    }
}

/// What is shown may be old.
pub(crate) fn stale(failure: &Failure) -> String {
    format!("{} What you see is the last we know.", why_not_shown(failure))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    fn ticket(state: &str, late: bool, escalate: bool) -> Ticket {
        serde_json::from_value(serde_json::json!({
            "reference": "TZ-7F3K9Q", "state": state, "subject": "VPN", "form": "Report a problem", "created": "",
            "updated": "", "team": null, "priority": null, "answers": [], "context": {}, "late": late,
            "can": { "escalate": escalate },
        }))
        .unwrap()
    }

    fn told(entry: serde_json::Value) -> String {
        super::entry(&serde_json::from_value(entry).unwrap())
    }

    #[test]
    fn a_late_answer_is_admitted_and_hurrying_offered_while_it_can_be() {
        let next = |state, late, escalate| next_by(&ticket(state, late, escalate), &Some("14:00 today".to_owned()));
        assert_eq!(next("new", false, false), "You hear from us by 14:00 today.");
        assert_eq!(
            next("in_progress", true, true),
            "This was due at 14:00 today. We are late; you can ask us to hurry."
        );
        assert_eq!(
            next("in_progress", true, false),
            "This was due at 14:00 today. We are late, and we know that you are waiting."
        );
        assert!(next("waiting_for_reader", false, false).starts_with("We wait for you."));
        assert_eq!(next_by(&ticket("solved", false, false), &None), "");
    }

    #[test]
    fn what_happened_is_told_in_plain_words() {
        let at = "2026-11-28T14:00:00.000Z";
        let hurried = serde_json::json!({ "at": at, "kind": "escalated", "who": "reader", "due": at });
        assert_eq!(told(hurried), "You asked us to hurry.");
        let passed = serde_json::json!({
            "at": at, "kind": "escalated", "who": "desk", "team": "Network", "state": "in_progress",
        });
        assert_eq!(told(passed), "The service desk passed it on to Network. Now: Being worked on.");
        let announced = serde_json::json!({ "at": at, "kind": "announced", "who": "desk", "name": "Ana", "due": at });
        assert_eq!(told(announced), "Ana said when you hear more.");
        let unknown =
            |who: &str| told(serde_json::json!({ "at": at, "kind": "shipped", "who": who, "state": "solved" }));
        assert_eq!(unknown("desk"), "The service desk changed something. Now: Solved.");
        assert_eq!(unknown("courier"), "The service desk changed something. Now: Solved.");
        let confirmed = |who: &str| told(serde_json::json!({ "at": at, "kind": "confirmed", "who": who }));
        assert_eq!(confirmed("reader"), "You confirmed the email address.");
        assert_eq!(confirmed("system"), "The system let the ticket in without a confirmed address.");
    }
}
