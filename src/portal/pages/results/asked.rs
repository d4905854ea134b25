//! What the address of the page of results asks, and the address that asks something.

use content::Platform;
use search::message::{Filter, Question};

use crate::query;

/// Keys of the query.
const WORDS: &str = "q";
const CATEGORY: &str = "category";
const PLATFORM: &str = "platform";
/// There when the words are meant as they stand.
const LITERAL: &str = "literal";

/// Reads a query.
pub(super) fn read(search: &str, limit: usize) -> Question {
    let mut question = Question { limit, ..Question::default() };
    for (key, value) in query::pairs(search) {
        match key.as_str() {
            WORDS => question.query = value,
            CATEGORY => question.filter.category = value,
            PLATFORM => question.filter.platform = Platform::from_id(&value),
            LITERAL => question.literal = true,
            _ => {}
        }
    }
    question
}

/// Writes a query without its `?`.
pub(super) fn write(question: &Question) -> String {
    let Question { query, literal, filter: Filter { category, platform }, .. } = question;
    let words = query.trim();
    let pairs = [
        (WORDS, Some(words)),
        (CATEGORY, Some(category.as_str()).filter(|category| !category.is_empty())),
        (PLATFORM, platform.map(Platform::id)),
        (LITERAL, literal.then_some("1")),
    ];
    let pairs = pairs.into_iter().filter_map(|(key, value)| Some((key, value?)));
    query::write(pairs).trim_start_matches('?').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back() {
        let filter = Filter { category: "wi-fi & vpn".into(), platform: Some(Platform::MacOs) };
        let question = Question { query: "can't print".into(), limit: 20, literal: true, filter, explain: false };
        assert_eq!(read(&write(&question), 20), question);
        assert_eq!(write(&Question::new("vpn", 20)), "q=vpn");
        assert_eq!(read("q=a+b&platform=amiga&x=1", 5), Question::new("a b", 5));
    }
}
