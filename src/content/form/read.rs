//! Reads a form.

use std::collections::HashMap;
use std::ops::Range;

use super::kinds::{ElementType, KINDS};
use super::rules::{self, Rules};
use super::{Condition, Element, ElementKind, Form};
use crate::markdown::{Ids, plain_text};
use crate::problem::first_line;
use crate::ticket::DECOY;
use crate::tree::{Sink, Spanned, Table, parse_yaml, shortened};
use crate::{Problem, Verify, slug};

/// A form, and what can only be checked when all files are known.
pub(crate) struct Draft {
    pub(crate) form: Form,
    pub(crate) category: Option<Spanned<String>>,
    pub(crate) priority: Option<Spanned<String>>,
    /// Where a reader can help themselves, as it is written.
    pub(crate) self_service: Option<Spanned<String>>,
    /// Options of the field `category`, which must be titles of categories.
    pub(crate) category_options: Vec<Spanned<String>>,
    /// Words between fields, with their places.
    pub(crate) words: Vec<Spanned<String>>,
    /// Ids of the fields that ask for files, with the places that say so.
    pub(crate) uploads: Vec<Spanned<String>>,
    /// What fields measure, with the places that say so.
    pub(crate) measures: Vec<Spanned<super::Measure>>,
}

/// Keys GitHub gives a meaning that a help desk has no use for.
const GITHUB_KEYS: [&str; 6] = ["title", "labels", "assignees", "projects", "type", "about"];

/// Reads the form `path`.
pub(crate) fn read(path: &str, text: &str) -> (Draft, Vec<Problem>) {
    let offset = text.len() - text.trim_start_matches('\u{feff}').len();
    let (node, mut problems) = parse_yaml(path, text.get(offset..).unwrap_or_default(), offset);
    let file = path.rsplit('/').next().unwrap_or(path);
    let form = Form {
        path: path.to_owned(),
        id: slug::from_path(file),
        name: crate::matter::title_from(path),
        description: String::new(),
        category: None,
        priority: None,
        verify: None,
        self_service: None,
        quiet: false,
        body: Vec::new(),
    };
    let mut draft = Draft {
        form,
        category: None,
        priority: None,
        self_service: None,
        category_options: Vec::new(),
        words: Vec::new(),
        uploads: Vec::new(),
        measures: Vec::new(),
    };
    let sink = Sink::yaml(path);
    match node.as_ref().filter(|node| !node.is_nothing()) {
        Some(node) => {
            if let Some(table) = Table::open(node, "a form", &sink) {
                fill(&mut draft, table);
            }
        }
        None if problems.is_empty() => {
            let problem = Problem::error("form/empty", path, "the form is empty");
            let problem = problem.at(first_line(text), "expected `name` and `body`");
            problems.push(problem.help("write `name:` and, below `body:`, its fields; or remove the file"));
        }
        None => {}
    }
    problems.extend(sink.finish());
    problems.extend(reserved(&draft.form, file, text));
    (draft, problems)
}

/// A problem when the form has an id that only the form of a notice may have.
fn reserved(form: &Form, file: &str, text: &str) -> Option<Problem> {
    let rest = form.notice()?;
    let ending = file.rsplit('.').next().unwrap_or_default();
    let message = format!("the id `{}` is that of a notice's form", form.id);
    let problem = Problem::error("form/reserved", &form.path, message);
    let problem = problem.at(first_line(text), "its id comes from its file name");
    Some(problem.help(format!(
        "rename the file, such as `{rest}-notice.{ending}`: names that begin with `notice-` are for the forms of notices"
    )))
}

/// Where the words between the fields of the form `path` stand in its text, in the order of the form.
pub fn places_of_words(path: &str, text: &str) -> Vec<Range<usize>> {
    read(path, text).0.words.into_iter().map(|words| words.span).collect()
}

fn fill(draft: &mut Draft, mut table: Table<'_>) {
    if let Some(name) = table.need("name", "what the form is called") {
        draft.form.name = name.value;
    }
    draft.form.description = table.text("description").map(|text| text.value).unwrap_or_default();
    draft.category = table.text("category");
    draft.priority = table.text("priority");
    draft.form.verify = table.one_of("verify", &Verify::WORDS);
    draft.self_service = table.text("self_service");
    draft.form.quiet = table.flag("offers") == Some(false);
    for key in GITHUB_KEYS {
        if table.has(key) {
            let hint =
                Problem::hint("form/foreign-key", table.sink().path(), format!("the key `{key}` means nothing here"));
            table.sink().add(hint.at(table.span_of(key), "ignored"));
        }
        table.get(key);
    }
    if !table.has("body") {
        table.missing("body", "the fields of the form");
    }
    let mut reader = Body {
        sink: table.sink(),
        ids: HashMap::new(),
        labels: Ids::default(),
        conditions: Vec::new(),
        spans: Vec::new(),
        draft,
    };
    for element in table.tables("body") {
        reader.element(element);
    }
    reader.check_conditions();
    typed_numbers(&reader);
    if reader.ids.is_empty() && table.has("body") {
        let span = table.span_of("body");
        table.sink().error(
            "form/no-fields",
            "the form has no fields",
            span.start..span.start,
            "expected fields here",
            Some("add one, such as `- {type: input, id: summary, attributes: {label: What is wrong?}}`".to_owned()),
        );
    }
    table.finish();
}

/// Reads the elements of a form one after the other.
pub(super) struct Body<'n, 'd> {
    pub(super) sink: &'n Sink<'n>,
    /// Fields by id, as positions in the form.
    pub(super) ids: HashMap<String, usize>,
    labels: Ids,
    /// Conditions by the position of their element, with their places.
    pub(super) conditions: Vec<(usize, Spanned<Condition>)>,
    /// Where each field begins, in order.
    spans: Vec<Range<usize>>,
    pub(super) draft: &'d mut Draft,
}

impl<'n> Body<'n, '_> {
    fn element(&mut self, mut table: Table<'n>) {
        let written = table.need("type", "the kind of element, such as `input`");
        let kind = written.as_ref().and_then(|kind| table.pick("type", kind, &KINDS));
        let id = table.text("id");
        let condition = table.table("visible_if").and_then(|table| self.condition(table));
        let span = table.span();
        let (Some(kind), Some(mut attributes)) = (kind, attributes(&mut table, kind)) else {
            // Nothing more can be said about it, but its id exists, so that links and conditions are judged fairly.
            if let Some(id) = id {
                self.ids.entry(id.value).or_insert(usize::MAX);
            }
            table.get("validations");
            table.finish();
            return;
        };
        let rules = Rules::read(&mut table, kind);
        let label = match kind {
            ElementType::Markdown => String::new(),
            ElementType::Measure(measure) => {
                attributes.text("label").map_or_else(|| measure.label().to_owned(), |label| label.value)
            }
            _ => attributes.need("label", "what is asked").map(|label| label.value).unwrap_or_default(),
        };
        let mut plain = |key| attributes.lines(key).map(|text| plain_text(&text)).unwrap_or_default();
        let description = plain("description");
        let help = if kind == ElementType::Markdown { String::new() } else { plain("help") };
        let autocomplete = (kind == ElementType::Input).then(|| rules::autocomplete(&mut attributes)).flatten();
        let id_span = id.as_ref().map_or(span.start..span.start, |id| id.span.clone());
        let id = self.id(id, kind, &label, id_span.clone());
        let options_before = self.draft.category_options.len();
        let measure = kind.measure();
        let places = written.map(|written| written.span);
        if kind == ElementType::Upload {
            self.draft.uploads.extend(places.clone().map(|span| Spanned { value: id.clone(), span }));
        }
        self.draft.measures.extend(measure.zip(places).map(|(value, span)| Spanned { value, span }));
        let kind = self.kind(kind, &mut attributes);
        rules.check(&kind, &attributes);
        if id != "category" {
            self.draft.category_options.truncate(options_before);
        }
        attributes.finish();
        table.finish();
        let at = self.draft.form.body.len();
        if !matches!(kind, ElementKind::Markdown { .. }) {
            self.ids.insert(id.clone(), at);
            self.spans.push(id_span.clone());
        }
        if let Some(condition) = &condition {
            self.conditions.push((at, condition.clone()));
        }
        self.draft.form.body.push(Element {
            label,
            description,
            help,
            required: rules.required,
            sensitive: rules.sensitive,
            visible_if: condition.map(|condition| condition.value),
            measure,
            autocomplete,
            pattern: rules.pattern,
            ..Element::new(id, kind)
        });
    }

    /// The id of an element: the author's, else one made of its label.
    fn id(&mut self, id: Option<Spanned<String>>, kind: ElementType, label: &str, span: Range<usize>) -> String {
        let Some(id) = id else {
            let name = match kind {
                ElementType::Markdown => "words".to_owned(),
                ElementType::Measure(measure) => measure.id().to_owned(),
                _ => slug::word(label),
            };
            return self.labels.unique(name);
        };
        if !id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) || id.is_empty() {
            let message = format!("`{}` cannot be an id", shortened(&id));
            let help = format!("write `{}`", slug::word(&id));
            self.sink.error("form/bad-id", message, span, "letters, digits, `-` and `_` only", Some(help));
        } else if id.value == DECOY {
            let message = format!("every form has a field `{DECOY}` of its own");
            let help = Some("give this one another id".to_owned());
            self.sink.error("form/reserved-id", message, span, "the one that only machines fill in", help);
        } else if self.labels.is_taken(&id) {
            let message = format!("the id `{}` is there twice", id.value);
            self.sink.error(
                "form/duplicate-id",
                message,
                span,
                "the second one",
                Some("give one of them another id".to_owned()),
            );
        }
        self.labels.unique(id.value)
    }

    fn kind(&mut self, kind: ElementType, attributes: &mut Table<'n>) -> ElementKind {
        let mut words = |key| attributes.lines(key).map(|text| text.value).unwrap_or_default();
        match kind {
            ElementType::Markdown => {
                let value = attributes.lines("value");
                if value.is_none() && !attributes.has("value") {
                    attributes.missing("value", "the words to show");
                }
                let nothing = || Spanned { value: String::new(), span: attributes.span() };
                self.draft.words.push(value.clone().unwrap_or_else(nothing));
                ElementKind::Markdown { value: value.map(|value| value.value).unwrap_or_default() }
            }
            ElementType::Input => {
                let (placeholder, value) = (words("placeholder"), words("value"));
                ElementKind::Input { placeholder: placeholder.trim().to_owned(), value: value.trim().to_owned() }
            }
            ElementType::Textarea => {
                let (placeholder, value) = (words("placeholder").trim_end().to_owned(), words("value"));
                let render = attributes.text("render").map(|render| render.value);
                ElementKind::Textarea { placeholder, value, render }
            }
            ElementType::Dropdown => self.dropdown(attributes),
            ElementType::Checkboxes => ElementKind::Checkboxes { options: self.ticks(attributes) },
            ElementType::Upload => ElementKind::Upload,
            ElementType::Measure(measure) => self.scale(measure, attributes),
        }
    }
}

/// Where tickets are verified by calling back, a number that is asked for is not the one that is called.
fn typed_numbers(reader: &Body<'_, '_>) {
    let form = &reader.draft.form;
    if form.verify != Some(Verify::Callback) {
        return;
    }
    for (field, span) in form.fields().zip(&reader.spans).filter(|(field, _)| field.is_phone()) {
        let message = format!("the number typed into `{}` is not the one that is called back", field.id);
        let hint =
            Problem::hint("form/typed-number", reader.sink.path(), message).at(span.clone(), "asks for a number");
        reader.sink.add(hint.help("say in its `description` what it is for, or leave the field out"));
    }
}

/// What belongs to an element; one that measures says all by itself.
fn attributes<'n>(table: &mut Table<'n>, kind: Option<ElementType>) -> Option<Table<'n>> {
    if kind.is_some_and(|kind| kind.measure().is_some()) && !table.has("attributes") {
        table.get("attributes");
        return Some(Table::unwritten(table.span(), table.sink()));
    }
    if !table.has("attributes") {
        table.missing("attributes", "the `label` and what else belongs to the element");
    }
    table.table("attributes")
}
