//! Words of guides.

pub(crate) const CHANGE: &str = "Change";
pub(crate) const BACK: &str = "Back";
pub(crate) const START_AGAIN: &str = "Start again";
pub(crate) const GUIDE_WAYS: &str = "Ways out of this guide";
pub(crate) const RATHER_A_PERSON: &str = "Would you rather not go on alone?";
pub(crate) const OR: &str = "or";
pub(crate) const SEND_A_TICKET: &str = "send a ticket";
pub(crate) const ANSWERS_DROPPED: &str =
    "This guide has changed since the link was made. We kept the answers that still fit; please go on from here.";
pub(crate) const GO_ON_IN_GUIDE: &str = "Another guide takes it from here";
pub(crate) const START_GUIDE: &str = "Go on";
pub(crate) const THIS_ARTICLE_HELPS: &str = "This article shows what to do";
pub(crate) const READ_ARTICLE: &str = "Read the article";
pub(crate) const A_PERSON_TAKES_OVER: &str = "A person takes it from here";
pub(crate) const FILL_IN_FORM: &str = "Fill in the form";
pub(crate) const ANSWERS_GO_ALONG: &str =
    "Your answers go along, so nobody has to ask again. You can take them off before you send.";
pub(crate) const PLEASE_CALL: &str = "Please call us";
pub(crate) const CALL_NOW: &str = "Call now";
pub(crate) const PLEASE_WRITE: &str = "Please write to us";
pub(crate) const WRITE_NOW: &str = "Write an email";
pub(crate) const GO_ON_ELSEWHERE: &str = "It goes on elsewhere";
pub(crate) const OPEN_PAGE: &str = "Open the page";
pub(crate) const SOLVED: &str = "Solved";
pub(crate) const SOLVED_THANKS: &str = "Good to hear. Thank you for trying it yourself first.";
pub(crate) const WAS_IT_HELPFUL: &str = "Was this guide helpful?";
pub(crate) const GLAD_IT_HELPED: &str = "Glad it helped.";
pub(crate) const SORRY_IT_DID_NOT: &str = "Sorry. What was missing?";
pub(crate) const TELL_A_PERSON: &str = "Tell a person";
pub(crate) const BACK_TO_HOME: &str = "Back to the start page";

/// Where the reader is in a guide.
pub(crate) fn progress(step: usize, more: usize) -> String {
    match more {
        0 => format!("Step {step}, the last one"),
        more => format!("Step {step}, at most {more} more"),
    }
}

/// The answers so far, behind a heading that says how many there are.
pub(crate) fn answers_so_far(count: usize) -> String {
    format!("Your answers so far ({count})")
}

/// What a screen reader says for a link that changes an answer.
pub(crate) fn change_answer_to(question: &str) -> String {
    format!("Change the answer to: {question}")
}
