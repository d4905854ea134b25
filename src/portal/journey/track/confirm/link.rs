//! The page behind the link of a mail, on whatever device that is read. It has a button: programs that look into mails open links,
//! and run scripts there, and whoever did not send the ticket has to have the choice.

use content::route;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::DONE;
use crate::journey::device::Device;
use crate::journey::focus::focus;
use crate::journey::mine;
use crate::journey::ticket::{Desk, Failure};
use crate::journey::track::fragment::CodeLink;
use crate::journey::track::watch::Watch;
use crate::shell::{Icon, say};
use crate::words::journey as words;

/// Asks whether the reader has sent a ticket, and confirms it. Of the ticket it shows nothing but its reference.
#[component]
pub(in crate::journey::track) fn CodeView(
    /// What the link brought.
    link: CodeLink,
    watch: Watch,
) -> impl IntoView {
    let (busy, done, wrong) = (RwSignal::new(false), RwSignal::new(false), RwSignal::new(None::<String>));
    let CodeLink { reference, code } = link;
    let about = reference.clone();
    let confirm = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (site, reference, code) = (watch.site.get_value(), about.clone(), code.clone());
        spawn_local(async move {
            let answer = Desk::of(&site).confirm(&reference, &code).await;
            if busy.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(_) => {
                    say(words::ADDRESS_CONFIRMED);
                    done.set(true);
                    focus(DONE);
                }
                Err(failure) => {
                    let why = match failure {
                        Failure::Unknown => words::LINK_WORKS_NO_MORE.to_owned(),
                        other => words::why_not_confirmed(&other),
                    };
                    say(&why);
                    wrong.set(Some(why));
                }
            }
        });
    };
    move || match done.get() {
        true => view! { <Confirmed reference=reference.clone() watch/> }.into_any(),
        false => {
            let busy = move || busy.get().then_some("true");
            let why = move || {
                wrong.get().map(|why| {
                    view! { <p class="banner banner-warning"><Icon name="info"/><span>{why}</span></p> }
                })
            };
            view! {
                <section class="confirm" aria-labelledby="confirm-heading">
                    <h2 id="confirm-heading" tabindex="-1"><Icon name="mail"/> {words::CONFIRM_ADDRESS}</h2>
                    <p>{words::confirm_link_lead(&reference)}</p>
                    {why}
                    <div class="button-row">
                        <button type="button" class="button" aria-disabled=busy on:click=confirm.clone()>
                            <Icon name="circle-check"/>{words::CONFIRM_LINK_YES}
                        </button>
                    </div>
                </section>
            }
            .into_any()
        }
    }
}

/// It is confirmed. The way to the ticket is there where the device knows it.
#[component]
fn Confirmed(reference: String, watch: Watch) -> impl IntoView {
    let site = watch.site.get_value();
    let secret = mine::secret_of(&Device::of(&site), &reference);
    let show = secret.map(|secret| {
        let href = site.href(&route::track(&reference, &secret));
        view! { <div class="button-row"><a class="button" href=href>{words::SHOW_THE_TICKET}</a></div> }
    });
    view! {
        <section class="track-safe confirm-done">
            <Icon name="circle-check"/>
            <h2 tabindex="-1">{words::ADDRESS_CONFIRMED}</h2>
            <p>{words::confirmed_by_link(&reference)}</p>
            {show}
        </section>
    }
}
