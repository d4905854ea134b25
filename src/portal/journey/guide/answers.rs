//! The answers so far, each with a way to change it.

use leptos::prelude::*;

use super::page::Course;
use crate::shell::Icon;
use crate::words::journey as words;

/// The answers so far, folded up below the question at hand; nothing before the first.
#[component]
pub(super) fn AnswersSoFar(course: Course) -> impl IntoView {
    move || {
        let answered =
            if course.live.get() { course.walk.with(|walk| walk.answered(&course.guide)) } else { Vec::new() };
        let count = answered.len();
        (count > 0).then(|| {
            let rows = answered.into_iter().enumerate().map(|(index, answered)| {
                let href = format!("{}{}", course.href(), course.walk.with(|walk| walk.before(&course.guide, index)));
                let label = words::change_answer_to(&answered.question);
                view! {
                    <li class="guide-answered">
                        <p class="guide-asked">{answered.question}</p>
                        <p class="guide-answer">{answered.answer}</p>
                        <a class="guide-change" href=href data-noscroll="" aria-label=label>{words::CHANGE}</a>
                    </li>
                }
            });
            view! {
                <details class="guide-so-far">
                    <summary>{words::answers_so_far(count)} <Icon name="chevron-down"/></summary>
                    <ol role="list">{rows.collect_view()}</ol>
                </details>
            }
        })
    }
}
