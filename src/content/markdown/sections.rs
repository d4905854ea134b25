//! Parts of a text for some devices only: `### On Windows {platform=windows}`. Such a part goes on until the next heading
//! of its level or above, as the text of any heading does.

use std::ops::Range;

use pulldown_cmark::CowStr;

use crate::{Platform, Problem, spelling};

/// The attribute that names the platforms, with commas between them.
const PLATFORM: &str = "platform";

/// The platforms that a heading's attributes name, in the order of [`Platform::ALL`]; none when its part is for any device.
pub fn platforms(attributes: &[(CowStr<'_>, Option<CowStr<'_>>)]) -> Vec<Platform> {
    let words: Vec<&str> = attributes.iter().filter_map(named).flat_map(|(_, value)| list(value)).collect();
    let named = |platform: &Platform| words.iter().any(|word| Platform::from_id(word) == Some(*platform));
    Platform::ALL.into_iter().filter(named).collect()
}

/// Something about the platforms of a heading that cannot be honoured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slip {
    /// Bytes of the heading in its file.
    span: Range<usize>,
    kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    /// A word that names no platform.
    Unknown(String),
    /// An attribute that comes near.
    Name(String),
    /// The attribute says nothing.
    Empty,
    /// The heading stands in a list or a quote.
    Nested,
    /// The heading is the whole page's, or a step's.
    Whole(&'static str, &'static str),
}

impl Slip {
    /// A heading that stands for more than a part of a text.
    pub(crate) fn whole(span: Range<usize>, what: &'static str, help: &'static str) -> Self {
        Self { span, kind: Kind::Whole(what, help) }
    }

    /// The slip as a problem of a file.
    pub(crate) fn problem(&self, path: &str) -> Problem {
        let (message, label, help) = match &self.kind {
            Kind::Unknown(word) => {
                let help = spelling::help(word, Platform::ALL.map(Platform::id)).unwrap_or_default();
                (format!("`{word}` is no platform"), "no device has it", help)
            }
            Kind::Name(name) => (
                format!("a heading has no attribute `{name}`"),
                "means nothing",
                "did you mean `{platform=…}`, such as `{platform=windows}`?".to_owned(),
            ),
            Kind::Empty => (
                "the heading names no platform".to_owned(),
                "`platform` says nothing",
                "name one or some, with commas between them: `{platform=windows,macos}`".to_owned(),
            ),
            Kind::Nested => (
                "a part for some devices cannot stand in a list or a quote".to_owned(),
                "shown to everybody",
                "move the heading and what follows it out of the list or the quote".to_owned(),
            ),
            Kind::Whole(what, help) => {
                (format!("{what} cannot be for some devices only"), "not here", (*help).to_owned())
            }
        };
        Problem::error("platform/heading", path, message).at(self.span.clone(), label).help(help)
    }
}

/// What is wrong with the attributes of a heading at `span`, which stands in a list or a quote if it is `nested`.
pub(crate) fn slips(attributes: &[(CowStr<'_>, Option<CowStr<'_>>)], nested: bool, span: &Range<usize>) -> Vec<Slip> {
    let mut kinds = Vec::new();
    for attribute in attributes {
        match named(attribute) {
            Some((_, value)) => {
                let words: Vec<&str> = list(value).collect();
                let unknown = words.iter().filter(|word| Platform::from_id(word).is_none());
                kinds.extend(unknown.map(|word| Kind::Unknown((*word).to_owned())));
                kinds.extend(words.is_empty().then_some(Kind::Empty));
                kinds.extend(nested.then_some(Kind::Nested));
            }
            None if spelling::closest(&attribute.0, [PLATFORM]).is_some() => {
                kinds.push(Kind::Name(attribute.0.to_string()));
            }
            None => {}
        }
    }
    kinds.into_iter().map(|kind| Slip { span: span.clone(), kind }).collect()
}

fn named<'a>(attribute: &'a (CowStr<'_>, Option<CowStr<'_>>)) -> Option<(&'a str, &'a str)> {
    let (name, value) = attribute;
    (name.as_ref() == PLATFORM).then(|| (name.as_ref(), value.as_deref().unwrap_or_default()))
}

fn list(value: &str) -> impl Iterator<Item = &str> {
    value.trim_matches(['"', '\'']).split(',').map(str::trim).filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use crate::markdown::outline;

    fn slips(text: &str) -> Vec<String> {
        let outline = outline(text, 0);
        let told = outline.slips.iter().map(|slip| slip.problem("a.md"));
        told.map(|problem| format!("{} | {}", problem.message, problem.help.unwrap_or_default())).collect()
    }

    #[test]
    fn a_heading_names_its_platforms() {
        let text = "## On a Mac {#mac platform=MacOS}\n## Both {platform=\"linux,windows\"}\n## All\n";
        let outline = outline(text, 0);
        let found: Vec<String> = outline
            .headings
            .iter()
            .map(|heading| {
                format!("{} {:?}", heading.id, heading.platforms.iter().map(|it| it.id()).collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(found, [r#"mac ["macos"]"#, r#"both ["windows", "linux"]"#, "all []"]);
        assert_eq!(outline.slips, []);
    }

    #[test]
    fn what_cannot_be_honoured_is_told() {
        let text = "## A {platform=window}\n## B {platforms=windows}\n## C {platform=}\n\n- ## D {platform=linux}\n\n## E {.wide lang=de}\n";
        insta::assert_snapshot!(slips(text).join("\n"), @r"
        `window` is no platform | did you mean `windows`?
        a heading has no attribute `platforms` | did you mean `{platform=…}`, such as `{platform=windows}`?
        the heading names no platform | name one or some, with commas between them: `{platform=windows,macos}`
        a part for some devices cannot stand in a list or a quote | move the heading and what follows it out of the list or the quote
        ");
    }
}
