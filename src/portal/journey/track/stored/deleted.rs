//! What is left to say about a ticket that was deleted.

use std::sync::Arc;

use content::route;
use leptos::prelude::*;

use super::Holdings;
use crate::page::Site;
use crate::words::journey as words;

/// Id of the heading, which the keyboard comes to.
pub(in crate::journey::track) const HEADING: &str = "deleted-heading";

/// A ticket that was deleted, and how much it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::journey::track) struct Deleted {
    pub(in crate::journey::track) reference: String,
    pub(in crate::journey::track) holdings: Holdings,
}

/// What happened, who else has something of it, and where to go from here.
#[component]
pub(in crate::journey::track) fn DeletedView(deleted: Deleted, site: Arc<Site>) -> impl IntoView {
    let Deleted { reference, holdings } = deleted;
    let (mine, search) = (site.href(route::MY_TICKETS), site.href(route::HOME));
    view! {
        <section class="track-none" aria-labelledby=HEADING>
            <h2 id=HEADING tabindex="-1">{words::deleted(&reference)}</h2>
            <p>{words::DELETED_LEAD}</p>
            <p>{words::told_elsewhere(&holdings.told)}</p>
            <div class="button-row">
                <a class="button" href=search>{words::FIND_AN_ANSWER}</a>
                <a class="button button-quiet" href=mine>{words::MY_TICKETS}</a>
            </div>
        </section>
    }
}
