//! The document as it is given out.

use std::sync::LazyLock;

use content::ticket::{Asked, Confirmed, Done, Receipt, Ticket};
use serde_json::Value;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        Components, ComponentsBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, PathItem, Paths, RefOr,
        Schema,
        path::Operation,
        schema::AdditionalProperties,
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
        server::ServerBuilder,
        tag::TagBuilder,
    },
};

use utoipa_axum::router::OpenApiRouter;

use super::{
    super::{always, routes},
    SECRET, TAGS, TOKEN, answers, examples, page,
    schemas::{Export, Kept, Well},
    shared::shared,
};
use crate::{
    agent::{AgentDone, AgentTicket, CannedReplies, EventPage, Gone, TicketPage, TicketsOf},
    desk::Shared,
    digest::Digest,
    problem::Wire,
};

const ABOUT: &str = "\
The ticket endpoint of a Tierzero portal.

Bodies are JSON in UTF-8, read strictly: a member that is not described is refused, and everything wrong is told \
at once. Times are RFC 3339 in UTC.

Whatever is not a success is a problem (RFC 9457, `application/problem+json`). Its `type` stays the same for good, \
so a program goes by it; the words may change. Every answer has an `X-Request-Id`, under which the operator finds \
it in the log.

An address that is not described here is answered with 404 and `not-found`, and a method that an address does not have with \
405 and `method-not-allowed`: its `Allow` names those that it has.

Sending something twice does nothing twice: where a `POST` names an `Idempotency-Key` of its own, the same \
request under the same key is answered as before.

The figures in these examples, such as limits of size, are those of a desk whose settings say nothing else.";

/// What is read strictly, although its type is not: with a ticket that a page reads, a newer desk may tell more of it.
const STRICT: [&str; 5] = ["Answered", "ArticleRead", "Context", "Device", "GuidePath"];

/// Served as JSON and as a page.
pub(in crate::api) struct Document {
    pub(in crate::api) json: String,
    pub(in crate::api) page: String,
    /// What the browser may take of the page: its own style, and nothing else.
    pub(in crate::api) policy: String,
    /// Tells this document from others.
    pub(in crate::api) tag: String,
}

/// The document of this program.
pub(in crate::api) fn document() -> &'static Document {
    static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
        let (_, described) = routes().merge(always()).split_for_parts();
        let value = shared(tidied(serde_json::to_value(whole(described)).unwrap_or_default()));
        let json = serde_json::to_string_pretty(&value).unwrap_or_default() + "\n";
        let page = page::page(&value);
        let tag = Digest::of_all(&[json.as_bytes(), page.as_bytes()]).short();
        Document { json, page, policy: page::policy(), tag }
    });
    &DOCUMENT
}

/// Says of all these routes which part of the interface they are, and what lets somebody in, if anything has to.
pub(in crate::api) fn part(
    tag: &str,
    entrance: Option<&str>,
    mut routes: OpenApiRouter<Shared>,
) -> OpenApiRouter<Shared> {
    let required = entrance.map(|scheme| vec![SecurityRequirement::new::<_, [&str; 0], &str>(scheme, [])]);
    for operation in routes.get_openapi_mut().paths.paths.values_mut().flat_map(operations) {
        operation.tags = Some(vec![tag.into()]);
        operation.security.clone_from(&required);
    }
    routes
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete].into_iter().flatten()
}

/// With all that belongs to no single route.
fn whole(described: OpenApi) -> OpenApi {
    let info =
        InfoBuilder::new().title("Tierzero desk").version(env!("CARGO_PKG_VERSION")).description(Some(ABOUT)).license(
            Some(LicenseBuilder::new().name("MIT OR Apache-2.0").identifier(Some("MIT OR Apache-2.0")).build()),
        );
    let here = ServerBuilder::new().url("/").description(Some("The desk that gave you this document")).build();
    let tag = |(name, about): (&str, &str)| TagBuilder::new().name(name).description(Some(about)).build();
    OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([here]))
        .paths(with_examples(described.paths))
        .components(Some(components(described.components.unwrap_or_default())))
        .tags(Some(TAGS.map(tag)))
        .build()
}

/// With an example in each body that is sent.
fn with_examples(mut paths: Paths) -> Paths {
    let operations = paths.paths.values_mut().flat_map(operations);
    let bodies = operations.filter_map(|operation| operation.request_body.as_mut());
    for content in bodies.flat_map(|body| body.content.values_mut()) {
        if let Some(RefOr::Ref(schema)) = &content.schema {
            content.example = schema.ref_location.rsplit('/').next().and_then(examples::sent);
        }
    }
    paths
}

/// With the bodies of answers; those of requests are there already.
fn components(mut components: Components) -> Components {
    let mut add = |name: String, schema: RefOr<Schema>| components.schemas.insert(name, schema);
    let mut found = Vec::new();
    macro_rules! answered {
        ($($body:ty),* $(,)?) => {$(
            add(<$body as ToSchema>::name().into_owned(), <$body as PartialSchema>::schema());
            <$body as ToSchema>::schemas(&mut found);
        )*};
    }
    answered!(
        content::proof::Challenge,
        Receipt,
        Ticket,
        Done,
        Confirmed,
        Asked,
        AgentDone,
        AgentTicket,
        CannedReplies,
        EventPage,
        Gone,
        TicketPage,
        Export,
        Kept,
        Well,
        TicketsOf,
        Wire<'_>,
    );
    found.into_iter().for_each(|(name, schema)| {
        add(name, schema);
    });
    for name in STRICT {
        if let Some(RefOr::T(Schema::Object(object))) = components.schemas.get_mut(name) {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
    let bearer = |what: &str| {
        SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some(what)).build())
    };
    ComponentsBuilder::new()
        .schemas_from_iter(components.schemas)
        .response("method-not-allowed", answers::method_not_allowed())
        .security_scheme(SECRET, bearer("The secret of the ticket, of which the desk keeps only the SHA-256."))
        .security_scheme(TOKEN, bearer("A token that `tierzero desk token add` made, which begins with `tzd_`."))
        .build()
}

/// Without what only the documentation of the code has a use for.
fn tidied(mut value: Value) -> Value {
    match &mut value {
        Value::Object(members) => {
            for (name, member) in members.iter_mut() {
                match member {
                    Value::String(text) if ["description", "summary"].contains(&name.as_str()) => {
                        *text = text.replace("[`", "`").replace("`]", "`");
                    }
                    other => *other = tidied(std::mem::take(other)),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = tidied(std::mem::take(item))),
        _ => {}
    }
    value
}
