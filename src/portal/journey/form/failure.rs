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
    move || {
        // Fields to be mended have the error summary.
        let failure = failure.get().filter(|failure| !matches!(failure, Failure::Invalid(_)))?;
        let again = !matches!(failure, Failure::TooLarge);
        let text = {
            let sheet = sheet.clone();
            move |()| sheet.answers.with_untracked(|answers| answers.as_text(&sheet.form))
        };
        let people = !sheet.site.contact.is_empty();
        Some(view! {
            <section class="send-failure" role="alert" tabindex="-1" aria-labelledby="send-failure-heading">
                <Icon name="cloud-off"/>
                <h2 id="send-failure-heading">{words::NOT_SENT}</h2>
                <p>{words::why_not_sent(&failure)}</p>
                <p>{words::NOTHING_LOST}</p>
                <div class="button-row send-failure-ways">
                    {again.then(|| view! { <button type="submit" class="button">{words::TRY_AGAIN}</button> })}
                    <CopyButton label=words::COPY_WHAT_I_WROTE text/>
                </div>
                {people.then(|| view! { <h3>{words::REACH_US_ANOTHER_WAY}</h3> <p>{words::REACH_US_WITH_TEXT}</p> <People/> })}
            </section>
        })
    }
}
