//! How the answer to a field looks on the wire. What tells its kinds apart is no tag but their form, and a list without items
//! is of two kinds at once, so the words are said here and not derived.

use std::borrow::Cow;

use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ArrayBuilder, ObjectBuilder, RefOr, Type,
        schema::{AnyOfBuilder, Ref, Schema},
    },
};

use super::File;
pub(super) use super::Value as FieldValue;

impl PartialSchema for FieldValue {
    fn schema() -> RefOr<Schema> {
        let text = || ObjectBuilder::new().schema_type(Type::String);
        let texts = ArrayBuilder::new()
            .items(text())
            .description(Some("Of checkboxes (the labels of the ticked ones) or a dropdown with `multiple`."));
        let files = ArrayBuilder::new()
            .items(Ref::from_schema_name(File::name()))
            .min_items(Some(1))
            .description(Some("Of an upload."));
        AnyOfBuilder::new()
            .description(Some("The answer to one field."))
            .item(text().description(Some("Of an input, a textarea or a dropdown.")))
            .item(texts)
            .item(files)
            .into()
    }
}

impl ToSchema for FieldValue {
    fn name() -> Cow<'static, str> {
        "FieldValue".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((File::name().into_owned(), File::schema()));
    }
}
