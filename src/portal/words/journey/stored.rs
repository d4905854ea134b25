//! Words of what the desk keeps of a ticket: taking it along, and deleting it.

use super::track::{UNKNOWN_TICKET_LEAD, why_not_shown};
use crate::journey::{Failure, Holdings};

pub(crate) const WHAT_THE_DESK_KEEPS: &str = "What the service desk keeps";
pub(crate) const SAVE_ALL_LEAD: &str = "Take along all that is stored of this ticket, as a file: what you sent, what happened, and who was told. Files that you added are saved one by one, by their names above.";
pub(crate) const SAVE_ALL: &str = "Save everything the desk keeps about this ticket";
pub(crate) const DELETE_TICKET: &str = "Delete this ticket at the desk";
pub(crate) const NOT_YET_SOLVED: &str = "It is not solved yet. Nobody goes on working on it when it is deleted.";
pub(crate) const WHAT_GOES: &str = "This goes:";
pub(crate) const WHAT_STAYS: &str = "This stays:";
pub(crate) const NO_WAY_BACK: &str =
    "Nobody can bring it back, and we cannot either. Save everything first if you may need it.";
pub(crate) const DELETE_FOR_GOOD: &str = "Yes, delete it for good";
pub(crate) const DELETED_LEAD: &str = "The service desk has deleted all of it, and this device has forgotten it. Its private link opens nothing any more.";

/// The file is saved.
pub(crate) fn all_saved(name: &str) -> String {
    format!("{name} is among your downloads. It says what the ticket says: keep it where only you can read it.")
}

/// Why nothing was saved.
pub(crate) fn why_not_saved(failure: &Failure) -> String {
    match failure {
        Failure::Unknown => UNKNOWN_TICKET_LEAD.to_owned(),
        _ => format!("{} Nothing was saved. Try again in a while.", why_not_shown(failure)),
    }
}

/// The question before it is deleted.
pub(crate) fn delete_for_good(reference: &str) -> String {
    format!("Delete {reference} for good?")
}

/// What goes.
pub(crate) fn what_goes(holdings: &Holdings) -> Vec<String> {
    let Holdings { answers, events, files, .. } = holdings;
    let mut lines = vec![
        format!("what you sent: {}, and what went along", count(*answers, "answer", "answers")),
        format!("what happened: {}, with every word that was said", count(*events, "entry", "entries")),
    ];
    if *files > 0 {
        lines.push(count(*files, "file", "files"));
    }
    lines.push("the private link: it opens nothing any more".to_owned());
    lines
}

/// What stays.
pub(crate) fn what_stays(holdings: &Holdings) -> Vec<String> {
    let mut lines = vec![
        "in the log of the desk: what was done when, that you deleted it, and how many files it had; no word of it"
            .to_owned(),
        "in backups made before: until they are replaced".to_owned(),
    ];
    if !holdings.told.is_empty() {
        lines.push(format!(
            "in {} that the desk told of it, or tried to: {}. We are reminded to see to it there.",
            count(holdings.told.len(), "other system", "other systems"),
            holdings.told.join(", ")
        ));
    }
    lines
}

/// What the page is called when it is done.
pub(crate) fn deleted(reference: &str) -> String {
    format!("{reference} is deleted")
}

/// Who else has something of it.
pub(crate) fn told_elsewhere(told: &[String]) -> String {
    match told {
        [] => "No other system was told of it.".to_owned(),
        [one] => format!(
            "One other system was told of it, or may have been: {one}. The service desk is reminded to see to it there."
        ),
        more => format!(
            "{} other systems were told of it, or may have been: {}. The service desk is reminded to see to it there.",
            more.len(),
            more.join(", ")
        ),
    }
}

/// Why it was not deleted; `unsure` when nobody can tell whether the desk has heard the wish.
pub(crate) fn why_not_deleted(failure: &Failure, unsure: bool) -> String {
    let why = match failure {
        Failure::Unknown => return UNKNOWN_TICKET_LEAD.to_owned(),
        Failure::Earlier(_) => {
            return "Something else happened to the ticket meanwhile, and it was not deleted. Look at how it stands now."
                .to_owned();
        }
        Failure::Broken(_) => "The service desk has a problem.".to_owned(),
        failure => why_not_shown(failure),
    };
    if unsure {
        format!("{why} We do not know whether the ticket was deleted. Ask for it again: twice does no harm.")
    } else {
        format!("{why} The ticket was not deleted. Try again in a while.")
    }
}

fn count(count: usize, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holdings(files: usize, told: &[&str]) -> Holdings {
        Holdings { answers: 5, events: 1, files, told: told.iter().map(|name| (*name).to_owned()).collect() }
    }

    #[test]
    fn what_goes_and_what_stays_is_counted_and_no_word_of_it_repeated() {
        let goes = what_goes(&holdings(2, &[]));
        assert_eq!(goes[0], "what you sent: 5 answers, and what went along");
        assert_eq!(goes[1], "what happened: 1 entry, with every word that was said");
        assert_eq!(goes[2], "2 files");
        assert_eq!(what_goes(&holdings(0, &[])).len(), 3, "no files, no line");
        assert_eq!(what_stays(&holdings(0, &[])).len(), 2);
        let stays = what_stays(&holdings(0, &["jira", "mail"]));
        assert_eq!(
            stays[2],
            "in 2 other systems that the desk told of it, or tried to: jira, mail. We are reminded to see to it there."
        );
    }

    #[test]
    fn who_else_was_told_is_named() {
        assert_eq!(told_elsewhere(&[]), "No other system was told of it.");
        let told = holdings(0, &["jira"]).told;
        assert!(told_elsewhere(&told).starts_with("One other system was told of it, or may have been: jira."));
    }

    #[test]
    fn a_failure_says_whether_the_ticket_is_still_there() {
        assert_eq!(
            why_not_deleted(&Failure::Offline, false),
            "Your device is offline. The ticket was not deleted. Try again in a while."
        );
        assert_eq!(
            why_not_deleted(&Failure::Slow, true),
            "The service desk takes too long to answer. We do not know whether the ticket was deleted. Ask for it \
             again: twice does no harm."
        );
        assert!(why_not_deleted(&Failure::Broken(405), false).contains("was not deleted"));
        assert!(why_not_deleted(&Failure::Earlier(None), false).contains("was not deleted"));
        assert_eq!(why_not_deleted(&Failure::Unknown, false), UNKNOWN_TICKET_LEAD);
    }
}
