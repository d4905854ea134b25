//! Values that nobody should read over a shoulder: where they come from, and how they are covered when something is shown.

use std::{
    borrow::Cow,
    ffi::{OsStr, OsString},
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use super::{ALL, Secrecy, Setting, sinks};

/// What stands in place of a secret.
const COVER: &str = "…";
/// No secret is longer; whoever names a device that never ends shall not wait for ever.
const LONGEST: u64 = 64 * 1024;

/// What a file holds, without the line break that editors put at its end; or why not, as a phrase.
pub(super) fn from_file(path: &Path) -> Result<OsString, String> {
    let text = read(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        io::ErrorKind::InvalidData => "it is no text".to_owned(),
        _ => format!("it cannot be read: {error}"),
    })?;
    let text = text.strip_suffix('\n').unwrap_or(&text);
    let text = text.strip_suffix('\r').unwrap_or(text);
    if text.is_empty() { Err("it is empty".into()) } else { Ok(text.into()) }
}

fn read(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.take(LONGEST).read_to_string(&mut text)?;
    Ok(text)
}

/// Whether a value of this setting holds something secret.
pub(super) fn is_secret(setting: &Setting, written: &OsStr) -> bool {
    match setting.secrecy {
        Secrecy::Open => false,
        Secrecy::Password(_) => {
            let text = written.to_string_lossy();
            masked(&text) != text
        }
        Secrecy::Secret(_) => true,
    }
}

/// Whether a value may hold something secret, though it may not be written to its end.
pub(super) fn may_be_secret(setting: &Setting, written: &OsStr) -> bool {
    let is_address = || written.to_string_lossy().contains("://");
    setting.secrecy != Secrecy::Open && (is_secret(setting, written) || is_address())
}

/// A value as it may be shown.
pub(super) fn shown(setting: &Setting, written: &OsStr) -> String {
    match setting.secrecy {
        Secrecy::Secret(_) => COVER.into(),
        Secrecy::Open | Secrecy::Password(_) => masked(&written.to_string_lossy()),
    }
}

/// An address without its password and what stands behind a question mark; any other text as it is.
pub(super) fn masked(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let (rest, query) = match rest.split_once('?') {
        Some((rest, _)) => (rest, format!("?{COVER}")),
        None => (rest, String::new()),
    };
    // A password may hold what should have been written in another way; the last sign ends it.
    match rest.rsplit_once('@') {
        Some((who, place)) => match who.split_once(':') {
            Some((name, _)) => format!("{scheme}://{name}:{COVER}@{place}{query}"),
            None => format!("{scheme}://{who}@{place}{query}"),
        },
        None => format!("{scheme}://{rest}{query}"),
    }
}

/// The text of a file as it may be shown beside a mistake: of the values only those of settings that hold no secret are left. No
/// byte moves, so that places stay right.
pub(super) fn covered(text: &str) -> String {
    let mut is_open = true;
    let lines = text.split_inclusive('\n').map(|line| {
        let start = line.trim_start();
        if start.is_empty() || start.starts_with(['#', '[']) {
            return Cow::Borrowed(line);
        }
        let Some((key, value)) = line.split_once('=') else {
            // It goes on with the value of the line before.
            return if is_open { Cow::Borrowed(line) } else { Cow::Owned(starred(line)) };
        };
        let name = key.trim_start_matches('\u{feff}').trim().trim_matches(['"', '\'']);
        let known = ALL.iter().find(|setting| setting.key == name || setting.partner() == Some(name));
        let is_of_a_sink = sinks::is_open(name);
        is_open = is_of_a_sink
            || known.is_some_and(|setting| setting.secrecy == Secrecy::Open || setting.partner() == Some(name));
        let is_path = known.is_some_and(|setting| !may_be_secret(setting, OsStr::new(value)));
        if is_open || is_path { Cow::Borrowed(line) } else { Cow::Owned(format!("{key}={}", starred(value))) }
    });
    lines.collect()
}

/// Stars in place of letters, as many as there were bytes.
fn starred(text: &str) -> String {
    text.bytes().map(|byte| if byte.is_ascii_whitespace() { char::from(byte) } else { '*' }).collect()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use super::*;

    #[test]
    fn passwords_of_addresses_are_not_shown() {
        let cases = [
            ("postgres://desk:geheim@db.example/desk", "postgres://desk:…@db.example/desk"),
            ("postgres://desk:a@b:c/d@db.example/desk", "postgres://desk:…@db.example/desk"),
            ("postgres://desk@db.example/desk", "postgres://desk@db.example/desk"),
            ("postgres://db.example/desk?user=desk&password=geheim", "postgres://db.example/desk?…"),
            ("/var/lib/what?/a@b.db", "/var/lib/what?/a@b.db"),
        ];
        for (text, expected) in cases {
            assert_eq!(masked(text), expected);
        }
    }

    #[test]
    fn what_could_be_a_secret_is_covered_and_nothing_moves() {
        let text = "\u{feff}kb = \"kb\"\n# of\ndatabase = \"postgres://desk:gehei\nlisten = \"localhost\"\ntokn = \"geheim\"\ntext = '''\ngeheim\né = 1\n'''\n[more]\n\
                    database = \"postgres://a:geheim@b\"\ndatabase_file = \"/run/x\"\ndatabase = \"x.db\"\n\"origins\" = [\n\"x\",\n]\n";
        let covered = covered(text);
        insta::assert_snapshot!(covered, @r#"
        ﻿kb = "kb"
        # of
        database = **********************
        listen = "localhost"
        tokn = ********
        text = ***
        ******
        é = *
        ***
        [more]
        database = ***********************
        database_file = "/run/x"
        database = "x.db"
        "origins" = [
        "x",
        ]
        "#);
        assert_eq!(covered.len(), text.len());
        assert_eq!(starred("éa\r\n"), "***\r\n");
    }

    proptest::proptest! {
        #[test]
        fn whatever_a_file_says_no_byte_of_it_moves(text in "(\\PC|[=\"\n\r#\\[]|database|tokn){0,40}") {
            let covered = covered(&text);
            assert_eq!(covered.len(), text.len());
            assert!(text.bytes().zip(covered.bytes()).all(|(a, b)| (a == b'\n') == (b == b'\n')));
        }
    }

    #[test]
    fn a_file_gives_its_text_without_the_last_line_break() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        for (bytes, expected) in [("abc", Some("abc")), ("abc\r\n", Some("abc")), ("a\n\n", Some("a\n")), ("\n", None)]
        {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(from_file(&path).ok(), expected.map(OsString::from), "{bytes:?}");
        }
        assert!(from_file(folder.path()).is_err());
    }
}
