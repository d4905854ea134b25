//! Reads a guide.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::braces;
use crate::markdown::{self, Ids, Slip, reserved};
use crate::matter::{Matter, foreign_keys, front_matter, title_from};
use crate::problem::first_line;
use crate::tree::{Spanned, Table};
use crate::{Guide, GuideTest, Heading, Problem, Step, Verify, slug};

/// A guide whose choices lead nowhere yet: that takes knowledge of all files.
pub(crate) struct Draft {
    pub(crate) guide: Guide,
    pub(crate) category: Option<Spanned<String>>,
    pub(crate) related: Vec<Spanned<String>>,
    pub(crate) redirects: Vec<Spanned<String>>,
    /// The choices of each step.
    pub(crate) choices: Vec<Vec<DraftChoice>>,
    /// Links that are no choices.
    pub(crate) links: Vec<markdown::Link>,
    pub(crate) first_line: Range<usize>,
}

/// A choice as written.
pub(crate) struct DraftChoice {
    pub(crate) id: String,
    pub(crate) text: String,
    pub(crate) href: String,
    pub(crate) span: Range<usize>,
    /// What stands in braces behind the link.
    pub(crate) verify: Option<Spanned<Verify>>,
}

/// Reads the guide `path`. Its slug and category are the caller's to set.
pub(crate) fn read(path: &str, text: &str) -> (Draft, Vec<Problem>) {
    let ((matter, related, tests), start, mut problems) = front_matter(path, text, |mut table| {
        let keys = (Matter::read(&mut table), table.texts("related"), tests(&mut table));
        foreign_keys(&table);
        keys
    });
    let outline = markdown::page_outline(text.get(start..).unwrap_or_default(), start, reserved::GUIDE);
    problems.extend(outline.reserved.iter().map(|(id, span)| reserved::problem(path, id, span)));
    for (id, span) in &outline.taken {
        let problem = Problem::error("guide/duplicate-id", path, format!("the id `{id}` is taken"));
        let problem = problem.at(span.clone(), "fixed here although another step has it");
        problems.push(problem.help("fix another id with `{#some-id}` after the heading, or none"));
    }
    let whole = outline.headings.iter().filter(|heading| heading.level < 3 && !heading.platforms.is_empty());
    let whole = whole.map(|heading| {
        let span = heading.span.clone();
        match heading.level {
            1 => Slip::whole(span, "the title", "write `platforms: [windows]` in the front matter for the whole guide"),
            _ => Slip::whole(span, "a step", "mark the parts of its text: `### On Windows {platform=windows}`"),
        }
    });
    problems.extend(outline.slips.iter().cloned().chain(whole).map(|slip| slip.problem(path)));
    let (title, start) = opening(text, start, &outline.headings);
    let sections = Sections { path, text, headings: &outline.headings };
    let mut lacking = Vec::new();
    let (steps, choices) = sections.steps(&mut lacking);
    if !outline.unclosed.is_empty() {
        // What is missing may be what the comment hides.
        lacking.retain(|problem| !matches!(problem.code, "guide/no-choices" | "guide/no-steps"));
    }
    problems.extend(outline.unclosed.iter().map(|open| open.problem(path)).chain(lacking));
    let end = steps.first().map_or(text.len(), |step| step.span.start).max(start);
    let is_choice =
        |link: &markdown::Link| choices.iter().flatten().any(|choice: &DraftChoice| choice.span == link.span);
    let links = outline.links.iter().filter(|link| !is_choice(link)).cloned().collect();
    let guide = Guide {
        path: path.to_owned(),
        slug: String::new(),
        title: matter.title.or(title).unwrap_or_else(|| title_from(path)),
        summary: matter.summary,
        category: String::new(),
        tags: matter.tags,
        aliases: matter.aliases,
        platforms: matter.platforms,
        owner: matter.owner,
        reviewed: matter.reviewed,
        review_by: matter.review_by,
        related: Vec::new(),
        redirect_from: Vec::new(),
        featured: matter.featured,
        withheld: matter.withheld,
        intro: text.get(start..end).unwrap_or_default().to_owned(),
        intro_offset: start,
        steps,
        tests,
    };
    let first_line = first_line(text);
    let Matter { category, redirects, .. } = matter;
    (Draft { guide, category, related, redirects, choices, links, first_line }, problems)
}

fn tests(table: &mut Table<'_>) -> Vec<GuideTest> {
    let read = |mut test: Table<'_>| {
        let ends = test.need("ends", "`solved`, or the target of a choice as written in the guide");
        let has_answers = test.has("answers");
        if !has_answers {
            test.missing("answers", "the texts of the choices to pick, from the first step on");
        }
        let answers = test.texts("answers").into_iter().map(|answer| answer.value).collect();
        let span = test.span();
        test.finish();
        Some(GuideTest { answers, ends: ends?.value, span }).filter(|_| has_answers)
    };
    table.tables("tests").into_iter().filter_map(read).collect()
}

/// The title of a first-level heading at the top, and where the text goes on after it.
fn opening(text: &str, start: usize, headings: &[Heading]) -> (Option<String>, usize) {
    match headings.first() {
        Some(first) if first.level == 1 && text.get(start..first.span.start).unwrap_or_default().trim().is_empty() => {
            let title = Some(first.text.clone()).filter(|title| !title.is_empty());
            (title, first.span.end)
        }
        _ => (None, start),
    }
}

/// A guide's text, cut at its second-level headings.
struct Sections<'a> {
    path: &'a str,
    text: &'a str,
    headings: &'a [Heading],
}

impl Sections<'_> {
    fn steps(&self, problems: &mut Vec<Problem>) -> (Vec<Step>, Vec<Vec<DraftChoice>>) {
        let marks: Vec<&Heading> = self.headings.iter().filter(|heading| heading.level == 2).collect();
        if marks.is_empty() {
            problems.push(
                Problem::error("guide/no-steps", self.path, "the guide has no steps")
                    .at(first_line(self.text), "no heading `## …` follows")
                    .help("write each question as a heading `## Question?` and its answers as a list of links"),
            );
        }
        let mut steps = Vec::new();
        let mut choices = Vec::new();
        for (index, heading) in marks.iter().enumerate() {
            let end = marks.get(index + 1).map_or(self.text.len(), |next| next.span.start);
            let (step, ways) = self.step(heading, end, problems);
            steps.push(step);
            choices.push(ways);
        }
        (steps, choices)
    }

    fn step(&self, heading: &Heading, end: usize, problems: &mut Vec<Problem>) -> (Step, Vec<DraftChoice>) {
        self.check_id(heading, problems);
        let section = self.text.get(heading.span.end..end).unwrap_or_default();
        let list = closing_list(section);
        let (choices, body) = match &list {
            Some(list) => {
                let choices = self.choices(heading, list, problems);
                if choices.is_empty() {
                    (choices, section)
                } else {
                    (choices, section.get(..list.start).unwrap_or_default())
                }
            }
            None => (Vec::new(), section),
        };
        let mixed = list.is_some_and(|list| list.items.iter().any(|item| item.link.is_some()));
        if choices.is_empty() && !mixed {
            let problem =
                Problem::error("guide/no-choices", self.path, format!("the step `{}` has no choices", heading.text));
            problems.push(
                problem
                    .at(heading.span.clone(), "a dead end")
                    .help("end it with a list of links, such as `- [That fixed it](#solved)`"),
            );
        }
        let step = Step {
            id: heading.id.clone(),
            title: heading.text.clone(),
            body: body.to_owned(),
            body_offset: heading.span.end,
            span: heading.span.clone(),
            choices: Vec::new(),
        };
        (step, choices)
    }

    fn check_id(&self, heading: &Heading, problems: &mut Vec<Problem>) {
        let id = &heading.id;
        if id == "solved" {
            let problem = Problem::error("guide/reserved-id", self.path, "no step may have the id `solved`");
            problems.push(
                problem
                    .at(heading.span.clone(), "`#solved` is the happy end")
                    .help("fix another id with `{#some-id}` after the heading"),
            );
        } else if !id.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_') {
            let problem =
                Problem::error("guide/bad-id", self.path, format!("the id `{id}` cannot stand in an address"));
            let problem = problem.at(heading.span.clone(), "letters, digits, `-` and `_` only");
            problems.push(problem.help("fix another id with `{#some-id}` after the heading"));
        }
    }

    /// The choices of a list, when one item of it is a link at least: then all must be.
    fn choices(&self, heading: &Heading, list: &List, problems: &mut Vec<Problem>) -> Vec<DraftChoice> {
        let offset = heading.span.end;
        if list.items.iter().all(|item| item.link.is_none()) {
            return Vec::new();
        }
        let mut ids = Ids::default();
        let mut choices = Vec::new();
        for item in &list.items {
            let Some(link) = &item.link else {
                let problem =
                    Problem::error("guide/mixed-choices", self.path, "every item of the choices must be one link");
                let span = item.span.start + offset..item.span.end + offset;
                problems
                    .push(problem.at(span, "not one link").help("make it a link, or move the list above other text"));
                continue;
            };
            let span = link.span.start + offset..link.span.end + offset;
            let id = slug::anchor(&link.text);
            let id = if id.is_empty() { slug::word(&link.text) } else { id };
            if ids.is_taken(&id) {
                let message = format!("the step `{}` has two choices `{}`", heading.text, link.text);
                problems.push(
                    Problem::error("guide/duplicate-choice", self.path, message)
                        .at(span.clone(), "the second one")
                        .help("word one of them so that readers can tell them apart, or remove it"),
                );
            }
            let verify = item.braces.as_ref().and_then(|braces| self.verify(braces, offset, problems));
            let (text, href) = (link.text.clone(), link.href.clone());
            choices.push(DraftChoice { id: ids.unique(id), text, href, span, verify });
        }
        choices
    }

    /// What the braces behind a choice demand.
    fn verify(&self, braces: &Spanned<String>, offset: usize, problems: &mut Vec<Problem>) -> Option<Spanned<Verify>> {
        let span = braces.span.start + offset..braces.span.end + offset;
        match braces::read(braces) {
            Ok(value) => Some(Spanned { value, span }),
            Err((message, help)) => {
                let problem = Problem::error("guide/choice-mark", self.path, message).at(span, "not known here");
                problems.push(problem.help(help));
                None
            }
        }
    }
}

/// The list that ends a section.
struct List {
    start: usize,
    items: Vec<Item>,
}

/// An item of it; `link` is set when it is one link and nothing else.
struct Item {
    span: Range<usize>,
    link: Option<ItemLink>,
    /// What stands in braces behind it.
    braces: Option<Spanned<String>>,
    alone: bool,
}

struct ItemLink {
    text: String,
    href: String,
    span: Range<usize>,
}

/// Finds the list that ends `section`; comments after it do not count.
fn closing_list(section: &str) -> Option<List> {
    let mut last = None;
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(section, markdown::options()).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    match tag {
                        Tag::List(_) => last = Some(range),
                        Tag::HtmlBlock if is_comment(section, &range) => {}
                        _ => last = None,
                    }
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            _ if depth == 0 => last = None,
            _ => {}
        }
    }
    let range = last?;
    Some(List { start: range.start, items: items(section, &range) })
}

fn is_comment(section: &str, range: &Range<usize>) -> bool {
    let html = section.get(range.clone()).unwrap_or_default().trim();
    html.starts_with("<!--") && (html.ends_with("-->") || !html.contains("-->"))
}

/// The items of the list at `list`. The section is read as a whole, so that reference links find their targets.
fn items(section: &str, list: &Range<usize>) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut depth = 0_usize;
    let mut in_link = false;
    let events = Parser::new_ext(section, markdown::options()).into_offset_iter();
    for (event, range) in events.filter(|(_, range)| range.start >= list.start && range.end <= list.end) {
        if let Event::Start(Tag::Item) = event {
            depth += 1;
            if depth == 1 {
                let text = section.get(range.clone()).unwrap_or_default();
                items.push(Item {
                    span: range.start..range.start + text.trim_end().len(),
                    link: None,
                    braces: None,
                    alone: true,
                });
                continue;
            }
        }
        let Some(item) = items.last_mut() else { continue };
        match event {
            Event::End(TagEnd::Item) => depth = depth.saturating_sub(1),
            Event::Start(Tag::Link { dest_url, .. }) if item.link.is_none() => {
                in_link = true;
                item.link = Some(ItemLink { text: String::new(), href: dest_url.to_string(), span: range });
            }
            Event::End(TagEnd::Link) => in_link = false,
            Event::Text(text) | Event::Code(text) if in_link => {
                if let Some(link) = &mut item.link {
                    link.text.push_str(&text);
                }
            }
            Event::SoftBreak | Event::HardBreak if in_link => {
                if let Some(link) = &mut item.link {
                    link.text.push(' ');
                }
            }
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Text(text) if item.link.is_some() => match &mut item.braces {
                Some(braces) => {
                    braces.value.push_str(&text);
                    braces.span.end = range.end;
                }
                None => item.braces = Some(Spanned { value: text.to_string(), span: range }),
            },
            Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong) | Event::End(_) | Event::SoftBreak => {}
            Event::Start(_) if in_link => {}
            _ => item.alone = false,
        }
    }
    for item in &mut items {
        let words = item.braces.as_ref().is_some_and(|braces| !braces::are(braces));
        let empty = item.link.as_ref().is_some_and(|link| link.text.trim().is_empty());
        if !item.alone || empty || words {
            item.link = None;
        }
    }
    items
}
