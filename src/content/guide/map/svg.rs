//! The map as a picture: boxes in layers, lines from answers to questions, and lines back along the side.

mod card;
mod layers;
mod measure;
mod order;
mod place;
mod route;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use super::counted;
use crate::guide::plan::{EndKind, Plan};
use card::{Card, INDENT, LEADING, Mark, PADDING, QUESTION, SMALL, WIDTH};
use layers::Layers;
use route::{Drawing, MARGIN, Stroke};

/// Colours and letters. Colours follow the light or dark of whoever looks; no font is fetched.
const STYLE: &str = "\
svg { background: #fff; --ink: #1b2430; --soft: #556070; --line: #7a8798; --edge: #c3ccd6; --card: #f6f8fa; --back: #a8551b;
  --good: #1d7a46; --page: #2b62b5; --person: #7a3fa8; --lost: #b3261e; font-family: system-ui, 'Segoe UI', Roboto, Arial, sans-serif }
@media (prefers-color-scheme: dark) {
  svg { background: #14181d; --ink: #e8edf2; --soft: #aab4bf; --line: #8592a3; --edge: #3c4652; --card: #1e242b; --back: #e39a5f;
    --good: #62c98d; --page: #86b2f2; --person: #c79af0; --lost: #f2877f }
}
text { fill: var(--ink); font-size: 12px } .title { font-size: 20px; font-weight: 600 } .soft { fill: var(--soft) }
.question { font-size: 14px; font-weight: 600 } .card { fill: var(--card); stroke: var(--edge); stroke-width: 1.25 }
.first { stroke: var(--ink); stroke-width: 2 } .unreached { stroke-dasharray: 5 4 }
.line { fill: none; stroke: var(--line); stroke-width: 1.5 } .tip { fill: var(--line) }
.back { fill: none; stroke: var(--back); stroke-width: 1.25; stroke-dasharray: 5 3; stroke-linejoin: round } .back-tip { fill: var(--back) }
.good { fill: var(--good) } .page { fill: var(--page) } .person { fill: var(--person) } .lost { fill: var(--lost) }
";

/// A guide as an SVG picture that stands alone. Boxes do not overlap, text stays inside of them, and no line crosses one.
pub fn svg(plan: &Plan) -> String {
    let mut layers = Layers::of(plan);
    layers.order();
    layers.place();
    let drawing = Drawing::of(&layers);
    let figures = format!(
        "{}, {}, longest path {}",
        counted(plan.stops.len(), "step"),
        counted(plan.outcomes(), "outcome"),
        counted(plan.longest_path(), "step")
    );
    let heading = measure::wrapped(&plan.title, 20.0, (drawing.width - 2.0 * MARGIN).max(400.0));
    let heading = heading.first().map(String::as_str).unwrap_or_default();
    let width = drawing.width.max(measure::width(heading, 20.0) + 2.0 * MARGIN);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:.0}\" height=\"{:.0}\" viewBox=\"0 0 {width:.0} {:.0}\" \
         role=\"img\" aria-labelledby=\"map-title map-desc\">\n<title id=\"map-title\">{}</title>\n\
         <desc id=\"map-desc\">A guide as a map: {figures}. Each box is a step; lines lead from its answers to the next step.\
         </desc>\n<style>\n{STYLE}</style>\n<defs>\n",
        drawing.height,
        drawing.height,
        escaped(&plan.title)
    );
    for (id, class) in [("tip", "tip"), ("back-tip", "back-tip")] {
        let _ = writeln!(
            svg,
            "<marker id=\"{id}\" class=\"{class}\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"8\" \
             markerHeight=\"8\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"/></marker>"
        );
    }
    svg.push_str("</defs>\n");
    text(&mut svg, "title", MARGIN, MARGIN + 18.0, heading);
    text(&mut svg, "soft", MARGIN, MARGIN + 40.0, &figures);
    for points in &drawing.returns {
        let _ = writeln!(svg, "<path class=\"back\" marker-end=\"url(#back-tip)\" d=\"{}\"/>", straight(points));
    }
    for Stroke { points, .. } in &drawing.lines {
        let _ = writeln!(svg, "<path class=\"line\" marker-end=\"url(#tip)\" d=\"{}\"/>", curved(points));
    }
    for (line, Stroke { label: (x, y), .. }) in layers.lines.iter().zip(&drawing.lines) {
        for (at, words) in line.label.iter().enumerate() {
            text(&mut svg, "", *x, y + at as f64 * SMALL * LEADING, words);
        }
    }
    let reached = plan.graph().reachable(0);
    for (stop, (card, (x, y))) in layers.cards.iter().zip(&drawing.cards).enumerate() {
        let class = match (stop, reached.get(stop)) {
            (0, _) => "card first",
            (_, Some(true)) => "card",
            _ => "card unreached",
        };
        draw(&mut svg, card, class, *x, *y);
    }
    svg.push_str("</svg>\n");
    svg
}

/// The box of a step.
fn draw(svg: &mut String, card: &Card, class: &str, x: f64, y: f64) {
    let _ = writeln!(
        svg,
        "<rect class=\"{class}\" x=\"{x:.1}\" y=\"{y:.1}\" width=\"{WIDTH}\" height=\"{:.1}\" rx=\"8\"/>",
        card.height
    );
    for (at, line) in card.question.iter().enumerate() {
        text(svg, "question", x + PADDING, y + PADDING + QUESTION + at as f64 * QUESTION * LEADING, line);
    }
    for row in &card.rows {
        mark(svg, row.mark, x + PADDING + 4.0, y + row.top + SMALL * LEADING / 2.0);
        let lines = row.answers.iter().map(|line| ("", line)).chain(row.leads.iter().map(|line| ("soft", line)));
        for (at, (class, line)) in lines.enumerate() {
            text(svg, class, x + PADDING + INDENT, y + row.top + SMALL + at as f64 * SMALL * LEADING, line);
        }
    }
}

/// The mark before a row: its shape tells the kind of end, its colour says it again.
fn mark(svg: &mut String, mark: Mark, x: f64, y: f64) {
    let (class, path) = match mark {
        Mark::End(EndKind::Solved) => ("good", "M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0"),
        Mark::End(EndKind::Article) => ("page", "M-4 -4h8v2h-8zM-4 -1h8v2h-8zM-4 2h5v2h-5z"),
        Mark::End(EndKind::Guide) => ("page", "M-4 -4L4 0L-4 4z"),
        Mark::End(EndKind::Form) => ("person", "M-4 -4h8v8h-8z"),
        Mark::End(EndKind::Contact) => ("person", "M0 -5L5 0L0 5L-5 0z"),
        Mark::End(EndKind::Nowhere) => ("lost", "M-4 -2L-2 -4L0 -2L2 -4L4 -2L2 0L4 2L2 4L0 2L-2 4L-4 2L-2 0z"),
        Mark::Back(_) => ("back-tip", "M4 -4L-4 0L4 4z"),
    };
    let _ = writeln!(svg, "<path class=\"{class}\" transform=\"translate({x:.1} {y:.1})\" d=\"{path}\"/>");
}

fn text(svg: &mut String, class: &str, x: f64, y: f64, words: &str) {
    let class = if class.is_empty() { String::new() } else { format!(" class=\"{class}\"") };
    let _ = writeln!(svg, "<text{class} x=\"{x:.1}\" y=\"{y:.1}\">{}</text>", escaped(words));
}

fn straight(points: &[(f64, f64)]) -> String {
    let corner = |(at, (x, y)): (usize, &(f64, f64))| format!("{}{x:.1} {y:.1}", if at == 0 { 'M' } else { 'L' });
    points.iter().enumerate().map(corner).collect()
}

/// Straight where the way goes straight down, else a curve that leaves and arrives upright.
fn curved(points: &[(f64, f64)]) -> String {
    let mut path = points.first().map_or_else(String::new, |(x, y)| format!("M{x:.1} {y:.1}"));
    for pair in points.windows(2) {
        if let [(from_x, from_y), (x, y)] = pair {
            let middle = f64::midpoint(*from_y, *y);
            let _ = match (from_x - x).abs() < 0.05 {
                true => write!(path, "L{x:.1} {y:.1}"),
                false => write!(path, "C{from_x:.1} {middle:.1} {x:.1} {middle:.1} {x:.1} {y:.1}"),
            };
        }
    }
    path
}

/// Text as XML holds it; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => escaped.push(c),
        }
    }
    escaped
}
