//! Likely secrets in what people write: passwords behind words that announce them, keys and tokens by their published
//! shapes, card numbers, and numbers of people in patterns that `portal.toml` gives.
//!
//! It is a net for accidents, before something is sent or stored, and it is made to be right when it speaks: a password
//! without a word before it, or one made of letters alone, escapes it. Time grows with the length of a text and with
//! nothing else.

mod card;
mod edge;
mod identity;
mod key;
mod password;
mod pem;
mod read;
mod value;

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

pub(crate) use read::read;

/// What counts as a secret besides what everybody's programs agree on: `[privacy]` of `portal.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Privacy {
    /// Further words behind which a password stands, such as `Losungswort`.
    pub passwords: Vec<String>,
    /// Numbers of people.
    pub ids: Vec<Identity>,
}

/// A number that tells a person apart, such as a tax number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// What it is called where it was taken out.
    pub name: String,
    /// Its shape: `A` is a letter, `9` a digit, `X` either, a space one space, `-`, `.`, `/` or nothing; a character behind
    /// `\` and every other stands for itself. Case counts for nothing.
    pub pattern: String,
}

/// A likely secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// Its bytes, from one character to another.
    pub span: Range<usize>,
    /// What it seems to be.
    pub kind: Kind,
}

/// What a [`Secret`] seems to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// What stands behind a word such as `password:`, and the password in an address.
    Password,
    /// A private key in PEM.
    PrivateKey,
    /// A token or a key by which a program signs in.
    Token,
    /// A key that opens an encrypted disk.
    RecoveryKey,
    /// The number of a payment card.
    Card,
    /// A number of a person, by the name that `portal.toml` gives it.
    Identity(String),
}

/// How often a text is looked through at most: hiding one secret can show that what stands beside it is one too.
const ROUNDS: usize = 8;

impl Kind {
    /// What stands in its place, such as `[password removed]`.
    pub fn mark(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            Self::Password => "[password removed]",
            Self::PrivateKey => "[private key removed]",
            Self::Token => "[access key removed]",
            Self::RecoveryKey => "[recovery key removed]",
            Self::Card => "[card number removed]",
            Self::Identity(name) => return Cow::Owned(format!("[{name} removed]")),
        })
    }
}

/// Finds likely secrets, in their order and apart from each other. [`mask`] leaves none of them.
pub fn find(text: &str, privacy: &Privacy) -> Vec<Secret> {
    let mut secrets = apart(once(text, privacy));
    for _ in 1..ROUNDS {
        if secrets.is_empty() {
            break;
        }
        let more = once(&mask(text, &secrets), privacy);
        if more.is_empty() {
            break;
        }
        let more: Vec<Secret> = more.into_iter().map(|secret| unmasked(secret, &secrets)).collect();
        secrets.extend(more);
        secrets = apart(secrets);
    }
    secrets
}

/// The text with a mark in the place of each secret, which tells what stood there. Secrets that [`find`] did not give for
/// this very text, so that their bytes make no sense in it, are left as they are.
pub fn mask(text: &str, secrets: &[Secret]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for Secret { span, kind } in secrets {
        if let (Some(before), Some(_)) = (text.get(done..span.start), text.get(span.clone())) {
            masked.push_str(before);
            masked.push_str(&kind.mark());
            done = span.end;
        }
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    masked
}

fn once(text: &str, privacy: &Privacy) -> Vec<Secret> {
    let mut found = pem::find(text);
    found.extend(password::find(text, privacy));
    found.extend(key::find(text));
    found.extend(card::find(text));
    found.extend(identity::find(text, privacy));
    found
}

/// Sorted, and one instead of several that overlap, of the kind that begins first.
fn apart(mut secrets: Vec<Secret>) -> Vec<Secret> {
    secrets.sort_unstable_by_key(|secret| (secret.span.start, std::cmp::Reverse(secret.span.end)));
    let mut apart: Vec<Secret> = Vec::with_capacity(secrets.len());
    for secret in secrets {
        match apart.last_mut() {
            Some(last) if secret.span.start < last.span.end => last.span.end = last.span.end.max(secret.span.end),
            _ => apart.push(secret),
        }
    }
    apart
}

/// The place in the text of a secret that was found after others had been masked.
fn unmasked(secret: Secret, others: &[Secret]) -> Secret {
    let place = |at: usize, end: bool| {
        // How far the masked text is ahead of the text, so far.
        let (mut text, mut masked) = (0, 0);
        for Secret { span, kind } in others {
            let start = masked + (span.start - text);
            let stop = start + kind.mark().len();
            if at < start || (end && at == start) {
                break;
            }
            if at < stop {
                return if end { span.end } else { span.start };
            }
            (text, masked) = (span.end, stop);
        }
        text + (at - masked)
    };
    Secret { span: place(secret.span.start, false)..place(secret.span.end, true), kind: secret.kind }
}

#[cfg(test)]
mod tests;
