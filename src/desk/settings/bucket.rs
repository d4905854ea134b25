//! How a bucket with the files of tickets is reached: by settings of ours, or else by the variables that all tools of Amazon's services know.

use std::ffi::OsString;

use super::{
    Setting, Whence,
    read::Reader,
    setting::{ATTACHMENTS_ENDPOINT, ATTACHMENTS_KEY_ID, ATTACHMENTS_REGION, ATTACHMENTS_SECRET},
    value,
};
use crate::{
    Config,
    files::{Bucket, Part, Storage},
    sink::Secret,
};

/// What a machine has that may use a bucket without a key of its own.
const ROLES: [&str; 3] =
    ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"];
/// Allows a bucket to be spoken to without encryption.
const ALLOW_HTTP: &str = "AWS_ALLOW_HTTP";

/// Takes what is said about the bucket, if the files of tickets are in one.
pub(super) fn fill(config: &mut Config, reader: &mut Reader<'_>) {
    let said = [
        (Part::Endpoint, &ATTACHMENTS_ENDPOINT, reader.take(&ATTACHMENTS_ENDPOINT, value::web_address)),
        (Part::Region, &ATTACHMENTS_REGION, reader.take(&ATTACHMENTS_REGION, value::word)),
        (Part::KeyId, &ATTACHMENTS_KEY_ID, reader.take(&ATTACHMENTS_KEY_ID, value::word)),
        (Part::Secret, &ATTACHMENTS_SECRET, reader.take(&ATTACHMENTS_SECRET, value::word)),
    ];
    let Storage::Bucket(bucket) = &mut config.attachments else { return };
    bucket.know(reader.environment().iter().filter_map(text));
    for (part, setting, text) in said {
        match text {
            Some(text) => bucket.set(part, Secret::new(text)),
            None => follow(reader, bucket, part, setting),
        }
    }
    look(bucket, reader);
}

fn text((name, value): &(OsString, OsString)) -> Option<(String, String)> {
    Some((name.to_str()?.to_owned(), value.to_str()?.to_owned()))
}

/// Tells what holds where no setting says it.
fn follow(reader: &mut Reader<'_>, bucket: &Bucket, part: Part, setting: &'static Setting) {
    match (bucket.find(part), part) {
        (Some((name, _)), Part::Secret) => reader.told_by(setting, "…", Whence::Environment(name.to_owned())),
        (Some((name, value)), _) => reader.told_by(setting, value.expose(), Whence::Environment(name.to_owned())),
        (None, Part::Endpoint) => reader.told(setting, "Amazon's own"),
        (None, Part::Region) => reader.told(setting, "us-east-1"),
        (None, Part::KeyId | Part::Secret) => reader.told(setting, "a role of this machine, if it has one"),
    }
}

fn has_role(bucket: &Bucket) -> bool {
    bucket.variables.iter().any(|(name, _)| ROLES.contains(&name.as_str()))
}

/// Tells what the parts do not make together.
fn look(bucket: &Bucket, reader: &mut Reader<'_>) {
    let (has_key, has_secret) = (bucket.find(Part::KeyId).is_some(), bucket.find(Part::Secret).is_some());
    match (has_key, has_secret) {
        (true, false) => reader.missing(&ATTACHMENTS_SECRET, "a key to a bucket is nothing without its secret"),
        (false, true) => {
            reader.missing(&ATTACHMENTS_KEY_ID, "the secret of a key to a bucket is nothing without its id")
        }
        (false, false) if !has_role(bucket) && bucket.find(Part::Endpoint).is_some() => {
            reader.missing(&ATTACHMENTS_KEY_ID, "a bucket that is not at Amazon is reached with a key");
        }
        // On Amazon's machines a role may be found by asking, and only there.
        _ => {}
    }
    let endpoint = bucket.find(Part::Endpoint).map_or("", |(_, endpoint)| endpoint.expose());
    let may = bucket.variables.iter().any(|(name, value)| name == ALLOW_HTTP && value.expose() == "true");
    if endpoint.starts_with("http://") && !may {
        let message = "the bucket is spoken to without encryption, so that its files can be read on the way".to_owned();
        let help =
            format!("write `https://`, or set `{ALLOW_HTTP}=true` for a bucket on this computer or in its own network");
        reader.against(&ATTACHMENTS_ENDPOINT, message, help);
    }
}
