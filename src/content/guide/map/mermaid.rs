//! The map as a Mermaid flowchart, which Git hosts and wikis draw.

use std::fmt::Write as _;

use crate::guide::plan::{EndKind, Plan, To};
use crate::markdown::{Ids, reserved};
use crate::slug;

/// A guide as a flowchart: steps are boxes, ends have round sides. Reading it back with
/// [`chart::mermaid`](crate::guide::chart::mermaid()) gives the same steps, choices and ends; texts below the questions are not in it.
///
/// Where an end leads stands in its `click` line, and the id that an author fixed for a step in a comment.
pub fn mermaid(plan: &Plan) -> String {
    let mut text = format!("flowchart TD\n    accTitle: {}\n", one_line(&plan.title).replace([';', '#'], " "));
    let mut ids = Ids::within(reserved::GUIDE);
    for (at, stop) in plan.stops.iter().enumerate() {
        let _ = writeln!(text, "    s{}[\"{}\"]", at + 1, label(&stop.title));
        if ids.unique(slug::anchor(&stop.title)) != stop.id {
            let _ = writeln!(text, "    %% s{} #{}", at + 1, stop.id);
        }
    }
    for (at, end) in plan.ends.iter().enumerate() {
        let (open, close) = match end.kind {
            EndKind::Nowhere => ("{{", "}}"),
            _ => ("([", "])"),
        };
        let _ = writeln!(text, "    e{}{open}\"{}\"{close}", at + 1, label(&super::capitalised(&super::told(end))));
    }
    for (at, stop) in plan.stops.iter().enumerate() {
        for way in &stop.ways {
            let target = match way.to {
                To::Stop(stop) => format!("s{}", stop + 1),
                To::End(end) => format!("e{}", end + 1),
            };
            let _ = writeln!(text, "    s{} -->|\"{}\"| {target}", at + 1, label(&way.text));
        }
    }
    for (at, end) in plan.ends.iter().enumerate() {
        let _ = writeln!(text, "    click e{} href \"{}\"", at + 1, one_line(&end.href).replace('"', "%22"));
    }
    text
}

/// A text between quotes of Mermaid: what would end them, or mean something in HTML or Markdown, by its number.
fn label(text: &str) -> String {
    let mut label = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        match c {
            '"' | '#' | '<' | '>' | '&' | '`' | '\\' | '*' | '_' | '~' | ';' => {
                let _ = write!(label, "#{};", u32::from(c));
            }
            c => label.push(c),
        }
    }
    label
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
