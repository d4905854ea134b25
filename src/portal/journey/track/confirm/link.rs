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
use crate::journey::told::{Told, ToldView, tell};
use crate::journey::track::fragment::CodeLink;
use crate::journey::track::watch::Watch;
use crate::shell::{Icon, say};
use crate::words::journey as words;

/// What the desk has said to the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    /// Nothing yet.
    Unused,
    /// It is right.
    Right,
    /// It confirms nothing, now and later.
    Dead,
}

/// Asks whether the reader has sent a ticket, and confirms it. Of the ticket it shows nothing but its reference.
#[component]
pub(in crate::journey::track) fn CodeView(
    /// What the link brought.
    link: CodeLink,
    watch: Watch,
) -> impl IntoView {
    let (busy, said, told) = (RwSignal::new(false), RwSignal::new(Code::Unused), RwSignal::new(None));
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
            let (heading, came) = match answer {
                Ok(_) => (words::ADDRESS_CONFIRMED, Code::Right),
                Err(Failure::Unknown) => (words::LINK_WORKS_NO_MORE, Code::Dead),
                // That passes, and the button is still of use.
                Err(failure) => return tell(told, Told::Failed(words::why_not_confirmed(&failure))),
            };
            say(heading);
            said.set(came);
            focus(DONE);
        });
    };
    move || match said.get() {
        Code::Right => view! { <Confirmed reference=reference.clone() watch/> }.into_any(),
        Code::Dead => view! { <Dead reference=reference.clone() watch/> }.into_any(),
        Code::Unused => {
            let busy = move || busy.get().then_some("true");
            view! {
                <section class="confirm" aria-labelledby="confirm-heading">
                    <h2 id="confirm-heading" tabindex="-1"><Icon name="mail"/> {words::CONFIRM_ADDRESS}</h2>
                    {named(words::CONFIRM_LINK_LEAD, &reference)}
                    <ToldView told/>
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
    view! {
        <section class="track-safe confirm-done">
            <Icon name="circle-check"/>
            <h2 tabindex="-1">{words::ADDRESS_CONFIRMED}</h2>
            {named(words::CONFIRMED_BY_LINK, &reference)}
            {show(watch, &reference)}
        </section>
    }
}

/// The link is used up, replaced by a newer one, or over; what helps instead.
#[component]
fn Dead(reference: String, watch: Watch) -> impl IntoView {
    let show = show(watch, &reference);
    let lead = match show.is_some() {
        true => view! { <p>{words::DEAD_LINK_HERE}</p> }.into_any(),
        false => named(words::DEAD_LINK, &reference),
    };
    let contact = watch.site.get_value().href(route::CONTACT);
    let way = show.unwrap_or_else(|| way(contact, "button button-quiet", words::TALK_TO_A_PERSON));
    view! {
        <section class="track-none confirm-done">
            <h2 tabindex="-1">{words::LINK_WORKS_NO_MORE}</h2>
            {lead}
            {way}
        </section>
    }
}

/// Words about a ticket, with its reference in one piece.
fn named([before, after]: [&'static str; 2], reference: &str) -> AnyView {
    view! { <p>{before}<span class="unbroken">{reference.to_owned()}</span>{after}</p> }.into_any()
}

/// The way to the ticket; nothing where the device does not know it.
fn show(watch: Watch, reference: &str) -> Option<AnyView> {
    let site = watch.site.get_value();
    let secret = mine::secret_of(&Device::of(&site), reference)?;
    Some(way(site.href(&route::track(reference, &secret)), "button", words::SHOW_THE_TICKET))
}

fn way(href: String, class: &'static str, words: &'static str) -> AnyView {
    view! { <div class="button-row"><a class=class href=href>{words}</a></div> }.into_any()
}
