//! One question or action of a guide.

use content::Target;
use leptos::prelude::*;

use super::outcome::direct_href;
use super::page::Course;
use super::walk::{Place, Walk};
use crate::html::HtmlView;
use crate::shell::Icon;
use crate::words::journey as words;

/// One step with its choices.
#[component]
pub(super) fn StepSection(
    /// The guide and where the reader stands.
    course: Course,
    /// Position of the step.
    index: usize,
) -> impl IntoView {
    let guide = std::sync::Arc::clone(&course.guide);
    let view = &guide.steps[index];
    // Until the page lives, the first step is the current one: with JavaScript on its way, nothing else is shown.
    let current = {
        let course = course.clone();
        Memo::new(move |_| course.place().unwrap_or(Place::Step(0)) == Place::Step(index))
    };
    let progress = {
        let course = course.clone();
        move || {
            let shown = course.live.get() && current.get();
            shown.then(|| {
                let taken = course.walk.with(Walk::taken);
                let more = course.walk.with(|walk| walk.at_most_more(&course.guide, index));
                let (done, all) = (taken.to_string(), (taken + 1 + more).to_string());
                view! {
                    <progress class="guide-bar" value=done max=all aria-hidden="true"></progress>
                    <p class="guide-progress">{words::progress(taken + 1, more)}</p>
                }
            })
        }
    };
    let heading = format!("{}-heading", view.step.id);
    let choices = (0..view.step.choices.len())
        .map(|choice| view! { <li><ChoiceLink course=course.clone() index choice current/></li> })
        .collect_view();
    view! {
        <section class="guide-step" id=view.step.id.clone() aria-labelledby=heading data-current=move || current.get().then_some("")>
            {progress}
            <h2 class="guide-question" id=heading.clone() tabindex="-1">{view.step.title.clone()}</h2>
            <HtmlView html=view.body.clone() class="prose"/>
            <ul class="guide-choices" role="list">{choices}</ul>
        </section>
    }
}

/// One way on. While the page lives the answer goes into the address; else the link leads straight there.
#[component]
fn ChoiceLink(course: Course, index: usize, choice: usize, current: Memo<bool>) -> impl IntoView {
    let target = &course.guide.steps[index].step.choices[choice];
    let text = target.text.clone();
    let straight = direct_href(&course, target);
    let solved = target.target == Target::Solved;
    let href = move || {
        if course.live.get() && current.get() {
            let query = course.walk.with(|walk| walk.with(&course.guide, index, choice));
            format!("{}{query}", course.href())
        } else {
            straight.clone()
        }
    };
    view! { <a class="guide-choice" class:guide-choice-solved=solved href=href data-noscroll=""><span>{text}</span><Icon name="arrow-right"/></a> }
}
