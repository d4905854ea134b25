//! What an operation answers, and what it refuses with.

use std::fmt::Write as _;

use serde_json::Value;

use super::{
    html::{badge, block, escaped, line, text},
    problems::{self, Problems, Said},
    schema,
};
use crate::api::describe::answer;

/// All of it.
pub(super) fn told(operation: &Value, document: &Value, problems: &Problems<'_>) -> String {
    let (mut good, mut bad) = (String::new(), String::new());
    for (status, said) in operation["responses"].as_object().into_iter().flatten() {
        let said = answer(document, said);
        let refusals = problems::said(said);
        match refusals.is_empty() {
            true => good.push_str(&done(status, said, document)),
            false => bad.push_str(&refused(status, &refusals, problems)),
        }
    }
    format!("<h4>Answers</h4>\n<dl>\n{good}</dl>\n<h4>Refusals</h4>\n<ul class=\"refusals\">\n{bad}</ul>\n")
}

/// An answer that is no problem.
fn done(status: &str, answer: &Value, document: &Value) -> String {
    let mut told = line(text(&answer["description"]));
    for (name, head) in answer["headers"].as_object().into_iter().flatten() {
        let about = line(text(&head["description"]));
        let _ = write!(told, "<br><span class=\"quiet\"><code>{}</code>: {about}</span>", escaped(name));
    }
    let contents = answer["content"].as_object();
    let Some((media_type, content)) = contents.and_then(|contents| contents.iter().next()) else {
        return format!("<dt>{}</dt>\n<dd>{told}</dd>\n", badge(status));
    };
    let body = match media_type.as_str() {
        "application/json" => schema::kind(&content["schema"], document),
        other => format!("<code>{}</code>", escaped(other)),
    };
    let example = Some(&content["example"]).filter(|example| !example.is_null()).map(|example| {
        let text = serde_json::to_string_pretty(example).unwrap_or_default();
        format!("<details>\n<summary>Example</summary>\n{}</details>\n", block("Example of this answer", &text))
    });
    format!("<dt>{} {body}</dt>\n<dd>{told}{}</dd>\n", badge(status), example.unwrap_or_default())
}

/// All problems of a status: those of which something is said only here, with it, and then the others.
fn refused(status: &str, said: &[Said<'_>], problems: &Problems<'_>) -> String {
    let (mut own, mut others) = (String::new(), Vec::new());
    for same in said.chunk_by(|one, next| one.kind == next.kind) {
        let link = problems::link(same[0].kind);
        let words = same.iter().filter(|said| problems.is_said_once(said)).map(|said| line(&said.words));
        let words = words.collect::<Vec<_>>().join("<br>\n");
        if words.is_empty() {
            others.push(link);
        } else {
            let _ = writeln!(own, "<p>{link} {words}</p>");
        }
    }
    let others = if others.is_empty() { String::new() } else { format!("<p>{}</p>\n", others.join(" ")) };
    format!("<li>{}\n<div>\n{own}{others}</div>\n</li>\n", badge(status))
}
