//! What is done before anything is changed, told to the reader.

use content::Verify;
use leptos::prelude::*;

use crate::shell::Icon;
use crate::words::journey as words;

/// What is done first.
#[component]
pub(super) fn VerifyView(verify: Verify) -> impl IntoView {
    view! {
        <div class="verify">
            <Icon name="shield"/>
            <p>{words::verify(verify)} " " <strong>{words::NEVER_A_PASSWORD}</strong></p>
        </div>
    }
}
