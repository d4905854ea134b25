//! Words of a text, as they are indexed, searched and marked.
//!
//! A word may be a compound: `outlook.exe`, `5.7.57`, `e-mail`, `anna@example.com`, `KB5034441`. It is found whole and by
//! its parts.

use std::ops::Range;

use crate::letters::{fold_into, is_ideograph, is_word};

/// Longer ones are keys and the like, which nobody searches for.
const LONGEST: usize = 64;

/// A word or a compound of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Compound {
    /// Where it stands in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// All of it as one word, when it has parts: with its signs when they tell something (`5.7.57`, `outlook.exe`),
    /// without when they do not (`e-mail` is `email`).
    pub(crate) whole: Option<String>,
    /// What it is made of; one part when it is a plain word. Never empty.
    pub(crate) parts: Vec<Part>,
}

/// A word without signs in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Where it stands in the text, in bytes.
    pub(crate) range: Range<usize>,
    /// The word, folded.
    pub(crate) text: String,
}

impl Compound {
    /// The whole and all parts.
    pub(crate) fn forms(&self) -> impl Iterator<Item = &str> {
        self.whole.as_deref().into_iter().chain(self.parts.iter().map(|part| part.text.as_str()))
    }

    /// Whether it is a code, a name or a number, which its parts alone do not stand for, as those of `sign-in` do.
    pub(crate) fn is_code(&self) -> bool {
        self.whole.as_deref().is_some_and(|whole| !whole.chars().all(char::is_alphabetic))
    }

    /// Whether it is a code that is written in one run, as `KB5034441` is and `outlook.exe` is not.
    pub(crate) fn is_run(&self) -> bool {
        self.is_code() && self.main().bytes().all(|byte| byte.is_ascii_alphanumeric())
    }

    /// The words it is read as: a code whole, anything else by its parts.
    pub(crate) fn read(&self) -> Vec<&str> {
        if self.is_code() { vec![self.main()] } else { self.parts.iter().map(|part| part.text.as_str()).collect() }
    }

    /// The whole, or the word itself when it is a plain one.
    pub(crate) fn main(&self) -> &str {
        self.whole.as_deref().unwrap_or_else(|| self.parts.first().map_or("", |part| part.text.as_str()))
    }
}

/// All words of a text in order.
pub(crate) fn compounds(text: &str) -> Vec<Compound> {
    let mut scanner = Scanner { text, at: 0 };
    let mut found = Vec::new();
    while let Some(compound) = scanner.next_compound() {
        found.extend(compound);
    }
    found
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
}

impl Scanner<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn peek_after(&self, letter: char) -> Option<char> {
        self.text.get(self.at + letter.len_utf8()..)?.chars().next()
    }

    /// The next compound; `Some(None)` when it was one that is not worth keeping, `None` at the end.
    fn next_compound(&mut self) -> Option<Option<Compound>> {
        loop {
            let letter = self.peek()?;
            if is_word(letter) {
                break;
            }
            self.at += letter.len_utf8();
        }
        let start = self.at;
        let mut parts = vec![self.part()];
        let mut signs = Vec::new();
        while let Some(sign) = self.sign() {
            signs.push(sign);
            parts.push(self.part());
        }
        Some(assemble(start..self.at, parts, &signs))
    }

    /// Reads a run of letters and digits. An apostrophe in it is dropped, and so is a possessive `'s`.
    fn part(&mut self) -> Part {
        let start = self.at;
        let mut text = String::new();
        while let Some(letter) = self.peek() {
            if is_ideograph(letter) {
                if self.at == start {
                    self.at += letter.len_utf8();
                    text.push(letter);
                }
                break;
            }
            if is_word(letter) {
                self.at += letter.len_utf8();
                fold_into(&mut text, letter);
            } else if matches!(letter, '\'' | '’') && self.peek_after(letter).is_some_and(char::is_alphabetic) {
                self.at += letter.len_utf8();
                if self.skip_possessive() {
                    break;
                }
            } else {
                break;
            }
        }
        Part { range: start..self.at, text }
    }

    fn skip_possessive(&mut self) -> bool {
        let Some(letter @ ('s' | 'S')) = self.peek() else { return false };
        let ends = !self.peek_after(letter).is_some_and(|next| is_word(next) || matches!(next, '\'' | '’'));
        if ends {
            self.at += 1;
        }
        ends
    }

    /// Steps over a sign that joins two parts.
    fn sign(&mut self) -> Option<char> {
        let sign = self.peek()?;
        if !matches!(sign, '.' | '-' | '_' | '@' | '\u{2010}' | '\u{2011}') {
            return None;
        }
        self.peek_after(sign).filter(|next| is_word(*next) && !is_ideograph(*next))?;
        self.at += sign.len_utf8();
        Some(if matches!(sign, '\u{2010}' | '\u{2011}') { '-' } else { sign })
    }
}

fn assemble(range: Range<usize>, mut parts: Vec<Part>, signs: &[char]) -> Option<Compound> {
    let whole = match parts.as_slice() {
        [only] => {
            let code = code_parts(only);
            if code.is_empty() {
                None
            } else {
                let whole = only.text.clone();
                parts = code;
                Some(whole)
            }
        }
        _ => Some(join(&parts, signs)),
    };
    parts.retain(|part| (1..=LONGEST).contains(&part.text.len()));
    let whole = whole.filter(|whole| whole.len() <= LONGEST);
    (!parts.is_empty()).then_some(Compound { range, whole, parts })
}

/// `e-mail` is `email`; anything with a digit or another sign keeps its signs.
fn join(parts: &[Part], signs: &[char]) -> String {
    let plain = signs.iter().all(|sign| *sign == '-')
        && !parts.iter().any(|part| part.text.contains(|letter: char| letter.is_numeric()));
    let mut whole = String::new();
    for (position, part) in parts.iter().enumerate() {
        if let (false, Some(sign)) = (plain, position.checked_sub(1).and_then(|before| signs.get(before))) {
            whole.push(*sign);
        }
        whole.push_str(&part.text);
    }
    whole
}

/// Parts of a code without signs: `kb5034441` is `kb` and `5034441`, `0x80070005` ends in `80070005`. Empty for other words.
fn code_parts(word: &Part) -> Vec<Part> {
    let text = word.text.as_str();
    let same_bytes = text.is_ascii() && text.len() == word.range.len();
    let digits = text.find(|letter: char| letter.is_ascii_digit());
    let (Some(digits), true) = (digits, same_bytes) else { return Vec::new() };
    let piece = |from: usize, to: usize| Part {
        range: word.range.start + from..word.range.start + to,
        text: text.get(from..to).unwrap_or_default().to_owned(),
    };
    if let Some(hexadecimal) = text.strip_prefix("0x") {
        let long = hexadecimal.len() >= 4 && hexadecimal.bytes().all(|byte| byte.is_ascii_hexdigit());
        return if long { vec![piece(2, text.len())] } else { Vec::new() };
    }
    let number = text.get(digits..).unwrap_or_default();
    if digits >= 2 && number.len() >= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return vec![piece(0, digits), piece(digits, text.len())];
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use proptest::prelude::*;

    use super::compounds;

    fn forms(text: &str) -> Vec<String> {
        compounds(text).iter().map(|compound| compound.forms().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn plain_words_are_folded() {
        assert_eq!(forms("Où est l’Ordinateur? ÄRGER, Straße!"), ["ou", "est", "lordinateur", "arger", "strasse"]);
        assert_eq!(forms("Cafe\u{301} naïve"), ["cafe", "naive"]);
    }

    #[test]
    fn apostrophes_vanish() {
        assert_eq!(
            forms("don't the user's Anna’s O'Brien's 'quoted'"),
            ["dont", "the", "user", "anna", "obrien", "quoted"]
        );
    }

    #[test]
    fn codes_are_kept_whole_and_in_parts() {
        assert_eq!(forms("0x80070005"), ["0x80070005 80070005"]);
        assert_eq!(forms("AADSTS50076:"), ["aadsts50076 aadsts 50076"]);
        assert_eq!(forms("NDR 5.7.57."), ["ndr", "5.7.57 5 7 57"]);
        assert_eq!(forms("KB5034441 24H2 x64"), ["kb5034441 kb 5034441", "24h2", "x64"]);
        assert_eq!(forms("mail to anna.b@example.com"), ["mail", "to", "anna.b@example.com anna b example com"]);
        assert_eq!(
            forms(r"run C:\Office\OUTLOOK.EXE /safe"),
            ["run", "c", "office", "outlook.exe outlook exe", "safe"]
        );
        assert_eq!(forms("set_mode"), ["set_mode set mode"]);
    }

    #[test]
    fn hyphens_between_words_do_not_matter() {
        assert_eq!(forms("e-mail Wi‑Fi sign-in"), ["email e mail", "wifi wi fi", "signin sign in"]);
        assert_eq!(forms("2026-11-22 - dash"), ["2026-11-22 2026 11 22", "dash"]);
    }

    #[test]
    fn a_code_is_read_whole_and_a_word_by_its_parts() {
        let read = |text: &str| compounds(text).iter().map(|compound| compound.read().join(" ")).collect::<Vec<_>>();
        assert_eq!(
            read("two-factor 5.7.57 KB5034441 outlook.exe VPN"),
            ["two factor", "5.7.57", "kb5034441", "outlook.exe", "vpn"]
        );
    }

    #[test]
    fn signs_at_the_edges_are_no_words() {
        assert_eq!(forms("...end. --flag (x) @all #1 C++ &amp"), ["end", "flag", "x", "all", "1", "c", "amp"]);
        assert!(forms(" \n\t—…🙂 ").is_empty());
    }

    #[test]
    fn scripts_without_spaces_are_cut_into_characters() {
        assert_eq!(forms("密码abc пароль"), ["密", "码", "abc", "пароль"]);
    }

    #[test]
    fn endless_words_are_dropped() {
        assert!(forms(&"x".repeat(65)).is_empty());
        assert_eq!(forms(&format!("a.{}", "x".repeat(64))), [format!("a {}", "x".repeat(64))]);
    }

    proptest! {
        #[test]
        fn ranges_lie_in_the_text_and_in_order(text in "\\PC{0,60}") {
            let mut end = 0;
            for compound in compounds(&text) {
                prop_assert!(compound.range.start >= end);
                end = compound.range.end;
                text.get(compound.range.clone()).unwrap();
                prop_assert!(!compound.parts.is_empty());
                for part in &compound.parts {
                    text.get(part.range.clone()).unwrap();
                    prop_assert!(part.range.start >= compound.range.start && part.range.end <= compound.range.end);
                    prop_assert!(!part.text.is_empty());
                }
            }
        }
    }
}
