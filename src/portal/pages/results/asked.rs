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

/// How many results are shown, when there are more than at first.
const SHOWN: &str = "show";

/// How many results are shown at first, and how many more each time.
pub(super) const STEP: usize = 10;
/// More are not shown, whatever an address asks.
const MOST: usize = 1_000;

/// Reads a query.
pub(super) fn read(search: &str) -> Question {
    let mut question = Question { limit: STEP, ..Question::default() };
    for (key, value) in query::pairs(search) {
        match key.as_str() {
            WORDS => question.query = value,
            CATEGORY => question.filter.category = value,
            PLATFORM => question.filter.platform = Platform::from_id(&value),
            LITERAL => question.literal = true,
            SHOWN => question.limit = value.parse().map_or(STEP, |shown: usize| shown.clamp(STEP, MOST)),
            _ => {}
        }
    }
    question
}

/// Writes a query without its `?`.
pub(super) fn write(question: &Question) -> String {
    let Question { query, literal, filter: Filter { category, platform }, limit, .. } = question;
    let words = query.trim();
    let shown = (*limit > STEP).then(|| limit.to_string());
    let pairs = [
        (WORDS, Some(words)),
        (CATEGORY, Some(category.as_str()).filter(|category| !category.is_empty())),
        (PLATFORM, platform.map(Platform::id)),
        (LITERAL, literal.then_some("1")),
        (SHOWN, shown.as_deref()),
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
        let question =
            Question { query: "can't print".into(), limit: 20, literal: true, filter, ..Question::default() };
        assert_eq!(read(&write(&question)), question);
        assert_eq!(write(&Question::new("vpn", STEP)), "q=vpn");
        assert_eq!(write(&Question::new("vpn", 30)), "q=vpn&show=30");
        assert_eq!(read("q=a+b&platform=amiga&x=1&show=x"), Question::new("a b", STEP));
        assert_eq!(read("q=a&show=99999999").limit, MOST);
    }
}
