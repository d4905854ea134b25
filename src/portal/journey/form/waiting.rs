//! What a reader sees while their ticket waits to be sent.

use leptos::prelude::*;

use super::sending::Sender;
use super::ways::OtherWays;
use crate::journey::asking::AskOnce;
use crate::journey::outbox::use_outbox;
use crate::journey::ticket::Failure;
use crate::shell::Icon;
use crate::words::journey as words;

/// Class by which the card is found to be focused.
pub(super) const WAITING: &str = ".send-waiting";

/// How the ticket of this form waits.
#[derive(Debug, Clone, PartialEq)]
struct Shown {
    why: Option<Failure>,
    stuck: bool,
    unkept: bool,
}

/// Says that the ticket is safe, what keeps it here, and every way on. In place of the form: what waits is not changed unseen.
#[component]
pub(super) fn WaitingCard(sender: Sender) -> impl IntoView {
    let (outbox, sheet) = (use_outbox(), sender.sheet.clone());
    let shown = Memo::new(move |_| {
        let seal = sheet.waiting.get()?;
        let waiting = outbox.all().into_iter().find(|waiting| waiting.seal == seal)?;
        let stuck = waiting.is_stuck();
        Some(Shown { why: waiting.why, stuck, unkept: waiting.unkept })
    });
    let sheet = sender.sheet.clone();
    let (keeps, busy) = (sheet.keeps, sender.busy);
    // Other news of the same ticket change the words, not the card.
    let there = Memo::new(move |_| shown.with(Option::is_some));
    let heading =
        move || words::waiting_heading(shown.with(|shown| shown.as_ref().and_then(|shown| shown.why.clone())).as_ref());
    let why = move || shown.with(|shown| shown.as_ref().and_then(|shown| shown.why.as_ref().map(words::why_not_sent)));
    let fate = move || {
        shown.with(|shown| match shown {
            Some(Shown { stuck: true, .. }) => words::WAITS_FOR_YOU,
            Some(Shown { unkept: true, .. }) => words::GOES_WHILE_OPEN_IN_CONFIDENCE,
            _ if keeps.get() => words::GOES_BY_ITSELF,
            _ => words::GOES_WHILE_OPEN,
        })
    };
    let stuck = move || shown.with(|shown| shown.as_ref().is_some_and(|shown| shown.stuck));
    move || {
        let sheet = sheet.clone();
        let (again, change, discard) = (sender.clone(), sender.clone(), sender.clone());
        there.get().then(|| {
            view! {
                <section class="send-waiting" role="alert" tabindex="-1" aria-labelledby="send-waiting-heading">
                    <Icon name="cloud-off"/>
                    <h2 id="send-waiting-heading">{heading}</h2>
                    <p>{why}</p>
                    <p>{fate}</p>
                    <div class="button-row send-failure-ways">
                        <button
                            type="button"
                            class="button"
                            hidden=stuck
                            aria-disabled=move || busy.get().then_some("true")
                            on:click=move |_| again.try_again()
                        >
                            <Icon name="refresh-cw"/>
                            {move || if busy.get() { words::SENDING } else { words::TRY_AGAIN }}
                        </button>
                        <button type="button" class="button button-quiet" on:click=move |_| change.change()>
                            {words::CHANGE_IT}
                        </button>
                    </div>
                    <AskOnce
                        label=words::DISCARD
                        question=words::DISCARD_TICKET
                        yes=words::DISCARD_FOR_GOOD
                        act=move |()| discard.discard()
                    />
                    <h3>{words::MEANWHILE}</h3>
                    <OtherWays sheet/>
                </section>
            }
        })
    }
}
