//! Where in a file something stands, and what is told of it.

use std::ops::Range;

use content::Problem;

use super::Writer;

impl Writer<'_> {
    /// Whether content has read this place as it stands here, and told what is wrong with it.
    pub(in crate::markdown) fn is_read(&self, at: usize) -> bool {
        self.translated.is_exact(at)
    }

    /// The file that a place of the text came from.
    pub(in crate::markdown) fn file(&self, at: usize) -> &str {
        self.translated.file(at).unwrap_or(self.text.path)
    }

    /// The first line of a range, without the white space at its end.
    pub(super) fn first_line(&self, range: &Range<usize>) -> Range<usize> {
        let line = self.translated.text.get(range.clone()).and_then(|text| text.lines().next()).unwrap_or_default();
        range.start..range.start + line.trim_end().len()
    }

    /// Tells a problem at a place of the text.
    pub(in crate::markdown) fn tell(&mut self, mut problem: Problem, range: &Range<usize>, label: &str) {
        problem.path = self.text.path.into();
        if let Some(span) = self.translated.origins(range) {
            let offset = self.text.offset.unwrap_or_default();
            problem = problem.at(span.start + offset..span.end + offset, label);
        }
        self.problems.push(problem);
    }
}
