//! Reads `[privacy]` of `portal.toml`.

use super::identity::{Part, parts};
use super::{Identity, Privacy};
use crate::tree::{Sink, Spanned, Table, shortened};

/// How many letters and digits a pattern asks for at least, and how many of them are digits: fewer fit words.
const FEWEST: (usize, usize) = (6, 3);
/// Characters that a name has at most.
const LONGEST_NAME: usize = 40;

/// What a table says of secrets.
pub(crate) fn read(mut table: Table<'_>) -> Privacy {
    let sink = table.sink();
    let passwords = table.texts("passwords").into_iter().filter(|word| check_word(word, sink));
    let passwords = passwords.map(|word| word.value).collect();
    let mut ids: Vec<Identity> = Vec::new();
    for mut entry in table.tables("ids") {
        let name = entry.need("name", "what the number is called, such as `tax number`");
        let pattern = entry.need("pattern", "its shape, such as `AA 99 99 99 A`: `A` is a letter, `9` a digit");
        entry.finish();
        let name = name.filter(|name| check_name(name, sink));
        let pattern = pattern.filter(|pattern| check_pattern(pattern, sink));
        if let (Some(name), Some(pattern)) = (name, pattern) {
            ids.push(Identity { name: name.value, pattern: pattern.value });
        }
    }
    table.finish();
    Privacy { passwords, ids }
}

fn check_word(word: &Spanned<String>, sink: &Sink<'_>) -> bool {
    let fits = word.chars().count() > 1 && word.chars().all(|c| c.is_alphanumeric() || c == ' ');
    if !fits {
        let message = format!("`{}` is no word before a password", shortened(word));
        let help = "write the word alone, without a colon: `Losungswort`".to_owned();
        sink.error("privacy/word", message, word.span.clone(), "letters and digits only", Some(help));
    }
    fits
}

/// A name stands in brackets in place of the number, so it must not look like anything else there.
fn check_name(name: &Spanned<String>, sink: &Sink<'_>) -> bool {
    let plain = |c: char| c.is_alphabetic() || matches!(c, ' ' | '-' | '’' | '\'');
    let fits = name.chars().all(plain) && name.chars().count() <= LONGEST_NAME;
    if !fits {
        let message = format!("`{}` cannot be the name of a number", shortened(name));
        let help = format!("write words of letters, at most {LONGEST_NAME} characters");
        sink.error("privacy/name", message, name.span.clone(), "expected a few words", Some(help));
    }
    fits
}

fn check_pattern(pattern: &Spanned<String>, sink: &Sink<'_>) -> bool {
    let parts = parts(pattern);
    let open = |part: &&Part| matches!(part, Part::Letter | Part::Digit | Part::Either);
    let digits = parts.iter().filter(|part| matches!(part, Part::Digit)).count();
    let fits = parts.iter().filter(open).count() >= FEWEST.0 && digits >= FEWEST.1;
    if !fits {
        let message = format!("the pattern `{}` would fit too much", shortened(pattern));
        let help = "write its shape with six places or more, three of them digits: `A` is a letter, `9` a digit, \
            `X` either, a space may be left out, and `\\` stands before an `A`, `9` or `X` that is meant itself";
        sink.error("privacy/pattern", message, pattern.span.clone(), "too short", Some(help.to_owned()));
    }
    fits
}
