//! Reading settings from all that may say them.

use std::{
    ffi::{OsStr, OsString},
    fmt::Display,
    ops::Range,
    path::Path,
};

use content::{
    Position, Problem, Source,
    tree::{Sink, Table, parse_toml},
};

use super::{
    InForce, Preset, Reading, Setting, Settings, Shape, Sources, Whence, secret,
    setting::variable,
    sinks,
    value::{self, Wrong},
    variables::{self, Variables},
};

use crate::handover::SinkSettings;

/// Where mistakes in options are.
pub(super) const COMMAND_LINE: &str = "the command line";

/// Gives values one after another and keeps what is wrong.
pub(super) struct Reader<'n> {
    options: &'n [(&'static str, Vec<OsString>)],
    variables: Variables,
    /// All variables of the process, for those that the file names.
    environment: &'n [(OsString, OsString)],
    file: Option<&'n Source>,
    /// Nothing when the file could not be read as TOML: what that swallows would only look missing.
    table: Option<Table<'n>>,
    problems: Vec<Problem>,
    in_force: Vec<InForce>,
}

/// A value as somebody wrote it.
struct Written {
    text: OsString,
    place: Place,
    /// Whether it stands in a file that is named where the value could be.
    apart: bool,
}

#[derive(Clone)]
enum Place {
    Option,
    Variable,
    File(Range<usize>),
}

impl<'n> Reader<'n> {
    /// Reads all that `fill` asks for; whatever else is written is a mistake.
    pub(super) fn read(sources: &Sources, fill: impl FnOnce(&mut Reader<'_>) -> Settings) -> Reading {
        let path = sources.file.as_ref().map_or("", |file| &file.path);
        let parsed = sources.file.as_ref().map(|file| parse_toml(path, &file.text));
        let (node, mut problems) = parsed.map_or((None, Vec::new()), |(node, problems)| (Some(node), problems));
        let sink = Sink::toml(path);
        let table = node.as_ref().filter(|_| problems.is_empty()).and_then(|node| Table::open(node, path, &sink));
        let file_is_read = problems.is_empty();
        let mut reader = Reader {
            options: &sources.options,
            variables: Variables::of(&sources.environment),
            environment: &sources.environment,
            file: sources.file.as_ref(),
            table,
            problems: Vec::new(),
            in_force: Vec::new(),
        };
        let mut settings = fill(&mut reader);
        if file_is_read {
            reader.miss();
        }
        problems.append(&mut reader.problems);
        problems.extend(reader.variables.unknown());
        settings.in_force = reader.in_force;
        if let Some(table) = reader.table {
            table.finish();
        }
        problems.extend(sink.finish());
        let file = sources.file.as_ref();
        let file = file.map(|file| Source { path: file.path.clone(), text: secret::covered(&file.text) });
        Reading { settings, problems, file }
    }

    /// The value of a setting, if anybody says it.
    pub(super) fn take<T>(
        &mut self,
        setting: &'static Setting,
        read: impl Fn(&OsStr) -> Result<T, Wrong>,
    ) -> Option<T> {
        self.take_all(setting, read).and_then(|values| values.into_iter().next())
    }

    /// All values of a setting that takes several, from the strongest who says any.
    pub(super) fn take_all<T>(
        &mut self,
        setting: &'static Setting,
        read: impl Fn(&OsStr) -> Result<T, Wrong>,
    ) -> Option<Vec<T>> {
        let mut found: Option<(Vec<T>, InForce)> = None;
        for layer in [self.said_by_options(setting), self.said_by_variables(setting), self.said_in_file(setting)] {
            let Some(first) = layer.first() else { continue };
            let whence = self.whence(setting, &first.place);
            let shown: Vec<String> = layer.iter().map(|written| secret::shown(setting, &written.text)).collect();
            let values = layer.iter().filter_map(|written| self.value(setting, written, &read)).collect();
            found.get_or_insert((values, InForce { setting, shown: Some(shown.join(", ")), whence }));
        }
        let (values, in_force) = match found {
            Some((values, in_force)) => (Some(values), in_force),
            None => (None, InForce { setting, shown: preset(setting), whence: Whence::Default }),
        };
        self.in_force.push(in_force);
        values
    }

    /// The systems that the file describes.
    pub(super) fn sinks(&mut self) -> Vec<SinkSettings> {
        let tables = self.table.as_mut().map_or_else(Vec::new, |table| table.tables("sink"));
        sinks::read(tables, self.environment)
    }

    /// All variables of the process.
    pub(super) fn environment(&self) -> &'n [(OsString, OsString)] {
        self.environment
    }

    /// Tells that what a setting says does not go together with others; where nobody says it, wherever it comes from.
    pub(super) fn against(&mut self, setting: &Setting, message: String, help: String) {
        let whence = self.in_force.iter().rfind(|told| std::ptr::eq(told.setting, setting)).map(|told| &told.whence);
        let path = match (whence, self.file) {
            (Some(Whence::File(_)), Some(file)) => file.path.as_str(),
            (Some(Whence::Environment(_)), _) => variables::PLACE,
            _ => COMMAND_LINE,
        };
        let problem = Problem::error("setting/together", path, format!("`{}`: {message}", setting.key));
        self.problems.push(problem.help(help));
    }

    /// Shows what a variable says that is none of ours, and which one.
    pub(super) fn told_by(&mut self, setting: &Setting, shown: impl Display, whence: Whence) {
        self.told(setting, shown);
        let last = self.in_force.iter_mut().rfind(|told| std::ptr::eq(told.setting, setting));
        if let Some(last) = last.filter(|told| told.whence == Whence::Default) {
            last.whence = whence;
        }
    }

    /// Shows what a setting is that follows from others.
    pub(super) fn told(&mut self, setting: &Setting, shown: impl Display) {
        let last = self.in_force.iter_mut().rfind(|told| std::ptr::eq(told.setting, setting));
        if let Some(last) = last.filter(|told| told.whence == Whence::Default) {
            last.shown = Some(shown.to_string());
        }
    }

    fn value<T>(
        &mut self,
        setting: &Setting,
        written: &Written,
        read: &impl Fn(&OsStr) -> Result<T, Wrong>,
    ) -> Option<T> {
        match read(&written.text) {
            Ok(value) => Some(value),
            Err(Wrong { fault, expected, help }) => {
                let name = name(setting, &written.place);
                let message = match written.apart || secret::may_be_secret(setting, &written.text) {
                    true => format!("{name} cannot be what it is: {fault}"),
                    false => format!("{name} cannot be `{}`: {fault}", value::shown(&written.text)),
                };
                self.mistake("setting/value", &written.place, message, &format!("expected {expected}"), help);
                None
            }
        }
    }

    fn said_by_options(&mut self, setting: &Setting) -> Vec<Written> {
        let given = self.options.iter().filter(|(key, _)| *key == setting.key).flat_map(|(_, texts)| texts);
        let written = |text: &OsString| Written { text: text.clone(), place: Place::Option, apart: false };
        let (secret, open): (Vec<_>, Vec<_>) =
            given.map(written).partition(|written| secret::is_secret(setting, &written.text));
        if !secret.is_empty() {
            let message =
                format!("`--{}` holds a secret, and whoever uses this computer can read options", setting.option());
            self.mistake("setting/secret", &Place::Option, message, "", keep_apart(setting));
        }
        open
    }

    fn said_by_variables(&mut self, setting: &Setting) -> Vec<Written> {
        let direct = self.variables.get(setting.key);
        let apart = setting.partner().and_then(|key| self.variables.get(key)).map(|path| (path, Place::Variable));
        let direct = direct.map(|text| Written { text, place: Place::Variable, apart: false });
        let written = self.one_of(setting, direct, apart);
        match (setting.shape, written) {
            (_, None) => Vec::new(),
            (Shape::Texts, Some(written)) => {
                let texts = written.text.to_string_lossy().into_owned();
                let texts = texts.split([',', ' ', '\n', '\t']).filter(|text| !text.is_empty());
                texts.map(|text| Written { text: text.into(), place: Place::Variable, apart: false }).collect()
            }
            (_, Some(written)) => vec![written],
        }
    }

    fn said_in_file(&mut self, setting: &'static Setting) -> Vec<Written> {
        let Some(table) = &mut self.table else { return Vec::new() };
        let apart = setting.partner().and_then(|key| table.lines(key));
        let apart = apart.map(|path| (path.value.into(), Place::File(path.span)));
        let found = match setting.shape {
            Shape::Texts => table.texts(setting.key),
            Shape::Word => table.word(setting.key).into_iter().collect(),
            Shape::Text => table.lines(setting.key).into_iter().collect(),
        };
        let written = found.into_iter().map(|text| Written {
            text: text.value.into(),
            place: Place::File(text.span),
            apart: false,
        });
        let (secret, open): (Vec<_>, Vec<_>) = written.partition(|written| secret::is_secret(setting, &written.text));
        if let Some(first) = secret.first() {
            let message =
                format!("`{}` holds a secret, and this file is read by more people than should know it", setting.key);
            self.mistake("setting/secret", &first.place, message, "a secret stands here", keep_apart(setting));
        }
        if setting.shape == Shape::Texts {
            return open;
        }
        self.one_of(setting, open.into_iter().next(), apart).into_iter().collect()
    }

    /// A value that stands where it is said, or in a file that is named there.
    fn one_of(
        &mut self,
        setting: &Setting,
        direct: Option<Written>,
        apart: Option<(OsString, Place)>,
    ) -> Option<Written> {
        let (path, place) = match (direct, apart) {
            (direct, None) => return direct,
            (None, Some(apart)) => apart,
            (Some(direct), Some((_, place))) => {
                let (one, other) = (name(setting, &place), partner_name(setting, &place));
                let message = format!("{one} and {other} both say the same");
                self.mistake("setting/twice", &place, message, "one too many", "keep one of them".into());
                return Some(direct);
            }
        };
        match secret::from_file(Path::new(&path)) {
            Ok(text) => Some(Written { text, place, apart: true }),
            Err(error) => {
                let path = Path::new(&path).display();
                let message =
                    format!("{} names `{path}`, which cannot be read: {error}", partner_name(setting, &place));
                let help = "name a file that holds the value and nothing else, and that this user may read";
                self.mistake("setting/secret-file", &place, message, "expected a file", help.into());
                None
            }
        }
    }

    /// Tells what somebody must say and nobody does.
    fn miss(&mut self) {
        let is_missing = |told: &&InForce| told.setting.preset == Preset::Needed && told.whence == Whence::Default;
        let missing: Vec<_> = self.in_force.iter().filter(is_missing).map(|told| told.setting).collect();
        for setting in missing {
            self.tell_missing(setting, format!("`{}` is missing", setting.key));
        }
    }

    /// Tells that a setting must be said because of others, unless somebody says it wrongly: that is told already.
    pub(super) fn missing(&mut self, setting: &Setting, why: &str) {
        let last = self.in_force.iter().rfind(|told| std::ptr::eq(told.setting, setting));
        if last.is_some_and(|told| told.whence == Whence::Default) {
            self.tell_missing(setting, format!("`{}` is missing: {why}", setting.key));
        }
    }

    fn tell_missing(&mut self, setting: &Setting, message: String) {
        let (key, option) = (setting.key, setting.option());
        let path = self.file.map_or(COMMAND_LINE, |file| &file.path);
        let help = match setting.has_option() {
            true => format!(
                "give `--{option} <{}>`, `{}`, or `{key}` in the file of settings",
                setting.value,
                setting.variable()
            ),
            false => keep_apart(setting),
        };
        self.problems.push(Problem::error("setting/missing", path, message).help(help));
    }

    /// Tells that settings do not go together.
    pub(super) fn lacks(&mut self, message: &str, help: &str) {
        let path = self.file.map_or(COMMAND_LINE, |file| &file.path);
        self.problems.push(Problem::error("setting/missing", path, message.to_owned()).help(help.to_owned()));
    }

    fn mistake(&mut self, code: &'static str, place: &Place, message: String, label: &str, help: String) {
        let problem = match place {
            Place::Option => Problem::error(code, COMMAND_LINE, message),
            Place::Variable => Problem::error(code, variables::PLACE, message),
            Place::File(span) => {
                let path = self.file.map_or("", |file| &file.path);
                Problem::error(code, path, message).at(span.clone(), label)
            }
        };
        self.problems.push(problem.help(help));
    }

    fn whence(&self, setting: &Setting, place: &Place) -> Whence {
        match (place, self.file) {
            (Place::Variable, _) if self.variables.get(setting.key).is_none() => {
                Whence::Environment(variable(setting.partner().unwrap_or(setting.key)))
            }
            (Place::Variable, _) => Whence::Environment(setting.variable()),
            (Place::File(span), Some(file)) => Whence::File(Position::of(&file.text, span.start)),
            (Place::Option | Place::File(_), _) => Whence::Option,
        }
    }
}

/// What a setting is called where it stands.
fn name(setting: &Setting, place: &Place) -> String {
    match place {
        Place::Option => format!("`--{}`", setting.option()),
        Place::Variable => format!("`{}`", setting.variable()),
        Place::File(_) => format!("`{}`", setting.key),
    }
}

fn partner_name(setting: &Setting, place: &Place) -> String {
    let key = setting.partner().unwrap_or(setting.key);
    match place {
        Place::Variable => format!("`{}`", variable(key)),
        Place::Option | Place::File(_) => format!("`{key}`"),
    }
}

fn keep_apart(setting: &Setting) -> String {
    let key = setting.partner().unwrap_or(setting.key);
    format!(
        "put it into a file of its own and write `{key} = \"/run/secrets/{}\"`, or set `{}`",
        setting.key,
        setting.variable()
    )
}

fn preset(setting: &Setting) -> Option<String> {
    match setting.preset {
        Preset::Value(value) => Some(value.to_owned()),
        Preset::Needed | Preset::Nothing | Preset::Follows(_) => None,
    }
}
