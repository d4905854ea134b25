//! Passwords and keys behind words that announce them, and passwords in addresses.

use std::ops::Range;

use super::value::{Sign, is_key, is_password, is_pin, is_placeholder};
use super::{Kind, Privacy, Secret, edge};

/// Words that announce a password, in lower case.
const PASSWORDS: [&str; 14] = [
    "password",
    "passwd",
    "passwrd",
    "pwd",
    "pw",
    "passphrase",
    "passcode",
    "passwort",
    "kennwort",
    "mot de passe",
    "contraseña",
    "senha",
    "wachtwoord",
    "hasło",
];
/// Words that announce a number of a few digits.
const PINS: [&str; 1] = ["pin"];
/// Words that announce a key. A space stands for a space, `-`, `_` or nothing.
const KEYS: [&str; 16] = [
    "secret access key",
    "access key",
    "account key",
    "api key",
    "auth token",
    "access token",
    "authorization",
    "client secret",
    "private token",
    "refresh token",
    "secret key",
    "shared access key",
    "storage key",
    "token",
    "secret",
    "sig",
];
/// Verbs that announce one.
const VERBS: [&str; 8] = ["is", "was", "ist", "lautet", "est", "es", "era", "jest"];
/// Words that may stand before the verb: `the password for my laptop is …`.
const FOR: [&str; 5] = ["for", "of", "to", "für", "de"];
/// How many words may do so.
const MOST_WORDS: usize = 5;
/// How many bytes of a value are looked at to judge it; one that is longer is judged by these.
const JUDGED: usize = 128;
const QUOTES: [(char, char); 5] = [('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('„', '“')];

/// What a word announces.
#[derive(Clone, Copy, PartialEq)]
enum Announced {
    Password,
    Pin,
    Key,
}

/// Everything behind a word that announces it.
pub(super) fn find(text: &str, privacy: &Privacy) -> Vec<Secret> {
    let own: Vec<String> = privacy.passwords.iter().map(|word| word.to_lowercase()).collect();
    let words = PASSWORDS.iter().copied().chain(own.iter().map(String::as_str)).map(|word| (word, Announced::Password));
    let words = words.chain(PINS.map(|word| (word, Announced::Pin))).chain(KEYS.map(|word| (word, Announced::Key)));
    let words: Vec<(&str, Announced)> = words.collect();
    let mut found = Vec::new();
    let mut done = 0;
    for at in edge::places(text) {
        if at < done {
            continue;
        }
        let secret = if text.get(at..).is_some_and(|rest| rest.starts_with("://")) {
            of_address(text, at + 3)
        } else if starts_a_word(text, at) {
            words.iter().find_map(|(word, what)| behind(text, after(text, at, word)?, *what))
        } else {
            None
        };
        if let Some(secret) = secret {
            done = secret.span.end;
            found.push(secret);
        }
    }
    found
}

/// Whether a word starts here: at its first letter, or at a capital within a name such as `dbPassword`.
fn starts_a_word(text: &str, at: usize) -> bool {
    let Some(first) = edge::at(text, at).filter(|c| c.is_alphabetic()) else { return false };
    edge::opens(text, at) || first.is_uppercase() && edge::before(text, at).is_some_and(char::is_lowercase)
}

/// The place behind a word that is given in lower case, when it stands here.
fn after(text: &str, at: usize, word: &str) -> Option<usize> {
    let mut rest = text.get(at..)?.chars();
    for letter in word.chars() {
        let here = rest.clone();
        match (letter, rest.next()) {
            (' ', Some(' ' | '-' | '_')) => {}
            (' ', _) => rest = here,
            (_, Some(c)) if c == letter || c.to_lowercase().eq([letter]) => {}
            _ => return None,
        }
    }
    // `password1` is one more of the same name.
    let end = text.len() - rest.as_str().len();
    let end = edge::run(text, end, |byte| byte.is_ascii_digit()).min(end + 2);
    edge::closes(text, end).then_some(end)
}

/// The secret behind the word that ends here.
fn behind(text: &str, at: usize, what: Announced) -> Option<Secret> {
    let (start, sign) = announced(text, at)?;
    let span = value(text, start, sign)?;
    let value = text.get(span.clone())?;
    let likely = match what {
        Announced::Password => is_password(value, sign),
        Announced::Pin => is_pin(value),
        Announced::Key => is_key(value),
    };
    if !likely || is_placeholder(value) {
        return None;
    }
    let kind = if what == Announced::Key { Kind::Token } else { Kind::Password };
    // One that is longer than what was looked at is judged by that, and goes as a whole.
    let cut = span.len() + 4 > JUDGED;
    let end = if cut { span.end + ends(text.get(span.end..)?, sign) } else { span.end };
    Some(Secret { span: span.start..end, kind })
}

/// Where the value starts, when something announces one: `:`, `=`, `is`.
fn announced(text: &str, at: usize) -> Option<(usize, Sign)> {
    let ornaments = |byte: u8| matches!(byte, b' ' | b'\t' | b'"' | b'\'' | b'`' | b'*' | b'_' | b']' | b')');
    let at_sign = edge::run(text, at, ornaments);
    let (end, sign) = match edge::at(text, at_sign) {
        Some('=') => (edge::run(text, at_sign, |byte| matches!(byte, b'=' | b'>')), Sign::Equals),
        Some(':') => {
            let end = edge::run(text, at_sign, |byte| byte == b':');
            // `:=` is how some programs write it.
            (edge::run(text, end, |byte| byte == b'='), Sign::Said)
        }
        _ => (verb(text, at)?, Sign::Said),
    };
    let spaces = |from| edge::run(text, from, |byte| matches!(byte, b' ' | b'\t'));
    // Bold words, as in `**Password:** …`; more stars stand for a password themselves.
    Some((spaces(edge::run_of(text, spaces(end), 2, |byte| byte == b'*')), sign))
}

/// The place behind the verb that follows a word, at once or after `for` and a few words.
fn verb(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    for number in 0..=MOST_WORDS {
        let start = edge::run(text, at, |byte| byte == b' ');
        let word: String = text.get(start..)?.chars().take_while(|c| c.is_alphabetic()).take(24).collect();
        let end = start + word.len();
        let word = word.to_lowercase();
        if start == at || word.is_empty() {
            return None;
        }
        if VERBS.contains(&word.as_str()) {
            let end = edge::run(text, end, |byte| byte == b':');
            return text.get(end..)?.starts_with([' ', '\t']).then_some(end);
        }
        if number == 0 && !FOR.contains(&word.as_str()) {
            return None;
        }
        at = end;
    }
    None
}

/// A value in quotes or up to the next space, without what ends a sentence.
fn value(text: &str, start: usize, sign: Sign) -> Option<Range<usize>> {
    let rest = edge::part(text, start, JUDGED);
    let first = rest.chars().next()?;
    if let Some((open, close)) = QUOTES.iter().find(|(open, _)| *open == first) {
        let inner = start + open.len_utf8();
        let line = edge::part(text, inner, JUDGED).split('\n').next().unwrap_or_default();
        if let Some(long) = line.find(*close) {
            return (long > 0).then_some(inner..inner + long);
        }
    }
    // A colon before it, as in `Authorization: Basic …`, may name the way first.
    let start = ["Basic ", "Token "].iter().find(|way| rest.starts_with(**way)).map_or(start, |way| start + way.len());
    let rest = edge::part(text, start, JUDGED);
    let whole = rest.get(..ends(rest, sign))?;
    if let Some(removed) = whole.find('[').filter(|at| rest.get(*at..).is_some_and(is_mark)) {
        // What stands before a mark goes too, since it belonged together.
        return (removed > 0).then_some(start..start + removed);
    }
    let end = whole.trim_end_matches(['.', ',', ';', ':', ')', ']', '"', '\'', '”', '’', '`', '*']).len();
    (end > 0).then_some(start..start + end)
}

/// How many bytes it is to where a value without quotes ends: at white space, and at what shows that it was copied out of
/// JSON, HTML or a list of settings.
fn ends(rest: &str, sign: Sign) -> usize {
    let stops = |c: char| c.is_whitespace() || c == '"' || sign == Sign::Equals && matches!(c, ';' | '&');
    let end = rest.find(stops).unwrap_or(rest.len());
    rest.get(..end).and_then(|value| value.find("</")).unwrap_or(end)
}

/// Whether a mark of something removed starts here.
fn is_mark(rest: &str) -> bool {
    let end = rest.char_indices().take(80).find(|(_, c)| *c == ']').map_or(0, |(at, _)| at);
    rest.get(..end).is_some_and(|mark| mark.ends_with(" removed"))
}

/// The password in `https://name:password@host`, whose host starts here or behind it.
fn of_address(text: &str, at: usize) -> Option<Secret> {
    let stops = |c: char| c.is_whitespace() || matches!(c, '/' | '?' | '#' | '"' | '<' | '>');
    let (user, _) = edge::part(text, at, JUDGED).split(stops).next()?.rsplit_once('@')?;
    let (name, password) = user.split_once(':')?;
    let start = at + name.len() + 1;
    let span = start..start + password.len();
    is_password(password, Sign::Equals).then_some(Secret { span, kind: Kind::Password })
}
