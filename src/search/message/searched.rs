//! What was searched for. It travels as lines of text: a list in JSON takes the portal more code to read.

use serde::{Deserialize, Deserializer, Serializer};

/// Stands between the ways to say one thing.
const OR: &str = "|";

/// One thing asked for, as a text may say it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    /// Stems of the words for it; several that only count side by side are one entry, with spaces between them.
    pub stems: Vec<String>,
    /// One page in so many has its most frequent word.
    pub one_in: u32,
}

pub(super) fn serialize<S: Serializer>(searched: &[Searched], serializer: S) -> Result<S::Ok, S::Error> {
    let lines = searched.iter().map(|Searched { stems, one_in }| format!("{one_in} {}", stems.join(OR)));
    serializer.serialize_str(&lines.collect::<Vec<_>>().join("\n"))
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Searched>, D::Error> {
    Ok(String::deserialize(deserializer)?.split('\n').filter_map(read).collect())
}

/// Reads a line; one that is none of ours says nothing.
fn read(line: &str) -> Option<Searched> {
    let (one_in, stems) = line.split_once(' ')?;
    Some(Searched { stems: stems.split(OR).map(str::to_owned).collect(), one_in: one_in.parse().ok()? })
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a failed unwrap fails the test")]

    use proptest::prelude::*;

    use super::Searched;
    use crate::message::Answer;

    proptest! {
        #[test]
        fn what_was_searched_for_reads_back(
            things in prop::collection::vec((prop::collection::vec("[a-zé0-9.]{1,6}( [a-z]{1,3})?", 1..4), any::<u32>()), 0..4),
        ) {
            let searched = things.into_iter().map(|(stems, one_in)| Searched { stems, one_in }).collect();
            let answer = Answer { searched, ..Answer::default() };
            let json = serde_json::to_string(&answer).unwrap();
            prop_assert_eq!(serde_json::from_str::<Answer>(&json).unwrap(), answer);
        }
    }
}
