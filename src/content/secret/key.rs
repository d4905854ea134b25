//! Keys and tokens of programs, by the shapes that those who issue them have published.

use super::{Kind, Secret, edge};

/// How a kind of token is written.
struct Shape {
    prefix: &'static str,
    /// How many bytes come behind the prefix, at least and at most.
    length: (usize, usize),
    of: fn(u8) -> bool,
}

const fn shape(prefix: &'static str, least: usize, most: usize, of: fn(u8) -> bool) -> Shape {
    Shape { prefix, length: (least, most), of }
}

const ANY: usize = 4096;

const SHAPES: [Shape; 46] = [
    // Amazon: ids of keys, of people and of sessions.
    shape("AKIA", 16, 16, capital),
    shape("ASIA", 16, 16, capital),
    shape("ABIA", 16, 16, capital),
    shape("ACCA", 16, 16, capital),
    // Google.
    shape("AIza", 35, 35, word),
    shape("GOCSPX-", 28, 28, word),
    shape("ya29.", 20, ANY, dotted),
    // GitHub and GitLab.
    shape("ghp_", 36, 255, alphanumeric),
    shape("gho_", 36, 255, alphanumeric),
    shape("ghu_", 36, 255, alphanumeric),
    shape("ghs_", 36, ANY, dotted),
    shape("ghr_", 36, 255, alphanumeric),
    shape("github_pat_", 50, 255, word),
    shape("glpat-", 20, 300, dotted),
    shape("gldt-", 20, 300, dotted),
    shape("glrt-", 20, 300, dotted),
    shape("glptt-", 20, 300, dotted),
    shape("gloas-", 20, 300, dotted),
    // Slack.
    shape("xoxb-", 20, 300, word),
    shape("xoxp-", 20, 300, word),
    shape("xoxa-", 20, 300, word),
    shape("xoxr-", 20, 300, word),
    shape("xoxs-", 20, 300, word),
    shape("xoxe.", 20, 300, dotted),
    shape("xoxe-", 20, 300, word),
    shape("xapp-", 20, 300, word),
    // Payments.
    shape("sk_live_", 16, 255, alphanumeric),
    shape("sk_test_", 16, 255, alphanumeric),
    shape("rk_live_", 16, 255, alphanumeric),
    shape("whsec_", 24, 255, word),
    shape("shpat_", 32, 64, alphanumeric),
    // Registries and hosts.
    shape("npm_", 36, 36, alphanumeric),
    shape("pypi-AgEI", 40, ANY, word),
    shape("dop_v1_", 64, 64, alphanumeric),
    shape("dckr_pat_", 20, 100, word),
    shape("hvs.", 24, 300, word),
    shape("hf_", 34, 40, alphanumeric),
    // Mail and messages.
    shape("SG.", 60, 80, dotted),
    shape("key-", 32, 32, hexadecimal),
    // Models.
    shape("sk-ant-", 30, 255, word),
    shape("sk-proj-", 30, 255, word),
    shape("sk-svcacct-", 30, 255, word),
    shape("sk-", 40, 255, alphanumeric),
    // Others.
    shape("ATATT3", 50, ANY, padded),
    shape("lin_api_", 32, 64, alphanumeric),
    shape("AGE-SECRET-KEY-1", 58, 58, capital),
];

/// Bytes of the first part of a JSON web token at least.
const SHORTEST_HEAD: usize = 12;
/// Bytes behind `Bearer` at least.
const SHORTEST_BEARER: usize = 16;

/// Keys and tokens that stand by themselves.
pub(super) fn find(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut done = 0;
    for at in edge::places(text) {
        let starts = text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
        if at < done || !starts || edge::before(text, at).is_some_and(|c| c.is_alphanumeric() || "_-.".contains(c)) {
            continue;
        }
        let span = issued(text, at).or_else(|| web_token(text, at)).or_else(|| bearer(text, at));
        if let Some((start, end)) = span.or_else(|| azure(text, at)) {
            found.push(Secret { span: start..end, kind: Kind::Token });
            done = end;
        }
    }
    found
}

/// A token with a prefix of its issuer.
fn issued(text: &str, at: usize) -> Option<(usize, usize)> {
    let rest = text.get(at..)?;
    SHAPES.iter().filter(|shape| rest.starts_with(shape.prefix)).find_map(|shape| {
        let body = at + shape.prefix.len();
        let (least, most) = shape.length;
        let mut end = edge::run_of(text, body, most + 2, shape.of);
        // A full stop behind it ends a sentence.
        end -= text.get(body..end)?.bytes().rev().take_while(|byte| *byte == b'.').count();
        let digits = text.get(body..end)?.bytes().any(|byte| byte.is_ascii_digit());
        ((least..=most).contains(&(end - body)) && digits && edge::closes(text, end)).then_some((at, end))
    })
}

/// Three or more parts of Base64 with dots between them, of which the first is a JSON object.
fn web_token(text: &str, at: usize) -> Option<(usize, usize)> {
    text.get(at..).filter(|rest| rest.starts_with("eyJ"))?;
    let end = edge::run(text, at, dotted);
    let token = text.get(at..end)?;
    let (head, body) = token.split_once('.')?;
    let (body, _) = body.split_once('.')?;
    (head.len() >= SHORTEST_HEAD && !body.is_empty()).then(|| (at, at + token.trim_end_matches('.').len()))
}

/// What a header of HTTP gives: `Bearer` and a token. The word itself stays.
fn bearer(text: &str, at: usize) -> Option<(usize, usize)> {
    let word = text.get(at..at + "bearer ".len()).filter(|word| word.eq_ignore_ascii_case("bearer "))?;
    let start = at + word.len();
    let end = edge::run(text, start, padded);
    let token = text.get(start..end)?.trim_end_matches('.');
    let digits = token.bytes().any(|byte| byte.is_ascii_digit());
    (token.len() >= SHORTEST_BEARER && digits).then(|| (start, start + token.len()))
}

/// The secret of a program in Microsoft Entra: three characters, a digit, `Q~`, and as many more as make 37 to 40.
fn azure(text: &str, at: usize) -> Option<(usize, usize)> {
    let head = text.as_bytes().get(at..at + 6)?;
    if !head.ends_with(b"Q~") || !head[3].is_ascii_digit() {
        return None;
    }
    let end = edge::run_of(text, at, 41, |byte| dotted(byte) || byte == b'~');
    (37..=40).contains(&(end - at)).then_some((at, end))
}

fn capital(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn hexadecimal(byte: u8) -> bool {
    byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte)
}

fn alphanumeric(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn dotted(byte: u8) -> bool {
    word(byte) || byte == b'.'
}

fn padded(byte: u8) -> bool {
    dotted(byte) || matches!(byte, b'~' | b'+' | b'/' | b'=')
}
