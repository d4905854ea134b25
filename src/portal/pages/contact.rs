//! Ways to reach a person.

use content::{Priority, Sla};
use leptos::prelude::*;

use super::breadcrumb::Breadcrumb;
use super::channel::ChannelLine;
use super::help::TicketButton;
use crate::site::use_site;
use crate::words;

/// The contact page.
#[component]
pub(crate) fn ContactView(
    /// Its title.
    title: String,
) -> impl IntoView {
    let site = use_site();
    let channels = site.support.contact.clone();
    let Sla { priorities, hours, .. } = site.support.sla.clone();
    view! {
        <div class="page page-narrow">
            <Breadcrumb/>
            <header class="page-head">
                <h1>{title}</h1>
                <p class="lead">{words::CONTACT_LEAD}</p>
            </header>
            <ul class="channel-list" role="list">
                {channels.into_iter().map(|channel| view! { <li><ChannelLine channel/></li> }).collect_view()}
            </ul>
            <TicketButton/>
            {(!priorities.is_empty()).then(|| view! { <Promises priorities hours/> })}
        </div>
    }
}

/// What is promised for each priority.
#[component]
fn Promises(priorities: Vec<Priority>, hours: Option<String>) -> impl IntoView {
    let rows = priorities.into_iter().map(|priority| {
        view! {
            <tr>
                <th scope="row">
                    <span class="promise-title">{priority.title}</span>
                    <span class="promise-meaning">{priority.meaning}</span>
                    {priority.always.then(|| view! { <span class="promise-meaning">{words::AT_ANY_HOUR}</span> })}
                </th>
                <td>{words::duration(priority.respond_minutes, priority.day_minutes)}</td>
                <td>{words::duration(priority.resolve_minutes, priority.day_minutes)}</td>
            </tr>
        }
    });
    view! {
        <section class="section promises" aria-labelledby="promises">
            <h2 id="promises" class="section-title">{words::PROMISES}</h2>
            <p>{words::promises_lead(hours.as_deref())}</p>
            <div class="prose"><div class="table-scroll" role="group" aria-labelledby="promises" tabindex="0">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{words::PRIORITY}</th>
                            <th scope="col">{words::RESPOND}</th>
                            <th scope="col">{words::RESOLVE}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div></div>
        </section>
    }
}
