//! `synonyms.txt`: words that mean the same, one group a line.

use std::collections::HashMap;

use crate::Problem;

/// Reads `synonyms.txt`. Words are kept in lower case.
pub(crate) fn read(path: &str, text: &str) -> (Vec<Vec<String>>, Vec<Problem>) {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let mut problems = Vec::new();
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += line.len();
        let content = line.split('#').next().unwrap_or_default();
        let words = content.trim_start_matches('\u{feff}').trim();
        let begin = start + content.find(words).unwrap_or(0);
        let span = begin..begin + words.len();
        let mut group: Vec<String> = Vec::new();
        for word in words.split(',') {
            let word = word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            if word.is_empty() || group.contains(&word) {
                continue;
            }
            if let Some(line) = seen.insert(word.clone(), index + 1) {
                let message = format!("`{word}` is in the group of line {line} too");
                problems.push(
                    Problem::warning("synonyms/repeated", path, message)
                        .at(span.clone(), "a word of two groups")
                        .help("join the groups, or leave the word out of one"),
                );
            }
            group.push(word);
        }
        match group.len() {
            0 => {}
            1 => problems.push(
                Problem::warning("synonyms/alone", path, format!("`{}` has no synonym", group.join("")))
                    .at(span, "one word only")
                    .help("write all words of a group on one line, with commas between"),
            ),
            _ => groups.push(group),
        }
    }
    (groups, problems)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_group() {
        let (groups, problems) = read(
            "synonyms.txt",
            "\u{feff}# words\r\nVPN, virtual  private network # tunnel\r\n\r\nmail,e-mail,email\r\n",
        );
        assert_eq!(groups, [vec!["vpn", "virtual private network"], vec!["mail", "e-mail", "email"]]);
        assert_eq!(problems, []);
    }

    #[test]
    fn lonely_and_repeated_words_are_told() {
        let (groups, problems) = read("synonyms.txt", "vpn\nmail, post\n post , letter\n");
        assert_eq!(groups.len(), 2);
        let codes: Vec<_> = problems.iter().map(|problem| (problem.code, problem.span.clone())).collect();
        assert_eq!(codes, [("synonyms/alone", Some(0..3)), ("synonyms/repeated", Some(16..29))]);
    }
}
