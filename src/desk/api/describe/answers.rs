//! What an operation answers, put together from what goes well and from what it refuses.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::{Value, json};
use utoipa::{
    ToSchema,
    openapi::{
        AllOfBuilder, ContentBuilder, HeaderBuilder, ObjectBuilder, RefOr, Response, ResponseBuilder, Type,
        example::ExampleBuilder,
        schema::{Ref, Schema},
    },
};

use super::examples::Example;
use crate::problem::{Problem, Wire};

/// Answers by their status, as utoipa takes them.
pub(in crate::api) type Told = BTreeMap<String, RefOr<Response>>;

const PROBLEM: &str = "application/problem+json";

/// A header of an answer.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) name: &'static str,
    pub(super) what: &'static str,
    pub(super) example: &'static str,
}

/// What an operation answers.
#[derive(Default)]
pub(super) struct Answers {
    good: Vec<(StatusCode, ResponseBuilder)>,
    refusals: Vec<Problem>,
}

impl Answers {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Answers with nothing but a status and headers.
    pub(super) fn empty(self, status: StatusCode, what: &str, heads: &[Head]) -> Self {
        self.good(status, ResponseBuilder::new().description(what), heads)
    }

    /// Answers with JSON.
    pub(super) fn json<T: ToSchema + Example>(self, status: StatusCode, what: &str, heads: &[Head]) -> Self {
        let schema = Ref::from_schema_name(T::name());
        self.body(status, what, "application/json", schema.into(), T::example().map(|example| json!(example)), heads)
    }

    /// Answers with something of a media type.
    pub(super) fn body(
        self,
        status: StatusCode,
        what: &str,
        media_type: &str,
        schema: RefOr<Schema>,
        example: Option<Value>,
        heads: &[Head],
    ) -> Self {
        let content = ContentBuilder::new().schema(Some(schema)).example(example).build();
        self.good(status, ResponseBuilder::new().description(what).content(media_type, content), heads)
    }

    fn good(mut self, status: StatusCode, response: ResponseBuilder, heads: &[Head]) -> Self {
        let add = |response: ResponseBuilder, head: &Head| response.header(head.name, header(head.what, head.example));
        self.good.push((status, heads.iter().fold(response, add)));
        self
    }

    /// Refuses with these.
    pub(super) fn refuses(mut self, problems: impl IntoIterator<Item = Problem>) -> Self {
        self.refusals.extend(problems);
        self
    }

    pub(super) fn told(self) -> Told {
        let mut refusals: BTreeMap<u16, Vec<Problem>> = BTreeMap::new();
        for problem in self.refusals {
            refusals.entry(problem.status().as_u16()).or_default().push(problem);
        }
        let good =
            self.good.into_iter().map(|(status, response)| (status.as_str().to_owned(), response.build().into()));
        let bad =
            refusals.into_iter().map(|(status, problems)| (status.to_string(), refusal(status, &problems).into()));
        good.chain(bad).collect()
    }
}

/// What is answered where an address has no such method. No operation can say it: there is none.
pub(super) fn method_not_allowed() -> Response {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let mut response = refusal(status.as_u16(), &[Problem::bare(status)]);
    response.headers.insert("Allow".into(), header("The methods that the address has.", "GET,HEAD,DELETE"));
    response
}

/// All problems of one status as one answer, with each of them as an example.
fn refusal(status: u16, problems: &[Problem]) -> Response {
    let mut kinds: Vec<&str> = problems.iter().map(Problem::kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let words = |kind: &&str| format!("`{kind}`");
    let listed = kinds.iter().map(words).collect::<Vec<_>>().join(", ");
    let types = kinds.iter().map(|kind| Problem::urn(kind));
    let narrowed = ObjectBuilder::new()
        .property("type", ObjectBuilder::new().schema_type(Type::String).enum_values(Some(types)))
        .property("status", ObjectBuilder::new().schema_type(Type::Integer).enum_values(Some([status])));
    let schema = AllOfBuilder::new().item(Ref::from_schema_name(Wire::name())).item(narrowed).build();
    let content =
        ContentBuilder::new().schema(Some(Schema::AllOf(schema))).examples_from_iter(examples(problems)).build();
    let response = ResponseBuilder::new().description(listed).content(PROBLEM, content);
    heads(problems).into_iter().fold(response, |response, (name, head)| response.header(name, head)).build()
}

/// One of each kind; more of a kind that says several things.
fn examples(problems: &[Problem]) -> Vec<(String, utoipa::openapi::example::Example)> {
    let mut examples: Vec<(String, utoipa::openapi::example::Example)> = Vec::new();
    for problem in problems {
        let body: Value = serde_json::from_slice(&problem.body("9f86d081884c7d65")).unwrap_or_default();
        let example = ExampleBuilder::new().value(Some(body)).build();
        if examples.iter().any(|(_, other)| *other == example) {
            continue;
        }
        let same = examples.iter().filter(|(name, _)| name.split('.').next() == Some(problem.kind())).count();
        let name = if same == 0 { problem.kind().to_owned() } else { format!("{}.{}", problem.kind(), same + 1) };
        examples.push((name, example));
    }
    examples
}

/// The headers that problems come with.
fn heads(problems: &[Problem]) -> BTreeMap<String, utoipa::openapi::Header> {
    let all = problems.iter().flat_map(Problem::headers);
    all.map(|(name, value)| {
        let what = match name.as_str() {
            "retry-after" => "Seconds until it is worth trying again.",
            "www-authenticate" => "What opens this address.",
            "accept-post" => "What is taken here.",
            _ => "",
        };
        (titled(name.as_str()), header(what, value.to_str().unwrap_or_default()))
    })
    .collect()
}

fn header(what: &str, example: &str) -> utoipa::openapi::Header {
    let number = example.parse::<u64>().ok();
    let kind = if number.is_some() { Type::Integer } else { Type::String };
    let example = number.map_or_else(|| json!(example), |number| json!(number));
    HeaderBuilder::new()
        .schema(ObjectBuilder::new().schema_type(kind).examples([example]))
        .description(Some(what))
        .build()
}

/// `Retry-After`, as people write it.
pub(super) fn titled(name: &str) -> String {
    let word = |word: &str| word[..1].to_ascii_uppercase() + &word[1..];
    match name {
        "www-authenticate" => "WWW-Authenticate".into(),
        name => name.split('-').map(word).collect::<Vec<_>>().join("-"),
    }
}
