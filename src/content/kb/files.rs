//! What each file of a knowledge base is, by where it lies.

use crate::{Problem, spelling};

/// What a text file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Settings,
    Article,
    Guide,
    Form,
    Notice,
    Reply,
    Synonyms,
    Golden,
    /// A README or a change log beside the knowledge base's folders.
    Ignored,
    /// Anything else: it can be linked to.
    Other,
}

/// Files and folders with a meaning, at the top of a knowledge base.
const NAMES: [&str; 3] = ["portal.toml", "synonyms.txt", "golden.toml"];
const FOLDERS: [&str; 5] = ["articles", "guides", "forms", "notices", "replies"];

/// Whether a file is an article in the folder for articles. Without any, every Markdown file is an article.
pub(super) fn is_in_articles_folder(path: &str) -> bool {
    path.starts_with("articles/") && is_markdown(path)
}

/// Whether a file is Markdown by its ending.
pub(super) fn is_markdown(path: &str) -> bool {
    ending(path) == "md"
}

/// The ending of a file in lower case, one for each kind of file: `md` for `.markdown` and `.MD` too.
fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if ending == "markdown" { "md".to_owned() } else { ending }
}

/// What the file `path` is.
pub(super) fn role(path: &str, articles_folder: bool) -> Role {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    match (folder, ending(name).as_str()) {
        ("", _) if name == "portal.toml" => Role::Settings,
        ("", _) if name == "synonyms.txt" => Role::Synonyms,
        ("", _) if name == "golden.toml" => Role::Golden,
        ("articles", "md") => Role::Article,
        ("guides", "md") => Role::Guide,
        ("notices", "md") => Role::Notice,
        ("replies", "md") => Role::Reply,
        ("forms", "yml" | "yaml") => Role::Form,
        (_, "md") if !articles_folder => Role::Article,
        ("", "md") if is_about_the_folder(name) => Role::Ignored,
        _ => Role::Other,
    }
}

/// Whether a Markdown file at the top tells about the knowledge base, and is no part of it.
fn is_about_the_folder(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default();
    ["readme", "changelog"].iter().any(|known| stem.eq_ignore_ascii_case(known))
}

/// Texts that look as if their author meant them to be read.
pub(super) fn misplaced(path: &str, articles_folder: bool) -> Option<Problem> {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let warn = |help: String| Some(Problem::warning("kb/not-read", path, format!("`{path}` is not read")).help(help));
    match (folder, ending(name).as_str()) {
        ("", "md") => warn("articles are in `articles/`".into()),
        ("", _) => spelling::closest(name, NAMES).and_then(|meant| warn(format!("did you mean `{meant}`?"))),
        ("forms", "md") => warn("forms are YAML files: `.yml`".into()),
        ("guides" | "notices" | "replies", "yml" | "yaml") => warn(format!("files in `{folder}/` are Markdown: `.md`")),
        (_, "md") if articles_folder => match spelling::closest(folder, FOLDERS) {
            Some(meant) if meant != folder => warn(format!("did you mean the folder `{meant}/`?")),
            _ => warn("articles are in `articles/`".into()),
        },
        (_, "yml" | "yaml") => match spelling::closest(folder, FOLDERS) {
            Some("forms") => warn("did you mean the folder `forms/`?".into()),
            _ => None,
        },
        _ => None,
    }
}
