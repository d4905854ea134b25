//! The settings of a desk on the command line: an option for each, and the file of the others.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use ::desk::settings::{self, ALL, CONFIG_VARIABLE, Preset, Reading, Setting, Shape, Sources};
use clap::{Arg, ArgAction, ArgMatches, Command};
use content::Source;

use crate::cmd::Failure;

/// The name of the option for the file.
pub(super) const CONFIG: &str = "config";

/// What a TIME and the like are, for the end of a help.
pub(super) const UNITS: &str = "\
Each option can stand in the file of --config too, as `ticket_rate` for --ticket-rate, or in the environment, as \
TIERZERO_DESK_TICKET_RATE. An option counts more than a variable, and a variable more than the file. \
`tierzero desk check-config` tells what holds, and `tierzero desk check-config --example` writes a file to begin with.

A TIME has its unit: 30s, 10m, 1h. So has a SIZE: 500kB, 2MB, 2GB, of 1024 each. A RATE is a number for ten minutes, or \
has its time, such as 200/1h; it counts by address, and 0 is no limit.";

/// The settings that are given as options. They are described in one place for all who read or show them, so the options are
/// made from there.
#[derive(Debug, Clone)]
pub(super) struct Given {
    file: Option<PathBuf>,
    options: Vec<(&'static str, Vec<OsString>)>,
}

impl Given {
    /// Reads all that is said about a desk: options, the environment, and the file, which `file` names before anybody else.
    pub(super) fn read(&self, file: Option<&Path>) -> Result<Reading, Failure> {
        let environment: Vec<_> = std::env::vars_os().collect();
        let by_variable = || {
            let named = environment.iter().find(|(name, value)| name == CONFIG_VARIABLE && !value.is_empty());
            named.map(|(_, value)| PathBuf::from(value))
        };
        let path = file.map(Path::to_owned).or_else(|| self.file.clone()).or_else(by_variable);
        let file = path.as_deref().map(source).transpose()?;
        Ok(settings::read(&Sources { options: self.options.clone(), environment, file }))
    }
}

fn source(path: &Path) -> Result<Source, Failure> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(Source { path: path.display().to_string(), text }),
        Err(error) => {
            let why = match error.kind() {
                std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
                std::io::ErrorKind::PermissionDenied => "this user may not read it".to_owned(),
                std::io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
                std::io::ErrorKind::InvalidData => "it is not written in UTF-8".to_owned(),
                _ => error.to_string(),
            };
            let message = format!("could not read the settings in `{}`: {why}", path.display());
            Err(Failure::new(message).help("`tierzero desk check-config --example` writes a file to begin with"))
        }
    }
}

impl clap::Args for Given {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(CONFIG)
            .long(CONFIG)
            .value_name("FILE")
            .help(format!("The file of settings, in TOML; else the one that {CONFIG_VARIABLE} names, if any"))
            .value_parser(clap::value_parser!(PathBuf));
        given().fold(command.arg(file), |command, setting| command.arg(option(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl clap::FromArgMatches for Given {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let given = given().filter_map(|setting| {
            let texts = matches.get_many::<OsString>(setting.key)?;
            Some((setting.key, texts.cloned().collect()))
        });
        Ok(Self { file: matches.get_one::<PathBuf>(CONFIG).cloned(), options: given.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

/// Those that can be given as options.
fn given() -> impl Iterator<Item = &'static Setting> {
    ALL.into_iter().filter(|setting| setting.has_option())
}

fn option(setting: &Setting) -> Arg {
    let help = match setting.preset {
        Preset::Value(preset) | Preset::Follows(preset) => format!("{} [default: {preset}]", setting.meaning),
        Preset::Needed | Preset::Nothing => setting.meaning.to_owned(),
    };
    let action = if setting.shape == Shape::Texts { ArgAction::Append } else { ArgAction::Set };
    Arg::new(setting.key)
        // The names of options live as long as the program.
        .long(&*setting.option().leak())
        .value_name(setting.value)
        .help(help)
        .action(action)
        .value_parser(clap::value_parser!(OsString))
}

#[cfg(test)]
mod tests {
    use clap::Args as _;

    use super::*;

    #[test]
    fn the_help_has_every_setting_as_it_is_described() {
        let help = Given::augment_args(Command::new("desk")).term_width(1_000).render_help().to_string();
        assert!(!help.contains("attachments-secret"), "others can read options");
        for setting in given() {
            let shown = format!("--{} <{}>", setting.option(), setting.value);
            let line = help.lines().find(|line| line.contains(&shown)).unwrap_or_default();
            assert!(line.contains(setting.meaning), "{shown} is not in:\n{help}");
            if let Preset::Value(preset) | Preset::Follows(preset) = setting.preset {
                assert!(line.contains(&format!("[default: {preset}]")), "{line}");
            }
        }
    }
}
