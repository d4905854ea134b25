//! All forms of a portal.

use content::route;
use leptos::prelude::*;

use crate::pages::Breadcrumb;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words::journey as words;

use super::people::People;
use super::self_service::SelfServiceView;

/// The catalogue of forms.
#[component]
pub(crate) fn CatalogueView(
    /// Title of the page.
    title: String,
) -> impl IntoView {
    let site = use_site();
    let cards = site.forms.iter().map(|form| {
        let href = site.href(&route::form(&form.id));
        view! {
            <li class="catalogue-entry">
                {form.self_service.clone().map(|way| view! { <SelfServiceView way/> })}
                <a class="card" href=href>
                    <Icon name="ticket"/>
                    <span class="card-text">
                        <span class="card-title">{form.name.clone()}</span>
                        <span class="card-summary">{form.description.clone()}</span>
                    </span>
                </a>
            </li>
        }
    });
    let body = if site.forms.is_empty() {
        view! { <p>{words::NO_FORMS}</p><People/> }.into_any()
    } else {
        view! { <ul class="card-list" role="list">{cards.collect_view()}</ul> }.into_any()
    };
    view! {
        <div class="page page-narrow">
            <Breadcrumb/>
            <header class="page-head">
                <h1 tabindex="-1">{title}</h1>
                <p class="lead">{words::CATALOGUE_LEAD}</p>
            </header>
            {body}
            <p class="journey-aside"><a href=site.href(route::MY_TICKETS)>{words::SEE_MY_TICKETS}</a></p>
        </div>
    }
}
