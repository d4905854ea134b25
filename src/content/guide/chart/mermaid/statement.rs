//! Statements: a chain of boxes and arrows, or something about the look.

use super::Reader;
use crate::guide::chart::Arrow;

/// Kinds of diagrams that are no flowcharts.
const OTHERS: [&str; 14] = [
    "sequenceDiagram",
    "classDiagram",
    "stateDiagram",
    "stateDiagram-v2",
    "erDiagram",
    "journey",
    "gantt",
    "pie",
    "quadrantChart",
    "requirementDiagram",
    "gitGraph",
    "mindmap",
    "timeline",
    "block-beta",
];
/// Statements about the look.
const LOOK: [&str; 4] = ["classDef", "class", "style", "linkStyle"];
const LOOK_HELP: &str = "the look of guides comes from `portal.toml`";

impl Reader<'_> {
    /// Reads the statement that begins here.
    pub(super) fn statement(&mut self) {
        let start = self.cursor.at;
        let rest = self.cursor.rest();
        if rest.starts_with("%%") {
            return self.comment(start);
        }
        let word = rest.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or_default();
        let after = rest.get(word.len()..).unwrap_or_default();
        let alone = after.is_empty() || after.starts_with([' ', '\t', '\r', '\n', ';']);
        match word {
            "flowchart" | "graph" | "flowchart-elk" if alone && !self.headed => {
                self.headed = true;
                self.cursor.at += word.len();
                self.cursor.spaces();
                // The direction may be followed by statements on the same line.
                if ["TB", "TD", "BT", "RL", "LR"].iter().any(|direction| self.cursor.eat(direction))
                    || self.cursor.ends()
                {
                    return;
                }
                self.cursor.eat_while(|c| matches!(c, '>' | '<' | '^' | 'v'));
            }
            other if OTHERS.contains(&other) && alone && !self.headed => {
                self.headed = true;
                self.cursor.finish();
                let help = "only flowcharts become guides; they begin with `flowchart TD`";
                self.chart.refused(
                    "chart/header",
                    start..start + other.len(),
                    format!("`{other}` is no flowchart"),
                    "",
                    help,
                );
                self.cursor.at += self.cursor.rest().len();
            }
            "subgraph" if alone => self.subgraph(start),
            "end" if alone => {
                self.cursor.at += word.len();
                if self.open.pop().is_none() {
                    let help = "leave it out, or open a subgraph before; a box called `end` needs another name";
                    self.chart.refused(
                        "chart/syntax",
                        start..self.cursor.at,
                        "no subgraph is open",
                        "closes nothing",
                        help,
                    );
                }
            }
            "direction" if alone => {
                self.cursor.finish();
                let span = self.cursor.since(start);
                self.chart.lost("chart/style", span, "a direction is not carried over", "guides are walked, not drawn");
            }
            look if LOOK.contains(&look) && alone => {
                self.cursor.finish();
                let span = self.cursor.since(start);
                self.chart.lost("chart/style", span, format!("`{look}` is not carried over"), LOOK_HELP);
            }
            "click" if alone => self.click(start),
            "accTitle" => {
                self.cursor.at += word.len();
                let title = self.cursor.line();
                self.chart.title = title.trim_start_matches(':').trim().to_owned();
            }
            "accDescr" => self.description(start),
            _ => self.chain(),
        }
    }

    /// A comment, or settings. A comment `%% box #id` fixes the id of a step.
    fn comment(&mut self, start: usize) {
        if self.cursor.sees("%%{") {
            let rest = self.cursor.rest();
            self.cursor.at += rest.find("}%%").map_or(rest.len(), |end| end + 3);
            let span = self.cursor.since(start);
            self.chart.lost("chart/style", span, "settings are not carried over", LOOK_HELP);
            return;
        }
        let line = self.cursor.line();
        let words: Vec<&str> = line.trim_start_matches('%').split_whitespace().collect();
        if let [key, id] = words.as_slice()
            && let (Some(node), Some(id)) = (self.chart.numbers.get(*key), id.strip_prefix('#'))
        {
            let node = *node;
            self.chart.nodes[node].id = Some(id.to_owned());
            return;
        }
        if !words.is_empty() {
            let span = self.cursor.since(start);
            self.chart.lost(
                "chart/comment",
                span,
                "a comment is not carried over",
                "put what authors must know into an HTML comment",
            );
        }
    }

    fn subgraph(&mut self, start: usize) {
        self.cursor.eat("subgraph");
        self.cursor.spaces();
        let told = self.cursor.finish();
        let key = told.split(['[', '"']).next().unwrap_or_default().trim();
        let key = if key.is_empty() { told.trim_matches(['"', '[', ']']) } else { key };
        let span = self.cursor.since(start);
        let message = format!("the frame around `{key}` is not carried over");
        self.chart.lost("chart/subgraph", span.clone(), message, "its boxes are steps like all others");
        self.frames.insert(key.to_owned());
        self.open.push((key.to_owned(), span));
    }

    /// A link, or something that a program would do.
    fn click(&mut self, start: usize) {
        self.cursor.eat("click");
        self.cursor.spaces();
        let key = self.cursor.eat_while(|c| !c.is_whitespace() && c != ';');
        let told = self.cursor.finish();
        let span = self.cursor.since(start);
        let href = told.strip_prefix("href").map_or(told, str::trim_start);
        let href = href.strip_prefix('"').and_then(|href| href.split('"').next()).filter(|href| !href.is_empty());
        match href {
            Some(href) if !key.is_empty() => {
                let node = self.chart.node(key, span.clone());
                self.chart.nodes[node].link = Some((href.replace("%22", "\""), span));
            }
            _ => self.chart.lost(
                "chart/click",
                span,
                format!("the click on `{key}` is not carried over"),
                "guides run no programs",
            ),
        }
    }

    fn description(&mut self, start: usize) {
        self.cursor.eat("accDescr");
        self.cursor.spaces();
        if self.cursor.eat("{") {
            let rest = self.cursor.rest();
            self.cursor.at += rest.find('}').map_or(rest.len(), |end| end + 1);
        } else {
            self.cursor.line();
        }
        let span = self.cursor.since(start);
        self.chart.lost(
            "chart/description",
            span,
            "the description is not carried over",
            "write it as `summary` into the front matter",
        );
    }

    /// `A --> B & C --> D`.
    fn chain(&mut self) {
        if !self.headed {
            self.headed = true;
            let help = "begin it with the line `flowchart TD`, or say `--format csv` for a list of answers";
            let span = self.here();
            self.chart.refused(
                "chart/header",
                span,
                "this is not known to be a flowchart",
                "expected `flowchart`",
                help,
            );
        }
        let Some(mut from) = self.nodes() else { return self.skip() };
        loop {
            self.cursor.spaces();
            if self.cursor.ends() {
                return;
            }
            if self.cursor.sees("%%") {
                return self.comment(self.cursor.at);
            }
            let start = self.cursor.at;
            let Some(line) = self.line() else { return self.skip() };
            let span = self.cursor.since(start);
            self.cursor.spaces();
            let Some(to) = self.nodes() else { return self.skip() };
            if line.invisible {
                self.chart.lost(
                    "chart/style",
                    span,
                    "an invisible line is not carried over",
                    "it only moves boxes about",
                );
            } else {
                if line.two_way {
                    let help = "add a choice to the other step that leads back";
                    self.chart.lost(
                        "chart/two-way",
                        span.clone(),
                        "only the way forth of this arrow is in the draft",
                        help,
                    );
                }
                for from in &from {
                    self.chart.arrows.extend(to.iter().map(|to| Arrow {
                        from: *from,
                        to: *to,
                        text: line.text.clone(),
                        span: span.clone(),
                    }));
                }
            }
            from = to;
        }
    }

    /// Leaves out the rest of a statement that cannot be read.
    fn skip(&mut self) {
        self.cursor.finish();
    }
}
