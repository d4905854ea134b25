//! Whole words of texts, whatever their case.

use crate::ticket::Value;

/// Words in their order; an empty one stands between texts, so that nothing is found across two answers.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(Vec<String>);

impl Words {
    /// The words of a text: runs of letters and digits.
    pub(super) fn of(text: &str) -> Self {
        let mut words = Self::default();
        words.text(text);
        words
    }

    /// Adds the words of an answer; files have none.
    pub(super) fn answer(&mut self, value: &Value) {
        match value {
            Value::Text(text) => self.separate(text),
            Value::Many(texts) => texts.iter().for_each(|text| self.separate(text)),
            Value::Files(_) => {}
        }
    }

    /// Whether there is none.
    pub(super) fn are_none(&self) -> bool {
        self.0.iter().all(String::is_empty)
    }

    /// Whether these words stand among them, next to each other.
    pub(super) fn hold(&self, phrase: &Self) -> bool {
        !phrase.0.is_empty() && self.0.windows(phrase.0.len()).any(|words| words == phrase.0)
    }

    /// Whether any of some single words, which are in lower case, is among them.
    pub(super) fn hold_any(&self, words: &[&str]) -> bool {
        self.0.iter().any(|word| words.contains(&word.as_str()))
    }

    fn separate(&mut self, text: &str) {
        self.text(text);
        self.0.push(String::new());
    }

    fn text(&mut self, text: &str) {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        self.0.extend(words.map(|word| word.chars().flat_map(char::to_lowercase).collect::<String>()));
    }
}
