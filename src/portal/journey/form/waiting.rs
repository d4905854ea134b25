//! What a reader sees while their ticket waits to be sent.

use leptos::prelude::*;

use super::sending::Sender;
use super::ways::OtherWays;
use crate::journey::asking::AskOnce;
use crate::journey::outbox::{Outbox, use_outbox};
use crate::journey::ticket::{Failure, Seal};
use crate::shell::Icon;
use crate::words::journey as words;

/// Class by which the card is found to be focused.
pub(super) const WAITING: &str = ".send-waiting";

/// How a ticket waits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    why: Option<Failure>,
    stuck: bool,
    unkept: bool,
}

impl Shown {
    /// How the ticket under this seal waits, if it does; reactive.
    pub(super) fn of(outbox: Outbox, seal: &Seal) -> Option<Self> {
        let waiting = outbox.all().into_iter().find(|waiting| waiting.seal == *seal)?;
        let stuck = waiting.is_stuck();
        Some(Self { why: waiting.why, stuck, unkept: waiting.unkept })
    }

    /// What the card is called; `follows` for the wish to be told about a notice.
    pub(super) fn heading(&self, follows: bool) -> &'static str {
        words::waiting_heading(self.why.as_ref(), follows)
    }

    /// Whether it needs the reader.
    pub(super) fn is_stuck(&self) -> bool {
        self.stuck
    }

    /// What keeps it here.
    pub(super) fn why(&self) -> Option<String> {
        self.why.as_ref().map(words::why_not_sent)
    }

    /// What becomes of it.
    pub(super) fn fate(&self, keeps: bool) -> &'static str {
        match self {
            Self { stuck: true, .. } => words::WAITS_FOR_YOU,
            Self { unkept: true, .. } => words::GOES_WHILE_OPEN_IN_CONFIDENCE,
            _ if keeps => words::GOES_BY_ITSELF,
            _ => words::GOES_WHILE_OPEN,
        }
    }
}

/// Says that the ticket is safe, what keeps it here, and every way on. In place of the form: what waits is not changed unseen.
#[component]
pub(super) fn WaitingCard(sender: Sender) -> impl IntoView {
    let (outbox, sheet) = (use_outbox(), sender.sheet.clone());
    let shown = Memo::new(move |_| Shown::of(outbox, &sheet.waiting.get()?));
    let sheet = sender.sheet.clone();
    let (keeps, busy, follows) = (sheet.keeps, sender.busy, sheet.form.notice().is_some());
    let question = if follows { words::DISCARD_REQUEST } else { words::DISCARD_TICKET };
    // Other news of the same ticket change the words, not the card.
    let there = Memo::new(move |_| shown.with(Option::is_some));
    let heading = move || shown.with(|shown| shown.as_ref().map(|shown| shown.heading(follows)));
    let why = move || shown.with(|shown| shown.as_ref().and_then(Shown::why));
    let is_proving = move || busy.get() && outbox.is_proving();
    let fate = move || {
        let fate = || shown.with(|shown| shown.as_ref().map(|shown| shown.fate(keeps.get())));
        if is_proving() { Some(words::PROVING) } else { fate() }
    };
    let stuck = move || shown.with(|shown| shown.as_ref().is_some_and(Shown::is_stuck));
    move || {
        let sheet = sheet.clone();
        let (again, change, discard) = (sender.clone(), sender.clone(), sender.clone());
        there.get().then(|| {
            view! {
                <section class="send-waiting" tabindex="-1" aria-labelledby="send-waiting-heading">
                    <Icon name="cloud-off"/>
                    <div role="alert">
                        <h2 id="send-waiting-heading">{heading}</h2>
                        <p>{why}</p>
                        <p>{fate}</p>
                    </div>
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
                        question=question
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
