//! Other ways for a ticket that cannot be sent now: by mail, as text, as a code for another device, or through a person.

use content::ChannelKind;
use leptos::prelude::*;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::sheet::Sheet;
use crate::journey::copy::CopyButton;
use crate::journey::people::People;
use crate::journey::qr::QrView;
use crate::shell::Icon;
use crate::words::journey as words;

/// How many characters of a ticket go into a mail: some programs cut an address of more than 2,000.
const LONGEST_MAIL: usize = 1_200;

/// Every way to hand the ticket over meanwhile.
#[component]
pub(super) fn OtherWays(sheet: Sheet) -> impl IntoView {
    let people = sheet.site.reachable;
    let mail = mail_to(&sheet).map(|href| {
        view! { <a class="button button-quiet" href=href><Icon name="mail"/>{words::WRITE_AN_EMAIL_WITH_ALL}</a> }
    });
    let text = move |()| sheet.answers.with_untracked(|answers| answers.as_text(&sheet.form));
    view! {
        <div class="button-row send-failure-ways">
            <CopyButton label=words::COPY_WHAT_I_WROTE text=text.clone()/>
            {mail}
        </div>
        <QrView label=words::CARRY_ON_ELSEWHERE text/>
        {people.then(|| view! { <h3>{words::REACH_US_ANOTHER_WAY}</h3> <p>{words::REACH_US_WITH_TEXT}</p> <People/> })}
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
