//! Reads a form.

use std::collections::HashMap;
use std::ops::Range;

use super::kinds::{ElementType, KINDS};
use super::{Condition, Element, ElementKind, Form, Measure, Tick};
use crate::markdown::{Ids, plain_text};
use crate::problem::first_line;
use crate::tree::{Kind, Sink, Spanned, Table, Value, parse_yaml, shortened};
use crate::{Problem, slug, spelling};

/// A form, and what can only be checked when all files are known.
pub(crate) struct Draft {
    pub(crate) form: Form,
    pub(crate) category: Option<Spanned<String>>,
    pub(crate) priority: Option<Spanned<String>>,
    /// Options of the field `category`, which must be titles of categories.
    pub(crate) category_options: Vec<Spanned<String>>,
    /// Words between fields, with their places.
    pub(crate) words: Vec<Spanned<String>>,
    /// What fields measure, with the places that say so.
    pub(crate) measures: Vec<Spanned<Measure>>,
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
        body: Vec::new(),
    };
    let mut draft = Draft {
        form,
        category: None,
        priority: None,
        category_options: Vec::new(),
        words: Vec::new(),
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
    (draft, problems)
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
    let mut reader =
        Body { sink: table.sink(), ids: HashMap::new(), labels: Ids::default(), conditions: Vec::new(), draft };
    for element in table.tables("body") {
        reader.element(element);
    }
    reader.check_conditions();
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
struct Body<'n, 'd> {
    sink: &'n Sink<'n>,
    /// Fields by id, as positions in the form.
    ids: HashMap<String, usize>,
    labels: Ids,
    /// Conditions by the position of their element, with their places.
    conditions: Vec<(usize, Spanned<Condition>)>,
    draft: &'d mut Draft,
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
        let required = required(&mut table);
        let label = match kind {
            ElementType::Markdown => String::new(),
            ElementType::Measure(measure) => {
                attributes.text("label").map_or_else(|| measure.label().to_owned(), |label| label.value)
            }
            _ => attributes.need("label", "what is asked").map(|label| label.value).unwrap_or_default(),
        };
        let description = attributes.lines("description").map(|text| plain_text(&text)).unwrap_or_default();
        let id_span = id.as_ref().map_or(span.start..span.start, |id| id.span.clone());
        let id = self.id(id, kind, &label, id_span);
        let options_before = self.draft.category_options.len();
        let measure = kind.measure();
        let places = written.map(|written| written.span);
        self.draft.measures.extend(measure.zip(places).map(|(value, span)| Spanned { value, span }));
        let kind = self.kind(kind, &mut attributes);
        if id != "category" {
            self.draft.category_options.truncate(options_before);
        }
        attributes.finish();
        table.finish();
        let at = self.draft.form.body.len();
        if !matches!(kind, ElementKind::Markdown { .. }) {
            self.ids.insert(id.clone(), at);
        }
        if let Some(condition) = &condition {
            self.conditions.push((at, condition.clone()));
        }
        let visible_if = condition.map(|condition| condition.value);
        self.draft.form.body.push(Element { id, label, description, required, visible_if, kind, measure });
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

    /// A dropdown that measures: its options are given, or three in the author's words.
    fn scale(&mut self, measure: Measure, attributes: &mut Table<'n>) -> ElementKind {
        if attributes.get("options").is_none() {
            let options = measure.options().map(str::to_owned).to_vec();
            return ElementKind::Dropdown { options, multiple: false, default: self.default(attributes, 3) };
        }
        let span = attributes.span_of("options");
        let (options, default) = self.choices(attributes);
        if options.len() != 3 {
            let [least, middle, worst] = measure.options();
            let message = format!("`{}` has {} options instead of three", measure.id(), options.len());
            let help =
                format!("word the three of `[{least}, {middle}, {worst}]`, in this order, or leave `options` out");
            self.sink.error("form/measure", message, span, "from the least to the worst", Some(help));
        }
        ElementKind::Dropdown { options, multiple: false, default }
    }

    fn dropdown(&mut self, attributes: &mut Table<'n>) -> ElementKind {
        let multiple = attributes.flag("multiple").unwrap_or_default();
        if !attributes.has("options") {
            attributes.missing("options", "what can be picked");
        }
        let (options, default) = self.choices(attributes);
        ElementKind::Dropdown { options, multiple, default }
    }

    /// What can be picked, and the place of what is picked at first.
    fn choices(&mut self, attributes: &mut Table<'n>) -> (Vec<String>, Option<usize>) {
        let mut options: Vec<String> = Vec::new();
        for item in attributes.list("options") {
            let Some(option) = self.sink.item(item, "options[]") else { continue };
            if options.contains(&option.value) {
                self.duplicate_option(&option);
            } else {
                options.push(option.value.clone());
                self.draft.category_options.push(option);
            }
        }
        let default = self.default(attributes, options.len());
        (options, default)
    }

    /// The place of the option that is picked at first, of so many.
    fn default(&self, attributes: &mut Table<'n>, options: usize) -> Option<usize> {
        let default = attributes.count("default")?;
        if default.value >= options {
            let message = format!("there is no option {}", default.value);
            let label = format!("counts from 0 to {}", options.saturating_sub(1));
            let help = Some("write the place of the option in the list: 0 is the first".to_owned());
            self.sink.error("form/default", message, default.span, label, help);
            return None;
        }
        Some(default.value)
    }

    fn ticks(&mut self, attributes: &mut Table<'n>) -> Vec<Tick> {
        if !attributes.has("options") {
            attributes.missing("options", "the boxes to tick, each with a `label`");
        }
        let mut ticks: Vec<Tick> = Vec::new();
        for mut option in attributes.tables("options") {
            let label = option.need("label", "what the box says");
            let required = option.flag("required").unwrap_or_default();
            option.finish();
            let Some(label) = label else { continue };
            if ticks.iter().any(|tick| tick.label == label.value) {
                self.duplicate_option(&label);
            } else {
                ticks.push(Tick { label: label.value, required });
            }
        }
        ticks
    }

    fn duplicate_option(&self, option: &Spanned<String>) {
        let message = format!("the option `{}` is there twice", shortened(option));
        let help = Some("remove one of them, or word them differently".to_owned());
        self.sink.error("form/duplicate-option", message, option.span.clone(), "the second one", help);
    }

    /// `visible_if: {field: value}`, or a list of values.
    fn condition(&self, table: Table<'n>) -> Option<Spanned<Condition>> {
        let span = table.span();
        let [entry] = table.entries() else {
            let help = Some("write `visible_if: {field: value}`".to_owned());
            self.sink.error("form/condition", "`visible_if` must name one field", span, "expected one field", help);
            return None;
        };
        let values = match &entry.node.value {
            Value::List(items) => {
                items.iter().filter_map(|item| self.sink.item(item, &entry.key)).map(|text| text.value).collect()
            }
            Value::Scalar { kind: Kind::Null, .. } => Vec::new(),
            _ => self.sink.item(&entry.node, &entry.key).map(|text| text.value).into_iter().collect(),
        };
        let condition = Condition { field: entry.key.clone(), values };
        Some(Spanned { value: condition, span: entry.key_span.start..entry.node.span.end })
    }

    /// Conditions must name fields that exist, values these can have, and no field may wait for itself.
    fn check_conditions(&mut self) {
        for (at, condition) in &self.conditions {
            let Some(found) = self.ids.get(&condition.field) else {
                let mut ids: Vec<&str> = self.ids.keys().map(String::as_str).collect();
                ids.sort_unstable();
                let help = spelling::help(&condition.field, ids)
                    .or_else(|| Some("leave `visible_if` out, or add the field it waits for".to_owned()));
                let message = format!("the form has no field `{}`", shortened(&condition.field));
                self.sink.error("form/condition", message, condition.span.clone(), "no such field", help);
                continue;
            };
            let Some(field) = self.draft.form.body.get(*found) else { continue };
            if self.waits_for_itself(*at) {
                let message = format!("`{}` is only visible if it is visible itself", self.draft.form.body[*at].id);
                let help =
                    Some("leave out one `visible_if` of the circle, so that a field is there to begin with".to_owned());
                self.sink.error("form/circle", message, condition.span.clone(), "a circle", help);
                continue;
            }
            let options: Vec<&str> = match &field.kind {
                ElementKind::Dropdown { options, .. } => options.iter().map(String::as_str).collect(),
                ElementKind::Checkboxes { options } => options.iter().map(|tick| tick.label.as_str()).collect(),
                ElementKind::Upload => {
                    let message = format!("nothing can depend on the files of `{}`", field.id);
                    let help = Some("ask with a dropdown or checkboxes, and let it depend on these".to_owned());
                    self.sink.error("form/condition", message, condition.span.clone(), "a field for files", help);
                    continue;
                }
                _ => continue,
            };
            for value in condition.values.iter().filter(|value| !options.contains(&value.as_str())) {
                let message = format!("the field `{}` has no option `{}`", field.id, shortened(value));
                let help = spelling::help(value, options.iter().copied()).or_else(no_options);
                self.sink.error("form/condition", message, condition.span.clone(), "can never hold", help);
            }
        }
    }

    /// Whether the conditions that start at an element come back to it.
    fn waits_for_itself(&self, start: usize) -> bool {
        let body = &self.draft.form.body;
        let mut at = start;
        for _ in 0..=body.len() {
            let Some(condition) = body.get(at).and_then(|element| element.visible_if.as_ref()) else { return false };
            let Some(next) = self.ids.get(&condition.field) else { return false };
            if *next == start {
                return true;
            }
            at = *next;
        }
        false
    }
}

/// Help for a value of a field that has no options.
fn no_options() -> Option<String> {
    Some("give the field options first".to_owned())
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

fn required(table: &mut Table<'_>) -> bool {
    let Some(mut validations) = table.table("validations") else { return false };
    let required = validations.flag("required").unwrap_or_default();
    validations.finish();
    required
}
