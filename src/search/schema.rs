//! Which words of a page go where.

use serde::{Deserialize, Serialize};
use tantivy::schema::{Field, IndexRecordOption, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{PreTokenizedString, Token};
use tantivy::{IndexSettings, TantivyDocument};

use crate::message::Kind;
use crate::parts::Kept;
use crate::stem::stem;
use crate::words::compounds;
use crate::{BuildError, Document};

/// How many bytes of a body stand in for a missing summary.
const OPENING: usize = 200;

/// Bytes of cards that are read together. Short, because the cards that a search shows seldom lie side by side, and what
/// is read may have to be fetched.
const CARDS: usize = 4 << 10;

/// The fields, in the order in which the schema declares them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// Everything on a page as it is written, with frequencies. There is no second field for stems: all forms of a word are
    /// looked up together, which ranks the same and halves what a browser has to download.
    pub(crate) words: Field,
    /// Stems of the title and of the aliases, with frequencies.
    pub(crate) title: Field,
    /// What a hit shows, as JSON of [`Card`]; kept, not searched.
    pub(crate) card: Field,
}

/// What is kept of a page to show it as a hit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Card {
    pub(crate) kind: Kind,
    pub(crate) path: String,
    pub(crate) title: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) aliases: Vec<String>,
    pub(crate) summary: String,
    pub(crate) category: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) parts: Vec<Kept>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub(crate) withheld: bool,
}

/// The schema and its fields. Reader and writer call this very function, so a field's number is the same for both.
pub(crate) fn schema() -> (Schema, Fields) {
    let words = |record| {
        // Words come ready cut, so no tokenizer is ever asked; `raw` is one that exists without any feature.
        let indexing = TextFieldIndexing::default().set_tokenizer("raw").set_index_option(record);
        TextOptions::default().set_indexing_options(indexing)
    };
    let mut builder = Schema::builder();
    let fields = Fields {
        words: builder.add_text_field("words", words(IndexRecordOption::WithFreqs)),
        title: builder.add_text_field("title", words(IndexRecordOption::WithFreqs)),
        card: builder.add_text_field("card", TextOptions::default().set_stored()),
    };
    (builder.build(), fields)
}

/// One thread and no compression of its own: the same pages give the same bytes, and the pack is compressed as a whole.
pub(crate) fn settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: tantivy::store::Compressor::None,
        docstore_compress_dedicated_thread: false,
        docstore_blocksize: CARDS,
        ..IndexSettings::default()
    }
}

/// A page as tantivy takes it.
pub(crate) fn entry(fields: Fields, document: &Document) -> Result<TantivyDocument, BuildError> {
    let mut title = vec![document.title.as_str()];
    title.extend(document.aliases.iter().map(String::as_str));
    let mut all = title.clone();
    all.extend(document.headings.iter().map(|heading| heading.text.as_str()));
    all.extend(document.platforms.iter().map(|platform| platform.id()));
    all.push(&document.summary);
    all.push(&document.body);

    let mut entry = TantivyDocument::default();
    entry.add_pre_tokenized_text(fields.words, tokens(&all, str::to_owned));
    entry.add_pre_tokenized_text(fields.title, tokens(&title, stem));
    entry.add_text(fields.card, serde_json::to_string(&card(document)).map_err(BuildError::Card)?);
    Ok(entry)
}

fn card(document: &Document) -> Card {
    let summary =
        if document.summary.trim().is_empty() { opening(&document.body) } else { document.summary.trim().to_owned() };
    Card {
        kind: document.kind,
        path: document.path.clone(),
        title: document.title.clone(),
        aliases: document.aliases.clone(),
        summary,
        category: document.category.clone(),
        parts: document.headings.iter().map(Kept::of).collect(),
        withheld: document.withheld,
    }
}

/// The first words of a text on one line, with `…` when there are more.
fn opening(body: &str) -> String {
    let mut opening = String::new();
    for word in body.split_whitespace() {
        if !opening.is_empty() {
            if opening.len() + word.len() > OPENING {
                opening.push('…');
                return opening;
            }
            opening.push(' ');
        }
        opening.extend(word.chars().take(OPENING));
    }
    opening
}

/// The words of several texts; a gap between two texts keeps their words from standing side by side.
fn tokens(texts: &[&str], form: impl Fn(&str) -> String) -> PreTokenizedString {
    let mut tokens = Vec::new();
    let mut position = 0;
    for text in texts {
        for compound in compounds(text) {
            if let Some(whole) = &compound.whole {
                tokens.push(token(form(whole), position));
            }
            for part in &compound.parts {
                tokens.push(token(form(&part.text), position));
                position += 1;
            }
        }
        position += 1;
    }
    PreTokenizedString { text: String::new(), tokens }
}

fn token(text: String, position: usize) -> Token {
    Token { offset_from: 0, offset_to: 0, position, text, position_length: 1 }
}

#[cfg(test)]
mod tests {
    use super::{OPENING, opening};

    #[test]
    fn an_opening_ends_between_words() {
        assert_eq!(opening(" One\n two  three "), "One two three");
        let long = opening(&"word ".repeat(100));
        assert!(long.ends_with("word…") && long.len() <= OPENING + '…'.len_utf8(), "{long}");
        assert_eq!(opening(&"é".repeat(500)).chars().count(), OPENING);
        assert_eq!(opening(""), "");
    }
}
