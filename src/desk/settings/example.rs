//! A file of settings to begin with.

use std::fmt::Write as _;

use super::{ALL, Preset, Setting, Shape, sinks};

const HEAD: &str = "\
# Settings of `tierzero desk --config FILE`. A line that is commented out says what holds without it,
# or an example.
#
# Each can be an option (`--ticket-rate` for `ticket_rate`) or a variable (`TIERZERO_DESK_TICKET_RATE`) too: an option
# counts more than a variable, and a variable more than this file. Nothing in here is replaced: `$NAME` stays `$NAME`.
# Relative paths begin in the folder in which the desk is started.
#
# A TIME has its unit: `30s`, `10m`, `1h`. So has a SIZE: `500kB`, `2MB`, `2GB`, of 1024 each. A RATE is a number for ten
# minutes or has its time, such as `200/1h`, and counts by address; `0` is no limit.
";

/// All settings with their meanings and what holds without them.
pub fn example() -> String {
    let mut text = HEAD.to_owned();
    for setting in ALL {
        let _ = writeln!(text, "\n# {}.", setting.meaning);
        if setting.has_option() {
            text.push_str(&line(setting));
            text.push('\n');
        }
        if let Some(partner) = setting.partner() {
            let _ = writeln!(text, "# {partner} = \"/run/secrets/{}\"  # {}", setting.key, in_place(setting));
        }
    }
    text.push_str(&sinks::example());
    text
}

fn in_place(setting: &Setting) -> String {
    match setting.preset {
        Preset::Follows(words) if !setting.has_option() => format!("without it {words}"),
        _ => "a file that holds it, in place of it".into(),
    }
}

fn line(setting: &Setting) -> String {
    let Setting { key, example, .. } = setting;
    match (setting.preset, setting.shape) {
        (Preset::Needed, _) => format!("{key} = \"{example}\""),
        (Preset::Value(value), _) => format!("# {key} = \"{value}\""),
        (Preset::Follows(words), _) => format!("# {key} = \"{example}\"  # without it {words}"),
        (Preset::Nothing, Shape::Texts) => format!("# {key} = [\"{example}\"]  # without it none"),
        (Preset::Nothing, _) => format!("# {key} = \"{example}\"  # without it none"),
    }
}
