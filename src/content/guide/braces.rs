//! What stands in braces behind a choice: `[It still fails](../forms/incident.yml) {verify=callback}`.

use crate::tree::shortened;
use crate::{Verify, spelling};

/// The one mark there is.
const VERIFY: &str = "verify";
/// How to write it.
const SUCH_AS: &str = "write `{verify=callback}`, or leave the braces out";

/// Whether the words behind a link are braces and nothing else.
pub(super) fn are(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('{') && text.ends_with('}')
}

/// What they demand, or what is wrong with them and how to mend it.
pub(super) fn read(text: &str) -> Result<Verify, (String, String)> {
    let inside = text.trim().trim_start_matches('{').trim_end_matches('}').trim();
    let (name, value) = inside.split_once('=').unwrap_or((inside, ""));
    let (name, value) = (name.trim(), value.trim().trim_matches('"'));
    if name != VERIFY {
        let meant = spelling::closest(name, [VERIFY]);
        let help = meant.map_or_else(|| SUCH_AS.to_owned(), |_| "did you mean `{verify=callback}`?".to_owned());
        return Err((format!("a choice has no mark `{}`", shortened(name)), help));
    }
    Verify::from_word(value).ok_or_else(|| {
        let help = spelling::help(value, Verify::WORDS.map(|(word, _)| word));
        (format!("`{}` is no value for `verify`", shortened(value)), help.unwrap_or_else(|| SUCH_AS.to_owned()))
    })
}
