//! Reasons to refuse. What several operations say alike is told in one place; what only one says, it says itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use serde_json::Value;

use super::{
    html::{badge, escaped, line, text},
    operation::Operation,
};
use crate::api::describe::answer;

/// All problems, in the order of their statuses and names.
pub(super) struct Problems<'a> {
    operations: &'a [Operation<'a>],
    kinds: BTreeMap<(u64, &'a str), Kind<'a>>,
}

/// One kind of problem.
#[derive(Default)]
struct Kind<'a> {
    /// What is said, each with the numbers of the operations that say it.
    words: BTreeMap<String, Vec<usize>>,
    heads: BTreeMap<&'a str, &'a str>,
}

/// One thing that an answer may say.
pub(super) struct Said<'a> {
    status: u64,
    pub(super) kind: &'a str,
    pub(super) words: String,
}

impl<'a> Problems<'a> {
    pub(super) fn of(document: &'a Value, operations: &'a [Operation<'a>]) -> Self {
        let mut all = Self { operations, kinds: BTreeMap::new() };
        for (number, operation) in operations.iter().enumerate() {
            for said in operation.said["responses"].as_object().into_iter().flat_map(|answers| answers.values()) {
                all.add(answer(document, said), Some(number));
            }
        }
        // One of these is said where there is no operation.
        for said in document["components"]["responses"].as_object().into_iter().flat_map(|answers| answers.values()) {
            all.add(said, None);
        }
        all
    }

    fn add(&mut self, answer: &'a Value, operation: Option<usize>) {
        for said in said(answer) {
            let kind = self.kinds.entry((said.status, said.kind)).or_default();
            kind.words.entry(said.words).or_default().extend(operation);
            let heads = answer["headers"].as_object().into_iter().flatten();
            kind.heads.extend(heads.map(|(name, head)| (name.as_str(), text(&head["description"]))));
        }
    }

    /// Whether one operation says this and no other.
    pub(super) fn is_said_once(&self, said: &Said<'_>) -> bool {
        let kind = self.kinds.get(&(said.status, said.kind));
        kind.and_then(|kind| kind.words.get(&said.words)).is_some_and(|places| places.len() == 1)
    }

    /// All of them.
    pub(super) fn told(&self) -> String {
        let told = |((status, name), kind): (&(u64, &str), &Kind<'_>)| kind.told(*status, name, self.operations);
        let kinds: String = self.kinds.iter().map(told).collect();
        format!(
            "<section aria-labelledby=\"problems\">\n<h2 id=\"problems\">Problems</h2>\n<p>Each is a \
             <a href=\"#body-Problem\">Problem</a> as <code>application/problem+json</code>, whose <code>type</code> is \
             <code>urn:tierzero:problem:</code> and the name that stands here.</p>\n<dl class=\"problems\">\n{kinds}</dl>\n</section>\n"
        )
    }
}

impl Kind<'_> {
    fn told(&self, status: u64, name: &str, operations: &[Operation<'_>]) -> String {
        let mut told = String::new();
        let (own, shared): (Vec<_>, Vec<_>) = self.words.iter().partition(|(_, places)| places.len() == 1);
        for (words, _) in shared {
            let _ = writeln!(told, "<p>{}</p>", line(words));
        }
        for (name, about) in &self.heads {
            let _ = writeln!(told, "<p class=\"quiet\"><code>{}</code>: {}</p>", escaped(name), line(about));
        }
        let places: BTreeSet<usize> = own.into_iter().flat_map(|(_, places)| places.iter().copied()).collect();
        let links: Vec<String> = places.into_iter().map(|place| operations[place].link()).collect();
        if !links.is_empty() {
            let _ = writeln!(told, "<p class=\"quiet\">Told with {}</p>", links.join(", "));
        }
        format!(
            "<dt id=\"problem-{name}\">{} <code>{name}</code></dt>\n<dd>\n{told}</dd>\n",
            badge(&status.to_string())
        )
    }
}

/// What an answer may say, problem by problem; nothing when it is none.
pub(super) fn said(answer: &Value) -> Vec<Said<'_>> {
    let examples = answer["content"]["application/problem+json"]["examples"].as_object();
    let mut all = Vec::new();
    for problem in examples.into_iter().flat_map(|examples| examples.values()).map(|example| &example["value"]) {
        let status = problem["status"].as_u64().unwrap_or_default();
        let kind = text(&problem["type"]).rsplit(':').next().unwrap_or_default();
        let field = |error: &Value| format!("`{}`: {}", text(&error["field"]), text(&error["message"]));
        let fields = problem["errors"].as_array().into_iter().flatten().map(field);
        let words = [text(&problem["detail"]).to_owned()].into_iter().chain(fields);
        all.extend(words.map(|words| Said { status, kind, words }));
    }
    all
}

/// A link to what is told of a kind.
pub(super) fn link(kind: &str) -> String {
    let kind = escaped(kind);
    format!("<a href=\"#problem-{kind}\"><code>{kind}</code></a>")
}
