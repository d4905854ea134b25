//! What a reader sees when a ticket could not be sent.

use content::ChannelKind;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::sheet::Sheet;
use crate::journey::copy::CopyButton;
use crate::journey::people::People;
use crate::journey::qr::QrView;
use crate::journey::ticket::Failure;
use crate::shell::Icon;
use crate::words::journey as words;

/// Class by which the card is found to be focused.
pub(super) const FAILURE: &str = ".send-failure";
/// How many characters of a ticket go into a mail: some programs cut an address of more than 2,000.
const LONGEST_MAIL: usize = 1_200;

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
        let mail = mail_to(&sheet).map(|href| {
            view! {
                <a class="button button-quiet" href=href><Icon name="mail"/>{words::WRITE_AN_EMAIL_WITH_ALL}</a>
            }
        });
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
                        <CopyButton label=words::COPY_WHAT_I_WROTE text=text.clone()/>
                        {mail}
                    </div>
                    <QrView label=words::CARRY_ON_ELSEWHERE text/>
                    {people.then(|| view! { <h3>{words::REACH_US_ANOTHER_WAY}</h3> <p>{words::REACH_US_WITH_TEXT}</p> <People/> })}
                </section>
            }
        })
    }
}

/// An address that opens the reader's own mail program with all that they wrote, if we can be reached by mail.
fn mail_to(sheet: &Sheet) -> Option<impl Fn() -> String + use<>> {
    let channel = sheet.site.support.contact.iter().find(|channel| channel.kind == ChannelKind::Email)?;
    let (to, sheet) = (channel.value.clone(), sheet.clone());
    Some(move || {
        let subject = sheet.answers.with(|answers| answers.subject(&sheet.form));
        let body = sheet.answers.with(|answers| answers.as_text(&sheet.form));
        mail(&to, &subject, &body)
    })
}

/// Mail programs read no plus as a space, and cut addresses that are too long.
fn mail(to: &str, subject: &str, body: &str) -> String {
    let body: String = body.chars().take(LONGEST_MAIL).collect();
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    format!("mailto:{to}?subject={}&body={}", encode(subject), encode(&body.replace('\n', "\r\n")))
}

#[cfg(test)]
mod tests {
    use super::mail;

    #[test]
    fn a_mail_says_what_was_written_and_keeps_to_what_programs_take() {
        let href = mail("it@northwind.example", "VPN & more", "Report\n\nDetails\n50 % +");
        assert_eq!(
            href,
            "mailto:it@northwind.example?subject=VPN%20%26%20more&body=Report%0D%0A%0D%0ADetails%0D%0A50%20%25%20%2B"
        );
        assert!(mail("a@b.c", "s", &"x".repeat(9_000)).len() < 1_300);
    }
}
