//! Private keys in PEM.

use super::{Kind, Secret, edge};

const BEGIN: &str = "-----BEGIN ";
const END: &str = "-----END ";
const DASHES: &str = "-----";
/// Bytes that the name of a key has at most.
const LONGEST_NAME: usize = 64;
/// Bytes of a line of a key; one that is longer is read in pieces.
const LONGEST_LINE: usize = 256;

/// Private keys, each from its first dashes to its last; of one that is cut off, as far as it goes.
pub(super) fn find(text: &str) -> Vec<Secret> {
    let mut found = Vec::new();
    let mut from = 0;
    // Looked for once: the end behind one beginning is behind all that come before it.
    let mut last_end = text.rfind(END);
    while let Some(start) = text.get(from..).and_then(|rest| rest.find(BEGIN)).map(|at| from + at) {
        let name = start + BEGIN.len();
        let name_end = edge::run(text, name, |byte| byte != b'-' && byte != b'\n').min(name + LONGEST_NAME);
        from = name_end;
        let private = text.get(name..name_end).is_some_and(|name| name.contains("PRIVATE KEY"));
        if !private || !text.get(name_end..).is_some_and(|rest| rest.starts_with(DASHES)) {
            continue;
        }
        let body = name_end + DASHES.len();
        last_end = last_end.filter(|end| *end >= body);
        let end = last_end.and_then(|_| text.get(body..)?.find(END)).map(|at| body + at + END.len());
        let end = match end {
            Some(end) => {
                let name = edge::run(text, end, |byte| byte != b'-' && byte != b'\n');
                edge::run(text, name, |byte| byte == b'-').min(name + DASHES.len())
            }
            None => cut_off(text, body),
        };
        found.push(Secret { span: start..end, kind: Kind::PrivateKey });
        from = end;
    }
    found
}

/// Where the lines of a key end that has no end.
fn cut_off(text: &str, body: usize) -> usize {
    let mut end = body;
    loop {
        let line = edge::part(text, end, LONGEST_LINE).split_inclusive('\n').next().unwrap_or_default();
        let of_key = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=,:\\- \r\n".contains(&byte);
        let prose = line.contains(' ') && !line.contains(": ");
        if line.is_empty() || prose || !line.bytes().all(of_key) {
            break;
        }
        end += line.len();
    }
    let lines = text.get(body..end).unwrap_or_default();
    body + lines.trim_end().len()
}
