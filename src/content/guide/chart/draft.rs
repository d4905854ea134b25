//! Writes the draft of a guide.

mod markdown;

use std::fmt::Write as _;

use super::Chart;
use crate::markdown::{Ids, page_outline, reserved};
use crate::matter::title_from;
use crate::slug;
use crate::ticket::looks_like_email;
use markdown::{inline, paragraph, quoted, target};

/// Words in a box by which a chart says that all is well.
const SOLVED: [&str; 12] = [
    "solved",
    "fixed",
    "resolved",
    "done",
    "end",
    "problem solved",
    "issue resolved",
    "that fixed it",
    "it works",
    "it works again",
    "works",
    "success",
];

/// What a box became.
enum Became {
    /// The step at this position.
    Step(usize),
    /// An end, by its link.
    End(String),
}

/// A choice of the draft.
struct Choice {
    id: String,
    text: String,
    href: String,
}

/// Writes the guide, and tells what it had to guess. Also gives how many steps it has.
pub(super) fn write(chart: &mut Chart) -> (String, usize) {
    let leaves = Leaves::of(chart);
    let (became, order) = leaves.sort(chart);
    if order.is_empty() {
        return (String::new(), 0);
    }
    let ids = ids(chart, &order);
    let title = if chart.title.is_empty() { title_from(&chart.path) } else { chart.title.clone() };
    let mut text = format!("---\ntitle: {}\n---\n", quoted(&title));
    for (at, node) in order.iter().enumerate() {
        let (id, fixed) = &ids[at];
        let (question, body) = parts(&chart.nodes[*node].text);
        let mark = if *fixed { format!(" {{#{id}}}") } else { String::new() };
        let _ = writeln!(text, "\n## {}{mark}\n", inline(&question));
        if !body.is_empty() {
            let _ = writeln!(text, "{}\n", paragraph(&body));
        }
        for Choice { text: answer, href, .. } in choices(chart, *node, &became, &ids) {
            let _ = writeln!(text, "- [{}]({})", inline(&answer), target(&href));
        }
    }
    (text, order.len())
}

/// Which boxes something leaves, and which something leads to.
struct Leaves {
    left: Vec<bool>,
    entered: Vec<bool>,
}

impl Leaves {
    fn of(chart: &Chart) -> Self {
        let (mut left, mut entered) = (vec![false; chart.nodes.len()], vec![false; chart.nodes.len()]);
        for arrow in &chart.arrows {
            left[arrow.from] = true;
            entered[arrow.to] = true;
        }
        Self { left, entered }
    }

    /// What each box becomes, and the boxes that become steps in their order. The guide starts at the only box that leads
    /// somewhere and that nothing leads to; when there is none, or several, at the first.
    fn sort(&self, chart: &mut Chart) -> (Vec<Became>, Vec<usize>) {
        let ends: Vec<Option<String>> = (0..chart.nodes.len()).map(|node| self.end(chart, node)).collect();
        let mut order: Vec<usize> = (0..chart.nodes.len()).filter(|node| ends[*node].is_none()).collect();
        let starts: Vec<usize> = order.iter().copied().filter(|node| !self.entered[*node]).collect();
        let begins: Vec<usize> = starts.iter().copied().filter(|node| self.left[*node]).collect();
        if let [start] = begins.as_slice() {
            order.retain(|node| node != start);
            order.insert(0, *start);
        }
        for start in starts.iter().filter(|start| order.first() != Some(start)) {
            let node = &chart.nodes[*start];
            let (message, span) =
                (format!("nothing leads to `{}`, and the guide starts elsewhere", node.key), node.span.clone());
            chart.guessed("chart/start", span, message, "lead to it from another step, or move its step to the top");
        }
        let mut places = vec![0; chart.nodes.len()];
        order.iter().enumerate().for_each(|(at, node)| places[*node] = at);
        let became = ends.into_iter().enumerate();
        let became = became.map(|(node, end)| end.map_or(Became::Step(places[node]), Became::End)).collect();
        (became, order)
    }

    /// Where a box ends the guide, if it does.
    fn end(&self, chart: &mut Chart, at: usize) -> Option<String> {
        let node = &chart.nodes[at];
        let link = node.link.clone();
        if self.left[at] || !self.entered[at] {
            if let Some((_, span)) = link {
                let message = format!("the link of `{}` is not carried over", node.key);
                chart.lost(
                    "chart/click",
                    span,
                    message,
                    "only a box that nothing leaves can be a link: put it into the text",
                );
            }
            return None;
        }
        if let Some((href, _)) = link {
            return Some(href);
        }
        if let Some(href) = meant(&node.text) {
            return Some(href);
        }
        let (message, span) = (format!("`{}` does not say where it ends", shown(&node.text)), node.span.clone());
        let help = "lead the answer `Done` of its step to an article, a form, a person or `#solved`";
        chart.guessed("chart/end", span, message, help);
        None
    }
}

/// The link that the words of a box mean, when they mean one.
fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    let bare = text.trim_end_matches(['.', '!', ' ']).to_lowercase();
    if SOLVED.contains(&bare.as_str()) || text == "#solved" {
        return Some("#solved".to_owned());
    }
    if text.contains(char::is_whitespace) {
        return None;
    }
    if looks_like_email(text) {
        return Some(format!("mailto:{text}"));
    }
    let file = text.split(['?', '#']).next().unwrap_or_default().to_lowercase();
    let is_file = [".md", ".markdown", ".yml", ".yaml"].iter().any(|ending| file.ends_with(ending));
    let is_address = ["tel:", "mailto:", "https://", "http://"].iter().any(|scheme| text.starts_with(scheme));
    (is_file || is_address).then(|| text.to_owned())
}

/// The id of each step, and whether it must be fixed.
fn ids(chart: &mut Chart, order: &[usize]) -> Vec<(String, bool)> {
    let fits = |id: &str| {
        id != "solved" && !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    };
    let mut heads = String::new();
    let mut fixed = Vec::new();
    let mut own = Ids::within(reserved::GUIDE);
    for (at, node) in order.iter().enumerate() {
        let node = &chart.nodes[*node];
        let (question, _) = parts(&node.text);
        let wanted = node.id.clone().filter(|id| fits(id) && !own.is_taken(id));
        let free = fits(&slug::anchor(&question));
        let id = wanted.or_else(|| (!free).then(|| format!("step-{}", at + 1)));
        own.unique(id.clone().unwrap_or_else(|| slug::anchor(&question)));
        let mark = id.as_ref().map(|id| format!(" {{#{id}}}")).unwrap_or_default();
        let _ = writeln!(heads, "## {}{mark}\n", inline(&question));
        fixed.push(id.is_some());
    }
    let headings = page_outline(&heads, 0, reserved::GUIDE).headings;
    headings.into_iter().map(|heading| heading.id).zip(fixed).collect()
}

/// The choices of a step; each says something else.
fn choices(chart: &mut Chart, node: usize, became: &[Became], ids: &[(String, bool)]) -> Vec<Choice> {
    let arrows: Vec<usize> = (0..chart.arrows.len()).filter(|arrow| chart.arrows[*arrow].from == node).collect();
    if arrows.is_empty() {
        return vec![Choice { id: "done".into(), text: "Done".into(), href: "#solved".into() }];
    }
    let alone = arrows.len() == 1;
    let mut choices: Vec<Choice> = Vec::new();
    for arrow in arrows {
        let (to, span) = (chart.arrows[arrow].to, chart.arrows[arrow].span.clone());
        let href = match &became[to] {
            Became::Step(at) => format!("#{}", ids[*at].0),
            Became::End(href) => href.clone(),
        };
        let mut text = words(&chart.arrows[arrow].text);
        if text.is_empty() {
            text = if alone { "Continue".to_owned() } else { words(&chart.nodes[to].text) };
            let message = format!("this arrow says no answer, so the choice is called `{}`", shown(&text));
            chart.guessed("chart/no-answer", span.clone(), message, "call it what readers would answer");
        }
        let mut id = choice_id(&text);
        if choices.iter().any(|choice| choice.id == id && choice.href == href) {
            let message = format!("`{}` leads to the same place twice", shown(&text));
            chart.lost("chart/same-answer", span, message, "nothing is missing: one choice stands for both");
            continue;
        }
        let plain = text.clone();
        for number in 2.. {
            if choices.iter().all(|choice| choice.id != id) {
                break;
            }
            text = format!("{plain} ({number})");
            id = choice_id(&text);
        }
        if text != plain {
            let message = format!("the answer `{}` stands at two arrows, so one is called `{text}`", shown(&plain));
            chart.guessed("chart/same-answer", span, message, "word both so that readers can tell them apart");
        }
        choices.push(Choice { id, text, href });
    }
    choices
}

/// The id that a choice gets when the guide is read.
fn choice_id(text: &str) -> String {
    let id = slug::anchor(text);
    if id.is_empty() { slug::word(text) } else { id }
}

/// The first line of a box, which becomes the question, and the others.
fn parts(text: &str) -> (String, String) {
    let mut lines = text.lines().map(words).filter(|line| !line.is_empty());
    let question = lines.next().unwrap_or_default();
    (question, lines.collect::<Vec<_>>().join("\n"))
}

/// A text on one line.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The beginning of a text, for messages.
fn shown(text: &str) -> String {
    let text = words(text);
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default().trim_end()),
        None => text,
    }
}
