//! What an answer of one line must look like.

use regex_lite::Regex;
use serde::{Deserialize, Serialize};

/// A regular expression that must fit the whole of an answer. Browser and desk decide with the same code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pattern {
    /// The expression, in the syntax of the `regex-lite` crate: no look-around, classes such as `\\d` are ASCII.
    pub pattern: String,
    /// How to mend an answer that does not fit, as a sentence.
    pub message: String,
}

impl Pattern {
    /// Whether an answer fits. An expression that cannot be read, which reading a form refuses, holds nobody up.
    pub fn fits(&self, answer: &str) -> bool {
        compiled(&self.pattern).is_ok_and(|pattern| pattern.is_match(answer)) || Self::fault(&self.pattern).is_some()
    }

    /// What is wrong with an expression.
    pub(super) fn fault(pattern: &str) -> Option<String> {
        compiled(pattern).err().map(|error| error.to_string())
    }
}

fn compiled(pattern: &str) -> Result<Regex, regex_lite::Error> {
    // By itself first: what is wrong with it must not be mended by what is put around it.
    Regex::new(pattern)?;
    Regex::new(&format!("^(?:{pattern})$"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_the_whole_answer_or_not_at_all() {
        let fits =
            |pattern: &str, answer: &str| Pattern { pattern: pattern.into(), message: String::new() }.fits(answer);
        assert!(fits("[A-Z]{2}\\d{6}", "NW123456"));
        for answer in ["xNW123456", "NW1234567", "NW123456\n", ""] {
            assert!(!fits("[A-Z]{2}\\d{6}", answer), "{answer:?}");
        }
        assert!(fits("a|b", "b") && !fits("a|b", "ab"));
        assert!(fits("(", "anything"));
    }

    #[test]
    fn a_pattern_that_only_its_frame_would_mend_is_refused() {
        assert!(Pattern::fault("a)|(b").is_some() && Pattern::fault("(?=a)").is_some());
        assert_eq!(Pattern::fault("a|b"), None);
    }
}
