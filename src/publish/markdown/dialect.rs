//! Other people's Markdown: what the documentation builder of Microsoft Learn understands beyond CommonMark, turned
//! into CommonMark before parsing. What has no equal is left out and told.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use content::Problem;

/// How deep files may include files.
const DEPTH: usize = 4;
/// The words GitHub's callouts begin with.
const CALLOUTS: [&str; 5] = ["note", "tip", "important", "warning", "caution"];

/// Texts by the path of their file, for inclusion.
pub(crate) type Texts<'a> = HashMap<&'a str, &'a str>;

/// A text in plain Markdown that knows where each of its bytes came from.
#[derive(Debug)]
pub(crate) struct Translated<'a> {
    pub(crate) text: Cow<'a, str>,
    pieces: Vec<Piece>,
    files: Vec<String>,
    pub(crate) problems: Vec<Problem>,
}

/// A run of text with one origin.
#[derive(Debug)]
struct Piece {
    start: usize,
    origin: usize,
    exact: bool,
    file: Option<usize>,
}

impl Translated<'_> {
    /// The byte of the author's text that a byte of this text came from; `None` when it was included from elsewhere.
    pub(crate) fn origin(&self, at: usize) -> Option<usize> {
        let Some(piece) = self.piece(at) else { return Some(at) };
        match piece.file {
            Some(_) => None,
            None if piece.exact => Some(piece.origin + at - piece.start),
            None => Some(piece.origin),
        }
    }

    /// The bytes of the author's text that a range of this text came from.
    pub(crate) fn origins(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let start = self.origin(range.start)?;
        let end = self.origin(range.end.saturating_sub(1).max(range.start)).map_or(start, |end| end + 1);
        Some(start..end.max(start))
    }

    /// Whether a byte stands in the author's text as it stands here, so that content has seen it too.
    pub(crate) fn is_exact(&self, at: usize) -> bool {
        self.piece(at).is_none_or(|piece| piece.exact)
    }

    /// The file a byte was included from.
    pub(crate) fn file(&self, at: usize) -> Option<&str> {
        self.piece(at)?.file.and_then(|file| self.files.get(file)).map(String::as_str)
    }

    fn piece(&self, at: usize) -> Option<&Piece> {
        self.pieces[..self.pieces.partition_point(|piece| piece.start <= at)].last()
    }
}

/// Translates a text that stands in the file `path` from the byte `offset` on.
pub(crate) fn translate<'a>(text: &'a str, path: &str, offset: usize, texts: &Texts<'_>) -> Translated<'a> {
    if !text.contains(":::") && !text.contains("[!") {
        return Translated { text: Cow::Borrowed(text), pieces: Vec::new(), files: Vec::new(), problems: Vec::new() };
    }
    let mut translator = Translator {
        texts,
        path,
        offset,
        out: String::with_capacity(text.len()),
        pieces: Vec::new(),
        files: Vec::new(),
        within: None,
        problems: Vec::new(),
    };
    translator.lines(text, &[path]);
    Translated {
        text: Cow::Owned(translator.out),
        pieces: translator.pieces,
        files: translator.files,
        problems: translator.problems,
    }
}

struct Translator<'a> {
    texts: &'a Texts<'a>,
    path: &'a str,
    offset: usize,
    out: String,
    pieces: Vec<Piece>,
    files: Vec<String>,
    /// The file that is being included, and the place in the author's text that includes it.
    within: Option<(usize, usize)>,
    problems: Vec<Problem>,
}

impl Translator<'_> {
    fn lines(&mut self, text: &str, including: &[&str]) {
        let mut at = 0;
        let mut fence: Option<Fence> = None;
        for line in text.split_inclusive('\n') {
            let inner = line.trim_start_matches([' ', '\t', '>']);
            match &fence {
                Some(open) if open.closes(inner) => fence = None,
                Some(_) => {}
                None => fence = Fence::opens(inner),
            }
            if fence.is_some() || !(line.contains(":::") || line.contains("[!")) {
                self.copy(line, at);
            } else {
                self.line(line, at, including);
            }
            at += line.len();
        }
    }

    /// One line that holds something foreign.
    fn line(&mut self, line: &str, at: usize, including: &[&str]) {
        let inner = line.trim_start_matches([' ', '\t', '>']);
        let prefix = &line[..line.len() - inner.len()];
        if let Some(rest) = callout_with_text(inner) {
            let head = &inner[..inner.len() - rest.len()];
            self.copy(prefix, at);
            self.copy(head, at + prefix.len());
            self.put("\n", at);
            self.put(prefix, at);
            return self.inline(rest.trim_start(), at + line.len() - rest.trim_start().len(), including);
        }
        if inner.to_ascii_lowercase().starts_with("[!div") {
            return self.dropped(inner, at + prefix.len(), prefix);
        }
        if inner.starts_with(":::") && !inner.starts_with(":::image ") {
            return self.dropped(inner, at + prefix.len(), prefix);
        }
        self.inline(line, at, including);
    }

    /// A directive line without an equal: what stands between such lines is kept.
    fn dropped(&mut self, inner: &str, at: usize, prefix: &str) {
        self.put(prefix.trim_end(), at);
        self.put("\n", at);
        if inner.starts_with(":::image-end") {
            return;
        }
        let word = inner.trim_start_matches([':', '[', '!', ' ']);
        let word = word.split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default();
        if !word.is_empty() {
            self.tell("import/directive", at..at + inner.trim_end().len(), || {
                (format!("the directive `{word}` was left out, its content kept"), "not known here")
            });
        }
    }

    /// Images, includes and videos inside a line.
    fn inline(&mut self, line: &str, at: usize, including: &[&str]) {
        let mut done = 0;
        while let Some(found) = next(&line[done..]) {
            let (start, end) = (done + found.range.start, done + found.range.end);
            self.copy(&line[done..start], at + done);
            match found.kind {
                Foreign::Image { alt, source } => self.put(&image(&alt, &source), at + start),
                Foreign::Video { url } => self.put(&format!("[Video: {url}](<{url}>)"), at + start),
                Foreign::Include { target } => self.include(&target, at + start..at + end, including),
            }
            done = end;
        }
        self.copy(&line[done..], at + done);
    }

    fn include(&mut self, target: &str, span: Range<usize>, including: &[&str]) {
        let from = including.last().copied().unwrap_or(self.path);
        let path = match target.strip_prefix("~/") {
            Some(path) => below("", path),
            None => below(from, target),
        };
        let text = path.as_deref().and_then(|path| self.texts.get(path)).copied();
        let (Some(path), Some(text)) = (path, text) else {
            return self
                .tell("import/include", span, || (format!("the included file `{target}` is not there"), "left out"));
        };
        if including.len() >= DEPTH || including.contains(&path.as_str()) {
            return self.tell("import/include", span, || {
                (format!("`{target}` includes itself, or includes go too deep"), "left out")
            });
        }
        let outer = self.within;
        self.files.push(path.clone());
        self.within = Some((self.files.len() - 1, outer.map_or(span.start, |(_, at)| at)));
        let chain: Vec<&str> = including.iter().copied().chain([path.as_str()]).collect();
        self.lines(text[content::markdown::split(text).body..].trim_end(), &chain);
        self.within = outer;
    }

    fn copy(&mut self, text: &str, at: usize) {
        self.push(text, at, true);
    }

    fn put(&mut self, text: &str, at: usize) {
        self.push(text, at, false);
    }

    fn push(&mut self, text: &str, at: usize, exact: bool) {
        if text.is_empty() {
            return;
        }
        let piece = match self.within {
            Some((file, origin)) => Piece { start: self.out.len(), origin, exact: false, file: Some(file) },
            None => Piece { start: self.out.len(), origin: at, exact, file: None },
        };
        self.pieces.push(piece);
        self.out.push_str(text);
    }

    fn tell(&mut self, code: &'static str, span: Range<usize>, words: impl FnOnce() -> (String, &'static str)) {
        let (message, label) = words();
        let span = match self.within {
            Some((_, at)) => at..at + 1,
            None => span,
        };
        let span = span.start + self.offset..span.end + self.offset;
        let help = match code {
            "import/include" => "put the file there, or write its text here",
            _ => "remove the line, or say in Markdown what it stands for",
        };
        self.problems.push(Problem::warning(code, self.path, message).at(span, label).help(help));
    }
}

/// An open code fence.
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    fn opens(line: &str) -> Option<Self> {
        let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
        let length = line.chars().take_while(|c| *c == mark).count();
        let info = &line[length..];
        (length >= 3 && !(mark == '`' && info.contains('`'))).then_some(Self { mark, length })
    }

    fn closes(&self, line: &str) -> bool {
        let line = line.trim_end();
        line.len() >= self.length && line.chars().all(|c| c == self.mark)
    }
}

/// What follows a callout's mark on the same line, where GitHub wants nothing.
fn callout_with_text(inner: &str) -> Option<&str> {
    let (word, rest) = inner.strip_prefix("[!")?.split_once(']')?;
    let known = CALLOUTS.iter().any(|callout| word.eq_ignore_ascii_case(callout));
    (known && !rest.trim().is_empty()).then_some(rest)
}

struct Found {
    range: Range<usize>,
    kind: Foreign,
}

enum Foreign {
    Image { alt: String, source: String },
    Include { target: String },
    Video { url: String },
}

/// The first foreign thing in a line.
fn next(line: &str) -> Option<Found> {
    let image = line.find(":::image ").and_then(|start| image_at(line, start));
    let bracket = line.match_indices("[!").find_map(|(start, _)| bracket_at(line, start));
    [image, bracket].into_iter().flatten().min_by_key(|found| found.range.start)
}

fn image_at(line: &str, start: usize) -> Option<Found> {
    let inside = &line[start + 3..];
    let end = inside.find(":::")?;
    let attributes = &inside[..end];
    let source = attribute(attributes, "source")?;
    let alt = attribute(attributes, "alt-text").unwrap_or_default();
    Some(Found { range: start..start + 3 + end + 3, kind: Foreign::Image { alt, source } })
}

fn bracket_at(line: &str, start: usize) -> Option<Found> {
    let inside = &line[start + 2..];
    let word: String = inside.chars().take_while(char::is_ascii_alphabetic).collect();
    let rest = &inside[word.len()..];
    let at = start + 2 + word.len();
    match word.to_ascii_uppercase().as_str() {
        "VIDEO" => {
            let end = rest.find(']')?;
            let url = rest[..end].trim().to_owned();
            let sound = url.starts_with("https://") || url.starts_with("http://");
            sound.then_some(Found { range: start..at + end + 1, kind: Foreign::Video { url } })
        }
        "INCLUDE" => {
            let open = rest.find("](")?;
            let close = open + rest[open..].find(')')?;
            let end = close
                + 1
                + rest[close + 1..].find(']').filter(|gap| rest[close + 1..close + 1 + gap].trim().is_empty())?;
            let target = rest[open + 2..close].trim().to_owned();
            Some(Found { range: start..at + end + 1, kind: Foreign::Include { target } })
        }
        _ => None,
    }
}

/// The value of `name="…"`.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let start = attributes.find(&format!("{name}=\""))? + name.len() + 2;
    let value = &attributes[start..];
    Some(value[..value.find('"').unwrap_or(value.len())].trim().to_owned())
}

fn image(alt: &str, source: &str) -> String {
    let mut text = String::from("![");
    for c in alt.chars() {
        if matches!(c, '[' | ']' | '\\' | '|' | '<' | '*' | '_' | '`') {
            text.push('\\');
        }
        text.push(c);
    }
    let source: String = source.chars().filter(|c| !matches!(c, '<' | '>')).collect();
    format!("{text}](<{source}>)")
}

/// Joins a relative path to the folder of a file; `None` when it leaves the knowledge base.
fn below(from: &str, path: &str) -> Option<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests;
