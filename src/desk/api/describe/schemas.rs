//! Bodies that no type of the desk has the form of.

use content::ticket::{File, LONGEST_LINE, LONGEST_TEXT, State};
use serde_json::json;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, ObjectBuilder, OneOfBuilder, RefOr, SchemaFormat, Type,
        schema::{AdditionalProperties, AnyOfBuilder, KnownFormat, Ref, Schema, SchemaType},
    },
};

/// A text with something to see in it, after what deceives was taken out.
const SAYS_SOMETHING: &str = r"[^\s\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]";

/// Gives a body that is described by hand its name.
macro_rules! schemas {
    ($($(#[$about:meta])* $name:ident = $schema:expr;)*) => {$(
        $(#[$about])*
        pub(in crate::api) struct $name;

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                $schema.into()
            }
        }

        impl ToSchema for $name {}
    )*};
}

schemas! {
    /// What is done says it all.
    Nothing = closed().description(Some("Nothing: what is done says it all."));

    /// Something for the reader of a ticket.
    AgentReplyBody = AnyOfBuilder::new()
        .description(Some("Something for the ticket's reader: a text, a canned reply, or files; and perhaps how the \
            ticket stands from then on."))
        .item(standing().description(Some("With words."))
            .property("text", said(LONGEST_TEXT).description(Some("What the reader is told."))).required("text")
            .property("canned", null())
            .property("files", nullable_files()))
        .item(standing().description(Some("With a canned reply."))
            .property("canned", string().description(Some("Id of a canned reply, which is filled in for this \
                ticket."))).required("canned")
            .property("text", null())
            .property("files", nullable_files()))
        .item(standing().description(Some("With files."))
            .property("files", files().min_items(Some(1))).required("files")
            .property("text", nullable_text(LONGEST_TEXT))
            .property("canned", null()));

    /// How a ticket shall stand.
    AgentStateBody = AnyOfBuilder::new()
        .description(Some("How the ticket stands from then on: one of these, or several."))
        .item(standing().property("state", state()).required("state"))
        .item(standing().property("team", team()).required("team"))
        .item(standing().property("next_update", next_update(Type::String.into())).required("next_update"));

    /// Who shall have a ticket.
    AssigneeBody = OneOfBuilder::new()
        .description(Some("Who shall have the ticket."))
        .item(closed()
            .property("assignee", said(LONGEST_LINE).description(Some("Somebody, by name."))).required("assignee")
            .property("me", not_me()))
        .item(closed()
            .property("assignee", null().description(Some("Nobody."))).required("assignee")
            .property("me", not_me()))
        .item(closed()
            .property("me", me().description(Some("Whoever asks."))).required("me"));

    /// Into which ticket another one is merged.
    MergeBody = closed()
        .property("into", string().description(Some("Reference of the ticket that goes on."))).required("into")
        .property("text", nullable_text(LONGEST_TEXT).description(Some("What the reader of this ticket is told; unless \
            said, that another one about the same goes on.")));

    /// Whose tickets are asked for.
    RequesterBody = closed()
        .description(Some("Whose tickets are asked for."))
        .property("email", string().max_length(Some(254)).description(Some("The address that stands in the tickets, \
            capitals or not."))).required("email");

    /// All that is stored of a ticket.
    Export = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("All that is stored of a ticket. Members may be added; for its reader, what only the desk is \
            to see is left out."))
        .property("exported", string().description(Some("When, RFC 3339 in UTC."))).required("exported")
        .property("ticket", object()).required("ticket")
        .property("answers", objects()).required("answers")
        .property("events", objects()).required("events")
        .property("files", objects()).required("files")
        .property("told", told().description(Some("Other systems that were told of it, or may have been."))).required("told")
        .property("audit", objects().description(Some("What the audit log has of it; for agents only.")));

    /// What a file was found to be.
    Kept = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("What the bytes are; a ticket says the same of them."))
        .property("size", ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(1)).description(Some("How many \
            they are."))).required("size")
        .property("type", string().description(Some("Their media type, by themselves."))).required("type");

    /// Bytes of any kind.
    Bytes = string().format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)));

    /// It is well.
    Well = ObjectBuilder::new()
        .schema_type(Type::Object)
        .description(Some("It is well."))
        .property("status", string().enum_values(Some(["ok"]))).required("status");
}

/// A page.
pub(super) fn html() -> RefOr<Schema> {
    string().into()
}

/// An object with any members.
pub(super) fn any_object() -> RefOr<Schema> {
    object().into()
}

/// An object with no members but those that are named.
fn closed() -> ObjectBuilder {
    object().additional_properties(Some(AdditionalProperties::FreeForm(false)))
}

fn object() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Object)
}

fn objects() -> ArrayBuilder {
    ArrayBuilder::new().items(object())
}

fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// A text that says something.
fn said(longest: usize) -> ObjectBuilder {
    string().min_length(Some(1)).max_length(Some(longest)).pattern(Some(SAYS_SOMETHING))
}

fn nullable(kind: Type) -> SchemaType {
    SchemaType::from_iter([kind, Type::Null])
}

fn nullable_text(longest: usize) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(nullable(Type::String)).max_length(Some(longest))
}

fn null() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Null)
}

fn me() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::Boolean).enum_values(Some([true]))
}

/// For readers names, for agents with what the ticket is called there.
fn told() -> ArrayBuilder {
    ArrayBuilder::new().items(AnyOfBuilder::new().item(string()).item(object()))
}

fn not_me() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(nullable(Type::Boolean)).enum_values(Some([json!(false), json!(null)]))
}

fn files() -> ArrayBuilder {
    ArrayBuilder::new().items(Ref::from_schema_name(File::name()))
}

fn nullable_files() -> ArrayBuilder {
    files().schema_type(nullable(Type::Array))
}

fn state() -> RefOr<Schema> {
    Ref::from_schema_name(State::name()).into()
}

fn team() -> ObjectBuilder {
    string().max_length(Some(LONGEST_LINE)).description(Some("The team that has the ticket from then on."))
}

fn next_update(kind: SchemaType) -> ObjectBuilder {
    ObjectBuilder::new()
        .schema_type(kind)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime)))
        .description(Some("When the reader will hear more, within a year."))
}

/// What changes how a ticket stands.
fn standing() -> ObjectBuilder {
    closed()
        .property("state", OneOfBuilder::new().item(state()).item(null()))
        .property("team", team().schema_type(nullable(Type::String)))
        .property("next_update", next_update(nullable(Type::String)))
}
