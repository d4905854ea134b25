//! Where a guide ends.

use content::{ChannelKind, Choice, Target, route};
use leptos::prelude::*;

use super::page::Course;
use super::walk::{Place, answer_of};
use crate::journey::focus::focus_id;
use crate::journey::verify::VerifyView;
use crate::pages::CardList;
use crate::shell::Icon;
use crate::site::{FROM, VERIFY, query_value};
use crate::words::journey as words;

/// Id of the part that every `#solved` leads to.
const SOLVED: &str = "solved";
/// Id of its heading.
const HEADING: &str = "solved-heading";

/// Where a choice leads without any JavaScript.
pub(super) fn direct_href(course: &Course, choice: &Choice) -> String {
    let site = &course.site;
    match &choice.target {
        Target::Step { id } => format!("#{id}"),
        Target::Solved => format!("#{SOLVED}"),
        Target::Guide { slug, step } => format!("{}{}", site.href(&route::guide(slug)), anchor(step.as_deref())),
        Target::Article { slug, anchor: part } => {
            format!("{}{}", site.href(&route::article(slug)), anchor(part.as_deref()))
        }
        Target::Form { id, prefill } => {
            let from = (FROM.to_owned(), route::guide(&course.guide.slug));
            let verify = choice.verify.map(|verify| (VERIFY.to_owned(), verify.word().to_owned()));
            let pairs = prefill.iter().chain([&from]).chain(&verify);
            let query: Vec<String> =
                pairs.map(|(key, value)| format!("{}={}", query_value(key), query_value(value))).collect();
            format!("{}?{}", site.href(&route::form(id)), query.join("&"))
        }
        Target::Contact { url } => url.clone(),
    }
}

fn anchor(id: Option<&str>) -> String {
    id.map(|id| format!("#{id}")).unwrap_or_default()
}

/// The outcome the reader has reached, unless the problem is solved.
#[component]
pub(super) fn OutcomeView(course: Course) -> impl IntoView {
    move || {
        let Some(Place::Outcome(step, choice)) = course.place() else { return None };
        let title = course.guide.steps.get(step).and_then(|view| view.titles.get(choice)).cloned().unwrap_or_default();
        let (_, choice) = answer_of(&course.guide, step, choice)?;
        let Ending { heading, action, icon } = ending(choice)?;
        let href = direct_href(&course, choice);
        let title = if title.is_empty() { contact_title(choice) } else { title };
        let note = matches!(choice.target, Target::Form { .. })
            .then(|| view! { <p class="outcome-note">{words::ANSWERS_GO_ALONG}</p> });
        Some(view! {
            <section class="guide-outcome" data-current="" aria-labelledby="outcome-heading">
                <h2 class="guide-question" id="outcome-heading" tabindex="-1">{heading}</h2>
                <a class="card outcome-card" href=href>
                    <Icon name=icon/>
                    <span class="card-text">
                        <span class="card-title">{title}</span>
                        <span class="outcome-action">{action} <Icon name="arrow-right"/></span>
                    </span>
                </a>
                {note}
                {choice.verify.map(|verify| view! { <VerifyView verify/> })}
            </section>
        })
    }
}

/// How an outcome is shown.
struct Ending {
    heading: &'static str,
    action: &'static str,
    icon: &'static str,
}

/// How an outcome other than solved is shown.
fn ending(choice: &Choice) -> Option<Ending> {
    let (heading, action, icon) = match &choice.target {
        Target::Guide { .. } => (words::GO_ON_IN_GUIDE, words::START_GUIDE, "route"),
        Target::Article { .. } => (words::THIS_ARTICLE_HELPS, words::READ_ARTICLE, "book-open"),
        Target::Form { .. } => (words::A_PERSON_TAKES_OVER, words::FILL_IN_FORM, "ticket"),
        Target::Contact { url } => match kind(url) {
            ChannelKind::Phone => (words::PLEASE_CALL, words::CALL_NOW, "phone"),
            ChannelKind::Email => (words::PLEASE_WRITE, words::WRITE_NOW, "mail"),
            _ => (words::GO_ON_ELSEWHERE, words::OPEN_PAGE, "external-link"),
        },
        Target::Step { .. } | Target::Solved => return None,
    };
    Some(Ending { heading, action, icon })
}

fn kind(url: &str) -> ChannelKind {
    if url.starts_with("tel:") {
        ChannelKind::Phone
    } else if url.starts_with("mailto:") {
        ChannelKind::Email
    } else {
        ChannelKind::Link
    }
}

/// What a contact outcome is called: its number or address, else the reader's own words.
fn contact_title(choice: &Choice) -> String {
    match &choice.target {
        Target::Contact { url } => url
            .strip_prefix("tel:")
            .or_else(|| url.strip_prefix("mailto:"))
            .map_or_else(|| choice.text.clone(), |address| address.split('?').next().unwrap_or_default().to_owned()),
        _ => choice.text.clone(),
    }
}

/// The end everybody hopes for.
#[component]
pub(super) fn SolvedView(course: Course) -> impl IntoView {
    let reachable =
        course.guide.steps.iter().flat_map(|view| &view.step.choices).any(|choice| choice.target == Target::Solved);
    if !reachable {
        return None;
    }
    let home = course.site.href(route::HOME);
    let helpful = RwSignal::new(None);
    let say = move |verdict: bool| {
        helpful.set(Some(verdict));
        // The buttons go, and the focus with them.
        focus_id(HEADING);
    };
    let related = course.guide.related.clone();
    let related = (!related.is_empty()).then(|| {
        view! {
            <h3 id="guide-related">{words::READ_NEXT}</h3>
            <CardList cards=related/>
        }
    });
    let contact = course.site.href(route::CONTACT);
    let current = move || (course.live.get() && course.walk.with(|walk| walk.solved(&course.guide))).then_some("");
    let said = move || match helpful.get() {
        None => view! {
            <p class="guide-helpful-ask" id="guide-helpful-ask">{words::WAS_IT_HELPFUL}</p>
            <div class="button-row" role="group" aria-labelledby="guide-helpful-ask">
                <button type="button" class="button button-quiet" on:click=move |_| say(true)>{words::YES}</button>
                <button type="button" class="button button-quiet" on:click=move |_| say(false)>{words::NO}</button>
            </div>
        }
        .into_any(),
        Some(true) => view! { <p>{words::GLAD_IT_HELPED}</p> }.into_any(),
        Some(false) => {
            view! { <p>{words::SORRY_IT_DID_NOT} " " <a href=contact.clone()>{words::TELL_A_PERSON}</a></p> }.into_any()
        }
    };
    Some(view! {
        <section class="guide-solved guide-step" id=SOLVED data-current=current aria-labelledby=HEADING>
            <Icon name="circle-check"/>
            <h2 class="guide-question" id=HEADING tabindex="-1">{words::SOLVED}</h2>
            <p>{words::SOLVED_THANKS}</p>
            <div class="guide-helpful needs-js" role="status">{said}</div>
            {related}
            <p><a class="button" href=home>{words::BACK_TO_HOME}</a></p>
        </section>
    })
}
