//! The answers so far, each with a way to change it.

use leptos::prelude::*;

use super::page::Course;
use crate::words::journey as words;

/// The answers so far; nothing before the first.
#[component]
pub(super) fn AnswersSoFar(course: Course) -> impl IntoView {
    move || {
        let answered =
            if course.live.get() { course.walk.with(|walk| walk.answered(&course.guide)) } else { Vec::new() };
        (!answered.is_empty()).then(|| {
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
                <section class="guide-so-far" aria-label=words::ANSWERS_SO_FAR>
                    <ol role="list">{rows.collect_view()}</ol>
                </section>
            }
        })
    }
}
