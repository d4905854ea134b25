//! What requests say outside of their bodies.

use content::{proof, ticket::State};
use serde_json::{Value, json};
use utoipa::{
    IntoParams, PartialSchema as _,
    openapi::{
        ArrayBuilder, ObjectBuilder, RefOr, Required, SchemaFormat, Type,
        path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle},
        schema::{AnyOfBuilder, KnownFormat, Schema},
    },
};

use super::{
    super::{agent::feed, head},
    answers::titled,
};
use crate::agent::query;

/// Names the parameters of operations, one type for those that go together.
macro_rules! parameters {
    ($($(#[$about:meta])* $name:ident = [$($parameter:expr),* $(,)?];)*) => {$(
        $(#[$about])*
        pub(in crate::api) struct $name;

        impl IntoParams for $name {
            fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
                vec![$($parameter),*]
            }
        }
    )*};
}

parameters! {
    /// A ticket.
    Reference = [path(
        "reference",
        "Reference of the ticket, such as `TZ-7F3K9Q`; in any case, with O for 0 and I or L for 1.",
        word(),
        "TZ-7F3K9Q",
    )];
    /// A file of a ticket.
    FileId = [path("id", "Id of the file, as the ticket tells it.", word(), "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a")];
    /// The bytes of a file.
    UploadId = [path(
        "id",
        "Drawn by the client: 32 lower-case hexadecimal digits. The same bytes may come again under the same id.",
        shaped("^[0-9a-f]{32}$"),
        "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a",
    )];
    /// A system that tickets are handed over to.
    Sink = [path("sink", "Name of the system in the settings of the desk.", word(), "zammad")];
    /// What lets a system in that can sign nothing.
    SinkSecret = [path(
        "secret",
        "The secret that the settings of the desk name for this system.",
        word(),
        "9c1f4e0b7d2a",
    )];
    /// What makes repeating safe.
    Key = [header(
        true,
        &titled(head::KEY),
        "Drawn by the client, one for each request; kept for seven days. The same request again under the same key does \
         nothing twice and is answered with 200.",
        shaped("^[!-~]{16,128}$"),
        "1f0c9a52-6a0e-4a86-9c7b-2f7a2f1c7d10",
    )];
    /// The proof of work.
    Work = [header(
        false,
        &titled(proof::HEADER),
        "`TOKEN;COUNTER`, where the desk asks for a proof of work: the token is that of `GET /api/challenge`, the counter \
         makes the SHA-256 of `TOKEN:IDEMPOTENCY-KEY:COUNTER` begin with as many zero bits as the challenge asks for.",
        shaped("^[A-Za-z0-9_-]+;[0-9]{1,20}$"),
        "AQ8AAAAAaSmKgJk1mEoG5mZ3l0bXq7d0n2o3p4q5r6s7t8u9v0w;48213",
    )];
    /// The version of a ticket that a change is a change of.
    Version = [header(
        true,
        "If-Match",
        "The `ETag` of the ticket as its author has seen it, several of them, or `*` for “however it stands”.",
        shaped(r#"^(\*|"v[0-9]{1,18}"([ \t]*,[ \t]*"v[0-9]{1,18}")*)$"#),
        "\"v12\"",
    )];
    /// What is known already.
    Known = [header(
        false,
        "If-None-Match",
        "The `ETag` of an earlier answer: 304 when nothing has changed since.",
        word(),
        "\"5d41402abc4b2a76b9719d911017c592\"",
    )];
    /// Which tickets are asked for.
    List = [
        states(),
        query("team", "The team that has it.", word(), "Print room"),
        query("assignee", "Who of the desk has it.", word(), "Ben"),
        query("mine", "Those that whoever asks has.", truth(), true),
        query("unassigned", "Those that nobody has.", truth(), true),
        query("form", "Id of the form it was raised with.", word(), "incident"),
        query("category", "Id of its category.", word(), "printing"),
        query("priority", "Id of its priority.", word(), "urgent"),
        query("text", "Stands in the subject or the reference.", word().max_length(Some(query::LONGEST)), "printer"),
        query("created_since", "Came at this time or later: a day of UTC, or a time.", since(), "2026-11-28"),
        query("updated_since", "Changed for its reader at this time or later.", since(), "2026-11-28T14:00:00Z"),
        query("late", "Those of which more was promised by now.", truth(), true),
        query("unconfirmed", "Those that wait until the address on them is confirmed, instead of all others.", truth(), true),
        query("order", "By when they came.", order(), "oldest"),
        query("limit", "How many at once.", number(1, query::MOST, query::USUAL), 50),
        query("cursor", "The `next` of the page before, with everything else as it was.", cursor(), "bjE"),
    ];
    /// What happened after something.
    After = [
        query("after", "The `next` of an earlier answer; left out, the first event comes first.", cursor(), "ZTQy"),
        query("limit", "How many at once.", number(1, feed::MOST, feed::USUAL), 100),
        query("wait", "Seconds to wait for something to happen when nothing has.", number(0, LONGEST_WAIT, 0), 30),
    ];
}

/// Seconds that somebody may wait for something to happen.
const LONGEST_WAIT: usize = feed::LONGEST as usize;

fn parameter(place: ParameterIn, name: &str, what: &str, schema: impl Into<RefOr<Schema>>) -> ParameterBuilder {
    ParameterBuilder::new().name(name).parameter_in(place).description(Some(what)).schema(Some(schema))
}

fn path(name: &str, what: &str, schema: ObjectBuilder, example: &str) -> Parameter {
    parameter(ParameterIn::Path, name, what, schema).required(Required::True).example(Some(json!(example))).build()
}

fn header(is_required: bool, name: &str, what: &str, schema: ObjectBuilder, example: &str) -> Parameter {
    let required = if is_required { Required::True } else { Required::False };
    parameter(ParameterIn::Header, name, what, schema).required(required).example(Some(json!(example))).build()
}

fn query(name: &str, what: &str, schema: impl Into<RefOr<Schema>>, example: impl Into<Value>) -> Parameter {
    parameter(ParameterIn::Query, name, what, schema).required(Required::False).example(Some(example.into())).build()
}

/// Several words, with commas between them.
fn states() -> Parameter {
    let schema = ArrayBuilder::new().items(State::schema()).min_items(Some(1));
    parameter(ParameterIn::Query, "state", "How it stands; any of these.", schema)
        .required(Required::False)
        .style(Some(ParameterStyle::Form))
        .explode(Some(false))
        .example(Some(json!(["new", "in_progress"])))
        .build()
}

fn word() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn shaped(pattern: &str) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String).pattern(Some(pattern))
}

fn truth() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Boolean)
}

fn number(least: usize, most: usize, usual: usize) -> ObjectBuilder {
    let number = ObjectBuilder::new().schema_type(Type::Integer).default(Some(json!(usual)));
    number.minimum(Some(least)).maximum(Some(most))
}

fn order() -> ObjectBuilder {
    word().enum_values(Some(["newest", "oldest"])).default(Some(json!("newest")))
}

fn cursor() -> ObjectBuilder {
    shaped("^[A-Za-z0-9_-]+$")
}

fn since() -> AnyOfBuilder {
    let text = |format| ObjectBuilder::new().schema_type(Type::String).format(Some(SchemaFormat::KnownFormat(format)));
    AnyOfBuilder::new().item(text(KnownFormat::Date)).item(text(KnownFormat::DateTime))
}
