//! A ticket as its reader sees it.

use content::ticket::{Context, State, Ticket};
use content::{Priority, route};
use leptos::prelude::*;

use super::fragment::Pass;
use super::history::HistoryView;
use super::next::NextView;
use super::timeline::{Reached, Station, stations};
use super::watch::{Known, Watch};
use crate::date::now;
use crate::journey::copy::CopyButton;
use crate::journey::device::Device;
use crate::journey::files::FileLink;
use crate::journey::mine::{self, Kept};
use crate::journey::moment::{MomentView, milliseconds};
use crate::journey::promised::Promised;
use crate::journey::qr::QrView;
use crate::journey::verify::VerifyView;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words::journey as words;

/// That the ticket which was just sent has arrived.
#[component]
pub(super) fn SafeView(watch: Watch) -> impl IntoView {
    let fresh = Memo::new(move |_| {
        watch.known.with(|known| match known {
            Known::Ticket(ticket) => {
                let device = Device::of(&watch.site.get_value());
                // What is to be confirmed stands above, and comes first.
                ticket.confirm.is_none() && ticket.state == State::New && mine::is_just_sent(&device, &ticket.reference)
            }
            _ => false,
        })
    });
    move || {
        fresh.get().then(|| {
            view! {
                <section class="track-safe">
                    <Icon name="circle-check"/>
                    <h2>{words::SAFELY_WITH_US}</h2>
                    <p>{words::SAFELY_WITH_US_LEAD}</p>
                </section>
            }
        })
    }
}

/// A ticket: how it stands, what was promised, what was sent, and how to come back to it.
#[component]
pub(super) fn TicketView(ticket: Ticket, watch: Watch) -> impl IntoView {
    let site = watch.site.get_value();
    let priority =
        site.support.sla.priorities.iter().find(|priority| ticket.priority.as_ref() == Some(&priority.id)).cloned();
    // Nothing is changed any more when it is solved.
    let open = !matches!(ticket.state, State::Solved | State::Closed);
    let verify = ticket.verify.filter(|_| open);
    // Whoever only follows a notice was promised news of it, and no answer.
    let priority = priority.filter(|_| ticket.notice.is_none());
    let notice = ticket.notice.as_ref().map(|notice| site.href(&route::notice(notice)));
    // What was promised counts from when the desk could see it.
    let created_at = milliseconds(ticket.let_in.as_ref().unwrap_or(&ticket.created));
    let (created, updated) = (ticket.created.clone(), ticket.updated.clone());
    let changed = created != updated;
    let counting = ticket.confirm.is_none()
        && !ticket.timeline.iter().filter_map(|entry| entry.state).chain([ticket.state]).any(rests);
    view! {
        <section class="track-ticket" aria-labelledby="track-subject">
            <p class="track-reference">{ticket.reference.clone()}</p>
            <h2 id="track-subject" dir="auto">{ticket.subject.clone()}</h2>
            <Timeline stations=stations(&ticket)/>
            <p class="track-meaning">{words::meaning(&ticket)}</p>
            <NextView ticket=ticket.clone() watch/>
            {verify.map(|verify| view! { <VerifyView verify/> })}
            {notice.map(|href| view! { <p class="track-notice"><a href=href>{words::READ_THE_NOTICE}</a></p> })}
            {move || watch.stale.get().map(|failure| view! { <p class="track-stale">{words::stale(&failure)}</p> })}
            <dl class="track-facts">
                <div><dt>{words::SENT_ON}</dt><dd><MomentView moment=created/></dd></div>
                {changed.then(|| view! { <div><dt>{words::LAST_CHANGE}</dt><dd><MomentView moment=updated/></dd></div> })}
                {ticket.team.clone().map(|team| view! { <div><dt>{words::TEAM}</dt><dd>{team}</dd></div> })}
                {priority.map(|priority| view! { <PriorityView priority created=created_at counting/> })}
            </dl>
        </section>
        <HistoryView ticket watch/>
    }
}

/// The way back to a ticket, and what was sent.
#[component]
pub(super) fn KeptView(ticket: Ticket, watch: Watch) -> impl IntoView {
    view! {
        <PrivateLink ticket=ticket.clone() watch/>
        <SentView ticket pass=watch.pass/>
    }
}

/// How far the ticket has come.
#[component]
fn Timeline(stations: Vec<Station>) -> impl IntoView {
    let stations = stations.into_iter().map(|station| {
        let (mark, spoken) = match station.reached {
            Reached::Passed => ("passed", words::STATION_PASSED),
            Reached::Here => ("here", words::STATION_HERE),
            Reached::ToCome => ("to-come", words::STATION_TO_COME),
        };
        view! {
            <li class="station" data-reached=mark aria-current=(station.reached == Reached::Here).then_some("step")>
                <span class="station-name">{words::state(station.state)}</span>
                <span class="visually-hidden">" " {spoken}</span>
            </li>
        }
    });
    view! { <ol class="timeline" role="list" aria-label=words::HOW_FAR>{stations.collect_view()}</ol> }
}

/// Whether the clock of what was promised stands still in a state.
fn rests(state: State) -> bool {
    matches!(state, State::WaitingForReader | State::Solved | State::Closed | State::Unknown)
}

/// What was promised.
#[component]
fn PriorityView(priority: Priority, created: Option<i64>, counting: bool) -> impl IntoView {
    let sla = &use_site().support.sla;
    let promised = created.and_then(|created| Promised::of(sla, &priority, created));
    // What came of it, and of a clock that stood still, is told elsewhere.
    let promise = counting.then(|| words::promise_then(&priority, promised.as_ref()));
    view! {
        <div>
            <dt>{words::PRIORITY}</dt>
            <dd>{priority.title.clone()} <span class="track-promise">{promise}</span></dd>
        </div>
    }
}

/// The way back to this page.
#[component]
fn PrivateLink(ticket: Ticket, watch: Watch) -> impl IntoView {
    let site = watch.site.get_value();
    let device = Device::of(&site);
    let keeps = device.keeps();
    let known = RwSignal::new(mine::all(&device).0.iter().any(|kept| kept.reference == ticket.reference));
    let link = move |()| {
        let origin = window().location().origin().unwrap_or_default();
        let pass = watch.pass.get_untracked();
        pass.map(|pass| {
            format!("{origin}{}", watch.site.get_value().href(&route::track(&pass.reference, &pass.secret)))
        })
        .unwrap_or_default()
    };
    let keep = move |_| {
        let Some(pass) = watch.pass.get_untracked() else { return };
        let ticket = ticket.clone();
        let mut kept = Kept::new(ticket.reference.clone(), pass.secret, ticket.subject.clone(), ticket.created.clone());
        kept.learn(&ticket, now(), true);
        mine::keep(&device, kept);
        known.set(true);
    };
    let mine = site.href(route::MY_TICKETS);
    let on_device = move || {
        if !keeps {
            view! { <p class="track-unkept">{words::NOT_ON_DEVICE}</p> }.into_any()
        } else if known.get() {
            view! { <p>{words::KEPT_ON_DEVICE} " " <a href=mine.clone()>{words::MY_TICKETS}</a></p> }.into_any()
        } else {
            view! { <button type="button" class="link-button" on:click=keep.clone()>{words::KEEP_ON_DEVICE}</button> }
                .into_any()
        }
    };
    view! {
        <section class="track-link" aria-labelledby="track-link-heading">
            <h2 id="track-link-heading">{words::PRIVATE_LINK}</h2>
            <p>{words::PRIVATE_LINK_LEAD}</p>
            <CopyButton label=words::COPY_PRIVATE_LINK text=link/>
            <QrView label=words::OPEN_ON_ANOTHER_DEVICE text=link/>
            {on_device}
        </section>
    }
}

/// What was sent.
#[component]
fn SentView(ticket: Ticket, pass: RwSignal<Option<Pass>>) -> impl IntoView {
    let rows = ticket.answers.into_iter().map(|answered| {
        view! { <div><dt>{answered.question}</dt><dd dir="auto">{answered.answer}</dd></div> }
    });
    let files = (!ticket.files.is_empty()).then(|| {
        let links = ticket.files.into_iter().map(|file| view! { <li><FileLink file pass/></li> });
        view! {
            <div><dt>{words::FILES}</dt><dd><ul class="file-links" role="list">{links.collect_view()}</ul></dd></div>
        }
    });
    view! {
        <section class="track-sent" aria-labelledby="track-sent-heading">
            <h2 id="track-sent-heading">{words::WHAT_YOU_SENT}</h2>
            <dl class="answers">{rows.collect_view()} {files}</dl>
            <ContextView context=ticket.context/>
        </section>
    }
}

/// What went along.
#[component]
fn ContextView(context: Context) -> impl IntoView {
    let site = use_site();
    let Context { guide, page, articles, searches, device } = context;
    let path = guide.map(|path| {
        let rows = path.answers.into_iter().map(|answered| row(answered.question, answered.answer.into_any()));
        view! {
            <h3>{words::YOUR_ANSWERS_IN_THE_GUIDE} " “" {path.title} "”"</h3>
            <dl class="answers">{rows.collect_view()}</dl>
        }
    });
    let link = |path: &str, title: String| view! { <a href=site.href(path)>{title}</a> }.into_any();
    let mut rows = Vec::new();
    rows.extend(page.map(|page| row(words::THE_PAGE_YOU_CAME_FROM.to_owned(), link(&page, page.clone()))));
    rows.extend(
        articles
            .into_iter()
            .map(|article| row(words::article_read(article.solved).to_owned(), link(&article.path, article.title))),
    );
    rows.extend(searches.into_iter().map(|text| row(words::YOU_SEARCHED_FOR.to_owned(), text.into_any())));
    let facts = device.facts().into_iter();
    rows.extend(facts.map(|(name, text)| row(words::fact(name).to_owned(), text.into_any())));
    let rest = (!rows.is_empty()).then(|| {
        view! {
            <h3>{words::WHAT_WENT_ALONG}</h3>
            <dl class="answers">{rows}</dl>
        }
    });
    view! { {path} {rest} }
}

fn row(name: String, text: AnyView) -> AnyView {
    view! { <div><dt>{name}</dt><dd dir="auto">{text}</dd></div> }.into_any()
}
