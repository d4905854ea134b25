//! What a reader sees when a ticket could not be sent.

use leptos::prelude::*;

use super::sheet::Sheet;
use crate::journey::copy::CopyButton;
use crate::journey::people::People;
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
    let keeps = sheet.keeps;
    let people = sheet.site.reachable;
    move || {
        let sheet = sheet.clone();
        let text = move |()| sheet.answers.with_untracked(|answers| answers.as_text(&sheet.form));
        shown.get().then(|| {
            view! {
                <section class="send-failure" role="alert" tabindex="-1" aria-labelledby="send-failure-heading">
                    <Icon name="cloud-off"/>
                    <h2 id="send-failure-heading">{words::NOT_SENT}</h2>
                    <p>{why}</p>
                    <p>{move || if keeps.get() { words::NOTHING_LOST } else { words::STILL_HERE }}</p>
                    <div class="button-row send-failure-ways">
                        <button type="submit" class="button" hidden=hopeless>{words::TRY_AGAIN}</button>
                        <CopyButton label=words::COPY_WHAT_I_WROTE text/>
                    </div>
                    {people.then(|| view! { <h3>{words::REACH_US_ANOTHER_WAY}</h3> <p>{words::REACH_US_WITH_TEXT}</p> <People/> })}
                </section>
            }
        })
    }
}
