//! The way from the home page to this one.

use leptos::prelude::*;

use crate::any::Any;
use crate::shell::Icon;
use crate::site::use_site;
use crate::words;

/// Links to the home page and, where there is one, to the category; the page itself is the heading below.
#[component]
pub(crate) fn Breadcrumb(
    /// Id of the category the page is in; may be empty.
    #[prop(optional, into)]
    category: String,
) -> impl IntoView {
    let site = use_site();
    let category = site.category(&category).map(|category| {
        let href = site.href(&content::route::category(&category.id));
        view! { <li><Icon name="chevron-right"/><a href=href>{category.title.clone()}</a></li> }.any()
    });
    view! {
        <nav class="breadcrumb" aria-label=words::BREADCRUMB>
            <ol role="list">
                <li><a href=site.base.clone()>{words::HOME}</a></li>
                {category}
            </ol>
        </nav>
    }
    .any()
}
