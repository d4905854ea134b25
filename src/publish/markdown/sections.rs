//! Parts of a text for some devices: they stand side by side, and a reader sees the one for theirs.
//!
//! Nothing is hidden here. Without a script and on paper all of them stand below each other, each with its label.

use std::collections::BTreeMap;

use content::Platform;
use pulldown_cmark::{Event, Tag};

use super::writer::Events;

/// Where parts open and close.
#[derive(Debug, Default)]
pub(super) struct Sections {
    /// What is written before an event, by its position.
    before: BTreeMap<usize, String>,
    /// The platforms of the headings that open a part, by their position.
    of_heading: BTreeMap<usize, Vec<Platform>>,
}

/// Sections that follow each other.
struct Group {
    level: u8,
    /// Position of its first heading.
    start: usize,
    platforms: Vec<Platform>,
}

impl Sections {
    pub(super) fn plan(events: &Events<'_>) -> Self {
        let mut plan = Self::default();
        let mut open: Vec<Group> = Vec::new();
        let mut depth = 0_usize;
        for (at, (event, _)) in events.iter().enumerate() {
            if let (Event::Start(Tag::Heading { level, attrs, .. }), 0) = (event, depth) {
                plan.heading(&mut open, at, *level as u8, content::markdown::platforms(attrs));
            }
            depth = match event {
                Event::Start(_) => depth + 1,
                Event::End(_) => depth.saturating_sub(1),
                _ => depth,
            };
        }
        plan.close(&mut open, events.len(), 0);
        plan
    }

    fn heading(&mut self, open: &mut Vec<Group>, at: usize, level: u8, platforms: Vec<Platform>) {
        let goes_on = !platforms.is_empty() && open.iter().any(|group| group.level == level);
        self.close(open, at, if goes_on { level + 1 } else { level });
        if platforms.is_empty() {
            return;
        }
        match open.last_mut().filter(|_| goes_on) {
            Some(group) => {
                self.write(at, "</div>\n");
                group.platforms.extend(&platforms);
            }
            None => open.push(Group { level, start: at, platforms: platforms.clone() }),
        }
        self.write(at, &format!("<div class=\"platform{}\">\n", classes(" on-", &platforms)));
        self.of_heading.insert(at, platforms);
    }

    /// Closes all groups whose level is not above `level`. What a group holds is known by then, so it is opened now.
    fn close(&mut self, open: &mut Vec<Group>, at: usize, level: u8) {
        while let Some(group) = open.pop_if(|group| group.level >= level) {
            self.write(at, "</div>\n</div>\n");
            let classes = classes(" for-", &group.platforms);
            let opening = format!("<div class=\"platforms{classes}\">\n<div class=\"platform-switch\"></div>\n");
            // An outer group that ends where this one began has written its end there already.
            let before = self.before.entry(group.start).or_default();
            let place = before.rfind("<div class=\"platform ").unwrap_or(before.len());
            before.insert_str(place, &opening);
        }
    }

    fn write(&mut self, at: usize, html: &str) {
        self.before.entry(at).or_default().push_str(html);
    }

    /// What is written before the event at a position; for the position behind the last one, what ends the text.
    pub(super) fn before(&self, at: usize) -> &str {
        self.before.get(&at).map_or("", String::as_str)
    }

    /// The platforms of the part that the heading at a position opens.
    pub(super) fn of(&self, heading: usize) -> Vec<Platform> {
        self.of_heading.get(&heading).cloned().unwrap_or_default()
    }
}

fn classes(prefix: &str, platforms: &[Platform]) -> String {
    let named = Platform::ALL.into_iter().filter(|platform| platforms.contains(platform));
    named.map(|platform| format!("{prefix}{}", platform.id())).collect()
}

/// Names the platforms of a part below a heading that does not.
pub(super) fn label(heading: &str, platforms: &[Platform]) -> Option<String> {
    let said = |platform: &Platform| heading.to_lowercase().contains(&platform.to_string().to_lowercase());
    let names: Vec<String> = platforms.iter().map(Platform::to_string).collect();
    (!platforms.iter().all(said)).then(|| names.join(", "))
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;

    /// The plan with headings as their level and words as dots.
    fn check(levels: &[(u8, &[Platform])], expected: &str) {
        let mut markdown = String::new();
        for (level, platforms) in levels {
            let ids: Vec<&str> = platforms.iter().map(|platform| platform.id()).collect();
            let attribute = if ids.is_empty() { String::new() } else { format!(" {{platform={}}}", ids.join(",")) };
            markdown.push_str(&format!("{} {level}{attribute}\n\n", "#".repeat(usize::from(*level))));
        }
        let parser = pulldown_cmark::Parser::new_ext(&markdown, content::markdown::options());
        let events: Vec<(Event<'_>, Range<usize>)> = parser.into_offset_iter().collect();
        let plan = Sections::plan(&events);
        let mut shape = String::new();
        for (at, (event, _)) in events.iter().enumerate() {
            shape.push_str(plan.before(at));
            if let Event::Text(text) = event {
                shape.push_str(text);
            }
        }
        shape.push_str(plan.before(events.len()));
        let shape = shape.replace("<div class=\"platform-switch\"></div>\n", "").replace("</div>\n", ")");
        let shape = shape.replace("\">\n", ":").replace("<div class=\"platform on-", "(");
        assert_eq!(shape.replace("<div class=\"platforms for-", "("), expected);
    }

    #[test]
    fn parts_side_by_side_are_one_group_and_end_with_the_next_heading_of_their_level() {
        use Platform::{Linux, MacOs, Windows};
        let parts: [(u8, &[Platform]); 6] =
            [(2, &[]), (3, &[Windows]), (4, &[]), (3, &[MacOs, Linux]), (3, &[]), (2, &[])];
        check(&parts, "2(windows for-macos for-linux:(windows:34)(macos on-linux:3))32");
        check(&[(2, &[Windows])], "(windows:(windows:2))");
        check(
            &[(3, &[Windows]), (2, &[MacOs]), (2, &[Linux])],
            "(windows:(windows:3))(macos for-linux:(macos:2)(linux:2))",
        );
        // One in another.
        let parts: [(u8, &[Platform]); 3] = [(2, &[Windows]), (3, &[Linux]), (2, &[MacOs])];
        check(&parts, "(windows for-macos:(windows:2(linux:(linux:3)))(macos:2))");
    }

    #[test]
    fn only_a_heading_that_does_not_say_it_needs_a_label() {
        use Platform::{Ios, MacOs, Windows};
        assert_eq!(label("On windows", &[Windows]), None);
        assert_eq!(label("Windows and Mac", &[Windows, MacOs]).as_deref(), Some("Windows, macOS"));
        assert_eq!(label("On your phone", &[Ios]).as_deref(), Some("iPhone and iPad"));
    }
}
