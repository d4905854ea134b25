//! What is taken out of an answer because it deceives whoever reads it. Nothing is refused for it: a reader hardly ever
//! knows that such a thing came along with what was pasted.

use std::borrow::Cow;
use std::collections::HashSet;

use super::{Answered, ArticleRead, Context, Device, File, Value};
use crate::ElementKind;

/// Most bytes of a media type, as its registry has it: twice 127 and a slash.
const LONGEST_MEDIA_TYPE: usize = 255;

impl Context {
    /// The same without characters that deceive.
    pub fn cleaned(mut self) -> Self {
        let tidy = |text: &mut String| {
            if let Cow::Owned(clean) = text_of(text) {
                *text = clean;
            }
        };
        let Device { browser, system, screen, time_zone, language } = &mut self.device;
        let facts = [browser, system, screen, time_zone, language];
        facts.into_iter().chain([&mut self.page]).flatten().for_each(tidy);
        self.searches.iter_mut().for_each(tidy);
        for ArticleRead { path, title, revision, solved: _ } in &mut self.articles {
            [path, title, revision].into_iter().for_each(tidy);
        }
        if let Some(guide) = &mut self.guide {
            tidy(&mut guide.guide);
            tidy(&mut guide.title);
            tidy(&mut guide.revision);
            for Answered { question, answer } in &mut guide.answers {
                tidy(question);
                tidy(answer);
            }
        }
        self
    }
}

/// An answer as it is sent and stored. Options are the author's words and stay letter by letter.
pub(super) fn answer(kind: &ElementKind, value: &Value) -> Value {
    match (kind, value) {
        (ElementKind::Dropdown { .. }, Value::Text(option)) => Value::Text(option.clone()),
        (_, Value::Text(text)) => Value::Text(prose(text)),
        (_, Value::Many(options)) => {
            let mut seen = HashSet::new();
            Value::Many(options.iter().filter(|option| seen.insert(*option)).cloned().collect())
        }
        (_, Value::Files(files)) => Value::Files(files.iter().map(file).collect()),
    }
}

/// What somebody wrote in their own words, as it is sent and stored.
pub(super) fn prose(text: &str) -> String {
    text_of(text).trim().to_owned()
}

pub(super) fn file(file: &File) -> File {
    let File { name, media_type: told, size, upload } = file;
    File { name: name_of(name), media_type: media_type(told), size: *size, upload: upload.clone() }
}

/// What browsers tell is short ASCII or nothing; anything else says nothing about the file.
fn media_type(text: &str) -> String {
    let plain = text.len() <= LONGEST_MEDIA_TYPE && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if plain { text.to_owned() } else { String::new() }
}

/// The name of a file without the folders and the drive of whichever system; empty when nothing is left of it.
pub(crate) fn name_of(path: &str) -> String {
    let visible: String = path.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
    let name = visible.rsplit(['/', '\\']).map(str::trim).find(|part| !part.is_empty()).unwrap_or_default();
    let name = match name.as_bytes() {
        [drive, b':', ..] if drive.is_ascii_alphabetic() => name[2..].trim_start(),
        _ => name,
    };
    if name.chars().all(|c| c == '.') { String::new() } else { name.to_owned() }
}

/// A text without control characters but tab and line feed, and without the controls that turn the direction of text.
/// Ends of lines become line feeds, other white space among the control characters becomes a space.
pub(super) fn text_of(text: &str) -> Cow<'_, str> {
    if !text.contains(|c: char| deceives(c) || turns(c)) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => clean.push('\n'),
            c if deceives(c) && c.is_whitespace() => clean.push(' '),
            c if deceives(c) || turns(c) => {}
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

fn deceives(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n')
}

/// Embeddings, overrides and isolates. The marks that Arabic and Hebrew need, such as U+200F, turn nothing and stay.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_deceives_goes() {
        let cases = [
            ("Zoë\tsays:\n“it’s 5\u{a0}°C” 👩‍🔧", "Zoë\tsays:\n“it’s 5\u{a0}°C” 👩‍🔧"),
            ("שלום\u{200f} (x)", "שלום\u{200f} (x)"),
            ("a\u{0}b\u{7f}c\u{9b}d\u{202e}e\u{2069}f", "abcdef"),
            ("one\r\ntwo\rthree\u{b}four\u{85}five", "one\ntwo\nthree four five"),
            ("\u{1b}[31mred", "[31mred"),
        ];
        for (sent, stored) in cases {
            assert_eq!(text_of(sent), stored, "{sent:?}");
        }
    }

    #[test]
    fn a_files_name_is_no_path() {
        let cases = [
            ("jam.jpg", "jam.jpg"),
            ("C:\\fakepath\\jam.jpg", "jam.jpg"),
            ("c:jam.jpg", "jam.jpg"),
            ("../../etc/passwd", "passwd"),
            ("/photos/", "photos"),
            ("photo\u{202e}gpj.exe\r\n", "photogpj.exe"),
            ("10:30.png", "10:30.png"),
            (".profile", ".profile"),
            ("..", ""),
            ("/", ""),
            ("C:", ""),
        ];
        for (sent, stored) in cases {
            assert_eq!(name_of(sent), stored, "{sent:?}");
        }
    }

    #[test]
    fn a_media_type_that_is_none_is_left_out() {
        assert_eq!(media_type("text/plain; charset=utf-8"), "text/plain; charset=utf-8");
        assert_eq!(media_type("text/\u{202e}plain"), "");
        assert_eq!(media_type(&"x".repeat(256)), "");
    }

    #[test]
    fn options_stay_as_the_author_wrote_them_and_come_once() {
        let option = "\u{202b}אחר\u{202c} ";
        let dropdown = ElementKind::Dropdown { options: vec![option.into()], multiple: false, default: None };
        assert_eq!(answer(&dropdown, &Value::Text(option.into())), Value::Text(option.into()));
        let twice = ["b", option, "b"].map(String::from).to_vec();
        let once = ["b", option].map(String::from).to_vec();
        assert_eq!(answer(&ElementKind::Checkboxes { options: vec![] }, &Value::Many(twice)), Value::Many(once));
    }
}
