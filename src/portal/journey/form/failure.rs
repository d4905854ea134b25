//! What a reader sees when a ticket was not taken as it is.

use leptos::prelude::*;

use super::sheet::Sheet;
use super::ways::OtherWays;
use crate::journey::ticket::Failure;
use crate::shell::Icon;
use crate::words::journey as words;

/// Class by which the card is found to be focused.
pub(super) const FAILURE: &str = ".send-failure";

/// Says what happened, that nothing is lost, and every way on.
#[component]
pub(super) fn SendFailure(sheet: Sheet, failure: RwSignal<Option<Failure>>) -> impl IntoView {
    // Fields to be mended have the error summary. Other news of the same failure change its words, not the card.
    let shown = Memo::new(move |_| {
        failure.with(|failure| failure.as_ref().is_some_and(|failure| !matches!(failure, Failure::Invalid(_))))
    });
    let why = move || failure.with(|failure| failure.as_ref().map(words::why_not_sent));
    let hopeless = move || failure.with(|failure| matches!(failure, Some(Failure::TooLarge)));
    let (keeps, heading) = (sheet.keeps, words::not_sent(sheet.form.notice().is_some()));
    move || {
        let sheet = sheet.clone();
        shown.get().then(|| {
            view! {
                <section class="send-failure" tabindex="-1" aria-labelledby="send-failure-heading">
                    <Icon name="cloud-off"/>
                    <div role="alert">
                        <h2 id="send-failure-heading">{heading}</h2>
                        <p>{why}</p>
                        <p>{move || if keeps.get() { words::NOTHING_LOST } else { words::STILL_HERE }}</p>
                    </div>
                    <button type="submit" class="button" hidden=hopeless>{words::TRY_AGAIN}</button>
                    <OtherWays sheet/>
                </section>
            }
        })
    }
}
