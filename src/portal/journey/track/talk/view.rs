//! Where a reader says something about a ticket.

use content::route;
use content::ticket::Can;
use leptos::prelude::*;

use super::Talk;
use super::said::SaidSecrets;
use crate::journey::files::FilePicker;
use crate::journey::told::ToldView;
use crate::journey::track::next::HURRY;
use crate::journey::track::watch::{Known, Watch};
use crate::shell::Icon;
use crate::words::journey as words;

/// All that the reader may do now; nothing before the ticket is known.
#[component]
pub(in crate::journey::track) fn TalkView(watch: Watch, talk: Talk) -> impl IntoView {
    // Drawn anew when something else may be done, not with every look at the ticket: a reply may be half written.
    let can = Memo::new(move |_| {
        watch.known.with(|known| match known {
            // Drawn by itself: it comes with time alone, perhaps in the middle of a reply.
            Known::Ticket(ticket) => Some((Can { escalate: false, ..ticket.can.clone() }, ticket.confirm.is_some())),
            _ => None,
        })
    });
    let late =
        Memo::new(move |_| watch.known.with(|known| matches!(known, Known::Ticket(ticket) if ticket.can.escalate)));
    let parts = move || {
        let (can, waits) = can.get().filter(|(can, _)| *can != Can::default())?;
        Some(view! {
            <section class="talk" aria-labelledby="talk-heading">
                <h2 id="talk-heading" tabindex="-1">{words::TALK_TO_US}</h2>
                <ToldView told=talk.told/>
                {move || late.get().then(|| view! { <Hurry talk/> })}
                {match can.reply || can.reopen {
                    true => view! { <Say talk can=can.clone() waits/> }.into_any(),
                    false => view! { <Over watch/> }.into_any(),
                }}
                {can.rate.then(|| view! { <Rate talk/> })}
                {can.revoke.then(|| view! { <Revoke talk/> })}
            </section>
        })
    };
    view! { {parts} }
}

/// Asks to hurry, with the reason if the reader gives one.
#[component]
fn Hurry(talk: Talk) -> impl IntoView {
    let busy = move || talk.busy.get().then_some("true");
    view! {
        <div class="talk-hurry">
            <div class="field">
                <label class="field-label" for=HURRY>
                    {words::WHY_URGENT} " " <span class="field-optional">{words::OPTIONAL}</span>
                </label>
                <textarea
                    class="field-control field-lines"
                    id=HURRY
                    dir="auto"
                    rows="2"
                    prop:value=talk.reason.text
                    on:input=move |event| talk.reason.text.set(event_target_value(&event))
                ></textarea>
                <SaidSecrets said=talk.reason field=HURRY/>
            </div>
            <div class="button-row">
                <button type="button" class="button button-quiet" aria-disabled=busy on:click=move |_| talk.hurry()>
                    <Icon name="clock"/>{words::ASK_TO_HURRY}
                </button>
            </div>
        </div>
    }
}

/// A reply, and whether it is solved. Each button says what becomes of the ticket, and what most readers come for goes first.
#[component]
fn Say(
    talk: Talk,
    can: Can,
    /// Whether nobody reads it before the address is confirmed.
    waits: bool,
) -> impl IntoView {
    let busy = move || talk.busy.get().then_some("true");
    let button = |there: bool, class: &'static str, icon, words, act: fn(Talk)| {
        there.then(|| {
            view! {
                <button type="button" class=class aria-disabled=busy on:click=move |_| act(talk)>
                    <Icon name=icon/>{words}
                </button>
            }
        })
    };
    let Can { reply, reopen, confirm_solved, reopen_until, .. } = can;
    let label = if reply { words::YOUR_REPLY } else { words::WHAT_IS_STILL_WRONG };
    let hint = words::reply_hint(waits, reopen_until.as_deref());
    let described = hint.as_ref().map(|_| "talk-hint");
    view! {
        <div class="field" inert=move || talk.busy.get()>
            <label class="field-label" for="talk-text">{label}</label>
            {hint.map(|hint| view! { <p class="field-hint" id="talk-hint">{hint}</p> })}
            <textarea
                class="field-control field-lines"
                id="talk-text"
                dir="auto"
                rows="4"
                aria-describedby=described
                prop:value=talk.text.text
                on:input=move |event| talk.write(event_target_value(&event))
            ></textarea>
            <SaidSecrets said=talk.text field="talk-text"/>
        </div>
        <ReplyFiles talk/>
        <div class="button-row">
            {button(reopen, "button", "rotate-ccw", words::IT_IS_NOT_SOLVED, Talk::reopen)}
            {button(reply && !reopen, "button", "send", words::SEND_REPLY, Talk::reply)}
            {button(confirm_solved, "button button-quiet", "circle-check", words::IT_IS_SOLVED, Talk::solved)}
            {button(reply && reopen, "button button-quiet", "send", words::SEND_AND_LEAVE_IT, Talk::reply)}
        </div>
    }
}

/// Nothing more can be said about this ticket: what to do then.
#[component]
fn Over(watch: Watch) -> impl IntoView {
    let href = watch.site.get_value().href(route::TICKET);
    view! {
        <p>{words::NOTHING_MORE_HERE}</p>
        <div class="button-row"><a class="button button-quiet" href=href>{words::RAISE_A_TICKET}</a></div>
    }
}

/// Files that go with the reply; nothing where none are taken.
#[component]
fn ReplyFiles(talk: Talk) -> impl IntoView {
    let intake = talk.intake();
    (intake.limits.most > 0).then(|| {
        let limits = words::upload_limits(&intake.limits);
        let objection = move || {
            talk.objection.get().map(|why| {
                view! { <p class="field-error" id="talk-files-error"><span class="visually-hidden">{words::ERROR} " "</span> {why}</p> }
            })
        };
        let invalid = Signal::derive(move || talk.objection.with(Option::is_some).then_some("true"));
        let described_by = Signal::derive(move || {
            Some(if invalid.get().is_some() { "talk-files-hint talk-files-error" } else { "talk-files-hint" }.to_owned())
        });
        view! {
            <details
                class="field talk-files"
                inert=move || talk.busy.get()
                prop:open=move || talk.files.with(|files| !files.is_empty()) || talk.objection.with(Option::is_some)
            >
                <summary>{words::ADD_FILES}</summary>
                <label class="visually-hidden" for="talk-files">{words::ADD_FILES}</label>
                <p class="field-hint" id="talk-files-hint">{limits}</p>
                {objection}
                <FilePicker intake id="talk-files".to_owned() invalid described_by/>
            </details>
        }
    })
}

/// How it was, from one star to five, with one press. Words may follow.
#[component]
fn Rate(talk: Talk) -> impl IntoView {
    let stars = (1..=5_u8).map(|stars| {
        view! {
            <button
                type="button"
                class="button button-quiet"
                aria-pressed=move || (talk.stars.get() == stars).to_string()
                aria-disabled=move || talk.busy.get().then_some("true")
                on:click=move |_| talk.rate(stars)
            >
                {words::stars(stars)}
            </button>
        }
    });
    let rated = Memo::new(move |_| talk.stars.get() > 0);
    let more = move || rated.get().then(|| view! { <Review talk/> });
    view! {
        <div class="talk-rating" role="group" aria-labelledby="talk-rating-heading">
            <h3 id="talk-rating-heading">{words::HOW_WAS_IT}</h3>
            <div class="button-row">{stars.collect_view()}</div>
            {more}
        </div>
    }
}

/// Words that go with the stars.
#[component]
fn Review(talk: Talk) -> impl IntoView {
    view! {
        <div class="field" inert=move || talk.busy.get()>
            <label class="field-label" for="talk-review">{words::ANYTHING_ELSE} <span class="field-optional">{words::OPTIONAL}</span></label>
            <textarea
                class="field-control"
                id="talk-review"
                dir="auto"
                rows="2"
                prop:value=talk.review.text
                on:input=move |event| talk.review.text.set(event_target_value(&event))
            ></textarea>
            <SaidSecrets said=talk.review field="talk-review"/>
        </div>
        <div class="button-row">
            <button
                type="button"
                class="button button-quiet"
                aria-disabled=move || talk.busy.get().then_some("true")
                on:click=move |_| talk.rate(talk.stars.get_untracked())
            >
                {words::SEND_RATING}
            </button>
        </div>
    }
}

/// Ends the private link, behind one more press.
#[component]
fn Revoke(talk: Talk) -> impl IntoView {
    view! {
        <details class="talk-revoke">
            <summary>{words::END_THE_LINK}</summary>
            <p>{words::END_THE_LINK_LEAD}</p>
            <button type="button" class="button button-quiet" on:click=move |_| talk.revoke()>{words::END_IT_NOW}</button>
        </details>
    }
}
