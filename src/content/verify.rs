//! How the desk makes sure whom it helps, before it changes anything. What is typed into a form is no proof of it.

use serde::{Deserialize, Serialize};

/// What the desk does before it changes anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verify {
    /// It calls back the number it has on file.
    Callback,
}

impl Verify {
    /// All of them, by the word that authors and programs write.
    pub const WORDS: [(&str, Self); 1] = [("callback", Self::Callback)];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Callback => "callback",
        }
    }

    /// What a word stands for.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, verify)| *verify)
    }
}
