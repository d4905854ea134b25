//! Reading a table of a system, with every mistake at its place.

use std::{
    collections::BTreeMap,
    ffi::{OsStr, OsString},
    ops::Range,
    path::Path,
};

use content::tree::{Spanned, Table};
use url::Url;

use crate::{
    settings::{
        secret,
        value::{self, Wrong},
    },
    sink::{Secret, States},
};

/// The three ways to write a secret: one that is a mistake, and two that are not.
#[derive(Clone, Copy)]
pub(super) struct Kept {
    pub(super) plain: &'static str,
    pub(super) file: &'static str,
    pub(super) env: &'static str,
}

/// A table, and the variables that it may name.
pub(super) struct Part<'n> {
    pub(super) table: Table<'n>,
    pub(super) environment: &'n [(OsString, OsString)],
}

impl<'n> Part<'n> {
    /// The table below a key.
    pub(super) fn below(&mut self, key: &'static str) -> Option<Part<'n>> {
        self.table.table(key).map(|table| Part { table, environment: self.environment })
    }

    pub(super) fn text(&mut self, key: &'static str) -> Option<String> {
        self.table.text(key).map(|text| text.value)
    }

    /// A text that must be there; an empty one when it is not, which is a mistake by then.
    pub(super) fn need(&mut self, key: &'static str) -> String {
        self.table.need(key, &format!("write `{key} = \"…\"`")).map_or_else(String::new, |text| text.value)
    }

    pub(super) fn value<T>(&mut self, key: &'static str, read: impl Fn(&OsStr) -> Result<T, Wrong>) -> Option<T> {
        let written = self.table.word(key)?;
        let Wrong { fault, expected, help } = match read(OsStr::new(&written.value)) {
            Ok(value) => return Some(value),
            Err(wrong) => wrong,
        };
        let message = format!("`{key}` cannot be `{}`: {fault}", value::shown(OsStr::new(&written.value)));
        self.mistake("setting/value", message, written.span, &format!("expected {expected}"), help);
        None
    }

    /// An address without a password in it.
    pub(super) fn url(&mut self, key: &'static str) -> Option<Url> {
        let written = self.table.lines(key)?;
        match written.trim().parse::<Url>() {
            Ok(url) if url.password().is_some() || !url.username().is_empty() => {
                let message =
                    format!("`{key}` holds a password, and this file is read by more people than should know it");
                let help = "leave name and password out of the address".to_owned();
                self.mistake("setting/secret", message, written.span, "a secret stands here", help);
                None
            }
            Ok(url) => Some(url),
            Err(error) => {
                let help = "write a whole address, such as `https://tickets.example.com`".to_owned();
                self.mistake(
                    "setting/value",
                    format!("`{key}` is no address: {error}"),
                    written.span,
                    "expected an address",
                    help,
                );
                None
            }
        }
    }

    /// A secret in a file or a variable. One that stands here itself is a mistake, and is not shown.
    pub(super) fn secret(&mut self, kept: Kept) -> Option<Secret> {
        let Kept { plain, file, env } = kept;
        if self.table.has(plain) {
            let span = self.table.span_of(plain);
            // Asked for, so that it is not unknown as well; what it is is nobody's business.
            self.table.know(plain);
            let message = format!("`{plain}` holds a secret, and this file is read by more people than should know it");
            self.mistake("setting/secret", message, span, "a secret stands here", keep_apart(kept));
            return None;
        }
        let (by_file, by_env) = (self.table.lines(file), self.table.lines(env));
        if let (Some(_), Some(env_text)) = (&by_file, &by_env) {
            let message = format!("`{file}` and `{env}` both say the same");
            self.mistake("setting/twice", message, env_text.span.clone(), "one too many", "keep one of them".into());
        }
        match (by_file, by_env) {
            (Some(path), _) => self.in_file(file, path),
            (None, Some(name)) => self.in_variable(env, name),
            (None, None) => None,
        }
    }

    /// A secret that must be there.
    pub(super) fn need_secret(&mut self, kept: Kept) -> Secret {
        let is_said = [kept.plain, kept.file, kept.env].iter().any(|key| self.table.has(key));
        if !is_said {
            self.table.missing(kept.file, &keep_apart(kept));
        }
        self.secret(kept).unwrap_or_else(|| Secret::new(""))
    }

    fn in_file(&self, key: &str, path: Spanned<String>) -> Option<Secret> {
        match secret::from_file(Path::new(&path.value)) {
            Ok(text) => Some(Secret::new(text.to_string_lossy().trim())),
            Err(error) => {
                let message = format!("`{key}` names `{}`, which cannot be read: {error}", path.value);
                let help = "name a file that holds the secret and nothing else, and that this user may read";
                self.mistake("setting/secret-file", message, path.span, "expected a file", help.into());
                None
            }
        }
    }

    fn in_variable(&self, key: &str, name: Spanned<String>) -> Option<Secret> {
        let found = self.environment.iter().find(|(known, _)| *known == *name.value).map(|(_, value)| value);
        match found.and_then(|value| value.to_str()).map(str::trim).filter(|text| !text.is_empty()) {
            Some(text) => Some(Secret::new(text)),
            None => {
                // Whoever takes it for the place of the secret itself has written that here.
                let message =
                    format!("`{key}` must name a variable of the environment, and there is none of this name");
                let help = format!("write `{key} = \"NAME\"` and set `NAME` where the desk is started");
                self.mistake("setting/secret-variable", message, name.span, "no such variable", help);
                None
            }
        }
    }

    /// Texts by name.
    pub(super) fn names(&mut self, key: &'static str) -> BTreeMap<String, String> {
        let Some(mut table) = self.table.table(key) else { return BTreeMap::new() };
        table.pairs().into_iter().map(|(name, text)| (name.value, text.value)).collect()
    }

    /// Numbers by name.
    pub(super) fn numbers(&mut self, key: &'static str) -> BTreeMap<String, u64> {
        let Some(mut table) = self.table.table(key) else { return BTreeMap::new() };
        table.pairs().into_iter().filter_map(|(name, text)| Some((name.value, self.number(text)?))).collect()
    }

    fn number(&self, text: Spanned<String>) -> Option<u64> {
        let number = text.parse().ok();
        if number.is_none() {
            let message = format!("`{}` is no whole number", text.value);
            self.mistake("setting/value", message, text.span, "expected a number", "write the id, such as `3`".into());
        }
        number
    }

    /// What states are called, where that is said.
    pub(super) fn states<T>(&mut self, states: &mut States<T>, of: impl Fn(String) -> Option<T>) {
        let Some(mut part) = self.below("states") else { return };
        let targets = [
            ("new", &mut states.new),
            ("in_progress", &mut states.in_progress),
            ("waiting_for_reader", &mut states.waiting),
            ("solved", &mut states.solved),
            ("closed", &mut states.closed),
        ];
        for (key, target) in targets {
            let Some(word) = part.table.word(key) else { continue };
            match of(word.value) {
                Some(value) => *target = value,
                None => part.mistake(
                    "setting/value",
                    format!("`{key}` is no number of a status"),
                    word.span,
                    "expected a number",
                    "write the number that the other system gives it, such as `5`".into(),
                ),
            }
        }
        part.table.finish();
    }

    pub(super) fn mistake(&self, code: &'static str, message: String, span: Range<usize>, label: &str, help: String) {
        self.table.sink().error(code, message, span, label, Some(help));
    }
}

fn keep_apart(Kept { file, env, plain }: Kept) -> String {
    format!(
        "put it into a file of its own and write `{file} = \"/run/secrets/{plain}\"`, or `{env} = \"NAME\"` of a variable"
    )
}
